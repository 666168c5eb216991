//! What a file holds, told from its name, or from its first bytes.

use std::path::Path;

use serde_json::Value;

use super::Columns;

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

/// Endings of pages, and of files that the library reads as postings.
const PAGES: [&str; 15] = [
    "html",
    "htm",
    "xhtml",
    "mhtml",
    "mht",
    "eml",
    "txt",
    "text",
    "md",
    "markdown",
    "pdf",
    "docx",
    "json",
    "xml",
    "webarchive",
];

impl Kind {
    /// What the first bytes of a file say that it holds; a page where they say nothing else.
    #[must_use]
    pub(super) fn of_head(head: &[u8], columns: &Columns) -> Self {
        let starts = |mark: &[u8]| head.starts_with(mark);
        if starts(b"WARC/") {
            Self::Warc
        } else if starts(b"PAR1") {
            Self::Parquet
        } else if head.get(257..262) == Some(b"ustar") {
            Self::Tar
        } else if is_row(head, columns) {
            Self::JsonLines
        } else {
            Self::Page
        }
    }
}

/// Whether a text begins with a JSON object on one line that has a page or a text in it.
fn is_row(head: &[u8], columns: &Columns) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = String::from_utf8_lossy(head.trim_ascii_start());
    let (line, is_whole) = match head.split_once('\n') {
        Some((line, _)) => (line, true),
        None => (head.as_ref(), false),
    };
    let columns = [&columns.html, &columns.text];
    if let Ok(row) = serde_json::from_str::<serde_json::Map<String, Value>>(line) {
        return columns.iter().any(|column| row.contains_key(*column));
    }
    // A long line is cut off.
    !is_whole && outer_keys(line).iter().any(|key| columns.contains(&key))
}

/// The keys of an object whose end may be missing, without those of objects inside it.
fn outer_keys(line: &str) -> Vec<String> {
    let (mut keys, mut depth, mut string) = (Vec::new(), 0_usize, None);
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        match (string, c) {
            (Some(_), '\\') => drop(chars.next()),
            (Some(start), '"') => {
                string = None;
                if depth == 1 && line[at + 1..].trim_start().starts_with(':') {
                    keys.push(line[start..at].to_owned());
                }
            }
            (Some(_), _) => {}
            (None, '"') => string = Some(at + 1),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    keys
}

/// Whether a name tells what a file holds.
pub(super) fn tells(path: &Path) -> bool {
    let ending = inner_ending(path);
    PAGES.contains(&ending.as_str()) || ENDINGS.iter().any(|(name, _)| *name == ending)
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
    fn first_bytes_say_what_names_do_not() {
        for (head, kind) in [
            (&b"WARC/1.0\r\nWARC-Type: warcinfo"[..], Kind::Warc),
            (b"PAR1\x15\x04", Kind::Parquet),
            (
                b"{\"id\": 1, \"text\": \"Baker\"}\n{\"id\": 2}",
                Kind::JsonLines,
            ),
            (
                b"\xef\xbb\xbf\n{\"id\": 1, \"html\": \"<p>Bak",
                Kind::JsonLines,
            ),
            (
                b"{\"title\": \"Baker\",\n\"text\": \"We bake\"}",
                Kind::Page,
            ),
            (b"{\"title\": \"Baker\"}\n", Kind::Page),
            (b"{broken \"text\": \n", Kind::Page),
            (b"{\"jobAd\": {\"text\": \"We bake", Kind::Page),
            (
                b"{\"a\": \"\\\"text\\\":\", \"text\" : \"We ba",
                Kind::JsonLines,
            ),
            (b"<html>", Kind::Page),
            (b"", Kind::Page),
        ] {
            let told = Kind::of_head(head, &Columns::default());
            assert_eq!(told, kind, "{}", String::from_utf8_lossy(head));
        }
        for (name, tells) in [("a.html", true), ("a.html.gz", true), ("part-00000", false)] {
            assert_eq!(super::tells(Path::new(name)), tells, "{name}");
        }
    }

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
