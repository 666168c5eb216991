//! Ranks requirements: what a reader must know first.

use crate::posting::{
    EducationLevel, Expr, Priority, PriorityBasis, Requirement, RequirementKind, SectionKind,
};
use crate::reading::Reading;
use crate::text::tokens::tokenize;

use super::Found;
use super::asks::{skills_of, tree_of};
use super::known::Known;

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
            // What is not asked is no alternative.
            let expr = (!one.negated)
                .then(|| tree_of(reading, known, &one.range))
                .flatten();
            let mut skills = Vec::new();
            if let Some(expr) = &expr {
                skills_of(expr, &mut skills);
            }
            let hard = one.asks.hard.min(skills.len());
            let negated = one.negated || is_no_degree(expr.as_ref());
            let mut terms = terms(reading, &title_words, &one, hard);
            if negated {
                terms.push((weight::NEGATED, "not asked".to_owned()));
            }
            let score: f64 = terms.iter().map(|(weight, _)| weight).sum();
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
                years_subject: one.asks.years_subject,
                negated,
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

/// Whether all that is asked is no degree.
fn is_no_degree(expr: Option<&Expr>) -> bool {
    let none = EducationLevel::None;
    matches!(expr, Some(Expr::Degree { degree, .. }) if *degree == none)
}

/// What the terms of the score add. Their proportions are those of the summary's weights, which
/// were set on annotated postings; certificates count for more, traits for less.
mod weight {
    pub(super) const REQUIRED: f64 = 0.45;
    pub(super) const PREFERRED: f64 = 0.2;
    /// Asked outside of a list of requirements.
    pub(super) const ELSEWHERE: f64 = -0.05;
    pub(super) const YEARS: f64 = 0.14;
    pub(super) const EXPERIENCE: f64 = 0.07;
    pub(super) const EDUCATION: f64 = 0.09;
    pub(super) const CERTIFICATE: f64 = 0.08;
    pub(super) const LANGUAGE: f64 = 0.16;
    pub(super) const PERMIT: f64 = 0.05;
    pub(super) const AVAILABILITY: f64 = 0.05;
    /// Times the natural logarithm of one and the number of hard skills.
    pub(super) const SKILLS: f64 = 0.1;
    /// It says that something is not asked.
    pub(super) const NEGATED: f64 = -0.4;
    pub(super) const TRAIT: f64 = -0.14;
    pub(super) const TITLE: f64 = 0.03;
    /// Times the natural logarithm of the place in the section.
    pub(super) const PLACE: f64 = -0.08;
}

/// The terms of a requirement's score; `hard` is how many hard skills it names.
fn terms(reading: &Reading<'_>, title: &[u64], one: &Found, hard: usize) -> Vec<Term> {
    let mut terms = basis(one);
    let asks = &one.asks;
    if let Some(years) = asks.min_years.or(asks.max_years) {
        terms.push((weight::YEARS, format!("{years} years")));
    } else if asks.has(RequirementKind::Experience) {
        terms.push((weight::EXPERIENCE, "experience".to_owned()));
    }
    for (kind, weight, why) in [
        (
            RequirementKind::Education,
            weight::EDUCATION,
            "formal education",
        ),
        (
            RequirementKind::Certification,
            weight::CERTIFICATE,
            "certificate or licence",
        ),
        (
            RequirementKind::Language,
            weight::LANGUAGE,
            "human language",
        ),
        (
            RequirementKind::Authorization,
            weight::PERMIT,
            "permit or check",
        ),
        (
            RequirementKind::Availability,
            weight::AVAILABILITY,
            "availability",
        ),
    ] {
        if asks.has(kind) {
            terms.push((weight, why.to_owned()));
        }
    }
    if hard > 0 {
        let noun = if hard == 1 { "skill" } else { "skills" };
        let why = format!("names {hard} {noun}");
        terms.push((weight::SKILLS * log(hard.min(6)), why));
    }
    if one.kind == RequirementKind::Trait {
        terms.push((weight::TRAIT, "a general trait".to_owned()));
    }
    let tokens = reading.page.tokens_in(&one.range);
    if tokens.iter().any(|token| title.contains(&token.key)) {
        terms.push((weight::TITLE, "words of the title".to_owned()));
    }
    let (place, count) = one.place;
    let why = format!("item {} of {count}", place + 1);
    terms.push((weight::PLACE * log(place), why));
    terms
}

/// `ln(1 + count)`.
#[expect(clippy::cast_precision_loss, reason = "a section has few items")]
fn log(count: usize) -> f64 {
    (count as f64).ln_1p()
}

/// What the priority adds.
fn basis(one: &Found) -> Vec<Term> {
    let by = match one.basis {
        PriorityBasis::Heading => "heading",
        PriorityBasis::Clause => "clause",
        PriorityBasis::Default => "default",
    };
    let (weight, name) = match one.priority {
        Priority::Required => (weight::REQUIRED, "required"),
        Priority::Preferred => (weight::PREFERRED, "preferred"),
    };
    let mut terms = vec![(weight, format!("{name} by {by}"))];
    if !matches!(one.section, SectionKind::Required | SectionKind::Preferred) {
        let why = format!("in {}", one.section.name());
        terms.push((weight::ELSEWHERE, why));
    }
    terms
}

#[cfg(test)]
mod tests {
    use crate::posting::{Priority, PriorityBasis, RequirementKind};
    use crate::requirements::{Known, read};
    use crate::testing::Fixture;

    #[test]
    fn what_decides_ranks_first() {
        let fixture = Fixture::of(
            "en",
            "Friendly and patient\n\
             A moped is a plus\n\
             Three years of experience as a postman\n\
             No earlier sorting work is required",
        );
        let reading = fixture.reading();
        let known = Known::of(&reading, &[]);
        let found = read(&reading, &known, Some("Postman"));
        let texts: Vec<&str> = found.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Three years of experience as a postman",
                "Friendly and patient",
                "A moped is a plus",
                "No earlier sorting work is required"
            ]
        );
        assert_eq!(found[0].min_years, Some(3.0));
        assert_eq!(found[0].kind, RequirementKind::Experience);
        assert!(found[0].why.contains(&"required by heading".to_owned()));
        assert_eq!(found[1].kind, RequirementKind::Trait);
        assert_eq!(found[2].priority, Priority::Preferred);
        assert_eq!(found[2].priority_basis, PriorityBasis::Clause);
        assert_eq!(found[2].rank, 3);
    }
}
