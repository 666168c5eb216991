//! Human languages asked for.

use super::Candidate;
use crate::posting::LanguageDemand;
use crate::reading::Reading;

/// Candidates for human languages asked for.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<LanguageDemand>> {
    Vec::new()
}
