//! Whose currency an ambiguous sign, or a figure without one, is.

use super::{Country, currency};
use crate::reading::{Hit, Reading};

/// ISO 4217 code of a currency; an ambiguous sign, or a missing one, is settled by the country of
/// the job. The dollar without a country is the American.
pub(super) fn settle(
    country: &Country,
    reading: &Reading<'_>,
    sign: Option<&'static str>,
) -> Option<&'static str> {
    if sign.is_some_and(|sign| !matches!(sign, "$" | "kr" | "¥")) {
        return sign;
    }
    let country = country.get_or_init(|| country_of(reading)).as_deref();
    let Some(sign) = sign else {
        return country.and_then(currency::of_country);
    };
    if let Some(code) = country.and_then(|country| currency::in_country(sign, country)) {
        return Some(code);
    }
    match (sign, reading.page.language.as_deref()) {
        ("$", _) => Some("USD"),
        ("kr", Some("no" | "nb" | "nn")) => Some("NOK"),
        ("kr", Some("sv")) => Some("SEK"),
        ("kr", Some("da")) => Some("DKK"),
        ("¥", Some("zh")) => Some("CNY"),
        ("¥", _) => Some("JPY"),
        _ => None,
    }
}

/// Country (ISO 3166-1 alpha-2) of the job: the page's own data, the places of the job, or a word
/// of the rules of `salary.country`.
fn country_of(reading: &Reading<'_>) -> Option<String> {
    let data = reading
        .page
        .structured
        .iter()
        .flat_map(|data| &data.places)
        .find_map(|place| place.country.as_deref())
        .filter(|country| country.len() == 2);
    data.map(str::to_owned)
        .or_else(|| country_of_places(reading))
        .or_else(|| country_by_words(reading.hits("salary.country")))
}

/// The one country of all the job's places; the United States where it is among several.
fn country_of_places(reading: &Reading<'_>) -> Option<String> {
    let countries = reading
        .countries
        .get_or_init(|| crate::facts::locations::find(reading).countries());
    let first = countries.first()?;
    if countries.iter().any(|country| country == "US") {
        return Some("US".to_owned());
    }
    countries
        .iter()
        .all(|country| country == first)
        .then(|| first.clone())
}

/// The country that words of the text speak for: the United States where they are named at all,
/// since their postings name other countries in passing.
fn country_by_words<'h, 'a: 'h>(hits: impl Iterator<Item = &'h Hit<'a>> + Clone) -> Option<String> {
    let american = hits.clone().find(|hit| hit.rule.value == "US");
    Some(american.or_else(|| hits.clone().next())?.rule.value.clone())
}
