//! Bytes to text: byte order mark, declaration, then detection.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text and how it was decoded.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// Name in the WHATWG Encoding Standard.
    pub(super) encoding: &'static str,
    /// Notes for the record on characters that are lost or garbled.
    pub(super) notes: Vec<String>,
}

/// Fewer signs of text that was encoded twice are chance.
const GARBLED: usize = 3;

/// Decodes bytes: a byte order mark decides; valid UTF-8 is UTF-8 whatever is declared; otherwise
/// a declaration near the start counts, and the content itself where there is none.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    decode_as(bytes, None)
}

/// Decodes bytes that come with the name of an encoding, as the parts of a mail do: it goes before
/// what the bytes declare themselves, and is no more trusted.
pub(super) fn decode_as<'a>(bytes: &'a [u8], label: Option<&str>) -> Decoded<'a> {
    let labelled = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if utf16(bytes).is_some() => utf16(bytes).unwrap_or(UTF_8),
        // Bytes of these encodings can be valid UTF-8 by chance.
        None if labelled.is_some_and(|e| !e.is_ascii_compatible()) => labelled.unwrap_or(UTF_8),
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => labelled
            .filter(|e| *e != UTF_8)
            .or_else(|| declared(bytes).filter(|e| *e != UTF_8))
            .unwrap_or_else(|| detect(bytes)),
    };
    let (text, encoding, _) = encoding.decode(bytes);
    let lost = text.matches('\u{fffd}').count();
    let percent = |part: usize| share(part, text.chars().count());
    let mut notes = Vec::new();
    if lost > 0 {
        let share = percent(lost);
        notes.push(format!(
            "{lost} characters could not be decoded ({share:.2}%)"
        ));
    }
    let garbled = garbled(&text);
    if garbled >= GARBLED {
        let share = percent(garbled);
        notes.push(format!(
            "{garbled} characters were encoded twice ({share:.2}%)"
        ));
    }
    Decoded {
        text,
        encoding: encoding.name(),
        notes,
    }
}

/// UTF-16 without a byte order mark: every other byte of its markup and ASCII letters is zero.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let many = |zeros: usize| pairs >= 8 && zeros * 2 >= pairs;
    let none = |zeros: usize| zeros * 50 <= pairs;
    if many(odd) && none(even) {
        Some(UTF_16LE)
    } else {
        (many(even) && none(odd)).then_some(UTF_16BE)
    }
}

/// Number of characters that look as if the bytes of UTF-8 had been taken for windows-1252 and
/// encoded again: "Ã¼" for "ü", "â€™" for an apostrophe.
fn garbled(text: &str) -> usize {
    let continues = |c: char| {
        matches!(
            c,
            '\u{80}'..='\u{bf}' | '€' | 'ƒ' | '„' | '†' | '‡' | 'ˆ' | '‰' | 'Š' | '‹'
        ) || matches!(c, 'Œ' | 'Ž' | '•' | '˜' | '™' | 'š' | '›' | 'œ' | 'ž' | 'Ÿ')
    };
    let leads = ['Ã', 'Â', 'Ä', 'Å', 'Ð', 'Ñ', 'â'];
    let is_garbled = |at: usize| {
        let mut chars = text[at..].chars();
        let lead = chars.next().filter(|lead| leads.contains(lead));
        let next = chars.next().is_some_and(continues);
        let apostrophe = lead != Some('â') || chars.next().is_some_and(|c| !c.is_ascii());
        lead.is_some() && next && apostrophe
    };
    // All leads begin with the same byte, and no other byte of UTF-8 is that.
    memchr::memchr_iter(0xc3, text.as_bytes())
        .filter(|at| is_garbled(*at))
        .count()
}

#[expect(clippy::cast_precision_loss, reason = "a share shown with two digits")]
fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// The encoding that `charset=` or an XML declaration names in the first 2 KiB.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2048)];
    let head: String = head
        .iter()
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    ["charset=", "encoding="].iter().find_map(|key| {
        let at = head.find(key)? + key.len();
        let label: String = head[at..]
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
            .collect();
        Encoding::for_label(label.as_bytes())
    })
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declaration_and_detection() {
        let latin = b"<meta charset=iso-8859-1>Caf\xe9 \x96 M\xfcnchen";
        assert_eq!(
            decode(latin).text,
            "<meta charset=iso-8859-1>Café – München"
        );
        assert_eq!(
            decode(b"Responsable de caf\xe9 \xe0 Montr\xe9al").encoding,
            "windows-1252"
        );
        assert_eq!(decode("charset=latin1 Žďár".as_bytes()).encoding, "UTF-8");
        assert_eq!(decode(b"\xff\xfeH\0i\0").text, "Hi");
    }

    #[test]
    fn wrong_and_missing_declarations_do_no_harm() {
        let page = "<p>Žďár hledá šikovného kováře, který má rád oheň a ocel.</p>";
        for (label, encoding) in [
            ("utf-8", "windows-1250"),
            ("", "windows-1250"),
            ("latin1", "utf-8"),
        ] {
            let html = format!("<meta charset=\"{label}\">{page}");
            let bytes =
                Encoding::for_label(encoding.as_bytes()).map(|e| e.encode(&html).0.into_owned());
            let bytes = bytes.unwrap_or_default();
            let decoded = decode(&bytes);
            assert!(
                decoded.text.ends_with(page),
                "{label} {encoding}: {}",
                decoded.text
            );
            assert!(decoded.notes.is_empty());
        }
    }

    #[test]
    fn utf16_needs_no_mark() {
        let page = "<html><p>Kovář v Žďáru — ü</p></html>";
        let little: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little).text, page);
        assert_eq!(decode(&big).text, page);
        assert_eq!(utf16(&[0; 64]), None);
        assert_eq!(utf16(b"plain text, nothing else"), None);
    }

    #[test]
    fn lost_and_garbled_characters_are_noted() {
        let lost = decode("a\u{fffd}b\u{fffd}".as_bytes());
        assert_eq!(lost.notes, ["2 characters could not be decoded (50.00%)"]);
        let garbled = decode("fÃ¼r KÃ¶che, die Ã¼ben: Itâ€™s".as_bytes());
        assert_eq!(garbled.notes.len(), 1, "{:?}", garbled.notes);
        assert!(garbled.notes[0].starts_with("4 characters were encoded twice"));
        for fine in [
            "Ärzte für Öl und Übung",
            "«À table!» Â, Ñandú, l’été",
            "Да, кофе",
        ] {
            assert!(decode(fine.as_bytes()).notes.is_empty(), "{fine}");
        }
    }
}
