//! What a piece of text can be: a city, a region, a country or a code.

use super::resolve::Hints;
use super::segments::Piece;
use crate::table::gazetteer::{Name, country_of_code, undeclined};

/// A city part that is larger than this stands for the segment it begins ("Paris Zone Nord").
pub(super) const LARGE: u32 = 100_000;

/// A town that no table knows has at most so many words.
const MAX_NEW_WORDS: usize = 3;

/// City and country of "City, Region", where the second piece can also be a country's code: a city
/// that the gazetteer has decides; else it is the region.
pub(super) fn city_of_region(
    text: &str,
    first: &Piece,
    last: &Piece,
    parted: bool,
    hints: &Hints,
) -> Option<(String, &'static str)> {
    let known = regions_of(last).find_map(|(country, region)| {
        Some((known_city(text, first, country, Some(region))?, country))
    });
    if known.is_some() {
        return known;
    }
    if let Some(country) = country_in(text, last)
        && known_city(text, first, country, None).is_some()
    {
        return None;
    }
    if !parted {
        return None;
    }
    let hinted = regions_of(last).find(|(country, _)| hints.countries.contains(country));
    let (country, _) = hinted.or_else(|| regions_of(last).next())?;
    Some((new_city(text, first)?, country))
}

/// The city that `piece` names in `country` (and `region`), if the gazetteer has one.
pub(super) fn known_city(
    text: &str,
    piece: &Piece,
    country: &str,
    region: Option<&str>,
) -> Option<String> {
    let place = piece
        .name
        .as_ref()?
        .places
        .iter()
        .filter(|place| {
            place.country == country
                && region.is_none_or(|region| place.region.is_empty() || place.region == region)
        })
        .max_by_key(|place| place.population)?;
    let whole = piece.segment == piece.range || place.population > LARGE;
    Some(if whole {
        words(text, piece)
    } else {
        segment(text, piece)
    })
}

/// Whether a piece names a city of that country and no region.
pub(super) fn is_city_of(piece: &Piece, country: &str) -> bool {
    regions_of(piece).next().is_none()
        && piece
            .name
            .as_ref()
            .is_some_and(|name| name.places.iter().any(|place| place.country == country))
}

/// A city that the gazetteer does not have: what stands before a region or country is one.
pub(super) fn new_city(text: &str, piece: &Piece) -> Option<String> {
    let long = segment(text, piece).split(' ').count() > MAX_NEW_WORDS;
    if piece.segment.len() > 40 || long || is_code(text, piece) {
        return None;
    }
    let Some(name) = &piece.name else {
        return Some(segment(text, piece));
    };
    let whole = piece.segment == piece.range;
    let large = name.places.iter().any(|place| place.population > LARGE * 5);
    let other = name.country.is_some() || name.group.is_some() || whole && !name.regions.is_empty();
    (!(other || whole && large)).then(|| segment(text, piece))
}

pub(super) fn segment(text: &str, piece: &Piece) -> String {
    text.get(piece.segment.clone())
        .unwrap_or_default()
        .to_owned()
}

/// (country, region) of the regions a piece can name.
pub(super) fn regions_of(piece: &Piece) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    piece
        .name
        .iter()
        .flat_map(|name| &name.regions)
        .map(|region| (region.country, region.region))
}

/// The country a piece names or is the code of.
pub(super) fn country_in(text: &str, piece: &Piece) -> Option<&'static str> {
    let named = piece.name.as_ref().and_then(|name| name.country);
    match named {
        Some(country) => Some(country.code),
        None if piece.before.joins() => country_of_code(text.get(piece.range.clone())?),
        None => None,
    }
}

/// Whether it names a country and no city of that country.
pub(super) fn only_country(piece: &Piece) -> bool {
    piece.name.as_ref().is_some_and(
        |Name {
             country, places, ..
         }| {
            country.is_some_and(|country| !places.iter().any(|p| p.country == country.code))
        },
    )
}

/// Whether it is written as a code: two or three capitals.
pub(super) fn is_code(text: &str, piece: &Piece) -> bool {
    text.get(piece.range.clone()).is_some_and(|code| {
        (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase())
    })
}

/// The words of a piece; a declined name in its first case.
pub(super) fn words(text: &str, piece: &Piece) -> String {
    let written = text.get(piece.range.clone()).unwrap_or_default();
    undeclined(written).unwrap_or(written).to_owned()
}

pub(super) fn same_words(text: &str, left: &Piece, right: &Piece) -> bool {
    words(text, left).to_lowercase() == words(text, right).to_lowercase()
}
