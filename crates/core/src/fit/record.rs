//! What comes of holding a profile against a posting.

use serde::{Deserialize, Serialize};

use crate::posting::RequirementKind;

/// How a person fits a posting: gates, must-haves, nice-to-haves, and a score that can be added up.
///
/// It serialises with serde to a stable JSON object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// Version of this object's shape: "1". Fields may be added; none is renamed.
    pub schema_version: String,
    /// Name of the posting's input.
    pub name: String,
    /// The job's title.
    pub title: Option<String>,
    /// The employer's name.
    pub company: Option<String>,
    /// The whole in one word.
    pub verdict: Verdict,
    /// 0 to 100: only what is certain counts; `None` where nothing can be told from a profile.
    pub score: Option<u32>,
    /// The score if everything unclear turned out well.
    pub up_to: Option<u32>,
    /// What the score is made of: see [`Arithmetic`].
    pub arithmetic: Arithmetic,
    /// What lets a person in or keeps a person out, and what a person wishes; only what the posting
    /// speaks of.
    pub gates: Vec<Gate>,
    /// Gates on which the profile has a word and the posting has none.
    pub not_stated: Vec<GateKind>,
    /// What the posting requires, best first.
    pub must_haves: Vec<Judged>,
    /// What it only wishes for, best first.
    pub nice_to_haves: Vec<Judged>,
}

/// The whole in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All gates pass and every must-have that a profile can settle is met.
    Fits,
    /// Nothing is missing, but something is unclear.
    Unclear,
    /// A must-have is missing, or a wish is not met.
    Gaps,
    /// A hard gate fails.
    Blocked,
}

/// What the score is made of.
///
/// `points` of all parts together, over `possible` of all parts together, as a percentage, rounded;
/// then no more than the least `at_most` of the caps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arithmetic {
    /// Must-haves, nice-to-haves and gates.
    pub parts: Vec<ScorePart>,
    /// What keeps the score down.
    pub caps: Vec<Cap>,
}

/// One part of the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScorePart {
    /// Which part.
    pub part: Part,
    /// How many are met.
    pub met: u32,
    /// How many are unclear, of those that a profile can settle.
    pub unclear: u32,
    /// How many there are that a profile can settle.
    pub of: u32,
    /// Points for one.
    pub weight: u32,
    /// `met` times `weight`.
    pub points: u32,
    /// `of` times `weight`.
    pub possible: u32,
}

/// The parts of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Part {
    MustHaves,
    NiceToHaves,
    Gates,
}

/// What keeps the score down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// The gate that fails.
    pub gate: GateKind,
    /// The score is no more than this.
    pub at_most: u32,
}

/// One gate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// What it is about.
    pub gate: GateKind,
    /// Whether the person passes.
    pub outcome: Outcome,
    /// Whether the posting asks it; otherwise it is a wish of the person.
    pub hard: bool,
    /// Why, in a few words.
    pub reason: String,
    /// The posting's sentence.
    pub posting: Option<Quote>,
    /// The profile's entry; `None` where the profile does not say.
    pub profile: Option<String>,
}

/// Whether a gate is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Outcome {
    Fail,
    Unknown,
    Pass,
}

/// What a gate is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// The posting still takes applications.
    Deadline,
    /// The lowest level of education that is accepted; enrolment.
    Degree,
    /// Years of experience.
    Experience,
    /// A human language; one gate each.
    Language,
    /// A certificate or licence; one gate each.
    Licence,
    /// Permission to work in a country.
    WorkPermit,
    /// Whether the employer sponsors a visa.
    Sponsorship,
    /// A security clearance or check.
    Clearance,
    /// Where the work is.
    Place,
    /// First day.
    Start,
    /// Length of the engagement.
    Duration,
    /// Hours a week.
    Hours,
    /// On site, hybrid or remote: a wish.
    Workplace,
    /// Full time, contract and the like: a wish.
    EmploymentType,
    /// Least pay: a wish.
    Pay,
}

impl GateKind {
    /// Its name in a few words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Degree => "degree",
            Self::Experience => "experience",
            Self::Language => "language",
            Self::Licence => "licence",
            Self::WorkPermit => "work permit",
            Self::Sponsorship => "sponsorship",
            Self::Clearance => "clearance",
            Self::Place => "place",
            Self::Start => "start",
            Self::Duration => "duration",
            Self::Hours => "hours",
            Self::Workplace => "workplace",
            Self::EmploymentType => "employment type",
            Self::Pay => "pay",
        }
    }
}

/// Words of a posting and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Number of the block; `None` where they do not stand in the visible text.
    pub block: Option<usize>,
}

/// A requirement held against a profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// Its place in the record's ranking.
    pub rank: usize,
    /// The quote.
    pub text: String,
    /// Number of the block that holds it.
    pub block: usize,
    /// What sort of thing is asked.
    pub kind: RequirementKind,
    /// Whether it is met.
    pub status: Status,
    /// Whether a profile can settle it; a trait ("a sense of humour") it cannot.
    pub can_be_settled: bool,
    /// What it names, each held against the profile.
    pub things: Vec<Thing>,
    /// The fewest of these things that would be enough, where it is not met.
    pub enough: Vec<String>,
}

/// Whether a requirement, or a thing it names, is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Status {
    Missing,
    Unclear,
    Met,
}

/// A thing that a requirement names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thing {
    /// Its name: a skill, "bachelor's degree", "3 years".
    pub name: String,
    /// Whether the person has it.
    pub status: Status,
    /// Why, in a few words.
    pub reason: String,
    /// The profile's entry that meets or misses it.
    pub profile: Option<String>,
}
