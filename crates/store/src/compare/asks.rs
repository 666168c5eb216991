//! What postings ask, thing for thing.

use std::collections::{BTreeMap, HashSet};

use jobgist::{Expr, Posting, Priority, Requirement, RequirementKind};

use super::{Asked, Asks, Demand};
use crate::lines;

/// From this likeness on two lines without skills ask the same.
const ALIKE: f64 = 0.5;
/// A line is held against so many before it.
const MOST_LINES: usize = 500;

/// Things in the order in which the postings rank them.
struct Things {
    postings: usize,
    all: Vec<Asked>,
    /// Where the skills stand in the list.
    skills: BTreeMap<String, usize>,
    /// The words of the lines without skills, and where they stand in the list.
    lines: Vec<(HashSet<String>, usize)>,
}

/// Must-haves and nice-to-haves of the postings.
pub(super) fn compare(postings: &[&Posting]) -> (Asks, Asks) {
    let mut things = Things {
        postings: postings.len(),
        all: Vec::new(),
        skills: BTreeMap::new(),
        lines: Vec::new(),
    };
    for (at, posting) in postings.iter().enumerate() {
        for one in posting.requirements.iter().filter(|one| !one.negated) {
            things.add(at, posting, one);
        }
    }
    let is_required = |thing: &Asked| {
        let mut demands = thing.by.iter().flatten();
        demands.any(|demand| demand.priority == Priority::Required)
    };
    let (musts, wishes): (Vec<Asked>, Vec<Asked>) = things.all.into_iter().partition(is_required);
    let sorted = |things, priority| sorted(things, priority, postings.len());
    (
        sorted(musts, Priority::Required),
        sorted(wishes, Priority::Preferred),
    )
}

impl Things {
    fn add(&mut self, posting: usize, record: &Posting, one: &Requirement) {
        // A language may be named as a skill as well, and so may a country or a visa.
        let is_fact = match one.kind {
            RequirementKind::Language => !record.languages.is_empty() && one.skills.len() <= 1,
            RequirementKind::Education => record.education.is_some() && one.skills.len() <= 1,
            RequirementKind::Authorization => record.work_authorization.is_some(),
            _ => false,
        };
        if is_fact {
            return;
        }
        let demand = |alternative| Demand {
            text: one.text.clone(),
            priority: one.priority,
            min_years: one.min_years,
            alternative,
        };
        let alternatives = one.expr.as_ref().map(alternatives).unwrap_or_default();
        for skill in &one.skills {
            let at = match self.skills.get(skill) {
                Some(&at) => at,
                None => {
                    let at = self.push(skill.clone(), RequirementKind::Skill);
                    self.skills.insert(skill.clone(), at);
                    at
                }
            };
            self.put(at, posting, demand(alternatives.contains(skill.as_str())));
        }
        if one.skills.is_empty() {
            let at = self.line(one);
            self.put(at, posting, demand(false));
        }
    }

    /// Where the line stands that is most like this one; its own place where none is.
    fn line(&mut self, one: &Requirement) -> usize {
        let bag = lines::bag(&one.text);
        let likeness = |(other, at): &(HashSet<String>, usize)| {
            let likeness = lines::overlap(&bag, other);
            (likeness >= ALIKE && self.all[*at].kind == one.kind).then_some((likeness, *at))
        };
        let best = self.lines.iter().take(MOST_LINES).filter_map(likeness);
        let best = best.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        let at = match best {
            Some((_, at)) => at,
            None => self.push(one.text.clone(), one.kind),
        };
        self.lines.push((bag, at));
        at
    }

    fn push(&mut self, name: String, kind: RequirementKind) -> usize {
        self.all.push(Asked {
            name,
            kind,
            by: vec![None; self.postings],
        });
        self.all.len() - 1
    }

    /// Keeps the firmest demand of a posting: a must before a wish, more years before fewer, the thing
    /// itself before one of several.
    fn put(&mut self, at: usize, posting: usize, demand: Demand) {
        let firmness = |demand: &Demand| {
            let years = demand.min_years.unwrap_or(0.0);
            (
                demand.priority == Priority::Required,
                years,
                !demand.alternative,
            )
        };
        let slot = &mut self.all[at].by[posting];
        if slot
            .as_ref()
            .is_none_or(|old| firmness(old) < firmness(&demand))
        {
            *slot = Some(demand);
        }
    }
}

/// Skills of which others would do as well.
fn alternatives(tree: &Expr) -> HashSet<&str> {
    fn walk<'a>(tree: &'a Expr, is_alternative: bool, found: &mut HashSet<&'a str>) {
        match tree {
            Expr::AllOf { all_of } => all_of
                .iter()
                .for_each(|branch| walk(branch, is_alternative, found)),
            Expr::AnyOf { any_of, open } => {
                let several = any_of.len() > 1 || *open;
                any_of
                    .iter()
                    .for_each(|branch| walk(branch, is_alternative || several, found));
            }
            Expr::AtLeast { at_least, of } => {
                let several = *at_least < of.len();
                of.iter()
                    .for_each(|branch| walk(branch, is_alternative || several, found));
            }
            Expr::Skill { skill } if is_alternative => {
                found.insert(skill);
            }
            Expr::Skill { .. } | Expr::Degree { .. } => {}
        }
    }
    let mut found = HashSet::new();
    walk(tree, false, &mut found);
    found
}

/// Things by who asks them with this priority.
fn sorted(things: Vec<Asked>, priority: Priority, postings: usize) -> Asks {
    let mut asks = Asks {
        only: vec![Vec::new(); postings],
        ..Asks::default()
    };
    for thing in things {
        let asks_it =
            |demand: &Option<Demand>| demand.as_ref().is_some_and(|one| one.priority == priority);
        let by: Vec<usize> = (0..postings).filter(|&at| asks_it(&thing.by[at])).collect();
        match by.as_slice() {
            all if all.len() == postings => asks.in_common.push(thing),
            &[one] => asks.only[one].push(thing),
            _ => asks.in_some.push(thing),
        }
    }
    asks
}
