//! The forms of an output.

use std::path::Path;

use super::Compression;

/// The form of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSON Lines: a record a line.
    JsonLines,
    /// Comma-separated values: a posting a row, flattened.
    Csv,
    /// Parquet: the record with its nested columns, or a flat table.
    Parquet,
    /// A folder with a JSON file for each posting.
    JsonFiles,
    /// A folder with a Markdown file for each posting.
    MarkdownFiles,
}

impl Form {
    /// The form and compression that a file name tells.
    #[must_use]
    pub fn of_path(path: &Path) -> (Option<Self>, Compression) {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let (name, compression) = if let Some(name) = name.strip_suffix(".gz") {
            (name, Compression::Gzip)
        } else if let Some(name) = name.strip_suffix(".zst") {
            (name, Compression::Zstd)
        } else {
            (name.as_str(), Compression::None)
        };
        let form = match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("jsonl" | "ndjson") => Some(Self::JsonLines),
            Some("csv") => Some(Self::Csv),
            Some("parquet") => Some(Self::Parquet),
            _ => None,
        };
        (form, compression)
    }

    /// Whether it is a folder of files.
    #[must_use]
    pub fn is_folder(self) -> bool {
        matches!(self, Self::JsonFiles | Self::MarkdownFiles)
    }

    /// Its name in settings and messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::JsonFiles => "json-files",
            Self::MarkdownFiles => "markdown-files",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_forms() {
        for (name, form, compression) in [
            (
                "a.b/records.jsonl",
                Some(Form::JsonLines),
                Compression::None,
            ),
            (
                "records.NDJSON.gz",
                Some(Form::JsonLines),
                Compression::Gzip,
            ),
            ("records.csv.zst", Some(Form::Csv), Compression::Zstd),
            ("records.parquet", Some(Form::Parquet), Compression::None),
            ("records.gz", None, Compression::Gzip),
            ("parquet", None, Compression::None),
            ("..", None, Compression::None),
        ] {
            assert_eq!(
                Form::of_path(Path::new(name)),
                (form, compression),
                "{name}"
            );
        }
    }
}
