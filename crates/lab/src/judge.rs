//! Records of labelled postings, each by the model that has not seen its source.

use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context as _, Result};
use jobgist::internals::{LineModel, LinearModels};
use jobgist::{Options, Posting};
use serde::{Deserialize, Serialize};

use crate::folds::FOLDS;

/// Where training left its folds.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder into which `train` wrote the models of the folds.
    #[arg(long, default_value = "target/lab")]
    folds: PathBuf,
}

/// The models of the folds.
struct Models {
    models: Vec<(LineModel, LinearModels)>,
    /// The fold of each posting.
    folds: HashMap<String, usize>,
}

/// The name of a fold's model.
pub(crate) fn model_name(fold: usize) -> String {
    format!("fold-{fold}.model")
}

/// The name of a fold's linear weights.
pub(crate) fn weights_name(fold: usize) -> String {
    format!("fold-{fold}.toml")
}

/// The name of the table of the shares of postings that name a skill.
pub(crate) const SHARES: &str = "skill_shares.tsv";

/// The name of the table of folds: a posting's id, a tab, its fold.
pub(crate) const TABLE: &str = "folds.tsv";

impl Models {
    fn read(folder: &Path) -> Result<Self> {
        let shares = fs::read_to_string(folder.join(SHARES))?;
        let models = (0..FOLDS).map(|fold| {
            let path = folder.join(model_name(fold));
            let bytes = fs::read(&path)
                .with_context(|| format!("{}: run `train` first", path.display()))?;
            let lines =
                LineModel::read(bytes).with_context(|| format!("{} is damaged", path.display()))?;
            let linear = fs::read_to_string(folder.join(weights_name(fold)))?;
            let linear = LinearModels::read(&linear, &shares).map_err(anyhow::Error::msg)?;
            Ok((lines, linear))
        });
        let models = models.collect::<Result<Vec<_>>>()?;
        let table = fs::read_to_string(folder.join(TABLE))?;
        let folds = table
            .lines()
            .filter_map(|row| row.split_once('\t'))
            .map(|(id, fold)| Ok((id.to_owned(), fold.parse()?)))
            .collect::<Result<_>>()?;
        Ok(Self { models, folds })
    }

    /// The record of a posting by the models that have not seen it; of one that stands in no fold, by
    /// any.
    fn parse(&self, id: &str, bytes: &[u8], options: &Options) -> Result<Posting, jobgist::Error> {
        let (lines, linear) = &self.models[self.folds.get(id).copied().unwrap_or(0)];
        lines.parse(linear, bytes, options)
    }
}

/// Prints the record of one page.
pub(crate) fn summarize(file: &Path, arguments: &Arguments) -> Result<()> {
    let models = Models::read(&arguments.folds)?;
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy();
    let options = Options {
        name: file.display().to_string(),
        ..Options::default()
    };
    let posting = models.parse(&id, &bytes, &options)?;
    serde_json::to_writer(io::stdout().lock(), &posting)?;
    println!();
    Ok(())
}

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
}

#[derive(Serialize)]
struct Answer<'p> {
    id: &'p str,
    #[serde(flatten)]
    posting: &'p Posting,
}

/// Prints the records of JSON Lines from standard input.
pub(crate) fn batch(arguments: &Arguments) -> Result<()> {
    let models = Models::read(&arguments.folds)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let row: Row = serde_json::from_str(&line?)?;
        let options = Options::default();
        match models.parse(&row.id, row.text.as_bytes(), &options) {
            Ok(posting) => {
                let answer = Answer {
                    id: &row.id,
                    posting: &posting,
                };
                serde_json::to_writer(&mut out, &answer)?;
            }
            Err(error) => {
                let answer = serde_json::json!({"id": row.id, "error": error.to_string()});
                serde_json::to_writer(&mut out, &answer)?;
            }
        }
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}
