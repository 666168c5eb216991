//! Folding: one spelling for many.

use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower-cases without moving a byte: a letter whose lower case has another length in UTF-8 is
/// left as it is, so that an offset into the folded text is an offset into the text.
#[must_use]
pub(crate) fn lower_in_place(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let (ascii, other) = rest.split_at(at);
        out.push_str(ascii);
        let end = other.find(|c: char| c.is_ascii()).unwrap_or(other.len());
        out.extend(other[..end].chars().map(lower_of_same_length));
        rest = &other[end..];
    }
    out.push_str(rest);
    out.make_ascii_lowercase();
    out
}

fn lower_of_same_length(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
        _ => c,
    }
}

/// Folds for lookup: lower case, no diacritics, "ß" as "ss". Not length-preserving.
#[must_use]
pub(crate) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if let Some(letters) = plain_latin(c) {
            out.push_str(letters);
        } else if !is_combining_mark(c) {
            push_plain(c, &mut out);
        }
    }
    out
}

/// First letter beyond ASCII of the table of [`plain_latin`], and how many letters it holds: Latin-1
/// and Latin Extended-A, in which the languages of postings are written.
const LATIN: (u32, usize) = (0xc0, 0xc0);

/// A Latin letter, folded: looked up, because decomposing each letter of a text is dear.
fn plain_latin(c: char) -> Option<&'static str> {
    static LETTERS: LazyLock<Vec<String>> = LazyLock::new(|| {
        (LATIN.0..)
            .take(LATIN.1)
            .map(|code| {
                let mut out = String::new();
                if let Some(c) = char::from_u32(code) {
                    push_plain(c, &mut out);
                }
                out
            })
            .collect()
    });
    let at = u32::from(c).checked_sub(LATIN.0)?;
    LETTERS.get(at as usize).map(String::as_str)
}

/// Folds one letter.
fn push_plain(c: char, out: &mut String) {
    for c in std::iter::once(c)
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'ß' => out.push_str("ss"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            '’' | '‘' | 'ʼ' => out.push('\''),
            c if is_combining_mark(c) => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_survive_lower_casing() {
        let text = "İSTANBUL, ÅRHUS and ẞ";
        assert_eq!(lower_in_place(text).len(), text.len());
        assert!(lower_in_place(text).contains("århus"));
    }

    #[test]
    fn plain_strips_diacritics() {
        assert_eq!(
            plain("Straße in Kraków, Tromsø"),
            "strasse in krakow, tromso"
        );
    }
}
