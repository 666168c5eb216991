//! The lines of a posting as a trainer needs them.

use super::classify;
use super::cues::label_name;
use super::decode::ruled;
use super::features::{Features, Lines};
use super::model;
use crate::page::Page;
use crate::table::Languages;

/// Number of labels: the eleven kinds of a section, then "meta".
pub const LABELS: usize = classify::LABELS;

/// Number of contexts, the ways in which a line stands to the one before it.
pub const CONTEXTS: usize = model::CONTEXTS;

/// A line, with all that the model is given of it.
#[derive(Debug, Clone)]
pub struct TrainingLine {
    /// Its text.
    pub text: String,
    /// What the rules say for each label.
    pub rules: [f32; LABELS],
    /// How it stands to the line before it: the number of a context; of the first line, 0.
    pub context: usize,
    /// Its features but for words.
    pub shape: Vec<u64>,
    /// Its words.
    pub words: Vec<u64>,
    /// What each of `words` counts for.
    pub weight_of_words: f32,
}

/// The name of a label.
#[must_use]
pub fn name_of(label: usize) -> &'static str {
    label_name(label)
}

/// The lines of a page.
pub(crate) fn lines(page: &Page, languages: &Languages) -> Vec<TrainingLine> {
    let mut outline = classify::unlabelled(page);
    let read = classify::read(page, languages, &mut outline);
    let lines = &read.lines;
    let labels = ruled(lines);
    let read = Lines::new(page, &read, &labels);
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let mut features = Features::default();
            read.read(at, &mut features);
            TrainingLine {
                text: page.text[line.range.clone()].to_owned(),
                rules: *line.scores.all(),
                context: if at == 0 {
                    0
                } else {
                    read.context(at) as usize
                },
                shape: features.shape,
                words: features.words,
                weight_of_words: features.weight_of_words,
            }
        })
        .collect()
}
