//! Texts whose markup is kept beside them: `{"text": .., "attributes": [{"start", "length", "type"}]}`.

use serde_json::Value;

use crate::page::values::Object;

/// More spans than this are not read.
const MAX_SPANS: usize = 5_000;

/// A tag to be put in, before the character at an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    /// Offset in UTF-16 units.
    at: u64,
    /// Closing tags come first, then blocks, then what is inside them.
    order: u8,
    tag: &'static str,
}

/// The text with its markup as HTML; `None` where the object is not such a text.
pub(super) fn html_of(object: &Object) -> Option<String> {
    let text = object.get("text")?.as_str()?;
    let mut marks: Vec<Mark> = Vec::new();
    for span in object.get("attributes")?.as_array()?.iter().take(MAX_SPANS) {
        marks.extend(marks_of(span).into_iter().flatten());
    }
    if marks.is_empty() {
        return None;
    }
    marks.sort();
    let mut marks = marks.into_iter().peekable();
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for c in text.chars() {
        while let Some(mark) = marks.next_if(|mark| mark.at <= at) {
            out.push_str(mark.tag);
        }
        match c {
            '\n' => out.push_str("<br>"),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
        at += u64::try_from(c.len_utf16()).unwrap_or(1);
    }
    marks.for_each(|mark| out.push_str(mark.tag));
    Some(out)
}

/// The opening and closing tag of a span.
fn marks_of(span: &Value) -> Option<[Mark; 2]> {
    let start = span.get("start")?.as_u64()?;
    let end = start.checked_add(span.get("length")?.as_u64()?)?;
    let kind = match span.get("type")? {
        Value::String(kind) => kind.as_str(),
        Value::Object(kinds) => kinds.keys().next()?.as_str(),
        _ => return None,
    };
    let kind = kind.rsplit('.').next()?;
    let (order, open, close) = match kind.to_ascii_lowercase().as_str() {
        "list" => (2, "<ul>", "</ul>"),
        "listitem" => (3, "<li>", "</li>"),
        "paragraph" => (3, "<p>", "</p>"),
        "bold" => (4, "<b>", "</b>"),
        _ => return None,
    };
    let open = Mark {
        at: start,
        order: 10 + order,
        tag: open,
    };
    let close = Mark {
        at: end,
        order: 10 - order,
        tag: close,
    };
    Some([open, close])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn html(value: &Value) -> Option<String> {
        html_of(value.as_object()?)
    }

    #[test]
    fn spans_become_tags() {
        let span = |kind: &str, start: u64, length: u64| json!({"start": start, "length": length, "type": {format!("com.example.{kind}"): {}}});
        let value = json!({"text": "🙂 Duties:Sow & reapRest", "attributes": [
            span("Bold", 3, 7), span("Paragraph", 0, 10), span("ListItem", 10, 10), span("ListItem", 20, 4),
            span("List", 10, 14), span("LineBreak", 1, 1)]});
        assert_eq!(
            html(&value).as_deref(),
            Some("<p>🙂 <b>Duties:</b></p><ul><li>Sow &amp; reap</li><li>Rest</li></ul>")
        );
    }

    #[test]
    fn other_shapes_and_wild_offsets_do_no_harm() {
        assert_eq!(html(&json!({"text": "a"})), None);
        assert_eq!(
            html(&json!({"text": "a", "attributes": [{"start": 0}]})),
            None
        );
        let wild = json!({"text": "ab", "attributes": [{"start": u64::MAX, "length": 9, "type": "Bold"},
            {"start": 1, "length": 99, "type": "Bold"}]});
        assert_eq!(html(&wild).as_deref(), Some("a<b>b</b>"));
    }
}
