//! One input of a run.

use std::path::PathBuf;

use jobgist::Format;
use serde_json::Value;

/// One input, to be answered with a row (or, where it holds several postings, with a row each).
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The row's `id`; of a file, its path as given; of an archive's member, `archive!member`; of a
    /// response of a web crawl, its record id.
    pub id: Value,
    /// The address that came with it; the record's `source.url` where the page names none.
    pub url: Option<String>,
    /// What to read.
    pub input: Input,
    /// Bytes of the sources that were read up to the end of this input, for progress: as they lie
    /// there, compressed.
    pub consumed: u64,
}

/// What to read.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A file of the file system; it is read by the worker.
    File(PathBuf),
    /// A page that was in a row, an archive, or a stream.
    Bytes {
        /// Its content.
        bytes: Vec<u8>,
        /// How to read it; told from the content when `None`.
        format: Option<Format>,
    },
    /// An input that could not be read, and why: it is answered with an error row.
    Unread(String),
}

impl Job {
    /// The input's name for the record: its id as text.
    #[must_use]
    pub fn name(&self) -> String {
        text_of(&self.id)
    }
}

/// An id as text.
pub(crate) fn text_of(id: &Value) -> String {
    match id {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    }
}
