//! The terms of one line that the text marks as skills.

use std::ops::Range;

use super::Mark;
use super::guards::is_in_address;
use super::marked::{Taken, starts_upper};
use super::mentions::{Tables, span};
use super::pieces::{Gap, Piece};
use super::vocabulary::doing;
use crate::page::{BlockKind, Page};

/// Longest term, in words.
const LONGEST_TERM: usize = 4;
/// Longest term that is taken for the object of a duty, in words.
const LONGEST_OBJECT: usize = 3;

/// A term and what marks it; a range of the page's tokens.
pub(super) type Term = (Range<usize>, Mark);

/// One block with its pieces.
pub(super) struct Line<'a> {
    pub(super) page: &'a Page,
    pub(super) block: usize,
    pub(super) pieces: &'a [Piece],
    pub(super) taken: &'a [Taken],
    pub(super) tables: &'a Tables<'a>,
    pub(super) capitals_tell: bool,
    /// What each word of the block does around skills: asked for again and again.
    pub(super) doings: Vec<u8>,
}

impl Line<'_> {
    fn word(&self, token: usize) -> &str {
        &self.page.text[self.page.tokens[token].range()]
    }

    /// What a word does around skills.
    fn does(&self, token: usize, what: u8) -> bool {
        self.doings
            .get(token - self.page.blocks[self.block].tokens.start)
            .is_some_and(|doing| doing & what != 0)
    }

    fn is_number(&self, token: usize) -> bool {
        self.word(token).chars().all(|c| c.is_ascii_digit())
    }

    fn is_stop(&self, token: usize) -> bool {
        if self.does(token, doing::STOP) {
            return true;
        }
        // Where the small words are not known, they are at least small.
        let word = self.word(token);
        self.tables.foreign && word.chars().count() <= 3 && word.chars().all(char::is_lowercase)
    }

    fn is_trimmed(&self, token: usize) -> bool {
        self.is_stop(token)
            || self.does(token, doing::TRIM)
            || self.word(token).chars().all(|c| c.is_numeric())
    }

    fn is_vague(&self, token: usize) -> bool {
        self.does(token, doing::VAGUE | doing::VERB)
    }

    fn is_never(&self, token: usize) -> bool {
        self.does(token, doing::NEVER)
    }

    fn is_verb(&self, token: usize) -> bool {
        self.does(token, doing::VERB)
    }

    /// Whether a word of grammar can stand inside a term ("quality of service").
    fn is_link(&self, token: usize) -> bool {
        self.tables.foreign || self.does(token, doing::LINK)
    }

    /// Takes words that carry nothing off both ends.
    fn trim(&self, tokens: Range<usize>) -> Range<usize> {
        let mut tokens = tokens;
        while tokens.start < tokens.end && self.is_trimmed(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start + 1 < tokens.end && self.is_verb(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end && self.is_trimmed(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end && self.is_stop(tokens.end - 1) {
            tokens.end -= 1;
        }
        tokens
    }

    /// The beginning of a run of tokens, up to the first word of grammar that cannot stand inside
    /// a term.
    fn head(&self, tokens: Range<usize>) -> Range<usize> {
        let tokens = self.trim(tokens);
        let mut content = 0;
        let end = tokens.clone().find(|&token| {
            let stop = self.is_stop(token);
            content += usize::from(!stop);
            stop && !(self.is_link(token) && content < LONGEST_TERM)
        });
        self.trim(tokens.start..end.unwrap_or(tokens.end))
    }

    /// The end of a run of tokens, from the last word of grammar.
    fn tail(&self, tokens: Range<usize>) -> Range<usize> {
        let start = tokens
            .clone()
            .rev()
            .find(|&token| self.is_stop(token))
            .map_or(tokens.start, |token| token + 1);
        self.trim(start..tokens.end)
    }

    /// Whether a run of tokens can be a term: few words, and words of grammar only as links.
    fn is_whole(&self, tokens: &Range<usize>) -> bool {
        let content = self.content(tokens);
        (1..=LONGEST_TERM).contains(&content)
            && tokens.len() - content <= 2
            && tokens
                .clone()
                .all(|token| !self.is_stop(token) || self.is_link(token))
    }

    /// Number of words that are not of grammar.
    fn content(&self, tokens: &Range<usize>) -> usize {
        tokens.clone().filter(|&token| !self.is_stop(token)).count()
    }

    /// Whether a word is written as a name in the midst of a sentence.
    fn is_name(&self, token: usize) -> bool {
        let word = self.word(token);
        is_odd_cased(word) || self.capitals_tell && starts_upper(word)
    }

    /// Adds a term if it can be one.
    fn add(&self, terms: &mut Vec<Term>, tokens: Range<usize>, mark: Mark) -> bool {
        let tokens = self.trim(tokens);
        if !self.is_whole(&tokens)
            || tokens.clone().any(|token| self.is_never(token))
            || tokens.clone().all(|token| self.is_vague(token))
        {
            return false;
        }
        let text = &self.page.text[span(self.page, &tokens)];
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let odd = text.contains(['@', '_', '\\', '{', '<', '=', '$', '€', '%']);
        if !(2..=60).contains(&letters)
            || odd
            || self.tables.knows(text)
            || is_in_address(self.page, &tokens)
        {
            return false;
        }
        let covered: usize = self
            .taken
            .iter()
            .map(|taken| {
                let taken = &taken.tokens;
                let end = taken.end.min(tokens.end);
                end.saturating_sub(taken.start.max(tokens.start))
            })
            .sum();
        let crosses = self.taken.iter().any(|taken| {
            let taken = &taken.tokens;
            taken.start < tokens.end
                && tokens.start < taken.end
                && (taken.start < tokens.start || taken.end > tokens.end)
        });
        if crosses || covered * 2 >= self.content(&tokens) {
            return false;
        }
        terms.push((tokens, mark));
        true
    }

    /// Terms after words such as "experience with", and those enumerated behind them.
    pub(super) fn after_markers(&self, terms: &mut Vec<Term>) {
        let range = self.page.blocks[self.block].tokens.clone();
        let mut at = range.start;
        while at < range.end {
            let found = self.tables.tables.iter().find_map(|table| {
                table
                    .markers
                    .longest_at(&self.page.text, &self.page.tokens[..range.end], at)
            });
            let Some(found) = found else {
                at += 1;
                continue;
            };
            at += found.len;
            self.enumerated(terms, at);
        }
    }

    /// The terms of an enumeration that begins at a token.
    fn enumerated(&self, terms: &mut Vec<Term>, from: usize) {
        let Some(first) = self
            .pieces
            .iter()
            .position(|piece| piece.tokens.contains(&from))
        else {
            return;
        };
        for (at, piece) in self.pieces.iter().enumerate().skip(first) {
            if at > first && !piece.before.lists() {
                return;
            }
            let start = piece.tokens.start.max(from);
            let head = self.head(start..piece.tokens.end);
            let cut = head.end < piece.tokens.end;
            self.add(terms, head, Mark::Marker);
            if cut {
                return;
            }
        }
    }

    /// A short line of its own, or the short members of one.
    pub(super) fn whole(&self, terms: &mut Vec<Term>) {
        if self.rated(terms) {
            return;
        }
        let item = matches!(
            self.page.blocks[self.block].kind,
            BlockKind::Item(_) | BlockKind::Cell { .. }
        );
        let text = self.page.text_of(self.block);
        let words = self.page.blocks[self.block].tokens.len();
        let ends = text.ends_with(['!', '?', ':']);
        if words > 3 * LONGEST_TERM || ends || !item && text.ends_with('.') {
            return;
        }
        let short = self.pieces.iter().all(|piece| {
            self.is_whole(&self.trim(piece.tokens.clone())) && piece.before != Gap::Stop
        });
        if !short {
            return;
        }
        for piece in self.pieces {
            self.add(terms, piece.tokens.clone(), Mark::Line);
        }
    }

    /// A line such as "Fork truck: 3 years (Required)": a term, a colon and a span of time.
    pub(super) fn rated(&self, terms: &mut Vec<Term>) -> bool {
        let Some(colon) = self.pieces.iter().position(|p| p.before == Gap::Colon) else {
            return false;
        };
        let mut value = self.pieces[colon].tokens.clone();
        let is_number = value.next().is_some_and(|token| self.is_number(token));
        let is_span = value
            .next()
            .is_some_and(|token| self.tables.is_span(self.word(token)));
        let rated = is_number && is_span;
        if colon == 0 || colon > 2 || !rated {
            return false;
        }
        for piece in &self.pieces[..colon] {
            self.add(terms, piece.tokens.clone(), Mark::Line);
        }
        true
    }

    /// Members of an enumeration that has a known skill beside them.
    pub(super) fn beside(&self, terms: &mut Vec<Term>) {
        for (at, piece) in self.pieces.iter().enumerate() {
            if self
                .taken
                .iter()
                .any(|taken| piece.tokens.contains(&taken.tokens.start))
            {
                continue;
            }
            let behind = piece.before.lists()
                && at > 0
                && self.is_known(|taken| taken.end == self.pieces[at - 1].tokens.end);
            let ahead = self.pieces.get(at + 1).is_some_and(|next| {
                next.before.lists() && self.is_known(|taken| taken.start == next.tokens.start)
            });
            let tokens = if behind {
                self.head(piece.tokens.clone())
            } else if ahead {
                self.tail(piece.tokens.clone())
            } else {
                continue;
            };
            let whole = tokens == self.trim(piece.tokens.clone());
            let named = !tokens.is_empty() && tokens.clone().all(|token| self.is_name(token));
            if named || whole && tokens.len() > 1 && tokens.len() < LONGEST_TERM {
                self.add(terms, tokens, Mark::Beside);
            }
        }
    }

    /// Whether a known skill that is no trait stands at a place.
    fn is_known(&self, at: impl Fn(&Range<usize>) -> bool) -> bool {
        self.taken
            .iter()
            .any(|taken| !taken.soft && at(&taken.tokens))
    }

    /// Words inside a sentence that are written as names are.
    pub(super) fn shapes(&self, terms: &mut Vec<Term>) {
        let text = self.page.text_of(self.block);
        if !text.chars().any(char::is_lowercase) {
            return;
        }
        for piece in self.pieces {
            let mut at = piece.tokens.start;
            while at < piece.tokens.end {
                let first = at == piece.tokens.start && piece.before != Gap::Comma;
                let run = self.capital_run(at, piece.tokens.end);
                let named = run > 0
                    && (is_odd_cased(self.word(at))
                        || !first && run > 1 && run < piece.tokens.len());
                if named {
                    self.add(terms, at..at + run, Mark::Shape);
                }
                at += run.max(1);
            }
        }
    }

    /// Number of capitalised words from a token on.
    fn capital_run(&self, from: usize, end: usize) -> usize {
        (from..end)
            .take_while(|&token| {
                let word = self.word(token);
                (starts_upper(word) || is_odd_cased(word)) && !self.is_stop(token)
            })
            .count()
    }

    /// What the first verb of a duty is done to.
    pub(super) fn objects(&self, terms: &mut Vec<Term>) {
        let Some(first) = self.pieces.first() else {
            return;
        };
        if !self.is_verb(first.tokens.start) {
            return;
        }
        // "Plan, run and check the kiln": the verbs are pieces of their own.
        let Some(piece) = self
            .pieces
            .iter()
            .find(|piece| piece.tokens.len() > 1 || !self.is_verb(piece.tokens.start))
        else {
            return;
        };
        let head = self.head(piece.tokens.clone());
        if (2..=LONGEST_OBJECT).contains(&head.len()) {
            self.add(terms, head, Mark::Duty);
        }
    }
}

/// Whether a word has capitals behind its first letter, or a digit after a letter.
fn is_odd_cased(word: &str) -> bool {
    word.chars().count() > 1
        && word.chars().next().is_some_and(char::is_alphabetic)
        && word
            .chars()
            .skip(1)
            .any(|c| c.is_uppercase() || c.is_ascii_digit())
}
