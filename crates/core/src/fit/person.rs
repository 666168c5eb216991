//! A profile made ready to be asked: what the person has, in the terms of the vocabulary.

mod degrees;

use jiff::civil::Date;

use super::profile::Profile;
use super::tree::Truth;
use super::values::level_rank;
use super::words::{language_name, number};
use crate::skills::{KnownSkill, Names};
use crate::table::Languages;
use crate::text::tokens::{key_of, word_key};

/// `name, names`: what who holds the one holds as well.
static IMPLIED: &str = include_str!("../../data/any/implied.tsv");

/// A single word names a skill inside a longer entry only if it has so many letters.
const TELLING_LETTERS: usize = 4;

/// An answer of the profile.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) truth: Truth,
    /// The profile's entry that decides.
    pub(super) entry: Option<String>,
    /// Why, in a few words.
    pub(super) reason: String,
}

impl Answer {
    pub(super) fn new(truth: Truth, entry: Option<String>, reason: impl Into<String>) -> Self {
        Self {
            truth,
            entry,
            reason: reason.into(),
        }
    }

    /// The profile says nothing.
    pub(super) fn unsaid() -> Self {
        Self::new(Truth::Unknown, None, "the profile does not say")
    }
}

/// Where an entry stands in the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Skills,
    Experience,
}

/// A skill, a certificate or a subject of experience.
struct Entry<'a> {
    written: &'a str,
    known: Option<KnownSkill<'a>>,
    years: Option<f64>,
    list: List,
}

/// A profile made ready to be asked.
pub(super) struct Person<'a> {
    pub(super) profile: &'a Profile,
    pub(super) today: Option<Date>,
    names: &'a Names<'a>,
    languages: &'a Languages,
    entries: Vec<Entry<'a>>,
}

impl<'a> Person<'a> {
    pub(super) fn new(
        profile: &'a Profile,
        names: &'a Names<'a>,
        languages: &'a Languages,
        today: Option<Date>,
    ) -> Self {
        let entry = |written: &'a str, years, list| Entry {
            written,
            known: names.find(written),
            years,
            list,
        };
        let skills = profile.skills.iter().flatten();
        let certificates = profile.certificates.iter().flatten();
        let subjects = profile.experience.iter();
        let entries = skills
            .map(|skill| entry(&skill.name, skill.years, List::Skills))
            .chain(certificates.map(|name| entry(name, None, List::Skills)))
            .chain(subjects.filter_map(|experience| {
                let subject = experience.subject.as_deref()?;
                Some(entry(subject, Some(experience.years), List::Experience))
            }))
            .collect();
        Self {
            profile,
            today,
            names,
            languages,
            entries,
        }
    }

    /// The skill that the vocabulary knows by a name.
    pub(super) fn known(&self, name: &str) -> Option<KnownSkill<'a>> {
        self.names.find(name)
    }

    /// The code of the human language of that name.
    pub(super) fn language_code(&self, name: &str) -> Option<String> {
        let key = word_key(name);
        let mut tables = self.languages.tables.iter();
        tables.find_map(|tables| tables.language_names.get(&key).cloned())
    }

    /// `No` where the profile is whole, `Unknown` where it is not.
    pub(super) fn lacks(&self) -> Truth {
        if self.profile.is_complete() {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    /// Whether the person has a skill, certificate or licence.
    pub(super) fn skill(&self, name: &str) -> Answer {
        let known = self.known(name);
        let held = self
            .entries
            .iter()
            .find(|entry| self.is_that(entry, name, known));
        if let Some(entry) = held {
            return Answer::new(
                Truth::Yes,
                Some(entry.written.to_owned()),
                "the profile names it",
            );
        }
        let is_formal = known.is_some_and(|known| known.is_formal);
        let list_given = if is_formal {
            self.profile.certificates.is_some()
        } else {
            self.profile.skills.is_some()
        };
        match known {
            _ if !list_given => Answer::unsaid(),
            None => Answer::new(
                Truth::Unknown,
                None,
                "the profile does not name it; it may be said in other words",
            ),
            Some(_) => Answer::new(self.lacks(), None, "the profile does not name it"),
        }
    }

    /// Whether an entry of the profile is the skill of that name, or holds it.
    fn is_that(&self, entry: &Entry<'_>, name: &str, known: Option<KnownSkill<'_>>) -> bool {
        let held: Vec<&str> = [Some(entry.written), entry.known.map(|known| known.name)]
            .into_iter()
            .flatten()
            .collect();
        let asked: Vec<&str> = [Some(name), known.map(|known| known.name)]
            .into_iter()
            .flatten()
            .collect();
        let same = held
            .iter()
            .any(|held| asked.iter().any(|asked| key_of(held) == key_of(asked)))
            || is_implied(&held, &asked);
        let is_telling = name.chars().filter(|c| c.is_alphabetic()).count() >= TELLING_LETTERS;
        same || is_telling && self.holds(entry.written, name)
    }

    /// Whether all words of a phrase that are not of grammar stand in another one.
    pub(super) fn holds(&self, outer: &str, inner: &str) -> bool {
        let (outer, inner) = (self.names.content(outer), self.names.content(inner));
        !inner.is_empty() && inner.iter().all(|word| outer.contains(word))
    }

    /// Whether a subject does not say in what experience is asked ("professional work").
    fn says_nothing(&self, subject: &str) -> bool {
        self.names.content(subject).into_iter().all(|word| {
            let mut tables = self.languages.tables.iter();
            tables.any(|tables| {
                let words = &tables.words.experience_in_all;
                words.iter().any(|known| word_key(known) == word)
            })
        })
    }

    /// Years of experience in all: what the profile says, and no less than in any subject.
    fn years_in_all(&self) -> (Option<f64>, f64) {
        let all = self
            .profile
            .experience
            .iter()
            .filter(|one| one.subject.is_none());
        let stated = all.map(|one| one.years).reduce(f64::max);
        let subjects = self.entries.iter().filter_map(|entry| entry.years);
        (stated, subjects.fold(0.0, f64::max))
    }

    /// Whether the person has so many years of experience: in a subject in the posting's words, or
    /// in one of the skills that it names there; in all where there is neither.
    pub(super) fn years(&self, asked: f64, subject: Option<&str>, skills: &[String]) -> Answer {
        let (in_all, least) = self.years_in_all();
        let subject = subject.filter(|subject| !self.says_nothing(subject));
        let wanted = |entry: &&Entry<'_>| {
            let named = skills
                .iter()
                .any(|name| self.is_that(entry, name, self.known(name)));
            named || subject.is_some_and(|subject| self.is_subject(entry, subject))
        };
        let found = self
            .entries
            .iter()
            .filter(|entry| entry.years.is_some())
            .filter(wanted);
        let longest = found.reduce(|best, next| if next.years > best.years { next } else { best });
        if let Some((entry, years)) = longest.and_then(|entry| Some((entry, entry.years?))) {
            let held = format!("{}: {}", entry.written, years_name(years));
            let truth = if years >= asked {
                Truth::Yes
            } else {
                self.lacks()
            };
            let reason = format!("the profile has {}", years_name(years));
            return Answer::new(truth, Some(held), reason);
        }
        let is_general = subject.is_none() && skills.is_empty();
        let stated = in_all.map(|years| format!("{} in all", years_name(years)));
        match in_all {
            Some(years) if years < asked => Answer::new(
                self.lacks(),
                stated.clone(),
                format!("the profile has {}", stated.unwrap_or_default()),
            ),
            Some(_) if is_general => {
                let reason = format!("the profile has {}", stated.clone().unwrap_or_default());
                Answer::new(Truth::Yes, stated, reason)
            }
            Some(_) => Answer::new(
                Truth::Unknown,
                stated,
                "the profile does not say how many of its years are of this kind",
            ),
            None if is_general && least >= asked => {
                let held = format!("{} in one subject", years_name(least));
                Answer::new(
                    Truth::Yes,
                    Some(held),
                    "the profile has as many in one subject",
                )
            }
            None => Answer::unsaid(),
        }
    }

    /// Whether an entry speaks of the posting's subject: at least its words, or the same skill.
    fn is_subject(&self, entry: &Entry<'_>, subject: &str) -> bool {
        let known = self.known(subject);
        self.is_that(entry, subject, known)
            || entry.list == List::Experience && self.holds(entry.written, subject)
    }

    /// Whether the person speaks a language at a level; where none is asked, well enough to work.
    pub(super) fn language(&self, code: &str, level: Option<&str>) -> Answer {
        const ENOUGH_TO_WORK: &str = "B1";
        let Some(languages) = &self.profile.languages else {
            return Answer::unsaid();
        };
        let Some(spoken) = languages.iter().find(|spoken| spoken.code == code) else {
            return Answer::new(self.lacks(), None, "the profile does not name it");
        };
        let entry = language_written(code, spoken.level.as_deref());
        let rank = |level: &str| level_rank(level);
        let (truth, reason) = match (spoken.level.as_deref(), level) {
            (None, None) => (Truth::Yes, "the profile names it".to_owned()),
            (None, Some(_)) => (Truth::Unknown, "the profile gives no level".to_owned()),
            (Some(held), Some(asked)) if rank(held) >= rank(asked) => {
                (Truth::Yes, format!("the profile has {held}"))
            }
            (Some(held), Some(_)) => (self.lacks(), format!("the profile has {held}")),
            (Some(held), None) if rank(held) >= rank(ENOUGH_TO_WORK) => {
                (Truth::Yes, format!("the profile has {held}"))
            }
            (Some(held), None) => (
                Truth::Unknown,
                format!("the profile has {held}; the posting says no level"),
            ),
        };
        Answer::new(truth, Some(entry), reason)
    }
}

/// Whether one of the names is that of something which implies what is asked.
fn is_implied(held: &[&str], asked: &[&str]) -> bool {
    let named = |name: &str, names: &[&str]| names.iter().any(|one| key_of(one) == key_of(name));
    let rows = IMPLIED.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .filter(|(name, _)| named(name, held))
        .any(|(_, implied)| implied.split('|').any(|one| named(one, asked)))
}

/// "3 years", "1 year".
pub(super) fn years_name(years: f64) -> String {
    let unit = if years == 1.0 { "year" } else { "years" };
    format!("{} {unit}", number(years))
}

/// A language and its level: "Dutch C1".
pub(super) fn language_written(code: &str, level: Option<&str>) -> String {
    let name = language_name(code);
    level.map_or_else(|| name.clone(), |level| format!("{name} {level}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implied_names_are_skills_of_a_vocabulary() {
        let codes: Vec<_> = Languages::codes()
            .map(|code| Languages::of(Some(code)))
            .collect();
        let all: Vec<_> = codes
            .iter()
            .map(|languages| Names::of(languages, None))
            .collect();
        let is_known = |name: &str| {
            let found = all.iter().filter_map(|names| names.find(name));
            found.into_iter().any(|known| known.name == name)
        };
        let rows: Vec<_> = IMPLIED
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(rows.is_sorted());
        for row in rows {
            let (name, implied) = row.split_once('\t').unwrap();
            for name in std::iter::once(name).chain(implied.split('|')) {
                assert!(is_known(name), "{name}");
            }
        }
    }
}
