//! Arguments of `match` and `profile`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::{Color, InputFormat, OutputForm, iso_date};

pub(super) const MATCH_HELP: &str = "\
Examples:
  jobgist profile init profile.toml                 a profile to fill in
  jobgist match posting.html --profile profile.toml
  jobgist match posting.html --profile resume.pdf   what a résumé does not say stays unclear
  jobgist match saved/*.html --profile profile.toml --today 2027-03-31
  jobgist match --format json a.html b.html --profile profile.toml

A gate passes, fails, or is unknown: what the posting or the profile does not say decides nothing. \
The score counts what is certain: 4 points for a must-have that is met, 2 for a gate that is \
passed, 1 for a nice-to-have, over the points there are. A hard gate that fails keeps it at 30, a \
wish that is not met at 80.

Exit codes:
  0  done
  1  a posting or the profile could not be read (it is named on standard error)
  2  wrong usage
  4  an input holds no posting (the others are still done)";

const INIT_HELP: &str = "\
Examples:
  jobgist profile init                     print the example
  jobgist profile init profile.toml        write it to a file that is not there yet";

/// Arguments of `match`.
#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    /// Saved postings; `-` is standard input. Several are compared, the best first
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// A profile (.toml), or a résumé in any format that postings are read in
    #[arg(long, short, value_name = "PROFILE", required = true)]
    pub(crate) profile: PathBuf,
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    pub(crate) format: OutputForm,
    /// Colours: on a terminal (NO_COLOR and CLICOLOR are honoured), always, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// How to read the postings; told from their content when left out
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input: Option<InputFormat>,
    /// The postings' language; detected when left out
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(jobgist::languages()))]
    pub(crate) language: Option<String>,
    /// Today (YYYY-MM-DD), for deadlines and for work that begins at once; without it they are not
    /// judged
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    pub(crate) today: Option<String>,
    /// Refuse inputs of more bytes than this, compressed or not (32 MiB when left out)
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_bytes: Option<u64>,
    /// Skills of your own, tab-separated: name, kind, aliases, guard
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) vocabulary: Option<PathBuf>,
    /// No notes on standard error; errors are still named
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// What can be done with profiles.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Print an example with everything in it, explained; or write it to a file
    #[command(after_help = INIT_HELP)]
    Init {
        /// The file to write; standard output when left out
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Write over a file that is there
        #[arg(long)]
        force: bool,
    },
}
