//! The pieces of a line between its separators: what enumerations are made of.

use std::ops::Range;

use super::SkillTable;
use crate::page::Page;
use crate::table::lexicon::Lexicon;
use crate::text::tokens::Token;

/// What parts a piece from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The line begins.
    Start,
    /// The end of a sentence, or a dash or semicolon that parts clauses.
    Stop,
    /// A colon.
    Colon,
    /// A comma, a slash or a bar.
    Comma,
    /// "and", "or", "&", "+".
    And,
    /// An opening parenthesis, or words such as "for example".
    Open,
    /// A closing parenthesis.
    Close,
}

impl Gap {
    /// Whether the pieces on both sides can be members of one enumeration.
    pub(super) fn lists(self) -> bool {
        matches!(self, Self::Comma | Self::And | Self::Open)
    }
}

/// A run of tokens with no separator between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its tokens in the page's tokens; never empty.
    pub(super) tokens: Range<usize>,
    /// What stands before it.
    pub(super) before: Gap,
}

/// Cuts a block into pieces.
pub(super) fn pieces(page: &Page, block: usize, tables: &[&SkillTable]) -> Vec<Piece> {
    let range = page.blocks[block].tokens.clone();
    let tokens = &page.tokens;
    let mut out: Vec<Piece> = Vec::new();
    let mut gap = Gap::Start;
    let mut from = range.start;
    let mut at = range.start;
    while at < range.end {
        let near = if at == from {
            None
        } else {
            between(&page.text, &tokens[at - 1], &tokens[at])
        };
        if let Some(found) = near {
            push(&mut out, from..at, gap);
            gap = found;
            from = at;
        }
        if let Some(len) = longest(page, tables, |table| &table.open, at, range.end) {
            push(&mut out, from..at, gap);
            gap = Gap::Open;
            at += len;
            from = at;
            gap = after(page, at, range.end, gap);
        } else if let Some(len) = longest(page, tables, |table| &table.joiners, at, range.end) {
            push(&mut out, from..at, gap);
            gap = joined(gap, from < at);
            at += len;
            from = at;
            gap = after(page, at, range.end, gap);
        } else {
            at += 1;
        }
    }
    push(&mut out, from..range.end, gap);
    out
}

/// The gap behind a word that joins: only the end of a clause changes it.
fn after(page: &Page, at: usize, end: usize, gap: Gap) -> Gap {
    if at >= end || at == 0 {
        return gap;
    }
    match between(&page.text, &page.tokens[at - 1], &page.tokens[at]) {
        Some(Gap::Colon) => Gap::Colon,
        _ => gap,
    }
}

/// The gap that a joining word makes of the one before it.
fn joined(gap: Gap, ended_a_piece: bool) -> Gap {
    match gap {
        _ if ended_a_piece => Gap::And,
        Gap::Start | Gap::Stop | Gap::Colon | Gap::Close => gap,
        Gap::Comma | Gap::And | Gap::Open => Gap::And,
    }
}

fn push(out: &mut Vec<Piece>, tokens: Range<usize>, before: Gap) {
    if !tokens.is_empty() {
        out.push(Piece { tokens, before });
    }
}

/// Length in tokens of the longest phrase of a lexicon of the tables at a token.
fn longest(
    page: &Page,
    tables: &[&SkillTable],
    lexicon: impl Fn(&SkillTable) -> &Lexicon,
    at: usize,
    end: usize,
) -> Option<usize> {
    tables
        .iter()
        .filter_map(|table| lexicon(table).longest_at(&page.text, &page.tokens[..end], at))
        .map(|found| found.len)
        .max()
}

/// The separator between two tokens, the strongest of them; `None` for mere space.
fn between(text: &str, left: &Token, right: &Token) -> Option<Gap> {
    let gap = &text[left.end as usize..right.start as usize];
    if gap == " " {
        return None;
    }
    let has = |signs: &[char]| gap.contains(signs);
    if has(&['(', '[']) {
        Some(Gap::Open)
    } else if has(&[':']) {
        Some(Gap::Colon)
    } else if has(&[',', '/', '|', '、', '，']) {
        Some(Gap::Comma)
    } else if has(&['.', '!', '?', ';', '\n', '•', '·', '…', '●', '▪', '→', '\t']) {
        Some(Gap::Stop)
    } else if has(&[')', ']']) {
        Some(Gap::Close)
    } else if has(&['&', '+']) {
        Some(Gap::And)
    } else if has(&['–', '-']) && gap.contains(' ') || has(&['—']) {
        Some(Gap::Stop)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Languages;

    fn cut(line: &str) -> Vec<(Gap, String)> {
        let page = Page::of_lines(line);
        let languages = Languages::of(Some("en"));
        let tables: Vec<&SkillTable> = languages.tables.iter().map(|t| &t.skills).collect();
        pieces(&page, 0, &tables)
            .into_iter()
            .map(|piece| {
                let words: Vec<&str> = page.tokens[piece.tokens]
                    .iter()
                    .map(|token| &page.text[token.range()])
                    .collect();
                (piece.before, words.join(" "))
            })
            .collect()
    }

    #[test]
    fn an_enumeration_comes_apart() {
        let pieces = cut("Looms (e.g. Varpa, Inkle), shuttles/bobbins and warps: 2 years");
        let expected = [
            (Gap::Start, "Looms"),
            (Gap::Open, "Varpa"),
            (Gap::Comma, "Inkle"),
            (Gap::Comma, "shuttles"),
            (Gap::Comma, "bobbins"),
            (Gap::And, "warps"),
            (Gap::Colon, "2 years"),
        ];
        let expected: Vec<_> = expected.map(|(gap, text)| (gap, text.to_owned())).into();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn sentences_and_dashes_part() {
        let gaps: Vec<Gap> = cut("Weave well. Dye – or spin, and mend")
            .into_iter()
            .map(|p| p.0)
            .collect();
        assert_eq!(gaps, [Gap::Start, Gap::Stop, Gap::Stop, Gap::And]);
    }

    #[test]
    fn nothing_is_in_nothing() {
        assert!(cut("--- and, or (").is_empty());
    }
}
