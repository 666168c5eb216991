//! What the words of a heading open.

use super::Languages;
use super::rows::Opens;
use crate::text::tokens::Token;

/// What the vocabulary says of some words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meaning {
    pub(crate) opens: Opens,
    /// Share of the content words that the vocabulary knows, 0 to 1.
    pub(crate) coverage: f32,
}

/// What the beginning of a heading is worth, as a share of its words.
const START_COVERAGE: f32 = 0.62;

impl Languages {
    /// What the vocabulary says that some words open, where it knows a fair share of them.
    pub(crate) fn meaning(&self, text: &str, tokens: &[Token]) -> Option<Meaning> {
        self.any_meaning(text, tokens)
            .filter(|best| best.coverage >= 0.3)
    }

    /// The same, however few of the words it knows.
    pub(crate) fn any_meaning(&self, text: &str, tokens: &[Token]) -> Option<Meaning> {
        let content = tokens
            .iter()
            .filter(|t| !self.is_stopword(t))
            .count()
            .max(1);
        let mut best: Option<Meaning> = None;
        let mut offer = |opens: Opens, coverage: f32| {
            // The longer phrase knows better; of equals, the first.
            if best.is_none_or(|b| coverage > b.coverage + 0.01) {
                best = Some(Meaning { opens, coverage });
            }
        };
        for tables in &self.tables {
            let phrases = &tables.phrases;
            for found in phrases.headings.find(text, tokens) {
                let row = &tables.headings.heading[found.id as usize];
                let span = &tokens[found.first..found.first + found.len];
                let all = found.len == tokens.len();
                let known = span.iter().filter(|t| !self.is_stopword(t)).count().max(1);
                #[expect(clippy::cast_precision_loss, reason = "headings are short")]
                let coverage = if all {
                    1.0
                } else {
                    (known as f32 / content as f32).min(1.0)
                };
                if all || !row.whole {
                    offer(row.section, coverage);
                }
            }
            if let Some(found) = phrases.headings_start.longest_at(text, tokens, 0)
                && found.len < tokens.len()
            {
                offer(
                    tables.headings.heading[found.id as usize].section,
                    START_COVERAGE,
                );
            }
        }
        best
    }
}
