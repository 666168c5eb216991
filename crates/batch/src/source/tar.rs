//! Tape archives of pages.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tar::{EntryType, Header, PaxExtensions};

use super::archive::Members;
use super::stream::{self, Bytes, Count, bounded};
use super::{Error, Reader, Sources};
use crate::job::{Input, Job};

/// Size of a header, and what the size of content is rounded up to.
const BLOCK: usize = 512;
/// Longest description of a member (its long name, its attributes), in bytes.
const LONGEST: u64 = 64 << 10;

/// Reads an archive member by member. The `tar` crate reads the headers; its own walk would hold
/// long names of any length.
pub(super) struct Archive {
    path: PathBuf,
    bytes: Bytes,
    count: Count,
    members: Members,
    /// Where in the archive, decompressed, we are.
    offset: u64,
    ended: bool,
}

/// What stands in front of a member about it.
#[derive(Default)]
struct About {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

impl Archive {
    /// Opens an archive, compressed or not.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn open(path: &Path, sources: &Sources) -> Result<Self, Error> {
        let (bytes, count) = stream::open(path).map_err(|error| Error::read(path, &error))?;
        Ok(Self {
            path: path.to_owned(),
            bytes,
            count,
            members: Members::new(path, sources)?,
            offset: 0,
            ended: false,
        })
    }

    /// The next job; without its content where that is not `wanted`.
    fn advance(&mut self, wanted: bool) -> Result<Option<Job>, Error> {
        if self.ended {
            return Ok(None);
        }
        let job = self.next_member(wanted);
        self.ended = !matches!(job, Ok(Some(_)));
        job
    }

    fn next_member(&mut self, wanted: bool) -> Result<Option<Job>, Error> {
        let mut about = About::default();
        while let Some(header) = self.header()? {
            let size = match about.size {
                Some(size) => size,
                None => header.entry_size().map_err(|error| self.failed(&error))?,
            };
            match header.entry_type() {
                EntryType::GNULongName => {
                    about.name = self.description(size)?.map(up_to_zero);
                    continue;
                }
                EntryType::XHeader => {
                    about.read(&self.description(size)?.unwrap_or_default());
                    continue;
                }
                EntryType::XGlobalHeader | EntryType::GNULongLink => {
                    self.pass(size)?;
                    continue;
                }
                EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {}
                _ => {
                    self.pass(size)?;
                    about = About::default();
                    continue;
                }
            }
            let name = about.name.take();
            let name = name.unwrap_or_else(|| header.path_bytes().into_owned());
            let name = String::from_utf8_lossy(&name);
            about = About::default();
            if !self.members.is_read(&name) {
                self.pass(size)?;
                continue;
            }
            let input = self.member(&name, header.entry_type(), size, wanted)?;
            return Ok(Some(self.members.job(&name, input)));
        }
        Ok(None)
    }

    /// The input of a member.
    fn member(
        &mut self,
        name: &str,
        kind: EntryType,
        size: u64,
        wanted: bool,
    ) -> Result<Input, Error> {
        let refused = match kind {
            EntryType::GNUSparse => Some(Input::Unread("it is a sparse file".to_owned())),
            _ => self.members.refused(name, size),
        };
        if refused.is_some() || !wanted {
            self.pass(size)?;
            return Ok(refused.unwrap_or_else(|| Input::Unread(String::new())));
        }
        let bytes = self.content(size)?;
        Ok(self.members.input(bytes))
    }

    /// Reads a header; `None` at the end of the archive.
    fn header(&mut self) -> Result<Option<Header>, Error> {
        let block = bounded(&mut self.bytes, BLOCK).map_err(|error| self.failed(&error))?;
        self.offset += block.len() as u64;
        // Some writers leave out the empty block at the end.
        if block.is_empty() || block.len() == BLOCK && block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        if block.len() < BLOCK {
            return Err(self.cut());
        }
        let header = Header::from_byte_slice(&block).clone();
        // The checksum's own eight bytes count as spaces.
        let sum: u32 = block[..148]
            .iter()
            .chain(&block[156..])
            .map(|byte| u32::from(*byte))
            .sum();
        if header.cksum().ok() != Some(sum + 8 * u32::from(b' ')) {
            let place = self.offset - BLOCK as u64;
            let reason = format!("it is no tar archive, or damaged, at byte {place}");
            return Err(Error::unusable(&self.path, reason));
        }
        Ok(Some(header))
    }

    /// What stands in front of a member about it; what is too long for that is passed over.
    fn description(&mut self, size: u64) -> Result<Option<Vec<u8>>, Error> {
        if size > LONGEST {
            self.pass(size)?;
            return Ok(None);
        }
        self.content(size).map(Some)
    }

    /// Reads content of a bounded size, and what fills up its last block.
    fn content(&mut self, size: u64) -> Result<Vec<u8>, Error> {
        let most = usize::try_from(size).unwrap_or(usize::MAX);
        let bytes = bounded(&mut self.bytes, most).map_err(|error| self.failed(&error))?;
        self.offset += bytes.len() as u64;
        if (bytes.len() as u64) < size {
            return Err(self.cut());
        }
        self.pass_exactly(padding(size))?;
        Ok(bytes)
    }

    /// Passes over content and what fills up its last block.
    fn pass(&mut self, size: u64) -> Result<(), Error> {
        self.pass_exactly(size.saturating_add(padding(size)))
    }

    fn pass_exactly(&mut self, count: u64) -> Result<(), Error> {
        let passed = io::copy(&mut self.bytes.by_ref().take(count), &mut io::sink());
        let passed = passed.map_err(|error| self.failed(&error))?;
        self.offset += passed;
        if passed < count {
            return Err(self.cut());
        }
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> Error {
        Error::read(&self.path, error)
    }

    fn cut(&self) -> Error {
        Error::unusable(&self.path, "the archive ends early")
    }
}

impl Reader for Archive {
    fn next_job(&mut self) -> Option<Result<Job, Error>> {
        self.advance(true).transpose()
    }

    fn bytes_read(&self) -> u64 {
        self.count.get()
    }
}

impl About {
    /// Reads attributes of a member.
    fn read(&mut self, attributes: &[u8]) {
        for attribute in PaxExtensions::new(attributes).flatten() {
            match attribute.key_bytes() {
                b"path" => self.name = Some(attribute.value_bytes().to_vec()),
                b"size" => self.size = attribute.value().ok().and_then(|size| size.parse().ok()),
                _ => {}
            }
        }
    }
}

/// A name up to the zero behind it.
fn up_to_zero(mut name: Vec<u8>) -> Vec<u8> {
    let end = name.iter().position(|byte| *byte == 0);
    name.truncate(end.unwrap_or(name.len()));
    name
}

/// Bytes that fill up the last block of content.
fn padding(size: u64) -> u64 {
    let block = BLOCK as u64;
    (block - size % block) % block
}
