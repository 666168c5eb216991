//! Labelled values ("Location: Leeds"), and rules run on text that is not the page's.

use std::ops::Range;

use crate::page::{BlockKind, Page};
use crate::reading::{Hit, Reading};
use crate::table::Languages;
use crate::text::fold::lower_in_place;

/// A longer value than this, in bytes, is a sentence and not a value.
const MAX_NEXT: usize = 240;

/// A label with its value.
#[derive(Debug, Clone)]
pub(super) struct Labelled<'r> {
    /// The label.
    pub(super) hit: &'r Hit<'r>,
    /// Place of the value in the page's text.
    pub(super) value: Range<usize>,
    /// The block that holds the value.
    pub(super) block: usize,
}

/// The values that the label rules of a fact find, in reading order.
///
/// A rule's match is the label itself; the value is the rest of its block, or the next block where
/// the label fills its own.
pub(super) fn labelled<'r>(reading: &'r Reading<'_>, fact: &str) -> Vec<Labelled<'r>> {
    reading
        .hits(fact)
        .filter(|hit| !hit.negated)
        .filter_map(|hit| {
            let page = reading.page;
            let rest = trimmed(&page.text, hit.range.end..page.blocks[hit.block].range.end);
            if !rest.is_empty() {
                let block = hit.block;
                return Some(Labelled {
                    hit,
                    value: rest,
                    block,
                });
            }
            let block = next_block(page, hit.block)?;
            let value = trimmed(&page.text, page.blocks[block].range.clone());
            (!value.is_empty() && value.len() <= MAX_NEXT).then_some(Labelled { hit, value, block })
        })
        .collect()
}

/// The block after `block` that is not furniture, unless it is a heading by markup.
pub(super) fn next_block(page: &Page, block: usize) -> Option<usize> {
    (block + 1..page.blocks.len())
        .find(|at| page.blocks[*at].furniture.is_none())
        .filter(|at| !matches!(page.blocks[*at].kind, BlockKind::Heading(_)))
}

/// A range without the white space, marks and quotes around its text.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(range.clone()) else {
        return range.start..range.start;
    };
    let edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '*' | ':' | '-' | '–' | '—' | '|' | '_' | '#' | '•' | '·' | '"' | ','
            )
    };
    let left = part.trim_start_matches(edge);
    let start = range.start + (part.len() - left.len());
    start..start + left.trim_end_matches(edge).len()
}

/// The part of a range before the first " | ", " • " or " · ".
pub(super) fn first_piece(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(range.clone()) else {
        return range;
    };
    let end = [" | ", " • ", " · ", "•", "\t"]
        .iter()
        .filter_map(|mark| part.find(mark))
        .min()
        .unwrap_or(part.len());
    trimmed(text, range.start..range.start + end)
}

/// A place where a rule matches in a text that need not be the page's.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Place of the match.
    pub(super) range: Range<usize>,
    /// Place of the rule's group `title`, `company` or `place`, in that order of preference.
    pub(super) groups: Vec<(&'static str, Range<usize>)>,
    /// Name of the rule.
    pub(super) rule: &'static str,
}

impl Found {
    /// Place of a named group.
    pub(super) fn group(&self, name: &str) -> Option<Range<usize>> {
        self.groups
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, range)| range.clone())
    }
}

/// All matches of a fact's rules in a text.
pub(super) fn matches(languages: &Languages, fact: &str, text: &str) -> Vec<Found> {
    let folded = lower_in_place(text);
    let mut out: Vec<Found> = languages
        .tables
        .iter()
        .flat_map(|tables| tables.rules.woken(fact, &folded))
        .flat_map(|rule| {
            rule.find(text, &folded).into_iter().map(|found| Found {
                groups: ["title", "company", "place"]
                    .into_iter()
                    .filter_map(|name| Some((name, found.group(name)?)))
                    .collect(),
                range: found.range,
                rule: rule.name.as_str(),
            })
        })
        .collect();
    out.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    out
}

/// The text without the ranges given, which are in order and may overlap.
pub(super) fn without(text: &str, found: &[Found]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for found in found {
        if found.range.start >= at {
            out.push_str(text.get(at..found.range.start).unwrap_or_default());
            out.push(' ');
        }
        at = at.max(found.range.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lose_their_marks() {
        let text = "**Place:** - Leeds | Hours: 40";
        let value = trimmed(text, 8..text.len());
        assert_eq!(&text[value.clone()], "Leeds | Hours: 40");
        assert_eq!(&text[first_piece(text, value)], "Leeds");
        assert_eq!(trimmed("é", 1..2), 1..1);
    }
}
