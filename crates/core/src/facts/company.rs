//! The company.

use super::Candidate;
use crate::reading::Reading;

/// Candidates for the company.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<String>> {
    Vec::new()
}
