//! Where matches of a pattern can begin: told by their first bytes.
//!
//! A search steps through an automaton byte by byte, and the automatons of a page's sixty patterns
//! do not stay in the processor's cache: each step waits for memory. The first bytes of a pattern's
//! matches fit into two lines of that cache, and leave a place or two to try.

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

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
    /// Where certain bytes stand behind each other.
    Bytes(Beginnings),
    /// Where one of certain bytes stands: many places, most of them for nothing.
    Byte(Box<FirstBytes>),
}

/// The first bytes of a pattern's matches.
#[derive(Debug)]
pub(super) struct FirstBytes {
    holds: [bool; 256],
    /// Whether a match begins at a word boundary.
    at_boundary: bool,
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
        let beginnings = Beginnings::of(pattern).map(Self::Bytes);
        beginnings.or_else(|| FirstBytes::of(pattern).map(|first| Self::Byte(Box::new(first))))
    }

    /// Whether an automaton is the better way through many texts.
    pub(super) fn are_many(&self) -> bool {
        matches!(self, Self::Byte(_))
    }

    /// The first place from `from` on where a match may begin.
    pub(super) fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::OfText => (from == 0).then_some(0),
            Self::Bytes(beginnings) => beginnings.next(text, from),
            Self::Byte(first) => first.next(text, from),
        }
    }
}

impl FirstBytes {
    /// Those of a pattern; `None` if it can match nothing.
    fn of(pattern: &Hir) -> Option<Self> {
        let mut first = Self {
            holds: [false; 256],
            at_boundary: is_at_boundary(pattern),
        };
        (!first.add(pattern)).then_some(first)
    }

    /// Adds the first bytes of a part; says whether what is behind it can come first too.
    fn add(&mut self, part: &Hir) -> bool {
        match part.kind() {
            HirKind::Empty | HirKind::Look(_) => true,
            HirKind::Literal(literal) => {
                self.holds[usize::from(literal.0[0])] = true;
                false
            }
            HirKind::Class(Class::Unicode(class)) => {
                for range in class.ranges() {
                    let (first, last) = (first_byte(range.start()), first_byte(range.end()));
                    self.holds[usize::from(first)..=usize::from(last)].fill(true);
                }
                false
            }
            HirKind::Class(Class::Bytes(class)) => {
                for range in class.ranges() {
                    self.holds[usize::from(range.start())..=usize::from(range.end())].fill(true);
                }
                false
            }
            HirKind::Repetition(repetition) => self.add(&repetition.sub) || repetition.min == 0,
            HirKind::Capture(capture) => self.add(&capture.sub),
            HirKind::Concat(parts) => parts.iter().all(|part| self.add(part)),
            HirKind::Alternation(parts) => {
                // All of them: none may be left out.
                parts.iter().filter(|part| self.add(part)).count() > 0
            }
        }
    }

    fn next(&self, text: &[u8], from: usize) -> Option<usize> {
        let mut places = text.get(from..)?.iter().zip(from..);
        let may = |byte: u8, at| {
            self.holds[usize::from(byte)] && (!self.at_boundary || may_be_boundary(text, at))
        };
        places.find(|(byte, at)| may(**byte, *at)).map(|(_, at)| at)
    }
}

/// The first byte of a character in UTF-8.
fn first_byte(c: char) -> u8 {
    c.encode_utf8(&mut [0; 4]).as_bytes()[0]
}

/// Whether all matches of a pattern begin at a word boundary.
fn is_at_boundary(pattern: &Hir) -> bool {
    let looks = pattern.properties().look_set_prefix();
    looks.contains(Look::WordAscii) || looks.contains(Look::WordUnicode)
}

impl Beginnings {
    fn of(pattern: &Hir) -> Option<Self> {
        let mut extractor = Extractor::new();
        extractor.limit_class(MOST / 4).limit_total(MOST);
        let mut prefixes = extractor.extract(pattern);
        prefixes.keep_first_bytes(LONGEST);
        prefixes.dedup();
        let len = prefixes.min_literal_len().filter(|len| *len > 0)?;
        let mut beginnings = Self {
            table: [0; BITS / 64],
            mask: u32::MAX >> (8 * (LONGEST - len.min(LONGEST))),
            at_boundary: is_at_boundary(pattern),
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
    fn first_bytes_tell_where_more_do_not() {
        let text = "an oVen, ö, Ovens";
        assert_eq!(
            places(r"(?:\d|[A-Z]|ö+)?\w*[V-Wö]", text),
            Some(vec![0, 1, 3, 4, 5, 6, 9, 13, 14, 15, 16, 17])
        );
        assert_eq!(places(r"\b(?:x?[A-Z]\w|ö[^a])\w*", text), Some(vec![9, 13]));
        assert_eq!(places(r"(?:an )?", ""), None);
        assert_eq!(places(r"\b|o", ""), None);
    }
}
