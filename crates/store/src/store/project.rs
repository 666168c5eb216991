//! What the events of a job add up to: one function that writes what one event changes. A change
//! calls it for its own events, and [`replay`] for all of a job.

use rusqlite::{Connection, OptionalExtension, params};

use super::address;
use super::failure::Inner;
use super::happening::{Happening, Logged, Seen, to_json};
use super::refresh::refresh;
use crate::{JobId, Status};

/// What has to be read anew after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stale {
    /// Nothing.
    Nothing,
    /// What is looked up by words and facts.
    Facts,
}

/// The key of a job; `None` when its saving was taken back, or it was never saved.
pub(super) fn key(connection: &Connection, job: &JobId) -> Inner<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT key FROM job WHERE id = ?1")?;
    Ok(statement
        .query_row([job.as_str()], |row| row.get(0))
        .optional()?)
}

/// Writes what an event changes.
pub(super) fn project(connection: &Connection, event: &Logged) -> Inner<Stale> {
    if let Happening::Saved(_) = event.what {
        connection
            .prepare_cached(
                "INSERT INTO job (key, id, saved_at, changed_at, status, status_on) \
                 SELECT min(number), ?1, ?2, ?2, ?3, ?4 FROM event WHERE job = ?1 \
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![
                event.job.as_str(),
                event.at.unix_seconds(),
                Status::Saved.as_str(),
                event.at.day().to_string()
            ])?;
    }
    let Some(key) = key(connection, &event.job)? else {
        return Ok(Stale::Nothing);
    };
    connection
        .prepare_cached("UPDATE job SET changed_at = max(changed_at, ?2) WHERE key = ?1")?
        .execute(params![key, event.at.unix_seconds()])?;
    match &event.what {
        Happening::Saved(seen) | Happening::Captured(seen) => capture(connection, key, event, seen),
        Happening::Reparsed {
            sha256,
            entry,
            record,
        } => {
            connection
                .prepare_cached(
                    "UPDATE capture SET record = ?4 WHERE job = ?1 AND sha256 = ?2 AND entry = ?3",
                )?
                .execute(params![key, sha256, entry, record])?;
            Ok(Stale::Facts)
        }
        _ => of_user(connection, key, event),
    }
}

/// What the user did.
fn of_user(connection: &Connection, key: i64, event: &Logged) -> Inner<Stale> {
    match &event.what {
        Happening::Tracked { status, on, note } => {
            connection
                .prepare_cached("UPDATE job SET status = ?2, status_on = ?3 WHERE key = ?1")?
                .execute(params![key, status.as_str(), on.to_string()])?;
            return match note {
                Some(text) => add_note(connection, key, event, text),
                None => Ok(Stale::Nothing),
            };
        }
        Happening::Noted { text } => return add_note(connection, key, event, text),
        Happening::Tagged { tag } => execute(
            connection,
            "INSERT OR IGNORE INTO tag VALUES (?1, ?2)",
            params![key, tag],
        )?,
        Happening::Untagged { tag } => execute(
            connection,
            "DELETE FROM tag WHERE job = ?1 AND word = ?2",
            params![key, tag],
        )?,
        Happening::Contacted { name, detail } => execute(
            connection,
            "INSERT INTO contact VALUES (?2, ?1, ?3, ?4, ?5)",
            params![key, event.number, event.at.unix_seconds(), name, detail],
        )?,
        Happening::Corrected { fact, value } => execute(
            connection,
            "INSERT INTO correction (job, fact, value, at) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at",
            params![key, fact, to_json(value)?, event.at.unix_seconds()],
        )?,
        Happening::Uncorrected { fact } => execute(
            connection,
            "DELETE FROM correction WHERE job = ?1 AND fact = ?2",
            params![key, fact],
        )?,
        _ => return apart_from_facts(connection, key, event),
    }
    Ok(Stale::Facts)
}

/// What the user did that no word and no fact depends on.
fn apart_from_facts(connection: &Connection, key: i64, event: &Logged) -> Inner<Stale> {
    let at = event.at.unix_seconds();
    match &event.what {
        Happening::Rated { rating } => execute(
            connection,
            "UPDATE job SET rating = ?2 WHERE key = ?1",
            params![key, rating],
        ),
        Happening::Reminded { on, text } => execute(
            connection,
            "INSERT INTO reminder (job, event, due, text) VALUES (?1, ?2, ?3, ?4)",
            params![key, event.number, on.to_string(), text],
        ),
        Happening::Done { reminder } => execute(
            connection,
            "UPDATE reminder SET done_at = coalesce(done_at, ?3) WHERE job = ?1 AND event = ?2",
            params![key, reminder, at],
        ),
        Happening::Linked { to, reason } => execute(
            connection,
            "INSERT INTO link VALUES (?1, ?2, ?3) \
             ON CONFLICT DO UPDATE SET reason = excluded.reason",
            params![key, to.as_str(), reason],
        ),
        Happening::Unlinked { to } => execute(
            connection,
            "DELETE FROM link WHERE job = ?1 AND other = ?2",
            params![key, to.as_str()],
        ),
        Happening::Removed {} => execute(
            connection,
            "UPDATE job SET removed_at = coalesce(removed_at, ?2) WHERE key = ?1",
            params![key, at],
        ),
        Happening::Restored {} => execute(
            connection,
            "UPDATE job SET removed_at = NULL WHERE key = ?1",
            params![key],
        ),
        _ => Ok(()),
    }?;
    Ok(Stale::Nothing)
}

fn execute(connection: &Connection, sql: &str, values: impl rusqlite::Params) -> Inner<()> {
    connection.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

fn capture(connection: &Connection, key: i64, event: &Logged, seen: &Seen) -> Inner<Stale> {
    let address = seen.url.as_deref().and_then(address::of);
    execute(
        connection,
        "INSERT INTO capture VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            event.number,
            key,
            event.at.unix_seconds(),
            seen.sha256,
            seen.entry,
            seen.name,
            seen.url,
            address.map(|address| address.text),
            seen.bytes,
            to_json(&seen.reading)?,
            seen.record
        ],
    )?;
    Ok(Stale::Facts)
}

fn add_note(connection: &Connection, key: i64, event: &Logged, text: &str) -> Inner<Stale> {
    execute(
        connection,
        "INSERT INTO note VALUES (?1, ?2, ?3, ?4)",
        params![event.number, key, event.at.unix_seconds(), text],
    )?;
    Ok(Stale::Facts)
}

/// Builds a job anew from its events.
pub(super) fn replay(connection: &Connection, job: &JobId) -> Inner<()> {
    if let Some(key) = key(connection, job)? {
        execute(connection, "DELETE FROM words WHERE rowid = ?1", [key])?;
        execute(connection, "DELETE FROM job WHERE key = ?1", [key])?;
    }
    for event in Logged::standing(connection, job)? {
        project(connection, &event)?;
    }
    match key(connection, job)? {
        Some(key) => refresh(connection, key),
        None => Ok(()),
    }
}
