//! Names of human languages in a text.

use std::ops::Range;

use crate::reading::Reading;
use crate::table::Languages;
use crate::text::fold::plain;
use crate::text::tokens::{WordHash, tokenize};

/// The language whose words do not run together.
const ENGLISH: &str = "en";

/// Names of languages in the words of the posting's languages.
pub(super) struct Names<'a> {
    languages: &'a Languages,
    /// Whether names stand at the beginning of longer words ("Englischkenntnisse").
    compounds: bool,
}

impl<'a> Names<'a> {
    pub(super) fn of(reading: &Reading<'a>) -> Self {
        let languages = reading.languages;
        let compounds = languages.own().code != ENGLISH;
        Self {
            languages,
            compounds,
        }
    }

    /// The code of the language that a word names.
    fn code(&self, key: u64) -> Option<&'static str> {
        let mut tables = self.languages.tables.iter();
        tables.find_map(|tables| tables.language_names.get(&key).map(String::as_str))
    }

    /// Blocks of the posting in which a name, or a word that begins with one, stands.
    pub(super) fn blocks(&self, reading: &Reading<'_>) -> Vec<usize> {
        let page = reading.page;
        let named = |block: &usize| {
            page.tokens_of(*block).iter().any(|token| {
                self.code(token.key).is_some()
                    || page
                        .text
                        .get(token.range())
                        .is_some_and(|word| self.beginning(word).is_some())
            })
        };
        reading.outline.posting_blocks().filter(named).collect()
    }

    /// The code of a name that a longer word begins with ("Englischkenntnisse").
    fn beginning(&self, word: &str) -> Option<&'static str> {
        if !self.compounds || !(10..40).contains(&word.len()) {
            return None;
        }
        let word = plain(word);
        let mut hash = WordHash::default();
        word.bytes().enumerate().find_map(|(at, byte)| {
            let code = (at >= 6).then(|| self.code(hash.key())).flatten();
            hash.push(byte);
            code
        })
    }

    /// Whether a block is nothing but names and words for "and" and "or".
    pub(super) fn fill(&self, reading: &Reading<'_>, block: usize) -> bool {
        let page = reading.page;
        page.tokens_of(block).iter().all(|token| {
            let word = page.folded.get(token.range()).unwrap_or("");
            self.languages.is_conjunction(word) || self.code(token.key).is_some()
        })
    }

    /// All names in a piece of text, with their places in it.
    pub(super) fn find(
        &self,
        text: &str,
        needs_capital: bool,
    ) -> Vec<(Range<usize>, &'static str)> {
        tokenize(text, 0)
            .iter()
            .filter_map(|token| {
                let code = self.code(token.key)?;
                let word = text.get(token.range())?;
                let fits = !needs_capital || word.starts_with(char::is_uppercase);
                fits.then(|| (token.range(), code))
            })
            .collect()
    }
}
