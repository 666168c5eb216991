//! Where the job can be done.

mod city;
mod data;
mod lines;
mod resolve;
mod segments;
mod sources;

use std::ops::Range;

pub(super) use self::lines::places_behind_name;
use self::resolve::{Hints, Spot, resolve};
use self::segments::{Break, Piece, pieces};
use super::Candidate;
use super::labels::matches;
use crate::posting::{Evidence, Location, LocationsMode};
use crate::reading::Reading;
use crate::table::Languages;
use crate::table::gazetteer::{country_of_code, places};
use crate::text::fold::plain;
use crate::text::tokens::{Token, tokenize};

/// The places a posting names, and how they relate.
pub(super) struct Places {
    pub(super) candidates: Vec<Candidate<Location>>,
    pub(super) mode: Vec<Candidate<LocationsMode>>,
}

impl Places {
    /// Countries of the places, in order, repetitions included.
    pub(super) fn countries(&self) -> Vec<String> {
        self.candidates
            .iter()
            .filter_map(|candidate| candidate.value.as_ref()?.country.clone())
            .collect()
    }
}

/// A place with the source that names it.
#[derive(Debug, Clone)]
struct Entry {
    location: Location,
    evidence: Evidence,
    /// What parts it from the entry before in the same text.
    before: Break,
}

/// Candidates for the places of work: those of the best source that has any, and those that a
/// sentence about the job adds.
pub(super) fn find(reading: &Reading<'_>) -> Places {
    let sources = sources::read(reading);
    let mut chosen = Vec::new();
    for entry in sources.best() {
        add(&mut chosen, entry);
    }
    let entries = settle(chosen);
    let mode = sources.mode(reading, &entries);
    Places {
        candidates: entries
            .into_iter()
            .map(|entry| Candidate {
                value: Some(entry.location),
                evidence: entry.evidence,
                weight: 0,
            })
            .collect(),
        mode,
    }
}

/// Whether a text is nothing but places (and words like "remote"), and at least one of them can
/// be nothing else.
pub(super) fn is_wholly_places(languages: &Languages, text: &str) -> bool {
    whole_line(languages, text, 0..text.len(), &Hints::default()).is_some()
}

/// Whether a text is nothing but places that the gazetteer has.
pub(super) fn is_known_place(languages: &Languages, text: &str) -> bool {
    whole_line(languages, text, 0..text.len(), &Hints::default())
        .is_some_and(|spots| spots.iter().all(|spot| is_known(spot.city.as_deref())))
}

/// Whether a city is one of the gazetteer; so is none.
fn is_known(city: Option<&str>) -> bool {
    city.is_none_or(|city| !places(&plain(city)).is_empty())
}

/// The places of a text that is nothing but places.
fn whole_line(
    languages: &Languages,
    text: &str,
    range: Range<usize>,
    hints: &Hints,
) -> Option<Vec<Spot>> {
    let skip = fillers(languages, text, &range);
    let pieces = pieces(text, range.clone(), &skip, false);
    if pieces.is_empty() {
        return None;
    }
    let spots = resolve(text, &pieces, hints);
    if ordinary_words(text, &range, &skip, &spots) >= spots.len().max(1) {
        return None;
    }
    let address = pieces.iter().any(|piece| piece.numbered || piece.street);
    let covered = pieces.iter().all(|piece| {
        piece.name.as_ref().is_some_and(|name| name.group.is_some())
            || is_country_code(text, piece)
            // A street, or a district, where a number shows that it is an address.
            || address && (piece.numbered || piece.street || piece.before == Break::Dash)
            || spots
                .iter()
                .any(|s| s.range.start <= piece.segment.start && piece.segment.end <= s.range.end)
    });
    (covered && spots.iter().any(|spot| spot.firm)).then_some(spots)
}

/// Whether a piece is a country's code ("LUX").
fn is_country_code(text: &str, piece: &Piece) -> bool {
    text.get(piece.range.clone())
        .is_some_and(|code| country_of_code(code).is_some())
}

/// Number of words in lower case that no spot holds: a list of places has less than spots ("or").
fn ordinary_words(
    text: &str,
    range: &Range<usize>,
    skip: &[Range<usize>],
    spots: &[Spot],
) -> usize {
    let part = text.get(range.clone()).unwrap_or_default();
    tokenize(part, range.start)
        .iter()
        .map(Token::range)
        .filter(|word| {
            text.get(word.clone())
                .is_some_and(|w| w.starts_with(char::is_lowercase))
        })
        .filter(|word| {
            let inside = |outer: &Range<usize>| outer.start <= word.start && word.end <= outer.end;
            !skip.iter().any(inside) && !spots.iter().any(|spot| inside(&spot.range))
        })
        .count()
}

/// Ranges of words in a location line that name no place ("remote", "on-site", "office").
fn fillers(languages: &Languages, text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let part = text.get(range.clone()).unwrap_or_default();
    matches(languages, "location_filler", part)
        .into_iter()
        .map(|found| found.range.start + range.start..found.range.end + range.start)
        .collect()
}

/// Adds an entry unless the same place is there; a fuller one takes the place of a poorer one.
fn add(entries: &mut Vec<Entry>, entry: Entry) {
    let key = |location: &Location| {
        (
            location.city.as_deref().map(plain),
            location.country.clone(),
        )
    };
    let (city, country) = key(&entry.location);
    let twin = entries.iter_mut().find(|known| {
        let (known_city, known_country) = key(&known.location);
        known_city == city
            && (known_country == country || country.is_none() || known_country.is_none())
            && (city.is_some()
                || known.location.region == entry.location.region
                || entry.location.region.is_none())
    });
    match twin {
        Some(known) if known.location.country.is_none() && country.is_some() => *known = entry,
        Some(_) => {}
        None => entries.push(entry),
    }
}

/// Drops a country or region alone where a city in it is named too.
fn settle(entries: Vec<Entry>) -> Vec<Entry> {
    let holds = |outer: &Location, inner: &Location| {
        outer.city.is_none()
            && outer.country == inner.country
            && (inner.city.is_some() || outer.region.is_none() && inner.region.is_some())
    };
    entries
        .iter()
        .filter(|entry| {
            !entries
                .iter()
                .any(|other| holds(&entry.location, &other.location))
        })
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_places() {
        let languages = Languages::of(Some("en"));
        for line in [
            "Tucson, AZ, US",
            "Graz, Austria",
            "Remote - US",
            "Oslo; Bergen",
        ] {
            assert!(is_wholly_places(&languages, line), "{line}");
        }
        for line in [
            "Reading",
            "Smith & Partners Leeds",
            "Work in Leeds every day",
            "",
        ] {
            assert!(!is_wholly_places(&languages, line), "{line}");
        }
    }

    fn read(lines: &str) -> Vec<(Option<String>, Option<String>)> {
        let page = crate::page::Page::of_lines(lines);
        let languages = Languages::of(Some("en"));
        let outline = crate::testing::outline_of(&page, &languages);
        let options = crate::options::Options::default();
        let reading = Reading::new(&page, &outline, &languages, &options);
        find(&reading)
            .candidates
            .into_iter()
            .filter_map(|candidate| candidate.value)
            .map(|location| (location.city, location.country))
            .collect()
    }

    fn place(city: &str, country: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (some(city), some(country))
    }

    #[test]
    fn labelled_and_short_lines() {
        assert_eq!(
            read("Boat Builder\nLocation: Falmouth, UK\nYou will build boats."),
            [place("Falmouth", "GB")]
        );
        assert_eq!(
            read("Boat Builder\nAcme Boats\nTucson, AZ, US\nYou will build boats."),
            [place("Tucson", "US")]
        );
    }

    #[test]
    fn places_behind_the_name_of_the_employer() {
        for line in ["Hull Works Ltd, Leeds", "Hull Works - Leeds or York"] {
            let text = format!("Boat Builder\n{line}\nYou will build boats.");
            assert_eq!(read(&text).first(), Some(&place("Leeds", "GB")), "{line}");
        }
        assert!(read("Boat Builder\nBoats, Ropes\nYou will build boats.").is_empty());
    }

    #[test]
    fn sentences_about_the_job_only() {
        assert_eq!(
            read(
                "Boat Builder\nThis role is based in Leeds.\nOur company is headquartered in Boston."
            ),
            [place("Leeds", "GB")]
        );
        assert_eq!(
            read("The job is open in several countries (Austria, Poland and the UK)."),
            [place("", "AT"), place("", "PL"), place("", "GB")]
        );
        assert!(read("We serve customers in Berlin and Paris.").is_empty());
    }
}
