//! The records that a run wrote, read back.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use jobgist::Posting;
use jobgist_arrow::{ParquetRows, Row};
use serde::Deserialize;
use serde_json::Value;

/// A longer line is no record: the text of a posting is limited to far less.
const LONGEST_LINE: u64 = 64 << 20;

/// Memory that a compressed stream may ask for, as a power of two.
const WINDOW: u32 = 27;

/// Characters of a reason that are kept: a broken record can quote itself in it.
const REASON: usize = 200;

/// What cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be opened or read on.
    #[error("{name}: {reason}")]
    Read {
        /// The file.
        name: String,
        /// Why.
        reason: String,
    },
    /// A line is no record.
    #[error(
        "{name}, line {line}: {reason}; expected are records as `jobgist batch` writes them: one a \
         line (JSON Lines), or a Parquet file of them"
    )]
    Line {
        /// The file.
        name: String,
        /// Number of the line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A Parquet file cannot be read, or does not hold records.
    #[error(
        "{0}; expected are records as `jobgist batch --output parquet` writes them, all columns"
    )]
    Parquet(#[from] jobgist_arrow::Error),
}

/// The rows of one output of a run: JSON Lines, plain or compressed (gzip, zstd), one record or an
/// array of them in JSON that is set on several lines, or Parquet; told from the first bytes. An
/// error ends them.
pub struct Rows {
    inner: Inner,
    ended: bool,
}

enum Inner {
    Lines(Lines),
    Parquet(ParquetRows),
}

impl Rows {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Error::Read`] or [`Error::Parquet`] where it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let unread = |error: io::Error| Error::Read {
            name: name.clone(),
            reason: reason(&error),
        };
        if path.is_dir() {
            return Err(Error::Read {
                name,
                reason: "it is a folder; name the files that `jobgist batch` wrote".to_owned(),
            });
        }
        let mut file = File::open(path).map_err(unread)?;
        let start = start(&mut file).map_err(unread)?;
        let inner = if start == *b"PAR1" {
            Inner::Parquet(ParquetRows::open(path)?)
        } else {
            let whole = Cursor::new(start).chain(file);
            Inner::Lines(Lines::new(name, Box::new(whole))?)
        };
        Ok(Self {
            inner,
            ended: false,
        })
    }

    /// Reads a stream of JSON Lines, plain or compressed; `name` is what errors call it.
    ///
    /// # Errors
    /// [`Error::Read`] where it cannot be read.
    pub fn read(name: &str, mut stream: impl Read + Send + 'static) -> Result<Self, Error> {
        let start = start(&mut stream).map_err(|error| Error::Read {
            name: name.to_owned(),
            reason: reason(&error),
        })?;
        if start == *b"PAR1" {
            return Err(Error::Read {
                name: name.to_owned(),
                reason: "a Parquet file is not read from a stream; name the file".to_owned(),
            });
        }
        let whole = Cursor::new(start).chain(stream);
        let lines = Lines::new(name.to_owned(), Box::new(whole))?;
        Ok(Self {
            inner: Inner::Lines(lines),
            ended: false,
        })
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = match &mut self.inner {
            Inner::Lines(lines) => lines.next_row().transpose(),
            Inner::Parquet(rows) => rows.next().map(|row| row.map_err(Error::from)),
        };
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}

/// The first bytes of a stream.
fn start(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    stream.take(4).read_to_end(&mut start)?;
    Ok(start)
}

/// A system's error in plain words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _ => error.to_string(),
    }
}

/// Records, one a line.
struct Lines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    /// Lines read so far.
    number: u64,
    line: Vec<u8>,
    /// Rows of JSON on several lines, the next one last.
    set_out: Vec<Row>,
}

impl Lines {
    fn new(name: String, stream: Box<dyn Read + Send>) -> Result<Self, Error> {
        let mut stream = BufReader::new(stream);
        let unread = |error: &io::Error| Error::Read {
            name: name.clone(),
            reason: reason(error),
        };
        // The first bytes come from memory, so that one look shows them all.
        let start = stream.fill_buf().map_err(|error| unread(&error))?;
        let reader: Box<dyn BufRead + Send> = if start.starts_with(b"\x1f\x8b") {
            Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(stream)))
        } else if start.starts_with(b"\x28\xb5\x2f\xfd") {
            let decoder = zstd::Decoder::with_buffer(stream).and_then(|mut decoder| {
                decoder.window_log_max(WINDOW)?;
                Ok(decoder)
            });
            Box::new(BufReader::new(decoder.map_err(|error| unread(&error))?))
        } else {
            Box::new(stream)
        };
        Ok(Self {
            name,
            reader,
            number: 0,
            line: Vec::new(),
            set_out: Vec::new(),
        })
    }

    /// The next row; blank lines are none.
    fn next_row(&mut self) -> Result<Option<Row>, Error> {
        loop {
            if let Some(row) = self.set_out.pop() {
                return Ok(Some(row));
            }
            self.line.clear();
            if !self.read_line()? {
                return Ok(None);
            }
            self.number += 1;
            let line = match self.number {
                1 => self
                    .line
                    .strip_prefix(b"\xef\xbb\xbf")
                    .unwrap_or(&self.line),
                _ => &self.line,
            };
            let line = line.trim_ascii();
            if self.number == 1 && matches!(line, b"{" | b"[") {
                let start = line.to_vec();
                self.line = start;
                while self.read_line()? {}
                let rows = rows_set_out(&self.line).map_err(|reason| self.wrong(reason))?;
                self.set_out = rows;
            } else if !line.is_empty() {
                return row(line).map(Some).map_err(|reason| self.wrong(reason));
            }
        }
    }

    /// Adds a line to those read; `false` at the end.
    fn read_line(&mut self) -> Result<bool, Error> {
        let most = (LONGEST_LINE + 1).saturating_sub(self.line.len() as u64);
        let mut line = self.reader.by_ref().take(most);
        let read = line.read_until(b'\n', &mut self.line);
        let read = read.map_err(|error| Error::Read {
            name: self.name.clone(),
            reason: format!("behind line {}: {}", self.number, reason(&error)),
        })?;
        if self.line.len() as u64 > LONGEST_LINE {
            self.number += 1;
            return Err(self.wrong("it is longer than any record".to_owned()));
        }
        Ok(read > 0)
    }

    fn wrong(&self, reason: String) -> Error {
        Error::Line {
            name: self.name.clone(),
            line: self.number,
            reason,
        }
    }
}

/// What batch puts around a record.
#[derive(Deserialize)]
struct Frame {
    #[serde(default)]
    id: Value,
    error: Option<String>,
    #[serde(default)]
    duplicate_of: Value,
}

/// Reads a line; otherwise says what is wrong with it.
fn row(line: &[u8]) -> Result<Row, String> {
    let frame: Frame = serde_json::from_slice(line).map_err(|error| plain(&error))?;
    framed(frame, || serde_json::from_slice(line))
}

/// The rows of JSON on several lines, the last one first: of one record, or of an array.
fn rows_set_out(json: &[u8]) -> Result<Vec<Row>, String> {
    let value: Value = serde_json::from_slice(json).map_err(|error| plain(&error))?;
    let values = match value {
        Value::Array(values) => values,
        other => vec![other],
    };
    let row = |value: Value| {
        let frame = Frame::deserialize(&value).map_err(|error| plain(&error))?;
        framed(frame, || serde_json::from_value(value))
    };
    values.into_iter().rev().map(row).collect()
}

fn framed(
    frame: Frame,
    posting: impl FnOnce() -> serde_json::Result<Posting>,
) -> Result<Row, String> {
    let posting = match frame.error {
        Some(error) => Err(error),
        None => Ok(posting().map_err(|error| plain(&error))?),
    };
    Ok(Row {
        id: text(frame.id).unwrap_or_default(),
        duplicate_of: text(frame.duplicate_of),
        posting,
    })
}

/// What is wrong, without the line that serde_json counts within the line.
fn plain(error: &serde_json::Error) -> String {
    let what = if error.is_data() {
        "it is no record"
    } else {
        "it is not JSON"
    };
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let reason: String = reason.chars().take(REASON).collect();
    format!("{what} ({reason})")
}

/// An id as text; `None` for null.
fn text(id: Value) -> Option<String> {
    match id {
        Value::Null => None,
        Value::String(id) => Some(id),
        other => Some(other.to_string()),
    }
}
