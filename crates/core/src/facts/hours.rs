//! Working hours.

use super::Candidate;
use crate::posting::Hours;
use crate::reading::Reading;

/// Candidates for working hours.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<Hours>> {
    Vec::new()
}
