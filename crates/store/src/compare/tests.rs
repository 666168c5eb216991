use std::fmt::Write as _;

use jobgist::{Options, Profile};

use super::*;
use crate::testing::posting;

const BAKER: &str = "\
# Night Baker

Company: Kornfeld
Location: Lyon, France
Salary: EUR 2,600 a month
Apply by: 2026-12-15

## Requirements

- 2 years of experience with sourdough
- SQL or Python
- Driving licence
- Strong sense of order
- French B2

## Nice to have

- Excel

## Benefits

- Bread for the family
";

const PLANNER: &str = "\
# Bakery Planner

Company: Halm & Sons
Location: Nantes, France (hybrid)
Salary: EUR 19 an hour
Full-time, 35 hours a week

## Requirements

- SQL
- Excel, at least 3 years
- A strong sense of order
- French C1

## Nice to have

- Power BI
";

const CLERK: &str = "\
# Clerk

## Requirements

- SQL
- Excel
- Power BI
- Patience
";

fn side_by_side(texts: &[&str]) -> Comparison {
    let records: Vec<Posting> = texts.iter().map(|text| posting(text)).collect();
    let named: Vec<(JobId, &Posting)> = records
        .iter()
        .enumerate()
        .map(|(at, record)| (JobId(format!("job{at}")), record))
        .collect();
    compare(&named, None)
}

fn shown(comparison: &Comparison) -> String {
    let mut out = String::new();
    for row in &comparison.facts {
        let values: Vec<&str> = row
            .values
            .iter()
            .map(|value| value.as_deref().unwrap_or("-"))
            .collect();
        let _ = writeln!(
            out,
            "{}{}: {}",
            row.label,
            if row.same { " (same)" } else { "" },
            values.join(" | ")
        );
    }
    for (name, asks) in [
        ("must", &comparison.must_haves),
        ("wish", &comparison.nice_to_haves),
    ] {
        let lists = [("common", &asks.in_common), ("some", &asks.in_some)];
        let only = asks.only.iter().map(|list| ("only", list));
        for (which, things) in lists.into_iter().chain(only) {
            let _ = writeln!(out, "{name} {which}:");
            for thing in things {
                let by: Vec<String> = thing
                    .by
                    .iter()
                    .map(|demand| {
                        demand.as_ref().map_or("-".to_owned(), |demand| {
                            let alternative = if demand.alternative { "~" } else { "" };
                            format!(
                                "{alternative}{:?} {}",
                                demand.priority,
                                demand.min_years.unwrap_or(0.0)
                            )
                        })
                    })
                    .collect();
                let _ = writeln!(out, "  {}: {}", thing.name, by.join(" | "));
            }
        }
    }
    out
}

#[test]
fn two_side_by_side() {
    insta::assert_snapshot!(shown(&side_by_side(&[BAKER, PLANNER])));
}

#[test]
fn what_several_but_not_all_ask() {
    let three = side_by_side(&[BAKER, PLANNER, CLERK]);
    let names = |things: &[Asked]| -> Vec<String> {
        things.iter().map(|thing| thing.name.clone()).collect()
    };
    assert_eq!(names(&three.must_haves.in_common), ["SQL"]);
    assert_eq!(
        names(&three.must_haves.in_some),
        ["Sense of order", "Excel"]
    );
    assert_eq!(three.jobs[2].not_stated.len(), 9);
    assert_eq!(three.jobs[0].benefits, ["Bread for the family"]);
}

#[test]
fn pay_by_the_year_stands_where_it_says_more() {
    let has_row = |texts: &[&str]| {
        side_by_side(texts)
            .facts
            .iter()
            .any(|row| row.fact == "pay_per_year")
    };
    assert!(has_row(&[BAKER, PLANNER]));
    let yearly = BAKER.replace("2,600 a month", "31,200 a year");
    assert!(!has_row(&[&yearly, CLERK]));
}

#[test]
fn the_fit_stands_with_its_posting() {
    let records = [posting(BAKER), posting(CLERK)];
    let profile = Profile::from_toml("skills = [\"SQL\", \"Excel\", \"Power BI\"]").unwrap();
    let fits: Vec<Fit> = records
        .iter()
        .map(|record| record.fit(&profile, &Options::default()))
        .collect();
    let named: Vec<(JobId, &Posting)> = records
        .iter()
        .map(|record| (JobId("a".to_owned()), record))
        .collect();
    let found = compare(&named, Some(&fits));
    for (job, fit) in found.jobs.iter().zip(&fits) {
        let short = job.fit.as_ref().unwrap();
        assert_eq!((short.verdict, short.score), (fit.verdict, fit.score));
    }
    assert!(
        compare(&named, None)
            .jobs
            .iter()
            .all(|job| job.fit.is_none())
    );
}

#[test]
fn nothing_and_one_have_their_comparison() {
    assert_eq!(compare(&[], None), Comparison::default());
    let one = side_by_side(&[CLERK]);
    assert_eq!(one.must_haves.in_common.len(), 4);
    assert!(one.must_haves.only[0].is_empty());
}
