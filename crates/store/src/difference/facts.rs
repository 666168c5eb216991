//! Facts of two captures.

use jobgist::{
    EngagementDuration, ExperienceYears, Hours, LanguageDemand, Location, Posting, Stated, Travel,
};
use serde::Serialize;

use super::moves::{differs, education_moved, figures_moved, moved, pay_moved};
use super::{Change, ChangeKind, Side};
use crate::{Day, lines, words};

/// The two records, and what was found of them.
struct Facts<'a> {
    old: &'a Posting,
    new: &'a Posting,
    changes: &'a mut Vec<Change>,
}

/// A fact's name, the name to show, and how much a change of it matters.
#[derive(Clone, Copy)]
struct Fact<'n>(&'static str, &'n str, u8);

/// A fact under its usual name.
fn named(name: &'static str, weight: u8) -> Fact<'static> {
    Fact(name, words::fact(name), weight)
}

pub(super) fn compare(old: &Posting, new: &Posting, changes: &mut Vec<Change>) {
    let mut facts = Facts { old, new, changes };
    facts.texts();
    facts.days();
    facts.places();
    facts.kinds();
    facts.pay();
    facts.figures();
    facts.demands();
}

impl<'a> Facts<'a> {
    /// Names: their case and spacing do not count.
    fn texts(&mut self) {
        let texts = [
            (named("title", 60), &self.old.title, &self.new.title),
            (named("company", 60), &self.old.company, &self.new.company),
            (named("job_id", 20), &self.old.job_id, &self.new.job_id),
        ];
        for (fact, old, new) in texts {
            let shown = |text: &String| Some(text.clone());
            let kind = |old: &String, new: &String| {
                (lines::key(old) != lines::key(new)).then_some(ChangeKind::Changed)
            };
            self.value(fact, old.as_ref(), new.as_ref(), shown, kind);
        }
    }

    fn days(&mut self) {
        let days = [
            (
                named("valid_through", 82),
                &self.old.valid_through,
                &self.new.valid_through,
            ),
            (
                named("start_date", 55),
                &self.old.start_date,
                &self.new.start_date,
            ),
            (
                named("date_posted", 15),
                &self.old.date_posted,
                &self.new.date_posted,
            ),
        ];
        for (fact, old, new) in days {
            let shown = |text: &String| Some(text.clone());
            self.value(fact, old.as_ref(), new.as_ref(), shown, |old, new| {
                match (old.parse::<Day>(), new.parse::<Day>()) {
                    (Ok(old), Ok(new)) => moved(old.cmp(&new)),
                    _ => (old != new).then_some(ChangeKind::Changed),
                }
            });
        }
    }

    /// Places come and go one by one.
    fn places(&mut self) {
        let key = |place: &Location| {
            let parts = [&place.city, &place.region, &place.country];
            let known: Vec<String> = parts
                .into_iter()
                .flatten()
                .map(|part| lines::key(part))
                .collect();
            if known.is_empty() {
                lines::key(&place.text)
            } else {
                known.join(", ")
            }
        };
        let shown = |place: &Location| (words::place(place), Some(place.text.clone()));
        let fact = named("locations", 80);
        self.each(fact, &self.old.locations, &self.new.locations, key, shown);
        self.value(
            named("locations_mode", 30),
            self.old.locations_mode.as_ref(),
            self.new.locations_mode.as_ref(),
            |mode| {
                serde_json::to_value(mode)
                    .ok()?
                    .as_str()
                    .map(|word| word.replace('_', " "))
            },
            differs,
        );
    }

    fn kinds(&mut self) {
        self.value(
            named("workplace", 85),
            self.old.workplace.as_ref(),
            self.new.workplace.as_ref(),
            |&place| Some(words::workplace(place).to_owned()),
            differs,
        );
        let shown = |kind: &jobgist::EmploymentType| (words::employment(*kind).to_owned(), None);
        let fact = named("employment_types", 75);
        let (old, new) = (&self.old.employment_types, &self.new.employment_types);
        self.each(
            fact,
            old,
            new,
            |&kind| words::employment(kind).to_owned(),
            shown,
        );
        self.value(
            named("seniority", 50),
            self.old.seniority.as_ref(),
            self.new.seniority.as_ref(),
            |&level| Some(words::seniority(level).to_owned()),
            |old, new| moved(old.cmp(new)),
        );
        self.value(
            named("duration", 72),
            self.old.duration.as_ref(),
            self.new.duration.as_ref(),
            words::length,
            |old, new| {
                let figures = |of: &EngagementDuration| [of.min_months, of.max_months];
                figures_moved(figures(old), figures(new), old != new)
            },
        );
    }

    fn pay(&mut self) {
        let hours = (self.old.hours.clone(), self.new.hours.clone());
        self.value(
            named("salary", 90),
            self.old.salary.as_ref(),
            self.new.salary.as_ref(),
            words::pay,
            |old, new| pay_moved((old, hours.0.as_ref()), (new, hours.1.as_ref())),
        );
    }

    fn figures(&mut self) {
        self.value(
            named("experience_years", 70),
            self.old.experience_years.as_ref(),
            self.new.experience_years.as_ref(),
            words::experience,
            |old, new| {
                let figures = |of: &ExperienceYears| [of.min, of.max];
                let subject = |of: &ExperienceYears| of.subject.as_deref().map(lines::key);
                let reworded = subject(old) != subject(new);
                figures_moved(figures(old), figures(new), false)
                    .or(reworded.then_some(ChangeKind::Reworded))
            },
        );
        self.value(
            named("hours", 62),
            self.old.hours.as_ref(),
            self.new.hours.as_ref(),
            words::hours,
            |old, new| {
                let figures = |of: &Hours| [of.per_week_min, of.per_week_max];
                figures_moved(figures(old), figures(new), old != new)
            },
        );
        self.value(
            named("travel", 60),
            self.old.travel.as_ref(),
            self.new.travel.as_ref(),
            |travel| Some(words::travel(travel)),
            |old, new| {
                let figures = |of: &Travel| [of.percent_min, of.percent_max];
                figures_moved(figures(old), figures(new), old != new)
            },
        );
    }

    fn demands(&mut self) {
        self.value(
            named("education", 65),
            self.old.education.as_ref(),
            self.new.education.as_ref(),
            |education| Some(words::education(education)),
            education_moved,
        );
        self.value(
            named("work_authorization", 80),
            self.old.work_authorization.as_ref(),
            self.new.work_authorization.as_ref(),
            words::authorization,
            |old, new| {
                let key = |of| words::authorization(of).as_deref().map(lines::key);
                (key(old) != key(new)).then_some(ChangeKind::Changed)
            },
        );
        let (old, new) = (self.old, self.new);
        let of = |all: &'a [LanguageDemand], code: &str| all.iter().find(|one| one.code == code);
        for one in &old.languages {
            self.language(Some(one), of(&new.languages, &one.code));
        }
        for one in &new.languages {
            if of(&old.languages, &one.code).is_none() {
                self.language(None, Some(one));
            }
        }
    }

    fn language(&mut self, old: Option<&LanguageDemand>, new: Option<&LanguageDemand>) {
        let Some(either) = old.or(new) else { return };
        let what = format!("language {}", either.code);
        let shown = |demand: &LanguageDemand| Some(words::language(demand));
        self.value(Fact("languages", &what, 70), old, new, shown, |old, new| {
            match (old.required, new.required) {
                (false, true) => Some(ChangeKind::BecameRequired),
                (true, false) => Some(ChangeKind::BecamePreferred),
                // Levels of the framework sort as their names do.
                _ => match (&old.level, &new.level) {
                    (Some(old), Some(new)) => moved(old.cmp(new)),
                    (old, new) => (old != new).then_some(ChangeKind::Changed),
                },
            }
        });
    }

    /// A fact of one value.
    fn value<T: Serialize>(
        &mut self,
        Fact(name, what, weight): Fact<'_>,
        old: Option<&T>,
        new: Option<&T>,
        shown: impl Fn(&T) -> Option<String>,
        kind: impl Fn(&T, &T) -> Option<ChangeKind>,
    ) {
        let kind = match (old, new) {
            (None, None) => None,
            (None, Some(_)) => Some(ChangeKind::Added),
            (Some(_), None) => Some(ChangeKind::Removed),
            (Some(old), Some(new)) => kind(old, new),
        };
        let Some(kind) = kind else { return };
        let side = |posting: &Posting, value: Option<&T>| Side {
            value: value
                .and_then(|value| serde_json::to_value(value).ok())
                .unwrap_or_default(),
            text: value.and_then(&shown),
            quote: value.and_then(|_| quote(posting, name)),
        };
        let change = Change::new(
            kind,
            name,
            what,
            side(self.old, old),
            side(self.new, new),
            weight,
        );
        // What has no words (pay without a figure), or the same words, is no change that one can see.
        if change.old_text != change.new_text {
            self.changes.push(change);
        }
    }

    /// A fact of several values, of which each comes or goes.
    fn each<T: Serialize>(
        &mut self,
        Fact(name, what, weight): Fact<'_>,
        old: &[T],
        new: &[T],
        key: impl Fn(&T) -> String,
        shown: impl Fn(&T) -> (String, Option<String>),
    ) {
        let keys = |all: &[T]| -> Vec<String> { all.iter().map(&key).collect() };
        let (old_keys, new_keys) = (keys(old), keys(new));
        let side = |value: &T| {
            let (text, quote) = shown(value);
            Side {
                value: serde_json::to_value(value).unwrap_or_default(),
                text: Some(text),
                quote,
            }
        };
        let gone = first_of_each(&old_keys, &new_keys).into_iter().map(|at| {
            Change::new(
                ChangeKind::Removed,
                name,
                what,
                side(&old[at]),
                Side::default(),
                weight,
            )
        });
        let come = first_of_each(&new_keys, &old_keys).into_iter().map(|at| {
            Change::new(
                ChangeKind::Added,
                name,
                what,
                Side::default(),
                side(&new[at]),
                weight,
            )
        });
        self.changes.extend(gone.chain(come));
    }
}

/// Places in a list of the keys that another list has not; each key once.
fn first_of_each(keys: &[String], other: &[String]) -> Vec<usize> {
    (0..keys.len())
        .filter(|&at| !other.contains(&keys[at]) && !keys[..at].contains(&keys[at]))
        .collect()
}

/// The words that state a fact.
fn quote(posting: &Posting, name: &str) -> Option<String> {
    let evidence = posting.evidence.get(name)?;
    let firm = evidence.iter().find(|one| one.stated != Stated::Vague);
    firm.map(|one| one.text.clone())
}
