//! Reads the lines of an import: pages and records go into the collection, events are kept.

use std::io::BufRead;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use serde::Deserialize;

use super::super::export::{FORMAT, Line};
use super::super::failure::Inner;
use super::super::happening::{Happening, Logged};
use super::super::{ids, records};
use super::{Arrived, refused};
use crate::{Error, JobId};

/// What a record of any version has.
#[derive(Deserialize)]
struct OfAnyVersion {
    #[serde(rename = "schema_version")]
    _schema_version: String,
}

/// What was read so far.
#[derive(Default)]
struct Counts {
    pages: u64,
    records: u64,
}

/// Reads all lines.
pub(super) fn read(connection: &Connection, input: &mut impl BufRead) -> Inner<Vec<Arrived>> {
    let mut events: Vec<Arrived> = Vec::new();
    let mut counts = Counts::default();
    let mut line = 0;
    let mut ended = false;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes).map_err(Error::Stream)? == 0 {
            break;
        }
        line += 1;
        if ended {
            return Err(refused(line, "something stands behind the last line").into());
        }
        let read =
            serde_json::from_slice(&bytes).map_err(|error| refused(line, of_json(&error)))?;
        match (line, read) {
            (1, Line::JobgistCollection(FORMAT)) => {}
            (1, Line::JobgistCollection(newer)) => {
                let reason =
                    format!("the format {newer} is newer than this version, which knows {FORMAT}");
                return Err(refused(line, reason).into());
            }
            (1, _) => return Err(refused(line, "this is not the beginning of an export").into()),
            (
                _,
                Line::End {
                    pages,
                    records,
                    events: count,
                },
            ) => {
                if (pages, records, count) != (counts.pages, counts.records, events.len() as u64) {
                    return Err(refused(line, "lines are missing before").into());
                }
                ended = true;
            }
            (_, read) => {
                let event = take(connection, line, read, &mut counts)?;
                events.extend(in_order(line, event, events.last())?);
            }
        }
    }
    if ended {
        Ok(events)
    } else {
        Err(refused(line + 1, "the end of the export is missing: it is cut off").into())
    }
}

/// What serde says, without its own count of lines.
fn of_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.split_once(" at line ") {
        Some((reason, _)) => format!("{reason} (column {})", error.column()),
        None => text,
    }
}

/// Events are numbered upwards.
fn in_order(
    line: u64,
    event: Option<Logged>,
    last: Option<&Arrived>,
) -> Result<Option<Arrived>, Error> {
    let Some(event) = event else {
        return Ok(None);
    };
    let last = last.map_or(0, |last| last.event.number);
    // SQLite counts with signed numbers.
    if event.number <= last || event.number > i64::MAX as u64 || event.change > event.number {
        return Err(refused(
            line,
            format!("event {} is out of order", event.number),
        ));
    }
    Ok(Some(Arrived { line, event }))
}

/// Keeps a page or a record, or reads an event.
fn take(
    connection: &Connection,
    line: u64,
    read: Line,
    counts: &mut Counts,
) -> Inner<Option<Logged>> {
    match read {
        Line::Page {
            sha256,
            text,
            base64,
        } => {
            let bytes = match (text, base64) {
                (Some(text), None) => text.into_bytes(),
                (None, Some(text)) => STANDARD
                    .decode(text)
                    .map_err(|error| refused(line, error))?,
                _ => return Err(refused(line, "a page is either text or base64").into()),
            };
            whole(line, &sha256, &bytes)?;
            records::keep_page(connection, &sha256, &bytes)?;
            counts.pages += 1;
        }
        Line::Record {
            sha256,
            parser,
            posting,
        } => {
            let json = posting.get();
            whole(line, &sha256, json.as_bytes())?;
            // Of another version it may have other fields, and is kept all the same.
            serde_json::from_str::<OfAnyVersion>(json)
                .map_err(|error| refused(line, of_json(&error)))?;
            records::keep_json(connection, &sha256, &parser, json.as_bytes())?;
            counts.records += 1;
        }
        Line::JobgistCollection(_) | Line::End { .. } => {
            return Err(refused(line, "this line stands at the beginning or the end").into());
        }
        event @ Line::Event { .. } => return Ok(logged(line, event)?),
    }
    Ok(None)
}

/// Whether content is what its digest says.
fn whole(line: u64, sha256: &str, bytes: &[u8]) -> Result<(), Error> {
    if records::digest(bytes) == sha256 {
        return Ok(());
    }
    Err(refused(
        line,
        format!("its content is not that of {sha256}"),
    ))
}

/// Reads an event.
fn logged(line: u64, read: Line) -> Result<Option<Logged>, Error> {
    let Line::Event {
        number,
        change,
        at,
        job,
        kind,
        detail,
    } = read
    else {
        return Ok(None);
    };
    if !ids::is_id(&job) {
        return Err(refused(line, format!("{job:?} is no id")));
    }
    let what = Happening::of_parts(&kind, detail.get()).map_err(|reason| refused(line, reason))?;
    possible(&what).map_err(|reason| refused(line, reason))?;
    Ok(Some(Logged {
        number,
        change,
        at,
        job: JobId(job),
        what,
    }))
}

/// Whether an event says something that this program could have written.
fn possible(what: &Happening) -> Result<(), &'static str> {
    match what {
        Happening::Rated {
            rating: Some(rating),
        } if !(1..=5).contains(rating) => Err("a rating goes from 1 to 5"),
        Happening::Saved(seen) | Happening::Captured(seen)
            if !records::is_digest(&seen.sha256) || !records::is_digest(&seen.record) =>
        {
            Err("a digest has 64 hexadecimal digits")
        }
        Happening::Saved(seen) | Happening::Captured(seen) if seen.bytes > i64::MAX as u64 => {
            Err("no page is as large as that")
        }
        Happening::Done { reminder } if *reminder > i64::MAX as u64 => Err("no such reminder"),
        Happening::Linked { to, .. } | Happening::Unlinked { to } if !ids::is_id(to.as_str()) => {
            Err("a link leads to an id")
        }
        _ => Ok(()),
    }
}
