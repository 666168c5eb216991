//! On site, hybrid or remote.

use super::Candidate;
use crate::posting::Workplace;
use crate::reading::Reading;

/// Candidates for on site, hybrid or remote.
pub(super) fn find(_reading: &Reading<'_>) -> Vec<Candidate<Workplace>> {
    Vec::new()
}
