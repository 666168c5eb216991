//! A taxonomy of the caller's own: skills with identifiers, which the record's skills then carry.

mod formats;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::vocabulary::{Row, Vocabulary};
use crate::error::Error;
use crate::posting::{Skill, TaxonomyReference};
use crate::text::tokens::key_of;

/// Skills with identifiers in one or more schemes, read from a file of one of these formats, which is
/// told from its header:
///
/// * ESCO's published CSV (`skills_en.csv`): `conceptUri`, `preferredLabel`, `altLabels`;
/// * O*NET's tab-separated tables: `Technology Skills.txt` and `Tools Used.txt` (`Example`,
///   `Commodity Code`), `Skills.txt` and its like (`Element ID`, `Element Name`);
/// * a table of one's own, tab-separated: `name` and, as needed, `kind`, `aliases` (parted by `|`),
///   `id`, `scheme`.
///
/// Skills that are found are marked with the entries of their names
/// ([`Skill::taxonomy`](crate::Skill::taxonomy)), and entries are found as skills of their own. Single
/// words count only where the text lists them as skills: a taxonomy of thousands of entries holds
/// many an ordinary word.
///
/// ```
/// use jobgist::SkillTaxonomy;
///
/// let own = "name\taliases\tid\nKiln firing\tfiring of kilns|bisque firing\tC-17\n";
/// assert_eq!(SkillTaxonomy::read(own.as_bytes())?.len(), 1);
/// # Ok::<(), jobgist::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct SkillTaxonomy {
    vocabulary: Vocabulary,
    /// The references of each row.
    references: Vec<Vec<TaxonomyReference>>,
}

impl SkillTaxonomy {
    /// Reads a taxonomy from the bytes of a file: UTF-8, with or without a byte order mark.
    ///
    /// # Errors
    /// When the header is of no known format, or a row cannot be read; the error names line, column
    /// and reason.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        formats::read(bytes)
    }

    /// Number of its entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.vocabulary.rows.len()
    }

    /// Whether it has no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vocabulary.rows.is_empty()
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Marks skills with the entries that bear their names, or a spelling met in the text.
    pub(super) fn mark(&self, skills: &mut [Skill]) {
        for skill in skills {
            let names = std::iter::once(&skill.name).chain(&skill.aliases_seen);
            let rows = names.filter_map(|name| self.vocabulary.lexicon.get(name));
            for row in rows {
                let known = self.references.get(row as usize).into_iter().flatten();
                for reference in known {
                    if !skill.taxonomy.contains(reference) {
                        skill.taxonomy.push(reference.clone());
                    }
                }
            }
        }
    }
}

/// A taxonomy in the making: entries of the same name become one.
#[derive(Default)]
struct Builder {
    rows: Vec<Row>,
    references: Vec<Vec<TaxonomyReference>>,
    /// Key of a name to its row.
    known: HashMap<u64, usize>,
}

/// An entry of a file.
struct Entry<'t> {
    name: &'t str,
    kind: &'t str,
    aliases: Vec<&'t str>,
    reference: TaxonomyReference,
}

impl Builder {
    fn add(&mut self, entry: Entry<'_>) {
        let key = key_of(entry.name);
        if let Some(&row) = self.known.get(&key) {
            let known = &mut self.references[row];
            if !known.contains(&entry.reference) {
                known.push(entry.reference);
            }
            return;
        }
        self.known.insert(key, self.rows.len());
        let short = without_remark(entry.name);
        let aliases: Vec<&str> = short.into_iter().chain(entry.aliases).collect();
        self.references.push(vec![entry.reference]);
        self.rows.push(Row::of_taxonomy(
            entry.name.to_owned(),
            super::kinds::kind(entry.kind),
            aliases.join("|"),
        ));
    }

    fn finish(self) -> SkillTaxonomy {
        SkillTaxonomy {
            vocabulary: Vocabulary::of(self.rows),
            references: self.references,
        }
    }
}

/// A name without the remark in brackets behind it: "Java (computer programming)".
fn without_remark(name: &str) -> Option<&str> {
    let (short, remark) = name.split_once(" (")?;
    remark.ends_with(')').then_some(short)
}
