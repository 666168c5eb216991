//! Start, publication and deadline.

use super::Candidate;
use crate::reading::Reading;

/// Candidates for the start date.
pub(super) fn start(_reading: &Reading<'_>) -> Vec<Candidate<String>> {
    Vec::new()
}

/// Candidates for the date of publication.
pub(super) fn posted(_reading: &Reading<'_>) -> Vec<Candidate<String>> {
    Vec::new()
}

/// Candidates for the deadline.
pub(super) fn deadline(_reading: &Reading<'_>) -> Vec<Candidate<String>> {
    Vec::new()
}
