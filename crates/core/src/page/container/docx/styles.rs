//! The styles of a document: which of them are headings, lists, or bold.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::xml::{attribute, is_on, reader};

/// A style may be based on another one: chains longer than this are no longer followed.
const MAX_CHAIN: usize = 20;

/// What a style says of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// Level of the heading it makes, from 1.
    pub(super) heading: Option<u8>,
    /// Whether it makes an item of a list.
    pub(super) listed: Option<bool>,
    /// Whether its text is bold.
    pub(super) bold: Option<bool>,
}

/// The styles of a document by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

impl Styles {
    /// Reads `word/styles.xml` as far as it can be read.
    pub(super) fn read(xml: &str) -> Self {
        let mut reader = reader(xml);
        let mut styles = HashMap::new();
        let mut open: Option<(String, Style)> = None;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(element) | Event::Empty(element) => {
                    let name = element.local_name();
                    match (name.as_ref(), &mut open) {
                        ("style", open) => {
                            *open = attribute(&element, "styleId").map(|id| (id, Style::default()));
                        }
                        ("name", Some((_, style))) => {
                            let named = attribute(&element, "val").and_then(|name| level(&name));
                            style.heading = style.heading.or(named);
                        }
                        ("basedOn", Some((_, style))) => {
                            style.based_on = attribute(&element, "val");
                        }
                        ("outlineLvl", Some((_, style))) => {
                            style.heading = outline_level(attribute(&element, "val").as_deref());
                        }
                        ("numPr", Some((_, style))) => style.listed = Some(true),
                        ("b", Some((_, style))) => style.bold = Some(is_on(&element)),
                        _ => {}
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "style" => {
                    styles.extend(open.take());
                }
                _ => {}
            }
        }
        Self { styles }
    }

    /// What a style says, with what the styles say that it is based on.
    pub(super) fn get(&self, id: &str) -> Style {
        let mut style = Style::default();
        let mut next = Some(id);
        for _ in 0..MAX_CHAIN {
            let Some(found) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            style.heading = style.heading.or(found.heading);
            style.listed = style.listed.or(found.listed);
            style.bold = style.bold.or(found.bold);
            next = found.based_on.as_deref();
        }
        style
    }
}

/// The level of an outline, from 1; body text has none.
pub(super) fn outline_level(value: Option<&str>) -> Option<u8> {
    let level: u8 = value?.parse().ok()?;
    (level < 9).then(|| (level + 1).min(6))
}

/// The level of a heading by the name of its style. Word writes these names in English whatever
/// the language it shows them in.
fn level(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "title" => Some(1),
        "subtitle" => Some(2),
        _ => {
            let number: u8 = name.strip_prefix("heading ")?.trim().parse().ok()?;
            (1..=9).contains(&number).then(|| number.min(6))
        }
    }
}
