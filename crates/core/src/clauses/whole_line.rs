//! Whether a clause makes a whole line a must or a wish.

use std::ops::Range;

use super::{Part, Say, parts};
use crate::page::Page;
use crate::posting::Priority;
use crate::table::Languages;

/// What the words of a line say of its priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Must or wish.
    pub(crate) priority: Priority,
    /// It holds for the whole line, not only for a tail of it.
    pub(crate) whole_line: bool,
    /// The words that say so: a range of the page's text.
    pub(crate) words: Range<usize>,
}

/// Share of a line, in percent, that its first part and others of the same priority must cover to
/// speak for all of it.
const WHOLE_PERCENT: usize = 40;

/// Reads what the clause words of a line say of its priority, whatever its heading says: "… is a
/// plus" makes the line a wish, a tail "…; Scala is a plus" does not.
///
/// `range` is a range of the page's text inside one block.
pub(crate) fn clause_priority(
    page: &Page,
    range: Range<usize>,
    languages: &Languages,
) -> Option<Clause> {
    let parts = parts(page, range.clone(), languages);
    let said = |part: &Part| match &part.clause {
        Some((Say::Is(priority), words)) => Some((*priority, words.clone())),
        _ => None,
    };
    let first = parts.first().and_then(said).map(|(priority, _)| priority);
    let (priority, words) = parts.iter().find_map(said)?;
    let covered: usize = parts
        .iter()
        .filter(|part| said(part).is_some_and(|(p, _)| p == priority))
        .map(|part| part.range.len())
        .sum();
    Some(Clause {
        priority,
        whole_line: first == Some(priority) && covered * 100 >= range.len() * WHOLE_PERCENT,
        words,
    })
}
