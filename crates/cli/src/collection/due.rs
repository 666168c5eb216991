//! `due` and `calendar`: what is to be done.

use jobgist_store::agenda::{self, Due, Rules};
use jobgist_store::calendar::{self, Entries};
use jobgist_store::{Filter, Job, Store};

use super::context::Context;
use super::export::{harmless, write_to};
use crate::Exit;
use crate::args::{CalendarArgs, DueArgs};
use crate::output::complain;
use crate::view::collection::due as view;
use crate::view::text::width;

/// Runs `due`.
pub(super) fn due(args: &DueArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection);
    let due = context.and_then(|context| Ok((look(&context, args)?, context)));
    let (due, context) = match due {
        Ok(found) => found,
        // As diff(1) and grep(1) have it: 1 is an answer, 2 is trouble.
        Err(error) if args.exit_code => {
            complain(&format!("{error:#}"));
            return Ok(Exit::Trouble);
        }
        Err(error) => return Err(error),
    };
    context.answer(&due, || match &due[..] {
        [] => "Nothing is due.\n".to_owned(),
        due => view::page(due, width()),
    })?;
    Ok(match args.exit_code && !due.is_empty() {
        true => Exit::Found,
        false => Exit::Done,
    })
}

fn look(context: &Context, args: &DueArgs) -> anyhow::Result<Vec<Due>> {
    let Some(store) = context.read_if_there()? else {
        return Ok(Vec::new());
    };
    let rules = Rules {
        reminder_days: args.within,
        deadline_days: args.within,
        quiet_days: args.quiet_after,
    };
    let jobs = store.with_open_reminders()?;
    let jobs = jobs
        .iter()
        .map(|(job, reminders)| (job, reminders.as_slice()));
    Ok(agenda::due(jobs, context.today, &rules))
}

/// Runs `calendar`.
pub(super) fn calendar(args: &CalendarArgs) -> anyhow::Result<Exit> {
    let context = Context::at(&args.place)?;
    context.keep(args.out.as_deref())?;
    let text = match context.read_if_there()? {
        Some(store) => ics(&store, &context)?,
        None => calendar::ics([], context.now),
    };
    write_to(args.out.as_deref(), harmless(&text).as_bytes())?;
    Ok(Exit::Done)
}

/// The calendar of all jobs that are not in the bin.
fn ics(store: &Store, context: &Context) -> anyhow::Result<String> {
    let listed = store.list(&Filter::default(), context.today)?;
    let jobs: Vec<Job> = listed
        .iter()
        .map(|one| store.job(&one.id))
        .collect::<Result<_, _>>()?;
    let entries = listed.iter().zip(&jobs).map(|(listed, job)| Entries {
        job: listed,
        reminders: &job.reminders,
        url: job
            .captures
            .last()
            .and_then(|capture| capture.url.as_deref()),
    });
    Ok(calendar::ics(entries, context.now))
}
