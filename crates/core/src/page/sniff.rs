//! What format some bytes are, from their content.

use crate::error::Error;
use crate::posting::Format;

/// Refuses what is known not to be read: archives, documents, images.
pub(super) fn refuse(bytes: &[u8]) -> Result<(), Error> {
    let known: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "gzip-compressed"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"bplist00", "a Safari web archive"),
    ];
    if let Some((_, what)) = known.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::unsupported(what));
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
    if is_mail(head) {
        return if head.contains("multipart/related") {
            Format::Mhtml
        } else {
            Format::Eml
        };
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

/// Mail headers stand at the start.
fn is_mail(head: &str) -> bool {
    let headers: Vec<&str> = head
        .lines()
        .take(40)
        .take_while(|line| !line.trim().is_empty())
        .collect();
    let named = |name: &str| {
        headers.iter().any(|line| {
            line.len() > name.len()
                && line.as_bytes()[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        })
    };
    named("mime-version:") && (named("content-type:") || named("from:"))
        || named("received:") && named("subject:")
        || named("message-id:") && named("subject:")
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
    if text.starts_with("---\n") {
        return true;
    }
    let mut marks = 0;
    for line in text.lines().take(2000) {
        let line = line.trim();
        let heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let bold = line.matches("**").count() >= 2 && opens_bold(line);
        let escape = line.contains("\\-") || line.contains("\\.") || line.contains("\\+");
        let link = line.contains("](");
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
        assert_eq!(
            format("MIME-Version: 1.0\nContent-Type: text/plain\n\nHi"),
            Format::Eml
        );
    }

    #[test]
    fn known_binaries_are_named() {
        assert!(refuse(b"%PDF-1.7").unwrap_err().to_string().contains("PDF"));
        assert!(refuse(b"a\0b\0c\0d\0").unwrap_err().is_unsupported());
    }
}
