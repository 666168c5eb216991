//! Chooses among scored lines: the best first, none that repeats another, within the budget.

use crate::options::SummaryOptions;
use crate::posting::SectionKind;
use crate::reading::Reading;

use super::lines::{Line, words_of};
use super::quote::quoted;

/// What a line loses when all of its words stand in a line chosen before (maximal marginal
/// relevance).
const REPEATS: f64 = 0.1;
/// What a line loses for every line of its section chosen before.
const SHARE: f64 = 0.01;

/// Chooses lines, best first.
pub(super) fn select<'l>(
    reading: &Reading<'_>,
    lines: &'l [Line],
    options: &SummaryOptions,
) -> Vec<&'l Line> {
    let words: Vec<Vec<u64>> = lines
        .iter()
        .map(|line| words_of(reading, &line.quote))
        .collect();
    let mut left: Vec<usize> = (0..lines.len()).collect();
    let mut repeats = vec![0.0_f64; lines.len()];
    let mut shares = [0.0_f64; SectionKind::ALL.len()];
    // Words and characters.
    let mut left_over = [options.words, options.chars];
    let mut chosen: Vec<&Line> = Vec::new();
    while chosen.len() < options.lines {
        let worth =
            |at: &usize| lines[*at].score - repeats[*at] - shares[lines[*at].section as usize];
        let best = left.iter().enumerate().reduce(|best, next| {
            if worth(next.1) > worth(best.1) {
                next
            } else {
                best
            }
        });
        let Some((place, at)) = best.map(|(place, at)| (place, *at)) else {
            break;
        };
        left.remove(place);
        let line = &lines[at];
        let text = &reading.page.text[line.quote.clone()];
        left.retain(|other| reading.page.text[lines[*other].quote.clone()] != *text);
        let quote = quoted(&reading.page.text, &line.item, &line.quote);
        let cost = [quote.split_whitespace().count(), quote.chars().count()];
        let fits = cost
            .iter()
            .zip(&left_over)
            .all(|(cost, left)| left.is_none_or(|left| *cost <= left));
        if !fits {
            continue;
        }
        for (left, cost) in left_over.iter_mut().zip(cost) {
            *left = left.map(|left| left - cost);
        }
        chosen.push(line);
        shares[line.section as usize] += SHARE;
        for other in &left {
            let overlap = overlap(&words[at], &words[*other]);
            repeats[*other] = repeats[*other].max(overlap * REPEATS);
        }
    }
    chosen
}

/// Share of the shorter line's words that the other has too.
#[expect(clippy::cast_precision_loss, reason = "lines are short")]
fn overlap(left: &[u64], right: &[u64]) -> f64 {
    let shorter = left.len().min(right.len());
    if shorter == 0 {
        return 0.0;
    }
    let shared = left.iter().filter(|word| right.binary_search(word).is_ok());
    shared.count() as f64 / shorter as f64
}
