//! Front matter: the fields that Markdown carries above its text.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Number, Value};

use super::json;
use super::structured::Structured;
use crate::posting::EvidenceSource;

/// Front matter that is longer than this, in bytes, is text.
const MAX_LEN: usize = 16 * 1024;
/// Values inside values are read down to this depth.
const MAX_DEPTH: usize = 4;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    skip: HashSet<String>,
}

static SKIP: LazyLock<HashSet<String>> = LazyLock::new(|| {
    // A test loads the file, so this cannot fail on shipped data.
    toml::from_str(include_str!("../../data/any/front_matter.toml"))
        .map(|file: File| file.skip)
        .unwrap_or_else(|error| panic!("data/any/front_matter.toml: {error}"))
});

/// The fields above a text.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// `title`: that of the page, which may name more than the job.
    pub(super) title: Option<String>,
    /// What the fields say of the job; its description is left out.
    pub(super) job: Structured,
    /// A short text about the page.
    pub(super) description: Option<String>,
}

/// Parts the front matter from the text below it: fields between `---` (in the manner of YAML) or
/// `+++` (TOML), all on one line between dashes, or bare `key: value` lines with known names.
pub(super) fn split(text: &str) -> (Option<FrontMatter>, &str) {
    let text = text.trim_start();
    let found = fenced(text)
        .or_else(|| one_line(text))
        .or_else(|| bare(text));
    match found {
        Some((fields, rest)) if !fields.is_empty() => (Some(read(fields)), rest),
        _ => (None, text),
    }
}

/// Whether a text begins with front matter between marks.
pub(super) fn begins(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("---") && fenced(text).or_else(|| one_line(text)).is_some()
        || text.starts_with("+++") && fenced(text).is_some()
}

fn read(mut fields: Map<String, Value>) -> FrontMatter {
    fields.retain(|key, _| !SKIP.contains(&json::fold_key(key)));
    let title = fields.iter().find_map(|(key, value)| {
        (json::fold_key(key) == "title").then(|| value.as_str().map(str::to_owned))?
    });
    let mut job = json::posting(&fields);
    job.source = Some(EvidenceSource::Meta);
    if job.title == title {
        job.title = None;
    }
    job.parts.clear();
    FrontMatter {
        title,
        description: job.description.take(),
        job,
    }
}

/// Fields between two lines of dashes or plus signs.
fn fenced(text: &str) -> Option<(Map<String, Value>, &str)> {
    let mark = ["---", "+++"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let (first, body) = text.split_once('\n')?;
    if first.trim_end() != mark {
        return None;
    }
    let mut end = 0;
    for line in body.split_inclusive('\n') {
        if line.trim_end() == mark || mark == "---" && line.trim_end() == "..." {
            let fields = if mark == "+++" {
                toml_fields(&body[..end])
            } else {
                yaml_fields(&body[..end])
            };
            return Some((fields, &body[end + line.len()..]));
        }
        end += line.len();
        if end > MAX_LEN {
            break;
        }
    }
    None
}

fn toml_fields(text: &str) -> Map<String, Value> {
    let table: toml::Table = toml::from_str(text).unwrap_or_default();
    table
        .into_iter()
        .map(|(key, value)| (key, json_of(value)))
        .collect()
}

fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(switch) => Value::Bool(switch),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(list) => list.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, json_of(value)))
            .collect(),
    }
}

fn yaml_fields(text: &str) -> Map<String, Value> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .collect();
    match yaml(&lines, 0) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A map or a list of lines that stand at the first one's indentation or deeper.
fn yaml(lines: &[&str], depth: usize) -> Value {
    let Some(own) = lines.first().map(|line| indent(line)) else {
        return Value::Null;
    };
    let (mut list, mut map) = (Vec::new(), Map::new());
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        // A list may stand as deep as the name above it.
        let inner = lines[at + 1..]
            .iter()
            .take_while(|next| indent(next) > own || dashed(next) && !dashed(lines[at]))
            .count();
        let below = &lines[at + 1..at + 1 + inner];
        at += 1 + inner;
        if let Some(item) = line.strip_prefix("- ") {
            list.extend(match item.split_once(": ") {
                Some((key, value)) if !item.starts_with(['"', '\'']) => {
                    let mut object = match yaml(below, depth + 1) {
                        Value::Object(object) if depth < MAX_DEPTH => object,
                        _ => Map::new(),
                    };
                    object.extend(scalar(value).map(|value| (key.trim().to_owned(), value)));
                    Some(Value::Object(object))
                }
                _ => scalar(item),
            });
        } else if let Some((key, value)) = line.split_once(':') {
            let value = value.trim();
            let value = if value.is_empty() && depth < MAX_DEPTH {
                Some(yaml(below, depth + 1)).filter(|value| !value.is_null())
            } else if matches!(value, "" | "|" | ">" | "|-" | ">-" | "|+" | ">+") {
                let lines: Vec<&str> = below.iter().map(|line| line.trim()).collect();
                Some(Value::String(lines.join("\n")))
            } else {
                scalar(value)
            };
            let key = key.trim().trim_matches(['"', '\'']).to_owned();
            map.extend(value.map(|value| (key, value)));
        }
    }
    if map.is_empty() {
        Value::Array(list)
    } else {
        Value::Object(map)
    }
}

fn dashed(line: &str) -> bool {
    line.trim_start().starts_with("- ")
}

/// A value on one line: quoted, a list in brackets, a number, a switch, or text.
fn scalar(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Some(list) = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
    {
        // Links of note programs: [[Name]].
        let list = list.trim_matches(['[', ']']);
        return Some(Value::Array(list.split(',').filter_map(scalar).collect()));
    }
    let bare = text.trim_matches(['"', '\'']);
    let bare = bare
        .strip_prefix("[[")
        .and_then(|link| link.strip_suffix("]]"))
        .unwrap_or(bare);
    match bare {
        "" | "null" | "~" => None,
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        bare => Some(match bare.parse::<Number>() {
            Ok(number) if bare == text => Value::Number(number),
            _ => Value::String(bare.to_owned()),
        }),
    }
}

/// Whether the name of a field is one that postings have.
fn is_known(key: &str) -> bool {
    let plain = key
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    plain && key.len() <= 40 && json::knows(key)
}

/// "--- title: Baker location: Leeds ---", as exporters write that lose line feeds.
fn one_line(text: &str) -> Option<(Map<String, Value>, &str)> {
    let body = text.strip_prefix("--- ")?;
    let line = body.split('\n').next()?;
    let (end, skip) = match line.find(" ---") {
        Some(end) => (end, end + 4),
        None => (line.len(), line.len()),
    };
    let inner = &body[..end];
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in inner.split_inclusive(' ') {
        let key = word.trim_end().strip_suffix(':');
        if let Some(key) = key.filter(|key| is_known(key) || SKIP.contains(&json::fold_key(key))) {
            starts.push((at, key));
        }
        at += word.len();
    }
    if starts.len() < 2 || starts[0].0 != 0 {
        return None;
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([inner.len()]);
    let fields = starts
        .iter()
        .zip(ends)
        .filter_map(|((start, key), end)| {
            let value = scalar(&inner[start + key.len() + 1..end])?;
            Some(((*key).to_owned(), value))
        })
        .collect();
    Some((fields, &body[skip..]))
}

/// `key: value` lines with known names, two or more, up to a blank line.
fn bare(text: &str) -> Option<(Map<String, Value>, &str)> {
    let mut fields = Map::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        let (key, value) = line.split_once(':')?;
        if !is_known(key) {
            return None;
        }
        fields.extend(scalar(value).map(|value| (key.to_owned(), value)));
        at += line.len();
    }
    // Fields with nothing below them are the posting itself.
    (fields.len() >= 2 && !text[at..].trim().is_empty()).then_some((fields, &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(text: &str) -> (FrontMatter, &str) {
        let (front, rest) = split(text);
        (front.unwrap(), rest)
    }

    #[test]
    fn fields_between_dashes() {
        let (front, rest) = job(
            "---\r\ntitle: \"Night Baker | Crumbs\"\r\ncompany: Crumbs Ltd\r\nlocations:\r\n- Leeds\r\n- York\r\n\
             employment_type: full-time\r\nsalary:\r\n  min: 30000\r\n  max: 32000\r\n  currency: GBP\r\n\
             created: 2027-01-01\r\nremote: true\r\n---\r\n# Night Baker\r\n",
        );
        assert_eq!(front.title.as_deref(), Some("Night Baker | Crumbs"));
        assert_eq!(front.job.title, None);
        assert_eq!(front.job.company.as_deref(), Some("Crumbs Ltd"));
        assert_eq!(front.job.places.len(), 2);
        assert_eq!(front.job.employment_types, ["full-time"]);
        assert_eq!(front.job.salary.unwrap().max, Some(32000.0));
        assert_eq!(front.job.date_posted, None);
        assert_eq!(front.job.workplace.as_deref(), Some("remote"));
        assert_eq!(rest, "# Night Baker\r\n");
    }

    #[test]
    fn fields_in_toml() {
        let (front, rest) =
            job("+++\njob_id = \"NB-7\"\ncompany = \"Crumbs\"\ndeadline = 2027-05-01\n+++\nText");
        assert_eq!(front.job.job_id.as_deref(), Some("NB-7"));
        assert_eq!(front.job.valid_through.as_deref(), Some("2027-05-01"));
        assert_eq!(rest, "Text");
    }

    #[test]
    fn fields_on_one_line_and_bare() {
        let (front, rest) =
            job("--- title: Night Baker location: Leeds, UK company: Crumbs --- We bake.");
        assert_eq!(front.title.as_deref(), Some("Night Baker"));
        assert_eq!(front.job.places[0].text.as_deref(), Some("Leeds, UK"));
        assert_eq!(rest, " We bake.");
        let (front, rest) = job("title: Baker\ncompany: Crumbs\n\nWe bake: bread.");
        assert_eq!(front.job.company.as_deref(), Some("Crumbs"));
        assert_eq!(rest.trim(), "We bake: bread.");
    }

    #[test]
    fn text_is_no_front_matter() {
        for text in [
            "---\nNight Baker\nwithout an end",
            "--- NOW HIRING: bakers ---\nCome",
            "We offer: bread\nYou bring: a smile\n\nMore",
            "Company: Crumbs\nWe bake.\n",
        ] {
            assert!(split(text).0.is_none(), "{text}");
        }
    }
}
