//! Puts a page together from its body and its structured data.

use std::collections::HashSet;
use std::ops::Range;

use super::builder::Builder;
use super::json::{self, Piece};
use super::lines::{self, Dialect};
use super::{Block, BlockKind, Page, Region, Structured, html, items, jsonld, sniff, state};
use crate::error::Error;
use crate::posting::EvidenceSource;
use crate::text::tokens::combine;

/// Share of a description's text, in percent, that must stand in the body for the body to be the
/// posting's text.
const IN_BODY: usize = 50;
/// A body that lacks this share of the description at its end, in percent, is a teaser.
const CUT: usize = 15;
/// More lines than this of a description are not compared with the body.
const MAX_LINES: usize = 400;
/// Shorter lines, in bytes, are no sign of a copy.
const LINE: usize = 30;

/// A web page. Where its body lacks the description that its structured data carries (the empty
/// shell of an application, a teaser), that description is read in its place.
pub(super) fn html_page(text: &str) -> Page {
    let (page, scripts) = body(text);
    // A page that shows the source of a page: that one was meant.
    if let Some(source) = shown_source(&page) {
        let (page, scripts) = body(&source);
        return with_data(page, &scripts, &source);
    }
    with_data(page, &scripts, text)
}

fn body(text: &str) -> (Page, html::Scripts) {
    let mut builder = Builder::default();
    let scripts = html::read(text, &mut builder);
    (builder.finish(), scripts)
}

/// The markup that is most of a page's visible text.
fn shown_source(page: &Page) -> Option<String> {
    let at = (0..page.blocks.len()).find(|at| {
        let text = page.folded_of(*at);
        text.starts_with("<!doctype html") || text.starts_with("<html")
    })?;
    let source = &page.text[page.blocks[at].range.start..];
    (source.len() * 2 > page.text.len()).then(|| source.to_owned())
}

/// A body with fewer words of prose than this shows no posting: its application's data is searched.
const SHELL_WORDS: usize = 120;

fn with_data(mut page: Page, scripts: &html::Scripts, text: &str) -> Page {
    page.structured = scripts
        .json_ld
        .iter()
        .flat_map(|script| jsonld::read(script))
        .collect();
    if page.structured.is_empty() {
        page.structured = items::read(text);
    }
    // A page of many postings is a board; none of them is its text.
    if let [job] = &page.structured[..] {
        let (described, source) = (description(job), job.source);
        read_once(&mut page, described, source);
    }
    if prose(&page) < SHELL_WORDS
        && page.structured.len() <= 1
        && let Some(job) = state::read(text, &page.head)
    {
        let described = description(&job).filter(|text| prose(text) > prose(&page));
        if described.is_some() {
            let source = job.source;
            page.structured.push(job);
            read_once(&mut page, described, source);
        }
    }
    page
}

/// Words of a page's prose, menus and links left out.
fn prose(page: &Page) -> usize {
    let is_prose = |block: &&Block| {
        block.link_share < 50
            && block.tokens.len() >= 4
            && !matches!(
                block.region,
                Region::Navigation | Region::Footer | Region::Dialog
            )
    };
    let words = page.blocks.iter().filter(is_prose).map(|b| b.tokens.len());
    words.sum()
}

/// Reads a description unless the body holds it; a part of it that the body holds is no text then.
fn read_once(page: &mut Page, described: Option<Page>, source: Option<EvidenceSource>) {
    let Some(described) = described else { return };
    let copies = copies(page, &described);
    page.described = span(&copies);
    if page.described.is_none() {
        for (block, _) in page
            .blocks
            .iter_mut()
            .zip(&copies.blocks)
            .filter(|(_, copy)| **copy)
        {
            block.furniture = Some("the description stands in full elsewhere");
        }
        append(page, described, source.unwrap_or(EvidenceSource::Jsonld));
    }
}

/// A JSON file of a job board: the posting with the longest text.
pub(super) fn json_page(text: &str) -> Result<Page, Error> {
    let mut jobs = json::read(text)?;
    let best = (0..jobs.len())
        .rev()
        .max_by_key(|at| json::size(&jobs[*at]));
    let Some(best) = best else {
        return Ok(Page::default());
    };
    let count = jobs.len();
    let job = jobs.swap_remove(best);
    let mut page = written(&json::lines_of(&job));
    page.head.url.clone_from(&job.url);
    page.head.language.clone_from(&job.language);
    if count > 1 {
        page.notes.push(format!(
            "the file holds {count} postings; the one with the longest text was read"
        ));
    }
    page.structured = vec![job];
    Ok(page)
}

/// The text of a posting's structured data, as a page of its own.
fn description(job: &Structured) -> Option<Page> {
    let pieces: Vec<Piece> = json::lines_of(job)
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Title(_) | Piece::Meta(_)))
        .collect();
    let page = written(&pieces);
    (page.text.len() >= 80).then_some(page)
}

fn written(pieces: &[Piece]) -> Page {
    let mut builder = Builder::default();
    for piece in pieces {
        match piece {
            Piece::Title(text) => line(&mut builder, text, BlockKind::Heading(1)),
            Piece::Meta(text) => line(&mut builder, text, BlockKind::Paragraph),
            Piece::Heading(text) => line(&mut builder, text, BlockKind::Heading(2)),
            Piece::Html(text) => {
                html::read(text, &mut builder);
            }
            Piece::Text(text) => {
                let dialect = if sniff::is_markdown(text) {
                    Dialect::Markdown
                } else {
                    Dialect::Plain
                };
                lines::read(text, dialect, &mut builder);
            }
        }
    }
    builder.finish()
}

fn line(builder: &mut Builder, text: &str, kind: BlockKind) {
    builder.text(text);
    builder.close(Block {
        kind,
        gap: true,
        bold: matches!(kind, BlockKind::Heading(_)),
        ..Block::default()
    });
}

/// What of a description a body holds.
struct Copies {
    /// For each block of the body whether it is a line of the description, as a whole or its
    /// beginning.
    blocks: Vec<bool>,
    /// Share of the description's text that stands in the body, in percent.
    share: usize,
    /// The description goes on after the last line that the body holds.
    cut: bool,
}

/// Finds the lines of a description in the body.
fn copies(page: &Page, described: &Page) -> Copies {
    let key = |page: &Page, block: usize| {
        page.tokens_of(block)
            .iter()
            .fold(0, |key, t| combine(key, t.key))
    };
    let lines: Vec<usize> = (0..described.blocks.len())
        .filter(|b| described.blocks[*b].range.len() >= LINE)
        .take(MAX_LINES)
        .collect();
    let keys: HashSet<u64> = lines.iter().map(|b| key(described, *b)).collect();
    let mut blocks: Vec<bool> = (0..page.blocks.len())
        .map(|b| keys.contains(&key(page, b)))
        .collect();
    let whole: HashSet<u64> = (0..page.blocks.len())
        .filter(|b| blocks[*b])
        .map(|b| key(page, b))
        .collect();
    let held: Vec<bool> = lines
        .iter()
        .map(|b| whole.contains(&key(described, *b)) || page.text.contains(described.text_of(*b)))
        .collect();
    let size = |at: usize| described.blocks[lines[at]].range.len();
    let all: usize = (0..lines.len()).map(size).sum();
    let found: usize = (0..lines.len()).filter(|at| held[*at]).map(size).sum();
    let last = held
        .iter()
        .rposition(|held| *held)
        .map_or(0, |last| last + 1);
    let rest: usize = (last..lines.len()).map(size).sum();
    // A line that breaks off ("You will work with …") is a copy of its beginning.
    let broken_off = |at: &usize| page.text_of(*at).ends_with(['…', '.']);
    for at in (0..page.blocks.len()).filter(broken_off).take(MAX_LINES) {
        let begun = page.text_of(at).trim_end_matches(['.', '…', ' ']);
        blocks[at] |= begun.len() >= 2 * LINE && described.text.contains(begun);
    }
    Copies {
        blocks,
        share: found * 100 / all.max(1),
        cut: rest * 100 >= all * CUT,
    }
}

/// The blocks of the body, from the first to the last, that hold a description; `None` where the
/// body holds too little of it.
fn span(copies: &Copies) -> Option<Range<usize>> {
    if copies.share < IN_BODY || copies.cut {
        return None;
    }
    let first = copies.blocks.iter().position(|copy| *copy);
    let last = copies.blocks.iter().rposition(|copy| *copy);
    match (first, last) {
        (Some(first), Some(last)) => Some(first..last + 1),
        // The lines are there, but cut differently: the whole page may be the posting.
        _ => Some(0..copies.blocks.len()),
    }
}

/// Adds the blocks of another page behind those of `page`.
fn append(page: &mut Page, other: Page, source: EvidenceSource) {
    let (text, tokens) = (page.text.len(), page.tokens.len());
    let moved = |at: u32| at.saturating_add(u32::try_from(text).unwrap_or(u32::MAX));
    page.text.push_str(&other.text);
    page.folded.push_str(&other.folded);
    page.tokens
        .extend(other.tokens.iter().map(|t| crate::text::tokens::Token {
            start: moved(t.start),
            end: moved(t.end),
            ..*t
        }));
    page.blocks
        .extend(other.blocks.into_iter().map(|block| Block {
            range: block.range.start + text..block.range.end + text,
            tokens: block.tokens.start + tokens..block.tokens.end + tokens,
            source: Some(source),
            ..block
        }));
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON_LD: &str = r#"<script type="application/ld+json">{"@type":"JobPosting","title":"Night baker",
        "description":"<p>You bake bread for the whole of our valley.</p><ul><li>Two years of experience in a bakery</li><li>A liking for early hours and warm rooms</li></ul>"}</script>"#;

    #[test]
    fn a_shell_is_filled_from_its_data() {
        let page = html_page(&format!(
            "<html><body><div id=root></div>{JSON_LD}</body></html>"
        ));
        assert_eq!(page.blocks.len(), 3);
        assert_eq!(page.blocks[0].source, Some(EvidenceSource::Jsonld));
        assert_eq!(page.text_of(1), "Two years of experience in a bakery");
        assert_eq!(&page.text[page.tokens_of(1)[0].range()], "Two");
    }

    #[test]
    fn a_description_in_the_body_is_read_once() {
        let body = "<p>You bake bread for the whole of our valley.</p><ul><li>Two years of experience in a bakery</li><li>A liking for early hours and warm rooms</li></ul>";
        let page = html_page(&format!("<html><body>{body}{JSON_LD}</body></html>"));
        assert_eq!(page.blocks.len(), 3);
        assert_eq!(page.structured.len(), 1);
    }
}
