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
    /// A table whose first line names its columns, `id`, `html`, `text` and `url` among them; its
    /// separator (`,`, `;`, a tab, `|`) is told from that line.
    Csv,
    /// The same, separated by tabs.
    Tsv,
    /// A Parquet table with those columns.
    Parquet,
    /// A web crawl: responses, resources and conversions that are pages. Compressed by gzip, member
    /// by member or as a whole, by Zstandard, or not.
    Warc,
    /// A tape archive of pages; compressed by gzip or Zstandard, or not.
    Tar,
    /// A zip archive of pages.
    Zip,
}

/// Endings of names, without the ending of a compression, and what they say.
const ENDINGS: [(&str, Kind); 13] = [
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
    ("csv", Kind::Csv),
    ("tsv", Kind::Tsv),
    ("tab", Kind::Tsv),
    ("parquet", Kind::Parquet),
    ("pq", Kind::Parquet),
    ("warc", Kind::Warc),
    ("wet", Kind::Warc),
    ("tar", Kind::Tar),
    ("tgz", Kind::Tar),
    ("tzst", Kind::Tar),
    ("zip", Kind::Zip),
];

/// Endings of compressed files that are opened.
const COMPRESSED: [&str; 2] = ["gz", "zst"];

/// Endings of files that hold many inputs, or one, and are not opened.
const UNSUPPORTED: [(&str, &str); 8] = [
    ("arc", "ARC files, which came before WARC, are not read"),
    ("7z", "7-Zip archives are not read; unpack it first"),
    ("rar", "RAR archives are not read; unpack it first"),
    ("bz2", "bzip2 is not read; decompress it first"),
    ("tbz2", "bzip2 is not read; decompress it first"),
    ("xz", "xz is not read; decompress it first"),
    ("txz", "xz is not read; decompress it first"),
    ("lz4", "LZ4 is not read; decompress it first"),
];

impl Kind {
    /// What a file's name says that it holds.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let ending = inner_ending(path);
        ENDINGS
            .iter()
            .find(|(name, _)| *name == ending)
            .map_or(Self::Page, |(_, kind)| *kind)
    }
}

/// Why a file of this name is not read, if it is not.
pub(super) fn unsupported(path: &Path) -> Option<&'static str> {
    let ending = inner_ending(path);
    UNSUPPORTED
        .iter()
        .find(|(name, _)| *name == ending)
        .map(|(_, reason)| *reason)
}

/// The ending of a file's name in front of that of its compression.
fn inner_ending(path: &Path) -> String {
    let ending = ending(path);
    if COMPRESSED.contains(&ending.as_str()) {
        return self::ending(&path.with_extension(""));
    }
    ending
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
            ("crawl.warc.gz", Kind::Warc),
            ("crawl.warc.wet.gz", Kind::Warc),
            ("saved.tar.zst", Kind::Tar),
            ("saved.tgz", Kind::Tar),
            ("page.html.gz", Kind::Page),
            ("jsonl", Kind::Page),
            ("page", Kind::Page),
            ("-", Kind::Page),
        ] {
            assert_eq!(Kind::of(Path::new(name)), kind, "{name}");
            assert_eq!(unsupported(Path::new(name)), None);
        }
    }

    #[test]
    fn what_is_not_read_is_known_by_name() {
        for name in ["old.arc", "old.ARC.gz", "rows.jsonl.bz2"] {
            assert!(unsupported(Path::new(name)).is_some(), "{name}");
        }
    }
}
