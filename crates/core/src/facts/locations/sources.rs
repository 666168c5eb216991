//! The sources of places: labels, short lines, the title, sentences, data.

use std::ops::Range;

use super::resolve::{Hints, Spot, resolve};
use super::segments::{Break, pieces};
use super::{Entry, whole_line};
use crate::facts::Candidate;
use crate::facts::labels::{labelled, matches};
use crate::facts::title;
use crate::outline::Role;
use crate::page::structured;
use crate::posting::{Evidence, EvidenceSource, Location, LocationsMode, SectionKind, Stated};
use crate::reading::Reading;
use crate::table::gazetteer;
use crate::text::tokens::tokenize;

/// A line longer than this, in bytes, is no line of places.
const MAX_LINE: usize = 160;
/// So many blocks after the title can hold the short facts.
const NEAR_TITLE: usize = 8;
/// More ordinary words than this between two places of a sentence end the list.
const MAX_WORDS_BETWEEN: usize = 2;
/// More ordinary words than this between a marker and the first place: the marker is not about it.
const MAX_WORDS_BEFORE: usize = 7;

/// Places by source.
#[derive(Debug, Default)]
pub(super) struct Sources {
    labels: Vec<Entry>,
    lines: Vec<Entry>,
    data: Vec<Entry>,
    sentences: Vec<Entry>,
    title: Vec<Entry>,
    hints: Vec<Entry>,
    applicants: Vec<Entry>,
    anywhere: bool,
}

/// Reads all sources.
pub(super) fn read(reading: &Reading<'_>) -> Sources {
    let hints = Hints {
        countries: language_hint(reading),
        marked: false,
    };
    let lines = lines(reading, &hints);
    let mut countries = data_countries(reading);
    countries.extend(lines.iter().filter_map(|entry| {
        gazetteer::country_of_code(entry.location.country.as_deref()?)
            .filter(|_| entry.evidence.stated == Stated::Stated)
    }));
    countries.extend(&hints.countries);
    let hints = Hints {
        countries,
        marked: false,
    };
    let mut out = Sources {
        labels: labels(reading, &hints),
        lines,
        anywhere: reading
            .hits("location_anywhere")
            .iter()
            .any(|hit| !hit.negated),
        ..Sources::default()
    };
    (out.sentences, out.hints) = sentences(reading, &hints);
    out.title = tail(reading, &hints);
    for data in &reading.page.structured {
        let source = data.source.unwrap_or(EvidenceSource::Jsonld);
        if out.data.is_empty() {
            out.data = data
                .places
                .iter()
                .filter_map(|p| from_data(p, source))
                .collect();
        }
        if out.applicants.is_empty() {
            out.applicants = data
                .applicant_places
                .iter()
                .filter_map(|p| from_data(p, source))
                .collect();
        }
    }
    out
}

impl Sources {
    /// The entries of the best sources, best first.
    pub(super) fn best(&self) -> Vec<Entry> {
        let mut out: Vec<Entry> = self.lines.clone();
        let cities = |entries: &[Entry]| entries.iter().any(|entry| entry.location.city.is_some());
        let sure = cities(&out);
        out.extend(
            self.labels
                .iter()
                .filter(|label| !sure || agrees(label, &self.lines))
                .cloned(),
        );
        if out.is_empty() {
            out.extend(self.data.iter().cloned());
        }
        let same = |entry: &Entry| {
            out.iter().any(|known| {
                known.location.city.is_some() && known.location.city == entry.location.city
            })
        };
        if !cities(&out) || self.sentences.len() > 1 && self.sentences.iter().any(same) {
            out.extend(self.sentences.iter().cloned());
        }
        if !cities(&out) {
            out.extend(self.title.iter().cloned());
        }
        if out.is_empty() {
            out.extend(self.hints.iter().cloned());
        }
        if out.is_empty() && !self.anywhere {
            out.extend(self.applicants.iter().cloned());
        }
        out
    }

    /// How several places relate: as a rule in their block says, else by "or" between them.
    pub(super) fn mode(
        &self,
        reading: &Reading<'_>,
        entries: &[Entry],
    ) -> Vec<Candidate<LocationsMode>> {
        if entries.len() < 2 {
            return Vec::new();
        }
        let stands_in = |block: usize| entries.iter().any(|e| e.evidence.block == Some(block));
        let mut out: Vec<_> = reading
            .hits("locations_mode")
            .into_iter()
            .filter(|hit| stands_in(hit.block))
            .filter_map(|hit| {
                let mode = match hit.value()? {
                    "all" => LocationsMode::All,
                    "any_of" => LocationsMode::AnyOf,
                    "may_vary" => LocationsMode::MayVary,
                    _ => return None,
                };
                Some(Candidate {
                    value: Some(mode),
                    evidence: reading.evidence(hit.range.clone(), &hit.rule.name, hit.rule.stated),
                    weight: 10 + hit.rule.weight,
                })
            })
            .collect();
        out.extend(
            entries
                .windows(2)
                .find_map(|pair| or_between(reading, pair)),
        );
        out
    }
}

/// Whether an entry lies in a country of the other entries.
fn agrees(entry: &Entry, others: &[Entry]) -> bool {
    others
        .iter()
        .any(|other| other.location.country == entry.location.country)
}

/// "any of" where a word for "or" stands between two entries of one block.
fn or_between(reading: &Reading<'_>, pair: &[Entry]) -> Option<Candidate<LocationsMode>> {
    let (left, right) = (&pair.first()?.evidence, &pair.get(1)?.evidence);
    if left.block != right.block || pair.get(1)?.before != Break::Word {
        return None;
    }
    let text = reading.page.text_of(left.block?);
    let between = text.get(left.end?..right.start?)?;
    let or = reading.languages.tables.iter().any(|tables| {
        tables
            .words
            .or
            .iter()
            .any(|word| between.split_whitespace().any(|w| w == word))
    });
    let quote = text.get(left.start?..right.end?)?.to_owned();
    or.then(|| Candidate {
        value: Some(LocationsMode::AnyOf),
        evidence: Evidence {
            text: quote,
            end: right.end,
            value: None,
            ..left.clone()
        },
        weight: 0,
    })
}

/// Countries that the page's structured data name.
fn data_countries(reading: &Reading<'_>) -> Vec<&'static str> {
    reading
        .page
        .structured
        .iter()
        .flat_map(|data| &data.places)
        .filter_map(|place| country_code(place.country.as_deref()?))
        .collect()
}

/// The country that goes with the posting's language where its code says one ("de", "fr").
fn language_hint(reading: &Reading<'_>) -> Vec<&'static str> {
    reading
        .page
        .language
        .as_deref()
        .filter(|code| !matches!(*code, "en" | "sv" | "ar" | "sl" | "et"))
        .and_then(|code| gazetteer::country_of_code(&code.to_ascii_uppercase()))
        .into_iter()
        .collect()
}

/// Values of labels ("Location: Leeds"), and the lines after a label that fills its block.
fn labels(reading: &Reading<'_>, hints: &Hints) -> Vec<Entry> {
    let marked = Hints {
        marked: true,
        ..hints.clone()
    };
    let mut out = Vec::new();
    for label in labelled(reading, "location_label") {
        let rule = label.hit.rule.name.clone();
        let before = out.len();
        value_spots(
            reading,
            label.value.clone(),
            &marked,
            label.block == label.hit.block,
        )
        .into_iter()
        .for_each(|spot| out.push(entry(reading, spot, &rule)));
        if label.block == label.hit.block || out.len() == before {
            continue;
        }
        let mut block = label.block;
        while let Some(next) = super::super::labels::next_block(reading.page, block)
            && next < label.block + 24
            && let Some(spots) = line(reading, next, &marked)
        {
            out.extend(spots.into_iter().map(|spot| entry(reading, spot, &rule)));
            block = next;
        }
    }
    out
}

/// Places of a label's value; in a long one, those of its first list.
fn value_spots(
    reading: &Reading<'_>,
    range: Range<usize>,
    hints: &Hints,
    same_line: bool,
) -> Vec<Spot> {
    let text = &reading.page.text;
    let skip = super::fillers(reading.languages, text, &range);
    let cut = pieces(text, range.clone(), &skip, range.len() < 60);
    let spots = resolve(text, &cut, hints);
    if !spots.is_empty() {
        return first_list(spots);
    }
    // A town that no table knows, alone behind its label.
    match cut.as_slice() {
        [only]
            if same_line
                && only.words == 0
                && only.name.is_none()
                && range.len() <= 40
                && (4..=30).contains(&only.segment.len())
                && skip.is_empty() =>
        {
            vec![Spot {
                city: text.get(only.segment.clone()).map(str::to_owned),
                region: None,
                country: None,
                inferred: false,
                firm: false,
                range: only.segment.clone(),
                words: 0,
                before: Break::Hard,
            }]
        }
        _ => Vec::new(),
    }
}

/// The spots up to the first that many ordinary words part from the one before.
fn first_list(spots: Vec<Spot>) -> Vec<Spot> {
    let mut first = true;
    spots
        .into_iter()
        .take_while(|spot| {
            let limit = if first {
                MAX_WORDS_BEFORE
            } else {
                MAX_WORDS_BETWEEN
            };
            first = false;
            spot.words <= limit
        })
        .collect()
}

/// Short lines near the title, or among the short facts, that are nothing but places.
fn lines(reading: &Reading<'_>, hints: &Hints) -> Vec<Entry> {
    let title = title::block(reading);
    let blocks: Vec<usize> = reading.outline.posting_blocks().collect();
    let at = title.and_then(|title| blocks.iter().position(|block| *block == title));
    let mut out = Vec::new();
    for (place, &block) in blocks.iter().enumerate() {
        let near = at.map_or(place < NEAR_TITLE, |at| {
            place + 2 >= at && place <= at + NEAR_TITLE
        });
        let meta = reading.outline.roles.get(block) == Some(&Role::Meta);
        if Some(block) == title || !near && !meta {
            continue;
        }
        for spot in line(reading, block, hints).unwrap_or_default() {
            out.push(entry(reading, spot, "line/places"));
        }
    }
    out
}

/// Places of a block that is nothing but places, or of one of its parts between bars or bullets.
fn line(reading: &Reading<'_>, block: usize, hints: &Hints) -> Option<Vec<Spot>> {
    let range = reading.page.blocks[block].range.clone();
    if range.len() > MAX_LINE {
        return None;
    }
    let text = &reading.page.text;
    if let Some(spots) = whole_line(reading.languages, text, range.clone(), hints) {
        return Some(spots);
    }
    let mut out = Vec::new();
    let mut start = range.start;
    for part in text.get(range)?.split(['|', '•', '·']) {
        let end = start + part.len();
        out.extend(whole_line(reading.languages, text, start..end, hints).unwrap_or_default());
        start = end + part_width(text, end);
    }
    (!out.is_empty()).then_some(out)
}

/// Width of the separator at `at`.
fn part_width(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8)
}

/// The end of the title, where it is a place ("Welder - Leeds", "Welder in Leeds").
fn tail(reading: &Reading<'_>, hints: &Hints) -> Vec<Entry> {
    let Some(block) = title::block(reading) else {
        return Vec::new();
    };
    let base = reading.page.blocks[block].range.start;
    let text = reading.page.text_of(block);
    let starts = [" - ", " – ", " — ", " | ", ", ", " ("]
        .into_iter()
        .flat_map(|mark| text.match_indices(mark).map(move |(at, _)| at + mark.len()))
        .chain(
            matches(reading.languages, "title_place", text)
                .into_iter()
                .filter_map(|found| found.group("place").map(|range| range.start)),
        );
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    starts
        .into_iter()
        .find_map(|start| {
            let range = base + start..base + text.len();
            whole_line(reading.languages, &reading.page.text, range, hints)
        })
        .unwrap_or_default()
        .into_iter()
        .map(|spot| entry(reading, spot, "title/place"))
        .collect()
}

/// Places in sentences: those about the job, and those that only hint at it.
fn sentences(reading: &Reading<'_>, hints: &Hints) -> (Vec<Entry>, Vec<Entry>) {
    let marked = Hints {
        marked: true,
        ..hints.clone()
    };
    let denied = reading.hits("location_not");
    let (mut firm, mut weak) = (Vec::new(), Vec::new());
    for hit in reading.hits("location") {
        let Some(range) = hit.group("place") else {
            continue;
        };
        let overlaps = denied
            .iter()
            .any(|not| not.range.start < hit.range.end && hit.range.start < not.range.end);
        let own = !matches!(
            reading.outline.section_of(hit.block),
            Some(SectionKind::Company | SectionKind::Legal | SectionKind::Benefits)
        );
        if hit.negated || overlaps || hit.rule.weight < 5 && !own {
            continue;
        }
        let text = &reading.page.text;
        let skip = super::fillers(reading.languages, text, &range);
        let cut = pieces(text, range, &skip, false);
        let spots = first_list(resolve(text, &cut, &marked));
        let target = if hit.rule.weight >= 5 {
            &mut firm
        } else {
            &mut weak
        };
        target.extend(
            spots
                .into_iter()
                .map(|spot| entry(reading, spot, &hit.rule.name)),
        );
    }
    (firm, weak)
}

/// A spot of the page's text with its evidence.
fn entry(reading: &Reading<'_>, spot: Spot, rule: &str) -> Entry {
    let stated = if spot.inferred {
        Stated::Inferred
    } else {
        Stated::Stated
    };
    let mut evidence = reading.evidence(spot.range.clone(), rule, stated);
    let location = Location {
        city: spot.city,
        region: spot.region,
        country: spot.country.map(str::to_owned),
        text: evidence.text.clone(),
    };
    evidence.value = Some(label_of(&location));
    Entry {
        location,
        evidence,
        before: spot.before,
    }
}

/// City, region and country in one line.
fn label_of(location: &Location) -> String {
    [&location.city, &location.region, &location.country]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

/// A place of the page's structured data.
fn from_data(place: &structured::Place, source: EvidenceSource) -> Option<Entry> {
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
fn country_code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    gazetteer::country_of_code(&text.to_ascii_uppercase())
        .or_else(|| gazetteer::country(text).map(|country| country.code))
        .or_else(|| {
            let tokens = tokenize(text, 0);
            let name = gazetteer::longest_at(text, &tokens, 0)?;
            name.country.map(|country| country.code)
        })
}
