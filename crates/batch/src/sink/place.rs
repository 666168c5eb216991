//! Where an output lies while it is written, and where it appears when it is complete.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Error, name};
use super::journal::{Journal, Mark, Settings, compare};

/// In a folder of parts: the one file that they were joined to. Files of postings never have a name
/// that begins with a dot.
pub(super) const WHOLE: &str = ".whole";

/// What the name of an output gets behind it until it is complete.
const PARTIAL: &str = ".partial";

/// What the name of its journal ends with.
const JOURNAL: &str = ".journal";

/// The output beside its final place, and the journal that says how far it is.
#[derive(Debug)]
pub(super) struct Place {
    /// Where the output appears when it is complete.
    path: PathBuf,
    /// Where it is written until then: a file, or a folder of files.
    partial: PathBuf,
    journal_path: PathBuf,
    journal: Journal,
    /// Something is safe that a run can be resumed from.
    marked: bool,
}

/// What was found where an output is to be written.
pub(super) enum Found {
    /// Room for an output, and the marks of the run that is resumed; none for a new one.
    Place(Place, Vec<Mark>),
    /// An output that is complete already; only asked for when resuming.
    Complete,
    /// A device or a pipe, which is written to as it is.
    Device,
}

impl Place {
    /// Looks at what there is, and resumes or begins.
    pub(super) fn find(
        path: &Path,
        resume: bool,
        folder: bool,
        settings: &Settings,
    ) -> Result<Found, Error> {
        let path = real(path);
        let existing = fs::metadata(&path).ok();
        if existing
            .as_ref()
            .is_some_and(|about| !about.is_file() && !about.is_dir())
        {
            return Ok(Found::Device);
        }
        let journal_path = beside(&path, JOURNAL)?;
        if resume && existing.is_some() && !journal_path.exists() && !is_empty_folder(&path) {
            return Ok(Found::Complete);
        }
        let begun = journal_path.exists();
        if !begun {
            check_kind(&path, folder)?;
        }
        let (journal, story) = Journal::open(&journal_path, &path)?;
        if begun && !story.complete {
            check_kind(&path, folder)?;
        }
        let mut place = Self {
            partial: beside(&path, PARTIAL)?,
            path,
            journal_path,
            journal,
            marked: !story.marks.is_empty(),
        };
        if story.complete {
            // It was ended between its last byte and its place.
            let journal_path = place.journal_path.clone();
            let path = place.path.clone();
            place.put()?;
            if resume {
                return Ok(Found::Complete);
            }
            let (journal, _) = Journal::open(&journal_path, &path)?;
            place.journal = journal;
            place.marked = false;
        } else if resume && place.marked {
            compare(&story.settings, settings, &place.journal_path)?;
            return Ok(Found::Place(place, story.marks));
        } else if let Some(last) = story.marks.last() {
            return Err(Error::Unfinished {
                partial: name(&place.partial),
                journal: name(&place.journal_path),
                rows: last.rows,
            });
        }
        place.begin(settings)?;
        Ok(Found::Place(place, Vec::new()))
    }

    fn begin(&mut self, settings: &Settings) -> Result<(), Error> {
        remove(&self.partial).map_err(|reason| Error::write(&self.partial, reason))?;
        self.journal.begin(settings)
    }

    /// Where the output is written.
    pub(super) fn partial(&self) -> &Path {
        &self.partial
    }

    /// Where the output appears.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The error of a journal that does not fit its output.
    pub(super) fn damaged(&self, reason: impl Into<String>) -> Error {
        Error::Damaged {
            journal: name(&self.journal_path),
            reason: reason.into(),
        }
    }

    /// Remembers how far the run is; what the mark speaks of must be durable.
    pub(super) fn mark(&mut self, mark: Mark) -> Result<(), Error> {
        self.journal.mark(mark)?;
        self.marked = true;
        Ok(())
    }

    /// Whether a run can be resumed from here.
    pub(super) fn is_marked(&self) -> bool {
        self.marked
    }

    /// Puts the complete output in its place.
    pub(super) fn complete(&mut self) -> Result<(), Error> {
        self.journal.complete()?;
        self.put()
    }

    fn put(&mut self) -> Result<(), Error> {
        let put = || -> io::Result<()> {
            let whole = self.partial.join(WHOLE);
            if whole.is_file() {
                replace(&whole, &self.path)?;
            } else if !(self.path.is_file() && self.partial.is_dir()) && fs::exists(&self.partial)?
            {
                replace(&self.partial, &self.path)?;
            }
            // Parts that were joined; or nothing, where the process ended behind one of the steps.
            remove(&self.partial)?;
            fs::remove_file(&self.journal_path)
        };
        put().map_err(|reason| Error::write(&self.path, reason))
    }

    /// Leaves nothing behind.
    pub(super) fn clear(&self) {
        // What cannot be removed is overwritten by the next run.
        let _ = remove(&self.partial);
        let _ = fs::remove_file(&self.journal_path);
    }
}

/// Whether an interrupted run to an output waits to be resumed.
#[must_use]
pub fn waits(path: &Path) -> bool {
    let path = real(path);
    beside(&path, JOURNAL).is_ok_and(|journal| journal.exists())
}

/// Where an output is written until it is complete.
pub(super) fn partial_path(path: &Path) -> PathBuf {
    let path = real(path);
    beside(&path, PARTIAL).unwrap_or(path)
}

/// The path behind links: a link stays a link.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Moves an output over what is there, a file or an empty folder.
fn replace(from: &Path, to: &Path) -> io::Result<()> {
    match fs::metadata(to) {
        Ok(existing) if existing.is_file() => {
            // Those of another owner's file may not be ours to give; the records are more.
            let _ = fs::set_permissions(from, existing.permissions());
        }
        Ok(_) => fs::remove_dir(to)?,
        Err(_) => {}
    }
    fs::rename(from, to)
}

/// The path with something behind its name.
fn beside(path: &Path, ending: &str) -> Result<PathBuf, Error> {
    let mut file_name = path
        .file_name()
        .map(OsString::from)
        .ok_or_else(|| Error::write(path, io::ErrorKind::InvalidInput.into()))?;
    file_name.push(ending);
    Ok(path.with_file_name(file_name))
}

/// A file is not written over a folder, nor a folder over anything but an empty one.
fn check_kind(path: &Path, folder: bool) -> Result<(), Error> {
    let Ok(existing) = fs::metadata(path) else {
        return Ok(());
    };
    match (folder, existing.is_dir()) {
        (true, true) if is_empty_folder(path) => Ok(()),
        (true, _) => Err(Error::Occupied { name: name(path) }),
        (false, true) => Err(Error::write(path, io::ErrorKind::IsADirectory.into())),
        (false, false) => Ok(()),
    }
}

fn is_empty_folder(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// Removes a file, or a folder with all in it; nothing there is well too.
fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(about) if about.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
