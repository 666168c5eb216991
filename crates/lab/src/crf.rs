//! Trains a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) by stochastic
//! gradient steps of adaptive size (AdaGrad: Duchi, Hazan, Singer 2011). A line without a label may
//! have any (partial labels: Tsuboi et al. 2008).
//!
//! Everything is added up in a fixed order, and `exp` is libm's own: the same data give the same
//! weights on every machine.

use std::collections::{BTreeMap, HashMap};

use jobgist::internals::{CONTEXTS, LABELS, Weights};

use crate::marginals::{Edge, Marginals, Node, marginals};
use crate::variants::Variant;

type PerLabel = [f32; LABELS];
type Table = [PerLabel; LABELS];

/// How training goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// Rounds over the data.
    pub(crate) rounds: usize,
    /// Size of the first steps.
    pub(crate) rate: f32,
    /// Share by which weights shrink in a round.
    pub(crate) decay: f32,
    /// A feature is used when postings of this many sources hold it.
    pub(crate) sources: usize,
}

/// A posting with its weight in training and its source.
pub(crate) struct Sample<'v> {
    pub(crate) variant: &'v Variant,
    pub(crate) weight: f32,
    pub(crate) source: usize,
}

/// A line, its features as numbers of weights.
struct Line {
    rules: PerLabel,
    context: usize,
    shape: Vec<u32>,
    words: Vec<u32>,
    weight_of_words: f32,
    label: Option<usize>,
}

struct Sequence {
    lines: Vec<Line>,
    weight: f32,
}

/// Trains on samples.
pub(crate) fn train(samples: &[Sample<'_>], settings: Settings) -> Weights {
    let numbers = numbers(samples, settings.sources);
    let sequences: Vec<Sequence> = samples
        .iter()
        .map(|sample| sequence(sample, &numbers))
        .collect();
    let mut trainer = Trainer::new(numbers.len());
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut sum = Sum::default();
    for round in 0..settings.rounds {
        shuffle(&mut order, &mut random);
        for &at in &order {
            trainer.learn(&sequences[at], settings.rate);
        }
        trainer.shrink(settings.decay);
        if 2 * round >= settings.rounds {
            sum.add(&trainer);
        }
    }
    sum.mean(&mut trainer);
    let mut features: Vec<(u64, PerLabel)> = numbers
        .iter()
        .map(|(hash, number)| (*hash, trainer.features[*number as usize]))
        .collect();
    features.sort_by_key(|feature| feature.0);
    Weights {
        gains: trainer.gains,
        changes: trainer.changes,
        features,
    }
}

/// A number for each feature that enough sources hold, in the order of their hashes.
fn numbers(samples: &[Sample<'_>], sources: usize) -> HashMap<u64, u32> {
    // The first sources that hold a feature, no more of them than are asked for.
    let mut held: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for sample in samples {
        for line in &sample.variant.lines {
            for feature in line.shape.iter().chain(&line.words) {
                let seen = held.entry(*feature).or_default();
                if seen.len() < sources && !seen.contains(&sample.source) {
                    seen.push(sample.source);
                }
            }
        }
    }
    held.into_iter()
        .filter(|(_, seen)| seen.len() >= sources)
        .zip(0..)
        .map(|((hash, _), number)| (hash, number))
        .collect()
}

fn sequence(sample: &Sample<'_>, numbers: &HashMap<u64, u32>) -> Sequence {
    let known = |features: &[u64]| -> Vec<u32> {
        features
            .iter()
            .filter_map(|feature| numbers.get(feature).copied())
            .collect()
    };
    let lines = sample.variant.lines.iter().zip(&sample.variant.labels);
    Sequence {
        lines: lines
            .map(|(line, label)| Line {
                rules: line.rules,
                context: line.context,
                shape: known(&line.shape),
                words: known(&line.words),
                weight_of_words: line.weight_of_words,
                label: *label,
            })
            .collect(),
        weight: sample.weight,
    }
}

/// An order that only depends on the seed (Fisher and Yates; xorshift of Marsaglia).
fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let other = usize::try_from(*random % (at as u64 + 1)).unwrap_or(0);
        order.swap(at, other);
    }
}

/// The weights, each with the sum of its squared gradients.
struct Trainer {
    gains: Table,
    changes: [Table; CONTEXTS],
    features: Vec<PerLabel>,
    gains_seen: Table,
    changes_seen: [Table; CONTEXTS],
    features_seen: Vec<PerLabel>,
}

/// The weights of the later rounds: their mean is steadier than the last (Polyak and Juditsky 1992).
#[derive(Default)]
struct Sum {
    rounds: f32,
    weights: Vec<f32>,
}

impl Sum {
    fn add(&mut self, trainer: &Trainer) {
        let all = trainer.all();
        self.weights.resize(all.len(), 0.0);
        for (sum, weight) in self.weights.iter_mut().zip(all) {
            *sum += weight;
        }
        self.rounds += 1.0;
    }

    fn mean(&self, trainer: &mut Trainer) {
        let mut weights = self.weights.iter().map(|sum| sum / self.rounds);
        for table in [&mut trainer.gains].into_iter().chain(&mut trainer.changes) {
            for (cell, weight) in table.as_flattened_mut().iter_mut().zip(&mut weights) {
                *cell = weight;
            }
        }
        for (cell, weight) in trainer.features.as_flattened_mut().iter_mut().zip(weights) {
            *cell = weight;
        }
    }
}

impl Trainer {
    fn new(features: usize) -> Self {
        let mut gains = [[0.0; LABELS]; LABELS];
        let mut changes = [[[0.0; LABELS]; LABELS]; CONTEXTS];
        for label in 0..LABELS {
            gains[label][label] = FIRST_GAIN;
            for table in &mut changes {
                table[label][label] = FIRST_STAY;
            }
        }
        Self {
            gains,
            changes,
            features: vec![[0.0; LABELS]; features],
            gains_seen: [[0.0; LABELS]; LABELS],
            changes_seen: [[[0.0; LABELS]; LABELS]; CONTEXTS],
            features_seen: vec![[0.0; LABELS]; features],
        }
    }

    /// All weights in one row: gains, changes, features.
    fn all(&self) -> Vec<f32> {
        let tables = [&self.gains].into_iter().chain(&self.changes);
        let tables = tables.flat_map(|table| table.as_flattened());
        tables
            .chain(self.features.as_flattened())
            .copied()
            .collect()
    }

    fn scores(&self, line: &Line) -> PerLabel {
        let mut scores = [0.0; LABELS];
        for &feature in &line.shape {
            add(&mut scores, &self.features[feature as usize], 1.0);
        }
        for &feature in &line.words {
            let weights = &self.features[feature as usize];
            add(&mut scores, weights, line.weight_of_words);
        }
        for (said, gains) in line.rules.iter().zip(&self.gains) {
            add(&mut scores, gains, *said);
        }
        scores
    }

    /// One step towards the labels of a posting.
    fn learn(&mut self, sequence: &Sequence, rate: f32) {
        if sequence.lines.is_empty() {
            return;
        }
        let scores: Vec<PerLabel> = sequence
            .lines
            .iter()
            .map(|line| self.scores(line))
            .collect();
        let free = self.expect(sequence, &scores, false);
        let told = self.expect(sequence, &scores, true);
        for (at, line) in sequence.lines.iter().enumerate() {
            let weighed = |told: &Node, free: &Node| -> PerLabel {
                std::array::from_fn(|label| narrow(told[label] - free[label]) * sequence.weight)
            };
            if at > 0 {
                for from in 0..LABELS {
                    let gradient = weighed(&told.pairs[at][from], &free.pairs[at][from]);
                    let weights = &mut self.changes[line.context][from];
                    let seen = &mut self.changes_seen[line.context][from];
                    step(weights, seen, &gradient, 1.0, rate);
                }
            }
            let gradient = weighed(&told.labels[at], &free.labels[at]);
            if gradient.iter().any(|g| g.abs() >= TOO_LITTLE) {
                self.learn_line(line, &gradient, rate);
            }
        }
    }

    /// One step of what a line alone decides.
    fn learn_line(&mut self, line: &Line, gradient: &PerLabel, rate: f32) {
        let gains = self.gains.iter_mut().zip(&mut self.gains_seen);
        for (said, (gains, seen)) in line.rules.iter().zip(gains) {
            if *said != 0.0 {
                step(gains, seen, gradient, *said, rate * GAIN_RATE);
            }
        }
        let words = line.words.iter().map(|word| (word, line.weight_of_words));
        for (&feature, value) in line.shape.iter().map(|f| (f, 1.0)).chain(words) {
            let feature = feature as usize;
            let seen = &mut self.features_seen[feature];
            step(&mut self.features[feature], seen, gradient, value, rate);
        }
    }

    /// Probabilities of the labels; `told`: only of the labellings that have the labels that are known.
    fn expect(&self, sequence: &Sequence, scores: &[PerLabel], told: bool) -> Marginals {
        let lines = sequence.lines.iter().zip(scores);
        let nodes: Vec<Node> = lines
            .map(|(line, scores)| potentials(scores, line.label.filter(|_| told)))
            .collect();
        let changes = self
            .changes
            .map(|table| table.map(|row| row.map(|change| libm::exp(f64::from(change)))));
        let edges: Vec<&Edge> = sequence
            .lines
            .iter()
            .map(|line| &changes[line.context])
            .collect();
        marginals(&nodes, &edges)
    }

    fn shrink(&mut self, decay: f32) {
        for weight in self.features.as_flattened_mut() {
            *weight *= 1.0 - decay;
        }
    }
}

/// What the rules' score of a label adds to that label before training.
const FIRST_GAIN: f32 = 0.5;
/// What it adds to stay with a label before training.
const FIRST_STAY: f32 = 1.0;
/// The rules' scores are large numbers: their weights take smaller steps.
const GAIN_RATE: f32 = 0.1;
/// A line that is this near to its label teaches nothing more.
const TOO_LITTLE: f32 = 0.002;

fn add(scores: &mut PerLabel, weights: &PerLabel, value: f32) {
    for (score, weight) in scores.iter_mut().zip(weights) {
        *score += weight * value;
    }
}

/// A step of adaptive size along a gradient.
fn step(weights: &mut PerLabel, seen: &mut PerLabel, gradient: &PerLabel, value: f32, rate: f32) {
    for ((weight, seen), gradient) in weights.iter_mut().zip(seen).zip(gradient) {
        let gradient = gradient * value;
        *seen += gradient * gradient;
        *weight += rate * gradient / (*seen + 1e-6).sqrt();
    }
}

/// `exp` of the scores, relative to the highest; only of the label that is told, if one is.
fn potentials(scores: &PerLabel, told: Option<usize>) -> Node {
    let top = scores.iter().fold(f32::MIN, |top, score| top.max(*score));
    let mut out = [0.0; LABELS];
    for (label, out) in out.iter_mut().enumerate() {
        if told.is_none_or(|told| told == label) {
            // No label is impossible, or a posting that holds it would teach nothing.
            *out = libm::exp(f64::from(scores[label] - top)).max(1e-30);
        }
    }
    out
}

#[expect(clippy::cast_possible_truncation, reason = "a probability")]
fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use jobgist::internals::{LineModel, TrainingLine, pack};

    use super::*;
    use crate::variants::Form;

    /// Postings in which the first word of a line alone tells whether it is a duty or a wish.
    fn postings() -> Vec<Variant> {
        let line = |word: u64, context: usize| TrainingLine {
            text: String::new(),
            rules: [0.0; LABELS],
            context,
            shape: vec![word],
            words: Vec::new(),
            weight_of_words: 1.0,
        };
        let orders: [[u64; 3]; 4] = [[10, 10, 20], [10, 20, 20], [20, 10, 10], [20, 20, 20]];
        orders
            .map(|words| Variant {
                form: Form::Text,
                lines: words.map(|word| line(word, 1)).to_vec(),
                labels: words
                    .map(|word| Some(if word == 10 { 0 } else { 2 }))
                    .to_vec(),
            })
            .to_vec()
    }

    fn learn(variants: &[Variant]) -> Weights {
        let samples: Vec<Sample<'_>> = variants
            .iter()
            .enumerate()
            .map(|(source, variant)| Sample {
                variant,
                weight: 1.0,
                source,
            })
            .collect();
        let settings = Settings {
            rounds: 10,
            rate: 0.3,
            decay: 0.01,
            sources: 3,
        };
        train(&samples, settings)
    }

    #[test]
    fn a_telling_word_is_learnt() {
        let weights = learn(&postings());
        let of = |feature: u64| weights.features.iter().find(|f| f.0 == feature).unwrap().1;
        assert!(of(10)[0] > 0.5 && of(10)[0] > of(10)[2]);
        assert!(of(20)[2] > 0.5 && of(20)[2] > of(20)[0]);
        assert!(LineModel::read(pack(&weights)).is_some());
    }

    #[test]
    fn training_is_repeatable() {
        let (one, two) = (learn(&postings()), learn(&postings()));
        assert_eq!(pack(&one), pack(&two));
    }

    #[test]
    fn a_line_without_a_label_teaches_nothing_of_itself() {
        let mut variants = postings();
        for variant in &mut variants {
            variant.labels = vec![None; 3];
        }
        let weights = learn(&variants);
        let most = weights
            .features
            .iter()
            .flat_map(|f| f.1)
            .fold(0f32, |top, w| top.max(w.abs()));
        assert!(most < 1e-4, "{most}");
    }
}
