//! `backup`, `restore`, `reparse` and `check`: the collection as a whole.

use std::io::{IsTerminal as _, stderr};

use indicatif::ProgressBar;
use jobgist::Options;
use jobgist_store::{Health, Store};

use super::context::Context;
use crate::Exit;
use crate::args::{BackupArgs, CheckArgs, ReparseArgs, RestoreArgs};
use crate::output::{clean, name, visible};
use crate::view::collection::counted;

/// Runs `backup`.
pub(super) fn backup(args: &BackupArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let store = context.read()?;
    store.backup(&args.path)?;
    let path = name(&args.path);
    let answer = serde_json::json!({ "path": path, "jobs": store.count()? });
    context.answer(&answer, || {
        format!("The collection is copied to {}.\n", visible(&path))
    })?;
    Ok(Exit::Done)
}

/// Runs `restore`.
pub(super) fn restore(args: &RestoreArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let restored = Store::restore(&args.path, &context.path)?;
    let kept = restored.kept.as_deref().map(name);
    context.answer(&restored, || {
        let mut text = format!(
            "The collection is now that of {}.\n",
            visible(&name(&args.path))
        );
        if let Some(kept) = &kept {
            text += &format!("What it was before is kept in {}.\n", visible(kept));
        }
        text
    })?;
    Ok(Exit::Done)
}

/// Runs `reparse`.
pub(super) fn reparse(args: &ReparseArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut store = context.open()?;
    let bar = match args.quiet || !stderr().is_terminal() {
        true => ProgressBar::hidden(),
        false => ProgressBar::new(0),
    };
    let reparsed = store.reparse(&Options::default(), context.now, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let reparsed = reparsed?;
    context.answer(&reparsed, || {
        let mut text = format!(
            "{} read, {} read otherwise than before.\n",
            counted(reparsed.pages, "page"),
            counted(reparsed.changed.len(), "job"),
        );
        for (id, fact) in &reparsed.agreements {
            text += &format!("{id}: the program now agrees with your correction of {fact}.\n");
        }
        for (id, reason) in &reparsed.unreadable {
            text += &format!("{id}: the page cannot be read ({}).\n", clean(reason));
        }
        text
    })?;
    Ok(Exit::Done)
}

/// Runs `check`.
pub(super) fn check(args: &CheckArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let mut store = context.open()?;
    let health = store.check()?;
    let count = store.count()?;
    context.answer(&health, || match health.is_sound() {
        true => format!(
            "{}: sound, {}.\n",
            visible(&name(&context.path)),
            counted(count, "job")
        ),
        false => unsound(&health),
    })?;
    Ok(match health.is_sound() {
        true => Exit::Done,
        false => Exit::Unread,
    })
}

fn unsound(health: &Health) -> String {
    let mut text = String::from("The collection is not sound; restore a backup.\n");
    for line in health.damage.iter().chain(&health.pages) {
        text += &format!("  {}\n", clean(line));
    }
    for id in &health.differing {
        text += &format!("  {id}: its state is not what its changes say\n");
    }
    text
}
