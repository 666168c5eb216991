//! Adds up what speaks for each label of a line: the heading above, its words, its shape.

use super::classify::META;
use super::cues::{Cues, Scores};
use super::headings::Heading;
use super::segment::{Line, Segment};
use crate::page::{BlockKind, Page};
use crate::posting::SectionKind;
use crate::table::Languages;
use crate::table::rows::Opens;

/// Natural-log odds that a line under a sure heading belongs to it.
const HEADING_WEIGHT: f32 = 4.2;
/// The same for headings that name no one kind of content ("About the job", "Description").
const VAGUE_HEADING_WEIGHT: f32 = 2.0;
/// What remains of a heading's say once its list has ended.
const AFTER_LIST: f32 = 0.35;
/// A line that says "required" in so many words has at least this much for it.
const PLAIN_MUST: f32 = 9.0;
/// What every further line under a heading takes off its say, down to a floor: a long list can
/// leave its heading without a word.
const FADE: f32 = 0.11;
/// The least that remains.
const FLOOR: f32 = 0.4;
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
pub(super) fn score(
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
        let asks = scores.of(SectionKind::Required as usize);
        let say = progress[line.segment].say(line.in_list, page.blocks[line.block].gap);
        if let Some(heading) = &segments[line.segment].heading {
            if let Some(kind) = heading.opens.and_then(Opens::section) {
                previous = Some(kind);
            }
            under_heading(heading, previous, line.in_list, say, &mut scores);
            let wished = heading.opens.and_then(Opens::section).or(previous);
            if wished == Some(SectionKind::Preferred) && asks < PLAIN_MUST {
                // What asks something ("experience with") asks it as a wish under such a heading.
                scores.add(SectionKind::Preferred as usize, asks);
            }
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
        scores.add(pay, 3.5);
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
    // Where nothing speaks, a line is prose or an item rather than a short fact.
    scores.add(META, -1.5);
    if sentence || words > 14 || line.in_list {
        return;
    }
    scores.add(META, 1.5);
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
