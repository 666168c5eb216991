//! `jobgist save`: postings into the collection.

use std::io::{IsTerminal as _, stderr};
use std::path::Path;

use anyhow::bail;
use clap::error::ErrorKind;
use indicatif::ProgressBar;
use jobgist::{Options, Posting};
use jobgist_store::difference::{Change as Changed, difference};
use jobgist_store::{Change, Day, JobId, Likely, Outcome, Page, Reading, Saved, Status, Store};
use serde::Serialize;

use super::context::Context;
use super::which;
use crate::args::{self, SaveArgs};
use crate::output::{complain, name};
use crate::summarize::holds_posting;
use crate::view::collection::saved;
use crate::{Exit, input};

/// What became of one posting, as JSON and as the text's material.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    /// The file's name.
    pub(crate) file: String,
    /// The job.
    pub(crate) id: JobId,
    /// New, captured, unchanged.
    pub(crate) outcome: Outcome,
    /// The day since which the page is as it is.
    pub(crate) since: Day,
    /// The job's title.
    pub(crate) title: Option<String>,
    /// The employer.
    pub(crate) company: Option<String>,
    /// The deadline.
    pub(crate) valid_through: Option<String>,
    /// What changed since the capture before; `None` where there is none.
    pub(crate) changes: Option<Vec<Changed>>,
    /// Jobs that may be the same.
    pub(crate) elsewhere: Vec<Likely>,
}

/// A file that was not saved.
#[derive(Debug, Serialize)]
struct Failed {
    file: String,
    error: String,
}

/// Runs the command.
pub(super) fn run(args: &SaveArgs) -> anyhow::Result<Exit> {
    if args.url.is_some() && args.files.len() > 1 {
        let text = "--url is the address of one page; save its file alone".to_owned();
        args::usage("save", ErrorKind::ArgumentConflict, text);
    }
    let context = Context::of(&args.collection)?;
    let status = args.status.as_deref().map(which::status).transpose()?;
    let mut store = Store::open(&context.path)?;
    let mut run = Run {
        args,
        status,
        context: &context,
        exit: Exit::Done,
        answers: Vec::new(),
    };
    let bar = bar(args);
    // Who reads no further wants the files saved all the same.
    let mut told = Ok(());
    for file in &args.files {
        let answers = run.file(&mut store, file);
        if !context.json {
            let page: String = answers
                .iter()
                .map(|answer| saved::page(answer, context.today, args.files.len() == 1))
                .collect();
            if told.is_ok() {
                told = bar.suspend(|| context.print(&page));
            }
        }
        run.keep(answers)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    told?;
    if context.json {
        context.answer(&run.answers, String::new)?;
    }
    Ok(run.exit)
}

/// A bar for several files on a terminal, or nothing.
fn bar(args: &SaveArgs) -> ProgressBar {
    if args.quiet || args.files.len() < 2 || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    ProgressBar::new(args.files.len() as u64)
}

/// The command under way.
struct Run<'a> {
    args: &'a SaveArgs,
    status: Option<Status>,
    context: &'a Context,
    exit: Exit,
    answers: Vec<serde_json::Value>,
}

impl Run<'_> {
    fn keep(&mut self, answers: Vec<Answer>) -> anyhow::Result<()> {
        for answer in answers {
            self.answers.push(serde_json::to_value(answer)?);
        }
        Ok(())
    }

    /// Saves the postings of a file; what goes wrong is said, and the next file is done.
    fn file(&mut self, store: &mut Store, path: &Path) -> Vec<Answer> {
        self.save(store, path).unwrap_or_else(|error| {
            let file = name(path);
            let error = format!("{error:#}");
            complain(&format!("{file}: {error}"));
            self.fail(file, error);
            self.exit = self.exit.worse(Exit::Unread);
            Vec::new()
        })
    }

    fn fail(&mut self, file: String, error: String) {
        let failed = serde_json::json!(Failed { file, error });
        self.answers.push(failed);
    }

    fn save(&mut self, store: &mut Store, path: &Path) -> anyhow::Result<Vec<Answer>> {
        if path.is_dir() {
            bail!("it is a folder; name its files, as in `jobgist save saved/*`");
        }
        let options = self.options(path);
        let bytes = input::read(path, options.max_bytes)?;
        let postings: Vec<Posting> = Posting::parse_all(&bytes, &options)?.collect();
        let page = Page {
            bytes: &bytes,
            name: &options.name,
            url: self.args.url.as_deref(),
            postings: postings.len(),
            reading: Reading {
                format: options.format,
                language: options.language.clone(),
                today: Some(self.context.today),
            },
        };
        let mut kept = Vec::new();
        for (entry, posting) in (0_u32..).zip(postings) {
            if self.args.anyway || holds_posting(&posting, &mut self.exit) {
                kept.push((entry, posting));
            } else {
                let reason = crate::summarize::no_posting(&posting);
                self.fail(options.name.clone(), reason);
            }
        }
        let saved = self.write(store, &page, &kept)?;
        let both = saved.into_iter().zip(kept);
        both.map(|(saved, (_, posting))| answer(store, &options.name, saved, posting))
            .collect()
    }

    /// All postings of a file are one change: `undo` takes it back as one.
    fn write(
        &self,
        store: &mut Store,
        page: &Page<'_>,
        postings: &[(u32, Posting)],
    ) -> anyhow::Result<Vec<Saved>> {
        let saved = store.change(self.context.now, |writer| {
            let mut all = Vec::new();
            for (entry, posting) in postings {
                let saved = writer.save(page, *entry, posting)?;
                for word in &self.args.tag {
                    writer.apply(&saved.id, Change::Tag(word.clone()))?;
                }
                if let Some(status) = &self.status {
                    let track = Change::Track {
                        status: status.clone(),
                        on: self.context.today,
                        note: None,
                    };
                    writer.apply(&saved.id, track)?;
                }
                all.push(saved);
            }
            Ok(all)
        })?;
        Ok(saved)
    }

    fn options(&self, path: &Path) -> Options {
        Options {
            name: name(path),
            format: self.args.input.map(|input| input.format()),
            language: self.args.language.clone(),
            today: Some(self.context.today.to_string()),
            ..Options::default()
        }
    }
}

/// What to say of a saved posting.
fn answer(store: &Store, file: &str, saved: Saved, posting: Posting) -> anyhow::Result<Answer> {
    let mut changes = None;
    if saved.outcome == Outcome::Captured {
        let captures = store.job(&saved.id)?.captures.len();
        if let Some(before) = captures.checked_sub(2) {
            let old = store.posting_at(&saved.id, before)?;
            changes = Some(difference(&old, &posting).changes);
        }
    }
    Ok(Answer {
        file: file.to_owned(),
        id: saved.id,
        outcome: saved.outcome,
        since: saved.since.day(),
        title: posting.title,
        company: posting.company,
        valid_through: posting.valid_through,
        changes,
        elsewhere: saved.elsewhere,
    })
}
