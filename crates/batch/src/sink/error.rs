//! Why a run could not go on.

use std::io;
use std::path::Path;

/// Why a run could not begin or could not go on. Rows that were written before stay written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An output could not be opened or written.
    #[error("{name}: {reason}")]
    Write {
        /// The output.
        name: String,
        /// What the system says.
        reason: io::Error,
    },
    /// Rows could not be made columns, or columns a file.
    #[error("{name}: {reason}")]
    Columns {
        /// The output.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// The inputs cannot be read on.
    #[error("{0}")]
    Source(Box<dyn std::error::Error + Send + Sync>),
    /// An interrupted run to the same output waits to be resumed.
    #[error("{partial}: an interrupted run left {rows} rows here, with its journal {journal}")]
    Unfinished {
        /// What it has written.
        partial: String,
        /// Its journal.
        journal: String,
        /// How many rows are safe.
        rows: u64,
    },
    /// The run to be resumed was begun with other settings.
    #[error(
        "{journal}: the run was begun with {setting} {was}, and cannot be resumed with {setting} {is}"
    )]
    OtherSettings {
        /// The journal.
        journal: String,
        /// The first setting that differs.
        setting: String,
        /// What it was.
        was: String,
        /// What it is now.
        is: String,
    },
    /// The run to be resumed has read other inputs.
    #[error(
        "the inputs are not those that the run was begun with: the first {jobs} of them have changed"
    )]
    OtherInputs {
        /// How many inputs the run has done.
        jobs: u64,
    },
    /// Another run writes to the same output.
    #[error("{name}: another run is writing it")]
    Busy {
        /// The output.
        name: String,
    },
    /// A folder of files would be mixed with what is there.
    #[error("{name}: it is there already, and not an empty folder")]
    Occupied {
        /// The output.
        name: String,
    },
    /// This form of output needs a file or folder of its own.
    #[error("{name}: {form} needs a file or a folder to write to")]
    NeedsPath {
        /// The output.
        name: String,
        /// The form.
        form: &'static str,
    },
    /// This form of output cannot be compressed once more.
    #[error("{form} is not compressed from outside: give the output another name")]
    NotCompressed {
        /// The form.
        form: &'static str,
    },
    /// A folder of files holds whole postings.
    #[error("{form} holds whole postings, not a table of them")]
    NoTable {
        /// The form.
        form: &'static str,
    },
    /// The journal, or what it speaks of, is damaged.
    #[error("{journal}: cannot be resumed from: {reason}")]
    Damaged {
        /// The journal.
        journal: String,
        /// What is wrong.
        reason: String,
    },
    /// The system gives no threads.
    #[error("no threads to work with: {0}")]
    Threads(io::Error),
}

impl Error {
    /// The error of an output at a path.
    pub(crate) fn write(path: &Path, reason: io::Error) -> Self {
        Self::Write {
            name: name(path),
            reason,
        }
    }

    /// The reader of the output has closed it: it has seen enough.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Write { reason, .. } if reason.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// A path as it is printed.
pub(crate) fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
