//! The report: what is written as JSON, and laid out as text and as a page.

use serde::Serialize;

use super::groups::By;
use super::pay::{PayRow, PlacedPay};
use super::tally::{Count, Experience, Group, Listed, SkillRow, Stated};

/// The version of the report's shape.
pub const REPORT_VERSION: &str = "1";

/// What many records say together. As JSON it is one object with these keys.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Version of the report's shape: "1".
    pub report_version: &'static str,
    /// Rows read.
    pub rows: u64,
    /// Rows without a record.
    pub errors: u64,
    /// Rows marked as duplicates; they are in no other figure, unless asked for.
    pub duplicates: u64,
    /// Records that hold a posting: what all shares are shares of.
    pub postings: u64,
    /// All records by kind of page, the most frequent first.
    pub page_kinds: Vec<Count>,
    /// Postings by language (ISO 639-1), the most frequent first.
    pub languages: Stated,
    /// Postings by month of publication, in order of time.
    pub months: Stated,
    /// Postings by title group, the most frequent first; at most so many as asked for, here and below.
    pub titles: Stated,
    /// Postings by country (ISO 3166-1 alpha-2); a posting counts in each of its own.
    pub countries: Stated,
    /// Postings by town; a posting counts in each of its own.
    pub cities: Stated,
    /// Postings by workplace.
    pub workplaces: Stated,
    /// Skills, the most frequent first.
    pub skills: Listed<SkillRow>,
    /// Skills that are named together more often than chance has it.
    pub pairs: Pairs,
    /// Years of experience.
    pub experience: Experience,
    /// The lowest level of education that is accepted, from the lowest.
    pub education: Stated,
    /// Pay by unit.
    pub pay: Vec<PayRow>,
    /// Postings whose pay lacks a currency, a period, or a lower figure.
    pub pay_unclear: u64,
    /// Pay by title group and country.
    pub pay_by_title_and_country: Listed<PlacedPay>,
    /// The groups that were asked for.
    pub groups: Option<Groups>,
}

/// Skills in pairs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pairs {
    /// Postings that a pair needs to be told from chance.
    pub support: u64,
    /// Number of pairs, those not shown included.
    pub total: usize,
    /// The closest first.
    pub shown: Vec<Pair>,
}

/// Two skills that postings name together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// Their names, in order.
    pub skills: [String; 2],
    /// Postings that name both.
    pub count: u64,
    /// How much more often than chance has it: 1 is chance.
    pub lift: f64,
    /// Normalised pointwise mutual information: 0 is chance, 1 is never apart.
    pub npmi: f64,
}

/// Groups of postings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Groups {
    /// What they are groups by.
    pub by: By,
    /// Number of groups, those not shown included.
    pub total: usize,
    /// Postings that are in none, because they do not say.
    pub not_stated: u64,
    /// The largest first; months in order of time.
    pub shown: Vec<Group>,
}
