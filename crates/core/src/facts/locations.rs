//! Where the job can be done.

use super::Candidate;
use crate::posting::{Location, LocationsMode};
use crate::reading::Reading;

/// The places a posting names, and how they relate.
pub(super) struct Places {
    pub(super) candidates: Vec<Candidate<Location>>,
    pub(super) mode: Vec<Candidate<LocationsMode>>,
}

/// Candidates for the places of work.
pub(super) fn find(_reading: &Reading<'_>) -> Places {
    Places {
        candidates: Vec::new(),
        mode: Vec::new(),
    }
}
