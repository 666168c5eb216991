//! What the names and styles of elements say.

use std::sync::LazyLock;

use html5ever::local_name;
use serde::Deserialize;

use super::super::Region;
use super::tokens::Tag;
use crate::table::lexicon::KeyMap;
use crate::text::tokens::{WordHash, word_key};

/// The vocabulary of `data/any/markup.toml`.
#[derive(Debug)]
pub(super) struct Parts {
    /// The regions, a row each.
    regions: Vec<Region>,
    /// The first row that holds a word, by the word's key.
    rows_of: KeyMap<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    part: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    region: Region,
    words: Vec<String>,
}

/// Attributes whose words name a part of the page.
const HINTS: [&str; 8] = [
    "role",
    "id",
    "class",
    "itemprop",
    "data-testid",
    "data-test",
    "data-qa",
    "data-automation-id",
];

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    // A test loads the file, so this cannot fail on shipped data.
    let file: File = toml::from_str(include_str!("../../../data/any/markup.toml"))
        .unwrap_or_else(|error| panic!("data/any/markup.toml: {error}"));
    let mut rows_of = KeyMap::default();
    for (at, row) in (0..).zip(&file.part) {
        for word in &row.words {
            rows_of.entry(word_key(word)).or_insert(at);
        }
    }
    Parts {
        regions: file.part.into_iter().map(|row| row.region).collect(),
        rows_of,
    }
});

impl Parts {
    pub(super) fn get() -> &'static Self {
        &PARTS
    }

    /// The region of an element inside `outer`.
    pub(super) fn region(&self, tag: &Tag<'_>, outer: Region) -> Region {
        let inside_content = outer == Region::Main;
        let by_name = match tag.name {
            local_name!("nav") => Some(Region::Navigation),
            local_name!("footer") if !inside_content => Some(Region::Footer),
            local_name!("aside") => Some(Region::Aside),
            local_name!("form") => Some(Region::Form),
            local_name!("dialog") => Some(Region::Dialog),
            local_name!("main") | local_name!("article") => Some(Region::Main),
            local_name!("header") if !inside_content => Some(Region::Header),
            _ => None,
        };
        let found = by_name.or_else(|| self.hinted(tag));
        match (outer, found) {
            (Region::Body | Region::Main | Region::Header, Some(found)) => found,
            // A form round the whole page is a habit of old frameworks.
            (Region::Form, Some(found)) if found != Region::Header => found,
            _ => outer,
        }
    }

    /// The region that an element's role, class or id names.
    fn hinted(&self, tag: &Tag<'_>) -> Option<Region> {
        HINTS.iter().find_map(|name| {
            let mut first: Option<u8> = None;
            for_each_name(&tag.attribute(name)?, |key| {
                if let Some(&row) = self.rows_of.get(&key) {
                    first = Some(first.map_or(row, |first| first.min(row)));
                }
            });
            self.regions.get(usize::from(first?)).copied()
        })
    }
}

/// Cuts "jobAlert-box job_alert" into words and gives the key of each; neighbours are also tried
/// together ("jobalert").
fn for_each_name(value: &str, mut name: impl FnMut(u64)) {
    for part in value.split_whitespace().take(12) {
        let mut before: Option<WordHash> = None;
        let mut word = WordHash::default();
        let mut joined = WordHash::default();
        let (mut lower, mut open) = (false, false);
        for byte in part.bytes().take(80).chain([b' ']) {
            let letter = byte.is_ascii_alphanumeric();
            if open && (!letter || byte.is_ascii_uppercase() && lower) {
                name(word.key());
                if before.is_some() {
                    name(joined.key());
                }
                before = Some(word);
                joined = word;
                word = WordHash::default();
                open = false;
            }
            if letter {
                word.push(byte.to_ascii_lowercase());
                joined.push(byte.to_ascii_lowercase());
                open = true;
            }
            lower = byte.is_ascii_lowercase();
        }
    }
}

/// What an element's style attributes say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) preformatted: bool,
}

impl Style {
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let mut style = Self::default();
        if let Some(css) = tag.attribute("style") {
            let css: String = css
                .chars()
                .filter(|c| !c.is_whitespace())
                .take(600)
                .collect::<String>()
                .to_ascii_lowercase();
            style.bold = [
                "font-weight:bold",
                "font-weight:600",
                "font-weight:700",
                "font-weight:800",
            ]
            .iter()
            .any(|rule| css.contains(rule));
            style.preformatted = css.contains("white-space:pre");
        }
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        let mut keys = Vec::new();
        for_each_name("jobAlert-box nav", |key| keys.push(key));
        let words = ["job", "alert", "jobalert", "box", "alertbox", "nav"];
        assert_eq!(keys, words.map(word_key));
        assert!(!Parts::get().regions.is_empty());
    }
}
