//! Figures over the whole collection.

mod tally;

use jobgist::Posting;
use serde::{Deserialize, Serialize};

use crate::{Day, JobId, Listed, Status};

pub use tally::Tally;

/// A status that a job reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The status.
    pub status: Status,
    /// Since when.
    pub on: Day,
}

/// A job as it is counted.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// The job.
    pub job: &'a Listed,
    /// Its record; without one its skills and hours are not counted.
    pub posting: Option<&'a Posting>,
    /// The statuses it went through, oldest first.
    pub journey: &'a [Step],
}

/// The collection in figures.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// How many jobs there are.
    pub jobs: usize,
    /// How many stand at each status, in the order of a journey, the user's own behind.
    pub statuses: Vec<Counter>,
    /// How many ever reached each stage from saved to accepted.
    pub funnel: Vec<Stage>,
    /// Median days between stages.
    pub waits: Waits,
    /// Tags, most frequent first.
    pub tags: Vec<Counter>,
    /// Skills by the number of postings that require them, most wanted first.
    pub must_have_skills: Vec<Counter>,
    /// Pay brought to a year, a line a currency.
    pub pay: Vec<PayRange>,
    /// Deadlines that come near and no application sent, by day.
    pub expiring: Vec<Expiring>,
}

/// How often something occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Its name.
    pub name: String,
    /// How often.
    pub count: usize,
}

/// A stage of the way to a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// The status.
    pub status: Status,
    /// How many jobs reached it, or a later one.
    pub reached: usize,
    /// Share of those that reached the stage before, in percent; `None` where none did.
    pub percent: Option<u32>,
}

/// Median days between stages; `None` where no job has both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Waits {
    /// From saving to applying.
    pub saved_to_applied: Option<f64>,
    /// From applying to the first answer, whatever it was.
    pub applied_to_answer: Option<f64>,
    /// From applying to an offer.
    pub applied_to_offer: Option<f64>,
    /// How many applications wait for an answer.
    pub unanswered: usize,
}

/// Pay of one currency, brought to a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PayRange {
    /// ISO 4217.
    pub currency: String,
    /// How many postings state pay in it.
    pub count: usize,
    /// The lowest lower figure.
    pub lowest: f64,
    /// The median of the ranges' middles.
    pub median: f64,
    /// The highest upper figure.
    pub highest: f64,
    /// How many of them needed an assumption to be brought to a year.
    pub assumed: usize,
}

/// A posting whose deadline comes near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiring {
    /// Its name in the collection.
    pub id: JobId,
    /// The job's title.
    pub title: Option<String>,
    /// The last day.
    pub on: Day,
}

/// Counts the collection; deadlines up to `days` days from `today` come near.
///
/// Each job is counted as it comes; [`Tally`] takes them one by one.
#[must_use]
pub fn overview<'a>(
    jobs: impl IntoIterator<Item = Counted<'a>>,
    today: Day,
    days: u16,
) -> Overview {
    let mut tally = Tally::new(today, days);
    for counted in jobs {
        tally.add(&counted);
    }
    tally.finish()
}

#[cfg(test)]
mod tests;
