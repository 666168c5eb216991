//! What the words inside a line say about its section.

use std::ops::Range;

use super::classify::{LABELS, Verdict};
use super::model::PerLabel;
use crate::page::Page;
use crate::posting::SectionKind;
use crate::table::{Languages, Lexicon};
use crate::text::tokens::Token;

/// Natural-log odds for each label of a line.
#[derive(Debug, Clone, Default)]
pub(super) struct Scores {
    of: [f32; LABELS],
    /// Cue words that spoke, with the label they spoke for.
    spoke: Vec<(usize, Range<usize>)>,
}

impl Scores {
    pub(super) fn add(&mut self, label: usize, weight: f32) {
        self.of[label] += weight;
    }

    pub(super) fn of(&self, label: usize) -> f32 {
        self.of[label]
    }

    /// The labels that cue words spoke for.
    pub(super) fn heard(&self) -> impl Iterator<Item = usize> {
        self.spoke.iter().map(|(label, _)| *label)
    }

    pub(super) fn all(&self) -> &PerLabel {
        &self.of
    }

    /// Why a label was given, in a few words: who decided, and by how much.
    pub(super) fn why(&self, page: &Page, verdict: &Verdict, heading: Option<&str>) -> String {
        let label = verdict.label;
        let (second, lead) = verdict.lead();
        let by = if verdict.overruled {
            "its own clause".to_owned()
        } else if lead < 0.0 {
            "the lines around it".to_owned()
        } else if verdict.ruled == label {
            "rules and model".to_owned()
        } else {
            format!(
                "the model, where rules alone say {}",
                label_name(verdict.ruled)
            )
        };
        let mut why = format!(
            "{}: by {by}, {lead:+.1} against {}",
            label_name(label),
            label_name(second)
        );
        if let Some(heading) = heading {
            why.push_str(", under “");
            why.push_str(heading);
            why.push('”');
        }
        if let Some((_, cue)) = self.spoke.first()
            && self.heard().any(|heard| heard == label)
        {
            why.push_str(", says “");
            why.push_str(&page.text[cue.clone()]);
            why.push('”');
        }
        why
    }
}

/// The name of a label.
pub(super) fn label_name(label: usize) -> &'static str {
    SectionKind::ALL
        .get(label)
        .map_or("meta", |kind| kind.name())
}

/// The cues of a posting's languages.
pub(super) struct Cues<'l> {
    languages: &'l Languages,
}

impl<'l> Cues<'l> {
    pub(super) fn new(languages: &'l Languages) -> Self {
        Self { languages }
    }

    /// Scores a line. Every further cue for a label counts for less, and cues count for less in
    /// long prose, which holds all sorts of words.
    pub(super) fn score(&self, page: &Page, range: &Range<usize>) -> Scores {
        let tokens = page.tokens_in(range);
        let mut scores = Scores::default();
        let mut heard = [0u8; LABELS];
        #[expect(clippy::cast_precision_loss, reason = "lines are short")]
        let dilution = 1.0 / (1.0 + (tokens.len() as f32 / 70.0));
        let text = &page.text[range.clone()];
        let several_sentences = text.contains(". ") || text.contains("! ");
        let several_clauses = several_sentences || text.contains(';');
        for tables in &self.languages.tables {
            let mut hear = |row: u32, span: &[Token], damp: f32| {
                let row = &tables.cues.cue[row as usize];
                let label = row.section as usize;
                let fade = [1.0, 0.5, 0.25][usize::from(heard[label].min(2))];
                heard[label] = heard[label].saturating_add(1);
                scores.of[label] += row.weight * fade * damp;
                if let (Some(a), Some(b)) = (span.first(), span.last()) {
                    scores.spoke.push((label, a.start as usize..b.end as usize));
                }
            };
            let phrases = &tables.phrases;
            // "To plan the rounds" begins with "plan".
            let begin = (0..2.min(tokens.len()))
                .take_while(|at| *at == 0 || self.languages.is_stopword(&tokens[0]))
                .find_map(|at| phrases.cues_start.longest_at(&page.text, tokens, at));
            if let Some(found) = begin {
                let damp = if several_sentences { 0.6 } else { 1.0 };
                hear(
                    found.id,
                    &tokens[found.first..found.first + found.len],
                    damp,
                );
            }
            for found in phrases.cues_any.find(&page.text, tokens) {
                hear(
                    found.id,
                    &tokens[found.first..found.first + found.len],
                    dilution,
                );
            }
            if !several_clauses
                && let Some((id, at)) = at_end(&phrases.cues_end, &page.text, tokens)
            {
                hear(id, &tokens[at..], 1.0);
            }
        }
        scores
    }
}

/// A phrase that ends the line.
fn at_end(lexicon: &Lexicon, text: &str, tokens: &[Token]) -> Option<(u32, usize)> {
    (tokens.len().saturating_sub(5)..tokens.len()).find_map(|at| {
        let found = lexicon.longest_at(text, tokens, at)?;
        (at + found.len == tokens.len()).then_some((found.id, at))
    })
}
