//! What bounds the reading of a page.

use crate::options::Options;

/// Bounds beyond which a page is cut off; the record then says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes of clean text.
    pub(super) text: usize,
    /// Number of blocks.
    pub(super) blocks: usize,
    /// Nesting of elements.
    pub(super) depth: usize,
    /// Bytes of a file, and of what is unpacked from it.
    pub(super) bytes: usize,
}

impl Limits {
    /// The bounds that a caller asks for.
    pub(super) fn of(options: &Options) -> Self {
        Self {
            text: options.max_text,
            blocks: options.max_blocks,
            depth: options.max_depth,
            bytes: options.max_bytes,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::of(&Options::default())
    }
}
