//! Reads all pages anew: what a newer version reads otherwise becomes another record, and the old one
//! stays.

use std::collections::BTreeSet;

use jobgist::{Options, Posting};
use rusqlite::{Connection, params};

use super::failure::{Failure, Inner};
use super::happening::Happening;
use super::project::{Stale, key};
use super::records::{self, Taken};
use super::refresh::refresh;
use super::types::Reparsed;
use super::write::Writer;
use crate::JobId;

/// Jobs and the captures of them that are read in one go: of one page, under one name, read in one way.
type Together = Vec<(JobId, Taken)>;

/// Reads all pages anew and keeps the other records aside; the collection can be written meanwhile.
pub(super) fn read(
    connection: &Connection,
    options: &Options,
    mut progress: impl FnMut(usize, usize),
) -> Inner<Reparsed> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS anew \
         (job TEXT, sha256 TEXT, entry INTEGER, old TEXT, record TEXT, data BLOB); \
         DELETE FROM temp.anew;",
    )?;
    let sources = sources(connection)?;
    let mut done = Reparsed {
        pages: sources.len(),
        ..Reparsed::default()
    };
    for (at, captures) in sources.iter().enumerate() {
        if let Some((_, first)) = captures.first() {
            let page = records::bytes(connection, "page", &first.sha256)?;
            match first.postings(&page, options)? {
                Ok(postings) => compare(connection, captures, &postings.collect::<Vec<_>>())?,
                Err(reason) => {
                    let jobs: BTreeSet<&JobId> = captures.iter().map(|(job, _)| job).collect();
                    let told = jobs.into_iter().map(|job| (job.clone(), reason.clone()));
                    done.unreadable.extend(told);
                }
            }
        }
        progress(at + 1, sources.len());
    }
    Ok(done)
}

fn sources(connection: &Connection) -> Inner<Vec<Together>> {
    let mut statement = connection.prepare(&format!(
        "SELECT {}, job.id FROM capture JOIN job ON job.key = capture.job \
         ORDER BY sha256, name, reading, event",
        Taken::COLUMNS
    ))?;
    let mut rows = statement.query([])?;
    let mut sources: Vec<Together> = Vec::new();
    while let Some(row) = rows.next()? {
        let taken = (JobId(row.get(5)?), Taken::read(row)?);
        let source = |taken: &Taken| {
            (
                taken.sha256.clone(),
                taken.name.clone(),
                taken.reading.clone(),
            )
        };
        match sources.last_mut() {
            Some(last)
                if last
                    .first()
                    .is_some_and(|(_, first)| source(first) == source(&taken.1)) =>
            {
                last.push(taken);
            }
            _ => sources.push(vec![taken]),
        }
    }
    Ok(sources)
}

/// Keeps records aside that are not those of the captures.
fn compare(connection: &Connection, captures: &Together, postings: &[Posting]) -> Inner<()> {
    for (job, taken) in captures {
        // An entry that this version does not find any more keeps its record.
        let Some(posting) = postings.get(taken.entry as usize) else {
            continue;
        };
        let text = serde_json::to_vec(posting).map_err(|error| Failure::data("record", error))?;
        let record = records::digest(&text);
        if record != taken.record {
            let data = records::compress(&text)?;
            connection
                .prepare_cached("INSERT INTO temp.anew VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute(params![
                    job.as_str(),
                    taken.sha256,
                    taken.entry,
                    taken.record,
                    record,
                    data
                ])?;
        }
    }
    Ok(())
}

/// Takes the records over that were kept aside.
pub(super) fn take_over(writer: &mut Writer<'_>, done: &mut Reparsed) -> Inner<()> {
    let connection = writer.connection;
    let mut statement = connection.prepare(
        "SELECT DISTINCT anew.job, anew.sha256, anew.entry, anew.record, anew.data \
         FROM temp.anew JOIN job ON job.id = anew.job JOIN capture ON capture.job = job.key \
         AND capture.sha256 = anew.sha256 AND capture.entry = anew.entry \
         AND capture.record = anew.old ORDER BY job.key, anew.rowid",
    )?;
    let mut rows = statement.query([])?;
    let mut changed: Vec<JobId> = Vec::new();
    while let Some(row) = rows.next()? {
        let job = JobId(row.get(0)?);
        let record: String = row.get(3)?;
        let data: Vec<u8> = row.get(4)?;
        records::keep_json(
            connection,
            &record,
            env!("CARGO_PKG_VERSION"),
            &records::unpack(&data)?,
        )?;
        let what = Happening::Reparsed {
            sha256: row.get(1)?,
            entry: row.get(2)?,
            record,
        };
        let (_, stale) = writer.log(&job, what)?;
        if stale == Stale::Facts && changed.last() != Some(&job) {
            changed.push(job);
        }
    }
    for job in &changed {
        let before = agreements(connection, job)?;
        if let Some(key) = key(connection, job)? {
            refresh(connection, key)?;
        }
        let after = agreements(connection, job)?.into_iter();
        let new = after.filter(|fact| !before.contains(fact));
        done.agreements.extend(new.map(|fact| (job.clone(), fact)));
    }
    done.changed = changed;
    Ok(())
}

/// Facts on which the program reads what the user says.
fn agreements(connection: &Connection, job: &JobId) -> Inner<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT fact FROM correction JOIN job ON job.key = correction.job \
         WHERE job.id = ?1 AND agreed ORDER BY fact",
    )?;
    let facts = statement.query_map([job.as_str()], |row| row.get(0))?;
    Ok(facts.collect::<rusqlite::Result<_>>()?)
}

/// Takes away what was kept aside.
pub(super) fn clear(connection: &Connection) -> Inner<()> {
    Ok(connection.execute_batch("DROP TABLE IF EXISTS temp.anew")?)
}
