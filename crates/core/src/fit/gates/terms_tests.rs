//! Places, time and wishes: each gate on a small posting.

use crate::fit::Outcome::{Fail, Pass, Unknown};
use crate::fit::tests::{fit_of, fit_on, outcome};
use crate::fit::{GateKind, Outcome, Verdict};
use crate::posting::{
    EmploymentType, EngagementDuration, Hours, Location, LocationsMode, PayPeriod, Posting, Salary,
    Workplace,
};

fn place(city: &str, country: &str) -> Location {
    Location {
        city: (!city.is_empty()).then(|| city.to_owned()),
        country: Some(country.to_owned()),
        ..Location::default()
    }
}

/// The outcome of the gate of places.
fn placed(
    locations: &[Location],
    mode: Option<LocationsMode>,
    workplace: Option<Workplace>,
    profile: &str,
) -> Option<Outcome> {
    let fit = fit_on(&["SQL"], profile, None, |posting| {
        posting.locations = locations.to_vec();
        posting.locations_mode = mode;
        posting.workplace = workplace;
    });
    outcome(&fit, GateKind::Place)
}

const ULM: &str = "places = [{ city = \"Ulm\", country = \"DE\" }]";
const GERMANY: &str = "places = [{ country = \"DE\" }]";
const AUSTRIA: &str = "places = [{ country = \"AT\" }]";
const MUNICH: &str = "places = [{ city = \"Munich\" }]";

#[test]
fn one_place() {
    let remote = Some(Workplace::Remote);
    for (city, workplace, profile, wanted) in [
        ("München", None, "", Unknown),
        ("München", None, MUNICH, Pass),
        ("München", None, GERMANY, Pass),
        ("München", None, ULM, Fail),
        ("", None, ULM, Pass),
        ("München", remote, ULM, Pass),
        ("München", remote, AUSTRIA, Fail),
    ] {
        let got = placed(&[place(city, "DE")], None, workplace, profile);
        assert_eq!(got, Some(wanted), "{city}: {profile}");
    }
}

#[test]
fn several_places() {
    let both = [place("München", "DE"), place("Wien", "AT")];
    for (mode, wanted) in [
        (None, Pass),
        (Some(LocationsMode::AnyOf), Pass),
        (Some(LocationsMode::All), Fail),
        (Some(LocationsMode::MayVary), Unknown),
    ] {
        assert_eq!(placed(&both, mode, None, AUSTRIA), Some(wanted), "{mode:?}");
    }
}

#[test]
fn time() {
    let change = |posting: &mut Posting| {
        posting.start_date = Some("2027-02-01".to_owned());
        posting.duration = Some(EngagementDuration {
            min_months: Some(12.0),
            max_months: Some(12.0),
            ..EngagementDuration::default()
        });
        posting.hours = Some(Hours {
            per_week_min: Some(32.0),
            per_week_max: Some(40.0),
            pattern: None,
        });
    };
    for (available, gate, wanted) in [
        ("from = \"2027-02\"", GateKind::Start, Some(Pass)),
        ("from = 2027-03-01", GateKind::Start, Some(Fail)),
        ("", GateKind::Start, None),
        ("until = \"2028-01\"", GateKind::Duration, Some(Pass)),
        ("until = 2028-01-30", GateKind::Duration, Some(Fail)),
        ("hours_max = 32", GateKind::Hours, Some(Pass)),
        ("hours_max = 20", GateKind::Hours, Some(Fail)),
        ("hours_min = 41", GateKind::Hours, Some(Fail)),
    ] {
        let profile = format!("available = {{ {available} }}");
        let fit = fit_on(&["SQL"], &profile, None, change);
        assert_eq!(outcome(&fit, gate), wanted, "{profile}");
    }
}

#[test]
fn an_end_and_no_word_on_time() {
    let until = "available = { until = \"2030\" }";
    let fit = fit_on(&["SQL"], until, None, |posting| {
        posting.duration = Some(EngagementDuration {
            permanent: true,
            ..EngagementDuration::default()
        });
    });
    assert_eq!(outcome(&fit, GateKind::Duration), Some(Fail));
    let profile = "available = { from = \"2027\", until = \"2028\", hours_max = 20 }";
    let unsaid = fit_of(&["SQL"], profile);
    let wanted = [GateKind::Start, GateKind::Duration, GateKind::Hours];
    assert_eq!(unsaid.not_stated, wanted);
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
