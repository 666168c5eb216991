//! Skills: how often they are asked, and which are asked together.

use std::collections::{BTreeMap, HashMap, HashSet};

use jobgist::{Posting, Priority};

use super::groups::bounded;

/// Skills of one posting whose pairs are counted, best first: a page that lists a thousand would
/// have half a million.
const PAIRED: usize = 40;

/// A skill's number; the names stand in [`Names`].
pub(super) type SkillId = u32;

/// Names, each once.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: HashMap<String, SkillId>,
    names: Vec<String>,
}

impl Names {
    fn id(&mut self, name: &str) -> SkillId {
        let name = &bounded(name);
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = SkillId::try_from(self.names.len()).unwrap_or(SkillId::MAX);
        self.ids.insert(name.to_owned(), id);
        self.names.push(name.to_owned());
        id
    }

    pub(super) fn name(&self, id: SkillId) -> &str {
        self.names.get(id as usize).map_or("", String::as_str)
    }
}

/// How a posting asks for a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A must-have names it.
    Must,
    /// Only nice-to-haves name it.
    Nice,
    /// It is named elsewhere: in the duties, in what the role is about.
    Named,
}

/// Postings that ask for a skill.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Demand {
    pub(super) must: u64,
    pub(super) nice: u64,
    pub(super) named: u64,
}

impl Demand {
    pub(super) fn all(self) -> u64 {
        self.must + self.nice + self.named
    }

    pub(super) fn add(&mut self, asked: Asked) {
        match asked {
            Asked::Must => self.must += 1,
            Asked::Nice => self.nice += 1,
            Asked::Named => self.named += 1,
        }
    }
}

/// The skills of a posting, best first, each once, and how they are asked. A line that says that
/// something is not needed asks for nothing.
pub(super) fn of(posting: &Posting, names: &mut Names) -> Vec<(SkillId, Asked)> {
    let mut asked: BTreeMap<&str, Priority> = BTreeMap::new();
    for line in posting.requirements.iter().filter(|line| !line.negated) {
        for skill in &line.skills {
            let priority = asked.entry(skill).or_insert(line.priority);
            *priority = (*priority).min(line.priority);
        }
    }
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for skill in &posting.skills {
        let id = names.id(&skill.name);
        if !seen.insert(id) {
            continue;
        }
        let how = match asked.get(skill.name.as_str()) {
            Some(Priority::Required) => Asked::Must,
            Some(Priority::Preferred) => Asked::Nice,
            None => Asked::Named,
        };
        found.push((id, how));
    }
    found
}

/// Postings that name two skills together.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The smaller number goes first.
    counts: HashMap<(SkillId, SkillId), u64>,
}

impl Pairs {
    pub(super) fn add(&mut self, skills: &[(SkillId, Asked)]) {
        let skills = &skills[..skills.len().min(PAIRED)];
        for (at, (one, _)) in skills.iter().enumerate() {
            for (other, _) in &skills[at + 1..] {
                let pair = (*one.min(other), *one.max(other));
                *self.counts.entry(pair).or_default() += 1;
            }
        }
    }

    /// The pairs of at least so many postings, in no order.
    pub(super) fn of_at_least(
        &self,
        least: u64,
    ) -> impl Iterator<Item = ((SkillId, SkillId), u64)> {
        self.counts
            .iter()
            .filter(move |(_, count)| **count >= least)
            .map(|(pair, count)| (*pair, *count))
    }
}
