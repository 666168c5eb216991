//! Each `tests/cmd/*.md`, and the README, is a shell session that must run as written.
//!
//! After a change of what the program prints: `TRYCMD=overwrite cargo test --test cli`, then read
//! the difference.

/// All sessions.
#[test]
fn sessions() {
    // Sessions name files from the top of the repository.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap();
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .case("README.md")
        .case("tests/cmd/*.md")
        .case("tests/cmd/*.toml");
}
