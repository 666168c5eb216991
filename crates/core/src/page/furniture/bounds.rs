//! Where the posting ends on its page: lines that close it, application forms, the element that
//! holds it, and the description that its structured data repeats.

use super::set;
use crate::page::{BlockKind, Page};
use crate::table::Languages;
use crate::table::rows::Opens;

/// Once the posting has begun, a line that ends it makes all that follows furniture, unless the
/// posting plainly goes on.
pub(super) fn ends(page: &mut Page, languages: &Languages, headings: &[f32]) {
    let is_open = |page: &Page, at: usize| page.blocks[at].furniture.is_none();
    let sure = |at: &usize| headings[*at] > 0.75;
    let total = page.text.len();
    for at in 0..page.blocks.len() {
        let tokens = page.tokens_of(at);
        let ends = tokens.len() <= 12
            && languages
                .tables
                .iter()
                .any(|t| t.phrases.ends.get_tokens(tokens, |_| false).is_some());
        if !ends {
            continue;
        }
        let begun = (0..at).filter(sure).filter(|b| is_open(page, *b)).count() >= 2
            || page.blocks[at].range.start * 2 > total;
        let goes_on = (at + 1..page.blocks.len())
            .filter(sure)
            .filter(|b| is_open(page, *b))
            .count()
            >= 2;
        if begun && !goes_on {
            for block in &mut page.blocks[at..] {
                set(block, "after the posting");
            }
            return;
        }
    }
}

/// Labels of required form fields ("Phone *"): three of them are an application form, which ends
/// the posting unless it plainly goes on.
pub(super) fn fields(page: &mut Page, languages: &Languages, headings: &[f32]) {
    let is_field =
        |at: &usize| page.tokens_of(*at).len() <= 12 && page.text_of(*at).trim_end().ends_with('*');
    let labels: Vec<usize> = (0..page.blocks.len()).filter(is_field).collect();
    let (Some(&first), Some(&last)) = (labels.first(), labels.last()) else {
        return;
    };
    let open = |at: &usize| page.blocks[*at].furniture.is_none();
    let begun = page.blocks[..first].iter().any(|b| b.furniture.is_none());
    let goes_on = (last + 1..page.blocks.len())
        .filter(open)
        .filter(|b| headings[*b] > 0.9)
        .count()
        >= 2;
    if labels.len() < 3 || !begun {
        return;
    }
    // The form begins at its own heading ("Apply to Pellwick") or at its first field.
    let opens_form = |at: &usize| {
        let tokens = page.tokens_of(*at);
        matches!(page.blocks[*at].kind, BlockKind::Heading(_))
            && languages
                .any_meaning(&page.text, tokens)
                .is_some_and(|m| m.opens == Opens::Apply)
    };
    let start = (first.saturating_sub(10)..first)
        .find(opens_form)
        .unwrap_or(first);
    let end = if goes_on { last + 1 } else { page.blocks.len() };
    for block in &mut page.blocks[start..end] {
        set(block, "application form");
    }
}

/// Share of the posting's mass, in percent, that its container must hold.
const CONTAINED: usize = 80;
/// So many open blocks before the container may still be its title and short facts.
const BEFORE: usize = 16;
/// So many blocks behind the container may still be its closing lines.
const AFTER: usize = 3;

/// What lies outside the innermost element that holds nearly all headings of the posting and what
/// stands under them.
pub(super) fn container(page: &mut Page, languages: &Languages, headings: &[f32]) {
    let mut masses = vec![0usize; page.groups.len()];
    let mut under = 0;
    for (at, block) in page
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.furniture.is_none())
    {
        let sure = headings[at] > 0.75;
        under = if sure { 1500 } else { under };
        let mass = if sure {
            60
        } else {
            block.range.len().min(under)
        };
        under -= mass.min(under);
        if let Some(slot) = masses.get_mut(block.group as usize) {
            *slot += mass;
        }
    }
    let sure = (0..page.blocks.len())
        .filter(|b| headings[*b] > 0.75 && page.blocks[*b].furniture.is_none())
        .count();
    if sure < 2 {
        return;
    }
    // A group comes after the one around it, so one pass from the end adds inner to outer.
    for at in (1..masses.len()).rev() {
        masses[page.groups[at] as usize] += masses[at];
    }
    let total = masses.first().copied().unwrap_or(0);
    let holder = (1..masses.len())
        .rev()
        .find(|at| masses[*at] * 100 >= total * CONTAINED);
    let Some(holder) = holder else { return };
    let inside = |mut group: usize| {
        while group > holder {
            group = page.groups[group] as usize;
        }
        group == holder
    };
    let within: Vec<bool> = page
        .blocks
        .iter()
        .map(|b| inside(b.group as usize))
        .collect();
    let Some(first) = within.iter().position(|w| *w) else {
        return;
    };
    let last = within.iter().rposition(|w| *w).unwrap_or(first);
    // A closing line with a date or a figure ("Apply by 20 December"), or a short fact.
    let kept: Vec<bool> = (0..page.blocks.len())
        .map(|at| {
            let dated = page.text_of(at).bytes().any(|b| b.is_ascii_digit());
            let closing = at <= last + AFTER && page.tokens_of(at).len() <= 16 && dated;
            at > last && (closing || is_short_fact(page, languages, at))
        })
        .collect();
    let mut before = 0;
    for at in (0..page.blocks.len()).rev() {
        let block = &mut page.blocks[at];
        if within[at] || kept[at] || block.furniture.is_some() || block.source.is_some() {
            continue;
        }
        before += usize::from(at < first);
        let title = matches!(block.kind, BlockKind::Heading(1 | 2));
        if at > first || before > BEFORE && !title {
            set(block, "outside the posting");
        }
    }
}

/// What follows the last line of the described posting, short facts aside.
pub(super) fn beyond_description(page: &mut Page, languages: &Languages) {
    let Some(last) = page.described.as_ref().map(|span| span.end) else {
        return;
    };
    for at in last..page.blocks.len() {
        if !is_short_fact(page, languages, at) {
            set(&mut page.blocks[at], "after the described posting");
        }
    }
}

/// Whether a block is a short fact of the job or its label ("Employment type" / "Full-time"),
/// wherever it stands on the page.
fn is_short_fact(page: &Page, languages: &Languages, at: usize) -> bool {
    let names_fact = |at: usize| {
        let tokens = page.tokens_of(at);
        let colon = page
            .text_of(at)
            .find(':')
            .map_or(usize::MAX, |c| c + page.blocks[at].range.start);
        let label = tokens
            .iter()
            .take_while(|t| (t.start as usize) < colon)
            .count();
        tokens.len() <= 12
            && languages
                .meaning(&page.text, &tokens[..label])
                .is_some_and(|m| {
                    use Opens::{Compensation, Location, Meta, Terms};
                    m.coverage > 0.75 && matches!(m.opens, Meta | Terms | Location | Compensation)
                })
    };
    names_fact(at) || at > 0 && page.tokens_of(at).len() <= 12 && names_fact(at - 1)
}
