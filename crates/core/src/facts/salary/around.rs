//! The words around sums of money: what joins, labels, scales and excludes them.

use std::ops::Range;

use super::money::Sum;
use super::{Context, currency};
use crate::outline::Role;
use crate::page::BlockKind;
use crate::reading::Reading;

/// Whether the text between two figures makes them a range: a dash or a word like "to", behind
/// which nothing but a period of pay or a star may stand.
pub(super) fn is_joint(
    reading: &Reading<'_>,
    folded: &str,
    gap: Range<usize>,
    periods: &[Range<usize>],
) -> bool {
    let Some(text) = folded.get(gap.clone()) else {
        return false;
    };
    let period = periods
        .iter()
        .find(|p| p.start <= gap.start + 2 && p.start >= gap.start && p.end <= gap.end);
    let from = period.map_or(0, |p| p.end - gap.start);
    let joint = text
        .get(from..)
        .unwrap_or("")
        .trim_matches([' ', '*', '+', '.', ':', '(']);
    if matches!(joint, "-" | "–" | "—" | "−" | "‑" | "~" | "→" | "--" | "/") {
        return true;
    }
    let joins = |tail: &str, with_and: bool| {
        reading.languages.tables.iter().any(|tables| {
            let words = &tables.words;
            words.ranges.iter().any(|word| word == tail)
                && (with_and || !words.and.iter().chain(&words.or).any(|word| word == tail))
        })
    };
    // "$61 an hour in one market up to $80": words may stand between the period and the joint.
    let last = joint.rsplit(' ').next().unwrap_or("");
    joins(joint, true)
        || period.is_some() && !joint.contains([',', ';', ':', '(']) && joins(last, false)
}

/// The currency that a word right behind `end` names, and where the word ends.
pub(super) fn currency_word(
    reading: &Reading<'_>,
    block: usize,
    end: usize,
) -> Option<(&'static str, usize)> {
    let hits = reading.hits_in("salary.currency", block);
    let first = hits.partition_point(|hit| hit.range.start < end);
    let hit = hits.get(first)?;
    let gap = reading.page.text.get(end..hit.range.start)?;
    (gap.len() <= 2 && gap.trim_matches([' ', '-']).is_empty())
        .then(|| Some((currency::of_data(&hit.rule.value)?, hit.range.end)))?
}

/// Numbers of the sums that are money of another sort: the nearest sum to each word that says so,
/// in the same clause.
pub(super) fn others_of(
    reading: &Reading<'_>,
    folded: &str,
    sums: &[Sum],
    others: &[Range<usize>],
) -> Vec<usize> {
    let mut out = Vec::new();
    for other in others {
        let next = sums
            .iter()
            .position(|sum| sum.range.start >= other.start)
            .filter(|&at| {
                let gap = folded.get(other.end.min(sums[at].range.start)..sums[at].range.start);
                gap.is_some_and(|gap| gap.len() <= 45 && !parts_clauses(reading, gap))
            });
        let previous = sums
            .iter()
            .rposition(|sum| sum.range.end <= other.start)
            .filter(|&at| {
                let gap = folded.get(sums[at].range.end..other.start);
                gap.is_some_and(|gap| gap.len() <= 24 && !parts_clauses(reading, gap))
            });
        out.extend(previous.or(next));
    }
    out
}

/// Whether a text holds what parts two things that are counted up: a stop, a comma, "and".
fn parts_clauses(reading: &Reading<'_>, gap: &str) -> bool {
    gap.contains([',', ';', '+', '|', '•'])
        || gap.contains(". ")
        || gap
            .split_whitespace()
            .any(|word| reading.languages.is_conjunction(word))
}

/// Whether the line before a block is a label that speaks of pay ("Salary", "Hourly rate:").
pub(super) fn label_says_pay(reading: &Reading<'_>, block: usize) -> bool {
    let Some(before) = block.checked_sub(1) else {
        return false;
    };
    let Some(label) = reading.page.blocks.get(before) else {
        return false;
    };
    let text = reading.page.text_of(before);
    let is_label = matches!(
        label.kind,
        BlockKind::Heading(_) | BlockKind::Cell { label: true }
    ) || reading.outline.roles.get(before) == Some(&Role::Heading)
        || text.ends_with(':')
        || text.len() <= 30;
    is_label
        && text.len() <= 60
        && !text.bytes().any(|b| b.is_ascii_digit())
        && !reading.hits_in("salary.cue", before).is_empty()
        && reading.hits_in("salary.other", before).is_empty()
}

/// Multiplies a sum by the word behind it ("4-6 lakh").
pub(super) fn scale(reading: &Reading<'_>, context: &Context<'_>, sum: &mut Sum, end: &mut usize) {
    let at = context.base + *end;
    let hit = reading
        .hits_in("salary.scale", context.block)
        .iter()
        .find(|hit| hit.range.start >= at && hit.range.start - at <= 2);
    if let Some((hit, factor)) =
        hit.and_then(|hit| Some((hit, hit.rule.value.parse::<f64>().ok()?)))
    {
        sum.min *= factor;
        sum.max = sum.max.map(|max| max * factor);
        *end = hit.range.end - context.base;
    }
}

/// Whether "up to" stands before the sum.
pub(super) fn is_upper_end(reading: &Reading<'_>, context: &Context<'_>, sum: &Sum) -> bool {
    let hits = reading.hits_in("salary.upto", context.block);
    hits.iter().any(|hit| {
        let end = hit.range.end - context.base;
        end <= sum.range.start + 4 && sum.range.start.saturating_sub(end) <= 3
    })
}
