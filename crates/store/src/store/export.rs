//! Writes everything in the collection as JSON Lines: a page, a record or an event a line.
//!
//! Numbers and times are those of the collection, and the order is always the same: the export of
//! what was imported into an empty collection is the same to the byte.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::failure::{Failure, Inner};
use super::happening::moment;
use super::records;
use crate::{Error, Moment};

/// The version of the format.
pub(super) const FORMAT: u32 = 1;

/// A line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Line {
    /// The first line: the version of the format.
    JobgistCollection(u32),
    /// A page, as text where it is UTF-8.
    Page {
        sha256: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base64: Option<String>,
    },
    /// A record, as it was written.
    Record {
        sha256: String,
        parser: String,
        posting: Box<RawValue>,
    },
    /// An event.
    Event {
        number: u64,
        change: u64,
        at: Moment,
        job: String,
        kind: String,
        detail: Box<RawValue>,
    },
    /// The last line: how many of each there were, by which a part of an export is told.
    End {
        pages: u64,
        records: u64,
        events: u64,
    },
}

/// Writes everything.
pub(super) fn export(connection: &Connection, output: &mut impl Write) -> Inner<()> {
    // One state of the collection, whatever others write meanwhile.
    let snapshot = connection.unchecked_transaction()?;
    write(output, &Line::JobgistCollection(FORMAT))?;
    let end = Line::End {
        pages: pages(&snapshot, output)?,
        records: of_records(&snapshot, output)?,
        events: events(&snapshot, output)?,
    };
    write(output, &end)?;
    output.flush().map_err(Error::Stream)?;
    Ok(snapshot.finish()?)
}

fn write(output: &mut impl Write, line: &Line) -> Inner<()> {
    let text = serde_json::to_string(line).map_err(|error| Failure::data("export", error))?;
    writeln!(output, "{text}").map_err(Error::Stream)?;
    Ok(())
}

fn pages(connection: &Connection, output: &mut impl Write) -> Inner<u64> {
    let mut statement = connection.prepare("SELECT sha256, data FROM page ORDER BY sha256")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let data: Vec<u8> = row.get(1)?;
        let (text, base64) = match String::from_utf8(records::unpack(&data)?) {
            Ok(text) => (Some(text), None),
            Err(error) => (None, Some(STANDARD.encode(error.as_bytes()))),
        };
        write(
            output,
            &Line::Page {
                sha256: row.get(0)?,
                text,
                base64,
            },
        )?;
        count += 1;
    }
    Ok(count)
}

fn of_records(connection: &Connection, output: &mut impl Write) -> Inner<u64> {
    let mut statement =
        connection.prepare("SELECT sha256, parser, data FROM record ORDER BY sha256")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let data: Vec<u8> = row.get(2)?;
        let json = String::from_utf8(records::unpack(&data)?)
            .map_err(|error| Failure::data("record", error))?;
        write(
            output,
            &Line::Record {
                sha256: row.get(0)?,
                parser: row.get(1)?,
                posting: raw(json)?,
            },
        )?;
        count += 1;
    }
    Ok(count)
}

fn events(connection: &Connection, output: &mut impl Write) -> Inner<u64> {
    let mut statement = connection
        .prepare("SELECT number, change, at, job, kind, detail FROM event ORDER BY number")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        write(
            output,
            &Line::Event {
                number: row.get(0)?,
                change: row.get(1)?,
                at: moment(row.get(2)?)?,
                job: row.get(3)?,
                kind: row.get(4)?,
                detail: raw(row.get(5)?)?,
            },
        )?;
        count += 1;
    }
    Ok(count)
}

fn raw(json: String) -> Inner<Box<RawValue>> {
    RawValue::from_string(json).map_err(|error| Failure::data("JSON", error))
}
