//! The job id: the number under which the employer keeps the posting.

use std::ops::Range;

use super::Candidate;
use super::labels::labelled;
use super::title;
use crate::posting::{EvidenceSource, Stated};
use crate::reading::Reading;

/// Shortest and longest id, in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=40;

/// Candidates for the job id.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let mut out = Vec::new();
    for label in labelled(reading, "job_id") {
        let Some(range) = id_in(&reading.page.text, label.value.clone()) else {
            continue;
        };
        // The label may stand in another block than its value.
        let start = if label.block == label.hit.block {
            label.hit.range.start
        } else {
            range.start
        };
        out.push(Candidate {
            value: reading.page.text.get(range.clone()).map(str::to_owned),
            evidence: reading.evidence(start..range.end, &label.hit.rule.name, Stated::Stated),
            weight: 80 + label.hit.rule.weight,
        });
    }
    out.extend(data(reading));
    out.extend(in_title(reading));
    out
}

/// An id in brackets in the title ("Baker (REQ2210)").
fn in_title(reading: &Reading<'_>) -> Option<Candidate<String>> {
    let block = title::block(reading)?;
    let range = reading.page.blocks[block].range.clone();
    let text = reading.page.text.get(range.clone())?;
    let open = text.rfind(['(', '['])? + 1;
    let close = open + text.get(open..)?.find([')', ']'])?;
    let inside = text.get(open..close)?;
    let place = id_in(inside, 0..inside.len())?;
    let digits = inside.chars().filter(char::is_ascii_digit).count();
    let coded = place == (0..inside.len()) && digits >= 3 && !inside.contains(char::is_lowercase);
    coded.then(|| Candidate {
        value: Some(inside.to_owned()),
        evidence: reading.evidence(
            range.start + open..range.start + close,
            "title/id",
            Stated::Stated,
        ),
        weight: 50,
    })
}

/// The id of the page's structured data, unless it is a machine's own number.
fn data(reading: &Reading<'_>) -> Option<Candidate<String>> {
    reading.page.structured.iter().find_map(|data| {
        let id = data.job_id.as_deref()?.trim();
        (LENGTH.contains(&id.len()) && !is_machine_id(id)).then(|| Candidate {
            value: Some(id.to_owned()),
            evidence: Reading::data_evidence(
                id,
                data.source.unwrap_or(EvidenceSource::Jsonld),
                "data/job_id",
            ),
            weight: 70,
        })
    })
}

/// A UUID or a long hash.
fn is_machine_id(id: &str) -> bool {
    let hex = id.chars().filter(|c| c.is_ascii_hexdigit()).count();
    id.len() >= 24 && hex + id.matches('-').count() == id.len()
}

/// The first word of a value, if it can be an id: it has a digit and is neither a date nor a
/// telephone number.
fn id_in(text: &str, value: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(value.clone())?;
    let start = part.find(|c: char| c.is_alphanumeric())?;
    let body = &part[start..];
    let end = body
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '#')))
        .unwrap_or(body.len());
    let id = body[..end].trim_end_matches(['.', '-', '/', '_', '#']);
    let from = value.start + start;
    (start <= 3 && LENGTH.contains(&id.len()) && is_id(id, &body[end..]))
        .then_some(from..from + id.len())
}

fn is_id(id: &str, after: &str) -> bool {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    let letters = id.chars().filter(|c| c.is_alphabetic()).count();
    let parts: Vec<&str> = id.split(['-', '/', '.']).collect();
    let numeric = parts
        .iter()
        .all(|part| part.chars().all(|c| c.is_ascii_digit()));
    let date = numeric && parts.len() == 3 && parts.iter().any(|part| part.len() == 4);
    // "555 0134 99" or "+44 …": more groups of digits follow.
    let phone = letters == 0
        && after
            .trim_start_matches([' ', ')'])
            .starts_with(|c: char| c.is_ascii_digit());
    let coded = digits + 4 >= letters || !id.chars().any(char::is_lowercase);
    digits > 0 && coded && !date && !phone && !is_machine_id(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: &str) -> Option<&str> {
        id_in(value, 0..value.len()).map(|range| &value[range])
    }

    #[test]
    fn ids_and_what_is_none() {
        assert_eq!(id("JR-004512."), Some("JR-004512"));
        assert_eq!(id("#99812 (please quote)"), Some("99812"));
        assert_eq!(id("12/345"), Some("12/345"));
        assert_eq!(id("2026-03-01"), None);
        assert_eq!(id("01632 960 001"), None);
        assert_eq!(id("number of the team"), None);
        assert_eq!(id("0c1e8d0a-2a52-4f0a-9f0e-1d2c3b4a5f60"), None);
    }

    #[test]
    fn labels_of_a_posting() {
        let page = crate::page::Page::of_lines("Baker\nRequisition ID: R-8812\nCall 555-0100.");
        let languages = crate::table::Languages::of(Some("en"));
        let outline = crate::testing::outline_of(&page, &languages);
        let options = crate::options::Options::default();
        let reading = Reading::new(&page, &outline, &languages, &options);
        let values: Vec<_> = find(&reading).into_iter().filter_map(|c| c.value).collect();
        assert!(!values.is_empty() && values.iter().all(|id| id == "R-8812"));
    }
}
