//! Formal education asked for.

use super::Candidate;
use crate::posting::Education;
use crate::reading::Reading;

/// Candidates for formal education asked for.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<Education>> {
    Vec::new()
}
