//! Each `tests/cmd/*.md`, and the README, is a shell session that must run as written.
//!
//! After a change of what the program prints: `TRYCMD=overwrite cargo test --test cli`, then read
//! the difference.

use std::fs;
use std::path::Path;

/// Where sessions keep their collections, and what they write.
const FOLDER: &str = "target/sessions";

/// All sessions, each with a collection of its own, on a Monday.
#[test]
fn sessions() {
    // Sessions name files from the top of the repository.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap();
    let _ = fs::remove_dir_all(FOLDER);
    fs::create_dir_all(FOLDER).unwrap();
    cases("none")
        .case("tests/cmd/*.md")
        .case("tests/cmd/*.toml");
    cases("readme").case("README.md");
    let mut sessions: Vec<_> = fs::read_dir("tests/cmd/collection")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    sessions.sort();
    assert!(!sessions.is_empty());
    for session in sessions {
        let name = session.file_stem().unwrap().to_str().unwrap();
        cases(name).case(&session);
    }
    let nobody = Path::new(FOLDER).join("none.sqlite");
    assert!(!nobody.exists(), "only its own sessions write a collection");
}

/// Sessions with the collection of this name.
fn cases(name: &str) -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .env("JOBGIST_STORE", format!("{FOLDER}/{name}.sqlite"))
        .env("JOBGIST_TODAY", "2026-11-23");
    cases
}
