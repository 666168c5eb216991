//! The trained line model: a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001)
//! over hashed features.
//!
//! What the rules say of a line is one of its inputs, so that rules and model meet in one score. The
//! weights stand in one file that is used as it lies there; `crates/lab` trains and writes it. All
//! numbers in it are little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | [`MAGIC`] |
//! | 4 | number of slots, a power of two (`u32`) |
//! | 4 | what one step of a weight is worth (`f32`) |
//! | 4 × 12 × 12 | what the rules' score of a label adds to each label (`f32`) |
//! | 4 × 6 × 12 × 12 | what a change of label adds, by the [`Context`] (`f32`) |
//! | 14 a slot | fingerprint of a feature (`u16`, 0 for an empty slot), its weight for each label (`i8`) |

use std::borrow::Cow;

use once_cell::sync::Lazy;

use super::classify::LABELS;
use super::decode::Changes;
use super::features::Features;
use super::segment::Line;

/// One number a label.
pub(crate) type PerLabel = [f32; LABELS];

/// First bytes of a file of weights; the number is that of the layout and of the features.
pub(crate) const MAGIC: &[u8; 8] = b"jglines1";
/// Kinds of neighbourhood between two lines, see [`Context`].
pub(crate) const CONTEXTS: usize = 6;
/// Bytes of a slot.
pub(super) const SLOT: usize = 2 + LABELS;
/// A feature stands at most this many slots behind its own.
pub(super) const MOST_PROBES: usize = 8;
/// Where the slots begin.
const HEAD: usize = 16 + 4 * LABELS * LABELS * (1 + CONTEXTS);

/// The weights that the program comes with.
static SHIPPED: Lazy<Model> = Lazy::new(|| {
    Model::read(Cow::Borrowed(include_bytes!("../../data/any/lines.model")))
        // A test reads it, so this cannot fail on shipped data.
        .unwrap_or_else(|| panic!("data/any/lines.model is damaged"))
});

/// How a line stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Context {
    /// A heading stands between them.
    Heading = 0,
    /// Both are items.
    Items = 1,
    /// Both are items, with a gap between them.
    ItemsApart = 2,
    /// A list ends.
    ListEnds = 3,
    /// A list begins.
    ListBegins = 4,
    /// Neither is an item.
    Prose = 5,
}

impl Context {
    /// How `line` stands to `last`; `gap` says that there is one between them.
    pub(super) fn of(last: &Line, line: &Line, gap: bool) -> Self {
        if last.segment != line.segment {
            return Self::Heading;
        }
        match (last.in_list, line.in_list) {
            (true, true) if gap => Self::ItemsApart,
            (true, true) => Self::Items,
            (true, false) => Self::ListEnds,
            (false, true) => Self::ListBegins,
            (false, false) => Self::Prose,
        }
    }
}

/// Weights of the line model.
#[derive(Debug)]
pub(crate) struct Model {
    /// What the rules' score of a label (first index) adds to each label.
    gains: [PerLabel; LABELS],
    /// What a change from a label (second index) to another adds, by context.
    changes: [Changes; CONTEXTS],
    /// What one step of a weight is worth.
    step: f32,
    /// Number of slots less one.
    mask: usize,
    /// The file.
    bytes: Cow<'static, [u8]>,
}

impl Model {
    /// The weights that the program comes with.
    pub(crate) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The weights of a file; `None` where it is damaged or of another layout.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let slots = u32::from_le_bytes(bytes.get(8..12)?.try_into().ok()?) as usize;
        let whole = slots.checked_mul(SLOT)?.checked_add(HEAD)?;
        if !bytes.starts_with(MAGIC) || !slots.is_power_of_two() || bytes.len() != whole {
            return None;
        }
        let mut numbers = bytes[12..HEAD]
            .as_chunks()
            .0
            .iter()
            .map(|number| f32::from_le_bytes(*number));
        let step = numbers.next()?;
        let mut table = || -> Option<[PerLabel; LABELS]> {
            let mut table = [[0.0; LABELS]; LABELS];
            for cell in table.as_flattened_mut() {
                *cell = numbers.next()?;
            }
            Some(table)
        };
        let gains = table()?;
        let mut changes = [[[0.0; LABELS]; LABELS]; CONTEXTS];
        for context in &mut changes {
            *context = table()?;
        }
        Some(Self {
            gains,
            changes,
            step,
            mask: slots - 1,
            bytes,
        })
    }

    /// What rules and model together say of a line.
    pub(super) fn score(&self, ruled: &PerLabel, features: &Features) -> PerLabel {
        let mut sum = [0i32; LABELS];
        self.add(&features.shape, &mut sum);
        let mut words = [0i32; LABELS];
        self.add(&features.words, &mut words);
        let mut scores = [0.0; LABELS];
        for (label, score) in scores.iter_mut().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "sums of some hundred bytes")]
            let trained = sum[label] as f32 + words[label] as f32 * features.weight_of_words;
            *score = trained * self.step;
        }
        for (said, gains) in ruled.iter().zip(&self.gains) {
            for (score, gain) in scores.iter_mut().zip(gains) {
                *score += said * gain;
            }
        }
        scores
    }

    fn add(&self, features: &[u64], sum: &mut [i32; LABELS]) {
        for &feature in features {
            if let Some(weights) = self.weights(feature) {
                for (sum, &weight) in sum.iter_mut().zip(weights) {
                    *sum += i32::from(weight.cast_signed());
                }
            }
        }
    }

    /// The weights of a feature, a byte a label.
    fn weights(&self, feature: u64) -> Option<&[u8]> {
        let (mut slot, fingerprint) = place(feature, self.mask);
        for _ in 0..MOST_PROBES {
            let at = HEAD + slot * SLOT;
            let bytes = self.bytes.get(at..at + SLOT)?;
            let found = u16::from_le_bytes([bytes[0], bytes[1]]);
            if found == fingerprint {
                return Some(&bytes[2..]);
            }
            if found == 0 {
                return None;
            }
            slot = (slot + 1) & self.mask;
        }
        None
    }

    /// What a change of label adds.
    pub(super) fn changes(&self, context: Context) -> &Changes {
        &self.changes[context as usize]
    }
}

/// The slot where a feature is looked for first, and the fingerprint that tells it there.
#[expect(
    clippy::cast_possible_truncation,
    reason = "both take some of the bits of the hash"
)]
pub(super) fn place(feature: u64, mask: usize) -> (usize, u16) {
    ((feature >> 32) as usize & mask, (feature as u16).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_read_and_small() {
        assert!(SHIPPED.bytes.len() <= 1 << 20);
        assert!(SHIPPED.step > 0.0);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = SHIPPED.bytes.to_vec();
        let read = |bytes: &[u8]| Model::read(Cow::Owned(bytes.to_vec())).is_some();
        assert!(read(&bytes));
        assert!(!read(&[]));
        assert!(!read(&bytes[..bytes.len() - 1]));
        assert!(!read(&bytes[..40]));
        let mut other = bytes;
        other[7] = b'0';
        assert!(!read(&other));
    }
}
