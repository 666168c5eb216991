//! A review of the finished record: what it leaves open, and what in it does not go together.

mod contradictions;
mod lines;
#[cfg(test)]
mod tests;
mod topics;

use crate::posting::{Contradiction, Evidence, Posting, Question, Silence, Topic};
use crate::table::Languages;
use lines::Lines;

/// Longest quote, in characters, that a question repeats.
const LONGEST_QUOTE: usize = 90;

impl Posting {
    /// What the posting leaves open, and the questions to ask: those that decide first come first,
    /// and only what matters for a job of its kind is asked.
    ///
    /// `language` (ISO 639-1) is the language to ask in; the posting's own when `None`, and English
    /// where that is not known. A page that holds no posting is asked nothing.
    ///
    /// ```
    /// use jobgist::{Options, Posting, Topic};
    ///
    /// let page = "<h1>Night Baker</h1>\
    ///     <p>Our bakery has three shops in Leeds and looks for a baker who likes the night.</p>\
    ///     <h2>Your tasks</h2><ul><li>Bake bread and rolls</li><li>Keep the ovens clean</li></ul>\
    ///     <h2>Requirements</h2><ul><li>Two years in a bakery</li></ul>\
    ///     <h2>We offer</h2><ul><li>Competitive salary</li></ul>";
    /// let posting = Posting::parse(page.as_bytes(), &Options::default())?;
    /// let questions = posting.questions(Some("en"));
    /// assert_eq!(questions[0].topic, Topic::Pay);
    /// assert!(questions[0].question.contains("Competitive salary"));
    /// # Ok::<(), jobgist::Error>(())
    /// ```
    #[must_use]
    pub fn questions(&self, language: Option<&str>) -> Vec<Question> {
        if !self.holds_posting() {
            return Vec::new();
        }
        let languages = Languages::of(self.source.language.as_deref());
        let lines = Lines::of(self);
        let mut open = topics::open(self, &lines, &languages);
        open.sort_by_key(|(topic, _)| *topic);
        let asked_in = Languages::of(language.or(self.source.language.as_deref()));
        open.into_iter()
            .filter_map(|(topic, evidence)| ask(&asked_in, topic, evidence))
            .collect()
    }

    /// Statements of the posting that do not go together. `today` (ISO 8601) tells whether the
    /// deadline is over; without it nobody knows.
    #[must_use]
    pub fn contradictions(&self, today: Option<&str>) -> Vec<Contradiction> {
        if !self.holds_posting() {
            return Vec::new();
        }
        let languages = Languages::of(self.source.language.as_deref());
        contradictions::find(self, &Lines::of(self), &languages, today)
    }
}

/// The question for what is open, with its vague words where there are some.
fn ask(languages: &Languages, topic: Topic, evidence: Option<Evidence>) -> Option<Question> {
    let (row, text) = languages.questions().find_map(|questions| {
        let row = questions.rows.get(&topic)?;
        let text = match evidence {
            Some(_) => row.vague.as_ref(),
            None => row.absent.as_ref(),
        };
        Some((row, text?))
    })?;
    let question = match &evidence {
        Some(evidence) => text.replace("{quote}", &beginning(&evidence.text)),
        None => text.clone(),
    };
    Some(Question {
        topic,
        kind: if evidence.is_some() {
            Silence::Vague
        } else {
            Silence::Absent
        },
        evidence,
        question,
        why: row.why.clone(),
    })
}

/// A quote on one line, cut between words where it is long.
fn beginning(quote: &str) -> String {
    let quote = quote.trim().trim_end_matches(['.', ',', ';', ':']);
    let Some((cut, _)) = quote.char_indices().nth(LONGEST_QUOTE) else {
        return quote.to_owned();
    };
    let at = quote[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", quote[..at].trim_end_matches([' ', ',', ';', ':']))
}
