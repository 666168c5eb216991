//! One job: its state, its records, its pages, its history.

use jobgist::Posting;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::corrections;
use super::failure::Inner;
use super::happening::{day, json, moment};
use super::project::key;
use super::records::{self, Taken};
use crate::{Capture, Contact, Correction, Error, Event, Job, JobId, Link, Note, Reminder, Status};

/// The key of a job that must be there.
pub(super) fn key_of(connection: &Connection, id: &JobId) -> Inner<i64> {
    Ok(key(connection, id)?.ok_or_else(|| Error::NoJob {
        text: id.to_string(),
    })?)
}

/// All rows of a query about a job, each read by `read`.
fn rows<T>(
    connection: &Connection,
    sql: &str,
    key: i64,
    mut read: impl FnMut(&Row<'_>) -> Inner<T>,
) -> Inner<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([key])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// A job as it stands now.
pub(super) fn job(connection: &Connection, id: &JobId) -> Inner<Job> {
    let key = key_of(connection, id)?;
    let mut statement = connection.prepare_cached(
        "SELECT saved_at, status, status_on, rating, removed_at FROM job WHERE key = ?1",
    )?;
    let mut found = statement.query([key])?;
    let row = found.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let removed: Option<i64> = row.get(4)?;
    Ok(Job {
        id: id.clone(),
        saved_at: moment(row.get(0)?)?,
        status: Status::from(row.get::<_, String>(1)?),
        status_on: day(&row.get::<_, String>(2)?)?,
        tags: rows(
            connection,
            "SELECT word FROM tag WHERE job = ?1 ORDER BY word",
            key,
            |row| Ok(row.get(0)?),
        )?,
        rating: row.get(3)?,
        notes: notes(connection, key)?,
        reminders: reminders(connection, key)?,
        contacts: contacts(connection, key)?,
        corrections: of_corrections(connection, key)?,
        captures: captures(connection, key)?,
        links: links(connection, key)?,
        removed_at: removed.map(moment).transpose()?,
    })
}

fn notes(connection: &Connection, key: i64) -> Inner<Vec<Note>> {
    let sql = "SELECT at, text FROM note WHERE job = ?1 ORDER BY at, event";
    rows(connection, sql, key, |row| {
        Ok(Note {
            at: moment(row.get(0)?)?,
            text: row.get(1)?,
        })
    })
}

fn reminders(connection: &Connection, key: i64) -> Inner<Vec<Reminder>> {
    let sql = "SELECT event, due, text, done_at FROM reminder WHERE job = ?1 ORDER BY due, event";
    rows(connection, sql, key, reminder)
}

/// A reminder from its number, day, text and the time when it was done.
pub(super) fn reminder(row: &Row<'_>) -> Inner<Reminder> {
    let done: Option<i64> = row.get(3)?;
    Ok(Reminder {
        number: row.get(0)?,
        on: day(&row.get::<_, String>(1)?)?,
        text: row.get(2)?,
        done_at: done.map(moment).transpose()?,
    })
}

fn contacts(connection: &Connection, key: i64) -> Inner<Vec<Contact>> {
    let sql = "SELECT name, detail FROM contact WHERE job = ?1 ORDER BY at, event";
    rows(connection, sql, key, |row| {
        Ok(Contact {
            name: row.get(0)?,
            detail: row.get(1)?,
        })
    })
}

fn of_corrections(connection: &Connection, key: i64) -> Inner<Vec<Correction>> {
    let sql = "SELECT fact, value, at, agreed FROM correction WHERE job = ?1 ORDER BY fact";
    rows(connection, sql, key, |row| {
        Ok(Correction {
            fact: row.get(0)?,
            value: json(&row.get::<_, String>(1)?)?,
            at: moment(row.get(2)?)?,
            agreed: row.get(3)?,
        })
    })
}

fn captures(connection: &Connection, key: i64) -> Inner<Vec<Capture>> {
    let sql = "SELECT at, sha256, entry, name, url, bytes, reading, record FROM capture \
               WHERE job = ?1 ORDER BY at, event";
    rows(connection, sql, key, |row| {
        Ok(Capture {
            at: moment(row.get(0)?)?,
            sha256: row.get(1)?,
            entry: row.get(2)?,
            name: row.get(3)?,
            url: row.get(4)?,
            bytes: row.get(5)?,
            reading: json(&row.get::<_, String>(6)?)?,
            record: row.get(7)?,
        })
    })
}

/// Links to jobs that are still there.
fn links(connection: &Connection, key: i64) -> Inner<Vec<Link>> {
    let sql = "SELECT other, reason FROM link JOIN job ON job.id = link.other \
               WHERE link.job = ?1 ORDER BY other";
    rows(connection, sql, key, |row| {
        Ok(Link {
            to: JobId(row.get(0)?),
            reason: row.get(1)?,
        })
    })
}

/// The newest record of a job, as corrected.
pub(super) fn posting(connection: &Connection, id: &JobId) -> Inner<Posting> {
    let key = key_of(connection, id)?;
    corrections::lay_over(connection, key, records::newest(connection, key)?)
}

/// The newest record of a job, as read.
pub(super) fn record(connection: &Connection, id: &JobId) -> Inner<Posting> {
    records::newest(connection, key_of(connection, id)?)
}

/// The record of one capture of a job, as read.
pub(super) fn posting_at(connection: &Connection, id: &JobId, index: usize) -> Inner<Posting> {
    let sql = format!(
        "SELECT {} FROM capture WHERE job = ?1 ORDER BY at, event",
        Taken::COLUMNS
    );
    let captures = rows(connection, &sql, key_of(connection, id)?, |row| {
        Ok(Taken::read(row)?)
    })?;
    let capture = captures.get(index).ok_or_else(|| Error::NoCapture {
        job: id.clone(),
        index,
        count: captures.len(),
    })?;
    capture.posting(connection)
}

/// All postings as corrected, without those in the bin, in the order in which they were saved.
pub(super) fn each_posting(
    connection: &Connection,
    mut each: impl FnMut(JobId, Posting),
) -> Inner<()> {
    let mut statement = connection
        .prepare_cached("SELECT key, id FROM job WHERE removed_at IS NULL ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = row.get(0)?;
        let posting = corrections::lay_over(connection, key, records::newest(connection, key)?)?;
        each(JobId(row.get(1)?), posting);
    }
    Ok(())
}

/// Events of which `condition` holds, in the order of `order`.
pub(super) fn events(
    connection: &Connection,
    condition: &str,
    order: &str,
    value: impl rusqlite::ToSql,
) -> Inner<Vec<Event>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT number, at, job, kind, detail, change, undone_by FROM event \
         LEFT JOIN undone ON undone.event = number WHERE {condition} ORDER BY {order}"
    ))?;
    let mut rows = statement.query(params![value])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(Event {
            number: row.get(0)?,
            at: moment(row.get(1)?)?,
            job: JobId(row.get(2)?),
            kind: row.get(3)?,
            detail: json(&row.get::<_, String>(4)?)?,
            change: row.get(5)?,
            undone_by: row.get(6)?,
        });
    }
    Ok(events)
}

/// All events of a job, in the order in which they add up.
pub(super) fn history(connection: &Connection, id: &JobId) -> Inner<Vec<Event>> {
    let events = events(connection, "job = ?1", "at, number", id.as_str())?;
    if events.is_empty() {
        return Err(Error::NoJob {
            text: id.to_string(),
        }
        .into());
    }
    Ok(events)
}

/// The bytes of a page.
pub(super) fn page(connection: &Connection, sha256: &str) -> Inner<Vec<u8>> {
    records::bytes(connection, "page", sha256)
}

/// How many jobs there are, without those in the bin.
pub(super) fn count(connection: &Connection) -> Inner<usize> {
    let count: Option<usize> = connection
        .query_row(
            "SELECT count(*) FROM job WHERE removed_at IS NULL",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(count.unwrap_or_default())
}
