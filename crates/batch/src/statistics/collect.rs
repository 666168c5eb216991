//! Records in, report out.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use jobgist::{PageKind, Posting};
use jobgist_arrow::Row;

use super::figures::{lift, npmi, rounded};
use super::groups::By;
use super::pay::{Pay, PlacedPay};
use super::report::{Groups, Pair, Pairs, REPORT_VERSION, Report};
use super::skills::{self, Names};
use super::tally::{Count, Group, Listed, Stated, Tally};

/// Share of all postings that a pair of skills needs: of rare skills, chance alone brings some
/// always together.
const PAIR_SUPPORT: f64 = 0.005;

/// What a report holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Groups to be told apart; `None` for none.
    pub by: Option<By>,
    /// At most so many entries in each list.
    pub top: usize,
    /// Skills, pairs, groups and distributions of pay of fewer postings are left out.
    pub min_count: u64,
    /// Count rows that are marked as duplicates too.
    pub duplicates: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            by: None,
            top: 20,
            min_count: 3,
            duplicates: false,
        }
    }
}

/// Counts over rows, one pass. Memory grows with what is different (titles, towns, skills and their
/// pairs, figures of pay), not with the rows.
#[derive(Debug)]
pub struct Statistics {
    options: Options,
    rows: u64,
    errors: u64,
    duplicates: u64,
    page_kinds: BTreeMap<&'static str, u64>,
    languages: Counter,
    by: [Counter; By::ALL.len()],
    names: Names,
    pairs: skills::Pairs,
    all: Tally,
    groups: HashMap<String, Tally>,
    pay: HashMap<(String, Option<String>), Pay>,
}

impl Statistics {
    /// Counts of nothing.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            options,
            rows: 0,
            errors: 0,
            duplicates: 0,
            page_kinds: BTreeMap::new(),
            languages: Counter::default(),
            by: Default::default(),
            names: Names::default(),
            pairs: skills::Pairs::default(),
            all: Tally::default(),
            groups: HashMap::new(),
            pay: HashMap::new(),
        }
    }

    /// Counts a row.
    pub fn add(&mut self, row: &Row) {
        self.rows += 1;
        let posting = match &row.posting {
            Ok(posting) => posting,
            Err(_) => {
                self.errors += 1;
                return;
            }
        };
        if row.duplicate_of.is_some() {
            self.duplicates += 1;
            if !self.options.duplicates {
                return;
            }
        }
        *self
            .page_kinds
            .entry(kind_name(posting.page_kind))
            .or_default() += 1;
        if posting.holds_posting() {
            self.add_posting(posting);
        }
    }

    fn add_posting(&mut self, posting: &Posting) {
        let skills = skills::of(posting, &mut self.names);
        self.pairs.add(&skills);
        self.all.add(posting, &skills);
        self.languages.add(posting.source.language.clone());
        for (by, counter) in By::ALL.into_iter().zip(&mut self.by) {
            let groups = by.groups(posting);
            if self.options.by == Some(by) {
                for group in &groups {
                    let tally = self.groups.entry(group.clone()).or_default();
                    tally.add(posting, &skills);
                }
            }
            counter.add(groups);
        }
        self.add_pay(posting);
    }

    /// Pay by title and country; where several countries are named, nobody knows which it is of.
    fn add_pay(&mut self, posting: &Posting) {
        let Some(salary) = &posting.salary else {
            return;
        };
        let countries = By::Country.groups(posting);
        let country = match countries.len() {
            0 => None,
            1 => countries.into_iter().next(),
            _ => return,
        };
        for title in By::Title.groups(posting) {
            let pay = self.pay.entry((title, country.clone())).or_default();
            pay.add(salary);
        }
    }

    /// Number of records that hold a posting.
    #[must_use]
    pub fn postings(&self) -> u64 {
        self.all.postings
    }

    /// The report on all rows so far.
    #[must_use]
    pub fn report(&self) -> Report {
        let Options { top, min_count, .. } = self.options;
        let [titles, countries, cities, months, _] = &self.by;
        let mut page_kinds: Vec<Count> = self
            .page_kinds
            .iter()
            .map(|(name, count)| Count::of((name, *count)))
            .collect();
        page_kinds.sort_by_key(|kind| Reverse(kind.count));
        Report {
            report_version: REPORT_VERSION,
            rows: self.rows,
            errors: self.errors,
            duplicates: self.duplicates,
            postings: self.all.postings,
            page_kinds,
            languages: self.languages.largest(usize::MAX),
            months: months.in_order(),
            titles: titles.largest(top),
            countries: countries.largest(top),
            cities: cities.largest(top),
            workplaces: self.all.workplaces(),
            skills: self.all.skills(&self.names, min_count, top),
            pairs: self.pairs(),
            experience: self.all.experience(),
            education: self.all.education(),
            pay: self.all.pay.rows(min_count),
            pay_unclear: self.all.pay.unclear(),
            pay_by_title_and_country: self.placed_pay(),
            groups: self.options.by.map(|by| self.groups(by)),
        }
    }

    /// Pairs that stand together more often than chance has it, the closest first.
    fn pairs(&self) -> Pairs {
        let postings = self.all.postings;
        let share = (postings as f64 * PAIR_SUPPORT).ceil() as u64;
        let support = share.max(self.options.min_count).max(2);
        let named = |id| self.all.skills.get(&id).map_or(0, |demand| demand.all());
        let pair = |((one, other), count)| {
            let mut skills = [one, other].map(|id| self.names.name(id).to_owned());
            skills.sort_unstable();
            let (one, other) = (named(one), named(other));
            Pair {
                skills,
                count,
                lift: rounded(lift(count, one, other, postings)),
                npmi: rounded(npmi(count, one, other, postings)),
            }
        };
        let mut pairs: Vec<Pair> = self
            .pairs
            .of_at_least(support)
            .map(pair)
            .filter(|pair| pair.npmi > 0.0)
            .collect();
        pairs.sort_unstable_by(|one, other| {
            let by_npmi = other.npmi.total_cmp(&one.npmi);
            let by_count = || other.count.cmp(&one.count);
            by_npmi
                .then_with(by_count)
                .then_with(|| one.skills.cmp(&other.skills))
        });
        let total = pairs.len();
        pairs.truncate(self.options.top);
        Pairs {
            support,
            total,
            shown: pairs,
        }
    }

    /// Distributions of pay by title and country, the largest first.
    fn placed_pay(&self) -> Listed<PlacedPay> {
        let rows = |((title, country), pay): (&(String, Option<String>), &Pay)| {
            let row = |row| PlacedPay {
                title: title.clone(),
                country: country.clone(),
                row,
            };
            pay.rows(self.options.min_count)
                .into_iter()
                .map(row)
                .collect::<Vec<_>>()
        };
        let mut shown: Vec<PlacedPay> = self.pay.iter().flat_map(rows).collect();
        shown.sort_unstable_by(|one, other| {
            let key = |pay: &PlacedPay| Reverse(pay.row.pay.count);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.title.cmp(&other.title))
                .then_with(|| one.country.cmp(&other.country))
                .then_with(|| one.row.unit.cmp(&other.row.unit))
        });
        let total = shown.len();
        shown.truncate(self.options.top);
        Listed { total, shown }
    }

    fn groups(&self, by: By) -> Groups {
        let Options { top, min_count, .. } = self.options;
        let mut found: Vec<(&String, &Tally)> = self
            .groups
            .iter()
            .filter(|(_, tally)| tally.postings >= min_count)
            .collect();
        found.sort_unstable_by_key(|(name, tally)| {
            // Months are read in order of time, and the last ones matter most.
            let size = if by == By::Month { 0 } else { tally.postings };
            (Reverse(size), *name)
        });
        let total = found.len();
        if by == By::Month {
            found.drain(..total.saturating_sub(top));
        }
        let counter = By::ALL.iter().position(|other| *other == by);
        let counter = counter.and_then(|at| self.by.get(at));
        Groups {
            by,
            total,
            not_stated: counter.map_or(0, |counter| counter.not_stated),
            shown: found
                .into_iter()
                .take(top)
                .map(|(name, tally)| self.group(name, tally))
                .collect(),
        }
    }

    fn group(&self, name: &str, tally: &Tally) -> Group {
        let Options { top, min_count, .. } = self.options;
        Group {
            name: name.to_owned(),
            postings: super::figures::Share::of(tally.postings, self.all.postings),
            skills: tally.skills(&self.names, min_count, top),
            experience: tally.experience(),
            education: tally.education(),
            workplaces: tally.workplaces(),
            pay: tally.pay.rows(min_count),
        }
    }
}

/// Counts by name.
#[derive(Debug, Default)]
struct Counter {
    counts: HashMap<String, u64>,
    not_stated: u64,
}

impl Counter {
    /// Counts the names of one posting.
    fn add(&mut self, names: impl IntoIterator<Item = String>) {
        let mut stated = false;
        for name in names {
            *self.counts.entry(name).or_default() += 1;
            stated = true;
        }
        self.not_stated += u64::from(!stated);
    }

    fn sorted(&self) -> Vec<(&str, u64)> {
        let mut counts: Vec<(&str, u64)> = self
            .counts
            .iter()
            .map(|(name, count)| (name.as_str(), *count))
            .collect();
        counts.sort_unstable();
        counts
    }

    /// All counts in the order of their names.
    fn in_order(&self) -> Stated {
        self.stated(self.sorted())
    }

    /// At most `top` counts, the largest first, equals by name.
    fn largest(&self, top: usize) -> Stated {
        let mut counts = self.sorted();
        counts.sort_by_key(|(_, count)| Reverse(*count));
        counts.truncate(top);
        self.stated(counts)
    }

    fn stated(&self, counts: Vec<(&str, u64)>) -> Stated {
        Stated {
            total: self.counts.len(),
            counts: counts.into_iter().map(Count::of).collect(),
            not_stated: self.not_stated,
        }
    }
}

/// Name of a kind of page in the record.
fn kind_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Posting => "posting",
        PageKind::Board => "board",
        PageKind::Closed => "closed",
        PageKind::Login => "login",
        PageKind::EmptyShell => "empty_shell",
        // The enum may grow; what is not known here is something else.
        _ => "other",
    }
}
