//! The extractive summary: what a reader with 20 seconds needs, in the posting's own words.

use crate::facts::Facts;
use crate::posting::{Coverage, Requirement, Skill, SummaryLine};
use crate::reading::Reading;

/// Chooses the lines of the summary and says what was left out.
pub(crate) fn summarize(
    _reading: &Reading<'_>,
    _facts: &Facts,
    _requirements: &[Requirement],
    _skills: &[Skill],
) -> (Vec<SummaryLine>, Coverage) {
    (Vec::new(), Coverage::default())
}
