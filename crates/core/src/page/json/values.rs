//! Places and pay in a JSON posting.

use serde_json::Value;

use super::facts::{Read, members, one_of, text_of};
use super::names::Field;
use crate::page::structured::{Pay, Place};
use crate::page::values::{self as plain, Kind, Object};

/// More places than this in one posting are not read.
const MAX_PLACES: usize = 200;

impl Read<'_> {
    /// What is paid.
    pub(super) fn salary(&self) -> Option<Pay> {
        let text = |value: &Value| text_of(self.names, value, Kind::Any);
        let whole = self.best(Field::Salary, |value| self.pay(value, 0));
        let mut pay = whole.or_else(|| {
            plain::pay(
                self.best(Field::SalaryMin, plain::number),
                self.best(Field::SalaryMax, plain::number),
                None,
                None,
            )
        })?;
        pay.currency = pay.currency.or_else(|| self.best(Field::Currency, text));
        pay.period = pay.period.or_else(|| self.best(Field::Period, text));
        Some(pay)
    }

    /// Pay of a value, whatever its shape.
    pub(super) fn pay(&self, value: &Value, depth: usize) -> Option<Pay> {
        let names = &self.names.pay;
        match value {
            Value::Number(_) => plain::pay(plain::number(value), None, None, None),
            Value::String(text) => plain::pay_of_text(text),
            Value::Array(items) if depth < 4 => {
                items.iter().find_map(|item| self.pay(item, depth + 1))
            }
            Value::Object(object) if depth < 4 => {
                let members = members(object);
                let figure = |names| one_of(&members, names).find_map(plain::number);
                let text = |names| {
                    one_of(&members, names).find_map(|value| text_of(self.names, value, Kind::Any))
                };
                let single = figure(&names.value);
                let hundredths = |names| figure(names).map(|figure| figure / 100.0);
                let mut pay = plain::pay(
                    figure(&names.min)
                        .or(single)
                        .or_else(|| hundredths(&names.min_hundredths)),
                    figure(&names.max).or_else(|| hundredths(&names.max_hundredths)),
                    None,
                    None,
                )
                .or_else(|| {
                    one_of(&members, &names.inner)
                        .filter(|value| value.is_object() || value.is_array())
                        .find_map(|value| self.pay(value, depth + 1))
                })
                .or_else(|| plain::pay_of_text(&text_of(self.names, value, Kind::Any)?))?;
                pay.currency = text(&names.currency).or(pay.currency);
                pay.period = text(&names.period).or(pay.period);
                Some(pay)
            }
            _ => None,
        }
    }

    /// Where the work is: the best field that names places, completed by fields of their own.
    pub(super) fn places(&self) -> Vec<Place> {
        // Deeper ones are parts of some address, which need not be that of the job.
        let part = |field| {
            let hits = self.ranked(field).into_iter().filter(|hit| hit.depth == 0);
            hits.filter_map(|hit| text_of(self.names, hit.value, Kind::Place))
                .find(|text| text.chars().any(char::is_alphabetic))
        };
        let apart = Place {
            city: part(Field::City),
            region: part(Field::Region),
            country: part(Field::Country),
            text: None,
        };
        let mut found = Vec::new();
        for hit in self.ranked(Field::Place) {
            self.collect_places(hit.value, &mut found, 0);
            if !found.is_empty() {
                break;
            }
        }
        let undivided = found.iter().all(|place| place.text.is_some());
        match found.as_mut_slice() {
            [] if apart != Place::default() => found.push(apart),
            [only] if undivided && apart.city.is_some() => *only = apart,
            [only] if !undivided && only.country.is_none() => only.country = apart.country,
            _ => {}
        }
        for place in self.all_places(Field::MorePlaces) {
            if !found.contains(&place) {
                found.push(place);
            }
        }
        found
    }

    /// All places that a field names.
    pub(super) fn all_places(&self, field: Field) -> Vec<Place> {
        let mut found = Vec::new();
        for hit in self.of(field) {
            self.collect_places(hit.value, &mut found, 0);
        }
        found
    }

    /// Adds the places of a value.
    pub(super) fn collect_places(&self, value: &Value, found: &mut Vec<Place>, depth: usize) {
        if depth > 5 || found.len() >= MAX_PLACES {
            return;
        }
        let place = match value {
            Value::Array(items) => {
                for item in items {
                    self.collect_places(item, found, depth + 1);
                }
                return;
            }
            Value::String(text) => plain::fact(text, Kind::Place).map(|text| Place {
                text: Some(text),
                ..Place::default()
            }),
            Value::Object(object) => self.place(object, depth),
            _ => None,
        };
        if let Some(place) = place
            && !found.contains(&place)
        {
            found.push(place);
        }
    }

    fn place(&self, object: &Object, depth: usize) -> Option<Place> {
        let names = &self.names.place;
        let members = members(object);
        let part = |names| {
            one_of(&members, names)
                .filter_map(|value| text_of(self.names, value, Kind::Place))
                .find(|text| text.chars().any(char::is_alphabetic))
        };
        let place = Place {
            city: part(&names.city),
            region: part(&names.region),
            country: part(&names.country),
            text: None,
        };
        if place.city.is_some() {
            return Some(place);
        }
        let mut inner = Vec::new();
        for value in one_of(&members, &names.inner).filter(|value| !value.is_string()) {
            self.collect_places(value, &mut inner, depth + 1);
        }
        let text = || {
            one_of(&members, &names.text)
                .find_map(|value| plain::fact(value.as_str()?, Kind::Place))
        };
        match inner.into_iter().next() {
            Some(inner) => Some(inner),
            None if place != Place::default() => Some(place),
            None => Some(Place {
                text: Some(text()?),
                ..Place::default()
            }),
        }
    }
}

/// A place as one line.
pub(super) fn place_line(place: &Place) -> String {
    [&place.city, &place.region, &place.country, &place.text]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Pay as one line: "40000 – 50000 EUR YEAR".
pub(super) fn pay_line(pay: &Pay) -> String {
    let figures: Vec<String> = [pay.min, pay.max]
        .into_iter()
        .flatten()
        .map(|figure| figure.to_string())
        .collect();
    let mut line = figures.join(" – ");
    for word in [&pay.currency, &pay.period].into_iter().flatten() {
        line.push(' ');
        line.push_str(word);
    }
    line
}
