//! A view of a stream that grows on demand and can be looked at again until it is let go.

use std::io;

use crate::source::stream::Bytes;

/// Bytes read at a time.
const CHUNK: usize = 128 << 10;

/// Why a stream does not go on.
#[derive(Debug)]
pub(super) enum Fault {
    /// Its compressed data is damaged here; further on there may be good data again.
    Damaged(String),
    /// It cannot be read any more.
    Failed(io::Error),
}

/// What a window looks at.
pub(super) trait Stream {
    /// Reads some bytes; none at the end.
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Fault>;
}

impl Stream for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Fault> {
        loop {
            match io::Read::read(self, buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read.map_err(Fault::Failed),
            }
        }
    }
}

/// A window on a stream: what was read of it and not yet let go.
pub(super) struct Window<S> {
    pub(super) stream: S,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes in front of the window.
    offset: u64,
    /// How the stream ended.
    stopped: Option<Result<(), Fault>>,
}

impl<S: Stream> Window<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            offset: 0,
            stopped: None,
        }
    }

    /// What is in the window.
    pub(super) fn held(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// What is in the window, once at least `want` bytes are; fewer where the stream has no more.
    pub(super) fn fill(&mut self, want: usize) -> &[u8] {
        while self.end - self.start < want && self.stopped.is_none() {
            self.make_room();
            match self.stream.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.stopped = Some(Ok(())),
                Ok(read) => self.end += read,
                Err(fault) => self.stopped = Some(Err(fault)),
            }
        }
        self.held()
    }

    /// Lets the first bytes go.
    pub(super) fn consume(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.offset += count as u64;
    }

    /// Where in the stream the window begins.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The damage at which the stream ended, if it was read that far.
    pub(super) fn damage(&self) -> Option<&str> {
        match &self.stopped {
            Some(Err(Fault::Damaged(damage))) => Some(damage),
            _ => None,
        }
    }

    /// Whether nothing more will come into the window.
    pub(super) fn has_stopped(&self) -> bool {
        self.stopped.is_some()
    }

    /// The error by which the stream cannot be read on, if that is how it ended.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        match self.stopped.take() {
            Some(Err(Fault::Failed(error))) => {
                self.stopped = Some(Ok(()));
                Some(error)
            }
            stopped => {
                self.stopped = stopped;
                None
            }
        }
    }

    /// Begins anew with what the stream gives from now on.
    pub(super) fn restart(&mut self) {
        self.start = 0;
        self.end = 0;
        self.offset = 0;
        self.stopped = None;
    }

    /// Makes room behind the window. What is held is moved only when at least as much was let go,
    /// so that the moving does not add up.
    fn make_room(&mut self) {
        if self.buffer.len() - self.end >= CHUNK {
            return;
        }
        if self.start >= self.end - self.start {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < CHUNK {
            let more = self.buffer.len().max(CHUNK);
            self.buffer.resize(self.buffer.len() + more, 0);
        }
    }
}
