//! Cuts a text into parts that may name a place.

use std::ops::Range;

use crate::table::gazetteer::{Name, longest_at};
use crate::text::tokens::{Token, tokenize};

/// What parts a piece from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// Only a space.
    Space,
    /// A comma, a bracket.
    Soft,
    /// A dash with spaces.
    Dash,
    /// A semicolon, colon, slash, bar, bullet or full stop.
    Hard,
    /// One or more words that are no names ("or", "and").
    Word,
}

impl Break {
    /// Whether pieces on both sides can make up one place.
    pub(super) fn joins(self) -> bool {
        matches!(self, Self::Space | Self::Soft | Self::Dash)
    }
}

/// A run of capitalised words, or a known name.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Place of the piece in the text.
    pub(super) range: Range<usize>,
    /// Place of all the words between the separators around it.
    pub(super) segment: Range<usize>,
    /// What it can stand for; `None` for words that no table knows.
    pub(super) name: Option<Name>,
    /// What parts it from the piece before.
    pub(super) before: Break,
    /// Number of ordinary words between the piece before and this one.
    pub(super) words: usize,
    /// A number stands right before it ("12 Mill Road").
    pub(super) numbered: bool,
    /// A number stands right behind it ("Hauptstr. 5").
    pub(super) street: bool,
}

/// The pieces of the text in `range`. Words inside `skip` count as separators. With `loose`, names
/// in lower case count too.
pub(super) fn pieces(
    text: &str,
    range: Range<usize>,
    skip: &[Range<usize>],
    loose: bool,
) -> Vec<Piece> {
    let Some(part) = text.get(range.clone()) else {
        return Vec::new();
    };
    let tokens = tokenize(part, range.start);
    let mut cutter = Cutter {
        text,
        out: Vec::new(),
        segment: 0,
        words: 0,
        due: Break::Hard,
        numbered: false,
    };
    let mut end = range.start;
    let mut at = 0;
    while at < tokens.len() {
        let place = tokens[at].range();
        cutter.gap(text.get(end..place.start).unwrap_or_default());
        at += cutter.step(&tokens, at, skip, loose);
        end = tokens[at - 1].range().end;
    }
    cutter.close();
    cutter.out
}

struct Cutter<'a> {
    text: &'a str,
    out: Vec<Piece>,
    /// Index of the first piece of the open segment.
    segment: usize,
    words: usize,
    due: Break,
    numbered: bool,
}

impl Cutter<'_> {
    /// Takes note of what stands between two tokens.
    fn gap(&mut self, gap: &str) {
        let found = if gap.contains([';', '|', '•', '·', '/', '\n', '●', '.', '!', '?', ':']) {
            Break::Hard
        } else if gap.contains(['–', '—', '→', '>']) || gap.contains(" -") || gap.contains("- ")
        {
            Break::Dash
        } else if gap.contains([',', '(', ')', '[', ']', '"', '*']) {
            Break::Soft
        } else {
            Break::Space
        };
        self.part(found);
    }

    /// Makes the break before the next piece at least as wide as `found`.
    fn part(&mut self, found: Break) {
        if found != Break::Space {
            self.close();
            self.numbered = false;
        }
        if self.due == Break::Space || found == Break::Word || found == Break::Hard {
            self.due = if self.due == Break::Word {
                Break::Word
            } else {
                found
            };
        }
    }

    /// Takes one token or name; says how many tokens it took.
    fn step(&mut self, tokens: &[Token], at: usize, skip: &[Range<usize>], loose: bool) -> usize {
        let place = tokens[at].range();
        if skip
            .iter()
            .any(|skip| skip.start <= place.start && place.end <= skip.end)
        {
            self.part(Break::Soft);
            return 1;
        }
        let word = self.text.get(place.clone()).unwrap_or_default();
        let lower = word.starts_with(char::is_lowercase);
        if (!lower || loose)
            && let Some(name) = longest_at(self.text, tokens, at).filter(|n| !lower || is_city(n))
        {
            let taken = name.tokens.max(1);
            self.push(name.range.clone(), Some(name));
            return taken;
        }
        if word.chars().any(|c| c.is_ascii_digit()) {
            self.numbered = true;
            if self.due == Break::Space
                && let Some(last) = self.out.last_mut()
            {
                last.street = true;
            }
            return 1;
        }
        if lower {
            self.part(Break::Word);
            self.words += 1;
            return 1;
        }
        let joins = self.due == Break::Space
            && self.out.len() > self.segment
            && self.out.last().is_some_and(|piece| piece.name.is_none());
        match self.out.last_mut() {
            Some(last) if joins => last.range.end = place.end,
            _ => self.push(place, None),
        }
        1
    }

    fn push(&mut self, range: Range<usize>, name: Option<Name>) {
        self.out.push(Piece {
            segment: range.clone(),
            range,
            name,
            before: self.due,
            words: self.words,
            numbered: self.numbered,
            street: false,
        });
        self.numbered = false;
        self.due = Break::Space;
        self.words = 0;
    }

    /// Ends the open segment: its pieces learn how far it reaches.
    fn close(&mut self) {
        let open = &mut self.out[self.segment..];
        if let (Some(first), Some(last)) = (open.first(), open.last()) {
            let whole = first.range.start..last.range.end;
            open.iter_mut()
                .for_each(|piece| piece.segment = whole.clone());
        }
        self.segment = self.out.len();
    }
}

/// Whether a name in lower case can be taken for a place: a city of some size and no other word.
fn is_city(name: &Name) -> bool {
    use crate::table::gazetteer::Flag;
    let plain = |flag| flag == Flag::Plain;
    name.places
        .iter()
        .any(|place| plain(place.flag) && place.population > 50_000)
        || name.country.is_some_and(|country| plain(country.flag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, Break, bool)> {
        pieces(text, 0..text.len(), &[], false)
            .into_iter()
            .map(|piece| (&text[piece.range], piece.before, piece.name.is_some()))
            .collect()
    }

    #[test]
    fn separators_and_words() {
        assert_eq!(
            cut("Leeds, UK; Lyon or Qwzzy Hill (Texas)"),
            [
                ("Leeds", Break::Hard, true),
                ("UK", Break::Soft, true),
                ("Lyon", Break::Hard, true),
                ("Qwzzy Hill", Break::Word, false),
                ("Texas", Break::Soft, true),
            ]
        );
    }

    #[test]
    fn segments_reach_over_unknown_words() {
        let text = "Paris Zzyzx, France";
        let pieces = pieces(text, 0..text.len(), &[], false);
        assert_eq!(&text[pieces[0].segment.clone()], "Paris Zzyzx");
        assert!(super::pieces(text, 3..99, &[], false).is_empty());
    }
}
