//! Helpers of the unit tests: a reading of a few invented lines.

use crate::options::Options;
use crate::outline::{Model, Outline, Role, outline};
use crate::page::{Page, Structured};
use crate::posting::SectionKind;
use crate::reading::Reading;
use crate::table::Languages;

/// Everything a [`Reading`] borrows.
pub(crate) struct Fixture {
    /// The page.
    pub(crate) page: Page,
    /// Its outline: every block an item of the required section, until told otherwise.
    pub(crate) outline: Outline,
    /// The tables.
    pub(crate) languages: Languages,
    /// The options.
    pub(crate) options: Options,
}

/// The outline of a page, as the program reads it.
pub(crate) fn outline_of(page: &Page, languages: &Languages) -> Outline {
    outline(page, languages, Model::shipped(), false)
}

impl Fixture {
    /// A page of one block a line, in the language `code`.
    pub(crate) fn of(code: &str, lines: &str) -> Self {
        let mut page = Page::of_lines(lines);
        page.language = Some(code.to_owned());
        let outline = Outline::of_one_section(&page, SectionKind::Required);
        Self {
            page,
            outline,
            languages: Languages::of(Some(code)),
            options: Options::default(),
        }
    }

    /// Gives one block a role.
    pub(crate) fn role(mut self, block: usize, role: Role) -> Self {
        self.outline.roles[block] = role;
        self
    }

    /// Sets today's date.
    pub(crate) fn today(mut self, date: &str) -> Self {
        self.options.today = Some(date.to_owned());
        self
    }

    /// Adds structured data.
    pub(crate) fn data(mut self, data: Structured) -> Self {
        self.page.structured.push(data);
        self
    }

    /// The reading.
    pub(crate) fn reading(&self) -> Reading<'_> {
        Reading::new(&self.page, &self.outline, &self.languages, &self.options)
    }
}

/// The value of the strongest candidate, the earlier of equals, as the ledger chooses it.
pub(crate) fn best<T: Clone>(candidates: Vec<crate::facts::Candidate<T>>) -> Option<T> {
    let mut best: Option<crate::facts::Candidate<T>> = None;
    for candidate in candidates {
        let stronger = best.as_ref().is_none_or(|b| candidate.weight > b.weight);
        if candidate.value.is_some() && stronger {
            best = Some(candidate);
        }
    }
    best?.value
}
