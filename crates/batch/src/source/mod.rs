//! Where inputs come from: files, folders, standard input, rows, tables, archives, web crawls.
//!
//! [`Sources`] says what to read, [`Sources::open`] looks whether it is there, and [`Jobs`] gives
//! one job after the other, always in the same order. Nothing is held but the job in hand: what
//! streams is streamed, and every read is bounded by [`Sources::max_bytes`].

mod archive;
mod csv_rows;
mod error;
mod json_lines;
mod kind;
mod parquet_rows;
mod row;
mod stream;
mod tar;
mod walk;
mod warc;
mod zip;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::job::{Input, Job};
pub use error::Error;
pub use kind::Kind;
use walk::{Found, Walk};

/// What to read, and how.
#[derive(Debug, Clone)]
pub struct Sources {
    /// Files, folders, and `-` for standard input, in the order in which they are read. A folder is
    /// read with all below it, in the order of names, without hidden files; links to folders are
    /// not followed.
    pub paths: Vec<PathBuf>,
    /// What every file is; told from its name, or its first bytes, when `None`.
    pub kind: Option<Kind>,
    /// Patterns for files of folders and members of archives, as ignore files write them: only what
    /// matches is read, and a pattern behind `!` leaves out. The last that matches counts.
    pub globs: Vec<String>,
    /// Files of patterns (as `.gitignore` writes them) of what to leave out of folders. Ignore files
    /// that lie in the folders do not count: who names a folder means all of it.
    pub ignore_files: Vec<PathBuf>,
    /// Names of the columns of rows and tables.
    pub columns: Columns,
    /// Pages over this many bytes, decompressed, are unread.
    pub max_bytes: usize,
}

/// Names of the columns (of JSON Lines: keys) that hold a posting; case does not matter in tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The row's name; a row without one is named by its number.
    pub id: String,
    /// A web page.
    pub html: String,
    /// Plain text; it counts where the row has no `html`.
    pub text: String,
    /// The page's address.
    pub url: String,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            id: "id".to_owned(),
            html: "html".to_owned(),
            text: "text".to_owned(),
            url: "url".to_owned(),
        }
    }
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            kind: None,
            globs: Vec::new(),
            ignore_files: Vec::new(),
            columns: Columns::default(),
            max_bytes: jobgist::Options::default().max_bytes,
        }
    }
}

impl Sources {
    /// Looks whether all is there, and begins.
    ///
    /// # Errors
    /// When a path, an ignore file or a pattern cannot be used: a run does not begin on a mistyped
    /// name.
    pub fn open(&self) -> Result<Jobs, Error> {
        Ok(Jobs {
            walk: Walk::new(self)?,
            sources: self.clone(),
            reader: None,
            done_bytes: 0,
            ended: false,
        })
    }
}

/// Whether a path stands for standard input.
#[must_use]
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The jobs of sources, in order. What fails for one input only is a job with [`Input::Unread`]; so
/// is a file that cannot be read to its end, where there are others. An `Err` is the last item: the
/// one file that was named cannot be read on.
pub struct Jobs {
    sources: Sources,
    walk: Walk,
    /// The file that is being read, if it holds several inputs.
    reader: Option<Current>,
    /// Bytes of the files that are read.
    done_bytes: u64,
    ended: bool,
}

/// A file of several inputs, half read.
struct Current {
    path: PathBuf,
    /// It is all there is to read.
    alone: bool,
    reader: Box<dyn Reader>,
    /// Its size, where it has one.
    size: Option<u64>,
}

/// Reads the inputs of a file that holds several.
trait Reader: Send {
    /// The next one; `None` at the end, and for good behind an error. Whoever asked fills in
    /// [`Job::consumed`].
    fn next_job(&mut self) -> Option<Result<Job, Error>>;

    /// Bytes of the file that were read so far.
    fn bytes_read(&self) -> u64;
}

/// What a file turned out to be.
enum Opened {
    /// It is one input.
    One(Input),
    /// It holds several.
    Several(Box<dyn Reader>),
}

impl Jobs {
    /// Size of everything in bytes, as it lies there, for progress; `None` where standard input or a
    /// pipe is among it. It walks the folders, so it takes as long as listing them.
    #[must_use]
    pub fn total_bytes(&self) -> Option<u64> {
        let mut total = 0_u64;
        for found in Walk::new(&self.sources).ok()? {
            if let Found::File(file) = found {
                total = total.saturating_add(file.size?);
            }
        }
        Some(total)
    }

    /// Opens a file: gives its job if it is one input (or none at all), and begins to read it if it
    /// holds several.
    fn start(&mut self, file: &walk::File) -> Result<Option<Job>, Error> {
        let input = match self.open(file) {
            Ok(Opened::One(input)) => input,
            Ok(Opened::Several(reader)) => {
                self.reader = Some(Current {
                    path: file.path.clone(),
                    alone: self.is_alone(file),
                    reader,
                    size: file.size,
                });
                return Ok(None);
            }
            Err(error) if self.is_alone(file) => return Err(error),
            Err(error) => Input::Unread(error.reason()),
        };
        self.done_bytes += file.size.unwrap_or(0);
        Ok(Some(self.job(Value::from(name(&file.path)), input)))
    }

    /// Whether a file is all there is to read: who names one file waits for what is in it, and others
    /// must not wait for one of many.
    fn is_alone(&self, file: &walk::File) -> bool {
        file.named && self.sources.paths.len() == 1
    }

    fn open(&self, file: &walk::File) -> Result<Opened, Error> {
        let (path, sources) = (file.path.as_path(), &self.sources);
        if sources.kind.is_none()
            && let Some(reason) = kind::unsupported(path)
        {
            return Err(Error::unusable(path, reason));
        }
        let kind = match sources.kind {
            // What is no file can be read once.
            None if file.kind == Kind::Page && (file.size.is_some() || is_stdin(path)) => {
                told(path, &sources.columns)
            }
            _ => file.kind,
        };
        let reader: Box<dyn Reader> = match kind {
            Kind::Page => return Ok(Opened::One(stream::page(path, sources.max_bytes))),
            Kind::JsonLines => Box::new(json_lines::Rows::open(path, sources)?),
            Kind::Warc => Box::new(warc::Records::open(path, file.size, sources)?),
            Kind::Csv => Box::new(csv_rows::Table::open(path, None, sources)?),
            Kind::Tsv => Box::new(csv_rows::Table::open(path, Some(b'\t'), sources)?),
            Kind::Parquet => Box::new(parquet_rows::Table::open(path, sources)?),
            Kind::Tar => Box::new(tar::Archive::open(path, sources)?),
            Kind::Zip => Box::new(zip::Archive::open(path, sources)?),
        };
        Ok(Opened::Several(reader))
    }

    fn job(&self, id: Value, input: Input) -> Job {
        Job {
            id,
            url: None,
            input,
            consumed: self.done_bytes,
        }
    }

    /// Leaves the file behind that is read.
    fn close(&mut self) {
        if let Some(current) = self.reader.take() {
            let size = current.size.unwrap_or_else(|| current.reader.bytes_read());
            self.done_bytes += size;
        }
    }

    fn try_next(&mut self) -> Result<Option<Job>, Error> {
        loop {
            if let Some(current) = &mut self.reader {
                if let Some(job) = current.reader.next_job() {
                    let job = match job {
                        Err(error) if !current.alone => {
                            let (path, reason) = (name(&current.path), error.reason());
                            self.close();
                            return Ok(Some(self.job(Value::from(path), Input::Unread(reason))));
                        }
                        job => job?,
                    };
                    let read = current.reader.bytes_read();
                    let consumed =
                        self.done_bytes + current.size.map_or(read, |size| read.min(size));
                    return Ok(Some(Job { consumed, ..job }));
                }
                self.close();
            }
            match self.walk.next() {
                None => return Ok(None),
                Some(Found::Unread { id, reason }) => {
                    return Ok(Some(self.job(Value::from(id), Input::Unread(reason))));
                }
                Some(Found::File(file)) => {
                    if let Some(job) = self.start(&file)? {
                        return Ok(Some(job));
                    }
                }
            }
        }
    }
}

impl Iterator for Jobs {
    type Item = Result<Job, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.try_next().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

/// What a file holds whose name does not tell; standard input has none.
fn told(path: &Path, columns: &Columns) -> Kind {
    let head = if is_stdin(path) {
        stream::head_of_stdin()
    } else if kind::tells(path) {
        return Kind::Page;
    } else {
        stream::head(path)
    };
    // What cannot be read is said by who reads it.
    head.map_or(Kind::Page, |head| Kind::of_head(&head, columns))
}

/// A path as it is shown, and as the id of what it holds.
fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A job of a reader.
fn job(id: Value, url: Option<String>, input: Input) -> Job {
    Job {
        id,
        url,
        input,
        consumed: 0,
    }
}

#[cfg(test)]
mod archive_tests;
#[cfg(test)]
mod tests;
