//! The parts of a line that ask something each, and what their clauses say of them.

mod whole_line;

use std::ops::Range;

use crate::page::Page;
use crate::posting::Priority;
use crate::table::Languages;
use crate::table::marks::{ClauseMark, Connector};
use crate::text::sentences::sentences;
use crate::text::tokens::{Token, within};

pub(crate) use whole_line::clause_priority;

/// A part of a line that asks something by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its place in the page's text.
    pub(crate) range: Range<usize>,
    /// What its clause says, and the words that say so.
    pub(crate) clause: Option<(Say, Range<usize>)>,
}

/// What a clause says of what it stands with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Say {
    /// A must or a wish.
    Is(Priority),
    /// It is not needed at all.
    Unneeded,
}

/// A line of fewer words than this is one sentence.
const FEW_WORDS: usize = 6;
/// A sentence of more words than this is no clause.
const MANY_WORDS: usize = 400;

/// Cuts a line into the parts that ask something each.
///
/// `range` is a range of the page's text inside one block.
pub(crate) fn parts(page: &Page, range: Range<usize>, languages: &Languages) -> Vec<Part> {
    let mut out = Vec::new();
    let abbreviations = &languages.own().words.abbreviations;
    let text = &page.text[range.clone()];
    let mut pieces = sentences(text, abbreviations);
    if page.tokens_in(&range).len() < FEW_WORDS {
        pieces.truncate(1);
        if let Some(whole) = pieces.first_mut() {
            *whole = 0..text.len();
        }
    }
    for sentence in pieces {
        let sentence = sentence.start + range.start..sentence.end + range.start;
        let tokens = page.tokens_in(&sentence);
        if tokens.len() > MANY_WORDS {
            out.push(Part {
                range: sentence,
                clause: None,
            });
            continue;
        }
        let line = Line {
            page,
            languages,
            tokens,
            marks: marks(page, tokens, languages),
        };
        for half in line.halves(sentence) {
            line.cut_tail(half, &mut out, 0);
        }
    }
    carry_lead_in(page, &mut out);
    out
}

/// A wish before a colon ("Nice to have: X; Y") holds for the parts after it too.
fn carry_lead_in(page: &Page, parts: &mut [Part]) {
    let mut carried: Option<(Say, Range<usize>)> = None;
    for part in parts {
        match &part.clause {
            Some((say, words)) => {
                let after = &page.text[words.end..part.range.end];
                carried = after
                    .trim_start_matches([')', '*', ' '])
                    .starts_with(':')
                    .then(|| (*say, words.clone()));
            }
            None => part.clause.clone_from(&carried),
        }
    }
}

/// A clause mark and its place in the page's text.
type Mark = (ClauseMark, Range<usize>);

/// The clause marks of a line in reading order, of the posting's own language before others.
fn marks(page: &Page, tokens: &[Token], languages: &Languages) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let best = languages
            .tables
            .iter()
            .filter_map(|tables| tables.marks.clause_at(&page.text, tokens, at))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        let Some((mark, len)) = best else {
            at += 1;
            continue;
        };
        let place = tokens[at].start as usize..tokens[at + len - 1].end as usize;
        found.push((mark, place));
        at += len;
    }
    found
}

/// A line with what was looked up of it.
struct Line<'p> {
    page: &'p Page,
    languages: &'p Languages,
    tokens: &'p [Token],
    marks: Vec<Mark>,
}

impl Line<'_> {
    fn tokens(&self, range: &Range<usize>) -> &[Token] {
        within(self.tokens, range)
    }

    /// Number of words of a range that carry content and are no part of a clause mark.
    fn content(&self, range: &Range<usize>) -> usize {
        let tokens = self.tokens(range);
        let is_marked = |token: &Token| {
            self.marks
                .iter()
                .any(|(_, place)| place.contains(&(token.start as usize)))
        };
        (0..tokens.len())
            .filter(|&at| !is_marked(&tokens[at]) && self.connector(tokens, at).is_none())
            .count()
    }

    fn connector(&self, tokens: &[Token], at: usize) -> Option<Connector> {
        self.languages
            .tables
            .iter()
            .find_map(|tables| tables.marks.connector_at(&self.page.text, tokens, at))
            .map(|(connector, _)| connector)
    }

    fn marks_in<'m>(&'m self, range: &Range<usize>) -> impl Iterator<Item = &'m Mark> {
        let range = range.clone();
        self.marks
            .iter()
            .filter(move |(_, place)| range.start <= place.start && place.end <= range.end)
    }

    /// Cuts at semicolons where every piece asks something by itself.
    fn halves(&self, sentence: Range<usize>) -> Vec<Range<usize>> {
        let text = &self.page.text[sentence.clone()];
        let mut pieces = Vec::new();
        let mut from = 0;
        let mut depth = 0_i32;
        for (at, c) in text.char_indices() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                ';' if depth <= 0 => {
                    pieces.push(trim(self.page, sentence.start + from..sentence.start + at));
                    from = at + 1;
                }
                _ => {}
            }
        }
        pieces.push(trim(self.page, sentence.start + from..sentence.end));
        pieces.retain(|piece| !self.tokens(piece).is_empty());
        let alone = |piece: &Range<usize>| {
            self.content(piece) >= 2
                || self.content(piece) >= 1 && self.marks_in(piece).next().is_some()
        };
        let any_clause = pieces
            .iter()
            .any(|piece| self.marks_in(piece).next().is_some());
        if pieces.len() > 1 && (any_clause || pieces.iter().all(alone)) {
            pieces
        } else {
            vec![sentence]
        }
    }

    /// Cuts off a tail that has a clause of its own: behind a comma, in parentheses, or after
    /// words that point ahead.
    fn cut_tail(&self, part: Range<usize>, out: &mut Vec<Part>, depth: usize) {
        let wish = self
            .marks_in(&part)
            .filter(|(mark, _)| matches!(mark, ClauseMark::Preferred | ClauseMark::PreferredAhead))
            .last();
        if depth < 4
            && let Some((mark, place)) = wish
            && let Some((head, tail)) = self.tail(&part, *mark, place)
        {
            self.cut_tail(head, out, depth + 1);
            out.push(Part {
                clause: Some((Say::Is(Priority::Preferred), place.clone())),
                range: tail,
            });
            return;
        }
        out.push(Part {
            clause: self.say(&part),
            range: part,
        });
    }

    /// Head and tail of a part, where the wish at `place` concerns only the tail.
    fn tail(
        &self,
        part: &Range<usize>,
        mark: ClauseMark,
        place: &Range<usize>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let cut = match self.parentheses(part, place) {
            Some(inside) if self.content(&inside) > 0 => {
                // What follows the parentheses belongs to the head; the two are no one quote.
                let after = inside.end..part.end;
                (self.content(&after) == 0).then_some((part.start..inside.start, inside))?
            }
            inside if mark == ClauseMark::PreferredAhead => {
                let from = inside.map_or(place.start, |inside| inside.start);
                (part.start..from, from..part.end)
            }
            Some(_) => return None,
            None => self.comma_tail(part, place)?,
        };
        let head = trim(self.page, cut.0);
        let tail = trim(self.page, cut.1);
        (self.content(&head) >= 2).then_some((head, tail))
    }

    /// Head and tail around the last comma before `place`, where the tail has a subject of its own
    /// and does not go on with an enumeration.
    fn comma_tail(
        &self,
        part: &Range<usize>,
        place: &Range<usize>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let comma = self.last_comma(part, place.start)?;
        let head = part.start..comma;
        let tail = trim(self.page, comma + 1..part.end);
        let is_must = |mark: &Mark| mark.0 == ClauseMark::Required;
        if self.marks_in(&head).any(is_must) {
            return (self.content(&tail) > 0).then_some((head, tail));
        }
        // "…, that's a plus" speaks of the head.
        let subject = tail.start..place.start.max(tail.start);
        let points_back = !subject.is_empty() && self.content(&subject) == 0;
        let tokens = self.tokens(&subject);
        let goes_on = (0..tokens.len()).any(|at| {
            matches!(
                self.connector(tokens, at),
                Some(Connector::And | Connector::Or)
            )
        });
        let enumerates = goes_on && (tokens.len() < 4 || self.last_comma(part, comma).is_some())
            || matches!(
                self.connector(tokens, 0),
                Some(Connector::And | Connector::Or)
            );
        let whole = points_back || enumerates || self.content(&tail) == 0;
        (!whole && self.content(&head) >= LEAST_HEAD).then_some((head, tail))
    }

    /// The inside of the parentheses around `place`.
    fn parentheses(&self, part: &Range<usize>, place: &Range<usize>) -> Option<Range<usize>> {
        let before = &self.page.text[part.start..place.start];
        let open = before.rfind(['(', '['])?;
        if before[open..].contains([')', ']']) {
            return None;
        }
        let after = &self.page.text[place.end..part.end];
        let close = after.find([')', ']']).unwrap_or(after.len());
        Some(part.start + open + 1..place.end + close)
    }

    /// The last comma outside parentheses before `end`.
    fn last_comma(&self, part: &Range<usize>, end: usize) -> Option<usize> {
        let mut depth = 0_i32;
        for (at, c) in self.page.text[part.start..end].char_indices().rev() {
            match c {
                ')' | ']' => depth += 1,
                '(' | '[' => depth -= 1,
                ',' if depth == 0 => return Some(part.start + at),
                _ => {}
            }
        }
        None
    }

    /// What the clause marks of a part say of it.
    fn say(&self, part: &Range<usize>) -> Option<(Say, Range<usize>)> {
        let mut must = None;
        let mut negation: Option<usize> = None;
        for (mark, place) in self.marks_in(part) {
            match mark {
                ClauseMark::Preferred | ClauseMark::PreferredAhead => {
                    // Said of something in parentheses only.
                    if self
                        .parentheses(part, place)
                        .is_some_and(|inside| self.content(&inside) > 0)
                    {
                        continue;
                    }
                    return Some((Say::Is(Priority::Preferred), place.clone()));
                }
                ClauseMark::Negation => negation = Some(place.end),
                ClauseMark::Required => {
                    let near = negation
                        .is_some_and(|end| self.tokens(&(end..place.start)).len() <= NEGATION);
                    let say = if near {
                        Say::Unneeded
                    } else {
                        Say::Is(Priority::Required)
                    };
                    must = must.or(Some((say, place.clone())));
                }
                ClauseMark::Neither => {}
            }
        }
        must
    }
}

/// A head with fewer words of content is the beginning of an enumeration.
const LEAST_HEAD: usize = 3;

/// A negation reaches over so many words.
const NEGATION: usize = 5;

/// A range without the white space and the joining punctuation at its ends.
fn trim(page: &Page, range: Range<usize>) -> Range<usize> {
    if range.start >= range.end {
        return range.start..range.start;
    }
    let text = &page.text[range.clone()];
    let ends: &[_] = &[' ', ',', ';', '(', '[', '–', '-', '*'];
    let start = text.len() - text.trim_start_matches([' ', ',', ';', '–']).len();
    let kept = text.trim_end_matches(ends).len().max(start);
    range.start + start..range.start + kept
}

#[cfg(test)]
mod tests;
