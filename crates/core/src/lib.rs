//! Reads a saved job posting and says what it asks, what it gives, where, how long, and which
//! skills matter most: offline, deterministic, with the evidence for each statement.
#![forbid(unsafe_code)]

mod error;
mod facts;
mod options;
mod outline;
mod page;
mod parse;
mod posting;
mod reading;
mod requirements;
#[cfg(feature = "schema")]
mod schema;
mod skills;
mod summary;
mod table;
#[cfg(test)]
pub(crate) mod testing;
mod text;

pub use error::Error;
pub use options::{Options, SummaryOptions};
pub use posting::*;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use skills::SkillVocabulary;

/// ISO 639-1 codes of the languages whose words this version knows: the values that
/// [`Options::language`] takes.
pub fn languages() -> impl Iterator<Item = &'static str> {
    table::Languages::codes()
}
