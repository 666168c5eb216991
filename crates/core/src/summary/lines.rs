//! The lines a summary can quote, with their scores.

use std::ops::Range;

use crate::facts::Facts;
use crate::outline::Item;
use crate::posting::SectionKind;
use crate::reading::Reading;
use crate::requirements::Known;
use crate::text::tokens::{Token, tokenize};
use crate::weights::{Judge, Linear, Shares};

use super::centrality::lexrank;
use super::features::{self, Context};
use super::quote;

/// More lines than this are not weighed.
const MAX_LINES: usize = 2000;

/// A line that the summary can quote.
#[derive(Debug, Clone)]
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
pub(super) fn read(
    reading: &Reading<'_>,
    facts: &Facts,
    known: &Known<'_>,
    judge: Judge<'_>,
) -> Vec<Line> {
    each_item(reading, facts, known, judge.shares, |context, item| {
        line(context, item, judge.weights)
    })
}

/// The items of the sections that a summary is made of, each with its features.
#[cfg(feature = "internals")]
pub(crate) fn samples(
    reading: &Reading<'_>,
    facts: &Facts,
    known: &Known<'_>,
    shares: &Shares,
) -> Vec<(Range<usize>, Vec<f64>)> {
    each_item(reading, facts, known, shares, |context, item| {
        let features = features::features(context, item.block, &item.range);
        (item.range.clone(), features)
    })
}

/// Visits the items of the sections that a summary is made of.
fn each_item<T>(
    reading: &Reading<'_>,
    facts: &Facts,
    known: &Known<'_>,
    shares: &Shares,
    visit: impl Fn(&Context<'_, '_>, &Item) -> T,
) -> Vec<T> {
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
    let parts = reading.outline.parts.iter();
    let items: Vec<(SectionKind, &Item)> = parts
        .filter(|part| wanted.contains(&part.kind))
        .flat_map(|part| part.items.iter().map(|item| (part.kind, item)))
        .take(MAX_LINES)
        .collect();
    let words: Vec<Vec<u64>> = items
        .iter()
        .map(|(_, item)| words_of(reading, &item.range))
        .collect();
    let centrality = lexrank(&words);
    items
        .into_iter()
        .zip(centrality)
        .map(|((section, item), centrality)| {
            let place = &mut places[section as usize];
            *place += 1;
            let context = Context {
                reading,
                known,
                title: &title,
                facts: &facts,
                section,
                place: *place - 1,
                centrality,
                shares,
            };
            visit(&context, item)
        })
        .collect()
}

/// The line of an item: the whole of it, or the best part of a long one.
fn line(context: &Context<'_, '_>, item: &Item, weights: &Linear) -> Line {
    let score =
        |range: &Range<usize>| weights.score(&features::features(context, item.block, range));
    let whole = Line {
        quote: item.range.clone(),
        item: item.range.clone(),
        block: item.block,
        section: context.section,
        score: score(&item.range),
    };
    let text = &context.reading.page.text[item.range.clone()];
    if !quote::is_long(text) {
        return whole;
    }
    let abbreviations = &context.reading.languages.own().words.abbreviations;
    quote::parts(text, abbreviations)
        .into_iter()
        .map(|part| part.start + item.range.start..part.end + item.range.start)
        .map(|quote| (score(&quote), quote))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, quote)| Line {
            quote,
            ..whole.clone()
        })
        .unwrap_or(whole)
}

/// The words of a range that carry content, sorted, once each.
pub(super) fn words_of(reading: &Reading<'_>, range: &Range<usize>) -> Vec<u64> {
    let tokens = reading.page.tokens_in(range);
    let mut words: Vec<u64> = content(reading, tokens).map(|token| token.key).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The tokens that carry content.
fn content<'t>(reading: &'t Reading<'_>, tokens: &'t [Token]) -> impl Iterator<Item = &'t Token> {
    tokens.iter().filter(|token| is_content(reading, token))
}

/// Whether a token carries content.
pub(super) fn is_content(reading: &Reading<'_>, token: &Token) -> bool {
    token.range().len() > 2 && !reading.languages.is_stopword(token)
}
