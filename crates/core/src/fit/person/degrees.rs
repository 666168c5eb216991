//! What a profile says of degrees and fields of study.

use jiff::civil::Date;

use super::{Answer, Person};
use crate::fit::profile::Degree;
use crate::fit::tree::Truth;
use crate::fit::values::Day;
use crate::fit::words::{a_degree, degree_name};
use crate::posting::EducationLevel;

impl Person<'_> {
    /// Whether the person has a degree of at least a level; `by`: the day on which it is needed.
    pub(in crate::fit) fn degree(&self, asked: EducationLevel, by: Option<Date>) -> Answer {
        let Some(degrees) = &self.profile.degrees else {
            return Answer::unsaid();
        };
        let enough = |degree: &&Degree| degree.level >= asked;
        let finished = degrees
            .iter()
            .filter(enough)
            .find(|degree| degree.is_finished());
        if let Some(degree) = finished {
            let reason = format!("the profile has {}", a_degree(degree.level));
            return Answer::new(Truth::Yes, Some(written(degree)), reason);
        }
        if let Some(degree) = degrees.iter().find(enough) {
            return self.under_way(degree, by);
        }
        let highest = degrees
            .iter()
            .filter(|degree| degree.is_finished())
            .max_by_key(|d| d.level);
        match highest {
            Some(degree) => {
                let reason = format!("the highest of the profile is {}", a_degree(degree.level));
                Answer::new(self.lacks(), Some(written(degree)), reason)
            }
            None => Answer::new(self.lacks(), None, "the profile has none"),
        }
    }

    /// Whether a degree that is not finished will be in time.
    fn under_way(&self, degree: &Degree, by: Option<Date>) -> Answer {
        let entry = Some(written(degree));
        match (degree.expected, by.or(self.today)) {
            (Some(end), Some(by)) if end.last() <= by => {
                Answer::new(Truth::Yes, entry, format!("it will be finished in {end}"))
            }
            (Some(end), Some(by)) if end.first() > by => {
                let reason = format!("it will not be finished before {end}");
                Answer::new(self.lacks(), entry, reason)
            }
            (Some(end), _) => Answer::new(
                Truth::Unknown,
                entry,
                format!("it will be finished in {end}"),
            ),
            (None, _) => Answer::new(Truth::Unknown, entry, "it is not finished"),
        }
    }

    /// Whether the person is enrolled for a degree of at least a level on a day.
    pub(in crate::fit) fn enrolled(&self, asked: EducationLevel, on: Option<Date>) -> Answer {
        let Some(degrees) = &self.profile.degrees else {
            return Answer::unsaid();
        };
        let mut under_way = degrees.iter().filter(|degree| !degree.is_finished());
        let Some(degree) = under_way.find(|degree| degree.level >= asked) else {
            return Answer::new(self.lacks(), None, "the profile has no such enrolment");
        };
        let entry = Some(written(degree));
        match (degree.expected, on) {
            (Some(end), Some(on)) if end.last() < on => Answer::new(
                self.lacks(),
                entry,
                format!("it ends in {end}, before the job begins"),
            ),
            (Some(end), None) if self.today.is_some_and(|today| end.last() < today) => {
                Answer::new(self.lacks(), entry, format!("it ended in {end}"))
            }
            _ => Answer::new(Truth::Yes, entry, "the profile is enrolled"),
        }
    }

    /// Whether one of the person's degrees is in one of the fields.
    pub(in crate::fit) fn field(&self, fields: &[String]) -> Answer {
        let degrees = self.profile.degrees.iter().flatten();
        let studied = degrees.filter_map(|degree| Some((degree, degree.field.as_deref()?)));
        let mut matching = studied.filter(|(_, held)| {
            let same = |asked: &String| self.holds(held, asked) || self.holds(asked, held);
            fields.iter().any(same)
        });
        match matching.next() {
            Some((degree, _)) => Answer::new(
                Truth::Yes,
                Some(written(degree)),
                "the profile has studied it",
            ),
            None => Answer::new(Truth::Unknown, None, "a related field may count"),
        }
    }
}

/// A degree as the profile has it: "bachelor's degree (logistics), 2021-06".
fn written(degree: &Degree) -> String {
    let mut out = degree_name(degree.level).to_owned();
    if let Some(field) = &degree.field {
        out.push_str(&format!(" ({field})"));
    }
    let day = |label: &str, day: &Day| format!(", {label}{day}");
    match (&degree.finished, &degree.expected) {
        (Some(end), _) => out.push_str(&day("", end)),
        (None, Some(end)) => out.push_str(&day("expected ", end)),
        (None, None) if degree.enrolled => out.push_str(", enrolled"),
        (None, None) => {}
    }
    out
}
