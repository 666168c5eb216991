//! Tells page furniture from the posting.

use super::Page;
use crate::table::Languages;

/// Marks the blocks that are not of the posting.
pub(crate) fn mark(_page: &mut Page, _languages: &Languages) {}
