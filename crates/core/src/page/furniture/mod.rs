//! Tells page furniture from the posting: navigation, buttons, forms, further jobs, second copies.

mod bounds;

use std::collections::HashMap;

use bounds::{beyond_description, container, ends, fields};

use super::{Block, BlockKind, Page, Region};
use crate::table::rows::Opens;
use crate::table::{Languages, Lexicon};
use crate::text::tokens::Token;

/// Marks the blocks that are not of the posting.
pub(crate) fn mark(page: &mut Page, languages: &Languages) {
    let headings = posting_headings(page, languages);
    regions(page, &headings);
    words(page, languages);
    tabs(page, &headings);
    link_runs(page);
    sections(page, languages, &headings);
    ends(page, languages, &headings);
    fields(page, languages, &headings);
    copies(page);
    container(page, languages, &headings);
    beyond_description(page, languages);
}

/// Which blocks the vocabulary takes for headings of a posting, and how sure it is.
fn posting_headings(page: &Page, languages: &Languages) -> Vec<f32> {
    (0..page.blocks.len())
        .map(|block| {
            let tokens = page.tokens_of(block);
            if tokens.is_empty() || tokens.len() > 9 || page.text_of(block).ends_with(['.', ',']) {
                return 0.0;
            }
            languages
                .meaning(&page.text, tokens)
                .filter(|m| {
                    !matches!(
                        m.opens,
                        Opens::Furniture | Opens::Meta | Opens::Apply | Opens::Legal
                    )
                })
                .map_or(0.0, |m| m.coverage)
        })
        .collect()
}

fn set(block: &mut Block, why: &'static str) {
    block.furniture.get_or_insert(why);
}

/// Parts of the page that frame the posting. A part that holds most of the text, or headings of a
/// posting, is the posting whatever its markup says.
fn regions(page: &mut Page, headings: &[f32]) {
    let total: usize = page.blocks.iter().map(|b| b.range.len()).sum();
    for (region, why) in [
        (Region::Navigation, "navigation"),
        (Region::Footer, "footer"),
        (Region::Dialog, "dialog"),
        (Region::Aside, "aside"),
        (Region::Form, "form"),
        (Region::Header, "header"),
    ] {
        let inside = || {
            page.blocks
                .iter()
                .enumerate()
                .filter(|(_, b)| b.region == region)
        };
        let size: usize = inside().map(|(_, b)| b.range.len()).sum();
        let sure = inside()
            .filter(|(at, _)| headings[*at] > 0.8 && page.blocks[*at].link_share < 50)
            .count();
        let framing = matches!(region, Region::Navigation | Region::Footer);
        let all_sure = headings.iter().filter(|sure| **sure > 0.8).count();
        // Most of the text is in no frame, unless the posting's headings plainly stand elsewhere.
        let most = size * 2 > total && (all_sure < 2 || sure * 2 >= all_sure);
        if most || !framing && sure >= 2 && sure * 2 >= all_sure {
            continue;
        }
        for block in page.blocks.iter_mut().filter(|b| b.region == region) {
            if region != Region::Header || block.link_share >= 60 {
                set(block, why);
            }
        }
    }
}

/// Lines that are known words of furniture, or hold them.
fn words(page: &mut Page, languages: &Languages) {
    for at in 0..page.blocks.len() {
        if page.blocks[at].furniture.is_some() {
            continue;
        }
        let tokens = page.tokens_of(at);
        let text = &page.text;
        let digits = |t: &Token| text[t.range()].bytes().all(|b| b.is_ascii_digit());
        let found = languages.tables.iter().find_map(|tables| {
            let phrases = &tables.phrases;
            let line = || {
                phrases
                    .lines
                    .get_tokens(tokens, digits)
                    .filter(|_| tokens.len() <= 12)
            };
            let inside = || {
                phrases
                    .inside
                    .find(text, tokens)
                    .next()
                    .filter(|_| tokens.len() <= 70)
            };
            let row = line()
                .or_else(|| inside().map(|found| found.id))
                .or_else(|| several(&phrases.lines, text, tokens))?;
            Some(tables.furniture.furniture[row as usize].name.as_str())
        });
        let leftover = is_leftover(&text[page.blocks[at].range.clone()]);
        let bare_link = text[page.blocks[at].range.clone()].starts_with("http")
            && tokens.len() <= 14
            && !text[page.blocks[at].range.clone()].contains(' ');
        if let Some(name) = found {
            set(&mut page.blocks[at], name);
        } else if bare_link || leftover {
            set(&mut page.blocks[at], "left behind by a template or tracker");
        }
    }
}

/// The row of the last phrase of a line that is several buttons: "Reply Reply Save Print".
fn several(lines: &Lexicon, text: &str, tokens: &[Token]) -> Option<u32> {
    let (mut at, mut count, mut row) = (0, 0, None);
    while at < tokens.len() && tokens.len() <= 16 {
        let found = lines.longest_at(text, tokens, at)?;
        (at, count, row) = (at + found.len, count + 1, Some(found.id));
    }
    // Two single words can be a line of the posting: "Send CV".
    row.filter(|_| count >= 3 || count == 2 && tokens.len() > 2)
}

/// What templates and trackers leave behind: `{% include x %}`, `[Insert the city where …]`, a lone
/// hash tag, a random key.
fn is_leftover(text: &str) -> bool {
    let lone = !text.contains(char::is_whitespace);
    let has = |test: fn(&char) -> bool| text.chars().any(|c| test(&c));
    text.starts_with("{%") && text.ends_with("%}")
        || text.starts_with("{{") && text.ends_with("}}")
        || text.starts_with('[') && text.ends_with(']') && text.split_whitespace().count() >= 6
        || lone && text.starts_with('#') && text.len() > 1
        || lone
            && (8..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric())
            && has(char::is_ascii_lowercase)
            && has(char::is_ascii_digit)
            && text.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

/// Three or more headings of a posting in a row as items of one list are the labels of its tabs.
fn tabs(page: &mut Page, headings: &[f32]) {
    let is_label = |page: &Page, first: usize, at: usize| {
        let block = &page.blocks[at];
        headings[at] > 0.75
            && matches!(block.kind, BlockKind::Item(_))
            && block.list == page.blocks[first].list
    };
    let mut at = 0;
    while at < page.blocks.len() {
        let run = (at..page.blocks.len())
            .take_while(|b| is_label(page, at, *b))
            .count();
        if run >= 3 {
            for block in &mut page.blocks[at..at + run] {
                set(block, "tabs");
            }
        }
        at += run.max(1);
    }
}

/// Three or more short blocks in a row that are links.
fn link_runs(page: &mut Page) {
    let is_link = |page: &Page, at: usize| {
        let block = &page.blocks[at];
        block.link_share >= 80 && block.tokens.len() <= 14
    };
    let mut at = 0;
    while at < page.blocks.len() {
        let run = (at..page.blocks.len())
            .take_while(|b| is_link(page, *b))
            .count();
        if run >= 3 {
            for block in &mut page.blocks[at..at + run] {
                set(block, "run of links");
            }
        }
        at += run.max(1);
    }
}

/// A heading of furniture, and what it opens.
fn sections(page: &mut Page, languages: &Languages, headings: &[f32]) {
    let mut open: Option<Option<u8>> = None;
    for (at, sure) in headings.iter().enumerate().take(page.blocks.len()) {
        let level = match page.blocks[at].kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        if opens_furniture(page, languages, at) {
            open = Some(level);
        } else if let Some(opened) = open {
            let tokens = page.blocks[at].tokens.len();
            let posting = *sure > 0.75 && !matches!(page.blocks[at].kind, BlockKind::Item(_));
            let outranks =
                matches!((opened, level), (Some(opened), Some(level)) if level <= opened);
            let prose = opened.is_none() && tokens >= 30 && page.blocks[at].link_share < 20;
            if posting || outranks || prose {
                open = None;
            }
        }
        if open.is_some() {
            set(&mut page.blocks[at], "section of furniture");
        }
    }
}

/// Whether a block is a heading of furniture.
fn opens_furniture(page: &Page, languages: &Languages, at: usize) -> bool {
    let tokens = page.tokens_of(at);
    if tokens.is_empty() || tokens.len() > 10 {
        return false;
    }
    let heading = matches!(page.blocks[at].kind, BlockKind::Heading(_)) || page.blocks[at].bold;
    let boxed = page.blocks.get(at + 1).is_some_and(|next| {
        matches!(next.kind, BlockKind::Item(_)) || page.text[next.range.clone()].ends_with(':')
    });
    // Such words without markup, and nothing under them, are a button.
    if page.blocks[at].furniture.is_some() && !heading && !boxed {
        return false;
    }
    languages.tables.iter().any(|tables| {
        let sections = &tables.phrases.sections;
        sections.get_tokens(tokens, |_| false).is_some()
            || heading
                && sections
                    .find(&page.text, tokens)
                    .any(|m| m.len * 2 >= tokens.len() && m.len >= 2)
    })
}

/// Second copies: long blocks met before, and short ones beside them.
fn copies(page: &mut Page) {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut again = vec![false; page.blocks.len()];
    let mut first: Vec<usize> = (0..page.blocks.len()).collect();
    for (at, copy) in again.iter_mut().enumerate() {
        if page.blocks[at].furniture.is_some() {
            continue;
        }
        let key = crate::text::tokens::key_of_tokens(page.tokens_of(at));
        first[at] = *seen.entry(key).or_insert(at);
        *copy = first[at] < at;
    }
    let long = |page: &Page, at: usize| page.blocks[at].range.len() >= 40;
    let mut copied: Vec<bool> = (0..again.len())
        .map(|at| again[at] && long(page, at))
        .collect();
    // Short lines that come again in the same order are a second head.
    for at in 1..again.len() {
        let order = first[at - 1] + 1 == first[at] && again[at - 1] && again[at];
        let words = page.blocks[at - 1].tokens.len() + page.blocks[at].tokens.len();
        if order && words >= 4 {
            (copied[at - 1], copied[at]) = (true, true);
        }
    }
    // A short line met before is a copy when its neighbour is one.
    for at in 1..again.len() {
        copied[at] |= again[at] && copied[at - 1];
    }
    for at in (1..again.len()).rev() {
        copied[at - 1] |= again[at - 1] && copied[at];
    }
    for (block, copied) in page.blocks.iter_mut().zip(copied) {
        if copied {
            set(block, "second copy");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(lines: &str) -> Vec<String> {
        let mut page = Page::of_lines(lines);
        mark(&mut page, &Languages::of(Some("en")));
        (0..page.blocks.len())
            .filter(|b| page.blocks[*b].furniture.is_none())
            .map(|b| page.text_of(b).to_owned())
            .collect()
    }

    #[test]
    fn buttons_go_and_the_posting_stays() {
        let got = kept(
            "Back to jobs\nShare this job\nNight baker\nDuties\n- Bake bread every night\nRequirements\n- Two strong arms\nSimilar jobs\nDay baker\nCake maker",
        );
        assert_eq!(
            got,
            [
                "Night baker",
                "Duties",
                "Bake bread every night",
                "Requirements",
                "Two strong arms"
            ]
        );
    }

    #[test]
    fn boxes_of_a_tracker_go() {
        let posting = "We look for a night baker who knows rye from spelt, who likes the quiet hours of the morning, who is kind to the apprentices and who can \
             carry a sack of flour up the stairs.\nDuties\n- Bake bread every night\nRequirements\n- Two strong arms";
        let boxed = kept(&format!(
            "Track This Opening\nPut it on your list so that you can:\n- See where each application stands\nBookmark this vacancy\n- Find it again\nReply Save Print\n{posting}"
        ));
        assert_eq!(boxed.len(), 5, "{boxed:?}");
        // A button alone opens nothing.
        assert_eq!(
            kept(&format!(
                "Night baker\nSave this position\nBergen, full-time\n{posting}"
            ))
            .len(),
            7
        );
    }

    #[test]
    fn a_second_copy_goes() {
        let text = "You will mend the clocks of four church towers.\nDuties\n- Wind each clock once a week, by hand\n";
        assert_eq!(kept(&format!("{text}{text}")).len(), 3);
    }
}
