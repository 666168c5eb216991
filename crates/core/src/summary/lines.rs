//! The lines a summary can quote, with their scores.

use std::ops::Range;

use crate::facts::Facts;
use crate::outline::Item;
use crate::posting::SectionKind;
use crate::reading::Reading;
use crate::requirements::Known;
use crate::text::sentences::sentences;
use crate::text::tokens::{Token, tokenize};

use super::features::{self, Context};

/// More words than this are quoted by their best sentence.
const LONG_WORDS: usize = 60;
/// A sentence with fewer words than this is not quoted for its paragraph.
const LEAST_WORDS: usize = 5;
/// More lines than this are not weighed.
const MAX_LINES: usize = 2000;

/// A line that the summary can quote.
#[derive(Debug)]
pub(super) struct Line {
    /// The quote: a range of the page's text.
    pub(super) quote: Range<usize>,
    /// The whole item that holds it.
    pub(super) item: Range<usize>,
    pub(super) block: usize,
    pub(super) section: SectionKind,
    /// How much a reader with 20 seconds needs it; about 0 to 1.
    pub(super) score: f64,
}

/// With fewer lines than this of what is asked and what is to be done, a posting counts as
/// undivided: these may then stand in what looks like prose about the employer.
const UNDIVIDED: usize = 6;

/// The kinds of section that a summary is made of unless others are asked for; the last only for
/// undivided postings.
const SECTIONS: [SectionKind; 8] = [
    SectionKind::Responsibilities,
    SectionKind::Required,
    SectionKind::Preferred,
    SectionKind::Overview,
    SectionKind::Compensation,
    SectionKind::Location,
    SectionKind::Terms,
    SectionKind::Company,
];

/// Whether the posting says apart what is asked and what is to be done.
fn is_divided(reading: &Reading<'_>) -> bool {
    let is_core = |kind| {
        matches!(
            kind,
            SectionKind::Responsibilities | SectionKind::Required | SectionKind::Preferred
        )
    };
    let parts = reading
        .outline
        .parts
        .iter()
        .filter(|part| is_core(part.kind));
    parts.map(|part| part.items.len()).sum::<usize>() >= UNDIVIDED
}

/// Reads and scores the lines of the sections that a summary is made of.
pub(super) fn read(reading: &Reading<'_>, facts: &Facts, known: &Known<'_>) -> Vec<Line> {
    let wanted = &reading.options.summary.sections;
    let wanted = match (wanted.is_empty(), is_divided(reading)) {
        (true, true) => &SECTIONS[..SECTIONS.len() - 1],
        (true, false) => &SECTIONS[..],
        (false, _) => wanted,
    };
    let title = facts.title.as_deref().map_or_else(Vec::new, |title| {
        let tokens = tokenize(title, 0);
        content(reading, &tokens).map(|token| token.key).collect()
    });
    let facts = features::decisive_blocks(facts);
    let mut places = [0_usize; SectionKind::ALL.len()];
    let mut lines = Vec::new();
    for part in &reading.outline.parts {
        if !wanted.contains(&part.kind) {
            continue;
        }
        for item in &part.items {
            let place = &mut places[part.kind as usize];
            let context = Context {
                reading,
                known,
                title: &title,
                facts: &facts,
                section: part.kind,
                place: *place,
            };
            *place += 1;
            lines.push(line(&context, item));
        }
    }
    lines.truncate(MAX_LINES);
    lines
}

/// The line of an item: the whole of it, or the best sentence of a long paragraph.
fn line(context: &Context<'_, '_>, item: &Item) -> Line {
    let page = context.reading.page;
    let whole = Line {
        quote: item.range.clone(),
        item: item.range.clone(),
        block: item.block,
        section: context.section,
        score: features::score(context, item.block, &item.range),
    };
    let text = &page.text[item.range.clone()];
    if text.split_whitespace().count() <= LONG_WORDS {
        return whole;
    }
    let abbreviations = &context.reading.languages.own().words.abbreviations;
    sentences(text, abbreviations)
        .into_iter()
        .filter(|sentence| text[sentence.clone()].split_whitespace().count() >= LEAST_WORDS)
        .map(|sentence| sentence.start + item.range.start..sentence.end + item.range.start)
        .map(|quote| (features::score(context, item.block, &quote), quote))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, quote)| Line {
            quote,
            item: item.range.clone(),
            ..whole
        })
        .unwrap_or(Line {
            quote: item.range.clone(),
            item: item.range.clone(),
            block: item.block,
            section: context.section,
            score: 0.0,
        })
}

/// The tokens that carry content.
pub(super) fn content<'t>(
    reading: &'t Reading<'_>,
    tokens: &'t [Token],
) -> impl Iterator<Item = &'t Token> {
    tokens.iter().filter(|token| is_content(reading, token))
}

/// Whether a token carries content.
pub(super) fn is_content(reading: &Reading<'_>, token: &Token) -> bool {
    token.range().len() > 2 && !reading.languages.is_stopword(token)
}
