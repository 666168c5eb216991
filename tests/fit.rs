//! Profiles of `fixtures/profiles/` held against postings of `fixtures/`.
//!
//! After a change: `INSTA_UPDATE=always cargo test --test fit`, then read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use jobgist::{Fit, GateKind, Options, Outcome, Posting, Profile, Status};
use proptest::prelude::*;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn options(name: &str) -> Options {
    Options {
        name: name.to_owned(),
        today: Some("2026-11-22".to_owned()),
        ..Options::default()
    }
}

fn posting(name: &str) -> Posting {
    let bytes = fs::read(fixtures().join(name)).unwrap();
    Posting::parse(&bytes, &options(name)).unwrap()
}

fn profile(name: &str) -> Profile {
    let path = fixtures().join("profiles").join(name);
    if name.ends_with(".toml") {
        return Profile::from_toml(&fs::read_to_string(path).unwrap()).unwrap();
    }
    Profile::from_resume(&fs::read(path).unwrap(), &options(name)).unwrap()
}

const PROFILES: [&str; 4] = [
    "electrician.toml",
    "developer.toml",
    "student.toml",
    "nurse.md",
];

/// The gates that fail, of each profile with each of three postings.
#[test]
fn gates_that_fail() {
    use GateKind::{Duration, Experience, Hours, Language, Licence, Place, Workplace};
    for (profile_name, posting_name, wanted) in [
        ("electrician.toml", "full-page.html", &[][..]),
        ("electrician.toml", "senior-engineer.html", &[Place]),
        ("electrician.toml", "fragment-br.html", &[Language, Place]),
        ("developer.toml", "full-page.html", &[Place]),
        ("developer.toml", "senior-engineer.html", &[Workplace]),
        ("developer.toml", "fragment-br.html", &[Language]),
        (
            "student.toml",
            "full-page.html",
            &[Licence, Licence, Place, Duration, Hours],
        ),
        ("student.toml", "senior-engineer.html", &[Place]),
        (
            "student.toml",
            "fragment-br.html",
            &[Experience, Language, Duration, Hours],
        ),
        ("nurse.md", "emoji-bullets.md", &[]),
    ] {
        let fit = posting(posting_name).fit(&profile(profile_name), &options(""));
        let failed = fit
            .gates
            .iter()
            .filter(|gate| gate.outcome == Outcome::Fail);
        let failed: Vec<GateKind> = failed.map(|gate| gate.gate).collect();
        assert_eq!(failed, wanted, "{profile_name}: {posting_name}");
    }
}

/// One whole record.
#[test]
fn record() {
    let fit = posting("fragment-br.html").fit(&profile("student.toml"), &options(""));
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_json_snapshot!("fit", fit));
    let json = serde_json::to_string(&fit).unwrap();
    assert_eq!(serde_json::from_str::<Fit>(&json).unwrap(), fit);
}

/// What holds for every profile and posting.
#[test]
fn promises() {
    let blank = Profile::default();
    let profiles: Vec<Profile> = PROFILES.iter().map(|name| profile(name)).collect();
    let mut names: Vec<PathBuf> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && !path.ends_with("README.md"))
        .collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        let posting = posting(name);
        for profile in profiles.iter().chain([&blank]) {
            let fit = posting.fit(profile, &options(""));
            check(&fit, &posting, name);
            assert_eq!(fit, posting.fit(profile, &options("")), "{name}");
        }
        let unknown = posting.fit(&blank, &Options::default());
        let decided = unknown
            .must_haves
            .iter()
            .filter(|one| one.status != Status::Unclear);
        // Without a profile nothing is settled, but that no degree is needed.
        assert!(
            decided.count() == 0
                || unknown
                    .gates
                    .iter()
                    .any(|gate| gate.outcome == Outcome::Pass),
            "{name}"
        );
    }
}

fn check(fit: &Fit, posting: &Posting, name: &str) {
    let (score, up_to) = (fit.score.unwrap_or(0), fit.up_to.unwrap_or(0));
    assert!(score <= up_to && up_to <= 100, "{name}");
    let parts = &fit.arithmetic.parts;
    let points: u32 = parts.iter().map(|part| part.points).sum();
    let possible: u32 = parts.iter().map(|part| part.possible).sum();
    for part in parts {
        assert_eq!(
            (part.points, part.possible),
            (part.met * part.weight, part.of * part.weight)
        );
        assert!(part.met + part.unclear <= part.of, "{name}");
    }
    if possible > 0 {
        let cap = fit
            .arithmetic
            .caps
            .iter()
            .map(|cap| cap.at_most)
            .min()
            .unwrap_or(100);
        let percent = (200 * points + possible) / (2 * possible);
        assert_eq!(fit.score, Some(percent.min(cap)), "{name}");
    }
    let all = fit.must_haves.iter().chain(&fit.nice_to_haves);
    let asked = posting.requirements.iter().filter(|one| !one.negated);
    assert_eq!(all.clone().count(), asked.count(), "{name}");
    for judged in all {
        assert_eq!(
            judged.enough.is_empty(),
            judged.status == Status::Met || judged.things.is_empty(),
            "{name}: {judged:#?}"
        );
        let open = |name: &String| {
            judged
                .things
                .iter()
                .any(|thing| thing.name == *name && thing.status != Status::Met)
        };
        assert!(judged.enough.iter().all(open), "{name}: {judged:#?}");
        assert!(
            judged.can_be_settled || judged.status == Status::Unclear,
            "{name}: {judged:#?}"
        );
    }
    for gate in &fit.gates {
        let quote = gate
            .posting
            .as_ref()
            .unwrap_or_else(|| panic!("{name}: {gate:#?}"));
        assert!(
            !quote.text.is_empty() && !gate.reason.is_empty(),
            "{name}: {gate:#?}"
        );
    }
}

/// Pieces of profiles and résumés, whole and broken.
const PIECES: [&str; 22] = [
    "skills",
    " = ",
    "[",
    "]",
    "{",
    "}",
    "\"SQL\"",
    ", ",
    "\n",
    "name",
    "years",
    "-1",
    "nan",
    "1e400",
    "[[degrees]]\n",
    "level = \"bachelor\"\n",
    "expected = 2027-02-30\n",
    "[available]\nuntil = \"0000\"\n",
    "PhD, 2019\n",
    "- English (C1)\n",
    "é\u{202e}",
    "\u{0}",
];

proptest! {
    #[test]
    fn any_text_is_a_profile_or_an_error(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30)) {
        let text = pieces.concat();
        let posting = posting("fragment-br.html");
        for profile in [
            Profile::from_toml(&text),
            Profile::from_resume(text.as_bytes(), &Options::default()),
        ] {
            match profile {
                Ok(profile) => check(&posting.fit(&profile, &options("")), &posting, &text),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }
}
