//! Gives every line of the posting its section: headings, cues and the order of lines in one score.
//!
//! The best sequence of labels is found by dynamic programming (Viterbi 1967) over the whole
//! posting: a line's own words, the heading above it and its neighbours all have a say.

use std::ops::Range;

use super::cues::{Cues, Scores};
use super::headings::{self, Heading};
use super::{Item, Outline, Part, Role};
use crate::page::{BlockKind, Page};
use crate::posting::SectionKind;
use crate::table::Languages;
use crate::table::rows::Opens;

/// Labels of a line: the eleven kinds, then meta.
pub(super) const LABELS: usize = SectionKind::ALL.len() + 1;
/// Index of the label of short facts.
pub(super) const META: usize = SectionKind::ALL.len();

/// Natural-log odds that a line under a sure heading belongs to it.
const HEADING_WEIGHT: f32 = 4.2;
/// The same for headings that name no one kind of content ("About the job", "Description").
const VAGUE_HEADING_WEIGHT: f32 = 2.0;
/// What remains of a heading's say once its list has ended.
const AFTER_LIST: f32 = 0.35;
/// What every further line under a heading takes off its say, down to a floor: a long list can
/// leave its heading without a word.
const FADE: f32 = 0.11;
/// The least that remains.
const FLOOR: f32 = 0.4;
/// Cost of a change of label between lines of one list.
const CHANGE_IN_LIST: f32 = 3.2;
/// Cost of a change where a list ends.
const CHANGE_AFTER_LIST: f32 = 0.6;
/// Cost of a change between other neighbours.
const CHANGE: f32 = 1.3;
/// Cost of a change between must and wish, or pay and benefits: they share lists.
const CHANGE_TO_KIN: f32 = 0.8;

/// A line to be labelled.
#[derive(Debug)]
struct Line {
    block: usize,
    range: Range<usize>,
    scores: Scores,
    /// Number of the heading above it, counted from 1; 0 above the first.
    segment: usize,
    in_list: bool,
}

/// Finds the sections of a page.
pub(super) fn outline(page: &Page, languages: &Languages) -> Outline {
    let mut outline = Outline {
        roles: vec![Role::Furniture; page.blocks.len()],
        why: (0..page.blocks.len())
            .map(|b| {
                page.blocks[b]
                    .furniture
                    .map_or(String::new(), |why| format!("furniture: {why}"))
            })
            .collect(),
        parts: Vec::new(),
    };
    let open: Vec<usize> = (0..page.blocks.len())
        .filter(|b| page.blocks[*b].furniture.is_none())
        .collect();
    let title = super::title::find(page, languages, &open);
    let (segments, mut lines) = segment(page, languages, &open, title, &mut outline);
    score(page, languages, &segments, &mut lines, title);
    let labels = decode(&lines);
    build(page, &segments, &lines, &labels, &mut outline);
    outline
}

/// A heading with its lead-in.
#[derive(Debug, Clone)]
struct Segment {
    heading: Option<Heading>,
    /// The heading and its lead-in.
    range: Option<Range<usize>>,
}

/// Parts the open blocks into headings and lines.
fn segment(
    page: &Page,
    languages: &Languages,
    open: &[usize],
    title: Option<usize>,
    outline: &mut Outline,
) -> (Vec<Segment>, Vec<Line>) {
    let mut segments = vec![Segment {
        heading: None,
        range: None,
    }];
    let mut lines: Vec<Line> = Vec::new();
    let mut fresh = false;
    for (at, &block) in open.iter().enumerate() {
        if Some(block) == title {
            outline.roles[block] = Role::Title;
            continue;
        }
        let range = page.blocks[block].range.clone();
        let heading = headings::read(page, languages, block);
        let next_is_item = open
            .get(at + 1)
            .is_some_and(|n| matches!(page.blocks[*n].kind, BlockKind::Item(_)));
        match heading {
            Some(heading) => {
                let rest = heading.rest.clone();
                let inline = rest.is_some();
                let adjoins =
                    fresh && !inline && segments.last().is_some_and(|s| same_opening(s, &heading));
                if adjoins && let Some(last) = segments.last_mut() {
                    extend(last, &heading.range);
                } else {
                    segments.push(Segment {
                        range: Some(heading.range.clone()),
                        heading: Some(heading),
                    });
                }
                outline.roles[block] = Role::Heading;
                fresh = !inline;
                if let Some(rest) = rest {
                    lines.push(Line::new(block, rest, segments.len() - 1, false));
                    // What follows a labelled line is not under its label.
                    if !next_is_item {
                        segments.push(Segment {
                            heading: None,
                            range: None,
                        });
                    }
                }
            }
            None if fresh && next_is_item && is_lead_in(page, block) => {
                if let Some(last) = segments.last_mut() {
                    extend(last, &range);
                }
                outline.roles[block] = Role::Heading;
            }
            None => {
                fresh = false;
                let in_list = matches!(page.blocks[block].kind, BlockKind::Item(_));
                lines.push(Line::new(block, range, segments.len() - 1, in_list));
            }
        }
    }
    (segments, lines)
}

impl Line {
    fn new(block: usize, range: Range<usize>, segment: usize, in_list: bool) -> Self {
        Self {
            block,
            range,
            scores: Scores::default(),
            segment,
            in_list,
        }
    }
}

/// Whether two headings in a row say the same ("Requirements" / "You should have:").
fn same_opening(segment: &Segment, next: &Heading) -> bool {
    segment
        .heading
        .as_ref()
        .is_some_and(|last| match (last.opens, next.opens) {
            (Some(last), Some(next)) => last == next,
            (Some(_), None) => true,
            _ => false,
        })
}

fn extend(segment: &mut Segment, range: &Range<usize>) {
    match &mut segment.range {
        Some(whole) => whole.end = range.end.max(whole.end),
        whole @ None => *whole = Some(range.clone()),
    }
}

/// A line that leads into a list: it ends with a colon, or the like.
fn is_lead_in(page: &Page, block: usize) -> bool {
    let text = page.text_of(block).trim_end();
    !matches!(page.blocks[block].kind, BlockKind::Item(_))
        && (text.ends_with([':', ';', '…', '：']) || text.ends_with("..."))
}

/// How far a segment has been read.
#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    lines: u8,
    items: u8,
    /// Its list has ended.
    ended: bool,
}

impl Progress {
    /// Takes in a line, and gives what remains of the heading's say.
    fn say(&mut self, in_list: bool, gap: bool) -> f32 {
        if in_list {
            self.items = self.items.saturating_add(1);
            self.ended &= !gap;
        } else {
            self.ended |= self.items >= 2;
        }
        let say = (1.0 - FADE * f32::from(self.lines)).max(FLOOR);
        self.lines = self.lines.saturating_add(1);
        if self.ended { say.min(AFTER_LIST) } else { say }
    }
}

/// Adds up what speaks for each label of each line.
fn score(
    page: &Page,
    languages: &Languages,
    segments: &[Segment],
    lines: &mut [Line],
    title: Option<usize>,
) {
    let cues = Cues::new(languages);
    let mut progress = vec![Progress::default(); segments.len()];
    let mut previous: Option<SectionKind> = None;
    for line in lines.iter_mut() {
        let mut scores = cues.score(page, &line.range);
        let say = progress[line.segment].say(line.in_list, page.blocks[line.block].gap);
        if let Some(heading) = &segments[line.segment].heading {
            if let Some(kind) = heading.opens.and_then(Opens::section) {
                previous = Some(kind);
            }
            under_heading(heading, previous, line.in_list, say, &mut scores);
        }
        if progress[line.segment].ended && !line.in_list {
            // What follows a list without a heading is more often about the employer.
            scores.add(SectionKind::Company as usize, 1.0);
            scores.add(SectionKind::Legal as usize, 0.4);
            scores.add(SectionKind::Apply as usize, 0.4);
        }
        meta_shape(page, line, title, &mut scores);
        figures(&page.text[line.range.clone()], line.in_list, &mut scores);
        if !line.in_list && line.segment == 0 {
            scores.add(SectionKind::Overview as usize, 0.7);
            scores.add(SectionKind::Company as usize, 0.5);
        }
        line.scores = scores;
    }
}

/// What the heading above says of a line. `previous` is the last kind that a heading named.
fn under_heading(
    heading: &Heading,
    previous: Option<SectionKind>,
    in_list: bool,
    say: f32,
    scores: &mut Scores,
) {
    match heading.opens {
        Some(Opens::Meta) => scores.add(META, HEADING_WEIGHT * heading.strength * say),
        Some(opens) => {
            let Some(kind) = opens.section() else { return };
            let vague = matches!(
                kind,
                SectionKind::Overview | SectionKind::Company | SectionKind::Legal
            );
            let weight = if vague && in_list {
                VAGUE_HEADING_WEIGHT
            } else {
                HEADING_WEIGHT
            };
            scores.add(kind as usize, weight * heading.strength * say);
            if kind == SectionKind::Overview && in_list {
                scores.add(SectionKind::Responsibilities as usize, 1.2);
            }
        }
        None => {
            if let Some(kind) = previous {
                scores.add(kind as usize, 0.9);
            }
        }
    }
}

/// A line with a sum of money is about pay rather than perks; one without is no pay line.
fn figures(text: &str, in_list: bool, scores: &mut Scores) {
    let money = text.contains(['$', '€', '£']) && text.bytes().any(|b| b.is_ascii_digit());
    let (pay, perks) = (
        SectionKind::Compensation as usize,
        SectionKind::Benefits as usize,
    );
    if money && scores.of(pay) > 0.0 {
        scores.add(pay, 2.0);
    } else if in_list && !money && scores.of(pay) > 0.0 && !text.bytes().any(|b| b.is_ascii_digit())
    {
        scores.add(perks, 2.5);
    }
}

/// Short lines near the top, and labelled short facts anywhere.
fn meta_shape(page: &Page, line: &Line, title: Option<usize>, scores: &mut Scores) {
    let words = page.tokens_of(line.block).len();
    let text = &page.text[line.range.clone()];
    let sentence = text.ends_with(['.', '!', '?']);
    if matches!(page.blocks[line.block].kind, BlockKind::Cell { .. }) && words <= 12 {
        scores.add(META, 2.0);
    }
    if sentence || words > 14 || line.in_list {
        return;
    }
    if line.segment == 0 && title.is_none_or(|t| line.block < t + 14) {
        scores.add(META, if words <= 8 { 2.2 } else { 1.0 });
    }
    let labelled = text
        .find(':')
        .is_some_and(|at| at < 40 && at + 1 < text.len());
    if labelled || line.range.start > page.blocks[line.block].range.start {
        scores.add(META, 1.5);
    }
}

/// The best sequence of labels (Viterbi).
fn decode(lines: &[Line]) -> Vec<usize> {
    let mut back: Vec<[usize; LABELS]> = Vec::with_capacity(lines.len());
    let mut best = [0f32; LABELS];
    for (at, line) in lines.iter().enumerate() {
        let mut next = [f32::MIN; LABELS];
        let mut from = [0; LABELS];
        for (label, slot) in next.iter_mut().enumerate() {
            for (last, so_far) in best.iter().enumerate() {
                let cost = if at == 0 {
                    0.0
                } else {
                    change(&lines[at - 1], line, last, label)
                };
                let value = so_far - cost;
                if value > *slot {
                    *slot = value;
                    from[label] = last;
                }
            }
            *slot += line.scores.of(label);
        }
        best = next;
        back.push(from);
    }
    let mut label = (0..LABELS).fold(0, |top, l| if best[l] > best[top] { l } else { top });
    let mut labels = vec![0; lines.len()];
    for at in (0..lines.len()).rev() {
        labels[at] = label;
        label = back[at][label];
    }
    labels
}

/// Cost of going from one label to the next.
fn change(last: &Line, line: &Line, from: usize, to: usize) -> f32 {
    if from == to {
        return 0.0;
    }
    if last.segment != line.segment {
        return 0.4;
    }
    let is = |kind: SectionKind, label: usize| kind as usize == label;
    let kin = |a: SectionKind, b: SectionKind| is(a, from) && is(b, to) || is(b, from) && is(a, to);
    if kin(SectionKind::Required, SectionKind::Preferred)
        || kin(SectionKind::Benefits, SectionKind::Compensation)
    {
        return CHANGE_TO_KIN;
    }
    match (last.in_list, line.in_list) {
        (true, true) => CHANGE_IN_LIST,
        (true, false) => CHANGE_AFTER_LIST,
        _ => CHANGE,
    }
}

/// Writes roles and sections.
fn build(
    page: &Page,
    segments: &[Segment],
    lines: &[Line],
    labels: &[usize],
    outline: &mut Outline,
) {
    let mut last: Option<(usize, SectionKind)> = None;
    for (line, &label) in lines.iter().zip(labels) {
        outline.why[line.block] = line.scores.why(
            label,
            segments[line.segment]
                .heading
                .as_ref()
                .map(|h| &page.text[h.range.clone()]),
        );
        let Some(&kind) = SectionKind::ALL.get(label) else {
            outline.roles[line.block] = Role::Meta;
            let labelled = segments[line.segment]
                .heading
                .as_ref()
                .filter(|h| h.rest.is_some());
            let kind = labelled
                .and_then(|h| h.opens)
                .and_then(Opens::section)
                .unwrap_or(SectionKind::Terms);
            if labelled.is_some() {
                let item = Item {
                    range: page.blocks[line.block].range.clone(),
                    block: line.block,
                };
                push(outline, kind, None, item);
            }
            last = None;
            continue;
        };
        let inline = segments[line.segment]
            .heading
            .as_ref()
            .is_some_and(|h| h.rest.as_ref() == Some(&line.range));
        if outline.roles[line.block] != Role::Heading || inline {
            outline.roles[line.block] = Role::Item(kind);
        }
        let heading = segments[line.segment].range.clone();
        let item = Item {
            range: line.range.clone(),
            block: line.block,
        };
        if last == Some((line.segment, kind))
            && let Some(part) = outline.parts.last_mut()
        {
            part.items.push(item);
        } else {
            let opens = segments[line.segment]
                .heading
                .as_ref()
                .and_then(|h| h.opens)
                .and_then(Opens::section);
            let own = opens.is_none() || opens == Some(kind);
            push(outline, kind, heading.filter(|_| own), item);
        }
        last = Some((line.segment, kind));
    }
}

fn push(outline: &mut Outline, kind: SectionKind, heading: Option<Range<usize>>, item: Item) {
    outline.parts.push(Part {
        kind,
        heading,
        items: vec![item],
    });
}
