//! A requirement's words as pieces: what is named, and the connectors between.

use std::ops::Range;

use crate::page::Page;
use crate::posting::Expr;
use crate::table::Languages;
use crate::table::marks::Connector;
use crate::text::tokens::Token;

/// Something a requirement names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Leaf {
    /// Its place in the page's text.
    pub(super) range: Range<usize>,
    /// What it is in the tree.
    pub(super) expr: Expr,
    /// It may only name the sort of thing that examples after it belong to ("cloud platforms").
    pub(super) generic: bool,
    /// It may be an adjective of the sort of thing that examples after it belong to.
    pub(super) vague: bool,
}

/// A piece of a requirement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece {
    /// Something named: its number among the leaves.
    Leaf(usize),
    /// So many years.
    Years(f64),
    /// "and", "&", "+".
    And,
    /// "or".
    Or,
    /// ",".
    Comma,
    /// "/".
    Slash,
    /// "such as", "e.g.".
    Examples,
    /// "or equivalent", "etc.".
    OpenEnd,
    /// "at least two of".
    AtLeast(usize),
    /// "(".
    Left,
    /// ")".
    Right,
    /// ";" or the end of a sentence.
    Break,
    /// The name of a unit of time.
    Unit,
    /// Any other word that carries content.
    Word,
    /// A word of grammar.
    Grammar,
}

/// Cuts a range of the page's text, inside one block, into pieces. `leaves` and `years` are in
/// reading order, without overlap.
pub(super) fn pieces(
    page: &Page,
    range: &Range<usize>,
    languages: &Languages,
    leaves: &[Leaf],
    years: &[(Range<usize>, f64)],
) -> Vec<Piece> {
    let tokens = page.tokens_in(range);
    let mut out = Vec::with_capacity(tokens.len() * 2);
    let mut end = range.start;
    let mut leaf = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let start = token.start as usize;
        while leaves.get(leaf).is_some_and(|l| l.range.end <= start) {
            leaf += 1;
        }
        let (piece, to) = match leaves.get(leaf) {
            Some(found) if found.range.start < token.end as usize => {
                (Piece::Leaf(leaf), found.range.end)
            }
            _ => word(page, languages, tokens, at, years),
        };
        let from = match piece {
            Piece::Leaf(leaf) => leaves[leaf].range.start.min(start),
            _ => start,
        };
        punctuation(page, end..from, &mut out);
        out.push(piece);
        end = to.max(token.end as usize);
        while tokens.get(at).is_some_and(|t| (t.start as usize) < end) {
            at += 1;
        }
    }
    punctuation(page, end..range.end, &mut out);
    tidy(&out)
}

/// The piece that starts at a token, and where it ends.
fn word(
    page: &Page,
    languages: &Languages,
    tokens: &[Token],
    at: usize,
    years: &[(Range<usize>, f64)],
) -> (Piece, usize) {
    let start = tokens[at].start as usize;
    let is_first = |range: &Range<usize>| {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        range.contains(&start) && before.is_none_or(|token| (token.start as usize) < range.start)
    };
    if let Some((_, number)) = years.iter().find(|(range, _)| is_first(range)) {
        return (Piece::Years(*number), tokens[at].end as usize);
    }
    let best = languages
        .tables
        .iter()
        .filter_map(|tables| tables.marks.connector_at(&page.text, tokens, at))
        .reduce(|best, next| {
            let better = best.0 == Connector::Grammar && next.0 != Connector::Grammar;
            if next.1 > best.1 || better && next.1 == best.1 {
                next
            } else {
                best
            }
        });
    let Some((connector, len)) = best else {
        return (Piece::Word, tokens[at].end as usize);
    };
    let piece = match connector {
        Connector::And => Piece::And,
        Connector::Or => Piece::Or,
        Connector::Examples => Piece::Examples,
        Connector::OpenEnd => Piece::OpenEnd,
        Connector::AtLeast(count) => Piece::AtLeast(usize::from(count)),
        Connector::Unit => Piece::Unit,
        Connector::Grammar => Piece::Grammar,
    };
    (piece, tokens[at + len - 1].end as usize)
}

fn punctuation(page: &Page, range: Range<usize>, out: &mut Vec<Piece>) {
    let gap = page.text.get(range).unwrap_or_default();
    for (at, c) in gap.char_indices() {
        out.push(match c {
            ',' | '|' | '•' | '·' => Piece::Comma,
            '/' => Piece::Slash,
            '(' | '[' => Piece::Left,
            ')' | ']' => Piece::Right,
            '&' | '+' => Piece::And,
            ';' | '!' | '?' => Piece::Break,
            '.' if gap[at..].starts_with(". ") => Piece::Break,
            _ => continue,
        });
    }
}

/// Drops what only looks like a connector: a slash that does not stand between two things named,
/// the comma and the dot after "e.g.", and tells the two uses of an open word apart.
fn tidy(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let next = pieces.get(at + 1);
        match piece {
            Piece::Slash => {
                let left = matches!(out.last(), Some(Piece::Leaf(_) | Piece::Right));
                if left && matches!(next, Some(Piece::Leaf(_) | Piece::Left)) {
                    out.push(Piece::Slash);
                } else if !matches!(out.last(), Some(Piece::Grammar)) {
                    out.push(Piece::Grammar);
                }
            }
            Piece::Comma | Piece::Break if matches!(out.last(), Some(Piece::Examples)) => {}
            Piece::Examples if !names_next(&pieces[at + 1..]) => out.push(Piece::OpenEnd),
            piece => out.push(*piece),
        }
    }
    out
}

/// Whether something is named soon after "such as", in the same breath.
fn names_next(rest: &[Piece]) -> bool {
    for (at, piece) in rest.iter().enumerate().take(6) {
        match piece {
            Piece::Leaf(_) => return true,
            Piece::Break if at == 0 => {}
            Piece::Comma | Piece::Grammar | Piece::Word | Piece::Examples => {}
            _ => return false,
        }
    }
    false
}
