//! Walks through one JSON posting and notes which of its fields mean what.

use serde_json::Value;

use super::body::{self, Body};
use super::facts::{self, Hit};
use super::names::{Field, NAMES, Names, Target, fold_key};
use super::spans;
use crate::page::markup;
use crate::page::values::Object;

/// More fields than this in one posting are not read.
const MAX_FIELDS: usize = 20_000;
/// A string of this length is prose when it has spaces.
pub(super) const PROSE: usize = 80;
/// A string in a field nobody knows must be this long to be a part of the posting.
pub(super) const UNKNOWN_PROSE: usize = 200;

/// Whether a string is running text of at least `least` bytes, and not a key, address or data.
pub(super) fn is_prose(text: &str, least: usize) -> bool {
    let text = text.trim_start();
    let words = least / 20 + 2;
    let worded = || text.split_whitespace().take(words).count() == words;
    // Scripts that write no spaces: their letters are all beyond this one.
    let ideograms = || {
        text.chars()
            .filter(|c| *c >= '\u{2e80}')
            .take(least / 4)
            .count()
            == least / 4
    };
    text.len() >= least && !text.starts_with(['{', '[']) && (worded() || ideograms())
}

/// Walks through the fields of a posting and notes what they mean.
pub(super) struct Reader<'a> {
    /// The vocabulary.
    pub(super) names: &'static Names,
    /// An object that is left out.
    without: Option<&'a Object>,
    /// Fields whose names are known.
    pub(super) hits: Vec<Hit<'a>>,
    /// Numbers of flags, and their values.
    pub(super) flags: Vec<(usize, bool)>,
    /// Long texts.
    pub(super) bodies: Vec<Body>,
    fields: usize,
}

impl<'a> Reader<'a> {
    /// A reader that leaves one object out.
    pub(super) fn new(without: Option<&'a Object>) -> Self {
        Self {
            names: &NAMES,
            without,
            hits: Vec::new(),
            flags: Vec::new(),
            bodies: Vec::new(),
            fields: 0,
        }
    }

    /// Reads an object that lies `depth` below the posting, under the folded name `parent`.
    pub(super) fn object(&mut self, object: &'a Object, parent: &str, depth: usize) {
        if self
            .without
            .is_some_and(|without| std::ptr::eq(without, object))
        {
            return;
        }
        for (key, value) in object {
            self.fields += 1;
            if self.fields > MAX_FIELDS {
                return;
            }
            let folded = fold_key(key);
            if self.names.skips(&folded) || facts::is_empty(value) {
                continue;
            }
            if self.names.is_company(&folded) {
                match value.as_str() {
                    None => {
                        self.company(value, key, depth + 1);
                        continue;
                    }
                    Some(text) if is_prose(text, PROSE) => {
                        self.company_text(text);
                        continue;
                    }
                    Some(_) => {}
                }
            }
            self.member(key, &folded, parent, value, depth);
        }
    }

    /// Notes a field, and looks below it where it is not understood as a whole.
    fn member(&mut self, key: &'a str, folded: &str, parent: &str, value: &'a Value, depth: usize) {
        let names = self.names;
        let mut targets: Vec<Target> = Vec::new();
        if names.is_leaf(folded) {
            targets.extend(names.targets("", parent));
        }
        if targets.is_empty() {
            targets.extend(names.targets(parent, folded));
        }
        let titles = targets
            .iter()
            .any(|target| matches!(target, Target::Field(Field::Title | Field::TitleWeak, _)));
        let least = if titles { 2 * PROSE } else { PROSE / 4 };
        let mut done = false;
        for target in targets {
            done |= match target {
                Target::Field(Field::Description, rank) => self.description(value, rank, least),
                Target::Field(Field::TitleWeak, _) if depth > 0 => false,
                Target::Field(field, rank) => {
                    self.hit(field, rank, key, value, depth);
                    self.flags_of(value);
                    let prose = value
                        .as_str()
                        .is_some_and(|text| is_prose(text, UNKNOWN_PROSE));
                    !prose && !matches!(field, Field::Title | Field::TitleWeak)
                }
                Target::Part(number) => self.part(&names.headings[number], value),
                Target::Flag(number) => {
                    match value {
                        Value::Bool(flag) => self.flags.push((number, *flag)),
                        Value::String(_) => {
                            self.hit(names.flags[number].field, usize::MAX, key, value, depth);
                        }
                        _ => {}
                    }
                    false
                }
            };
        }
        if !done {
            self.below(key, folded, value, depth);
        }
    }

    /// The flags in a fact that is an object: a place may say that it is remote.
    fn flags_of(&mut self, value: &Value) {
        let names = self.names;
        for (key, value) in value.as_object().into_iter().flatten() {
            if let Value::Bool(flag) = value {
                for target in names.targets("", &fold_key(key)) {
                    if let Target::Flag(number) = target {
                        self.flags.push((number, *flag));
                    }
                }
            }
        }
    }

    fn hit(&mut self, field: Field, rank: usize, key: &'a str, value: &'a Value, depth: usize) {
        self.hits.push(Hit {
            field,
            rank,
            depth,
            key,
            value,
        });
    }

    /// A field that nobody knows: long texts are parts of the posting.
    fn below(&mut self, key: &str, folded: &str, value: &'a Value, depth: usize) {
        match value {
            Value::String(text)
                if is_prose(text, UNKNOWN_PROSE)
                    || markup::holds_tags(text) && is_prose(text, 40) =>
            {
                self.bodies.push(Body::unknown(body::heading_of(key), text));
            }
            Value::Array(items) => {
                let strings: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                if strings.iter().any(|text| is_prose(text, PROSE)) {
                    self.part(&body::heading_of(key), value);
                    return;
                }
                for item in items {
                    self.element(item, folded, depth);
                }
            }
            Value::Object(_) => self.element(value, folded, depth),
            _ => {}
        }
    }

    /// Reads what the other objects of a JSON:API document say of the posting.
    pub(super) fn included(&mut self, items: &'a [Value]) {
        for object in items.iter().filter_map(Value::as_object) {
            let kind = object.get("type").and_then(Value::as_str);
            if let (Some(kind), Some(attributes)) = (kind, object.get("attributes")) {
                let folded = fold_key(kind);
                if !self.names.skips(&folded) {
                    self.member(kind, &folded, "", attributes, 1);
                }
            }
        }
    }

    /// A field that is named beside its value: then `true`.
    fn pair(&mut self, object: &'a Object, depth: usize) -> bool {
        let member = |names: &[String]| {
            names.iter().find_map(|name| {
                let found = object.iter().find(|(key, _)| fold_key(key) == *name);
                found.map(|(_, value)| value)
            })
        };
        let name = member(&self.names.pair_names).and_then(Value::as_str);
        let (Some(name), Some(value)) = (name, member(&self.names.pair_values)) else {
            return false;
        };
        let folded = fold_key(name);
        let known = name.len() <= 60 && self.names.targets("", &folded).next().is_some();
        if known && !facts::is_empty(value) {
            self.member(name, &folded, "", value, depth);
        }
        known
    }

    /// An object inside the posting: a part with its heading, or more fields.
    fn element(&mut self, value: &'a Value, folded: &str, depth: usize) {
        match value {
            Value::Object(object) if self.pair(object, depth + 1) => {}
            Value::Object(object) => match body::headed(self.names, object) {
                Some((heading, text)) => self.bodies.push(Body::part(heading, &text)),
                None => self.object(object, folded, depth + 1),
            },
            Value::Array(items) => items
                .iter()
                .for_each(|item| self.element(item, folded, depth + 1)),
            _ => {}
        }
    }

    /// The main text, if it is one: then `true`.
    fn description(&mut self, value: &Value, rank: usize, least: usize) -> bool {
        match value {
            Value::String(text) if is_prose(text, least) || markup::holds_tags(text) => {
                self.bodies.push(Body::main(text, rank));
                true
            }
            Value::Object(object) => {
                let html = spans::html_of(object);
                self.bodies
                    .extend(html.iter().map(|html| Body::main(html, rank)));
                html.is_some()
            }
            _ => false,
        }
    }

    /// A part of a known kind, if the value holds its text as a whole: then `true`.
    fn part(&mut self, heading: &str, value: &Value) -> bool {
        let (own, text) = match value {
            Value::Object(object) => match body::headed(self.names, object) {
                Some((heading, text)) => (Some(heading), Some(text)),
                None => (None, body::text_of(self.names, value)),
            },
            value => (None, body::text_of(self.names, value)),
        };
        let Some(text) = text else {
            return false;
        };
        self.bodies
            .push(Body::part(own.unwrap_or_else(|| heading.to_owned()), &text));
        true
    }

    /// What is said about the employer: its name and long texts.
    fn company(&mut self, value: &'a Value, parent: &'a str, depth: usize) {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        for object in items.iter().filter_map(Value::as_object) {
            for (key, value) in object {
                self.fields += 1;
                let folded = fold_key(key);
                if self.fields > MAX_FIELDS || self.names.skips(&folded) {
                    continue;
                }
                match value {
                    Value::String(text) if is_prose(text, PROSE) => self.company_text(text),
                    Value::String(_) => self.company_name(key, &folded, parent, value, depth),
                    Value::Object(_) | Value::Array(_) => self.company(value, key, depth + 1),
                    _ => {}
                }
            }
        }
    }

    fn company_text(&mut self, text: &str) {
        self.bodies
            .push(Body::part(self.names.company_heading.clone(), text));
    }

    fn company_name(
        &mut self,
        key: &'a str,
        folded: &str,
        parent: &'a str,
        value: &'a Value,
        depth: usize,
    ) {
        let is_leaf = self.names.is_leaf(folded) && folded != "code";
        let key = if is_leaf { parent } else { key };
        let name = fold_key(key);
        let rank = self
            .names
            .targets("", &name)
            .find_map(|target| match target {
                Target::Field(Field::Company, rank) => Some(rank),
                _ => None,
            });
        if let Some(rank) = rank {
            self.hit(Field::Company, rank, key, value, depth);
        }
    }
}
