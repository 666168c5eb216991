//! Words that name an occupation.

use std::collections::HashSet;

use super::lexicon::KeySet;
use crate::text::fold::plain;
use crate::text::tokens::{Token, tokenize, word_key};

/// Shortest and longest end of a word, in bytes, that can name an occupation.
const ENDS: std::ops::RangeInclusive<usize> = 4..=18;

/// The rows of a language's `occupations.txt`, ready for lookup.
#[derive(Debug, Default)]
pub(crate) struct Occupations {
    words: KeySet,
    /// Ends of longer words ("-leiter"), without the hyphen.
    ends: HashSet<&'static str>,
}

impl Occupations {
    /// Reads the rows: a folded word each, or the end of one behind a hyphen.
    pub(crate) fn new(rows: &'static str) -> Self {
        let mut out = Self::default();
        for row in rows.lines().filter(|row| !row.starts_with('#')) {
            match row.strip_prefix('-') {
                Some(end) => {
                    out.ends.insert(end);
                }
                None => {
                    out.words.insert(word_key(row));
                }
            }
        }
        out
    }

    /// Whether a token of `text` is such a word, or the plural of one.
    pub(crate) fn has_word(&self, text: &str, token: &Token) -> bool {
        if self.words.contains(&token.key) {
            return true;
        }
        let single = text
            .get(token.range())
            .and_then(|word| word.strip_suffix(['s', 'S']));
        single.is_some_and(|single| self.words.contains(&word_key(single)))
    }

    /// Whether a token of `text` ends as an occupation does ("Projektleiter").
    pub(crate) fn has_end(&self, text: &str, token: &Token) -> bool {
        if self.ends.is_empty() || token.range().len() <= *ENDS.start() {
            return false;
        }
        let word = plain(text.get(token.range()).unwrap_or_default());
        word.char_indices().skip(2).any(|(at, _)| {
            let end = &word[at..];
            ENDS.contains(&end.len()) && self.ends.contains(end)
        })
    }

    /// Whether a word of a text names an occupation.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        tokenize(text, 0)
            .iter()
            .any(|token| self.has_word(text, token) || self.has_end(text, token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::language::all_tables;

    #[test]
    fn words_plurals_and_ends() {
        let occupations = Occupations::new("# Words\n-leiter\nwelder\n");
        for text in ["A Welder", "Welders", "Projektleiter"] {
            assert!(occupations.is_named_in(text), "{text}");
        }
        for text in ["Leiter", "weld", ""] {
            assert!(!occupations.is_named_in(text), "{text}");
        }
    }

    #[test]
    fn rows_are_sorted_and_folded() {
        for tables in all_tables() {
            let rows: Vec<&str> = tables
                .occupation_rows
                .lines()
                .filter(|line| !line.starts_with('#'))
                .collect();
            for pair in rows.windows(2) {
                assert!(pair[0].as_bytes() < pair[1].as_bytes(), "{pair:?}");
            }
            assert!(rows.iter().all(|row| plain(row) == *row), "{}", tables.code);
        }
    }
}
