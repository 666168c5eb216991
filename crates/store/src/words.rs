//! Facts in a few words, for tables, sentences and reports.
//!
//! Codes stay codes ("Berlin, DE", "de C1"): names of countries and languages are for whoever prints.

use std::fmt::Write as _;

use jobgist::{
    Education, EducationLevel, EmploymentType, EngagementDuration, ExperienceYears, Hours,
    LanguageDemand, Location, PayPeriod, Salary, Seniority, Travel, WorkAuthorization, WorkPattern,
    Workplace, YesNo,
};

/// "EUR 52,000 to 60,000 a year, gross"; `None` where no figure is stated.
#[must_use]
pub fn pay(salary: &Salary) -> Option<String> {
    let mut out = figures(salary.min, salary.max, salary.currency.as_deref())?;
    out.push_str(match salary.period {
        Some(PayPeriod::Hour) => " an hour",
        Some(PayPeriod::Day) => " a day",
        Some(PayPeriod::Week) => " a week",
        Some(PayPeriod::Month) => " a month",
        Some(PayPeriod::Year) => " a year",
        None => "",
    });
    out.push_str(match salary.gross {
        Some(true) => ", gross",
        Some(false) => ", net",
        None => "",
    });
    Some(out)
}

/// "EUR 52,000 to 60,000", "EUR up to 60,000", "17.50".
#[must_use]
pub fn figures(min: Option<f64>, max: Option<f64>, currency: Option<&str>) -> Option<String> {
    let has_cents = |figure: f64| (figure * 100.0).round() % 100.0 != 0.0;
    // Both figures of a range look alike.
    let with_cents = [min, max].into_iter().flatten().any(has_cents);
    let span = range(min, max, "", |figure| money(figure, with_cents))?;
    Some(match currency {
        Some(currency) => format!("{currency} {span}"),
        None => span,
    })
}

/// "Lyon, FR": city, region and country, each once; the quote where none is known.
#[must_use]
pub fn place(location: &Location) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let known = [&location.city, &location.region, &location.country];
    for part in known.into_iter().filter_map(|part| part.as_deref()) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        location.text.clone()
    } else {
        parts.join(", ")
    }
}

/// "on site", "hybrid", "remote".
#[must_use]
pub fn workplace(workplace: Workplace) -> &'static str {
    match workplace {
        Workplace::Onsite => "on site",
        Workplace::Hybrid => "hybrid",
        Workplace::Remote => "remote",
    }
}

/// "full time", "internship".
#[must_use]
pub fn employment(kind: EmploymentType) -> &'static str {
    match kind {
        EmploymentType::FullTime => "full time",
        EmploymentType::PartTime => "part time",
        EmploymentType::Contractor => "contract",
        EmploymentType::Temporary => "temporary",
        EmploymentType::Intern => "internship",
        EmploymentType::Volunteer => "volunteer",
        EmploymentType::PerDiem => "per diem",
    }
}

/// "permanent", "3 to 6 months, can be extended".
#[must_use]
pub fn length(duration: &EngagementDuration) -> Option<String> {
    let mut parts = Vec::new();
    if duration.permanent {
        parts.push("permanent".to_owned());
    }
    if let Some(span) = range(duration.min_months, duration.max_months, "", number) {
        parts.push(format!("{span} month{}", plural(&span)));
    }
    match duration.extendable {
        Some(true) => parts.push("can be extended".to_owned()),
        Some(false) => parts.push("cannot be extended".to_owned()),
        None => {}
    }
    joined(parts, ", ")
}

/// "at least 3 years (data engineering)".
#[must_use]
pub fn experience(years: &ExperienceYears) -> Option<String> {
    let span = range(years.min, years.max, "at least ", number)?;
    let mut out = format!("{span} year{}", plural(&span));
    if let Some(subject) = &years.subject {
        let _ = write!(out, " ({subject})");
    }
    Some(out)
}

/// "master's degree or equivalent (statistics, physics)".
#[must_use]
pub fn education(education: &Education) -> String {
    let mut out = degree(education.level).to_owned();
    if education.or_equivalent {
        out.push_str(" or equivalent");
    }
    if !education.fields.is_empty() {
        let _ = write!(out, " ({})", education.fields.join(", "));
    }
    if education.enrolled {
        out.push_str(", as an enrolled student");
    }
    out
}

/// "bachelor's degree".
#[must_use]
pub fn degree(level: EducationLevel) -> &'static str {
    match level {
        EducationLevel::None => "no degree needed",
        EducationLevel::Secondary => "secondary school",
        EducationLevel::Vocational => "vocational training",
        EducationLevel::Associate => "associate degree",
        EducationLevel::Bachelor => "bachelor's degree",
        EducationLevel::Master => "master's degree",
        EducationLevel::Doctorate => "doctorate",
    }
}

/// "de C1 (a plus)".
#[must_use]
pub fn language(language: &LanguageDemand) -> String {
    let mut out = language.code.clone();
    if let Some(level) = &language.level {
        let _ = write!(out, " {level}");
    }
    if !language.required {
        out.push_str(" (a plus)");
    }
    out
}

/// "senior".
#[must_use]
pub fn seniority(seniority: Seniority) -> &'static str {
    match seniority {
        Seniority::Intern => "intern",
        Seniority::Entry => "entry",
        Seniority::Mid => "mid",
        Seniority::Senior => "senior",
        Seniority::Lead => "lead",
        Seniority::Manager => "manager",
        Seniority::Director => "director",
        Seniority::Executive => "executive",
    }
}

/// "38 to 40 hours a week, shifts".
#[must_use]
pub fn hours(hours: &Hours) -> Option<String> {
    let span = range(hours.per_week_min, hours.per_week_max, "at least ", number);
    let mut parts: Vec<String> = span
        .map(|span| format!("{span} hour{} a week", plural(&span)))
        .into_iter()
        .collect();
    parts.extend(hours.pattern.map(|pattern| {
        match pattern {
            WorkPattern::Day => "days",
            WorkPattern::Night => "nights",
            WorkPattern::Shift => "shifts",
            WorkPattern::Weekend => "weekends",
            WorkPattern::Flexible => "flexible",
        }
        .to_owned()
    }));
    joined(parts, ", ")
}

/// "up to 30 % of the time".
#[must_use]
pub fn travel(travel: &Travel) -> String {
    match range(travel.percent_min, travel.percent_max, "at least ", number) {
        Some(span) if span == "0" => "none".to_owned(),
        Some(span) => format!("{span} % of the time"),
        None => "yes".to_owned(),
    }
}

/// "visa sponsorship; right to work: US; clearance: Secret".
#[must_use]
pub fn authorization(permit: &WorkAuthorization) -> Option<String> {
    let mut parts = Vec::new();
    parts.extend(permit.sponsorship.map(|answer| {
        match answer {
            YesNo::Yes => "visa sponsorship",
            YesNo::No => "no visa sponsorship",
        }
        .to_owned()
    }));
    if !permit.countries.is_empty() {
        parts.push(format!("right to work: {}", permit.countries.join(", ")));
    }
    parts.extend(
        permit
            .clearance
            .as_ref()
            .map(|what| format!("clearance: {what}")),
    );
    joined(parts, "; ")
}

/// A fact's name to show: "deadline" for `valid_through`; other names as they are.
#[must_use]
pub fn fact(name: &str) -> &str {
    match name {
        "company" => "employer",
        "job_id" => "reference number",
        "locations" => "place",
        "locations_mode" => "choice of places",
        "employment_types" => "type",
        "duration" => "length",
        "start_date" => "start",
        "date_posted" => "date of publication",
        "valid_through" => "deadline",
        "salary" => "pay",
        "experience_years" => "experience",
        "languages" => "language",
        "work_authorization" => "permit",
        other => other,
    }
}

/// Days in words: "today", "tomorrow", "in 3 days", "2 days ago".
#[must_use]
pub fn distance(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ahead if ahead > 0 => format!("in {ahead} days"),
        past => format!("{} days ago", past.unsigned_abs()),
    }
}

/// Whether a character is one that a reader does not see: a control character, or a mark that turns
/// the direction of text.
pub(crate) fn is_hidden(character: char) -> bool {
    let turns = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    turns || character.is_control()
}

/// A number without needless decimals.
pub(crate) fn number(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0)
}

/// "3 to 6", "at least 3", "up to 6", "3".
pub(crate) fn range(
    min: Option<f64>,
    max: Option<f64>,
    alone: &str,
    show: impl Fn(f64) -> String,
) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(show(min)),
        (Some(min), Some(max)) => Some(format!("{} to {}", show(min), show(max))),
        (Some(min), None) => Some(format!("{alone}{}", show(min))),
        (None, Some(max)) => Some(format!("up to {}", show(max))),
        (None, None) => None,
    }
}

/// The parts in one text; `None` where there are none.
pub(crate) fn joined(parts: Vec<String>, separator: &str) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(separator))
}

fn plural(span: &str) -> &'static str {
    let last = span.rsplit(' ').next().unwrap_or(span);
    if last == "1" { "" } else { "s" }
}

/// A figure of money, thousands apart, with cents or without.
fn money(value: f64, with_cents: bool) -> String {
    let shown = if with_cents {
        format!("{value:.2}")
    } else {
        format!("{value:.0}")
    };
    let whole = shown.find('.').unwrap_or(shown.len());
    let mut out = String::new();
    for (at, character) in shown.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_ranges_look_alike() {
        let pay_of = |min, max, period, gross| {
            pay(&Salary {
                min,
                max,
                currency: Some("EUR".to_owned()),
                period,
                gross,
            })
        };
        let year = Some(PayPeriod::Year);
        assert_eq!(
            pay_of(Some(52_000.0), Some(1_060_000.0), year, Some(true)).as_deref(),
            Some("EUR 52,000 to 1,060,000 a year, gross")
        );
        assert_eq!(
            pay_of(Some(13.5), Some(15.0), Some(PayPeriod::Hour), None).as_deref(),
            Some("EUR 13.50 to 15.00 an hour")
        );
        assert_eq!(
            pay_of(None, Some(900.0), None, Some(false)).as_deref(),
            Some("EUR up to 900, net")
        );
        assert_eq!(pay_of(None, None, year, None), None);
        assert_eq!(money(-1234.0, false), "-1,234");
        assert_eq!(money(-123_456.5, true), "-123,456.50");
    }

    #[test]
    fn one_is_not_several() {
        let years = |min, max| {
            experience(&ExperienceYears {
                min,
                max,
                subject: None,
            })
        };
        assert_eq!(years(Some(1.0), None).as_deref(), Some("at least 1 year"));
        assert_eq!(years(Some(1.0), Some(2.0)).as_deref(), Some("1 to 2 years"));
        assert_eq!(distance(-1), "yesterday");
        assert_eq!(distance(-3), "3 days ago");
    }
}
