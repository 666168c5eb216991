//! Takes changes back, and empties the bin.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use super::failure::Inner;
use super::happening::Happening;
use super::project::{key, replay};
use super::read;
use super::write::Writer;
use crate::{Error, Event, JobId};

/// Takes the last change back that is not yet taken back; gives its events, the last one first.
pub(super) fn undo(writer: &mut Writer<'_>) -> Inner<Vec<Event>> {
    let last: Option<(u64, String)> = writer
        .connection
        .prepare_cached(
            "SELECT change, kind FROM event WHERE kind <> 'undone' \
             AND NOT EXISTS (SELECT 1 FROM undone WHERE undone.event = event.number) \
             ORDER BY number DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((change, kind)) = last else {
        return Ok(Vec::new());
    };
    if kind == "purged" {
        return Err(Error::NotUndoable.into());
    }
    let condition = "change = ?1 AND kind <> 'undone' AND undone_by IS NULL";
    let mut events = read::events(writer.connection, condition, "number DESC", change)?;
    let mut jobs = BTreeSet::new();
    for event in &mut events {
        let what = Happening::Undone {
            event: event.number,
        };
        let undone_by = writer.append(&event.job, what)?.number;
        writer
            .connection
            .prepare_cached("INSERT INTO undone VALUES (?1, ?2)")?
            .execute(params![event.number, undone_by])?;
        event.undone_by = Some(undone_by);
        jobs.insert(event.job.clone());
    }
    for job in &jobs {
        replay(writer.connection, job)?;
    }
    Ok(events)
}

/// Deletes what is in the bin for good: its events, and the pages and records that no other job has.
/// What stays is an event that says so, and how many events went.
pub(super) fn purge(writer: &mut Writer<'_>) -> Inner<Vec<JobId>> {
    let connection = writer.connection;
    let mut statement = connection.prepare_cached(
        "SELECT id FROM job WHERE removed_at IS NOT NULL ORDER BY removed_at, key",
    )?;
    let jobs = statement.query_map([], |row| Ok(JobId(row.get(0)?)))?;
    let jobs: Vec<JobId> = jobs.collect::<rusqlite::Result<_>>()?;
    for job in &jobs {
        let id = [job.as_str()];
        let key = key(connection, job)?;
        connection.execute("INSERT INTO purging VALUES (?1)", id)?;
        connection.execute("DELETE FROM words WHERE rowid = ?1", [key])?;
        connection.execute("DELETE FROM job WHERE id = ?1", id)?;
        connection.execute(
            "DELETE FROM undone WHERE event IN (SELECT number FROM event WHERE job = ?1)",
            id,
        )?;
        let events = connection.execute("DELETE FROM event WHERE job = ?1", id)? as u64;
        connection.execute("DELETE FROM purging WHERE job = ?1", id)?;
        writer.append(job, Happening::Purged { events })?;
    }
    if !jobs.is_empty() {
        // What an event names stays, even one that was taken back. The index of words forgets what
        // was deleted when it is written anew.
        connection.execute_batch(
            "DELETE FROM page WHERE sha256 NOT IN (SELECT json_extract(detail, '$.sha256') \
                 FROM event WHERE kind IN ('saved', 'captured')); \
             DELETE FROM record WHERE sha256 NOT IN (SELECT json_extract(detail, '$.record') \
                 FROM event WHERE kind IN ('saved', 'captured', 'reparsed')); \
             INSERT INTO words (words) VALUES ('optimize');",
        )?;
    }
    Ok(jobs)
}
