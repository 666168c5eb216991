//! Years of experience.
//!
//! Rules of the fact `experience_years` give figures in the groups `min` and `max` (in years, in
//! months where the group `months` took part), what they count in `subject` or `what`, and `plus`
//! or `open` for an open end. Rules of `experience_years.wish` mark a wish, those of
//! `experience_years.other` spans of time that are not experience (ages, a company's history).

use std::ops::Range;

use super::Candidate;
use crate::outline::Role;
use crate::posting::{ExperienceYears, SectionKind, Stated};
use crate::reading::{Hit, Reading};
use crate::text::numbers::small_number;

/// More years than this are an age.
const MOST_YEARS: f64 = 30.0;
/// A wish counts for a figure when it stands at most so many bytes behind it.
const WISH_AFTER: usize = 90;
/// A wish counts for a figure when it stands at most so many bytes before it.
const WISH_BEFORE: usize = 25;

/// Rules up to this weight name no experience.
const WEAK: i32 = 2;

/// Years of experience that one place of the posting asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Years {
    /// The block.
    pub(crate) block: usize,
    /// Place of the statement in the page's text.
    pub(crate) range: Range<usize>,
    /// Least number of years; months are fractions.
    pub(crate) min: Option<f64>,
    /// Upper end of a range.
    pub(crate) max: Option<f64>,
    /// What the years count, in the posting's words.
    pub(crate) subject: Option<String>,
    /// It is only wished for ("preferred").
    pub(crate) wish: bool,
    /// It is the second of two ways ("a diploma or 5 years of experience").
    pub(crate) alternative: bool,
    /// Name of the rule.
    rule: String,
    /// Strength of the rule.
    weight: i32,
}

/// No posting states years of experience more often; what does repeats one line without end.
const MAX_STATED: usize = 500;

/// All years of experience that the posting speaks of, in reading order, one a place.
pub(crate) fn years(reading: &Reading<'_>) -> Vec<Years> {
    let hits = reading.hits("experience_years");
    let mut out: Vec<Years> = Vec::new();
    let stated = hits.filter(|hit| hit.value().is_some());
    for hit in stated.take(MAX_STATED) {
        let Some(figures) = hit.group("min") else {
            continue;
        };
        let others = reading.hits_in("experience_years.other", hit.block);
        if others.iter().any(|other| overlaps(&other.range, &figures)) {
            continue;
        }
        let Some(mut found) = read_hit(reading, hit) else {
            continue;
        };
        found.wish = is_wish(reading, &found);
        found.alternative = is_alternative(reading, &found);
        match out.iter_mut().find(|seen| overlaps(&seen.range, &figures)) {
            Some(seen) if found.weight > seen.weight => *seen = found,
            Some(_) => {}
            None => out.push(found),
        }
    }
    out
}

/// Candidates for the main requirement.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<ExperienceYears>> {
    let mut out: Vec<_> = years(reading)
        .into_iter()
        .filter_map(|found| candidate(reading, found))
        .collect();
    out.extend(from_data(reading));
    out
}

fn candidate(reading: &Reading<'_>, found: Years) -> Option<Candidate<ExperienceYears>> {
    let role = *reading.outline.roles.get(found.block)?;
    // "3 years in sales" without a word for experience: only where requirements stand.
    if found.weight <= WEAK && role != Role::Item(SectionKind::Required) {
        return None;
    }
    let place = match role {
        Role::Furniture => return None,
        Role::Item(
            SectionKind::Benefits
            | SectionKind::Legal
            | SectionKind::Preferred
            | SectionKind::Compensation,
        ) => return None,
        Role::Item(SectionKind::Required) => 20,
        // Figures of this size in a company's portrait are its history.
        Role::Item(SectionKind::Company) if found.min.is_some_and(|years| years > 10.0) => {
            return None;
        }
        Role::Item(SectionKind::Company) => 0,
        Role::Meta => 15,
        Role::Item(_) | Role::Title | Role::Heading => 8,
    };
    if found.wish || found.alternative || found.min.is_none() {
        return None;
    }
    let evidence = reading.evidence(found.range.clone(), &found.rule, Stated::Stated);
    Some(Candidate {
        value: Some(ExperienceYears {
            min: found.min,
            max: found.max,
            subject: found.subject,
        }),
        evidence,
        weight: place + found.weight,
    })
}

/// Months of experience that the page's own data asks for.
fn from_data(reading: &Reading<'_>) -> Option<Candidate<ExperienceYears>> {
    let data = reading
        .page
        .structured
        .iter()
        .find(|data| data.experience_months.is_some_and(|m| m > 0.0))?;
    let months = data.experience_months?;
    Some(Candidate {
        value: Some(ExperienceYears {
            min: Some(round(months / 12.0)),
            max: None,
            subject: None,
        }),
        evidence: Reading::data_evidence(
            &format!("monthsOfExperience: {months}"),
            data.source
                .unwrap_or(crate::posting::EvidenceSource::Jsonld),
            "data",
        ),
        weight: 5,
    })
}

fn read_hit(reading: &Reading<'_>, hit: &Hit<'_>) -> Option<Years> {
    let folded = &reading.page.folded;
    let scale = if hit.group("months").is_some() {
        1.0 / 12.0
    } else {
        1.0
    };
    let figure = |name: &str| {
        let value = small_number(&folded[hit.group(name)?], reading.languages)?;
        Some(round(value * scale))
    };
    let min = figure("min").filter(|&years| years <= MOST_YEARS)?;
    let max = figure("max").filter(|&years| years > min && years <= MOST_YEARS);
    let subject = hit
        .group("subject")
        .or_else(|| hit.group("what"))
        .and_then(|range| subject_of(&reading.page.text, range));
    let (min, max) = if hit.group("upto").is_some() && max.is_none() {
        (None, Some(min))
    } else {
        (Some(min), max)
    };
    Some(Years {
        block: hit.block,
        range: hit.range.clone(),
        min,
        max,
        subject,
        wish: false,
        alternative: false,
        rule: hit.rule.name.clone(),
        weight: hit.rule.weight,
    })
}

/// The words of a subject, without a word that the pattern cut off in its middle.
fn subject_of(text: &str, range: Range<usize>) -> Option<String> {
    let cut = text[range.end..]
        .chars()
        .next()
        .is_some_and(char::is_alphanumeric);
    let words = text[range].trim_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '#');
    let words = if cut {
        words.rsplit_once(char::is_whitespace)?.0.trim_end()
    } else {
        words
    };
    (!words.is_empty()).then(|| words.to_owned())
}

/// Whether a wish speaks of the figure: before it in its own clause, or behind it in its
/// own sentence.
///
/// A wish whose value is `before` speaks of what follows it ("ideally 3 years", "preferably in a
/// bank"), another one of what stands before it ("3 years preferred").
fn is_wish(reading: &Reading<'_>, found: &Years) -> bool {
    let text = &reading.page.folded;
    let wishes = reading.hits_in("experience_years.wish", found.block);
    wishes.iter().any(|hit| {
        let wish = &hit.range;
        let speaks_forward = hit.rule.value == "before";
        if speaks_forward == (wish.start >= found.range.start) {
            return false;
        }
        if !speaks_forward {
            let gap = &text[found.range.end.min(wish.start)..wish.start];
            return gap.len() <= WISH_AFTER && !gap.contains([';', '!']) && !gap.contains(". ");
        }
        let gap = &text[wish.end.min(found.range.start)..found.range.start];
        gap.len() <= WISH_BEFORE && !gap.contains(['.', ';', ',', '!'])
    })
}

/// Whether "or" stands right before the figure, behind something else.
fn is_alternative(reading: &Reading<'_>, found: &Years) -> bool {
    let Some(block) = reading.page.blocks.get(found.block) else {
        return false;
    };
    let before = reading.page.folded[block.range.start..found.range.start].trim_end();
    reading.languages.tables.iter().any(|tables| {
        tables.words.or.iter().any(|word| {
            before
                .strip_suffix(word.as_str())
                .is_some_and(|rest| rest.ends_with(' '))
        })
    })
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn round(years: f64) -> f64 {
    (years * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, best};

    fn read(code: &str, lines: &str) -> Option<(f64, Option<f64>)> {
        let found = best(find(&Fixture::of(code, lines).reading()))?;
        Some((found.min?, found.max))
    }

    #[test]
    fn figures_of_experience() {
        assert_eq!(
            read("en", "6+ years of experience in baking"),
            Some((6.0, None))
        );
        assert_eq!(
            read("en", "At least two years' experience"),
            Some((2.0, None))
        );
        assert_eq!(
            read("en", "3-5 years of relevant work experience"),
            Some((3.0, Some(5.0)))
        );
        assert_eq!(
            read("en", "Minimum of 2 years experience"),
            Some((2.0, None))
        );
        assert_eq!(
            read("en", "6 months experience in a shop"),
            Some((0.5, None))
        );
        assert_eq!(
            read("de", "Mindestens 3 Jahre Berufserfahrung in der Pflege"),
            Some((3.0, None))
        );
        assert_eq!(
            read("fr", "Vous avez au moins 2 ans d'expérience en vente"),
            Some((2.0, None))
        );
    }

    #[test]
    fn wishes_ages_and_histories_are_no_minimum() {
        for line in [
            "Roofing: 3 years (Preferred)",
            "Applicants must be 18 years of age, experience with children helps",
            "We bring over 40 years of experience to our guests",
            "No experience needed",
        ] {
            assert_eq!(read("en", line), None, "{line}");
        }
        assert_eq!(read("de", "Mehrjährige Berufserfahrung"), None);
        let company = Fixture::of("en", "25 years of experience in glass")
            .role(0, Role::Item(SectionKind::Company));
        assert!(find(&company.reading()).is_empty());
    }

    #[test]
    fn the_subject_is_kept() {
        let fixture = Fixture::of("en", "5 years of experience in stage lighting, or similar");
        let all = years(&fixture.reading());
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].subject.as_deref(), Some("stage lighting"));
    }
}
