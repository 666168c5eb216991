//! Skills: the vocabulary, and terms the text itself marks as skills.

mod employer;
mod evidence;
mod features;
mod glued;
mod guards;
mod kinds;
mod known;
mod line;
mod marked;
mod mentions;
mod names;
mod pieces;
mod rank;
mod taxonomy;
mod vocabulary;

use std::ops::Range;

use crate::options::Options;
use crate::posting::Skill;
use crate::table::Languages;

pub(crate) use employer::without_employer;
pub(crate) use features::names as feature_names;
pub(crate) use known::{KnownSkill, Names};
pub(crate) use mentions::mentions;
pub(crate) use rank::rank;
#[cfg(feature = "internals")]
pub(crate) use rank::samples;
pub use taxonomy::SkillTaxonomy;
pub(crate) use vocabulary::SkillTable;
pub use vocabulary::SkillVocabulary;

/// The kind of traits, as the vocabulary names it.
const SOFT: &str = "soft";

/// Skills with the entries of the caller's taxonomy, where there is one.
pub(crate) fn marked(mut skills: Vec<Skill>, options: &Options) -> Vec<Skill> {
    if let Some(taxonomy) = &options.taxonomy {
        taxonomy.mark(&mut skills);
    }
    skills
}

/// Whether a skill of that name is one of desk work.
pub(crate) fn is_of_desk(languages: &Languages, name: &str) -> bool {
    let mut tables = languages.tables.iter();
    let kind = tables.find_map(|tables| tables.skills.kind_of(name));
    kind.is_some_and(kinds::is_of_desk)
}

/// A skill named at one place of the posting.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// The name shown: the canonical one, or the posting's own words for it.
    pub(crate) name: String,
    /// Its place in the page's text.
    pub(crate) range: Range<usize>,
    /// The block.
    pub(crate) block: usize,
    /// It is in the vocabulary (and not only marked as a skill by the text).
    pub(crate) known: bool,
    /// Kind of skill, as the vocabulary says ("tool", "soft", …); empty where it is not known.
    pub(crate) kind: &'static str,
    /// What told that it is a skill.
    pub(crate) mark: Mark,
}

/// What tells that a term is a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// It is in the vocabulary.
    Vocabulary,
    /// Words such as "experience with" stand before it.
    Marker,
    /// It is a whole short line of a list of requirements or duties.
    Line,
    /// It stands in an enumeration beside a skill.
    Beside,
    /// It is written like a name: capitals, an acronym.
    Shape,
    /// It is what a duty is done to.
    Duty,
}

impl Mark {
    /// The mark in the words of the record.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Vocabulary => "vocabulary",
            Self::Marker => "named after a marker",
            Self::Line => "a line of its own",
            Self::Beside => "listed beside a skill",
            Self::Shape => "written as a name",
            Self::Duty => "object of a duty",
        }
    }
}
