//! What the collection knows of a job: plain data, derived from events.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Day, Moment};

/// The short, stable name of a saved job: the first characters of a hash of what was saved first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub(crate) String);

/// Where an application stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Status {
    /// Kept, nothing done yet.
    Saved,
    /// An application was sent.
    Applied,
    /// The employer looks at it, or had a first call.
    Screening,
    /// Interviews, tests, trial days.
    Interview,
    /// The employer wants the applicant.
    Offer,
    /// The applicant took the offer.
    Accepted,
    /// The employer said no.
    Rejected,
    /// The applicant said no.
    Withdrawn,
    /// The posting is gone, or its deadline went by.
    Expired,
    /// A status of the user's own.
    Own(String),
}

/// One saved job as it stands now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Its name in the collection.
    pub id: JobId,
    /// When it was saved first.
    pub saved_at: Moment,
    /// Where the application stands.
    pub status: Status,
    /// The day since which it stands there.
    pub status_on: Day,
    /// Words of the user's own, sorted.
    pub tags: Vec<String>,
    /// One to five.
    pub rating: Option<u8>,
    /// What the user wrote, oldest first.
    pub notes: Vec<Note>,
    /// What to be reminded of, by day.
    pub reminders: Vec<Reminder>,
    /// Who to talk to.
    pub contacts: Vec<Contact>,
    /// What the user says is otherwise than the program read it.
    pub corrections: Vec<Correction>,
    /// The page as it was at different times, oldest first; at least one.
    pub captures: Vec<Capture>,
    /// The same job elsewhere in the collection.
    pub links: Vec<Link>,
    /// When it was put into the bin.
    pub removed_at: Option<Moment>,
}

/// One saved job in a line: what lists and searches show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name in the collection.
    pub id: JobId,
    /// The job's title, as corrected.
    pub title: Option<String>,
    /// The employer, as corrected.
    pub company: Option<String>,
    /// Places, as "City, CC", as corrected.
    pub places: Vec<String>,
    /// Onsite, hybrid, remote.
    pub workplace: Option<String>,
    /// The stated pay, as in the record.
    pub salary: Option<jobgist::Salary>,
    /// The day after which no application is taken.
    pub valid_through: Option<Day>,
    /// Where the application stands.
    pub status: Status,
    /// The day since which it stands there.
    pub status_on: Day,
    /// Words of the user's own, sorted.
    pub tags: Vec<String>,
    /// One to five.
    pub rating: Option<u8>,
    /// The first day that something is to be done.
    pub next_reminder: Option<Day>,
    /// When it was saved first.
    pub saved_at: Moment,
    /// When anything of it changed last.
    pub changed_at: Moment,
}

/// What the user wrote about a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When it was written.
    pub at: Moment,
    /// As written.
    pub text: String,
}

/// Something to do on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Its number in the collection: that of the event which set it.
    pub number: u64,
    /// The day.
    pub on: Day,
    /// What is to be done.
    pub text: String,
    /// When it was done, if it was.
    pub done_at: Option<Moment>,
}

/// Somebody to talk to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// Address, number, role: as written.
    pub detail: Option<String>,
}

/// A fact that the user put right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The fact's name, as in the record.
    pub fact: String,
    /// What the user says it is, as in the record; `null`, or an empty list: the posting does not
    /// state it.
    pub value: Value,
    /// When the user said so.
    pub at: Moment,
    /// Whether the program now reads the same.
    pub agreed: bool,
}

/// The page of a job as it was at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// When it was saved.
    pub at: Moment,
    /// Of the bytes as saved, in hexadecimal.
    pub sha256: String,
    /// Which of the file's postings it is, from zero.
    pub entry: u32,
    /// The name of the file.
    pub name: String,
    /// Where the page came from.
    pub url: Option<String>,
    /// How many bytes the page has.
    pub bytes: u64,
    /// What the reader of the page was told.
    #[serde(default)]
    pub reading: Reading,
    /// SHA-256 of the record that is taken for what the page says: another one after it is read anew.
    pub record: String,
}

/// What the reader of a page was told, so that a later version reads it in the same way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The format it was said to have; sniffed when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<jobgist::Format>,
    /// ISO 639-1 code of the language it was said to have; detected when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The day that relative dates ("posted 3 days ago") count from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub today: Option<Day>,
}

/// The same job, saved from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The other one.
    pub to: JobId,
    /// Why they are taken for the same, or the user's word.
    pub reason: String,
}

/// One change, as it was made: never rewritten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its number; later events have higher ones.
    pub number: u64,
    /// When it happened.
    pub at: Moment,
    /// Whose it is.
    pub job: JobId,
    /// What happened.
    pub kind: String,
    /// The particulars.
    pub detail: Value,
    /// The number of the first event of the change it is part of: one change may be several events,
    /// and is taken back as one.
    pub change: u64,
    /// The number of the event that took it back, if one did.
    pub undone_by: Option<u64>,
}

impl JobId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Status {
    /// The usual ones, in the order of a journey.
    pub const USUAL: [Self; 9] = [
        Self::Saved,
        Self::Applied,
        Self::Screening,
        Self::Interview,
        Self::Offer,
        Self::Accepted,
        Self::Rejected,
        Self::Withdrawn,
        Self::Expired,
    ];

    /// The word for it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Saved => "saved",
            Self::Applied => "applied",
            Self::Screening => "screening",
            Self::Interview => "interview",
            Self::Offer => "offer",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Own(word) => word,
        }
    }

    /// Whether nothing more is expected: no reminder of deadlines or of silence.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Rejected | Self::Withdrawn | Self::Expired
        )
    }
}

impl From<String> for Status {
    fn from(word: String) -> Self {
        let usual = Self::USUAL
            .into_iter()
            .find(|status| status.as_str() == word);
        usual.unwrap_or(Self::Own(word))
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.as_str().to_owned()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
