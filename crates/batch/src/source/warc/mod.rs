//! Web crawls: WARC files, compressed member by member, as a whole, or not at all.
//!
//! A record that is damaged, cut, or of a wrong length is named, and reading goes on at the next
//! place where a record begins; however long the file, no more than one record is held.

mod content;
mod header;
mod members;
mod record;
mod window;

use std::path::{Path, PathBuf};

use memchr::memmem;
use serde_json::Value;

use super::stream::{self, Count, Packing};
use super::{Error, Reader, Sources, job, kind, name};
use crate::job::{Input, Job};
use content::Content;
use header::{Header, LONGEST, VERSION};
use members::{Members, Next};
use record::{Bad, Record};
use window::Window;

/// Bytes behind a record that are looked at for the beginning of the next.
const GLANCE: usize = 64;

/// Reads the pages of a crawl.
pub(super) struct Records {
    path: PathBuf,
    window: Window<Members>,
    count: Count,
    /// Pages over this many bytes are unread.
    limit: usize,
    /// Size of a file that lies there uncompressed.
    size: Option<u64>,
    /// The last record was bad: the next one has to be looked for, and what is bad up to there has
    /// been said.
    lost: bool,
    /// The window stands at the beginning of a member.
    fresh: bool,
    /// There is nothing more, or it cannot be read.
    ended: bool,
}

/// What stands at the beginning of the window.
enum Step {
    /// A page or a bad record: a job.
    Job(Job),
    /// Something to pass over.
    Pass,
    /// Nothing more.
    End,
}

impl Records {
    /// Opens a crawl.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn open(path: &Path, size: Option<u64>, sources: &Sources) -> Result<Self, Error> {
        let opened = stream::open_packed(path).map_err(|error| Error::read(path, &error))?;
        let gzip = match opened.packing {
            Packing::Gzip => true,
            Packing::Zstandard => false,
            // The first member may be damaged where it says that it is one.
            Packing::None => kind::ending(path) == "gz" && !VERSION.starts_with(&opened.head),
        };
        let packed = gzip || opened.packing == Packing::Zstandard;
        Ok(Self {
            path: path.to_owned(),
            window: Window::new(Members::new(opened.bytes, gzip)),
            count: opened.count,
            limit: sources.max_bytes,
            size: size.filter(|_| !packed),
            lost: false,
            fresh: true,
            ended: false,
        })
    }

    /// The next job; without its content where that is not `wanted`.
    fn advance(&mut self, wanted: bool) -> Result<Option<Job>, Error> {
        while !self.ended {
            let step = self.step(wanted);
            self.ended = matches!(step, Err(_) | Ok(Step::End));
            if let Step::Job(job) = step? {
                return Ok(Some(job));
            }
        }
        Ok(None)
    }

    fn step(&mut self, wanted: bool) -> Result<Step, Error> {
        let fresh = std::mem::take(&mut self.fresh);
        let at_record = if self.lost && !fresh {
            self.find_record()
        } else {
            self.pass_newlines()
        };
        if !at_record {
            return self.next_member();
        }
        if self.window.fill(VERSION.len()).starts_with(VERSION) {
            self.lost = false;
            return self.record(wanted);
        }
        if self.lost {
            return Ok(Step::Pass);
        }
        Ok(self.bad(Bad::new("no record begins here"), 0))
    }

    /// Reads the record at the beginning of the window.
    fn record(&mut self, wanted: bool) -> Result<Step, Error> {
        let (start, length) = match self.measure() {
            Ok(measured) => measured,
            Err(bad) => return Ok(self.bad(bad, 0)),
        };
        let most = self.limit.saturating_add(LONGEST);
        let length = match usize::try_from(length) {
            Ok(length) if length <= most => length,
            _ => return Ok(self.pass_long(start, length)),
        };
        let end = start.saturating_add(length);
        // With the two empty lines behind it, and a glance at what follows them.
        self.window.fill(end.saturating_add(4 + VERSION.len()));
        let held = self.window.held();
        let Some((header, _)) = Header::read(held) else {
            return Ok(self.bad(Bad::new("its header does not end"), 0));
        };
        if let Err((reason, good)) = self.check(start, end) {
            let bad = Bad::of(&header, reason);
            return Ok(self.bad(bad, good));
        }
        let record = Record {
            header,
            block: &held[start..end],
        };
        let found = record.read(wanted, self.limit);
        let job = found.map(|input| self.job(record.id(), record.url(), input));
        self.window.consume(end);
        Ok(job.map_or(Step::Pass, Step::Job))
    }

    /// Whether the record in the window is whole and ends where its header says: otherwise why not,
    /// and how much of it cannot be the beginning of another.
    fn check(&self, start: usize, end: usize) -> Result<(), (String, usize)> {
        let held = self.window.held();
        let Some(behind) = held.get(end..) else {
            let reason = match self.window.damage() {
                Some(damage) => damage.to_owned(),
                None => format!("it ends {} bytes early", end - held.len()),
            };
            return Err((reason, start));
        };
        let is_ended = behind.starts_with(b"\r\n\r\n");
        // Some writers forget the lines that end a record, or a part of them.
        let behind = behind[..behind.len().min(GLANCE)].trim_ascii_start();
        if !is_ended && !behind.starts_with(&VERSION[..behind.len().min(VERSION.len())]) {
            return Err(("its Content-Length is wrong".to_owned(), start));
        }
        // The checksum of the data stands behind the last record.
        match self.window.damage() {
            Some(damage) if behind.is_empty() => Err((damage.to_owned(), end)),
            _ => Ok(()),
        }
    }

    /// Where the content of the record begins, and its length.
    fn measure(&mut self) -> Result<(usize, u64), Bad> {
        // Most headers are there at once: a window is not filled for the longest one.
        for want in [1, 4 << 10, LONGEST] {
            if Header::read(self.window.fill(want)).is_some() {
                break;
            }
        }
        let Some((header, start)) = Header::read(self.window.held()) else {
            let damage = self.window.damage();
            return Err(Bad::new(damage.unwrap_or("its header does not end")));
        };
        match header.get("Content-Length").map(|length| length.parse()) {
            Some(Ok(length)) => Ok((start, length)),
            Some(Err(_)) => Err(Bad::of(&header, "its Content-Length is no number")),
            None => Err(Bad::of(&header, "it has no Content-Length")),
        }
    }

    /// Passes over a record that is longer than any page may be.
    fn pass_long(&mut self, start: usize, length: u64) -> Step {
        self.window.fill(start.saturating_add(LONGEST));
        let held = self.window.held();
        let Some((header, _)) = Header::read(held) else {
            return self.bad(Bad::new("its header does not end"), 0);
        };
        let left = self
            .size
            .map(|size| size.saturating_sub(self.window.offset()));
        if left.is_some_and(|left| length > left) {
            let bad = Bad::of(&header, "its Content-Length is wrong");
            return self.bad(bad, start);
        }
        let job = match content::classify(&header, &held[start..]) {
            Content::Other => None,
            _ => {
                let reason = format!("it is larger than {} bytes", self.limit);
                Some(self.bad_job(Bad::of(&header, reason)))
            }
        };
        let short = self.bad_job(Bad::of(&header, "it ends early"));
        self.window.consume(start);
        let mut left = length;
        while left > 0 && !self.window.fill(1).is_empty() {
            let held = self.window.held().len();
            let passed = usize::try_from(left).unwrap_or(usize::MAX).min(held);
            self.window.consume(passed);
            left -= passed as u64;
        }
        if left > 0 && job.is_none() && self.window.damage().is_none() {
            // What its wrong length took with it is named by it.
            return Step::Job(short);
        }
        job.map_or(Step::Pass, Step::Job)
    }

    /// Passes over empty lines, and says whether something stands behind them.
    fn pass_newlines(&mut self) -> bool {
        loop {
            let held = self.window.fill(1);
            let newlines = held.len() - held.trim_ascii_start().len();
            let more = newlines == held.len();
            self.window.consume(newlines);
            if !more {
                return true;
            }
            if newlines == 0 {
                return false;
            }
        }
    }

    /// Goes to the next line at which a record may begin.
    fn find_record(&mut self) -> bool {
        const LINE: &[u8] = b"\nWARC/1.";
        loop {
            let held = self.window.fill(LINE.len());
            let (found, length) = (memmem::find(held, LINE), held.len());
            if let Some(at) = found {
                self.window.consume(at + 1);
                return true;
            }
            if self.window.has_stopped() {
                return false;
            }
            self.window.consume(length.saturating_sub(LINE.len() - 1));
        }
    }

    /// Goes on behind the end of a member.
    fn next_member(&mut self) -> Result<Step, Error> {
        if let Some(error) = self.window.take_failure() {
            return Err(Error::read(&self.path, &error));
        }
        let damage = self.window.damage().map(str::to_owned);
        if let Some(damage) = &damage
            && !self.lost
        {
            return Ok(self.bad(Bad::new(damage), 0));
        }
        let next = self.window.stream.next(damage.is_some());
        let next = next.map_err(|error| Error::read(&self.path, &error))?;
        self.window.restart();
        self.fresh = true;
        Ok(match next {
            Next::End => Step::End,
            Next::Member => Step::Pass,
            Next::Behind { .. } if self.lost => Step::Pass,
            Next::Behind { offset } => {
                self.lost = true;
                let reason = format!("what gzip has not compressed, at byte {offset}");
                let id = format!("{}@{offset}", name(&self.path));
                Step::Job(job(Value::from(id), None, Input::Unread(reason)))
            }
        })
    }

    /// Names a bad record; the first bytes of it are not looked through for the next one.
    fn bad(&mut self, bad: Bad, pass: usize) -> Step {
        let job = self.bad_job(bad);
        // The line feed in front of the next record has to stay.
        self.window.consume(pass.saturating_sub(1));
        self.lost = true;
        Step::Job(job)
    }

    fn bad_job(&self, bad: Bad) -> Job {
        let members = &self.window.stream;
        let (start, offset) = (members.start(), self.window.offset());
        let place = match (members.is_gzip(), offset) {
            (false, _) => format!("byte {offset}"),
            (true, 0) => format!("byte {start}"),
            (true, _) => format!("byte {offset} of the gzip member at byte {start}"),
        };
        let reason = format!("{}, at {place}", bad.reason);
        self.job(bad.id, bad.url, Input::Unread(reason))
    }

    /// A job; one without an id is named by where it stands.
    fn job(&self, id: Option<String>, url: Option<String>, input: Input) -> Job {
        let id = id.unwrap_or_else(|| {
            let members = &self.window.stream;
            let (start, offset) = (members.start(), self.window.offset());
            let path = name(&self.path);
            match (members.is_gzip(), offset) {
                (false, _) => format!("{path}@{offset}"),
                (true, 0) => format!("{path}@{start}"),
                (true, _) => format!("{path}@{start}+{offset}"),
            }
        });
        job(Value::from(id), url, input)
    }
}

impl Reader for Records {
    fn next_job(&mut self) -> Option<Result<Job, Error>> {
        self.advance(true).transpose()
    }

    fn bytes_read(&self) -> u64 {
        self.count.get()
    }
}

#[cfg(test)]
mod content_tests;
#[cfg(test)]
mod tests;
