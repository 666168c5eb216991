//! What the line model sees of a line: its words, its shape, its place, the heading above it and its
//! neighbours, each as one hash.

mod text;

use self::text::{signs, words};
use super::classify::Read;
use super::headings::Heading;
use super::model::Context;
use super::segment::{Line, Segment};
use crate::page::{BlockKind, Page};
use crate::posting::SectionKind;
use crate::table::rows::Opens;
use crate::text::tokens::Token;

/// Words of a line beyond this many are not looked at: what it is has been said by then.
const MOST_WORDS: usize = 48;
/// Lines and headings that are counted, or looked through.
const MANY: usize = 14;

/// What a feature speaks of. The numbers keep equal values of two kinds apart; a change of them, or
/// of what the kinds mean, needs a model trained anew.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Word = 1,
    Pair,
    Stem,
    FirstWord,
    FirstPair,
    FirstEnding,
    LastWord,
    Length,
    Ending,
    Beginning,
    Sign,
    Number,
    Markup,
    Above,
    Below,
    Place,
    InSegment,
    FromEnd,
    Opens,
    OpensBefore,
    HeadingWord,
    Ruled,
    RuledIn,
    RuledBefore,
    RuledAfter,
    FirstWordBefore,
    FirstWordAfter,
    LengthBefore,
    LengthAfter,
    Cue,
    CueUnder,
    Title,
    Present,
}

/// The features of a line.
#[derive(Debug, Default)]
pub(crate) struct Features {
    /// Shape, place, heading, neighbours.
    pub(crate) shape: Vec<u64>,
    /// Words, pairs of words, stems.
    pub(crate) words: Vec<u64>,
    /// What each of `words` counts for: a long line has many.
    pub(crate) weight_of_words: f32,
}

impl Features {
    fn say(&mut self, kind: Kind, value: u64) {
        self.shape.push(hash(kind, value));
    }
}

fn hash(kind: Kind, value: u64) -> u64 {
    let mixed = (value ^ (kind as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_mul(0x517c_c1b7_2722_0a95);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// The lines of a posting with what the rules made of them.
pub(super) struct Lines<'p> {
    page: &'p Page,
    segments: &'p [Segment],
    lines: &'p [Line],
    /// The label the rules alone give, one a line.
    ruled: &'p [usize],
    /// The words of the title, sorted.
    title: &'p [u64],
    /// What the posting's headings open, sorted; empty where there is none.
    opened: Vec<u64>,
    /// Whether there is a heading at all.
    headed: bool,
}

impl<'p> Lines<'p> {
    pub(super) fn new(page: &'p Page, read: &'p Read, ruled: &'p [usize]) -> Self {
        let Read {
            segments,
            lines,
            title,
        } = read;
        let opened = segments
            .iter()
            .filter_map(|segment| segment.heading.as_ref())
            .map(|heading| heading.opens.map_or(98, opens));
        let mut opened: Vec<u64> = opened.collect();
        opened.sort_unstable();
        opened.dedup();
        Self {
            page,
            segments,
            lines,
            ruled,
            title,
            opened,
            headed: segments.iter().any(|segment| segment.heading.is_some()),
        }
    }

    /// How a line, not the first, stands to the one before it.
    pub(super) fn context(&self, at: usize) -> Context {
        let line = &self.lines[at];
        Context::of(&self.lines[at - 1], line, self.page.blocks[line.block].gap)
    }

    /// The features of the line with number `at`; what `features` held is replaced.
    pub(super) fn read(&self, at: usize, features: &mut Features) {
        features.shape.clear();
        features.words.clear();
        let tokens = self.tokens(at);
        words(&self.page.folded, tokens, features);
        self.shape(at, tokens, features);
        self.place(at, features);
        self.title(tokens, features);
        self.heading(at, features);
        self.cues(at, features);
        self.neighbours(at, features);
    }

    fn tokens(&self, at: usize) -> &[Token] {
        self.page.tokens_in(&self.lines[at].range)
    }

    /// How it is written and marked up.
    fn shape(&self, at: usize, tokens: &[Token], features: &mut Features) {
        let line = &self.lines[at];
        let text = &self.page.text[line.range.clone()];
        features.say(Kind::Length, length(tokens.len()));
        let last = text.chars().next_back().map_or(0, |c| match c {
            '.' | '!' | '?' | ':' | ';' | ',' | ')' | '…' => u64::from(u32::from(c)),
            c if c.is_alphabetic() => 1,
            c if c.is_numeric() => 2,
            _ => 3,
        });
        features.say(Kind::Ending, last);
        let first = text.chars().next().map_or(0, |c| match c {
            c if c.is_uppercase() => 1,
            c if c.is_lowercase() => 2,
            c if c.is_numeric() => 3,
            '*' | '(' | '#' | '"' | '“' | '„' => 4,
            _ => 5,
        });
        features.say(Kind::Beginning, first);
        signs(text, features);
        let block = &self.page.blocks[line.block];
        let kind = match block.kind {
            BlockKind::Heading(_) => 0,
            BlockKind::Paragraph => 1,
            BlockKind::Item(depth) => 2 + u64::from(depth.min(3)),
            BlockKind::Cell { label } => 6 + u64::from(label),
        };
        features.say(Kind::Markup, kind);
        features.say(Kind::Markup, 10 + u64::from(block.gap));
        features.say(Kind::Markup, 12 + u64::from(block.bold));
        features.say(Kind::Markup, 14 + u64::from(block.link_share > 30));
        if block.lead > 0 && !block.bold {
            features.say(Kind::Markup, 16);
        }
        if line.range.start > block.range.start {
            features.say(Kind::Markup, 17);
        }
    }

    /// Where it stands in the posting and in its segment.
    fn place(&self, at: usize, features: &mut Features) {
        let lines = self.lines;
        let segment = lines[at].segment;
        let tenth = (10 * at / lines.len()) as u64;
        features.say(Kind::Place, tenth * 2 + u64::from(self.headed));
        features.say(Kind::Place, 20 + few(at));
        features.say(Kind::FromEnd, few(lines.len() - 1 - at));
        let above = lines[..at]
            .iter()
            .rev()
            .take(MANY)
            .take_while(|l| l.segment == segment)
            .count();
        features.say(Kind::InSegment, few(above));
        features.say(Kind::InSegment, 20 + few(segment));
        let items = lines[..at]
            .iter()
            .rev()
            .take(MANY)
            .take_while(|l| l.segment == segment && l.in_list)
            .count();
        if lines[at].in_list {
            features.say(Kind::InSegment, 40 + few(items));
        }
    }

    /// How many words of the title it repeats.
    fn title(&self, tokens: &[Token], features: &mut Features) {
        if self.title.is_empty() {
            return;
        }
        let repeats = |token: &&Token| self.title.binary_search(&token.key).is_ok();
        let repeated = tokens.iter().take(MOST_WORDS).filter(repeats).count();
        let all = repeated >= self.title.len();
        features.say(Kind::Title, repeated.min(3) as u64 * 2 + u64::from(all));
    }

    /// What its words say of its section, by the tables.
    fn cues(&self, at: usize, features: &mut Features) {
        let line = &self.lines[at];
        let above = self.segments[line.segment].heading.as_ref();
        let above = above.map_or(0, |heading| heading.opens.map_or(98, opens));
        let mut heard = 0u32;
        for label in line.scores.heard() {
            if heard & (1 << label) == 0 {
                heard |= 1 << label;
                features.say(Kind::Cue, label as u64);
                features.say(Kind::CueUnder, above * 32 + label as u64);
            }
        }
        if heard == 0 {
            features.say(Kind::Cue, 30);
            features.say(Kind::CueUnder, above * 32 + 30);
        }
    }

    /// What the heading above it says.
    fn heading(&self, at: usize, features: &mut Features) {
        let line = &self.lines[at];
        let headings = self.segments[..=line.segment]
            .iter()
            .rev()
            .map(|s| s.heading.as_ref());
        let mut known = headings
            .clone()
            .skip(1)
            .take(MANY)
            .filter_map(|h| h.and_then(|h| h.opens));
        features.say(Kind::OpensBefore, known.next().map_or(99, opens));
        for opened in &self.opened {
            features.say(Kind::Present, *opened);
        }
        let Some(heading) = headings.flatten().next().filter(|_| self.is_headed(at)) else {
            features.say(Kind::Opens, 0);
            return;
        };
        let kind = heading.opens.map_or(98, opens);
        let shape = u64::from(line.in_list) + 2 * u64::from(heading.rest.is_some());
        features.say(Kind::Opens, kind);
        features.say(Kind::Opens, 100 + kind * 10 + shape);
        features.say(Kind::Opens, 10_000 + kind * 10 + strength(heading));
        for token in self.page.tokens_in(&heading.range).iter().take(8) {
            features.say(Kind::HeadingWord, token.key);
        }
    }

    /// Whether its own segment has a heading.
    fn is_headed(&self, at: usize) -> bool {
        self.segments[self.lines[at].segment].heading.is_some()
    }

    /// What the rules made of it, and of the lines around it.
    fn neighbours(&self, at: usize, features: &mut Features) {
        let ruled = self.ruled[at] as u64;
        let line = &self.lines[at];
        features.say(Kind::Ruled, ruled);
        features.say(
            Kind::RuledIn,
            ruled * 4 + u64::from(line.in_list) * 2 + u64::from(self.is_headed(at)),
        );
        let before = at.checked_sub(1);
        let after = Some(at + 1).filter(|after| *after < self.lines.len());
        let ends = [
            (
                before,
                Kind::RuledBefore,
                Kind::FirstWordBefore,
                Kind::LengthBefore,
                Kind::Above,
            ),
            (
                after,
                Kind::RuledAfter,
                Kind::FirstWordAfter,
                Kind::LengthAfter,
                Kind::Below,
            ),
        ];
        for (place, label, word, size, markup) in ends {
            let Some(place) = place else {
                features.say(label, 99);
                continue;
            };
            let tokens = self.tokens(place);
            features.say(label, self.ruled[place] as u64);
            features.say(word, tokens.first().map_or(0, |t| t.key));
            features.say(size, length(tokens.len()));
            let other = &self.lines[place];
            let same_segment = other.segment == line.segment;
            features.say(
                markup,
                u64::from(other.in_list) * 2 + u64::from(same_segment),
            );
        }
    }
}

/// A number of lines, the larger the coarser.
fn few(count: usize) -> u64 {
    match count {
        0..=3 => count as u64,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        _ => 7,
    }
}

/// A number of words, the larger the coarser.
fn length(words: usize) -> u64 {
    match words {
        0..=4 => words as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=35 => 9,
        36..=60 => 10,
        _ => 11,
    }
}

/// A number for what a heading opens.
fn opens(opens: Opens) -> u64 {
    match opens.section() {
        Some(kind) => 1 + kind as u64,
        None if opens == Opens::Meta => 1 + SectionKind::ALL.len() as u64,
        None => 50,
    }
}

/// How sure a heading is, in three steps.
fn strength(heading: &Heading) -> u64 {
    u64::from(heading.strength > 0.5) + u64::from(heading.strength > 0.85)
}
