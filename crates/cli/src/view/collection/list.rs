//! The screens of `list` and `search`.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use jobgist::{PayPeriod, Salary};
use jobgist_store::{Found, Listed};

use super::table::{Column, table};
use super::{listed, short};
use crate::output::clean;
use crate::view::text::{Page, TITLE};

/// A word that was looked for.
const HIT: Style = AnsiColor::Yellow.on_default();

/// A line a job.
pub(crate) fn jobs(jobs: &[Listed], width: usize) -> String {
    let column = |header: &str, wraps_at, rank, cell: &dyn Fn(&Listed) -> Option<String>| Column {
        header: header.to_owned(),
        cells: jobs
            .iter()
            .map(|job| cell(job).unwrap_or_default())
            .collect(),
        wraps_at,
        rank,
    };
    let day = |day: Option<jobgist_store::Day>| day.map(|day| day.to_string());
    let columns = vec![
        column("Id", None, 0, &|job| Some(job.id.to_string())),
        column("Status", None, 1, &|job| Some(job.status.to_string())),
        column("Title", Some(20), 0, &|job| job.title.as_deref().map(short)),
        column("Employer", Some(12), 2, &|job| {
            job.company.as_deref().map(short)
        }),
        column("Where", Some(10), 4, &|job| Some(short(&place(job)))),
        column("Pay", None, 5, &|job| job.salary.as_ref().and_then(pay)),
        column("Deadline", None, 3, &|job| day(job.valid_through)),
        column("Next", None, 6, &|job| day(job.next_reminder)),
        column("Tags", Some(8), 7, &|job| Some(short(&job.tags.join(", ")))),
        column("Rating", None, 8, &|job| {
            job.rating.map(|rating| rating.to_string())
        }),
    ];
    table(columns, width)
}

/// The first place and the number of others, or remote.
fn place(job: &Listed) -> String {
    let mut out = match &job.places[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    };
    if let Some(workplace) = job.workplace.as_deref().filter(|&place| place != "onsite") {
        let gap = if out.is_empty() { "" } else { ", " };
        let _ = write!(out, "{gap}{workplace}");
    }
    out
}

/// Pay in few characters: "EUR 52k-60k/y".
fn pay(salary: &Salary) -> Option<String> {
    let figures = match (salary.min, salary.max) {
        (Some(min), Some(max)) if min != max => format!("{}-{}", amount(min), amount(max)),
        (Some(one), _) => amount(one),
        (None, Some(max)) => format!("to {}", amount(max)),
        (None, None) => return None,
    };
    let period = match salary.period {
        Some(PayPeriod::Hour) => "/h",
        Some(PayPeriod::Day) => "/d",
        Some(PayPeriod::Week) => "/w",
        Some(PayPeriod::Month) => "/mo",
        Some(PayPeriod::Year) => "/y",
        None => "",
    };
    let currency = salary.currency.as_deref().unwrap_or_default();
    Some(format!("{currency} {figures}{period}").trim().to_owned())
}

/// "52k", "52.5k", "4600", "21.50".
fn amount(figure: f64) -> String {
    if figure >= 10_000.0 {
        format!("{}k", (figure / 100.0).round() / 10.0)
    } else if figure.fract() == 0.0 {
        figure.to_string()
    } else {
        format!("{figure:.2}")
    }
}

/// What was found, with the words in it.
pub(crate) fn found(all: &[Found], width: usize) -> String {
    let mut page = Page::new(width);
    for found in all {
        page.wrapped(&listed(&found.listed), "      ", TITLE);
        page.wrapped_after("      ", marked(found).trim(), "      ", Style::new());
    }
    page.out
}

/// The snippet with the words that were looked for in colour.
fn marked(found: &Found) -> String {
    let snippet = &found.snippet;
    let (mut out, mut at) = (String::new(), 0);
    for hit in &found.hits {
        if let (Some(before), Some(word)) = (snippet.get(at..hit.start), snippet.get(hit.clone())) {
            let _ = write!(out, "{}{HIT}{}{HIT:#}", clean(before), clean(word));
            at = hit.end;
        }
    }
    out.push_str(&clean(snippet.get(at..).unwrap_or_default()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_in_few_characters() {
        let of = |min, max, period| {
            pay(&Salary {
                min,
                max,
                currency: Some("EUR".to_owned()),
                period,
                gross: None,
            })
        };
        let year = Some(PayPeriod::Year);
        assert_eq!(
            of(Some(52_000.0), Some(60_500.0), year).unwrap(),
            "EUR 52k-60.5k/y"
        );
        assert_eq!(
            of(Some(4600.0), None, Some(PayPeriod::Month)).unwrap(),
            "EUR 4600/mo"
        );
        assert_eq!(
            of(None, Some(21.5), Some(PayPeriod::Hour)).unwrap(),
            "EUR to 21.50/h"
        );
        assert_eq!(of(None, None, year), None);
    }
}
