//! What an event can say: the vocabulary of the log. A kind that was written once is read forever, and
//! a new kind is a new layout of the file, since earlier versions do not know it.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::failure::{Failure, Inner};
use crate::{Day, JobId, Moment, Reading, Status};

/// What happened to a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub(super) enum Happening {
    /// It was saved first.
    Saved(Seen),
    /// Its page was saved once more, and was different.
    Captured(Seen),
    /// A page of it was read by another version, which reads another record.
    Reparsed {
        sha256: String,
        entry: u32,
        record: String,
    },
    Tracked {
        status: Status,
        on: Day,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Noted {
        text: String,
    },
    Tagged {
        tag: String,
    },
    Untagged {
        tag: String,
    },
    Rated {
        rating: Option<u8>,
    },
    Reminded {
        on: Day,
        text: String,
    },
    Done {
        reminder: u64,
    },
    Contacted {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    },
    Corrected {
        fact: String,
        value: Value,
    },
    Uncorrected {
        fact: String,
    },
    Linked {
        to: JobId,
        reason: String,
    },
    Unlinked {
        to: JobId,
    },
    Removed {},
    Restored {},
    /// An earlier event was taken back.
    Undone {
        event: u64,
    },
    /// The job was in the bin, and its events are gone.
    Purged {
        events: u64,
    },
}

/// A page as it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) sha256: String,
    pub(super) entry: u32,
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    pub(super) bytes: u64,
    #[serde(default)]
    pub(super) reading: Reading,
    pub(super) record: String,
}

/// An event of the log.
#[derive(Debug, Clone)]
pub(super) struct Logged {
    pub(super) number: u64,
    pub(super) change: u64,
    pub(super) at: Moment,
    pub(super) job: JobId,
    pub(super) what: Happening,
}

impl Happening {
    /// Kind and particulars, as they stand in the log.
    pub(super) fn parts(&self) -> Inner<(String, String)> {
        let whole = serde_json::to_value(self).map_err(|error| Failure::data("event", error))?;
        match (whole.get("kind"), whole.get("detail")) {
            (Some(Value::String(kind)), Some(detail)) => Ok((kind.clone(), detail.to_string())),
            _ => Err(Failure::data("event", "it has no kind")),
        }
    }

    /// Reads what [`parts`](Self::parts) gives.
    pub(super) fn of_parts(kind: &str, detail: &str) -> Result<Self, String> {
        #[derive(Serialize)]
        struct Parts<'a> {
            kind: &'a str,
            detail: &'a RawValue,
        }
        let read = || {
            let detail = serde_json::from_str(detail)?;
            let whole = serde_json::to_string(&Parts { kind, detail })?;
            serde_json::from_str(&whole)
        };
        read().map_err(|error: serde_json::Error| error.to_string())
    }
}

impl Logged {
    /// Columns that [`read`](Self::read) wants, in its order.
    pub(super) const COLUMNS: &str = "number, change, at, job, kind, detail";

    /// An event from its row.
    pub(super) fn read(row: &Row<'_>) -> Inner<Self> {
        let number = row.get(0)?;
        let what = Happening::of_parts(
            row.get_ref(4)?.as_str().map_err(bad)?,
            row.get_ref(5)?.as_str().map_err(bad)?,
        );
        Ok(Self {
            number,
            change: row.get(1)?,
            at: moment(row.get(2)?)?,
            job: JobId(row.get(3)?),
            what: what.map_err(|reason| Failure::Data(format!("event {number}: {reason}")))?,
        })
    }

    /// The events of a job that were not taken back, in the order in which they add up.
    pub(super) fn standing(connection: &Connection, job: &JobId) -> Inner<Vec<Self>> {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {} FROM event WHERE job = ?1 AND kind <> 'undone' \
             AND NOT EXISTS (SELECT 1 FROM undone WHERE undone.event = event.number) \
             ORDER BY at, number",
            Self::COLUMNS
        ))?;
        let mut rows = statement.query([job.as_str()])?;
        let mut events = Vec::new();
        while let Some(row) = rows.next()? {
            events.push(Self::read(row)?);
        }
        Ok(events)
    }
}

/// A column that should be text.
pub(super) fn bad(error: rusqlite::types::FromSqlError) -> Failure {
    Failure::data("column", error)
}

/// A moment from its column.
pub(super) fn moment(seconds: i64) -> Inner<Moment> {
    Moment::from_unix_seconds(seconds)
        .ok_or_else(|| Failure::data("time", format!("{seconds} is out of range")))
}

/// A day from its column.
pub(super) fn day(text: &str) -> Inner<Day> {
    text.parse().map_err(|error| Failure::data("day", error))
}

/// A value from a column of JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Inner<T> {
    serde_json::from_str(text).map_err(|error| Failure::data("JSON", error))
}

/// A value for a column of JSON.
pub(super) fn to_json<T: Serialize>(value: &T) -> Inner<String> {
    serde_json::to_string(value).map_err(|error| Failure::data("JSON", error))
}
