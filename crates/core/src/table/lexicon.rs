//! A set of phrases, found in text by hashing runs of tokens.
//!
//! Building it costs about a hundred nanoseconds a phrase and needs no automaton, which is what a
//! program that reads one file wants; looking up costs one probe for most tokens.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::slots::Slots;
use crate::text::tokens::{Token, combine, key_of, key_of_tokens, tokenize, word_key};

/// A hasher for keys that are hashes already.
#[derive(Default, Clone)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A map from keys that are hashes already.
pub(crate) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;
/// A set of keys that are hashes already.
pub(crate) type KeySet = HashSet<u64, BuildHasherDefault<Identity>>;

/// Phrases with a number each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    /// A few bits for each token that starts a phrase: most tokens start none, and the bits of a
    /// whole lexicon lie closer together than the rows of `firsts`.
    sieve: Vec<u64>,
    /// What starts with a token.
    firsts: Slots<Starts>,
    phrases: Slots<u32>,
}

/// The phrases that start with a token.
#[derive(Debug, Clone, Copy, Default)]
struct Starts {
    /// The longest, in tokens.
    longest: u8,
    /// The number of the one that is this token.
    alone: Option<u32>,
}

/// Bits of the sieve for each first token: one in so many others slips through.
const SIEVE: usize = 16;

/// A phrase found in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PhraseMatch {
    /// Index of its first token in the slice searched.
    pub(crate) first: usize,
    /// Number of tokens.
    pub(crate) len: usize,
    /// The number given to [`Lexicon::insert`].
    pub(crate) id: u32,
}

impl Lexicon {
    /// Adds a phrase; a phrase that is there already keeps its first number and `false` is
    /// returned.
    pub(crate) fn insert(&mut self, phrase: &str, id: u32) -> bool {
        let (mut first, mut len, mut key) = (None, 0_u8, 0);
        let mut add = |token: u64| {
            first = first.or(Some(token));
            len = len.saturating_add(1);
            key = combine(key, token);
        };
        if is_simple(phrase) {
            phrase
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .for_each(|word| add(word_key(word)));
        } else {
            tokenize(phrase, 0).iter().for_each(|token| add(token.key));
        }
        let Some(first) = first else {
            return false;
        };
        let (starts, _) = self.firsts.entry(first);
        starts.longest = starts.longest.max(len);
        if len == 1 {
            starts.alone = starts.alone.or(Some(id));
        }
        self.sift(first);
        let (place, known) = self.phrases.entry(key);
        if !known {
            *place = id;
        }
        !known
    }

    /// Puts a first token into the sieve, which grows with their number.
    fn sift(&mut self, first: u64) {
        let needed = self.firsts.len() * SIEVE;
        if needed <= self.sieve.len() * 64 {
            let (at, bit) = self.place(first);
            self.sieve[at] |= bit;
            return;
        }
        self.sieve = vec![0; (2 * needed).next_power_of_two().max(64) / 64];
        let firsts: Vec<u64> = self.firsts.keys().collect();
        for first in firsts {
            let (at, bit) = self.place(first);
            self.sieve[at] |= bit;
        }
    }

    /// Word and bit of the sieve for a token; the sieve must not be empty.
    fn place(&self, token: u64) -> (usize, u64) {
        // Its length is a power of two. The lowest bits choose the bucket of the map.
        let at = (token >> 16) as usize & (self.sieve.len() * 64 - 1);
        (at / 64, 1 << (at % 64))
    }

    /// Whether a phrase may start with a token.
    #[inline]
    fn may_start(&self, token: u64) -> bool {
        if self.sieve.is_empty() {
            return false;
        }
        let (at, bit) = self.place(token);
        self.sieve[at] & bit != 0
    }

    /// Makes room for so many phrases.
    pub(crate) fn reserve(&mut self, phrases: usize) {
        self.firsts.reserve(phrases / 2);
        self.phrases.reserve(phrases);
    }

    /// The number of the phrase that `text` is, token for token.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        self.phrases.get(key_of(text))
    }

    /// The number of the phrase that the tokens make, whatever stands between them; tokens that
    /// `skip` names are passed over.
    pub(crate) fn get_tokens(
        &self,
        tokens: &[Token],
        skip: impl Fn(&Token) -> bool,
    ) -> Option<u32> {
        let key = key_of_tokens(tokens.iter().filter(|t| !skip(t)));
        self.phrases.get(key)
    }

    /// The longest phrase that starts at `tokens[at]`. `text` is the text the tokens lie in.
    #[inline] // Nearly all calls end at the sieve.
    pub(crate) fn longest_at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<PhraseMatch> {
        if !self.may_start(tokens.get(at)?.key) {
            return None;
        }
        self.longest_from(text, tokens, at)
    }

    fn longest_from(&self, text: &str, tokens: &[Token], at: usize) -> Option<PhraseMatch> {
        let first = tokens.get(at)?;
        let starts = self.firsts.get(first.key)?;
        let found_at = |len, id| PhraseMatch { first: at, len, id };
        let mut found = starts.alone.map(|id| found_at(1, id));
        let mut key = combine(0, first.key);
        for len in 2..=usize::from(starts.longest).min(tokens.len() - at) {
            let token = &tokens[at + len - 1];
            if !joins(text, &tokens[at + len - 2], token) {
                break;
            }
            key = combine(key, token.key);
            if let Some(id) = self.phrases.get(key) {
                found = Some(found_at(len, id));
            }
        }
        found
    }

    /// All phrases, longest first at each place, without overlap, in reading order.
    pub(crate) fn find<'a>(
        &'a self,
        text: &'a str,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = PhraseMatch> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < tokens.len() {
                if let Some(found) = self.longest_at(text, tokens, at) {
                    at += found.len;
                    return Some(found);
                }
                at += 1;
            }
            None
        })
    }
}

/// Whether the tokens of a phrase are its runs of ASCII letters and digits: most phrases, and a
/// vocabulary of thousands is read at every start.
fn is_simple(phrase: &str) -> bool {
    phrase
        .bytes()
        .all(|byte| byte.is_ascii() && !matches!(byte, b'.' | b'+' | b'#'))
}

/// Whether two tokens can belong to one phrase: only a space, hyphen, slash, ampersand or
/// apostrophe stands between them.
pub(crate) fn joins(text: &str, left: &Token, right: &Token) -> bool {
    let gap = &text[left.end as usize..right.start as usize];
    gap.len() <= 5
        && gap.chars().all(|c| {
            matches!(
                c,
                ' ' | '-' | '‐' | '–' | '/' | '&' | '\'' | '’' | '_' | '·' | '*'
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simple_phrase_has_the_key_of_its_tokens() {
        let phrases = [
            "Glaze mixing",
            "kiln-fired (raku)",
            "C++",
            "Node.js",
            "a/b",
            "Töpfern",
            "-",
        ];
        for (id, phrase) in (0..).zip(phrases) {
            let mut lexicon = Lexicon::default();
            assert_eq!(lexicon.insert(phrase, id), phrase != "-");
            assert_eq!(lexicon.get(phrase), (phrase != "-").then_some(id));
        }
    }

    #[test]
    fn longest_phrase_wins_and_commas_part() {
        let mut lexicon = Lexicon::default();
        lexicon.insert("machine learning", 1);
        lexicon.insert("machine", 2);
        let text = "Machine-Learning, machine, learning";
        let tokens = tokenize(text, 0);
        let ids: Vec<_> = lexicon.find(text, &tokens).map(|m| m.id).collect();
        assert_eq!(ids, [1, 2]);
    }
}
