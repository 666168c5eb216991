//! Changes: what is asked is checked, written as events, and added to the present state.

use std::path::{Path, PathBuf};

use jobgist::Posting;
use rusqlite::{Connection, OptionalExtension, params};

use super::failure::{Failure, Inner};
use super::happening::{Happening, Logged};
use super::project::{Stale, key, project};
use super::refresh::refresh;
use super::save;
use super::types::{Change, Page, Saved};
use super::{corrections, records};
use crate::{Error, JobId, Moment, Status};

/// The longest word that a job can be tagged or tracked with, in characters.
const LONGEST_WORD: usize = 64;

/// A change of the collection that is under way: all of it is written, or nothing, and it is taken
/// back as one.
#[derive(Debug)]
pub struct Writer<'a> {
    pub(super) connection: &'a Connection,
    path: &'a Path,
    at: Moment,
    change: Option<u64>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(connection: &'a Connection, path: &'a Path, at: Moment) -> Self {
        Self {
            connection,
            path,
            at,
            change: None,
        }
    }

    /// Saves one posting of a page: `entry` is its place among the page's postings, from zero.
    ///
    /// A job is known again by its page's bytes, by the address of the page, or by host, employer and
    /// requisition number. Anything less only makes it one of [`Saved::elsewhere`].
    ///
    /// # Errors
    /// When the collection cannot be written.
    pub fn save(&mut self, page: &Page<'_>, entry: u32, posting: &Posting) -> Result<Saved, Error> {
        self.step(|writer| save::save(writer, page, entry, posting))
    }

    /// Changes one job; gives the number of the event, and `None` where it stood so already.
    ///
    /// # Errors
    /// When there is no such job, reminder or fact, when a text is empty or a figure out of range,
    /// and when the collection cannot be written.
    pub fn apply(&mut self, id: &JobId, change: Change) -> Result<Option<u64>, Error> {
        self.step(|writer| {
            let change = checked(change)?;
            writer.apply_checked(id, change)
        })
    }

    /// One step of a change: what it began to write goes again when it fails, so that a caller who
    /// goes on with other steps does not keep half of it.
    fn step<T>(&mut self, work: impl FnOnce(&mut Self) -> Inner<T>) -> Result<T, Error> {
        let path: PathBuf = self.path.to_owned();
        let began = self.change;
        let steps = || {
            // On a full disk SQLite may have ended the transaction; nothing may follow outside of it.
            if self.connection.is_autocommit() {
                return Err(Failure::Told(Error::Full { path: path.clone() }));
            }
            self.connection.execute_batch("SAVEPOINT step")?;
            let done = work(self);
            match &done {
                Ok(_) => self.connection.execute_batch("RELEASE step")?,
                Err(_) => {
                    self.change = began;
                    // It fails only where the whole transaction is gone.
                    let _ = self
                        .connection
                        .execute_batch("ROLLBACK TO step; RELEASE step");
                }
            }
            done
        };
        steps().map_err(|failure| failure.at(&path))
    }

    /// Writes an event and what it changes; gives its number.
    pub(super) fn write(&mut self, job: &JobId, what: Happening) -> Inner<u64> {
        let (event, stale) = self.log(job, what)?;
        if stale == Stale::Facts
            && let Some(key) = key(self.connection, job)?
        {
            refresh(self.connection, key)?;
        }
        Ok(event)
    }

    /// Appends an event to the log, and writes the state that follows from it.
    pub(super) fn log(&mut self, job: &JobId, what: Happening) -> Inner<(u64, Stale)> {
        let event = self.append(job, what)?;
        let stale = project(self.connection, &event)?;
        Ok((event.number, stale))
    }

    /// Appends an event to the log.
    pub(super) fn append(&mut self, job: &JobId, what: Happening) -> Inner<Logged> {
        let number = next_number(self.connection)?;
        let change = *self.change.get_or_insert(number);
        // A clock that was put back does not put a change before those that were made already.
        let last: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(at) FROM event WHERE job = ?1")?
            .query_row([job.as_str()], |row| row.get(0))?;
        let last = last.and_then(Moment::from_unix_seconds);
        let event = Logged {
            number,
            change,
            at: last.map_or(self.at, |last| last.max(self.at)),
            job: job.clone(),
            what,
        };
        insert(self.connection, &event)?;
        Ok(event)
    }

    fn apply_checked(&mut self, id: &JobId, change: Change) -> Inner<Option<u64>> {
        let key = key(self.connection, id)?.ok_or_else(|| Error::NoJob {
            text: id.to_string(),
        })?;
        if let Some(other) = other_of(&change) {
            self.both_exist(id, other)?;
        }
        let change = match change {
            Change::Correct { fact, value } => {
                let record = records::newest(self.connection, key)?;
                let value = corrections::as_in_record(&record, &fact, &value)?;
                Change::Correct { fact, value }
            }
            change => change,
        };
        if self.stands(key, id, &change)? {
            return Ok(None);
        }
        // Each of two linked jobs has its own event, so that each adds up from its own log.
        let mirrored = match &change {
            Change::Link { to, reason } => Some((
                to.clone(),
                Happening::Linked {
                    to: id.clone(),
                    reason: reason.clone(),
                },
            )),
            Change::Unlink { to } => Some((to.clone(), Happening::Unlinked { to: id.clone() })),
            _ => None,
        };
        let number = self.write(id, happening(change))?;
        if let Some((other, what)) = mirrored {
            self.write(&other, what)?;
        }
        Ok(Some(number))
    }

    fn both_exist(&self, id: &JobId, other: &JobId) -> Inner<()> {
        if id == other {
            return Err(bad("link", "a job cannot be linked with itself").into());
        }
        match key(self.connection, other)? {
            Some(_) => Ok(()),
            None => Err(Error::NoJob {
                text: other.to_string(),
            }
            .into()),
        }
    }

    /// Whether a job stands already as a change would have it.
    fn stands(&self, key: i64, id: &JobId, change: &Change) -> Inner<bool> {
        let is = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Inner<bool> {
            Ok(self.connection.prepare_cached(sql)?.exists(values)?)
        };
        match change {
            Change::Track {
                status,
                on,
                note: None,
            } => is(
                "SELECT 1 FROM job WHERE key = ?1 AND status = ?2 AND status_on = ?3",
                params![key, status.as_str(), on.to_string()],
            ),
            Change::Tag(word) => is(
                "SELECT 1 FROM tag WHERE job = ?1 AND word = ?2",
                params![key, word],
            ),
            Change::Untag(word) => Ok(!is(
                "SELECT 1 FROM tag WHERE job = ?1 AND word = ?2",
                params![key, word],
            )?),
            Change::Rate(rating) => is(
                "SELECT 1 FROM job WHERE key = ?1 AND rating IS ?2",
                params![key, rating],
            ),
            Change::Done { reminder } => self.is_done(key, id, *reminder),
            Change::Correct { fact, value } => is(
                "SELECT 1 FROM correction WHERE job = ?1 AND fact = ?2 AND value = ?3",
                params![key, fact, value.to_string()],
            ),
            Change::Uncorrect { fact } => Ok(!is(
                "SELECT 1 FROM correction WHERE job = ?1 AND fact = ?2",
                params![key, fact],
            )?),
            Change::Link { to, .. } => is(
                "SELECT 1 FROM link WHERE job = ?1 AND other = ?2",
                params![key, to.as_str()],
            ),
            Change::Unlink { to } => Ok(!is(
                "SELECT 1 FROM link WHERE job = ?1 AND other = ?2",
                params![key, to.as_str()],
            )?),
            Change::Remove => is(
                "SELECT 1 FROM job WHERE key = ?1 AND removed_at IS NOT NULL",
                params![key],
            ),
            Change::Restore => is(
                "SELECT 1 FROM job WHERE key = ?1 AND removed_at IS NULL",
                params![key],
            ),
            Change::Track { .. }
            | Change::Note(_)
            | Change::Remind { .. }
            | Change::Contact { .. } => Ok(false),
        }
    }

    fn is_done(&self, key: i64, id: &JobId, reminder: u64) -> Inner<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT done_at IS NOT NULL FROM reminder WHERE job = ?1 AND event = ?2",
        )?;
        // A number that SQLite does not have is that of no reminder.
        let number = i64::try_from(reminder).unwrap_or(i64::MAX);
        let done = statement
            .query_row(params![key, number], |row| row.get(0))
            .optional()?;
        done.ok_or_else(|| {
            Failure::Told(Error::NoReminder {
                job: id.clone(),
                number: reminder,
            })
        })
    }
}

/// The number of the next event.
pub(super) fn next_number(connection: &Connection) -> Inner<u64> {
    let mut statement =
        connection.prepare_cached("SELECT seq + 1 FROM sqlite_sequence WHERE name = 'event'")?;
    Ok(statement
        .query_row([], |row| row.get(0))
        .optional()?
        .unwrap_or(1))
}

/// Appends an event to the log as it is.
pub(super) fn insert(connection: &Connection, event: &Logged) -> Inner<()> {
    let (kind, detail) = event.what.parts()?;
    connection
        .prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            event.number,
            event.change,
            event.at.unix_seconds(),
            event.job.as_str(),
            kind,
            detail
        ])?;
    Ok(())
}

fn other_of(change: &Change) -> Option<&JobId> {
    match change {
        Change::Link { to, .. } | Change::Unlink { to } => Some(to),
        _ => None,
    }
}

fn happening(change: Change) -> Happening {
    match change {
        Change::Track { status, on, note } => Happening::Tracked { status, on, note },
        Change::Note(text) => Happening::Noted { text },
        Change::Tag(tag) => Happening::Tagged { tag },
        Change::Untag(tag) => Happening::Untagged { tag },
        Change::Rate(rating) => Happening::Rated { rating },
        Change::Remind { on, text } => Happening::Reminded { on, text },
        Change::Done { reminder } => Happening::Done { reminder },
        Change::Contact { name, detail } => Happening::Contacted { name, detail },
        Change::Correct { fact, value } => Happening::Corrected { fact, value },
        Change::Uncorrect { fact } => Happening::Uncorrected { fact },
        Change::Link { to, reason } => Happening::Linked { to, reason },
        Change::Unlink { to } => Happening::Unlinked { to },
        Change::Remove => Happening::Removed {},
        Change::Restore => Happening::Restored {},
    }
}

fn bad(what: &'static str, reason: &str) -> Error {
    Error::BadInput {
        what,
        reason: reason.to_owned(),
    }
}

/// A change whose words and figures are what they should be.
fn checked(change: Change) -> Result<Change, Error> {
    Ok(match change {
        Change::Track { status, on, note } => Change::Track {
            status: Status::from(word("status", status.as_str())?),
            on,
            note: note.filter(|note| !note.trim().is_empty()),
        },
        Change::Note(text) => Change::Note(written("note", text)?),
        Change::Tag(tag) => Change::Tag(word("tag", &tag)?),
        Change::Untag(tag) => Change::Untag(word("tag", &tag)?),
        Change::Rate(Some(rating)) if !(1..=5).contains(&rating) => {
            return Err(bad("rating", "it goes from 1 to 5"));
        }
        Change::Remind { on, text } => Change::Remind {
            on,
            text: written("reminder", text)?,
        },
        Change::Contact { name, detail } => Change::Contact {
            name: written("contact", name)?,
            detail: detail.filter(|detail| !detail.trim().is_empty()),
        },
        Change::Link { to, reason } => Change::Link {
            to,
            reason: written("reason", reason)?,
        },
        other => other,
    })
}

/// A text that says something.
fn written(what: &'static str, text: String) -> Result<String, Error> {
    if text.trim().is_empty() {
        return Err(bad(what, "it is empty"));
    }
    Ok(text)
}

/// A word to sort by: one line, not empty, not long.
fn word(what: &'static str, text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Err(bad(what, "it is empty"));
    }
    if text.chars().any(char::is_control) {
        return Err(bad(what, "it holds a control character"));
    }
    if text.chars().count() > LONGEST_WORD {
        return Err(bad(what, "it is longer than 64 characters"));
    }
    Ok(text.to_owned())
}
