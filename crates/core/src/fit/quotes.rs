//! Where a posting says what: its evidence, and the sentences around it.

use jiff::civil::Date;

use super::record::Quote;
use super::values::Day;
use crate::posting::{Evidence, Posting, Requirement, SectionItem, Stated};
use crate::table::Languages;
use crate::text::sentences::sentences;

/// The quotes of a posting.
pub(super) struct Quotes<'a> {
    posting: &'a Posting,
    abbreviations: &'a [String],
}

impl<'a> Quotes<'a> {
    pub(super) fn new(posting: &'a Posting, languages: &'a Languages) -> Self {
        Self {
            posting,
            abbreviations: &languages.own().words.abbreviations,
        }
    }

    /// The evidence of a fact that gives a value.
    fn evidence(&self, fact: &str) -> impl Iterator<Item = &'a Evidence> + use<'a> {
        let all = self.posting.evidence.get(fact).into_iter().flatten();
        all.filter(|evidence| evidence.stated != Stated::Vague)
    }

    /// The evidence of a fact that stands in a requirement.
    pub(super) fn of_requirement(
        &self,
        fact: &str,
        requirement: &'a Requirement,
    ) -> impl Iterator<Item = &'a Evidence> + use<'a> {
        self.evidence(fact).filter(move |evidence| {
            evidence.block == Some(requirement.block)
                && (requirement.text.contains(evidence.text.as_str())
                    || evidence.text.contains(requirement.text.as_str()))
        })
    }

    /// The sentence that states a fact first; of a list the entry `value`.
    pub(super) fn sentence(&self, fact: &str, value: Option<&str>) -> Option<Quote> {
        let fits = |evidence: &&Evidence| value.is_none() || evidence.value.as_deref() == value;
        let evidence = self.evidence(fact).find(fits)?;
        Some(Quote {
            text: self.around(evidence).unwrap_or(&evidence.text).to_owned(),
            block: evidence.block,
        })
    }

    /// The sentence of the posting's sections around a quote.
    fn around(&self, evidence: &Evidence) -> Option<&'a str> {
        let block = evidence.block?;
        let items = self
            .posting
            .sections
            .iter()
            .flat_map(|section| &section.items);
        let holds = |item: &&SectionItem| item.block == block && item.text.contains(&evidence.text);
        let text = &items.into_iter().find(holds)?.text;
        let at = text.find(&evidence.text)?;
        let end = at + evidence.text.len();
        // A quote can run over the end of a sentence.
        let touched: Vec<_> = sentences(text, self.abbreviations)
            .into_iter()
            .filter(|sentence| sentence.start < end && at < sentence.end)
            .collect();
        text.get(touched.first()?.start..touched.last()?.end)
    }

    /// The first day of work, where the posting gives a date.
    pub(super) fn start(&self) -> Option<Date> {
        let day = Day::read(self.posting.start_date.as_deref()?)?;
        Some(day.first())
    }
}
