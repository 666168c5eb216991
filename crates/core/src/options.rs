//! What a caller can ask for.

use std::sync::Arc;

use crate::posting::{Format, SectionKind};
use crate::skills::{SkillTaxonomy, SkillVocabulary};

/// How to read a posting. [`Options::default`] suits a saved file.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the input, for [`Source::name`](crate::Source::name).
    pub name: String,
    /// Format of the input; sniffed from the content when `None`.
    pub format: Option<Format>,
    /// ISO 639-1 code of the posting's language; detected when `None`.
    pub language: Option<String>,
    /// Today's date (ISO 8601), for relative dates ("posted 3 days ago"). Without it they stay
    /// unread and their evidence is vague: the library knows no clock.
    pub today: Option<String>,
    /// Whether the record carries its clean text blocks.
    pub blocks: bool,
    /// What the summary shows.
    pub summary: SummaryOptions,
    /// Skills of the caller's own, beside the built-in ones.
    pub vocabulary: Option<Arc<SkillVocabulary>>,
    /// A taxonomy whose identifiers skills are marked with, and whose entries are found beside the
    /// built-in skills.
    pub taxonomy: Option<Arc<SkillTaxonomy>>,
    /// Inputs over this many bytes are refused; so are those that grow beyond it when they are
    /// decompressed.
    pub max_bytes: usize,
    /// More clean text than this, in bytes, is cut off; [`Source::truncated`](crate::Source::truncated)
    /// says so.
    pub max_text: usize,
    /// More blocks of text than this are cut off, and the record says so.
    pub max_blocks: usize,
    /// Markup whose elements nest deeper than this is cut off there, and the record says so.
    pub max_depth: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: String::new(),
            format: None,
            language: None,
            today: None,
            blocks: false,
            summary: SummaryOptions::default(),
            vocabulary: None,
            taxonomy: None,
            max_bytes: 32 * 1024 * 1024,
            max_text: 2 * 1024 * 1024,
            max_blocks: 50_000,
            max_depth: 1_500,
        }
    }
}

/// What the summary shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryOptions {
    /// At most so many lines.
    pub lines: usize,
    /// At most so many words in all; no budget when `None`.
    pub words: Option<usize>,
    /// At most so many characters in all; no budget when `None`.
    pub chars: Option<usize>,
    /// The order of the lines.
    pub order: SummaryOrder,
    /// Lines are taken from these sections only; from all that can matter when empty.
    pub sections: Vec<SectionKind>,
}

/// The order of the summary's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SummaryOrder {
    /// The line that a reader needs most first.
    #[default]
    Rank,
    /// As on the page.
    Page,
}

impl Default for SummaryOptions {
    fn default() -> Self {
        Self {
            lines: 8,
            words: None,
            chars: None,
            order: SummaryOrder::Rank,
            sections: Vec::new(),
        }
    }
}
