//! What lines of a list of requirements become.

use super::*;
use crate::skills;
use crate::testing::Fixture;

fn read_line(line: &str) -> Vec<Requirement> {
    let fixture = Fixture::of("en", line);
    let reading = fixture.reading();
    let mentions = skills::mentions(
        &fixture.page,
        &fixture.outline,
        &fixture.languages,
        &fixture.options,
    );
    let known = Known::of(&reading, &mentions);
    let mut requirements = read(&reading, &known, None);
    requirements.sort_by_key(|requirement| line.find(requirement.text.as_str()));
    requirements
}

#[test]
fn two_amounts_of_experience_are_two_requirements() {
    let found = read_line("5+ years of experience with Java and 3+ years of experience with Go");
    let years: Vec<_> = found.iter().map(|one| one.min_years).collect();
    assert_eq!(years, [Some(5.0), Some(3.0)], "{found:?}");
    assert_eq!(found[0].text, "5+ years of experience with Java");
    assert_eq!(found[1].skills, ["Go"]);
}

#[test]
fn amounts_that_stand_for_each_other_are_one() {
    let found = read_line("3 years of experience with Java or 5 years of experience with Go");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn what_is_not_asked_is_said() {
    for line in ["A degree is not required", "No experience required"] {
        let found = read_line(line);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert!(found[0].negated, "{found:?}");
        assert!(found[0].min_years.is_none());
    }
    assert!(!read_line("A degree is required")[0].negated);
}

#[test]
fn what_the_body_must_do_is_availability() {
    let found = read_line("Must be able to lift 25 kg");
    assert_eq!(found[0].kind, RequirementKind::Availability);
}
