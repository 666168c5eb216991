//! The collection as a report in Markdown.

use std::fmt::Write as _;

use jobgist::Posting;

use crate::overview::Step;
use crate::{Day, Job, Status, pay, words};

/// A job with its record, as a report tells of it.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The job.
    pub job: &'a Job,
    /// Its newest record, corrections applied.
    pub posting: &'a Posting,
    /// The statuses it went through, oldest first.
    pub journey: &'a [Step],
}

/// A report of the collection: by status in the order of a journey, then by title; with facts,
/// journey, open reminders, contacts and notes. Text of pages and people stays text.
#[must_use]
pub fn markdown_report(jobs: &[Reported<'_>], today: Day) -> String {
    let mut sorted: Vec<&Reported<'_>> = jobs.iter().collect();
    sorted.sort_by_key(|one| {
        (
            place(&one.job.status),
            one.posting.title.clone(),
            one.job.id.clone(),
        )
    });
    let mut out = format!(
        "# Job applications on {today}\n\n{} in all.\n",
        counted(jobs.len())
    );
    let mut status = None;
    for one in sorted {
        if status != Some(&one.job.status) {
            status = Some(&one.job.status);
            let _ = write!(out, "\n## {}\n", escaped(&capital(one.job.status.as_str())));
        }
        write_job(&mut out, one, today);
    }
    out
}

fn counted(jobs: usize) -> String {
    format!("{jobs} job{}", if jobs == 1 { "" } else { "s" })
}

/// The place of a status in a journey; the user's own behind the usual ones, by name.
fn place(status: &Status) -> (usize, String) {
    let usual = Status::USUAL.iter().position(|one| one == status);
    (usual.unwrap_or(Status::USUAL.len()), status.to_string())
}

fn write_job(
    out: &mut String,
    Reported {
        job,
        posting,
        journey,
    }: &Reported<'_>,
    today: Day,
) {
    let title = posting.title.as_deref().unwrap_or("Without a title");
    let _ = write!(out, "\n### {}", escaped(title));
    if let Some(company) = &posting.company {
        let _ = write!(out, ", {}", escaped(company));
    }
    out.push_str("\n\n");
    for (label, value) in facts(job, posting, today) {
        let _ = writeln!(out, "- **{label}:** {}", escaped(&value));
    }
    let steps: Vec<String> = journey
        .iter()
        .map(|step| format!("{} {}", step.on, step.status))
        .collect();
    if !steps.is_empty() {
        let _ = writeln!(out, "- **Journey:** {}", escaped(&steps.join(" → ")));
    }
    for reminder in job.reminders.iter().filter(|one| one.done_at.is_none()) {
        let _ = writeln!(
            out,
            "- **Reminder {}:** {}",
            reminder.on,
            escaped(&reminder.text)
        );
    }
    for contact in &job.contacts {
        let detail = contact.detail.as_ref().map(|detail| format!(", {detail}"));
        let text = format!("{}{}", contact.name, detail.unwrap_or_default());
        let _ = writeln!(out, "- **Contact:** {}", escaped(&text));
    }
    for note in &job.notes {
        let _ = writeln!(
            out,
            "- **Note of {}:** {}",
            note.at.day(),
            escaped(&note.text)
        );
    }
}

/// The facts of a job that a report tells, with their names.
fn facts(job: &Job, posting: &Posting, today: Day) -> Vec<(&'static str, String)> {
    let places: Vec<String> = posting.locations.iter().map(words::place).collect();
    let pay_per_year = posting.salary.as_ref().and_then(|salary| {
        let year = pay::per_year(salary, posting.hours.as_ref())?;
        let is_yearly = salary.period == Some(jobgist::PayPeriod::Year);
        Some(format!("{}, {}", year.words()?, year.factor.words)).filter(|_| !is_yearly)
    });
    let deadline = posting
        .valid_through
        .as_deref()
        .map(|text| match text.parse::<Day>() {
            Ok(last) => format!("{last}, {}", words::distance(last.days_since(today))),
            Err(_) => text.to_owned(),
        });
    let facts = [
        ("Id", Some(job.id.to_string())),
        ("Since", Some(job.status_on.to_string())),
        ("Places", words::joined(places, "; ")),
        (
            "Workplace",
            posting
                .workplace
                .map(|place| words::workplace(place).to_owned()),
        ),
        ("Pay", posting.salary.as_ref().and_then(words::pay)),
        ("Pay a year", pay_per_year),
        ("Deadline", deadline),
        ("Tags", words::joined(job.tags.clone(), ", ")),
        ("Rating", job.rating.map(|rating| format!("{rating} of 5"))),
        (
            "Page",
            job.captures.last().and_then(|capture| capture.url.clone()),
        ),
    ];
    facts
        .into_iter()
        .filter_map(|(label, value)| Some((label, value?)))
        .collect()
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    let first: String = characters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + characters.as_str()
}

/// Text that Markdown and HTML leave as it is, in one line; control characters and marks that turn
/// the direction of text are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(character);
            }
            other if words::is_hidden(other) => {}
            other => out.push(other),
        }
    }
    out
}
