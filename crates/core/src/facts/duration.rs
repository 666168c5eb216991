//! Length of the engagement.
//!
//! Rules of the fact `duration` give either the value `permanent` or a span of time in the groups
//! `min`, `max` and one of `days`, `weeks`, `months`, `years`; the group `upto` makes the figure an
//! upper end, `open` (or `plus`) leaves the upper end open. Rules of `duration.extendable` mark
//! the blocks that speak of an extension.

use super::Candidate;
use crate::outline::Role;
use crate::posting::{EngagementDuration, SectionKind};
use crate::reading::{Hit, Reading};
use crate::text::numbers::small_number;

/// Longest engagement that is believed, in months: more is a company's age.
const MOST_MONTHS: f64 = 120.0;

/// Candidates for length of the engagement.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<EngagementDuration>> {
    reading
        .hits("duration")
        .filter_map(|hit| candidate(reading, hit))
        .collect()
}

fn candidate(reading: &Reading<'_>, hit: &Hit<'_>) -> Option<Candidate<EngagementDuration>> {
    let kind = hit.value()?;
    let (value, weight) = if kind == "permanent" {
        let permanent = EngagementDuration {
            permanent: true,
            ..EngagementDuration::default()
        };
        (Some(permanent), 10)
    } else if kind == "vague" {
        (None, 0)
    } else {
        let mut length = length_of(reading, hit)?;
        length.extendable = [hit.block, hit.block + 1]
            .into_iter()
            .find_map(|block| reading.hits_in("duration.extendable", block).first())
            .map(|can| !can.negated);
        (Some(length), 20)
    };
    let place = match reading.outline.roles.get(hit.block) {
        Some(Role::Item(SectionKind::Company | SectionKind::Legal)) => -15,
        Some(Role::Item(SectionKind::Benefits)) => -5,
        Some(Role::Item(SectionKind::Terms) | Role::Meta | Role::Title) => 5,
        _ => 0,
    };
    Some(Candidate {
        value,
        evidence: reading.evidence(hit.range.clone(), &hit.rule.name, hit.rule.stated),
        weight: weight + hit.rule.weight + place,
    })
}

/// The span of time that a hit's groups give.
fn length_of(reading: &Reading<'_>, hit: &Hit<'_>) -> Option<EngagementDuration> {
    let figure = |name: &str| {
        let text = &reading.page.folded[hit.group(name)?];
        small_number(text, reading.languages)
    };
    let factor = months_per_unit(hit)?;
    let months = |figure: f64| rounded(figure * factor);
    let (first, second) = (figure("min").map(months), figure("max").map(months));
    let (min, max) = match (first, second) {
        (Some(first), Some(second)) if first <= second => (Some(first), Some(second)),
        (Some(first), _) if hit.group("upto").is_some() => (None, Some(first)),
        (Some(first), _) if hit.group("open").or(hit.group("plus")).is_some() => {
            (Some(first), None)
        }
        (Some(first), _) => (Some(first), Some(first)),
        (None, _) => return None,
    };
    let believable = |months: Option<f64>| months.is_none_or(|m| m > 0.0 && m <= MOST_MONTHS);
    (believable(min) && believable(max)).then_some(EngagementDuration {
        min_months: min,
        max_months: max,
        extendable: None,
        permanent: false,
    })
}

/// Months as people count them: 12 weeks are 3 months. Whole and half months from one month on,
/// tenths below.
fn rounded(months: f64) -> f64 {
    let parts = if months < 1.0 { 10.0 } else { 2.0 };
    (months * parts).round() / parts
}

/// How many months the unit of a hit is.
fn months_per_unit(hit: &Hit<'_>) -> Option<f64> {
    [
        ("months", 1.0),
        ("weeks", 12.0 / 52.0),
        ("years", 12.0),
        ("days", 12.0 / 365.0),
    ]
    .into_iter()
    .find(|(unit, _)| hit.group(unit).is_some())
    .map(|(_, months)| months)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, best};

    fn read(code: &str, lines: &str) -> Option<EngagementDuration> {
        best(find(&Fixture::of(code, lines).reading()))
    }

    fn months(min: Option<f64>, max: Option<f64>) -> Option<EngagementDuration> {
        Some(EngagementDuration {
            min_months: min,
            max_months: max,
            ..EngagementDuration::default()
        })
    }

    #[test]
    fn figures_of_an_engagement() {
        let both = |n| months(Some(n), Some(n));
        assert_eq!(read("en", "A 6-month contract in our lab"), both(6.0));
        assert_eq!(
            read("en", "Duration: 3 to 5 months"),
            months(Some(3.0), Some(5.0))
        );
        assert_eq!(read("en", "Contract length: 26 weeks"), both(6.0));
        assert_eq!(
            read("en", "Internship of up to 6 months"),
            months(None, Some(6.0))
        );
        assert_eq!(read("en", "Duration: 9+ months"), months(Some(9.0), None));
        assert_eq!(read("en", "a two-year fixed-term position"), both(24.0));
        assert_eq!(
            read("de", "Die Stelle ist auf 2 Jahre befristet."),
            both(24.0)
        );
        assert_eq!(read("fr", "CDD de 6 mois à Nantes"), both(6.0));
    }

    #[test]
    fn an_extension_is_kept() {
        let read = read("en", "Duration: 1 year with possible extension").expect("found");
        assert_eq!((read.min_months, read.extendable), (Some(12.0), Some(true)));
    }

    #[test]
    fn permanent_jobs() {
        for (code, line) in [
            ("en", "This is a permanent position."),
            ("en", "Job Types: Full-time, Permanent"),
            ("de", "ein unbefristeter Arbeitsvertrag"),
            ("fr", "Type de contrat : CDI"),
        ] {
            assert!(read(code, line).is_some_and(|d| d.permanent), "{line}");
        }
        assert_eq!(read("en", "This is not a permanent position."), None);
        assert_eq!(read("en", "Permanent residents are welcome"), None);
    }

    #[test]
    fn other_spans_of_time_are_not_engagements() {
        for line in [
            "5 years of experience in retail",
            "A probation period of 6 months applies",
            "Notice period: 3 months",
            "Our company has been growing for 12 years",
            "16 weeks of parental leave",
            "In your first 6 months you learn our tools",
        ] {
            assert_eq!(read("en", line), None, "{line}");
        }
    }
}
