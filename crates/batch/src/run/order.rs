//! The order in which rows are written.

use std::collections::{BTreeMap, VecDeque};

use crate::sink::{Mark, Row};

/// Rows of a job on their way to the output.
#[derive(Debug)]
pub(super) struct Piece {
    /// The job's number.
    pub(super) number: u64,
    pub(super) rows: Vec<Row>,
    /// Bytes that they take.
    pub(super) bytes: usize,
    /// Set with the last rows of the job.
    pub(super) end: Option<End>,
}

/// What is known when a job is done.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// What tells the inputs up to it apart from others.
    pub(super) chain: u64,
    /// Bytes of the sources up to its end.
    pub(super) consumed: u64,
}

/// Holds rows back until it is their turn. The rows of one job always stay together: an output can
/// be cut between two jobs only.
#[derive(Debug)]
pub(super) struct Order {
    /// Jobs of an earlier run, and those that are written.
    done: Mark,
    unordered: bool,
    /// The job whose rows are written now, where any order will do.
    open: Option<u64>,
    waiting: BTreeMap<u64, VecDeque<Piece>>,
}

impl Order {
    pub(super) fn new(done: Mark, unordered: bool) -> Self {
        Self {
            done,
            unordered,
            open: None,
            waiting: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, piece: Piece) {
        self.waiting
            .entry(piece.number)
            .or_default()
            .push_back(piece);
    }

    /// The job whose turn it is; `None` where that is whichever comes first.
    pub(super) fn current(&self) -> Option<u64> {
        if self.unordered {
            self.open.or_else(|| self.waiting.keys().next().copied())
        } else {
            // What an earlier run has done out of order does not come again.
            (self.done.jobs..).find(|&number| !self.done.has(number))
        }
    }

    /// The next rows, when their turn has come.
    pub(super) fn next(&mut self) -> Option<Piece> {
        let number = self.current()?;
        let pieces = self.waiting.get_mut(&number)?;
        let piece = pieces.pop_front()?;
        if pieces.is_empty() && piece.end.is_some() {
            self.waiting.remove(&number);
        }
        if let Some(end) = piece.end {
            self.done.finished(number, end.chain);
            self.open = None;
        } else {
            self.open = Some(number);
        }
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(number: u64, last: bool) -> Piece {
        Piece {
            number,
            rows: Vec::new(),
            bytes: 0,
            end: last.then_some(End {
                chain: number,
                consumed: 0,
            }),
        }
    }

    fn written(order: &mut Order) -> Vec<u64> {
        std::iter::from_fn(|| order.next())
            .map(|piece| piece.number)
            .collect()
    }

    #[test]
    fn rows_wait_for_their_turn() {
        let mut order = Order::new(Mark::default(), false);
        order.add(piece(1, true));
        assert!(written(&mut order).is_empty());
        order.add(piece(0, false));
        assert_eq!(written(&mut order), [0]);
        order.add(piece(0, true));
        assert_eq!(written(&mut order), [0, 1]);
        assert_eq!(order.current(), Some(2));
    }

    #[test]
    fn what_was_done_before_is_not_waited_for() {
        let mut done = Mark::default();
        done.finished(0, 0);
        done.finished(2, 0);
        let mut order = Order::new(done, false);
        order.add(piece(3, true));
        order.add(piece(1, true));
        assert_eq!(written(&mut order), [1, 3]);
    }

    #[test]
    fn out_of_order_the_rows_of_a_job_stay_together() {
        let mut order = Order::new(Mark::default(), true);
        order.add(piece(5, false));
        assert_eq!(written(&mut order), [5]);
        order.add(piece(1, true));
        assert!(written(&mut order).is_empty());
        order.add(piece(5, true));
        assert_eq!(written(&mut order), [5, 1]);
    }
}
