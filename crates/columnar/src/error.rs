//! What can go wrong with columns and files of them.

use std::path::PathBuf;

/// An error of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A column of a batch cannot be read back into records.
    #[error("the column `{column}` {reason}")]
    Column {
        /// Its path: "requirements.rank".
        column: String,
        /// What is wrong with it.
        reason: String,
    },
    /// More was appended than one batch can hold.
    #[error("more than 2 GB of text in one column of a batch: finish batches earlier")]
    TooLarge,
    /// A row has not the cells of its table.
    #[error("a row has {found} cells where its table has {expected} columns")]
    Cells {
        /// Columns of the table.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A cell is of another kind than its column.
    #[error("a cell of the column `{column}` is not of its kind")]
    Kind {
        /// Name of the column.
        column: &'static str,
    },
    /// A file cannot be joined to others.
    #[error("{}: its columns are not those of the files before it", .0.display())]
    OtherColumns(PathBuf),
    /// A Parquet file cannot be opened or read.
    #[error("{}: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Arrays do not fit together.
    #[error(transparent)]
    Arrow(#[from] arrow::error::ArrowError),
    /// Parquet cannot be written or read.
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
}

impl Error {
    /// A column of which something is wrong.
    pub(crate) fn column(reason: impl Into<String>) -> Self {
        Self::Column {
            column: String::new(),
            reason: reason.into(),
        }
    }

    /// Names the column in which, or under which, the error was met.
    pub(crate) fn within(self, name: &str) -> Self {
        match self {
            Self::Column { column, reason } if column.is_empty() => Self::Column {
                column: name.to_owned(),
                reason,
            },
            Self::Column { column, reason } => Self::Column {
                column: format!("{name}.{column}"),
                reason,
            },
            other => other,
        }
    }
}
