//! Reads the postings of a JSON file, whatever job board or applicant tracking system wrote it.

#[cfg(test)]
mod board_tests;
mod body;
mod facts;
mod meta;
mod names;
mod reader;
mod spans;
#[cfg(test)]
mod tests;
mod values;

use serde_json::Value;

use super::lenient_json::{Cut, values};
use super::structured::Structured;
use super::values::{Kind, Object};
use super::{jsonld, markup};
use crate::error::Error;
pub(super) use names::fold_key;
use names::{Field, NAMES, Names, Target};
use reader::{PROSE, Reader, UNKNOWN_PROSE, is_prose};

/// More postings than this in one file are not read.
const MAX_POSTINGS: usize = 5_000;
/// How deep a posting's own text may lie below it.
const TEXT_DEPTH: usize = 5;

/// All postings of a JSON file, in order; none where nothing in it looks like one.
///
/// # Errors
/// When the text is not JSON and cannot be repaired.
pub(crate) fn read(text: &str) -> Result<Vec<Structured>, Error> {
    let values = values(text, Cut::Refuse).map_err(Error::json)?;
    let declared = declared(&values);
    if declared
        .iter()
        .any(|job| job.description.is_some() || !job.parts.is_empty())
    {
        return Ok(declared);
    }
    let mut found = Vec::new();
    for value in &values {
        search(&NAMES, value, "", false, &mut found);
    }
    if found.is_empty() {
        if !declared.is_empty() {
            return Ok(declared);
        }
        found.extend(longest_text(&NAMES, &values));
    }
    let alone = found.len() == 1;
    let account = values.iter().find_map(account);
    Ok(found
        .iter()
        .take(MAX_POSTINGS)
        .map(|candidate| {
            let mut job = if alone {
                posting_with(candidate, included(&values))
            } else {
                posting_with(candidate, &[])
            };
            if job.company.is_none() && alone {
                job.company = company_beside(&values, candidate.object);
            }
            if job.company.is_none() {
                job.company.clone_from(&account);
            }
            job
        })
        .collect())
}

/// The postings with a text of their own in the data of a page's application, in order.
pub(crate) fn embedded(values: &[Value]) -> Vec<Structured> {
    let mut found = Vec::new();
    for value in values {
        // Much of such data has a title and a text: a posting must show a fact as well.
        search(&NAMES, value, "", true, &mut found);
    }
    let alone = found.len() == 1;
    let jobs = found
        .iter()
        .filter(|candidate| candidate.weight >= PROSE)
        .take(MAX_POSTINGS);
    jobs.map(|candidate| {
        let mut job = posting_with(candidate, &[]);
        if alone && job.company.is_none() {
            job.company = company_beside(values, candidate.object);
        }
        job
    })
    .filter(|job| job.title.is_some() && size(job) >= PROSE)
    .collect()
}

/// Length of a posting's texts, in bytes.
pub(crate) fn size(job: &Structured) -> usize {
    job.description.as_deref().map_or(0, str::len)
        + job.parts.iter().map(|(_, text)| text.len()).sum::<usize>()
}

/// The objects that call themselves `JobPosting`.
fn declared(values: &[Value]) -> Vec<Structured> {
    let mut objects = Vec::new();
    values
        .iter()
        .for_each(|value| jsonld::postings(value, &mut objects));
    objects
        .into_iter()
        .map(|object| {
            let mut job = jsonld::posting(object);
            job.meta = meta::lines(&job);
            job
        })
        .collect()
}

/// Whether a name is one of a posting's short facts.
pub(super) fn knows(key: &str) -> bool {
    NAMES
        .targets("", &fold_key(key))
        .any(|target| matches!(target, Target::Field(..) | Target::Flag(_)))
}

/// An object that looks like a posting.
#[derive(Debug)]
struct Candidate<'a> {
    object: &'a Object,
    /// Folded name under which it stands; empty where it has none.
    name: String,
    /// Length of its longest text, in bytes.
    weight: usize,
}

/// What speaks for an object's being a posting.
#[derive(Debug, Clone, Copy, Default)]
struct Signs {
    strong_title: bool,
    weak_title: bool,
    /// Number of facts named right in it.
    facts: usize,
    /// Length of its longest text, in bytes.
    text: usize,
}

impl Signs {
    /// Whether they suffice; an object inside another posting must show more.
    fn suffice(self, inside: bool) -> bool {
        let prose = self.text >= PROSE;
        let titled =
            self.strong_title && (self.facts >= 2 || prose && (!inside || self.facts >= 1));
        titled || self.weak_title && (self.facts >= 3 || prose && self.facts >= 1)
    }
}

/// Finds the postings of a value: the outermost objects that look like one, unless they hold
/// others with longer texts, which makes them a list.
fn search<'a>(
    names: &Names,
    value: &'a Value,
    name: &str,
    inside: bool,
    found: &mut Vec<Candidate<'a>>,
) {
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| search(names, item, name, inside, found)),
        Value::Object(object) => {
            let signs = measure(names, object, TEXT_DEPTH);
            let is_one = signs.suffice(inside);
            let mut inner = Vec::new();
            for (key, value) in object {
                if matches!(value, Value::Array(_) | Value::Object(_)) {
                    let key = fold_key(key);
                    if !names.skips(&key) && !names.is_company(&key) {
                        search(names, value, &key, inside || is_one, &mut inner);
                    }
                }
            }
            let outweighed = inner.iter().any(|candidate| candidate.weight > signs.text);
            if is_one && !outweighed {
                found.push(Candidate {
                    object,
                    name: name.to_owned(),
                    weight: signs.text,
                });
            } else {
                found.append(&mut inner);
            }
        }
        _ => {}
    }
}

/// Counts what speaks for an object's being a posting.
fn measure(names: &Names, object: &Object, depth: usize) -> Signs {
    let mut signs = Signs::default();
    let mut seen: Vec<Field> = Vec::new();
    for (key, value) in object {
        let key = fold_key(key);
        if names.skips(&key) {
            continue;
        }
        for target in names.targets("", &key) {
            let Target::Field(field, _) = target else {
                continue;
            };
            match field {
                Field::Title => signs.strong_title |= is_title(names, value),
                Field::TitleWeak => signs.weak_title |= is_title(names, value),
                Field::Url | Field::Description | Field::Language | Field::JobId | Field::Meta => {}
                _ if facts::is_empty(value) || seen.contains(&field) => {}
                _ => seen.push(field),
            }
        }
        if !names.is_company(&key) {
            signs.text = signs.text.max(reach(names, value, depth));
        }
    }
    signs.facts = seen.len();
    signs
}

fn is_title(names: &Names, value: &Value) -> bool {
    facts::text_of(names, value, Kind::Any)
        .is_some_and(|text| text.len() <= 200 && text.chars().any(char::is_alphabetic))
}

/// Length of the longest prose below a value, without what looks like a posting of its own.
fn reach(names: &Names, value: &Value, depth: usize) -> usize {
    match value {
        Value::String(text) if is_prose(text, PROSE / 2) => text.len(),
        Value::Array(items) if depth > 0 => {
            let strings: usize = items
                .iter()
                .filter_map(Value::as_str)
                .filter(|text| is_prose(text, 20))
                .map(str::len)
                .sum();
            let deeper = items
                .iter()
                .filter(|item| !item.is_string())
                .map(|item| reach(names, item, depth - 1))
                .max();
            strings.max(deeper.unwrap_or(0))
        }
        Value::Object(object) if depth > 0 => {
            let signs = measure(names, object, depth - 1);
            if signs.suffice(true) { 0 } else { signs.text }
        }
        _ => 0,
    }
}

/// The object with the longest text, where nothing looks like a posting.
fn longest_text<'a>(names: &Names, values: &'a [Value]) -> Option<Candidate<'a>> {
    values
        .iter()
        .flat_map(|value| match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        })
        .filter_map(Value::as_object)
        .map(|object| Candidate {
            object,
            name: String::new(),
            weight: measure(names, object, TEXT_DEPTH).text,
        })
        .filter(|candidate| candidate.weight >= UNKNOWN_PROSE)
        .max_by_key(|candidate| candidate.weight)
}

/// The name of the employer whose postings a file lists: it stands beside the list.
fn account(value: &Value) -> Option<String> {
    let object = value.as_object()?;
    let listing = object
        .iter()
        .any(|(key, value)| value.is_array() && NAMES.is_listing(&fold_key(key)));
    let name = object.get("name").filter(|_| listing)?.as_str()?.trim();
    (!name.is_empty() && name.len() <= 120).then(|| name.to_owned())
}

/// The employer named beside the posting, where the posting's object does not name it.
fn company_beside(values: &[Value], posting: &Object) -> Option<String> {
    let mut reader = Reader::new(Some(posting));
    for object in values.iter().filter_map(Value::as_object) {
        reader.object(object, "", 0);
    }
    facts::company(reader.names, &reader.hits)
}

/// The objects that a JSON:API document holds beside the posting.
fn included(values: &[Value]) -> &[Value] {
    let list = values.iter().find_map(|value| value.get("included"));
    list.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Reads one posting.
pub(super) fn posting(object: &Object) -> Structured {
    let candidate = Candidate {
        object,
        name: String::new(),
        weight: 0,
    };
    posting_with(&candidate, &[])
}

fn posting_with(candidate: &Candidate<'_>, included: &[Value]) -> Structured {
    let mut reader = Reader::new(None);
    // The name of a posting's own object says something of its fields only where a row says so.
    let own = Some(&candidate.name).filter(|name| NAMES.has_fields_of(name));
    reader.object(candidate.object, own.map_or("", String::as_str), 0);
    reader.included(included);
    let mut job = facts::assemble(reader.names, &reader.hits, &reader.flags);
    (job.description, job.parts) = body::assemble(reader.bodies);
    job
}

/// A line of a JSON posting, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    /// The job's title.
    Title(String),
    /// A short fact: "Field name: value".
    Meta(String),
    /// A heading over what follows.
    Heading(String),
    /// Markup.
    Html(String),
    /// Text, with line feeds.
    Text(String),
}

/// A posting's lines in reading order, none of them empty.
pub(crate) fn lines_of(job: &Structured) -> Vec<Piece> {
    let mut out = Vec::new();
    out.extend(job.title.clone().map(Piece::Title));
    let bodies = job
        .description
        .iter()
        .chain(job.parts.iter().map(|(_, text)| text));
    let shown = bodies
        .map(|text| markup::plain(text).to_lowercase())
        .collect::<Vec<_>>()
        .join("\n");
    for (name, value) in &job.meta {
        if value.len() < 3 || !shown.contains(&value.to_lowercase()) {
            out.push(Piece::Meta(format!("{name}: {value}")));
        }
    }
    if let Some(piece) = job.description.as_deref().and_then(body_piece) {
        // The short facts above end here.
        if matches!(out.last(), Some(Piece::Meta(_))) {
            out.push(Piece::Heading(NAMES.description_heading.clone()));
        }
        out.push(piece);
    }
    for (heading, text) in &job.parts {
        let Some(piece) = body_piece(text) else {
            continue;
        };
        if !heading.trim().is_empty() {
            out.push(Piece::Heading(heading.clone()));
        }
        out.push(piece);
    }
    out
}

fn body_piece(text: &str) -> Option<Piece> {
    if markup::holds_tags(text) {
        Some(Piece::Html(text.to_owned()))
    } else {
        (!text.trim().is_empty()).then(|| Piece::Text(text.to_owned()))
    }
}
