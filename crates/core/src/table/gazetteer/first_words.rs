//! The first words of all names: what spares most words of a posting the searches.

use std::sync::LazyLock;

use memchr::{memchr, memchr2};

use super::{COUNTRIES, MACRO_REGIONS, PLACES, REGIONS, body};
use crate::table::lexicon::KeyMap;
use crate::text::tokens::{tokenize, word_key};

/// The tables of names, in the order of [`FirstWord::tables`].
static TABLES: [&str; 4] = [PLACES, COUNTRIES, REGIONS, MACRO_REGIONS];
/// Place of [`PLACES`] in [`TABLES`].
pub(super) const IN_PLACES: usize = 0;
/// Place of [`COUNTRIES`] in [`TABLES`].
pub(super) const IN_COUNTRIES: usize = 1;
/// Place of [`REGIONS`] in [`TABLES`].
pub(super) const IN_REGIONS: usize = 2;
/// Place of [`MACRO_REGIONS`] in [`TABLES`].
pub(super) const IN_MACRO_REGIONS: usize = 3;

/// What is known of the names that begin with a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FirstWord {
    /// The most words of such a name.
    pub(super) words: u8,
    /// A bit for each table that has one.
    pub(super) tables: u8,
    /// The lines of [`PLACES`] that have one.
    pub(super) places: (u32, u32),
}

/// The first words of all names, by their keys: most words of a posting begin none, and are spared
/// the searches; others need not look everywhere. Filled once, in about a millisecond.
pub(super) static FIRST_WORDS: LazyLock<KeyMap<FirstWord>> = LazyLock::new(|| {
    let mut firsts: KeyMap<FirstWord> = KeyMap::default();
    firsts.reserve(PLACES.len() / 40);
    for (number, table) in TABLES.iter().enumerate() {
        let mut at = body(table);
        while let Some(line) = table.get(at..).filter(|rest| !rest.is_empty()) {
            let start = at;
            let end = memchr2(b'\t', b'\n', line.as_bytes()).unwrap_or(line.len());
            let name = &line[..end];
            let rest = &line.as_bytes()[end..];
            at += end + memchr(b'\n', rest).map_or(rest.len(), |last| last + 1);
            let Some(key) = tokenize_first(name) else {
                continue;
            };
            let words = name.bytes().fold(1_u8, |words, byte| {
                words.saturating_add(u8::from(!byte.is_ascii_alphanumeric() && byte.is_ascii()))
            });
            let known = firsts.entry(key).or_default();
            known.words = words.max(known.words);
            known.tables |= 1 << number;
            if number == IN_PLACES {
                let (first, last) = (offset(start), offset(at));
                let known = &mut known.places;
                *known = if known.1 == 0 {
                    (first, last)
                } else {
                    (known.0, last)
                };
            }
        }
    }
    firsts
});

#[expect(
    clippy::cast_possible_truncation,
    reason = "the tables are far below 4 GiB"
)]
fn offset(at: usize) -> u32 {
    at as u32
}

/// Key of the first word of a name.
fn tokenize_first(name: &str) -> Option<u64> {
    let mut bytes = name.bytes();
    let end = bytes.position(|byte| !byte.is_ascii_alphanumeric());
    let end = end.unwrap_or(name.len());
    // Dots, plus signs and letters beyond ASCII: the tokenizer knows.
    match name.as_bytes().get(end) {
        None | Some(b' ' | b'-') if end > 0 => Some(word_key(&name[..end])),
        _ => tokenize(name, 0).first().map(|token| token.key),
    }
}
