//! What a page says of itself in data: JSON-LD `JobPosting`, the fields of a JSON input, microdata.

use crate::posting::EvidenceSource;

/// One structured description of a job, values as written.
///
/// Placeholder values (1970 dates, "OTHER", zero pay) are left out when it is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Structured {
    /// Where it stands.
    pub(crate) source: Option<EvidenceSource>,
    /// Title.
    pub(crate) title: Option<String>,
    /// Employer's name.
    pub(crate) company: Option<String>,
    /// Requisition or reference number.
    pub(crate) job_id: Option<String>,
    /// Places.
    pub(crate) places: Vec<Place>,
    /// Countries an applicant may work from (`applicantLocationRequirements`).
    pub(crate) applicant_places: Vec<Place>,
    /// `jobLocationType` is TELECOMMUTE, or a field says remote / hybrid / onsite.
    pub(crate) workplace: Option<String>,
    /// Employment types as written.
    pub(crate) employment_types: Vec<String>,
    /// Date posted, as written.
    pub(crate) date_posted: Option<String>,
    /// Deadline, as written.
    pub(crate) valid_through: Option<String>,
    /// Start date, as written.
    pub(crate) start_date: Option<String>,
    /// Pay.
    pub(crate) salary: Option<Pay>,
    /// Education requirements, as written.
    pub(crate) education: Vec<String>,
    /// Months of experience.
    pub(crate) experience_months: Option<f64>,
    /// Language of the posting, as written.
    pub(crate) language: Option<String>,
    /// The description: HTML or text.
    pub(crate) description: Option<String>,
    /// Address of the posting.
    pub(crate) url: Option<String>,
    /// Further parts of the posting: (name of the field, HTML or text).
    pub(crate) parts: Vec<(String, String)>,
    /// Short facts as the file names them: (the field's name in words, value).
    pub(crate) meta: Vec<(String, String)>,
}

/// A place, as structured data gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Place {
    /// City or locality.
    pub(crate) city: Option<String>,
    /// Region.
    pub(crate) region: Option<String>,
    /// Country: a name or a code.
    pub(crate) country: Option<String>,
    /// The whole as one text, where it is not divided.
    pub(crate) text: Option<String>,
}

/// Pay, as structured data gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Pay {
    /// Lower or only figure.
    pub(crate) min: Option<f64>,
    /// Upper figure.
    pub(crate) max: Option<f64>,
    /// ISO 4217, or a symbol.
    pub(crate) currency: Option<String>,
    /// HOUR, DAY, WEEK, MONTH, YEAR, as written.
    pub(crate) period: Option<String>,
}
