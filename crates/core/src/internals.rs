//! Single stages of the pipeline, for benches, fuzzing and the training of the line model.

use std::borrow::Cow;
use std::collections::BTreeSet;

pub use crate::outline::pack::{Weights, pack};
pub use crate::outline::training::{CONTEXTS, LABELS, TrainingLine, name_of};
use crate::outline::{self, Model, training};
use crate::parse;
use crate::reading::Reading;
use crate::requirements::Known;
use crate::table::Languages;
use crate::trained::{self, Trained};
use crate::weights::Shares;
use crate::{Error, Options, Posting, facts, page, skills, summary};

/// Reads a page into blocks and gives their number.
///
/// # Errors
/// As [`Posting::parse`].
pub fn read_page(bytes: &[u8]) -> Result<usize, Error> {
    Ok(page::read(bytes, &Options::default())?.blocks.len())
}

/// Reads all pages of a file, and each block through its ranges; gives the sum of the blocks'
/// bytes and tokens.
///
/// # Errors
/// As [`Posting::parse_all`].
pub fn read_pages(bytes: &[u8], options: &Options) -> Result<usize, Error> {
    let mut pages = page::open(bytes, options)?;
    let mut sum = 0;
    while let Some(page) = pages.next() {
        sum += (0..page.blocks.len())
            .map(|at| page.text_of(at).len() + page.folded_of(at).len() + page.tokens_of(at).len())
            .sum::<usize>();
    }
    Ok(sum)
}

/// The lines of a posting as the line model sees them, in order.
///
/// # Errors
/// As [`Posting::parse`].
pub fn training_lines(bytes: &[u8], options: &Options) -> Result<Vec<TrainingLine>, Error> {
    let mut page = page::read(bytes, options)?;
    let languages = Languages::of(page.language.as_deref());
    page::furniture::mark(&mut page, &languages);
    Ok(training::lines(&page, &languages))
}

/// Weights of the line model other than the shipped ones.
#[derive(Debug)]
pub struct LineModel(Model);

impl LineModel {
    /// Reads the weights that [`pack`] wrote; `None` where they are damaged.
    #[must_use]
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        Model::read(Cow::Owned(bytes)).map(Self)
    }

    /// Reads a posting by these weights, and those of `linear`.
    ///
    /// # Errors
    /// As [`Posting::parse`].
    pub fn parse(
        &self,
        linear: &LinearModels,
        bytes: &[u8],
        options: &Options,
    ) -> Result<Posting, Error> {
        let trained = Trained {
            lines: &self.0,
            weights: &linear.weights,
            shares: &linear.shares,
        };
        parse::read(bytes, options, &trained)
    }

    /// The employer that a posting names, in an outline by these weights.
    ///
    /// # Errors
    /// As [`Posting::parse`].
    pub fn company(&self, bytes: &[u8], options: &Options) -> Result<Option<String>, Error> {
        let trained = Trained {
            lines: &self.0,
            ..Trained::shipped()
        };
        Ok(parse::read(bytes, options, &trained)?.company)
    }

    /// The skills and lines of a posting as the linear models see them, in an outline by these
    /// weights; `shares` as in [`LinearModels::read`].
    ///
    /// # Errors
    /// As [`Posting::parse`].
    pub fn samples(&self, shares: &str, bytes: &[u8], options: &Options) -> Result<Samples, Error> {
        let shares = Shares::read(shares);
        let mut page = page::read(bytes, options)?;
        let languages = Languages::of(page.language.as_deref());
        page::furniture::mark(&mut page, &languages);
        let outline = outline::outline(&page, &languages, &self.0, false);
        let reading = Reading::new(&page, &outline, &languages, options);
        let facts = facts::read(&reading);
        let mut mentions = skills::mentions(&page, &outline, &languages, options);
        skills::without_employer(&page, &mut mentions, facts.company.as_deref());
        let known = Known::of(&reading, &mentions);
        let lines = summary::samples(&reading, &facts, &known, &shares).into_iter();
        Ok(Samples {
            skills: skills::samples(&page, &outline, &mentions, facts.title.as_deref(), &shares),
            known: mentions
                .iter()
                .filter(|mention| mention.known)
                .map(|mention| mention.name.clone())
                .collect(),
            lines: lines
                .map(|(range, features)| (page.text[range].to_owned(), features))
                .collect(),
        })
    }
}

/// What the linear models see of a posting.
#[derive(Debug)]
pub struct Samples {
    /// The skills, by name, with their features.
    pub skills: Vec<(String, Vec<f64>)>,
    /// The names of the vocabulary among them.
    pub known: BTreeSet<String>,
    /// The lines that a summary can quote, with their features.
    pub lines: Vec<(String, Vec<f64>)>,
}

/// The names of the features of skills and of lines.
#[must_use]
pub fn feature_names() -> [Vec<String>; 2] {
    [skills::feature_names(), summary::feature_names()]
}

/// Weights of the linear models other than the shipped ones.
#[derive(Debug)]
pub struct LinearModels {
    weights: trained::Weights,
    shares: Shares,
}

impl LinearModels {
    /// Reads a file of weights, and one of the shares of postings that name a skill.
    ///
    /// # Errors
    /// What is wrong with the weights.
    pub fn read(weights: &str, shares: &str) -> Result<Self, String> {
        Ok(Self {
            weights: trained::Weights::read(weights)?,
            shares: Shares::read(shares),
        })
    }
}
