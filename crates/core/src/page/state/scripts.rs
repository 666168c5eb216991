//! Finds the data in a page's scripts.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::literal;
use crate::page::lenient_json::{Cut, values};
use crate::page::markup;

/// Scripts over this many bytes in all are not read.
const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Data shorter than this holds no posting.
const MIN_BYTES: usize = 200;
/// More variables than this in one script are not tried.
const MAX_VARIABLES: usize = 24;

/// A piece of data, as it is written.
pub(super) enum Data<'a> {
    /// JSON.
    Json(&'a str),
    /// JSON in the value of an attribute.
    Attribute(&'a str),
    /// The right side of an assignment, with what follows it.
    Literal(&'a str),
}

impl Data<'_> {
    /// Its value; `None` where it cannot be read.
    pub(super) fn value(self) -> Option<Value> {
        match self {
            Data::Json(text) => values(text, Cut::Refuse).ok()?.into_iter().next(),
            Data::Attribute(text) => serde_json::from_str(&markup::decode(text)).ok(),
            Data::Literal(text) => literal::read(text),
        }
    }
}

/// A variable that is set, or a call that is handed text.
static SET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"[A-Za-z_$][0-9A-Za-z_$]*";
    Regex::new(&format!(
        r#"(?:(?:window|self|globalThis)\s*(?:\.\s*{name}|\[\s*["']{name}["']\s*\])|(?:var|let|const)\s+{name}|\b__{name})\s*=\s*|\.enqueue\("#
    ))
    .ok()
});

/// All data of a page that could hold a posting, in order.
pub(super) fn data(html: &str) -> impl Iterator<Item = Data<'_>> {
    let mut left = MAX_BYTES;
    let mut found = Vec::new();
    for (tag, text) in elements(html) {
        if text.len() < MIN_BYTES {
            continue;
        }
        let Some(rest) = left.checked_sub(text.len()) else {
            break;
        };
        left = rest;
        let kind = tag.to_ascii_lowercase();
        if kind.contains("ld+json") {
            continue;
        }
        if kind.contains("json") || text.trim_start().starts_with(['{', '[']) {
            found.push(Data::Json(text));
        } else {
            let variables = SET.as_ref().into_iter().flat_map(|set| set.find_iter(text));
            let values = variables.take(MAX_VARIABLES).map(|set| &text[set.end()..]);
            found.extend(values.filter(|v| v.len() >= MIN_BYTES).map(Data::Literal));
        }
    }
    found.extend(attributes(html));
    found.into_iter()
}

/// The scripts of a page: the inside of the tag, and the text.
fn elements(html: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let at = find(rest, "<script")?;
            let tag = &rest[at + 7..];
            let close = tag.find('>')?;
            let body = &tag[close + 1..];
            let end = find(body, "</script").unwrap_or(body.len());
            rest = &body[end..];
            if tag.starts_with(|c: char| c.is_ascii_whitespace() || c == '>') {
                return Some((&tag[..close], &body[..end]));
            }
        }
    })
}

/// Place of an ASCII word in any case.
fn find(text: &str, word: &str) -> Option<usize> {
    text.match_indices('<').map(|(at, _)| at).find(|at| {
        text.as_bytes()
            .get(*at..at + word.len())
            .is_some_and(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()))
    })
}

/// JSON in attributes, as frameworks of the server's side write it: `data-page="{&quot;…"`.
fn attributes(html: &str) -> impl Iterator<Item = Data<'_>> {
    ["=\"{&quot;", "='{\""].into_iter().flat_map(move |open| {
        let quote = open.as_bytes()[1];
        html.match_indices(open).filter_map(move |(at, _)| {
            let value = &html[at + 2..];
            let end = value.bytes().position(|byte| byte == quote)?;
            ((MIN_BYTES..MAX_BYTES).contains(&end)).then(|| Data::Attribute(&value[..end]))
        })
    })
}
