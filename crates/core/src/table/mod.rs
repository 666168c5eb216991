//! The vocabulary: what the words of a language mean, read from `data/`.
//!
//! Every language is a folder of data. Nothing here knows a word of any language; the tables are
//! parsed at first use and only those of the posting's language are loaded.

pub(crate) mod function_words;
pub(crate) mod gazetteer;
pub(crate) mod language;
pub(crate) mod lexicon;
pub(crate) mod marks;
mod meaning;
pub(crate) mod notices;
mod occupations;
mod pattern;
pub(crate) mod phrases;
pub(crate) mod questions;
#[cfg(test)]
mod row_tests;
pub(crate) mod rows;
pub(crate) mod rules;
mod slots;
mod starts;
mod triggers;
mod walk;

pub(crate) use language::Languages;
pub(crate) use lexicon::Lexicon;
pub(crate) use pattern::Letters;
pub(crate) use rules::{Rule, RuleMatch, Sleep};
