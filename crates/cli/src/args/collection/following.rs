//! Arguments of the commands that follow an application.

use std::path::PathBuf;

use clap::Args;

use super::{CollectionArgs, PlaceArgs};

/// Arguments of `track`.
#[derive(Debug, Args)]
pub(crate) struct TrackArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// saved, applied, screening, interview, offer, accepted, rejected, withdrawn, expired, or a word of
    /// your own
    #[arg(value_name = "STATUS")]
    pub(crate) status: String,
    /// The day it happened; today when left out
    #[arg(long, value_name = "WHEN")]
    pub(crate) on: Option<String>,
    /// Something to remember with it
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `note`.
#[derive(Debug, Args)]
pub(crate) struct NoteArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// The note; when left out it is read from standard input, or written in $VISUAL or $EDITOR
    #[arg(value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `remind`.
#[derive(Debug, Args)]
pub(crate) struct RemindArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// The day: tomorrow, friday, "in 2 weeks", +10d, 2026-12-01, "1 Dec"
    #[arg(value_name = "WHEN")]
    pub(crate) when: String,
    /// What is to be done
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) text: Vec<String>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `done`.
#[derive(Debug, Args)]
pub(crate) struct DoneArgs {
    /// Numbers of reminders, as `remind`, `due` and `show` print them
    #[arg(required = true, value_name = "N")]
    pub(crate) reminders: Vec<u64>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `due`.
#[derive(Debug, Args)]
pub(crate) struct DueArgs {
    /// Look so many days ahead
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub(crate) within: u16,
    /// An application has gone quiet after so many days without a change
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    pub(crate) quiet_after: u16,
    /// End with 1 when something is due, and with 2 when that could not be told
    #[arg(long)]
    pub(crate) exit_code: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `calendar`.
#[derive(Debug, Args)]
pub(crate) struct CalendarArgs {
    /// Write to this file instead of standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

/// Arguments of `tag`.
#[derive(Debug, Args)]
pub(crate) struct TagArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// The words
    #[arg(required = true, value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// Take them off
    #[arg(long)]
    pub(crate) remove: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `rate`.
#[derive(Debug, Args)]
pub(crate) struct RateArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// 1 is worst, 5 is best
    #[arg(value_name = "RATING", required_unless_present = "clear", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) rating: Option<u8>,
    /// Take the rating away
    #[arg(long, conflicts_with = "rating")]
    pub(crate) clear: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `contact`.
#[derive(Debug, Args)]
pub(crate) struct ContactArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// The name
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Address, number, role: anything
    #[arg(value_name = "DETAIL")]
    pub(crate) detail: Vec<String>,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}

/// Arguments of `correct`.
#[derive(Debug, Args)]
pub(crate) struct CorrectArgs {
    /// The job: its id, the beginning of it, or words of its title or employer
    #[arg(value_name = "ID")]
    pub(crate) job: String,
    /// The fact: title, company, salary, deadline...
    #[arg(value_name = "FACT")]
    pub(crate) fact: String,
    /// What it is: in words as a posting would say it, or as JSON; null: the posting does not say
    #[arg(value_name = "VALUE", required_unless_present = "clear")]
    pub(crate) value: Vec<String>,
    /// Take the correction away
    #[arg(long, conflicts_with = "value")]
    pub(crate) clear: bool,
    #[command(flatten)]
    pub(crate) collection: CollectionArgs,
}
