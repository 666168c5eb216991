//! Sponsorship, citizenship and clearance.

use super::Candidate;
use crate::posting::WorkAuthorization;
use crate::reading::Reading;

/// Candidates for sponsorship, citizenship and clearance.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<WorkAuthorization>> {
    Vec::new()
}
