//! Reads schema.org `JobPosting` objects, as pages embed them in JSON-LD.

use serde_json::Value;

use super::lenient_json::{Cut, values};
use super::structured::{Pay, Place, Structured};
use super::values::{self as plain, Kind, Object};
use super::{EvidenceSource, markup};

/// A script over this many bytes is not read.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// More postings than this in one script are not read.
const MAX_POSTINGS: usize = 500;
/// More places than this in one posting are not read.
const MAX_PLACES: usize = 200;
/// A text over this many bytes is no placeholder.
const LONG: usize = 200;
/// Properties that are parts of the posting, in reading order.
const PARTS: [&str; 11] = [
    "responsibilities",
    "qualifications",
    "experienceRequirements",
    "educationRequirements",
    "skills",
    "physicalRequirement",
    "sensoryRequirement",
    "jobBenefits",
    "incentiveCompensation",
    "specialCommitments",
    "workHours",
];

/// Whether a property is a text of the posting, of which the markup counts.
pub(super) fn is_body(name: &str) -> bool {
    name == "description" || PARTS.contains(&name)
}

/// All `JobPosting` objects in the text of one `application/ld+json` script, in order. A broken
/// text is repaired where that can be done; one that cannot be read gives none.
pub(crate) fn read(script_text: &str) -> Vec<Structured> {
    if script_text.len() > MAX_BYTES || !mentions_posting(script_text) {
        return Vec::new();
    }
    let values = values(script_text, Cut::Close).unwrap_or_default();
    let mut found = Vec::new();
    for value in &values {
        postings(value, &mut found);
    }
    found.into_iter().map(posting).collect()
}

/// Whether it is worth parsing a text at all.
fn mentions_posting(text: &str) -> bool {
    const NAME: &[u8] = b"jobposting";
    text.as_bytes()
        .windows(NAME.len())
        .any(|window| window[0] | 0x20 == b'j' && window.eq_ignore_ascii_case(NAME))
}

/// Finds the objects of type `JobPosting`, wherever they stand.
pub(super) fn postings<'a>(value: &'a Value, found: &mut Vec<&'a Object>) {
    if found.len() >= MAX_POSTINGS {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| postings(item, found)),
        Value::Object(object) if is_posting(object) => found.push(object),
        Value::Object(object) => object.values().for_each(|value| postings(value, found)),
        _ => {}
    }
}

fn is_posting(object: &Object) -> bool {
    let named = |name: &str| {
        name.rsplit(['/', ':', '#'])
            .next()
            .is_some_and(|name| name.trim().eq_ignore_ascii_case("jobposting"))
    };
    match object.get("@type").or_else(|| object.get("type")) {
        Some(Value::String(name)) => named(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

/// A property's value, whatever prefix or case its name has; `None` for `null`.
fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object
        .get(name)
        .or_else(|| {
            object.iter().find_map(|(key, value)| {
                let bare = key.rsplit(['/', ':']).next().unwrap_or(key);
                bare.eq_ignore_ascii_case(name).then_some(value)
            })
        })
        .filter(|value| !value.is_null())
}

/// The object a value is, or the first one of its list.
fn object(value: &Value) -> Option<&Object> {
    match value {
        Value::Object(object) => Some(object),
        Value::Array(items) => items.iter().find_map(Value::as_object),
        _ => None,
    }
}

/// Reads one `JobPosting`.
pub(super) fn posting(job: &Object) -> Structured {
    let text = |name: &str| get(job, name).and_then(|value| plain::first(value, Kind::Any));
    let date = |name: &str| get(job, name).and_then(plain::date);
    let company = get(job, "hiringOrganization").and_then(company);
    let mut read = Structured {
        source: Some(EvidenceSource::Jsonld),
        title: text("title").or_else(|| text("name")),
        job_id: get(job, "identifier")
            .and_then(identifier)
            .filter(|id| Some(id) != company.as_ref()),
        company,
        places: get(job, "jobLocation").map(places).unwrap_or_default(),
        applicant_places: get(job, "applicantLocationRequirements")
            .map(places)
            .unwrap_or_default(),
        workplace: text("jobLocationType"),
        employment_types: employment_types(job),
        date_posted: date("datePosted"),
        valid_through: date("validThrough"),
        start_date: date("jobStartDate").or_else(|| {
            text("jobImmediateStart")?;
            None
        }),
        salary: salary(job),
        education: education(job),
        experience_months: experience_months(job),
        language: text("inLanguage"),
        description: get(job, "description").and_then(body),
        url: text("url").or_else(|| text("mainEntityOfPage")),
        ..Structured::default()
    };
    for name in PARTS {
        if let Some(part) = get(job, name).and_then(body) {
            read.parts.push((plain::humanise(name), part));
        }
    }
    read
}

fn company(value: &Value) -> Option<String> {
    let name = match object(value) {
        Some(organisation) => ["name", "legalName", "alternateName"]
            .iter()
            .find_map(|key| plain::first(get(organisation, key)?, Kind::Any)),
        None => plain::first(value, Kind::Any),
    };
    name.filter(|name| !is_address(name))
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with('#')
}

fn identifier(value: &Value) -> Option<String> {
    let id = match object(value) {
        // The name of a PropertyValue is the one who gave the number.
        Some(property) => plain::first(get(property, "value")?, Kind::Any),
        None => plain::first(value, Kind::Any),
    };
    id.filter(|id| !is_address(id) && id.len() <= 80)
}

fn employment_types(job: &Object) -> Vec<String> {
    let mut types = Vec::new();
    let written = get(job, "employmentType").map(|value| plain::all(value, Kind::Type));
    for text in written.into_iter().flatten() {
        for name in plain::types(&text) {
            plain::push_new(&mut types, name);
        }
    }
    types
}

/// Places of a `Place`, an address, a text, or a list of them.
fn places(value: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    collect_places(value, &mut found, 0);
    found
}

fn collect_places(value: &Value, found: &mut Vec<Place>, depth: usize) {
    if found.len() >= MAX_PLACES || depth > 6 {
        return;
    }
    let place = match value {
        Value::Array(items) => {
            items
                .iter()
                .for_each(|item| collect_places(item, found, depth + 1));
            return;
        }
        Value::String(text) => of_text(text),
        Value::Object(object) => match get(object, "address") {
            Some(address @ (Value::Object(_) | Value::Array(_))) => {
                let before = found.len();
                collect_places(address, found, depth + 1);
                if found.len() > before {
                    return;
                }
                named(object)
            }
            Some(Value::String(text)) => of_text(text).or_else(|| named(object)),
            _ => address(object),
        },
        _ => None,
    };
    if let Some(place) = place
        && !found.contains(&place)
    {
        found.push(place);
    }
}

fn of_text(text: &str) -> Option<Place> {
    let text = plain::fact(text, Kind::Place)?;
    Some(Place {
        text: Some(text),
        ..Place::default()
    })
}

/// A place that has a name only; a country by its type.
fn named(object: &Object) -> Option<Place> {
    let name = plain::first(get(object, "name")?, Kind::Place)?;
    let kind = get(object, "@type").and_then(Value::as_str).unwrap_or("");
    Some(match kind {
        "Country" => Place {
            country: Some(name),
            ..Place::default()
        },
        "State" | "AdministrativeArea" => Place {
            region: Some(name),
            ..Place::default()
        },
        "City" => Place {
            city: Some(name),
            ..Place::default()
        },
        _ => Place {
            text: Some(name),
            ..Place::default()
        },
    })
}

/// A `PostalAddress`.
fn address(object: &Object) -> Option<Place> {
    let part = |name: &str| get(object, name).and_then(|value| plain::first(value, Kind::Place));
    let place = Place {
        city: part("addressLocality"),
        region: part("addressRegion"),
        country: part("addressCountry"),
        text: None,
    };
    if place != Place::default() {
        return Some(place);
    }
    named(object).or_else(|| {
        Some(Place {
            text: Some(part("streetAddress")?),
            ..Place::default()
        })
    })
}

fn salary(job: &Object) -> Option<Pay> {
    let value = get(job, "baseSalary")?;
    let mut pay = pay(value)?;
    pay.currency = pay
        .currency
        .or_else(|| plain::first(get(job, "salaryCurrency")?, Kind::Any));
    Some(pay)
}

/// A `MonetaryAmount`, a number, a text of figures, or the first of a list that is one.
fn pay(value: &Value) -> Option<Pay> {
    match value {
        Value::Number(_) => plain::pay(plain::number(value), None, None, None),
        Value::String(text) => plain::pay_of_text(text),
        Value::Array(items) => items.iter().find_map(pay),
        Value::Object(amount) => {
            let text = |from: &Object, name: &str| plain::first(get(from, name)?, Kind::Any);
            let inner = get(amount, "value").and_then(object).unwrap_or(amount);
            let figure = |name: &str| {
                get(inner, name)
                    .or_else(|| get(amount, name))
                    .and_then(plain::number)
            };
            let single = get(inner, "value").or_else(|| get(amount, "value"));
            let range = single.and_then(|value| match value {
                Value::String(text) => plain::pay_of_text(text),
                value => plain::pay(plain::number(value), None, None, None),
            });
            let (min, max) = (figure("minValue"), figure("maxValue"));
            let mut pay = plain::pay(min, max, None, None).or_else(|| range.clone())?;
            pay.currency = text(amount, "currency")
                .or_else(|| text(inner, "currency"))
                .or(range.and_then(|range| range.currency));
            pay.period = ["unitText", "unitCode", "duration"]
                .iter()
                .find_map(|name| text(inner, name).or_else(|| text(amount, name)));
            Some(pay)
        }
        _ => None,
    }
}

fn education(job: &Object) -> Vec<String> {
    let mut out = Vec::new();
    let items = match get(job, "educationRequirements") {
        Some(Value::Array(items)) => items.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    for item in items.iter().take(50) {
        let value = item
            .as_object()
            .and_then(|object| get(object, "credentialCategory"))
            .unwrap_or(item);
        for text in plain::all(value, Kind::Any) {
            plain::push_new(&mut out, text);
        }
    }
    out
}

fn experience_months(job: &Object) -> Option<f64> {
    let value = get(job, "experienceRequirements")?;
    let months = plain::number(get(object(value)?, "monthsOfExperience")?)?;
    (months > 0.0 && months < 1200.0).then_some(months)
}

/// A long text: HTML or text, escapes undone; a list becomes bullets.
fn body(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => markup::unescape(text.trim()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(body).collect();
            bullets(&items)?
        }
        Value::Object(object) => ["@value", "description", "name"]
            .iter()
            .find_map(|key| body(object.get(*key)?))?,
        _ => return None,
    };
    (text.len() > LONG || plain::fact(&text, Kind::Any).is_some()).then_some(text)
}

/// A list of texts as one: bullets, or an HTML list where one of them holds tags.
pub(super) fn bullets(items: &[String]) -> Option<String> {
    match items {
        [] => None,
        [one] => Some(one.clone()),
        _ if items.iter().any(|item| markup::holds_tags(item)) => {
            Some(format!("<ul><li>{}</li></ul>", items.join("</li><li>")))
        }
        _ => Some(
            items
                .iter()
                .map(|item| format!("• {item}"))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
    }
}
