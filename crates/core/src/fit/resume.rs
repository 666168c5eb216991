//! A profile read from a résumé, by the readers of postings.

use super::profile::{HeldSkill, Profile, SpokenLanguage};
use crate::error::Error;
use crate::facts::languages;
use crate::options::Options;
use crate::outline::{Item, Outline, Part, Role};
use crate::page::{self, Page};
use crate::posting::SectionKind;
use crate::reading::Reading;
use crate::skills::{self, Mark};
use crate::table::Languages;

impl Profile {
    /// Reads a profile from a résumé in any format that postings are read in: the skills,
    /// certificates and human languages that it names. The profile is not complete: what the résumé
    /// does not say stays unknown.
    ///
    /// # Errors
    /// As [`Posting::parse`](crate::Posting::parse).
    pub fn from_resume(bytes: &[u8], options: &Options) -> Result<Self, Error> {
        let page = page::read(bytes, options)?;
        let languages = Languages::of(page.language.as_deref());
        let outline = all_asked(&page);
        let reading = Reading::new(&page, &outline, &languages, options);
        let mut profile = Self {
            complete: Some(false),
            ..Self::default()
        };
        read_skills(&reading, &mut profile);
        let spoken: Vec<SpokenLanguage> = spoken(&reading);
        profile.languages = (!spoken.is_empty()).then_some(spoken);
        Ok(profile)
    }
}

/// The outline of a page that is read whole: a résumé has no furniture, and every line of it may
/// name a skill.
fn all_asked(page: &Page) -> Outline {
    let kind = SectionKind::Required;
    let items: Vec<Item> = page
        .blocks
        .iter()
        .enumerate()
        .map(|(block, text)| Item {
            range: text.range.clone(),
            block,
        })
        .collect();
    Outline {
        roles: vec![Role::Item(kind); items.len()],
        why: vec![String::new(); items.len()],
        parts: vec![Part {
            kind,
            heading: None,
            items,
        }],
    }
}

/// The skills and certificates that the vocabulary knows, once each, in reading order.
fn read_skills(reading: &Reading<'_>, profile: &mut Profile) {
    let own = reading.options.vocabulary.as_deref();
    let names = skills::Names::of(reading.languages, own);
    let mentions = skills::mentions(reading.page, reading.outline, reading.languages, own);
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
