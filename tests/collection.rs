//! What no shell session shows: standard input, editors, other programs, pages that mean harm.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PAGE: &str = "<h1>Night Baker</h1><p>Company: Hearth Mill Ltd</p><h2>Requirements</h2><ul>\
    <li>Two years in a bakery</li><li>A driving licence</li></ul><h2>Your tasks</h2><ul>\
    <li>Bake the bread at night</li><li>Deliver it to nine shops</li></ul>";

/// A folder with a collection in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobgist"));
        command
            .args(words)
            .current_dir(self.0.path())
            .env("JOBGIST_STORE", self.path("collection.sqlite"))
            .env("JOBGIST_TODAY", "2026-11-23")
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .env("TMPDIR", self.0.path());
        command
    }

    /// Runs the program with this on standard input.
    fn run(&self, words: &[&str], input: &str) -> Output {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that fails early does not read.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    }

    /// The same where it must go well; gives standard output.
    fn done(&self, words: &[&str], input: &str) -> String {
        let output = self.run(words, input);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn pages_and_notes_come_in_a_pipe() {
    let desk = Desk::new();
    let saved = desk.done(&["save", "-", "--json"], PAGE);
    assert!(saved.contains("\"outcome\": \"new\""), "{saved}");
    desk.done(&["note", "baker"], "Ring the bell twice.\nAsk for Jo.\n");
    let shown = desk.done(&["show", "baker"], "");
    assert!(shown.contains("Ring the bell twice."), "{shown}");
    assert!(shown.contains("Ask for Jo."), "{shown}");
    let empty = desk.run(&["note", "baker"], " \n");
    assert_eq!(empty.status.code(), Some(1));
}

#[test]
fn what_goes_out_comes_back_the_same() {
    let desk = Desk::new();
    desk.done(
        &["save", "-", "--tag", "bread", "--status", "applied"],
        PAGE,
    );
    desk.done(&["remind", "baker", "friday", "buy", "yeast"], "");
    desk.done(&["correct", "baker", "salary", "EUR 2,400 a month"], "");
    desk.done(&["undo"], "");
    let all = desk.done(&["export"], "");
    desk.done(&["import", "--store", "other.sqlite", "-"], &all);
    assert_eq!(desk.done(&["export", "--store", "other.sqlite"], ""), all);
    let (one, other) = (
        ["show", "baker"],
        ["show", "baker", "--store", "other.sqlite"],
    );
    assert_eq!(desk.done(&one, ""), desk.done(&other, ""));
}

/// Pages, names and notes that would steer the terminal, and a formula.
#[test]
fn nothing_that_is_printed_steers_a_terminal() {
    let desk = Desk::new();
    let page = PAGE
        .replace("Night", "Night \u{1b}]0;gone\u{7}\u{9b}2J\u{202e}")
        .replace("Hearth", "=Hearth\u{1b}[31m");
    desk.done(
        &["save", "-", "--url", "https://a.example/\u{1b}[2J"],
        &page,
    );
    desk.done(
        &["note", "baker", "see \u{1b}[2J\u{9b}1m \u{202e} there"],
        "",
    );
    desk.done(&["contact", "baker", "Jo \u{1b}[2J", "\u{9b}5m"], "");
    desk.done(&["remind", "baker", "friday", "call \u{1b}[2J"], "");
    for words in [
        &["list"][..],
        &["list", "--json"],
        &["show", "baker"],
        &["show", "baker", "--json"],
        &["search", "see"],
        &["due", "--within", "30"],
        &["history", "baker"],
        &["history", "baker", "--json"],
        &["special", "baker"],
        &["stats"],
        &["compare", "baker", "baker@1"],
        &["compare", "baker", "baker@1", "--format", "markdown"],
        &["diff", "baker", "baker"],
        &["calendar"],
        &["export", "--format", "csv"],
        &["export", "--format", "markdown"],
        &["export", "--format", "json-ld"],
        &["rm", "baker"],
    ] {
        let said = desk.done(words, "");
        let steers = |one: char| (one.is_control() && !"\n\r".contains(one)) || one == '\u{202e}';
        assert!(!said.is_empty(), "{words:?}");
        assert!(!said.contains(steers), "{words:?}: {said:?}");
    }
}

/// A name can be of any length; a line stays a line.
#[test]
fn a_long_title_is_cut() {
    let desk = Desk::new();
    let title = "Baker of loaves ".repeat(12);
    desk.done(&["save", "-"], PAGE);
    desk.done(&["correct", "baker", "title", &title], "");
    let whole = desk.done(&["list", "--json"], "");
    assert!(whole.contains(title.trim()), "{whole}");
    for words in [&["list"][..], &["search", "shops"], &["rm", "hearth"]] {
        let said = desk.done(words, "");
        assert!(said.contains('…') && !said.contains(title.trim()), "{said}");
        assert!(said.matches("loaves").count() < 7, "{said}");
    }
}

/// Files of another kind, and the collection itself, are not written over.
#[test]
fn the_collection_is_not_written_over() {
    let desk = Desk::new();
    desk.done(&["save", "-"], PAGE);
    for words in [
        &["export", "--out", "collection.sqlite"][..],
        &["export", "--format", "csv", "--out", "./collection.sqlite"],
        &["calendar", "--out", "collection.sqlite"],
        &["open", "baker", "--out", "collection.sqlite"],
        &["backup", "collection.sqlite"],
        &["restore", "collection.sqlite"],
    ] {
        assert_eq!(desk.run(words, "").status.code(), Some(1), "{words:?}");
    }
    assert!(desk.done(&["check"], "").contains("sound, 1 job"));
}

#[cfg(unix)]
mod programs {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn script(desk: &Desk, name: &str, text: &str) -> PathBuf {
        let path = desk.path(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// The copy that a browser gets is private, has a name of ours, and runs nothing.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_page_is_opened_in_private() {
        let desk = Desk::new();
        let page = PAGE.replace("<h1>", "<script>alert(1)</script><h1>");
        desk.done(&["save", "-"], &page);
        script(&desk, "xdg-open", "exit 0");
        let path = std::env::var("PATH").unwrap();
        let output = desk
            .command(&["open", "baker"])
            .env("PATH", format!("{}:{path}", desk.0.path().display()))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let shown = PathBuf::from(String::from_utf8(output.stdout).unwrap().trim());
        let name = shown.file_name().unwrap().to_str().unwrap();
        assert!(
            name.len() == "k7m2.html".len() && name.ends_with(".html"),
            "{name}"
        );
        assert_eq!(mode(shown.parent().unwrap()), 0o700);
        let copy = fs::read_to_string(&shown).unwrap();
        let policy = copy.find("default-src 'none'").unwrap();
        assert!(policy < copy.find("<script>").unwrap(), "{copy}");
    }

    /// What is written to a file of the user's is the page as it was saved.
    #[test]
    fn a_page_is_written_byte_for_byte() {
        let desk = Desk::new();
        desk.done(&["save", "-"], PAGE);
        desk.done(&["open", "baker", "--out", "page.html"], "");
        assert_eq!(fs::read_to_string(desk.path("page.html")).unwrap(), PAGE);
        assert_eq!(desk.done(&["open", "baker", "--out", "-"], ""), PAGE);
        desk.done(&["export", "--out", "all.jsonl"], "");
        assert_eq!(mode(&desk.path("all.jsonl")), 0o600);
        assert_eq!(mode(&desk.path("collection.sqlite")), 0o600);
    }
}
