//! Which blocks are headings, and what they open.

use std::ops::Range;

use crate::page::{BlockKind, Page};
use crate::table::Languages;
use crate::table::rows::Opens;
use crate::text::tokens::Token;

/// A heading, or the labelled beginning of a line.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// Its text: a range of the page's text.
    pub(super) range: Range<usize>,
    /// What the vocabulary says that it opens; `None` for words nobody taught us.
    pub(super) opens: Option<Opens>,
    /// How sure that is, 0 to 1.
    pub(super) strength: f32,
    /// What stands behind it in the same block ("Duties: cook and clean").
    pub(super) rest: Option<Range<usize>>,
}

/// Reads a block as a heading, if it is one.
pub(super) fn read(page: &Page, languages: &Languages, block: usize) -> Option<Heading> {
    let whole = page.blocks[block].range.clone();
    let tokens = page.tokens_of(block);
    if tokens.is_empty() {
        return None;
    }
    if let Some(heading) = labelled(page, languages, block) {
        return Some(heading);
    }
    if let Some(heading) = lead_in(page, languages, block) {
        return Some(heading);
    }
    if tokens.len() > 16 {
        return None;
    }
    let meaning = languages.meaning(&page.text, tokens);
    let score = shape(page, block) + meaning.map_or(-0.5, |m| 3.5 * m.coverage);
    let needed = if meaning.is_some() { 3.0 } else { 3.2 };
    (score >= needed).then(|| Heading {
        range: whole,
        opens: meaning.map(|m| m.opens),
        strength: meaning.map_or(0.0, |m| (0.2 + 0.8 * m.coverage.powf(1.2)).min(1.0)),
        rest: None,
    })
}

/// Length of a label of one or two words that a spaced dash parts from its value, if the
/// vocabulary knows it whole.
fn dashed(page: &Page, languages: &Languages, block: usize) -> Option<usize> {
    let this = &page.blocks[block];
    let dash = first(page.text_of(block), 30, |rest| rest.starts_with(" - "))?;
    let tokens = page.tokens_of(block);
    let label = tokens
        .iter()
        .take_while(|t| (t.end as usize) <= this.range.start + dash)
        .count();
    let plain = !matches!(this.kind, BlockKind::Item(_) | BlockKind::Heading(_));
    let known = || {
        languages
            .meaning(&page.text, &tokens[..label])
            .is_some_and(|m| m.coverage > 0.95)
    };
    (plain && (1..=2).contains(&label) && tokens.len() <= 12 && known()).then_some(dash)
}

/// The first place before `end` behind which the text goes on so.
fn first(text: &str, end: usize, goes_on: impl Fn(&str) -> bool) -> Option<usize> {
    let places = text.char_indices().map(|(at, _)| at);
    places
        .take_while(|at| *at < end)
        .find(|at| goes_on(&text[*at..]))
}

/// A sentence that leads into a list and names what it holds ("Some of the benefits are:").
fn lead_in(page: &Page, languages: &Languages, block: usize) -> Option<Heading> {
    let tokens = page.tokens_of(block);
    let next_is_item = page
        .blocks
        .get(block + 1)
        .is_some_and(|next| matches!(next.kind, BlockKind::Item(_)));
    let this_is_item = matches!(page.blocks[block].kind, BlockKind::Item(_));
    if !page.text_of(block).trim_end().ends_with([':', ';', '：'])
        || !next_is_item
        || this_is_item
        || tokens.len() > 30
    {
        return None;
    }
    let last_sentence = tokens.len().saturating_sub(14);
    let meaning = languages.any_meaning(&page.text, &tokens[last_sentence..]);
    Some(Heading {
        range: page.blocks[block].range.clone(),
        opens: meaning.map(|m| m.opens),
        strength: meaning.map_or(0.0, |m| (0.6 + 0.4 * m.coverage).min(1.0)),
        rest: None,
    })
}

/// How much a block looks like a heading, words aside.
fn shape(page: &Page, block: usize) -> f32 {
    let this = &page.blocks[block];
    let text = page.text_of(block);
    let words = page.tokens_of(block).len();
    let mut score: f32 = match this.kind {
        BlockKind::Heading(_) => 3.2,
        BlockKind::Cell { label: true } => 1.0,
        BlockKind::Item(_) => -1.6,
        _ => 0.0,
    };
    if this.bold && !matches!(this.kind, BlockKind::Heading(_)) {
        score += 2.2;
    }
    let trimmed = text.trim_end();
    if trimmed.ends_with([':', '：']) {
        score += 1.4;
    } else if trimmed.ends_with('?') || trimmed.ends_with('…') || trimmed.ends_with("...") {
        score += 0.5;
    } else if trimmed.ends_with(['.', ';', ',']) {
        score -= 2.2;
    } else if trimmed.ends_with('!') {
        score -= 0.8;
    }
    if is_upper(text) {
        score += 1.2;
    }
    score += match words {
        1..=4 => 1.0,
        5..=7 => 0.4,
        8..=11 => -0.8,
        _ => -2.0,
    };
    if text.contains(['@', '|']) || text.contains("://") || text.contains("www.") {
        score -= 2.5;
    }
    if text.chars().filter(char::is_ascii_digit).count() >= 3 {
        score -= 1.2;
    }
    if this.gap {
        score += 0.3;
    }
    let next_is_item = page
        .blocks
        .get(block + 1)
        .is_some_and(|next| matches!(next.kind, BlockKind::Item(_)));
    if next_is_item && !matches!(this.kind, BlockKind::Item(_)) {
        score += 0.9;
    }
    if block + 1 == page.blocks.len() {
        score -= 1.5;
    }
    score
}

/// Whether the text shouts: at least four letters, all of them capitals.
fn is_upper(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && !text.chars().any(char::is_lowercase)
}

/// A line that begins with a known label and goes on: "Duties: cook and clean".
fn labelled(page: &Page, languages: &Languages, block: usize) -> Option<Heading> {
    let this = &page.blocks[block];
    let text = page.text_of(block);
    let colon = first(text, 70, |rest| rest.starts_with([':', '：']));
    let bold = Some(this.lead).filter(|lead| *lead > 0 && *lead < text.len() && *lead < 90);
    let after = match (colon, bold) {
        (_, Some(lead)) if text.is_char_boundary(lead) => lead,
        (Some(colon), _) => colon + text[colon..].chars().next().map_or(1, char::len_utf8),
        // "Company - Pellwick": a dash does, where the label is one known word or two.
        _ => dashed(page, languages, block)?,
    };
    let rest = text[after..].trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '：')
    });
    if rest.is_empty() {
        return None;
    }
    let tokens = page.tokens_of(block);
    let label: Vec<Token> = tokens
        .iter()
        .copied()
        .take_while(|t| (t.end as usize) <= this.range.start + after)
        .collect();
    if label.is_empty() || label.len() > 8 {
        return None;
    }
    let meaning = languages
        .meaning(&page.text, &label)
        .filter(|m| m.coverage >= 0.6)?;
    // In a list, only a label that is bold parts an item ("Teamwork: you share").
    if matches!(this.kind, BlockKind::Item(_)) && (bold.is_none() || meaning.coverage < 0.9) {
        return None;
    }
    let rest_start = this.range.end - rest.len();
    Some(Heading {
        range: this.range.start..this.range.start + after,
        opens: Some(meaning.opens),
        strength: 0.6 * meaning.coverage,
        rest: Some(rest_start..this.range.end),
    })
}
