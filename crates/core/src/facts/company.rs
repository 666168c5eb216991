//! The company: who employs.

mod name;

use std::ops::Range;

use self::name::{clean, has_legal_form, key};
use super::Candidate;
use super::labels::{first_piece, labelled, matches, next_block, trimmed, without};
use super::{locations, title};
use crate::posting::{EvidenceSource, SectionKind, Stated};
use crate::reading::Reading;
use crate::text::tokens::tokenize;

pub(super) use name::{is_board, is_mentioned};

/// A weaker candidate than this, votes included, is not taken.
const ENOUGH: i32 = 46;
/// More agreeing mentions than this add no weight.
const MAX_VOTES: i32 = 5;

/// Candidates for the company.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let mut out = labels(reading);
    out.extend(data(reading));
    out.extend(beside_title(reading));
    out.extend(in_title(reading));
    out.extend(head(reading));
    out.extend(sentences(reading));
    vote(&mut out);
    out.retain(|candidate| candidate.weight >= ENOUGH);
    out
}

/// Names that agree make each other stronger.
fn vote(candidates: &mut [Candidate<String>]) {
    let keys: Vec<String> = candidates
        .iter()
        .map(|candidate| key(candidate.value.as_deref().unwrap_or_default()))
        .collect();
    for (candidate, own) in candidates.iter_mut().zip(&keys) {
        let others = keys.iter().filter(|other| *other == own).count();
        candidate.weight += i32::try_from(others).unwrap_or(MAX_VOTES).min(MAX_VOTES) * 2;
    }
}

/// A candidate of the visible text.
fn seen(
    reading: &Reading<'_>,
    range: Range<usize>,
    rule: &str,
    weight: i32,
) -> Option<Candidate<String>> {
    let name = clean(reading, reading.page.text.get(range.clone())?)?;
    if is_grammar(reading, &name) {
        return None;
    }
    Some(Candidate {
        value: Some(name),
        evidence: reading.evidence(range, rule, Stated::Stated),
        weight,
    })
}

/// Whether a name in the text is one small word of its language ("Je levert brood").
fn is_grammar(reading: &Reading<'_>, name: &str) -> bool {
    let tokens = tokenize(name, 0);
    matches!(tokens.as_slice(), [word] if reading.languages.own().phrases.is_stopword(word))
}

/// Values of labels ("Company: Acme").
fn labels(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    labelled(reading, "company_label")
        .into_iter()
        .filter_map(|label| {
            let range = first_piece(&reading.page.text, label.value);
            seen(
                reading,
                range,
                &label.hit.rule.name,
                90 + label.hit.rule.weight,
            )
        })
        .collect()
}

/// Employers of the page's structured data.
fn data(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    reading
        .page
        .structured
        .iter()
        .filter_map(|data| {
            let raw = data.company.as_deref()?;
            Some(Candidate {
                value: Some(clean(reading, raw)?),
                evidence: Reading::data_evidence(
                    raw,
                    data.source.unwrap_or(EvidenceSource::Jsonld),
                    "data/company",
                ),
                weight: 86,
            })
        })
        .take(1)
        .collect()
}

/// A short line right before or after the title that can be nothing but a name.
fn beside_title(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let Some(at) = title::block(reading) else {
        return Vec::new();
    };
    let posting: Vec<usize> = reading.outline.posting_blocks().collect();
    let Some(order) = posting.iter().position(|block| *block == at) else {
        return Vec::new();
    };
    let after = posting
        .get(order + 1..order + 5)
        .unwrap_or_else(|| posting.get(order + 1..).unwrap_or_default());
    let mut out: Vec<_> = after
        .iter()
        .take(3)
        .enumerate()
        .filter_map(|(steps, &block)| {
            if !is_short_name(beside_text(reading, block)?.1) {
                return None;
            }
            let place_next = next_block(reading.page, block).is_some_and(|next| {
                locations::is_wholly_places(reading.languages, reading.page.text_of(next))
            });
            let bonus = if place_next { 10 } else { 0 } - i32::try_from(steps).unwrap_or(0) * 3;
            beside(reading, block, 64 + bonus, steps == 0 && place_next)
        })
        .collect();
    let before = posting
        .get(order.saturating_sub(2)..order)
        .unwrap_or_default();
    for (steps, &block) in before.iter().rev().enumerate() {
        out.extend(beside(reading, block, 60, order == steps + 1));
    }
    out
}

/// The first part of a line, between bars and bullets, without the places behind a name.
fn beside_text<'r>(reading: &'r Reading<'_>, block: usize) -> Option<(Range<usize>, &'r str)> {
    let page = reading.page;
    let whole = trimmed(&page.text, page.blocks[block].range.clone());
    let range = first_piece(&page.text, whole);
    let text = page.text.get(range.clone())?;
    // A name that holds a place ("Mill & Sons, Leeds") is written so more than once.
    let cut = locations::places_behind_name(reading.languages, text)
        .filter(|_| !is_mentioned(reading, text, 2));
    let end = cut.map_or(range.end, |(end, _)| range.start + end);
    let range = trimmed(&page.text, range.start..end);
    Some((range.clone(), page.text.get(range)?))
}

/// Whether a text has the length and the shape of a name.
fn is_short_name(text: &str) -> bool {
    text.len() <= 70
        && text.split_whitespace().count() <= 8
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !text.ends_with(['!', '?', ':'])
        && !text.contains(": ")
}

/// A line beside the title as a name: it is named again, has a legal form, or `sure` stands.
fn beside(
    reading: &Reading<'_>,
    block: usize,
    weight: i32,
    sure: bool,
) -> Option<Candidate<String>> {
    let (range, text) = beside_text(reading, block)?;
    let plausible = is_short_name(text)
        && (sure || !title::is_occupation(reading.languages, text))
        && !locations::is_known_place(reading.languages, text)
        && matches(reading.languages, "company_not", text).is_empty()
        && matches(reading.languages, "title_not", text).is_empty()
        && without(text, &matches(reading.languages, "location_filler", text))
            .contains(char::is_alphabetic);
    if !plausible {
        return None;
    }
    let legal = has_legal_form(text);
    let again = is_mentioned(reading, text, 2);
    let weight = weight + if legal { 8 } else { 0 } + if again { 8 } else { 0 };
    if sure || legal || again {
        return seen(reading, range, "line/company", weight);
    }
    is_proper(text).then(|| seen(reading, range, "line/proper_name", 44))?
}

/// Whether all words are capitalised, as in a name of two to five words.
fn is_proper(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || *word == "&")
}

/// The employer in the title ("Welder at Acme", "Welder — Acme").
fn in_title(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let Some(block) = title::block(reading) else {
        return Vec::new();
    };
    let base = reading.page.blocks[block].range.start;
    let text = reading.page.text_of(block);
    let mut out: Vec<_> = matches(reading.languages, "title_wrap", text)
        .into_iter()
        .filter_map(|found| {
            let range = found.group("company")?;
            seen(
                reading,
                base + range.start..base + range.end,
                found.rule,
                70,
            )
        })
        .collect();
    let parts = title::parts(text);
    if let [_, .., last] = parts.as_slice() {
        let dashed = text.contains(" — ") && last.split_whitespace().count() <= 4;
        let named =
            is_named(reading, last.trim()) || dashed && is_mentioned(reading, last.trim(), 2);
        if (dashed || named)
            && !title::is_occupation(reading.languages, last)
            && !locations::is_wholly_places(reading.languages, last)
        {
            let end = base + text.len();
            let range = trimmed(&reading.page.text, end - last.len()..end);
            out.extend(seen(
                reading,
                range,
                "title/company",
                if named { 72 } else { 58 },
            ));
        }
    }
    out
}

/// The employer in the page's head: the site's name, and parts of its title.
fn head(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let head = &reading.page.head;
    let from = |text: &str, weight: i32, rule: &str| {
        Some(Candidate {
            value: Some(clean(reading, text)?),
            evidence: Reading::data_evidence(text, EvidenceSource::Meta, rule),
            weight,
        })
    };
    let mut out = Vec::new();
    if let Some(site) = head.site_name.as_deref() {
        let weight = if is_mentioned(reading, site.trim(), 2) {
            66
        } else {
            48
        };
        out.extend(from(site, weight, "head/site_name"));
    }
    for text in [head.og_title.as_deref(), head.title.as_deref()]
        .into_iter()
        .flatten()
    {
        for found in matches(reading.languages, "head_wrap", text) {
            if let Some(company) = found.group("company").and_then(|range| text.get(range)) {
                out.extend(from(company, 68, found.rule));
            }
        }
        let parts = title::parts(text).len();
        for part in title::parts(text).into_iter().skip(1).map(str::trim) {
            let alone = parts == 2 && text == head.title.as_deref().unwrap_or_default();
            if !title::is_occupation(reading.languages, part)
                && !locations::is_wholly_places(reading.languages, part)
                && (alone || is_mentioned(reading, part, 2) || has_legal_form(part))
            {
                out.extend(from(part, 60, "head/title_part"));
            }
        }
    }
    out
}

/// Whether a sentence, heading or label of the page gives `name` as the employer's.
pub(super) fn is_named(reading: &Reading<'_>, name: &str) -> bool {
    let same = |text: &str| key(text.trim()) == key(name);
    let text = &reading.page.text;
    reading
        .hits("company")
        .filter_map(|hit| text.get(trimmed(text, hit.group("company")?)))
        .any(same)
        || labelled(reading, "company_label")
            .into_iter()
            .filter_map(|label| text.get(first_piece(text, label.value)))
            .any(same)
}

/// Names in sentences ("At Acme, we …"), and in headings ("About Acme").
fn sentences(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    reading
        .hits("company")
        .filter_map(|hit| {
            let range = trimmed(&reading.page.text, hit.group("company")?);
            let text = reading.page.text.get(range.clone())?;
            if title::is_occupation(reading.languages, text) && !has_legal_form(text)
                || locations::is_wholly_places(reading.languages, text)
            {
                return None;
            }
            let section = reading.outline.section_of(hit.block);
            let own = if section == Some(SectionKind::Company) {
                2
            } else {
                0
            };
            seen(reading, range, &hit.rule.name, 46 + hit.rule.weight + own)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::table::Languages;

    fn read(lines: &str) -> Option<String> {
        read_in("en", lines)
    }

    fn read_in(code: &str, lines: &str) -> Option<String> {
        let page = Page::of_lines(lines);
        let languages = Languages::of(Some(code));
        let outline = crate::testing::outline_of(&page, &languages);
        let options = crate::options::Options::default();
        let reading = Reading::new(&page, &outline, &languages, &options);
        let best = find(&reading)
            .into_iter()
            .reduce(|a, b| if b.weight > a.weight { b } else { a });
        best?.value
    }

    #[test]
    fn labels_lines_and_sentences() {
        assert_eq!(
            read("Boat Builder\nCompany: Hull & Keel Ltd - B12\nYou build.").as_deref(),
            Some("Hull & Keel Ltd")
        );
        assert_eq!(
            read("Boat Builder\nHull Works\nTucson, AZ, US\nYou build boats.").as_deref(),
            Some("Hull Works")
        );
        assert_eq!(
            read("Boat Builder\nAt Keelworks, we build boats. Join Keelworks today.").as_deref(),
            Some("Keelworks")
        );
        assert_eq!(
            read("Boat Builder\nHull Works Ltd, Leeds\nYou build boats.").as_deref(),
            Some("Hull Works Ltd")
        );
        assert_eq!(read("Boat Builder\nYou will build boats with us."), None);
    }

    #[test]
    fn a_pronoun_is_no_employer() {
        let read = |sentence: &str| read_in("nl", &format!("Botenbouwer\n{sentence}"));
        assert_eq!(read("Je levert de boten af bij de klant."), None);
        let name = read("Keelworks levert boten aan heel Vlaanderen.");
        assert_eq!(name.as_deref(), Some("Keelworks"));
    }
}
