//! Requirements: priority, kind, years, and the tree of alternatives.

mod asks;
mod known;
mod pieces;
mod score;
#[cfg(test)]
mod tests;
mod tree;

use std::ops::Range;

use crate::outline::Item;
use crate::posting::{Priority, PriorityBasis, Requirement, RequirementKind, SectionKind};
use crate::reading::Reading;
use crate::table::rows::Words;
use crate::text::tokens::Token;

pub(crate) use asks::Signals;
pub(crate) use known::Known;

use crate::clauses::{Part, Say, parts};

/// More requirements than this are not read of one posting.
const MAX_REQUIREMENTS: usize = 500;

/// Reads the requirements of a posting, best first.
pub(crate) fn read(
    reading: &Reading<'_>,
    known: &Known<'_>,
    title: Option<&str>,
) -> Vec<Requirement> {
    let mut found = Vec::new();
    for part in &reading.outline.parts {
        let count = part.items.len();
        for (place, item) in part.items.iter().enumerate() {
            let from = found.len();
            if from >= MAX_REQUIREMENTS {
                break;
            }
            match part.kind {
                SectionKind::Required | SectionKind::Preferred => {
                    listed(reading, known, item, part.kind, &mut found);
                }
                SectionKind::Overview
                | SectionKind::Responsibilities
                | SectionKind::Terms
                | SectionKind::Location => elsewhere(reading, known, item, part.kind, &mut found),
                _ => {}
            }
            for one in &mut found[from..] {
                one.place = (place, count);
            }
        }
    }
    found.truncate(MAX_REQUIREMENTS);
    score::rank(reading, known, title, found)
}

/// A requirement before it is scored.
#[derive(Debug)]
struct Found {
    range: Range<usize>,
    block: usize,
    section: SectionKind,
    priority: Priority,
    basis: PriorityBasis,
    kind: RequirementKind,
    /// It says that something is not asked.
    negated: bool,
    asks: Signals,
    /// Place in its section and the section's length.
    place: (usize, usize),
}

/// Requirements of an item of a list of requirements.
fn listed(
    reading: &Reading<'_>,
    known: &Known<'_>,
    item: &Item,
    section: SectionKind,
    found: &mut Vec<Found>,
) {
    let parts = parts(reading.page, item.range.clone(), reading.languages)
        .into_iter()
        .flat_map(|part| by_years(reading, known, part));
    let read: Vec<(Part, Signals)> = parts
        .map(|part| {
            let asks = Signals::read(reading, known, &part.range);
            (part, asks)
        })
        .collect();
    let alone = read.len() == 1 || !read.iter().any(|(part, asks)| asks_something(part, asks));
    let heading = if section == SectionKind::Preferred {
        Priority::Preferred
    } else {
        Priority::Required
    };
    if alone && read.len() > 1 {
        // No part asks anything known: the line is one requirement.
        let asks = Signals::read(reading, known, &item.range);
        found.push(Found {
            range: item.range.clone(),
            block: item.block,
            section,
            priority: heading,
            basis: PriorityBasis::Heading,
            kind: asks.kind(),
            negated: false,
            asks,
            place: (0, 1),
        });
        return;
    }
    for (part, asks) in read {
        if !alone && !asks_something(&part, &asks) {
            continue;
        }
        let negated = matches!(part.clause, Some((Say::Unneeded, _)));
        let (priority, basis) = match part.clause {
            Some((Say::Unneeded, _)) => (heading, PriorityBasis::Clause),
            Some((Say::Is(priority), _)) if priority != heading => {
                (priority, PriorityBasis::Clause)
            }
            _ => (heading, PriorityBasis::Heading),
        };
        found.push(Found {
            range: part.range,
            block: item.block,
            section,
            priority,
            basis,
            kind: asks.kind(),
            negated,
            asks: if negated {
                asks.without_demands()
            } else {
                asks
            },
            place: (0, 1),
        });
    }
}

/// Cuts a part that asks for two amounts of experience side by side ("5 years with Java and 3 with
/// Go"), before the words that join the second. Amounts that stand for each other are one.
fn by_years(reading: &Reading<'_>, known: &Known<'_>, part: Part) -> Vec<Part> {
    let years = known.years(&part.range);
    let mut cuts = Vec::new();
    for pair in years.windows(2) {
        if !pair[1].alternative && !pair[0].alternative {
            cuts.extend(joint(reading, &pair[0].range, pair[1].range.start));
        }
    }
    let mut parts = Vec::new();
    let mut start = part.range.start;
    for (end, next) in cuts {
        parts.push(Part {
            range: start..end,
            clause: part.clause.clone(),
        });
        start = next;
    }
    parts.push(Part {
        range: start..part.range.end,
        ..part
    });
    parts
}

/// Where a first statement ends and a second begins: at the last comma or "and" before the second.
/// What "or" joins stays together.
fn joint(reading: &Reading<'_>, first: &Range<usize>, second: usize) -> Option<(usize, usize)> {
    let page = reading.page;
    let range = first.start..second;
    let is_one_of = |token: &Token, words: fn(&Words) -> &[String]| {
        let tables = &reading.languages.tables;
        let mut known = tables.iter().flat_map(|tables| words(&tables.words));
        known.any(|word| *word == page.text[token.range()])
    };
    let comma = page.text[range.clone()]
        .rfind(',')
        .map(|at| range.start + at);
    let word =
        page.tokens_in(&range).iter().rev().find(|token| {
            is_one_of(token, |words| &words.and) || is_one_of(token, |words| &words.or)
        });
    let (end, next) = match (word, comma) {
        (Some(word), comma) if comma.is_none_or(|comma| comma < word.range().start) => {
            if is_one_of(word, |words| &words.or) {
                return None;
            }
            (word.range().start, word.range().end)
        }
        (_, comma) => (comma?, comma? + 1),
    };
    let end = page.text[..end].trim_end_matches([' ', ',']).len();
    let next = next + (page.text[next..].len() - page.text[next..].trim_start().len());
    (range.start < end && next <= second).then_some((end, next))
}

/// Whether a part of a line asks something that is known as such.
fn asks_something(part: &Part, asks: &Signals) -> bool {
    part.clause.is_some() || asks.is_any()
}

/// Requirements in lines that are not of a list of requirements: only what is clearly asked.
fn elsewhere(
    reading: &Reading<'_>,
    known: &Known<'_>,
    item: &Item,
    section: SectionKind,
    found: &mut Vec<Found>,
) {
    for part in parts(reading.page, item.range.clone(), reading.languages) {
        let Some((Say::Is(priority), _)) = part.clause else {
            continue;
        };
        let asks = Signals::read(reading, known, &part.range);
        let kind = asks.kind();
        let clear = matches!(
            kind,
            RequirementKind::Certification
                | RequirementKind::Authorization
                | RequirementKind::Education
                | RequirementKind::Language
        ) || kind == RequirementKind::Experience && asks.min_years.is_some();
        if clear {
            found.push(Found {
                range: part.range,
                block: item.block,
                section,
                priority,
                basis: PriorityBasis::Clause,
                kind,
                negated: false,
                asks,
                place: (0, 1),
            });
        }
    }
}
