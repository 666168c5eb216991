//! A folder with a file for each posting.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::job::text_of;

use super::error::Error;
use super::file_name::FileNames;
use super::journal::{Extent, Mark};
use super::row::{Body, Row};
use super::{Cuts, Sink};

/// The name of a file before it is whole; ids never give one that begins with a dot.
const UNFINISHED: &str = ".unfinished";

/// A folder with a file for each posting.
pub(super) struct Folder {
    path: PathBuf,
    ending: &'static str,
    original: fn(&str) -> Vec<u8>,
    names: FileNames,
    /// Names since the last cut.
    recent: Vec<String>,
}

impl Folder {
    /// Opens the folder at `path`, and takes out of it what is not of `marks`.
    pub(super) fn open(
        path: &Path,
        ending: &'static str,
        original: fn(&str) -> Vec<u8>,
        marks: &[Mark],
    ) -> Result<Self, Error> {
        let mut folder = Self {
            path: path.to_owned(),
            ending,
            original,
            names: FileNames::default(),
            recent: Vec::new(),
        };
        fs::create_dir_all(path).map_err(|reason| Error::write(path, reason))?;
        for mark in marks {
            if let Extent::Files(names) = &mark.output {
                names.iter().for_each(|name| folder.names.take(name));
            }
        }
        folder
            .remove_others()
            .map_err(|reason| Error::write(path, reason))?;
        Ok(folder)
    }

    fn remove_others(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let ours = entry
                .file_name()
                .to_str()
                .is_some_and(|name| self.names.is_taken(name));
            if !ours {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// Writes a file that is whole from the moment that it is there.
fn write_whole(folder: &Path, file_name: &str, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(UNFINISHED);
    File::create(&unfinished)?.write_all(bytes)?;
    fs::rename(unfinished, folder.join(file_name))
}

impl Sink for Folder {
    fn write(&mut self, row: Row, duplicate_of: Option<&str>) -> Result<(), Error> {
        let Body::Text(text) = row.body else {
            return Ok(());
        };
        let file_name = self.names.name(&text_of(&row.id), self.ending);
        let text = match duplicate_of {
            Some(id) => text.with((self.original)(id)),
            None => text.bytes,
        };
        write_whole(&self.path, &file_name, &text)
            .map_err(|reason| Error::write(&self.path.join(&file_name), reason))?;
        self.recent.push(file_name);
        Ok(())
    }

    fn hand_on(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn cuts(&self) -> Cuts {
        Cuts::Anywhere
    }

    fn cut(&mut self) -> Result<Extent, Error> {
        for file_name in &self.recent {
            let path = self.path.join(file_name);
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(|reason| Error::write(&path, reason))?;
        }
        // Names are as durable as the folder. Not every system opens one like a file.
        if let Ok(folder) = File::open(&self.path) {
            let _ = folder.sync_all();
        }
        Ok(Extent::Files(std::mem::take(&mut self.recent)))
    }

    fn leave(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        let unfinished = self.path.join(UNFINISHED);
        match fs::remove_file(&unfinished) {
            Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
                Err(Error::write(&unfinished, reason))
            }
            _ => self.cut().map(|_| ()),
        }
    }

    fn give_up(&mut self, _extent: &Extent) {
        let _ = fs::remove_file(self.path.join(UNFINISHED));
    }
}
