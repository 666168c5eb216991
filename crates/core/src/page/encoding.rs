//! Bytes to text: byte order mark, declaration, then detection.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Text and how it was decoded.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// Name in the WHATWG Encoding Standard.
    pub(super) encoding: &'static str,
    /// A note for the record where characters could not be decoded.
    pub(super) note: Option<String>,
}

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
    let note = (lost > 0).then(|| {
        format!(
            "{lost} characters could not be decoded ({:.2}%)",
            share(lost, text.chars().count())
        )
    });
    Decoded {
        text,
        encoding: encoding.name(),
        note,
    }
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
}
