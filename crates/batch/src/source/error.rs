//! Why sources cannot be read.

use std::io;
use std::path::Path;

use super::name;

/// Why a run cannot begin, or cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input is not there.
    #[error("{name}: no such file or folder")]
    Missing {
        /// The input.
        name: String,
    },
    /// A pattern for files cannot be understood.
    #[error("the pattern {pattern}: {reason}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file is of a kind that is not read, or not what it was taken for.
    #[error("{name}: {reason}")]
    Unusable {
        /// The file.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file could not be opened, or not be read to its end.
    #[error("{name}: {reason}")]
    Read {
        /// The file.
        name: String,
        /// What the system, or the decompression, says.
        reason: String,
    },
}

impl Error {
    /// An error of reading, in plain words.
    pub(super) fn read(path: &Path, error: &io::Error) -> Self {
        Self::Read {
            name: name(path),
            reason: plain(error),
        }
    }

    /// A file that is not what it was taken for.
    pub(super) fn unusable(path: &Path, reason: impl Into<String>) -> Self {
        Self::Unusable {
            name: name(path),
            reason: reason.into(),
        }
    }

    /// What is wrong, without the name of what it is wrong with.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Missing { .. } => "no such file or folder".to_owned(),
            Self::Pattern { reason, .. }
            | Self::Unusable { reason, .. }
            | Self::Read { reason, .. } => reason.clone(),
        }
    }
}

/// What the system says, in words that are the same everywhere where they are frequent.
pub(super) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::UnexpectedEof => "the compressed data ends early".to_owned(),
        _ => error.to_string(),
    }
}
