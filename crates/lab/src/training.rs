//! Trains what the program ships with, and the models of the folds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context as _, Result, bail};
use jobgist::internals::{LineModel, pack};

use crate::corpus::{self, Example, Set};
use crate::crf::{self, Sample, Settings};
use crate::folds::{self, FOLDS, Folds};
use crate::judge::{SHARES, TABLE, model_name, weights_name};
use crate::linear::{self, Lesson};
use crate::variants::{Form, Variant, variants};

/// What `train` takes.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the labelled postings.
    #[arg(long, env = "JOBGIST_SHARED", default_value = "../shared")]
    shared: PathBuf,
    /// The folder of the postings written for training.
    #[arg(long, default_value = "crates/lab/postings")]
    postings: PathBuf,
    /// The folder of what the program ships with: the line model, the weights of the linear models,
    /// the shares of postings that name a skill.
    #[arg(long, default_value = "crates/core/data/any")]
    out: PathBuf,
    /// Where the models of the folds go.
    #[arg(long, default_value = "target/lab")]
    folds: PathBuf,
    /// Write nothing that ships, but fail if what is there is not what training gives.
    #[arg(long)]
    check: bool,
}

/// How all models are trained: chosen by how well postings of unseen sources are read.
const SETTINGS: Settings = Settings {
    rounds: 10,
    rate: 0.1,
    decay: 0.25,
    sources: 3,
};

/// Trains and writes.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let examples = corpus::read(&arguments.shared, &arguments.postings)?;
    eprintln!("{} labelled postings", examples.len());
    let folds = folds::part(&examples)?;
    describe(&examples, &folds);
    let forms: Vec<Vec<Variant>> = examples.iter().map(variants).collect::<Result<_>>()?;
    fs::create_dir_all(&arguments.folds)?;
    write_table(&arguments.folds.join(TABLE), &examples, &folds)?;
    let model = |left_out: Option<usize>| {
        pack(&crf::train(
            &samples(&examples, &forms, &folds, left_out),
            SETTINGS,
        ))
    };
    // Two at a time: a model for each fold, and that of all.
    let jobs: Vec<Option<usize>> = (0..FOLDS).map(Some).chain([None]).collect();
    let mut models = Vec::new();
    for pair in jobs.chunks(2) {
        models.extend(thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|job| scope.spawn(|| model(*job))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_default())
                .collect::<Vec<_>>()
        }));
    }
    let shipped = models.pop().unwrap_or_default();
    for (fold, bytes) in models.iter().enumerate() {
        fs::write(arguments.folds.join(model_name(fold)), bytes)?;
    }
    arguments.ship("lines.model", &shipped)?;
    let models: Vec<LineModel> = models
        .into_iter()
        .map(|bytes| LineModel::read(bytes).context("a packed model is read"))
        .collect::<Result<_>>()?;
    run_linear(arguments, &examples, &folds, &models)
}

/// Learns the linear models, from postings as models read them that have not seen them.
fn run_linear(
    arguments: &Arguments,
    examples: &[Example],
    folds: &Folds,
    models: &[LineModel],
) -> Result<()> {
    let judged = || {
        let both = examples.iter().zip(&folds.folds);
        both.filter_map(|(example, fold)| Some((example, (*fold)?)))
    };
    let names: Vec<BTreeSet<String>> = judged()
        .map(|(example, fold)| Ok(linear::samples(example, &models[fold], "")?.known))
        .collect::<Result<_>>()?;
    let shares = linear::shares(&names);
    let lessons: Vec<(usize, Lesson)> = judged()
        .filter(|(example, _)| example.set == Set::Dev)
        .map(|(example, fold)| {
            let samples = linear::samples(example, &models[fold], &shares)?;
            Ok((fold, linear::lesson(example, samples)))
        })
        .collect::<Result<_>>()?;
    let without = |left_out: Option<usize>| -> String {
        let lessons = lessons.iter().filter(|(fold, _)| Some(*fold) != left_out);
        linear::weights(&lessons.map(|(_, lesson)| lesson).collect::<Vec<_>>())
    };
    for fold in 0..FOLDS {
        fs::write(
            arguments.folds.join(weights_name(fold)),
            without(Some(fold)),
        )?;
    }
    fs::write(arguments.folds.join(SHARES), &shares)?;
    arguments.ship(SHARES, shares.as_bytes())?;
    arguments.ship("weights.toml", without(None).as_bytes())
}

impl Arguments {
    /// Writes a file that ships with the program, or compares it with the one that is there.
    fn ship(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.out.join(name);
        let is_same = fs::read(&path).is_ok_and(|there| there == bytes);
        if !self.check && !is_same {
            return fs::write(&path, bytes).with_context(|| path.display().to_string());
        }
        if !is_same {
            bail!("{} is not what training gives: train anew", path.display());
        }
        Ok(())
    }
}

/// What to train on when a fold is left out.
fn samples<'v>(
    examples: &[Example],
    forms: &'v [Vec<Variant>],
    folds: &Folds,
    left_out: Option<usize>,
) -> Vec<Sample<'v>> {
    let is_in = |at: &usize| left_out.is_none() || folds.folds[*at] != left_out;
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for at in (0..examples.len()).filter(is_in) {
        *sizes.entry(folds.sources[at]).or_default() += 1;
    }
    let mut samples = Vec::new();
    for at in (0..examples.len()).filter(is_in) {
        for variant in &forms[at] {
            let source = folds.sources[at];
            samples.push(Sample {
                variant,
                weight: weight(examples[at].set, variant.form, sizes[&source]),
                source,
            });
        }
    }
    samples
}

/// How much a posting counts: those that were read line by line more than those labelled by their
/// headings, pages as saved more than texts made of them, and no source more than many postings.
fn weight(set: Set, form: Form, postings_of_source: usize) -> f32 {
    let by_set = match set {
        Set::Dev => 1.0,
        Set::Own => 0.4,
        Set::Bulk => 0.2,
    };
    let by_form = match (set, form) {
        (_, Form::Page) => 1.0,
        (_, Form::Misplaced) => 0.3,
        (Set::Dev, _) => 0.3,
        (_, Form::Reworded) => 0.4,
        _ => 0.6,
    };
    by_set * by_form * MANY / (postings_of_source as f32).max(MANY)
}

/// Postings of one source beyond which each counts less.
const MANY: f32 = 60.0;

fn write_table(path: &Path, examples: &[Example], folds: &Folds) -> Result<()> {
    let rows = examples.iter().zip(&folds.folds);
    let rows = rows.filter_map(|(example, fold)| Some(format!("{}\t{}\n", example.id, (*fold)?)));
    fs::write(path, rows.collect::<String>()).with_context(|| path.display().to_string())
}

/// Says how the postings were parted.
fn describe(examples: &[Example], folds: &Folds) {
    for fold in 0..FOLDS {
        let of = |set: Set| {
            let both = examples.iter().zip(&folds.folds);
            both.filter(|(example, f)| example.set == set && **f == Some(fold))
                .count()
        };
        eprintln!("fold {fold}: dev {}, bulk {}", of(Set::Dev), of(Set::Bulk));
    }
}
