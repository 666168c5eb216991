//! Notices that tell what kind of page it is: `page_kinds.toml`.

use std::collections::HashSet;

use serde::Deserialize;

use super::Lexicon;
use crate::text::tokens::{Token, key_of_tokens, word_key};

/// How many words before a notice can make it a condition.
const REACH: usize = 5;

/// What a notice says of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Notice {
    /// The posting is over or gone.
    Closed,
    /// An account is asked for.
    Login,
    /// A check for robots.
    Check,
    /// The page needs a script that is not in the file.
    Shell,
    /// A list of postings.
    Board,
    /// The page that was asked for does not exist.
    Missing,
    /// A word that postings use; several different ones make a posting.
    Posting,
}

/// `page_kinds.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoticeRows {
    notice: Vec<NoticeRow>,
}

/// Words of a notice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeRow {
    kind: Notice,
    words: Vec<String>,
    /// Words before it that make it a condition.
    #[serde(default)]
    unless: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    yes: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    no: Vec<String>,
}

/// The notices of a language, ready for lookup.
#[derive(Debug)]
pub(crate) struct Notices {
    rows: Vec<NoticeRow>,
    /// Number of a phrase: the index of its row.
    lexicon: Lexicon,
    /// The words of [`Notice::Posting`].
    vocabulary: Lexicon,
    /// One set a row.
    unless: Vec<HashSet<u64>>,
}

impl Notices {
    /// Makes the rows ready.
    pub(crate) fn new(rows: NoticeRows) -> Self {
        let mut lexicon = Lexicon::default();
        let mut vocabulary = Lexicon::default();
        for (id, row) in (0u32..).zip(&rows.notice) {
            for words in &row.words {
                if row.kind == Notice::Posting {
                    vocabulary.insert(words, id);
                } else {
                    lexicon.insert(words, id);
                }
            }
        }
        let unless = rows
            .notice
            .iter()
            .map(|row| row.unless.iter().map(|word| word_key(word)).collect())
            .collect();
        Self {
            rows: rows.notice,
            lexicon,
            vocabulary,
            unless,
        }
    }

    /// The notices in a text whose tokens are given, in order.
    pub(crate) fn find<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = Notice> + 'a {
        self.lexicon.find(text, tokens).filter_map(|found| {
            let row = self.rows.get(found.id as usize)?;
            let unless = self.unless.get(found.id as usize)?;
            let before = &tokens[found.first.saturating_sub(REACH)..found.first];
            let conditional = before.iter().any(|token| unless.contains(&token.key));
            (!conditional).then_some(row.kind)
        })
    }

    /// The words of postings in a text whose tokens are given: a key for each.
    pub(crate) fn posting_words<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = u64> + 'a {
        let found = self.vocabulary.find(text, tokens);
        found.map(|found| key_of_tokens(&tokens[found.first..found.first + found.len]))
    }
}

#[cfg(test)]
mod tests {
    use super::Notice;
    use crate::table::Languages;
    use crate::text::tokens::tokenize;

    #[test]
    fn every_row_passes_its_own_examples() {
        for code in Languages::codes() {
            let languages = Languages::of(Some(code));
            for (notices, row) in languages.tables.iter().flat_map(|tables| {
                let notices = &tables.notices;
                notices.rows.iter().map(move |row| (notices, row))
            }) {
                let reads = |line: &str| {
                    let tokens = tokenize(line, 0);
                    if row.kind == Notice::Posting {
                        return notices.posting_words(line, &tokens).next().is_some();
                    }
                    notices.find(line, &tokens).any(|kind| kind == row.kind)
                };
                assert!(!row.yes.is_empty(), "{code} {:?}", row.kind);
                for line in &row.yes {
                    assert!(reads(line), "{code} {:?} misses {line:?}", row.kind);
                }
                for line in &row.no {
                    assert!(!reads(line), "{code} {:?} wrongly reads {line:?}", row.kind);
                }
            }
        }
    }
}
