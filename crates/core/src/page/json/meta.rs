//! The short facts of a JSON posting as lines of their own.

use serde_json::Value;

use super::facts::{Hit, Read, members, one_of, text_of, texts_of};
use super::names::{Field, fold_key};
use super::values::{pay_line, place_line};
use crate::page::structured::{Place, Structured};
use crate::page::values::{self as plain, Kind, Object};

/// Names of the lines for the deadline, the day of publication and the pay.
const DEADLINE: &str = "applicationDeadline";
const POSTED: &str = "datePosted";
const SALARY: &str = "salary";

impl Read<'_> {
    /// Short facts as the file names them, in its order.
    pub(super) fn meta(&self) -> Vec<(String, String)> {
        let mut seen = Vec::new();
        let mut out: Vec<(String, String)> = Vec::new();
        let placed = self.of(Field::Place).next().is_some();
        for hit in self.hits {
            let only_once = matches!(
                hit.field,
                Field::JobId | Field::Company | Field::DatePosted | Field::ValidThrough
            );
            let hidden = matches!(
                hit.field,
                Field::Title | Field::TitleWeak | Field::Url | Field::Language | Field::Description
            );
            let hidden = hidden
                || matches!(hit.field, Field::Region | Field::Country)
                || hit.field == Field::City && (hit.depth > 0 || placed);
            if hidden || only_once && (seen.contains(&hit.field) || !self.is_best(hit)) {
                continue;
            }
            let figure = matches!(
                hit.field,
                Field::SalaryMin | Field::SalaryMax | Field::Currency | Field::Period
            );
            let place = matches!(hit.field, Field::Place | Field::MorePlaces);
            if place && seen.contains(&Field::Place) {
                continue;
            }
            // The figures of pay make one line.
            let value = match (figure, seen.contains(&Field::SalaryMin)) {
                (true, true) => continue,
                (true, false) => self.salary().as_ref().map(pay_line),
                (false, _) if place => place_lines(&self.places()),
                (false, _) => self.display(hit),
            };
            let Some(value) = value else {
                continue;
            };
            seen.push(match hit.field {
                _ if figure => Field::SalaryMin,
                _ if place => Field::Place,
                field => field,
            });
            let name = match hit.field {
                // Boards have many names for it, which need not say what it is.
                Field::ValidThrough => plain::humanise(DEADLINE),
                Field::DatePosted => plain::humanise(POSTED),
                _ if figure => plain::humanise(SALARY),
                _ => self.names.in_words(hit.key),
            };
            let line = (name, value);
            if !out.contains(&line) && out.len() < 60 {
                out.push(line);
            }
        }
        self.join_ranges(&mut out);
        out
    }

    /// Makes one line of two that give the ends of a range.
    fn join_ranges(&self, lines: &mut Vec<(String, String)>) {
        for (min, max) in &self.names.ranges {
            let after = |name: &str, start: &str| {
                let (first, rest) = name.split_once(' ')?;
                (fold_key(first) == start).then(|| rest.to_owned())
            };
            let pair = lines.iter().enumerate().find_map(|(low, (name, _))| {
                let rest = after(name, min)?;
                let high = lines
                    .iter()
                    .position(|(name, _)| after(name, max).as_deref() == Some(rest.as_str()))?;
                Some((low, high, rest))
            });
            if let Some((low, high, rest)) = pair {
                let mut value = lines[low].1.clone();
                if lines[high].1 != value {
                    value = format!("{value} – {}", lines[high].1);
                }
                lines[low] = (plain::humanise(&rest), value);
                lines.remove(high);
            }
        }
    }

    fn is_best(&self, hit: &Hit<'_>) -> bool {
        let usable = |hit: &&&Hit<'_>| self.display(hit).is_some();
        self.ranked(hit.field)
            .iter()
            .find(usable)
            .is_some_and(|best| std::ptr::eq(best.value, hit.value))
    }

    /// A fact's value as one line.
    fn display(&self, hit: &Hit<'_>) -> Option<String> {
        let joined = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join(", "));
        match hit.field {
            Field::DatePosted | Field::ValidThrough | Field::StartDate => plain::date(hit.value),
            Field::Place | Field::MorePlaces | Field::ApplicantPlace => {
                let mut places = Vec::new();
                self.collect_places(hit.value, &mut places, 0);
                place_lines(&places)
            }
            Field::Salary => match self.pay(hit.value, 0) {
                Some(pay) if !hit.value.is_string() => Some(pay_line(&pay)),
                _ => joined(texts_of(self.names, hit.value, Kind::Any)),
            },
            Field::Meta => match hit.value {
                Value::Object(object) => self.span(object),
                Value::Number(number) => match self.names.unit(&fold_key(hit.key)) {
                    Some(unit) => Some(format!("{number} {unit}")),
                    None => Some(number.to_string()),
                },
                value => joined(texts_of(self.names, value, Kind::Any)),
            },
            _ => joined(texts_of(self.names, hit.value, Kind::Any)),
        }
    }

    /// The short members of an object nobody knows: its text, or "12 – 24" of its two figures.
    fn span(&self, object: &Object) -> Option<String> {
        let pay = &self.names.pay;
        let members = members(object);
        let figure = |names| one_of(&members, names).find(|value| value.is_number());
        match (figure(&pay.min), figure(&pay.max)) {
            (Some(min), Some(max)) if min != max => Some(format!("{min} – {max}")),
            (Some(one), _) | (None, Some(one)) => Some(one.to_string()),
            _ => text_of(self.names, &Value::Object(object.clone()), Kind::Any),
        }
    }
}

/// Places as one line; `None` where there are none.
fn place_lines(places: &[Place]) -> Option<String> {
    let texts: Vec<String> = places.iter().map(place_line).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// The lines of short facts of a posting in schema.org's own terms.
pub(super) fn lines(job: &Structured) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            out.push((plain::humanise(name), value));
        }
    };
    add("hiringOrganization", job.company.clone());
    add("jobLocation", place_lines(&job.places));
    add("employmentType", Some(job.employment_types.join(", ")));
    add("jobLocationType", job.workplace.clone());
    add("baseSalary", job.salary.as_ref().map(pay_line));
    add("educationRequirements", Some(job.education.join(", ")));
    add("identifier", job.job_id.clone());
    add("datePosted", job.date_posted.clone());
    add(DEADLINE, job.valid_through.clone());
    add("jobStartDate", job.start_date.clone());
    out.extend(job.meta.iter().cloned());
    out
}
