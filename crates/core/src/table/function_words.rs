//! Which language a text is plainly in, by its smallest words.

use std::sync::LazyLock;

use serde::Deserialize;

use super::lexicon::KeyMap;
use crate::text::tokens::{Token, word_key};

/// So many small words of the winning language must stand in the text.
const LEAST: u32 = 12;
/// So many times those of any other language.
const LEAD: u32 = 2;

/// The words of `data/any/function_words.toml`: for each, the rows that hold it, a bit each.
struct FunctionWords {
    codes: Vec<String>,
    rows_of: KeyMap<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    words: Vec<String>,
}

static WORDS: LazyLock<FunctionWords> = LazyLock::new(|| {
    // A test loads the file, so this cannot fail on shipped data.
    let file: File = toml::from_str(include_str!("../../data/any/function_words.toml"))
        .unwrap_or_else(|error| panic!("data/any/function_words.toml: {error}"));
    let mut rows_of = KeyMap::default();
    for (at, row) in file.language.iter().enumerate() {
        for word in &row.words {
            *rows_of.entry(word_key(word)).or_insert(0) |= 1 << at;
        }
    }
    FunctionWords {
        codes: file.language.into_iter().map(|row| row.code).collect(),
        rows_of,
    }
});

/// The language whose small words far outnumber those of every other; `None` where none does.
///
/// Grefenstette, "Comparing two language identification schemes" (JADT 1995), found small words as
/// good as trigrams from some fifteen words on, and they cost next to nothing.
pub(crate) fn plain_language<'t>(tokens: impl Iterator<Item = &'t Token>) -> Option<&'static str> {
    let words = &*WORDS;
    let mut counts = vec![0_u32; words.codes.len()];
    for token in tokens {
        let mut rows = words.rows_of.get(&token.key).copied().unwrap_or(0);
        while rows != 0 {
            counts[rows.trailing_zeros() as usize] += 1;
            rows &= rows - 1;
        }
    }
    let best = (0..counts.len()).max_by_key(|at| counts[*at])?;
    let next = (0..counts.len())
        .filter(|at| *at != best)
        .map(|at| counts[at])
        .max()
        .unwrap_or(0);
    (counts[best] >= LEAST && counts[best] >= next * LEAD).then(|| words.codes[best].as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::tokenize;

    fn language(text: &str) -> Option<&'static str> {
        plain_language(tokenize(text, 0).iter())
    }

    #[test]
    fn small_words_tell_the_language() {
        let english = "You will look after the ovens of our bakery and see to it that the bread is on the shelves by six; we are with you for the first weeks.";
        assert_eq!(language(english), Some("en"));
        let german = "Du bist für die Öfen der Bäckerei da und sorgst mit uns, dass das Brot um sechs im Regal ist; wir sind bei dir, und die Schicht ist auf dem Plan.";
        assert_eq!(language(german), Some("de"));
    }

    #[test]
    fn too_few_or_shared_words_decide_nothing() {
        assert_eq!(language("Night baker, full time"), None);
        assert_eq!(
            language("vi er på og til med en det som du om for har vi er på og til"),
            None,
            "Danish and Norwegian share these"
        );
    }

    #[test]
    fn rows_fit_their_bits() {
        assert!(WORDS.codes.len() <= 32);
    }
}
