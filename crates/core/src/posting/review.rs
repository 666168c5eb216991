//! What a review of a record says: questions to ask, and statements that do not go together.

use serde::{Deserialize, Serialize};

use super::Evidence;

/// What a question is about, in the order of what decides first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Topic {
    /// Pay.
    Pay,
    /// The time that a figure of pay stands for.
    PayPeriod,
    /// Gross or net.
    PayGross,
    /// The lower end, where only an upper one is given.
    PayFloor,
    /// The place of work.
    Place,
    /// From where a remote job can be done.
    RemoteFrom,
    /// On site, hybrid or remote.
    Workplace,
    /// Days at the office, where the work is hybrid.
    OfficeDays,
    /// The employer.
    Company,
    /// Permanent or for a fixed term.
    Contract,
    /// The length of an engagement that ends.
    Duration,
    /// The first day.
    Start,
    /// Hours a week.
    Hours,
    /// Which shifts, and how they rotate.
    Shifts,
    /// Visa and work permit.
    Sponsorship,
    /// How much travel.
    Travel,
    /// Years of experience.
    Experience,
    /// What counts as an equivalent of a degree.
    Education,
    /// The level of a language.
    Language,
    /// The last day for an application.
    Deadline,
}

impl Topic {
    /// All topics, in order.
    pub const ALL: [Self; 20] = [
        Self::Pay,
        Self::PayPeriod,
        Self::PayGross,
        Self::PayFloor,
        Self::Place,
        Self::RemoteFrom,
        Self::Workplace,
        Self::OfficeDays,
        Self::Company,
        Self::Contract,
        Self::Duration,
        Self::Start,
        Self::Hours,
        Self::Shifts,
        Self::Sponsorship,
        Self::Travel,
        Self::Experience,
        Self::Education,
        Self::Language,
        Self::Deadline,
    ];
}

/// How a posting leaves something open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Silence {
    /// It says nothing of it.
    Absent,
    /// It speaks of it without saying it.
    Vague,
}

/// Something that a posting leaves open, and the question to ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What it is about.
    pub topic: Topic,
    /// Whether the posting is silent or vague.
    pub kind: Silence,
    /// The vague words; `None` where there are none.
    pub evidence: Option<Evidence>,
    /// The question, in the language asked for.
    pub question: String,
    /// Why it matters, in that language.
    pub why: String,
}

/// What sort of statements do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContradictionKind {
    /// A beginner's level, and the years of an old hand.
    BeginnerWithYears,
    /// A senior level, and next to no years.
    SeniorWithoutYears,
    /// An internship that asks for years of experience.
    InternWithYears,
    /// No experience is needed, and years of it are asked for.
    NoExperienceButYears,
    /// Remote, and days at a workplace.
    RemoteButOnsite,
    /// The upper end of a range is below the lower one.
    RangeUpsideDown,
    /// Full-time, and the hours of a part-time job.
    FullTimeButFewHours,
    /// Part-time, and the hours of a full-time job.
    PartTimeButManyHours,
    /// The deadline is over.
    DeadlinePast,
    /// The deadline lies before the day of publication.
    DeadlineBeforePosted,
    /// The work ends before it begins.
    EndBeforeStart,
    /// Several deadlines.
    SeveralDeadlines,
    /// Several figures of pay.
    SeveralPays,
    /// Two sources of the page disagree on another fact.
    SourcesDisagree,
}

/// Two statements of a posting that do not go together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What sort.
    pub kind: ContradictionKind,
    /// Name of the fact that is in doubt.
    pub fact: String,
    /// The statements: two quotes, or one that contradicts itself or the calendar.
    pub evidence: Vec<Evidence>,
}
