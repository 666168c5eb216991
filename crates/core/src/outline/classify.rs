//! Gives every line of the posting its section: headings, cues and the order of lines in one score.
//!
//! The best sequence of labels is found by dynamic programming (Viterbi 1967) over the whole
//! posting: a line's own words, the heading above it and its neighbours all have a say.

use std::ops::Range;

use super::decode::decode;
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
    let mut labels = decode(&lines);
    for (line, label) in lines.iter().zip(&mut labels) {
        overrule(page, languages, line, label);
    }
    build(page, &segments, &lines, &labels, &mut outline);
    outline
}

/// Lets a clause that speaks for the whole line ("… is a plus") overrule must and wish.
fn overrule(page: &Page, languages: &Languages, line: &Line, label: &mut usize) {
    let (must, wish) = (
        SectionKind::Required as usize,
        SectionKind::Preferred as usize,
    );
    if *label != must && *label != wish {
        return;
    }
    if let Some(clause) = clause_priority(page, line.range.clone(), languages)
        && clause.whole_line
    {
        *label = match clause.priority {
            Priority::Required => must,
            Priority::Preferred => wish,
        };
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
