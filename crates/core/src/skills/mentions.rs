//! The mentions of skills in a posting: one pass over its tokens.

use std::ops::Range;

use super::glued;
use super::guards::{is_in_address, is_listed, opens_a_sentence};
use super::marked::Taken;
use super::pieces::{Piece, pieces};
use super::taxonomy::SkillTaxonomy;
use super::vocabulary::{Guard, Row, SPOKEN, SkillVocabulary, Vocabulary, doing};
use super::{Mark, Mention, SOFT, SkillTable, marked, names};
use crate::options::Options;
use crate::outline::{Outline, Role};
use crate::page::Page;
use crate::posting::SectionKind;
use crate::table::Languages;
use crate::text::tokens::Token;

/// Fewer mentions than this, and what is said of the employer is read too: the posting may have
/// been taken for a company's portrait.
const FEW_MENTIONS: usize = 3;

/// Longest line, in words, whose enumerations are read.
const LONGEST_LINE: usize = 2000;

/// Kinds of skill that hold products.
const PRODUCTS: [&str; 9] = [
    "ai",
    "cloud",
    "data",
    "database",
    "devops",
    "framework",
    "language",
    "library",
    "network",
];

/// What mentions are read with.
pub(super) struct Tables<'a> {
    /// The tables of the posting's languages, its own first.
    pub(super) tables: Vec<&'a SkillTable>,
    /// The vocabularies, the caller's first; that of a taxonomy last.
    vocabularies: Vec<&'a Vocabulary>,
    /// The caller has a vocabulary.
    has_own: bool,
    /// The caller has a taxonomy.
    has_taxonomy: bool,
    /// No table knows the small words of the posting's language.
    pub(super) foreign: bool,
    languages: &'a Languages,
}

impl<'a> Tables<'a> {
    fn new(page: &Page, languages: &'a Languages, options: &'a Options) -> Self {
        let (own, taxonomy) = (options.vocabulary.as_deref(), options.taxonomy.as_deref());
        let tables: Vec<&SkillTable> = languages.tables.iter().map(|t| &t.skills).collect();
        let foreign = page
            .language
            .as_deref()
            .is_some_and(|code| code != languages.own().code);
        Self {
            tables,
            vocabularies: Self::vocabularies(languages, own)
                .into_iter()
                .chain(taxonomy.map(SkillTaxonomy::vocabulary))
                .collect(),
            has_own: own.is_some(),
            has_taxonomy: taxonomy.is_some(),
            foreign,
            languages,
        }
    }

    /// The vocabularies of some languages, the caller's before them.
    pub(super) fn vocabularies(
        languages: &'a Languages,
        own: Option<&'a SkillVocabulary>,
    ) -> Vec<&'a Vocabulary> {
        let tables = languages.tables.iter();
        let built_in = tables.map(|tables| &tables.skills.vocabulary);
        let own = own.map(SkillVocabulary::vocabulary);
        own.into_iter().chain(built_in).collect()
    }

    /// Whether a word is one for years or months.
    pub(super) fn is_span(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let tables = self.languages.tables.iter();
        let spans =
            tables.flat_map(|tables| ["year", "month"].map(|unit| tables.words.units.get(unit)));
        spans.flatten().flatten().any(|known| *known == word)
    }

    /// Whether a phrase is in a vocabulary, whatever its guard says.
    pub(super) fn knows(&self, phrase: &str) -> bool {
        self.vocabularies
            .iter()
            .any(|vocabulary| vocabulary.lexicon.get(phrase).is_some())
    }

    /// How many words of a phrase carry it: those that are no skill in any company do not.
    fn carrying(&self, tokens: &[Token]) -> usize {
        const ORDINARY: u8 = doing::STOP | doing::TRIM | doing::VERB | doing::VAGUE | doing::NEVER;
        let carries = |token: &&Token| {
            let mut tables = self.tables.iter();
            !tables.any(|table| table.doing(token.key) & ORDINARY != 0)
        };
        tokens.iter().filter(carries).count()
    }

    /// The guard of an entry of the taxonomy for the words met: nobody chose the entries one by one,
    /// and one word seldom tells. `None` where they do not count at all.
    fn taxonomy_guard(&self, row: &Row, tokens: &[Token], seen: &str) -> Option<Guard> {
        let case = row.is_name(seen);
        match self.carrying(tokens) {
            0 => None,
            1 => (case || row.is_called(seen)).then_some(Guard { list: true, case }),
            _ => Some(Guard::default()),
        }
    }

    /// Whether a vocabulary is that of the taxonomy.
    fn is_taxonomy(&self, vocabulary: usize) -> bool {
        self.has_taxonomy && vocabulary + 1 == self.vocabularies.len()
    }

    /// The product of that name, where the name alone tells it.
    pub(super) fn product(&self, name: &str) -> Option<RowId> {
        let vocabularies = self.vocabularies.iter().enumerate();
        vocabularies
            .filter(|(at, _)| !self.is_taxonomy(*at))
            .find_map(|(vocabulary, words)| {
                let row = words.lexicon.get(name)? as usize;
                let known = words.rows.get(row)?;
                let tells = PRODUCTS.contains(&known.kind) && known.guard(name) == Guard::default();
                tells.then_some(RowId { vocabulary, row })
            })
    }

    pub(super) fn row(&self, id: RowId) -> &'a Row {
        &self.vocabularies[id.vocabulary].rows[id.row]
    }
}

/// A row of one of the vocabularies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowId {
    vocabulary: usize,
    row: usize,
}

/// A phrase of a vocabulary met in a block.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    pub(super) id: RowId,
    /// It counts only beside other skills or after a marker.
    pub(super) pending: bool,
    /// It is the name of something, and told from a word by its capital.
    pub(super) proper: bool,
}

/// All mentions of skills in the posting, in reading order.
pub(crate) fn mentions(
    page: &Page,
    outline: &Outline,
    languages: &Languages,
    options: &Options,
) -> Vec<Mention> {
    let tables = Tables::new(page, languages, options);
    let mut mentions = read(page, outline, &tables, is_about_the_job);
    if mentions.len() < FEW_MENTIONS {
        mentions = read(page, outline, &tables, |role| {
            is_about_the_job(role) || role == Role::Item(SectionKind::Company)
        });
    }
    mentions
}

/// Whether skills named in such a block are skills of the job. What is said of benefits, the
/// employer and the law names skills that nobody asks for.
fn is_about_the_job(role: Role) -> bool {
    match role {
        Role::Title | Role::Meta | Role::Heading => true,
        Role::Furniture => false,
        Role::Item(kind) => matches!(
            kind,
            SectionKind::Responsibilities
                | SectionKind::Required
                | SectionKind::Preferred
                | SectionKind::Overview
                | SectionKind::Terms
        ),
    }
}

/// Whether a human language named there is asked for, and not only met.
fn asks_for_languages(role: Role) -> bool {
    matches!(
        role,
        Role::Item(SectionKind::Required | SectionKind::Preferred)
    )
}

fn read(
    page: &Page,
    outline: &Outline,
    tables: &Tables<'_>,
    wanted: impl Fn(Role) -> bool,
) -> Vec<Mention> {
    let mut known: Vec<(RowId, Mention)> = Vec::new();
    let mut marked = marked::Marked::new(page, outline);
    for (block, &role) in outline.roles.iter().enumerate() {
        if !wanted(role) || block >= page.blocks.len() {
            continue;
        }
        // In a line without end the neighbours of a term say nothing, and are costly to look for.
        let endless = page.blocks[block].tokens.len() > LONGEST_LINE;
        let pieces = if endless {
            Vec::new()
        } else {
            pieces(page, block, &tables.tables)
        };
        let found = found(page, block, &pieces, tables);
        let glued = glued_names(page, block, tables);
        let mut taken: Vec<Taken> = found
            .iter()
            .map(|found| Taken {
                tokens: found.tokens.clone(),
                soft: tables.row(found.id).kind == SOFT,
            })
            .collect();
        for found in found {
            let row = tables.row(found.id);
            if row.kind == SPOKEN && !asks_for_languages(role) {
                continue;
            }
            let range = span(page, &found.tokens);
            let mention = Mention {
                name: row.name.clone().into_owned(),
                range,
                block,
                known: true,
                kind: row.kind,
                mark: Mark::Vocabulary,
            };
            known.push((found.id, mention));
        }
        if !glued.is_empty() {
            taken.push(Taken {
                tokens: page.blocks[block].tokens.clone(),
                soft: false,
            });
            known.extend(glued);
        }
        if !endless {
            marked.read(block, role, &pieces, &taken, tables);
        }
    }
    let mut mentions = names::shown(
        page,
        known,
        |id| tables.row(*id),
        |id| tables.has_own && id.vocabulary == 0,
    );
    mentions.extend(marked.finish());
    mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
    mentions
}

/// The names in a block that is one word made of them.
fn glued_names(page: &Page, block: usize, tables: &Tables<'_>) -> Vec<(RowId, Mention)> {
    let [token] = page.tokens_of(block) else {
        return Vec::new();
    };
    let word = token.range();
    glued::names(&page.text[word.clone()], tables)
        .into_iter()
        .map(|(place, id)| {
            let row = tables.row(id);
            let mention = Mention {
                name: row.name.clone().into_owned(),
                range: word.start + place.start..word.start + place.end,
                block,
                known: true,
                kind: row.kind,
                mark: Mark::Vocabulary,
            };
            (id, mention)
        })
        .collect()
}

/// The place of a run of tokens in the page's text.
pub(super) fn span(page: &Page, tokens: &Range<usize>) -> Range<usize> {
    let start = page.tokens[tokens.start].start as usize;
    start..page.tokens[tokens.end - 1].end as usize
}

/// The phrases of the vocabularies in a block whose guards hold.
fn found(page: &Page, block: usize, pieces: &[Piece], tables: &Tables<'_>) -> Vec<Found> {
    let range = page.blocks[block].tokens.clone();
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match longest(page, at, range.end, tables) {
            Some(phrase) => {
                at = phrase.tokens.end;
                if !is_in_address(page, &phrase.tokens) {
                    found.push(phrase);
                }
            }
            None => at += 1,
        }
    }
    if found.iter().any(|found| found.pending) {
        let listed: Vec<bool> = (0..found.len())
            .map(|i| !found[i].pending || is_listed(page, pieces, &found, i, tables))
            .collect();
        let mut listed = listed.into_iter();
        found.retain(|_| listed.next().unwrap_or(false));
    }
    found
}

/// The longest phrase at a token; of the same length, the one of the earliest vocabulary.
fn longest(page: &Page, at: usize, end: usize, tables: &Tables<'_>) -> Option<Found> {
    let mut best: Option<Found> = None;
    for vocabulary in 0..tables.vocabularies.len() {
        let Some(found) = phrase(page, at, end, tables, vocabulary) else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|best| best.tokens.len() < found.tokens.len())
            && !(tables.is_taxonomy(vocabulary) && holds_known(page, &found, tables))
        {
            best = Some(found);
        }
    }
    best
}

/// Whether a phrase of the taxonomy that is no name holds a skill that is known anyway ("manage
/// electrical installation"): the skill is what the posting asks for.
fn holds_known(page: &Page, found: &Found, tables: &Tables<'_>) -> bool {
    let tokens = &found.tokens;
    let built_in = 0..tables.vocabularies.len() - 1;
    let is_name = tables.row(found.id).is_name(&page.text[span(page, tokens)]);
    let known = |at: usize| {
        let mut vocabularies = built_in.clone();
        vocabularies.any(|vocabulary| phrase(page, at, tokens.end, tables, vocabulary).is_some())
    };
    !is_name && tokens.clone().any(known)
}

/// The longest phrase of a vocabulary at a token, where its guard lets it count.
fn phrase(
    page: &Page,
    at: usize,
    end: usize,
    tables: &Tables<'_>,
    vocabulary: usize,
) -> Option<Found> {
    let words = tables.vocabularies[vocabulary];
    let hit = words
        .lexicon
        .longest_at(&page.text, &page.tokens[..end], at)?;
    let (row, tokens) = (hit.id as usize, at..at + hit.len);
    let seen = &page.text[span(page, &tokens)];
    let guard = if tables.is_taxonomy(vocabulary) {
        tables.taxonomy_guard(&words.rows[row], &page.tokens[tokens.clone()], seen)?
    } else {
        words.rows[row].guard(seen)
    };
    let is_cased =
        || words.rows[row].is_cased_as(seen) && !opens_a_sentence(page, &tokens, end, tables);
    (!guard.case || is_cased()).then_some(Found {
        tokens: tokens.clone(),
        id: RowId { vocabulary, row },
        pending: guard.list,
        proper: guard.case,
    })
}

#[cfg(test)]
mod tests;
