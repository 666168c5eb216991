//! Places in labels, in short lines near the title, and at the title's end.

use std::ops::Range;

use super::resolve::{Hints, Spot, resolve};
use super::segments::{Break, pieces};
use super::sources::entry;
use super::{Entry, whole_line};
use crate::facts::labels::{labelled, matches, next_block};
use crate::facts::title;
use crate::outline::Role;
use crate::reading::Reading;
use crate::table::Languages;

/// A line longer than this, in bytes, is no line of places.
const MAX_LINE: usize = 160;
/// So many blocks after the title can hold the short facts.
const NEAR_TITLE: usize = 8;
/// So many lines after the title can hold the employer's name with the place behind it.
const LINES_WITH_NAME: usize = 2;
/// A longer line than this, in bytes, is more than a name and its places.
const MAX_NAMED: usize = 90;
/// More ordinary words than this between two places of a sentence end the list.
const MAX_WORDS_BETWEEN: usize = 2;
/// More ordinary words than this between a marker and the first place: the marker is not about it.
const MAX_WORDS_BEFORE: usize = 7;

/// Values of labels ("Location: Leeds"), and the lines after a label that fills its block.
pub(super) fn labels(reading: &Reading<'_>, hints: &Hints) -> Vec<Entry> {
    let marked = Hints {
        marked: true,
        ..hints.clone()
    };
    let mut out = Vec::new();
    for label in labelled(reading, "location_label") {
        let rule = label.hit.rule.name.clone();
        let before = out.len();
        value_spots(
            reading,
            label.value.clone(),
            &marked,
            label.block == label.hit.block,
        )
        .into_iter()
        .for_each(|spot| out.push(entry(reading, spot, &rule)));
        if label.block == label.hit.block || out.len() == before {
            continue;
        }
        let mut block = label.block;
        while let Some(next) = next_block(reading.page, block)
            && next < label.block + 24
            && let Some(spots) = line(reading, next, &marked)
        {
            out.extend(spots.into_iter().map(|spot| entry(reading, spot, &rule)));
            block = next;
        }
    }
    out
}

/// Places of a label's value; in a long one, those of its first list.
pub(super) fn value_spots(
    reading: &Reading<'_>,
    range: Range<usize>,
    hints: &Hints,
    same_line: bool,
) -> Vec<Spot> {
    let text = &reading.page.text;
    let skip = super::fillers(reading.languages, text, &range);
    let cut = pieces(text, range.clone(), &skip, range.len() < 60);
    let spots = resolve(text, &cut, hints);
    if !spots.is_empty() {
        return first_list(spots);
    }
    // A town that no table knows, alone behind its label.
    match cut.as_slice() {
        [only]
            if same_line
                && only.words == 0
                && only.name.is_none()
                && range.len() <= 40
                && (4..=30).contains(&only.segment.len())
                && skip.is_empty() =>
        {
            vec![Spot {
                city: text.get(only.segment.clone()).map(str::to_owned),
                region: None,
                country: None,
                inferred: false,
                firm: false,
                range: only.segment.clone(),
                words: 0,
                before: Break::Hard,
            }]
        }
        _ => Vec::new(),
    }
}

/// The spots up to the first that many ordinary words part from the one before.
pub(super) fn first_list(spots: Vec<Spot>) -> Vec<Spot> {
    let mut first = true;
    spots
        .into_iter()
        .take_while(|spot| {
            let limit = if first {
                MAX_WORDS_BEFORE
            } else {
                MAX_WORDS_BETWEEN
            };
            first = false;
            spot.words <= limit
        })
        .collect()
}

/// Short lines near the title, or among the short facts, that are nothing but places.
pub(super) fn lines(reading: &Reading<'_>, hints: &Hints) -> Vec<Entry> {
    let title = title::block(reading);
    let blocks: Vec<usize> = reading.outline.posting_blocks().collect();
    let at = title.and_then(|title| blocks.iter().position(|block| *block == title));
    let mut out = Vec::new();
    for (place, &block) in blocks.iter().enumerate() {
        let near = at.map_or(place < NEAR_TITLE, |at| {
            place + 2 >= at && place <= at + NEAR_TITLE
        });
        let meta = reading.outline.roles.get(block) == Some(&Role::Meta);
        if Some(block) == title || !near && !meta {
            continue;
        }
        for spot in line(reading, block, hints).unwrap_or_default() {
            out.push(entry(reading, spot, "line/places"));
        }
    }
    out
}

/// Places of a block that is nothing but places, or of one of its parts between bars or bullets.
pub(super) fn line(reading: &Reading<'_>, block: usize, hints: &Hints) -> Option<Vec<Spot>> {
    let range = reading.page.blocks[block].range.clone();
    if range.len() > MAX_LINE {
        return None;
    }
    let text = &reading.page.text;
    let parted = text.get(range.clone())?.contains(['|', '•', '·']);
    // Prose: no more need be asked.
    if !parted && is_prose(reading, block) {
        return None;
    }
    if let Some(spots) = whole_line(reading.languages, text, range.clone(), hints) {
        return Some(spots);
    }
    if !parted {
        return None;
    }
    let mut out = Vec::new();
    let mut start = range.start;
    for part in text.get(range)?.split(['|', '•', '·']) {
        let end = start + part.len();
        out.extend(whole_line(reading.languages, text, start..end, hints).unwrap_or_default());
        start = end + part_width(text, end);
    }
    (!out.is_empty()).then_some(out)
}

/// Where the name and where the places begin in "Acme Ltd, Leeds" and "Acme - Leeds or York": a
/// text that ends in known places behind a comma or a dash, and is not wholly places.
pub(in crate::facts) fn places_behind_name(
    languages: &Languages,
    text: &str,
) -> Option<(usize, usize)> {
    if text.len() > MAX_LINE || super::is_wholly_places(languages, text) {
        return None;
    }
    [", ", " - ", " – ", " — "]
        .into_iter()
        .flat_map(|mark| {
            text.match_indices(mark)
                .map(move |(at, _)| (at, at + mark.len()))
        })
        .filter(|(at, start)| {
            let rest = text.get(*start..).unwrap_or_default();
            *at > 0
                && !rest.contains(|c: char| c.is_ascii_digit())
                && (super::is_known_place(languages, rest)
                    // A dash is surer than a comma, which stands within names as well.
                    || text[*at..].starts_with(' ') && super::is_wholly_places(languages, rest))
        })
        .min()
}

/// Places behind a name in one of the lines right after the title ("Acme Ltd, Leeds").
pub(super) fn behind_names(reading: &Reading<'_>, hints: &Hints) -> Vec<Entry> {
    let Some(title) = title::block(reading) else {
        return Vec::new();
    };
    let page = reading.page;
    let after = reading
        .outline
        .posting_blocks()
        .skip_while(|block| *block <= title);
    let read = |block: usize| {
        let range = page.blocks[block].range.clone();
        let text = page.text_of(block);
        if text.len() > MAX_NAMED || text.contains(": ") || is_prose(reading, block) {
            return None;
        }
        let (_, start) = places_behind_name(reading.languages, text)?;
        whole_line(
            reading.languages,
            &page.text,
            range.start + start..range.end,
            hints,
        )
    };
    let spots = after.take(LINES_WITH_NAME).find_map(read);
    let spots = spots.unwrap_or_default().into_iter();
    spots
        .map(|spot| entry(reading, spot, "line/behind_name"))
        .collect()
}

/// Whether most words of a block are in lower case.
fn is_prose(reading: &Reading<'_>, block: usize) -> bool {
    let text = &reading.page.text;
    let tokens = reading.page.tokens_of(block);
    let lower = tokens
        .iter()
        .filter(|token| text[token.range()].starts_with(char::is_lowercase))
        .count();
    lower > 2 && lower * 2 > tokens.len()
}

/// Width of the separator at `at`.
pub(super) fn part_width(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8)
}

/// The end of the title, where it is a place ("Welder - Leeds", "Welder in Leeds").
pub(super) fn tail(reading: &Reading<'_>, hints: &Hints) -> Vec<Entry> {
    let Some(block) = title::block(reading) else {
        return Vec::new();
    };
    let base = reading.page.blocks[block].range.start;
    let text = reading.page.text_of(block);
    let starts = [" - ", " – ", " — ", " | ", ", ", " ("]
        .into_iter()
        .flat_map(|mark| text.match_indices(mark).map(move |(at, _)| at + mark.len()))
        .chain(
            matches(reading.languages, "title_place", text)
                .into_iter()
                .filter_map(|found| found.group("place").map(|range| range.start)),
        );
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    starts
        .into_iter()
        .find_map(|start| {
            let range = base + start..base + text.len();
            whole_line(reading.languages, &reading.page.text, range, hints)
        })
        .unwrap_or_default()
        .into_iter()
        .map(|spot| entry(reading, spot, "title/place"))
        .collect()
}
