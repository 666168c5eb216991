//! A posting as schema.org `JobPosting`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jobgist::{
    EducationLevel, EvidenceSource, Location, PayPeriod, Posting, Salary, Stated, Workplace,
};
use serde_json::{Map, Value, json};

use crate::Day;

/// Facts that schema.org has no place for, or not for all of them: the words that state them are
/// written into the description.
const IN_WORDS: [&str; 12] = [
    "workplace",
    "locations_mode",
    "duration",
    "start_date",
    "salary",
    "experience_years",
    "education",
    "languages",
    "seniority",
    "hours",
    "travel",
    "work_authorization",
];

/// A longer line is no heading.
const LONGEST_HEADING: usize = 120;

/// The posting as schema.org `JobPosting` (JSON-LD); what it does not state is left out.
///
/// The description is HTML made of the posting's sections, all text escaped, with the words for facts
/// that schema.org has no place for. What is asked and what is to be done stand nowhere else: who reads
/// `qualifications` or `skills` beside the description counts each line twice.
#[must_use]
pub fn json_ld(posting: &Posting) -> Value {
    let text = |text: &Option<String>| text.clone().map(Value::from);
    let start = posting.start_date.as_deref();
    let day = start.filter(|start| start.parse::<Day>().is_ok());
    let remote = posting.workplace == Some(Workplace::Remote);
    let or_equivalent = posting
        .education
        .as_ref()
        .is_some_and(|one| one.or_equivalent);
    let types = posting.employment_types.iter();
    let types = types.filter_map(|kind| serde_json::to_value(kind).ok());
    let (at, from) = places(posting);
    let properties = [
        ("@context", Some("https://schema.org".into())),
        ("@type", Some("JobPosting".into())),
        ("title", text(&posting.title)),
        (
            "hiringOrganization",
            posting.company.as_deref().map(organization),
        ),
        (
            "identifier",
            posting.job_id.as_deref().map(|id| identifier(id, posting)),
        ),
        ("url", text(&posting.source.url)),
        ("inLanguage", text(&posting.source.language)),
        ("datePosted", text(&posting.date_posted)),
        ("validThrough", text(&posting.valid_through)),
        ("jobStartDate", day.map(Value::from)),
        (
            "jobImmediateStart",
            (start == Some("immediate")).then(|| true.into()),
        ),
        ("jobLocation", listed(at)),
        ("applicantLocationRequirements", listed(from)),
        ("jobLocationType", remote.then(|| "TELECOMMUTE".into())),
        ("employmentType", listed(types.collect())),
        ("baseSalary", posting.salary.as_ref().and_then(salary)),
        ("experienceRequirements", experience(posting)),
        ("educationRequirements", education(posting)),
        (
            "experienceInPlaceOfEducation",
            or_equivalent.then(|| true.into()),
        ),
        ("description", Some(description(posting).into())),
    ];
    let stated = properties
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(stated.collect())
}

fn organization(name: &str) -> Value {
    json!({"@type": "Organization", "name": name})
}

/// The reference number, and who gave it.
fn identifier(id: &str, posting: &Posting) -> Value {
    let mut property = json!({"@type": "PropertyValue", "value": id});
    if let Some(company) = &posting.company {
        property["name"] = company.as_str().into();
    }
    property
}

/// Nothing, one, or a list.
fn listed(mut values: Vec<Value>) -> Option<Value> {
    match values.len() {
        0 => None,
        1 => values.pop(),
        _ => Some(Value::Array(values)),
    }
}

/// Places of work, and the countries from which remote work can be done.
fn places(posting: &Posting) -> (Vec<Value>, Vec<Value>) {
    let is_country = |place: &&Location| {
        place.city.is_none() && place.region.is_none() && place.country.is_some()
    };
    let remote = posting.workplace == Some(Workplace::Remote);
    if remote && posting.locations.iter().all(|place| is_country(&place)) {
        let country = |place: &Location| {
            let name = place.country.as_deref()?;
            Some(json!({"@type": "Country", "name": name}))
        };
        return (
            Vec::new(),
            posting.locations.iter().filter_map(country).collect(),
        );
    }
    (posting.locations.iter().map(place).collect(), Vec::new())
}

fn place(location: &Location) -> Value {
    let parts = [
        ("addressLocality", &location.city),
        ("addressRegion", &location.region),
        ("addressCountry", &location.country),
    ];
    let known: Map<String, Value> = parts
        .into_iter()
        .filter_map(|(name, part)| Some((name.to_owned(), part.as_deref()?.into())))
        .collect();
    if known.is_empty() {
        return json!({"@type": "Place", "address": location.text});
    }
    let mut address = Map::from_iter([("@type".to_owned(), "PostalAddress".into())]);
    address.extend(known);
    json!({"@type": "Place", "address": address})
}

fn salary(salary: &Salary) -> Option<Value> {
    let mut value = Map::from_iter([("@type".to_owned(), "QuantitativeValue".into())]);
    let mut put = |name: &str, figure: f64| value.insert(name.to_owned(), number(figure));
    match (salary.min, salary.max) {
        (Some(only), None) => put("value", only),
        (None, Some(most)) => put("maxValue", most),
        (Some(least), Some(most)) => {
            put("minValue", least);
            put("maxValue", most)
        }
        (None, None) => return None,
    };
    let unit = salary.period.map(|period| match period {
        PayPeriod::Hour => "HOUR",
        PayPeriod::Day => "DAY",
        PayPeriod::Week => "WEEK",
        PayPeriod::Month => "MONTH",
        PayPeriod::Year => "YEAR",
    });
    value.extend(unit.map(|unit| ("unitText".to_owned(), unit.into())));
    let mut amount = Map::from_iter([("@type".to_owned(), "MonetaryAmount".into())]);
    amount.extend(
        salary
            .currency
            .as_deref()
            .map(|code| ("currency".to_owned(), code.into())),
    );
    amount.insert("value".to_owned(), value.into());
    Some(amount.into())
}

/// A whole number without decimals, as others write it.
fn number(figure: f64) -> Value {
    if figure.fract() == 0.0 && figure.abs() < 1e15 {
        (figure as i64).into()
    } else {
        figure.into()
    }
}

fn experience(posting: &Posting) -> Option<Value> {
    let years = posting.experience_years.as_ref()?.min?;
    let months = (years * 12.0).round();
    (months > 0.0).then(|| {
        json!({"@type": "OccupationalExperienceRequirements", "monthsOfExperience": number(months)})
    })
}

fn education(posting: &Posting) -> Option<Value> {
    let category = match posting.education.as_ref()?.level {
        EducationLevel::None => return Some("no requirements".into()),
        EducationLevel::Secondary => "high school",
        EducationLevel::Vocational => "professional certificate",
        EducationLevel::Associate => "associate degree",
        EducationLevel::Bachelor => "bachelor degree",
        EducationLevel::Master => "master degree",
        EducationLevel::Doctorate => "doctoral degree",
    };
    Some(json!({"@type": "EducationalOccupationalCredential", "credentialCategory": category}))
}

/// The sections as HTML: headings, and lists where there are several lines.
fn description(posting: &Posting) -> String {
    let mut out = String::new();
    for quote in quotes(posting) {
        let _ = writeln!(out, "<p>{}</p>", escaped(quote));
    }
    for section in &posting.sections {
        if let Some(heading) = &section.heading {
            let _ = writeln!(out, "<h2>{}</h2>", escaped(heading));
        }
        // A short line of its own would look like a heading.
        let is_prose = |text: &str| text.len() > LONGEST_HEADING;
        if section.items.iter().all(|item| is_prose(&item.text)) {
            for item in &section.items {
                let _ = writeln!(out, "<p>{}</p>", escaped(&item.text));
            }
        } else {
            out.push_str("<ul>\n");
            for item in &section.items {
                let _ = writeln!(out, "<li>{}</li>", escaped(&item.text));
            }
            out.push_str("</ul>\n");
        }
    }
    out
}

/// Words that state facts and stand in no section: in the head of the page, or under its title.
fn quotes(posting: &Posting) -> Vec<&str> {
    let items = posting.sections.iter().flat_map(|section| &section.items);
    let lines: Vec<&str> = items.map(|item| item.text.as_str()).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut quotes = Vec::new();
    // A bare day under the title would be taken for that of publication.
    let is_day = |fact: &str| {
        fact == "start_date"
            && posting
                .start_date
                .as_deref()
                .is_some_and(|start| start.parse::<Day>().is_ok())
    };
    for fact in IN_WORDS.into_iter().filter(|fact| !is_day(fact)) {
        let evidence = posting
            .evidence
            .get(fact)
            .map(Vec::as_slice)
            .unwrap_or_default();
        for one in evidence {
            let is_said = one.source == EvidenceSource::Body && one.stated != Stated::Vague;
            let is_line = lines.iter().any(|line| line.contains(&one.text));
            if is_said && !is_line && told.insert(&one.text) {
                quotes.push(one.text.as_str());
            }
        }
    }
    quotes
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
