//! The word tables of a language, ready for lookup.

use super::Lexicon;
use super::lexicon::KeySet;
use super::rows::{CuePlace, Cues, Furniture, Headings, Reach, Words};
use crate::text::tokens::{Token, word_key};

/// Lexicons over the rows of `headings.toml`, `cues.toml` and `furniture.toml`; the number of a
/// phrase is the index of its row.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    pub(crate) headings: Lexicon,
    /// Words that count when they begin a heading.
    pub(crate) headings_start: Lexicon,
    pub(crate) cues_start: Lexicon,
    pub(crate) cues_any: Lexicon,
    pub(crate) cues_end: Lexicon,
    /// Furniture that is a whole line, by reach.
    pub(crate) lines: Lexicon,
    pub(crate) inside: Lexicon,
    pub(crate) sections: Lexicon,
    pub(crate) ends: Lexicon,
    /// Words that negate what follows.
    pub(crate) negations_before: Lexicon,
    /// Words that negate what stands before them.
    pub(crate) negations_after: Lexicon,
    stop: KeySet,
}

impl Phrases {
    /// Builds the lexicons of a language.
    pub(crate) fn build(
        words: &Words,
        headings: &Headings,
        cues: &Cues,
        furniture: &Furniture,
    ) -> Self {
        let mut phrases = Self {
            stop: words.stopwords.iter().map(|w| word_key(w)).collect(),
            ..Self::default()
        };
        for word in &words.negation_before {
            phrases.negations_before.insert(word, 0);
        }
        for word in &words.negation_after {
            phrases.negations_after.insert(word, 0);
        }
        for (id, row) in (0u32..).zip(&headings.heading) {
            let lexicon = if row.start {
                &mut phrases.headings_start
            } else {
                &mut phrases.headings
            };
            for word in &row.words {
                lexicon.insert(word, id);
            }
        }
        for (id, row) in (0u32..).zip(&cues.cue) {
            let lexicon = match row.at {
                CuePlace::Any => &mut phrases.cues_any,
                CuePlace::Start => &mut phrases.cues_start,
                CuePlace::End => &mut phrases.cues_end,
            };
            for word in &row.words {
                lexicon.insert(word, id);
            }
        }
        for (id, row) in (0u32..).zip(&furniture.furniture) {
            for phrase in row.phrases() {
                match row.reach {
                    Reach::Line => phrases.lines.insert(&phrase, id),
                    Reach::Inside => phrases.inside.insert(&phrase, id),
                    Reach::Section => phrases.sections.insert(&phrase, id),
                    Reach::Box => {
                        phrases.lines.insert(&phrase, id);
                        phrases.sections.insert(&phrase, id)
                    }
                    Reach::End => phrases.ends.insert(&phrase, id),
                };
            }
        }
        phrases
    }

    /// Whether a token is a word of grammar.
    pub(crate) fn is_stopword(&self, token: &Token) -> bool {
        self.stop.contains(&token.key)
    }
}
