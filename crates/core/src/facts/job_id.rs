//! The job id.

use super::Candidate;
use crate::reading::Reading;

/// Candidates for the job id.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<String>> {
    Vec::new()
}
