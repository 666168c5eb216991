//! What the place of a statement says about its weight.

use std::ops::Range;

use crate::outline::Role;
use crate::page::BlockKind;
use crate::posting::SectionKind;
use crate::reading::Reading;
use crate::table::{Letters, Rule};

/// Longest line, in bytes, that can be a short fact ("Full-time", "Berlin (hybrid)").
const SHORT_LINE: usize = 60;
/// Longest text, in bytes, that joins alternatives (" degree or ").
const JOINED: usize = 14;

/// Where in the posting a statement stands, as far as facts about the job go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The job's title.
    Title,
    /// Short facts about the job, and sections on place, terms and pay.
    Fact,
    /// Headings and the overview: prose about the job.
    Prose,
    /// Duties.
    Duties,
    /// Qualifications that are asked for.
    Asked,
    /// Qualifications that are wished for.
    Wished,
    /// What the employer offers.
    Offer,
    /// The employer, the way to apply, legal notices.
    Aside,
}

impl Standing {
    /// The standing of a block.
    pub(super) fn of(reading: &Reading<'_>, block: usize) -> Self {
        match reading.outline.roles.get(block) {
            Some(Role::Title) => Self::Title,
            Some(Role::Meta) => Self::Fact,
            Some(Role::Heading) => Self::Prose,
            Some(Role::Item(kind)) => Self::of_section(*kind),
            Some(Role::Furniture) | None => Self::Aside,
        }
    }

    fn of_section(kind: SectionKind) -> Self {
        match kind {
            SectionKind::Responsibilities => Self::Duties,
            SectionKind::Required => Self::Asked,
            SectionKind::Preferred => Self::Wished,
            SectionKind::Benefits => Self::Offer,
            SectionKind::Overview => Self::Prose,
            SectionKind::Compensation | SectionKind::Location | SectionKind::Terms => Self::Fact,
            SectionKind::Company | SectionKind::Apply | SectionKind::Legal => Self::Aside,
        }
    }
}

/// Whether a block is so short that it can only be a fact or a label.
pub(super) fn is_short(reading: &Reading<'_>, block: usize) -> bool {
    reading.page.text_of(block).len() <= SHORT_LINE
}

/// Whether a block is a table cell that names what the next one says.
pub(super) fn is_label_cell(reading: &Reading<'_>, block: usize) -> bool {
    reading.page.blocks[block].kind == BlockKind::Cell { label: true }
}

/// Whether the sentence around `range` is a question, which states nothing.
pub(super) fn is_question(reading: &Reading<'_>, block: usize, range: &Range<usize>) -> bool {
    let end = reading.page.blocks[block].range.end;
    let Some(rest) = reading.page.text.get(range.end..end) else {
        return false;
    };
    rest.find(['?', '.', '!', ';'])
        .is_some_and(|at| rest[at..].starts_with('?'))
}

/// The sentence of a block around `range`, as a range of the page's text. Sentences end at ". ",
/// "! ", "? ", ";" and bullets: coarser than Unicode's rules, but it costs nothing.
pub(super) fn sentence(reading: &Reading<'_>, block: usize, range: &Range<usize>) -> Range<usize> {
    let whole = reading.page.blocks[block].range.clone();
    let text = &reading.page.text;
    let before = text.get(whole.start..range.start).unwrap_or("");
    let start = ends(before)
        .last()
        .map_or(whole.start, |at| whole.start + at);
    let after = text.get(range.end..whole.end).unwrap_or("");
    let end = ends(after).next().map_or(whole.end, |at| range.end + at);
    start..end
}

/// Offsets behind the ends of sentences in `text`.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['.', '!', '?', ';', '•', '▪', '●'])
        .filter_map(|(at, mark)| {
            let end = at + mark.len();
            let rest = &text[end..];
            let word = text[..at]
                .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '/'))
                .next()
                .unwrap_or("");
            // "B.Sc. in", "e.g. the": a short word with a dot does not end a sentence.
            let abbreviation = mark == "." && (word.contains('.') || word.chars().count() <= 2);
            let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
            let ends = mark == ";" || !mark.is_ascii() || (spaced && !abbreviation);
            ends.then_some(end)
        })
}

/// Which way a clause of qualifications speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// A must.
    Must,
    /// A wish.
    Wish,
    /// Neither is said.
    Plain,
}

/// The tone that the words in `range` of the page's text give to what stands before them: that of
/// the first word of obligation or wish, but for words that look ahead ("preferably").
pub(super) fn tone_behind(reading: &Reading<'_>, range: Range<usize>) -> Tone {
    tone(reading, range, false)
}

/// The tone that the words in `range` of the page's text give to what stands behind them.
pub(super) fn tone_ahead(reading: &Reading<'_>, range: Range<usize>) -> Tone {
    tone(reading, range, true)
}

fn tone(reading: &Reading<'_>, range: Range<usize>, ahead: bool) -> Tone {
    let Some(piece) = reading.page.folded.get(range) else {
        return Tone::Plain;
    };
    let mut said = read_words(reading, "tone", piece, piece);
    said.retain(|(_, rule)| ahead || rule.value != "wish_ahead");
    match said.into_iter().min_by_key(|(at, _)| at.start) {
        Some((_, rule)) if rule.value == "must" => Tone::Must,
        Some(_) => Tone::Wish,
        None => Tone::Plain,
    }
}

/// The tone of each of several things that one sentence asks for, in order: what is said right
/// behind it, or before it; alternatives joined by a short word share theirs.
pub(super) fn tones(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    things: &[Range<usize>],
) -> Vec<Tone> {
    let Some(first) = things.first() else {
        return Vec::new();
    };
    let opening = tone_ahead(reading, sentence.start..first.start);
    let mut out = vec![opening; things.len()];
    let mut joined = false;
    for at in (0..things.len()).rev() {
        let from = things[at].end;
        let to = things.get(at + 1).map_or(sentence.end, |next| next.start);
        let behind = tone_behind(reading, from..to.max(from));
        // "Fluent Finnish, Danish is a plus": a comma joins only where the list goes on to its
        // last "or" ("Finnish, Danish or Czech is a plus").
        joined = at + 1 < things.len()
            && to.saturating_sub(from) <= JOINED
            && (joined || !parts_with_comma(reading, from..to));
        if behind != Tone::Plain {
            out[at] = behind;
        } else if joined && out[at + 1] != Tone::Plain {
            out[at] = out[at + 1];
        } else if at > 0 && looks_ahead(reading, things[at - 1].end..things[at].start) {
            out[at] = Tone::Wish;
        }
    }
    out
}

/// Whether a comma parts two things, and no word for "and" or "or" stands there with it.
fn parts_with_comma(reading: &Reading<'_>, gap: Range<usize>) -> bool {
    let gap = reading.page.folded.get(gap).unwrap_or("");
    let joins = |word: &str| reading.languages.is_conjunction(word);
    gap.contains(',') && !gap.split_whitespace().any(joins)
}

/// Whether a word of wish in `range` speaks of what follows.
fn looks_ahead(reading: &Reading<'_>, range: Range<usize>) -> bool {
    let piece = reading.page.folded.get(range).unwrap_or("");
    read_words(reading, "tone", piece, piece)
        .iter()
        .any(|(_, rule)| rule.value == "wish_ahead")
}

/// Matches of a fact's rules in a piece of text that is not a block of the page (a value of
/// structured data, the job's title, a clause), with places in that text.
pub(super) fn read_words<'a>(
    reading: &Reading<'a>,
    fact: &str,
    text: &str,
    folded: &str,
) -> Vec<(Range<usize>, &'a Rule)> {
    let mut found = Vec::new();
    let letters = Letters::of(text);
    let tables = reading.languages.tables.iter();
    for rule in tables.flat_map(|tables| tables.rules.woken(fact, folded)) {
        let matches = rule.find_among(text, folded, letters);
        found.extend(matches.into_iter().map(|m| (m.range, rule)));
    }
    found
}
