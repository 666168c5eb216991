//! The screens of `history` and `undo`.

use anstyle::Style;
use jobgist_store::{Event, words};
use serde_json::Value;

use super::stated;
use crate::output::clean;
use crate::view::owned;
use crate::view::text::{Page, QUIET, TITLE};

/// The journey of a job, a line a change.
pub(crate) fn page(title: &str, events: &[Event], width: usize) -> String {
    let mut page = Page::new(width);
    page.wrapped(title, "", TITLE);
    for event in events {
        let first = format!("  {}  ", event.at.day());
        let (undone, style) = match event.undone_by {
            Some(_) => (" (taken back)", QUIET),
            None => ("", Style::new()),
        };
        let text = format!("{}{undone}", said(event));
        page.wrapped_after(&first, &text, "              ", style);
    }
    page.out
}

/// What was taken back, a line a change.
pub(crate) fn undone(events: &[Event], width: usize) -> String {
    let mut page = Page::new(width);
    for event in events {
        let first = format!("{}  taken back: ", event.job);
        page.wrapped_after(&first, &said(event), "      ", Style::new());
    }
    page.out
}

/// A change in words.
fn said(event: &Event) -> String {
    let detail = |name: &str| text(event.detail.get(name).unwrap_or(&Value::Null));
    match event.kind.as_str() {
        "saved" => format!("saved from {}", detail("name")),
        "captured" => format!("captured again from {}", detail("name")),
        "reparsed" => "read by another version".to_owned(),
        "tracked" => {
            let note = event.detail.get("note").map(text);
            let note = note.map(|note| format!(": {note}")).unwrap_or_default();
            format!("{} since {}{note}", detail("status"), detail("on"))
        }
        "noted" => format!("note: {}", detail("text")),
        "tagged" => format!("tag: {}", detail("tag")),
        "untagged" => format!("tag removed: {}", detail("tag")),
        "rated" => match event.detail.get("rating").and_then(Value::as_u64) {
            Some(rating) => format!("rated {rating} of 5"),
            None => "rating removed".to_owned(),
        },
        "reminded" => format!(
            "reminder #{} for {}: {}",
            event.number,
            detail("on"),
            detail("text")
        ),
        "done" => format!("reminder #{} done", detail("reminder")),
        "contacted" => format!("contact: {}", detail("name")),
        "corrected" => corrected(&event.detail),
        "uncorrected" => format!("correction of {} removed", words::fact(&detail("fact"))),
        "linked" => format!("linked to {}: {}", detail("to"), detail("reason")),
        "unlinked" => format!("link to {} removed", detail("to")),
        "removed" => "put into the bin".to_owned(),
        "restored" => "taken out of the bin".to_owned(),
        "undone" => format!("change {} taken back", detail("event")),
        other => format!("{}: {}", clean(other), text(&event.detail)),
    }
}

/// "salary corrected: EUR 62,000 a year".
fn corrected(detail: &Value) -> String {
    let fact = detail
        .get("fact")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let value = detail.get("value").unwrap_or(&Value::Null);
    format!(
        "{} corrected: {}",
        owned(words::fact(fact)),
        stated(fact, value)
    )
}

/// A value in one line that is safe for a terminal.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => owned(&text.replace('\n', " ")),
        Value::Null => "not stated".to_owned(),
        other => owned(&other.to_string()),
    }
}
