//! Share of travel.

use super::Candidate;
use crate::posting::Travel;
use crate::reading::Reading;

/// Candidates for share of travel.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<Travel>> {
    Vec::new()
}
