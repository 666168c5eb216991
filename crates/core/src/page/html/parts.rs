//! What the names and styles of elements say.

use std::sync::LazyLock;

use scraper::node::Element;
use serde::Deserialize;

use super::super::Region;

/// The vocabulary of `data/any/markup.toml`.
#[derive(Debug)]
pub(super) struct Parts {
    rows: Vec<(Region, Vec<String>)>,
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
    Parts {
        rows: file
            .part
            .into_iter()
            .map(|row| (row.region, row.words))
            .collect(),
    }
});

impl Parts {
    pub(super) fn get() -> &'static Self {
        &PARTS
    }

    /// The region of an element inside `outer`.
    pub(super) fn region(&self, name: &str, element: &Element, outer: Region) -> Region {
        let inside_content = outer == Region::Main;
        let by_name = match name {
            "nav" => Some(Region::Navigation),
            "footer" if !inside_content => Some(Region::Footer),
            "aside" => Some(Region::Aside),
            "form" => Some(Region::Form),
            "dialog" => Some(Region::Dialog),
            "main" | "article" => Some(Region::Main),
            "header" if !inside_content => Some(Region::Header),
            "body" | "html" => return Region::Body,
            _ => None,
        };
        let found = by_name.or_else(|| self.hinted(element));
        match (outer, found) {
            (Region::Body | Region::Main | Region::Header, Some(found)) => found,
            // A form round the whole page is a habit of old frameworks.
            (Region::Form, Some(found)) if found != Region::Header => found,
            _ => outer,
        }
    }

    /// The region that an element's role, class or id names.
    fn hinted(&self, element: &Element) -> Option<Region> {
        HINTS.iter().find_map(|attribute| {
            let value = element.attr(attribute)?;
            let words = split_names(value);
            self.rows
                .iter()
                .find(|(_, row)| words.iter().any(|w| row.contains(w)))
                .map(|(region, _)| *region)
        })
    }
}

/// Cuts "jobAlert-box job_alert" into words; neighbours are also tried together ("jobalert").
fn split_names(value: &str) -> Vec<String> {
    let mut words = Vec::new();
    for name in value.split_whitespace().take(12) {
        let mut word = String::new();
        let mut parts = Vec::new();
        let mut lower = false;
        for c in name.chars().take(80) {
            let parts_here = !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && lower;
            if parts_here && !word.is_empty() {
                parts.push(std::mem::take(&mut word));
            }
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase());
            }
            lower = c.is_ascii_lowercase();
        }
        if !word.is_empty() {
            parts.push(word);
        }
        words.extend(parts.windows(2).map(|pair| pair.concat()));
        words.extend(parts);
    }
    words
}

/// What an element's style attributes say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) preformatted: bool,
}

impl Style {
    pub(super) fn of(element: &Element) -> Self {
        let mut style = Self::default();
        if let Some(css) = element.attr("style") {
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
        assert_eq!(
            split_names("jobAlert-box"),
            ["jobalert", "alertbox", "job", "alert", "box"]
        );
        assert!(!Parts::get().rows.is_empty());
    }
}
