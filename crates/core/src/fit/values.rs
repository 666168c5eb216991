//! The values of a profile: read in the ways people write them, kept in one.

use std::fmt;

use jiff::civil::Date;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::profile::HeldSkill;
use crate::table::Languages;
use crate::table::gazetteer;
use crate::text::tokens::word_key;

/// `name, codes`: groups of countries whose citizens may work in all of them.
static PERMIT_GROUPS: &str = include_str!("../../data/any/permit_groups.tsv");

/// A date that may be known to the month or the year only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    first: Date,
    last: Date,
}

impl Day {
    /// Reads "2027", "2027-03" or "2027-03-31".
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let number = |part: &str, digits: usize| {
            let is_whole = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            is_whole.then(|| part.parse::<i16>().ok()).flatten()
        };
        let mut parts = text.trim().split('-');
        let year = number(parts.next()?, 4)?;
        let month = match parts.next() {
            Some(part) => Some(i8::try_from(number(part, 2)?).ok()?),
            None => None,
        };
        let day = match parts.next() {
            Some(part) => Some(i8::try_from(number(part, 2)?).ok()?),
            None => None,
        };
        if parts.next().is_some() {
            return None;
        }
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let last = match (month, day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        };
        Some(Self { first, last })
    }

    /// Its first day.
    pub(super) fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    pub(super) fn last(self) -> Date {
        self.last
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = self.first.to_string();
        let len = match (
            self.first == self.last,
            self.last.month() == self.first.month(),
        ) {
            (true, _) => written.len(),
            (false, true) => "2027-03".len(),
            (false, false) => "2027".len(),
        };
        f.write_str(written.get(..len).unwrap_or(&written))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DayVisitor;
        impl<'de> Visitor<'de> for DayVisitor {
            type Value = Day;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as 2027-03-31, or a month such as \"2027-03\"")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Day, E> {
                Day::read(text).ok_or_else(|| {
                    E::custom(format!(
                        "a date looks like 2027-03-31, 2027-03 or 2027, not like {text:?}"
                    ))
                })
            }

            fn visit_i64<E: serde::de::Error>(self, year: i64) -> Result<Day, E> {
                self.visit_str(&year.to_string())
            }

            // TOML's own dates come as a map.
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Day, A::Error> {
                let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
                let date = date.date.map(|date| date.to_string());
                self.visit_str(&date.unwrap_or_default())
            }
        }
        deserializer.deserialize_any(DayVisitor)
    }
}

impl<'de> Deserialize<'de> for HeldSkill {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Row {
            name: String,
            #[serde(default, deserialize_with = "some_amount")]
            years: Option<f64>,
        }
        struct SkillVisitor;
        impl<'de> Visitor<'de> for SkillVisitor {
            type Value = HeldSkill;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name, or { name = \"…\", years = … }")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<HeldSkill, E> {
                let name = name.to_owned();
                Ok(HeldSkill { name, years: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<HeldSkill, A::Error> {
                let Row { name, years } = Row::deserialize(MapAccessDeserializer::new(map))?;
                Ok(HeldSkill { name, years })
            }
        }
        deserializer.deserialize_any(SkillVisitor)
    }
}

/// A number that is not below zero.
pub(super) fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if number.is_finite() && number >= 0.0 {
        Ok(number)
    } else {
        Err(D::Error::custom(format!("{number} is no amount")))
    }
}

/// The same, where it is there.
pub(super) fn some_amount<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<f64>, D::Error> {
    amount(deserializer).map(Some)
}

/// The code of a human language, by code or English name.
pub(super) fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    language_code(text.trim()).ok_or_else(|| {
        D::Error::custom(format!(
            "{text:?} is no language: write a code such as \"de\""
        ))
    })
}

fn language_code(text: &str) -> Option<String> {
    let tables = Languages::of(Some("en"));
    let key = word_key(text);
    let named = tables
        .tables
        .iter()
        .find_map(|table| table.language_names.get(&key));
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let code = named
        .cloned()
        .or_else(|| is_code.then(|| text.to_ascii_lowercase()))?;
    // Postings ask for Norwegian, not for one way to write it.
    Some(if matches!(code.as_str(), "nb" | "nn") {
        "no".to_owned()
    } else {
        code
    })
}

/// A level of a language: "A1" to "C2", or "native".
pub(super) fn level<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let written = text.trim();
    if written.eq_ignore_ascii_case(NATIVE) {
        return Ok(Some(NATIVE.to_owned()));
    }
    let upper = written.to_ascii_uppercase();
    if level_rank(&upper).is_some() {
        return Ok(Some(upper));
    }
    Err(D::Error::custom(format!(
        "{text:?} is no level: write A1, A2, B1, B2, C1, C2 or \"native\""
    )))
}

const NATIVE: &str = "native";

/// Place of a level in the order of the Common European Framework.
pub(super) fn level_rank(level: &str) -> Option<usize> {
    const LEVELS: [&str; 7] = ["A1", "A2", "B1", "B2", "C1", "C2", NATIVE];
    LEVELS.iter().position(|known| *known == level)
}

/// The code of a country, where one is given.
pub(super) fn country<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let code = country_code(&text).ok_or_else(|| no_country(&text))?;
    Ok(Some(code.to_owned()))
}

/// The codes of countries; a group stands for its members.
pub(super) fn countries<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<String>>, D::Error> {
    let mut out: Vec<String> = Vec::new();
    for text in Vec::<String>::deserialize(deserializer)? {
        let group = PERMIT_GROUPS.lines().filter(|line| !line.starts_with('#'));
        let members = group
            .filter_map(|line| line.split_once('\t'))
            .find_map(|(name, codes)| name.eq_ignore_ascii_case(text.trim()).then_some(codes));
        match (members, country_code(&text)) {
            (Some(codes), _) => out.extend(codes.split(',').map(str::to_owned)),
            (None, Some(code)) => out.push(code.to_owned()),
            (None, None) => return Err(no_country(&text)),
        }
    }
    out.sort_unstable();
    out.dedup();
    Ok(Some(out))
}

fn country_code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    gazetteer::country_of_code(&text.to_ascii_uppercase())
        .or_else(|| gazetteer::country(text).map(|country| country.code))
}

fn no_country<E: serde::de::Error>(text: &str) -> E {
    E::custom(format!(
        "{text:?} is no country: write a code such as \"DE\""
    ))
}

/// A currency's code.
pub(super) fn currency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let code = text.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err(D::Error::custom(format!(
            "{text:?} is no currency: write a code such as \"EUR\""
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_months_and_years() {
        for (text, first, last) in [
            ("2027", "2027-01-01", "2027-12-31"),
            ("2028-02", "2028-02-01", "2028-02-29"),
            ("2027-03-31", "2027-03-31", "2027-03-31"),
        ] {
            let day = Day::read(text).unwrap();
            assert_eq!(
                (day.first().to_string(), day.last().to_string()),
                (first.to_owned(), last.to_owned())
            );
            assert_eq!(day.to_string(), text);
        }
        for text in [
            "",
            "soon",
            "27-03",
            "2027-13",
            "2027-02-30",
            "2027-1",
            "2027-01-01-01",
        ] {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }
}
