//! `export` and `import`: the collection in other forms, and back.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use anyhow::Context as _;
use clap::error::ErrorKind;
use jobgist_store::interchange::{self, Reported};
use jobgist_store::{Filter, Imported, Job, Listed, Store};

use super::context::Context;
use super::{weigh, which};
use crate::Exit;
use crate::args::{self, ExportArgs, ExportForm, ImportArgs};
use crate::input::is_stdin;
use crate::output::{is_unsafe, name, safe_json};
use crate::view::collection::counted;

/// Runs `export`.
pub(super) fn export(args: &ExportArgs) -> anyhow::Result<Exit> {
    let context = Context::at(&args.place)?;
    let filter = which::filter(&args.which)?;
    if args.form() == ExportForm::Jsonl && filter != Filter::default() {
        let text = "jsonl is the whole collection; a filter goes with csv, json-ld and markdown";
        args::usage("export", ErrorKind::ArgumentConflict, text.to_owned());
    }
    context.keep(args.out.as_deref())?;
    let store = context.read()?;
    if args.form() == ExportForm::Jsonl {
        if args.out.is_none() && io::stdout().is_terminal() {
            return on_terminal(&store);
        }
        write_with(args.out.as_deref(), |output| {
            Ok(store.export(&mut &mut *output)?)
        })?;
        return Ok(Exit::Done);
    }
    let jobs = store.list(&filter, context.today)?;
    let text = match args.form() {
        ExportForm::Csv => interchange::csv(&jobs),
        ExportForm::JsonLd => json_ld(&store, &jobs)?,
        ExportForm::Markdown | ExportForm::Jsonl => markdown(&store, &jobs, &context)?,
    };
    write_to(args.out.as_deref(), harmless(&text).as_bytes())?;
    Ok(Exit::Done)
}

/// Everything, in escapes that do not steer the terminal: they mean the same.
fn on_terminal(store: &Store) -> anyhow::Result<Exit> {
    let mut lines = Vec::new();
    store.export(&mut lines)?;
    let lines = safe_json(String::from_utf8(lines)?);
    io::stdout().lock().write_all(lines.as_bytes())?;
    Ok(Exit::Done)
}

/// Lines of text without what could steer a terminal.
pub(super) fn harmless(text: &str) -> String {
    let kept = |&one: &char| matches!(one, '\n' | '\r' | '\t') || !is_unsafe(one);
    text.chars().filter(kept).collect()
}

/// An array of schema.org JobPosting.
fn json_ld(store: &Store, jobs: &[Listed]) -> anyhow::Result<String> {
    let mut all = Vec::new();
    for job in jobs {
        all.push(interchange::json_ld(&store.posting(&job.id)?));
    }
    Ok(safe_json(serde_json::to_string_pretty(&all)?) + "\n")
}

/// The report.
fn markdown(store: &Store, listed: &[Listed], context: &Context) -> anyhow::Result<String> {
    let journeys = weigh::journeys(&store.events(0)?);
    let mut whole: Vec<(Job, jobgist::Posting)> = Vec::new();
    for one in listed {
        whole.push((store.job(&one.id)?, store.posting(&one.id)?));
    }
    let reported: Vec<Reported<'_>> = whole
        .iter()
        .map(|(job, posting)| Reported {
            job,
            posting,
            journey: journeys.get(&job.id).map_or(&[][..], Vec::as_slice),
        })
        .collect();
    Ok(interchange::markdown_report(&reported, context.today))
}

/// Writes to a file, complete or not at all, or to standard output.
pub(super) fn write_to(out: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    write_with(out, |output| Ok(output.write_all(bytes)?))
}

/// The same for what is written piece by piece.
fn write_with(
    out: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Some(path) = out.filter(|path| !is_stdin(path)) else {
        let mut output = BufWriter::new(io::stdout().lock());
        write(&mut output)?;
        return Ok(output.flush()?);
    };
    // What a link leads to is written, not the link.
    let target = std::fs::canonicalize(path);
    let path = target.as_deref().unwrap_or(path);
    if path.exists() && !path.is_file() {
        // A pipe or a device is written into; a folder says so.
        let file = File::options().write(true).open(path);
        let mut output = BufWriter::new(file.with_context(|| name(path))?);
        write(&mut output)?;
        return output.flush().with_context(|| name(path));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    // Private as the collection is, and in the folder of the target, so that it can be moved there.
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(|| name(path))?;
    let mut output = BufWriter::new(file.as_file_mut());
    write(&mut output)?;
    output.flush().with_context(|| name(path))?;
    drop(output);
    file.as_file().sync_all().with_context(|| name(path))?;
    file.persist(path).with_context(|| name(path))?;
    Ok(())
}

/// Runs `import`.
pub(super) fn import(args: &ImportArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let imported = if is_stdin(&args.file) {
        let mut store = Store::open(&context.path)?;
        store.import(&mut io::stdin().lock())?
    } else {
        let file = File::open(&args.file).with_context(|| name(&args.file))?;
        let mut store = Store::open(&context.path)?;
        let mut input = BufReader::new(file);
        store.import(&mut input).with_context(|| name(&args.file))?
    };
    context.answer(&imported, || said(&imported))?;
    Ok(Exit::Done)
}

fn said(imported: &Imported) -> String {
    let mut text = format!(
        "{} imported, {} added to, {} known already; {}.\n",
        counted(imported.new.len(), "job"),
        imported.merged.len(),
        imported.known.len(),
        counted(imported.events, "change"),
    );
    for (theirs, ours) in &imported.renamed {
        text += &format!("{theirs} is {ours} here: another job has that id.\n");
    }
    text
}
