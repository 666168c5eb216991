//! Where rows go: one file or stream of them, or a folder with a file each.
//!
//! An output at a path is written beside it, `OUT.partial`, with a journal, `OUT.journal`, and
//! appears when it is complete. What an interrupted run leaves there can be resumed: the output is
//! cut at the last mark of the journal, and is in the end the same to the byte as that of a run
//! without interruption (where rows keep the input's order).

mod columns;
mod compress;
mod encode;
mod error;
mod error_file;
mod file;
mod file_name;
mod folder;
mod form;
mod journal;
mod output;
mod place;
mod row;
mod safe;
mod stream;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use jobgist::Posting;
use jobgist_arrow::tables::Table;

pub use compress::Compression;
pub use error::Error;
pub use form::Form;
pub use journal::Settings;
pub use output::{Opened, Output};
pub use place::waits;
pub use safe::{is_unsafe, safe_json, safe_text};

pub(crate) use encode::Encoder;
pub(crate) use journal::Mark;
pub(crate) use row::Row;

use journal::Extent;

/// Makes the text of a posting for people, in Markdown.
pub type Renderer = Arc<dyn Fn(&Posting) -> String + Send + Sync>;

/// What is written, and how.
#[derive(Clone)]
pub struct OutputOptions {
    /// In which form.
    pub form: Form,
    /// One flat table of the records instead of the records; for JSON Lines, CSV and Parquet.
    pub select: Option<Table>,
    /// How it is compressed; Parquet and folders compress by themselves or not at all.
    pub compression: Compression,
    /// What happens to postings that repeat an earlier one.
    pub dedupe: Dedupe,
    /// A file that gets the error rows as JSON Lines, besides the output.
    pub errors: Option<PathBuf>,
    /// Goes on with an interrupted run.
    pub resume: bool,
    /// Needed for [`Form::MarkdownFiles`].
    pub render: Option<Renderer>,
    /// Whatever else decides the output (inputs, options of reading), by names that a user knows: a
    /// run is not resumed with other ones.
    pub settings: Settings,
}

/// Where an output goes.
pub enum Target {
    /// A file or folder, complete or not at all; a device or a pipe as it is.
    Path(PathBuf),
    /// What the caller gives, with the name that errors have for it.
    Writer(String, Box<dyn Write>),
}

/// What happens to postings that repeat an earlier one of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dedupe {
    /// They are not looked for.
    #[default]
    Keep,
    /// Their rows name the original in `duplicate_of`: records and the table of postings have room for
    /// it, other tables and pages for people do not.
    Mark,
    /// They are left out.
    Drop,
}

impl Dedupe {
    /// Its name in settings and messages.
    fn name(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Mark => "mark",
            Self::Drop => "drop",
        }
    }
}

/// Where an output can be cut, to be gone on with later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cuts {
    /// Behind every row.
    Anywhere,
    /// Behind so many rows: it must be cut there, and nowhere else.
    EachRows(u64),
}

/// Something that rows are written to.
trait Sink {
    /// Adds a row.
    fn write(&mut self, row: Row, duplicate_of: Option<&str>) -> Result<(), Error>;

    /// Hands on what can be, as nothing comes for a while.
    fn hand_on(&mut self) -> Result<(), Error>;

    /// Where it can be cut.
    fn cuts(&self) -> Cuts;

    /// Cuts it here, and makes durable what it has.
    fn cut(&mut self) -> Result<Extent, Error>;

    /// Makes what is written readable, where the run is interrupted.
    fn leave(&mut self) -> Result<(), Error>;

    /// Completes it.
    fn finish(&mut self) -> Result<(), Error>;

    /// Takes away what stands behind a mark, as far as possible: it could not be written on.
    fn give_up(&mut self, extent: &Extent);
}

impl OutputOptions {
    /// Options for a form; nothing else is asked for.
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self {
            form,
            select: None,
            compression: Compression::None,
            dedupe: Dedupe::Keep,
            errors: None,
            resume: false,
            render: None,
            settings: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests;
