//! Puts a page together from its body and its structured data.

use std::collections::HashSet;
use std::ops::Range;

use super::builder::Builder;
use super::json::{self, Piece};
use super::limits::Limits;
use super::lines::{self, Dialect};
use super::{Block, BlockKind, Page, Structured, front_matter, html, jsonld, sniff};
use crate::posting::EvidenceSource;
use crate::text::tokens::combine;

/// Share of a description's lines, in percent, that must stand in the body for the body to be the
/// posting's text.
const IN_BODY: usize = 50;

/// A web page. Where its body lacks the description that its structured data carries (the empty
/// shell of an application), that description is read after the body.
pub(super) fn html_page(text: &str, limits: Limits) -> Page {
    let (text, truncated) = limits.of_markup(text);
    let (mut page, scripts) = body(text, limits);
    // A page that shows the source of a page: that one was meant.
    let (page, scripts) = match shown_source(&page) {
        Some(source) => body(&source, limits),
        None => (std::mem::take(&mut page), scripts),
    };
    let mut page = with_data(page, &scripts, limits);
    page.truncated = page.truncated.or(truncated);
    page
}

fn body(text: &str, limits: Limits) -> (Page, html::Scripts) {
    let mut builder = Builder::within(limits);
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

fn with_data(mut page: Page, scripts: &html::Scripts, limits: Limits) -> Page {
    page.structured = scripts
        .json_ld
        .iter()
        .flat_map(|script| jsonld::read(script))
        .collect();
    // A page of many postings is a board; none of them is its text.
    let described = match &page.structured[..] {
        [job] => description(job, limits).map(|described| (described, job.source)),
        _ => None,
    };
    if let Some((described, source)) = described {
        page.described = span(&page, &described);
        if page.described.is_none() {
            append(
                &mut page,
                described,
                source.unwrap_or(EvidenceSource::Jsonld),
            );
        }
    }
    page
}

/// A page of plain text or Markdown. What its front matter says of the job stands above the text, a
/// line each, where the text does not say the same.
pub(super) fn text_page(text: &str, dialect: Dialect, limits: Limits) -> Page {
    let (text, truncated) = limits.of_text(text);
    let (front, text) = front_matter::split(text);
    let mut builder = Builder::within(limits);
    builder.page().truncated = truncated;
    let Some(front) = front else {
        lines::read(text, dialect, &mut builder);
        return builder.finish();
    };
    let pieces: Vec<Piece> = json::lines_of(&front.job)
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Meta(line) if text.contains(line.as_str())))
        .collect();
    write(&pieces, &mut builder);
    lines::read(text, dialect, &mut builder);
    let mut page = builder.finish();
    page.head.title = front.title;
    page.head.description = front.description;
    page.head.url.clone_from(&front.job.url);
    page.structured = vec![front.job];
    page
}

/// A posting of a JSON file.
pub(super) fn job_page(job: Structured, limits: Limits) -> Page {
    let mut page = written(&json::lines_of(&job), limits);
    page.head.url.clone_from(&job.url);
    page.head.language.clone_from(&job.language);
    page.structured = vec![job];
    page
}

/// The text of a posting's structured data, as a page of its own.
fn description(job: &Structured, limits: Limits) -> Option<Page> {
    let pieces: Vec<Piece> = json::lines_of(job)
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Title(_) | Piece::Meta(_)))
        .collect();
    let page = written(&pieces, limits);
    (page.text.len() >= 80).then_some(page)
}

fn written(pieces: &[Piece], limits: Limits) -> Page {
    let mut builder = Builder::within(limits);
    write(pieces, &mut builder);
    builder.finish()
}

/// Writes the lines of a posting's structured data.
pub(super) fn write(pieces: &[Piece], builder: &mut Builder) {
    for piece in pieces {
        match piece {
            Piece::Title(text) => line(builder, text, BlockKind::Heading(1)),
            Piece::Meta(text) => line(builder, text, BlockKind::Paragraph),
            Piece::Heading(text) => line(builder, text, BlockKind::Heading(2)),
            Piece::Html(text) => {
                html::read(text, builder);
            }
            Piece::Text(text) => {
                let dialect = if sniff::is_markdown(text) {
                    Dialect::Markdown
                } else {
                    Dialect::Plain
                };
                lines::read(text, dialect, builder);
            }
        }
    }
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

/// The blocks of the body, from the first to the last, that hold the lines of a description;
/// `None` where the body holds too few of them.
fn span(page: &Page, described: &Page) -> Option<Range<usize>> {
    let key = |page: &Page, block: usize| {
        page.tokens_of(block)
            .iter()
            .fold(0, |key, t| combine(key, t.key))
    };
    let long: Vec<usize> = (0..described.blocks.len())
        .filter(|b| described.blocks[*b].range.len() >= 30)
        .collect();
    let keys: HashSet<u64> = long.iter().map(|b| key(described, *b)).collect();
    let places: Vec<usize> = (0..page.blocks.len())
        .filter(|b| keys.contains(&key(page, *b)))
        .collect();
    let found = long
        .iter()
        .filter(|b| page.text.contains(described.text_of(**b)))
        .count();
    if found.max(places.len()) * 100 < long.len() * IN_BODY {
        return None;
    }
    match (places.first(), places.last()) {
        (Some(first), Some(last)) => Some(*first..*last + 1),
        // The lines are there, but cut differently: the whole page may be the posting.
        _ => Some(0..page.blocks.len()),
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
        let page = html_page(
            &format!("<html><body><div id=root></div>{JSON_LD}</body></html>"),
            Limits::default(),
        );
        assert_eq!(page.blocks.len(), 3);
        assert_eq!(page.blocks[0].source, Some(EvidenceSource::Jsonld));
        assert_eq!(page.text_of(1), "Two years of experience in a bakery");
        assert_eq!(&page.text[page.tokens_of(1)[0].range()], "Two");
    }

    #[test]
    fn a_description_in_the_body_is_read_once() {
        let body = "<p>You bake bread for the whole of our valley.</p><ul><li>Two years of experience in a bakery</li><li>A liking for early hours and warm rooms</li></ul>";
        let page = html_page(
            &format!("<html><body>{body}{JSON_LD}</body></html>"),
            Limits::default(),
        );
        assert_eq!(page.blocks.len(), 3);
        assert_eq!(page.structured.len(), 1);
    }
}
