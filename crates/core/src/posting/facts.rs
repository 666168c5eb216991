//! The types of the facts.

use serde::{Deserialize, Serialize};

/// A place where the job can be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Location {
    /// City, as written.
    pub city: Option<String>,
    /// First-level region: state, province, Land.
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The quote that names the place.
    pub text: String,
}

/// How several locations relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LocationsMode {
    /// Work takes place in all of them.
    All,
    /// The candidate works in one of them.
    AnyOf,
    /// The role may be offered in some of them.
    MayVary,
}

/// Where the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Workplace {
    /// At the employer's or the customer's place.
    Onsite,
    /// Partly remote.
    Hybrid,
    /// Remote.
    Remote,
}

/// Employment types of schema.org.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(
    missing_docs,
    reason = "the names are those of schema.org/employmentType"
)]
pub enum EmploymentType {
    FullTime,
    PartTime,
    Contractor,
    Temporary,
    Intern,
    Volunteer,
    PerDiem,
}

/// Length of the engagement.
///
/// Never years of experience, probation, notice period or the company's age.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EngagementDuration {
    /// Shortest length in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_months: Option<f64>,
    /// Longest length in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_months: Option<f64>,
    /// Whether the posting says that it can be extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extendable: Option<bool>,
    /// The posting says that the job is permanent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub permanent: bool,
}

/// Pay, as written (never annualised).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Salary {
    /// Lower figure; `None` for "up to X".
    pub min: Option<f64>,
    /// Upper figure; `None` where only one figure is given.
    pub max: Option<f64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// What the figure is paid for.
    pub period: Option<PayPeriod>,
    /// Gross (`true`) or net (`false`), where said.
    pub gross: Option<bool>,
}

/// The time a figure of pay stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PayPeriod {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Years of experience asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExperienceYears {
    /// Least number of years; months are fractions.
    pub min: Option<f64>,
    /// Upper end of a range.
    pub max: Option<f64>,
    /// What the years count, in the posting's words.
    pub subject: Option<String>,
}

/// Formal education asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Education {
    /// The lowest level accepted.
    pub level: EducationLevel,
    /// Whether the candidate must be enrolled.
    pub enrolled: bool,
    /// Fields of study, in the posting's words.
    pub fields: Vec<String>,
    /// Whether equivalent experience is accepted.
    pub or_equivalent: bool,
}

/// Levels of education, after ISCED 2011.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EducationLevel {
    /// The posting says that none is needed.
    None,
    /// Upper secondary school (ISCED 3).
    Secondary,
    /// Vocational training or apprenticeship (ISCED 3-4).
    Vocational,
    /// Short-cycle tertiary (ISCED 5).
    Associate,
    /// Bachelor or equivalent (ISCED 6).
    Bachelor,
    /// Master or equivalent (ISCED 7).
    Master,
    /// Doctorate (ISCED 8).
    Doctorate,
}

/// A human language asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LanguageDemand {
    /// ISO 639-1.
    pub code: String,
    /// Level of the Common European Framework (A1 to C2), where said or implied.
    pub level: Option<String>,
    /// Whether it is required; a wish otherwise.
    pub required: bool,
}

/// Seniority, as stated or in the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Seniority {
    Intern,
    Entry,
    Mid,
    Senior,
    Lead,
    Manager,
    Director,
    Executive,
}

/// Working hours.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hours {
    /// Least hours a week.
    pub per_week_min: Option<f64>,
    /// Most hours a week; equal to the least where one figure is given.
    pub per_week_max: Option<f64>,
    /// When the work falls.
    pub pattern: Option<WorkPattern>,
}

/// When the work falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum WorkPattern {
    Day,
    Night,
    Shift,
    Weekend,
    Flexible,
}

/// Share of working time spent travelling.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Travel {
    /// Least share in percent; `None` for "up to".
    pub percent_min: Option<f64>,
    /// Greatest share in percent.
    pub percent_max: Option<f64>,
}

/// Permission to work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkAuthorization {
    /// Whether the employer sponsors a visa; `None` where not said.
    pub sponsorship: Option<YesNo>,
    /// Countries (ISO 3166-1 alpha-2) whose permission to work, or citizenship, is asked for.
    pub countries: Vec<String>,
    /// Security clearance asked for, in the posting's words.
    pub clearance: Option<String>,
}

/// An answer that a posting gives to a yes/no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum YesNo {
    Yes,
    No,
}
