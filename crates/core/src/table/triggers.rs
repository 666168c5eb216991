//! Trigger words, found wherever they stand in a text, inside other words too.
//!
//! An automaton over a language's thousand words is larger than what a processor keeps at hand, and
//! steps through it byte by byte. Here a place of the text is passed over unless its first bytes are
//! in a small table; the few that are left are compared with the words that begin so. Building it
//! costs one insertion a word, which counts in a program that reads one file.

use std::collections::BTreeMap;
use std::ops::Range;

/// So many first bytes of a word tell where it may stand; shorter words are told by all of theirs.
const SEED: usize = 4;
/// Bits of the table for each word: one place in so many slips through without need.
const SPARSE: usize = 32;
/// So many first bytes tell the places that are passed over.
const SIEVED: usize = 3;
/// Bits of the sieve: 8 KB, which stay at hand.
const SIEVE: usize = 1 << 16;

/// So many first bytes of a word are compared as one number.
const HEAD: usize = 8;

/// Words, each with what it stands for.
#[derive(Debug)]
pub(super) struct Triggers<T> {
    /// The words, sorted.
    words: Vec<Word<T>>,
    /// For the hash of a seed, the words that begin with it: at the place that its first bits give,
    /// or behind it. A seed of 0 is an empty place, of which there are as many as others.
    starts: Vec<(u64, Range<usize>)>,
    /// A bit for the hash of every seed; for a thousand words 8 KB, which stay at hand.
    table: Vec<u64>,
    /// A bit for the first bytes of every word, in front of the table: one look-up a place.
    sieve: Vec<u64>,
    /// A bit for every byte that is a word.
    single: [u64; 4],
    /// How far a hash is shifted to give the number of its bit.
    shift: u32,
}

/// A word.
#[derive(Debug)]
struct Word<T> {
    /// Its first bytes, and which of the number they fill.
    head: u64,
    mask: u64,
    /// Those behind them.
    tail: Box<[u8]>,
    meaning: T,
}

impl<T> Word<T> {
    fn new(word: &str, meaning: T) -> Self {
        let bytes = word.as_bytes();
        let (first, tail) = bytes.split_at(bytes.len().min(HEAD));
        Self {
            head: head(first),
            mask: u64::MAX >> (8 * (HEAD - first.len())),
            tail: tail.into(),
            meaning,
        }
    }

    /// Whether a text with this head begins with the word.
    fn begins(&self, head: u64, text: &[u8]) -> bool {
        (head ^ self.head) & self.mask == 0
            && (self.tail.is_empty()
                || text
                    .get(HEAD..)
                    .is_some_and(|text| text.starts_with(&self.tail)))
    }
}

impl<T> Triggers<T> {
    /// Takes in the words.
    pub(super) fn new(words: BTreeMap<&str, T>) -> Self {
        let words = words.into_iter().filter(|(word, _)| !word.is_empty());
        let words: Vec<(&str, T)> = words.collect();
        let bits = (words.len() * SPARSE).next_power_of_two().max(64);
        let mut triggers = Self {
            words: Vec::new(),
            starts: Vec::new(),
            table: vec![0; bits / 64],
            sieve: vec![0; SIEVE / 64],
            single: [0; 4],
            shift: 64 - bits.trailing_zeros(),
        };
        let mut starts: Vec<(u64, Range<usize>)> = Vec::new();
        for (at, (word, _)) in words.iter().enumerate() {
            let bytes = word.as_bytes();
            let seed = seed(window(bytes), bytes.len().min(SEED));
            let (word, bit) = triggers.place(seed);
            triggers.table[word] |= bit;
            triggers.sift(bytes);
            // Words that share their first bytes are neighbours.
            match starts.last_mut().filter(|(last, _)| *last == seed) {
                Some((_, words)) => words.end = at + 1,
                None => starts.push((seed, at..at + 1)),
            }
        }
        triggers.starts = vec![(0, 0..0); (2 * starts.len()).next_power_of_two()];
        for (seed, words) in starts {
            let at = triggers.start_of(seed);
            triggers.starts[at] = (seed, words);
        }
        let words = words.into_iter();
        triggers.words = words.map(|(word, t)| Word::new(word, t)).collect();
        triggers
    }

    /// Marks the places of the sieve where a word may begin.
    fn sift(&mut self, word: &[u8]) {
        match *word {
            [] => {}
            [byte] => self.single[usize::from(byte) / 64] |= 1 << (byte % 64),
            [first, second] => {
                for third in 0..=u8::MAX {
                    self.sift(&[first, second, third]);
                }
            }
            _ => {
                let (at, bit) = sieved(window(word));
                self.sieve[at] |= bit;
            }
        }
    }

    /// Calls `heard` for every place where a word stands.
    pub(super) fn find<'a>(&'a self, text: &str, mut heard: impl FnMut(&'a T)) {
        let bytes = text.as_bytes();
        for (at, first) in bytes.windows(SEED).enumerate() {
            let window = window(first);
            let (word, bit) = sieved(window);
            let byte = first[0];
            let single = self.single[usize::from(byte / 64)] >> (byte % 64);
            // Both are looked up at once: one jump a place, and one that is foreseen.
            let may_begin = (self.sieve[word] & bit != 0) | (single & 1 != 0);
            if may_begin && self.may_begin(window) {
                self.words_at(window, &bytes[at..], &mut heard);
            }
        }
        for at in bytes.len().saturating_sub(SEED - 1)..bytes.len() {
            self.words_at(window(&bytes[at..]), &bytes[at..], &mut heard);
        }
    }

    /// Whether a word may begin with the bytes of a window, or some of them.
    fn may_begin(&self, window: u32) -> bool {
        let told = |len| self.is_told(seed(window, len));
        told(1) | told(2) | told(3) | told(SEED)
    }

    fn words_at<'a>(&'a self, window: u32, rest: &[u8], heard: &mut impl FnMut(&'a T)) {
        let head = head(rest);
        for len in 1..=SEED {
            let seed = seed(window, len);
            if !self.is_told(seed) {
                continue;
            }
            let (_, words) = &self.starts[self.start_of(seed)];
            for word in &self.words[words.clone()] {
                if word.begins(head, rest) {
                    heard(&word.meaning);
                }
            }
        }
    }

    /// The place of a seed among the starts, or the empty one where it would stand.
    fn start_of(&self, seed: u64) -> usize {
        let mask = self.starts.len() - 1;
        let mut at = (seed >> 32) as usize & mask;
        while self.starts[at].0 != seed && self.starts[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// Whether a word may begin with a seed.
    fn is_told(&self, seed: u64) -> bool {
        let (word, bit) = self.place(seed);
        self.table[word] & bit != 0
    }

    /// Word and bit of the table for a seed.
    fn place(&self, seed: u64) -> (usize, u64) {
        let at = seed >> self.shift;
        ((at / 64) as usize, 1 << (at % 64))
    }
}

/// The first eight bytes of a text as a number; missing ones are 0.
fn head(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => bytes
            .iter()
            .rev()
            .fold(0, |head, byte| head << 8 | u64::from(*byte)),
    }
}

/// The first bytes of a text as a number; missing ones are 0, which no word holds.
#[inline]
pub(super) fn window(bytes: &[u8]) -> u32 {
    match *bytes {
        [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a] => u32::from(a),
        [] => 0,
    }
}

/// Word and bit of the sieve for the beginning of a window.
#[inline]
fn sieved(window: u32) -> (usize, u64) {
    let kept = window & (u32::MAX >> (8 * (SEED - SIEVED)));
    let at = kept.wrapping_mul(0x9e37_79b1) >> (32 - SIEVE.trailing_zeros());
    ((at / 64) as usize, 1 << (at % 64))
}

/// Hash of the first `len` bytes of a window; no two have the same.
fn seed(window: u32, len: usize) -> u64 {
    let kept = u64::from(window) & ((1 << (8 * len)) - 1);
    (kept | (len as u64) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand() {
        let words = [
            "a",
            "ab",
            "abc",
            "abcd",
            "abcde",
            "abcdx",
            "€",
            "år",
            "zeit",
            "abcdefgh",
            "abcdefghi",
        ];
        let triggers = Triggers::new(words.iter().map(|word| (*word, *word)).collect());
        for text in [
            "abcdef abcdx",
            "arbeitszeit zeit",
            "€ 5, 3 år",
            "abcdefghijk",
            "xabcdefgh",
            "ab",
            "",
            "xyz",
            "xåra€",
        ] {
            let mut heard = Vec::new();
            triggers.find(text, |word| heard.push(*word));
            heard.sort_unstable();
            let mut wanted: Vec<&str> = words
                .iter()
                .flat_map(|word| text.match_indices(word).map(|found| found.1))
                .collect();
            wanted.sort_unstable();
            assert_eq!(heard, wanted, "{text}");
        }
    }
}
