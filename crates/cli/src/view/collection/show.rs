//! The screen of `show`: the posting, and what became of it.

use anstyle::Style;
use jobgist::Posting;
use jobgist_store::{Capture, Correction, Job, Link, Note, Reminder, words};

use super::stated;
use crate::output::{clean, visible};
use crate::view::text::{self, Page, WARNING};
use crate::view::{View, owned};

/// The screen of a job; `capture`: the number of the capture that is shown, where it is not the newest.
pub(crate) fn page(job: &Job, posting: &Posting, capture: Option<usize>, width: usize) -> String {
    let screen = text::page(&View::of(posting, false), width);
    let mut page = Page::new(width);
    page.heading(&format!("In the collection: {}", job.id));
    if let Some(at) = &job.removed_at {
        page.wrapped_after(
            "  ",
            &format!("in the bin since {}", at.day()),
            "  ",
            WARNING,
        );
    }
    if let Some(number) = capture {
        let line = format!("as capture {number} of {} has it", job.captures.len());
        page.wrapped_after("  ", &line, "  ", WARNING);
    }
    let shown = match capture {
        Some(number) => job.captures.get(number.saturating_sub(1)),
        None => job.captures.last(),
    };
    facts(&mut page, job, shown);
    list(&mut page, "Reminders", job.reminders.iter().map(reminder));
    list(
        &mut page,
        "Contacts",
        job.contacts.iter().map(|contact| {
            let detail = contact
                .detail
                .as_deref()
                .map(|detail| format!(": {}", owned(detail)));
            format!("{}{}", owned(&contact.name), detail.unwrap_or_default())
        }),
    );
    list(
        &mut page,
        "Corrected by you",
        job.corrections.iter().map(correction),
    );
    notes(&mut page, &job.notes);
    screen + &page.out
}

/// What there is one of.
fn facts(page: &mut Page, job: &Job, shown: Option<&Capture>) {
    let links: Vec<String> = job.links.iter().map(link).collect();
    let captures: Vec<String> = job.captures.iter().zip(1..).map(capture).collect();
    let lines = [
        (
            "Status",
            Some(format!(
                "{} since {}",
                clean(job.status.as_str()),
                job.status_on
            )),
        ),
        ("Saved", Some(job.saved_at.day().to_string())),
        (
            "From",
            shown.map(|capture| visible(&capture.name).into_owned()),
        ),
        (
            "Address",
            shown.and_then(|capture| capture.url.as_deref().map(owned)),
        ),
        (
            "Captures",
            (captures.len() > 1).then(|| captures.join(", ")),
        ),
        (
            "Tags",
            (!job.tags.is_empty()).then(|| owned(&job.tags.join(", "))),
        ),
        ("Rating", job.rating.map(|rating| format!("{rating} of 5"))),
        ("Same job", (!links.is_empty()).then(|| links.join("; "))),
    ];
    for (label, value) in lines {
        if let Some(value) = value {
            page.labelled(label, &value);
        }
    }
}

fn capture((capture, number): (&Capture, usize)) -> String {
    format!("@{number} of {}", capture.at.day())
}

fn link(link: &Link) -> String {
    format!("{} ({})", link.to, owned(&link.reason))
}

fn reminder(reminder: &Reminder) -> String {
    let done = reminder
        .done_at
        .map(|at| format!(" (done on {})", at.day()));
    format!(
        "{} {} (#{}){}",
        reminder.on,
        owned(&reminder.text),
        reminder.number,
        done.unwrap_or_default()
    )
}

fn correction(correction: &Correction) -> String {
    let value = stated(&correction.fact, &correction.value);
    let agreed = if correction.agreed {
        " (the program reads the same now)"
    } else {
        ""
    };
    format!("{}: {value}{agreed}", owned(words::fact(&correction.fact)))
}

fn list(page: &mut Page, heading: &str, lines: impl Iterator<Item = String>) {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            page.heading(heading);
        }
        page.wrapped_after("  - ", &line, "    ", Style::new());
    }
}

/// Notes keep their lines; each has its day in front.
fn notes(page: &mut Page, notes: &[Note]) {
    if !notes.is_empty() {
        page.heading("Notes");
    }
    for note in notes {
        let mut first = format!("  {}  ", note.at.day());
        let indent = " ".repeat(first.len());
        for line in note.text.lines() {
            page.wrapped_after(&first, &clean(line), &indent, Style::new());
            first.clone_from(&indent);
        }
    }
}
