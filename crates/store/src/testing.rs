//! Jobs for tests.

use jobgist::{Options, Posting};

use crate::{Day, Job, JobId, Listed, Reminder, Status};

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A job without facts, saved and last changed on its status's day.
pub(crate) fn listed(id: &str, status: Status, since: &str) -> Listed {
    let since = day(since);
    Listed {
        id: JobId(id.to_owned()),
        title: None,
        company: None,
        places: Vec::new(),
        workplace: None,
        salary: None,
        valid_through: None,
        status,
        status_on: since,
        tags: Vec::new(),
        rating: None,
        next_reminder: None,
        saved_at: since.noon().unwrap(),
        changed_at: since.noon().unwrap(),
    }
}

/// A job without anything but its status, saved on the status's day.
pub(crate) fn job(id: &str, status: Status, since: &str) -> Job {
    let since = day(since);
    Job {
        id: JobId(id.to_owned()),
        saved_at: since.noon().unwrap(),
        status,
        status_on: since,
        tags: Vec::new(),
        rating: None,
        notes: Vec::new(),
        reminders: Vec::new(),
        contacts: Vec::new(),
        corrections: Vec::new(),
        captures: Vec::new(),
        links: Vec::new(),
        removed_at: None,
    }
}

pub(crate) fn reminder(number: u64, on: &str, text: &str) -> Reminder {
    Reminder {
        number,
        on: day(on),
        text: text.to_owned(),
        done_at: None,
    }
}

/// The record of a posting written in Markdown.
pub(crate) fn posting(text: &str) -> Posting {
    Posting::parse(text.as_bytes(), &Options::default()).unwrap()
}
