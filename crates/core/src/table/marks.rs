//! The small words that structure a requirement, in lexicons: clauses, kinds and connectors.

use super::lexicon::Lexicon;
use super::rows::{RequirementWords, Words};
use crate::posting::{Priority, RequirementKind};
use crate::text::tokens::{Token, tokenize};

/// What words of a clause say of the line they stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClauseMark {
    /// It is a must.
    Required,
    /// It is a wish; the words stand behind what is wished ("is a plus").
    Preferred,
    /// It is a wish; the words stand before what is wished ("ideally").
    PreferredAhead,
    /// Neither: the phrase only holds such a word.
    Neither,
    /// A negation of what follows.
    Negation,
}

/// What small words between two things named mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connector {
    /// "and".
    And,
    /// "or".
    Or,
    /// "such as", "e.g.": examples follow.
    Examples,
    /// "or equivalent", "etc.": others count too.
    OpenEnd,
    /// "at least two of".
    AtLeast(u8),
    /// The name of a unit of time.
    Unit,
    /// A word of grammar.
    Grammar,
}

/// Words of clauses, kinds and connectors of one language, ready for lookup.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    clauses: Lexicon,
    kinds: Lexicon,
    connectors: Lexicon,
}

/// The meanings of the numbers in [`Marks::clauses`].
const CLAUSES: [ClauseMark; 5] = [
    ClauseMark::Required,
    ClauseMark::Preferred,
    ClauseMark::PreferredAhead,
    ClauseMark::Neither,
    ClauseMark::Negation,
];

/// The meanings of the numbers in [`Marks::kinds`].
const KINDS: [RequirementKind; 8] = [
    RequirementKind::Skill,
    RequirementKind::Experience,
    RequirementKind::Education,
    RequirementKind::Language,
    RequirementKind::Certification,
    RequirementKind::Authorization,
    RequirementKind::Trait,
    RequirementKind::Availability,
];

/// The meanings of the numbers in [`Marks::connectors`]; higher numbers are `AT_LEAST` and a count.
const CONNECTORS: [Connector; 6] = [
    Connector::And,
    Connector::Or,
    Connector::Examples,
    Connector::OpenEnd,
    Connector::Unit,
    Connector::Grammar,
];

/// Number of "at least none of" in [`Marks::connectors`].
const AT_LEAST: u32 = 16;

impl Marks {
    /// Builds the lexicons of a language.
    pub(super) fn of(rows: &RequirementWords, words: &Words) -> Self {
        let mut marks = Self::default();
        for row in &rows.clause {
            let mark = match row.priority {
                Some(Priority::Required) => ClauseMark::Required,
                Some(Priority::Preferred) if row.forward => ClauseMark::PreferredAhead,
                Some(Priority::Preferred) => ClauseMark::Preferred,
                None => ClauseMark::Neither,
            };
            insert(&mut marks.clauses, &row.words, index_of(&CLAUSES, mark));
        }
        let negation = index_of(&CLAUSES, ClauseMark::Negation);
        insert(&mut marks.clauses, &words.negation_before, negation);
        for row in &rows.kind {
            insert(&mut marks.kinds, &row.words, index_of(&KINDS, row.kind));
        }
        marks.insert_connectors(rows, words);
        marks
    }

    fn insert_connectors(&mut self, rows: &RequirementWords, words: &Words) {
        let number = |connector| index_of(&CONNECTORS, connector);
        let lexicon = &mut self.connectors;
        for row in &rows.at_least {
            insert(lexicon, &row.words, AT_LEAST + u32::from(row.count));
        }
        insert(lexicon, &words.or, number(Connector::Or));
        insert(lexicon, &words.and, number(Connector::And));
        for phrase in &words.open {
            // "or similar" and "and so on" close an enumeration, "such as" opens one.
            let tokens = tokenize(phrase, 0);
            let joined = tokens.len() > 1
                && tokens.first().is_some_and(|first| {
                    let first = &phrase[first.range()];
                    words.or.iter().chain(&words.and).any(|word| word == first)
                });
            let connector = if joined {
                Connector::OpenEnd
            } else {
                Connector::Examples
            };
            lexicon.insert(phrase, number(connector));
        }
        for names in words.units.values() {
            insert(lexicon, names, number(Connector::Unit));
        }
        insert(lexicon, &words.stopwords, number(Connector::Grammar));
    }

    /// The clause mark that starts at `tokens[at]`, with its length in tokens.
    pub(crate) fn clause_at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<(ClauseMark, usize)> {
        let found = self.clauses.longest_at(text, tokens, at)?;
        Some((*CLAUSES.get(found.id as usize)?, found.len))
    }

    /// The word of a kind that starts at `tokens[at]`, with its length in tokens.
    pub(crate) fn kind_at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<(RequirementKind, usize)> {
        let found = self.kinds.longest_at(text, tokens, at)?;
        Some((*KINDS.get(found.id as usize)?, found.len))
    }

    /// The connector that starts at `tokens[at]`, with its length in tokens.
    pub(crate) fn connector_at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
    ) -> Option<(Connector, usize)> {
        let found = self.connectors.longest_at(text, tokens, at)?;
        let connector = match CONNECTORS.get(found.id as usize) {
            Some(connector) => *connector,
            None => Connector::AtLeast(u8::try_from(found.id.checked_sub(AT_LEAST)?).ok()?),
        };
        Some((connector, found.len))
    }
}

fn insert(lexicon: &mut Lexicon, words: &[String], number: u32) {
    for word in words {
        lexicon.insert(word, number);
    }
}

fn index_of<T: PartialEq>(meanings: &[T], meaning: T) -> u32 {
    let at = meanings.iter().position(|one| *one == meaning);
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Languages;
    use crate::table::language::LanguageTables;

    fn all_tables() -> Vec<&'static LanguageTables> {
        let mut all = Languages::of(None).tables;
        for code in Languages::codes() {
            all.extend(Languages::of(Some(code)).tables.first());
        }
        all
    }

    /// Whether one of `words` stands in `line` as the longest phrase of its place.
    fn reads(line: &str, words: &[String], longest: impl Fn(&[Token], usize) -> usize) -> bool {
        let tokens = tokenize(line, 0);
        let mut own = Lexicon::default();
        insert(&mut own, words, 0);
        (0..tokens.len()).any(|at| {
            own.longest_at(line, &tokens, at)
                .is_some_and(|found| found.len >= longest(&tokens, at))
        })
    }

    #[test]
    fn every_row_passes_its_own_examples() {
        for tables in all_tables() {
            let (marks, rows) = (&tables.marks, &tables.requirements);
            let check = |words: &[String], yes: &[String], no: &[String], lexicon: &Lexicon| {
                let longest = |line: &str| {
                    let line = line.to_owned();
                    move |tokens: &[Token], at: usize| {
                        lexicon.longest_at(&line, tokens, at).map_or(0, |f| f.len)
                    }
                };
                for line in yes {
                    let found = reads(line, words, longest(line));
                    assert!(found, "{}: {words:?} misses {line:?}", tables.code);
                }
                for line in no {
                    let found = reads(line, words, longest(line));
                    assert!(!found, "{}: {words:?} wrongly reads {line:?}", tables.code);
                }
            };
            for row in &rows.clause {
                check(&row.words, &row.yes, &row.no, &marks.clauses);
            }
            for row in &rows.kind {
                check(&row.words, &row.yes, &row.no, &marks.kinds);
            }
            for row in &rows.at_least {
                check(&row.words, &row.yes, &row.no, &marks.connectors);
            }
        }
    }
}
