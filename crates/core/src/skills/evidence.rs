//! What a posting says of one skill, all its mentions together.

use std::collections::BTreeMap;

use super::{Mark, Mention};
use crate::outline::{Outline, Role};
use crate::page::Page;
use crate::posting::SectionKind;
use crate::text::tokens::{Token, key_of, key_of_tokens, tokenize};

/// At most so many spellings of a skill are kept.
const SPELLINGS: usize = 12;

/// What is known of one skill.
#[derive(Debug)]
pub(super) struct Evidence {
    pub(super) name: String,
    /// Of the name's words.
    pub(super) key: u64,
    /// Number of the name's words.
    pub(super) words: usize,
    pub(super) known: bool,
    pub(super) kind: &'static str,
    /// The best of what marked it.
    pub(super) mark: Mark,
    pub(super) seen: Vec<String>,
    pub(super) mentions: usize,
    /// Offset of its first mention.
    pub(super) first: usize,
    pub(super) in_title: bool,
    /// Share of its words that stand in the title.
    pub(super) title_share: f64,
    /// It is named in the words of its name.
    pub(super) in_own_words: bool,
    /// It is the first skill of one of its lines.
    pub(super) opens_line: bool,
    /// Skills in the line that names the fewest besides it, itself among them.
    pub(super) crowd: usize,
    pub(super) required: usize,
    pub(super) preferred: usize,
    pub(super) duties: usize,
    pub(super) elsewhere: usize,
}

/// Brings the mentions of each skill together, in order of their first mention. `title` is the
/// job's title, where one was found.
pub(super) fn gather(
    page: &Page,
    outline: &Outline,
    mentions: &[Mention],
    title: Option<&str>,
) -> Vec<Evidence> {
    let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
    let mut all: Vec<Evidence> = Vec::new();
    let title = keys(&title.map(|title| tokenize(title, 0)).unwrap_or_default());
    for (at, mention) in mentions.iter().enumerate() {
        let key = key_of(&mention.name);
        let number = *numbers.entry(key).or_insert_with(|| {
            all.push(Evidence::of(mention, key, &title));
            all.len() - 1
        });
        let Some(evidence) = all.get_mut(number) else {
            continue;
        };
        evidence.add(page, outline, mention, &title);
        let opens = at == 0 || mentions[at - 1].block != mention.block;
        evidence.opens_line |= opens;
        // Mentions stand in reading order, those of a line together.
        let others = |mentions: &mut dyn Iterator<Item = &Mention>| {
            mentions
                .take_while(|other| other.block == mention.block)
                .count()
        };
        let crowd = 1
            + others(&mut mentions[..at].iter().rev().take(CROWD))
            + others(&mut mentions[at + 1..].iter().take(CROWD));
        evidence.crowd = evidence.crowd.min(crowd);
    }
    all
}

/// More skills than this on one side of a skill in its line are as good as this many.
const CROWD: usize = 20;

/// The keys of the words.
pub(super) fn keys(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().map(|token| token.key).collect()
}

/// Whether `part` stands in `whole` as it is.
pub(super) fn holds(whole: &[u64], part: &[u64]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

impl Evidence {
    fn of(mention: &Mention, key: u64, title: &[u64]) -> Self {
        let words = keys(&tokenize(&mention.name, 0));
        let shared = words.iter().filter(|word| title.contains(word)).count();
        #[expect(clippy::cast_precision_loss, reason = "a name has few words")]
        let title_share = shared as f64 / words.len().max(1) as f64;
        Self {
            name: mention.name.clone(),
            key,
            words: words.len(),
            known: mention.known,
            kind: mention.kind,
            mark: mention.mark,
            seen: Vec::new(),
            mentions: 0,
            first: mention.range.start,
            in_title: false,
            title_share,
            in_own_words: false,
            opens_line: false,
            crowd: usize::MAX,
            required: 0,
            preferred: 0,
            duties: 0,
            elsewhere: 0,
        }
    }

    fn add(&mut self, page: &Page, outline: &Outline, mention: &Mention, title: &[u64]) {
        let seen = page.text.get(mention.range.clone()).unwrap_or_default();
        let words = page.tokens_in(&mention.range);
        self.in_own_words |= key_of_tokens(words) == self.key;
        if self.seen.len() < SPELLINGS && !self.seen.iter().any(|known| known == seen) {
            self.seen.push(seen.to_owned());
        }
        self.mentions += 1;
        self.mark = self.mark.min(mention.mark);
        let role = outline.roles.get(mention.block);
        self.in_title |= role == Some(&Role::Title) || holds(title, &keys(words));
        match role {
            Some(Role::Item(SectionKind::Required)) => self.required += 1,
            Some(Role::Item(SectionKind::Preferred)) => self.preferred += 1,
            Some(Role::Item(SectionKind::Responsibilities)) => self.duties += 1,
            _ => self.elsewhere += 1,
        }
    }

    /// Whether one of its spellings has a capital at its head, or a later one in a single word.
    pub(super) fn is_written_as_name(&self) -> bool {
        self.seen.iter().any(|seen| {
            seen.chars().next().is_some_and(char::is_uppercase)
                || !seen.contains(' ') && seen.chars().any(|c| c.is_uppercase() || c.is_numeric())
        })
    }
}
