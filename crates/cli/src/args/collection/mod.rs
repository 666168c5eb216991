//! Arguments of the commands on the collection of saved postings.

mod examples;
mod file;
mod following;
mod keeping;
mod weighing;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Color, iso_date};

pub(crate) use file::{
    BackupArgs, CheckArgs, ExportArgs, ExportForm, HistoryArgs, ImportArgs, PurgeArgs, ReparseArgs,
    RestoreArgs, UndoArgs,
};
pub(crate) use following::{
    CalendarArgs, ContactArgs, CorrectArgs, DoneArgs, DueArgs, NoteArgs, RateArgs, RemindArgs,
    TagArgs, TrackArgs,
};
pub(crate) use keeping::{
    JobArgs, ListArgs, OpenArgs, SaveArgs, SearchArgs, ShowArgs, SortBy, WhichArgs,
};
pub(crate) use weighing::{CompareArgs, DiffArgs, DuplicatesArgs, SpecialArgs};

/// Commands on the collection.
#[derive(Debug, Subcommand)]
pub(crate) enum CollectionCommand {
    /// Keep postings: the page as it is, and what it says
    #[command(arg_required_else_help = true, after_help = examples::SAVE)]
    Save(SaveArgs),
    /// List saved jobs
    #[command(visible_alias = "ls", after_help = examples::LIST)]
    List(ListArgs),
    /// Show a saved job: its summary, and what became of it
    #[command(arg_required_else_help = true, after_help = examples::SHOW)]
    Show(ShowArgs),
    /// Find words in titles, employers, texts and notes
    #[command(arg_required_else_help = true, after_help = examples::SEARCH)]
    Search(SearchArgs),
    /// Open the page as it was saved
    #[command(arg_required_else_help = true, after_help = examples::OPEN)]
    Open(OpenArgs),
    /// Say where an application stands
    #[command(arg_required_else_help = true, after_help = examples::TRACK)]
    Track(TrackArgs),
    /// Write something down about a job
    #[command(arg_required_else_help = true, after_help = examples::NOTE)]
    Note(NoteArgs),
    /// Be reminded of something on a day
    #[command(arg_required_else_help = true, after_help = examples::REMIND)]
    Remind(RemindArgs),
    /// A reminder is done
    #[command(arg_required_else_help = true, after_help = examples::DONE)]
    Done(DoneArgs),
    /// What is to be done: reminders, deadlines, silence
    #[command(after_help = examples::DUE)]
    Due(DueArgs),
    /// Reminders and deadlines for a calendar program
    #[command(after_help = examples::CALENDAR)]
    Calendar(CalendarArgs),
    /// Put words of your own on a job
    #[command(arg_required_else_help = true, after_help = examples::TAG)]
    Tag(TagArgs),
    /// Rate a job from 1 to 5
    #[command(arg_required_else_help = true, after_help = examples::RATE)]
    Rate(RateArgs),
    /// Note whom to talk to
    #[command(arg_required_else_help = true, after_help = examples::CONTACT)]
    Contact(ContactArgs),
    /// Put a fact right that was read wrongly
    #[command(arg_required_else_help = true, after_help = examples::CORRECT)]
    Correct(CorrectArgs),
    /// Hold jobs side by side
    #[command(arg_required_else_help = true, after_help = examples::COMPARE)]
    Compare(CompareArgs),
    /// What changed in a posting since it was saved
    #[command(arg_required_else_help = true, after_help = examples::DIFF)]
    Diff(DiffArgs),
    /// What is unusual in a job, against all others
    #[command(arg_required_else_help = true, after_help = examples::SPECIAL)]
    Special(SpecialArgs),
    /// Jobs that look like the same one
    #[command(after_help = examples::DUPLICATES)]
    Duplicates(DuplicatesArgs),
    /// The whole journey of a job
    #[command(arg_required_else_help = true, after_help = examples::HISTORY)]
    History(HistoryArgs),
    /// Take the last change back
    #[command(after_help = examples::UNDO)]
    Undo(UndoArgs),
    /// Put jobs into the bin
    #[command(arg_required_else_help = true, visible_alias = "delete", after_help = examples::RM)]
    Rm(JobArgs),
    /// Take jobs out of the bin
    #[command(arg_required_else_help = true, visible_alias = "unrm", after_help = examples::UNDELETE)]
    Undelete(JobArgs),
    /// Empty the bin for good
    #[command(after_help = examples::PURGE)]
    Purge(PurgeArgs),
    /// Write the collection as JSON Lines, CSV, JSON-LD, Markdown
    #[command(after_help = examples::EXPORT)]
    Export(ExportArgs),
    /// Read what `export` wrote
    #[command(arg_required_else_help = true, after_help = examples::IMPORT)]
    Import(ImportArgs),
    /// Copy the collection to a file
    #[command(arg_required_else_help = true, after_help = examples::BACKUP)]
    Backup(BackupArgs),
    /// Put such a copy in place of the collection
    #[command(arg_required_else_help = true, after_help = examples::RESTORE)]
    Restore(RestoreArgs),
    /// Read all saved pages anew with this version
    #[command(after_help = examples::REPARSE)]
    Reparse(ReparseArgs),
    /// Look whether the collection's file is sound
    #[command(after_help = examples::CHECK)]
    Check(CheckArgs),
}

/// What all commands on the collection take.
#[derive(Debug, Clone, Args)]
pub(crate) struct CollectionArgs {
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Colours: on a terminal (NO_COLOR and CLICOLOR are honoured), always, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

/// Where the collection is, and when it is looked at.
#[derive(Debug, Clone, Args)]
pub(crate) struct PlaceArgs {
    /// The collection's file; otherwise JOBGIST_STORE, or jobgist/collection.sqlite among your data
    #[arg(long, value_name = "PATH")]
    pub(crate) store: Option<PathBuf>,
    /// The day that is today (YYYY-MM-DD); otherwise JOBGIST_TODAY, or the clock
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    pub(crate) today: Option<String>,
}
