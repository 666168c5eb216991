//! A page with its outline and the rules that its words woke: what facts are read from.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::options::Options;
use crate::outline::Outline;
use crate::page::Page;
use crate::posting::{Evidence, EvidenceSource, Stated};
use crate::table::rules::is_of_pieces;
use crate::table::{Languages, Letters, Rule, RuleMatch, Sleep};

/// So many words before a statement can deny it.
const NEGATED_WORDS: usize = 5;

/// Everything known about a posting before its facts are read.
pub(crate) struct Reading<'a> {
    pub(crate) page: &'a Page,
    pub(crate) outline: &'a Outline,
    pub(crate) languages: &'a Languages,
    pub(crate) options: &'a Options,
    /// The facts that trigger words of the page woke, by name, each block by block.
    woken: BTreeMap<&'a str, Vec<Woken<'a>>>,
    /// The block that holds the title, once it has been looked for.
    pub(crate) title_block: OnceCell<Option<usize>>,
    /// Blocks that name a human language, once they have been looked for.
    pub(crate) language_blocks: OnceCell<Vec<usize>>,
    /// Countries of the places of work, once they have been looked for.
    pub(crate) countries: OnceCell<Vec<String>>,
}

/// What trigger words woke of one fact in one block.
struct Woken<'a> {
    block: usize,
    /// The rules, in the order of the tables, once each.
    rules: Vec<&'a Rule>,
    /// Their matches, once somebody has asked for them.
    hits: OnceCell<Vec<Hit<'a>>>,
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
    found: RuleMatch,
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
        let mut woken: BTreeMap<&str, Vec<Woken<'_>>> = BTreeMap::new();
        for (block, rule) in wake(languages, page) {
            let blocks = woken.entry(&rule.fact).or_default();
            match blocks.last_mut().filter(|last| last.block == block) {
                Some(last) => last.rules.push(rule),
                None => blocks.push(Woken {
                    block,
                    rules: vec![rule],
                    hits: OnceCell::new(),
                }),
            }
        }
        Self {
            page,
            outline,
            languages,
            options,
            woken,
            title_block: OnceCell::new(),
            language_blocks: OnceCell::new(),
            countries: OnceCell::new(),
        }
    }

    /// All matches of a fact's rules in the posting, in reading order.
    pub(crate) fn hits(&self, fact: &str) -> impl Iterator<Item = &Hit<'a>> + Clone {
        debug_assert!(!is_of_pieces(fact), "{fact} is asked of blocks");
        self.woken
            .get(fact)
            .into_iter()
            .flatten()
            .flat_map(|woken| self.hits_of(woken))
    }

    /// The matches of a fact's rules in one block, in reading order.
    pub(crate) fn hits_in(&self, fact: &str, block: usize) -> &[Hit<'a>] {
        self.woken_in(fact, block)
            .map_or(&[], |woken| self.hits_of(woken))
    }

    /// The rules of a fact that trigger words of a block wake.
    pub(crate) fn rules_in(&self, fact: &str, block: usize) -> &[&'a Rule] {
        self.woken_in(fact, block).map_or(&[], |woken| &woken.rules)
    }

    fn woken_in(&self, fact: &str, block: usize) -> Option<&Woken<'a>> {
        debug_assert!(!is_of_pieces(fact), "{fact} is asked of blocks");
        let blocks = self.woken.get(fact)?;
        let at = blocks.binary_search_by_key(&block, |woken| woken.block);
        blocks.get(at.ok()?)
    }

    /// A pattern runs over a block once, and only when somebody asks.
    fn hits_of<'w>(&self, woken: &'w Woken<'a>) -> &'w [Hit<'a>] {
        woken
            .hits
            .get_or_init(|| self.search(woken.block, &woken.rules))
    }

    fn search(&self, block: usize, rules: &[&'a Rule]) -> Vec<Hit<'a>> {
        let base = self.page.blocks[block].range.start;
        let (text, folded) = (self.page.text_of(block), self.page.folded_of(block));
        let letters = Letters::of(text);
        let mut hits = Vec::new();
        for &rule in rules {
            hits.extend(
                rule.find_among(text, folded, letters)
                    .into_iter()
                    .map(|found| {
                        let range = found.range.start + base..found.range.end + base;
                        Hit {
                            block,
                            rule,
                            negated: self.is_negated(block, &range),
                            range,
                            found,
                            base,
                        }
                    }),
            );
        }
        hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
        hits
    }

    /// Whether a negation of one of the languages stands before `range` of a block in the same clause
    /// (within five words), or right behind it.
    pub(crate) fn is_negated(&self, block: usize, range: &Range<usize>) -> bool {
        let page = self.page;
        let whole = &page.blocks[block].range;
        let before = &page.text[whole.start..range.start];
        let clause = before
            .rfind(['.', ';', ':', '!', '?', '(', '•'])
            .map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
        // The text of a block has single spaces.
        let near = before[clause..].trim_end();
        let start = near
            .rmatch_indices(' ')
            .nth(NEGATED_WORDS - 1)
            .map_or(clause, |(at, _)| clause + at + 1);
        let near = page.tokens_in(&(whole.start + start..range.start));
        let behind = page.tokens_in(&(range.end..whole.end));
        let next = behind.first().filter(|token| {
            let gap = &page.text[range.end..token.start as usize];
            gap.chars().all(char::is_whitespace)
        });
        self.languages.tables.iter().any(|tables| {
            let phrases = &tables.phrases;
            let mut before = phrases.negations_before.find(&page.text, near);
            let after = || phrases.negations_after.longest_at(&page.text, behind, 0);
            before.next().is_some() || next.is_some() && after().is_some()
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

/// The rules that trigger words of the posting wake, with the block: by block, then in the order of
/// the tables, once each.
fn wake<'a>(languages: &'a Languages, page: &Page) -> Vec<(usize, &'a Rule)> {
    let mut out = Vec::new();
    let mut sleep = Sleep::default();
    for (block, _) in page
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.furniture.is_none())
    {
        let folded = page.folded_of(block);
        for tables in &languages.tables {
            tables
                .rules
                .wake(folded, &mut sleep, |rule| out.push((block, rule)));
        }
    }
    out
}
