//! What is needed of XML: elements, their attributes, and text.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A reader that goes on where a document is slightly wrong.
pub(super) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The value of an attribute, by its name without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().flatten().find_map(|attribute| {
        (attribute.key.local_name().as_ref() == name)
            .then(|| crate::page::markup::decode(&attribute.value))
    })
}

/// Whether a switch of a style is on: it is there, and not turned off.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    let value = attribute(element, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}

/// The character that a reference stands for: those of XML, and numbers. Entities that a document
/// declares itself are not expanded.
pub(super) fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The text of the first element of a name.
pub(super) fn text_of(xml: &str, name: &str) -> Option<String> {
    let mut reader = reader(xml);
    let mut inside = false;
    let mut out = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => inside |= element.local_name().as_ref() == name,
            Event::Text(text) if inside => out.push_str(&text.xml10_content()),
            Event::CData(text) if inside => out.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if inside => out.extend(character(&reference)),
            Event::End(element) if element.local_name().as_ref() == name => break,
            Event::Eof => break,
            _ => {}
        }
    }
    let out = out.trim();
    (!out.is_empty()).then(|| out.to_owned())
}
