//! What format some bytes are, from their content.

use super::front_matter;
use crate::error::Error;
use crate::posting::Format;

/// How far into a file its mail headers are looked for.
const MAIL_HEAD: usize = 16 * 1024;

/// Beginnings of files that no text has.
const MAGIC: [(&[u8], &str); 10] = [
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"bplist00", "a Safari web archive"),
];

/// Tells a format that holds its text inside; `None` for what is text throughout, or unknown.
pub(super) fn packed(bytes: &[u8]) -> Option<Format> {
    let bytes = bytes.trim_ascii_start();
    document(bytes).or_else(|| mail(bytes))
}

/// Tells an office document.
pub(super) fn document(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"%PDF") {
        return Some(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let document = b"word/document";
        let is_word = bytes.windows(document.len()).any(|name| name == document);
        return is_word.then_some(Format::Docx);
    }
    None
}

/// Refuses what is no text: archives, documents, images. `asked` says that the caller took the
/// input for text.
pub(super) fn refuse(bytes: &[u8], asked: bool) -> Result<(), Error> {
    if let Some((magic, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let read = matches!(*magic, b"%PDF") && cfg!(feature = "pdf");
        return Err(if asked && read {
            Error::mismatch(what)
        } else {
            Error::unsupported(what)
        });
    }
    let head = &bytes[..bytes.len().min(4096)];
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let utf16 = marked || super::encoding::utf16(head).is_some();
    let zeros = head.iter().filter(|b| **b == 0).count();
    let controls = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    if !utf16 && (zeros * 50 > head.len() || controls * 25 > head.len()) {
        Err(Error::binary())
    } else {
        Ok(())
    }
}

/// Tells the format of decoded text.
pub(super) fn format(text: &str) -> Format {
    let head = text.trim_start();
    if (head.starts_with('{') || head.starts_with('['))
        && serde_json::from_str::<serde::de::IgnoredAny>(text.trim()).is_ok()
    {
        return Format::Json;
    }
    if is_html(head) {
        return Format::Html;
    }
    if is_markdown(text) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Tells a mail or a web archive by the headers at its start.
fn mail(bytes: &[u8]) -> Option<Format> {
    // Every mail begins with the name of a header.
    let name = bytes
        .iter()
        .position(|b| !b.is_ascii_alphanumeric() && *b != b'-');
    if !matches!(bytes.get(name.filter(|at| *at > 0)?), Some(b':' | b' ')) {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(MAIL_HEAD)]);
    let headers: Vec<String> = head
        .lines()
        .skip_while(|line| line.starts_with("From "))
        .take_while(|line| !line.trim().is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let named = |name: &str| headers.iter().any(|line| line.starts_with(name));
    let holds = |words: &str| headers.iter().any(|line| line.contains(words));
    let first = headers.first()?;
    let name = first.split_once(':').map_or("", |(name, _)| name);
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return None;
    }
    let written = named("from:") || named("received:") || named("message-id:");
    let is_mail = named("mime-version:") && (named("content-type:") || written)
        || written && named("subject:") && (named("to:") || named("date:") || named("received:"));
    let sent = named("to:") || named("received:");
    let saved = named("snapshot-content-location:")
        || holds("saved by ")
        || holds("multipart/related") && !sent;
    match (is_mail, saved) {
        (true, true) => Some(Format::Mhtml),
        (true, false) => Some(Format::Eml),
        (false, _) => None,
    }
}

/// Tags of a page or of a description stand in the text.
fn is_html(head: &str) -> bool {
    let start: String = head
        .chars()
        .take(200)
        .flat_map(char::to_lowercase)
        .collect();
    if ["<!doctype", "<html", "<head", "<body", "<?xml", "<!--"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return true;
    }
    let mut tags = 0;
    for (at, _) in head.match_indices('<').take(400) {
        let tail = head[at + 1..].trim_start_matches('/');
        let name: String = tail
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(11)
            .collect::<String>()
            .to_ascii_lowercase();
        let known = matches!(
            name.as_str(),
            "p" | "div"
                | "ul"
                | "ol"
                | "li"
                | "br"
                | "strong"
                | "b"
                | "span"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "a"
                | "em"
                | "i"
                | "table"
                | "tr"
                | "td"
                | "section"
                | "article"
                | "script"
                | "dl"
                | "dt"
                | "meta"
                | "u"
                | "main"
        );
        let closed = tail[name.len()..].starts_with(['>', ' ', '/', '\n', '\t', '\r']);
        tags += usize::from(known && closed);
    }
    // Markdown may hold a stray <br>; a page holds many tags.
    tags >= 3 && tags * 400 > head.len() || tags >= 1 && head.starts_with('<')
}

/// Marks of Markdown stand in the text.
pub(super) fn is_markdown(text: &str) -> bool {
    if front_matter::begins(text) {
        return true;
    }
    if !text.contains(['#', '*', '\\', ']', '|']) {
        return false;
    }
    let mut marks = 0;
    for line in text.lines().take(2000) {
        let line = line.trim();
        let heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let holds = |mark: u8| memchr::memchr(mark, line.as_bytes()).is_some();
        let bold = holds(b'*') && line.matches("**").count() >= 2 && opens_bold(line);
        let escape = holds(b'\\') && ["\\-", "\\.", "\\+"].iter().any(|mark| line.contains(mark));
        let link = holds(b']') && line.contains("](");
        let table = line.starts_with('|') && line.ends_with('|') && line.len() > 2;
        marks += usize::from(heading) * 2
            + usize::from(bold) * 2
            + usize::from(escape)
            + usize::from(link)
            + usize::from(table);
    }
    marks >= 2
}

/// Two stars, and no third, stand before a word: "*** NOW HIRING ***" is shouting.
fn opens_bold(line: &str) -> bool {
    line.match_indices("**").any(|(at, _)| {
        !line[..at].ends_with('*') && line[at + 2..].starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_content() {
        assert_eq!(
            format("<p>We pay <b>well</b></p><ul><li>x</li></ul>"),
            Format::Html
        );
        assert_eq!(format("Wages < 5 and > 3\nNo tags"), Format::Text);
        assert_eq!(
            format("*** NOW HIRING ***\nCooks\n*** CALL US ***"),
            Format::Text
        );
        assert_eq!(format("# Cook\n\n**Duties**\n* boil\n"), Format::Markdown);
        assert_eq!(format("{\"title\": \"Cook\"}"), Format::Json);
    }

    #[test]
    fn what_holds_its_text_inside_is_known_by_its_bytes() {
        for (bytes, format) in [
            (
                "MIME-Version: 1.0\nContent-Type: text/plain\n\nHi",
                Some(Format::Eml),
            ),
            (
                "From x Mon Jan 3\nReceived: by y\nSubject: Cook\n\nHi",
                Some(Format::Eml),
            ),
            (
                "From: <Saved by Blink>\nSubject: Cook\nMIME-Version: 1.0\n\nHi",
                Some(Format::Mhtml),
            ),
            ("%PDF-1.7\n", Some(Format::Pdf)),
            ("Subject: to change\nFrom: May to July", None),
            ("From: May\nCook", None),
        ] {
            assert_eq!(packed(bytes.as_bytes()), format, "{bytes}");
        }
    }

    #[test]
    fn known_binaries_are_named() {
        let reason = |bytes, asked| refuse(bytes, asked).unwrap_err().to_string();
        assert!(reason(b"%PDF-1.7", true).contains("PDF"));
        assert!(reason(b"GIF89a", false).contains("GIF"));
        assert!(refuse(b"a\0b\0c\0d\0", true).unwrap_err().is_unsupported());
    }
}
