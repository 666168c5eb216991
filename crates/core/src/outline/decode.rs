//! The best sequence of labels over the whole posting, by dynamic programming (Viterbi 1967).

use super::classify::LABELS;
use super::model::PerLabel;
use super::segment::Line;
use crate::posting::SectionKind;

/// Cost of a change of label between lines of one list.
const CHANGE_IN_LIST: f32 = 3.2;
/// Cost of a change where a list ends.
const CHANGE_AFTER_LIST: f32 = 0.6;
/// Cost of a change between other neighbours.
const CHANGE: f32 = 1.3;
/// Cost of a change between must and wish, or pay and benefits: they share lists.
const CHANGE_TO_KIN: f32 = 0.8;

/// The best sequence of labels (Viterbi). `change` gives what going from one label to another adds
/// at a line.
pub(super) fn decode(
    scores: &[PerLabel],
    change: impl Fn(usize, usize, usize) -> f32,
) -> Vec<usize> {
    let mut back: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
    let mut best = [0f32; LABELS];
    for (at, scores) in scores.iter().enumerate() {
        let mut next = [f32::MIN; LABELS];
        let mut from = [0; LABELS];
        for (label, slot) in next.iter_mut().enumerate() {
            for (last, so_far) in best.iter().enumerate() {
                let added = if at == 0 {
                    0.0
                } else {
                    change(at, last, label)
                };
                let value = so_far + added;
                if value > *slot {
                    *slot = value;
                    from[label] = last;
                }
            }
            *slot += scores[label];
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

/// The labels that the rules alone give.
pub(super) fn ruled(lines: &[Line]) -> Vec<usize> {
    let scores: Vec<PerLabel> = lines.iter().map(|line| *line.scores.all()).collect();
    decode(&scores, |at, from, to| {
        -change(&lines[at - 1], &lines[at], from, to)
    })
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
