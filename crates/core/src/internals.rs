//! Single stages of the pipeline, for benches, fuzzing and the training of the line model.

use std::borrow::Cow;

pub use crate::outline::pack::{Weights, pack};
pub use crate::outline::training::{CONTEXTS, LABELS, TrainingLine, name_of};
use crate::outline::{Model, training};
use crate::table::Languages;
use crate::{Error, Options, Posting, page, parse};

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

    /// Reads a posting by these weights.
    ///
    /// # Errors
    /// As [`Posting::parse`].
    pub fn parse(&self, bytes: &[u8], options: &Options) -> Result<Posting, Error> {
        parse::read(bytes, options, &self.0)
    }
}
