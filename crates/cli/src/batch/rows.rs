//! Where the inputs of a batch come from: files, folders, and rows.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use anyhow::{Context as _, bail};
use ignore::WalkBuilder;
use serde::Deserialize;
use serde_json::Value;

use crate::input::is_stdin;
use crate::output::name;

/// One input to answer with one row.
#[derive(Debug)]
pub(super) struct Job {
    /// The row's `id`; of a file, its path as given.
    pub(super) id: Value,
    /// What to read.
    pub(super) input: Input,
}

impl Job {
    /// The address that came with the row.
    pub(super) fn url(&self) -> Option<String> {
        match &self.input {
            Input::Html { url, .. } | Input::Text { url, .. } => url.clone(),
            Input::File(_) | Input::Unread(_) => None,
        }
    }

    /// The input's name for the record.
    pub(super) fn name(&self) -> String {
        match &self.id {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        }
    }
}

/// What to read.
#[derive(Debug)]
pub(super) enum Input {
    /// A file, or standard input.
    File(PathBuf),
    /// A web page.
    Html {
        /// Its text.
        html: String,
        /// Where it was saved from.
        url: Option<String>,
    },
    /// Plain text.
    Text {
        /// The text.
        text: String,
        /// Where it was saved from.
        url: Option<String>,
    },
    /// An input that could not be read, and why.
    Unread(String),
}

/// Where jobs go; it is closed when nobody wants more.
type Queue = SyncSender<anyhow::Result<Job>>;

/// The queue was closed.
struct Closed;

/// Whether all inputs are there: a batch does not begin on a mistyped name.
pub(super) fn check(inputs: &[PathBuf]) -> anyhow::Result<()> {
    for input in inputs {
        if !is_stdin(input) && std::fs::metadata(input).is_err() {
            bail!("{}: no such file or folder", name(input));
        }
    }
    Ok(())
}

/// Sends a job for each input, in order. An input of rows that cannot be read ends it with an
/// error. `as_rows`: every input is rows; otherwise those whose names say so.
pub(super) fn feed(inputs: &[PathBuf], as_rows: bool, row_limit: usize, queue: &Queue) {
    for input in inputs {
        let sent = if input.is_dir() {
            feed_folder(input, as_rows, row_limit, queue)
        } else if as_rows || holds_rows(input) {
            feed_rows(input, row_limit, queue)
        } else {
            feed_file(input.clone(), queue)
        };
        if sent.is_err() {
            return;
        }
    }
}

/// Whether a file's name says that it holds rows.
fn holds_rows(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "jsonl" || extension == "ndjson")
}

fn feed_file(path: PathBuf, queue: &Queue) -> Result<(), Closed> {
    let job = Job {
        id: Value::from(name(&path)),
        input: Input::File(path),
    };
    queue.send(Ok(job)).map_err(|_| Closed)
}

/// All files below a folder in the order of their names. Ignore files do not count: who names a
/// folder means all of it. Links to folders are not followed.
fn feed_folder(folder: &Path, as_rows: bool, limit: usize, queue: &Queue) -> Result<(), Closed> {
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .sort_by_file_name(Ord::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.path().is_dir() => {}
            Ok(entry) if as_rows || holds_rows(entry.path()) => {
                feed_rows(entry.path(), limit, queue)?;
            }
            Ok(entry) => feed_file(entry.into_path(), queue)?,
            Err(error) => {
                let job = Job {
                    id: Value::from(name(folder)),
                    input: Input::Unread(error.to_string()),
                };
                queue.send(Ok(job)).map_err(|_| Closed)?;
            }
        }
    }
    Ok(())
}

/// The rows of a file or of standard input.
fn feed_rows(path: &Path, limit: usize, queue: &Queue) -> Result<(), Closed> {
    let result = if is_stdin(path) {
        send_rows(io::stdin().lock(), limit, queue).context("standard input")
    } else {
        File::open(path)
            .map_err(anyhow::Error::from)
            .and_then(|file| send_rows(BufReader::new(file), limit, queue))
            .with_context(|| name(path))
    };
    match result {
        Ok(sent) => sent,
        Err(error) => {
            let _ = queue.send(Err(error));
            Err(Closed)
        }
    }
}

/// Sends a job a line. Blank lines are no rows. The outer error is one of reading.
fn send_rows(
    mut reader: impl BufRead,
    limit: usize,
    queue: &Queue,
) -> anyhow::Result<Result<(), Closed>> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    while let Some(whole) = next_line(&mut reader, limit, &mut line)? {
        number += 1;
        let bytes = if number == 1 {
            line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line)
        } else {
            &line
        };
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let job = if whole {
            row(bytes, number)
        } else {
            Job {
                id: Value::from(number),
                input: Input::Unread(format!("the row is longer than {limit} bytes")),
            }
        };
        if queue.send(Ok(job)).is_err() {
            return Ok(Err(Closed));
        }
    }
    Ok(Ok(()))
}

/// Reads a line into `line`; says whether it is the whole line (its rest is passed over), and
/// `None` at the end.
fn next_line(
    reader: &mut impl BufRead,
    limit: usize,
    line: &mut Vec<u8>,
) -> io::Result<Option<bool>> {
    line.clear();
    let most = limit as u64 + 1;
    if reader.by_ref().take(most).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == most && line.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
        return Ok(Some(false));
    }
    Ok(Some(true))
}

/// A row as the contract has it; further keys are let pass.
#[derive(Deserialize)]
struct Row {
    id: Option<Value>,
    html: Option<String>,
    text: Option<String>,
    url: Option<String>,
}

/// The job of a row. `number`, the line's, is the id of a row without one.
fn row(bytes: &[u8], number: u64) -> Job {
    let own_id = |id: Option<Value>| {
        id.filter(|id| !id.is_null())
            .unwrap_or_else(|| Value::from(number))
    };
    match serde_json::from_slice::<Row>(bytes) {
        Ok(Row {
            id,
            html,
            text,
            url,
        }) => Job {
            id: own_id(id),
            input: match (html, text) {
                (Some(html), _) => Input::Html { html, url },
                (None, Some(text)) => Input::Text { text, url },
                (None, None) => Input::Unread("the row has neither html nor text".to_owned()),
            },
        },
        Err(error) => {
            // A row of wrong shape may still say its id.
            let value = serde_json::from_slice::<Value>(bytes).ok();
            let what = match value {
                None => "is not JSON",
                Some(Value::Object(_)) => "is not one this command reads",
                Some(_) => "is not an object",
            };
            Job {
                id: own_id(value.and_then(|value| value.get("id").cloned())),
                input: Input::Unread(format!("the row {what}: {error}")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    fn jobs(text: &str, limit: usize) -> Vec<Job> {
        let (queue, jobs) = sync_channel(100);
        assert!(matches!(
            send_rows(text.as_bytes(), limit, &queue),
            Ok(Ok(()))
        ));
        drop(queue);
        jobs.into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn rows_keep_their_ids() {
        let jobs = jobs(
            "\u{feff}{\"id\": 7, \"text\": \"Cook\"}\n\n{\"id\": \"x\", \"html\": \"<p>Cook\", \
             \"more\": 1}\n{\"text\": \"Cook\"}",
            1000,
        );
        assert_eq!(
            jobs.iter().map(Job::name).collect::<Vec<_>>(),
            ["7", "x", "4"]
        );
        assert!(matches!(&jobs[0].input, Input::Text { text, .. } if text == "Cook"));
        assert!(matches!(&jobs[1].input, Input::Html { html, .. } if html == "<p>Cook"));
    }

    #[test]
    fn bad_rows_are_named() {
        let jobs = jobs(
            "{\"id\": \"x\", \"text\": 5}\n[1]\nnonsense\n{\"id\": 9}\n",
            1000,
        );
        assert_eq!(
            jobs.iter().map(Job::name).collect::<Vec<_>>(),
            ["x", "2", "3", "9"]
        );
        assert!(jobs.iter().all(|job| matches!(job.input, Input::Unread(_))));
    }

    #[test]
    fn a_row_beyond_the_limit_does_not_hide_the_next() {
        let long = "x".repeat(50);
        let jobs = jobs(
            &format!("{{\"text\": \"{long}\"}}\n{{\"text\": \"Cook\"}}\n"),
            30,
        );
        assert!(matches!(jobs[0].input, Input::Unread(_)));
        assert!(matches!(jobs[1].input, Input::Text { .. }));
    }
}
