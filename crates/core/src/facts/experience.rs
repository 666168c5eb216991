//! Years of experience.

use super::Candidate;
use crate::posting::ExperienceYears;
use crate::reading::Reading;

/// Candidates for years of experience.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<ExperienceYears>> {
    Vec::new()
}
