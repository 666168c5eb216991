//! The screen of `diff`.

use anstyle::{AnsiColor, Style};
use jobgist_store::difference::{Change, ChangeKind};

use crate::output::clean;
use crate::view::text::{Page, QUIET, TITLE};

const NEW: Style = AnsiColor::Green.on_default();
const GONE: Style = AnsiColor::Red.on_default();
const OTHER: Style = AnsiColor::Yellow.on_default();

/// What changed between two records, what matters first.
pub(crate) fn page(title: &str, old: &str, new: &str, changes: &[Change], width: usize) -> String {
    let mut page = Page::new(width);
    page.wrapped(title, "", TITLE);
    page.wrapped_after("  ", &format!("{old} -> {new}"), "  ", QUIET);
    if changes.is_empty() {
        page.wrapped_after("  ", "Nothing changed", "  ", Style::new());
    }
    for change in changes {
        page.wrapped_after("  - ", &sentence(change), "    ", style(change.kind));
    }
    page.out
}

/// A change in a sentence that is safe for a terminal.
pub(crate) fn sentence(change: &Change) -> String {
    clean(&change.sentence()).into_owned()
}

fn style(kind: ChangeKind) -> Style {
    match kind {
        ChangeKind::Added | ChangeKind::Reopened => NEW,
        ChangeKind::Removed | ChangeKind::Closed => GONE,
        ChangeKind::Reworded => QUIET,
        _ => OTHER,
    }
}
