//! The collection's file.

mod address;
mod backup;
mod check;
mod corrections;
mod elsewhere;
mod export;
mod failure;
mod fold;
mod happening;
mod ids;
mod import;
mod list;
mod open;
mod project;
mod read;
mod records;
mod refresh;
mod reparse;
mod save;
mod search;
#[cfg(test)]
mod tests;
mod types;
mod undo;
mod write;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use jobgist::{Options, Posting};
use rusqlite::{Connection, TransactionBehavior};

pub use types::{
    Change, Filter, Found, Health, Imported, Likely, Outcome, Page, Reason, Reparsed, Restored,
    Saved, Sort,
};
pub use write::Writer;

use crate::{Day, Error, Event, Job, JobId, Listed, Moment, Reminder};
use failure::Inner;
use open::Access;

/// A collection of saved postings in one file.
///
/// One program writes at a time, any number read meanwhile. A change that returned is on the disk; one
/// that failed left nothing behind.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a collection for reading and writing; makes it, and its folder, for the user's eyes only,
    /// where there is none.
    ///
    /// # Errors
    /// When the file is no collection, damaged, of a newer version, or cannot be made or written.
    pub fn open(path: &Path) -> Result<Self, Error> {
        open::make(path)?;
        Self::open_existing(path)
    }

    /// Opens a collection for reading and writing where there is one.
    ///
    /// # Errors
    /// As [`open`](Self::open), and [`Error::Missing`] where there is none.
    pub fn open_existing(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            connection: open::open(path, Access::Write)?,
            path: path.to_owned(),
        })
    }

    /// Opens a collection for reading only: from a disk that cannot be written, too.
    ///
    /// # Errors
    /// As [`open_existing`](Self::open_existing).
    pub fn read(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            connection: open::open(path, Access::Read)?,
            path: path.to_owned(),
        })
    }

    /// The collection's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// An answer, or the error to tell.
    fn told<T>(&self, answer: Inner<T>) -> Result<T, Error> {
        answer.map_err(|failure| failure.at(&self.path))
    }
}

/// Changes.
impl Store {
    /// Makes all changes of `write` at once and at one time; `undo` takes them back as one. When it
    /// gives an error, none of them is made.
    ///
    /// # Errors
    /// Those of `write`, and when the collection cannot be written.
    pub fn change<T>(
        &mut self,
        at: Moment,
        write: impl FnOnce(&mut Writer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let tell = |error: rusqlite::Error| failure::Failure::Sql(error).at(&self.path);
        let change = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(tell)?;
        let done = write(&mut Writer::new(&change, &self.path, at))?;
        change.commit().map_err(tell)?;
        Ok(done)
    }

    /// Saves one posting of a page: [`Writer::save`] as a change of its own.
    ///
    /// # Errors
    /// As [`Writer::save`].
    pub fn save(
        &mut self,
        page: &Page<'_>,
        entry: u32,
        posting: &Posting,
        at: Moment,
    ) -> Result<Saved, Error> {
        self.change(at, |writer| writer.save(page, entry, posting))
    }

    /// Changes one job: [`Writer::apply`] as a change of its own.
    ///
    /// # Errors
    /// As [`Writer::apply`].
    pub fn apply(&mut self, id: &JobId, change: Change, at: Moment) -> Result<Option<u64>, Error> {
        self.change(at, |writer| writer.apply(id, change))
    }

    /// Takes the last change back that is not yet taken back; gives its events, the last one first,
    /// and none where nothing is left to take back. Called again, it takes the one before.
    ///
    /// # Errors
    /// [`Error::NotUndoable`] when the bin was emptied last; when the collection cannot be written.
    pub fn undo(&mut self, at: Moment) -> Result<Vec<Event>, Error> {
        let path = self.path.clone();
        self.change(at, |writer| {
            undo::undo(writer).map_err(|failure| failure.at(&path))
        })
    }

    /// Empties the bin for good; gives the jobs that are gone.
    ///
    /// # Errors
    /// When the collection cannot be written.
    pub fn purge(&mut self, at: Moment) -> Result<Vec<JobId>, Error> {
        let path = self.path.clone();
        // What is deleted is overwritten, not only forgotten.
        let secure = self.connection.execute_batch("PRAGMA secure_delete = ON");
        self.told(secure.map_err(Into::into))?;
        let gone = self.change(at, |writer| {
            undo::purge(writer).map_err(|failure| failure.at(&path))
        })?;
        // Out of the log beside the file, too. Where somebody is reading just now, it goes later.
        let _ = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(gone)
    }

    /// Reads all pages anew with this version and `options`; name, format, language and day of each
    /// page are those that it was saved with. `progress` is told how many of how many are done.
    ///
    /// Others can write while pages are read. Records that come out otherwise are taken over at once,
    /// as one change; the old ones stay.
    ///
    /// # Errors
    /// When the collection cannot be read or written.
    pub fn reparse(
        &mut self,
        options: &Options,
        at: Moment,
        progress: impl FnMut(usize, usize),
    ) -> Result<Reparsed, Error> {
        let path = self.path.clone();
        let read = reparse::read(&self.connection, options, progress);
        let mut done = self.told(read)?;
        let taken = self.change(at, |writer| {
            reparse::take_over(writer, &mut done).map_err(|failure| failure.at(&path))
        });
        self.told(reparse::clear(&self.connection))?;
        taken.map(|()| done)
    }

    /// Reads what [`export`](Self::export) wrote. An empty collection becomes the same; to another one
    /// the events are added that it does not have, as one change, and jobs with a page in common are
    /// one job.
    ///
    /// # Errors
    /// [`Error::Import`] when a line is not what it should be; when the collection cannot be written.
    pub fn import(&mut self, input: &mut impl BufRead) -> Result<Imported, Error> {
        let tell = |failure: failure::Failure| failure.at(&self.path);
        let change = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| tell(error.into()))?;
        let imported = import::import(&change, input).map_err(tell)?;
        change.commit().map_err(|error| tell(error.into()))?;
        Ok(imported)
    }
}

/// Answers.
impl Store {
    /// How many jobs there are, without those in the bin.
    ///
    /// # Errors
    /// When the collection cannot be read.
    pub fn count(&self) -> Result<usize, Error> {
        self.told(read::count(&self.connection))
    }

    /// A job as it stands now; one from the bin, too.
    ///
    /// # Errors
    /// [`Error::NoJob`]; when the collection cannot be read.
    pub fn job(&self, id: &JobId) -> Result<Job, Error> {
        self.told(read::job(&self.connection, id))
    }

    /// Other jobs that may be the same as this one, the likeliest first, without those that are
    /// linked already.
    ///
    /// # Errors
    /// [`Error::NoJob`]; when the collection cannot be read.
    pub fn elsewhere(&self, id: &JobId) -> Result<Vec<Likely>, Error> {
        self.told(elsewhere::of_job(&self.connection, id))
    }

    /// What a job says, as the user corrected it: its newest capture that holds a posting, so that a
    /// notice that it is gone does not take away what was known.
    ///
    /// # Errors
    /// [`Error::NoJob`]; when the collection cannot be read.
    pub fn posting(&self, id: &JobId) -> Result<Posting, Error> {
        self.told(read::posting(&self.connection, id))
    }

    /// What the same capture says, as the program read it.
    ///
    /// # Errors
    /// [`Error::NoJob`]; when the collection cannot be read.
    pub fn record(&self, id: &JobId) -> Result<Posting, Error> {
        self.told(read::record(&self.connection, id))
    }

    /// What one capture of a job says, as the program read it; the oldest is number 0.
    ///
    /// # Errors
    /// [`Error::NoJob`], [`Error::NoCapture`]; when the collection cannot be read.
    pub fn posting_at(&self, id: &JobId, capture: usize) -> Result<Posting, Error> {
        self.told(read::posting_at(&self.connection, id, capture))
    }

    /// The bytes of a page as they were saved.
    ///
    /// # Errors
    /// [`Error::NoPage`]; when the collection cannot be read.
    pub fn page(&self, sha256: &str) -> Result<Vec<u8>, Error> {
        self.told(read::page(&self.connection, sha256))
    }

    /// Gives all postings as corrected, without those in the bin, in the order of saving.
    ///
    /// # Errors
    /// When the collection cannot be read.
    pub fn each_posting(&self, each: impl FnMut(JobId, Posting)) -> Result<(), Error> {
        self.told(read::each_posting(&self.connection, each))
    }

    /// The job that a user means: by its id, a unique beginning of it, or beginnings of words of its
    /// title and employer. Jobs in the bin only where no other is meant.
    ///
    /// # Errors
    /// [`Error::NoJob`], [`Error::Ambiguous`]; when the collection cannot be read.
    pub fn resolve(&self, text: &str) -> Result<JobId, Error> {
        self.told(search::resolve(&self.connection, text))
    }

    /// The jobs that a filter lets through, in its order.
    ///
    /// # Errors
    /// When the collection cannot be read.
    pub fn list(&self, filter: &Filter, today: Day) -> Result<Vec<Listed>, Error> {
        self.told(list::list(&self.connection, filter, today))
    }

    /// All jobs that are not in the bin, each with the reminders that are not done.
    ///
    /// # Errors
    /// When the collection cannot be read.
    pub fn with_open_reminders(&self) -> Result<Vec<(Listed, Vec<Reminder>)>, Error> {
        self.told(list::with_open_reminders(&self.connection))
    }

    /// Jobs that hold all words in title, employer, text, notes, tags or contacts, the best first; the
    /// last word may be a beginning. None from the bin.
    ///
    /// # Errors
    /// When the collection cannot be read.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Found>, Error> {
        self.told(search::search(&self.connection, words, limit))
    }

    /// All events of a job in their order, with those that were taken back.
    ///
    /// # Errors
    /// [`Error::NoJob`]; when the collection cannot be read.
    pub fn history(&self, id: &JobId) -> Result<Vec<Event>, Error> {
        self.told(read::history(&self.connection, id))
    }

    /// All events with a number above `after`, by number.
    ///
    /// # Errors
    /// When the collection cannot be read.
    pub fn events(&self, after: u64) -> Result<Vec<Event>, Error> {
        let after = after.min(i64::MAX as u64);
        self.told(read::events(
            &self.connection,
            "number > ?1",
            "number",
            after,
        ))
    }
}

/// The file as a whole.
impl Store {
    /// Looks the whole collection through: the file, each job against its events, each page and record
    /// against its digest. Takes time.
    ///
    /// # Errors
    /// When the collection cannot be read, or is opened for reading only.
    pub fn check(&mut self) -> Result<Health, Error> {
        let health = check::check(&mut self.connection);
        self.told(health)
    }

    /// Writes everything in the collection as JSON Lines, for [`import`](Self::import).
    ///
    /// # Errors
    /// When the collection cannot be read or `output` not be written.
    pub fn export(&self, output: &mut impl Write) -> Result<(), Error> {
        self.told(export::export(&self.connection, output))
    }

    /// Copies the collection as it is at this moment into the file `to`, whole or not at all; an
    /// earlier backup is replaced, any other file is not.
    ///
    /// # Errors
    /// [`Error::InTheWay`]; when the copy cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), Error> {
        backup::backup(&self.connection, &self.path, to)
    }

    /// Puts a backup in the place of the collection at `path`, after looking it through. The
    /// collection that was there is kept beside it.
    ///
    /// # Errors
    /// When the backup is no collection, damaged or of a newer version; when another program has the
    /// collection open; when the copy cannot be written.
    pub fn restore(backup: &Path, path: &Path) -> Result<Restored, Error> {
        backup::restore(backup, path)
    }
}
