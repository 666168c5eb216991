//! Titles that documents carry in their properties.

use std::sync::LazyLock;

use serde::Deserialize;

/// The vocabulary of `data/any/document_titles.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    placeholders: Vec<String>,
    endings: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test walks them"))]
    yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test walks them"))]
    no: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // A test loads the file, so this cannot fail on shipped data.
    toml::from_str(include_str!("../../../data/any/document_titles.toml"))
        .unwrap_or_else(|error| panic!("data/any/document_titles.toml: {error}"))
});

/// Whether somebody wrote the title, and not the program that saved the document.
pub(super) fn is_title(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    let worded = title.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    // "Document1" is as little a title as "Document".
    let bare = title.trim_end_matches(|c: char| c.is_ascii_digit() || " -_().".contains(c));
    worded
        && title.len() <= 200
        && !WORDS
            .endings
            .iter()
            .any(|end| title.ends_with(end.as_str()))
        && !WORDS
            .placeholders
            .iter()
            .any(|word| bare == word || title.starts_with(&format!("{word} - ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_pass_their_own_examples() {
        for title in &WORDS.yes {
            assert!(!is_title(title), "{title}");
        }
        for title in &WORDS.no {
            assert!(is_title(title), "{title}");
        }
    }
}
