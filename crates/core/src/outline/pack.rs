//! Writes the file of weights that [`Model`](super::model::Model) reads.

use super::classify::LABELS;
use super::model::{CONTEXTS, MAGIC, MOST_PROBES, SLOT, place};

/// Weights of the line model as a trainer has them.
#[derive(Debug, Clone)]
pub struct Weights {
    /// What the rules' score of a label (first index) adds to each label.
    pub gains: [[f32; LABELS]; LABELS],
    /// What a change from a label (second index) to another adds, by context.
    pub changes: [[[f32; LABELS]; LABELS]; CONTEXTS],
    /// Hashes of features with their weight for each label.
    pub features: Vec<(u64, [f32; LABELS])>,
}

/// Slots of a file: with 14 bytes each they stay under a mebibyte.
const SLOTS: usize = 1 << 16;
/// Most slots that are filled: in a fuller table, features stand far from their place.
const MOST_FILLED: usize = SLOTS * 3 / 4;
/// Weights beyond this share of the largest are cut to it: a few large ones would leave the others
/// few steps.
const LARGEST: f32 = 0.6;

/// Writes weights in bytes of one file. Of more features than it holds, those with the largest
/// weights are kept.
#[must_use]
pub fn pack(weights: &Weights) -> Vec<u8> {
    let size = |weights: &[f32; LABELS]| weights.iter().fold(0f32, |top, w| top.max(w.abs()));
    let mut features: Vec<&(u64, [f32; LABELS])> = weights.features.iter().collect();
    features.sort_by(|a, b| size(&b.1).total_cmp(&size(&a.1)).then(a.0.cmp(&b.0)));
    let top = features.first().map_or(1.0, |(_, weights)| size(weights));
    let step = (top * LARGEST).max(f32::MIN_POSITIVE) / 127.0;
    let mut slots = vec![0; SLOTS * SLOT];
    for (feature, weights) in features.into_iter().take(MOST_FILLED) {
        let bytes = weights.map(|weight| quantised(weight, step));
        if bytes.iter().any(|byte| *byte != 0) {
            insert(&mut slots, *feature, bytes);
        }
    }
    let mut out = MAGIC.to_vec();
    out.extend(u32::try_from(SLOTS).unwrap_or(u32::MAX).to_le_bytes());
    let numbers = [&step]
        .into_iter()
        .chain(weights.gains.as_flattened())
        .chain(weights.changes.as_flattened().as_flattened());
    out.extend(numbers.flat_map(|number| number.to_le_bytes()));
    out.append(&mut slots);
    out
}

/// A weight in steps, as a signed byte.
#[expect(clippy::cast_possible_truncation, reason = "it is clamped")]
fn quantised(weight: f32, step: f32) -> u8 {
    ((weight / step).round().clamp(-127.0, 127.0) as i8).cast_unsigned()
}

/// Puts a feature into the first free slot behind its own. It is left out where there is none near, or
/// where another has its fingerprint.
fn insert(slots: &mut [u8], feature: u64, weights: [u8; LABELS]) {
    let (mut slot, fingerprint) = place(feature, SLOTS - 1);
    for _ in 0..MOST_PROBES {
        let bytes = &mut slots[slot * SLOT..(slot + 1) * SLOT];
        let found = u16::from_le_bytes([bytes[0], bytes[1]]);
        if found == fingerprint {
            return;
        }
        if found == 0 {
            bytes[..2].copy_from_slice(&fingerprint.to_le_bytes());
            bytes[2..].copy_from_slice(&weights);
            return;
        }
        slot = (slot + 1) & (SLOTS - 1);
    }
}
