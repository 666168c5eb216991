//! What goes into the collection's functions, and what comes out of them.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Day, JobId, Listed, Moment, Reading, Status};

/// A page to be saved.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// Its bytes as they are.
    pub bytes: &'a [u8],
    /// The name of its file.
    pub name: &'a str,
    /// Where it came from, if the user says so; that which the page itself names counts otherwise.
    pub url: Option<&'a str>,
    /// How many postings it holds.
    pub postings: usize,
    /// What its reader was told.
    pub reading: Reading,
}

/// What became of a posting that was saved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Saved {
    /// The job's name in the collection.
    pub id: JobId,
    /// Whether it is new.
    pub outcome: Outcome,
    /// When the page was saved as it is now.
    pub since: Moment,
    /// Other jobs of the collection that may be the same, without those that are linked already.
    pub elsewhere: Vec<Likely>,
}

/// Whether a saved posting is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A job that the collection did not have.
    New,
    /// A job that it had, whose page was different.
    Captured,
    /// A job that it had, with this very page: nothing was written.
    Unchanged,
    /// A job that was in the bin, and is not any more; the page is a capture if it was different.
    Restored,
}

/// A job that may be the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Likely {
    /// Its name in the collection.
    pub id: JobId,
    /// Why it may be.
    pub reason: Reason,
}

/// Why two jobs may be the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Reason {
    /// They say the same in nearly the same words.
    SameText {
        /// Estimated share of the text in common, 0 to 1.
        similarity: f64,
    },
    /// Employer and requisition number are the same.
    SameRequisition,
    /// Employer and title are the same, the requisition number is not: posted once more, or another
    /// opening.
    Repost,
    /// They stood at the same address, but little of the text is the same.
    SameAddress,
}

/// A change of one job.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The application stands elsewhere.
    Track {
        /// Where.
        status: Status,
        /// Since when; may lie in the past.
        on: Day,
        /// What the user says of it.
        note: Option<String>,
    },
    /// The user wrote something.
    Note(String),
    /// A word is put on it.
    Tag(String),
    /// A word is taken off.
    Untag(String),
    /// One to five; `None` takes the rating away.
    Rate(Option<u8>),
    /// Something is to be done on a day.
    Remind {
        /// The day.
        on: Day,
        /// What.
        text: String,
    },
    /// It was done.
    Done {
        /// The number of the reminder.
        reminder: u64,
    },
    /// Somebody to talk to.
    Contact {
        /// The name.
        name: String,
        /// Address, number, role.
        detail: Option<String>,
    },
    /// A fact is otherwise than the program read it.
    Correct {
        /// One of [`jobgist::FACTS`].
        fact: String,
        /// As in the record; `null`: the posting does not state it.
        value: Value,
    },
    /// The program was right.
    Uncorrect {
        /// The fact.
        fact: String,
    },
    /// It is the same job as another one.
    Link {
        /// The other one.
        to: JobId,
        /// Why.
        reason: String,
    },
    /// It is not.
    Unlink {
        /// The other one.
        to: JobId,
    },
    /// Into the bin.
    Remove,
    /// Out of the bin.
    Restore,
}

/// Which jobs to list. [`Filter::default`] lists all that are not in the bin, last changed first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Any of these; all when empty.
    pub statuses: Vec<Status>,
    /// All of these.
    pub tags: Vec<String>,
    /// Words of which one place, or the workplace, holds each; case and accents do not count.
    pub places: Vec<String>,
    /// All of these among the posting's skills; case and accents do not count.
    pub skills: Vec<String>,
    /// Words of the employer's name.
    pub company: Option<String>,
    /// The most that is paid is at least this much a year; a posting that states no pay is left out.
    pub pay_at_least: Option<f64>,
    /// ISO 4217: pay in other currencies is left out.
    pub currency: Option<String>,
    /// The deadline is today or within so many days.
    pub expiring_within: Option<u32>,
    /// Those in the bin instead.
    pub binned: bool,
    /// The order.
    pub sort: Sort,
    /// The other way round.
    pub reverse: bool,
    /// At most so many.
    pub limit: Option<usize>,
}

/// The order of a list; what does not state what is sorted by stands last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Last changed first.
    #[default]
    Changed,
    /// Last saved first.
    Saved,
    /// By title.
    Title,
    /// By employer.
    Company,
    /// In the order of a journey, statuses of the user's own behind.
    Status,
    /// The nearest deadline first.
    Deadline,
    /// The nearest reminder first.
    Reminder,
    /// The most a year first.
    Pay,
    /// The best first.
    Rating,
}

/// A job found by words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The job.
    pub listed: Listed,
    /// A piece of the posting or of a note that holds the words.
    pub snippet: String,
    /// Where the words stand in it, in bytes.
    pub hits: Vec<Range<usize>>,
}

/// What reading all pages anew brought.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Reparsed {
    /// How many pages were read.
    pub pages: usize,
    /// Jobs whose record is another one now.
    pub changed: Vec<JobId>,
    /// Corrections that the program now agrees with, and did not before.
    pub agreements: Vec<(JobId, String)>,
    /// Jobs whose page this version cannot read, with the reason; their record stays.
    pub unreadable: Vec<(JobId, String)>,
}

/// What an import brought.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Imported {
    /// Jobs that the collection did not have.
    pub new: Vec<JobId>,
    /// Jobs that it had, to which something was added.
    pub merged: Vec<JobId>,
    /// Jobs that it had, with all of it.
    pub known: Vec<JobId>,
    /// Jobs that have another name here, since another job goes by theirs: theirs and ours.
    pub renamed: Vec<(JobId, JobId)>,
    /// How many events were added.
    pub events: usize,
}

/// What is wrong with a collection; nothing when [`is_sound`](Self::is_sound).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Health {
    /// What SQLite finds wrong with the file.
    pub damage: Vec<String>,
    /// Jobs whose state is not what their events say.
    pub differing: Vec<JobId>,
    /// Pages and records that are not what their digest says, or are missing.
    pub pages: Vec<String>,
}

/// A restored backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// Where the replaced collection is kept.
    pub kept: Option<PathBuf>,
}

impl Health {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty() && self.differing.is_empty() && self.pages.is_empty()
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameText { similarity } => {
                write!(
                    formatter,
                    "{:.0} % of the text is the same",
                    similarity * 100.0
                )
            }
            Self::SameRequisition => {
                formatter.write_str("employer and requisition number are the same")
            }
            Self::Repost => formatter.write_str(
                "employer and title are the same, the requisition number is not: a repost?",
            ),
            Self::SameAddress => formatter.write_str("it stood at the same address"),
        }
    }
}
