//! Requirements: priority, kind, years, and the tree of alternatives.

mod asks;
mod known;
mod pieces;
mod score;
mod tree;

use std::ops::Range;

use crate::outline::Item;
use crate::posting::{Priority, PriorityBasis, Requirement, RequirementKind, SectionKind};
use crate::reading::Reading;

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
    let parts = parts(reading.page, item.range.clone(), reading.languages);
    let read: Vec<(Part, Signals)> = parts
        .into_iter()
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
            asks,
            place: (0, 1),
        });
        return;
    }
    for (part, asks) in read {
        if !alone && !asks_something(&part, &asks) {
            continue;
        }
        let (priority, basis) = match part.clause {
            Some((Say::Unneeded, _)) => continue,
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
            asks,
            place: (0, 1),
        });
    }
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
                asks,
                place: (0, 1),
            });
        }
    }
}
