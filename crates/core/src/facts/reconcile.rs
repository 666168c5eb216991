//! Chooses among the sources of a fact and keeps what disagrees.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Candidate;
use crate::posting::{Conflict, Evidence, EvidenceSource, Stated};

/// Names of all facts, in the order of the record.
pub(crate) const FACTS: [&str; 19] = [
    "title",
    "company",
    "job_id",
    "locations",
    "locations_mode",
    "workplace",
    "employment_types",
    "duration",
    "start_date",
    "date_posted",
    "valid_through",
    "salary",
    "experience_years",
    "education",
    "languages",
    "seniority",
    "hours",
    "travel",
    "work_authorization",
];

/// What has been found so far: evidence, conflicts, and which facts have a value.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) evidence: BTreeMap<String, Vec<Evidence>>,
    pub(crate) conflicts: Vec<Conflict>,
    stated: Vec<&'static str>,
}

impl Ledger {
    /// Takes the strongest candidate (the earliest of equals). Evidence of candidates that agree
    /// is kept with it. The best candidate of another source that disagrees becomes a conflict.
    pub(crate) fn choose<T: PartialEq + Clone + Serialize>(
        &mut self,
        fact: &'static str,
        candidates: Vec<Candidate<T>>,
    ) -> Option<T> {
        let mut best: Option<&Candidate<T>> = None;
        for candidate in candidates.iter().filter(|c| c.value.is_some()) {
            if best.is_none_or(|b| candidate.weight > b.weight) {
                best = Some(candidate);
            }
        }
        let Some(best) = best else {
            let vague: Vec<_> = candidates
                .into_iter()
                .map(|c| Evidence {
                    stated: Stated::Vague,
                    ..c.evidence
                })
                .collect();
            if !vague.is_empty() {
                self.evidence.insert(fact.to_owned(), vague);
            }
            return None;
        };
        let mut quotes = vec![best.evidence.clone()];
        let mut rivals: Vec<(EvidenceSource, &Candidate<T>)> = Vec::new();
        for candidate in candidates
            .iter()
            .filter(|c| c.value.is_some() && !std::ptr::eq(*c, best))
        {
            if candidate.value == best.value {
                if !quotes.contains(&candidate.evidence) {
                    quotes.push(candidate.evidence.clone());
                }
                continue;
            }
            let source = candidate.evidence.source;
            let better = match rivals.iter_mut().find(|(s, _)| *s == source) {
                Some((_, rival)) if candidate.weight > rival.weight => {
                    *rival = candidate;
                    false
                }
                Some(_) => false,
                None => true,
            };
            if better {
                rivals.push((source, candidate));
            }
        }
        for (source, rival) in rivals {
            if source != best.evidence.source {
                self.conflicts.push(Conflict {
                    fact: fact.to_owned(),
                    chosen: to_value(&best.value),
                    other: to_value(&rival.value),
                    evidence: vec![best.evidence.clone(), rival.evidence.clone()],
                });
            }
        }
        self.evidence.insert(fact.to_owned(), quotes);
        self.stated.push(fact);
        best.value.clone()
    }

    /// Takes all candidates of a list-valued fact, in order, equal ones once.
    pub(crate) fn collect<T: PartialEq + Clone>(
        &mut self,
        fact: &'static str,
        candidates: Vec<Candidate<T>>,
    ) -> Vec<T> {
        let mut values: Vec<T> = Vec::new();
        let mut quotes = Vec::new();
        for candidate in candidates {
            let stated = if candidate.value.is_some() {
                candidate.evidence.stated
            } else {
                Stated::Vague
            };
            quotes.push(Evidence {
                stated,
                ..candidate.evidence
            });
            if let Some(value) = candidate.value
                && !values.contains(&value)
            {
                values.push(value);
            }
        }
        if !quotes.is_empty() {
            self.evidence.insert(fact.to_owned(), quotes);
        }
        if !values.is_empty() {
            self.stated.push(fact);
        }
        values
    }

    /// Names of the facts without a value.
    pub(crate) fn absent(&self) -> Vec<String> {
        FACTS
            .iter()
            .filter(|fact| !self.stated.contains(fact))
            .map(|fact| (*fact).to_owned())
            .collect()
    }
}

fn to_value<T: Serialize>(value: &T) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or(serde_json::Value::Null)
}
