//! Pieces of text to the lines of a page.

use super::walk::{Piece, spaced};
use crate::page::builder::bullet;

/// Pieces whose base lines differ by less than this share of the size stand in one line.
const SAME_LINE: f32 = 0.45;
/// A gap of so many times the size parts two columns of a table.
const COLUMN: f32 = 2.5;

/// A line of a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    /// A bullet was drawn before it, apart from its text.
    pub(super) bulleted: bool,
}

impl Line {
    /// Left end, in points.
    pub(super) fn left(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.left)
    }

    /// Right end, in points.
    pub(super) fn right(&self) -> f32 {
        self.pieces.last().map_or(0.0, |piece| piece.right)
    }

    /// Base line, in points.
    pub(super) fn base(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.base)
    }

    /// The size of most of its text, in points.
    pub(super) fn size(&self) -> f32 {
        let longest = self.pieces.iter().max_by_key(|piece| piece.text.len());
        longest.map_or(0.0, |piece| piece.size)
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// Whether all of it is bold.
    pub(super) fn bold(&self) -> bool {
        self.pieces
            .iter()
            .all(|piece| piece.bold || !piece.text.contains(char::is_alphanumeric))
    }
}

/// The lines of a page in the order in which they are drawn, which is mostly that of reading.
/// Spaces that are only gaps are written.
pub(super) fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut bullets: Vec<Piece> = Vec::new();
    for mut piece in pieces {
        let open = lines.last_mut().filter(|line| goes_on(line, &piece));
        let Some(line) = open else {
            if piece.text.trim().is_empty() {
                continue;
            }
            lines.push(Line {
                pieces: vec![piece],
                bulleted: false,
            });
            continue;
        };
        let Some(last) = line.pieces.last_mut() else {
            continue;
        };
        // Bold type is imitated by drawing the same text twice.
        if last.text == piece.text && (last.left - piece.left).abs() < 0.2 * last.size {
            last.bold = true;
            continue;
        }
        let apart = last.text.ends_with(' ') || piece.text.starts_with(' ');
        if !apart && spaced(last, &piece) {
            piece.text.insert(0, ' ');
        }
        line.pieces.push(piece);
    }
    lines.retain(|line| {
        let text = line.text();
        let lone = is_bullet(text.trim());
        if lone {
            bullets.extend(line.pieces.first().cloned());
        }
        !lone && !text.trim().is_empty()
    });
    for line in &mut lines {
        line.bulleted = bullets.iter().any(|bullet| {
            let distance = line.left() - bullet.right;
            (bullet.base - line.base()).abs() < SAME_LINE * line.size().max(bullet.size)
                && (-1.0..6.0 * line.size()).contains(&distance)
        });
    }
    lines
}

/// Whether a piece stands in the line, behind what is there.
fn goes_on(line: &Line, piece: &Piece) -> bool {
    let Some(last) = line.pieces.last() else {
        return false;
    };
    let size = last.size.max(piece.size);
    let gap = piece.left - last.right;
    (piece.base - last.base).abs() < SAME_LINE * size
        && piece.left >= last.left - 0.3 * size
        && (gap < COLUMN * size || is_bullet(line.text().trim()))
}

/// A bullet with nothing behind it.
fn is_bullet(text: &str) -> bool {
    text.chars().count() <= 2
        && !text.contains(char::is_alphabetic)
        && bullet(&format!("{text} x")).is_some()
        || text == "o"
}
