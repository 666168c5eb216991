//! Where matches of a pattern can begin: told by their first bytes.
//!
//! A search steps through an automaton byte by byte, and the automatons of a page's sixty patterns
//! do not stay in the processor's cache: each step waits for memory. The first bytes of a pattern's
//! matches fit into two lines of that cache, and leave a place or two to try.

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, Look};

use super::triggers::window;

/// At most so many bytes of a beginning are looked at.
const LONGEST: usize = 4;
/// At most so many beginnings.
const MOST: usize = 400;
/// Bits of the table.
const BITS: usize = 1024;

/// Where matches of a pattern can begin.
#[derive(Debug)]
pub(super) enum Starts {
    /// At the beginning of a text alone.
    OfText,
    /// Where certain bytes stand.
    Bytes(Beginnings),
}

/// The beginnings of a pattern's matches.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// A bit for the hash of each.
    table: [u64; BITS / 64],
    /// The bits of a window that are hashed: its first bytes.
    mask: u32,
    /// Whether a match begins at a word boundary.
    at_boundary: bool,
}

impl Starts {
    /// Those of a pattern; `None` if it can begin with too much, or match nothing.
    pub(super) fn of(pattern: &Hir) -> Option<Self> {
        if pattern.properties().look_set_prefix().contains(Look::Start) {
            return Some(Self::OfText);
        }
        Beginnings::of(pattern).map(Self::Bytes)
    }

    /// The first place from `from` on where a match may begin.
    pub(super) fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::OfText => (from == 0).then_some(0),
            Self::Bytes(beginnings) => beginnings.next(text, from),
        }
    }
}

impl Beginnings {
    fn of(pattern: &Hir) -> Option<Self> {
        let mut extractor = Extractor::new();
        extractor.limit_class(MOST / 4).limit_total(MOST);
        let mut prefixes = extractor.extract(pattern);
        prefixes.keep_first_bytes(LONGEST);
        prefixes.dedup();
        let len = prefixes.min_literal_len().filter(|len| *len > 0)?;
        let looks = pattern.properties().look_set_prefix();
        let mut beginnings = Self {
            table: [0; BITS / 64],
            mask: u32::MAX >> (8 * (LONGEST - len.min(LONGEST))),
            at_boundary: looks.contains(Look::WordAscii) || looks.contains(Look::WordUnicode),
        };
        for prefix in prefixes.literals()? {
            let (word, bit) = beginnings.place(window(prefix.as_bytes()));
            beginnings.table[word] |= bit;
        }
        Some(beginnings)
    }

    fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        let whole = text.len().saturating_sub(LONGEST - 1);
        let windows = text.get(from..)?.windows(LONGEST).zip(from..);
        let mut early = windows.filter(|(first, at)| self.may(window(first), text, *at));
        if let Some((_, at)) = early.next() {
            return Some(at);
        }
        (whole.max(from)..text.len()).find(|&at| self.may(window(&text[at..]), text, at))
    }

    #[inline]
    fn may(&self, window: u32, text: &[u8], at: usize) -> bool {
        let (word, bit) = self.place(window);
        self.table[word] & bit != 0 && (!self.at_boundary || may_be_boundary(text, at))
    }

    /// Word and bit of the table for a window.
    #[inline]
    fn place(&self, window: u32) -> (usize, u64) {
        let hash = (window & self.mask).wrapping_mul(0x9e37_79b1) >> (32 - BITS.trailing_zeros());
        ((hash / 64) as usize, 1 << (hash % 64))
    }
}

/// Whether a word may begin or end at a place: the letters of ASCII tell, others may be anything.
fn may_be_boundary(text: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match (at.checked_sub(1).map(|before| text[before]), text.get(at)) {
        (Some(before), Some(&behind)) if before.is_ascii() && behind.is_ascii() => {
            is_word(before) != is_word(behind)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(pattern: &str, text: &str) -> Option<Vec<usize>> {
        let starts = Starts::of(&regex_syntax::parse(pattern).unwrap())?;
        let mut places = Vec::new();
        while let Some(at) = starts.next(text.as_bytes(), places.last().map_or(0, |at| at + 1)) {
            places.push(at);
        }
        Some(places)
    }

    #[test]
    fn matches_begin_where_their_first_bytes_stand() {
        let text = "an oven, a coven, and ovens";
        assert_eq!(places(r"\b(?:oven|kiln)s?", text), Some(vec![3, 22]));
        assert_eq!(places(r"oven|kiln", text), Some(vec![3, 12, 22]));
        assert_eq!(places(r"\ba", text), Some(vec![0, 9, 18]));
        assert_eq!(places(r"ns", text), Some(vec![25]));
        assert_eq!(places(r"\bø", "én ø"), Some(vec![4]));
        assert_eq!(places(r"^\w+ oven", text), Some(vec![0]));
    }

    #[test]
    fn what_can_begin_with_anything_is_not_told() {
        assert_eq!(places(r"\w+ oven", ""), None);
        assert_eq!(places(r"(?:an )?", ""), None);
    }
}
