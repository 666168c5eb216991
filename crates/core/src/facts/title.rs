//! The job's title.

use super::Candidate;
use crate::reading::Reading;

/// The titles a page gives.
pub(super) struct Titles {
    pub(super) candidates: Vec<Candidate<String>>,
    /// The chosen one as the page writes it.
    pub(super) raw: Option<String>,
}

/// Candidates for the title.
pub(super) fn find(_reading: &Reading<'_>) -> Titles {
    Titles {
        candidates: Vec::new(),
        raw: None,
    }
}
