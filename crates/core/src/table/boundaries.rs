//! Word boundaries of patterns: Unicode's, those of ASCII, or none.

/// An assertion on word boundaries that knows the letters of ASCII only.
pub(super) const PLAIN_BOUNDARY: &str = r"(?-u:\b)";

/// Whether Unicode finds the word boundaries of a text where ASCII finds them.
pub(super) fn has_plain_boundaries(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c.is_ascii() || is_sign(c))
}

/// Whether a character beyond ASCII is a sign that postings are full of, and no part of a word.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'..='\u{a9}'
            | '\u{ab}'..='\u{b1}'
            | '\u{b4}'
            | '\u{b6}'..='\u{b8}'
            | '\u{bb}'
            | '\u{2010}'..='\u{203e}'
            | '\u{20a0}'..='\u{20bf}'
            | '\u{2122}'
            | '\u{2500}'..='\u{27bf}'
    )
}

/// A pattern with another assertion in place of those on word boundaries.
pub(super) fn with_boundaries(pattern: &str, boundary: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('b') => out.push_str(boundary),
            Some(escaped) => out.extend([c, escaped]),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn signs_are_no_part_of_words() {
        let word = Regex::new(r"\w").unwrap();
        for c in ('\u{80}'..=char::MAX).filter(|c| is_sign(*c)) {
            assert!(!word.is_match(c.encode_utf8(&mut [0; 4])), "{c:?}");
        }
        assert!(has_plain_boundaries("bakers’ hours – 30 €"));
        assert!(!has_plain_boundaries("bäcker"));
    }

    #[test]
    fn boundaries_are_replaced() {
        assert_eq!(with_boundaries(r"\bbaker\\b\b", ""), r"baker\\b");
    }
}
