//! The library's one error type.

use std::fmt;

/// Why an input could not be read.
///
/// Opaque: new causes may appear. Ask the `is_…` predicates what matters to a caller.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("the input is empty")]
    Empty,
    #[error("the input is {bytes} bytes long; the limit is {limit}")]
    TooLarge { bytes: usize, limit: usize },
    #[error("the input is over {limit} bytes long when it is decompressed; that is the limit")]
    TooLargeUnpacked { limit: usize },
    #[error("the input is {what}, which is not a format this version reads")]
    Unsupported { what: &'static str },
    #[error("the input is {what}, not what it was said to be")]
    Mismatch { what: &'static str },
    #[error("the input is {what} that needs a password")]
    #[cfg_attr(
        not(feature = "pdf"),
        expect(dead_code, reason = "only documents are locked")
    )]
    Locked { what: &'static str },
    #[error("the input is {what} that cannot be read: {reason}")]
    Damaged { what: &'static str, reason: String },
    #[error("the input is {what} without text: it may hold pictures of it")]
    NoText { what: &'static str },
    #[error("the input looks like binary data, not a saved posting")]
    Binary,
    #[error("the input is not valid JSON: {reason}")]
    Json { reason: String },
    #[error("language {code:?} is not known; known are {known}")]
    Language { code: String, known: String },
    #[error("the vocabulary row {row:?} is not valid: {reason}")]
    Vocabulary { row: String, reason: String },
    #[error("line {line}: {}{reason}", .key.as_deref().map(|key| format!("{key}: ")).unwrap_or_default())]
    Profile {
        line: usize,
        key: Option<String>,
        reason: String,
    },
    #[error("line {line}{column} {reason}")]
    Taxonomy {
        line: u64,
        column: String,
        reason: String,
    },
}

impl Error {
    pub(crate) fn empty() -> Self {
        Self(Kind::Empty)
    }

    pub(crate) fn too_large(bytes: usize, limit: usize) -> Self {
        Self(Kind::TooLarge { bytes, limit })
    }

    pub(crate) fn unsupported(what: &'static str) -> Self {
        Self(Kind::Unsupported { what })
    }

    pub(crate) fn too_large_unpacked(limit: usize) -> Self {
        Self(Kind::TooLargeUnpacked { limit })
    }

    pub(crate) fn mismatch(what: &'static str) -> Self {
        Self(Kind::Mismatch { what })
    }

    #[cfg(feature = "pdf")]
    pub(crate) fn locked(what: &'static str) -> Self {
        Self(Kind::Locked { what })
    }

    pub(crate) fn damaged(what: &'static str, reason: impl fmt::Display) -> Self {
        Self(Kind::Damaged {
            what,
            reason: reason.to_string(),
        })
    }

    pub(crate) fn no_text(what: &'static str) -> Self {
        Self(Kind::NoText { what })
    }

    pub(crate) fn binary() -> Self {
        Self(Kind::Binary)
    }

    pub(crate) fn json(reason: impl fmt::Display) -> Self {
        Self(Kind::Json {
            reason: reason.to_string(),
        })
    }

    pub(crate) fn language(code: &str, known: String) -> Self {
        Self(Kind::Language {
            code: code.to_owned(),
            known,
        })
    }

    pub(crate) fn vocabulary(row: &str, reason: impl fmt::Display) -> Self {
        Self(Kind::Vocabulary {
            row: row.to_owned(),
            reason: reason.to_string(),
        })
    }

    pub(crate) fn profile(line: usize, key: Option<String>, reason: impl fmt::Display) -> Self {
        Self(Kind::Profile {
            line,
            key,
            reason: reason.to_string(),
        })
    }

    pub(crate) fn taxonomy(line: u64, column: Option<&str>, reason: impl fmt::Display) -> Self {
        Self(Kind::Taxonomy {
            line,
            column: column.map_or_else(String::new, |name| format!(", column {name:?}")),
            reason: reason.to_string(),
        })
    }

    /// The input holds no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Kind::Empty)
    }

    /// The input is larger than [`Options::max_bytes`](crate::Options::max_bytes), as it is or when
    /// it is decompressed.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(
            self.0,
            Kind::TooLarge { .. } | Kind::TooLargeUnpacked { .. }
        )
    }

    /// The input is of a format that is not read, is not of the format it was said to be, or is
    /// binary data.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        matches!(
            self.0,
            Kind::Unsupported { .. } | Kind::Mismatch { .. } | Kind::Binary
        )
    }

    /// The input is of a format that is read, but nothing can be read from this one: it is damaged,
    /// needs a password, or holds pictures instead of text.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(
            self.0,
            Kind::Damaged { .. } | Kind::Locked { .. } | Kind::NoText { .. }
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}
