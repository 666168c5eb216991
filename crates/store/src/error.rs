//! Why the collection could not do what it was asked.

use std::path::PathBuf;

use crate::{JobId, Listed};

/// Why the collection could not do what it was asked; nothing was changed then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no collection here yet; save a posting to begin one", .path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{}: this file is no collection of postings, and was left as it is", .path.display())]
    NotAStore {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error(
        "{}: the collection is damaged ({reason}); restore a backup, which keeps this file beside it",
        .path.display()
    )]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file or its folder may not be written.
    #[error(
        "{}: the collection cannot be written: the file, its folder or the disk is read-only",
        .path.display()
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("{}: the disk is full; nothing was changed", .path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Another program holds the file longer than this one waits.
    #[error(
        "{}: another program is using the collection; try again when it is done",
        .path.display()
    )]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer version.
    #[error(
        "{}: the collection is of a newer version of the program (layout {found}; this one knows \
         {known}); use that version",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The newest layout that this version knows.
        known: i64,
    },
    /// The system did not give or take the file.
    #[error("{}: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file would be overwritten that is no backup.
    #[error("{}: there is something else under this name, and it was left as it is", .path.display())]
    InTheWay {
        /// The file.
        path: PathBuf,
    },
    /// No saved job goes by this.
    #[error("no saved job goes by {text:?}")]
    NoJob {
        /// What was asked for.
        text: String,
    },
    /// Several saved jobs go by this.
    #[error("{text:?} may be any of {} saved jobs: {}", .candidates.len(), names(.candidates))]
    Ambiguous {
        /// What was asked for.
        text: String,
        /// Those that go by it.
        candidates: Vec<Listed>,
    },
    /// A job has no such capture.
    #[error("{job} has no capture {index}: it has {count}")]
    NoCapture {
        /// The job.
        job: JobId,
        /// What was asked for, from zero.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// A page or a record is not there.
    #[error("the collection has no page or record {sha256}")]
    NoPage {
        /// Its digest.
        sha256: String,
    },
    /// A job has no such reminder.
    #[error("{job} has no reminder {number}")]
    NoReminder {
        /// The job.
        job: JobId,
        /// What was asked for.
        number: u64,
    },
    /// No such fact can be corrected.
    #[error("{fact:?} is no fact of a posting; there are {}", jobgist::FACTS.join(", "))]
    NoFact {
        /// What was asked for.
        fact: String,
    },
    /// A fact cannot have this value.
    #[error("{fact} cannot be {value}: {reason}")]
    BadValue {
        /// The fact.
        fact: String,
        /// What it should be.
        value: String,
        /// Why it cannot.
        reason: String,
    },
    /// A word, a text or a figure is not what it should be.
    #[error("{what}: {reason}")]
    BadInput {
        /// What it was for.
        what: &'static str,
        /// Why it is refused.
        reason: String,
    },
    /// The last change cannot be taken back.
    #[error("the last change emptied the bin, which cannot be taken back")]
    NotUndoable,
    /// A line of an import is not what it should be; nothing was imported.
    #[error("line {line} of the import: {reason}; nothing was imported")]
    Import {
        /// The line, from one.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// What is exported or imported could not be written or read.
    #[error("{0}")]
    Stream(#[from] std::io::Error),
    /// A page cannot be read anew.
    #[error("{job}: the page cannot be read: {reason}")]
    Unreadable {
        /// The job.
        job: JobId,
        /// What the reader says.
        reason: String,
    },
}

/// Ids, titles and employers, as an error names them.
fn names(candidates: &[Listed]) -> String {
    const SHOWN: usize = 8;
    let mut names: Vec<String> = candidates
        .iter()
        .take(SHOWN)
        .map(|one| {
            let named = [&one.title, &one.company].into_iter().flatten();
            let named: Vec<&str> = named.map(String::as_str).collect();
            match &named[..] {
                [] => format!("{} (no title)", one.id),
                named => format!("{} ({})", one.id, named.join(", ")),
            }
        })
        .collect();
    if candidates.len() > SHOWN {
        names.push("…".to_owned());
    }
    names.join(", ")
}
