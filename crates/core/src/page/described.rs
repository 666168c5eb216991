//! Compares a description of the page's data with the body, so that the posting is read once.

use std::collections::HashSet;
use std::ops::Range;

use super::{Block, Page};
use crate::text::tokens::{Token, key_of_tokens};

/// Share of a description's words, in percent, that must stand in the body for the body to be the
/// posting's text.
const IN_BODY: usize = 50;
/// A body that lacks this share of the description at its end, in percent, is a teaser.
const CUT: usize = 15;
/// A block with this share of its words in the description is a copy, in percent.
const COPY: usize = 80;
/// A body with fewer blocks than one for so many lines of the description has lost its line breaks.
const GLUED: usize = 3;
/// So many words in a row are compared.
const RUN: usize = 4;

/// What of a description a body holds.
pub(super) struct Copies {
    /// For each block of the body whether it says what the description says.
    blocks: Vec<bool>,
    /// Share of the description that stands in the body, in percent.
    share: usize,
    /// Share of the description that follows the last words that the body holds, in percent.
    missing: usize,
    /// Lines of the description.
    lines: usize,
}

impl Copies {
    /// Finds the words of a description in the body.
    pub(super) fn find(page: &Page, described: &Page) -> Self {
        let body: HashSet<u64> = runs(&page.tokens).collect();
        let held: Vec<bool> = runs(&described.tokens).map(|r| body.contains(&r)).collect();
        let all = held.len().max(1);
        let last = held
            .iter()
            .rposition(|held| *held)
            .map_or(0, |last| last + 1);
        let text: HashSet<u64> = runs(&described.tokens).collect();
        let lines: HashSet<u64> = (0..described.blocks.len())
            .map(|block| key_of_tokens(described.tokens_of(block)))
            .collect();
        let is_copy = |block: usize| {
            let tokens = page.tokens_of(block);
            let found = runs(tokens).filter(|run| text.contains(run)).count();
            let whole = tokens.len().saturating_sub(RUN - 1);
            // The last word of a line that breaks off may be a part of one.
            let broken = usize::from(page.text_of(block).ends_with(['…', '.']));
            found > 0 && (found + broken) * 100 >= whole * COPY
        };
        let mut blocks: Vec<bool> = (0..page.blocks.len()).map(is_copy).collect();
        let (first, end) = ends(&blocks).unwrap_or_default();
        // Short lines are copies among copies only: "Your profile".
        for (at, block) in blocks.iter_mut().enumerate().take(end).skip(first) {
            let tokens = page.tokens_of(at);
            *block |= tokens.len() < RUN && lines.contains(&key_of_tokens(tokens));
        }
        Self {
            blocks,
            share: held.iter().filter(|held| **held).count() * 100 / all,
            missing: (held.len() - last) * 100 / all,
            lines: described.blocks.len(),
        }
    }

    /// The blocks of the body, from the first to the last, that are the description; `None` where it
    /// is better read from the data: the body lacks much of it, or has lost its line breaks.
    pub(super) fn span(&self) -> Option<Range<usize>> {
        let copies = self.blocks.iter().filter(|copy| **copy).count();
        let lined = self.lines >= 2 * GLUED && self.lines >= copies;
        let teaser = lined && self.missing >= CUT;
        let glued = lined && copies * GLUED < self.lines;
        if self.share < IN_BODY || teaser || glued {
            return None;
        }
        let (first, end) = ends(&self.blocks).unwrap_or((0, self.blocks.len()));
        Some(first..end)
    }

    /// Marks the blocks of the body that the description repeats.
    pub(super) fn mark(&self, blocks: &mut [Block]) {
        for (block, _) in blocks
            .iter_mut()
            .zip(&self.blocks)
            .filter(|(_, copy)| **copy)
        {
            block.furniture = Some("the description stands in full elsewhere");
        }
    }
}

/// The first copy and the place behind the last one.
fn ends(blocks: &[bool]) -> Option<(usize, usize)> {
    let first = blocks.iter().position(|copy| *copy)?;
    let last = blocks.iter().rposition(|copy| *copy)?;
    Some((first, last + 1))
}

/// Keys of all runs of words.
fn runs(tokens: &[Token]) -> impl Iterator<Item = u64> + '_ {
    tokens.windows(RUN).map(key_of_tokens)
}
