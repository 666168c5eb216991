//! The originals seen so far, and which of them a posting repeats.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::fingerprint::{Fingerprint, VALUES};
use super::hash;

/// The similarity from which two postings that agree in the rest are the same.
pub const THRESHOLD: f64 = 0.8;

/// The same for postings without a title, over all that they say: it is all that tells one from
/// another.
pub const THRESHOLD_UNTITLED: f64 = 0.95;

/// Bands of a sketch, and values in each. Two sketches are compared when one band is equal: of
/// pairs with a similarity of 0.9 all but one in 900 are, at 0.8 nine in ten, at 0.5 one in 20.
const BANDS: usize = VALUES / BAND_VALUES;
const BAND_VALUES: usize = 8;

/// Originals that may share one band, title and place: so many are looked at, and no more, so that
/// an endless run of nearly equal postings does not become slow.
const SHARED: u64 = 8;

/// The place of originals without a town.
const NOWHERE: u64 = 1;

/// The place under which originals that name a town stand once more, for postings without one; so
/// rare a case is worth half of the bands.
const SOMEWHERE: u64 = 2;

/// An earlier posting that a posting repeats.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duplicate {
    /// The original's row, as it was given to [`Index::insert`].
    pub row: u64,
    /// Estimated share of the text in common, 0 to 1; at least [`THRESHOLD`].
    pub similarity: f64,
}

/// The originals seen so far.
///
/// Takes 440 to 560 bytes for an original that names one town, and nothing for a duplicate. The
/// answer depends on the order of the postings, and on nothing else.
#[derive(Debug, Default)]
pub struct Index {
    originals: Vec<(Fingerprint, u64)>,
    /// Hash of a band with title and place, to the position of an original.
    bands: HashMap<u32, u32>,
}

impl Index {
    /// An index without originals.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of originals.
    #[must_use]
    pub fn len(&self) -> usize {
        self.originals.len()
    }

    /// Whether nothing was seen yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.originals.is_empty()
    }

    /// Looks a posting up, and keeps it as an original where it repeats none. Of several originals
    /// the most similar one counts, of equals the first.
    pub fn insert(&mut self, fingerprint: &Fingerprint, row: u64) -> Option<Duplicate> {
        let found = self.find(fingerprint);
        if found.is_none() {
            self.keep(fingerprint, row);
        }
        found
    }

    fn find(&self, fingerprint: &Fingerprint) -> Option<Duplicate> {
        let other = if fingerprint.cities[0] == 0 {
            [NOWHERE, SOMEWHERE].as_slice()
        } else {
            &[NOWHERE]
        };
        let least = if fingerprint.title == 0 {
            THRESHOLD_UNTITLED
        } else {
            THRESHOLD
        };
        let mut best: Option<(f64, u32)> = None;
        for place in towns(fingerprint).chain(other.iter().copied()) {
            for band in bands(fingerprint, place) {
                for at in self.standing_at(band) {
                    let (original, _) = &self.originals[at as usize];
                    let similarity = original.similarity(fingerprint);
                    let better = best.is_none_or(|(most, first)| {
                        similarity > most || similarity == most && at < first
                    });
                    if similarity >= least && better && original.agrees(fingerprint) {
                        best = Some((similarity, at));
                    }
                }
            }
        }
        best.map(|(similarity, at)| Duplicate {
            row: self.originals[at as usize].1,
            similarity,
        })
    }

    /// The originals that stand at a band.
    fn standing_at(&self, band: u64) -> impl Iterator<Item = u32> {
        (0..SHARED).map_while(move |slot| self.bands.get(&key(band, slot)).copied())
    }

    fn keep(&mut self, fingerprint: &Fingerprint, row: u64) {
        // Beyond four billion originals no more are kept: none is mistaken, some are not found.
        let Ok(at) = u32::try_from(self.originals.len()) else {
            return;
        };
        self.originals.push((fingerprint.clone(), row));
        let other = if fingerprint.cities[0] == 0 {
            NOWHERE
        } else {
            SOMEWHERE
        };
        for place in towns(fingerprint).chain([other]) {
            for band in bands(fingerprint, place) {
                for slot in 0..SHARED {
                    if let Entry::Vacant(vacant) = self.bands.entry(key(band, slot)) {
                        vacant.insert(at);
                        break;
                    }
                }
            }
        }
    }
}

/// The towns of a posting, as places of bands.
fn towns(fingerprint: &Fingerprint) -> impl Iterator<Item = u64> {
    let towns = fingerprint.cities.iter().filter(|city| **city != 0);
    towns.map(|city| hash::mix(u64::from(*city)))
}

/// Hashes of the bands of a fingerprint, with its title and a place.
fn bands(fingerprint: &Fingerprint, place: u64) -> impl Iterator<Item = u64> {
    let count = if place == SOMEWHERE { BANDS / 2 } else { BANDS };
    (0..count).map(move |band| {
        let values = &fingerprint.values[band * BAND_VALUES..][..BAND_VALUES];
        let start = hash::chain(
            hash::chain(place, u64::from(fingerprint.title)),
            band as u64,
        );
        values
            .iter()
            .fold(start, |hash, value| hash::chain(hash, u64::from(*value)))
    })
}

/// Where the `slot`th original of a band stands. Two bands at one place cost a comparison, no more.
fn key(band: u64, slot: u64) -> u32 {
    hash::half(hash::chain(band, slot))
}
