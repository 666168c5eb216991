//! The job's title.

mod clean;
mod shape;

use std::ops::Range;

use super::Candidate;
use super::labels::{first_piece, labelled, matches};
use crate::outline::Role;
use crate::page::BlockKind;
use crate::posting::{EvidenceSource, Stated};
use crate::reading::Reading;

pub(super) use clean::parts;
pub(super) use shape::is_occupation;

/// The titles a page gives.
pub(super) struct Titles {
    pub(super) candidates: Vec<Candidate<String>>,
    /// The chosen one as the page writes it.
    pub(super) raw: Option<String>,
}

/// A text that may be the title.
#[derive(Debug, Clone)]
struct Guess {
    /// As written.
    raw: String,
    /// Without what does not belong to a title.
    clean: String,
    weight: i32,
    rule: String,
    /// Place in the page's text, for a guess of the visible text.
    place: Option<(usize, Range<usize>)>,
    source: EvidenceSource,
}

/// So many blocks at the start of the posting can hold a title that is no heading.
const FIRST_LINES: usize = 6;
/// So many blocks at the start of the posting can hold a label of the title.
const FIRST_LABELS: usize = 24;
/// A guess of the visible text needs this weight.
const ENOUGH: i32 = 61;

/// Candidates for the title.
pub(super) fn find(reading: &Reading<'_>) -> Titles {
    let mut guesses = visible(reading);
    reading.title_block.get_or_init(|| block_of(&guesses));
    let mut data = structured(reading);
    if let Some(best) = strongest(&guesses).cloned() {
        for guess in &mut data {
            if shape::is_alike(&guess.clean, &best.clean) {
                guess.clean.clone_from(&best.clean);
            }
        }
    }
    guesses.append(&mut data);
    if guesses.is_empty() {
        guesses.extend(head(reading));
    }
    if guesses.is_empty() {
        guesses.extend(sentences(reading));
    }
    let raw = strongest(&guesses).map(|guess| guess.raw.clone());
    let candidates = guesses
        .into_iter()
        .map(|guess| candidate(reading, guess))
        .collect();
    Titles { candidates, raw }
}

/// The block that holds the title, if the visible text has one.
pub(super) fn block(reading: &Reading<'_>) -> Option<usize> {
    *reading
        .title_block
        .get_or_init(|| block_of(&visible(reading)))
}

fn block_of(guesses: &[Guess]) -> Option<usize> {
    Some(strongest(guesses)?.place.as_ref()?.0)
}

/// The strongest guess, the earlier of equals.
fn strongest(guesses: &[Guess]) -> Option<&Guess> {
    guesses.iter().reduce(|best, guess| {
        if guess.weight > best.weight {
            guess
        } else {
            best
        }
    })
}

fn candidate(reading: &Reading<'_>, guess: Guess) -> Candidate<String> {
    let evidence = match guess.place {
        Some((_, range)) => reading.evidence(range, &guess.rule, Stated::Stated),
        None => Reading::data_evidence(&guess.raw, guess.source, &guess.rule),
    };
    Candidate {
        value: Some(guess.clean),
        evidence,
        weight: guess.weight,
    }
}

/// Guesses of the visible text: labels, the outline's title, headings and first lines.
fn visible(reading: &Reading<'_>) -> Vec<Guess> {
    let page = reading.page;
    let posting: Vec<usize> = reading.outline.posting_blocks().collect();
    let mut out = Vec::new();
    for label in labelled(reading, "title_label") {
        let order = posting
            .iter()
            .take_while(|block| **block < label.hit.block)
            .count();
        let range = first_piece(&page.text, label.value.clone());
        let base = if order < FIRST_LABELS { 76 } else { 62 };
        out.extend(guess(
            reading,
            label.block,
            range,
            base,
            &label.hit.rule.name,
        ));
    }
    for (order, &block) in posting.iter().enumerate() {
        let Some(base) = base_weight(reading, block, order) else {
            continue;
        };
        let range = page.blocks[block].range.clone();
        out.extend(guess(reading, block, range, base, "title/heading"));
    }
    out
}

/// How likely the kind and place of a block make it the title.
fn base_weight(reading: &Reading<'_>, block: usize, order: usize) -> Option<i32> {
    let title = reading.outline.roles.get(block) == Some(&Role::Title);
    match reading.page.blocks[block].kind {
        BlockKind::Heading(1) => Some(if title { 80 } else { 74 }),
        BlockKind::Heading(2 | 3) if title => Some(62),
        _ if title => Some(56),
        BlockKind::Heading(2) if order < 2 * FIRST_LINES => Some(58),
        BlockKind::Heading(_) if order < 2 * FIRST_LINES => Some(54),
        BlockKind::Paragraph if order == 0 => Some(60),
        BlockKind::Paragraph if order < FIRST_LINES => Some(54),
        _ => None,
    }
}

/// A guess with its shape weighed in, unless the text cannot be a title or is not likely one.
fn guess(
    reading: &Reading<'_>,
    block: usize,
    range: Range<usize>,
    base: i32,
    rule: &str,
) -> Option<Guess> {
    let raw = reading.page.text.get(range.clone())?.to_owned();
    let score = shape::score(reading, &raw).filter(|score| base + score >= ENOUGH)?;
    let clean = clean::clean(reading, &raw);
    (!clean.is_empty()).then(|| Guess {
        raw,
        clean,
        weight: base + score,
        rule: rule.to_owned(),
        place: Some((block, range)),
        source: EvidenceSource::Body,
    })
}

/// Titles of the page's structured data.
fn structured(reading: &Reading<'_>) -> Vec<Guess> {
    let guesses = reading.page.structured.iter().filter_map(|data| {
        let raw = data.title.as_deref()?.trim();
        let clean = clean::clean(reading, raw);
        (!clean.is_empty()).then(|| Guess {
            raw: raw.to_owned(),
            clean,
            weight: 78,
            rule: "data/title".to_owned(),
            place: None,
            source: data.source.unwrap_or(EvidenceSource::Jsonld),
        })
    });
    guesses.take(1).collect()
}

/// Titles of the page's head.
fn head(reading: &Reading<'_>) -> Vec<Guess> {
    let head = &reading.page.head;
    [
        (&head.og_title, 64, "head/og_title"),
        (&head.title, 62, "head/title"),
    ]
    .into_iter()
    .filter_map(|(text, weight, rule)| {
        let raw = text.as_deref()?.trim();
        let clean = clean::clean_head(reading, raw)?;
        shape::score(reading, &clean).filter(|score| *score > 0)?;
        Some(Guess {
            raw: raw.to_owned(),
            clean,
            weight,
            rule: rule.to_owned(),
            place: None,
            source: EvidenceSource::Meta,
        })
    })
    .take(1)
    .collect()
}

/// Titles in sentences ("We are looking for a … Welder who …").
fn sentences(reading: &Reading<'_>) -> Vec<Guess> {
    let text = &reading.page.text;
    reading
        .hits("title_sentence")
        .filter(|hit| !hit.negated)
        .filter_map(|hit| {
            let range = hit.group("title")?;
            let raw = text.get(range.clone())?.to_owned();
            if !is_occupation(reading.languages, &raw)
                && matches(reading.languages, "title_marker", &raw).is_empty()
            {
                return None;
            }
            let stop = matches(reading.languages, "title_stop", &raw)
                .first()
                .map_or(raw.len(), |found| found.range.start);
            let clean = clean::clean(reading, raw.get(..stop)?);
            (!clean.is_empty()).then(|| Guess {
                raw,
                clean,
                weight: 40 + hit.rule.weight,
                rule: hit.rule.name.clone(),
                place: Some((hit.block, range)),
                source: EvidenceSource::Body,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::table::Languages;

    fn title_of(page: &Page) -> Option<String> {
        let languages = Languages::of(Some("en"));
        let outline = crate::testing::outline_of(page, &languages);
        let options = crate::options::Options::default();
        let reading = Reading::new(page, &outline, &languages, &options);
        strongest_value(find(&reading))
    }

    fn strongest_value(titles: Titles) -> Option<String> {
        let best = titles
            .candidates
            .into_iter()
            .reduce(|a, b| if b.weight > a.weight { b } else { a });
        best?.value
    }

    fn read(lines: &str) -> Option<String> {
        title_of(&Page::of_lines(lines))
    }

    #[test]
    fn first_lines_and_labels() {
        assert_eq!(
            read("Senior Boat Builder (m/f/d) - Falmouth\nWe build boats.").as_deref(),
            Some("Senior Boat Builder")
        );
        assert_eq!(
            read("Welcome\nJob Title: Night Baker\nYou bake.").as_deref(),
            Some("Night Baker")
        );
        assert_eq!(read("Job description\nSign in\nWe sell bread."), None);
    }

    #[test]
    fn sentences_come_last() {
        assert_eq!(
            read("Our bakery grows.\nWe are looking for a cheerful Pastry Chef who loves dough.")
                .as_deref(),
            Some("Pastry Chef")
        );
    }

    #[test]
    fn the_head_helps_where_the_text_is_silent() {
        let mut page = Page::of_lines("You bake bread all night long.");
        page.head.title = Some("Night Baker | Crumbs Ltd".to_owned());
        assert_eq!(title_of(&page).as_deref(), Some("Night Baker"));
    }
}
