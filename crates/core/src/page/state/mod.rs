//! The data that a page's application was given: read where the page shows no posting itself.
//!
//! Scripts hold it in many shapes: JSON as it is, a variable that is set to an object, a call that
//! puts its arguments into one, a flat list whose numbers point into itself.

mod literal;
mod references;
mod scripts;
mod strings;
#[cfg(test)]
mod tests;

use serde_json::Value;

use super::structured::Structured;
use super::{BlockKind, Page, json};
use crate::posting::EvidenceSource;
use crate::text::fold::plain;

/// A text this many times as long as the next one is the page's own posting.
const OUTWEIGHS: usize = 3;

/// The page's own posting in the data of its scripts; `None` where there is none, or where several
/// could be it. An empty page (`empty`) need not show the title.
pub(super) fn read(html: &str, page: &Page, empty: bool) -> Option<Structured> {
    let values: Vec<Value> = scripts::data(html)
        .filter_map(scripts::Data::value)
        .map(references::resolve)
        .collect();
    let mut jobs = json::embedded(&values);
    let own = own(&jobs, page, empty)?;
    Some(Structured {
        source: Some(EvidenceSource::State),
        ..jobs.swap_remove(own)
    })
}

/// Which posting is the page's own: the one that the head or a heading names; on an empty page also
/// the only one, or the one whose text is by far the longest.
fn own(jobs: &[Structured], page: &Page, empty: bool) -> Option<usize> {
    let is_heading = |at: &usize| matches!(page.blocks[*at].kind, BlockKind::Heading(1 | 2));
    let headings = (0..page.blocks.len()).filter(is_heading);
    let heads: Vec<String> = [&page.head.title, &page.head.og_title]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain(headings.map(|at| page.text_of(at)))
        .map(plain)
        .collect();
    let named: Vec<usize> = (0..jobs.len())
        .filter(|at| {
            let title = jobs[*at].title.as_deref().map(plain).unwrap_or_default();
            title.len() >= 4 && heads.iter().any(|head| head.contains(&title))
        })
        .collect();
    if named.is_empty() && !empty {
        return None;
    }
    let among: Vec<usize> = if named.is_empty() {
        (0..jobs.len()).collect()
    } else {
        named
    };
    let size = |at: &usize| json::size(&jobs[*at]);
    let best = among.iter().copied().rev().max_by_key(size)?;
    let next = among.iter().filter(|at| **at != best).map(size).max();
    // The same posting may stand in two scripts.
    let twice = |at: &usize| *at != best && jobs[*at].title == jobs[best].title;
    let alone = next.is_none_or(|next| next * OUTWEIGHS <= size(&best));
    (alone || among.iter().all(|at| *at == best || twice(at))).then_some(best)
}
