//! The lines of a record, and the rules that read them.

use std::ops::Range;

use crate::posting::{Evidence, EvidenceSource, Posting, SectionKind, Stated};
use crate::table::{Languages, Rule, RuleMatch};
use crate::text::fold::lower_in_place;
use crate::text::tokens::tokenize;

/// The lines of the posting's sections.
pub(super) struct Lines<'p> {
    pub(super) all: Vec<Line<'p>>,
}

/// One line.
pub(super) struct Line<'p> {
    pub(super) text: &'p str,
    pub(super) folded: String,
    pub(super) section: SectionKind,
    block: usize,
}

/// What a rule reads in a line.
pub(super) struct Hit<'l, 'p> {
    pub(super) line: &'l Line<'p>,
    pub(super) rule: &'static Rule,
    pub(super) found: RuleMatch,
}

impl<'p> Lines<'p> {
    pub(super) fn of(posting: &'p Posting) -> Self {
        let sections = posting.sections.iter();
        let all = sections
            .flat_map(|section| section.items.iter().map(move |item| (section.kind, item)))
            .map(|(section, item)| Line {
                text: &item.text,
                folded: lower_in_place(&item.text),
                section,
                block: item.block,
            })
            .collect();
        Self { all }
    }

    /// The line of a block.
    pub(super) fn of_block(&self, block: usize) -> Option<&Line<'p>> {
        self.all.iter().find(|line| line.block == block)
    }

    /// The first words of a review that are said in a section of these kinds.
    pub(super) fn heard(
        &self,
        languages: &Languages,
        fact: &str,
        sections: &[SectionKind],
    ) -> Option<Evidence> {
        let wanted = |line: &&Line<'_>| sections.contains(&line.section);
        let lines = self.all.iter().filter(wanted);
        lines
            .flat_map(|line| line.heard(languages, fact))
            .next()
            .map(|hit| hit.evidence())
    }
}

impl<'p> Line<'p> {
    /// What the rules of a review read here.
    fn heard<'l>(&'l self, languages: &Languages, fact: &str) -> Vec<Hit<'l, 'p>> {
        let tables = languages.questions().map(|questions| &questions.rules);
        let rules = tables.flat_map(|rules| rules.woken(fact, &self.folded));
        self.hits(rules)
    }

    /// What the rules of a fact read here.
    pub(super) fn stated<'l>(&'l self, languages: &Languages, fact: &str) -> Vec<Hit<'l, 'p>> {
        let tables = languages.tables.iter().copied();
        let rules = tables.flat_map(|tables| tables.rules.woken(fact, &self.folded));
        self.hits(rules)
    }

    fn hits<'l>(&'l self, rules: impl Iterator<Item = &'static Rule>) -> Vec<Hit<'l, 'p>> {
        let found = rules.flat_map(|rule| {
            let matches = rule.find(self.text, &self.folded);
            matches.into_iter().map(move |found| (rule, found))
        });
        found
            .map(|(rule, found)| Hit {
                line: self,
                rule,
                found,
            })
            .collect()
    }

    /// The whole line as evidence.
    pub(super) fn evidence(&self, rule: &str) -> Evidence {
        quote(self.text, Some(self.block), rule)
    }

    /// The sentence that holds a quote, as evidence.
    pub(super) fn sentence_with(&self, quoted: &Evidence) -> Option<Evidence> {
        let parts = self.text.split_inclusive([';', '!', '?']);
        let mut sentences = parts.flat_map(|part| part.split(". "));
        let sentence = sentences.find(|sentence| sentence.contains(&quoted.text))?;
        Some(quote(sentence, Some(self.block), &quoted.rule))
    }
}

impl Hit<'_, '_> {
    /// The words read, as evidence.
    pub(super) fn evidence(&self) -> Evidence {
        let text = self.line.text.get(self.found.range.clone());
        quote(
            text.unwrap_or_default(),
            Some(self.line.block),
            &self.rule.name,
        )
    }

    /// A named group of the match, folded.
    pub(super) fn group(&self, name: &str) -> Option<&str> {
        self.line.folded.get(self.found.group(name)?)
    }
}

/// A quote whose place in its block is not known: the record's lines have lost it.
pub(super) fn quote(text: &str, block: Option<usize>, rule: &str) -> Evidence {
    Evidence {
        text: text.trim().to_owned(),
        block,
        start: None,
        end: None,
        source: EvidenceSource::Body,
        rule: rule.to_owned(),
        stated: Stated::Stated,
        value: None,
    }
}

/// Whether a word of negation stands before a place in a short text, such as a title.
pub(super) fn is_denied(languages: &Languages, text: &str, place: &Range<usize>) -> bool {
    let tokens = tokenize(text.get(..place.start).unwrap_or_default(), 0);
    languages.tables.iter().any(|tables| {
        let mut found = tables.phrases.negations_before.find(text, &tokens);
        found.next().is_some()
    })
}
