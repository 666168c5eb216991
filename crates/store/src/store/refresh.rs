//! What lists and searches go by, from the newest record of a job as corrected, and its notes.

use jobgist::{Posting, Workplace};
use jobgist_duplicates::Fingerprint;
use rusqlite::{Connection, params};

use super::corrections;
use super::failure::Inner;
use super::happening::to_json;
use super::records;
use crate::Day;
use crate::pay::per_year;

/// Reads the newest record of a job, and writes the columns and words that it is found by.
pub(super) fn refresh(connection: &Connection, key: i64) -> Inner<()> {
    let read = records::newest(connection, key)?;
    let corrected = corrections::apply(connection, key, &read)?;
    facts(connection, key, &corrected)?;
    words(connection, key, &corrected)
}

fn facts(connection: &Connection, key: i64, posting: &Posting) -> Inner<()> {
    let places = places(posting);
    let skills: Vec<&str> = posting
        .skills
        .iter()
        .map(|skill| skill.name.as_str())
        .collect();
    // Only a day can be counted down to.
    let deadline = posting.valid_through.as_deref();
    let deadline = deadline.and_then(|text| text.parse::<Day>().ok());
    let fingerprint = Fingerprint::of(posting);
    connection
        .prepare_cached(
            "UPDATE job SET title = ?2, company = ?3, places = ?4, workplace = ?5, salary = ?6, \
             pay_a_year = ?7, valid_through = ?8, requisition = ?9, skills = ?10, title_hash = ?11, \
             fingerprint = ?12 WHERE key = ?1",
        )?
        .execute(params![
            key,
            posting.title,
            posting.company,
            to_json(&places)?,
            posting.workplace.map(workplace),
            posting.salary.as_ref().map(to_json).transpose()?,
            a_year(posting),
            deadline.map(|day| day.to_string()),
            posting.job_id.as_deref().map(str::trim),
            to_json(&skills)?,
            fingerprint.as_ref().map(Fingerprint::title_hash),
            fingerprint.as_ref().map(Fingerprint::to_bytes),
        ])?;
    Ok(())
}

/// Places as lists show them.
pub(super) fn places(posting: &Posting) -> Vec<String> {
    posting.locations.iter().filter_map(place).collect()
}

/// A place as lists show it: "City, CC".
fn place(place: &jobgist::Location) -> Option<String> {
    let town = place.city.as_deref().or(place.region.as_deref());
    match (town, place.country.as_deref()) {
        (Some(town), Some(country)) => Some(format!("{town}, {country}")),
        (Some(name), None) | (None, Some(name)) => Some(name.to_owned()),
        (None, None) => (!place.text.is_empty()).then(|| place.text.clone()),
    }
}

fn workplace(workplace: Workplace) -> &'static str {
    match workplace {
        Workplace::Onsite => "onsite",
        Workplace::Hybrid => "hybrid",
        Workplace::Remote => "remote",
    }
}

/// The most that is paid, brought to a year.
fn a_year(posting: &Posting) -> Option<f64> {
    let year = per_year(posting.salary.as_ref()?, posting.hours.as_ref())?;
    year.greatest().filter(|figure| figure.is_finite())
}

fn words(connection: &Connection, key: i64, posting: &Posting) -> Inner<()> {
    let [title, company, body, notes] = texts(connection, key, posting)?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO words (rowid, title, company, body, notes) \
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![key, title, company, body, notes])?;
    Ok(())
}

/// The columns of the table of words.
pub(super) fn texts(connection: &Connection, key: i64, posting: &Posting) -> Inner<[String; 4]> {
    let mut title = posting.title.clone().unwrap_or_default();
    if let Some(raw) = posting.title_raw.as_deref().filter(|raw| *raw != title) {
        title = format!("{title}\n{raw}");
    }
    let mut body = String::new();
    for section in &posting.sections {
        let items = section.items.iter().map(|item| item.text.as_str());
        for line in section.heading.as_deref().into_iter().chain(items) {
            body.push_str(line);
            body.push('\n');
        }
    }
    let facts = posting.locations.iter().map(|place| place.text.as_str());
    for fact in facts.chain(posting.job_id.as_deref()) {
        body.push_str(fact);
        body.push('\n');
    }
    let mut statement = connection.prepare_cached(
        "SELECT text FROM note WHERE job = ?1 UNION ALL SELECT word FROM tag WHERE job = ?1 \
         UNION ALL SELECT name || ' ' || coalesce(detail, '') FROM contact WHERE job = ?1",
    )?;
    let notes = statement.query_map([key], |row| row.get(0))?;
    let notes: Vec<String> = notes.collect::<rusqlite::Result<_>>()?;
    Ok([
        title,
        posting.company.clone().unwrap_or_default(),
        body,
        notes.join("\n"),
    ])
}
