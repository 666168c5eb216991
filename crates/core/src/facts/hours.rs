//! Working hours.
//!
//! Rules of `hours` give the hours of a week in the groups `min` and `max` (`upto`: an upper end
//! only, `open`: a lower one); those of `hours.pattern` the time at which the work falls.

use super::Candidate;
use crate::outline::Role;
use crate::posting::{Hours, SectionKind, Stated, WorkPattern};
use crate::reading::{Hit, Reading};
use crate::text::numbers::small_number;

/// Hours of a working week that are believed.
const BELIEVED: std::ops::RangeInclusive<f64> = 2.0..=90.0;

/// Candidates for working hours.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<Hours>> {
    let pattern = pattern(reading);
    let figures: Vec<_> = reading
        .hits("hours")
        .filter_map(|hit| figures(reading, hit, pattern.as_ref()))
        .collect();
    if !figures.is_empty() {
        return figures;
    }
    pattern
        .map(|(pattern, hit)| Candidate {
            value: Some(Hours {
                pattern: Some(pattern),
                ..Hours::default()
            }),
            evidence: reading.evidence(hit.range.clone(), &hit.rule.name, hit.rule.stated),
            weight: 0,
        })
        .into_iter()
        .collect()
}

fn figures(
    reading: &Reading<'_>,
    hit: &Hit<'_>,
    pattern: Option<&(WorkPattern, &Hit<'_>)>,
) -> Option<Candidate<Hours>> {
    hit.value()?;
    let figure = |name: &str| {
        let text = &reading.page.folded[hit.group(name)?];
        small_number(text, reading.languages)
    };
    let first = figure("min").filter(|hours| BELIEVED.contains(hours))?;
    let second = figure("max").filter(|hours| BELIEVED.contains(hours) && *hours >= first);
    let (min, max) = match second {
        Some(second) => (Some(first), Some(second)),
        None if hit.group("upto").is_some() => (None, Some(first)),
        None if hit.group("open").or(hit.group("plus")).is_some() => (Some(first), None),
        None => (Some(first), Some(first)),
    };
    let place = match reading.outline.roles.get(hit.block) {
        Some(Role::Meta | Role::Item(SectionKind::Terms)) => 8,
        Some(Role::Item(SectionKind::Company | SectionKind::Legal)) => -8,
        Some(Role::Item(SectionKind::Benefits)) => -3,
        _ => 0,
    };
    Some(Candidate {
        value: Some(Hours {
            per_week_min: min,
            per_week_max: max,
            pattern: pattern.map(|(pattern, _)| *pattern),
        }),
        evidence: reading.evidence(hit.range.clone(), &hit.rule.name, Stated::Stated),
        weight: 10 + place + hit.rule.weight,
    })
}

/// The time at which the work falls: the strongest statement, the earlier of equals.
fn pattern<'r>(reading: &'r Reading<'_>) -> Option<(WorkPattern, &'r Hit<'r>)> {
    let mut best: Option<(i32, WorkPattern, &Hit<'_>)> = None;
    for hit in reading.hits("hours.pattern") {
        let Some(pattern) = hit.value().and_then(pattern_of) else {
            continue;
        };
        let place = match reading.outline.roles.get(hit.block) {
            Some(Role::Meta | Role::Title | Role::Item(SectionKind::Terms)) => 6,
            Some(Role::Item(SectionKind::Company | SectionKind::Legal)) => -20,
            Some(Role::Item(SectionKind::Benefits)) => -4,
            _ => 0,
        };
        let weight = place + hit.rule.weight;
        if weight > -10 && best.as_ref().is_none_or(|(best, ..)| weight > *best) {
            best = Some((weight, pattern, hit));
        }
    }
    best.map(|(_, pattern, hit)| (pattern, hit))
}

/// The pattern that a rule names.
fn pattern_of(name: &str) -> Option<WorkPattern> {
    Some(match name {
        "day" => WorkPattern::Day,
        "night" => WorkPattern::Night,
        "shift" => WorkPattern::Shift,
        "weekend" => WorkPattern::Weekend,
        "flexible" => WorkPattern::Flexible,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, best};

    fn read(code: &str, lines: &str) -> Option<(Option<f64>, Option<f64>)> {
        let found = best(find(&Fixture::of(code, lines).reading()))?;
        Some((found.per_week_min, found.per_week_max))
    }

    #[test]
    fn hours_of_a_week() {
        assert_eq!(
            read("en", "40 hours per week"),
            Some((Some(40.0), Some(40.0)))
        );
        assert_eq!(
            read("en", "Expected hours: 20 – 30 per week"),
            Some((Some(20.0), Some(30.0)))
        );
        assert_eq!(read("en", "up to 15 hrs/week"), Some((None, Some(15.0))));
        assert_eq!(
            read("de", "20-25 Std./Woche"),
            Some((Some(20.0), Some(25.0)))
        );
        assert_eq!(
            read("fr", "Temps plein 35h"),
            Some((Some(35.0), Some(35.0)))
        );
        assert_eq!(read("en", "open 24 hours a day"), None);
    }

    #[test]
    fn the_pattern_of_the_work() {
        let found = best(find(
            &Fixture::of("en", "Night shift, 36 hours a week").reading(),
        ));
        assert_eq!(found.and_then(|h| h.pattern), Some(WorkPattern::Night));
        let found = best(find(
            &Fixture::of("de", "Arbeit im Schichtdienst").reading(),
        ));
        assert_eq!(found.and_then(|h| h.pattern), Some(WorkPattern::Shift));
    }
}
