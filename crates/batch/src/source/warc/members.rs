//! The members of a gzip file, one after the other, past damaged ones.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem;

use super::window::{Fault, Stream, Window};
use crate::source::error::plain;
use crate::source::stream::Bytes;

/// How every member begins.
pub(super) const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// Compressed bytes that are kept of a member, to look through when it turns out to be damaged:
/// damaged data can be taken for a part of what lies behind it.
const KEPT: usize = 8 << 20;

/// Decompresses member by member. Its read ends at the end of each.
pub(super) struct Members {
    /// Between members, and where there is no gzip.
    raw: Option<Raw>,
    /// In a member.
    decoder: Option<GzDecoder<Raw>>,
    gzip: bool,
    /// Where the member begins.
    start: u64,
}

/// Where a new member begins, or why none does.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// A member begins.
    Member,
    /// There are bytes that are no member, and perhaps a member behind them.
    Behind {
        /// Where those bytes begin.
        offset: u64,
    },
    /// There is no more.
    End,
}

impl Members {
    /// Members of gzip data; other data is one member.
    pub(super) fn new(bytes: Bytes, gzip: bool) -> Self {
        Self {
            raw: Some(Raw::new(bytes)),
            decoder: None,
            gzip,
            start: 0,
        }
    }

    /// Where the current member begins.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Whether the data is compressed.
    pub(super) fn is_gzip(&self) -> bool {
        self.gzip
    }

    /// Goes on to the next member; `damaged`: the current one has to be looked through for it.
    ///
    /// # Errors
    /// When the data cannot be read.
    pub(super) fn next(&mut self, damaged: bool) -> io::Result<Next> {
        if !self.gzip {
            return Ok(Next::End);
        }
        let raw = match self.decoder.take() {
            Some(decoder) => decoder.into_inner(),
            None => match self.raw.take() {
                Some(raw) => raw,
                None => return Ok(Next::End),
            },
        };
        self.begin(raw, damaged)
    }

    fn begin(&mut self, mut raw: Raw, damaged: bool) -> io::Result<Next> {
        if damaged {
            raw.rewind(self.start);
        } else {
            raw.let_go();
        }
        let offset = raw.window.offset();
        // Tapes and block devices fill up with zeros.
        let padded = raw.pass_zeros();
        let found = raw.window.fill(MAGIC.len()).starts_with(MAGIC) || raw.find_magic();
        if let Some(error) = raw.window.take_failure() {
            return Err(error);
        }
        self.start = raw.window.offset();
        if found {
            self.decoder = Some(GzDecoder::new(raw));
        } else {
            self.raw = Some(raw);
        }
        Ok(if offset + padded < self.start {
            Next::Behind { offset }
        } else if found {
            Next::Member
        } else {
            Next::End
        })
    }
}

impl Stream for Members {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Fault> {
        if let Some(decoder) = &mut self.decoder {
            return decoder.read(buffer).map_err(|error| {
                let failed = decoder.get_mut().failed.take();
                failed.map_or_else(|| Fault::Damaged(plain(&error)), Fault::Failed)
            });
        }
        match &mut self.raw {
            Some(raw) if !self.gzip => Stream::read(&mut raw.window.stream, buffer),
            _ => Ok(0),
        }
    }
}

/// Compressed data, of which the current member is kept as far as that goes.
struct Raw {
    window: Window<Bytes>,
    /// Bytes of the window that were read.
    read: usize,
    /// Bytes that were read again because of damage.
    read_again: u64,
    failed: Option<io::Error>,
}

impl Raw {
    fn new(bytes: Bytes) -> Self {
        Self {
            window: Window::new(bytes),
            read: 0,
            read_again: 0,
            failed: None,
        }
    }

    /// Lets go what was read.
    fn let_go(&mut self) {
        self.window.consume(self.read);
        self.read = 0;
    }

    /// Goes back behind the first byte of a damaged member that began at `start`, if it is still
    /// there. Data made for it could have itself read again and again: as much is read twice as
    /// once, no more.
    fn rewind(&mut self, start: u64) {
        let again = self.read as u64;
        let allowed = self.window.offset() + again + KEPT as u64;
        if self.window.offset() == start && self.read_again + again <= allowed {
            self.read_again += again;
            self.window.consume(1);
            self.read = 0;
        } else {
            self.let_go();
        }
    }

    /// Passes over zeros, and says over how many.
    fn pass_zeros(&mut self) -> u64 {
        let mut passed = 0;
        loop {
            let held = self.window.fill(1);
            let zeros = held.iter().take_while(|byte| **byte == 0).count();
            let more = zeros > 0 && zeros == held.len();
            self.window.consume(zeros);
            passed += zeros as u64;
            if !more {
                return passed;
            }
        }
    }

    /// Goes to the next place where a member may begin.
    fn find_magic(&mut self) -> bool {
        loop {
            let held = self.window.fill(MAGIC.len() + 1);
            let length = held.len();
            if let Some(at) = memmem::find(held, MAGIC) {
                // The upper bits of the flags mean nothing, and must not be set.
                let flags = self.window.fill(at + MAGIC.len() + 1).get(at + MAGIC.len());
                let begins = flags.is_some_and(|flags| flags & 0xe0 == 0);
                self.window.consume(if begins { at } else { at + 1 });
                if begins {
                    return true;
                }
                continue;
            }
            if self.window.has_stopped() {
                self.window.consume(length);
                return false;
            }
            self.window.consume(length.saturating_sub(MAGIC.len() - 1));
        }
    }
}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read > KEPT {
            self.let_go();
        }
        if self.window.fill(self.read + 1).len() == self.read
            && let Some(error) = self.window.take_failure()
        {
            self.failed = Some(error);
            return Err(io::Error::other("it cannot be read on"));
        }
        Ok(&self.window.held()[self.read..])
    }

    fn consume(&mut self, count: usize) {
        self.read += count;
    }
}
