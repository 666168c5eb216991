//! Terms the text itself marks as skills, whether or not the vocabulary has them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::line::{Line, Term};
use super::mentions::{Tables, span};
use super::pieces::Piece;
use super::{Mark, Mention, names};
use crate::outline::{Outline, Role};
use crate::page::Page;
use crate::posting::SectionKind;
use crate::text::tokens::{Token, key_of_tokens};

/// Collects marked terms block by block.
pub(super) struct Marked<'a> {
    page: &'a Page,
    /// Capitals inside a sentence are rare enough to mark names: not so in German.
    capitals_tell: bool,
    candidates: Vec<Candidate>,
}

/// A known skill of a block.
pub(super) struct Taken {
    /// Its tokens in the page's tokens.
    pub(super) tokens: Range<usize>,
    /// It is a trait.
    pub(super) soft: bool,
}

struct Candidate {
    key: u64,
    mention: Mention,
}

impl<'a> Marked<'a> {
    pub(super) fn new(page: &'a Page, outline: &Outline) -> Self {
        Self {
            page,
            capitals_tell: capitals_tell(page, outline),
            candidates: Vec::new(),
        }
    }

    /// Reads one block. `taken` are its known skills.
    pub(super) fn read(
        &mut self,
        block: usize,
        role: Role,
        pieces: &[Piece],
        taken: &[Taken],
        tables: &Tables<'_>,
    ) {
        let doing = |token: &Token| {
            tables
                .tables
                .iter()
                .fold(0, |all, t| all | t.doing(token.key))
        };
        let line = Line {
            doings: self.page.tokens_of(block).iter().map(doing).collect(),
            page: self.page,
            block,
            pieces,
            taken,
            tables,
            capitals_tell: self.capitals_tell,
        };
        let mut terms: Vec<Term> = Vec::new();
        match role {
            Role::Item(SectionKind::Required | SectionKind::Preferred) => {
                line.after_markers(&mut terms);
                line.whole(&mut terms);
                line.beside(&mut terms);
                if self.capitals_tell {
                    line.shapes(&mut terms);
                }
            }
            Role::Item(SectionKind::Responsibilities) => {
                line.after_markers(&mut terms);
                line.whole(&mut terms);
                line.beside(&mut terms);
                if self.capitals_tell {
                    line.shapes(&mut terms);
                }
                line.objects(&mut terms);
            }
            Role::Item(SectionKind::Overview) => {
                line.after_markers(&mut terms);
                line.beside(&mut terms);
            }
            Role::Meta => {
                line.rated(&mut terms);
            }
            _ => {}
        }
        for (tokens, mark) in terms {
            self.take(block, &tokens, mark);
        }
    }

    fn take(&mut self, block: usize, tokens: &Range<usize>, mark: Mark) {
        let key = key_of_tokens(&self.page.tokens[tokens.clone()]);
        let range = span(self.page, tokens);
        self.candidates.push(Candidate {
            key,
            mention: Mention {
                name: names::as_title(&self.page.text[range.clone()]),
                range,
                block,
                known: false,
                kind: "",
                mark,
            },
        });
    }

    /// The terms, one a place, the surest mark of each.
    pub(super) fn finish(mut self) -> Vec<Mention> {
        self.candidates.sort_by(|a, b| {
            let place = |c: &Candidate| (c.mention.range.start, c.mention.mark);
            place(a).cmp(&place(b))
        });
        let mut best: BTreeMap<u64, (Mark, String)> = BTreeMap::new();
        for candidate in &self.candidates {
            let first = best
                .entry(candidate.key)
                .or_insert_with(|| (candidate.mention.mark, candidate.mention.name.clone()));
            first.0 = first.0.min(candidate.mention.mark);
        }
        let mut out: Vec<Mention> = Vec::new();
        let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut end = 0;
        for candidate in self.candidates {
            let mut mention = candidate.mention;
            let place = (mention.range.start, mention.range.end);
            if !seen.insert(place) || mention.range.start < end {
                continue;
            }
            end = mention.range.end;
            if let Some((mark, name)) = best.get(&candidate.key) {
                mention.mark = *mark;
                mention.name.clone_from(name);
            }
            out.push(mention);
        }
        out
    }
}

/// Whether so few words inside the sentences have a capital that one marks a name.
fn capitals_tell(page: &Page, outline: &Outline) -> bool {
    let (mut capital, mut all) = (0_usize, 0_usize);
    for block in outline.posting_blocks() {
        for pair in page.tokens_of(block).windows(2) {
            let gap = &page.text[pair[0].end as usize..pair[1].start as usize];
            if gap == " " {
                all += 1;
                capital += usize::from(starts_upper(&page.text[pair[1].range()]));
            }
        }
    }
    capital * 4 < all
}

pub(super) fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
