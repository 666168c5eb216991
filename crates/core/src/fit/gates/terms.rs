//! When, how long, how much, and for what pay.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Gates;
use crate::fit::person::Answer;
use crate::fit::profile::WantedPay;
use crate::fit::record::{Gate, GateKind, Outcome, Quote};
use crate::fit::tree::Truth;
use crate::fit::values::Day;
use crate::fit::words::{employment_name, listed, number, period_name, range};
use crate::posting::{EmploymentType, PageKind, Salary};

/// What the day may be, of the start of work or of a deadline.
const IMMEDIATE: &str = "immediate";
const ROLLING: &str = "rolling";

impl Gates<'_> {
    /// Whether the posting takes applications.
    pub(super) fn deadline(&mut self) {
        if self.posting.page_kind == PageKind::Closed {
            return self.gates.push(Gate {
                gate: GateKind::Deadline,
                outcome: Outcome::Fail,
                hard: true,
                reason: "the posting is closed".to_owned(),
                posting: Some(Quote {
                    text: self.posting.page_kind_reason.clone(),
                    block: None,
                }),
                profile: None,
            });
        }
        let deadline = self.posting.valid_through.as_deref();
        // Without today's date nothing can be said.
        let (Some(written), Some(today)) = (deadline, self.person.today) else {
            return;
        };
        let Some(deadline) = Day::read(written) else {
            return;
        };
        let (truth, reason) = if deadline.last() < today {
            (Truth::No, "the deadline has passed".to_owned())
        } else {
            let days = today
                .until(deadline.last())
                .map_or(0, |span| span.get_days());
            (Truth::Yes, format!("{days} days left"))
        };
        let answer = Answer::new(truth, Some(format!("today is {today}")), reason);
        self.demand(
            GateKind::Deadline,
            "valid_through",
            None,
            &format!("until {written}"),
            answer,
        );
    }

    /// First day of work.
    pub(super) fn start(&mut self) {
        let Some(from) = self.person.profile.available.from else {
            return;
        };
        let Some(start) = self.posting.start_date.as_deref() else {
            return self.unsaid(GateKind::Start, true);
        };
        let entry = Some(format!("from {from}"));
        let answer = match (start, Day::read(start), self.person.today) {
            (ROLLING, _, _) => Answer::new(Truth::Yes, entry, "any day will do"),
            (_, Some(start), _) => starts(from, start.first(), entry),
            (IMMEDIATE, _, Some(today)) => starts(from, today, entry),
            _ => Answer::new(Truth::Unknown, entry, "it depends on today's date"),
        };
        self.demand(GateKind::Start, "start_date", None, start, answer);
    }

    /// Length of the engagement.
    pub(super) fn duration(&mut self) {
        let available = &self.person.profile.available;
        let Some(until) = available.until else {
            return;
        };
        let Some(duration) = &self.posting.duration else {
            return self.unsaid(GateKind::Duration, true);
        };
        let entry = Some(format!("until {until}"));
        if duration.permanent {
            let answer = Answer::new(self.person.lacks(), entry, "the profile has an end");
            return self.demand(GateKind::Duration, "duration", None, "permanent", answer);
        }
        let months = duration.min_months.or(duration.max_months);
        let asked = format!("{} months", range(duration.min_months, duration.max_months));
        let from = available.from.map(Day::first);
        let start = self.quotes.start().max(from).or(self.person.today);
        let end = start
            .zip(months)
            .and_then(|(start, months)| after(start, months));
        let answer = match end {
            Some(end) if end <= until.last() => {
                Answer::new(Truth::Yes, entry, "there is time for it")
            }
            Some(end) => Answer::new(self.person.lacks(), entry, format!("it would end on {end}")),
            None => Answer::new(Truth::Unknown, entry, "its first day is not known"),
        };
        self.demand(GateKind::Duration, "duration", None, &asked, answer);
    }

    /// Hours a week.
    pub(super) fn hours(&mut self) {
        let available = &self.person.profile.available;
        let (least, most) = (available.hours_min, available.hours_max);
        if least.is_none() && most.is_none() {
            return;
        }
        let stated = self.posting.hours.as_ref();
        let (min, max) = stated.map_or((None, None), |hours| {
            (hours.per_week_min, hours.per_week_max)
        });
        if min.is_none() && max.is_none() {
            return self.unsaid(GateKind::Hours, true);
        }
        let entry = Some(range(least, most));
        let too_many = min.zip(most).is_some_and(|(asked, most)| asked > most);
        let too_few = max.zip(least).is_some_and(|(asked, least)| asked < least);
        let answer = match (too_many, too_few) {
            (true, _) => Answer::new(Truth::No, entry, "more than the profile has"),
            (_, true) => Answer::new(Truth::No, entry, "less than the profile has"),
            _ => Answer::new(Truth::Yes, entry, "the profile has as many"),
        };
        let asked = format!("{} a week", range(min, max));
        self.demand(GateKind::Hours, "hours", None, &asked, answer);
    }

    /// Full time, contract and the like.
    pub(super) fn employment_type(&mut self) {
        let Some(wished) = &self.person.profile.wishes.employment_types else {
            return;
        };
        let stated = &self.posting.employment_types;
        if stated.is_empty() {
            return self.unsaid(GateKind::EmploymentType, true);
        }
        let entry = Some(listed(wished, employment_name));
        let answer = match agrees(wished, stated) {
            Truth::Yes => Answer::new(Truth::Yes, entry, "as wished"),
            Truth::No => Answer::new(Truth::No, entry, "not as wished"),
            Truth::Unknown => Answer::new(Truth::Unknown, entry, "the wish is of another sort"),
        };
        let said = listed(stated, employment_name);
        self.wish(GateKind::EmploymentType, "employment_types", &said, answer);
    }

    /// Least pay.
    pub(super) fn pay(&mut self) {
        let Some(wished) = &self.person.profile.wishes.pay else {
            return;
        };
        let Some(salary) = &self.posting.salary else {
            return self.unsaid(GateKind::Pay, true);
        };
        let said = paid(salary);
        let entry = format!(
            "{} {} {}",
            wished.currency,
            number(wished.min),
            period_name(wished.period)
        );
        let (truth, reason) = pays(wished, salary);
        self.wish(
            GateKind::Pay,
            "salary",
            &said,
            Answer::new(truth, Some(entry), reason),
        );
    }
}

/// Whether a person can begin on a day.
fn starts(from: Day, day: Date, entry: Option<String>) -> Answer {
    if from.first() <= day {
        Answer::new(Truth::Yes, entry, "the profile can begin then")
    } else {
        Answer::new(Truth::No, entry, "the profile cannot begin so soon")
    }
}

/// The last day of so many months; half months are days.
fn after(start: Date, months: f64) -> Option<Date> {
    const DAYS_A_MONTH: f64 = 30.0;
    if !(0.0..=1200.0).contains(&months) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    let (whole, days) = (
        months.trunc() as i64,
        (months.fract() * DAYS_A_MONTH).round() as i64,
    );
    let end = start.checked_add(whole.months().days(days)).ok()?;
    end.yesterday().ok()
}

/// Whether types of employment agree: how much work and what sort of contract, each where both
/// sides speak of it.
fn agrees(wished: &[EmploymentType], stated: &[EmploymentType]) -> Truth {
    let is_of_time =
        |kind: &EmploymentType| matches!(kind, EmploymentType::FullTime | EmploymentType::PartTime);
    let side = |of_time: bool| {
        let of = |list: &[EmploymentType]| -> Vec<EmploymentType> {
            list.iter()
                .copied()
                .filter(|kind| is_of_time(kind) == of_time)
                .collect()
        };
        let (wished, stated) = (of(wished), of(stated));
        let both = !wished.is_empty() && !stated.is_empty();
        both.then(|| stated.iter().any(|kind| wished.contains(kind)))
    };
    match [side(true), side(false)] {
        [Some(false), _] | [_, Some(false)] => Truth::No,
        [None, None] => Truth::Unknown,
        _ => Truth::Yes,
    }
}

/// Whether pay reaches a wish; figures of other times and currencies are not compared.
fn pays(wished: &WantedPay, salary: &Salary) -> (Truth, &'static str) {
    if salary.currency.as_deref() != Some(wished.currency.as_str()) {
        return (Truth::Unknown, "not the currency of the wish");
    }
    if salary.period != Some(wished.period) {
        return (Truth::Unknown, "not for the time of the wish");
    }
    match (salary.min, salary.max) {
        (Some(min), _) if min >= wished.min => (Truth::Yes, "as wished"),
        (_, Some(max)) if max >= wished.min => {
            (Truth::Unknown, "only the upper end reaches the wish")
        }
        (None, None) => (Truth::Unknown, "it says no figure"),
        _ => (Truth::No, "less than wished"),
    }
}

/// Pay in words: "EUR 3180 to 4310 a month".
fn paid(salary: &Salary) -> String {
    let figures = match (salary.min, salary.max) {
        (Some(min), None) => number(min),
        (min, max) => range(min, max),
    };
    let parts = [
        salary.currency.as_deref().unwrap_or(""),
        &figures,
        salary.period.map_or("", period_name),
    ];
    let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    known.join(" ")
}
