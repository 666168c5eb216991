//! Reads what an export wrote, whole or not at all: into an empty collection as it was, into another
//! one by adding what is missing to each job.

mod lines;
mod merge;

use std::collections::BTreeSet;
use std::io::BufRead;

use rusqlite::{Connection, params};

use super::failure::Inner;
use super::happening::{Happening, Logged};
use super::project::replay;
use super::types::Imported;
use super::write;
use crate::{Error, JobId};

/// An event of an import, and its line.
#[derive(Debug)]
struct Arrived {
    line: u64,
    event: Logged,
}

/// An error that names the line.
fn refused(line: u64, reason: impl std::fmt::Display) -> Error {
    Error::Import {
        line,
        reason: reason.to_string(),
    }
}

/// Imports; the connection is in a transaction, which is to be taken back on an error.
pub(super) fn import(connection: &Connection, input: &mut impl BufRead) -> Inner<Imported> {
    let arrived = lines::read(connection, input)?;
    check(connection, &arrived)?;
    let empty = !connection
        .prepare("SELECT 1 FROM event LIMIT 1")?
        .exists([])?;
    if empty {
        as_they_were(connection, arrived)
    } else {
        merge::merge(connection, arrived)
    }
}

/// Whether events name what is there.
fn check(connection: &Connection, arrived: &[Arrived]) -> Inner<()> {
    let mut page = connection.prepare("SELECT 1 FROM page WHERE sha256 = ?1")?;
    let mut record = connection.prepare("SELECT 1 FROM record WHERE sha256 = ?1")?;
    let mut earlier = std::collections::HashMap::new();
    for Arrived { line, event } in arrived {
        let names = match &event.what {
            Happening::Saved(seen) | Happening::Captured(seen) => {
                Some((&seen.sha256, &seen.record))
            }
            Happening::Reparsed { sha256, record, .. } => Some((sha256, record)),
            _ => None,
        };
        if let Some((of_page, of_record)) = names {
            if !page.exists([of_page])? {
                return Err(refused(*line, format!("the page {of_page} is missing")).into());
            }
            if !record.exists([of_record])? {
                return Err(refused(*line, format!("the record {of_record} is missing")).into());
            }
        }
        if let Happening::Undone { event: undone } = &event.what
            && earlier.get(undone) != Some(&&event.job)
        {
            let reason = format!("event {undone} of this job is not among those before");
            return Err(refused(*line, reason).into());
        }
        earlier.insert(event.number, &event.job);
    }
    Ok(())
}

/// Writes that an event was taken back.
fn mark_undone(connection: &Connection, event: u64, undone_by: u64) -> Inner<()> {
    // Two collections may both have taken it back.
    connection
        .prepare_cached("INSERT OR IGNORE INTO undone VALUES (?1, ?2)")?
        .execute(params![event, undone_by])?;
    Ok(())
}

/// Into an empty collection: with the same numbers.
fn as_they_were(connection: &Connection, arrived: Vec<Arrived>) -> Inner<Imported> {
    let mut imported = Imported {
        events: arrived.len(),
        ..Imported::default()
    };
    let mut jobs: BTreeSet<JobId> = BTreeSet::new();
    for Arrived { event, .. } in arrived {
        write::insert(connection, &event)?;
        if let Happening::Undone { event: undone } = event.what {
            mark_undone(connection, undone, event.number)?;
        }
        if !matches!(event.what, Happening::Purged { .. }) && jobs.insert(event.job.clone()) {
            imported.new.push(event.job);
        }
    }
    for job in &jobs {
        replay(connection, job)?;
    }
    Ok(imported)
}
