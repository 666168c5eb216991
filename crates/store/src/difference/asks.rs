//! Requirements of two captures.

use std::collections::{BTreeMap, HashSet};

use jobgist::{Posting, Priority, Requirement, RequirementKind};

use super::moves::figures_moved;
use super::{Change, ChangeKind, Side};
use crate::lines::{self, Pairs};
use crate::words;

/// From this likeness on two lines are the same demand in other words.
const ALIKE: f64 = 0.5;
/// Lines that name the same skills may be less alike.
const ALIKE_WITH_SAME_SKILLS: f64 = 0.2;
/// So may lines that share a skill.
const ALIKE_WITH_A_SKILL: f64 = 0.3;
/// So many skills are named in place of "must-have".
const NAMED: usize = 3;

/// A posting's requirements, prepared to be compared.
struct Asks<'a> {
    all: Vec<&'a Requirement>,
    keys: Vec<String>,
    bags: Vec<HashSet<String>>,
    /// The lines of the whole posting: what was asked before in another section is not new.
    lines: HashSet<String>,
}

impl<'a> Asks<'a> {
    fn of(posting: &'a Posting) -> Self {
        let all: Vec<&Requirement> = posting.requirements.iter().collect();
        Self {
            keys: all.iter().map(|one| lines::key(&one.text)).collect(),
            bags: all.iter().map(|one| lines::bag(&one.text)).collect(),
            lines: super::sections::keys(posting),
            all,
        }
    }

    /// The skills and how firmly each is asked: the firmest of its lines.
    fn skills(&self) -> BTreeMap<&'a str, &'a Requirement> {
        let mut skills: BTreeMap<&str, &Requirement> = BTreeMap::new();
        for &one in self.all.iter().filter(|one| !one.negated) {
            for skill in &one.skills {
                let firmest = skills.entry(skill).or_insert(one);
                if one.priority < firmest.priority {
                    *firmest = one;
                }
            }
        }
        skills
    }
}

pub(super) fn compare(old: &Posting, new: &Posting, changes: &mut Vec<Change>) {
    let told = Told::by(changes);
    let (old, new) = (Asks::of(old), Asks::of(new));
    let pairs = Pairs::find(&old.keys, &new.keys, |left, right| {
        let likeness = lines::overlap(&old.bags[left], &new.bags[right]);
        (likeness >= least(old.all[left], new.all[right])).then_some(likeness)
    });
    let mut found: Vec<Change> = Vec::new();
    let mut flipped: HashSet<(ChangeKind, &str)> = HashSet::new();
    for &(left, right) in &pairs.pairs {
        let reworded = old.keys[left] != new.keys[right];
        let (left, right) = (old.all[left], new.all[right]);
        let change = changed(left, right, reworded, &told);
        if let Some(kind) = change.as_ref().map(|change| change.kind) {
            let named = left.skills.iter().chain(&right.skills);
            flipped.extend(named.map(|skill| (kind, skill.as_str())));
        }
        found.extend(change);
    }
    let flips = flips(&old, &new, &flipped);
    let told_by_flips = |one: &Requirement| {
        let flipped = |skill: &String| flips.iter().any(|change| change.what == *skill);
        !one.skills.is_empty() && one.skills.iter().all(flipped)
    };
    let alone = |asks: &Asks<'_>, at: usize, other: &Asks<'_>| {
        let one = asks.all[at];
        !other.lines.contains(&asks.keys[at]) && !told.covers(one) && !told_by_flips(one)
    };
    let gone = pairs.old.iter().filter(|&&at| alone(&old, at, &new));
    found.extend(gone.map(|&at| only(ChangeKind::Removed, old.all[at])));
    let come = pairs.new.iter().filter(|&&at| alone(&new, at, &old));
    found.extend(come.map(|&at| only(ChangeKind::Added, new.all[at])));
    changes.extend(found);
    changes.extend(flips);
}

/// A line that came or went.
fn only(kind: ChangeKind, one: &Requirement) -> Change {
    let (old, new, required) = match kind {
        ChangeKind::Removed => (side(one), Side::default(), 62),
        _ => (Side::default(), side(one), 68),
    };
    Change::new(
        kind,
        "requirement",
        noun(one),
        old,
        new,
        weight(one, required),
    )
}

/// How alike two lines must be to be the same demand.
fn least(left: &Requirement, right: &Requirement) -> f64 {
    if left.skills.is_empty() || right.skills.is_empty() {
        ALIKE
    } else if skills(left) == skills(right) {
        ALIKE_WITH_SAME_SKILLS
    } else if left.skills.iter().any(|skill| right.skills.contains(skill)) {
        ALIKE_WITH_A_SKILL
    } else {
        ALIKE
    }
}

/// What two lines that belong together differ in: at most one change of priority, or of years, or of
/// what is named; otherwise it is only said in other words.
fn changed(old: &Requirement, new: &Requirement, reworded: bool, told: &Told) -> Option<Change> {
    let (kind, what, weight) = if old.priority != new.priority {
        let kind = match new.priority {
            Priority::Required => ChangeKind::BecameRequired,
            Priority::Preferred => ChangeKind::BecamePreferred,
        };
        (kind, named(new), 78)
    } else if !reworded || told.covers(old) || told.covers(new) {
        // The same words are the same demand, however the lines around them made it read.
        return None;
    } else if let Some(kind) = years_moved(old, new) {
        if told.has_years(old, new) {
            return None;
        }
        return Some(years_change(kind, old, new));
    } else if skills(old) == skills(new) && old.kind == new.kind && old.negated == new.negated {
        (ChangeKind::Reworded, noun(old).to_owned(), 10)
    } else {
        (ChangeKind::Changed, noun(old).to_owned(), weight(old, 52))
    };
    Some(Change::new(
        kind,
        "requirement",
        &what,
        side(old),
        side(new),
        weight,
    ))
}

fn years_moved(old: &Requirement, new: &Requirement) -> Option<ChangeKind> {
    let figures = |of: &Requirement| [of.min_years, of.max_years];
    let (before, after) = (figures(old), figures(new));
    if before == [None, None] || after == [None, None] {
        return None;
    }
    figures_moved(before, after, false)
}

fn years_change(kind: ChangeKind, old: &Requirement, new: &Requirement) -> Change {
    let both = words::joined(
        skills(old)
            .into_iter()
            .map(str::to_owned)
            .take(NAMED)
            .collect(),
        ", ",
    );
    let what = match both.filter(|_| skills(old) == skills(new)) {
        Some(skills) => format!("years of {skills}"),
        None => "years asked".to_owned(),
    };
    let shown = |of: &Requirement| {
        let span = words::range(of.min_years, of.max_years, "at least ", words::number)?;
        Some(format!("{span} ({})", lines::beginning(&of.text, 60)))
    };
    let side = |of: &Requirement| Side {
        text: shown(of),
        ..side(of)
    };
    Change::new(
        kind,
        "requirement",
        &what,
        side(old),
        side(new),
        weight(old, 66),
    )
}

/// Skills that both ask, one as a must and the other as a wish, where no pair of lines says so.
fn flips(old: &Asks<'_>, new: &Asks<'_>, told: &HashSet<(ChangeKind, &str)>) -> Vec<Change> {
    let (before, after) = (old.skills(), new.skills());
    let mut flips = Vec::new();
    for (skill, &left) in &before {
        let Some(&right) = after.get(skill) else {
            continue;
        };
        let kind = match (left.priority, right.priority) {
            (Priority::Preferred, Priority::Required) => ChangeKind::BecameRequired,
            (Priority::Required, Priority::Preferred) => ChangeKind::BecamePreferred,
            _ => continue,
        };
        if !told.contains(&(kind, *skill)) {
            flips.push(Change::new(
                kind,
                "skill",
                skill,
                side(left),
                side(right),
                78,
            ));
        }
    }
    flips
}

fn skills(of: &Requirement) -> Vec<&str> {
    let mut skills: Vec<&str> = of.skills.iter().map(String::as_str).collect();
    skills.sort_unstable();
    skills.dedup();
    skills
}

/// The skills of a line, or its beginning.
fn named(of: &Requirement) -> String {
    match of.skills.len() {
        1..=NAMED => of.skills.join(", "),
        _ => format!("“{}”", lines::beginning(&of.text, 60)),
    }
}

fn noun(of: &Requirement) -> &'static str {
    match of.priority {
        Priority::Required => "must-have",
        Priority::Preferred => "nice-to-have",
    }
}

/// A wish matters less than a must.
fn weight(of: &Requirement, required: u8) -> u8 {
    match of.priority {
        Priority::Required => required,
        Priority::Preferred => required.saturating_sub(22),
    }
}

fn side(of: &Requirement) -> Side {
    Side {
        value: of.text.clone().into(),
        text: Some(of.text.clone()),
        quote: Some(of.text.clone()),
    }
}

/// What the changes of facts tell already of requirements.
struct Told {
    kinds: Vec<RequirementKind>,
    years: Option<[Option<f64>; 2]>,
}

impl Told {
    fn by(changes: &[Change]) -> Self {
        let kinds = changes
            .iter()
            .filter_map(|change| match change.fact.as_str() {
                "languages" => Some(RequirementKind::Language),
                "education" => Some(RequirementKind::Education),
                "work_authorization" => Some(RequirementKind::Authorization),
                _ => None,
            });
        let years = changes
            .iter()
            .find(|change| change.fact == "experience_years");
        Self {
            kinds: kinds.collect(),
            years: years
                .map(|change| [&change.old, &change.new].map(|value| value["min"].as_f64())),
        }
    }

    /// Whether a line only says what a changed fact says.
    fn covers(&self, one: &Requirement) -> bool {
        let is_years = self
            .years
            .is_some_and(|years| years.contains(&one.min_years));
        let only_years = one.kind == RequirementKind::Experience
            && one.min_years.is_some()
            && one.skills.is_empty();
        // Languages and fields of study may be named as skills as well.
        self.kinds.contains(&one.kind) || only_years && is_years
    }

    fn has_years(&self, old: &Requirement, new: &Requirement) -> bool {
        self.years == Some([old.min_years, new.min_years])
    }
}
