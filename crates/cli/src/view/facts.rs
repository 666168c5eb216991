//! The facts of a record, a line each, and those it does not state.

use jobgist::{
    Conflict, Education, EmploymentType, EngagementDuration, ExperienceYears, Hours,
    LanguageDemand, Location, Posting, Salary, Stated, Travel, Workplace, YesNo,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Fact, explain, names, owned, quoted, when, words};

/// The lines of the facts that the posting states, in the order of the screen.
pub(super) fn facts(posting: &Posting, explain: bool) -> Vec<Fact> {
    let types: Vec<&str> = posting
        .employment_types
        .iter()
        .map(|&kind| names::employment(kind))
        .collect();
    let lines: [(&str, &[&str], Option<String>); 12] = [
        ("Employer", &["company"], posting.company.clone()),
        (
            "Where",
            &["locations", "locations_mode"],
            words::places(&posting.locations, posting.locations_mode),
        ),
        (
            "Workplace",
            &["workplace"],
            posting
                .workplace
                .map(|place| names::workplace(place).to_owned()),
        ),
        ("Type", &["employment_types"], joined(types)),
        (
            "Length",
            &["duration"],
            posting.duration.as_ref().and_then(words::length),
        ),
        (
            "Start",
            &["start_date"],
            posting.start_date.as_deref().map(date),
        ),
        (
            "Pay",
            &["salary"],
            posting.salary.as_ref().and_then(words::pay),
        ),
        (
            "Deadline",
            &["valid_through"],
            posting.valid_through.as_deref().map(date),
        ),
        (
            "Asks",
            &["experience_years", "education", "languages", "seniority"],
            asks(posting),
        ),
        (
            "Hours",
            &["hours"],
            posting.hours.as_ref().and_then(words::hours),
        ),
        (
            "Travel",
            &["travel"],
            posting.travel.as_ref().map(words::travel),
        ),
        ("Permit", &["work_authorization"], permit(posting)),
    ];
    lines
        .into_iter()
        .filter_map(|(label, names, value)| {
            Some(Fact {
                label,
                value: owned(&value?),
                conflict: names.iter().find_map(|name| conflict(posting, name)),
                why: when(explain, || explain::fact(posting, names)),
            })
        })
        .collect()
}

fn date(text: &str) -> String {
    words::date(text).into_owned()
}

fn joined(parts: Vec<&str>) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Experience, education and languages in one line: what decides first whether to read on.
fn asks(posting: &Posting) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(
        posting
            .seniority
            .map(|level| format!("{} level", names::seniority(level))),
    );
    parts.extend(
        posting
            .experience_years
            .as_ref()
            .and_then(words::experience),
    );
    parts.extend(posting.education.as_ref().map(words::education));
    parts.extend(posting.languages.iter().map(words::language));
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Sponsorship, countries and clearance.
fn permit(posting: &Posting) -> Option<String> {
    let permit = posting.work_authorization.as_ref()?;
    let mut parts = Vec::new();
    parts.extend(permit.sponsorship.map(|answer| {
        match answer {
            YesNo::Yes => "visa sponsorship possible",
            YesNo::No => "no visa sponsorship",
        }
        .to_owned()
    }));
    let places: Vec<Location> = permit
        .countries
        .iter()
        .map(|code| Location {
            country: Some(code.clone()),
            ..Location::default()
        })
        .collect();
    parts.extend(words::places(&places, None).map(|names| format!("right to work: {names}")));
    parts.extend(
        permit
            .clearance
            .as_ref()
            .map(|what| format!("clearance: {what}")),
    );
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// What the page says elsewhere against a fact, in a few words.
fn conflict(posting: &Posting, name: &str) -> Option<String> {
    let conflict = posting
        .conflicts
        .iter()
        .find(|conflict| conflict.fact == name)?;
    Some(owned(&format!(
        "elsewhere the page says {}",
        other(conflict)
    )))
}

/// The other value in words; as JSON where this program has no words for it.
fn other(conflict: &Conflict) -> String {
    let value = &conflict.other;
    fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
        serde_json::from_value(value.clone()).ok()
    }
    let words = match conflict.fact.as_str() {
        "salary" => read::<Salary>(value).as_ref().and_then(words::pay),
        "duration" => read::<EngagementDuration>(value)
            .as_ref()
            .and_then(words::length),
        "workplace" => read::<Workplace>(value).map(|place| names::workplace(place).to_owned()),
        "locations" => read::<Vec<Location>>(value).and_then(|all| words::places(&all, None)),
        "employment_types" => read::<Vec<EmploymentType>>(value)
            .and_then(|all| joined(all.into_iter().map(names::employment).collect())),
        "education" => read::<Education>(value).as_ref().map(words::education),
        "experience_years" => read::<ExperienceYears>(value)
            .as_ref()
            .and_then(words::experience),
        "hours" => read::<Hours>(value).as_ref().and_then(words::hours),
        "travel" => read::<Travel>(value).as_ref().map(words::travel),
        "languages" => read::<Vec<LanguageDemand>>(value).map(|all| {
            all.iter()
                .map(words::language)
                .collect::<Vec<_>>()
                .join(", ")
        }),
        _ => value.as_str().map(date),
    };
    words.unwrap_or_else(|| value.to_string())
}

/// What a reader looks for first and does not find, with the words that speak of it all the same
/// ("competitive salary").
pub(super) fn unsaid(posting: &Posting) -> Vec<String> {
    const LOOKED_FOR: [(&str, &str); 8] = [
        ("company", "employer"),
        ("locations", "place"),
        ("workplace", "on site or remote"),
        ("employment_types", "type"),
        ("duration", "length"),
        ("salary", "pay"),
        ("valid_through", "deadline"),
        ("start_date", "start"),
    ];
    LOOKED_FOR
        .iter()
        .filter(|(name, _)| posting.absent.iter().any(|absent| absent == name))
        .map(|(name, label)| {
            let vague = posting
                .evidence
                .get(*name)
                .and_then(|all| all.iter().find(|evidence| evidence.stated == Stated::Vague));
            match vague {
                Some(evidence) => format!("{label} (only {})", quoted(&evidence.text)),
                None => (*label).to_owned(),
            }
        })
        .collect()
}
