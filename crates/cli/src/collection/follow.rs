//! `track`, `note`, `remind`, `done`, `tag`, `rate` and `contact`: what becomes of a job.

use anyhow::{anyhow, bail};
use jobgist_store::{Change, Day, Error, JobId, Listed, Store, when};
use serde::Serialize;

use super::context::Context;
use super::editor::{self, Written};
use super::which;
use crate::Exit;
use crate::args::{ContactArgs, DoneArgs, NoteArgs, RateArgs, RemindArgs, TagArgs, TrackArgs};
use crate::output::clean;
use crate::view::collection;

/// A change that was made, as JSON.
#[derive(Debug, Serialize)]
pub(super) struct Changed {
    pub(super) id: JobId,
    /// The event's number; `None`: it stood so already.
    pub(super) event: Option<u64>,
}

/// Changes one job and says so.
fn change(
    context: &Context,
    job: &str,
    change: impl FnOnce(&Store, &JobId) -> anyhow::Result<Change>,
    said: impl FnOnce(&str) -> String,
) -> anyhow::Result<Exit> {
    let mut store = context.open()?;
    let id = store.resolve(job)?;
    let change = change(&store, &id)?;
    let event = store.apply(&id, change, context.now)?;
    let called = called(&store, &id)?;
    context.answer(&Changed { id, event }, || said(&called))?;
    Ok(Exit::Done)
}

/// "k7m2  Night Baker, Hearth & Sons".
pub(super) fn called(store: &Store, id: &JobId) -> Result<String, Error> {
    let posting = store.posting(id)?;
    let (title, company) = (posting.title.as_deref(), posting.company.as_deref());
    Ok(collection::job(id, title, company))
}

/// Runs `track`.
pub(super) fn track(args: &TrackArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let on = match &args.on {
        Some(text) => when::nearest_day(text, context.today)?,
        None => context.today,
    };
    let status = which::status(&args.status)?;
    let said = format!("{} since {on}", clean(status.as_str()));
    let note = args.note.clone();
    change(
        &context,
        &args.job,
        |_, _| Ok(Change::Track { status, on, note }),
        |job| format!("{job}: {said}\n"),
    )
}

/// Runs `note`.
pub(super) fn note(args: &NoteArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let store = context.open()?;
    // A job that is not there is found out before the note is written.
    let id = store.resolve(&args.job)?;
    drop(store);
    let written = if args.text.is_empty() {
        editor::ask()?
    } else {
        Written::given(args.text.join(" "))
    };
    let text = written.text.trim().to_owned();
    if text.is_empty() {
        bail!("the note is empty; nothing was written");
    }
    let noted = change(
        &context,
        id.as_str(),
        |_, _| Ok(Change::Note(text)),
        |job| format!("{job}: noted\n"),
    );
    noted.map_err(|error| match written.rescue() {
        Some(path) => error.context(format!("your note is kept in {path}")),
        None => error,
    })
}

/// Runs `remind`.
pub(super) fn remind(args: &RemindArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let on = coming(&args.when, context.today)?;
    let text = args.text.join(" ");
    let mut store = context.open()?;
    let id = store.resolve(&args.job)?;
    let event = store.apply(&id, Change::Remind { on, text }, context.now)?;
    let called = called(&store, &id)?;
    let answer = serde_json::json!({ "id": id, "event": event, "on": on });
    context.answer(&answer, || {
        let number = event.map(|number| format!(" (#{number})"));
        format!("{called}: reminder on {on}{}\n", number.unwrap_or_default())
    })?;
    Ok(Exit::Done)
}

/// A day that is not over.
fn coming(text: &str, today: Day) -> anyhow::Result<Day> {
    let on = when::day(text, today)?;
    if on < today {
        bail!("{text:?} is {on}, which is over: nobody could be reminded");
    }
    Ok(on)
}

/// Runs `done`.
pub(super) fn done(args: &DoneArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut store = context.open()?;
    let open = store.with_open_reminders()?;
    let mut found: Vec<(u64, Listed, String)> = Vec::new();
    for &number in &args.reminders {
        let one = open.iter().find_map(|(job, reminders)| {
            let reminder = reminders.iter().find(|one| one.number == number)?;
            Some((number, job.clone(), reminder.text.clone()))
        });
        found.push(one.ok_or_else(|| {
            anyhow!("there is no open reminder {number}; `jobgist due --within 999` lists them")
        })?);
    }
    let events = store.change(context.now, |writer| {
        found
            .iter()
            .map(|&(reminder, ref job, _)| writer.apply(&job.id, Change::Done { reminder }))
            .collect::<Result<Vec<_>, Error>>()
    })?;
    let answers: Vec<_> = found
        .iter()
        .zip(&events)
        .map(|((reminder, job, _), event)| {
            serde_json::json!({ "id": job.id, "event": event, "reminder": reminder })
        })
        .collect();
    context.answer(&answers, || {
        found
            .iter()
            .map(|(_, job, text)| format!("{}: done: {}\n", collection::listed(job), clean(text)))
            .collect()
    })?;
    Ok(Exit::Done)
}

/// Runs `tag`.
pub(super) fn tag(args: &TagArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut store = context.open()?;
    let id = store.resolve(&args.job)?;
    let events = store.change(context.now, |writer| {
        let change = |word: &String| match args.remove {
            true => Change::Untag(word.clone()),
            false => Change::Tag(word.clone()),
        };
        args.words
            .iter()
            .map(|word| writer.apply(&id, change(word)))
            .collect::<Result<Vec<_>, Error>>()
    })?;
    let tags = store.job(&id)?.tags;
    let called = called(&store, &id)?;
    let answers: Vec<Changed> = events
        .into_iter()
        .map(|event| Changed {
            id: id.clone(),
            event,
        })
        .collect();
    context.answer(&answers, || match &tags[..] {
        [] => format!("{called}: no tags\n"),
        tags => format!("{called}: {}\n", clean(&tags.join(", "))),
    })?;
    Ok(Exit::Done)
}

/// Runs `rate`.
pub(super) fn rate(args: &RateArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let rating = args.rating.filter(|_| !args.clear);
    let said = match rating {
        Some(rating) => format!("{rating} of 5"),
        None => "no rating".to_owned(),
    };
    change(
        &context,
        &args.job,
        |_, _| Ok(Change::Rate(rating)),
        |job| format!("{job}: {said}\n"),
    )
}

/// Runs `contact`.
pub(super) fn contact(args: &ContactArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let name = args.name.clone();
    let said = clean(&name).into_owned();
    let detail = (!args.detail.is_empty()).then(|| args.detail.join(" "));
    change(
        &context,
        &args.job,
        |_, _| Ok(Change::Contact { name, detail }),
        |job| format!("{job}: contact {said}\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_reminded_of_yesterday() {
        let today: Day = "2026-11-23".parse().unwrap();
        assert!(coming("yesterday", today).is_err());
        assert_eq!(coming("today", today).unwrap(), today);
    }
}
