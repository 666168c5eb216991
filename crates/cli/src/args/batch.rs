//! Arguments of `batch`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use jobgist::Format;
use jobgist_arrow::tables::Table;
use jobgist_batch::sink::{Dedupe, Form};
use jobgist_batch::source::Kind;

use super::{InputFormat, ReadingArgs};

pub(super) const BATCH_HELP: &str = "\
Examples:
  jobgist batch saved/ > records.jsonl       every file of a folder, sorted by name
  jobgist batch --input jsonl rows.jsonl     rows {\"id\", \"html\"} or {\"id\", \"text\"}, \"url\" optional
  jobgist batch --out records.jsonl.zst rows.jsonl.gz
                                             compressed rows in, compressed records out
  jobgist batch --out records.parquet --resume rows.jsonl
                                             goes on where an interrupted run has ended
  jobgist batch --select requirements --out asked.csv saved/
                                             a row a requirement, for SQL or a spreadsheet
  jobgist batch --output markdown-files --out pages saved/
                                             a page a posting
  some-crawler | jobgist batch --input jsonl - | jq -r '[.id, .title] | @tsv'

With --out, the records stand in PATH.partial until all are there, with a journal in PATH.journal; \
an interrupted or killed run is gone on with by the same command with --resume.

Exit codes:
  0    every input has its row; a row {\"id\", \"error\"} says why there is no record
  1    it could not go on: no such input, an input of rows that cannot be read, a full disk
  2    wrong usage
  130  it was interrupted (Ctrl-C); a second Ctrl-C does not wait for what has begun";

/// Arguments of `batch`.
#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// Files and folders (walked in the order of names, hidden files left out); `-` is standard
    /// input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How to read the inputs; told from their names and content when left out
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) input: Option<BatchInput>,
    /// Read only what matches, as in .gitignore, of folders and archives; behind `!`: all but that
    /// (several: the flag again)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) glob: Vec<String>,
    /// Leave out what this file of patterns, as .gitignore, names in folders
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore_file: Vec<PathBuf>,
    /// The column of rows and tables that holds the id, html, text or url, where it has another
    /// name: `--column text=description`
    #[arg(long, value_name = "WHAT=NAME", value_parser = column)]
    pub(crate) column: Vec<ColumnName>,
    /// Form of what is written; told from the ending of --out when left out, otherwise jsonl
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) output: Option<BatchOutput>,
    /// Write a table of the records instead: a row a requirement, a skill...
    #[arg(long, value_name = "TABLE", value_enum)]
    pub(crate) select: Option<Selection>,
    /// Write to this file or folder, complete or not at all, instead of standard output; .gz and
    /// .zst compress
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Go on with an interrupted run to the same --out; without one, begin
    #[arg(long, requires = "out")]
    pub(crate) resume: bool,
    /// Write the rows of inputs that could not be read to this file, too
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Look for postings that repeat an earlier one: `mark` names it in `duplicate_of`, `drop`
    /// leaves them out
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) dedupe: Option<DedupeChoice>,
    /// Write rows as they come, not in the order of the inputs
    #[arg(long)]
    pub(crate) unordered: bool,
    /// How many postings to read at once; one a processor when left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// Form of what `batch` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchOutput {
    /// JSON Lines: one record a line
    Jsonl,
    /// Comma-separated values: one posting a row, flattened
    Csv,
    /// Parquet: nested columns, one posting a row
    Parquet,
    /// A folder with a JSON file for each posting
    JsonFiles,
    /// A folder with a Markdown page for each posting
    MarkdownFiles,
}

impl BatchOutput {
    /// The library's name for it.
    pub(crate) fn form(self) -> Form {
        match self {
            Self::Jsonl => Form::JsonLines,
            Self::Csv => Form::Csv,
            Self::Parquet => Form::Parquet,
            Self::JsonFiles => Form::JsonFiles,
            Self::MarkdownFiles => Form::MarkdownFiles,
        }
    }
}

/// What to write instead of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Selection {
    /// A row a posting, flattened
    Postings,
    /// A row a requirement
    Requirements,
    /// A row a skill of a posting
    Skills,
    /// A row a stated value, with its quote
    Facts,
    /// A row a line of a posting
    Sections,
    /// A row a line of a posting's summary
    Summary,
}

impl Selection {
    /// The library's name for it.
    pub(crate) fn table(self) -> Table {
        match self {
            Self::Postings => Table::Postings,
            Self::Requirements => Table::Requirements,
            Self::Skills => Table::Skills,
            Self::Facts => Table::Facts,
            Self::Sections => Table::Sections,
            Self::Summary => Table::Summary,
        }
    }
}

/// What happens to postings that repeat an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DedupeChoice {
    /// Name the earlier one's id in `duplicate_of`
    Mark,
    /// Leave them out
    Drop,
}

impl DedupeChoice {
    /// The library's name for it.
    pub(crate) fn dedupe(self) -> Dedupe {
        match self {
            Self::Mark => Dedupe::Mark,
            Self::Drop => Dedupe::Drop,
        }
    }
}

/// A column that has another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnName {
    pub(crate) column: RowColumn,
    pub(crate) name: String,
}

/// A column of rows and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowColumn {
    /// The row's name.
    Id,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// The page's address.
    Url,
}

fn column(text: &str) -> Result<ColumnName, String> {
    let expected = || "expected id=NAME, html=NAME, text=NAME or url=NAME".to_owned();
    let (column, name) = text.split_once('=').ok_or_else(expected)?;
    let column = match column {
        "id" => RowColumn::Id,
        "html" => RowColumn::Html,
        "text" => RowColumn::Text,
        "url" => RowColumn::Url,
        _ => return Err(expected()),
    };
    if name.is_empty() {
        return Err(expected());
    }
    Ok(ColumnName {
        column,
        name: name.to_owned(),
    })
}

/// How `batch` takes its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BatchInput {
    /// Files that hold many inputs, of this kind.
    Many(Kind),
    /// A posting a file, or several, of this format.
    Files(InputFormat),
}

/// The kinds of files that hold many inputs: name and help.
const KINDS: [(Kind, &str, &str); 7] = [
    (
        Kind::JsonLines,
        "jsonl",
        "Rows {\"id\", \"html\" or \"text\"}, one a line (.jsonl, .ndjson)",
    ),
    (
        Kind::Csv,
        "csv",
        "A table with such columns; the separator is told from its first line (.csv)",
    ),
    (Kind::Tsv, "tsv", "The same, separated by tabs (.tsv, .tab)"),
    (
        Kind::Parquet,
        "parquet",
        "A Parquet table with such columns (.parquet)",
    ),
    (
        Kind::Warc,
        "warc",
        "A web crawl, compressed or not (.warc, .warc.gz, .wet.gz)",
    ),
    (
        Kind::Tar,
        "tar",
        "An archive of postings, compressed or not (.tar, .tar.gz, .tgz, .tar.zst)",
    ),
    (Kind::Zip, "zip", "An archive of postings (.zip)"),
];

impl BatchInput {
    /// What each file is; `None` for what its name says.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Many(kind) => kind,
            Self::Files(_) => Kind::Page,
        }
    }

    /// The format of each page; `None` where it says it itself.
    pub(crate) fn format(self) -> Option<Format> {
        match self {
            Self::Many(_) => None,
            Self::Files(input) => Some(input.format()),
        }
    }
}

impl ValueEnum for BatchInput {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [BatchInput; 15] = [
            BatchInput::Many(Kind::JsonLines),
            BatchInput::Many(Kind::Csv),
            BatchInput::Many(Kind::Tsv),
            BatchInput::Many(Kind::Parquet),
            BatchInput::Many(Kind::Warc),
            BatchInput::Many(Kind::Tar),
            BatchInput::Many(Kind::Zip),
            BatchInput::Files(InputFormat::Html),
            BatchInput::Files(InputFormat::Mhtml),
            BatchInput::Files(InputFormat::Eml),
            BatchInput::Files(InputFormat::Text),
            BatchInput::Files(InputFormat::Markdown),
            BatchInput::Files(InputFormat::Json),
            BatchInput::Files(InputFormat::Pdf),
            BatchInput::Files(InputFormat::Docx),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Many(kind) => KINDS
                .iter()
                .find(|(known, _, _)| known == kind)
                .map(|(_, name, help)| PossibleValue::new(*name).help(*help)),
            Self::Files(input) => input.to_possible_value(),
        }
    }
}
