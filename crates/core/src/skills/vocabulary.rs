//! The vocabulary of skills: rows of a TSV file, and the phrases that find them in text.

use std::borrow::Cow;

use super::names::as_title;
use crate::error::Error;
use crate::table::lexicon::{KeyMap, Lexicon};
use crate::table::rows::Words;
use crate::text::fold::plain;
use crate::text::tokens::word_key;

/// Spellings of a skill, for making room.
const PHRASES_A_ROW: usize = 3;
/// A guard holds for the name and for aliases of at most so many letters: a longer alias is not an
/// everyday word.
const GUARDED_LETTERS: usize = 8;

/// The kind of human languages.
pub(super) const SPOKEN: &str = "spoken-language";

/// What a word does around skills, a bit each.
pub(super) mod doing {
    /// A word of grammar.
    pub(in crate::skills) const STOP: u8 = 1;
    /// It says how good a skill is, and is cut off at both ends of a term.
    pub(in crate::skills) const TRIM: u8 = 2;
    /// A verb (or noun for doing) that duties begin with.
    pub(in crate::skills) const VERB: u8 = 4;
    /// A word of grammar that can stand inside a term.
    pub(in crate::skills) const LINK: u8 = 8;
    /// No skill alone.
    pub(in crate::skills) const VAGUE: u8 = 16;
    /// No term of skill holds it.
    pub(in crate::skills) const NEVER: u8 = 32;
}

/// One skill.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Canonical short name.
    pub(super) name: Cow<'static, str>,
    /// Kind of skill.
    pub(super) kind: &'static str,
    /// Other spellings, parted by `|`.
    aliases: Cow<'static, str>,
    guard: Guard,
}

/// What must hold beside the words for a short spelling to be the skill.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Guard {
    /// The text has exactly the capitals of the vocabulary.
    pub(super) case: bool,
    /// It stands in an enumeration of skills, right after a marker, or alone.
    pub(super) list: bool,
}

impl Row {
    /// A row of a taxonomy.
    pub(super) fn of_taxonomy(name: String, kind: &'static str, aliases: String) -> Self {
        Self {
            name: Cow::Owned(name),
            kind,
            aliases: Cow::Owned(aliases),
            guard: Guard::default(),
        }
    }

    /// The guard that holds for a spelling met in text.
    pub(super) fn guard(&self, seen: &str) -> Guard {
        let is_guarded = self.guard == Guard::default()
            || seen.chars().count() <= GUARDED_LETTERS
            || plain(seen) == plain(&self.name);
        if is_guarded {
            self.guard
        } else {
            Guard::default()
        }
    }

    /// Whether a spelling has the capitals of the vocabulary.
    pub(super) fn is_cased_as(&self, seen: &str) -> bool {
        self.name == seen || self.aliases().any(|alias| alias == seen)
    }

    /// Whether the vocabulary writes a spelling as a name, with a capital.
    pub(super) fn is_name(&self, seen: &str) -> bool {
        let same = |spelling: &&str| plain(spelling) == plain(seen);
        let mut spellings = std::iter::once(&*self.name).chain(self.aliases());
        let written = spellings.find(same);
        written.is_some_and(|spelling| {
            spelling.starts_with(char::is_uppercase)
                || !spelling.contains(' ') && spelling.contains(char::is_uppercase)
        })
    }

    /// Whether a spelling is the canonical name, but for a remark in brackets behind it.
    pub(super) fn is_called(&self, seen: &str) -> bool {
        let name = self.name.split(" (").next().unwrap_or_default();
        plain(name) == plain(seen)
    }

    fn aliases(&self) -> impl Iterator<Item = &str> {
        self.aliases.split('|').filter(|alias| !alias.is_empty())
    }
}

/// Rows with the lexicon of their names and aliases.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    pub(super) rows: Vec<Row>,
    /// Phrase to the number of its row.
    pub(super) lexicon: Lexicon,
}

impl Vocabulary {
    /// Reads the rows of a TSV text; `keep` says how the rows hold on to their words.
    fn read<'t>(
        text: &'t str,
        keep: impl Fn(&'t str) -> Cow<'static, str>,
        kind_of: impl Fn(&'t str) -> &'static str,
    ) -> Result<Self, Error> {
        let mut vocabulary = Self::default();
        let rows = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
        vocabulary.rows.reserve(rows);
        vocabulary.lexicon.reserve(rows * PHRASES_A_ROW);
        for line in text.lines() {
            if line.is_empty() || line.starts_with("# ") || line == "#" {
                continue;
            }
            let mut columns = line.split('\t').map(str::trim);
            let name = columns.next().unwrap_or_default();
            let kind = columns.next().unwrap_or_default();
            let aliases = columns.next().unwrap_or_default();
            let guard = guard(columns.next().unwrap_or_default())
                .map_err(|word| Error::vocabulary(line, format!("unknown guard {word:?}")))?;
            let id = u32::try_from(vocabulary.rows.len()).unwrap_or(u32::MAX);
            vocabulary.lexicon.insert(name, id);
            if !name.contains(char::is_alphanumeric) {
                return Err(Error::vocabulary(line, "its name has no letter or digit"));
            }
            for alias in aliases.split('|') {
                vocabulary.lexicon.insert(alias, id);
            }
            vocabulary.rows.push(Row {
                name: keep(name),
                kind: kind_of(kind),
                aliases: keep(aliases),
                guard,
            });
        }
        Ok(vocabulary)
    }

    /// The vocabulary of some rows. A name is that of its own row, whatever row has it for an alias.
    pub(super) fn of(rows: Vec<Row>) -> Self {
        let mut lexicon = Lexicon::default();
        lexicon.reserve(rows.len() * PHRASES_A_ROW);
        for (id, row) in (0_u32..).zip(&rows) {
            lexicon.insert(&row.name, id);
        }
        for (id, row) in (0_u32..).zip(&rows) {
            for alias in row.aliases() {
                lexicon.insert(alias, id);
            }
        }
        Self { rows, lexicon }
    }
}

impl Vocabulary {
    /// Adds the names of human languages.
    fn add_languages(&mut self, words: &Words) {
        for name in words.languages.keys() {
            let id = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            if self.lexicon.insert(name, id) {
                self.rows.push(Row {
                    name: Cow::Owned(as_title(name)),
                    kind: SPOKEN,
                    aliases: Cow::Borrowed(""),
                    guard: Guard::default(),
                });
            }
        }
    }
}

/// Reads a guard column: flags parted by commas.
fn guard(column: &str) -> Result<Guard, &str> {
    let mut guard = Guard::default();
    for flag in column.split(',').map(str::trim).filter(|f| !f.is_empty()) {
        match flag {
            "case" => guard.case = true,
            "list" => guard.list = true,
            other => return Err(other),
        }
    }
    Ok(guard)
}

/// Skills of the caller's own, in the format of `data/any/skills.tsv`: a row a skill, tab-separated
/// `name`, `kind`, `aliases` (parted by `|`), `guard`; the last three may be left out. Lines that
/// begin with "# " are comments.
///
/// Its rows win over the built-in ones.
#[derive(Debug, Clone, Default)]
pub struct SkillVocabulary {
    vocabulary: Vocabulary,
}

impl SkillVocabulary {
    /// Reads a vocabulary from the text of a TSV file.
    ///
    /// # Errors
    /// When a row has no name or an unknown guard; the error names the row.
    pub fn from_tsv(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let vocabulary =
            Vocabulary::read(text, |cell| Cow::Owned(cell.to_owned()), super::kinds::kind)?;
        Ok(Self { vocabulary })
    }

    /// Number of its skills.
    #[must_use]
    pub fn len(&self) -> usize {
        self.vocabulary.rows.len()
    }

    /// Whether it has no skill.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vocabulary.rows.is_empty()
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}

/// What one language knows of skills: its vocabulary, and its words around skills.
#[derive(Debug)]
pub(crate) struct SkillTable {
    pub(super) vocabulary: Vocabulary,
    /// Words that join the members of an enumeration.
    pub(super) joiners: Lexicon,
    /// Words that leave an enumeration open.
    pub(super) open: Lexicon,
    /// Words after which a skill is named.
    pub(super) markers: Lexicon,
    /// What single words do, by their keys: bits of [`doing`].
    words: KeyMap<u8>,
}

impl SkillTable {
    /// Builds the table of a language from the text of its `skills.tsv` and its small words.
    pub(crate) fn new(tsv: &'static str, words: &Words) -> Result<Self, String> {
        let mut vocabulary = Vocabulary::read(tsv, Cow::Borrowed, |kind| kind)
            .map_err(|error| format!("skills.tsv: {error}"))?;
        vocabulary.add_languages(words);
        let phrases = |list: &[String]| {
            let mut lexicon = Lexicon::default();
            for phrase in list {
                lexicon.insert(phrase, 0);
            }
            lexicon
        };
        let joiners: Vec<String> = words.and.iter().chain(&words.or).cloned().collect();
        Ok(Self {
            vocabulary,
            joiners: phrases(&joiners),
            open: phrases(&words.open),
            markers: phrases(&words.skill_markers),
            words: doings(words),
        })
    }

    /// The kind of the skill of that name.
    pub(super) fn kind_of(&self, name: &str) -> Option<&'static str> {
        let row = self.vocabulary.lexicon.get(name)?;
        Some(self.vocabulary.rows.get(row as usize)?.kind)
    }

    /// What a word does around skills: bits of [`doing`].
    pub(super) fn doing(&self, word: u64) -> u8 {
        self.words.get(&word).copied().unwrap_or(0)
    }
}

/// What the words of a language do around skills.
fn doings(words: &Words) -> KeyMap<u8> {
    let mut out: KeyMap<u8> = KeyMap::default();
    for (list, bit) in [
        (&words.stopwords, doing::STOP),
        (&words.skill_trim, doing::TRIM),
        (&words.skill_verbs, doing::VERB),
        (&words.skill_links, doing::LINK),
        (&words.skill_vague, doing::VAGUE),
        (&words.skill_never, doing::NEVER),
    ] {
        for word in list {
            *out.entry(word_key(word)).or_default() |= bit;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_may_leave_columns_out() {
        let own = SkillVocabulary::from_tsv(
            "# comment\nGlazing\nKiln firing\tcraft\tfiring|kilns\n\nOx\ttool\t\tcase,list\tyes\tno\n",
        )
        .unwrap();
        assert_eq!(own.len(), 3);
        let vocabulary = own.vocabulary();
        assert_eq!(vocabulary.lexicon.get("KILNS"), Some(1));
        assert!(vocabulary.rows[2].guard("Ox").list);
        assert!(!vocabulary.rows[2].guard("Ox drawn ploughs").list);
        assert!(vocabulary.rows[2].is_cased_as("Ox"));
        assert!(!vocabulary.rows[2].is_cased_as("ox"));
    }

    #[test]
    fn an_error_names_the_row() {
        let error = SkillVocabulary::from_tsv("Glazing\tcraft\t\tloud\n").unwrap_err();
        assert!(error.to_string().contains("Glazing"), "{error}");
        assert!(SkillVocabulary::from_tsv("\tcraft\n").is_err());
    }
}
