//! Facts of postings as rows of a table.

use jobgist::{LocationsMode, Posting};

use super::FactRow;
use crate::{pay, words};

/// Facts that an applicant looks for, and misses where they are not stated.
const LOOKED_FOR: [&str; 9] = [
    "company",
    "locations",
    "workplace",
    "employment_types",
    "duration",
    "start_date",
    "valid_through",
    "salary",
    "hours",
];

/// A fact's name, the name to show, and its value in words.
type Row = (&'static str, &'static str, fn(&Posting) -> Option<String>);

const ROWS: [Row; 17] = [
    ("locations", "Places", places),
    ("workplace", "Workplace", |one| {
        one.workplace
            .map(|place| words::workplace(place).to_owned())
    }),
    ("employment_types", "Type", |one| {
        let types = one.employment_types.iter();
        words::joined(
            types
                .map(|&kind| words::employment(kind).to_owned())
                .collect(),
            ", ",
        )
    }),
    ("duration", "Length", |one| {
        one.duration.as_ref().and_then(words::length)
    }),
    ("start_date", "Start", |one| one.start_date.clone()),
    ("valid_through", "Deadline", |one| one.valid_through.clone()),
    ("date_posted", "Posted", |one| one.date_posted.clone()),
    ("salary", "Pay", |one| {
        one.salary.as_ref().and_then(words::pay)
    }),
    ("pay_per_year", "Pay a year", pay_per_year),
    ("seniority", "Level", |one| {
        one.seniority
            .map(|level| words::seniority(level).to_owned())
    }),
    ("experience_years", "Experience", |one| {
        one.experience_years.as_ref().and_then(words::experience)
    }),
    ("education", "Education", |one| {
        one.education.as_ref().map(words::education)
    }),
    ("languages", "Languages", |one| {
        words::joined(one.languages.iter().map(words::language).collect(), ", ")
    }),
    ("hours", "Hours", |one| {
        one.hours.as_ref().and_then(words::hours)
    }),
    ("travel", "Travel", |one| {
        one.travel.as_ref().map(words::travel)
    }),
    ("work_authorization", "Permit", |one| {
        one.work_authorization
            .as_ref()
            .and_then(words::authorization)
    }),
    ("job_id", "Reference", |one| one.job_id.clone()),
];

/// A row a fact that at least one posting states.
pub(super) fn rows(postings: &[&Posting]) -> Vec<FactRow> {
    let row = |(fact, label, shown): &Row| {
        let values: Vec<Option<String>> = postings.iter().map(|one| shown(one)).collect();
        let is_stated = values.iter().any(Option::is_some);
        is_stated.then(|| FactRow {
            fact: (*fact).to_owned(),
            label: (*label).to_owned(),
            same: values.iter().all(|value| value == &values[0]),
            values,
        })
    };
    let mut rows: Vec<FactRow> = ROWS.iter().filter_map(row).collect();
    // Where all pay is written by the year, a second row would repeat the first.
    let is_yearly = |one: &&Posting| {
        one.salary
            .as_ref()
            .is_none_or(|salary| salary.period == Some(jobgist::PayPeriod::Year))
    };
    if postings.iter().all(is_yearly) {
        rows.retain(|row| row.fact != "pay_per_year");
    }
    rows
}

/// Names of the facts that an applicant looks for and the posting does not state, in the order of the
/// record.
pub(super) fn not_stated(posting: &Posting) -> Vec<String> {
    let absent = posting.absent.iter();
    absent
        .filter(|fact| LOOKED_FOR.contains(&fact.as_str()))
        .cloned()
        .collect()
}

fn places(posting: &Posting) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for location in &posting.locations {
        let name = words::place(location);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let several = names.len() > 1;
    let mut out = words::joined(names, "; ")?;
    out.push_str(match posting.locations_mode {
        Some(LocationsMode::All) if several => " (all of them)",
        Some(LocationsMode::AnyOf) if several => " (one of them)",
        Some(LocationsMode::MayVary) => " (may vary)",
        _ => "",
    });
    Some(out)
}

/// "EUR 41,600 (× 40 hours × 52 weeks (full time assumed))".
fn pay_per_year(posting: &Posting) -> Option<String> {
    let year = pay::per_year(posting.salary.as_ref()?, posting.hours.as_ref())?;
    let figures = words::figures(year.min, year.max, year.currency.as_deref())?;
    Some(format!("{figures}, {}", year.factor.words))
}
