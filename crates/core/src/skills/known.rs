//! Names looked up in the vocabularies, outside any text.

use super::SkillVocabulary;
use super::vocabulary::{SPOKEN, Vocabulary, doing};
use super::{SOFT, mentions::Tables};
use crate::table::Languages;
use crate::text::tokens::tokenize;

/// The vocabularies that a name is looked up in.
pub(crate) struct Names<'a> {
    vocabularies: Vec<&'a Vocabulary>,
    languages: &'a Languages,
}

/// A skill of a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KnownSkill<'a> {
    /// Canonical short name.
    pub(crate) name: &'a str,
    /// It is a trait.
    pub(crate) is_soft: bool,
    /// It is a certificate or a licence.
    pub(crate) is_formal: bool,
    /// It is a human language.
    pub(crate) is_spoken: bool,
}

impl<'a> Names<'a> {
    /// The vocabularies of some languages, and the caller's before them.
    pub(crate) fn of(languages: &'a Languages, own: Option<&'a SkillVocabulary>) -> Self {
        Self {
            vocabularies: Tables::vocabularies(languages, own),
            languages,
        }
    }

    /// The words of a phrase that carry something, by their keys: not those of grammar, nor those
    /// that say how good a skill is.
    pub(crate) fn content(&self, phrase: &str) -> Vec<u64> {
        let says_nothing = |word: u64| {
            let mut tables = self.languages.tables.iter();
            tables.any(|tables| tables.skills.doing(word) & (doing::STOP | doing::TRIM) != 0)
        };
        let words = tokenize(phrase, 0).into_iter().map(|token| token.key);
        words.filter(|word| !says_nothing(*word)).collect()
    }

    /// The skill that a phrase is a name of, as a whole.
    pub(crate) fn find(&self, phrase: &str) -> Option<KnownSkill<'a>> {
        self.vocabularies.iter().find_map(|vocabulary| {
            let row = vocabulary
                .rows
                .get(vocabulary.lexicon.get(phrase)? as usize)?;
            Some(KnownSkill {
                name: &row.name,
                is_soft: row.kind == SOFT,
                is_formal: matches!(row.kind, "certificate" | "licence"),
                is_spoken: row.kind == SPOKEN,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_has_one_name() {
        let languages = Languages::of(Some("en"));
        let own = SkillVocabulary::from_tsv("Kiln firing\tcraft\tfiring of kilns\n").unwrap();
        let names = Names::of(&languages, Some(&own));
        let name = |phrase| names.find(phrase).map(|known| known.name);
        assert_eq!(name("full UK driving licence"), name("Driver's license"));
        assert_eq!(name("Firing of Kilns"), Some("Kiln firing"));
        assert_eq!(name("Kiln"), None);
        assert!(names.find("Driver's license").unwrap().is_formal);
        assert!(names.find("Teamwork").unwrap().is_soft);
        assert!(names.find("Spanish").unwrap().is_spoken);
    }
}
