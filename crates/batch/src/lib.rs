//! Many postings: where they come from, how they are worked through, where their records go.
//!
//! ```text
//! sources -> jobs -> workers -> answers -> duplicates -> sink
//! ```
//!
//! The pipeline is bounded: memory does not grow with the input. Rows keep the input's `id` and
//! order, an input that cannot be read is an error row, and an interrupted run can be resumed
//! without loss or duplicates.

mod job;
pub mod run;
pub mod sink;
pub mod source;
pub mod statistics;

pub use job::{Input, Job};
