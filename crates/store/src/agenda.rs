//! What is to be done: reminders, deadlines that come near, applications that went quiet.

use serde::{Deserialize, Serialize};

use crate::{Day, JobId, Listed, Reminder, Status, words};

/// How far ahead is looked, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Reminders so many days ahead count: 0, those of today and before.
    pub reminder_days: u16,
    /// Deadlines so many days ahead count: a week.
    pub deadline_days: u16,
    /// An application is quiet when nothing changed for so many days: 14.
    pub quiet_days: u16,
}

/// One thing to do, or to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// What sort.
    pub kind: DueKind,
    /// The day that it is about: of the reminder, of the deadline, or since which it is quiet.
    pub on: Day,
    /// Days from today to that day; negative when it is over.
    pub days: i32,
    /// Whose it is.
    pub job: JobId,
    /// The job's title.
    pub title: Option<String>,
    /// The employer.
    pub company: Option<String>,
    /// Where the application stands.
    pub status: Status,
    /// The reminder's number.
    pub reminder: Option<u64>,
    /// The reminder's text, or what there is to know, in a sentence.
    pub text: String,
}

/// What sort of thing is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DueKind {
    /// A reminder that the user set.
    Reminder,
    /// The last day for an application comes near, and none was sent.
    Deadline,
    /// The last day for an application went by, and none was sent.
    Expired,
    /// An application was sent, and nothing was heard for long.
    Quiet,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            reminder_days: 0,
            deadline_days: 7,
            quiet_days: 14,
        }
    }
}

impl DueKind {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Deadline => "deadline",
            Self::Expired => "expired",
            Self::Quiet => "quiet",
        }
    }
}

/// What is due on `today`, by day and title. Of jobs whose journey is over only reminders are told:
/// "ask for feedback" is for them.
pub fn due<'a>(
    jobs: impl IntoIterator<Item = (&'a Listed, &'a [Reminder])>,
    today: Day,
    rules: &Rules,
) -> Vec<Due> {
    let mut found = Vec::new();
    for (job, reminders) in jobs {
        let limit = i32::from(rules.reminder_days);
        let open = reminders.iter().filter(|one| one.done_at.is_none());
        for reminder in open.filter(|one| one.on.days_since(today) <= limit) {
            found.push(Due {
                reminder: Some(reminder.number),
                ..new(
                    job,
                    DueKind::Reminder,
                    reminder.on,
                    today,
                    reminder.text.clone(),
                )
            });
        }
        found.extend(deadline(job, today, rules));
        found.extend(quiet(job, today, rules));
    }
    // Titles do not tell postings apart; what is left does, so that the order is always the same.
    found.sort_by(|one, other| {
        let key = |due: &Due| (due.on, due.title.is_none());
        key(one)
            .cmp(&key(other))
            .then_with(|| one.title.cmp(&other.title))
            .then_with(|| one.job.cmp(&other.job))
            .then_with(|| (one.kind, one.reminder).cmp(&(other.kind, other.reminder)))
    });
    found
}

/// The last day for an application, where it is near or over and none was sent.
fn deadline(job: &Listed, today: Day, rules: &Rules) -> Option<Due> {
    if !awaits_application(&job.status) {
        return None;
    }
    let last = job.valid_through?;
    let days = last.days_since(today);
    let (kind, text) = if days < 0 {
        let text = format!("the deadline was {}", words::distance(days));
        (DueKind::Expired, text)
    } else if days <= i32::from(rules.deadline_days) {
        let text = format!("the deadline is {}", words::distance(days));
        (DueKind::Deadline, text)
    } else {
        return None;
    };
    Some(new(job, kind, last, today, text))
}

/// An application that nothing was heard of for long.
fn quiet(job: &Listed, today: Day, rules: &Rules) -> Option<Due> {
    let is_sent = matches!(
        job.status,
        Status::Applied | Status::Screening | Status::Interview
    );
    // An interview that is still to come is not silence.
    let last = job.status_on.max(job.changed_at.day());
    let days = today.days_since(last);
    if !is_sent || days < i32::from(rules.quiet_days) {
        return None;
    }
    let text = format!(
        "nothing new for {days} days, {} since {}",
        job.status, job.status_on
    );
    Some(new(job, DueKind::Quiet, last, today, text))
}

/// Whether no application was sent yet; a status of the user's own may well mean that.
pub(crate) fn awaits_application(status: &Status) -> bool {
    matches!(status, Status::Saved | Status::Own(_))
}

fn new(job: &Listed, kind: DueKind, on: Day, today: Day, text: String) -> Due {
    Due {
        kind,
        on,
        days: on.days_since(today),
        job: job.id.clone(),
        title: job.title.clone(),
        company: job.company.clone(),
        status: job.status.clone(),
        reminder: None,
        text,
    }
}

#[cfg(test)]
mod tests;
