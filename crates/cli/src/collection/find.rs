//! `list`, `show`, `search` and `open`: what is in the collection.

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Context as _, bail};
use jobgist::Posting;
use jobgist_store::{Filter, Job, Listed};
use serde::Serialize;

use super::context::Context;
use super::{page, which};
use crate::Exit;
use crate::args::{ListArgs, OpenArgs, SearchArgs, ShowArgs};
use crate::input::is_stdin;
use crate::output::name;
use crate::view::collection::{list as view, show as screen};
use crate::view::text::width;

/// What somebody who has no collection yet is told.
const BEGIN: &str = "No posting is saved yet. `jobgist save posting.html` begins the collection, \
                     `jobgist save --help` says more.\n";

/// Runs `list`.
pub(super) fn list(args: &ListArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let Some(store) = context.read_if_there()? else {
        context.answer(&Vec::<Listed>::new(), || BEGIN.to_owned())?;
        return Ok(Exit::Done);
    };
    let filter = Filter {
        binned: args.bin,
        sort: which::sort(args.sort),
        reverse: args.reverse,
        limit: args.limit.map(|most| most as usize),
        ..which::filter(&args.which)?
    };
    let jobs = store.list(&filter, context.today)?;
    let count = store.count()?;
    context.answer(&jobs, || match (&jobs[..], count) {
        ([], _) if args.bin => "The bin is empty.\n".to_owned(),
        ([], 0) => BEGIN.to_owned(),
        ([], _) => "No saved job is like that.\n".to_owned(),
        (jobs, _) => view::jobs(jobs, width()),
    })?;
    Ok(Exit::Done)
}

/// A job and what its posting says.
#[derive(Debug, Serialize)]
struct Shown {
    job: Job,
    posting: Posting,
}

/// Runs `show`.
pub(super) fn show(args: &ShowArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let store = context.read()?;
    let mut shown = Vec::new();
    let mut text = String::new();
    for word in &args.jobs {
        let named = which::named(&store, word)?;
        let posting = which::posting(&store, &named)?;
        let job = store.job(&named.id)?;
        let number = named.capture.map(|index| index + 1);
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text += &screen::page(&job, &posting, number, width());
        shown.push(Shown { job, posting });
    }
    match &shown[..] {
        [one] => context.answer(one, || text)?,
        several => context.answer(&several, || text)?,
    }
    Ok(Exit::Done)
}

/// Runs `search`.
pub(super) fn search(args: &SearchArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let store = context.read()?;
    let found = store.search(&args.words.join(" "), args.limit as usize)?;
    context.answer(&found, || match &found[..] {
        [] => "Nothing saved holds these words.\n".to_owned(),
        found => view::found(found, width()),
    })?;
    Ok(Exit::Done)
}

/// Runs `open`.
pub(super) fn open(args: &OpenArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    context.keep(args.out.as_deref())?;
    let store = context.read()?;
    let named = which::named(&store, &args.job)?;
    let job = store.job(&named.id)?;
    let index = named
        .capture
        .unwrap_or(job.captures.len().saturating_sub(1));
    let posting = store.posting_at(&job.id, index)?;
    let Some(capture) = job.captures.get(index) else {
        bail!("{}: it has no page", job.id);
    };
    let bytes = store.page(&capture.sha256)?;
    if let Some(out) = &args.out {
        if is_stdin(out) {
            if io::stdout().is_terminal() {
                bail!("a page is not written to a terminal, which it could steer; name a file");
            }
            io::stdout().lock().write_all(&bytes)?;
        } else {
            std::fs::write(out, &bytes).with_context(|| name(out))?;
        }
        return Ok(Exit::Done);
    }
    let path = page::write(&job.id, &bytes, &posting)?;
    opener::open(&path).with_context(|| {
        format!(
            "{}: no program shows it; --out writes the page to a file",
            name(&path)
        )
    })?;
    let shown = serde_json::json!({ "id": job.id, "path": name(&path) });
    context.answer(&shown, || format!("{}\n", name(&path)))?;
    Ok(Exit::Done)
}
