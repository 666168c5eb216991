//! What the words, signs and figures of a line say.

use super::{Features, Kind, MOST_WORDS, hash};
use crate::text::tokens::{Token, WordHash};

/// A line of this many words has the full weight of words; what a longer one adds is thinned out.
const PLAIN_WORDS: f32 = 10.0;
/// Letters of a word's stem. Shorter words are their own stem.
const STEM: usize = 5;
/// Letters of the ending that tells the form of a verb ("-ing", "-ieren").
const ENDING: usize = 3;

/// Signs that tell lines apart.
const SIGNS: [&str; 18] = [
    "%", "€", "$", "£", "+", "(", "/", ": ", "@", "://", "www.", "!", "?", "&", ";", "“", " – ",
    "|",
];

/// The words, with their pairs and stems.
pub(super) fn words(folded: &str, tokens: &[Token], features: &mut Features) {
    let seen = &tokens[..tokens.len().min(MOST_WORDS)];
    #[expect(clippy::cast_precision_loss, reason = "a line has few words")]
    let length = seen.len() as f32;
    features.weight_of_words = (PLAIN_WORDS / length.max(PLAIN_WORDS)).sqrt();
    for (at, token) in seen.iter().enumerate() {
        features.words.push(hash(Kind::Word, token.key));
        if let Some(next) = seen.get(at + 1) {
            let pair = token.key.rotate_left(7) ^ next.key;
            features.words.push(hash(Kind::Pair, pair));
        }
        let word = &folded[token.range()];
        if let Some(end) = stem(word) {
            features.words.push(hash(Kind::Stem, letters(&word[..end])));
        }
    }
    if let [first, ..] = seen {
        features.say(Kind::FirstWord, first.key);
        let word = &folded[first.range()];
        features.say(Kind::FirstEnding, letters(ending(word)));
    }
    if let [first, second, ..] = seen {
        features.say(Kind::FirstPair, first.key.rotate_left(7) ^ second.key);
        let word = &folded[second.range()];
        features.say(Kind::FirstEnding, letters(ending(word)).rotate_left(1));
    }
    if let [.., last] = tokens {
        features.say(Kind::LastWord, last.key);
    }
}

/// Where the stem of a longer word ends.
fn stem(word: &str) -> Option<usize> {
    match word.as_bytes() {
        short if short.len() <= STEM => None,
        bytes if bytes[..=STEM].is_ascii() => Some(STEM),
        _ => word.char_indices().nth(STEM).map(|(end, _)| end),
    }
}

/// The last letters of a word.
fn ending(word: &str) -> &str {
    let start = word.char_indices().nth_back(ENDING - 1);
    &word[start.map_or(0, |(at, _)| at)..]
}

/// Hash of some letters, which are folded already.
fn letters(text: &str) -> u64 {
    let mut hash = WordHash::default();
    text.bytes().for_each(|byte| hash.push(byte));
    hash.key()
}

/// What signs and figures it holds.
pub(super) fn signs(text: &str, features: &mut Features) {
    let bytes = Bytes::of(text);
    for (number, sign) in SIGNS.iter().enumerate() {
        if bytes.may_spell(sign) && (sign.len() == 1 || text.contains(sign)) {
            features.say(Kind::Sign, number as u64);
        }
    }
    let several = |end: &&str| bytes.may_spell(end) && text.contains(*end);
    let several = [". ", "! ", "? "].iter().any(several);
    features.say(Kind::Sign, 100 + u64::from(several));
    if !text.chars().any(char::is_lowercase) {
        features.say(Kind::Sign, 102);
    }
    if !bytes.have_digit() {
        features.say(Kind::Number, 0);
        return;
    }
    number(text, features);
    if is_money(text) {
        features.say(Kind::Sign, 103);
    }
    if is_time_of_day(text) {
        features.say(Kind::Sign, 104);
    }
}

/// Which bytes a text holds.
struct Bytes([u64; 4]);

impl Bytes {
    fn of(text: &str) -> Self {
        let mut bits = [0; 4];
        for byte in text.bytes() {
            bits[usize::from(byte / 64)] |= 1 << (byte % 64);
        }
        Self(bits)
    }

    fn hold(&self, byte: u8) -> bool {
        self.0[usize::from(byte / 64)] & (1 << (byte % 64)) != 0
    }

    fn may_spell(&self, sign: &str) -> bool {
        sign.bytes().all(|byte| self.hold(byte))
    }

    fn have_digit(&self) -> bool {
        (b'0'..=b'9').any(|digit| self.hold(digit))
    }
}

/// How many digits its first number has, and whether the line has others.
fn number(text: &str, features: &mut Features) {
    let mut digits = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(str::len);
    let first = digits.next().unwrap_or(0).min(5) as u64;
    features.say(Kind::Number, first * 3 + digits.count().min(2) as u64);
}

/// Whether a sign of a currency stands beside a digit.
fn is_money(text: &str) -> bool {
    let near = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(['$', '€', '£', '¥', '₹'])
        .any(|(at, sign)| {
            near(text[at + sign.len()..].trim_start().chars().next())
                || near(text[..at].trim_end().chars().next_back())
        })
}

/// Whether it holds a time such as "7:30".
fn is_time_of_day(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| {
        let digit = |at: usize| window[at].is_ascii_digit();
        digit(0) && window[1] == b':' && digit(2) && digit(3)
    })
}
