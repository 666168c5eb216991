//! Rows one behind the other, in a file or in what a caller gives: plain or compressed.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::compress::{Compression, Compressor};
use super::error::Error;
use super::file::{is_regular, open_behind, sync};
use super::journal::Extent;
use super::row::{Body, Row};
use super::{Cuts, Sink};

/// Rows of one member or frame of a compressed output. Fixed, so that a resumed output is the same
/// to the byte.
const MEMBER_ROWS: u64 = 1000;

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 16;

/// What the rows look like.
pub(super) struct Shape {
    /// What stands before the first row.
    pub(super) header: Vec<u8>,
    /// The original's id as it stands in the row of a duplicate.
    pub(super) original: fn(&str) -> Vec<u8>,
    pub(super) compression: Compression,
}

/// Rows, one behind the other.
pub(super) struct Stream {
    name: String,
    target: Target,
    /// What is not written yet. (A `BufWriter` would write it when dropped, behind the end of a
    /// file that was cut after an error.)
    buffer: Vec<u8>,
    /// Bytes written, those of the run before included.
    bytes: u64,
    compressor: Compressor,
    original: fn(&str) -> Vec<u8>,
}

enum Target {
    Given(Box<dyn Write>),
    File(File),
}

impl Stream {
    /// Rows to what the caller gives.
    pub(super) fn to_writer(
        name: String,
        writer: Box<dyn Write>,
        shape: Shape,
    ) -> Result<Self, Error> {
        Self::open(name, Target::Given(writer), 0, shape)
    }

    /// Rows to a file, behind its first `bytes` bytes: what stands behind those is cut off. Errors
    /// name it `name`.
    pub(super) fn to_file(
        name: String,
        path: &Path,
        bytes: u64,
        shape: Shape,
    ) -> Result<Self, Error> {
        match open_behind(path, bytes) {
            Ok(file) => Self::open(name, Target::File(file), bytes, shape),
            Err(reason) => Err(Error::Write { name, reason }),
        }
    }

    fn open(name: String, target: Target, bytes: u64, shape: Shape) -> Result<Self, Error> {
        let mut stream = Self {
            name,
            target,
            buffer: Vec::with_capacity(BUFFER),
            bytes,
            compressor: Compressor::new(shape.compression),
            original: shape.original,
        };
        if bytes == 0 && !shape.header.is_empty() {
            stream.put(&shape.header)?;
        }
        Ok(stream)
    }

    fn failed(&self, reason: io::Error) -> Error {
        Error::Write {
            name: self.name.clone(),
            reason,
        }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.compressor
            .put(bytes, &mut self.buffer)
            .map_err(|reason| self.failed(reason))?;
        if self.buffer.len() >= BUFFER {
            self.write_buffer()?;
        }
        Ok(())
    }

    fn write_buffer(&mut self) -> Result<(), Error> {
        let written = match &mut self.target {
            Target::Given(writer) => writer.write_all(&self.buffer).and_then(|()| writer.flush()),
            Target::File(file) => file.write_all(&self.buffer),
        };
        written.map_err(|reason| self.failed(reason))?;
        self.bytes += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    fn end_member(&mut self) -> Result<(), Error> {
        self.compressor
            .end_member(&mut self.buffer)
            .map_err(|reason| self.failed(reason))?;
        self.write_buffer()
    }
}

impl Sink for Stream {
    fn write(&mut self, row: Row, duplicate_of: Option<&str>) -> Result<(), Error> {
        match (row.body, duplicate_of) {
            (Body::Text(text), None) => self.put(&text.bytes),
            (Body::Text(text), Some(id)) => self.put(&text.with((self.original)(id))),
            _ => Ok(()),
        }
    }

    fn hand_on(&mut self) -> Result<(), Error> {
        // What a compressor holds back has no place between two members.
        self.write_buffer()
    }

    fn cuts(&self) -> Cuts {
        if self.compressor.has_members() {
            Cuts::EachRows(MEMBER_ROWS)
        } else {
            Cuts::Anywhere
        }
    }

    fn cut(&mut self) -> Result<Extent, Error> {
        self.end_member()?;
        if let Target::File(file) = &self.target {
            sync(file).map_err(|reason| self.failed(reason))?;
        }
        Ok(Extent::Bytes(self.bytes))
    }

    fn leave(&mut self) -> Result<(), Error> {
        self.end_member()
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.end_member()?;
        if self.bytes == 0 {
            self.compressor
                .empty_member(&mut self.buffer)
                .map_err(|reason| self.failed(reason))?;
        }
        self.cut().map(|_| ())
    }

    fn give_up(&mut self, extent: &Extent) {
        if let (Target::File(file), Extent::Bytes(bytes)) = (&self.target, extent)
            && is_regular(file)
        {
            // On a full disk this is the one thing that can still be done.
            let _ = file.set_len(*bytes);
        }
    }
}
