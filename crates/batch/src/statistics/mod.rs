//! What many records say together: skills, what stands beside them, titles, places, pay.
//!
//! [`Rows`] reads the records back from what `batch` wrote, [`Statistics`] counts them in one pass,
//! and [`Report`] is what it comes to: it serialises to JSON, and [`html()`] lays it out as a page.
//! What is counted is what the records state; a posting that is silent is counted as such.

mod collect;
mod figures;
mod groups;
mod html;
mod pay;
mod report;
mod rows;
mod skills;
mod tally;
#[cfg(test)]
mod tests;
mod title;

pub use collect::{Options, Statistics};
pub use figures::{Distribution, Share, money, thousands};
pub use groups::By;
pub use html::html;
pub use pay::{PayRow, PayUnit, PlacedPay};
pub use report::{Groups, Pair, Pairs, REPORT_VERSION, Report};
pub use rows::{Error, Rows};
pub use tally::{Count, Experience, Group, Listed, SkillRow, Stated, Years};
