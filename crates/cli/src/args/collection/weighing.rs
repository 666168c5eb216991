//! Arguments of the commands that hold jobs against each other.

use std::path::PathBuf;

use clap::Args;

use super::CollectionArgs;
use crate::args::OutputForm;

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Two jobs or more: ids, their beginnings, or words of title or employer; `ID@1` is as its first
    /// capture has it
    #[arg(required = true, num_args = 2.., value_name = "ID")]
    pub(crate) jobs: Vec<String>,
    /// Say how each fits this profile (.toml) or résumé
    #[arg(long, short, value_name = "PROFILE")]
    pub(crate) profile: Option<PathBuf>,
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    pub(crate) format: OutputForm,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// A job: what its last capture changed. Or the older of two: a job, `ID@1`, a file
    #[arg(value_name = "ID|OLD")]
    pub(crate) old: String,
    /// The newer of two: a job, `ID@2`, a file
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<String>,
    /// End with 1 when something changed, and with 2 when that could not be told
    #[arg(long)]
    pub(crate) exit_code: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `special`.
#[derive(Debug, Args)]
pub(crate) struct SpecialArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `duplicates`.
#[derive(Debug, Args)]
pub(crate) struct DuplicatesArgs {
    /// Link these two jobs as the same one, whatever the program thinks
    #[arg(long, num_args = 2, value_names = ["ID", "ID"], conflicts_with = "unlink")]
    pub(crate) link: Vec<String>,
    /// Take the link between these two away
    #[arg(long, num_args = 2, value_names = ["ID", "ID"])]
    pub(crate) unlink: Vec<String>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}
