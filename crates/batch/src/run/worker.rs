//! The threads that make rows of inputs.

use std::fs::File;
use std::io::{self, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use jobgist::{Format, Options, Posting, Postings};
use serde_json::Value;

use crate::job::{Input, Job};
use crate::sink::{Encoder, Error, Row};

use super::RunOptions;
use super::flow::{Closed, Flow, Task};
use super::order::{End, Piece};

/// Stack of a worker: that of a main thread, so that a run takes what one posting alone may take.
const STACK_BYTES: usize = 8 << 20;

/// Rows of one input are handed on when there are so many bytes of them.
const PIECE_BYTES: usize = 256 << 10;

/// Starts the threads. They end when no more tasks come.
pub(super) fn start(
    flow: &Arc<Flow>,
    options: &RunOptions,
    encoder: &Encoder,
    pieces: &Sender<Piece>,
) -> Result<(), Error> {
    let threads = match options.threads {
        0 => thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    let shared = Arc::new((options.reading.clone(), options.format));
    for _ in 0..threads {
        let (flow, shared) = (flow.clone(), shared.clone());
        let (encoder, pieces) = (encoder.clone(), pieces.clone());
        let started = thread::Builder::new()
            .name("parse".to_owned())
            .stack_size(STACK_BYTES)
            .spawn({
                let flow = flow.clone();
                move || {
                    let (options, format) = &*shared;
                    while let Some(task) = flow.pop() {
                        let mut rows = Rows::new(&flow, &encoder, &pieces, &task);
                        if rows.answer(task.job, *format, options).is_err() {
                            return;
                        }
                    }
                }
            });
        if let Err(reason) = started {
            flow.abort();
            return Err(Error::Threads(reason));
        }
    }
    Ok(())
}

/// The rows of one input, handed on piece by piece.
struct Rows<'a> {
    flow: &'a Flow,
    encoder: &'a Encoder,
    pieces: &'a Sender<Piece>,
    number: u64,
    end: End,
    /// Bytes of the page, which wait no more when it is read.
    page_bytes: usize,
    rows: Vec<Row>,
    bytes: usize,
}

/// Why there is no (further) row of an input.
enum Trouble {
    /// It could not be read.
    Unread(String),
    /// Nobody wants more rows.
    Closed,
}

impl From<Closed> for Trouble {
    fn from(_: Closed) -> Self {
        Self::Closed
    }
}

impl<'a> Rows<'a> {
    fn new(flow: &'a Flow, encoder: &'a Encoder, pieces: &'a Sender<Piece>, task: &Task) -> Self {
        Self {
            flow,
            encoder,
            pieces,
            number: task.number,
            end: End {
                chain: task.chain,
                consumed: task.job.consumed,
            },
            page_bytes: task.bytes(),
            rows: Vec::new(),
            bytes: 0,
        }
    }

    /// Reads the input and hands its rows on.
    fn answer(
        &mut self,
        job: Job,
        format: Option<Format>,
        options: &Options,
    ) -> Result<(), Closed> {
        let id = job.id.clone();
        // One input that trips over a fault of the library must not take the others along.
        let read = catch_unwind(AssertUnwindSafe(|| self.read(job, format, options)));
        let trouble = match read {
            Ok(Ok(())) => None,
            Ok(Err(Trouble::Closed)) => return Err(Closed),
            Ok(Err(Trouble::Unread(reason))) => Some(reason),
            Err(_) => Some("internal error: this input could not be read".to_owned()),
        };
        if let Some(reason) = trouble {
            let row = self.encoder.failure(id, reason);
            self.add(row)?;
        }
        self.flow.release(self.page_bytes);
        self.hand_on(Some(self.end))
    }

    /// The rows of an input: one, or one for each posting in it. Where there are several, the
    /// number of each stands behind the input's id.
    fn read(&mut self, job: Job, format: Option<Format>, options: &Options) -> Result<(), Trouble> {
        let (name, Job { id, url, input, .. }) = (job.name(), job);
        let postings = parse(&name, input, format, options).map_err(Trouble::Unread)?;
        let several = postings.len() > 1;
        for (at, mut posting) in postings.enumerate() {
            if posting.source.url.is_none() {
                posting.source.url.clone_from(&url);
            }
            let id = if several {
                Value::from(format!("{name}#{}", at + 1))
            } else {
                id.clone()
            };
            self.add(self.encoder.posting(id, posting))?;
        }
        Ok(())
    }

    fn add(&mut self, row: Row) -> Result<(), Closed> {
        self.bytes += row.bytes();
        self.rows.push(row);
        if self.bytes >= PIECE_BYTES {
            self.hand_on(None)?;
        }
        Ok(())
    }

    fn hand_on(&mut self, end: Option<End>) -> Result<(), Closed> {
        let bytes = std::mem::take(&mut self.bytes);
        self.flow.add_rows(self.number, bytes)?;
        let piece = Piece {
            number: self.number,
            rows: std::mem::take(&mut self.rows),
            bytes,
            end,
        };
        self.pieces.send(piece).map_err(|_| Closed)
    }
}

/// Reads the postings of one input.
fn parse(
    name: &str,
    input: Input,
    format: Option<Format>,
    options: &Options,
) -> Result<Postings, String> {
    let (bytes, format) = match input {
        Input::File(path) => (read_file(&path, options.max_bytes)?, format),
        Input::Bytes { bytes, format: own } => (bytes, own.or(format)),
        Input::Unread(reason) => return Err(reason),
    };
    let options = Options {
        name: name.to_owned(),
        format,
        ..options.clone()
    };
    Posting::parse_all(&bytes, &options).map_err(|error| error.to_string())
}

/// Reads a file, but not (much) more of it than `limit` bytes: the library then says itself that
/// there is too much.
///
/// # Errors
/// When it cannot be read; in words, without the file's name.
pub fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, String> {
    let most = (limit as u64).saturating_add(1);
    let read = || -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let mut bytes = Vec::new();
        // Growing on the way would take up to twice the memory.
        let size = file.metadata().map_or(0, |about| about.len().min(most));
        bytes.reserve_exact(usize::try_from(size).unwrap_or(0).saturating_add(1));
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    })
}
