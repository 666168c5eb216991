//! Gates and requirements, each on a small posting.

use super::*;
use crate::posting::{Posting, Salary};

/// The fit of a profile in TOML with the posting of a few lines that ask something.
fn fit_of(lines: &[&str], profile: &str) -> Fit {
    fit_on(lines, profile, None, |_| {})
}

/// The same on a day, with a posting that is changed before.
fn fit_on(
    lines: &[&str],
    profile: &str,
    today: Option<&str>,
    change: impl Fn(&mut Posting),
) -> Fit {
    let items: String = lines
        .iter()
        .map(|line| format!("<li>{line}</li>"))
        .collect();
    let page = format!("<h1>Analyst</h1><h2>Requirements</h2><ul>{items}</ul>");
    let options = Options {
        today: today.map(str::to_owned),
        ..Options::default()
    };
    let mut posting = Posting::parse(page.as_bytes(), &options).unwrap();
    change(&mut posting);
    posting.fit(&Profile::from_toml(profile).unwrap(), &options)
}

/// The outcome of a gate.
fn outcome(fit: &Fit, kind: GateKind) -> Option<Outcome> {
    let gate = fit.gates.iter().find(|gate| gate.gate == kind);
    gate.map(|gate| gate.outcome)
}

/// Status of the first must-have and what would be enough.
fn first(lines: &[&str], profile: &str) -> (Status, Vec<String>) {
    let all: Vec<&str> = lines
        .iter()
        .copied()
        .chain(["You laugh at our jokes"])
        .collect();
    let fit = fit_of(&all, profile);
    let judged = fit.must_haves.iter().find(|one| one.text == lines[0]);
    let judged = judged.unwrap_or_else(|| panic!("{lines:?}: {:#?}", fit.must_haves));
    (judged.status, judged.enough.clone())
}

use Outcome::{Fail, Pass, Unknown};

#[test]
fn skills_are_held_against_the_tree() {
    let line = &["SQL and (R, Python or similar)"];
    for (profile, status, enough) in [
        ("", Status::Unclear, &["SQL", "R"][..]),
        ("skills = [\"sql\", \"Python\"]", Status::Met, &[]),
        ("skills = [\"SQL\"]", Status::Unclear, &["R"]),
        ("skills = [\"R\"]", Status::Missing, &["SQL"]),
        ("skills = []", Status::Missing, &["SQL", "R"]),
        (
            "skills = []\ncomplete = false",
            Status::Unclear,
            &["SQL", "R"],
        ),
    ] {
        let (got, named) = first(line, profile);
        assert_eq!(
            (got, named.len()),
            (status, enough.len()),
            "{profile}: {named:?}"
        );
    }
}

#[test]
fn other_spellings_and_narrower_entries_count() {
    for (line, profile) in [
        ("Experience with Google Cloud", "skills = [\"GCP\"]"),
        ("Kubernetes", "skills = [\"k8s\"]"),
        (
            "A driving licence",
            "certificates = [\"Category B licence\"]",
        ),
        ("A driving licence", "certificates = [\"CDL Class A\"]"),
        (
            "Sea freight",
            "experience = [{ years = 2, subject = \"sea freight forwarding\" }]",
        ),
    ] {
        assert_eq!(first(&[line], profile).0, Status::Met, "{line}: {profile}");
    }
    let (status, _) = first(
        &["A category B driving licence"],
        "certificates = [\"Driving licence\"]",
    );
    assert_ne!(status, Status::Met);
}

#[test]
fn traits_and_free_text_are_never_met() {
    let profile = "skills = [\"Teamwork\", \"Sense of humour\", \"SQL\"]";
    for line in ["Teamwork", "You laugh at our jokes"] {
        let fit = fit_of(&[line, "SQL"], profile);
        let judged = fit.must_haves.iter().find(|one| one.text == line).unwrap();
        assert_eq!(
            (judged.status, judged.can_be_settled),
            (Status::Unclear, false),
            "{line}"
        );
        // It does not count: the other one is all that a profile can settle.
        assert_eq!((fit.score, fit.verdict), (Some(100), Verdict::Fits));
    }
}

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
fn permissions() {
    use crate::posting::{Location, WorkAuthorization, YesNo};
    let demand = |sponsorship, countries: &[&str]| WorkAuthorization {
        sponsorship,
        countries: countries.iter().map(|&code| code.to_owned()).collect(),
        clearance: None,
    };
    let (us, no) = (demand(None, &["US"]), demand(Some(YesNo::No), &[]));
    let yes = demand(Some(YesNo::Yes), &[]);
    for (demand, profile, gate, wanted) in [
        (&us, "", GateKind::WorkPermit, Unknown),
        (
            &us,
            "permits = { countries = [\"US\"] }",
            GateKind::WorkPermit,
            Pass,
        ),
        (
            &us,
            "permits = { citizenships = [\"US\"] }",
            GateKind::WorkPermit,
            Pass,
        ),
        (
            &us,
            "permits = { countries = [\"EU\"] }",
            GateKind::WorkPermit,
            Fail,
        ),
        (&no, "", GateKind::Sponsorship, Unknown),
        (
            &no,
            "permits = { needs_sponsorship = false }",
            GateKind::Sponsorship,
            Pass,
        ),
        (
            &no,
            "permits = { needs_sponsorship = true, countries = [\"EU\"] }",
            GateKind::Sponsorship,
            Fail,
        ),
        (
            &no,
            "permits = { countries = [\"US\"] }",
            GateKind::Sponsorship,
            Pass,
        ),
        (
            &yes,
            "permits = { needs_sponsorship = true }",
            GateKind::Sponsorship,
            Pass,
        ),
    ] {
        let fit = fit_on(&["SQL"], profile, None, |posting| {
            posting.work_authorization = Some(demand.clone());
            posting.locations = vec![Location {
                country: Some("US".to_owned()),
                ..Location::default()
            }];
        });
        assert_eq!(outcome(&fit, gate), Some(wanted), "{demand:?}: {profile}");
    }
}

#[test]
fn places() {
    use crate::posting::{Location, LocationsMode, Workplace};
    let place = |city: &str, country: &str| Location {
        city: (!city.is_empty()).then(|| city.to_owned()),
        country: Some(country.to_owned()),
        ..Location::default()
    };
    let both = vec![place("München", "DE"), place("Wien", "AT")];
    for (locations, mode, workplace, profile, wanted) in [
        (vec![place("München", "DE")], None, None, "", Unknown),
        (
            vec![place("München", "DE")],
            None,
            None,
            "places = [{ city = \"Munich\" }]",
            Pass,
        ),
        (
            vec![place("München", "DE")],
            None,
            None,
            "places = [{ country = \"DE\" }]",
            Pass,
        ),
        (
            vec![place("München", "DE")],
            None,
            None,
            "places = [{ city = \"Ulm\", country = \"DE\" }]",
            Fail,
        ),
        (
            vec![place("", "DE")],
            None,
            None,
            "places = [{ city = \"Ulm\", country = \"DE\" }]",
            Pass,
        ),
        (
            vec![place("München", "DE")],
            None,
            Some(Workplace::Remote),
            "places = [{ city = \"Ulm\", country = \"DE\" }]",
            Pass,
        ),
        (
            vec![place("München", "DE")],
            None,
            Some(Workplace::Remote),
            "places = [{ country = \"AT\" }]",
            Fail,
        ),
        (
            both.clone(),
            None,
            None,
            "places = [{ country = \"AT\" }]",
            Pass,
        ),
        (
            both.clone(),
            Some(LocationsMode::AnyOf),
            None,
            "places = [{ country = \"AT\" }]",
            Pass,
        ),
        (
            both.clone(),
            Some(LocationsMode::All),
            None,
            "places = [{ country = \"AT\" }]",
            Fail,
        ),
        (
            both,
            Some(LocationsMode::MayVary),
            None,
            "places = [{ country = \"AT\" }]",
            Unknown,
        ),
    ] {
        let fit = fit_on(&["SQL"], profile, None, |posting| {
            posting.locations.clone_from(&locations);
            posting.locations_mode = mode;
            posting.workplace = workplace;
        });
        assert_eq!(
            outcome(&fit, GateKind::Place),
            Some(wanted),
            "{locations:?}: {profile}"
        );
    }
}

#[test]
fn time() {
    use crate::posting::{EngagementDuration, Hours};
    let year = EngagementDuration {
        min_months: Some(12.0),
        max_months: Some(12.0),
        ..EngagementDuration::default()
    };
    let permanent = EngagementDuration {
        permanent: true,
        ..EngagementDuration::default()
    };
    let change = |posting: &mut Posting| {
        posting.start_date = Some("2027-02-01".to_owned());
        posting.duration = Some(year.clone());
        posting.hours = Some(Hours {
            per_week_min: Some(32.0),
            per_week_max: Some(40.0),
            pattern: None,
        });
    };
    for (profile, gate, wanted) in [
        (
            "available = { from = \"2027-02\" }",
            GateKind::Start,
            Some(Pass),
        ),
        (
            "available = { from = 2027-03-01 }",
            GateKind::Start,
            Some(Fail),
        ),
        ("", GateKind::Start, None),
        (
            "available = { until = \"2028-01\" }",
            GateKind::Duration,
            Some(Pass),
        ),
        (
            "available = { until = 2028-01-30 }",
            GateKind::Duration,
            Some(Fail),
        ),
        (
            "available = { hours_max = 32 }",
            GateKind::Hours,
            Some(Pass),
        ),
        (
            "available = { hours_max = 20 }",
            GateKind::Hours,
            Some(Fail),
        ),
        (
            "available = { hours_min = 41 }",
            GateKind::Hours,
            Some(Fail),
        ),
    ] {
        let fit = fit_on(&["SQL"], profile, None, change);
        assert_eq!(outcome(&fit, gate), wanted, "{profile}");
    }
    let fit = fit_on(
        &["SQL"],
        "available = { until = \"2030\" }",
        None,
        |posting| {
            posting.duration = Some(permanent.clone());
        },
    );
    assert_eq!(outcome(&fit, GateKind::Duration), Some(Fail));
    let unsaid = fit_of(
        &["SQL"],
        "available = { from = \"2027\", until = \"2028\", hours_max = 20 }",
    );
    assert_eq!(
        unsaid.not_stated,
        [GateKind::Start, GateKind::Duration, GateKind::Hours]
    );
    assert!(unsaid.gates.is_empty());
}

#[test]
fn work_that_begins_at_once_and_deadlines_ask_for_the_day() {
    let change = |posting: &mut Posting| {
        posting.start_date = Some("immediate".to_owned());
        posting.valid_through = Some("2027-03-31".to_owned());
    };
    let profile = "available = { from = 2027-03-10 }";
    for (today, start, open) in [
        (None, Unknown, None),
        (Some("2027-03-11"), Pass, Some(Pass)),
        (Some("2027-03-01"), Fail, Some(Pass)),
        (Some("2027-04-01"), Pass, Some(Fail)),
    ] {
        let fit = fit_on(&["SQL"], profile, today, change);
        assert_eq!(outcome(&fit, GateKind::Start), Some(start), "{today:?}");
        assert_eq!(outcome(&fit, GateKind::Deadline), open, "{today:?}");
    }
}

#[test]
fn wishes_are_told_apart() {
    use crate::posting::{EmploymentType, PayPeriod, Workplace};
    let pay = |min, max| Salary {
        min,
        max,
        currency: Some("EUR".to_owned()),
        period: Some(PayPeriod::Month),
        gross: None,
    };
    let wish = "wishes = { pay = { min = 3000, currency = \"EUR\", period = \"MONTH\" } }";
    for (salary, wanted) in [
        (pay(Some(3100.0), Some(4000.0)), Pass),
        (pay(Some(2500.0), Some(3500.0)), Unknown),
        (pay(Some(2500.0), None), Fail),
        (pay(None, Some(2900.0)), Fail),
        (pay(None, Some(3200.0)), Unknown),
        (
            Salary {
                currency: Some("CHF".to_owned()),
                ..pay(Some(9000.0), None)
            },
            Unknown,
        ),
        (
            Salary {
                period: Some(PayPeriod::Year),
                ..pay(Some(40000.0), None)
            },
            Unknown,
        ),
    ] {
        let fit = fit_on(&["SQL"], wish, None, |posting| {
            posting.salary = Some(salary.clone())
        });
        assert_eq!(outcome(&fit, GateKind::Pay), Some(wanted), "{salary:?}");
        assert!(fit.gates.iter().all(|gate| !gate.hard));
        assert_ne!(fit.verdict, Verdict::Blocked);
    }
    let full_time = "wishes = { employment_types = [\"FULL_TIME\"], workplace = [\"remote\"] }";
    for (stated, wanted) in [
        (vec![EmploymentType::FullTime, EmploymentType::Intern], Pass),
        (vec![EmploymentType::PartTime], Fail),
        (vec![EmploymentType::Temporary], Unknown),
    ] {
        let fit = fit_on(&["SQL"], full_time, None, |posting| {
            posting.employment_types.clone_from(&stated);
            posting.workplace = Some(Workplace::Onsite);
        });
        assert_eq!(
            outcome(&fit, GateKind::EmploymentType),
            Some(wanted),
            "{stated:?}"
        );
        assert_eq!(outcome(&fit, GateKind::Workplace), Some(Fail));
    }
    assert_eq!(fit_of(&["SQL"], wish).not_stated, [GateKind::Pay]);
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

#[test]
fn the_score_adds_up() {
    let lines = &[
        "SQL",
        "Python",
        "Fluent German",
        "Teamwork",
        "Kubernetes is a plus",
    ];
    let fit = fit_of(lines, "skills = [\"SQL\"]");
    let parts = &fit.arithmetic.parts;
    let (points, possible): (u32, u32) = (
        parts.iter().map(|part| part.points).sum(),
        parts.iter().map(|part| part.possible).sum(),
    );
    // Three must-haves (teamwork does not count), one wish, one gate.
    assert_eq!((points, possible), (4, 3 * 4 + 1 + 2));
    assert_eq!(fit.score, Some((100 * points + possible / 2) / possible));
    // German is unclear: it would bring the must-have and the gate.
    assert_eq!(
        fit.up_to,
        Some((100 * (points + 6) + possible / 2) / possible)
    );
    assert_eq!(fit.verdict, Verdict::Gaps);
    let failed = fit_of(
        lines,
        "skills = [\"SQL\", \"Python\", \"k8s\"]\nlanguages = []",
    );
    assert_eq!((failed.score, failed.verdict), (Some(30), Verdict::Blocked));
    assert_eq!(failed.arithmetic.caps.len(), 1);
}

#[test]
fn an_empty_profile_neither_passes_nor_fails() {
    let lines = &[
        "SQL",
        "A bachelor's degree",
        "Fluent German",
        "3 years of experience",
    ];
    let fit = fit_of(lines, "");
    assert!(
        fit.gates.iter().all(|gate| gate.outcome == Unknown),
        "{:#?}",
        fit.gates
    );
    assert!(
        fit.must_haves
            .iter()
            .all(|one| one.status == Status::Unclear)
    );
    assert_eq!(
        (fit.score, fit.up_to, fit.verdict),
        (Some(0), Some(100), Verdict::Unclear)
    );
}
