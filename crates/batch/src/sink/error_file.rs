//! The file that gets the error rows besides the output.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::file::{open_behind, sync};

/// A file of error rows. It is written as they come: somebody may be watching it.
#[derive(Debug)]
pub(super) struct ErrorFile {
    path: PathBuf,
    file: File,
    bytes: u64,
}

impl ErrorFile {
    /// Opens it behind its first `bytes` bytes; what stands behind those is cut off.
    pub(super) fn open(path: &Path, bytes: u64) -> Result<Self, Error> {
        let file = open_behind(path, bytes).map_err(|reason| Error::write(path, reason))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            bytes,
        })
    }

    /// Adds a row.
    pub(super) fn write(&mut self, line: &str) -> Result<(), Error> {
        self.file
            .write_all(line.as_bytes())
            .map_err(|reason| Error::write(&self.path, reason))?;
        self.bytes += line.len() as u64;
        Ok(())
    }

    /// Makes it durable, and gives its length.
    pub(super) fn cut(&mut self) -> Result<u64, Error> {
        sync(&self.file).map_err(|reason| Error::write(&self.path, reason))?;
        Ok(self.bytes)
    }
}
