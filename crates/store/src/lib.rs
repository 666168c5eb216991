//! The collection of saved postings: what was saved, what became of it, and what the posting said.
//!
//! Every change is an [event](model::Event) with its time, appended and never rewritten; the present
//! state of a [`Job`] is derived from its events. The bytes of a page are kept as they were saved.
//!
//! ```
//! use jobgist::{Options, Posting};
//! use jobgist_store::{Change, Moment, Page, Reading, Store};
//!
//! let folder = tempfile::tempdir()?;
//! let mut store = Store::open(&folder.path().join("jobs.db"))?;
//! let bytes = b"# Night Baker\n\n## Requirements\n\n- Two years in a bakery\n";
//! let posting = Posting::parse(bytes, &Options::default())?;
//! let page = Page { bytes, name: "baker.md", url: None, postings: 1, reading: Reading::default() };
//! let now: Moment = "2026-03-01T09:00:00Z".parse()?;
//! let saved = store.save(&page, 0, &posting, now)?;
//! store.apply(&saved.id, Change::Note("My sister knows the owner.".to_owned()), now)?;
//! assert_eq!(store.search("sister", 10)?[0].listed.title.as_deref(), Some("Night Baker"));
//! store.undo(now)?;
//! assert!(store.search("sister", 10)?.is_empty());
//! assert_eq!(store.history(&saved.id)?.len(), 3); // saved, noted, undone
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Store`] reads and writes the file; [`Store::change`] makes several changes as one, [`Writer`] is
//! what it lends for that. The library has no clock: a change takes the [`Moment`], a question about
//! time takes the [`Day`].
//!
//! What the collection says of postings are pure functions over records and that plain data:
//! [`when::day`], [`pay::per_year`], [`compare::compare`], [`difference::difference`],
//! [`special::special`], [`agenda::due`], [`calendar::ics`], [`interchange`], [`overview::overview`],
//! and [`words`] for facts in words.

pub mod agenda;
pub mod calendar;
pub mod compare;
pub mod difference;
mod error;
pub mod interchange;
mod lines;
pub mod model;
mod moment;
pub mod overview;
pub mod pay;
pub mod special;
mod store;
#[cfg(test)]
mod testing;
pub mod when;
pub mod words;

pub use error::Error;
pub use model::{
    Capture, Contact, Correction, Event, Job, JobId, Link, Listed, Note, Reading, Reminder, Status,
};
pub use moment::{BadMoment, Day, Moment};
pub use store::{
    Change, Filter, Found, Health, Imported, Likely, Outcome, Page, Reason, Reparsed, Restored,
    Saved, Sort, Store, Writer,
};
