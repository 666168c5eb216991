//! What a number of postings ask and give.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use jobgist::{EducationLevel, Posting};
use serde::Serialize;

use super::figures::{Distribution, Share, Values};
use super::groups::workplace;
use super::pay::{Pay, PayRow};
use super::skills::{Asked, Demand, Names, SkillId};

/// Years from which experience is counted as one.
pub(super) const MANY_YEARS: u8 = 15;

/// Counts of some postings: of all, or of a group.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) postings: u64,
    pub(super) skills: HashMap<SkillId, Demand>,
    workplaces: BTreeMap<&'static str, u64>,
    years: Values,
    experience: BTreeMap<u8, u64>,
    education: BTreeMap<EducationLevel, u64>,
    pub(super) pay: Pay,
}

impl Tally {
    pub(super) fn add(&mut self, posting: &Posting, skills: &[(SkillId, Asked)]) {
        self.postings += 1;
        for (skill, asked) in skills {
            self.skills.entry(*skill).or_default().add(*asked);
        }
        if let Some(kind) = posting.workplace {
            *self.workplaces.entry(workplace(kind)).or_default() += 1;
        }
        let years = posting.experience_years.as_ref();
        if let Some(years) = years
            .and_then(|years| years.min)
            .filter(|years| *years >= 0.0)
        {
            self.years.add(years);
            // Whole years, at most `MANY_YEARS`: it fits.
            let whole = years.min(f64::from(MANY_YEARS)) as u8;
            *self.experience.entry(whole).or_default() += 1;
        }
        if let Some(education) = &posting.education {
            *self.education.entry(education.level).or_default() += 1;
        }
        if let Some(salary) = &posting.salary {
            self.pay.add(salary);
        }
    }

    /// Skills of at least so many postings, the most frequent first, equals by name; at most `top`,
    /// and how many there are.
    pub(super) fn skills(&self, names: &Names, least: u64, top: usize) -> Listed<SkillRow> {
        let mut found: Vec<(&str, Demand)> = self
            .skills
            .iter()
            .filter(|(_, demand)| demand.all() >= least)
            .map(|(id, demand)| (names.name(*id), *demand))
            .collect();
        found.sort_unstable_by_key(|(name, demand)| (Reverse(demand.all()), *name));
        let row = |(name, demand): &(&str, Demand)| SkillRow {
            name: (*name).to_owned(),
            all: Share::of(demand.all(), self.postings),
            must: Share::of(demand.must, self.postings),
            nice: Share::of(demand.nice, self.postings),
        };
        Listed {
            total: found.len(),
            shown: found.iter().take(top).map(row).collect(),
        }
    }

    pub(super) fn experience(&self) -> Experience {
        let least = 0..=self.experience.keys().last().copied().unwrap_or(0);
        let bar = |years: u8| Years {
            years,
            count: self.experience.get(&years).copied().unwrap_or(0),
        };
        Experience {
            years: self.years.distribution(),
            counts: if self.experience.is_empty() {
                Vec::new()
            } else {
                least.map(bar).collect()
            },
            not_stated: self.postings.saturating_sub(self.years.total()),
        }
    }

    /// Levels of education from the lowest, and how many postings state none.
    pub(super) fn education(&self) -> Stated {
        let counts = self.education.iter();
        let counts = counts.map(|(level, count)| (level_name(*level), *count));
        Stated::of(counts, self.postings)
    }

    pub(super) fn workplaces(&self) -> Stated {
        let order = ["onsite", "hybrid", "remote"];
        let count = |name| (name, self.workplaces.get(name).copied().unwrap_or(0));
        let counts = order.into_iter().map(count).filter(|(_, count)| *count > 0);
        Stated::of(counts, self.postings)
    }
}

/// The first of a list, and how long it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listed<T> {
    /// Number of entries, those not shown included.
    pub total: usize,
    /// The first entries.
    pub shown: Vec<T>,
}

/// How often a skill is asked. A posting counts once, by the strongest way in which it asks; what
/// `must` and `nice` leave of `all` is named in duties and the like.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SkillRow {
    /// Canonical name.
    pub name: String,
    /// Postings that name it anywhere.
    pub all: Share,
    /// Postings with a must-have that names it.
    pub must: Share,
    /// Postings in which only nice-to-haves name it.
    pub nice: Share,
}

/// Least years of experience asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Experience {
    /// How they are spread, over postings that state them.
    pub years: Option<Distribution>,
    /// Postings by whole years; the last entry holds all from 15 on, where it is 15.
    pub counts: Vec<Years>,
    /// Postings that state none.
    pub not_stated: u64,
}

/// Postings that ask for so many years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Years {
    /// Whole years.
    pub years: u8,
    /// Postings.
    pub count: u64,
}

/// A named count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What is counted.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// Counts of a fact's values, and of postings that do not state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stated {
    /// Number of different values, those not shown included.
    pub total: usize,
    /// Postings by value.
    pub counts: Vec<Count>,
    /// Postings that do not say.
    pub not_stated: u64,
}

impl Stated {
    /// Counts in their order, of a fact that a posting has once.
    fn of<'a>(counts: impl Iterator<Item = (&'a str, u64)>, postings: u64) -> Self {
        let counts: Vec<Count> = counts.map(Count::of).collect();
        let stated = counts.iter().map(|count| count.count).sum();
        Self {
            total: counts.len(),
            counts,
            not_stated: postings.saturating_sub(stated),
        }
    }
}

impl Count {
    pub(super) fn of((name, count): (&str, u64)) -> Self {
        Self {
            name: name.to_owned(),
            count,
        }
    }
}

/// What the postings of a group ask and give.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Its postings, as a share of all.
    pub postings: Share,
    /// Its skills.
    pub skills: Listed<SkillRow>,
    /// Years of experience.
    pub experience: Experience,
    /// Education.
    pub education: Stated,
    /// Where the work is done.
    pub workplaces: Stated,
    /// Pay.
    pub pay: Vec<PayRow>,
}

/// Name of a level in the record.
fn level_name(level: EducationLevel) -> &'static str {
    match level {
        EducationLevel::None => "none",
        EducationLevel::Secondary => "secondary",
        EducationLevel::Vocational => "vocational",
        EducationLevel::Associate => "associate",
        EducationLevel::Bachelor => "bachelor",
        EducationLevel::Master => "master",
        EducationLevel::Doctorate => "doctorate",
    }
}
