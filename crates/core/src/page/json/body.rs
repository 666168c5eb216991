//! The long texts of a JSON posting: which are parts of it, which say the same twice.

use std::collections::HashSet;

use serde_json::Value;

use super::names::{Names, fold_key};
use super::{jsonld, markup};
use crate::page::values::{self as plain, Kind, Object};

/// More long texts than this in one posting are not compared or kept.
const MAX_BODIES: usize = 100;
/// Words of a run by which texts are compared.
const RUN: usize = 4;
/// A text with this share of its runs in another says nothing new, in percent.
const CONTAINED: usize = 80;
/// A text with this share of its runs in the parts is put together from them, in percent.
const ASSEMBLED: usize = 60;
/// Lines longer than this on average are running text, in bytes.
const RUNNING_LINE: usize = 200;

/// A long text of a posting.
#[derive(Debug, Clone)]
pub(super) struct Body {
    /// Heading; empty where there is none.
    heading: String,
    /// HTML or text, escapes undone.
    text: String,
    /// The rank of its field's name, where it is the main text.
    main: Option<usize>,
    /// Nobody knows its field.
    unknown: bool,
}

impl Body {
    /// A part under a heading.
    pub(super) fn part(heading: String, text: &str) -> Self {
        Self {
            heading,
            text: markup::unescape(text.trim()),
            main: None,
            unknown: false,
        }
    }

    /// A long text of a field that nobody knows.
    pub(super) fn unknown(heading: String, text: &str) -> Self {
        Self {
            unknown: true,
            ..Self::part(heading, text)
        }
    }

    /// A main text.
    pub(super) fn main(text: &str, rank: usize) -> Self {
        Self {
            main: Some(rank),
            ..Self::part(String::new(), text)
        }
    }

    /// Whether its lines are kept apart, by markup or line feeds.
    fn is_lined(&self) -> bool {
        if self.unknown {
            return markup::holds_tags(&self.text);
        }
        let lines = self.text.lines().filter(|line| !line.trim().is_empty());
        markup::holds_tags(&self.text) || self.text.len() / lines.count().max(1) <= RUNNING_LINE
    }
}

/// The description and the parts: what says the same twice is left out.
pub(super) fn assemble(mut bodies: Vec<Body>) -> (Option<String>, Vec<(String, String)>) {
    bodies.truncate(MAX_BODIES);
    let runs: Vec<HashSet<u64>> = bodies.iter().map(|body| runs(&body.text)).collect();
    let mut kept: Vec<bool> = bodies.iter().map(|body| !body.text.is_empty()).collect();
    drop_assembled(&bodies, &runs, &mut kept);
    drop_contained(&bodies, &runs, &mut kept);
    let longest = (0..bodies.len())
        .filter(|&at| kept[at] && bodies[at].main.is_some())
        .map(|at| bodies[at].text.len())
        .max()
        .unwrap_or(0);
    let main = (0..bodies.len())
        .filter(|&at| kept[at] && bodies[at].text.len() * 3 >= longest)
        .filter_map(|at| Some((bodies[at].main?, at)))
        .min()
        .map(|(_, at)| at);
    let description = main.map(|at| bodies[at].text.clone());
    let mut parts: Vec<(String, String)> = bodies
        .into_iter()
        .enumerate()
        .filter(|(at, _)| kept[*at] && Some(*at) != main)
        .map(|(_, body)| (body.heading, body.text))
        .collect();
    // What has no heading goes on with the main text, and must not fall under a part's heading.
    parts.sort_by_key(|(heading, _)| !heading.is_empty());
    (description, parts)
}

/// Drops main and unknown texts in running lines that are put together from two or more parts.
fn drop_assembled(bodies: &[Body], runs: &[HashSet<u64>], kept: &mut [bool]) {
    let parts: Vec<usize> = (0..bodies.len())
        .filter(|&at| bodies[at].main.is_none() && !bodies[at].unknown && kept[at])
        .collect();
    if parts.len() < 2 {
        return;
    }
    for at in 0..bodies.len() {
        if parts.contains(&at) || bodies[at].is_lined() || runs[at].is_empty() {
            continue;
        }
        let covered = runs[at]
            .iter()
            .filter(|run| parts.iter().any(|&part| runs[part].contains(run)))
            .count();
        kept[at] = covered * 100 < runs[at].len() * ASSEMBLED;
    }
}

/// Drops texts that another one holds; of two alike, the one with less markup or the later one.
fn drop_contained(bodies: &[Body], runs: &[HashSet<u64>], kept: &mut [bool]) {
    for at in 0..bodies.len() {
        let holder = (0..bodies.len()).find(|&other| {
            other != at
                && kept[other]
                && kept[at]
                && holds(&runs[other], &runs[at])
                && (!holds(&runs[at], &runs[other])
                    || preference(&bodies[other], other) < preference(&bodies[at], at))
        });
        if holder.is_some() {
            kept[at] = false;
        }
    }
}

/// Smaller is better.
fn preference(body: &Body, at: usize) -> (bool, bool, usize) {
    (!markup::holds_tags(&body.text), body.heading.is_empty(), at)
}

fn holds(all: &HashSet<u64>, some: &HashSet<u64>) -> bool {
    let shared = some.iter().filter(|run| all.contains(run)).count();
    !some.is_empty() && shared * 100 >= some.len() * CONTAINED
}

/// Hashes of all runs of words of a text; of a short text, of the whole.
fn runs(text: &str) -> HashSet<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let visible = without_tags(text);
    let words: Vec<String> = visible
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words
        .windows(RUN.min(words.len().max(1)))
        .map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        })
        .collect()
}

/// A text with its tags and entities blanked, for comparison only.
fn without_tags(text: &str) -> String {
    if !markup::holds_tags(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        out.push(' ');
        let tag = &rest[open..];
        rest = tag.find('>').map_or("", |close| &tag[close + 1..]);
    }
    out.push_str(rest);
    markup::decode(&out)
}

/// The heading and text of an object that is a headed part: `{"title": .., "text": ..}`.
pub(super) fn headed(names: &Names, object: &Object) -> Option<(String, String)> {
    if object.len() > 12 {
        return None;
    }
    let member = |wanted: &str| {
        object
            .iter()
            .find(|(key, _)| fold_key(key) == wanted)
            .map(|(_, value)| value)
    };
    let (heading_key, heading) = names.part_headings.iter().find_map(|key| {
        let text = plain::fact(member(key)?.as_str()?, Kind::Any)?;
        (text.len() <= 120 && !markup::holds_tags(&text)).then_some((key, text))
    })?;
    let body = names
        .part_bodies
        .iter()
        .filter(|key| *key != heading_key)
        .find_map(|key| match member(key)? {
            Value::String(text) => {
                let text = markup::unescape(text);
                let long = text.len() >= 60 || markup::holds_tags(&text) || text.contains('\n');
                (long && !text.starts_with("http")).then_some(text)
            }
            list @ Value::Array(items) if items.iter().all(Value::is_string) => {
                text_of(names, list)
            }
            _ => None,
        })?;
    Some((heading, listed(body)))
}

/// Items of a list that lack the list around them get it.
fn listed(text: String) -> String {
    if text.trim_start().starts_with("<li") {
        format!("<ul>{text}</ul>")
    } else {
        text
    }
}

/// The text of a value as a whole: a string, or a list of strings or of objects with a text each.
pub(super) fn text_of(names: &Names, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = markup::unescape(text.trim());
            let real = text.len() > 300 || plain::fact(&text, Kind::Any).is_some();
            real.then(|| listed(text))
        }
        Value::Array(items) => {
            let mut texts = Vec::new();
            items
                .iter()
                .for_each(|item| gather(names, item, &mut texts));
            jsonld::bullets(&texts)
        }
        Value::Object(object) => {
            let all_lists = object
                .values()
                .all(|value| value.is_array() || value.is_null());
            let mut texts = Vec::new();
            if all_lists {
                object
                    .values()
                    .for_each(|value| gather(names, value, &mut texts));
            }
            jsonld::bullets(&texts)
        }
        _ => None,
    }
}

/// Collects the texts of a list's elements.
fn gather(names: &Names, value: &Value, texts: &mut Vec<String>) {
    if texts.len() >= 500 {
        return;
    }
    match value {
        Value::String(_) => texts.extend(text_of(names, value)),
        Value::Array(items) => items.iter().for_each(|item| gather(names, item, texts)),
        Value::Object(object) => {
            let text = names.leaves.iter().find_map(|leaf| {
                let (_, value) = object.iter().find(|(key, _)| fold_key(key) == *leaf)?;
                value.is_string().then(|| text_of(names, value))?
            });
            texts.extend(text);
        }
        _ => {}
    }
}

/// The heading that a field's name makes: its words where they are words, else nothing.
pub(super) fn heading_of(key: &str) -> String {
    let words = plain::humanise(key);
    let long_enough = words.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    let few = words.split(' ').count() <= 5;
    let clean = words.chars().all(|c| c.is_alphabetic() || c == ' ');
    if long_enough && few && clean && words.split(' ').all(is_pronounceable) {
        words
    } else {
        String::new()
    }
}

/// Whether a word has a vowel, and no more consonants in a row than words have.
fn is_pronounceable(word: &str) -> bool {
    let mut row = 0;
    let mut longest = 0;
    let mut vowels = 0;
    let mut starts = None;
    for c in crate::text::fold::plain(word).chars() {
        if matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii() {
            vowels += 1;
            starts.get_or_insert(row);
            row = 0;
        } else {
            row += 1;
            longest = longest.max(row);
        }
    }
    word.is_empty() || vowels > 0 && longest <= 5 && starts.unwrap_or(0) <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_alike_the_marked_up_one_is_kept() {
        let text = "Mend the nets and sail out with the crew before dawn every day";
        let html = format!("<p>{text}</p>");
        let (description, parts) = assemble(vec![Body::main(text, 5), Body::main(&html, 0)]);
        assert_eq!(description.as_deref(), Some(html.as_str()));
        assert!(parts.is_empty());
    }

    #[test]
    fn a_text_put_together_from_the_parts_is_dropped() {
        let duties =
            "• haul the heavy nets on board each morning\n• sort the catch by size and kind";
        let needs = "• a certificate of safety at sea\n• two years on a trawler of any size";
        let blob = format!(
            "{} {}",
            duties.replace("\n•", ","),
            needs.replace("\n•", ",")
        )
        .repeat(2);
        let (description, parts) = assemble(vec![
            Body::part("Duties".to_owned(), duties),
            Body::part("Needs".to_owned(), needs),
            Body::main(&blob, 0),
        ]);
        assert_eq!(description, None);
        assert_eq!(parts.len(), 2);
    }

    #[test]
    fn parts_inside_a_lined_description_are_dropped() {
        let needs = "a certificate of safety at sea and two years on a trawler";
        let full = format!("<p>We sail north at dawn.</p><ul><li>{needs}</li></ul>");
        let (description, parts) = assemble(vec![
            Body::main(&full, 0),
            Body::part("Needs".to_owned(), needs),
        ]);
        assert_eq!(description.as_deref(), Some(full.as_str()));
        assert!(parts.is_empty());
    }

    #[test]
    fn only_words_make_headings() {
        assert_eq!(heading_of("jobConditions"), "Job conditions");
        assert_eq!(heading_of("Geschäftsführung"), "Geschäftsführung");
        for key in [
            "zslmsuCi",
            "x1",
            "abc",
            "description2",
            "com.example.thing.Part.Of.Data",
            "__",
        ] {
            assert_eq!(heading_of(key), "", "{key}");
        }
    }

    #[test]
    fn broken_markup_does_not_trip_the_comparison() {
        for text in ["<p", "<p>x</p><", "&&&;<br>", "<p>é<é", ""] {
            let _ = runs(text);
        }
    }
}
