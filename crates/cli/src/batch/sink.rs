//! Where the rows of a batch go.

use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::output::name;

/// Standard output, or a file that appears only when it is complete.
pub(super) struct Sink {
    writer: Writer,
    /// The file to put in place at the end.
    pending: Option<Pending>,
}

enum Writer {
    Stdout(BufWriter<StdoutLock<'static>>),
    File(BufWriter<File>),
}

/// A file beside its final place; removed when it is dropped before its time.
struct Pending {
    partial: PathBuf,
    path: PathBuf,
    placed: bool,
}

impl Sink {
    /// Opens the file at `path`, or standard output.
    pub(super) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self {
                writer: Writer::Stdout(BufWriter::new(io::stdout().lock())),
                pending: None,
            });
        };
        Self::file(path).with_context(|| name(path))
    }

    fn file(path: &Path) -> io::Result<Self> {
        // A link stays a link, and devices and pipes are written to as they are.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let existing = fs::metadata(&path).ok();
        if existing
            .as_ref()
            .is_some_and(|existing| !existing.is_file())
        {
            return Ok(Self {
                writer: Writer::File(BufWriter::new(File::create(&path)?)),
                pending: None,
            });
        }
        let file_name = path
            .file_name()
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        let mut partial = std::ffi::OsString::from(".");
        partial.push(file_name);
        partial.push(format!(".{}.partial", std::process::id()));
        let partial = path.with_file_name(partial);
        let file = File::create(&partial)?;
        let pending = Pending {
            partial,
            path,
            placed: false,
        };
        if let Some(existing) = existing {
            file.set_permissions(existing.permissions())?;
        }
        Ok(Self {
            writer: Writer::File(BufWriter::new(file)),
            pending: Some(pending),
        })
    }

    /// Writes a row.
    pub(super) fn write(&mut self, row: &[u8]) -> anyhow::Result<()> {
        Ok(self.writer().write_all(row)?)
    }

    /// Hands on what is written so far.
    pub(super) fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.writer().flush()?)
    }

    /// Puts the file in its place.
    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        self.flush()?;
        if let Some(mut pending) = self.pending.take() {
            fs::rename(&pending.partial, &pending.path).with_context(|| name(&pending.path))?;
            pending.placed = true;
        }
        Ok(())
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.writer {
            Writer::Stdout(writer) => writer,
            Writer::File(writer) => writer,
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_complete_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("jobgist-sink-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("records.jsonl");
        let mut dropped = Sink::open(Some(&path)).unwrap();
        dropped.write(b"half").unwrap();
        drop(dropped);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        let mut kept = Sink::open(Some(&path)).unwrap();
        kept.write(b"{}\n").unwrap();
        assert!(!path.exists());
        kept.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"{}\n");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
