//! The collection in the formats of others: schema.org JSON-LD, CSV, Markdown.

mod json_ld;
mod markdown;

use std::borrow::Cow;

use crate::{Listed, pay};

pub use json_ld::json_ld;
pub use markdown::{Reported, markdown_report};

/// The columns of the list.
const COLUMNS: [&str; 21] = [
    "id",
    "title",
    "company",
    "places",
    "workplace",
    "status",
    "status_on",
    "salary_min",
    "salary_max",
    "salary_currency",
    "salary_period",
    "salary_gross",
    "pay_per_year_min",
    "pay_per_year_max",
    "pay_per_year_factor",
    "valid_through",
    "next_reminder",
    "tags",
    "rating",
    "saved_at",
    "changed_at",
];

/// The jobs as CSV, a line each, with a head.
///
/// Text that a spreadsheet would take for a formula gets an apostrophe in front; several values of a
/// cell have "; " between them. Pay by the year rests on the posting's pay alone: 40 hours a week are
/// assumed for hourly pay, and the factor says so.
#[must_use]
pub fn csv<'a>(jobs: impl IntoIterator<Item = &'a Listed>) -> String {
    let mut out = Vec::new();
    let mut writer = csv::WriterBuilder::new().from_writer(&mut out);
    // Writing into memory does not fail, and all rows have the same number of cells.
    let _ = writer.write_record(COLUMNS);
    for job in jobs {
        let _ = writer.write_record(row(job).iter().map(String::as_bytes));
    }
    drop(writer);
    String::from_utf8_lossy(&out).into_owned()
}

fn row(job: &Listed) -> [String; COLUMNS.len()] {
    let text = |text: Option<&str>| guarded(text.unwrap_or_default()).into_owned();
    let figure = |figure: Option<f64>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    let day = |day: Option<crate::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let salary = job.salary.as_ref();
    let year = salary.and_then(|salary| pay::per_year(salary, None));
    let word = |value: Option<serde_json::Value>| {
        let word = value.as_ref().and_then(serde_json::Value::as_str);
        word.unwrap_or_default().to_owned()
    };
    [
        text(Some(job.id.as_str())),
        text(job.title.as_deref()),
        text(job.company.as_deref()),
        text(Some(&job.places.join("; "))),
        text(job.workplace.as_deref()),
        text(Some(job.status.as_str())),
        job.status_on.to_string(),
        figure(salary.and_then(|salary| salary.min)),
        figure(salary.and_then(|salary| salary.max)),
        text(salary.and_then(|salary| salary.currency.as_deref())),
        word(salary.and_then(|salary| serde_json::to_value(salary.period?).ok())),
        salary
            .and_then(|salary| salary.gross)
            .map(|gross| gross.to_string())
            .unwrap_or_default(),
        figure(year.as_ref().and_then(|year| year.min)),
        figure(year.as_ref().and_then(|year| year.max)),
        year.map(|year| year.factor.words).unwrap_or_default(),
        day(job.valid_through),
        day(job.next_reminder),
        text(Some(&job.tags.join("; "))),
        job.rating
            .map(|rating| rating.to_string())
            .unwrap_or_default(),
        job.saved_at.to_string(),
        job.changed_at.to_string(),
    ]
}

/// Text of which no spreadsheet makes a formula, which could call programs or send data away.
fn guarded(text: &str) -> Cow<'_, str> {
    // The wide forms count as well: East Asian versions of spreadsheets read them alike.
    let first = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(first) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests;
