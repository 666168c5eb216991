//! Records of labelled postings, each by the model that has not seen its source.

use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context as _, Result};
use jobgist::Options;
use jobgist::internals::LineModel;
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
    models: Vec<LineModel>,
    /// The fold of each posting.
    folds: HashMap<String, usize>,
}

/// The name of a fold's model.
pub(crate) fn model_name(fold: usize) -> String {
    format!("fold-{fold}.model")
}

/// The name of the table of folds: a posting's id, a tab, its fold.
pub(crate) const TABLE: &str = "folds.tsv";

impl Models {
    fn read(folder: &Path) -> Result<Self> {
        let models = (0..FOLDS).map(|fold| {
            let path = folder.join(model_name(fold));
            let bytes = fs::read(&path)
                .with_context(|| format!("{}: run `train` first", path.display()))?;
            LineModel::read(bytes).with_context(|| format!("{} is damaged", path.display()))
        });
        let models = models.collect::<Result<_>>()?;
        let table = fs::read_to_string(folder.join(TABLE))?;
        let folds = table
            .lines()
            .filter_map(|row| row.split_once('\t'))
            .map(|(id, fold)| Ok((id.to_owned(), fold.parse()?)))
            .collect::<Result<_>>()?;
        Ok(Self { models, folds })
    }

    /// The model that has not seen a posting; of one that stands in no fold, any.
    fn of(&self, id: &str) -> &LineModel {
        &self.models[self.folds.get(id).copied().unwrap_or(0)]
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
    let posting = models.of(&id).parse(&bytes, &options)?;
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
    posting: &'p jobgist::Posting,
}

/// Prints the records of JSON Lines from standard input.
pub(crate) fn batch(arguments: &Arguments) -> Result<()> {
    let models = Models::read(&arguments.folds)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let row: Row = serde_json::from_str(&line?)?;
        let options = Options::default();
        match models.of(&row.id).parse(row.text.as_bytes(), &options) {
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
