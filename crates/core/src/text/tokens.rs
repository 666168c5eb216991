//! Tokens: words as vocabularies know them.
//!
//! A token is a run of letters and digits; "+" and "#" may end it ("C++", "C#"), a dot may stand
//! inside it or before it ("Node.js", ".NET"). Hyphens, slashes and apostrophes part tokens, so
//! "front-end" and "front end" are the same phrase.

use std::ops::Range;

use crate::text::fold::plain;

/// A word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// Byte offset of its start in the text it was cut from (plus the base given).
    pub(crate) start: u32,
    /// Byte offset of its end.
    pub(crate) end: u32,
    /// Hash of the word, folded: the same on every machine.
    pub(crate) key: u64,
}

impl Token {
    /// Its place as a range.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Those of some tokens, in order, that lie wholly in a range of their text.
pub(crate) fn within<'t>(tokens: &'t [Token], range: &Range<usize>) -> &'t [Token] {
    let first = tokens.partition_point(|token| (token.start as usize) < range.start);
    let last = tokens.partition_point(|token| (token.end as usize) <= range.end);
    tokens.get(first..last).unwrap_or_default()
}

/// Cuts `text` into tokens. `base` is added to every offset.
pub(crate) fn tokenize(text: &str, base: usize) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 6);
    each_token(text, base, |token| out.push(token));
    out
}

/// Calls `found` for each token of `text`. `base` is added to every offset.
fn each_token(text: &str, base: usize, mut found: impl FnMut(Token)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        if byte.is_ascii_alphanumeric() {
            // Nearly all tokens are of ASCII's letters, and the hash is made on the way.
            let mut key = WordHash::default();
            while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_alphanumeric()) {
                key.push(byte.to_ascii_lowercase());
                at += 1;
            }
            let is_whole = match bytes.get(at) {
                Some(b'.' | b'+' | b'#') => goes_on(text, start, at).is_none(),
                next => next.is_none_or(u8::is_ascii),
            };
            if is_whole {
                found(Token {
                    start: offset(base + start),
                    end: offset(base + at),
                    key: key.key(),
                });
                continue;
            }
            at = start;
        }
        let c = if byte.is_ascii() {
            None
        } else {
            char_at(text, at)
        };
        at += c.map_or(1, char::len_utf8);
        let begins = match byte {
            b'.' => {
                bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
                    && (start == 0 || !bytes[start - 1].is_ascii_alphanumeric())
            }
            _ => byte.is_ascii_alphanumeric() || c.is_some_and(char::is_alphanumeric),
        };
        if !begins {
            continue;
        }
        while let Some(len) = goes_on(text, start, at) {
            at += len;
        }
        found(Token {
            start: offset(base + start),
            end: offset(base + at),
            key: word_key(&text[start..at]),
        });
    }
}

/// Length of the character at `at`, if it belongs to the token that began at `start`. Most are
/// letters of ASCII, which ask nothing of Unicode's tables.
fn goes_on(text: &str, start: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(at)?;
    let before = bytes[at - 1];
    let belongs = match byte {
        _ if byte.is_ascii_alphanumeric() => true,
        b'.' => char_at(text, at + 1).is_some_and(char::is_alphanumeric),
        b'+' | b'#' => (before.is_ascii_alphanumeric() || before == b'+') && at - start < 12,
        _ if byte.is_ascii() => false,
        _ => {
            let c = char_at(text, at)?;
            return (c.is_alphanumeric() || is_mark(c)).then_some(c.len_utf8());
        }
    };
    belongs.then_some(1)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the size limit keeps arenas far below 4 GiB"
)]
fn offset(at: usize) -> u32 {
    at as u32
}

/// Hash of one word, folded.
pub(crate) fn word_key(word: &str) -> u64 {
    if word.is_ascii() {
        fnv(word.bytes().map(|b| b.to_ascii_lowercase()))
    } else {
        fnv(plain(word).bytes())
    }
}

/// Hash of a phrase, token by token.
pub(crate) fn key_of(phrase: &str) -> u64 {
    let mut key = 0;
    each_token(phrase, 0, |token| key = combine(key, token.key));
    key
}

/// Hash of the phrase that some tokens make.
pub(crate) fn key_of_tokens<'t>(tokens: impl IntoIterator<Item = &'t Token>) -> u64 {
    let tokens = tokens.into_iter();
    tokens.fold(0, |key, token| combine(key, token.key))
}

/// Adds a token's hash to a phrase's.
pub(crate) fn combine(phrase: u64, token: u64) -> u64 {
    (phrase.rotate_left(5) ^ token).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut hash = WordHash::default();
    bytes.for_each(|byte| hash.push(byte));
    hash.key()
}

/// The key of a word, built byte by byte: FNV-1a (Fowler, Noll, Vo), 64 bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordHash(u64);

impl Default for WordHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl WordHash {
    /// Adds a byte of the folded word.
    pub(crate) fn push(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The key of the bytes so far.
    pub(crate) fn key(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, 0).iter().map(|t| &text[t.range()]).collect()
    }

    #[test]
    fn tokens_as_vocabularies_know_them() {
        assert_eq!(
            words("C++, C# and .NET (Node.js)."),
            ["C++", "C#", "and", ".NET", "Node.js"]
        );
        assert_eq!(words("front-end CI/CD"), ["front", "end", "CI", "CD"]);
        assert_eq!(words("Ends here."), ["Ends", "here"]);
        assert_eq!(
            words("Åre, O\u{308}l; a.é +1 x+#"),
            ["Åre", "O\u{308}l", "a.é", "1", "x+#"]
        );
    }

    #[test]
    fn spelling_does_not_change_the_key() {
        assert_eq!(key_of("Front-End"), key_of("front end"));
        assert_eq!(key_of("Kraków"), key_of("KRAKOW"));
        assert_ne!(key_of("a b"), key_of("b a"));
    }
}
