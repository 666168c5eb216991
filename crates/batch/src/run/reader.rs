//! The thread that reads inputs ahead.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use sha2::{Digest as _, Sha256};

use crate::job::{Input, Job};
use crate::sink::{Error, Mark};

use super::Cause;
use super::flow::{Flow, Task};

/// Starts the thread. It is not waited for: it may hang on standard input. Jobs that are `done` are
/// passed over.
pub(super) fn start<J, E>(
    jobs: J,
    flow: &Arc<Flow>,
    done: Mark,
    stop: Arc<AtomicBool>,
) -> Result<(), Error>
where
    J: Iterator<Item = Result<Job, E>> + Send + 'static,
    E: Into<Cause>,
{
    let flow = flow.clone();
    thread::Builder::new()
        .name("read".to_owned())
        .spawn(move || {
            // A source that trips over a fault must not leave the workers waiting.
            let read = catch_unwind(AssertUnwindSafe(|| read(jobs, &flow, &done, &stop)));
            let end =
                read.unwrap_or_else(|_| Err("internal error while reading the inputs".into()));
            flow.close(end.err());
        })
        .map_err(Error::Threads)?;
    Ok(())
}

/// Hands on job after job.
fn read<J, E>(jobs: J, flow: &Flow, done: &Mark, stop: &AtomicBool) -> Result<(), Cause>
where
    J: Iterator<Item = Result<Job, E>>,
    E: Into<Cause>,
{
    let mut number = 0;
    let mut chain = 0;
    for job in jobs {
        if stop.load(Ordering::SeqCst) {
            return Ok(());
        }
        let job = job.map_err(Into::into)?;
        chain = link(chain, &job);
        if number + 1 == done.jobs && chain != done.chain {
            return Err(other_inputs(done));
        }
        if !done.has(number) && flow.push(Task { number, chain, job }).is_err() {
            return Ok(());
        }
        number += 1;
    }
    if number < done.jobs {
        return Err(other_inputs(done));
    }
    Ok(())
}

fn other_inputs(done: &Mark) -> Cause {
    Error::OtherInputs { jobs: done.jobs }.into()
}

/// What tells the inputs up to this one apart from others: a hash of the names of all of them, of
/// their content where it is at hand and of their sizes where it is in a file; the same on every
/// machine.
fn link(chain: u64, job: &Job) -> u64 {
    let name = job.name();
    let mut hash = Sha256::new();
    hash.update(chain.to_le_bytes());
    hash.update((name.len() as u64).to_le_bytes());
    hash.update(name);
    match &job.input {
        Input::Bytes { bytes, .. } => hash.update(bytes),
        Input::File(path) => {
            let size = std::fs::metadata(path).map_or(0, |about| about.len());
            hash.update(size.to_le_bytes());
        }
        Input::Unread(_) => {}
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .fold(0, |chain, &byte| chain << 8 | u64::from(byte))
}
