//! Trains the shipped model and those of the folds, and says how they do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context as _, Result, bail};
use jobgist::internals::pack;

use crate::corpus::{self, Example, Set};
use crate::crf::{self, Sample, Settings};
use crate::folds::{self, FOLDS, Folds};
use crate::judge::{TABLE, model_name};
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
    /// Where the model goes that the program ships with.
    #[arg(long, default_value = "crates/core/data/any/lines.model")]
    out: PathBuf,
    /// Where the models of the folds go.
    #[arg(long, default_value = "target/lab")]
    folds: PathBuf,
    /// Write no shipped model, but fail if the one that is there is not what training gives.
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
    for pair in jobs.chunks(2) {
        let models: Vec<Vec<u8>> = thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|job| scope.spawn(|| model(*job))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_default())
                .collect()
        });
        for (job, bytes) in pair.iter().zip(models) {
            match job {
                Some(fold) => fs::write(arguments.folds.join(model_name(*fold)), bytes)?,
                None => finish(arguments, &bytes)?,
            }
        }
    }
    Ok(())
}

fn finish(arguments: &Arguments, bytes: &[u8]) -> Result<()> {
    let out = &arguments.out;
    if !arguments.check {
        return fs::write(out, bytes).with_context(|| out.display().to_string());
    }
    if fs::read(out).with_context(|| out.display().to_string())? != bytes {
        bail!("{} is not what training gives: train anew", out.display());
    }
    Ok(())
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
        Set::Own => std::env::var("OWN").ok().and_then(|v| v.parse().ok()).unwrap_or(0.7),
        Set::Bulk => std::env::var("BULK").ok().and_then(|v| v.parse().ok()).unwrap_or(0.15),
    };
    let by_form = match (set, form) {
        (_, Form::Page) => 1.0,
        (_, Form::Misplaced) => std::env::var("MIS")
            .ok()
            .and_then(|v| v.parse().ok())
            .unwrap_or(0.3),
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
