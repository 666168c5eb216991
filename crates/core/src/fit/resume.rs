//! A profile read from a résumé, by the readers of postings.

use super::profile::{Degree, Experience, HeldSkill, Profile, SpokenLanguage};
use crate::error::Error;
use crate::facts::{education, experience as years, languages};
use crate::options::Options;
use crate::outline::Outline;
use crate::page;
use crate::posting::{EducationLevel, SectionKind};
use crate::reading::Reading;
use crate::skills::{self, Mark};
use crate::table::Languages;

/// Longest line, in words, that is about a degree.
const LONGEST_LINE: usize = 25;

impl Profile {
    /// Reads a profile from a résumé in any format that postings are read in: the skills,
    /// certificates and human languages that it names, the years of experience that it states in so
    /// many words, and degrees that stand at the beginning of a line, or behind a comma or dash,
    /// with a year beside them. The profile is not complete: what the résumé does not say stays
    /// unknown.
    ///
    /// # Errors
    /// As [`Posting::parse`](crate::Posting::parse).
    pub fn from_resume(bytes: &[u8], options: &Options) -> Result<Self, Error> {
        let page = page::read(bytes, options)?;
        let languages = Languages::of(page.language.as_deref());
        // A résumé has no furniture, and every line of it may name a skill.
        let outline = Outline::of_one_section(&page, SectionKind::Required);
        let reading = Reading::new(&page, &outline, &languages, options);
        let mut profile = Self {
            complete: Some(false),
            ..Self::default()
        };
        read_skills(&reading, &mut profile);
        let spoken: Vec<SpokenLanguage> = spoken(&reading);
        profile.languages = (!spoken.is_empty()).then_some(spoken);
        let degrees = degrees(&reading);
        profile.degrees = (!degrees.is_empty()).then_some(degrees);
        profile.experience = experience(&reading);
        Ok(profile)
    }
}

/// The skills and certificates that the vocabulary knows, once each, in reading order.
fn read_skills(reading: &Reading<'_>, profile: &mut Profile) {
    let own = reading.options.vocabulary.as_deref();
    let names = skills::Names::of(reading.languages, own);
    let mentions = skills::mentions(
        reading.page,
        reading.outline,
        reading.languages,
        reading.options,
    );
    let (mut held, mut certificates) = (Vec::<HeldSkill>::new(), Vec::<String>::new());
    for mention in mentions {
        let known = names.find(&mention.name);
        let is_told = matches!(mention.mark, Mark::Vocabulary | Mark::Marker);
        if !is_told || known.is_some_and(|known| known.is_soft || known.is_spoken) {
            continue;
        }
        if known.is_some_and(|known| known.is_formal) {
            if !certificates.contains(&mention.name) {
                certificates.push(mention.name);
            }
        } else if !held.iter().any(|skill| skill.name == mention.name) {
            held.push(HeldSkill {
                name: mention.name,
                years: None,
            });
        }
    }
    profile.skills = (!held.is_empty()).then_some(held);
    profile.certificates = (!certificates.is_empty()).then_some(certificates);
}

/// The degrees that a line is about, and not those that a sentence speaks of.
fn degrees(reading: &Reading<'_>) -> Vec<Degree> {
    let page = reading.page;
    let has_year = |block: usize| {
        page.blocks.get(block).is_some_and(|_| {
            page.text_of(block)
                .split(|c: char| !c.is_ascii_digit())
                .any(is_year)
        })
    };
    education::demands(reading)
        .into_iter()
        .filter(|demand| {
            let block = demand.block;
            let before = &page.text[page.blocks[block].range.start..demand.range.start];
            let is_apart = before
                .trim_end()
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphabetic());
            let is_short = page.tokens_of(block).len() <= LONGEST_LINE;
            let near = [Some(block), block.checked_sub(1), Some(block + 1)];
            is_apart && is_short && near.into_iter().flatten().any(has_year)
        })
        .filter(|demand| demand.education.level != EducationLevel::None)
        .map(|demand| Degree {
            level: demand.education.level,
            field: demand.education.fields.first().cloned(),
            finished: None,
            enrolled: demand.education.enrolled,
            expected: None,
        })
        .collect()
}

/// Whether digits are a year of somebody's life.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The years of experience that are stated in so many words.
fn experience(reading: &Reading<'_>) -> Vec<Experience> {
    let stated = years::years(reading).into_iter();
    stated
        .filter_map(|found| {
            Some(Experience {
                years: found.min?,
                subject: found.subject,
            })
        })
        .collect()
}

/// The human languages, with the level where the résumé gives one.
fn spoken(reading: &Reading<'_>) -> Vec<SpokenLanguage> {
    let mut out: Vec<SpokenLanguage> = Vec::new();
    for demand in languages::find(reading)
        .into_iter()
        .filter_map(|found| found.value)
    {
        if !out.iter().any(|one| one.code == demand.code) {
            out.push(SpokenLanguage {
                code: demand.code,
                level: demand.level,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESUME: &str = "\
# Maren Oldcastle

Nurse with 8 years of experience in acute care.

## Work

- 2019 to today: ward nurse, Fernhill Hospital. Wound care, triage, tutor for PhD students.

## Education

- BSc in nursing, University of Oulu, 2017

## Skills

- Epic, medication administration, teamwork
- BLS

## Languages

- Finnish: native
- English (C1)
";

    #[test]
    fn a_resume_tells_what_it_says() {
        let profile = Profile::from_resume(RESUME.as_bytes(), &Options::default()).unwrap();
        let names: Vec<_> = profile
            .skills
            .iter()
            .flatten()
            .map(|s| s.name.as_str())
            .collect();
        assert!(
            names.contains(&"Epic") && names.contains(&"Wound care"),
            "{names:?}"
        );
        assert!(
            !names
                .iter()
                .any(|name| name.eq_ignore_ascii_case("teamwork"))
        );
        assert!(
            profile
                .certificates
                .iter()
                .flatten()
                .any(|name| name == "BLS")
        );
        let degrees = profile.degrees.as_deref().unwrap_or_default();
        assert_eq!(degrees.len(), 1, "{degrees:?}");
        assert_eq!(degrees[0].level, EducationLevel::Bachelor);
        assert_eq!(profile.experience[0].years, 8.0);
        let english = profile
            .languages
            .iter()
            .flatten()
            .find(|one| one.code == "en");
        assert_eq!(english.and_then(|one| one.level.as_deref()), Some("C1"));
        assert!(!profile.is_complete());
    }

    #[test]
    fn what_a_resume_does_not_say_is_unclear() {
        use crate::fit::record::{Outcome, Status};
        use crate::posting::Posting;
        let page = "<h1>Nurse</h1><h2>Requirements</h2><ul><li>A master's degree in nursing</li>\
            <li>Wound care</li><li>Kubernetes</li><li>Fluent German</li></ul>";
        let options = Options::default();
        let posting = Posting::parse(page.as_bytes(), &options).unwrap();
        let profile = Profile::from_resume(RESUME.as_bytes(), &options).unwrap();
        let fit = posting.fit(&profile, &options);
        assert!(
            fit.gates.iter().all(|gate| gate.outcome != Outcome::Fail),
            "{:#?}",
            fit.gates
        );
        assert!(
            fit.must_haves
                .iter()
                .all(|one| one.status != Status::Missing)
        );
        assert!(fit.must_haves.iter().any(|one| one.status == Status::Met));
    }

    #[test]
    fn any_format_is_read_and_none_is_an_error() {
        let html = b"<ul><li>Python</li><li>SQL</li></ul>";
        let profile = Profile::from_resume(html, &Options::default()).unwrap();
        assert_eq!(profile.skills.map(|skills| skills.len()), Some(2));
        assert!(Profile::from_resume(b"", &Options::default()).is_err());
    }
}
