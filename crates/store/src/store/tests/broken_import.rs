//! An import that is not whole names the line, and brings nothing.

use super::transfer::{full, import};
use super::*;

/// The lines of an export, to be broken.
struct Export(Vec<String>);

impl Export {
    fn new() -> Self {
        Self(full().exported().lines().map(str::to_owned).collect())
    }

    /// The first line that holds a text.
    fn find(&self, text: &str) -> usize {
        self.0.iter().position(|line| line.contains(text)).unwrap()
    }

    /// With one text in place of another in one line.
    fn changed(&self, at: usize, from: &str, to: &str) -> String {
        let mut lines = self.0.clone();
        assert!(lines[at].contains(from), "{from}: {}", lines[at]);
        lines[at] = lines[at].replacen(from, to, 1);
        lines.join("\n")
    }

    /// Without one line.
    fn without(&self, at: usize) -> String {
        let mut lines = self.0.clone();
        lines.remove(at);
        lines.join("\n")
    }

    /// Without the first line of a kind, and with an end that says so.
    fn fewer(&self, kind: &str) -> String {
        let begin = format!("{{\"{kind}\"");
        let count = self
            .0
            .iter()
            .filter(|line| line.starts_with(&begin))
            .count();
        let (one, other) = (
            format!("\"{kind}s\":{count}"),
            format!("\"{kind}s\":{}", count - 1),
        );
        let text = self.without(self.find(&begin));
        assert!(text.contains(&one));
        text.replace(&one, &other)
    }
}

/// An import is refused, by an empty collection and by another one, which stay as they are. `line` is
/// counted from one.
fn refused(text: &str, line: Option<usize>, says: &str) {
    let empty = Place::new();
    let mut other = Place::new();
    other.id(NURSE);
    for mut place in [empty, other] {
        let before = place.exported();
        match import(&mut place, text) {
            Err(Error::Import { line: told, reason }) => {
                assert!(reason.contains(says), "{says:?} is not in {reason:?}");
                assert_eq!(told as usize, line.unwrap_or(told as usize), "{reason}");
            }
            other => panic!("{says}: {other:?}"),
        }
        assert_eq!(place.exported(), before);
        place.assert_sound();
    }
}

#[test]
fn what_is_no_export_or_a_part_of_one() {
    let export = Export::new();
    let (last, whole) = (export.0.len() - 1, export.0.join("\n"));
    refused("", Some(1), "cut off");
    refused("{}", Some(1), "");
    refused("\u{feff}\0", Some(1), "");
    refused(&export.without(0), Some(1), "not the beginning");
    refused(&export.changed(0, ":1", ":2"), Some(1), "newer");
    refused(&export.without(last), Some(last + 1), "cut off");
    refused(
        &export.0[..last / 2].join("\n"),
        Some(last / 2 + 1),
        "cut off",
    );
    refused(&whole[..whole.len() - 30], Some(last + 1), "");
    refused(&format!("{whole}\n{{}}"), Some(last + 2), "behind the last");
    refused(
        &export.without(export.find("{\"page\"")),
        Some(last),
        "lines are missing",
    );
    refused(
        &export.without(export.find("\"tagged\"")),
        Some(last),
        "lines are missing",
    );
    refused(&export.fewer("page"), None, "the page");
    refused(&export.fewer("record"), None, "the record");
}

#[test]
fn pages_and_records_that_are_not_what_they_say() {
    let export = Export::new();
    let (page, record) = (export.find("{\"page\""), export.find("{\"record\""));
    refused(&export.changed(page, "e", "E"), Some(page + 1), "");
    let baker = export.find("Night Baker");
    refused(
        &export.changed(baker, "Night Baker", "Day Baker"),
        Some(baker + 1),
        "content",
    );
    refused(
        &export.changed(page, "\"text\"", "\"base64\""),
        Some(page + 1),
        "",
    );
    refused(&export.changed(record, "}", ""), Some(record + 1), "");
}

#[test]
fn events_that_could_not_be() {
    let export = Export::new();
    let event = export.find("{\"event\"");
    let [saved, undone, rated, linked] =
        ["saved", "undone", "rated", "linked"].map(|kind| export.find(&format!("\"{kind}\"")));
    for (at, from, to, says) in [
        (event, "\"number\":1", "\"number\":0", "out of order"),
        (
            event,
            "\"number\":1",
            "\"number\":18446744073709551615",
            "out of order",
        ),
        (event, "\"change\":1", "\"change\":9", "out of order"),
        (event + 1, "\"kind\":\"", "\"kind\":\"un", "unknown variant"),
        (saved, "\"job\":\"", "\"job\":\"../", "is no id"),
        (saved, "\"at\":\"2026", "\"at\":\"20x6", "is not a time"),
        (saved, "\"bytes\":", "\"bytes\":1234567890123456789", ""),
        (rated, "\"rating\":5", "\"rating\":9", "from 1 to 5"),
        (rated, "\"rating\":5", "\"rating\":\"5\"", "invalid type"),
        (
            undone,
            "\"detail\":{\"event\":",
            "\"detail\":{\"event\":9",
            "not among",
        ),
        (
            linked,
            "\"to\":\"",
            "\"to\":\"'; DROP TABLE event; --",
            "leads to an id",
        ),
    ] {
        refused(&export.changed(at, from, to), Some(at + 1), says);
    }
}
