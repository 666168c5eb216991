//! What a part of a line asks: its tree, its years, its kind.

use std::ops::Range;

use crate::posting::{Expr, RequirementKind};
use crate::reading::Reading;

use super::known::Known;
use super::pieces::{Leaf, pieces};
use super::tree;

/// What the words of a line tell, its structure aside.
#[derive(Debug, Default)]
pub(crate) struct Signals {
    /// Least years of experience.
    pub(crate) min_years: Option<f64>,
    /// Upper end of a range of years.
    pub(crate) max_years: Option<f64>,
    /// What the years count, in the posting's words.
    pub(crate) years_subject: Option<String>,
    /// Canonical names of the skills named, in reading order, once each.
    pub(crate) skills: Vec<String>,
    /// How many of them are hard skills.
    pub(crate) hard: usize,
    /// A hard skill among them is in the vocabulary.
    names_known: bool,
    /// Places of the words of each kind.
    kinds: Vec<(RequirementKind, usize)>,
}

impl Signals {
    /// Reads a range of the page's text, inside one block.
    pub(crate) fn read(reading: &Reading<'_>, known: &Known<'_>, range: &Range<usize>) -> Self {
        let mut signals = Self {
            kinds: kinds(reading, known, range),
            ..Self::default()
        };
        if let Some(years) = known.years(range).first() {
            signals.min_years = years.min;
            signals.max_years = years.max;
            signals.years_subject.clone_from(&years.subject);
            let place = years.range.start;
            signals.kinds.push((RequirementKind::Experience, place));
        }
        for mention in known.mentions(range) {
            if !signals.skills.contains(&mention.name) {
                signals.skills.push(mention.name.clone());
                let hard = mention.kind != "soft";
                signals.hard += usize::from(hard);
                signals.names_known |= hard && mention.known;
            }
        }
        signals
    }

    /// The same, of a part that says what is not asked: its kinds only.
    pub(super) fn without_demands(self) -> Self {
        Self {
            kinds: self.kinds,
            ..Self::default()
        }
    }

    /// Whether anything is told.
    pub(super) fn is_any(&self) -> bool {
        !self.kinds.is_empty() || !self.skills.is_empty()
    }

    /// Whether words of a kind stand in it.
    pub(crate) fn has(&self, kind: RequirementKind) -> bool {
        self.kinds.iter().any(|(one, _)| *one == kind)
    }

    /// How many words of a kind stand in it.
    pub(crate) fn count(&self, kind: RequirementKind) -> usize {
        self.kinds.iter().filter(|(one, _)| *one == kind).count()
    }

    /// What sort of thing is asked: the formal thing that is named first; else skills; else what
    /// its words say.
    pub(super) fn kind(&self) -> RequirementKind {
        let formal = |kind: RequirementKind| match kind {
            RequirementKind::Language
            | RequirementKind::Certification
            | RequirementKind::Authorization
            | RequirementKind::Education => true,
            RequirementKind::Experience => self.min_years.is_some(),
            _ => false,
        };
        let first = self
            .kinds
            .iter()
            .filter(|(kind, _)| formal(*kind))
            .min_by_key(|(_, at)| *at);
        if let Some((kind, _)) = first {
            return *kind;
        }
        // "Able to lift 20 kg": what is no name of the vocabulary is no skill beside such words.
        let available = self.has(RequirementKind::Availability);
        if self.names_known || self.hard > 0 && !available {
            return RequirementKind::Skill;
        }
        [
            RequirementKind::Availability,
            RequirementKind::Experience,
            RequirementKind::Trait,
        ]
        .into_iter()
        .find(|kind| self.has(*kind))
        .unwrap_or(RequirementKind::Skill)
    }
}

/// The tree of alternatives of a range of the page's text, inside one block.
pub(super) fn tree_of(
    reading: &Reading<'_>,
    known: &Known<'_>,
    range: &Range<usize>,
) -> Option<Expr> {
    let leaves = known.leaves(reading, range);
    if leaves.is_empty() {
        return None;
    }
    let years: Vec<(Range<usize>, f64)> = known
        .years(range)
        .iter()
        .filter_map(|years| Some((years.range.clone(), years.min.or(years.max)?)))
        .collect();
    let parse = |leaves: &[Leaf]| {
        let pieces = pieces(reading.page, range, reading.languages, leaves, &years);
        tree::parse(&pieces, leaves)
    };
    let tree = parse(&leaves)?;
    let Some(degree) = leaves.iter().position(|leaf| is_degree(&leaf.expr)) else {
        return Some(tree);
    };
    // Years that count as much as a degree count as much as one in its fields of study.
    let until = years.iter().map(|(place, _)| place.start).max();
    let fields = leaves[degree].range.end..until.unwrap_or(0);
    if !has_years(&tree) || fields.is_empty() {
        return Some(tree);
    }
    let rest: Vec<Leaf> = leaves
        .into_iter()
        .filter(|leaf| is_degree(&leaf.expr) || !fields.contains(&leaf.range.start))
        .collect();
    parse(&rest)
}

fn is_degree(expr: &Expr) -> bool {
    matches!(expr, Expr::Degree { .. })
}

/// Whether years stand for a degree somewhere in a tree.
fn has_years(expr: &Expr) -> bool {
    match expr {
        Expr::Degree { or_years, .. } => or_years.is_some(),
        Expr::AllOf { all_of: branches }
        | Expr::AnyOf {
            any_of: branches, ..
        }
        | Expr::AtLeast { of: branches, .. } => branches.iter().any(has_years),
        Expr::Skill { .. } => false,
    }
}

/// The names of the skills in a tree, in reading order, once each.
pub(super) fn skills_of(expr: &Expr, out: &mut Vec<String>) {
    match expr {
        Expr::Skill { skill } if !out.contains(skill) => out.push(skill.clone()),
        Expr::Skill { .. } | Expr::Degree { .. } => {}
        Expr::AllOf { all_of: branches }
        | Expr::AnyOf {
            any_of: branches, ..
        }
        | Expr::AtLeast { of: branches, .. } => {
            for branch in branches {
                skills_of(branch, out);
            }
        }
    }
}

/// The words of kinds in a range, with their places.
fn kinds(
    reading: &Reading<'_>,
    known: &Known<'_>,
    range: &Range<usize>,
) -> Vec<(RequirementKind, usize)> {
    let tokens = reading.page.tokens_in(range);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let best = reading
            .languages
            .tables
            .iter()
            .filter_map(|tables| tables.marks.kind_at(&reading.page.text, tokens, at))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        let Some((kind, len)) = best else {
            at += 1;
            continue;
        };
        out.push((kind, tokens[at].start as usize));
        at += len;
    }
    for mention in known.mentions(range) {
        let kind = match mention.kind {
            "soft" => RequirementKind::Trait,
            "certificate" | "licence" => RequirementKind::Certification,
            _ => continue,
        };
        out.push((kind, mention.range.start));
    }
    out.extend(
        known
            .languages(range)
            .map(|place| (RequirementKind::Language, place.start)),
    );
    out
}
