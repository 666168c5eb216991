//! Arguments of the commands on changes and on the collection as a whole.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{CollectionArgs, PlaceArgs, WhichArgs};

/// Arguments of `history`.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `purge`.
#[derive(Debug, Args)]
pub(crate) struct PurgeArgs {
    /// Do it; otherwise it is only said what would be deleted
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Form of what is written; told from the ending of --out when left out, otherwise jsonl
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<ExportForm>,
    /// Write to this file, complete or not at all, instead of standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) which: WhichArgs,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportForm {
    /// Everything, pages and changes too: what `import` reads
    Jsonl,
    /// A row a job, for spreadsheets
    Csv,
    /// An array of schema.org JobPosting
    JsonLd,
    /// A report to read
    Markdown,
}

impl ExportArgs {
    /// The form to write.
    pub(crate) fn form(&self) -> ExportForm {
        let extension = || self.out.as_ref()?.extension()?.to_str();
        self.format.unwrap_or_else(|| match extension() {
            Some("csv") => ExportForm::Csv,
            Some("json" | "jsonld") => ExportForm::JsonLd,
            Some("md" | "markdown") => ExportForm::Markdown,
            _ => ExportForm::Jsonl,
        })
    }
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// What `export` wrote as jsonl; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub(crate) struct BackupArgs {
    /// The file to write
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// What `backup` wrote
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `reparse`.
#[derive(Debug, Args)]
pub(crate) struct ReparseArgs {
    /// No progress on standard error; errors are still named
    #[arg(long, short)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}
