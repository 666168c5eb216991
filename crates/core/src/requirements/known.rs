//! What is known of a page's places before its requirements are read: skills, years, degrees and
//! human languages.

use std::ops::Range;

use crate::facts::education;
use crate::facts::experience::{self, Years};
use crate::facts::languages as human_languages;
use crate::posting::{EducationLevel, Expr};
use crate::reading::Reading;
use crate::skills::{Mark, Mention};

use super::pieces::Leaf;

/// More things than this are not read of one line.
const MOST_LEAVES: usize = 100;

/// Places of a page at which something is named; all in reading order.
#[derive(Debug, Default)]
pub(crate) struct Known<'m> {
    pub(super) mentions: &'m [Mention],
    pub(super) years: Vec<Years>,
    pub(super) degrees: Vec<(Range<usize>, EducationLevel)>,
    pub(super) languages: Vec<Range<usize>>,
}

impl<'m> Known<'m> {
    /// Reads the facts' rules once for the whole page.
    pub(crate) fn of(reading: &Reading<'_>, mentions: &'m [Mention]) -> Self {
        let mut years = experience::years(reading);
        years.sort_by_key(|years| years.range.start);
        let mut degrees: Vec<_> = education::demands(reading)
            .into_iter()
            .map(|demand| (demand.range, demand.education.level))
            .collect();
        degrees.sort_by_key(|(range, _)| range.start);
        let mut languages: Vec<_> = human_languages::named_blocks(reading)
            .iter()
            .flat_map(|block| reading.hits_in("languages", *block))
            .filter(|hit| hit.value().is_some())
            .map(|hit| hit.range.clone())
            .collect();
        languages.sort_by_key(|range| range.start);
        Self {
            mentions,
            years,
            degrees,
            languages,
        }
    }

    /// Mentions of skills inside a range, without overlap.
    pub(crate) fn mentions(&self, range: &Range<usize>) -> impl Iterator<Item = &'m Mention> {
        let (start, end) = (range.start, range.end);
        let first = self
            .mentions
            .partition_point(|mention| mention.range.start < start);
        let mut done = start;
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.range.start < end)
            .filter(move |mention| {
                let fits = mention.range.start >= done && mention.range.end <= end;
                if fits {
                    done = mention.range.end;
                }
                fits
            })
    }

    /// Amounts of experience inside a range.
    pub(super) fn years(&self, range: &Range<usize>) -> &[Years] {
        let first = self.years.partition_point(|y| y.range.start < range.start);
        let last = self.years.partition_point(|y| y.range.start < range.end);
        &self.years[first..last.max(first)]
    }

    /// Human languages inside a range.
    pub(super) fn languages(&self, range: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.languages.partition_point(|l| l.start < range.start);
        let end = range.end;
        self.languages[first..]
            .iter()
            .take_while(move |language| language.start < end)
    }

    /// What is named inside a range: degrees and skills, in reading order, without overlap.
    pub(super) fn leaves(&self, reading: &Reading<'_>, range: &Range<usize>) -> Vec<Leaf> {
        let mut leaves: Vec<Leaf> = self
            .degrees
            .iter()
            .filter(|(place, _)| range.start <= place.start && place.end <= range.end)
            .map(|(place, level)| Leaf {
                range: place.clone(),
                expr: Expr::Degree {
                    degree: *level,
                    or_years: None,
                },
                generic: false,
                vague: false,
            })
            .collect();
        for mention in self
            .mentions(range)
            .filter(|mention| mention.mark != Mark::Duty)
        {
            if leaves.len() >= MOST_LEAVES {
                break;
            }
            let overlaps = |leaf: &Leaf| {
                leaf.range.start < mention.range.end && mention.range.start < leaf.range.end
            };
            if !leaves.iter().any(overlaps) {
                leaves.push(Leaf {
                    range: mention.range.clone(),
                    expr: Expr::Skill {
                        skill: mention.name.clone(),
                    },
                    generic: is_generic(mention),
                    vague: is_vague(reading, mention),
                });
            }
        }
        leaves.sort_by_key(|leaf| leaf.range.start);
        leaves.truncate(MOST_LEAVES);
        leaves
    }
}

/// Whether a mention may only name a sort of thing: products have a name of their own, and kinds
/// of skill that hold products only are never generic.
fn is_generic(mention: &Mention) -> bool {
    const PRODUCTS: [&str; 6] = [
        "language",
        "framework",
        "library",
        "database",
        "certificate",
        "licence",
    ];
    let lower = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let named = !mention.name.split_whitespace().skip(1).any(lower);
    let is_product = named && PRODUCTS.contains(&mention.kind)
        || mention.name.chars().skip(1).any(char::is_uppercase);
    !is_product && mention.name.contains(' ')
}

/// Whether a mention is a word of the text's own, in lower case, that may be an adjective of what
/// follows ("statistical software").
fn is_vague(reading: &Reading<'_>, mention: &Mention) -> bool {
    !mention.known
        && reading.page.text[mention.range.clone()]
            .chars()
            .all(|c| !c.is_uppercase() && !c.is_ascii_digit())
}
