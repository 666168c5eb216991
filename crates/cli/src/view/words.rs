//! Values in words: pay, lengths, dates, places and what is asked.

use std::borrow::Cow;

use jobgist::{
    Education, EducationLevel, EngagementDuration, ExperienceYears, Hours, LanguageDemand,
    Location, LocationsMode, PayPeriod, Salary, Travel, WorkPattern,
};

use super::{listed, names};

/// Places that are named before the rest is only counted.
const PLACES_NAMED: usize = 14;

/// The beginning of a text, cut between words, with dots where it was cut.
pub(super) fn beginning(text: &str, characters: usize) -> Cow<'_, str> {
    let Some((cut, _)) = text.char_indices().nth(characters) else {
        return Cow::Borrowed(text);
    };
    // Not inside a word, unless the word is most of it (or there are no spaces, as in Chinese).
    let at = text[..cut]
        .rfind(' ')
        .filter(|&at| at > cut / 2)
        .unwrap_or(cut);
    Cow::Owned(format!(
        "{}…",
        text[..at].trim_end_matches([' ', ',', ';', ':'])
    ))
}

/// A figure of money, thousands apart, with cents or without.
fn money(value: f64, with_cents: bool) -> String {
    let cents = (value * 100.0).round();
    let whole = (cents / 100.0).trunc();
    let digits = format!("{whole:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digit.is_ascii_digit() && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let rest = cents - whole * 100.0;
    if with_cents {
        out.push_str(&format!(".{rest:02.0}"));
    }
    out
}

/// A number without needless decimals.
fn number(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0)
}

/// "3 to 6", "at least 3", "up to 6", "3".
fn range(
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

/// "EUR 52,000 to 60,000 a year, gross".
pub(super) fn pay(salary: &Salary) -> Option<String> {
    // Both figures of a range look alike.
    let has_cents = |figure: f64| (figure * 100.0).round() % 100.0 != 0.0;
    let with_cents = [salary.min, salary.max]
        .into_iter()
        .flatten()
        .any(has_cents);
    let figures = range(salary.min, salary.max, "", |figure| {
        money(figure, with_cents)
    })?;
    let mut out = match &salary.currency {
        Some(currency) => format!("{currency} {figures}"),
        None => figures,
    };
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

/// "3 to 6 months, can be extended", "permanent".
pub(super) fn length(duration: &EngagementDuration) -> Option<String> {
    let (min, max) = (duration.min_months, duration.max_months);
    let whole_years = [min, max]
        .into_iter()
        .flatten()
        .all(|months| months >= 12.0 && months % 12.0 == 0.0);
    let (unit, size) = if whole_years {
        ("year", 12.0)
    } else {
        ("month", 1.0)
    };
    let mut parts = Vec::new();
    if duration.permanent {
        parts.push("permanent".to_owned());
    }
    if let Some(span) = range(min, max, "", |months| number(months / size)) {
        let plural = if span == "1" { "" } else { "s" };
        parts.push(format!("{span} {unit}{plural}"));
    }
    match duration.extendable {
        Some(true) => parts.push("can be extended".to_owned()),
        Some(false) => parts.push("cannot be extended".to_owned()),
        None => {}
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// An ISO date, or the words for "immediate" and "rolling".
pub(super) fn date(text: &str) -> Cow<'_, str> {
    match text {
        "immediate" => Cow::Borrowed("immediately"),
        "rolling" => Cow::Borrowed("any time"),
        other => Cow::Borrowed(other),
    }
}

/// "Lyon, France; Bern, Switzerland (one of them)".
pub(super) fn places(locations: &[Location], mode: Option<LocationsMode>) -> Option<String> {
    if locations.is_empty() {
        return None;
    }
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    for location in locations {
        let place = place(location);
        if !names.contains(&place) {
            names.push(place);
        }
    }
    let separator = if names.iter().any(|name| name.contains(", ")) {
        "; "
    } else {
        ", "
    };
    let more = names.len().saturating_sub(PLACES_NAMED);
    names.truncate(PLACES_NAMED);
    let several = names.len() > 1;
    let mut out = listed(&names, separator, more);
    out.push_str(match mode {
        Some(LocationsMode::All) if several => " (all of them)",
        Some(LocationsMode::AnyOf) if several => " (one of them)",
        Some(LocationsMode::MayVary) => " (may vary)",
        _ => "",
    });
    Some(out)
}

/// City, region and country, each once.
fn place(location: &Location) -> Cow<'_, str> {
    let country = location.country.as_deref().map(names::country);
    let mut parts: Vec<&str> = Vec::new();
    for part in [
        location.city.as_deref(),
        location.region.as_deref(),
        country,
    ]
    .into_iter()
    .flatten()
    {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        Cow::Borrowed(&location.text)
    } else {
        Cow::Owned(parts.join(", "))
    }
}

/// "at least 3 years of project management".
pub(super) fn experience(years: &ExperienceYears) -> Option<String> {
    let span = range(years.min, years.max, "at least ", number)?;
    let unit = if span.ends_with(" 1") || span == "1" {
        "year"
    } else {
        "years"
    };
    Some(match &years.subject {
        Some(subject) => format!("{span} {unit} ({subject})"),
        None => format!("{span} {unit} of experience"),
    })
}

/// "master's degree (statistics, physics) or equivalent experience, enrolled".
pub(super) fn education(education: &Education) -> String {
    let mut out = match education.level {
        EducationLevel::None => "no degree needed",
        EducationLevel::Secondary => "secondary school",
        EducationLevel::Vocational => "vocational training",
        EducationLevel::Associate => "associate degree",
        EducationLevel::Bachelor => "bachelor's degree",
        EducationLevel::Master => "master's degree",
        EducationLevel::Doctorate => "doctorate",
    }
    .to_owned();
    if education.or_equivalent {
        out.push_str(" or equivalent");
    }
    if education.enrolled {
        out.push_str(", as an enrolled student");
    }
    out
}

/// "German C1 (a plus)".
pub(super) fn language(language: &LanguageDemand) -> String {
    let mut out = match names::language(&language.code) {
        Some(name) => name.to_owned(),
        None => language.code.clone(),
    };
    if let Some(level) = &language.level {
        out.push_str(&format!(" {level}"));
    }
    if !language.required {
        out.push_str(" (a plus)");
    }
    out
}

/// "38 to 40 hours a week, shifts".
pub(super) fn hours(hours: &Hours) -> Option<String> {
    let span = range(hours.per_week_min, hours.per_week_max, "at least ", number)
        .map(|span| format!("{span} a week"));
    let pattern = hours.pattern.map(|pattern| match pattern {
        WorkPattern::Day => "days",
        WorkPattern::Night => "nights",
        WorkPattern::Shift => "shifts",
        WorkPattern::Weekend => "weekends",
        WorkPattern::Flexible => "flexible",
    });
    let parts: Vec<String> = span.into_iter().chain(pattern.map(str::to_owned)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "up to 30 %".
pub(super) fn travel(travel: &Travel) -> String {
    match range(travel.percent_min, travel.percent_max, "at least ", number) {
        Some(span) if span == "0" => "none".to_owned(),
        Some(span) => format!("{span} % of the time"),
        None => "yes".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_in_words() {
        let pay_of = |min, max, currency: &str, period, gross| {
            pay(&Salary {
                min,
                max,
                currency: Some(currency.to_owned()),
                period,
                gross,
            })
        };
        assert_eq!(
            pay_of(
                Some(52_000.0),
                Some(60_000.0),
                "EUR",
                Some(PayPeriod::Year),
                Some(true)
            ),
            Some("EUR 52,000 to 60,000 a year, gross".to_owned())
        );
        assert_eq!(
            pay_of(Some(17.5), None, "GBP", Some(PayPeriod::Hour), None),
            Some("GBP 17.50 an hour".to_owned())
        );
        assert_eq!(
            pay_of(Some(13.5), Some(15.0), "GBP", Some(PayPeriod::Hour), None),
            Some("GBP 13.50 to 15.00 an hour".to_owned())
        );
        assert_eq!(
            pay_of(None, Some(1_234_567.0), "INR", None, Some(false)),
            Some("INR up to 1,234,567, net".to_owned())
        );
        assert_eq!(pay_of(None, None, "INR", None, None), None);
    }

    #[test]
    fn lengths_in_words() {
        let of = |min, max, extendable| {
            length(&EngagementDuration {
                min_months: min,
                max_months: max,
                extendable,
                permanent: false,
            })
        };
        assert_eq!(of(Some(3.0), Some(6.0), None).unwrap(), "3 to 6 months");
        assert_eq!(
            of(Some(24.0), Some(24.0), Some(true)).unwrap(),
            "2 years, can be extended"
        );
        assert_eq!(of(Some(1.0), Some(1.0), None).unwrap(), "1 month");
        assert_eq!(of(None, None, None), None);
    }

    #[test]
    fn places_in_words() {
        let of = |city: Option<&str>, country: &str| Location {
            city: city.map(str::to_owned),
            country: Some(country.to_owned()),
            ..Location::default()
        };
        assert_eq!(
            places(
                &[of(None, "NL"), of(None, "GB")],
                Some(LocationsMode::MayVary)
            )
            .unwrap(),
            "Netherlands, United Kingdom (may vary)"
        );
        assert_eq!(
            places(&[of(Some("Lyon"), "FR"), of(Some("Bern"), "CH")], None).unwrap(),
            "Lyon, France; Bern, Switzerland"
        );
        assert_eq!(
            places(&[of(Some("Singapore"), "SG")], None).unwrap(),
            "Singapore"
        );
        assert_eq!(places(&[], None), None);
    }

    #[test]
    fn beginnings_end_between_words() {
        assert_eq!(beginning("short", 10), "short");
        assert_eq!(beginning("drives a lorry, by night", 16), "drives a lorry…");
        assert_eq!(beginning("日本語日本語日本語", 4), "日本語日…");
    }
}
