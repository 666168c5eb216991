//! The mentions of skills in a posting: one pass over its tokens.

use std::ops::Range;

use super::guards::{is_in_address, is_listed, opens_a_sentence};
use super::marked::Taken;
use super::pieces::{Piece, pieces};
use super::vocabulary::{Row, SPOKEN, SkillVocabulary, Vocabulary};
use super::{Mark, Mention, SOFT, SkillTable, marked, names};
use crate::outline::{Outline, Role};
use crate::page::Page;
use crate::posting::SectionKind;
use crate::table::Languages;

/// Fewer mentions than this, and what is said of the employer is read too: the posting may have
/// been taken for a company's portrait.
const FEW_MENTIONS: usize = 3;

/// Longest line, in words, whose enumerations are read.
const LONGEST_LINE: usize = 2000;

/// What mentions are read with.
pub(super) struct Tables<'a> {
    /// The tables of the posting's languages, its own first.
    pub(super) tables: Vec<&'a SkillTable>,
    /// The vocabularies, the caller's first.
    vocabularies: Vec<&'a Vocabulary>,
    /// The caller has a vocabulary.
    has_own: bool,
    /// No table knows the small words of the posting's language.
    pub(super) foreign: bool,
}

impl<'a> Tables<'a> {
    fn new(page: &Page, languages: &'a Languages, own: Option<&'a SkillVocabulary>) -> Self {
        let tables: Vec<&SkillTable> = languages.tables.iter().map(|t| &t.skills).collect();
        let foreign = page
            .language
            .as_deref()
            .is_some_and(|code| code != languages.own().code);
        Self {
            tables,
            vocabularies: Self::vocabularies(languages, own),
            has_own: own.is_some(),
            foreign,
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

    /// Whether a phrase is in a vocabulary, whatever its guard says.
    pub(super) fn knows(&self, phrase: &str) -> bool {
        self.vocabularies
            .iter()
            .any(|vocabulary| vocabulary.lexicon.get(phrase).is_some())
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
    own: Option<&SkillVocabulary>,
) -> Vec<Mention> {
    let tables = Tables::new(page, languages, own);
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
        let taken: Vec<Taken> = found
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
    for (vocabulary, words) in tables.vocabularies.iter().enumerate() {
        let Some(hit) = words
            .lexicon
            .longest_at(&page.text, &page.tokens[..end], at)
        else {
            continue;
        };
        let row = hit.id as usize;
        let tokens = at..at + hit.len;
        if best
            .as_ref()
            .is_some_and(|best| best.tokens.len() >= tokens.len())
        {
            continue;
        }
        let seen = &page.text[span(page, &tokens)];
        let guard = words.rows[row].guard(seen);
        if guard.case
            && (!words.rows[row].is_cased_as(seen) || opens_a_sentence(page, &tokens, end, tables))
        {
            continue;
        }
        best = Some(Found {
            tokens,
            id: RowId { vocabulary, row },
            pending: guard.list,
            proper: guard.case,
        });
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Item, Part};

    type Own<'a> = Option<&'a SkillVocabulary>;
    /// The names found in lines that are all of one section.
    fn names_in(lines: &str, kind: SectionKind, own: Own<'_>) -> Vec<String> {
        names_of("en", lines, kind, own)
    }

    /// The same of a posting in the language `code`.
    fn names_of(code: &str, lines: &str, kind: SectionKind, own: Own<'_>) -> Vec<String> {
        let page = Page::of_lines(lines);
        let items: Vec<Item> = (0..page.blocks.len())
            .map(|block| Item {
                range: page.blocks[block].range.clone(),
                block,
            })
            .collect();
        let outline = Outline {
            roles: vec![Role::Item(kind); items.len()],
            why: vec![String::new(); items.len()],
            parts: vec![Part {
                kind,
                heading: None,
                items,
            }],
        };
        mentions(&page, &outline, &Languages::of(Some(code)), own)
            .into_iter()
            .map(|mention| mention.name)
            .collect()
    }

    fn required(lines: &str) -> Vec<String> {
        names_in(lines, SectionKind::Required, None)
    }

    #[test]
    fn everyday_words_are_no_skills() {
        for line in [
            "Go the extra mile for our guests",
            "Excel at what you do",
            "Access to a company car",
            "React to changes quickly",
            "Plan C is always ready",
        ] {
            let names = required(line);
            for word in ["Go", "Excel", "Microsoft Excel", "Access", "React", "C"] {
                assert!(!names.iter().any(|n| n == word), "{line}: {names:?}");
            }
        }
    }

    #[test]
    fn short_names_count_in_enumerations_and_after_markers() {
        let names = required("Experience with Go, Rust or C\n- R\nWork in Python/R notebooks");
        for word in ["Go", "Rust", "C", "R", "Python"] {
            assert!(names.iter().any(|n| n == word), "{word}: {names:?}");
        }
    }

    #[test]
    fn employers_and_benefits_name_no_skills() {
        let line = "Python and customer service are dear to our founders";
        assert!(names_in(line, SectionKind::Benefits, None).is_empty());
    }

    #[test]
    fn addresses_name_no_skills() {
        assert!(
            required("See https://python.example.org/sql or write to java@example.org").is_empty()
        );
    }

    #[test]
    fn the_text_marks_what_the_vocabulary_lacks() {
        let names = required(
            "- Experience with Quillcraft, Parchmentor and Inkwellity\n\
             - Vellum stretching\n\
             - Gold leaf burnishing: 2 years (Required)\n\
             - Proven knowledge of the theory of ligatures for our readers",
        );
        for name in [
            "Quillcraft",
            "Parchmentor",
            "Inkwellity",
            "Vellum stretching",
            "Gold leaf burnishing",
            "Theory of ligatures",
        ] {
            assert!(names.iter().any(|n| n == name), "{name}: {names:?}");
        }
        assert!(!names.iter().any(|n| n.contains("readers")), "{names:?}");
    }

    #[test]
    fn a_word_that_carries_nothing_is_no_skill() {
        let names = required("- Excellent\n- Proven experience with various tools\n- 5 years");
        assert!(names.is_empty(), "{names:?}");
    }

    #[test]
    fn a_line_without_end_is_read() {
        let line = "Go, and R, ".repeat(3000) + "SQL";
        assert_eq!(required(&line), ["SQL"]);
    }

    #[test]
    fn own_rows_win() {
        let own = SkillVocabulary::from_tsv("Snake wrangling\tanimals\tpython|pythons\n").unwrap();
        let names = names_in("Python and SQL", SectionKind::Required, Some(&own));
        assert_eq!(names, ["Snake wrangling", "SQL"]);
        let names = names_in("Snake wrangling, python", SectionKind::Required, Some(&own));
        assert_eq!(names, ["Snake wrangling", "Snake wrangling"]);
    }

    #[test]
    fn guarded_rows_pass_their_own_examples() {
        let mut wrong: Vec<String> = Vec::new();
        macro_rules! tables {
            ($($code:literal)*) => {
                [$(($code, include_str!(concat!("../../data/", $code, "/skills.tsv")))),*]
            };
        }
        for (code, tsv) in tables!("any" "cs" "da" "es" "fi" "it" "nl" "no" "pl" "pt" "sv") {
            for line in tsv.lines().filter(|line| !line.starts_with("# ")) {
                let columns: Vec<&str> = line.split('\t').collect();
                let [name, _, aliases, _, yes, no] = columns[..] else {
                    continue;
                };
                let own = SkillVocabulary::from_tsv(&columns[..4].join("\t")).unwrap();
                let found = |text: &str| {
                    names_of(code, text, SectionKind::Responsibilities, Some(&own))
                        .iter()
                        .any(|n| n == name || aliases.split('|').any(|a| a.eq_ignore_ascii_case(n)))
                };
                if !yes.is_empty() && !found(yes) {
                    wrong.push(format!("{code} {name}: misses {yes:?}"));
                }
                if !no.is_empty() && found(no) {
                    wrong.push(format!("{code} {name}: wrongly reads {no:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
