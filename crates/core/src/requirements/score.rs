//! Ranks requirements: what a reader must know first.

use crate::posting::{Priority, PriorityBasis, Requirement, RequirementKind, SectionKind};
use crate::reading::Reading;
use crate::text::tokens::tokenize;

use super::Found;
use super::asks::{skills_of, tree_of};
use super::known::Known;
use super::parts::tokens_in;

/// A term of the score and what to call it.
type Term = (f64, String);

/// Scores and ranks what was found, best first.
pub(super) fn rank(
    reading: &Reading<'_>,
    known: &Known<'_>,
    title: Option<&str>,
    found: Vec<Found>,
) -> Vec<Requirement> {
    let title_words: Vec<u64> = title.map_or_else(Vec::new, |title| {
        let tokens = tokenize(title, 0);
        tokens
            .iter()
            .filter(|token| token.range().len() > 3)
            .map(|token| token.key)
            .collect()
    });
    let mut out: Vec<Requirement> = found
        .into_iter()
        .map(|one| {
            let terms = terms(reading, &title_words, &one);
            let score: f64 = terms.iter().map(|(weight, _)| weight).sum();
            let expr = tree_of(reading, known, &one.range);
            let mut skills = Vec::new();
            if let Some(expr) = &expr {
                skills_of(expr, &mut skills);
            }
            Requirement {
                rank: 0,
                score: (score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0,
                text: reading.page.text[one.range].to_owned(),
                block: one.block,
                section: one.section,
                priority: one.priority,
                priority_basis: one.basis,
                kind: one.kind,
                expr,
                min_years: one.asks.min_years,
                max_years: one.asks.max_years,
                skills,
                why: terms.into_iter().map(|(_, why)| why).collect(),
            }
        })
        .collect();
    out.sort_by(|a, b| b.score.total_cmp(&a.score));
    for (rank, requirement) in (1..).zip(&mut out) {
        requirement.rank = rank;
    }
    out
}

/// The terms of a requirement's score.
fn terms(reading: &Reading<'_>, title: &[u64], one: &Found) -> Vec<Term> {
    let mut terms = vec![basis(one)];
    let asks = &one.asks;
    if let Some(years) = asks.min_years.or(asks.max_years) {
        terms.push((0.14, format!("{years} years")));
    }
    if asks.has(RequirementKind::Education) {
        terms.push((0.12, "formal education".to_owned()));
    }
    if asks.has(RequirementKind::Certification) {
        terms.push((0.1, "certificate or licence".to_owned()));
    }
    if one.kind == RequirementKind::Language {
        terms.push((0.08, "human language".to_owned()));
    }
    match asks.hard {
        0 => {}
        1 => terms.push((0.07, "names 1 skill".to_owned())),
        count => terms.push((0.12, format!("names {count} skills"))),
    }
    if one.kind == RequirementKind::Trait {
        terms.push((-0.18, "a general trait".to_owned()));
    }
    let tokens = tokens_in(reading.page, &one.range);
    if tokens.iter().any(|token| title.contains(&token.key)) {
        terms.push((0.05, "words of the title".to_owned()));
    }
    if let Some((place, count)) = one.place {
        terms.push(position(place, count));
    }
    terms
}

/// What the priority adds.
fn basis(one: &Found) -> Term {
    let required = one.priority == Priority::Required;
    let by = match one.basis {
        PriorityBasis::Heading => "heading",
        PriorityBasis::Clause => "clause",
        PriorityBasis::Default => "default",
    };
    let (weight, name) = if required {
        (0.5, "required")
    } else {
        (0.2, "preferred")
    };
    let listed = matches!(one.section, SectionKind::Required | SectionKind::Preferred);
    let weight = if listed { weight } else { weight - 0.05 };
    (weight, format!("{name} by {by}"))
}

/// What the place in the section adds: the first items count most.
fn position(place: usize, count: usize) -> Term {
    #[expect(clippy::cast_precision_loss, reason = "a section has few items")]
    let late = place as f64 / (count.max(8) as f64);
    (0.1 * (1.0 - late), format!("item {} of {count}", place + 1))
}
