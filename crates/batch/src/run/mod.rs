//! Working through inputs: read, parse on several threads, write.
//!
//! A thread reads ahead, workers make rows of what it reads, and the calling thread writes them, in
//! the order of the inputs or as they come. What is under way is bounded in number and in bytes, so
//! that memory does not grow with the input; and a row is written as soon as it can be, so that a
//! program that feeds rows one by one gets each answer at once.
//!
//! ```no_run
//! use jobgist_batch::run::{RunOptions, run};
//! use jobgist_batch::sink::{Form, Opened, Output, OutputOptions, Target};
//! use jobgist_batch::source::Sources;
//!
//! let sources = Sources {
//!     paths: vec!["saved".into()],
//!     ..Sources::default()
//! };
//! let target = Target::Path("records.parquet".into());
//! if let Opened::Output(output) = Output::open(target, &OutputOptions::new(Form::Parquet))? {
//!     let summary = run(sources.open()?, &RunOptions::default(), output, &mut |_| {})?;
//!     assert!(!summary.stopped);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod flow;
mod order;
mod reader;
mod worker;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::Duration;

use jobgist::{Format, Options};

use crate::job::Job;
use crate::sink::{Error, Output};

use flow::Flow;
use order::{Order, Piece};

pub use worker::read_file;

/// Why inputs ended before their time.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// How long the writer waits before it looks whether it shall stop.
const PATIENCE: Duration = Duration::from_millis(50);

/// How inputs are worked through.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// How postings are read; the name is filled in for each.
    pub reading: Options,
    /// The format of inputs that do not say theirs; told from their content when `None`.
    pub format: Option<Format>,
    /// Number of threads that parse; 0 is one a processor.
    pub threads: usize,
    /// Rows are written as they come, in any order.
    pub unordered: bool,
    /// Set by anybody to end the run early: what has begun is finished and written.
    pub stop: Arc<AtomicBool>,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            reading: Options::default(),
            format: None,
            threads: 0,
            unordered: false,
            stop: Arc::new(AtomicBool::new(false)),
        }
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows written; those of an earlier run that is gone on with, error rows and left-out
    /// duplicates included.
    pub rows: u64,
    /// Error rows among them.
    pub errors: u64,
    /// Rows among them that repeat an earlier one, where duplicates are looked for.
    pub duplicates: u64,
    /// Bytes of the sources that are done, as they lie there.
    pub bytes: u64,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// What was done.
    pub progress: Progress,
    /// It was stopped before the inputs were done.
    pub stopped: bool,
    /// Rows that stand in the output for good; less than were done where a stopped run can be gone
    /// on with from an earlier point only.
    pub safe_rows: u64,
}

/// Works through `jobs` into `output`, and says through `progress` how far it is.
///
/// Jobs that an earlier run has done are passed over. The reading of `jobs` happens on a thread of
/// its own, which is not waited for when the run is stopped: it may hang in a read.
///
/// # Errors
/// When the inputs cannot be read on or the output cannot be written. What is written until then
/// stays, and can be gone on with where the output is a path.
pub fn run<J, E>(
    jobs: J,
    options: &RunOptions,
    mut output: Box<Output>,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Summary, Error>
where
    J: Iterator<Item = Result<Job, E>> + Send + 'static,
    E: Into<Cause>,
{
    let flow = Arc::new(Flow::default());
    let (sender, pieces) = channel();
    worker::start(&flow, options, &output.encoder(), &sender)?;
    drop(sender);
    reader::start(jobs, &flow, output.mark().clone(), options.stop.clone())?;
    let mut writer = Writer {
        flow: &flow,
        order: Order::new(output.mark().clone(), options.unordered),
        output: &mut output,
        bytes: 0,
        progress,
    };
    let ended = writer.write(&pieces, &options.stop);
    let done = writer.so_far();
    let stopped = options.stop.load(Ordering::SeqCst);
    if let Err(error) = ended {
        flow.abort();
        output.give_up();
        return Err(error);
    }
    let cause = flow.take_cause();
    let ended = if stopped || cause.is_some() {
        output.interrupt()
    } else {
        output.finish()
    };
    if let Err(error) = ended {
        output.give_up();
        return Err(error);
    }
    match cause {
        // What is wrong may be said by this library.
        Some(cause) if !stopped => Err(cause
            .downcast::<Error>()
            .map_or_else(Error::Source, |error| *error)),
        _ => Ok(Summary {
            progress: done,
            stopped,
            safe_rows: if stopped {
                output.safe_rows()
            } else {
                done.rows
            },
        }),
    }
}

/// The part of a run that happens on the calling thread.
struct Writer<'a> {
    flow: &'a Flow,
    order: Order,
    output: &'a mut Output,
    bytes: u64,
    progress: &'a mut dyn FnMut(&Progress),
}

impl Writer<'_> {
    /// Writes what the workers give, until they are done.
    fn write(&mut self, pieces: &Receiver<Piece>, stop: &AtomicBool) -> Result<(), Error> {
        self.flow.turn(self.order.current());
        while let Some(piece) = self.next(pieces, stop)? {
            self.order.add(piece);
            while let Some(piece) = self.order.next() {
                self.write_piece(piece)?;
            }
        }
        Ok(())
    }

    /// The next piece; `None` when there are no more. Rows are handed on before it is waited for.
    fn next(
        &mut self,
        pieces: &Receiver<Piece>,
        stop: &AtomicBool,
    ) -> Result<Option<Piece>, Error> {
        let look = || {
            if stop.load(Ordering::SeqCst) {
                self.flow.stop();
            }
        };
        look();
        match pieces.try_recv() {
            Ok(piece) => return Ok(Some(piece)),
            Err(TryRecvError::Disconnected) => return Ok(None),
            Err(TryRecvError::Empty) => self.output.hand_on()?,
        }
        loop {
            look();
            match pieces.recv_timeout(PATIENCE) {
                Ok(piece) => return Ok(Some(piece)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn write_piece(&mut self, piece: Piece) -> Result<(), Error> {
        let number = piece.number;
        for row in piece.rows {
            self.output.write(row)?;
        }
        self.flow.written(number, piece.bytes);
        if let Some(end) = piece.end {
            self.output.finished(number, end.chain)?;
            self.flow.finished(number);
            self.bytes = self.bytes.max(end.consumed);
        }
        self.flow.turn(self.order.current());
        let so_far = self.so_far();
        (self.progress)(&so_far);
        Ok(())
    }

    fn so_far(&self) -> Progress {
        let mark = self.output.mark();
        Progress {
            rows: mark.rows,
            errors: mark.errors,
            duplicates: mark.duplicates,
            bytes: self.bytes,
        }
    }
}

#[cfg(test)]
mod tests;
