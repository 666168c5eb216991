//! The short facts of a JSON posting, from the fields that name them.

use serde_json::Value;

use super::names::{Field, Names, fold_key};
use crate::page::structured::Structured;
use crate::page::values::{self as plain, Kind, Object};
use crate::posting::EvidenceSource;

/// A field whose name is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'a> {
    pub(super) field: Field,
    /// Rank of its name: 0 is the best.
    pub(super) rank: usize,
    /// How deep it lies below the posting.
    pub(super) depth: usize,
    /// Its name as written.
    pub(super) key: &'a str,
    pub(super) value: &'a Value,
}

/// Whether a value says nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The members of an object that say something, by folded name.
pub(super) type Members<'a> = Vec<(String, &'a Value)>;

/// The members of an object.
pub(super) fn members(object: &Object) -> Members<'_> {
    object
        .iter()
        .filter(|(_, value)| !is_empty(value))
        .map(|(key, value)| (fold_key(key), value))
        .collect()
}

/// The members with one of several names, in the order of the names.
pub(super) fn one_of<'m, 'a>(
    members: &'m Members<'a>,
    names: &'m [String],
) -> impl Iterator<Item = &'a Value> + use<'m, 'a> {
    names.iter().filter_map(|name| {
        members
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| *value)
    })
}

/// The short text of a value: its own, or that of the object or list it is.
pub(super) fn text_of(names: &Names, value: &Value, kind: Kind) -> Option<String> {
    match value {
        Value::String(text) => plain::fact(text, kind),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(|item| text_of(names, item, kind)),
        Value::Object(object) => match one_of(&members(object), &names.leaves)
            .filter(|value| !value.is_object())
            .find_map(|value| text_of(names, value, kind))
        {
            None if object.len() <= 3 => object
                .values()
                .filter(|value| value.is_object())
                .find_map(|value| text_of(names, value, kind)),
            found => found,
        },
        Value::Null | Value::Bool(_) => None,
    }
}

/// All short texts of a value.
pub(super) fn texts_of(names: &Names, value: &Value, kind: Kind) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |value: &Value| {
        if let Some(text) = text_of(names, value, kind) {
            plain::push_new(&mut out, text);
        }
    };
    match value {
        Value::Array(items) => items.iter().take(100).for_each(add),
        value => add(value),
    }
    out
}

/// The facts of a posting, without its long texts.
pub(super) fn assemble(names: &Names, hits: &[Hit<'_>], flags: &[(usize, bool)]) -> Structured {
    let read = Read { names, hits };
    let text = |value: &Value| text_of(names, value, Kind::Any);
    let date_posted = read.best(Field::DatePosted, plain::date);
    let mut job = Structured {
        source: Some(EvidenceSource::Jsonld),
        title: read.title(),
        company: company(names, hits),
        job_id: read.best(Field::JobId, |value| {
            text(value).filter(|id| id.len() <= 80 && !id.contains("://"))
        }),
        places: read.places(),
        applicant_places: read.all_places(Field::ApplicantPlace),
        workplace: read.best(Field::Workplace, text),
        employment_types: read.types(),
        start_date: read.start_date(date_posted.as_deref()),
        date_posted,
        valid_through: read.best(Field::ValidThrough, plain::date),
        salary: read.salary(),
        education: read
            .of(Field::Education)
            .flat_map(|hit| texts_of(names, hit.value, Kind::Any))
            .filter(|text| text.chars().any(char::is_alphabetic))
            .collect(),
        experience_months: read.experience_months(),
        language: read.best(Field::Language, |value| {
            text(value).filter(|code| code.len() <= 20)
        }),
        url: read.best(Field::Url, |value| {
            text(value).filter(|url| url.starts_with("http"))
        }),
        ..Structured::default()
    };
    for &(number, value) in flags {
        let flag = &names.flags[number];
        let said = if value {
            Some(&flag.yes)
        } else {
            flag.no.as_ref()
        };
        match (flag.field, said) {
            (Field::Workplace, Some(said)) if job.workplace.is_none() => {
                job.workplace = Some(said.clone());
            }
            (Field::EmploymentType, Some(said)) => {
                plain::push_new(&mut job.employment_types, said.clone());
            }
            _ => {}
        }
    }
    job.meta = read.meta();
    job
}

/// The employer's name.
pub(super) fn company(names: &Names, hits: &[Hit<'_>]) -> Option<String> {
    Read { names, hits }.best(Field::Company, |value| {
        text_of(names, value, Kind::Any).filter(|name| {
            name.len() <= 150 && !name.contains("://") && name.chars().any(char::is_alphabetic)
        })
    })
}

/// The fields of a posting, to be read from.
pub(super) struct Read<'a> {
    /// The vocabulary.
    pub(super) names: &'a Names,
    /// Fields whose names are known, in document order.
    pub(super) hits: &'a [Hit<'a>],
}

impl<'a> Read<'a> {
    /// The hits of a field.
    pub(super) fn of(&self, field: Field) -> impl Iterator<Item = &'a Hit<'a>> {
        self.hits.iter().filter(move |hit| hit.field == field)
    }

    /// The hits of a field, best name first, then the shallowest.
    pub(super) fn ranked(&self, field: Field) -> Vec<&'a Hit<'a>> {
        let mut hits: Vec<_> = self.of(field).collect();
        hits.sort_by_key(|hit| (hit.rank, hit.depth));
        hits
    }

    /// The value of the best field from which one can be read.
    pub(super) fn best<T>(&self, field: Field, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        self.ranked(field)
            .into_iter()
            .find_map(|hit| read(hit.value))
    }

    fn title(&self) -> Option<String> {
        let text = |value: &Value| {
            text_of(self.names, value, Kind::Any)
                .filter(|text| text.chars().any(char::is_alphabetic))
        };
        let mut strong: Vec<_> = self.of(Field::Title).collect();
        strong.sort_by_key(|hit| (hit.depth, hit.rank));
        strong
            .into_iter()
            .find_map(|hit| text(hit.value))
            .or_else(|| self.best(Field::TitleWeak, text))
    }

    fn types(&self) -> Vec<String> {
        let mut types = Vec::new();
        for hit in self.of(Field::EmploymentType) {
            let texts = match hit.value {
                Value::String(text) if text.len() <= 500 => vec![text.clone()],
                value => texts_of(self.names, value, Kind::Type),
            };
            for text in texts {
                for name in plain::types(&text) {
                    let worded = name.chars().any(char::is_alphabetic);
                    if worded && name.len() <= 80 && types.len() < 12 {
                        plain::push_new(&mut types, name);
                    }
                }
            }
        }
        types
    }

    /// The first day of work. Boards also call the day of publication "start date": it must be
    /// after that day where both are known.
    fn start_date(&self, posted: Option<&str>) -> Option<String> {
        let start = self.best(Field::StartDate, plain::date)?;
        let is_iso = |date: &str| date.len() >= 10 && date.as_bytes()[4] == b'-';
        match posted {
            Some(posted) if is_iso(posted) && is_iso(&start) => {
                (start.as_bytes()[..10] > posted.as_bytes()[..10]).then_some(start)
            }
            Some(_) if is_iso(&start) => None,
            _ => Some(start),
        }
    }

    fn experience_months(&self) -> Option<f64> {
        let figure = |value: &Value| match value {
            Value::Number(_) => plain::number(value),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        let months = self
            .best(Field::ExperienceMonths, figure)
            .or_else(|| Some(self.best(Field::ExperienceYears, figure)? * 12.0));
        months.filter(|months| *months > 0.0 && *months < 1200.0)
    }
}
