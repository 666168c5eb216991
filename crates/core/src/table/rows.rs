//! The shapes of the rows in `data/<language>/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::posting::{Priority, RequirementKind, SectionKind};

/// What a heading opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Opens {
    /// Duties.
    Responsibilities,
    /// Must-haves.
    Required,
    /// Nice-to-haves.
    Preferred,
    /// What is offered.
    Benefits,
    /// About the employer.
    Company,
    /// About the role.
    Overview,
    /// Pay.
    Compensation,
    /// Where.
    Location,
    /// Duration, hours, contract.
    Terms,
    /// How to apply.
    Apply,
    /// Notices.
    Legal,
    /// Short facts about the job ("Job details", "Schedule:").
    Meta,
    /// Something that is not the posting ("Similar jobs").
    Furniture,
}

impl Opens {
    /// The section kind, where it is one.
    pub(crate) fn section(self) -> Option<SectionKind> {
        Some(match self {
            Self::Responsibilities => SectionKind::Responsibilities,
            Self::Required => SectionKind::Required,
            Self::Preferred => SectionKind::Preferred,
            Self::Benefits => SectionKind::Benefits,
            Self::Company => SectionKind::Company,
            Self::Overview => SectionKind::Overview,
            Self::Compensation => SectionKind::Compensation,
            Self::Location => SectionKind::Location,
            Self::Terms => SectionKind::Terms,
            Self::Apply => SectionKind::Apply,
            Self::Legal => SectionKind::Legal,
            Self::Meta | Self::Furniture => return None,
        })
    }
}

/// `headings.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Headings {
    pub(crate) heading: Vec<HeadingRow>,
}

/// Words that open a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadingRow {
    pub(crate) section: Opens,
    /// The words only count when they are the whole heading.
    #[serde(default)]
    pub(crate) whole: bool,
    /// The words count when they begin the heading, whatever follows ("About Pellwick").
    #[serde(default)]
    pub(crate) start: bool,
    pub(crate) words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(crate) yes: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(crate) no: Vec<String>,
}

/// `cues.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cues {
    pub(crate) cue: Vec<CueRow>,
}

/// Words inside a line that say what the line is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CueRow {
    pub(crate) section: SectionKind,
    /// Weight of the evidence, in natural-log odds; 1 is a hint, 3 nearly settles it.
    pub(crate) weight: f32,
    /// Where in the line the words must stand.
    #[serde(default)]
    pub(crate) at: CuePlace,
    pub(crate) words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(crate) yes: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(crate) no: Vec<String>,
}

/// Where in a line a cue must stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CuePlace {
    /// Anywhere.
    #[default]
    Any,
    /// It begins the line (the bullet aside).
    Start,
    /// It ends the line.
    End,
}

/// `furniture.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Furniture {
    pub(crate) furniture: Vec<FurnitureRow>,
}

/// Words that mark a line, or all that follows it, as not of the posting.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FurnitureRow {
    /// What sort of furniture: "share", "similar jobs", "cookies", …
    pub(crate) name: String,
    pub(crate) reach: Reach,
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// Beginnings of phrases: each makes one with each of `end`.
    #[serde(default)]
    begin: Vec<String>,
    #[serde(default)]
    end: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(crate) yes: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(crate) no: Vec<String>,
}

impl FurnitureRow {
    /// All phrases of the row.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = String> + '_ {
        let pairs = self
            .begin
            .iter()
            .flat_map(|begin| self.end.iter().map(move |end| format!("{begin} {end}")));
        self.words.iter().cloned().chain(pairs)
    }
}

/// How far a piece of furniture reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Reach {
    /// The line is these words and nothing else (digits aside).
    Line,
    /// The line holds these words.
    Inside,
    /// The line is a heading; the part it opens is furniture.
    Section,
    /// The line is a button; with items under it, it opens a part that is furniture.
    Box,
    /// The line is these words; the posting has ended (when it has begun).
    End,
}

/// `requirements.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequirementWords {
    pub(crate) clause: Vec<ClauseRow>,
    pub(crate) kind: Vec<KindRow>,
    #[serde(default)]
    pub(crate) at_least: Vec<AtLeastRow>,
}

/// Words of a clause that make a line a must or a wish, whatever its heading says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClauseRow {
    /// What the words make the line; `None` for phrases that hold such a word and mean neither.
    #[serde(default)]
    pub(crate) priority: Option<Priority>,
    /// The words point at what follows them ("ideally"), not at what stands before ("is a plus").
    #[serde(default)]
    pub(crate) forward: bool,
    pub(crate) words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, which tests run"))]
    pub(crate) yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, which tests run"))]
    #[serde(default)]
    pub(crate) no: Vec<String>,
}

/// Words that tell what sort of thing a line asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KindRow {
    pub(crate) kind: RequirementKind,
    pub(crate) words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, which tests run"))]
    pub(crate) yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, which tests run"))]
    #[serde(default)]
    pub(crate) no: Vec<String>,
}

/// Words before an enumeration of which so many are enough.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AtLeastRow {
    /// How many.
    pub(crate) count: u8,
    pub(crate) words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, which tests run"))]
    pub(crate) yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "examples, which tests run"))]
    #[serde(default)]
    pub(crate) no: Vec<String>,
}

/// `words.toml`: the small words of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// The language's English name, for who reads the file.
    #[expect(dead_code, reason = "for who reads the file")]
    pub(crate) name: String,
    /// Number words.
    #[serde(default)]
    pub(crate) numbers: BTreeMap<String, f64>,
    /// Month names and their short forms.
    #[serde(default)]
    pub(crate) months: BTreeMap<String, u8>,
    /// Names of time units: `hour`, `day`, `week`, `month`, `year`.
    #[serde(default)]
    pub(crate) units: BTreeMap<String, Vec<String>>,
    /// Words that negate what follows in the clause ("not", "no").
    #[serde(default)]
    pub(crate) negation_before: Vec<String>,
    /// Words that negate what stands before them ("is not required").
    #[serde(default)]
    pub(crate) negation_after: Vec<String>,
    /// "and".
    #[serde(default)]
    pub(crate) and: Vec<String>,
    /// "or".
    #[serde(default)]
    pub(crate) or: Vec<String>,
    /// Words that leave an enumeration open ("e.g.", "or equivalent", "such as").
    #[serde(default)]
    pub(crate) open: Vec<String>,
    /// Words between the two ends of a range of figures ("to", "and").
    #[serde(default)]
    pub(crate) ranges: Vec<String>,
    /// Words after which a skill is named ("experience with", "proficient in").
    #[serde(default)]
    pub(crate) skill_markers: Vec<String>,
    /// Words cut off at the ends of a term that is taken for a skill ("strong", "various").
    #[serde(default)]
    pub(crate) skill_trim: Vec<String>,
    /// Verbs, and nouns for doing, that duties begin with ("prepare", "Durchführung").
    #[serde(default)]
    pub(crate) skill_verbs: Vec<String>,
    /// Words of grammar that can stand inside a term of skill ("quality of service").
    #[serde(default)]
    pub(crate) skill_links: Vec<String>,
    /// Words that are no skill alone, though a term of skill can hold them ("systems").
    #[serde(default)]
    pub(crate) skill_vague: Vec<String>,
    /// Words that no term of skill holds ("candidate", "opportunity").
    #[serde(default)]
    pub(crate) skill_never: Vec<String>,
    /// Words that do not say in what experience is asked ("work experience").
    #[serde(default)]
    pub(crate) experience_in_all: Vec<String>,
    /// Words of grammar, which carry no content.
    #[serde(default)]
    pub(crate) stopwords: Vec<String>,
    /// Abbreviations that do not end a sentence, without the last dot.
    #[serde(default)]
    pub(crate) abbreviations: Vec<String>,
    /// Names of human languages to ISO 639-1 codes.
    #[serde(default)]
    pub(crate) languages: BTreeMap<String, String>,
}
