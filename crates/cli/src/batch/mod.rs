//! `jobgist batch`: many inputs, a row for each posting; arguments, progress and messages around
//! the library `jobgist_batch`.

mod inputs;
mod progress;
mod settings;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::error::ErrorKind;
use jobgist_batch::run::{RunOptions, Summary, run as run_jobs};
use jobgist_batch::sink::{
    Compression, Dedupe, Error, Form, Opened, Output, OutputOptions, Target, waits,
};

use crate::args::{BatchArgs, BatchInput, Selection, usage};
use crate::input::is_same_file;
use crate::output::{complain, name};
use crate::view::{View, markdown};
use crate::{Exit, input};
use progress::Display;

/// Runs the command.
pub(crate) fn run(args: &BatchArgs) -> anyhow::Result<Exit> {
    let output_options = output_options(args)?;
    let reading = input::options(&args.reading)?;
    let jobs = inputs::sources(args, reading.max_bytes).open()?;
    let target = match &args.out {
        Some(path) => Target::Path(path.clone()),
        None => Target::Writer("standard output".to_owned(), Box::new(io::stdout().lock())),
    };
    let output = match Output::open(target, &output_options).map_err(explained)? {
        Opened::Output(output) => output,
        Opened::Complete => {
            let what = "it is there, and no run to it is unfinished: nothing is left to do";
            note(args, &format!("{what} (without --resume it is made anew)"));
            return Ok(Exit::Done);
        }
    };
    if output.rows_before() > 0 {
        let before = rows(output.rows_before());
        note(args, &format!("going on behind {before}"));
    }
    let options = RunOptions {
        reading,
        format: args.input.and_then(BatchInput::format),
        threads: args.jobs.map_or(0, usize::from),
        unordered: args.unordered,
        stop: stop_on_interrupt(),
    };
    let mut display = Display::new(args, &jobs, output.rows_before());
    let ended = run_jobs(jobs, &options, output, &mut |progress| {
        display.show(progress)
    });
    display.clear();
    match ended {
        Ok(summary) => Ok(finish(args, &display, &summary)),
        Err(error) => match args.out.as_deref().filter(|path| waits(path)) {
            Some(path) if !matches!(error, Error::OtherInputs { .. }) => {
                Err(anyhow::anyhow!("{error}; {}", go_on(path)))
            }
            _ => Err(explained(error)),
        },
    }
}

/// Says how it went.
fn finish(args: &BatchArgs, display: &Display, summary: &Summary) -> Exit {
    let done = summary.progress;
    if done.errors > 0 {
        complain(&format!(
            "{} of {} rows could not be read",
            done.errors, done.rows
        ));
    }
    if summary.stopped {
        let done = rows(done.rows);
        complain(&match args.out.as_deref() {
            None => format!("interrupted behind {done}"),
            Some(path) if waits(path) => {
                let (safe, go_on) = (summary.safe_rows, go_on(path));
                format!("interrupted behind {done}, {safe} of them written; {go_on}")
            }
            Some(_) => format!("interrupted behind {done}: too few to go on from"),
        });
        return Exit::Interrupted;
    }
    display.sum_up(args, &done);
    Exit::Done
}

fn rows(count: u64) -> String {
    if count == 1 {
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    }
}

/// How a run is gone on with.
fn go_on(path: &Path) -> String {
    format!(
        "the same command with --resume goes on with {}",
        name(&Output::partial_path(path))
    )
}

/// Says something that is no error.
fn note(args: &BatchArgs, text: &str) {
    if !args.reading.quiet
        && let Some(path) = &args.out
    {
        complain(&format!("{}: note: {text}", name(path)));
    }
}

/// An error of the library in the words of the command line.
fn explained(error: Error) -> anyhow::Error {
    match error {
        Error::Unfinished { .. } => {
            anyhow::anyhow!("{error}: go on with it (--resume), or remove both to begin anew")
        }
        other => other.into(),
    }
}

/// A flag that Ctrl-C sets; a second one ends the program at once.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    // Where somebody has decided that these signals are to be ignored (nohup), it stays so.
    let _ = ctrlc::try_set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    });
    stop
}

/// What to write; wrong usage ends the program.
fn output_options(args: &BatchArgs) -> anyhow::Result<OutputOptions> {
    let (told, compression) = args
        .out
        .as_deref()
        .map_or((None, Compression::None), Form::of_path);
    let form = args
        .output
        .map(|output| output.form())
        .or(told)
        .unwrap_or(Form::JsonLines);
    let options = OutputOptions {
        form,
        select: args.select.map(Selection::table),
        compression,
        dedupe: args.dedupe.map_or(Dedupe::Keep, |choice| choice.dedupe()),
        errors: args.errors.clone(),
        resume: args.resume,
        render: Some(Arc::new(|posting| {
            markdown::page(&View::of(posting, false))
        })),
        settings: settings::of(args)?,
    };
    check(args, &options);
    Ok(options)
}

/// Ends the program with a message where flags do not go together.
fn check(args: &BatchArgs, options: &OutputOptions) {
    let form = options.form;
    let conflict = |text: String| usage("batch", ErrorKind::ArgumentConflict, text);
    if args.out.is_none() && !matches!(form, Form::JsonLines | Form::Csv) {
        let text = format!("--output {} needs --out", form.name());
        usage("batch", ErrorKind::MissingRequiredArgument, text);
    }
    if args.errors.is_some() && args.errors == args.out {
        conflict("--errors and --out name the same file".to_owned());
    }
    let outputs = [("--out", &args.out), ("--errors", &args.errors)];
    for (flag, path) in outputs {
        let is_input = |path: &PathBuf| args.inputs.iter().any(|input| is_same_file(path, input));
        if path
            .as_ref()
            .is_some_and(|path| path.is_file() && is_input(path))
        {
            conflict(format!("{flag} would write over an input"));
        }
    }
    if form.is_folder() && options.select.is_some() {
        conflict(format!(
            "--select gives a table, --output {} whole postings",
            form.name()
        ));
    }
    let no_room = form == Form::MarkdownFiles
        || args
            .select
            .is_some_and(|selection| selection != Selection::Postings);
    if options.dedupe == Dedupe::Mark && no_room {
        conflict("--dedupe mark has no place in this output; --dedupe drop works".to_owned());
    }
}
