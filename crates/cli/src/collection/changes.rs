//! `history`, `undo`, `rm`, `undelete` and `purge`: what was changed, and taking it back.

use jobgist_store::{Change, Error, Filter, JobId, Store};

use super::context::Context;
use super::follow::{Changed, called};
use crate::Exit;
use crate::args::{HistoryArgs, JobArgs, PurgeArgs, UndoArgs};
use crate::view::collection::{counted, history as view, listed};
use crate::view::text::width;

/// Runs `history`.
pub(super) fn history(args: &HistoryArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let store = context.read()?;
    let id = store.resolve(&args.job)?;
    let events = store.history(&id)?;
    let called = called(&store, &id)?;
    context.answer(&events, || view::page(&called, &events, width()))?;
    Ok(Exit::Done)
}

/// Runs `undo`.
pub(super) fn undo(args: &UndoArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut store = context.open()?;
    let events = store.undo(context.now)?;
    context.answer(&events, || match &events[..] {
        [] => "There is nothing left to take back.\n".to_owned(),
        events => view::undone(events, width()),
    })?;
    Ok(Exit::Done)
}

/// Runs `rm`.
pub(super) fn remove(args: &JobArgs) -> anyhow::Result<Exit> {
    each(
        args,
        &Change::Remove,
        "in the bin (`jobgist undelete` takes it out)",
    )
}

/// Runs `undelete`.
pub(super) fn undelete(args: &JobArgs) -> anyhow::Result<Exit> {
    each(args, &Change::Restore, "out of the bin")
}

/// Changes several jobs in the same way, all or none.
fn each(args: &JobArgs, change: &Change, said: &str) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut store = context.open()?;
    let ids: Vec<JobId> = args
        .jobs
        .iter()
        .map(|word| store.resolve(word))
        .collect::<Result<_, Error>>()?;
    let events = store.change(context.now, |writer| {
        ids.iter()
            .map(|id| writer.apply(id, change.clone()))
            .collect::<Result<Vec<_>, Error>>()
    })?;
    let text = lines(&store, &ids, said)?;
    let both = ids.into_iter().zip(events);
    let answers: Vec<Changed> = both.map(|(id, event)| Changed { id, event }).collect();
    context.answer(&answers, || text)?;
    Ok(Exit::Done)
}

fn lines(store: &Store, ids: &[JobId], said: &str) -> anyhow::Result<String> {
    let mut text = String::new();
    for id in ids {
        text += &format!("{}: {said}\n", called(store, id)?);
    }
    Ok(text)
}

/// Runs `purge`.
pub(super) fn purge(args: &PurgeArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut store = context.open()?;
    let binned = Filter {
        binned: true,
        ..Filter::default()
    };
    let jobs = store.list(&binned, context.today)?;
    let gone = match args.yes {
        true => store.purge(context.now)?,
        false => jobs.iter().map(|job| job.id.clone()).collect(),
    };
    let names: String = jobs
        .iter()
        .map(|job| format!("{}\n", listed(job)))
        .collect();
    let answer = serde_json::json!({ "purged": args.yes, "jobs": gone });
    context.answer(&answer, || match (args.yes, gone.len()) {
        (_, 0) => "The bin is empty.\n".to_owned(),
        (true, count) => format!("{names}{} deleted for good.\n", counted(count, "job")),
        (false, count) => format!(
            "{names}`jobgist purge --yes` deletes {} for good, with pages, notes and history.\n",
            match count {
                1 => "this job".to_owned(),
                count => format!("these {count} jobs"),
            }
        ),
    })?;
    Ok(Exit::Done)
}
