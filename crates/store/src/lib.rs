//! The collection of saved postings: what was saved, what became of it, and what the posting said.
//!
//! Every change is an [event](model::Event) with its time, appended and never rewritten; the present
//! state of a [`Job`] is derived from its events. The bytes of a page are kept as they were saved.

pub mod model;
mod moment;

pub use model::{
    Capture, Contact, Correction, Event, Job, JobId, Link, Listed, Note, Reminder, Status,
};
pub use moment::{BadMoment, Day, Moment};
