//! What a file holds, told from its name.

use std::path::Path;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One page, or a file that the library reads as several postings; compressed by gzip or
    /// Zstandard, or not.
    Page,
    /// JSON objects, one a line: `{"id", "html"}` or `{"id", "text"}`, `url` optional.
    JsonLines,
}

/// Endings of names, without the ending of a compression, and what they say.
const ENDINGS: [(&str, Kind); 2] = [("jsonl", Kind::JsonLines), ("ndjson", Kind::JsonLines)];

/// Endings of compressed files that are opened.
const COMPRESSED: [&str; 2] = ["gz", "zst"];

impl Kind {
    /// What a file's name says that it holds.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let mut ending = ending(path);
        if COMPRESSED.contains(&ending.as_str()) {
            ending = self::ending(&path.with_extension(""));
        }
        ENDINGS
            .iter()
            .find(|(name, _)| *name == ending)
            .map_or(Self::Page, |(_, kind)| *kind)
    }
}

/// The ending of a file's name, in lower case; empty when it has none.
pub(super) fn ending(path: &Path) -> String {
    path.extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_is_in_files() {
        for (name, kind) in [
            ("a/rows.jsonl", Kind::JsonLines),
            ("rows.NDJSON.gz", Kind::JsonLines),
            ("rows.jsonl.zst", Kind::JsonLines),
            ("page.html.gz", Kind::Page),
            ("jsonl", Kind::Page),
            ("page", Kind::Page),
            ("-", Kind::Page),
        ] {
            assert_eq!(Kind::of(Path::new(name)), kind, "{name}");
        }
    }
}
