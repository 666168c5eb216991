//! Pay.

use super::Candidate;
use crate::posting::Salary;
use crate::reading::Reading;

/// Candidates for pay.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<Salary>> {
    Vec::new()
}
