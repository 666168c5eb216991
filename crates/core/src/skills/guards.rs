//! Guards: what must hold around a short or everyday word for it to be a skill.

use std::ops::Range;

use super::mentions::{Found, Tables, span};
use super::pieces::{Gap, Piece};
use super::vocabulary::doing;
use super::{SOFT, SkillTable};
use crate::page::Page;

/// Whether a run of tokens stands in a web or mail address.
pub(super) fn is_in_address(page: &Page, tokens: &Range<usize>) -> bool {
    let place = span(page, tokens);
    let around = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ',' | ';');
    let start = page.text[..place.start]
        .char_indices()
        .rfind(|(_, c)| around(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let end = page.text[place.end..]
        .find(around)
        .map_or(page.text.len(), |at| place.end + at);
    page.text
        .get(start..end)
        .is_some_and(|word| word.contains("://") || word.contains('@') || word.starts_with("www."))
}

/// Whether a phrase begins a sentence that goes on with a word of grammar: its capital is then the
/// sentence's ("Access to").
pub(super) fn opens_a_sentence(
    page: &Page,
    tokens: &Range<usize>,
    end: usize,
    tables: &Tables<'_>,
) -> bool {
    let place = span(page, tokens);
    let before = page.text[..place.start].trim_end_matches([' ', '"', '“', '*', '-', '•']);
    let opens = before.is_empty() || before.ends_with(['\n', '.', '!', '?', ':']);
    opens
        && tokens.end < end
        && page.text[place.end..page.tokens[tokens.end].start as usize] == *" "
        && tables.tables.iter().any(|table| {
            table.doing(page.tokens[tokens.end].key) & doing::STOP != 0
                && table
                    .joiners
                    .longest_at(&page.text, &page.tokens[..end], tokens.end)
                    .is_none()
        })
}

/// Whether a phrase stands alone, after a marker, or in an enumeration beside another skill.
pub(super) fn is_listed(
    page: &Page,
    pieces: &[Piece],
    found: &[Found],
    which: usize,
    tables: &Tables<'_>,
) -> bool {
    let tokens = &found[which].tokens;
    let Some(at) = pieces
        .iter()
        .position(|piece| piece.tokens.contains(&tokens.start))
    else {
        return false;
    };
    let piece = &pieces[at];
    let whole = piece.tokens == *tokens;
    let closed = pieces
        .get(at + 1)
        .is_none_or(|next| next.before == Gap::Close);
    if whole && (pieces.len() == 1 || piece.before == Gap::Open && closed) {
        return true;
    }
    if follows_marker(page, tokens.start, piece.tokens.start, &tables.tables) {
        return true;
    }
    // "with Gusto and humour": a trait beside it does not make a word a tool.
    let is_soft = |found: &Found| tables.row(found.id).kind == SOFT;
    let soft = !found[which].proper;
    let supports = |piece: &Piece| {
        found.iter().enumerate().any(|(other, found)| {
            other != which
                && found.tokens.start < piece.tokens.end
                && found.tokens.end > piece.tokens.start
                && (soft || !is_soft(found))
                && (!found.pending || span(page, &found.tokens).len() > 1)
        })
    };
    let before = piece.tokens.start == tokens.start;
    let after = pieces
        .iter()
        .find(|piece| piece.tokens.contains(&(tokens.end - 1)))
        .is_some_and(|piece| piece.tokens.end == tokens.end);
    before && neighbours(pieces, at, false).any(supports)
        || after && neighbours(pieces, at, true).any(supports)
}

/// The two pieces before or behind a piece, as far as they are of one enumeration.
fn neighbours(pieces: &[Piece], at: usize, forward: bool) -> impl Iterator<Item = &Piece> {
    let mut at = at;
    let mut left = 2;
    std::iter::from_fn(move || {
        let gap = if forward { at + 1 } else { at };
        if left == 0 || !pieces.get(gap)?.before.lists() {
            return None;
        }
        at = if forward { gap } else { at.checked_sub(1)? };
        left -= 1;
        pieces.get(at)
    })
}

/// Whether a marker ends right before the token `at`, no earlier than the token `from`.
fn follows_marker(page: &Page, at: usize, from: usize, tables: &[&SkillTable]) -> bool {
    (from.max(at.saturating_sub(5))..at).any(|start| {
        tables.iter().any(|table| {
            table
                .markers
                .longest_at(&page.text, &page.tokens[..at], start)
                .is_some_and(|found| start + found.len == at)
        })
    })
}
