//! Values of structured data made plain: texts without placeholders, dates, numbers, pay.

use std::collections::HashSet;

use once_cell::sync::Lazy;
use serde_json::{Map, Value};

use super::builder::evened;
use super::markup;
use super::structured::Pay;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// Longest text that is taken for a short fact, in bytes.
const MAX_FACT: usize = 300;
/// Pay over this is a mistake, or no pay.
const MAX_PAY: f64 = 1e12;

/// Values that say nothing, as `kind` and value.
static PLACEHOLDERS: Lazy<HashSet<(&'static str, &'static str)>> = Lazy::new(|| {
    include_str!("../../data/any/placeholders.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Which list of placeholders holds beside the general one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// None.
    Any,
    /// Contract and employment types.
    Type,
    /// Parts of an address.
    Place,
}

/// Cleans a short fact: entities and tags undone, white space evened; `None` for placeholders,
/// addresses of things (`urn:`) and what is too long to be a fact.
pub(super) fn fact(text: &str, kind: Kind) -> Option<String> {
    if text.len() > MAX_FACT * 4 {
        return None;
    }
    let clean = evened(&markup::plain(text));
    let folded = clean.to_lowercase();
    let more = match kind {
        Kind::Any => "any",
        Kind::Type => "type",
        Kind::Place => "place",
    };
    let silent = folded.is_empty()
        || folded.len() > MAX_FACT
        || folded.starts_with("urn:")
        || PLACEHOLDERS.contains(&("any", folded.as_str()))
        || PLACEHOLDERS.contains(&(more, folded.as_str()));
    (!silent).then_some(clean)
}

/// The first short fact of a value: a string or number, one in a list, or the text of an object
/// (`@value`, `name`, `value`).
pub(super) fn first(value: &Value, kind: Kind) -> Option<String> {
    match value {
        Value::String(text) => fact(text, kind),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(|item| first(item, kind)),
        Value::Object(object) => ["@value", "name", "value", "@id"]
            .iter()
            .find_map(|key| first(object.get(*key)?, kind)),
        Value::Null | Value::Bool(_) => None,
    }
}

/// All short facts of a value, in order, once each.
pub(super) fn all(value: &Value, kind: Kind) -> Vec<String> {
    let mut out = Vec::new();
    match value {
        Value::Array(items) => items
            .iter()
            .take(200)
            .filter_map(|item| first(item, kind))
            .for_each(|text| push_new(&mut out, text)),
        _ => out.extend(first(value, kind)),
    }
    out
}

/// Adds a text that is not in the list.
pub(super) fn push_new(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// Employment types of a text: its parts where it is a list.
pub(super) fn types(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    // A comma in parentheses does not part two types.
    let commas = !text.contains('(');
    text.split(|c: char| matches!(c, ';' | '|' | '\n' | '\r') || c == ',' && commas)
        .filter_map(|part| fact(part, Kind::Type))
        .for_each(|part| push_new(&mut out, part));
    out
}

/// A date as written; a number is taken for seconds or milliseconds since 1970. `None` for dates
/// that stand for none: before 2000 or after 2100.
pub(super) fn date(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => epoch(number.as_f64()?),
        Value::String(text) => {
            let text = fact(text, Kind::Any)?;
            if let Some(number) = text
                .strip_prefix("/Date(")
                .and_then(|rest| rest.split([')', '+']).next())
            {
                return epoch(number.parse().ok()?);
            }
            if text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
                return epoch(text.parse().ok()?);
            }
            (text.len() <= 60 && year_of(&text).is_none_or(is_real)).then_some(text)
        }
        _ => date(&Value::String(first(value, Kind::Any)?)),
    }
}

fn is_real(year: u32) -> bool {
    (2000..=2100).contains(&year)
}

/// The first run of exactly four digits.
fn year_of(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|run| run.len() == 4)
        .and_then(|run| run.parse().ok())
}

fn epoch(number: f64) -> Option<String> {
    let seconds = if number >= 1e11 {
        number / 1000.0
    } else {
        number
    };
    if !(9e8..5e9).contains(&seconds) {
        return None;
    }
    let seconds = jiff::Timestamp::from_second(seconds as i64).ok()?;
    Some(
        jiff::tz::Offset::UTC
            .to_datetime(seconds)
            .date()
            .to_string(),
    )
}

/// A number, also of a string.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => figures(text).first().copied(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

/// The numbers of a text: "55,000 - 65.000,50" is 55000 and 65000.5; "45k" is 45000.
pub(super) fn figures(text: &str) -> Vec<f64> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && out.len() < 8 {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || matches!(bytes[at], b'.' | b',' | b'\'' | b' ')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                    && (bytes[at] != b' ' || is_group(&bytes[at + 1..])))
        {
            at += 1;
        }
        let thousand = bytes
            .get(at)
            .is_some_and(|byte| matches!(byte, b'k' | b'K'))
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        if let Some(number) = figure(&text[start..at]) {
            out.push(if thousand { number * 1000.0 } else { number });
        }
    }
    out
}

/// Whether exactly three digits begin here.
fn is_group(bytes: &[u8]) -> bool {
    bytes.len() >= 3
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

/// One number: the last separator is a decimal point unless three digits follow it.
fn figure(text: &str) -> Option<f64> {
    let decimal = text
        .rfind(['.', ','])
        .filter(|&at| text.len() - at - 1 != 3 || text.starts_with("0"));
    let (whole, fraction) = match decimal {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{digits}.{fraction}0").parse().ok()
}

/// Makes pay of what was found; `None` where no figure is over zero.
pub(super) fn pay(
    min: Option<f64>,
    max: Option<f64>,
    currency: Option<String>,
    period: Option<String>,
) -> Option<Pay> {
    let real = |number: &f64| *number > 0.0 && *number < MAX_PAY;
    let (min, max) = (min.filter(real), max.filter(real));
    if min.is_none() && max.is_none() {
        return None;
    }
    Some(Pay {
        min,
        max: if max == min { None } else { max },
        currency,
        period,
    })
}

/// Pay of a text of figures only ("55,000 - 65,000", "$25.50"); `None` where words stand in it.
pub(super) fn pay_of_text(text: &str) -> Option<Pay> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let symbol = text
        .chars()
        .find(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₩'));
    let code = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .find(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()));
    let thousands = text.chars().filter(|c| matches!(c, 'k' | 'K')).count();
    if letters > code.map_or(0, str::len) + thousands {
        return None;
    }
    let numbers = figures(text);
    if numbers.len() > 2 {
        return None;
    }
    let currency = code.map(str::to_owned).or_else(|| symbol.map(String::from));
    pay(
        numbers.first().copied(),
        numbers.get(1).copied(),
        currency,
        None,
    )
}

/// The words of a field's name: "necessary_requirements" and "necessaryRequirements" are
/// "Necessary requirements".
pub(super) fn humanise(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    let mut before = ' ';
    for c in key.chars() {
        let gap = matches!(c, '_' | '-' | ' ' | '.' | ':' | '/' | '$' | '@');
        if (gap || c.is_uppercase() && before.is_lowercase())
            && !out.ends_with(' ')
            && !out.is_empty()
        {
            out.push(' ');
        }
        if !gap {
            if out.is_empty() {
                out.extend(c.to_uppercase());
            } else if before.is_uppercase() && c.is_uppercase() {
                out.push(c);
            } else {
                out.extend(c.to_lowercase());
            }
        }
        before = c;
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn placeholders_are_no_facts() {
        for text in [
            "",
            " ",
            "N/A",
            "null",
            "Not specified",
            "-",
            "urn:li:thing:1",
            "\u{0}",
        ] {
            assert_eq!(fact(text, Kind::Any), None, "{text:?}");
        }
        assert_eq!(fact("OTHER", Kind::Type), None);
        assert_eq!(fact("Anywhere", Kind::Place), None);
        assert_eq!(
            fact("Anywhere Ltd", Kind::Any).as_deref(),
            Some("Anywhere Ltd")
        );
        assert_eq!(
            fact(" R&amp;D\n lead ", Kind::Any).as_deref(),
            Some("R&D lead")
        );
        assert_eq!(fact(&"x".repeat(5_000), Kind::Any), None);
    }

    #[test]
    fn dates_before_2000_stand_for_none() {
        for value in [
            json!("1970-01-01T00:00:00Z"),
            json!("0001-01-01"),
            json!(0),
            json!("9999-12-31"),
            json!(null),
            json!(true),
        ] {
            assert_eq!(date(&value), None, "{value}");
        }
        assert_eq!(
            date(&json!("2026-03-01T10:00")).as_deref(),
            Some("2026-03-01T10:00")
        );
        assert_eq!(
            date(&json!(1_730_301_137_000_u64)).as_deref(),
            Some("2024-10-30")
        );
        assert_eq!(date(&json!("1730301137")).as_deref(), Some("2024-10-30"));
        assert_eq!(
            date(&json!("/Date(1730301137000+0100)/")).as_deref(),
            Some("2024-10-30")
        );
        assert_eq!(
            date(&json!({"@value": "2026-01-02"})).as_deref(),
            Some("2026-01-02")
        );
    }

    #[test]
    fn figures_of_every_habit_are_read() {
        for (text, expected) in [
            ("55,000", vec![55_000.0]),
            ("55.000,50 €", vec![55_000.5]),
            ("1 940", vec![1940.0]),
            ("$25.5 - $30.25", vec![25.5, 30.25]),
            ("45k-60K", vec![45_000.0, 60_000.0]),
            ("0.125", vec![0.125]),
            ("1,234,567.89", vec![1_234_567.89]),
            ("12 34", vec![12.0, 34.0]),
            ("none", vec![]),
        ] {
            assert_eq!(figures(text), expected, "{text}");
        }
        assert_eq!(figures(&"9".repeat(400)).len(), 1);
    }

    #[test]
    fn pay_without_figures_is_none() {
        assert_eq!(pay(Some(0.0), Some(0.0), None, None), None);
        assert_eq!(pay(Some(-5.0), None, None, None), None);
        assert_eq!(pay(Some(f64::NAN), Some(f64::INFINITY), None, None), None);
        assert_eq!(pay_of_text("Competitive"), None);
        assert_eq!(pay_of_text("from 40 an hour"), None);
        let pay = pay_of_text("EUR 40,000 - 50,000").unwrap_or_default();
        assert_eq!(
            (pay.min, pay.max, pay.currency.as_deref()),
            (Some(40_000.0), Some(50_000.0), Some("EUR"))
        );
    }

    #[test]
    fn names_of_fields_become_words() {
        for (key, words) in [
            ("necessary_requirements", "Necessary requirements"),
            ("jobBenefits", "Job benefits"),
            ("job-conditions", "Job conditions"),
            ("FAQ", "FAQ"),
            ("_links", "Links"),
            ("__", ""),
        ] {
            assert_eq!(humanise(key), words);
        }
    }
}
