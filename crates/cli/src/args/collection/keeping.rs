//! Arguments of the commands that keep jobs and find them again.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};

use super::CollectionArgs;
use crate::args::InputFormat;

/// Arguments of `save`.
#[derive(Debug, Args)]
pub(crate) struct SaveArgs {
    /// Saved postings; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Where the page came from; told from the page when left out
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Words of your own (several: with commas, or the flag again)
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    pub(crate) tag: Vec<String>,
    /// Where the application stands, if it is more than saved
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Option<String>,
    /// Keep pages that hold no posting, too
    #[arg(long)]
    pub(crate) anyway: bool,
    /// How to read the input; told from its content when left out
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input: Option<InputFormat>,
    /// The postings' language; detected when left out
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(jobgist::languages()))]
    pub(crate) language: Option<String>,
    /// No progress on standard error; errors are still named
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Which jobs: shared by the commands that go through the collection.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct WhichArgs {
    /// Only jobs of these statuses (several: with commas, or the flag again)
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub(crate) status: Vec<String>,
    /// Only jobs with all of these words (several: with commas, or the flag again)
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    pub(crate) tag: Vec<String>,
    /// Only jobs in these towns, regions or countries
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Vec<String>,
    /// Only jobs that name all of these skills
    #[arg(long, value_name = "SKILL")]
    pub(crate) skill: Vec<String>,
    /// Only jobs that say to pay as much a year; with a currency (--pay "60000 EUR") only in that one
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    pub(crate) pay: Option<Amount>,
    /// Only jobs whose deadline is within so many days
    #[arg(long, value_name = "DAYS")]
    pub(crate) expiring: Option<u32>,
    /// Only jobs of employers with this in their name
    #[arg(long, value_name = "NAME")]
    pub(crate) company: Option<String>,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    /// What is in the bin instead
    #[arg(long)]
    pub(crate) bin: bool,
    /// The order
    #[arg(long, value_name = "BY", value_enum, default_value_t = SortBy::Changed)]
    pub(crate) sort: SortBy,
    /// The other way round
    #[arg(long)]
    pub(crate) reverse: bool,
    /// At most so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: Option<u32>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortBy {
    /// What changed last first
    Changed,
    /// What was saved last first
    Saved,
    /// By title
    Title,
    /// By employer
    Company,
    /// The journey's order: saved, applied, ... expired
    Status,
    /// The nearest deadline first
    Deadline,
    /// The nearest reminder first
    Reminder,
    /// The best pay first
    Pay,
    /// The best rating first
    Rating,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The job: its id, the beginning of it, or words of its title or employer; `ID@1` is as its first
    /// capture has it
    #[arg(required = true, value_name = "ID")]
    pub(crate) jobs: Vec<String>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of the commands that only name jobs.
#[derive(Debug, Args)]
pub(crate) struct JobArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(required = true, value_name = "ID")]
    pub(crate) jobs: Vec<String>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// All of these must stand in it; of the last one the beginning is enough
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `open`.
#[derive(Debug, Args)]
pub(crate) struct OpenArgs {
    /// The job: its id, the beginning of it, or words of its title or employer; `ID@1` is its first
    /// capture
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// Write the page to this file instead (`-`: standard output), byte for byte as it was saved
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Money a year.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Amount {
    pub(crate) figure: f64,
    /// ISO 4217.
    pub(crate) currency: Option<String>,
}

/// Reads "60000", "60,000 EUR", "EUR 60000".
fn amount(text: &str) -> Result<Amount, String> {
    let is_currency =
        |word: &str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (currency, figures): (Vec<&str>, Vec<&str>) =
        text.split_whitespace().partition(|word| is_currency(word));
    let digits: String = figures.concat().chars().filter(|&one| one != ',').collect();
    let figure = digits.parse::<f64>().ok();
    match (figure, &currency[..]) {
        (Some(figure), [] | [_]) if figure.is_finite() && figure >= 0.0 => Ok(Amount {
            figure,
            currency: currency.first().map(|code| code.to_ascii_uppercase()),
        }),
        _ => Err("an amount looks like 60000 or \"60000 EUR\"".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_and_without_currency() {
        let of = |text| amount(text).map(|one| (one.figure, one.currency));
        assert_eq!(of("60000"), Ok((60_000.0, None)));
        assert_eq!(of("60,000 eur"), Ok((60_000.0, Some("EUR".to_owned()))));
        assert_eq!(of("EUR 60 000"), Ok((60_000.0, Some("EUR".to_owned()))));
        for wrong in ["", "much", "-5", "NaN", "inf", "EUR USD 5", "5 euros"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
