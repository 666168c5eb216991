//! Tells page furniture from the posting: navigation, buttons, forms, further jobs, second copies.

use std::collections::HashMap;

use super::{Block, BlockKind, Page, Region};
use crate::table::Languages;
use crate::table::rows::Opens;
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
    container(page, &headings);
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
        let found = languages.tables.iter().any(|tables| {
            let phrases = &tables.phrases;
            tokens.len() <= 12 && phrases.lines.get_tokens(tokens, digits).is_some()
                || phrases.inside.find(text, tokens).next().is_some() && tokens.len() <= 70
        });
        let leftover = is_leftover(&text[page.blocks[at].range.clone()]);
        let bare_link = text[page.blocks[at].range.clone()].starts_with("http")
            && tokens.len() <= 14
            && !text[page.blocks[at].range.clone()].contains(' ');
        if found || bare_link || leftover {
            set(&mut page.blocks[at], "words of furniture");
        }
    }
}

/// What templates and trackers leave behind: `{% include x %}`, a lone hash tag, a random key.
fn is_leftover(text: &str) -> bool {
    let lone = !text.contains(char::is_whitespace);
    let has = |test: fn(&char) -> bool| text.chars().any(|c| test(&c));
    text.starts_with("{%") && text.ends_with("%}")
        || text.starts_with("{{") && text.ends_with("}}")
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
    let is_label = |page: &Page, at: usize| {
        headings[at] > 0.75 && matches!(page.blocks[at].kind, BlockKind::Item(_))
    };
    let mut at = 0;
    while at < page.blocks.len() {
        let run = (at..page.blocks.len())
            .take_while(|b| is_label(page, *b))
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
    for at in 0..page.blocks.len() {
        let level = match page.blocks[at].kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        if opens_furniture(page, languages, at) {
            open = Some(level);
        } else if let Some(opened) = open {
            let tokens = page.blocks[at].tokens.len();
            let posting =
                headings[at] > 0.75 && !matches!(page.blocks[at].kind, BlockKind::Item(_));
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

/// Once the posting has begun, a line that ends it makes all that follows furniture, unless the
/// posting plainly goes on.
fn ends(page: &mut Page, languages: &Languages, headings: &[f32]) {
    let is_open = |page: &Page, at: usize| page.blocks[at].furniture.is_none();
    let sure = |at: &usize| headings[*at] > 0.75;
    let total = page.text.len();
    for at in 0..page.blocks.len() {
        let tokens = page.tokens_of(at);
        let ends = tokens.len() <= 12
            && languages
                .tables
                .iter()
                .any(|t| t.phrases.ends.get_tokens(tokens, |_| false).is_some());
        if !ends {
            continue;
        }
        let begun = (0..at).filter(sure).filter(|b| is_open(page, *b)).count() >= 2
            || page.blocks[at].range.start * 2 > total;
        let goes_on = (at + 1..page.blocks.len())
            .filter(sure)
            .filter(|b| is_open(page, *b))
            .count()
            >= 2;
        if begun && !goes_on {
            for block in &mut page.blocks[at..] {
                set(block, "after the posting");
            }
            return;
        }
    }
}

/// Labels of required form fields ("Phone *"): three of them are an application form, which ends
/// the posting unless it plainly goes on.
fn fields(page: &mut Page, languages: &Languages, headings: &[f32]) {
    let is_field =
        |at: &usize| page.tokens_of(*at).len() <= 12 && page.text_of(*at).trim_end().ends_with('*');
    let labels: Vec<usize> = (0..page.blocks.len()).filter(is_field).collect();
    let (Some(&first), Some(&last)) = (labels.first(), labels.last()) else {
        return;
    };
    let open = |at: &usize| page.blocks[*at].furniture.is_none();
    let begun = page.blocks[..first].iter().any(|b| b.furniture.is_none());
    let goes_on = (last + 1..page.blocks.len())
        .filter(open)
        .filter(|b| headings[*b] > 0.9)
        .count()
        >= 2;
    if labels.len() < 3 || !begun {
        return;
    }
    // The form begins at its own heading ("Apply to Pellwick") or at its first field.
    let opens_form = |at: &usize| {
        let tokens = page.tokens_of(*at);
        matches!(page.blocks[*at].kind, BlockKind::Heading(_))
            && languages
                .any_meaning(&page.text, tokens)
                .is_some_and(|m| m.opens == Opens::Apply)
    };
    let start = (first.saturating_sub(10)..first)
        .find(opens_form)
        .unwrap_or(first);
    let end = if goes_on { last + 1 } else { page.blocks.len() };
    for block in &mut page.blocks[start..end] {
        set(block, "application form");
    }
}

/// Second copies: long blocks met before, and short ones beside them.
fn copies(page: &mut Page) {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut again = vec![false; page.blocks.len()];
    for (at, copy) in again.iter_mut().enumerate() {
        if page.blocks[at].furniture.is_some() {
            continue;
        }
        let key = page
            .tokens_of(at)
            .iter()
            .fold(0, |key, t| crate::text::tokens::combine(key, t.key));
        *copy = seen.contains_key(&key);
        seen.entry(key).or_insert(at);
    }
    let long = |page: &Page, at: usize| page.blocks[at].range.len() >= 40;
    let mut copied: Vec<bool> = (0..again.len())
        .map(|at| again[at] && long(page, at))
        .collect();
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

/// Share of the posting's mass, in percent, that its container must hold.
const CONTAINED: usize = 80;
/// So many open blocks before the container may still be its title and short facts.
const BEFORE: usize = 16;
/// So many blocks behind the container may still be its closing lines.
const AFTER: usize = 3;

/// What lies outside the innermost element that holds nearly all headings of the posting and what
/// stands under them.
fn container(page: &mut Page, headings: &[f32]) {
    let mut masses = vec![0usize; page.groups.len()];
    let mut under = 0;
    for (at, block) in page
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.furniture.is_none())
    {
        let sure = headings[at] > 0.75;
        under = if sure { 1500 } else { under };
        let mass = if sure {
            60
        } else {
            block.range.len().min(under)
        };
        under -= mass.min(under);
        if let Some(slot) = masses.get_mut(block.group as usize) {
            *slot += mass;
        }
    }
    let sure = (0..page.blocks.len())
        .filter(|b| headings[*b] > 0.75 && page.blocks[*b].furniture.is_none())
        .count();
    if sure < 2 {
        return;
    }
    // A group comes after the one around it, so one pass from the end adds inner to outer.
    for at in (1..masses.len()).rev() {
        masses[page.groups[at] as usize] += masses[at];
    }
    let total = masses.first().copied().unwrap_or(0);
    let holder = (1..masses.len())
        .rev()
        .find(|at| masses[*at] * 100 >= total * CONTAINED);
    let Some(holder) = holder else { return };
    let inside = |mut group: usize| {
        while group > holder {
            group = page.groups[group] as usize;
        }
        group == holder
    };
    let within: Vec<bool> = page
        .blocks
        .iter()
        .map(|b| inside(b.group as usize))
        .collect();
    let Some(first) = within.iter().position(|w| *w) else {
        return;
    };
    let last = within.iter().rposition(|w| *w).unwrap_or(first);
    let dated: Vec<bool> = (0..page.blocks.len())
        .map(|at| page.text_of(at).bytes().any(|b| b.is_ascii_digit()))
        .collect();
    let mut before = 0;
    for at in (0..page.blocks.len()).rev() {
        let block = &mut page.blocks[at];
        if within[at] || block.furniture.is_some() || block.source.is_some() {
            continue;
        }
        before += usize::from(at < first);
        let title = matches!(block.kind, BlockKind::Heading(1 | 2));
        // A closing line with a date or a figure ("Apply by 20 December").
        if at > last && at <= last + AFTER && block.tokens.len() <= 16 && dated[at] {
            continue;
        }
        if at > first || before > BEFORE && !title {
            set(block, "outside the posting");
        }
    }
}

/// What follows the last line of the described posting, short facts aside.
fn beyond_description(page: &mut Page, languages: &Languages) {
    let Some(last) = page.described.as_ref().map(|span| span.end) else {
        return;
    };
    let mut fact = false;
    for at in last..page.blocks.len() {
        let tokens = page.tokens_of(at);
        let meta = tokens.len() <= 8
            && languages.meaning(&page.text, tokens).is_some_and(|m| {
                m.coverage > 0.75
                    && matches!(
                        m.opens,
                        Opens::Meta | Opens::Terms | Opens::Location | Opens::Compensation
                    )
            });
        if !meta && !(fact && tokens.len() <= 12) {
            set(&mut page.blocks[at], "after the described posting");
        }
        fact = meta;
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
    fn a_second_copy_goes() {
        let text = "You will mend the clocks of four church towers.\nDuties\n- Wind each clock once a week, by hand\n";
        assert_eq!(kept(&format!("{text}{text}")).len(), 3);
    }
}
