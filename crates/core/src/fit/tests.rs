//! Requirements and the score, each on a small posting.

use super::*;
use crate::posting::Posting;

/// The fit of a profile in TOML with the posting of a few lines that ask something.
pub(super) fn fit_of(lines: &[&str], profile: &str) -> Fit {
    fit_on(lines, profile, None, |_| {})
}

/// The same on a day, with a posting that is changed before.
pub(super) fn fit_on(
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
pub(super) fn outcome(fit: &Fit, kind: GateKind) -> Option<Outcome> {
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
        fit.gates
            .iter()
            .all(|gate| gate.outcome == Outcome::Unknown),
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
