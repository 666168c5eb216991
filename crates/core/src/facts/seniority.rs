//! Seniority.

use super::Candidate;
use crate::posting::Seniority;
use crate::reading::Reading;

/// Candidates for the seniority; `title` is the job's title where one was found.
pub(super) fn find(_reading: &Reading<'_>, _title: Option<&str>) -> Vec<Candidate<Seniority>> {
    Vec::new()
}
