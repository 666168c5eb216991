//! Files and standard input as streams of bytes, decompressed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::error::plain;
use super::{is_stdin, kind};
use crate::job::Input;

/// Bytes read from a file at a time.
const CHUNK: usize = 128 << 10;
/// So many first bytes tell what a stream holds.
const HEAD: usize = 4 << 10;
/// First bytes of what gzip has compressed.
const GZIP: &[u8] = b"\x1f\x8b";
/// First bytes of what Zstandard has compressed.
const ZSTANDARD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Counts the bytes that are read of a file, as they lie there.
#[derive(Debug, Clone, Default)]
pub(super) struct Count(Arc<AtomicU64>);

impl Count {
    /// Bytes read so far.
    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A reader that counts.
struct Counted<R> {
    inner: R,
    count: Count,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.0.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A stream of bytes.
pub(super) type Bytes = Box<dyn BufRead + Send>;

/// A file or standard input as it is, and the count of what is read of it.
///
/// # Errors
/// When it cannot be opened.
fn open_raw(path: &Path) -> io::Result<(Bytes, Count)> {
    let inner: Box<dyn Read + Send> = if is_stdin(path) {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    let count = Count::default();
    let counted = Counted {
        inner,
        count: count.clone(),
    };
    Ok((Box::new(BufReader::with_capacity(CHUNK, counted)), count))
}

/// A stream, and how it is compressed.
pub(super) struct Opened {
    /// The stream; decompressed, but for gzip.
    pub(super) bytes: Bytes,
    /// What is read of the file.
    pub(super) count: Count,
    /// What its first bytes say.
    pub(super) packing: Packing,
    /// Its first four bytes, as they lie there.
    pub(super) head: Vec<u8>,
}

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    None,
    /// By gzip.
    Gzip,
    /// By Zstandard.
    Zstandard,
}

/// What the first bytes of data say about its compression.
pub(super) fn packing(bytes: &[u8]) -> Packing {
    if bytes.starts_with(GZIP) {
        Packing::Gzip
    } else if bytes.starts_with(ZSTANDARD) {
        Packing::Zstandard
    } else {
        Packing::None
    }
}

/// A file or standard input; what gzip has compressed stays so.
///
/// # Errors
/// When it cannot be opened.
pub(super) fn open_packed(path: &Path) -> io::Result<Opened> {
    let (raw, count) = open_raw(path)?;
    let (head, bytes) = peek(raw)?;
    let packing = packing(&head);
    let bytes: Bytes = if packing == Packing::Zstandard {
        let decoder = zstd::stream::read::Decoder::with_buffer(bytes)?;
        Box::new(BufReader::with_capacity(CHUNK, decoder))
    } else {
        bytes
    };
    Ok(Opened {
        bytes,
        count,
        packing,
        head,
    })
}

/// A file or standard input without its compression, which its first bytes tell.
///
/// # Errors
/// When it cannot be opened.
pub(super) fn open(path: &Path) -> io::Result<(Bytes, Count)> {
    let opened = open_packed(path)?;
    let bytes: Bytes = if opened.packing == Packing::Gzip {
        let decoder = MultiGzDecoder::new(opened.bytes);
        Box::new(BufReader::with_capacity(CHUNK, decoder))
    } else {
        opened.bytes
    };
    Ok((bytes, opened.count))
}

/// The first bytes of a file, decompressed.
///
/// # Errors
/// When it cannot be read.
pub(super) fn head(path: &Path) -> io::Result<Vec<u8>> {
    open(path).and_then(|(bytes, _)| bounded(bytes, HEAD))
}

/// The first bytes of standard input, decompressed; they stay to be read.
///
/// # Errors
/// When it cannot be read.
pub(super) fn head_of_stdin() -> io::Result<Vec<u8>> {
    let mut stdin = io::stdin().lock();
    let first = stdin.fill_buf()?;
    if packing(first) != Packing::Gzip {
        return Ok(first[..first.len().min(HEAD)].to_vec());
    }
    let mut head = Vec::new();
    // What is at hand may end in the middle of it; what was unpacked by then is there.
    let _ = MultiGzDecoder::new(first)
        .take(HEAD as u64)
        .read_to_end(&mut head);
    Ok(head)
}

/// The first four bytes (fewer if there are no more), and the stream with them.
fn peek(mut raw: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    raw.by_ref().take(4).read_to_end(&mut head)?;
    let whole = Cursor::new(head.clone()).chain(raw);
    Ok((head, Box::new(whole)))
}

/// The input that a page's file is. What the library or a worker can read itself stays a file.
pub(super) fn page(path: &Path, limit: usize) -> Input {
    let file = || Input::File(PathBuf::from(path));
    let read = if is_stdin(path) {
        // One byte more than is allowed: the library then says itself that it is too much.
        open_raw(path).and_then(|(bytes, _)| bounded(bytes, limit.saturating_add(1)))
    } else if kind::ending(path) == "zst" {
        match open(path).and_then(|(bytes, _)| bounded(bytes, limit.saturating_add(1))) {
            Ok(bytes) if bytes.len() > limit => return too_long(limit),
            read => read,
        }
    } else {
        return file();
    };
    match read {
        Ok(bytes) => Input::Bytes {
            bytes,
            format: None,
        },
        Err(error) => Input::Unread(plain(&error)),
    }
}

/// At most `most` bytes of a stream.
///
/// # Errors
/// When it cannot be read.
pub(super) fn bounded(reader: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a page over the limit is answered with.
pub(super) fn too_long(limit: usize) -> Input {
    Input::Unread(format!("it is larger than {limit} bytes"))
}
