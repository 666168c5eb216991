//! What the posting asks a person to have: each gate on a small posting.

use crate::fit::Outcome::{Fail, Pass, Unknown};
use crate::fit::tests::{fit_of, fit_on, outcome};
use crate::fit::{Fit, GateKind};
use crate::posting::{Location, WorkAuthorization, YesNo};

#[test]
fn degrees() {
    let bachelor = &["A bachelor's degree in botany"];
    let degree = |level: &str, rest: &str| format!("degrees = [{{ level = \"{level}\"{rest} }}]");
    for (lines, profile, wanted) in [
        (bachelor, String::new(), Unknown),
        (bachelor, "degrees = []".to_owned(), Fail),
        (bachelor, degree("bachelor", ""), Pass),
        (bachelor, degree("doctorate", ""), Pass),
        (bachelor, degree("vocational", ""), Fail),
        (
            bachelor,
            degree("vocational", "") + "\ncomplete = false",
            Unknown,
        ),
        (bachelor, degree("bachelor", ", enrolled = true"), Unknown),
        (
            &["A bachelor's degree or equivalent experience"],
            degree("vocational", ""),
            Unknown,
        ),
        (&["No degree required"], "degrees = []".to_owned(), Pass),
        (
            &["You are enrolled in a master's degree"],
            degree("master", ""),
            Fail,
        ),
        (
            &["You are enrolled in a master's degree"],
            degree("master", ", enrolled = true"),
            Pass,
        ),
        (
            &["You are enrolled in a master's degree"],
            degree("bachelor", ", enrolled = true"),
            Fail,
        ),
    ] {
        let fit = fit_of(lines, &profile);
        assert_eq!(
            outcome(&fit, GateKind::Degree),
            Some(wanted),
            "{lines:?}: {profile}"
        );
    }
}

#[test]
fn a_degree_under_way_is_in_time_or_not() {
    let profile = "degrees = [{ level = \"bachelor\", expected = \"2027-06\" }]";
    for (line, start, wanted) in [
        ("A bachelor's degree", "2027-09-01", Pass),
        ("A bachelor's degree", "2027-01-01", Fail),
        (
            "You are enrolled in a bachelor's degree",
            "2027-01-01",
            Pass,
        ),
        (
            "You are enrolled in a bachelor's degree",
            "2027-09-01",
            Fail,
        ),
    ] {
        let fit = fit_on(&[line], profile, None, |posting| {
            posting.start_date = Some(start.to_owned());
        });
        assert_eq!(
            outcome(&fit, GateKind::Degree),
            Some(wanted),
            "{line} {start}"
        );
    }
}

#[test]
fn years_that_stand_for_a_degree() {
    let line = &["A bachelor's degree or 4 years of experience"];
    for (years, wanted) in [(5, Pass), (3, Fail)] {
        let profile = format!("degrees = []\nexperience = [{{ years = {years} }}]");
        let fit = fit_of(line, &profile);
        assert_eq!(outcome(&fit, GateKind::Degree), Some(wanted), "{years}");
    }
}

#[test]
fn years_of_experience() {
    let plain = "At least 3 years of work experience";
    let subject = "At least 3 years of experience in sea freight";
    for (line, experience, wanted) in [
        (plain, "", Unknown),
        (plain, "experience = [{ years = 3 }]", Pass),
        (plain, "experience = [{ years = 2 }]", Fail),
        (plain, "skills = [{ name = \"SQL\", years = 4 }]", Pass),
        (subject, "experience = [{ years = 9 }]", Unknown),
        (subject, "experience = [{ years = 2 }]", Fail),
        (
            subject,
            "experience = [{ years = 4, subject = \"Sea freight\" }]",
            Pass,
        ),
        (
            subject,
            "experience = [{ years = 1, subject = \"Sea freight\" }]",
            Fail,
        ),
        (
            subject,
            "skills = [{ name = \"Sea freight\", years = 3 }]",
            Pass,
        ),
        (
            subject,
            "experience = [{ years = 9, subject = \"Baking\" }]",
            Unknown,
        ),
    ] {
        let fit = fit_of(&[line], experience);
        assert_eq!(
            outcome(&fit, GateKind::Experience),
            Some(wanted),
            "{line}: {experience}"
        );
    }
}

#[test]
fn human_languages() {
    let fluent = "Fluent German";
    for (profile, wanted) in [
        ("", Unknown),
        ("languages = []", Fail),
        ("languages = [{ code = \"de\" }]", Unknown),
        ("languages = [{ code = \"de\", level = \"B2\" }]", Fail),
        ("languages = [{ code = \"German\", level = \"C2\" }]", Pass),
        ("languages = [{ code = \"de\", level = \"native\" }]", Pass),
        ("complete = false\nlanguages = [{ code = \"fr\" }]", Unknown),
    ] {
        let fit = fit_of(&[fluent], profile);
        assert_eq!(outcome(&fit, GateKind::Language), Some(wanted), "{profile}");
        assert_eq!(
            fit.must_haves[0].things.len(),
            1,
            "{:?}",
            fit.must_haves[0].things
        );
    }
}

#[test]
fn only_licences_are_gates_of_licences() {
    let lines = &[
        "SQL, and a valid driving licence",
        "Knowledge of licensing law",
    ];
    let fit = fit_of(lines, "skills = []\ncertificates = [\"Driving licence\"]");
    let licences: Vec<_> = fit
        .gates
        .iter()
        .filter(|gate| gate.gate == GateKind::Licence)
        .collect();
    assert_eq!(licences.len(), 1, "{licences:#?}");
    // The line is not met for want of SQL, but the licence is there.
    assert_eq!(licences[0].outcome, Pass);
}

/// The fit with a posting in the United States that says something of permissions.
fn permitted(sponsorship: Option<YesNo>, countries: &[&str], permits: &str) -> Fit {
    fit_on(
        &["SQL"],
        &format!("permits = {{ {permits} }}"),
        None,
        |posting| {
            posting.work_authorization = Some(WorkAuthorization {
                sponsorship,
                countries: countries.iter().map(|&code| code.to_owned()).collect(),
                clearance: None,
            });
            posting.locations = vec![Location {
                country: Some("US".to_owned()),
                ..Location::default()
            }];
        },
    )
}

#[test]
fn permission_to_work() {
    for (permits, wanted) in [
        ("", Unknown),
        ("countries = [\"US\"]", Pass),
        ("citizenships = [\"US\"]", Pass),
        ("countries = [\"EU\"]", Fail),
    ] {
        let fit = permitted(None, &["US"], permits);
        assert_eq!(
            outcome(&fit, GateKind::WorkPermit),
            Some(wanted),
            "{permits}"
        );
    }
}

#[test]
fn sponsorship() {
    for (answer, permits, wanted) in [
        (YesNo::No, "", Unknown),
        (YesNo::No, "needs_sponsorship = false", Pass),
        (
            YesNo::No,
            "needs_sponsorship = true, countries = [\"EU\"]",
            Fail,
        ),
        (YesNo::No, "countries = [\"US\"]", Pass),
        (YesNo::Yes, "needs_sponsorship = true", Pass),
    ] {
        let fit = permitted(Some(answer), &[], permits);
        assert_eq!(
            outcome(&fit, GateKind::Sponsorship),
            Some(wanted),
            "{permits}"
        );
    }
}
