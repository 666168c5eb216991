//! What is known of a person: a profile.

use serde::{Deserialize, Serialize};

use super::values::{self, Day};
use crate::error::Error;
use crate::posting::{EducationLevel, EmploymentType, PayPeriod, Workplace};

/// What a person has and wishes, to hold against a posting with
/// [`Posting::fit`](crate::Posting::fit).
///
/// Every part may be left out: what is left out is unknown, and passes nothing.
///
/// ```
/// use jobgist::Profile;
///
/// let profile = Profile::from_toml(r#"
/// skills = ["Bread baking", { name = "Dough mixing", years = 4 }]
/// languages = [{ code = "en", level = "native" }]
/// "#)?;
/// assert_eq!(profile.skills.unwrap()[1].years, Some(4.0));
/// # Ok::<(), jobgist::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// Whether the lists below are to be taken as whole, so that what they do not name is missing;
    /// otherwise it is unclear. `true` when left out; a résumé is never whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// Skills, with years where they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<HeldSkill>>,
    /// Certificates, licences, registrations and memberships.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificates: Option<Vec<String>>,
    /// Degrees and vocational training, finished and under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degrees: Option<Vec<Degree>>,
    /// Years of experience: in all, and in a subject.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experience: Vec<Experience>,
    /// Human languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<SpokenLanguage>>,
    /// Where the person may work.
    pub permits: Permits,
    /// Where the person lives or would move to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<Vec<WantedPlace>>,
    /// When and how much the person can work.
    pub available: Availability,
    /// What the person would like.
    pub wishes: Wishes,
}

/// A skill that a person has: `"SQL"`, or `{ name = "SQL", years = 4 }`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeldSkill {
    /// Its name, or another spelling that the vocabulary knows.
    pub name: String,
    /// Years of work with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<f64>,
}

/// A degree or a vocational training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Degree {
    /// Its level.
    pub level: EducationLevel,
    /// What was studied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// When it was finished: a year, a month or a day (ISO 8601).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Day>,
    /// The person is enrolled and has not finished.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enrolled: bool,
    /// When it will be finished: a year, a month or a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Day>,
}

impl Degree {
    /// Whether the person has it already.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.finished.is_some() || !self.enrolled && self.expected.is_none()
    }
}

/// Years of experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// How many; months are fractions.
    #[serde(deserialize_with = "values::amount")]
    pub years: f64,
    /// In what; experience in all where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// A human language that a person speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpokenLanguage {
    /// ISO 639-1 code; read from an English name as well.
    #[serde(deserialize_with = "values::language")]
    pub code: String,
    /// Level of the Common European Framework (A1 to C2), or "native".
    #[serde(default, deserialize_with = "values::level")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}

/// Where a person may work, and what else the law asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Permits {
    /// Countries in which the person may work without a sponsor: codes, names, or "EU" and "EEA".
    #[serde(deserialize_with = "values::countries")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries: Option<Vec<String>>,
    /// Citizenships; with one, the person may work in that country.
    #[serde(deserialize_with = "values::countries")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizenships: Option<Vec<String>>,
    /// Whether the person needs a sponsor for a visa in the other countries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_sponsorship: Option<bool>,
    /// Security clearances and checks that the person holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clearances: Option<Vec<String>>,
}

/// A place in which a person lives or to which the person would move.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WantedPlace {
    /// City; anywhere in the country where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2; read from a name as well.
    #[serde(deserialize_with = "values::country")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// When and how much a person can work.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Availability {
    /// First day: a year, a month or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day: a year, a month or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Least hours a week.
    #[serde(deserialize_with = "values::some_amount")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_min: Option<f64>,
    /// Most hours a week.
    #[serde(deserialize_with = "values::some_amount")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours_max: Option<f64>,
}

/// What a person would like.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wishes {
    /// Workplaces that suit: onsite, hybrid, remote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workplace: Option<Vec<Workplace>>,
    /// Employment types that suit, in the terms of schema.org.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employment_types: Option<Vec<EmploymentType>>,
    /// Least pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<WantedPay>,
}

/// The least pay that a person wishes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedPay {
    /// The least figure.
    #[serde(deserialize_with = "values::amount")]
    pub min: f64,
    /// ISO 4217.
    #[serde(deserialize_with = "values::currency")]
    pub currency: String,
    /// What the figure is paid for.
    pub period: PayPeriod,
}

impl Profile {
    /// Reads a profile from TOML; [`Profile::EXAMPLE`] shows all of it.
    ///
    /// # Errors
    /// When the text is not TOML or holds a key or value that means nothing; the error names the
    /// line and the key.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        toml::from_str(text).map_err(|error| {
            let place = error.span().map(|span| place_of(text, span.start));
            let (line, key) = place.unwrap_or((1, None));
            Error::profile(line, key, error.message())
        })
    }

    /// A profile with everything in it, explained line by line.
    pub const EXAMPLE: &'static str = include_str!("../../data/profile.example.toml");

    /// Whether what the lists do not name is missing.
    pub(super) fn is_complete(&self) -> bool {
        self.complete.unwrap_or(true)
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let blank = Self {
            complete: self.complete,
            ..Self::default()
        };
        *self == blank
    }
}

/// Number of the line at an offset, and the key that it begins with.
fn place_of(text: &str, at: usize) -> (usize, Option<String>) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let key = line.split(['=', '#']).next().unwrap_or("").trim();
    let is_key = line.contains('=') && !key.is_empty() && !key.contains(['[', '{', '"', ' ']);
    let number = text[..at].matches('\n').count() + 1;
    (number, is_key.then(|| key.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_profile() {
        let profile = Profile::from_toml(Profile::EXAMPLE).unwrap();
        let blank = Profile::default();
        // It shows every part.
        assert!(profile.complete.is_some() && !profile.experience.is_empty());
        assert!(profile.skills.is_some() && profile.certificates.is_some());
        assert!(profile.degrees.is_some() && profile.languages.is_some());
        assert!(profile.permits.needs_sponsorship.is_some() && profile.places.is_some());
        assert!(profile.available.until.is_some() && profile.available.hours_max.is_some());
        assert!(profile.wishes.pay.is_some() && profile.wishes.workplace.is_some());
        assert_ne!(profile, blank);
    }

    #[test]
    fn a_profile_is_written_and_read() {
        let profile = Profile::from_toml(Profile::EXAMPLE).unwrap();
        let json = serde_json::to_string(&profile).unwrap();
        assert_eq!(serde_json::from_str::<Profile>(&json).unwrap(), profile);
    }

    #[test]
    fn nothing_need_be_said() {
        let profile = Profile::from_toml("").unwrap();
        assert!(profile.is_empty() && profile.is_complete());
        assert!(Profile::from_toml("complete = false").unwrap().is_empty());
        assert!(!Profile::from_toml("skills = []").unwrap().is_empty());
    }

    #[test]
    fn values_may_be_said_in_several_ways() {
        let profile = Profile::from_toml(
            "languages = [{ code = \"Norwegian\", level = \"native\" }, { code = \"nb\", level = \"b2\" }]\n\
             places = [{ country = \"United Kingdom\" }]\n\
             available = { from = 2027-03-01, until = \"2027-09\" }\n\
             permits = { countries = [\"EU\", \"Norway\"] }\n",
        )
        .unwrap();
        let languages = profile.languages.unwrap();
        assert_eq!(
            (languages[0].code.as_str(), languages[1].code.as_str()),
            ("no", "no")
        );
        assert_eq!(languages[1].level.as_deref(), Some("B2"));
        assert_eq!(profile.places.unwrap()[0].country.as_deref(), Some("GB"));
        assert_eq!(
            profile.available.from.unwrap().first().to_string(),
            "2027-03-01"
        );
        assert_eq!(
            profile.available.until.unwrap().last().to_string(),
            "2027-09-30"
        );
        let countries = profile.permits.countries.unwrap();
        assert!(countries.iter().any(|code| code == "PT") && countries.contains(&"NO".to_owned()));
    }

    #[test]
    fn an_error_names_line_and_key() {
        for (text, wanted) in [
            (
                "skills = [\"SQL\"]\nskils = []",
                "line 2: skils: unknown field `skils`",
            ),
            ("\n\n[available]\nfrom = \"soon\"", "line 4: from: a date"),
            ("experience = [{ years = -1 }]", "line 1: experience: "),
            ("experience = [{ years = nan }]", "line 1: experience: "),
            (
                "[permits]\ncountries = [\"Ruritania\"]",
                "line 2: countries: ",
            ),
            ("[[languages]]\ncode = \"Klingon\"", "line 2: code: "),
            (
                "[[languages]]\ncode = \"de\"\nlevel = \"D1\"",
                "line 3: level: ",
            ),
            (
                "[[degrees]]\nlevel = \"diploma\"",
                "line 2: level: unknown variant",
            ),
            (
                "[wishes.pay]\nmin = 1\ncurrency = \"euros\"\nperiod = \"YEAR\"",
                "line 3: currency: ",
            ),
            ("skills = [", "line 1: skills: "),
        ] {
            let error = Profile::from_toml(text).unwrap_err().to_string();
            assert!(error.contains(wanted), "{text:?}: {error}");
        }
    }
}
