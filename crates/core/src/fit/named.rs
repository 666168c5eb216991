//! What a requirement names: the years it asks for, and the degrees in its tree.

use super::person::{Answer, Person, years_name};
use super::quotes::Quotes;
use crate::posting::{EducationLevel, Expr, Posting, Requirement};

/// What is asked by the years of a requirement, and the answer: years in the subject of the
/// posting's main requirement where it is this one, else in the skills that it names.
pub(super) fn years_of(
    posting: &Posting,
    person: &Person<'_>,
    quotes: &Quotes<'_>,
    requirement: &Requirement,
    years: f64,
) -> (String, Answer) {
    let main = posting.experience_years.as_ref();
    let is_main = main.is_some_and(|main| main.min == Some(years)) && is_main(quotes, requirement);
    let subject = main
        .filter(|_| is_main)
        .and_then(|main| main.subject.as_deref());
    let skills = &requirement.skills;
    let skills: Vec<String> = match subject {
        Some(subject) => {
            let named = skills.iter().filter(|skill| person.holds(subject, skill));
            named.cloned().collect()
        }
        None => skills.clone(),
    };
    let counted = subject.map_or_else(|| skills.join(", "), str::to_owned);
    let name = match counted.as_str() {
        "" => years_name(years),
        counted => format!("{} ({counted})", years_name(years)),
    };
    (name, person.years(years, subject, &skills))
}

/// Whether a requirement states the posting's main requirement of experience.
pub(super) fn is_main(quotes: &Quotes<'_>, requirement: &Requirement) -> bool {
    quotes
        .of_requirement("experience_years", requirement)
        .next()
        .is_some()
}

/// The degrees that an expression names, with the years that stand for them.
pub(super) fn degrees_of(expr: &Expr) -> Vec<(EducationLevel, Option<f64>)> {
    match expr {
        Expr::Degree { degree, or_years } => vec![(*degree, *or_years)],
        Expr::AllOf { all_of: all }
        | Expr::AnyOf { any_of: all, .. }
        | Expr::AtLeast { of: all, .. } => all.iter().flat_map(degrees_of).collect(),
        Expr::Skill { .. } => Vec::new(),
    }
}
