//! Employment types.

use super::Candidate;
use crate::posting::EmploymentType;
use crate::reading::Reading;

/// Candidates for employment types.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<EmploymentType>> {
    Vec::new()
}
