//! Where a statement comes from.

use serde::{Deserialize, Serialize};

/// A quote that states a fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// The quote.
    pub text: String,
    /// Number of the block that holds it; `None` where the source is not the visible text.
    pub block: Option<usize>,
    /// Byte offset of the quote's start in the block's text.
    pub start: Option<usize>,
    /// Byte offset of the quote's end in the block's text.
    pub end: Option<usize>,
    /// Which source of the page it stands in.
    pub source: EvidenceSource,
    /// Name of the rule that read it.
    pub rule: String,
    /// How firmly the posting says it.
    pub stated: Stated,
    /// Which entry of a list-valued fact the quote proves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A source inside one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EvidenceSource {
    /// The visible text.
    Body,
    /// JSON-LD `JobPosting`, or the fields of a JSON input.
    Jsonld,
    /// Microdata or RDFa.
    Microdata,
    /// `<title>`, `<meta>`, Open Graph, front matter.
    Meta,
    /// The state a page's application was given.
    State,
}

/// How firmly a fact is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stated {
    /// In so many words.
    #[default]
    Stated,
    /// It follows from what is said (Berlin is in Germany).
    Inferred,
    /// It is spoken of without a value ("competitive salary").
    Vague,
}

/// Two sources of one page that disagree on a fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conflict {
    /// Name of the fact.
    pub fact: String,
    /// The value that the record gives.
    pub chosen: serde_json::Value,
    /// The value that the other source gives.
    pub other: serde_json::Value,
    /// A quote for each: the chosen one first.
    pub evidence: Vec<Evidence>,
}

/// One block of the clean text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlockRecord {
    /// Its number, the one that items and evidence point to.
    pub block: usize,
    /// heading, paragraph, item, cell.
    pub kind: String,
    /// Its clean text.
    pub text: String,
    /// What the outline took it for: title, meta, heading, a section kind, or furniture.
    pub role: String,
    /// The rule or cue that decided, for people who ask why.
    pub why: String,
    /// The part of the page it stands in: body, main, header, navigation, aside, footer, form,
    /// dialog.
    #[serde(default)]
    pub region: String,
    /// Why it is not of the posting, where the page itself tells; `None` for what the outline read.
    #[serde(default)]
    pub furniture: Option<String>,
}
