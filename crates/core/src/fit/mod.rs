//! Fit: a posting held against a person's profile.
//!
//! It comes after the record and reads nothing earlier of the way through; only a résumé is read by
//! the readers of pages, languages and skills. Everything is three-valued: what the profile does
//! not say is neither passed nor failed.

mod asked;
mod gates;
mod named;
mod person;
mod profile;
mod quotes;
mod record;
mod resume;
mod score;
mod tree;
mod values;
mod words;

pub use profile::{
    Availability, Degree, Experience, HeldSkill, Permits, Profile, SpokenLanguage, WantedPay,
    WantedPlace, Wishes,
};
pub use record::{
    Arithmetic, Cap, Fit, Gate, GateKind, Judged, Outcome, Part, Quote, ScorePart, Status, Thing,
    Verdict,
};
pub use values::Day;

use person::Person;
use quotes::Quotes;

use crate::options::Options;
use crate::posting::{Posting, Priority};
use crate::skills::Names;
use crate::table::Languages;

/// The version of the shape of a [`Fit`] that this library writes.
const FIT_VERSION: &str = "1";

impl Posting {
    /// Holds a profile against the posting. Of the options `today` (for deadlines) and
    /// `vocabulary` are asked.
    ///
    /// ```
    /// use jobgist::{Options, Posting, Profile, Status};
    ///
    /// let page = "<h1>Analyst</h1><h2>Requirements</h2><ul><li>SQL and R or Python</li></ul>";
    /// let posting = Posting::parse(page.as_bytes(), &Options::default())?;
    /// let profile = Profile::from_toml(r#"skills = ["Python"]"#)?;
    /// let fit = posting.fit(&profile, &Options::default());
    /// assert_eq!(fit.must_haves[0].status, Status::Missing);
    /// assert_eq!(fit.must_haves[0].enough, ["SQL"]);
    /// # Ok::<(), jobgist::Error>(())
    /// ```
    #[must_use]
    pub fn fit(&self, profile: &Profile, options: &Options) -> Fit {
        let languages = Languages::of(self.source.language.as_deref());
        let names = Names::of(&languages, options.vocabulary.as_deref());
        let today = options.today.as_deref().and_then(Day::read).map(Day::first);
        let person = Person::new(profile, &names, &languages, today);
        let quotes = Quotes::new(self, &languages);
        let permit = gates::permit(self, &person);
        let judged = |priority: Priority| -> (Vec<Judged>, Vec<Option<Gate>>) {
            // Nobody fails what is not asked.
            let of_it = self
                .requirements
                .iter()
                .filter(|one| one.priority == priority && !one.negated);
            of_it
                .map(|one| asked::judge(self, &person, &quotes, permit.as_ref(), one))
                .unzip()
        };
        let (must_haves, licences) = judged(Priority::Required);
        let (nice_to_haves, _) = judged(Priority::Preferred);
        let licences = licences.into_iter().flatten().collect();
        let gates::Read { gates, not_stated } = gates::read(self, &person, &quotes, licences);
        let score = score::score(&gates, &must_haves, &nice_to_haves);
        Fit {
            schema_version: FIT_VERSION.to_owned(),
            name: self.source.name.clone(),
            title: self.title.clone(),
            company: self.company.clone(),
            verdict: score::verdict(&gates, &must_haves),
            score: score.score,
            up_to: score.up_to,
            arithmetic: score.arithmetic,
            gates,
            not_stated,
            must_haves,
            nice_to_haves,
        }
    }
}

#[cfg(test)]
mod tests;
