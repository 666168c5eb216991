//! Values in the program's own words, for reasons.

use crate::posting::{EducationLevel, EmploymentType, Location, PayPeriod, Workplace};
use crate::table::Languages;

/// The English name of a human language: of several names for one code the shortest.
pub(super) fn language_name(code: &str) -> String {
    let english = Languages::of(Some("en"));
    let names = english.own().words.languages.iter();
    let of_it = names
        .filter(|(_, known)| *known == code)
        .map(|(name, _)| name);
    let Some(name) = of_it.min_by_key(|name| name.len()) else {
        return code.to_owned();
    };
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A level of education that somebody has: "a bachelor's degree".
pub(super) fn a_degree(level: EducationLevel) -> String {
    let article = match level {
        EducationLevel::None | EducationLevel::Secondary | EducationLevel::Vocational => "",
        EducationLevel::Associate => "an ",
        EducationLevel::Bachelor | EducationLevel::Master | EducationLevel::Doctorate => "a ",
    };
    format!("{article}{}", degree_name(level))
}

/// A level of education.
pub(super) fn degree_name(level: EducationLevel) -> &'static str {
    match level {
        EducationLevel::None => "no degree",
        EducationLevel::Secondary => "secondary school",
        EducationLevel::Vocational => "vocational training",
        EducationLevel::Associate => "associate degree",
        EducationLevel::Bachelor => "bachelor's degree",
        EducationLevel::Master => "master's degree",
        EducationLevel::Doctorate => "doctorate",
    }
}

/// Where the work is done.
pub(super) fn workplace_name(workplace: Workplace) -> &'static str {
    match workplace {
        Workplace::Onsite => "on site",
        Workplace::Hybrid => "hybrid",
        Workplace::Remote => "remote",
    }
}

/// A type of employment.
pub(super) fn employment_name(kind: EmploymentType) -> &'static str {
    match kind {
        EmploymentType::FullTime => "full time",
        EmploymentType::PartTime => "part time",
        EmploymentType::Contractor => "contract",
        EmploymentType::Temporary => "temporary",
        EmploymentType::Intern => "internship",
        EmploymentType::Volunteer => "volunteer work",
        EmploymentType::PerDiem => "by the day",
    }
}

/// The time a figure of pay stands for.
pub(super) fn period_name(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Hour => "an hour",
        PayPeriod::Day => "a day",
        PayPeriod::Week => "a week",
        PayPeriod::Month => "a month",
        PayPeriod::Year => "a year",
    }
}

/// A place: city and country, or what is known of it.
pub(super) fn place_name(location: &Location) -> String {
    let parts = [&location.city, &location.region, &location.country];
    let mut known: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    known.dedup();
    if known.is_empty() {
        return location.text.clone();
    }
    known.join(", ")
}

/// A number without needless decimals.
pub(super) fn number(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0)
}

/// "24 to 32", "at least 24", "up to 32", "40".
pub(super) fn range(min: Option<f64>, max: Option<f64>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => number(min),
        (Some(min), Some(max)) => format!("{} to {}", number(min), number(max)),
        (Some(min), None) => format!("at least {}", number(min)),
        (None, Some(max)) => format!("up to {}", number(max)),
        (None, None) => String::new(),
    }
}

/// A list: "full time, part time".
pub(super) fn listed<T: Copy>(items: &[T], name: impl Fn(T) -> &'static str) -> String {
    let names: Vec<&str> = items.iter().map(|item| name(*item)).collect();
    names.join(", ")
}
