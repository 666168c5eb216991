//! `jobgist batch`: many inputs, one row for each posting, in the order of the inputs.
//!
//! A thread reads inputs ahead into a short queue; what stands in the queue is parsed in parallel
//! and written before more is taken. Memory is bounded by the queue, whatever the input's size, and
//! a program that feeds rows one by one gets each answer at once.

mod rows;
mod sink;

use std::io::{IsTerminal as _, stderr, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use jobgist::{Format, Options, Posting, Postings};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;

use crate::Exit;
use crate::args::{BatchArgs, BatchInput, BatchOutput};
use crate::{input, output};
use rows::{Input, Job};
use sink::Sink;

/// Rows parsed between two writes, for each thread: enough to keep all threads busy when rows
/// differ in size, few enough to stay small.
const ROWS_A_THREAD: usize = 16;

/// Stack of a parsing thread: that of a main thread, so that batch takes what `summarize` takes.
const STACK_BYTES: usize = 8 << 20;

/// Runs the command.
pub(crate) fn run(args: &BatchArgs) -> anyhow::Result<Exit> {
    let options = input::options(&args.reading)?;
    let threads = threads(args.jobs)?;
    rows::check(&args.inputs)?;
    let BatchOutput::Jsonl = args.output;
    let mut sink = Sink::open(args.out.as_deref())?;
    let (sender, jobs) = sync_channel(4 * threads.current_num_threads());
    let (inputs, as_rows) = (args.inputs.clone(), args.input == Some(BatchInput::Jsonl));
    let row_limit = options.max_bytes.saturating_mul(4);
    // It ends by itself when the queue closes, and is not waited for: it may hang on standard input.
    std::thread::spawn(move || rows::feed(&inputs, as_rows, row_limit, &sender));

    let format = args.input.and_then(BatchInput::format);
    let mut tally = Tally::new(args);
    let most = ROWS_A_THREAD * threads.current_num_threads();
    while let Some(chunk) = next_chunk(&jobs, most) {
        let (chunk, end) = chunk;
        let answers: Vec<Answer> = threads.install(|| {
            chunk
                .par_iter()
                .map(|job| answer(job, format, &options))
                .collect()
        });
        for answer in &answers {
            sink.write(answer.json.as_bytes())?;
            tally.count(answer);
        }
        sink.flush()?;
        if let Some(error) = end {
            tally.finish();
            return Err(error);
        }
    }
    sink.finish()?;
    tally.finish();
    Ok(Exit::Done)
}

/// The threads that parse.
fn threads(jobs: Option<u16>) -> anyhow::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, usize::from))
        .stack_size(STACK_BYTES)
        .build()
        .context("no threads to work with")
}

/// Waits for a job and takes those that are ready behind it, and the error that ends the inputs.
/// `None` when all inputs are done.
fn next_chunk(
    jobs: &Receiver<anyhow::Result<Job>>,
    most: usize,
) -> Option<(Vec<Job>, Option<anyhow::Error>)> {
    let mut chunk = Vec::new();
    let mut next = jobs.recv().ok();
    while let Some(job) = next {
        match job {
            Ok(job) => chunk.push(job),
            Err(error) => return Some((chunk, Some(error))),
        }
        next = (chunk.len() < most).then(|| jobs.try_recv().ok()).flatten();
    }
    (!chunk.is_empty()).then_some((chunk, None))
}

/// The answer to an input.
struct Answer {
    /// Its rows as JSON, a line feed behind each.
    json: String,
    /// Number of its rows.
    rows: u64,
    /// It is an error row.
    failed: bool,
}

/// A record with the input's id in front.
#[derive(Serialize)]
struct Record<'a> {
    id: &'a Value,
    #[serde(flatten)]
    posting: &'a Posting,
}

/// Why an input has no record.
#[derive(Serialize)]
struct Failure<'a> {
    id: &'a Value,
    error: String,
}

/// Reads one input and writes its rows.
fn answer(job: &Job, format: Option<Format>, options: &Options) -> Answer {
    // One input that trips over a fault of the library must not take the others along.
    let rows = catch_unwind(AssertUnwindSafe(|| rows(job, format, options)))
        .unwrap_or_else(|_| anyhow::bail!("internal error: this input could not be read"));
    match rows {
        Ok(rows) => Answer {
            rows: rows.len() as u64,
            json: rows.concat(),
            failed: false,
        },
        Err(error) => Answer {
            json: output::safe_json(failure(&job.id, &error)) + "\n",
            rows: 1,
            failed: true,
        },
    }
}

/// The rows of an input: one, or one for each posting in it. Where there are several, the number of
/// each stands behind the input's id.
fn rows(job: &Job, format: Option<Format>, options: &Options) -> anyhow::Result<Vec<String>> {
    let postings = parse(job, format, options)?;
    let several = postings.len() > 1;
    postings
        .enumerate()
        .map(|(at, mut posting)| {
            if posting.source.url.is_none() {
                posting.source.url = job.url();
            }
            let numbered;
            let id = if several {
                numbered = Value::from(format!("{}#{}", job.name(), at + 1));
                &numbered
            } else {
                &job.id
            };
            let json = serde_json::to_string(&Record {
                id,
                posting: &posting,
            })?;
            Ok(output::safe_json(json) + "\n")
        })
        .collect()
}

/// The row of an input without a record.
fn failure(id: &Value, error: &anyhow::Error) -> String {
    let failure = Failure {
        id,
        error: format!("{error:#}"),
    };
    serde_json::to_string(&failure)
        .unwrap_or_else(|_| r#"{"id":null,"error":"unknown"}"#.to_owned())
}

/// Reads the postings of one input.
fn parse(job: &Job, format: Option<Format>, options: &Options) -> anyhow::Result<Postings> {
    let named = |format: Option<Format>| Options {
        name: job.name(),
        format,
        ..options.clone()
    };
    let (text, format) = match &job.input {
        Input::File(path) => {
            let bytes = input::read(path, options.max_bytes)?;
            return Ok(Posting::parse_all(&bytes, &named(format))?);
        }
        Input::Html { html, .. } => (html, Format::Html),
        Input::Text { text, .. } => (text, Format::Text),
        Input::Unread(reason) => anyhow::bail!("{reason}"),
    };
    Ok(Posting::parse_all(text.as_bytes(), &named(Some(format)))?)
}

/// Counts rows, and shows their number while the work goes on.
struct Tally {
    rows: u64,
    failed: u64,
    bar: ProgressBar,
}

impl Tally {
    fn new(args: &BatchArgs) -> Self {
        // Rows that scroll by on the same terminal are progress enough.
        let shown = !args.reading.quiet
            && stderr().is_terminal()
            && (args.out.is_some() || !stdout().is_terminal());
        let bar = if shown {
            ProgressBar::new_spinner()
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) =
            ProgressStyle::with_template("{spinner} {human_pos} rows, {per_sec}, {elapsed} {msg}")
        {
            bar.set_style(style);
        }
        Self {
            rows: 0,
            failed: 0,
            bar,
        }
    }

    fn count(&mut self, answer: &Answer) {
        self.rows += answer.rows;
        self.bar.inc(answer.rows);
        if answer.failed {
            self.failed += 1;
            self.bar.set_message(format!("({} errors)", self.failed));
        }
    }

    /// Takes the progress away and says how many rows are errors.
    fn finish(self) {
        self.bar.finish_and_clear();
        if self.failed > 0 {
            output::complain(&format!(
                "{} of {} rows could not be read",
                self.failed, self.rows
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(input: Input) -> Job {
        Job {
            id: Value::from("a1"),
            input,
        }
    }

    #[test]
    fn a_row_begins_with_its_id() {
        let line = answer(
            &job(Input::Text {
                text: "Baker wanted".to_owned(),
                url: Some("https://jobs.example/1".to_owned()),
            }),
            None,
            &Options::default(),
        );
        assert!(line.json.starts_with(r#"{"id":"a1","schema_version":"1""#));
        assert!(line.json.ends_with("}\n"));
        let record: Value = serde_json::from_str(&line.json).unwrap();
        assert_eq!(record["source"]["url"], "https://jobs.example/1");
        assert_eq!(record["source"]["name"], "a1");
    }

    #[test]
    fn a_file_of_several_postings_has_a_row_for_each() {
        let path = std::env::temp_dir().join(format!("jobgist-feed-{}.json", std::process::id()));
        let feed = r#"[{"title":"Cook","company":"Pan","city":"Ghent"},{"title":"Baker","company":"Pan","city":"Lier"}]"#;
        std::fs::write(&path, feed).unwrap();
        let answer = answer(&job(Input::File(path.clone())), None, &Options::default());
        std::fs::remove_file(path).unwrap();
        assert_eq!(answer.rows, 2);
        let ids: Vec<String> = answer
            .json
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].to_string())
            .collect();
        assert_eq!(ids, ["\"a1#1\"", "\"a1#2\""]);
    }

    #[test]
    fn an_unread_row_says_why() {
        let line = answer(
            &job(Input::Unread("no \"html\" and no \"text\"".to_owned())),
            None,
            &Options::default(),
        );
        assert!(line.failed);
        assert_eq!(
            line.json,
            "{\"id\":\"a1\",\"error\":\"no \\\"html\\\" and no \\\"text\\\"\"}\n"
        );
    }
}
