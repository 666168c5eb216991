//! Telling markup from text in the strings of structured data, and undoing escapes.

/// Elements whose tags make a string markup.
const TAGS: [&str; 34] = [
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "section",
    "span",
    "strong",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// Whether a string holds HTML tags.
pub(super) fn holds_tags(text: &str) -> bool {
    tags(text, "<") > 0
}

/// Number of known tags that begin with `open` ("<", or its escape).
fn tags(text: &str, open: &str) -> usize {
    text.match_indices(open)
        .filter(|(at, _)| {
            let rest = text[at + open.len()..].trim_start_matches('/');
            let len = rest
                .bytes()
                .take(11)
                .take_while(u8::is_ascii_alphanumeric)
                .count();
            let name = rest[..len].to_ascii_lowercase();
            let closed = rest[len..]
                .starts_with(|c: char| c == '>' || c == '/' || c == '&' || c.is_ascii_whitespace());
            closed && TAGS.binary_search(&name.as_str()).is_ok()
        })
        .count()
}

/// Undoes up to two rounds of escaping, until the string holds tags or does not change.
pub(super) fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    // Line feeds that were escaped once too often.
    if !text.contains('\n') && text.matches("\\n").count() >= 2 {
        text = text.replace("\\r", "").replace("\\n", "\n");
    }
    for _ in 0..2 {
        if !text.contains('&') {
            break;
        }
        // Real markup may show a tag as an example; escaped markup may stand in a real wrapper.
        let (real, escaped) = (
            tags(&text, "<"),
            tags(&text, "&lt;") + tags(&text, "&amp;lt;"),
        );
        if real > 0 && escaped <= real {
            break;
        }
        let next = if real > 0 || escaped > 0 {
            decode(&text)
        } else {
            plain(&text)
        };
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// Decodes the entities that escaping makes: those of markup's own characters.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| entity(&rest[1..end]).zip(Some(end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')
        }
    }
}

/// The text of a string that holds tags or entities, line breaks kept.
pub(super) fn plain(text: &str) -> String {
    let tagged = holds_tags(text);
    if !tagged && !text.contains('&') {
        return text.to_owned();
    }
    let escaped;
    let source = if tagged {
        text
    } else {
        escaped = text.replace('<', "&lt;");
        escaped.as_str()
    };
    let mut out = String::with_capacity(source.len());
    for piece in scraper::Html::parse_fragment(source).root_element().text() {
        // Words of neighbouring elements must not grow together.
        if tagged && !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_comparisons() {
        assert!(TAGS.is_sorted());
        for text in ["<p>x</p>", "a<br/>b", "a<BR>b", "</li>", "<ul class=\"x\">"] {
            assert!(holds_tags(text), "{text}");
        }
        for text in [
            "a < b",
            "x <5 y",
            "List<String>",
            "<user@example.org>",
            "<",
            "</",
        ] {
            assert!(!holds_tags(text), "{text}");
        }
    }

    #[test]
    fn escapes_are_undone_until_there_are_tags() {
        assert_eq!(unescape("&lt;p&gt;R&amp;amp;D&lt;/p&gt;"), "<p>R&amp;D</p>");
        assert_eq!(
            unescape("&amp;lt;p&amp;gt;Hi&amp;lt;/p&amp;gt;"),
            "<p>Hi</p>"
        );
        assert_eq!(
            unescape("<p>write &lt;b&gt; tags</p>"),
            "<p>write &lt;b&gt; tags</p>"
        );
        assert_eq!(
            unescape("<div>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;</div>"),
            "<div><p>a</p><p>b</p></div>"
        );
        assert_eq!(unescape("Caf&eacute; &amp; bar &lt; 3"), "Café & bar < 3");
        assert_eq!(unescape("AT&T & more"), "AT&T & more");
        assert_eq!(unescape(r"One\r\nTwo\n* three"), "One\nTwo\n* three");
        assert_eq!(unescape(r"C:\new"), r"C:\new");
    }

    #[test]
    fn plain_text_keeps_words_apart() {
        assert_eq!(plain("<li>one</li><li>two</li>"), "one two");
        assert_eq!(plain("a\nb &amp; c"), "a\nb & c");
        assert_eq!(
            decode("&#x41;&#66;&#0;&#xffffffff;&bogus;"),
            "AB&#0;&#xffffffff;&bogus;"
        );
    }
}
