//! The commands on the collection of saved postings.

mod changes;
mod context;
mod correct;
mod due;
mod editor;
mod export;
mod file;
mod find;
mod follow;
mod page;
mod save;
mod weigh;
mod which;

use crate::Exit;
use crate::args::CollectionCommand;

pub(crate) use save::Answer;
pub(crate) use weigh::overview;

/// Runs one of the commands.
pub(crate) fn run(command: &CollectionCommand) -> anyhow::Result<Exit> {
    match command {
        CollectionCommand::Save(args) => save::run(args),
        CollectionCommand::List(args) => find::list(args),
        CollectionCommand::Show(args) => find::show(args),
        CollectionCommand::Search(args) => find::search(args),
        CollectionCommand::Open(args) => find::open(args),
        CollectionCommand::Track(args) => follow::track(args),
        CollectionCommand::Note(args) => follow::note(args),
        CollectionCommand::Remind(args) => follow::remind(args),
        CollectionCommand::Done(args) => follow::done(args),
        CollectionCommand::Tag(args) => follow::tag(args),
        CollectionCommand::Rate(args) => follow::rate(args),
        CollectionCommand::Contact(args) => follow::contact(args),
        CollectionCommand::Correct(args) => correct::run(args),
        CollectionCommand::Due(args) => due::due(args),
        CollectionCommand::Calendar(args) => due::calendar(args),
        CollectionCommand::Compare(args) => weigh::compare(args),
        CollectionCommand::Diff(args) => weigh::diff(args),
        CollectionCommand::Special(args) => weigh::special(args),
        CollectionCommand::Duplicates(args) => weigh::duplicates(args),
        CollectionCommand::History(args) => changes::history(args),
        CollectionCommand::Undo(args) => changes::undo(args),
        CollectionCommand::Rm(args) => changes::remove(args),
        CollectionCommand::Undelete(args) => changes::undelete(args),
        CollectionCommand::Purge(args) => changes::purge(args),
        CollectionCommand::Export(args) => export::export(args),
        CollectionCommand::Import(args) => export::import(args),
        CollectionCommand::Backup(args) => file::backup(args),
        CollectionCommand::Restore(args) => file::restore(args),
        CollectionCommand::Reparse(args) => file::reparse(args),
        CollectionCommand::Check(args) => file::check(args),
    }
}
