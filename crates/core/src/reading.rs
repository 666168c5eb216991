//! A page with its outline and the rules that its words woke: what facts are read from.

use std::cell::OnceCell;
use std::ops::Range;

use crate::options::Options;
use crate::outline::Outline;
use crate::page::Page;
use crate::posting::{Evidence, EvidenceSource, Stated};
use crate::table::{Languages, Rule, RuleMatch};

/// Everything known about a posting before its facts are read.
pub(crate) struct Reading<'a> {
    pub(crate) page: &'a Page,
    pub(crate) outline: &'a Outline,
    pub(crate) languages: &'a Languages,
    pub(crate) options: &'a Options,
    /// For each table of `languages`: which rule was woken in which block, sorted, once each.
    woken: Vec<Vec<(u32, u32)>>,
    /// The block that holds the title, once it has been looked for.
    pub(crate) title_block: OnceCell<Option<usize>>,
    /// Countries of the places of work, once they have been looked for.
    pub(crate) countries: OnceCell<Vec<String>>,
}

/// A rule that matched in a block of the posting.
#[derive(Debug, Clone)]
pub(crate) struct Hit<'a> {
    /// The block.
    pub(crate) block: usize,
    /// The rule.
    pub(crate) rule: &'a Rule,
    /// Place of the match in the page's text.
    pub(crate) range: Range<usize>,
    /// Whether a negation in the same clause denies it.
    pub(crate) negated: bool,
    found: RuleMatch<'a>,
    base: usize,
}

impl Hit<'_> {
    /// Place of a named group in the page's text.
    pub(crate) fn group(&self, name: &str) -> Option<Range<usize>> {
        let range = self.found.group(name)?;
        Some(range.start + self.base..range.end + self.base)
    }

    /// The value the rule gives here: the denied one under a negation, `None` if it then has none.
    pub(crate) fn value(&self) -> Option<&str> {
        if self.negated {
            self.rule.denied.as_deref()
        } else {
            Some(&self.rule.value)
        }
    }
}

impl<'a> Reading<'a> {
    /// Runs the trigger words of all tables over the page, once.
    pub(crate) fn new(
        page: &'a Page,
        outline: &'a Outline,
        languages: &'a Languages,
        options: &'a Options,
    ) -> Self {
        let woken = languages
            .tables
            .iter()
            .map(|tables| {
                let mut woken = Vec::new();
                tables.rules.wake(&page.folded, |rule, offset| {
                    if let Some(block) = page.block_at(offset)
                        && page.blocks[block].furniture.is_none()
                    {
                        woken.push((rule, u32::try_from(block).unwrap_or(u32::MAX)));
                    }
                });
                woken.sort_unstable();
                woken.dedup();
                woken
            })
            .collect();
        Self {
            page,
            outline,
            languages,
            options,
            woken,
            title_block: OnceCell::new(),
            countries: OnceCell::new(),
        }
    }

    /// All matches of a fact's rules in the posting, in reading order.
    pub(crate) fn hits(&self, fact: &str) -> Vec<Hit<'a>> {
        let mut hits = Vec::new();
        for (tables, woken) in self.languages.tables.iter().zip(&self.woken) {
            for &(rule, block) in woken {
                let rule = &tables.rules.rules[rule as usize];
                if rule.fact != fact {
                    continue;
                }
                let block = block as usize;
                let base = self.page.blocks[block].range.start;
                let (text, folded) = (self.page.text_of(block), self.page.folded_of(block));
                hits.extend(rule.find(text, folded).into_iter().map(|found| Hit {
                    block,
                    rule,
                    range: found.range.start + base..found.range.end + base,
                    negated: self.is_negated(folded, &found.range),
                    found,
                    base,
                }));
            }
        }
        hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
        hits
    }

    /// Whether a negation of one of the languages stands before `range` in the same clause (within
    /// five words), or right behind it.
    pub(crate) fn is_negated(&self, folded: &str, range: &Range<usize>) -> bool {
        let before = &folded[..range.start];
        let clause = before
            .rfind(['.', ';', ':', '!', '?', '(', '•'])
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        let words: Vec<&str> = before[clause..].split_whitespace().collect();
        let near = words[words.len().saturating_sub(5)..].join(" ");
        let after: String = folded[range.end..]
            .split(['.', ';', '!', '?'])
            .next()
            .unwrap_or("")
            .chars()
            .take(40)
            .collect();
        self.languages.tables.iter().any(|tables| {
            let words = &tables.words;
            words
                .negation_before
                .iter()
                .any(|word| holds_word(&near, word))
                || words
                    .negation_after
                    .iter()
                    .any(|word| after.trim_start().starts_with(word.as_str()))
        })
    }

    /// Evidence for a quote of the visible text.
    pub(crate) fn evidence(&self, range: Range<usize>, rule: &str, stated: Stated) -> Evidence {
        let block = self.page.block_at(range.start);
        let base = block.map_or(0, |block| self.page.blocks[block].range.start);
        let end = block.map_or(range.end, |block| {
            range.end.min(self.page.blocks[block].range.end)
        });
        Evidence {
            text: self.page.text[range.start..end].to_owned(),
            block,
            start: block.map(|_| range.start - base),
            end: block.map(|_| end - base),
            source: block
                .and_then(|block| self.page.blocks[block].source)
                .unwrap_or(EvidenceSource::Body),
            rule: rule.to_owned(),
            stated,
            value: None,
        }
    }

    /// Evidence for a value that stands in the page's data and not in its visible text.
    pub(crate) fn data_evidence(text: &str, source: EvidenceSource, rule: &str) -> Evidence {
        Evidence {
            text: text.to_owned(),
            block: None,
            start: None,
            end: None,
            source,
            rule: rule.to_owned(),
            stated: Stated::Stated,
            value: None,
        }
    }
}

/// Whether `word` stands in `text` with no letter on either side.
fn holds_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
            && !text[at + word.len()..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric)
    })
}
