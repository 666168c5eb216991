//! What kind of page it is: one posting, or something else that was saved in its place.
//!
//! Careful on purpose: a live posting called "closed" or "board" costs more than the other way
//! round, so what has a posting's substance is a posting unless a notice says otherwise.

use std::collections::HashSet;

use super::{BlockKind, Page, Region};
use crate::outline::{Outline, Role};
use crate::posting::{Format, PageKind, SectionKind};
use crate::table::Languages;
use crate::table::notices::Notice;
use crate::text::tokens::{Token, tokenize};

/// So many cards or links to postings make a list of postings.
const CARDS: usize = 8;
/// So many suffice where a heading says that it is a list.
const ANNOUNCED_CARDS: usize = 4;
/// A notice stands in a block of at most so many words, or among its first ones.
const NOTICE_WORDS: usize = 30;
/// A login form or bot check has at most so many words beside it.
const LOGIN_WORDS: usize = 250;
/// A page with fewer words has no posting.
const FEW_WORDS: usize = 25;
/// A page of a script's own, without its content, has fewer words than this.
const SHELL_WORDS: usize = 60;
/// So many different words of postings make a text a posting.
const VOCABULARY: usize = 4;
/// A block of this many words is prose.
const PROSE_WORDS: usize = 12;
/// Longest quote in a reason, in characters.
const QUOTE: usize = 100;

/// What kind of page it is, and why.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    /// The kind.
    pub(crate) kind: PageKind,
    /// Why, for a reader.
    pub(crate) reason: String,
}

/// Decides what kind of page it is.
pub(crate) fn verdict(page: &Page, outline: &Outline, languages: &Languages) -> Verdict {
    let signs = Signs::read(page, outline, languages);
    let (kind, reason) = signs
        .closed()
        .or_else(|| signs.headed_posting())
        .or_else(|| signs.login())
        .or_else(|| signs.board())
        .or_else(|| signs.posting())
        .or_else(|| signs.missing())
        .or_else(|| signs.shell())
        .unwrap_or_else(|| {
            let reason = format!(
                "{} words, but no title with duties or requirements",
                signs.words
            );
            (PageKind::Other, reason)
        });
    Verdict { kind, reason }
}

/// What a page shows of its kind.
#[derive(Debug, Default)]
struct Signs {
    /// Words outside furniture.
    words: usize,
    /// A block is the job's title, or the page's data gives one.
    title: bool,
    /// The page's data holds a posting with its text.
    data: bool,
    /// The file is JSON.
    json: bool,
    /// The file is a web page.
    html: bool,
    /// Duties and requirements, and how many of them are under a heading.
    core: usize,
    headed: usize,
    /// Most items in one headed section of duties or requirements.
    longest: usize,
    /// Sections of any kind with a heading and items.
    sections: usize,
    /// Blocks of prose outside furniture.
    prose: usize,
    /// Headings or lines that are links to postings.
    cards: usize,
    /// Different words that postings use.
    vocabulary: HashSet<u64>,
    /// Notices of each kind: how many, and the first one's text.
    closed: (usize, String),
    login: (usize, String),
    check: (usize, String),
    shell: (usize, String),
    board: (usize, String),
    missing: (usize, String),
}

/// Sections that make a posting.
fn is_core(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Responsibilities | SectionKind::Required | SectionKind::Preferred
    )
}

impl Signs {
    fn read(page: &Page, outline: &Outline, languages: &Languages) -> Self {
        let mut signs = Self {
            json: page.format == Format::Json,
            html: matches!(page.format, Format::Html | Format::Mhtml),
            title: page.structured.iter().any(|job| job.title.is_some())
                || outline.roles.contains(&Role::Title),
            data: page.structured.iter().any(|job| {
                job.title.is_some() && (job.description.is_some() || !job.parts.is_empty())
            }),
            ..Self::default()
        };
        signs.read_outline(page, outline, languages);
        signs.read_blocks(page, outline, languages);
        if let Some(title) = &page.head.title {
            signs.read_notices(title, &tokenize(title, 0), languages);
        }
        signs
    }

    fn read_outline(&mut self, page: &Page, outline: &Outline, languages: &Languages) {
        for block in outline.posting_blocks() {
            let tokens = page.tokens_of(block);
            let words = tokens.len();
            self.words += words;
            for tables in &languages.tables {
                if self.vocabulary.len() < VOCABULARY {
                    let found = tables.notices.posting_words(&page.text, tokens);
                    self.vocabulary.extend(found);
                }
            }
            self.prose += usize::from(words >= PROSE_WORDS && page.blocks[block].link_share < 50);
        }
        for part in &outline.parts {
            let items = part.items.len();
            // A card of a list is headed by its link.
            let heading = part.heading.as_ref();
            let block = heading.and_then(|range| page.block_at(range.start));
            let headed = items > 0 && block.is_some_and(|at| page.blocks[at].link_share < 50);
            self.sections += usize::from(headed);
            if is_core(part.kind) {
                self.core += items;
                if headed {
                    self.headed += items;
                    self.longest = self.longest.max(items);
                }
            }
        }
    }

    fn read_blocks(&mut self, page: &Page, outline: &Outline, languages: &Languages) {
        let core = |role: &Role| matches!(role, Role::Item(kind) if is_core(*kind));
        let begun = outline.roles.iter().position(core);
        for (at, block) in page.blocks.iter().enumerate() {
            let framing = matches!(block.region, Region::Navigation | Region::Footer);
            let elsewhere = matches!(
                block.furniture,
                Some("section of furniture" | "navigation" | "footer")
            );
            if framing || elsewhere {
                continue;
            }
            let tokens = page.tokens_of(at);
            let text = page.text_of(at);
            let aside = block.region == Region::Aside;
            if block.link_share >= 80 && (1..=14).contains(&tokens.len()) {
                let is_heading = matches!(block.kind, BlockKind::Heading(_));
                let job = is_heading || names_occupation(&page.text, tokens, languages);
                self.cards += usize::from(job && !aside);
            }
            // A duty may speak of filled positions, and what stands aside of another job: a notice
            // is no item of a list, and an aside one stands above the posting.
            let listed =
                matches!(block.kind, BlockKind::Item(_)) && outline.roles.get(at).is_some_and(core);
            let late = aside && begun.is_some_and(|begun| at > begun);
            if !listed && !late {
                let near = &tokens[..tokens.len().min(NOTICE_WORDS)];
                let linked = block.link_share >= 80;
                self.note(text, &page.text, near, linked, languages);
            }
        }
    }

    fn read_notices(&mut self, text: &str, tokens: &[Token], languages: &Languages) {
        self.note(
            text,
            text,
            &tokens[..tokens.len().min(NOTICE_WORDS)],
            false,
            languages,
        );
    }

    /// Notes the notices among `tokens` of `whole`; `text` is quoted. A link says nothing of its own
    /// page, but "Forgot your password?" is one.
    fn note(
        &mut self,
        text: &str,
        whole: &str,
        tokens: &[Token],
        linked: bool,
        languages: &Languages,
    ) {
        for tables in &languages.tables {
            for notice in tables.notices.find(whole, tokens) {
                if linked && notice != Notice::Login {
                    continue;
                }
                let (count, quote) = match notice {
                    Notice::Posting => continue,
                    Notice::Closed => &mut self.closed,
                    Notice::Login => &mut self.login,
                    Notice::Check => &mut self.check,
                    Notice::Shell => &mut self.shell,
                    Notice::Board => &mut self.board,
                    Notice::Missing => &mut self.missing,
                };
                *count += 1;
                if quote.is_empty() {
                    *quote = shortened(text);
                }
            }
        }
    }

    /// A notice that it is over; more of them beside many links are those of other postings.
    fn closed(&self) -> Option<(PageKind, String)> {
        let (count, quote) = &self.closed;
        let over = *count == 1 || (2..=3).contains(count) && self.cards < CARDS;
        over.then(|| (PageKind::Closed, format!("it says \"{quote}\"")))
    }

    fn headed_posting(&self) -> Option<(PageKind, String)> {
        let is_one = self.longest >= 3 || self.headed >= 3 && self.sections >= 2;
        is_one.then(|| {
            let reason = format!("{} duties and requirements under headings", self.headed);
            (PageKind::Posting, reason)
        })
    }

    fn login(&self) -> Option<(PageKind, String)> {
        if self.words > LOGIN_WORDS || self.core >= 3 && self.title || self.data {
            return None;
        }
        let (count, quote) = if self.check.0 > 0 {
            &self.check
        } else {
            &self.login
        };
        (*count > 0).then(|| (PageKind::Login, format!("it says \"{quote}\"")))
    }

    fn board(&self) -> Option<(PageKind, String)> {
        let announced = self.board.0 > 0 && self.cards >= ANNOUNCED_CARDS;
        let listed = self.cards >= CARDS || announced;
        (listed && self.prose <= 2 * self.cards).then(|| {
            let reason = format!(
                "{} links to postings and {} lines of prose",
                self.cards, self.prose
            );
            (PageKind::Board, reason)
        })
    }

    fn posting(&self) -> Option<(PageKind, String)> {
        let reason = if self.data {
            "its data holds a posting with its text".to_owned()
        } else if self.core >= 3 && self.words >= FEW_WORDS {
            format!("{} lines of duties and requirements", self.core)
        } else if self.title && self.sections > 0 && self.words >= FEW_WORDS {
            "a job's title and a section of a posting".to_owned()
        } else if self.core > 0 && self.words >= FEW_WORDS && (self.title || self.prose > 0) {
            "a short text with duties or requirements".to_owned()
        } else if self.vocabulary.len() >= VOCABULARY && self.words >= FEW_WORDS {
            "a text in the words of postings".to_owned()
        } else {
            return None;
        };
        Some((PageKind::Posting, reason))
    }

    fn missing(&self) -> Option<(PageKind, String)> {
        let (count, quote) = &self.missing;
        (*count > 0).then(|| (PageKind::Other, format!("it says \"{quote}\"")))
    }

    fn shell(&self) -> Option<(PageKind, String)> {
        if self.json || self.words > LOGIN_WORDS {
            return None;
        }
        let (count, quote) = &self.shell;
        let reason = if *count > 0 {
            format!("it says \"{quote}\"")
        } else if self.words < FEW_WORDS || self.words < SHELL_WORDS && self.html && self.prose == 0
        {
            format!("{} words beside menus and buttons", self.words)
        } else {
            return None;
        };
        Some((PageKind::EmptyShell, reason))
    }
}

/// Whether a word names an occupation in one of the languages.
fn names_occupation(text: &str, tokens: &[Token], languages: &Languages) -> bool {
    tokens.iter().any(|token| {
        let tables = languages.tables.iter();
        tables
            .map(|tables| &tables.occupations)
            .any(|occupations| occupations.has_word(text, token))
    })
}

/// The beginning of a text, for a quote.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTE) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
