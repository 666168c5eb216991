//! Trigger words, found wherever they stand in a text, inside other words too.
//!
//! An automaton over a language's thousand words is larger than what a processor keeps at hand, and
//! steps through it byte by byte. Here a place of the text is passed over unless its first bytes are
//! in a small table; the few that are left are compared with the words that begin so. Building it
//! costs one insertion a word, which counts in a program that reads one file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexicon::KeyMap;

/// So many first bytes of a word tell where it may stand; shorter words are told by all of theirs.
const SEED: usize = 4;
/// Bits of the table for each word: one place in so many slips through without need.
const SPARSE: usize = 32;

/// Words, each with what it stands for.
#[derive(Debug)]
pub(super) struct Triggers<T> {
    /// The words, sorted.
    words: Vec<(String, T)>,
    /// For the hash of a seed, the words that begin with it.
    starts: KeyMap<Range<usize>>,
    /// A bit for the hash of every seed; for a thousand words 8 KB, which stay at hand.
    table: Vec<u64>,
    /// How far a hash is shifted to give the number of its bit.
    shift: u32,
}

impl<T> Triggers<T> {
    /// Takes in the words.
    pub(super) fn new(words: BTreeMap<&str, T>) -> Self {
        let words = words.into_iter().filter(|(word, _)| !word.is_empty());
        let words: Vec<(String, T)> = words.map(|(word, t)| (word.to_owned(), t)).collect();
        let bits = (words.len() * SPARSE).next_power_of_two().max(64);
        let mut triggers = Self {
            words: Vec::new(),
            starts: KeyMap::default(),
            table: vec![0; bits / 64],
            shift: 64 - bits.trailing_zeros(),
        };
        for (at, (word, _)) in words.iter().enumerate() {
            let bytes = word.as_bytes();
            let seed = seed(window(bytes), bytes.len().min(SEED));
            let (word, bit) = triggers.place(seed);
            triggers.table[word] |= bit;
            // Words that share their first bytes are neighbours.
            triggers.starts.entry(seed).or_insert(at..at).end = at + 1;
        }
        triggers.words = words;
        triggers
    }

    /// Calls `heard` for every place where a word stands.
    pub(super) fn find<'a>(&'a self, text: &str, mut heard: impl FnMut(&'a T)) {
        let bytes = text.as_bytes();
        for (at, first) in bytes.windows(SEED).enumerate() {
            let window = window(first);
            let told = |len| self.is_told(seed(window, len));
            // All lengths are looked up at once: one jump a place, and one that is foreseen.
            if told(1) | told(2) | told(3) | told(SEED) {
                self.words_at(window, &bytes[at..], &mut heard);
            }
        }
        for at in bytes.len().saturating_sub(SEED - 1)..bytes.len() {
            self.words_at(window(&bytes[at..]), &bytes[at..], &mut heard);
        }
    }

    fn words_at<'a>(&'a self, window: u32, rest: &[u8], heard: &mut impl FnMut(&'a T)) {
        for len in 1..=SEED {
            let seed = seed(window, len);
            if !self.is_told(seed) {
                continue;
            }
            let Some(words) = self.starts.get(&seed) else {
                continue;
            };
            for (word, meaning) in &self.words[words.clone()] {
                if rest.starts_with(word.as_bytes()) {
                    heard(meaning);
                }
            }
        }
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

/// The first bytes of a text as a number; missing ones are 0, which no word holds.
fn window(bytes: &[u8]) -> u32 {
    match *bytes {
        [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a] => u32::from(a),
        [] => 0,
    }
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
            "a", "ab", "abc", "abcd", "abcde", "abcdx", "€", "år", "zeit",
        ];
        let triggers = Triggers::new(words.iter().map(|word| (*word, *word)).collect());
        for text in [
            "abcdef abcdx",
            "arbeitszeit zeit",
            "€ 5, 3 år",
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
