//! The sources of places: labels, short lines, the title, sentences, data.

use super::Entry;
use super::data::{data_countries, from_data};
use super::lines::{behind_names, first_list, labels, lines, tail};
use super::resolve::{Hints, Spot, resolve};
use super::segments::{Break, pieces};
use crate::facts::Candidate;
use crate::posting::{Evidence, EvidenceSource, Location, LocationsMode, SectionKind, Stated};
use crate::reading::Reading;
use crate::table::gazetteer;

/// So many bytes after a marker can hold its list of places.
const MAX_LIST: usize = 240;

/// Places by source.
#[derive(Debug, Default)]
pub(super) struct Sources {
    labels: Vec<Entry>,
    lines: Vec<Entry>,
    data: Vec<Entry>,
    sentences: Vec<Entry>,
    title: Vec<Entry>,
    named: Vec<Entry>,
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
        anywhere: reading.hits("location_anywhere").any(|hit| !hit.negated),
        ..Sources::default()
    };
    (out.sentences, out.hints) = sentences(reading, &hints);
    out.title = tail(reading, &hints);
    out.named = behind_names(reading, &hints);
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
        let cities = |entries: &[Entry]| entries.iter().any(|entry| entry.location.city.is_some());
        // Beside a label a line with a town that no table knows is rather an employer's name.
        let labelled = cities(&self.labels);
        let mut out: Vec<Entry> = self.lines.clone();
        out.retain(|line| !labelled || super::is_known(line.location.city.as_deref()));
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
        if !cities(&out) {
            out.extend(self.named.iter().cloned());
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

/// Places in sentences: those about the job, and those that only hint at it.
fn sentences(reading: &Reading<'_>, hints: &Hints) -> (Vec<Entry>, Vec<Entry>) {
    let marked = Hints {
        marked: true,
        ..hints.clone()
    };
    let (mut firm, mut weak) = (Vec::new(), Vec::new());
    for hit in reading.hits("location") {
        let Some(range) = hit.group("place") else {
            continue;
        };
        let overlaps = reading
            .hits_in("location_not", hit.block)
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
        let range = range.start..text.floor_char_boundary(range.end.min(range.start + MAX_LIST));
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
pub(super) fn entry(reading: &Reading<'_>, spot: Spot, rule: &str) -> Entry {
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
pub(super) fn label_of(location: &Location) -> String {
    [&location.city, &location.region, &location.country]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
