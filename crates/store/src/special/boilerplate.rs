//! What an employer says in each of its postings.

use std::collections::HashSet;

use jobgist::Posting;

use super::{Boilerplate, OwnLine};
use crate::lines;

/// The lines of a posting, and which of them other postings of the employer have.
pub(super) struct Lines<'a> {
    company: Option<String>,
    /// Section, line, its key, and whether it recurs.
    lines: Vec<(&'static str, &'a str, String, bool)>,
    postings: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(one: &'a Posting) -> Self {
        let sections = one.sections.iter();
        let items = sections.flat_map(|section| {
            section
                .items
                .iter()
                .map(move |item| (section.kind.name(), item))
        });
        let lines = items
            .map(|(section, item)| (section, item.text.as_str(), lines::key(&item.text), false));
        Self {
            company: one.company.as_deref().map(lines::key),
            lines: lines.filter(|(_, _, key, _)| !key.is_empty()).collect(),
            postings: 0,
        }
    }

    pub(super) fn add(&mut self, other: &Posting) {
        let company = other.company.as_deref().map(lines::key);
        if company.is_none() || company != self.company {
            return;
        }
        self.postings += 1;
        let items = other.sections.iter().flat_map(|section| &section.items);
        let keys: HashSet<String> = items.map(|item| lines::key(&item.text)).collect();
        for (_, _, key, recurs) in &mut self.lines {
            *recurs |= keys.contains(key);
        }
    }

    pub(super) fn finish(self) -> (Vec<OwnLine>, Boilerplate) {
        let characters = |lines: &mut dyn Iterator<Item = &(&str, &str, String, bool)>| -> usize {
            lines.map(|(_, text, _, _)| text.chars().count()).sum()
        };
        let all = characters(&mut self.lines.iter());
        let folded = characters(&mut self.lines.iter().filter(|line| line.3));
        let boilerplate = Boilerplate {
            postings: self.postings,
            lines: self.lines.iter().filter(|line| line.3).count(),
            of_lines: self.lines.len(),
            percent: u32::try_from(folded * 100 / all.max(1)).unwrap_or(0),
        };
        let own = self
            .lines
            .iter()
            .filter(|line| !line.3 && self.postings > 0);
        let own = own.map(|&(section, text, _, _)| OwnLine {
            section: section.to_owned(),
            text: text.to_owned(),
        });
        (own.collect(), boilerplate)
    }
}
