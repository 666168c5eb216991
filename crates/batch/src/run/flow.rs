//! What is under way between the reader and the writer, and how much of it there may be.
//!
//! Tasks wait here for a worker, and answers are counted here until they are written. Whoever wants
//! to add waits for room: the reader with its next task, a worker with its next rows. The job whose
//! turn it is to be written may always add a little, so that rows which wait behind a slow one never
//! block it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::job::{Input, Job};

use super::Cause;

/// Jobs under way, from being read to being written: enough for the others to go on behind a slow
/// one.
const JOBS: usize = 1024;

/// Bytes under way: pages that wait, and rows that are not written yet.
const BYTES: usize = 32 << 20;

/// Bytes that the job whose turn it is may have unwritten when there is no room otherwise.
const CURRENT_BYTES: usize = 4 << 20;

/// A job on its way, with its number.
#[derive(Debug)]
pub(super) struct Task {
    /// Its number in the input's order, from 0.
    pub(super) number: u64,
    /// What tells the inputs up to it apart from others.
    pub(super) chain: u64,
    pub(super) job: Job,
}

impl Task {
    /// Bytes that it holds while it waits.
    pub(super) fn bytes(&self) -> usize {
        match &self.job.input {
            Input::Bytes { bytes, .. } => bytes.len(),
            Input::File(_) | Input::Unread(_) => 0,
        }
    }
}

/// Nobody wants more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Closed;

/// The bounded way from the reader to the writer.
#[derive(Debug, Default)]
pub(super) struct Flow {
    state: Mutex<State>,
    /// Told when something was written, and when all is over.
    room: Condvar,
    /// Told when a task waits, and when no more come.
    work: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Task>,
    jobs: usize,
    bytes: usize,
    /// Unwritten bytes of the answers of each job.
    unwritten: HashMap<u64, usize>,
    /// The job whose turn it is to be written; any when `None`.
    current: Option<u64>,
    /// No more tasks are taken.
    closed: bool,
    /// Nothing is taken any more: the writer has failed.
    aborted: bool,
    /// Why the inputs ended before their time.
    cause: Option<Cause>,
}

impl State {
    fn has_room(&self, bytes: usize) -> bool {
        self.jobs == 0 || (self.jobs < JOBS && self.bytes.saturating_add(bytes) <= BYTES)
    }

    fn has_room_for_rows(&self, number: u64, bytes: usize) -> bool {
        let unwritten = self.unwritten.get(&number).copied().unwrap_or(0);
        let its_turn = self.current.is_none_or(|current| current == number);
        self.bytes.saturating_add(bytes) <= BYTES || (its_turn && unwritten <= CURRENT_BYTES)
    }
}

impl Flow {
    /// The state, also where a thread has panicked: it holds nothing but counts.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a task when there is room for it.
    pub(super) fn push(&self, task: Task) -> Result<(), Closed> {
        let bytes = task.bytes();
        let mut state = self
            .room
            .wait_while(self.lock(), |state| !state.closed && !state.has_room(bytes))
            .unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return Err(Closed);
        }
        state.jobs += 1;
        state.bytes += bytes;
        state.waiting.push_back(task);
        drop(state);
        self.work.notify_one();
        Ok(())
    }

    /// The next task; `None` when there are no more.
    pub(super) fn pop(&self) -> Option<Task> {
        self.work
            .wait_while(self.lock(), |state| {
                !state.closed && state.waiting.is_empty()
            })
            .unwrap_or_else(PoisonError::into_inner)
            .waiting
            .pop_front()
    }

    /// Adds `bytes` of rows of a job when there is room for them.
    pub(super) fn add_rows(&self, number: u64, bytes: usize) -> Result<(), Closed> {
        let mut state = self
            .room
            .wait_while(self.lock(), |state| {
                !state.aborted && !state.has_room_for_rows(number, bytes)
            })
            .unwrap_or_else(PoisonError::into_inner);
        if state.aborted {
            return Err(Closed);
        }
        state.bytes += bytes;
        *state.unwritten.entry(number).or_default() += bytes;
        Ok(())
    }

    /// Rows of a job were written.
    pub(super) fn written(&self, number: u64, bytes: usize) {
        if let Some(unwritten) = self.lock().unwritten.get_mut(&number) {
            *unwritten = unwritten.saturating_sub(bytes);
        }
        self.release(bytes);
    }

    /// Bytes are under way no more: a page was read, or rows were written.
    pub(super) fn release(&self, bytes: usize) {
        let mut state = self.lock();
        state.bytes = state.bytes.saturating_sub(bytes);
        drop(state);
        self.room.notify_all();
    }

    /// All rows of a job were written.
    pub(super) fn finished(&self, number: u64) {
        let mut state = self.lock();
        state.unwritten.remove(&number);
        state.jobs = state.jobs.saturating_sub(1);
        drop(state);
        self.room.notify_all();
    }

    /// Says whose turn it is to be written.
    pub(super) fn turn(&self, number: Option<u64>) {
        let mut state = self.lock();
        if state.current != number {
            state.current = number;
            drop(state);
            self.room.notify_all();
        }
    }

    /// The inputs are done, or cannot be read on.
    pub(super) fn close(&self, cause: Option<Cause>) {
        let mut state = self.lock();
        state.closed = true;
        state.cause = state.cause.take().or(cause);
        drop(state);
        self.work.notify_all();
        self.room.notify_all();
    }

    /// Takes no more tasks and lets go of those that wait; what has begun is finished.
    pub(super) fn stop(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.waiting.clear();
        drop(state);
        self.work.notify_all();
        self.room.notify_all();
    }

    /// Ends it all: nobody writes any more.
    pub(super) fn abort(&self) {
        self.lock().aborted = true;
        self.stop();
    }

    /// Why the inputs ended before their time.
    pub(super) fn take_cause(&self) -> Option<Cause> {
        self.lock().cause.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    fn task(number: u64, bytes: usize) -> Task {
        Task {
            number,
            chain: 0,
            job: Job {
                id: Value::from(number),
                url: None,
                input: Input::Bytes {
                    bytes: vec![b'x'; bytes],
                    format: None,
                },
                consumed: 0,
            },
        }
    }

    #[test]
    fn pages_wait_until_there_is_room() {
        let flow = Arc::new(Flow::default());
        let pushed = Arc::new(AtomicUsize::new(0));
        let reader = thread::spawn({
            let (flow, pushed) = (flow.clone(), pushed.clone());
            move || {
                for number in 0..3 {
                    flow.push(task(number, BYTES / 2 + 1)).unwrap();
                    pushed.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        for expected in 1..=3 {
            thread::sleep(Duration::from_millis(50));
            assert_eq!(pushed.load(Ordering::SeqCst), expected);
            let task = flow.pop().unwrap();
            flow.release(task.bytes());
            flow.finished(task.number);
        }
        reader.join().unwrap();
    }

    #[test]
    fn a_page_beyond_all_room_passes_alone() {
        let flow = Flow::default();
        assert_eq!(flow.push(task(0, 2 * BYTES)), Ok(()));
    }

    #[test]
    fn the_row_whose_turn_it_is_never_waits_for_those_behind_it() {
        let flow = Flow::default();
        flow.turn(Some(0));
        flow.add_rows(1, BYTES).unwrap();
        flow.add_rows(0, 10).unwrap();
        flow.add_rows(0, 10).unwrap();
    }

    #[test]
    fn a_stop_lets_go_of_what_waits() {
        let flow = Flow::default();
        flow.push(task(0, 1)).unwrap();
        flow.stop();
        assert!(flow.pop().is_none());
        assert_eq!(flow.push(task(1, 1)), Err(Closed));
    }

    #[test]
    fn a_close_lets_what_waits_be_done() {
        let flow = Flow::default();
        flow.push(task(0, 1)).unwrap();
        flow.close(None);
        assert_eq!(flow.pop().unwrap().number, 0);
        assert!(flow.pop().is_none());
    }
}
