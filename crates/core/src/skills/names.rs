//! The name a skill is shown by.

use std::collections::BTreeMap;

use super::Mention;
use super::vocabulary::Row;
use crate::page::Page;
use crate::text::fold::plain;
use crate::text::tokens::{Token, tokenize};

/// Gives every mention the name its skill is shown by.
///
/// That is the canonical name, unless the posting only ever says it in words of its own that have
/// nothing in common with it: then it is shown in those.
pub(super) fn shown<'a, K: Ord>(
    page: &Page,
    known: Vec<(K, Mention)>,
    row: impl Fn(&K) -> &'a Row,
) -> Vec<Mention> {
    let mut own: BTreeMap<&K, Option<usize>> = BTreeMap::new();
    for (at, (key, mention)) in known.iter().enumerate() {
        let seen = &page.text[mention.range.clone()];
        let foreign = is_other_wording(&row(key).name, seen);
        let first = own.entry(key).or_insert(Some(at));
        if !foreign {
            *first = None;
        }
    }
    let names: BTreeMap<usize, String> = known
        .iter()
        .enumerate()
        .filter_map(|(at, (key, _))| {
            let first = (*own.get(key)?)?;
            let seen = &page.text[known[first].1.range.clone()];
            Some((at, as_title(seen)))
        })
        .collect();
    known
        .into_iter()
        .enumerate()
        .map(|(at, (_, mut mention))| {
            if let Some(name) = names.get(&at) {
                mention.name.clone_from(name);
            }
            mention
        })
        .collect()
}

/// Whether the words met are other words than the name, and no short form of it either.
fn is_other_wording(name: &str, seen: &str) -> bool {
    let (name_words, seen_words) = (tokenize(name, 0), tokenize(seen, 0));
    if seen_words.len() < 2
        && seen
            .chars()
            .skip(1)
            .any(|c| c.is_uppercase() || c.is_numeric())
    {
        return false;
    }
    !seen_words.iter().any(|word| {
        name_words
            .iter()
            .any(|other| are_akin(text(seen, word), text(name, other)))
    })
}

fn text<'a>(whole: &'a str, token: &Token) -> &'a str {
    &whole[token.range()]
}

/// Whether two words have a common beginning of four letters, or are the same.
fn are_akin(left: &str, right: &str) -> bool {
    let (left, right) = (plain(left), plain(right));
    left == right || left.chars().take(4).eq(right.chars().take(4)) && left.chars().count() > 3
}

/// The words as a name: one space between them, a capital first.
pub(super) fn as_title(seen: &str) -> String {
    let words: Vec<&str> = seen.split_whitespace().collect();
    let joined = words.join(" ");
    let mut chars = joined.chars();
    match chars.next() {
        Some(first) if joined.chars().nth(1).is_none_or(|c| !c.is_uppercase()) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => joined,
    }
}
