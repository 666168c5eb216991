//! Statements that do not go together. What can be read in two ways is left alone: a false alarm is
//! worse than a miss.

use super::lines::{Lines, is_denied, quote};
use crate::facts::spans;
use crate::posting::{
    Conflict, Contradiction, ContradictionKind as Kind, EmploymentType, Evidence, Posting, Salary,
    SectionKind, Seniority, Stated, Workplace,
};
use crate::table::Languages;
use crate::text::fold::lower_in_place;
use crate::text::numbers::small_number;

/// Years from which no beginner is meant.
const BEGINNER_YEARS: f64 = 4.0;
/// Years up to which nobody is senior.
const SENIOR_YEARS: f64 = 1.0;
/// Hours a week up to which a job is not full-time…
const FEW_HOURS: f64 = 25.0;
/// …and from which it is not part-time.
const MANY_HOURS: f64 = 38.0;
/// Larger figures are no hours of a week and no years of experience.
const BELIEVED: f64 = 80.0;

/// Facts whose conflicts tell a reader something; what two sources call an employer does not.
const TOLD: [&str; 8] = [
    "workplace",
    "employment_types",
    "duration",
    "start_date",
    "valid_through",
    "salary",
    "experience_years",
    "hours",
];

/// All contradictions, in the order of the record's facts.
pub(super) fn find(
    posting: &Posting,
    lines: &Lines<'_>,
    languages: &Languages,
    today: Option<&str>,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    found.extend(level_and_years(posting));
    found.extend(no_experience(posting, lines, languages));
    found.extend(remote(posting, languages));
    found.extend(hours(posting));
    found.extend(upside_down(posting, lines, languages));
    found.extend(deadline(posting, today));
    found.extend(end_before_start(lines, languages));
    found.extend(posting.conflicts.iter().filter_map(conflict));
    found
}

fn contradiction(kind: Kind, fact: &str, evidence: Vec<Evidence>) -> Contradiction {
    Contradiction {
        kind,
        fact: fact.to_owned(),
        evidence,
    }
}

/// The first quote that states a fact in so many words.
fn stated(posting: &Posting, fact: &str) -> Option<Evidence> {
    let quotes = posting.evidence.get(fact)?;
    let mut stated = quotes.iter().filter(|q| q.stated == Stated::Stated);
    stated.next().cloned()
}

/// A level of seniority against the years of experience that are asked for.
fn level_and_years(posting: &Posting) -> Option<Contradiction> {
    let years = posting.experience_years.as_ref()?;
    let least = years.min?;
    let most = years.max.unwrap_or(least);
    let level = stated(posting, "seniority")?;
    // A title of one word is a part of one.
    let title = posting.title.as_deref()?;
    if title.trim().chars().all(char::is_alphanumeric) {
        return None;
    }
    // A senior may have to know one thing for a year and others for longer.
    let others = posting.requirements.iter().filter_map(|r| r.min_years);
    let asked = others.fold(most, f64::max);
    let kind = match posting.seniority {
        Some(Seniority::Intern) if least >= BEGINNER_YEARS => Kind::InternWithYears,
        Some(Seniority::Entry) if least >= BEGINNER_YEARS => Kind::BeginnerWithYears,
        Some(Seniority::Senior) if asked <= SENIOR_YEARS && years.subject.is_none() => {
            Kind::SeniorWithoutYears
        }
        _ => return None,
    };
    let evidence = vec![level, stated(posting, "experience_years")?];
    Some(contradiction(kind, "experience_years", evidence))
}

/// "No experience needed" against years of it.
fn no_experience(
    posting: &Posting,
    lines: &Lines<'_>,
    languages: &Languages,
) -> Option<Contradiction> {
    let years = posting.experience_years.as_ref()?.min?;
    let about_others = [SectionKind::Company, SectionKind::Legal];
    let mut sections = SectionKind::ALL.to_vec();
    sections.retain(|kind| !about_others.contains(kind));
    let none = lines.heard(languages, "review.no_experience", &sections)?;
    let asked = stated(posting, "experience_years")?;
    // In one line they are two cases: "no experience needed with a degree, two years without".
    if years < 1.0 || none.block == asked.block {
        return None;
    }
    let evidence = vec![none, asked];
    Some(contradiction(
        Kind::NoExperienceButYears,
        "experience_years",
        evidence,
    ))
}

/// A title that says remote, and nothing else, against a workplace.
fn remote(posting: &Posting, languages: &Languages) -> Option<Contradiction> {
    if !matches!(posting.workplace?, Workplace::Onsite | Workplace::Hybrid) {
        return None;
    }
    let title = posting.title_raw.as_deref()?;
    let folded = lower_in_place(title);
    let tables = languages.tables.iter();
    let rules = tables.flat_map(|tables| tables.rules.woken("workplace", &folded));
    let mut words = Vec::new();
    for rule in rules {
        let found = rule.find(title, &folded);
        words.extend(found.into_iter().map(|found| (rule, found.range)));
    }
    let is_remote = |value: &str| value == "remote";
    let (rule, place) = words.first()?;
    let plain = words.iter().all(|(rule, _)| is_remote(&rule.value));
    let place_said = stated(posting, "workplace")?;
    let same = title.contains(&place_said.text);
    // "hybrid" alone is what many call a job that is mostly remote.
    let firm = posting.workplace == Some(Workplace::Onsite) || place_said.rule.ends_with("days");
    if !plain || same || !firm || is_denied(languages, title, place) {
        return None;
    }
    let evidence = vec![quote(title, None, &rule.name), place_said];
    Some(contradiction(Kind::RemoteButOnsite, "workplace", evidence))
}

/// Full-time or part-time against hours a week.
fn hours(posting: &Posting) -> Option<Contradiction> {
    let hours = posting.hours.as_ref()?;
    let extents = [EmploymentType::FullTime, EmploymentType::PartTime];
    let extent = |kind: &&EmploymentType| extents.contains(kind);
    let mut said = posting.employment_types.iter().filter(extent);
    let (only, None) = (said.next()?, said.next()) else {
        return None;
    };
    let few = hours.per_week_max.is_some_and(|hours| hours <= FEW_HOURS);
    let many = hours.per_week_min.is_some_and(|hours| hours >= MANY_HOURS);
    let kind = match only {
        EmploymentType::FullTime if few => Kind::FullTimeButFewHours,
        EmploymentType::PartTime if many => Kind::PartTimeButManyHours,
        _ => return None,
    };
    let evidence = vec![
        stated(posting, "employment_types")?,
        stated(posting, "hours")?,
    ];
    Some(contradiction(kind, "hours", evidence))
}

/// Ranges whose upper end is below the lower one.
fn upside_down(posting: &Posting, lines: &Lines<'_>, languages: &Languages) -> Vec<Contradiction> {
    let mut found = Vec::new();
    if let Some(salary) = &posting.salary
        && let (Some(min), Some(max)) = (salary.min, salary.max)
        && min > max
        && let Some(quote) = stated(posting, "salary")
    {
        found.push(contradiction(Kind::RangeUpsideDown, "salary", vec![quote]));
    }
    let figure = |text: Option<&str>| {
        let number = small_number(text?, languages)?;
        (number > 0.0 && number <= BELIEVED).then_some(number)
    };
    for fact in ["experience_years", "hours"] {
        let hits = lines
            .all
            .iter()
            .flat_map(|line| line.stated(languages, fact));
        let mut wrong = hits.filter(|hit| {
            let (min, max) = (figure(hit.group("min")), figure(hit.group("max")));
            min.zip(max).is_some_and(|(min, max)| min > max)
        });
        if let Some(hit) = wrong.next() {
            found.push(contradiction(
                Kind::RangeUpsideDown,
                fact,
                vec![hit.evidence()],
            ));
        }
    }
    found
}

/// A deadline that is over, or was so when the posting was published.
fn deadline(posting: &Posting, today: Option<&str>) -> Option<Contradiction> {
    let deadline = iso_day(posting.valid_through.as_deref())?;
    let posted = iso_day(posting.date_posted.as_deref());
    let quote = posting.evidence.get("valid_through")?.first()?.clone();
    if posted.is_some_and(|posted| deadline < posted) {
        let mut evidence = vec![quote];
        evidence.extend(posting.evidence.get("date_posted")?.first().cloned());
        return Some(contradiction(
            Kind::DeadlineBeforePosted,
            "valid_through",
            evidence,
        ));
    }
    let is_past = iso_day(today).is_some_and(|today| deadline < today);
    is_past.then(|| contradiction(Kind::DeadlinePast, "valid_through", vec![quote]))
}

/// A line on the start that goes on to an end before it.
fn end_before_start(lines: &Lines<'_>, languages: &Languages) -> Option<Contradiction> {
    let on_start = lines.all.iter().filter(|line| {
        let mut hits = line.stated(languages, "start_date").into_iter();
        hits.next().is_some()
    });
    let mut wrong = on_start.filter(|line| {
        let spans = spans(&line.folded, languages);
        !spans.is_empty() && spans.iter().all(|(start, end)| end < start)
    });
    let line = wrong.next()?;
    let evidence = vec![line.evidence("a span of dates")];
    Some(contradiction(Kind::EndBeforeStart, "start_date", evidence))
}

/// An ISO date with its day; such dates compare as text.
fn iso_day(date: Option<&str>) -> Option<&str> {
    date.filter(|date| date.len() == 10 && date.as_bytes().first().is_some_and(u8::is_ascii_digit))
}

/// What the record keeps as a conflict, where it tells a reader something.
fn conflict(conflict: &Conflict) -> Option<Contradiction> {
    let fact = conflict.fact.as_str();
    let firm = |quote: &Evidence| quote.stated == Stated::Stated;
    if !TOLD.contains(&fact) || !conflict.evidence.iter().all(firm) {
        return None;
    }
    let is_remote = |value: &serde_json::Value| value.as_str() == Some("remote");
    let kind = match fact {
        "salary" if !figures_differ(conflict) => return None,
        "salary" => Kind::SeveralPays,
        "valid_through" => Kind::SeveralDeadlines,
        "workplace" if is_remote(&conflict.chosen) != is_remote(&conflict.other) => {
            Kind::RemoteButOnsite
        }
        _ => Kind::SourcesDisagree,
    };
    Some(contradiction(kind, fact, conflict.evidence.clone()))
}

/// Whether two statements of pay for the same time name other figures.
fn figures_differ(conflict: &Conflict) -> bool {
    let read = |value: &serde_json::Value| serde_json::from_value::<Salary>(value.clone()).ok();
    let (Some(one), Some(other)) = (read(&conflict.chosen), read(&conflict.other)) else {
        return false;
    };
    one.period == other.period
        && one.currency == other.currency
        && (one.min, one.max) != (other.min, other.max)
}
