//! Blocks to headed sections.

mod classify;
mod cues;
mod decode;
mod features;
mod headings;
mod model;
#[cfg(feature = "internals")]
pub(crate) mod pack;
mod score;
mod segment;
#[cfg(test)]
mod tests;
mod title;
#[cfg(feature = "internals")]
pub(crate) mod training;

use std::ops::Range;

pub(crate) use model::Model;

use crate::page::Page;
use crate::posting::SectionKind;
use crate::table::Languages;

/// What every block of a page is, and the sections they make.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// One a block.
    pub(crate) roles: Vec<Role>,
    /// One a block: the cue or rule that decided; empty unless asked for.
    pub(crate) why: Vec<String>,
    /// The sections in document order.
    pub(crate) parts: Vec<Part>,
}

impl Outline {
    /// The outline of a page whose blocks are all items of one section, without a heading.
    pub(crate) fn of_one_section(page: &Page, kind: SectionKind) -> Self {
        let items: Vec<Item> = page
            .blocks
            .iter()
            .enumerate()
            .map(|(block, text)| Item {
                range: text.range.clone(),
                block,
            })
            .collect();
        Self {
            roles: vec![Role::Item(kind); items.len()],
            why: vec![String::new(); items.len()],
            parts: vec![Part {
                kind,
                heading: None,
                items,
            }],
        }
    }
}

/// What a block is in the posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The job's title.
    Title,
    /// A short fact about the job: place, date, id, pay line, contract.
    Meta,
    /// A heading that opens a section.
    Heading,
    /// An item of a section.
    Item(SectionKind),
    /// Not of the posting.
    Furniture,
}

/// A part of the posting under one heading.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) kind: SectionKind,
    /// The heading, with its lead-in; a range of the page's text.
    pub(crate) heading: Option<Range<usize>>,
    pub(crate) items: Vec<Item>,
}

/// A bullet, paragraph or line.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Its text: a range of the page's text, inside one block.
    pub(crate) range: Range<usize>,
    /// The block.
    pub(crate) block: usize,
}

impl Outline {
    /// Blocks with a role, in order: what is not furniture.
    pub(crate) fn posting_blocks(&self) -> impl Iterator<Item = usize> + '_ {
        self.roles
            .iter()
            .enumerate()
            .filter(|(_, role)| **role != Role::Furniture)
            .map(|(i, _)| i)
    }

    /// The role's name, as the record gives it.
    pub(crate) fn role_name(&self, block: usize) -> &'static str {
        match self.roles.get(block) {
            Some(Role::Title) => "title",
            Some(Role::Meta) => "meta",
            Some(Role::Heading) => "heading",
            Some(Role::Item(kind)) => kind.name(),
            Some(Role::Furniture) | None => "furniture",
        }
    }

    /// Kind of the section that a block stands in.
    pub(crate) fn section_of(&self, block: usize) -> Option<SectionKind> {
        match self.roles.get(block)? {
            Role::Item(kind) => Some(*kind),
            _ => None,
        }
    }
}

/// Finds the sections of a page, and the reasons too where they are to be told.
pub(crate) fn outline(page: &Page, languages: &Languages, model: &Model, told: bool) -> Outline {
    classify::outline(page, languages, model, told)
}
