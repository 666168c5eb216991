//! Places of the page's structured data.

use super::Entry;
use super::resolve::{Hints, resolve};
use super::segments::{Break, pieces};
use super::sources::label_of;
use crate::page::structured;
use crate::posting::{EvidenceSource, Location};
use crate::reading::Reading;
use crate::table::gazetteer;
use crate::text::tokens::tokenize;

/// Countries that the page's structured data name.
pub(super) fn data_countries(reading: &Reading<'_>) -> Vec<&'static str> {
    reading
        .page
        .structured
        .iter()
        .flat_map(|data| &data.places)
        .filter_map(|place| country_code(place.country.as_deref()?))
        .collect()
}

/// A place of the page's structured data.
pub(super) fn from_data(place: &structured::Place, source: EvidenceSource) -> Option<Entry> {
    let whole: Vec<&str> = [&place.city, &place.region, &place.country, &place.text]
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    let text = whole.join(", ");
    let country = place.country.as_deref().and_then(country_code);
    let city = place
        .city
        .as_deref()
        .map(str::trim)
        .filter(|city| !city.is_empty());
    let hints = Hints {
        countries: country.into_iter().collect(),
        marked: true,
    };
    let read = |text: &str| {
        let cut = pieces(text, 0..text.len(), &[], true);
        resolve(text, &cut, &hints).into_iter().next()
    };
    let location = if let Some(city) = city {
        let spot = read(&text);
        let found = read(city).and_then(|spot| spot.city);
        Location {
            city: Some(
                found
                    .filter(|_| city.contains([',', '(']))
                    .unwrap_or_else(|| city.to_owned()),
            ),
            region: place.region.clone(),
            country: country.or_else(|| spot?.country).map(str::to_owned),
            text: text.clone(),
        }
    } else if place.text.is_some() || place.region.is_some() {
        let spot = read(place.text.as_deref().or(place.region.as_deref())?);
        Location {
            city: spot.as_ref().and_then(|spot| spot.city.clone()),
            region: place
                .region
                .clone()
                .or_else(|| spot.as_ref()?.region.clone()),
            country: country
                .or_else(|| spot.as_ref()?.country)
                .map(str::to_owned),
            text: text.clone(),
        }
    } else {
        Location {
            city: None,
            region: None,
            country: Some(country?.to_owned()),
            text: text.clone(),
        }
    };
    if location.city.is_none() && location.region.is_none() && location.country.is_none() {
        return None;
    }
    let mut evidence = Reading::data_evidence(&text, source, "data/place");
    evidence.value = Some(label_of(&location));
    Some(Entry {
        location,
        evidence,
        before: Break::Hard,
    })
}

/// The code of a country given by name or code, in any case.
pub(super) fn country_code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    gazetteer::country_of_code(&text.to_ascii_uppercase())
        .or_else(|| gazetteer::country(text).map(|country| country.code))
        .or_else(|| {
            let tokens = tokenize(text, 0);
            let name = gazetteer::longest_at(text, &tokens, 0)?;
            name.country.map(|country| country.code)
        })
}
