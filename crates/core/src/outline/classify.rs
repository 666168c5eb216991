//! Gives every line of the posting its section: headings, cues and the order of lines in one score.
//!
//! The best sequence of labels is found by dynamic programming (Viterbi 1967) over the whole
//! posting: a line's own words, the heading above it and its neighbours all have a say.

use std::ops::Range;

use super::decode::{decode, ruled, top};
use super::features::{Features, Lines};
use super::model::{Model, PerLabel};
use super::score::score;
use super::segment::{Line, Segment, segment};
use super::{Item, Outline, Part, Role};
use crate::clauses::clause_priority;
use crate::page::Page;
use crate::posting::{Priority, SectionKind};
use crate::table::Languages;
use crate::table::rows::Opens;

/// Labels of a line: the eleven kinds, then meta.
pub(super) const LABELS: usize = SectionKind::ALL.len() + 1;
/// Index of the label of short facts.
pub(super) const META: usize = SectionKind::ALL.len();

/// What was found for a line.
#[derive(Debug)]
pub(super) struct Verdict {
    /// What rules and model together say for each label.
    pub(super) scores: PerLabel,
    /// The label that the rules alone give.
    pub(super) ruled: usize,
    /// The label.
    pub(super) label: usize,
    /// A clause of the line itself gave it the label.
    pub(super) overruled: bool,
}

impl Verdict {
    /// The strongest other label, and by how much the label is ahead of it, the lines around left
    /// aside.
    pub(super) fn lead(&self) -> (usize, f32) {
        let mut others = self.scores;
        others[self.label] = f32::MIN;
        let second = top(&others);
        (second, self.scores[self.label] - self.scores[second])
    }
}

/// Finds the sections of a page, and the reasons too where they are to be told.
pub(super) fn outline(page: &Page, languages: &Languages, model: &Model, told: bool) -> Outline {
    let mut outline = unlabelled(page);
    let read = read(page, languages, &mut outline);
    let mut verdicts = judge(page, &read, model);
    let Read {
        segments, lines, ..
    } = read;
    for (line, verdict) in lines.iter().zip(&mut verdicts) {
        overrule(page, languages, line, verdict);
    }
    build(page, &segments, &lines, &verdicts, &mut outline);
    if told {
        outline.why = reasons(page, &segments, &lines, &verdicts);
    }
    outline
}

/// An outline in which nothing has a role yet.
pub(super) fn unlabelled(page: &Page) -> Outline {
    Outline {
        roles: vec![Role::Furniture; page.blocks.len()],
        why: Vec::new(),
        parts: Vec::new(),
    }
}

/// A posting parted at its headings.
pub(super) struct Read {
    pub(super) segments: Vec<Segment>,
    /// Its lines, scored by the rules.
    pub(super) lines: Vec<Line>,
    /// The telling words of its title, sorted.
    pub(super) title: Vec<u64>,
}

/// Parts the posting at its headings, and lets the rules score its lines.
pub(super) fn read(page: &Page, languages: &Languages, outline: &mut Outline) -> Read {
    let open: Vec<usize> = (0..page.blocks.len())
        .filter(|b| page.blocks[*b].furniture.is_none())
        .collect();
    let title = super::title::find(page, languages, &open);
    let (segments, mut lines) = segment(page, languages, &open, title, outline);
    score(page, languages, &segments, &mut lines, title);
    let title = title.map_or(&[][..], |title| page.tokens_of(title));
    let telling = title.iter().filter(|t| !languages.is_stopword(t));
    let mut title: Vec<u64> = telling.map(|token| token.key).collect();
    title.sort_unstable();
    title.dedup();
    Read {
        segments,
        lines,
        title,
    }
}

/// Labels the lines.
fn judge(page: &Page, read: &Read, model: &Model) -> Vec<Verdict> {
    let lines = &read.lines;
    let ruled = ruled(lines);
    let read = Lines::new(page, read, &ruled);
    let mut features = Features::default();
    let scores: Vec<PerLabel> = (0..lines.len())
        .map(|at| {
            read.read(at, &mut features);
            model.score(lines[at].scores.all(), &features)
        })
        .collect();
    let labels = decode(&scores, |at| model.changes(read.context(at)));
    let labels = labels.into_iter().zip(ruled).zip(scores);
    labels
        .map(|((label, ruled), scores)| Verdict {
            scores,
            ruled,
            label,
            overruled: false,
        })
        .collect()
}

/// Lets a clause that speaks for the whole line ("… is a plus") overrule must and wish.
fn overrule(page: &Page, languages: &Languages, line: &Line, verdict: &mut Verdict) {
    let (must, wish) = (
        SectionKind::Required as usize,
        SectionKind::Preferred as usize,
    );
    if verdict.label != must && verdict.label != wish {
        return;
    }
    if let Some(clause) = clause_priority(page, line.range.clone(), languages)
        && clause.whole_line
    {
        let label = match clause.priority {
            Priority::Required => must,
            Priority::Preferred => wish,
        };
        verdict.overruled = verdict.label != label;
        verdict.label = label;
    }
}

/// Says why each block is what it is.
fn reasons(page: &Page, segments: &[Segment], lines: &[Line], verdicts: &[Verdict]) -> Vec<String> {
    let furniture = |why| format!("furniture: {why}");
    let blocks = page.blocks.iter();
    let mut reasons: Vec<String> = blocks
        .map(|block| block.furniture.map_or_else(String::new, furniture))
        .collect();
    for (line, verdict) in lines.iter().zip(verdicts) {
        let heading = segments[line.segment].heading.as_ref();
        let heading = heading.map(|heading| &page.text[heading.range.clone()]);
        reasons[line.block] = line.scores.why(page, verdict, heading);
    }
    reasons
}

/// Writes roles and sections.
fn build(
    page: &Page,
    segments: &[Segment],
    lines: &[Line],
    verdicts: &[Verdict],
    outline: &mut Outline,
) {
    let mut last: Option<(usize, SectionKind)> = None;
    for (line, verdict) in lines.iter().zip(verdicts) {
        let label = verdict.label;
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
