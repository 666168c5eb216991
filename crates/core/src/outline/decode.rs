//! The best sequence of labels over the whole posting, by dynamic programming (Viterbi 1967).

use super::classify::LABELS;
use super::model::PerLabel;
use super::segment::Line;
use crate::posting::SectionKind;

/// Cost of a change of label at a heading, whatever the labels.
const CHANGE_AT_HEADING: f32 = 0.4;
/// Cost of a change of label between lines of one list.
const CHANGE_IN_LIST: f32 = 3.2;
/// Cost of a change where a list ends.
const CHANGE_AFTER_LIST: f32 = 0.6;
/// Cost of a change between other neighbours.
const CHANGE: f32 = 1.3;
/// Cost of a change between must and wish, or pay and benefits: they share lists.
const CHANGE_TO_KIN: f32 = 0.8;

/// What going from one label (first index) to another adds.
pub(super) type Changes = [PerLabel; LABELS];

/// The best sequence of labels (Viterbi). `changes` gives what a change adds at a line.
pub(super) fn decode<'c>(
    scores: &[PerLabel],
    changes: impl Fn(usize) -> &'c Changes,
) -> Vec<usize> {
    let mut back: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
    let mut best = [0f32; LABELS];
    for (at, scores) in scores.iter().enumerate() {
        let mut next = [f32::MIN; LABELS];
        let mut from = [0; LABELS];
        let changes = if at == 0 { &FREE } else { changes(at) };
        for (last, (so_far, changes)) in best.iter().zip(changes).enumerate() {
            for label in 0..LABELS {
                let value = so_far + changes[label];
                if value > next[label] {
                    next[label] = value;
                    from[label] = last;
                }
            }
        }
        for (next, score) in next.iter_mut().zip(scores) {
            *next += score;
        }
        best = next;
        back.push(from);
    }
    let mut label = top(&best);
    let mut labels = vec![0; scores.len()];
    for at in (0..scores.len()).rev() {
        labels[at] = label;
        label = back[at][label];
    }
    labels
}

/// The label with the highest score, the first of equals.
pub(super) fn top(scores: &PerLabel) -> usize {
    (0..LABELS).fold(0, |top, label| {
        if scores[label] > scores[top] {
            label
        } else {
            top
        }
    })
}

/// Nothing is added: where there is no line before.
static FREE: Changes = [[0.0; LABELS]; LABELS];

/// The labels that the rules alone give.
pub(super) fn ruled(lines: &[Line]) -> Vec<usize> {
    let scores: Vec<PerLabel> = lines.iter().map(|line| *line.scores.all()).collect();
    let costs = [CHANGE_AT_HEADING, CHANGE_IN_LIST, CHANGE_AFTER_LIST, CHANGE];
    let [at_heading, in_list, after_list, plain] = costs.map(changes);
    decode(&scores, |at| {
        let (last, line) = (&lines[at - 1], &lines[at]);
        match (last.in_list, line.in_list) {
            _ if last.segment != line.segment => &at_heading,
            (true, true) => &in_list,
            (true, false) => &after_list,
            _ => &plain,
        }
    })
}

/// What changes add where one costs so much.
fn changes(cost: f32) -> Changes {
    let mut changes = FREE;
    for (from, changes) in changes.iter_mut().enumerate() {
        for (to, added) in changes.iter_mut().enumerate() {
            if from != to {
                *added = -if cost > CHANGE_AT_HEADING && are_kin(from, to) {
                    CHANGE_TO_KIN
                } else {
                    cost
                };
            }
        }
    }
    changes
}

/// Whether lines of two labels share lists.
fn are_kin(from: usize, to: usize) -> bool {
    let is = |kind: SectionKind, label: usize| kind as usize == label;
    let kin = |a: SectionKind, b: SectionKind| is(a, from) && is(b, to) || is(b, from) && is(a, to);
    kin(SectionKind::Required, SectionKind::Preferred)
        || kin(SectionKind::Benefits, SectionKind::Compensation)
}
