//! Which block is the job's title.

use crate::page::{BlockKind, Page};
use crate::table::Languages;
use crate::text::tokens::{key_of, key_of_tokens};

/// The block of the job's title among the `open` ones, if one looks like it.
pub(super) fn find(page: &Page, languages: &Languages, open: &[usize]) -> Option<usize> {
    let head: Vec<&str> = [&page.head.og_title, &page.head.title]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain(page.structured.iter().filter_map(|s| s.title.as_deref()))
        .collect();
    let known = open.iter().copied().take(60).find(|b| {
        let text = page.text_of(*b);
        page.tokens_of(*b).len() >= 2
            && is_short(page, *b)
            && head
                .iter()
                .any(|h| h.starts_with(text) || same(page, *b, h))
    });
    let marked = |level: u8| {
        open.iter().copied().take(80).find(move |b| {
            matches!(page.blocks[*b].kind, BlockKind::Heading(l) if l <= level)
                && may_be_title(page, languages, *b)
        })
    };
    known
        .filter(|b| may_be_title(page, languages, *b))
        .or_else(|| marked(1))
        .or_else(|| {
            marked(2).filter(|b| open.iter().position(|o| o == b).is_some_and(|at| at < 12))
        })
        .or_else(|| {
            let place = (0..open.len().min(3)).find(|at| {
                let block = open[*at];
                is_short(page, block)
                    && may_be_title(page, languages, block)
                    && plain_title(page, block)
                    && !leads_a_list(page, &open[*at + 1..])
            });
            place.map(|at| open[at])
        })
}

fn same(page: &Page, block: usize, title: &str) -> bool {
    key_of_tokens(page.tokens_of(block)) == key_of(title)
}

fn is_short(page: &Page, block: usize) -> bool {
    (1..=14).contains(&page.tokens_of(block).len())
}

/// Not a heading that opens a section, and no sentence.
fn may_be_title(page: &Page, languages: &Languages, block: usize) -> bool {
    let text = page.text_of(block);
    let tokens = page.tokens_of(block);
    !tokens.is_empty()
        && tokens.len() <= 18
        && !text.ends_with(['.', ':', '?', '!'])
        && languages
            .meaning(&page.text, tokens)
            .is_none_or(|m| m.coverage < 0.75)
}

/// Whether a list follows at once, or a line that leads into one: what stands above is then the
/// heading of a box ("Track this opening") and no title.
fn leads_a_list(page: &Page, next: &[usize]) -> bool {
    next.first().is_some_and(|block| {
        matches!(page.blocks[*block].kind, BlockKind::Item(_))
            || page.text_of(*block).ends_with(':')
    })
}

/// A line of its own that is no bullet, no address, no labelled fact.
fn plain_title(page: &Page, block: usize) -> bool {
    let text = page.text_of(block);
    !matches!(
        page.blocks[block].kind,
        BlockKind::Item(_) | BlockKind::Cell { .. }
    ) && !text.contains("://")
        && !text.contains('@')
        && !text.contains(": ")
        && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !c.is_ascii())
}
