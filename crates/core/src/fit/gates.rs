//! Gates: what the posting asks of everybody, and what the person wishes; a file a sort.
//!
//! A fact that the posting does not state makes no gate. Where the profile has a word on it, it is
//! named as not stated.

mod demands;
mod permits;
mod places;
mod terms;
#[cfg(test)]
mod terms_tests;
#[cfg(test)]
mod tests;

use super::person::{Answer, Person};
use super::quotes::Quotes;
use super::record::{Gate, GateKind, Outcome};
use super::tree::Truth;
use crate::posting::Posting;

/// The gates of a posting on their way.
pub(super) struct Gates<'a> {
    posting: &'a Posting,
    person: &'a Person<'a>,
    quotes: &'a Quotes<'a>,
    gates: Vec<Gate>,
    not_stated: Vec<GateKind>,
}

/// What comes of the gates.
pub(super) struct Read {
    pub(super) gates: Vec<Gate>,
    pub(super) not_stated: Vec<GateKind>,
}

/// Reads all gates; `licences`: those of the must-haves.
pub(super) fn read(
    posting: &Posting,
    person: &Person<'_>,
    quotes: &Quotes<'_>,
    licences: Vec<Gate>,
) -> Read {
    let mut gates = Gates {
        posting,
        person,
        quotes,
        gates: Vec::new(),
        not_stated: Vec::new(),
    };
    gates.deadline();
    gates.degree();
    gates.experience();
    gates.languages();
    gates.gates.extend(licences);
    gates.permits();
    gates.place();
    gates.start();
    gates.duration();
    gates.hours();
    gates.workplace();
    gates.employment_type();
    gates.pay();
    Read {
        gates: gates.gates,
        not_stated: gates.not_stated,
    }
}

/// The answer to what a posting says of permissions, where it says something.
pub(super) fn permit(posting: &Posting, person: &Person<'_>) -> Option<Answer> {
    let demand = posting.work_authorization.as_ref()?;
    let answers = permits::answers(posting, person, demand);
    answers
        .into_iter()
        .map(|(_, answer)| answer)
        .min_by_key(|answer| answer.truth)
}

impl Gates<'_> {
    /// Adds what the posting asks.
    fn demand(
        &mut self,
        gate: GateKind,
        fact: &str,
        value: Option<&str>,
        asked: &str,
        answer: Answer,
    ) {
        self.add(gate, true, fact, value, asked, answer);
    }

    /// Adds what the person wishes.
    fn wish(&mut self, gate: GateKind, fact: &str, said: &str, answer: Answer) {
        self.add(gate, false, fact, None, said, answer);
    }

    fn add(
        &mut self,
        gate: GateKind,
        hard: bool,
        fact: &str,
        value: Option<&str>,
        said: &str,
        answer: Answer,
    ) {
        self.gates.push(Gate {
            gate,
            outcome: outcome(answer.truth),
            hard,
            reason: format!("{said}: {}", answer.reason),
            posting: self.quotes.sentence(fact, value),
            profile: answer.entry,
        });
    }

    /// Notes that the posting has no word on what the profile has one on.
    fn unsaid(&mut self, gate: GateKind, profile_says: bool) {
        if profile_says {
            self.not_stated.push(gate);
        }
    }
}

/// A truth as the outcome of a gate.
pub(super) fn outcome(truth: Truth) -> Outcome {
    match truth {
        Truth::Yes => Outcome::Pass,
        Truth::Unknown => Outcome::Unknown,
        Truth::No => Outcome::Fail,
    }
}
