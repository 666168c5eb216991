//! The record: everything the program says about one posting.
//!
//! The field names and their meaning are a promise (`schema_version` "1"): the command line,
//! batch and every binding print this very object. Fields may be added; none is renamed.

mod evidence;
mod facts;
mod lists;
mod review;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use evidence::{BlockRecord, Conflict, Evidence, EvidenceSource, Stated};
pub use facts::{
    Education, EducationLevel, EmploymentType, EngagementDuration, ExperienceYears, Hours,
    LanguageDemand, Location, LocationsMode, PayPeriod, Salary, Seniority, Travel,
    WorkAuthorization, WorkPattern, Workplace, YesNo,
};
pub use lists::{
    Count, Coverage, Expr, Priority, PriorityBasis, Requirement, RequirementKind, Section,
    SectionItem, SectionKind, Skill, SummaryLine, TaxonomyReference,
};
pub use review::{Contradiction, ContradictionKind, Question, Silence, Topic};

/// The version of the record's shape that this library writes.
pub const SCHEMA_VERSION: &str = "1";

/// Names of all facts, in the order of the record: those that `evidence` and `absent` use.
pub const FACTS: [&str; 19] = [
    "title",
    "company",
    "job_id",
    "locations",
    "locations_mode",
    "workplace",
    "employment_types",
    "duration",
    "start_date",
    "date_posted",
    "valid_through",
    "salary",
    "experience_years",
    "education",
    "languages",
    "seniority",
    "hours",
    "travel",
    "work_authorization",
];

/// What one saved posting says, with the evidence for each statement.
///
/// A fact that the posting does not state is `None` (or an empty list) and is named in
/// [`absent`](Posting::absent); it is never guessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Posting {
    /// Version of the record's shape: "1".
    pub schema_version: String,
    /// Where the record comes from: bytes, format, encoding, language.
    pub source: Source,
    /// What kind of page was read.
    pub page_kind: PageKind,
    /// Why the page was taken for that kind, in a few words.
    pub page_kind_reason: String,
    /// The job's title without requisition id, place or "(m/f/d)".
    pub title: Option<String>,
    /// The title as the page writes it.
    pub title_raw: Option<String>,
    /// The employer's name as written.
    pub company: Option<String>,
    /// Requisition or reference number.
    pub job_id: Option<String>,
    /// Where the job can be done.
    pub locations: Vec<Location>,
    /// How several locations relate to each other.
    pub locations_mode: Option<LocationsMode>,
    /// On site, hybrid or remote.
    pub workplace: Option<Workplace>,
    /// Employment types, in the terms of schema.org.
    pub employment_types: Vec<EmploymentType>,
    /// Length of the engagement.
    pub duration: Option<EngagementDuration>,
    /// ISO 8601 date, "immediate" or "rolling".
    pub start_date: Option<String>,
    /// ISO 8601 date on which the posting was published.
    pub date_posted: Option<String>,
    /// ISO 8601 date: the application deadline.
    pub valid_through: Option<String>,
    /// Pay, as written.
    pub salary: Option<Salary>,
    /// The main requirement of experience; each requirement keeps its own.
    pub experience_years: Option<ExperienceYears>,
    /// The lowest level of education that is accepted.
    pub education: Option<Education>,
    /// Human languages asked for.
    pub languages: Vec<LanguageDemand>,
    /// Seniority as stated or as the title says.
    pub seniority: Option<Seniority>,
    /// Working hours.
    pub hours: Option<Hours>,
    /// Share of travel.
    pub travel: Option<Travel>,
    /// Sponsorship, citizenship and clearance.
    pub work_authorization: Option<WorkAuthorization>,
    /// The whole posting in document order, page furniture left out.
    pub sections: Vec<Section>,
    /// One record a requirement, best first.
    pub requirements: Vec<Requirement>,
    /// All skills found, ranked by relevance.
    pub skills: Vec<Skill>,
    /// What a reader with 20 seconds needs, quotes only, in the order shown.
    pub summary: Vec<SummaryLine>,
    /// What the summary shows and what it leaves out.
    pub coverage: Coverage,
    /// Fact name to the quotes that state it.
    pub evidence: BTreeMap<String, Vec<Evidence>>,
    /// Names of the facts that are not stated.
    pub absent: Vec<String>,
    /// Facts on which two sources of the page disagree.
    pub conflicts: Vec<Conflict>,
    /// The clean text blocks that evidence and items point to; only on request
    /// ([`Options::blocks`](crate::Options::blocks)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<BlockRecord>>,
}

/// Where a record comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// File name, or "-" for standard input; empty when the caller gave none.
    pub name: String,
    /// Format of the input.
    pub format: Format,
    /// Character encoding the bytes were read with, in the names of the WHATWG Encoding Standard.
    pub encoding: String,
    /// Size of the input in bytes.
    pub bytes: u64,
    /// SHA-256 of the input, in lower-case hexadecimal.
    pub sha256: String,
    /// ISO 639-1 code of the posting's language; `None` where the text is too short to tell.
    pub language: Option<String>,
    /// Canonical link, or the address in the browser's saved-from comment.
    pub url: Option<String>,
    /// What a limit cut off, or `None`.
    pub truncated: Option<String>,
    /// Notes on quality: undecodable characters and the like.
    pub notes: Vec<String>,
}

/// Format of an input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// A web page or a fragment of one.
    Html,
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// JSON of a job board or an applicant tracking system.
    Json,
    /// A web archive (MIME HTML).
    Mhtml,
    /// A mail message.
    Eml,
    /// A PDF document.
    Pdf,
    /// A Word document.
    Docx,
}

/// What kind of page was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PageKind {
    /// One job posting.
    Posting,
    /// A list of postings.
    Board,
    /// A posting that is no longer open, or the notice that it is gone.
    Closed,
    /// A login form or a bot check.
    Login,
    /// The page of an application whose posting is not in the file.
    EmptyShell,
    /// Something else.
    Other,
}

impl PageKind {
    /// Whether a page of this kind holds a posting worth reading.
    ///
    /// A closed posting still counts when its text is there; see [`Posting::holds_posting`].
    #[must_use]
    pub fn is_posting(self) -> bool {
        self == Self::Posting
    }
}

impl Posting {
    /// Whether the input holds a posting: either the page is one, or it is closed but still
    /// carries the posting's text.
    #[must_use]
    pub fn holds_posting(&self) -> bool {
        self.page_kind.is_posting()
            || self.page_kind == PageKind::Closed && !self.sections.is_empty()
    }
}
