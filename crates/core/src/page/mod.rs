//! Bytes to a [`Page`]: clean text in blocks, the page's own structured data, and what is furniture.

mod assemble;
mod builder;
#[cfg(test)]
mod characters_tests;
mod container;
mod described;
mod encoding;
mod front_matter;
pub(crate) mod furniture;
#[cfg(test)]
mod hidden_tests;
mod html;
mod items;
pub(crate) mod json;
pub(crate) mod jsonld;
#[cfg(test)]
mod jsonld_tests;
mod kind;
#[cfg(test)]
mod kind_tests;
mod language;
mod lenient_json;
mod limits;
mod lines;
mod markup;
mod open;
mod sniff;
mod state;
pub(crate) mod structured;
mod values;

use std::ops::Range;

use crate::error::Error;
use crate::options::Options;
use crate::posting::{EvidenceSource, Format};
use crate::text::tokens::{Token, within};

pub(crate) use kind::{Verdict, verdict};
pub(crate) use open::{Pages, open};
pub(crate) use structured::Structured;

/// A saved page, read once.
///
/// It owns one clean text; blocks, tokens and all later findings are byte ranges into it.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The clean text: the blocks' texts, a line feed after each.
    pub(crate) text: String,
    /// The text in lower case, with the same offsets.
    pub(crate) folded: String,
    /// Its blocks in document order.
    pub(crate) blocks: Vec<Block>,
    /// For each group of blocks (an element that holds others), the group around it; group 0 is the
    /// page.
    pub(crate) groups: Vec<u32>,
    /// The blocks, from the first to the last, that the description of the structured data repeats.
    pub(crate) described: Option<Range<usize>>,
    /// Tokens of the whole text, in order.
    pub(crate) tokens: Vec<Token>,
    /// What the page says of itself in structured data, best source first.
    pub(crate) structured: Vec<Structured>,
    /// What its head says.
    pub(crate) head: Head,
    /// Format it was read as.
    pub(crate) format: Format,
    /// Encoding it was read with.
    pub(crate) encoding: String,
    /// ISO 639-1 code of the posting's language.
    pub(crate) language: Option<String>,
    /// What a limit cut off.
    pub(crate) truncated: Option<String>,
    /// Notes on quality.
    pub(crate) notes: Vec<String>,
}

/// What a page's head says.
#[derive(Debug, Default, Clone)]
pub(crate) struct Head {
    /// Text of `<title>`, or `title:` of front matter.
    pub(crate) title: Option<String>,
    /// `og:title`.
    pub(crate) og_title: Option<String>,
    /// `og:site_name`.
    pub(crate) site_name: Option<String>,
    /// `meta name=description` or `og:description`.
    pub(crate) description: Option<String>,
    /// Canonical link, `og:url` or the browser's saved-from comment.
    pub(crate) url: Option<String>,
    /// `lang` of the root element.
    pub(crate) language: Option<String>,
}

/// A heading, paragraph, list item or table cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// Its text in the page's text.
    pub(crate) range: Range<usize>,
    /// Its tokens in the page's tokens.
    pub(crate) tokens: Range<usize>,
    /// What the markup makes it.
    pub(crate) kind: BlockKind,
    /// All of its text is bold (or it is a heading by markup).
    pub(crate) bold: bool,
    /// Length in bytes of the bold (or underlined) beginning of its text; 0 where there is none.
    pub(crate) lead: usize,
    /// Share of its text that is links, in percent.
    pub(crate) link_share: u8,
    /// The part of the page it stands in.
    pub(crate) region: Region,
    /// Number of the list it belongs to, from 1; 0 where it is in none.
    pub(crate) list: u32,
    /// Number of the innermost element that groups it with its neighbours.
    pub(crate) group: u32,
    /// A blank line or a block boundary (and not only a `<br>`) stands before it.
    pub(crate) gap: bool,
    /// Why it is not of the posting; `None` while it is taken for the posting.
    pub(crate) furniture: Option<&'static str>,
    /// Source of its text when that is not the visible body.
    pub(crate) source: Option<EvidenceSource>,
}

/// What markup makes a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// `h1` to `h6`, or Markdown's `#`.
    Heading(u8),
    /// A paragraph or a line of one.
    #[default]
    Paragraph,
    /// An item of a list, by markup or by its bullet; with its depth from 1.
    Item(u8),
    /// A cell of a table, or the term or description of a definition list. `label` says that it
    /// names what the next cell says (`th`, `dt`, first of two cells).
    Cell {
        /// It names what the next cell says.
        label: bool,
    },
}

/// The part of a page a block stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Region {
    /// The body proper.
    #[default]
    Body,
    /// `main`, `article`, or an element marked up as the description.
    Main,
    /// `header` of the page.
    Header,
    /// `nav`, or a menu.
    Navigation,
    /// `aside`.
    Aside,
    /// `footer` of the page.
    Footer,
    /// A form or its parts.
    Form,
    /// A dialog or a cookie banner.
    Dialog,
}

impl Region {
    /// Its name in records.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Main => "main",
            Self::Header => "header",
            Self::Navigation => "navigation",
            Self::Aside => "aside",
            Self::Footer => "footer",
            Self::Form => "form",
            Self::Dialog => "dialog",
        }
    }
}

impl Page {
    /// Text of a block.
    pub(crate) fn text_of(&self, block: usize) -> &str {
        &self.text[self.blocks[block].range.clone()]
    }

    /// Folded text of a block.
    pub(crate) fn folded_of(&self, block: usize) -> &str {
        &self.folded[self.blocks[block].range.clone()]
    }

    /// Tokens of a block.
    pub(crate) fn tokens_of(&self, block: usize) -> &[Token] {
        &self.tokens[self.blocks[block].tokens.clone()]
    }

    /// The tokens that lie in a range of the text.
    pub(crate) fn tokens_in(&self, range: &Range<usize>) -> &[Token] {
        within(&self.tokens, range)
    }

    /// Number of the block that holds a byte offset of the text.
    pub(crate) fn block_at(&self, offset: usize) -> Option<usize> {
        let at = self
            .blocks
            .partition_point(|block| block.range.end <= offset);
        self.blocks
            .get(at)
            .is_some_and(|block| block.range.start <= offset)
            .then_some(at)
    }
}

/// Reads the posting of a saved file; of several, the one with the longest text.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Page, Error> {
    Ok(open(bytes, options)?.longest())
}
