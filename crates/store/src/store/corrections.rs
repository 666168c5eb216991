//! What the user says is otherwise: kept apart from records, and laid over them when they are read.

use jobgist::{FACTS, Posting};
use rusqlite::{Connection, params};
use serde_json::Value;

use super::failure::{Failure, Inner};
use super::happening::json;
use crate::{Day, Error};

/// A record with a correction laid over it.
///
/// # Errors
/// When there is no such fact, or it cannot have the value.
pub(super) fn corrected(posting: &Posting, fact: &str, value: &Value) -> Result<Posting, Error> {
    if !FACTS.contains(&fact) {
        return Err(Error::NoFact {
            fact: fact.to_owned(),
        });
    }
    let refused = |reason: String| Error::BadValue {
        fact: fact.to_owned(),
        value: value.to_string(),
        reason,
    };
    date(fact, value).map_err(refused)?;
    let mut record = serde_json::to_value(posting).map_err(|error| refused(error.to_string()))?;
    let is_list = record.get(fact).is_some_and(Value::is_array);
    let value = match value {
        Value::Null if is_list => Value::Array(Vec::new()),
        value => value.clone(),
    };
    let states_nothing =
        value.is_null() || value.as_array().is_some_and(Vec::is_empty) || value == "";
    if let Some(place) = record.get_mut(fact) {
        *place = value.clone();
    }
    let mut posting: Posting =
        serde_json::from_value(record).map_err(|error| refused(error.to_string()))?;
    // What the page says of the fact is about what was read, not about what the user says.
    posting.evidence.remove(fact);
    posting.conflicts.retain(|conflict| conflict.fact != fact);
    posting.absent.retain(|absent| absent != fact);
    if states_nothing {
        let place = |name: &str| FACTS.iter().position(|known| *known == name);
        let at = posting
            .absent
            .partition_point(|absent| place(absent) < place(fact));
        posting.absent.insert(at, fact.to_owned());
    }
    Ok(posting)
}

/// A value as the record has it: what the fact does not know is left out.
///
/// # Errors
/// As [`corrected`].
pub(super) fn as_in_record(posting: &Posting, fact: &str, value: &Value) -> Result<Value, Error> {
    let corrected = serde_json::to_value(corrected(posting, fact, value)?);
    let value = corrected
        .ok()
        .and_then(|mut record| record.get_mut(fact).map(Value::take));
    Ok(value.unwrap_or_default())
}

/// Whether a date is one.
fn date(fact: &str, value: &Value) -> Result<(), String> {
    let words: &[&str] = match fact {
        "start_date" => &["immediate", "rolling"],
        "date_posted" | "valid_through" => &[],
        _ => return Ok(()),
    };
    match value.as_str() {
        Some(text) if !words.contains(&text) => text
            .parse::<Day>()
            .map(drop)
            .map_err(|error| error.to_string()),
        _ => Ok(()),
    }
}

/// What two records say of a fact is the same.
fn agree(one: &Posting, other: &Posting, fact: &str) -> bool {
    let of = |posting: &Posting| serde_json::to_value(posting).ok()?.get(fact).cloned();
    of(one) == of(other)
}

/// Lays the corrections of a job over its record, and notes of each whether the record agrees.
pub(super) fn apply(connection: &Connection, key: i64, read: &Posting) -> Inner<Posting> {
    let mut whole = read.clone();
    for (fact, value) in of_job(connection, key)? {
        // A value that a later version does not take any more stays with the user, unused.
        let single = corrected(read, &fact, &value).ok();
        let agreed = single.is_some_and(|single| agree(&single, read, &fact));
        connection
            .prepare_cached(
                "UPDATE correction SET agreed = ?3 WHERE job = ?1 AND fact = ?2 AND agreed <> ?3",
            )?
            .execute(params![key, fact, agreed])?;
        if let Ok(posting) = corrected(&whole, &fact, &value) {
            whole = posting;
        }
    }
    Ok(whole)
}

/// Lays the corrections of a job over its record.
pub(super) fn lay_over(connection: &Connection, key: i64, mut record: Posting) -> Inner<Posting> {
    for (fact, value) in of_job(connection, key)? {
        if let Ok(posting) = corrected(&record, &fact, &value) {
            record = posting;
        }
    }
    Ok(record)
}

fn of_job(connection: &Connection, key: i64) -> Inner<Vec<(String, Value)>> {
    let mut statement = connection
        .prepare_cached("SELECT fact, value FROM correction WHERE job = ?1 ORDER BY fact")?;
    let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| -> Result<_, Failure> {
        let (fact, value) = row?;
        Ok((fact, json(&value)?))
    })
    .collect()
}
