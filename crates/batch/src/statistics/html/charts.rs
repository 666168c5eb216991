//! Columns over an axis that has an order.

use std::collections::BTreeMap;

use crate::statistics::figures::thousands;
use crate::statistics::report::Report;
use crate::statistics::tally::{Count, MANY_YEARS};

/// Height of the columns of a chart; the labels stand below.
const CHART_HEIGHT: f64 = 130.0;

/// Width of a chart.
const CHART_WIDTH: f64 = 900.0;

/// Months from the first to the last that a chart has columns for.
const MOST_MONTHS: usize = 180;

/// Labels below the columns of a chart.
const LABELS: usize = 12;

/// Columns over an axis that has an order.
pub(super) struct Chart {
    pub(super) heading: &'static str,
    pub(super) column: &'static str,
    pub(super) note: String,
    pub(super) width: f64,
    pub(super) bar: f64,
    pub(super) columns: Vec<Column>,
}

pub(super) struct Column {
    pub(super) name: String,
    pub(super) count: u64,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) middle: f64,
    pub(super) height: f64,
    pub(super) labelled: bool,
}

/// Months and years of experience, where any are stated.
pub(super) fn charts(report: &Report) -> Vec<Chart> {
    let years = report.experience.counts.iter();
    let silent = |count: u64| match count {
        0 => String::new(),
        1 => "One posting does not say.".to_owned(),
        many => format!("{} postings do not say.", thousands(many)),
    };
    let all = [
        chart(
            ("Months of publication", "month"),
            silent(report.months.not_stated),
            without_gaps(&report.months.counts),
        ),
        chart(
            ("Years of experience", "least years"),
            silent(report.experience.not_stated),
            years
                .map(|bar| {
                    let more = if bar.years == MANY_YEARS { "+" } else { "" };
                    (format!("{}{more}", bar.years), bar.count)
                })
                .collect(),
        ),
    ];
    all.into_iter().flatten().collect()
}

/// Months with those between them that have no postings; as they are where they lie far apart.
fn without_gaps(months: &[Count]) -> Vec<(String, u64)> {
    let number = |name: &str| {
        let (year, month) = name.split_once('-')?;
        Some(year.parse::<usize>().ok()? * 12 + month.parse::<usize>().ok()? - 1)
    };
    let placed = months
        .iter()
        .map(|month| Some((number(&month.name)?, month.count)));
    let placed: Option<BTreeMap<usize, u64>> = placed.collect();
    let as_they_are = || months.iter().map(|month| (month.name.clone(), month.count));
    let Some(placed) = placed else {
        return as_they_are().collect();
    };
    let ends = placed.first_key_value().zip(placed.last_key_value());
    match ends {
        Some(((first, _), (last, _))) if last - first < MOST_MONTHS => (*first..=*last)
            .map(|month| {
                let name = format!("{:04}-{:02}", month / 12, month % 12 + 1);
                (name, placed.get(&month).copied().unwrap_or(0))
            })
            .collect(),
        _ => as_they_are().collect(),
    }
}

/// A chart; `None` without columns.
fn chart(
    (heading, column): (&'static str, &'static str),
    note: String,
    counts: Vec<(String, u64)>,
) -> Option<Chart> {
    let most = counts.iter().map(|(_, count)| *count).max()?.max(1) as f64;
    let step = CHART_WIDTH / counts.len() as f64;
    // One column alone would be a wall.
    let bar = (step * 0.8).min(60.0);
    let every = counts.len().div_ceil(LABELS);
    let columns = counts.into_iter().enumerate().map(|(at, (name, count))| {
        let height = CHART_HEIGHT * count as f64 / most;
        let middle = step * (at as f64 + 0.5);
        Column {
            name,
            count,
            x: middle - bar / 2.0,
            y: CHART_HEIGHT - height,
            middle,
            height,
            labelled: at % every == 0,
        }
    });
    Some(Chart {
        heading,
        column,
        note,
        width: CHART_WIDTH,
        bar,
        columns: columns.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_postings_keep_their_place() {
        let months = |names: &[&str]| -> Vec<String> {
            let counts: Vec<Count> = names.iter().map(|name| Count::of((name, 1))).collect();
            let filled = without_gaps(&counts).into_iter();
            filled
                .map(|(name, count)| format!("{name} {count}"))
                .collect()
        };
        assert_eq!(
            months(&["2026-11", "2027-02"]),
            ["2026-11 1", "2026-12 0", "2027-01 0", "2027-02 1"]
        );
        assert_eq!(months(&["0001-01", "2027-02"]), ["0001-01 1", "2027-02 1"]);
        assert!(months(&[]).is_empty());
    }
}
