//! What goes wrong inside, before it is known which file it went wrong with.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::Error;

/// The answer of a function that does not know the collection's path.
pub(super) type Inner<T> = Result<T, Failure>;

/// What went wrong.
#[derive(Debug)]
pub(super) enum Failure {
    /// SQLite says so.
    Sql(rusqlite::Error),
    /// What is in the file is not what this program writes.
    Data(String),
    /// Told already.
    Told(Error),
}

impl Failure {
    /// What is in the file is not what this program writes.
    pub(super) fn data(what: &str, reason: impl std::fmt::Display) -> Self {
        Self::Data(format!("{what}: {reason}"))
    }

    /// The error to tell, of the file at `path`.
    pub(super) fn at(self, path: &Path) -> Error {
        let path = path.to_owned();
        match self {
            Self::Told(error) => error,
            Self::Data(reason) => Error::Corrupt { path, reason },
            Self::Sql(rusqlite::Error::SqliteFailure(error, message)) => {
                let reason = message.unwrap_or_else(|| error.to_string());
                match error.code {
                    ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Locked { path },
                    ErrorCode::ReadOnly => Error::ReadOnly { path },
                    ErrorCode::DiskFull => Error::Full { path },
                    ErrorCode::TooBig => Error::BadInput {
                        what: "text",
                        reason: "it is too large for the collection".to_owned(),
                    },
                    ErrorCode::NotADatabase => Error::NotAStore { path },
                    ErrorCode::CannotOpen
                    | ErrorCode::PermissionDenied
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::OutOfMemory
                    | ErrorCode::FileLockingProtocolFailed => Error::File { path, reason },
                    // Tables that are missing, rules that do not hold: another hand was in the file.
                    _ => Error::Corrupt { path, reason },
                }
            }
            Self::Sql(error) => Error::Corrupt {
                path,
                reason: error.to_string(),
            },
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}
