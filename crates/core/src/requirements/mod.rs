//! Requirements: priority, kind, years, and the tree of alternatives.

use crate::posting::Requirement;
use crate::reading::Reading;
use crate::skills::Mention;

/// Reads the requirements of a posting, best first.
pub(crate) fn read(
    _reading: &Reading<'_>,
    _mentions: &[Mention],
    _title: Option<&str>,
) -> Vec<Requirement> {
    Vec::new()
}
