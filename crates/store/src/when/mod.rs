//! Days as people write them: "tomorrow", "friday", "in 2 weeks", "1 Dec", "2026-12-01".
//!
//! A library reads the words; what stands here puts them into its order, adds what it lacks, and
//! refuses what it would read as something that nobody meant ("10m" is minutes to it, "2026" the
//! first of January).

use interim::{Dialect, parse_date_string};
use jiff::tz::TimeZone;

use crate::Day;

/// A longer text is no day.
const LONGEST: usize = 60;
/// The library panics at longer words.
const LONGEST_WORD: usize = 12;
/// The years that a day of a job search can lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2199;
/// Numbers that are written as words.
const NUMBERS: [(&str, &str); 14] = [
    ("a", "1"),
    ("an", "1"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
];
/// Words that lead in a day and say nothing of it.
const LEADS: [&str; 5] = ["on", "in", "by", "the", "of"];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const UNITS: [&str; 10] = [
    "d", "day", "days", "w", "week", "weeks", "month", "months", "year", "years",
];
/// The words that the library is asked with; of a longer one it would take the first letters.
const KNOWN: [&str; 50] = [
    "monday",
    "mon",
    "tuesday",
    "tue",
    "tues",
    "wednesday",
    "wed",
    "thursday",
    "thu",
    "thur",
    "thurs",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "sept",
    "october",
    "november",
    "december",
    "today",
    "tomorrow",
    "yesterday",
    "next",
    "last",
    "this",
    "ago",
    "now",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "from",
];

/// A text is no day that can be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no day{hint}: write it like \"friday\", \"in 2 weeks\", \"1 Dec\", \"end of month\" \
     or \"2026-12-01\""
)]
pub struct BadDay {
    text: String,
    hint: &'static str,
}

/// The day that a text means, seen from `today`; of days without a year the coming one.
///
/// A weekday is the next one after today, with "next" in front too; "last friday" is the one before.
/// Days that are over are days as well ("yesterday", "2 weeks ago", "2024-05-01").
///
/// # Errors
///
/// [`BadDay`] for a text that is no day, that means a time of the day, or that can be read in two
/// ways ("1/2/2026").
pub fn day(text: &str, today: Day) -> Result<Day, BadDay> {
    read(
        text,
        today,
        |this, next| if this < today { next } else { this },
    )
}

/// As [`day`], but of days without a year the one nearest to today: for what has happened, or is
/// about to.
///
/// # Errors
///
/// As [`day`].
pub fn nearest_day(text: &str, today: Day) -> Result<Day, BadDay> {
    read(text, today, |this, next| {
        let before = year_before(this).unwrap_or(this);
        let far = |day: Day| day.days_since(today).unsigned_abs();
        [this, next, before]
            .into_iter()
            .min_by_key(|&day| far(day))
            .unwrap_or(this)
    })
}

/// Reads a text; `choose` takes one of the days of this year and of the next.
fn read(text: &str, today: Day, choose: impl Fn(Day, Day) -> Day) -> Result<Day, BadDay> {
    let bad = |hint| BadDay {
        text: text.chars().take(LONGEST).collect(),
        hint,
    };
    if text.len() > LONGEST || !text.is_ascii() {
        return Err(bad(""));
    }
    if let Ok(day) = text.trim().parse::<Day>() {
        return in_range(day).ok_or_else(|| bad(" of our time"));
    }
    let words = words(text).map_err(bad)?;
    let plain: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(day) = own(&plain, today) {
        return day.ok_or_else(|| bad(""));
    }
    understood(&plain).map_err(bad)?;
    let phrase = plain.join(" ");
    let this = library(&phrase, today);
    let day = if is_yearless(&plain) {
        let next = library(&format!("next {phrase}"), today).or(this);
        let (this, next) = this.or(next).zip(next).ok_or_else(|| bad(""))?;
        choose(this, next)
    } else {
        this.ok_or_else(|| bad(""))?
    };
    in_range(day).ok_or_else(|| bad(" of our time"))
}

/// The words of a text: lower case, lead-ins left out, number words as digits, ordinals as numbers.
fn words(text: &str) -> Result<Vec<String>, &'static str> {
    let lower = text.to_ascii_lowercase();
    if lower.contains('/') {
        return Err(" (with slashes, day and month are told apart differently here and there)");
    }
    let mut out: Vec<String> = Vec::new();
    for word in lower
        .split([' ', ',', '\t'])
        .filter(|word| !word.is_empty())
    {
        let word = word.strip_prefix('+').unwrap_or(word);
        if LEADS.contains(&word) {
            continue;
        }
        let digits = NUMBERS.iter().find(|(name, _)| *name == word);
        out.push(digits.map_or(word, |(_, digits)| digits).to_owned());
    }
    for word in &mut out {
        if let Some(number) = ordinal(word) {
            *word = number;
        }
    }
    // "Dec 1 2026" as the library reads it: "1 Dec 2026".
    if let [first, second, third] = out.as_mut_slice()
        && is_month(first)
        && is_number(second)
        && is_number(third)
    {
        std::mem::swap(first, second);
    }
    Ok(out)
}

/// "1st" as "1".
fn ordinal(word: &str) -> Option<String> {
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    is_number(number).then(|| number.to_owned())
}

/// What the library has no words for; `Some(None)` where there is no such day.
fn own(words: &[&str], today: Day) -> Option<Option<Day>> {
    match words {
        ["day", "after", "tomorrow"] => Some(today.plus_days(2)),
        ["day", "before", "yesterday"] => Some(today.plus_days(-2)),
        ["eom"] | ["end", "month"] | ["end", "this", "month"] => Some(end_of_month(today, 0)),
        ["end", "next", "month"] => Some(end_of_month(today, 1)),
        ["end", "year"] | ["end", "this", "year"] => Some(
            jiff::civil::Date::new(today.date().year(), 12, 31)
                .ok()
                .map(Day::of),
        ),
        ["end", month] if is_month(month) => {
            let end = |phrase: &str| end_of_month(library(phrase, today)?, 0);
            Some(
                end(month)
                    .filter(|&day| day >= today)
                    .or_else(|| end(&format!("next {month}"))),
            )
        }
        [
            number,
            days @ ("days" | "day" | "weeks" | "week" | "months" | "month"),
            "from",
            "now" | "today",
        ] if is_number(number) => Some(library(&format!("{number} {days}"), today)),
        [dotted] => continental(dotted, today),
        _ => None,
    }
}

/// "1.12.2026", and "1.12." for the coming one.
fn continental(word: &str, today: Day) -> Option<Option<Day>> {
    let mut parts = word.strip_suffix('.').unwrap_or(word).split('.');
    let day_of_month: i8 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next()?.parse().ok()?;
    let date = |year: i16| {
        jiff::civil::Date::new(year, month, day_of_month)
            .ok()
            .map(Day::of)
    };
    let found = match parts.next() {
        Some(year) => date(year.parse().ok().filter(|year| YEARS.contains(year))?),
        None => {
            let year = today.date().year();
            date(year)
                .filter(|&day| day >= today)
                .or_else(|| date(year + 1))
        }
    };
    parts.next().is_none().then_some(found)
}

fn end_of_month(day: Day, months: i32) -> Option<Day> {
    let span = jiff::Span::new().try_months(months).ok()?;
    let date = day.date().first_of_month().checked_add(span).ok()?;
    Some(Day::of(date.last_of_month()))
}

/// Whether the library would read the words as the day that they mean.
fn understood(words: &[&str]) -> Result<(), &'static str> {
    match words {
        [] => return Err(""),
        [one] if is_number(one) || UNITS.contains(one) => return Err(""),
        ["this", unit] if UNITS.contains(unit) => return Err(""),
        _ => {}
    }
    for word in words {
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        if letters > LONGEST_WORD {
            return Err("");
        }
        let name = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_known = name.is_empty() || UNITS.contains(&name) || KNOWN.contains(&name);
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if word.contains([':', '.']) || ["am", "pm"].iter().any(|half| of_number(word, half)) {
            return Err(" (a time of the day is not kept)");
        }
        let shorter = [
            "h", "m", "s", "min", "mins", "hour", "hours", "minute", "minutes",
        ];
        if !is_known && !name.contains('-')
            || !word.bytes().all(known)
            || shorter.iter().any(|unit| of_number(word, unit))
        {
            return Err("");
        }
    }
    Ok(())
}

/// Whether a word is the unit, or a number with it: "pm", "8pm".
fn of_number(word: &str, unit: &str) -> bool {
    word.strip_suffix(unit)
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a day is named by its month and without a year.
fn is_yearless(words: &[&str]) -> bool {
    matches!(words, [month] if is_month(month))
        || matches!(words, [one, other]
            if is_month(one) && is_number(other) || is_number(one) && is_month(other))
}

fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| word.starts_with(month))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Asks the library, from noon of the day: the same weekday is then a week ahead.
fn library(phrase: &str, today: Day) -> Option<Day> {
    let noon = today.date().at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?;
    // In the American dialect "next friday" is the coming one: rather a reminder too early than late.
    let found = parse_date_string(phrase, noon, Dialect::Us).ok()?;
    Some(Day::of(found.date()))
}

fn year_before(day: Day) -> Option<Day> {
    let span = jiff::Span::new().try_years(-1).ok()?;
    day.date().checked_add(span).ok().map(Day::of)
}

fn in_range(day: Day) -> Option<Day> {
    YEARS.contains(&day.date().year()).then_some(day)
}

#[cfg(test)]
mod tests;
