//! The tables of one language, and the choice of languages for one posting.

use std::collections::BTreeMap;

use once_cell::sync::OnceCell;

use super::lexicon::KeyMap;
use super::marks::Marks;
use super::notices::Notices;
use super::occupations::Occupations;
use super::phrases::Phrases;
use super::questions::Questions;
use super::rows::{Cues, Furniture, Headings, RequirementWords, Words};
use super::rules::Rules;
use crate::skills::SkillTable;
use crate::text::tokens::{Token, word_key};

/// The texts of one folder of `data/`.
struct Folder {
    code: &'static str,
    words: &'static str,
    headings: &'static str,
    cues: &'static str,
    requirements: &'static str,
    furniture: &'static str,
    page_kinds: &'static str,
    skills: &'static str,
    occupations: &'static str,
    facts: &'static [&'static str],
    /// `questions.toml` and `review.toml`; empty in the folder of what holds everywhere.
    review: [&'static str; 2],
    tables: OnceCell<LanguageTables>,
    questions: OnceCell<Questions>,
}

/// Everything read from one folder of `data/`.
#[derive(Debug)]
pub(crate) struct LanguageTables {
    /// ISO 639-1 code; "any" for what holds in every language.
    pub(crate) code: &'static str,
    pub(crate) words: Words,
    pub(crate) headings: Headings,
    pub(crate) cues: Cues,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "tests run the examples of the rows")
    )]
    pub(crate) requirements: RequirementWords,
    pub(crate) furniture: Furniture,
    /// Words of clauses, kinds and connectors, ready for lookup.
    pub(crate) marks: Marks,
    /// The vocabulary of skills, and the words around skills.
    pub(crate) skills: SkillTable,
    /// Words that name an occupation.
    pub(crate) occupations: Occupations,
    #[cfg(test)]
    pub(crate) occupation_rows: &'static str,
    /// Names of human languages, by the key of their word, to ISO 639-1 codes.
    pub(crate) language_names: KeyMap<String>,
    /// Rules of the facts.
    pub(crate) rules: Rules,
    /// The word tables, ready for lookup.
    pub(crate) phrases: Phrases,
    /// Notices that tell what kind of page it is.
    pub(crate) notices: Notices,
}

/// The rules of the facts of a language, a file a fact: the one place that lists them. A language that
/// lacks one does not compile.
macro_rules! facts {
    ("any") => {
        &[]
    };
    ($code:literal) => {
        facts!($code: "authorization", "company", "dates", "duration", "education", "employment",
            "experience", "hours", "job_id", "languages", "locations", "salary", "seniority", "title",
            "travel", "workplace")
    };
    ($code:literal: $($fact:literal),*) => {
        &[$(include_str!(concat!("../../data/", $code, "/facts/", $fact, ".toml"))),*]
    };
}

/// What a review of a posting in the language asks and listens for.
macro_rules! review {
    ("any") => {
        ["", ""]
    };
    ($code:literal) => {
        [
            include_str!(concat!("../../data/", $code, "/questions.toml")),
            include_str!(concat!("../../data/", $code, "/review.toml")),
        ]
    };
}

macro_rules! folders {
    ($($code:tt),*) => {
        /// The languages, a folder of `data/` each: the one place that lists them.
        static FOLDERS: [Folder; [$($code),*].len()] = [$(Folder {
            code: $code,
            words: include_str!(concat!("../../data/", $code, "/words.toml")),
            headings: include_str!(concat!("../../data/", $code, "/headings.toml")),
            cues: include_str!(concat!("../../data/", $code, "/cues.toml")),
            requirements: include_str!(concat!("../../data/", $code, "/requirements.toml")),
            furniture: include_str!(concat!("../../data/", $code, "/furniture.toml")),
            page_kinds: include_str!(concat!("../../data/", $code, "/page_kinds.toml")),
            skills: include_str!(concat!("../../data/", $code, "/skills.tsv")),
            occupations: include_str!(concat!("../../data/", $code, "/occupations.txt")),
            facts: facts!($code),
            review: review!($code),
            tables: OnceCell::new(),
            questions: OnceCell::new(),
        }),*];
    };
}

folders! {
    "any", "en", "de", "fr", "cs", "nl", "no", "sv", "da", "es", "it", "pl", "pt", "fi"
}

impl Folder {
    /// The folder's tables, parsed when first asked for.
    fn tables(&self) -> &LanguageTables {
        // A test loads every folder, so this cannot fail on shipped data.
        self.tables
            .get_or_try_init(|| try_read(self))
            .unwrap_or_else(|error| panic!("data/{}: {error}", self.code))
    }

    /// The folder's questions, parsed when a review first asks for them.
    fn questions(&self) -> &Questions {
        let [questions, review] = self.review;
        let words = &self.tables().words;
        let read = || Questions::read(self.code, questions, review, &macros(words), &words.units);
        self.questions
            .get_or_try_init(read)
            .unwrap_or_else(|error| panic!("data/{}: {error}", self.code))
    }
}

fn try_read(folder: &Folder) -> Result<LanguageTables, String> {
    fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, String> {
        toml::from_str(text).map_err(|error| format!("{file}: {error}"))
    }
    let words: Words = parse("words.toml", folder.words)?;
    let rules = Rules::read(folder.code, folder.facts, &macros(&words), &words.units)?;
    let headings = parse("headings.toml", folder.headings)?;
    let cues = parse("cues.toml", folder.cues)?;
    let furniture = parse("furniture.toml", folder.furniture)?;
    let requirements: RequirementWords = parse("requirements.toml", folder.requirements)?;
    Ok(LanguageTables {
        marks: Marks::of(&requirements, &words),
        code: folder.code,
        phrases: Phrases::build(&words, &headings, &cues, &furniture),
        headings,
        cues,
        requirements,
        furniture,
        notices: Notices::new(parse("page_kinds.toml", folder.page_kinds)?),
        skills: SkillTable::new(folder.skills, &words)?,
        occupations: Occupations::new(folder.occupations),
        #[cfg(test)]
        occupation_rows: folder.occupations,
        language_names: words
            .languages
            .iter()
            .map(|(name, code)| (word_key(name), code.clone()))
            .collect(),
        rules,
        words,
    })
}

/// Macros that every rule of a language can use: `{num}` a number in digits or words, `{month}`
/// a month's name, `{hours}`, `{days}`, `{weeks}`, `{months}`, `{years}` the names of units.
fn macros(words: &Words) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut numbers = vec![r"[0-9]{1,3}(?:[.,][0-9]{1,2})?".to_owned()];
    numbers.extend(longest_first(words.numbers.keys()));
    out.insert("num".to_owned(), numbers.join("|"));
    if !words.months.is_empty() {
        out.insert(
            "month".to_owned(),
            longest_first(words.months.keys()).join("|"),
        );
    }
    for (unit, names) in &words.units {
        out.insert(format!("{unit}s"), longest_first(names.iter()).join("|"));
    }
    out
}

/// Alternatives of a pattern, the longest first, so that none hides behind its own beginning.
fn longest_first<'a>(words: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut words: Vec<&String> = words.collect();
    words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.as_str()));
    words.into_iter().map(|word| regex::escape(word)).collect()
}

/// The tables of every folder: what tests walk.
#[cfg(test)]
pub(crate) fn all_tables() -> impl Iterator<Item = &'static LanguageTables> {
    FOLDERS.iter().map(Folder::tables)
}

/// The tables that one posting is read with: those of its language, those that hold everywhere,
/// and English, whose words stand in postings of every language.
#[derive(Debug, Clone)]
pub(crate) struct Languages {
    /// The posting's own tables first.
    pub(crate) tables: Vec<&'static LanguageTables>,
}

impl Languages {
    /// The tables for a posting in `code`; for an unknown language, English.
    pub(crate) fn of(code: Option<&str>) -> Self {
        let mut codes = vec!["en", "any"];
        if let Some(code) = code.filter(|code| !codes.contains(code)) {
            codes.insert(0, code);
        }
        let tables = codes
            .into_iter()
            .filter_map(|code| FOLDERS.iter().position(|folder| folder.code == code))
            .map(|at| FOLDERS[at].tables())
            .collect();
        Self { tables }
    }

    /// What a review asks and listens for in each of the languages.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &'static Questions> {
        self.tables.iter().filter_map(|tables| {
            let folder = FOLDERS.iter().find(|folder| folder.code == tables.code)?;
            Some(folder.questions())
        })
    }

    /// Whether there is a folder for `code`.
    pub(crate) fn knows(code: &str) -> bool {
        code != "any" && FOLDERS.iter().any(|folder| folder.code == code)
    }

    /// The codes of all languages there is a folder for.
    pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
        FOLDERS
            .iter()
            .map(|folder| folder.code)
            .filter(|code| *code != "any")
    }

    /// Whether a token is a word of grammar in one of the languages.
    pub(crate) fn is_stopword(&self, token: &Token) -> bool {
        self.tables
            .iter()
            .any(|tables| tables.phrases.is_stopword(token))
    }

    /// Whether a word, in lower case, is one for "and" or "or" in one of the languages.
    pub(crate) fn is_conjunction(&self, word: &str) -> bool {
        self.tables.iter().any(|tables| {
            let words = &tables.words;
            words.and.iter().chain(&words.or).any(|known| known == word)
        })
    }

    /// The posting's own language.
    pub(crate) fn own(&self) -> &'static LanguageTables {
        self.tables[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::{Priority, SectionKind};

    #[test]
    fn every_folder_loads() {
        for folder in &FOLDERS {
            folder.tables();
        }
    }

    /// A posting of any language is to be read for the same facts and sections.
    #[test]
    fn every_language_has_all_tables() {
        use std::collections::BTreeSet;
        let facts = |code: &str| -> BTreeSet<&str> {
            let folder = FOLDERS.iter().find(|folder| folder.code == code).unwrap();
            let rules = &folder.tables().rules.rules;
            rules.iter().map(|rule| rule.fact.as_str()).collect()
        };
        let (english, german) = (facts("en"), facts("de"));
        let wanted: BTreeSet<&str> = english.intersection(&german).copied().collect();
        for code in Languages::codes() {
            let missing: Vec<_> = wanted.difference(&facts(code)).copied().collect();
            assert!(missing.is_empty(), "{code} has no rule for {missing:?}");
            let tables = Languages::of(Some(code)).own();
            let opened = |kind: SectionKind| {
                let rows = &tables.headings.heading;
                rows.iter().any(|row| row.section.section() == Some(kind))
            };
            for kind in SectionKind::ALL {
                assert!(opened(kind), "{code} has no heading for {kind:?}");
            }
            for priority in [Priority::Required, Priority::Preferred] {
                let rows = &tables.requirements.clause;
                let told = rows.iter().any(|row| row.priority == Some(priority));
                assert!(told, "{code} has no clause for {priority:?}");
            }
            let words = &tables.words;
            assert!(!tables.cues.cue.is_empty(), "{code} has no cues");
            assert!(!tables.furniture.furniture.is_empty(), "{code}: furniture");
            assert!(words.months.len() >= 12, "{code} has no months");
            assert!(words.numbers.len() >= 10, "{code} has no number words");
            assert!(!words.negation_before.is_empty(), "{code} has no negation");
            assert!(!words.languages.is_empty(), "{code} names no languages");
            assert!(
                !tables.occupation_rows.is_empty(),
                "{code} has no occupations"
            );
        }
    }

    #[test]
    fn every_rule_passes_its_own_examples() {
        for folder in &FOLDERS {
            let facts = &folder.tables().rules.rules;
            for rule in facts.iter().chain(&folder.questions().rules.rules) {
                assert!(!rule.yes.is_empty(), "{} has no example", rule.name);
                for line in &rule.yes {
                    let folded = crate::text::fold::lower_in_place(line);
                    assert!(
                        rule.is_woken_by(&folded),
                        "{}: no trigger in {line:?}",
                        rule.name
                    );
                    assert!(
                        !rule.find(line, &folded).is_empty(),
                        "{} misses {line:?}",
                        rule.name
                    );
                }
                for line in &rule.no {
                    let folded = crate::text::fold::lower_in_place(line);
                    let hit = rule.is_woken_by(&folded) && !rule.find(line, &folded).is_empty();
                    assert!(!hit, "{} wrongly reads {line:?}", rule.name);
                }
            }
        }
    }
}
