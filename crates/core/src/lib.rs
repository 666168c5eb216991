//! Reads a saved job posting and says what it asks, what it gives, where, how long, and which
//! skills matter most: offline, deterministic, with the evidence for each statement.
//!
//! ```
//! use jobgist::{Options, Posting};
//!
//! let page = "<h1>Night Baker</h1><h2>Requirements</h2><ul><li>Two years in a bakery</li></ul>";
//! let posting = Posting::parse(page.as_bytes(), &Options::default())?;
//! assert_eq!(posting.requirements[0].text, "Two years in a bakery");
//! assert!(posting.absent.iter().any(|fact| fact == "salary"));
//! # Ok::<(), jobgist::Error>(())
//! ```
//!
//! # Overview
//!
//! [`Posting::parse`] is the way in. It takes the bytes of a file (HTML, a fragment of it, a web
//! archive, a mail, a PDF or Word document, Markdown, plain text, the JSON of a job board; gzip is
//! taken off) and [`Options`], and gives a [`Posting`]; [`Posting::parse_all`] gives all of a file
//! that holds several. A posting is:
//!
//! * what the page is: [`Posting::page_kind`], [`Posting::holds_posting`], [`Source`];
//! * facts such as [`Posting::salary`] or [`Posting::locations`]; what is not stated is `None` (or
//!   empty) and named in [`Posting::absent`], never guessed;
//! * [`Posting::evidence`]: for each fact the quotes that state it ([`Evidence`]) with their place
//!   and the rule that read them; [`Posting::conflicts`] where two sources of a page disagree;
//! * [`Posting::sections`]: the whole posting, line by line, without the page's furniture;
//! * [`Posting::requirements`] and [`Posting::skills`], ranked, with the tree of alternatives
//!   ([`Expr`]) of a requirement;
//! * [`Posting::summary`]: the lines to read first, quoted, within the budget of
//!   [`SummaryOptions`], and [`Posting::coverage`]: what they leave out;
//! * reviewed on request: [`Posting::questions`], what to ask where it is silent or vague, and
//!   [`Posting::contradictions`], what in it does not go together.
//!
//! [`Posting::fit`] holds a posting against a [`Profile`]: what lets a person in or keeps a person
//! out, what is met and what is missing, and a score ([`Fit`]).
//!
//! A [`Posting`] serialises with serde to a stable JSON object and reads back to the same value.
//!
//! # Options
//!
//! Format and language are detected; [`Options`] overrules both, names the input, sets the budget
//! of the summary, keeps the clean text blocks in the record, says which day "today" is, adds
//! skills of your own ([`SkillVocabulary`]), marks skills with the identifiers of a taxonomy
//! ([`SkillTaxonomy`]), and bounds size, text, blocks and nesting. [`languages`] lists the languages
//! with a vocabulary.
//!
//! # Examples
//!
//! In `examples/`: `summarize` (one file), `stream` (many, on several threads), `own_vocabulary`.
//!
//! # Features and non-features
//!
//! * Features `pdf` and `docx`: PDF and Word documents. On by default; without them such an input is
//!   an [`Error`] like those of other formats that are not read.
//! * Feature `schema`: `jobgist::schema()`, the JSON Schema of the record. Off by default.
//! * Feature `internals`: single stages for benches, fuzzing and training; no promise stands behind it.
//! * No network, clock, threads, files or environment: bytes in, record out. The same bytes give
//!   the same record on every machine.
//! * No language model and no invented sentences: every line of the summary is a quote.
//! * No `unsafe` code; any input gives a record or an [`Error`], in time linear in its size.
#![forbid(unsafe_code)]

mod clauses;
mod error;
mod facts;
mod fit;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
mod options;
mod outline;
mod page;
mod parse;
mod posting;
mod reading;
mod requirements;
mod review;
#[cfg(feature = "schema")]
mod schema;
mod skills;
mod summary;
mod table;
#[cfg(test)]
pub(crate) mod testing;
mod text;
mod trained;
mod weights;

pub use error::Error;
pub use fit::*;
pub use options::{Options, SummaryOptions, SummaryOrder};
pub use parse::Postings;
pub use posting::*;
#[cfg(feature = "schema")]
pub use schema::schema;
pub use skills::{SkillTaxonomy, SkillVocabulary};

/// ISO 639-1 codes of the languages whose words this version knows: the values that
/// [`Options::language`] takes.
pub fn languages() -> impl Iterator<Item = &'static str> {
    table::Languages::codes()
}
