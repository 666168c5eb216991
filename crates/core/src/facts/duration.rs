//! Length of the engagement.

use super::Candidate;
use crate::posting::EngagementDuration;
use crate::reading::Reading;

/// Candidates for length of the engagement.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<EngagementDuration>> {
    Vec::new()
}
