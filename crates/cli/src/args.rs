//! What a user can ask for: commands, flags and their help.

mod batch;
mod collection;
mod examples;
mod fit;
mod program;
mod stats;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jobgist::{Format, SectionKind, SummaryOrder};

pub(crate) use batch::{BatchArgs, BatchInput, RowColumn, Selection};
pub(crate) use collection::*;
pub(crate) use fit::{MatchArgs, ProfileCommand};
pub(crate) use program::{program, read};
pub(crate) use stats::{StatsArgs, StatsForm};

use examples::{
    BLOCKS_EXAMPLES, COMPLETIONS_EXAMPLES, MAN_EXAMPLES, QUESTIONS_EXAMPLES, SCHEMA_EXAMPLES,
    concat_help,
};

/// Summarizes saved job postings: what is asked, what is given, where, how long, and which skills
/// matter most. Offline, in the posting's own words, with the evidence for each statement.
#[derive(Debug, Parser)]
#[command(name = "jobgist", version, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
#[command(after_help = concat_help())]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Without a command: `summarize`.
    #[command(flatten)]
    pub(crate) summarize: SummarizeArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Summarize postings, one after the other (the command when none is named)
    #[command(arg_required_else_help = true, after_help = concat_help())]
    Summarize(SummarizeArgs),
    /// Read many postings, in parallel, to one record a line, a table, or a file each
    #[command(arg_required_else_help = true, after_help = batch::BATCH_HELP)]
    Batch(BatchArgs),
    /// Say what many records hold together: skills, titles, places, pay; or the collection
    #[command(after_help = stats::STATS_HELP)]
    Stats(StatsArgs),
    /// Hold postings against a profile or a résumé: gates, must-haves, what is missing, a score
    #[command(arg_required_else_help = true, after_help = fit::MATCH_HELP)]
    Match(MatchArgs),
    /// Begin a profile for `match`
    #[command(subcommand, arg_required_else_help = true)]
    Profile(ProfileCommand),
    /// Print the clean text block by block, and what each block was taken for
    #[command(arg_required_else_help = true, after_help = BLOCKS_EXAMPLES)]
    Blocks(BlocksArgs),
    /// Say what postings leave open and what to ask, and what in them does not go together
    #[command(arg_required_else_help = true, after_help = QUESTIONS_EXAMPLES)]
    Questions(QuestionsArgs),
    #[command(flatten)]
    Collection(CollectionCommand),
    /// Print the completions of a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// Write the pages of all commands into this folder instead
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Print the JSON Schema of the record
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema,
}

/// Arguments of `summarize`.
#[derive(Debug, Args)]
pub(crate) struct SummarizeArgs {
    /// Saved postings; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    pub(crate) format: OutputForm,
    /// Say the rule and the quote behind each statement
    #[arg(long)]
    pub(crate) explain: bool,
    /// End with 3 when the summary leaves out something of these sections
    #[arg(long, value_name = "SECTION", value_enum, value_delimiter = ',')]
    pub(crate) must_cover: Vec<Covered>,
    /// Colours: on a terminal (NO_COLOR and CLICOLOR are honoured), always, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// How to read the input; told from its content when left out
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input: Option<InputFormat>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// Arguments of `blocks`.
#[derive(Debug, Args)]
pub(crate) struct BlocksArgs {
    /// Saved postings; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = BlocksForm::Text)]
    pub(crate) format: BlocksForm,
    /// How to read the input; told from its content when left out
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input: Option<InputFormat>,
    /// The postings' language; detected when left out
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(jobgist::languages()))]
    pub(crate) language: Option<String>,
}

/// Arguments of `questions`.
#[derive(Debug, Args)]
pub(crate) struct QuestionsArgs {
    /// Saved postings; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = QuestionsForm::Text)]
    pub(crate) format: QuestionsForm,
    /// Language to ask in: that of the posting, or another
    #[arg(long = "in", value_name = "LANGUAGE", default_value = OWN_LANGUAGE, value_parser = ask_in())]
    pub(crate) ask_in: String,
    /// Colours: on a terminal (NO_COLOR and CLICOLOR are honoured), always, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// How to read the input; told from its content when left out
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input: Option<InputFormat>,
    /// The postings' language; detected when left out
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(jobgist::languages()))]
    pub(crate) language: Option<String>,
    /// The day on which a deadline is over or not (YYYY-MM-DD); without it nobody knows
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    pub(crate) today: Option<String>,
}

/// The value of `--in` that asks in the posting's own language.
const OWN_LANGUAGE: &str = "posting";

impl QuestionsArgs {
    /// The language to ask in; `None` for the posting's own.
    pub(crate) fn ask_in(&self) -> Option<&str> {
        (self.ask_in != OWN_LANGUAGE).then_some(self.ask_in.as_str())
    }
}

/// Languages to ask in.
fn ask_in() -> PossibleValuesParser {
    PossibleValuesParser::new(std::iter::once(OWN_LANGUAGE).chain(jobgist::languages()))
}

/// Form of what `questions` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuestionsForm {
    /// Questions, and what does not go together, with the quotes
    Text,
    /// An object {questions, contradictions} a posting; several give an array
    Json,
}

/// Form of what `blocks` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BlocksForm {
    /// A line a block: number, kind, part of the page, what it was taken for, text
    Text,
    /// An object a posting; several give an array
    Json,
}

/// How to read a posting: shared by the commands that do.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// At most so many lines in the summary
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(crate) lines: usize,
    /// At most so many words in the summary
    #[arg(long, value_name = "N")]
    pub(crate) words: Option<usize>,
    /// At most so many characters in the summary
    #[arg(long, value_name = "N")]
    pub(crate) chars: Option<usize>,
    /// Order of the summary's lines within their sections, and in the record
    #[arg(long, value_name = "ORDER", value_enum, default_value_t = Order::Rank)]
    pub(crate) order: Order,
    /// Take the summary's lines from these sections only (several: with commas, or the flag again)
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = section_kinds())]
    pub(crate) section: Vec<String>,
    /// Keep the clean text blocks in the record
    #[arg(long)]
    pub(crate) blocks: bool,
    /// The postings' language; detected when left out
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(jobgist::languages()))]
    pub(crate) language: Option<String>,
    /// The day from which "3 days ago" counts (YYYY-MM-DD); without it such dates stay unread
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    pub(crate) today: Option<String>,
    /// Refuse inputs of more bytes than this, compressed or not (32 MiB when left out)
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_bytes: Option<u64>,
    /// Skills of your own, tab-separated: name, kind, aliases, guard
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) vocabulary: Option<PathBuf>,
    /// A taxonomy whose ids the skills carry: ESCO's CSV, a table of O*NET, or tab-separated columns
    /// name, kind, aliases, id
    #[arg(long, value_name = "FILE")]
    pub(crate) taxonomy: Option<PathBuf>,
    /// No progress and no notes on standard error; errors are still named
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl ReadingArgs {
    /// The sections that the summary may take lines from; empty for all.
    pub(crate) fn sections(&self) -> Vec<SectionKind> {
        SectionKind::ALL
            .into_iter()
            .filter(|kind| self.section.iter().any(|name| name == kind.name()))
            .collect()
    }
}

/// The order of a summary's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// What a reader needs most first
    Rank,
    /// As on the page
    Page,
}

impl From<Order> for SummaryOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Rank => Self::Rank,
            Order::Page => Self::Page,
        }
    }
}

/// Ends the program: flags of a command do not go together.
pub(crate) fn usage(command: &str, kind: ErrorKind, text: String) -> ! {
    let mut program = program();
    // So that the usage it prints is that of the command.
    program.build();
    match program.find_subcommand_mut(command) {
        Some(command) => command.error(kind, text).exit(),
        None => program.error(kind, text).exit(),
    }
}

/// Names of the section kinds.
fn section_kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(SectionKind::ALL.map(SectionKind::name))
}

/// A date of the calendar, in ISO 8601.
fn iso_date(text: &str) -> Result<String, String> {
    text.parse::<jiff::civil::Date>()
        .map(|date| date.to_string())
        .map_err(|_| "a date looks like 2027-03-31".to_owned())
}

/// Form of what `summarize` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputForm {
    /// One screen of plain text
    Text,
    /// The whole record; several files give an array
    Json,
    /// The one screen, in Markdown
    Markdown,
}

/// A part of the posting that a summary can be told to cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Covered {
    /// Must-haves
    Required,
    /// Nice-to-haves
    Preferred,
    /// Duties
    Responsibilities,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Formats of a single posting. Gzip compression is taken off whatever the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// A web page or a fragment of one
    Html,
    /// A web archive: a page with its frames and pictures (.mht, .mhtml)
    Mhtml,
    /// A mail
    Eml,
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// JSON of a job board; each posting in it is read
    Json,
    /// A PDF document
    Pdf,
    /// A Word document
    Docx,
}

impl InputFormat {
    /// The library's name for it.
    pub(crate) fn format(self) -> Format {
        match self {
            Self::Html => Format::Html,
            Self::Mhtml => Format::Mhtml,
            Self::Eml => Format::Eml,
            Self::Text => Format::Text,
            Self::Markdown => Format::Markdown,
            Self::Json => Format::Json,
            Self::Pdf => Format::Pdf,
            Self::Docx => Format::Docx,
        }
    }
}

#[cfg(test)]
mod tests;
