//! Looks the whole collection through: the file, the log against the state, the digests.

use rusqlite::{Connection, ErrorCode, Row};

use super::failure::{Failure, Inner};
use super::open::{expected_schema, schema};
use super::project::replay;
use super::records;
use super::types::Health;
use crate::JobId;

/// What the events of a job add up to, a query a table: all but what a newer version may derive
/// otherwise from the same events.
const STATE: [&str; 8] = [
    "SELECT json_array(id, saved_at, changed_at, status, status_on, rating, removed_at, title, \
     company, places, workplace, valid_through, requisition) FROM job WHERE key = ?1",
    "SELECT json_array(event, at, sha256, entry, name, url, address, bytes, reading, record) \
     FROM capture WHERE job = ?1 ORDER BY event",
    "SELECT word FROM tag WHERE job = ?1 ORDER BY word",
    "SELECT json_array(event, at, text) FROM note WHERE job = ?1 ORDER BY event",
    "SELECT json_array(event, due, text, done_at) FROM reminder WHERE job = ?1 ORDER BY event",
    "SELECT json_array(event, at, name, detail) FROM contact WHERE job = ?1 ORDER BY event",
    "SELECT json_array(fact, value, at, agreed) FROM correction WHERE job = ?1 ORDER BY fact",
    "SELECT json_array(other, reason) FROM link WHERE job = ?1 ORDER BY other",
];

fn column<T: rusqlite::types::FromSql>(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Inner<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the events of a job add up to, as text.
pub(super) fn state_of(connection: &Connection, job: &JobId) -> Inner<Vec<String>> {
    let key: Vec<i64> = column(
        connection,
        "SELECT key FROM job WHERE id = ?1",
        [job.as_str()],
    )?;
    let mut state = Vec::new();
    for sql in STATE {
        for key in &key {
            state.extend(column::<String>(connection, sql, [key])?);
        }
    }
    Ok(state)
}

/// What SQLite finds wrong with a file, and definitions that are not ours.
pub(super) fn damage(connection: &Connection) -> Inner<Vec<String>> {
    let mut damage: Vec<String> = column(connection, "PRAGMA integrity_check", [])?;
    damage.retain(|line| line != "ok");
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let missing = |row: &Row<'_>| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!(
            "a row of {table} names one of {parent} that is not there"
        ))
    };
    for line in statement.query_map([], missing)? {
        damage.push(line?);
    }
    if schema(connection)? != expected_schema()? {
        damage.push("the tables are not those of this program".to_owned());
    }
    Ok(damage)
}

/// Jobs whose state is not what their events say. The connection is in a transaction, which is to be
/// taken back: each state is built anew and compared.
pub(super) fn differing(connection: &Connection) -> Inner<Vec<JobId>> {
    let jobs: Vec<String> = column(
        connection,
        "SELECT job FROM event UNION SELECT id FROM job ORDER BY 1",
        [],
    )?;
    let mut differing = Vec::new();
    for job in jobs.into_iter().map(JobId) {
        let before = state_of(connection, &job)?;
        replay(connection, &job)?;
        if state_of(connection, &job)? != before {
            differing.push(job);
        }
    }
    let undone: Vec<i64> = column(
        connection,
        "SELECT event FROM undone WHERE NOT EXISTS (SELECT 1 FROM event WHERE number = undone_by \
         AND kind = 'undone' AND json_extract(detail, '$.event') = undone.event) \
         UNION SELECT json_extract(detail, '$.event') FROM event WHERE kind = 'undone' \
         AND json_extract(detail, '$.event') NOT IN (SELECT event FROM undone)",
        [],
    )?;
    if let Some(event) = undone.first() {
        return Err(Failure::Data(format!(
            "the log does not say whether event {event} was taken back"
        )));
    }
    // The index of words against itself.
    connection.execute("INSERT INTO words (words) VALUES ('integrity-check')", [])?;
    Ok(differing)
}

/// Pages and records that are not what their digest says.
fn other_digests(connection: &Connection) -> Inner<Vec<String>> {
    let mut wrong = Vec::new();
    for table in ["page", "record"] {
        let mut statement = connection.prepare(&format!("SELECT sha256, data FROM {table}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let sha256: String = row.get(0)?;
            let data: Vec<u8> = row.get(1)?;
            let sound = records::unpack(&data).is_ok_and(|bytes| records::digest(&bytes) == sha256);
            if !sound {
                wrong.push(format!("{table} {sha256}"));
            }
        }
    }
    Ok(wrong)
}

/// Looks the whole collection through.
pub(super) fn check(connection: &mut Connection) -> Inner<Health> {
    let mut health = Health {
        damage: damage(connection)?,
        pages: other_digests(connection)?,
        ..Health::default()
    };
    let trial = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    match differing(&trial) {
        Ok(jobs) => health.differing = jobs,
        Err(Failure::Told(error)) => health.damage.push(error.to_string()),
        Err(Failure::Data(reason)) => health.damage.push(reason),
        Err(Failure::Sql(error)) => match error.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::DiskFull) => return Err(error.into()),
            _ => health.damage.push(error.to_string()),
        },
    }
    trial.rollback()?;
    Ok(health)
}
