//! Sections, requirements, skills and the summary.

use serde::{Deserialize, Serialize};

/// The kinds of section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// Duties: what you will do.
    Responsibilities,
    /// Must-haves; undivided "Qualifications" too.
    Required,
    /// Nice-to-haves.
    Preferred,
    /// What the employer offers.
    Benefits,
    /// About the employer.
    Company,
    /// What the role or team is about.
    Overview,
    /// Pay figures.
    Compensation,
    /// Where the work is.
    Location,
    /// Duration, start, hours, contract, travel, visa.
    Terms,
    /// How to apply.
    Apply,
    /// Equal opportunity, privacy, disclaimers, accommodation.
    Legal,
}

impl SectionKind {
    /// All kinds, in the order of the record's documentation.
    pub const ALL: [Self; 11] = [
        Self::Responsibilities,
        Self::Required,
        Self::Preferred,
        Self::Benefits,
        Self::Company,
        Self::Overview,
        Self::Compensation,
        Self::Location,
        Self::Terms,
        Self::Apply,
        Self::Legal,
    ];

    /// The kind's name in the record.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Responsibilities => "responsibilities",
            Self::Required => "required",
            Self::Preferred => "preferred",
            Self::Benefits => "benefits",
            Self::Company => "company",
            Self::Overview => "overview",
            Self::Compensation => "compensation",
            Self::Location => "location",
            Self::Terms => "terms",
            Self::Apply => "apply",
            Self::Legal => "legal",
        }
    }
}

/// A part of the posting under one heading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Section {
    /// What the part is about.
    pub kind: SectionKind,
    /// The heading as written, with its lead-in; `None` where the part has none.
    pub heading: Option<String>,
    /// One a bullet, paragraph or line.
    pub items: Vec<SectionItem>,
}

/// A bullet, paragraph or line of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectionItem {
    /// Its text, without the bullet.
    pub text: String,
    /// Number of the block that holds it.
    pub block: usize,
}

/// One thing that the posting asks of the candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Requirement {
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Score behind the rank, 0 to 1.
    pub score: f64,
    /// The quote.
    pub text: String,
    /// Number of the block that holds it.
    pub block: usize,
    /// Kind of the section it stands in.
    pub section: SectionKind,
    /// Must-have or nice-to-have.
    pub priority: Priority,
    /// What the priority rests on.
    pub priority_basis: PriorityBasis,
    /// What sort of thing is asked.
    pub kind: RequirementKind,
    /// The tree of alternatives; `None` where no known thing is named.
    pub expr: Option<Expr>,
    /// Least years of experience it asks.
    pub min_years: Option<f64>,
    /// Upper end of a range of years.
    pub max_years: Option<f64>,
    /// What the years count, in the posting's words ("data engineering").
    #[serde(default)]
    pub years_subject: Option<String>,
    /// It says that something is not asked ("No degree required"): nobody fails it.
    #[serde(default)]
    pub negated: bool,
    /// Canonical names of the skills it names, in reading order.
    pub skills: Vec<String>,
    /// What its score is made of.
    pub why: Vec<String>,
}

/// Must-have or nice-to-have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Priority {
    Required,
    Preferred,
}

/// What a priority rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PriorityBasis {
    /// The heading above.
    Heading,
    /// A clause of the line itself ("… is a plus").
    Clause,
    /// Neither: a line that asks something counts as required.
    Default,
}

/// What sort of thing a requirement asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum RequirementKind {
    Skill,
    Experience,
    Education,
    Language,
    Certification,
    Authorization,
    Trait,
    Availability,
}

/// The tree of alternatives in a requirement.
///
/// "SQL, Python, or equivalent" is `any_of` with `open: true` over two skills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Expr {
    /// Every branch is asked.
    AllOf {
        /// The branches.
        all_of: Vec<Expr>,
    },
    /// One branch is enough.
    AnyOf {
        /// The branches.
        any_of: Vec<Expr>,
        /// Whether others count too ("or equivalent", "e.g.").
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        open: bool,
    },
    /// So many of the branches are enough.
    AtLeast {
        /// How many.
        at_least: usize,
        /// The branches.
        of: Vec<Expr>,
    },
    /// One skill.
    Skill {
        /// Its canonical name.
        skill: String,
    },
    /// A degree, or years of experience in its place.
    Degree {
        /// Level of the degree.
        degree: super::EducationLevel,
        /// Years of experience that count as much, where said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        or_years: Option<f64>,
    },
}

/// A skill the posting names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Skill {
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Canonical short name.
    pub name: String,
    /// Relevance, 0 to 1.
    pub score: f64,
    /// Whether a requirement or the duties ask for it.
    pub required: bool,
    /// How often it is named.
    pub mentions: usize,
    /// The spellings met, in reading order.
    pub aliases_seen: Vec<String>,
    /// What its score is made of.
    pub why: Vec<String>,
    /// The entries of the caller's own taxonomy that bear its name; empty without one
    /// ([`Options::taxonomy`](crate::Options::taxonomy)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxonomy: Vec<TaxonomyReference>,
}

/// An entry of a taxonomy of skills.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaxonomyReference {
    /// The scheme of the identifier: "ESCO", "UNSPSC" and "O*NET" (of O*NET's tables), or one's own.
    pub scheme: String,
    /// The identifier.
    pub id: String,
    /// The entry's name in the taxonomy.
    pub name: String,
}

/// A quote of the summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SummaryLine {
    /// The quote.
    pub text: String,
    /// Kind of the section it stands in.
    pub section: SectionKind,
    /// Number of the block that holds it.
    pub block: usize,
    /// Score behind the choice, 0 to 1.
    pub score: f64,
}

/// What the summary shows, and what it leaves out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Must-haves.
    pub required: Count,
    /// Nice-to-haves.
    pub preferred: Count,
    /// Duties.
    pub responsibilities: Count,
    /// Quotes of what is not shown.
    pub left_out: Vec<String>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Count {
    /// How many the summary shows.
    pub shown: usize,
    /// How many the posting has.
    pub total: usize,
}
