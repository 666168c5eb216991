//! Character references: `&amp;`, `&#8364;` and the like, as the HTML standard reads them.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

/// Where a reference stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    /// There, "&copy=" is no reference: addresses are written so.
    Attribute,
}

/// The characters of the reference at the head of `text`, an ampersand, and its length; `None`
/// where the ampersand is one.
pub(super) fn read(text: &str, place: Place) -> Option<([Option<char>; 2], usize)> {
    let name = text.get(1..)?;
    let (characters, length) = match name.strip_prefix('#') {
        Some(number) => {
            let (character, length) = numeric(number)?;
            ([Some(character), None], length + 1)
        }
        None => named(name, place)?,
    };
    Some((characters, length + 1))
}

/// The text with its references replaced.
pub(super) fn decoded(text: &str, place: Place) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    let mut ampersand = Some(first);
    while let Some(at) = ampersand {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match read(rest, place) {
            Some((characters, length)) => {
                decoded.extend(characters.into_iter().flatten());
                length
            }
            None => {
                decoded.push('&');
                1
            }
        };
        rest = &rest[length..];
        ampersand = memchr(b'&', rest.as_bytes());
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// A numeric reference after its "#", and its length.
fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, base) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let length = digits
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(base))
        .count();
    if length == 0 {
        return None;
    }
    // More digits than the number can hold are a character that does not exist.
    let number = u32::from_str_radix(&digits[..length], base).unwrap_or(u32::MAX);
    let semicolon = digits.as_bytes().get(length) == Some(&b';');
    let length = text.len() - digits.len() + length + usize::from(semicolon);
    Some((character(number), length))
}

/// The character of a number, where the standard does not put another in its place.
fn character(number: u32) -> char {
    let replaced = number
        .checked_sub(0x80)
        .and_then(|at| C1_REPLACEMENTS.get(usize::try_from(at).ok()?).copied()?);
    replaced
        .or_else(|| char::from_u32(number).filter(|c| *c != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The longest named reference at the head of the text, and its length.
fn named(text: &str, place: Place) -> Option<([Option<char>; 2], usize)> {
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_alphanumeric() {
        return None;
    }
    // The table holds the beginnings of names too, with no character.
    let (first, second, length) = (1..=bytes.len())
        .map_while(|length| {
            let &(first, second) = NAMED_ENTITIES.get(text.get(..length)?)?;
            Some((first, second, length))
        })
        .filter(|(first, ..)| *first != 0)
        .last()?;
    let next = bytes.get(length);
    let goes_on = next.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
    if place == Place::Attribute && bytes[length - 1] != b';' && goes_on {
        return None;
    }
    let second = (second != 0).then(|| char::from_u32(second)).flatten();
    Some(([char::from_u32(first), second], length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced() {
        for (text, expected) in [
            ("R&amp;D &lt;b&gt; 5&nbsp;h", "R&D <b> 5\u{a0}h"),
            ("&#8364;&#x20AC;&#X20ac &#128;", "€€€ €"),
            ("&noti &notin; &fjlig;", "¬i ∉ fj"),
            (
                "& &; &x; &# &#x; &#0; &#xD800; &#99999999999;",
                "& &; &x; &# &#x; \u{fffd} \u{fffd} \u{fffd}",
            ),
            ("&copy=1 &copy2 &amp", "©=1 ©2 &"),
        ] {
            assert_eq!(decoded(text, Place::Text), expected);
        }
        let address = decoded("?a=1&copy=2&amp;b&copy2&copy", Place::Attribute);
        assert_eq!(address, "?a=1&copy=2&b&copy2©");
    }
}
