//! Skills: the vocabulary, and terms the text itself marks as skills.

use std::ops::Range;

use crate::error::Error;
use crate::outline::Outline;
use crate::page::Page;
use crate::posting::Skill;
use crate::table::Languages;

/// Skills of the caller's own, in the format of `data/any/skills.tsv`: a row a skill, tab-separated
/// `name`, `kind`, `aliases` (parted by `|`), `guard`; the last three may be left out.
#[derive(Debug, Clone, Default)]
pub struct SkillVocabulary {}

impl SkillVocabulary {
    /// Reads a vocabulary from the text of a TSV file.
    ///
    /// # Errors
    /// When a row has no name or an unknown guard; the error names the row.
    pub fn from_tsv(_text: &str) -> Result<Self, Error> {
        Ok(Self {})
    }
}

/// A skill named at one place of the posting.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// Canonical name.
    pub(crate) name: String,
    /// Its place in the page's text.
    pub(crate) range: Range<usize>,
    /// The block.
    pub(crate) block: usize,
    /// It is in the vocabulary (and not only marked as a skill by the text).
    pub(crate) known: bool,
    /// Kind of skill, as the vocabulary says ("tool", "soft", …); empty where it is not known.
    pub(crate) kind: &'static str,
}

/// All mentions of skills in the posting, in reading order.
pub(crate) fn mentions(
    _page: &Page,
    _outline: &Outline,
    _languages: &Languages,
    _own: Option<&SkillVocabulary>,
) -> Vec<Mention> {
    Vec::new()
}

/// Ranks the skills mentioned. `title` is the job's title, where one was found.
pub(crate) fn rank(
    _page: &Page,
    _outline: &Outline,
    _mentions: &[Mention],
    _title: Option<&str>,
) -> Vec<Skill> {
    Vec::new()
}
