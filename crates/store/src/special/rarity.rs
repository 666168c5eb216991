//! What few others ask, and what most others ask.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use jobgist::{FACTS, Posting, Priority, Requirement};

use super::{Missing, Rare, Share};
use crate::lines;

/// From this likeness on two lines ask the same.
const ALIKE: f64 = 0.5;
/// So many lines of a posting are looked for in others.
const MOST_LINES: usize = 200;
/// Facts whose absence says something; the others depend on the job.
const LOOKED_FOR: [&str; 8] = [
    "company",
    "locations",
    "workplace",
    "employment_types",
    "salary",
    "valid_through",
    "hours",
    "duration",
];

/// What a posting asks, and how many others ask the same.
pub(super) struct Rarity<'a> {
    one: &'a Posting,
    /// The firmest line that asks for a skill, and how many others name the skill.
    skills: BTreeMap<&'a str, (&'a Requirement, usize)>,
    /// Lines that name no skill, their words, and how many others have a line like it.
    lines: Vec<(&'a Requirement, HashSet<String>, usize)>,
    /// Skills that others require and this one does not name, and how many do.
    unnamed: BTreeMap<String, usize>,
    /// How many others state a fact.
    facts: BTreeMap<&'static str, usize>,
}

impl<'a> Rarity<'a> {
    pub(super) fn of(one: &'a Posting) -> Self {
        let mut skills: BTreeMap<&str, (&Requirement, usize)> = BTreeMap::new();
        let mut lines = Vec::new();
        for asked in one.requirements.iter().filter(|asked| !asked.negated) {
            for skill in &asked.skills {
                let firmest = skills.entry(skill).or_insert((asked, 0));
                if asked.priority < firmest.0.priority {
                    firmest.0 = asked;
                }
            }
            if asked.skills.is_empty() && lines.len() < MOST_LINES {
                lines.push((asked, lines::bag(&asked.text), 0));
            }
        }
        Self {
            one,
            skills,
            lines,
            unnamed: BTreeMap::new(),
            facts: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, other: &Posting) {
        let named = other.skills.iter().map(|skill| skill.name.as_str());
        let asked = other
            .requirements
            .iter()
            .flat_map(|one| &one.skills)
            .map(String::as_str);
        let named: BTreeSet<&str> = named.chain(asked).collect();
        for (skill, (_, count)) in &mut self.skills {
            *count += usize::from(named.contains(skill));
        }
        let bags: Vec<HashSet<String>> = match self.lines.is_empty() {
            true => Vec::new(),
            false => other
                .requirements
                .iter()
                .map(|one| lines::bag(&one.text))
                .collect(),
        };
        for (_, words, count) in &mut self.lines {
            *count += usize::from(bags.iter().any(|bag| lines::overlap(words, bag) >= ALIKE));
        }
        let musts = other
            .requirements
            .iter()
            .filter(|one| one.priority == Priority::Required && !one.negated);
        let required: BTreeSet<&String> = musts.flat_map(|one| &one.skills).collect();
        let is_named = |name: &str| self.one.skills.iter().any(|skill| skill.name == name);
        for skill in required {
            if !self.skills.contains_key(skill.as_str()) && !is_named(skill) {
                *self.unnamed.entry(skill.clone()).or_default() += 1;
            }
        }
        for fact in LOOKED_FOR {
            let is_stated = !other.absent.iter().any(|absent| absent == fact);
            *self.facts.entry(fact).or_default() += usize::from(is_stated);
        }
    }

    /// What is rare here, and what is missing; of so many others.
    pub(super) fn finish(self, of: usize) -> (Vec<Rare>, Vec<Missing>) {
        (self.rare(of), self.missing(of))
    }

    fn rare(&self, of: usize) -> Vec<Rare> {
        let rare = |name: &str, asked: &Requirement, count| Rare {
            name: name.to_owned(),
            text: asked.text.clone(),
            required: asked.priority == Priority::Required,
            share: Share { count, of },
        };
        let skills = self
            .skills
            .iter()
            .map(|(skill, (asked, count))| rare(skill, asked, *count));
        let lines = self
            .lines
            .iter()
            .map(|(asked, _, count)| rare(&asked.text, asked, *count));
        let mut found: Vec<Rare> = skills
            .chain(lines)
            .filter(|one| one.share.is_rare())
            .collect();
        found.sort_by(|one, other| {
            let key = |rare: &Rare| (rare.share.count, !rare.required);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.name.cmp(&other.name))
        });
        found
    }

    fn missing(&self, of: usize) -> Vec<Missing> {
        let skills = self
            .unnamed
            .iter()
            .map(|(name, count)| (name.as_str(), false, *count));
        let is_absent = |fact: &str| self.one.absent.iter().any(|absent| absent == fact);
        let facts = self.facts.iter().filter(|(fact, _)| is_absent(fact));
        let facts = facts.map(|(&fact, count)| (fact, true, *count));
        let missing = skills.chain(facts).map(|(name, is_fact, count)| Missing {
            name: name.to_owned(),
            is_fact,
            share: Share { count, of },
        });
        let mut found: Vec<Missing> = missing.filter(|one| one.share.is_usual()).collect();
        // Skills before facts of the same frequency, facts in the order of the record.
        let place = |name: &str| FACTS.iter().position(|fact| *fact == name);
        found.sort_by(|one, other| {
            let key = |of: &Missing| (Reverse(of.share.count), of.is_fact, place(&of.name));
            key(one)
                .cmp(&key(other))
                .then_with(|| one.name.cmp(&other.name))
        });
        found
    }
}
