//! Which language a text is plainly in, by its smallest words.

use std::sync::LazyLock;

use serde::Deserialize;

use super::lexicon::KeyMap;
use crate::text::tokens::{Token, word_key};

/// With fewer small words nothing is said; the winner needs so many more than any other,
const LEAST: u32 = 10;
/// and a third more: neighbours (Czech and Slovak, Danish and Norwegian) share most of theirs.
const LEAD: (u32, u32) = (4, 3);

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

/// The languages a text can be in by its small words: one where those of a language far outnumber
/// all others, some where neighbours share theirs, none where there are too few words.
///
/// Grefenstette, "Comparing two language identification schemes" (JADT 1995), found small words as
/// good as trigrams from some fifteen words on, and they cost next to nothing.
pub(crate) fn likely_languages<'t>(tokens: impl Iterator<Item = &'t Token>) -> Vec<&'static str> {
    let words = &*WORDS;
    let mut counts = vec![0_u32; words.codes.len()];
    for token in tokens {
        let mut rows = words.rows_of.get(&token.key).copied().unwrap_or(0);
        while rows != 0 {
            counts[rows.trailing_zeros() as usize] += 1;
            rows &= rows - 1;
        }
    }
    let best = counts.iter().copied().max().unwrap_or(0);
    let mut likely: Vec<(u32, &str)> = counts
        .into_iter()
        .zip(&words.codes)
        .filter(|(count, _)| best >= LEAST && count * 2 >= best)
        .map(|(count, code)| (count, code.as_str()))
        .collect();
    likely.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    if let [(best, _), (next, _), ..] = likely[..]
        && best >= next + LEAST
        && best * LEAD.1 >= next * LEAD.0
    {
        likely.truncate(1);
    }
    likely.into_iter().map(|(_, code)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Languages;
    use crate::text::tokens::tokenize;

    fn languages(text: &str) -> Vec<&'static str> {
        likely_languages(tokenize(text, 0).iter())
    }

    #[test]
    fn small_words_tell_the_language() {
        let english = "You will look after the ovens of our bakery and see to it that the bread is on the shelves by six; we are with you for the first weeks.";
        assert_eq!(languages(english), ["en"]);
        let german = "Du bist für die Öfen der Bäckerei da und sorgst mit uns, dass das Brot um sechs im Regal ist; wir sind bei dir, und die Schicht ist auf dem Plan.";
        assert_eq!(languages(german), ["de"]);
    }

    #[test]
    fn too_few_or_shared_words_leave_it_open() {
        assert_eq!(languages("Night baker, full time"), [""; 0]);
        assert_eq!(
            languages("vi er på og til med en det som du om for har vi er på og til"),
            ["no", "da", "sv"],
            "neighbours share these"
        );
    }

    #[test]
    fn every_language_has_a_row_and_a_bit() {
        assert!(WORDS.codes.len() <= 32);
        for code in Languages::codes() {
            assert!(WORDS.codes.iter().any(|known| known == code), "{code}");
        }
    }
}
