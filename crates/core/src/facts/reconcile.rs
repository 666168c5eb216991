//! Chooses among the sources of a fact and keeps what disagrees.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Candidate;
use crate::posting::{Conflict, Evidence, EvidenceSource, FACTS, Stated};
use crate::text::fold::plain;

/// More quotes than this prove no more.
const MAX_QUOTES: usize = 100;

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
        self.choose_where(fact, candidates, |left, right| left == right)
    }

    /// The same for names: one that is a part of the other ("Pellwick" of "Pellwick Foods Ltd")
    /// is no disagreement. A page's head speaks of its site as much as of the job, so what it says
    /// is evidence where it agrees and no conflict where it does not.
    pub(crate) fn choose_name(
        &mut self,
        fact: &'static str,
        candidates: Vec<Candidate<String>>,
    ) -> Option<String> {
        let kept = self.conflicts.len();
        let chosen = self.choose_where(fact, candidates, |left, right| {
            let (left, right) = (plain(left), plain(right));
            left.contains(&right) || right.contains(&left)
        });
        let of_head = |conflict: &Conflict| {
            conflict
                .evidence
                .iter()
                .any(|quote| quote.source == EvidenceSource::Meta)
        };
        let new = self.conflicts.split_off(kept);
        self.conflicts
            .extend(new.into_iter().filter(|conflict| !of_head(conflict)));
        chosen
    }

    fn choose_where<T: Clone + Serialize>(
        &mut self,
        fact: &'static str,
        candidates: Vec<Candidate<T>>,
        agree: impl Fn(&T, &T) -> bool,
    ) -> Option<T> {
        let Some((best, value)) = strongest(&candidates) else {
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
        let mut rivals: BTreeMap<EvidenceSource, (&Candidate<T>, &T)> = BTreeMap::new();
        for candidate in &candidates {
            let Some(other) = &candidate.value else {
                continue;
            };
            if agree(value, other) {
                if quotes.len() < MAX_QUOTES && !quotes.contains(&candidate.evidence) {
                    quotes.push(candidate.evidence.clone());
                }
            } else if candidate.evidence.source != best.evidence.source {
                let rival = rivals
                    .entry(candidate.evidence.source)
                    .or_insert((candidate, other));
                if candidate.weight > rival.0.weight {
                    *rival = (candidate, other);
                }
            }
        }
        self.conflicts
            .extend(rivals.into_values().map(|(rival, other)| Conflict {
                fact: fact.to_owned(),
                chosen: to_value(value),
                other: to_value(other),
                evidence: vec![best.evidence.clone(), rival.evidence.clone()],
            }));
        self.evidence.insert(fact.to_owned(), quotes);
        self.stated.push(fact);
        Some(value.clone())
    }

    /// Keeps, as a conflict, the first other line of the visible text that says something else and
    /// nothing beside it: `differs` tells so of two candidates, the chosen one first.
    pub(crate) fn keep_second<T: Serialize>(
        &mut self,
        fact: &'static str,
        candidates: &[Candidate<T>],
        differs: impl Fn(&Candidate<T>, &Candidate<T>) -> bool,
    ) {
        let Some((best, value)) = strongest(candidates) else {
            return;
        };
        let firm = |quote: &Evidence| {
            quote.source == EvidenceSource::Body && quote.stated == Stated::Stated
        };
        let second = candidates.iter().find(|second| {
            firm(&second.evidence)
                && second.evidence.block != best.evidence.block
                && differs(best, second)
        });
        if let Some(second) = second.filter(|_| firm(&best.evidence))
            && let Some(other) = &second.value
        {
            self.conflicts.push(Conflict {
                fact: fact.to_owned(),
                chosen: to_value(value),
                other: to_value(other),
                evidence: vec![best.evidence.clone(), second.evidence.clone()],
            });
        }
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

/// The strongest candidate that has a value, the earliest of equals.
fn strongest<T>(candidates: &[Candidate<T>]) -> Option<(&Candidate<T>, &T)> {
    let mut best: Option<(&Candidate<T>, &T)> = None;
    for candidate in candidates {
        if let Some(value) = &candidate.value
            && best.is_none_or(|(b, _)| candidate.weight > b.weight)
        {
            best = Some((candidate, value));
        }
    }
    best
}

fn to_value<T: Serialize>(value: &T) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or(serde_json::Value::Null)
}
