//! What a part of a line asks: its tree, its years, its kind.

use std::ops::Range;

use crate::posting::{Expr, RequirementKind};
use crate::reading::Reading;

use super::known::Known;
use super::parts::tokens_in;
use super::pieces::pieces;
use super::tree;

/// What a part of a line asks.
#[derive(Debug, Default)]
pub(super) struct Asks {
    /// The tree of alternatives.
    pub(super) expr: Option<Expr>,
    /// Least years of experience.
    pub(super) min_years: Option<f64>,
    /// Upper end of a range of years.
    pub(super) max_years: Option<f64>,
    /// Canonical names of the skills named, in reading order, once each.
    pub(super) skills: Vec<String>,
    /// How many of them are hard skills.
    pub(super) hard: usize,
    /// A formal degree is named.
    pub(super) degree: bool,
    /// Places of the words of each kind.
    kinds: Vec<(RequirementKind, usize)>,
}

impl Asks {
    /// Reads a range of the page's text, inside one block.
    pub(super) fn read(reading: &Reading<'_>, known: &Known<'_>, range: &Range<usize>) -> Self {
        let leaves = known.leaves(range);
        let years = known.years(range);
        let amounts: Vec<(Range<usize>, f64)> = years
            .iter()
            .filter_map(|years| Some((years.range.clone(), years.min.or(years.max)?)))
            .collect();
        let pieces = pieces(reading.page, range, reading.languages, &leaves, &amounts);
        let main = years.first();
        let mut asks = Self {
            expr: tree::parse(&pieces, &leaves),
            min_years: main.and_then(|years| years.min),
            max_years: main.and_then(|years| years.max),
            degree: leaves
                .iter()
                .any(|leaf| matches!(leaf.expr, Expr::Degree { .. })),
            ..Self::default()
        };
        for mention in known.mentions(range) {
            if !asks.skills.contains(&mention.name) {
                asks.skills.push(mention.name.clone());
                asks.hard += usize::from(mention.kind != "soft");
            }
        }
        asks.kinds = kinds(reading, known, range);
        if let Some(years) = main {
            asks.kinds
                .push((RequirementKind::Experience, years.range.start));
        }
        asks
    }

    /// Whether it asks anything that is known as such.
    pub(super) fn is_any(&self) -> bool {
        !self.kinds.is_empty() || !self.skills.is_empty()
    }

    /// Whether words of a kind stand in it.
    pub(super) fn has(&self, kind: RequirementKind) -> bool {
        self.kinds.iter().any(|(one, _)| *one == kind)
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
        if self.hard > 0 {
            return RequirementKind::Skill;
        }
        [
            RequirementKind::Availability,
            RequirementKind::Experience,
            RequirementKind::Trait,
        ]
        .into_iter()
        .find(|kind| self.has(*kind))
        .unwrap_or(if self.skills.is_empty() {
            RequirementKind::Skill
        } else {
            RequirementKind::Trait
        })
    }
}

/// The words of kinds in a range, with their places.
fn kinds(
    reading: &Reading<'_>,
    known: &Known<'_>,
    range: &Range<usize>,
) -> Vec<(RequirementKind, usize)> {
    let tokens = tokens_in(reading.page, range);
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
