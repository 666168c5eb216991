//! Start, publication and deadline.
//!
//! Rules of `start_date`, `date_posted` and `valid_through` match the words that announce a date;
//! the date itself is read behind them (or in the next block, when they end theirs). Their value
//! is empty then, or the answer itself: `immediate`, `rolling`, `vague`; `ago` marks a relative
//! date with the groups `number` and `days`, `weeks`, `months` or `hours`.
//!
//! A numeric date with slashes is read day first, unless a date of the page can only be read month
//! first, or the page is in English and shows an American sign (the dollar, a country of its data).

mod calendar;
mod spans;

use std::ops::Range;

use jiff::ToSpan as _;
use jiff::civil::Date;

pub(crate) use self::spans::spans;

use self::calendar::{Order, Side, Written, first_date, order_shown};
use super::Candidate;
use crate::outline::Role;
use crate::page::Structured;
use crate::posting::{EvidenceSource, SectionKind, Stated};
use crate::reading::{Hit, Reading};
use crate::text::numbers::small_number;

/// A date may stand so many bytes behind the words that announce it.
const LONGEST_GAP: usize = 45;
/// Earlier years in structured data are placeholders.
const EARLIEST_YEAR: i16 = 2000;

/// Candidates for the start date.
pub(super) fn start(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let data = from_data(reading, |data| data.start_date.as_deref(), 5);
    from_text(reading, "start_date", Side::After, data)
}

/// Candidates for the date of publication.
pub(super) fn posted(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let data = from_data(reading, |data| data.date_posted.as_deref(), 12);
    let mut out = from_text(reading, "date_posted", Side::Before, data);
    out.extend(bare(reading));
    out
}

/// Candidates for the deadline.
pub(super) fn deadline(reading: &Reading<'_>) -> Vec<Candidate<String>> {
    let data = from_data(reading, |data| data.valid_through.as_deref(), 5);
    from_text(reading, "valid_through", Side::After, data)
}

/// The line right under or over the title that is a date and nothing else: where nothing says
/// otherwise, the day of publication. (Elsewhere a label may stand over it.)
fn bare(reading: &Reading<'_>) -> Option<Candidate<String>> {
    let page = reading.page;
    (0..page.blocks.len())
        .filter(|&block| reading.outline.roles.get(block) == Some(&Role::Meta))
        .filter(|&block| {
            let is_title = |at: usize| reading.outline.roles.get(at) == Some(&Role::Title);
            is_title(block + 1) || block.checked_sub(1).is_some_and(is_title)
        })
        .filter(|&block| (8..=24).contains(&page.blocks[block].range.len()))
        .find_map(|block| {
            let folded = page.folded_of(block);
            let written = first_date(folded, reading.languages, order_of(reading))?;
            let is_whole = written.range == (0..folded.len()) && written.has_day();
            let date = written.date(None, Side::Before).filter(|_| is_whole)?;
            Some(Candidate {
                value: Some(date.to_string()),
                evidence: reading.evidence(
                    page.blocks[block].range.clone(),
                    "a date alone",
                    Stated::Inferred,
                ),
                weight: 1,
            })
        })
}

/// Candidates of the text behind those of the page's data.
fn from_text(
    reading: &Reading<'_>,
    fact: &str,
    side: Side,
    mut out: Vec<Candidate<String>>,
) -> Vec<Candidate<String>> {
    let mut hits = reading.hits(fact).peekable();
    if hits.peek().is_none() {
        return out;
    }
    let context = Context {
        order: order_of(reading),
        anchor: anchor(reading),
        today: today(reading),
        side,
    };
    out.extend(hits.filter_map(|hit| candidate(reading, &context, hit)));
    out
}

/// What dates are read against.
struct Context {
    order: Order,
    /// The day that gives a missing year.
    anchor: Option<Date>,
    /// The caller's today.
    today: Option<Date>,
    side: Side,
}

fn candidate(reading: &Reading<'_>, context: &Context, hit: &Hit<'_>) -> Option<Candidate<String>> {
    let kind = hit.value()?;
    let role = reading.outline.roles.get(hit.block)?;
    let place = match role {
        Role::Furniture => return None,
        Role::Item(SectionKind::Company | SectionKind::Legal) => -8,
        Role::Meta | Role::Title => 4,
        Role::Item(SectionKind::Terms | SectionKind::Apply) => 2,
        _ => 0,
    };
    let (value, range, stated, weight) = match kind {
        "" => dated(reading, context, hit)?,
        "ago" => ago(reading, context, hit),
        "vague" => (None, hit.range.clone(), Stated::Vague, 0),
        _ => (Some(kind.to_owned()), hit.range.clone(), Stated::Stated, 6),
    };
    Some(Candidate {
        value,
        evidence: reading.evidence(range, &hit.rule.name, stated),
        weight: 10 + weight + place + hit.rule.weight,
    })
}

/// Value, quote, firmness and weight of a statement.
type Found = (Option<String>, Range<usize>, Stated, i32);

/// The date that a hit announces; `None` where none follows.
fn dated(reading: &Reading<'_>, context: &Context, hit: &Hit<'_>) -> Option<Found> {
    let (written, range) = written_after(reading, context, hit)?;
    let stated_year = written.date(None, context.side);
    let date = stated_year.or_else(|| written.date(context.anchor, context.side));
    let stated = match (stated_year, date) {
        (Some(_), _) => Stated::Stated,
        (None, Some(_)) => Stated::Inferred,
        (None, None) => Stated::Vague,
    };
    let weight = if stated_year.is_some() { 8 } else { 0 };
    Some((date.map(|date| date.to_string()), range, stated, weight))
}

/// The date behind a hit: in its block, or at the beginning of the next one when the hit ends its
/// own (a label above its value).
fn written_after(
    reading: &Reading<'_>,
    context: &Context,
    hit: &Hit<'_>,
) -> Option<(Written, Range<usize>)> {
    let page = reading.page;
    let block = page.blocks.get(hit.block)?;
    let tail = &page.folded[hit.range.end..block.range.end];
    let find = |text: &str, gap: usize| {
        first_date(text, reading.languages, context.order)
            .filter(|written| written.range.start <= gap)
            .filter(|written| !parts_sentences(&text[..written.range.start]))
    };
    if tail.trim_matches([' ', ':', '*', '-', '–', '.']).is_empty() {
        let next = page.blocks.get(hit.block + 1)?;
        let written = find(&page.folded[next.range.clone()], 12)?;
        let start = next.range.start + written.range.start;
        let end = next.range.start + written.range.end;
        return Some((written, start..end));
    }
    let written = find(tail, LONGEST_GAP)?;
    let range = hit.range.start..hit.range.end + written.range.end;
    Some((written, range))
}

/// Whether a text between announcement and date parts two statements.
fn parts_sentences(gap: &str) -> bool {
    gap.contains([';', '!', '?', '|', '•']) || gap.contains(". ") && gap.len() > 6
}

/// A date relative to today.
fn ago(reading: &Reading<'_>, context: &Context, hit: &Hit<'_>) -> Found {
    let number = hit
        .group("number")
        .and_then(|range| small_number(&reading.page.folded[range], reading.languages))
        .unwrap_or(0.0);
    let days_each = [
        ("days", 1.0),
        ("weeks", 7.0),
        ("months", 30.0),
        ("hours", 0.0),
    ]
    .into_iter()
    .find(|(unit, _)| hit.group(unit).is_some())
    .map_or(0.0, |(_, days)| days);
    #[expect(clippy::cast_possible_truncation, reason = "clamped before")]
    let days = (number * days_each).clamp(0.0, 2000.0) as i64;
    let date = context
        .today
        .and_then(|today| today.checked_sub(days.days()).ok());
    let stated = if date.is_some() {
        Stated::Inferred
    } else {
        Stated::Vague
    };
    (
        date.map(|date| date.to_string()),
        hit.range.clone(),
        stated,
        -4,
    )
}

/// Dates of the page's own data.
fn from_data<'p>(
    reading: &Reading<'p>,
    field: impl Fn(&'p Structured) -> Option<&'p str>,
    weight: i32,
) -> Vec<Candidate<String>> {
    let page = reading.page;
    page.structured
        .iter()
        .filter_map(|data| {
            let text = field(data)?;
            let folded = crate::text::fold::lower_in_place(text);
            let written = first_date(&folded, reading.languages, Order::DayFirst)?;
            let date = written.date(None, Side::After)?;
            (date.year() > EARLIEST_YEAR).then(|| Candidate {
                value: Some(date.to_string()),
                evidence: Reading::data_evidence(
                    text,
                    data.source.unwrap_or(EvidenceSource::Jsonld),
                    "data",
                ),
                weight,
            })
        })
        .collect()
}

/// The caller's today.
fn today(reading: &Reading<'_>) -> Option<Date> {
    reading.options.today.as_deref()?.parse().ok()
}

/// The day that gives a missing year: that of publication by the page's data, or today.
fn anchor(reading: &Reading<'_>) -> Option<Date> {
    from_data(reading, |data| data.date_posted.as_deref(), 0)
        .first()
        .and_then(|candidate| candidate.value.as_deref()?.parse().ok())
        .or_else(|| today(reading))
}

/// The order of day and month in the page's numeric dates.
fn order_of(reading: &Reading<'_>) -> Order {
    let page = reading.page;
    if let Some(order) = order_shown(&page.folded) {
        return order;
    }
    let in_states = page
        .structured
        .iter()
        .flat_map(|data| &data.places)
        .filter_map(|place| place.country.as_deref())
        .any(|country| country.eq_ignore_ascii_case("us") || country.eq_ignore_ascii_case("usa"));
    let dollars = page
        .text
        .match_indices('$')
        .any(|(at, _)| !page.text[..at].ends_with(char::is_alphabetic));
    let english = page.language.as_deref().is_none_or(|code| code == "en");
    if english && (in_states || dollars) {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, best};

    fn fixture(code: &str, lines: &str) -> Fixture {
        Fixture::of(code, lines)
    }

    #[test]
    fn deadlines() {
        for (code, lines) in [
            ("en", "Application deadline: 31 March 2027, 5 pm"),
            ("en", "Please apply by March 31, 2027."),
            ("en", "Closing date\n31/03/2027"),
            ("en", "Applications close on Wednesday, 31st of March 2027"),
            ("de", "Bewerbungsfrist: 31.03.2027"),
            ("de", "Bitte bewerben Sie sich bis zum 31. März 2027"),
            ("fr", "Date limite de candidature : 31 mars 2027"),
        ] {
            let found = best(deadline(&fixture(code, lines).reading()));
            assert_eq!(found.as_deref(), Some("2027-03-31"), "{lines}");
        }
        let none = fixture(
            "en",
            "You work well with tight deadlines. Founded 3 May 2001.",
        );
        assert_eq!(best(deadline(&none.reading())), None);
    }

    #[test]
    fn starts() {
        for (code, line, expected) in [
            ("en", "Start date: September 2026", "2026-09-01"),
            ("en", "Starting in January 2027", "2027-01-01"),
            ("en", "Start: ASAP", "immediate"),
            ("en", "Start dates throughout the year", "rolling"),
            ("de", "Wir suchen ab sofort einen Koch", "immediate"),
            ("de", "Eintritt zum 01.10.2026", "2026-10-01"),
            ("fr", "Prise de poste : dès que possible", "immediate"),
            ("fr", "À partir du 1er juin 2026", "2026-06-01"),
        ] {
            let found = best(start(&fixture(code, line).reading()));
            assert_eq!(found.as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn publication_and_relative_dates() {
        let plain = fixture("en", "Posted on 2026-06-25");
        assert_eq!(
            best(posted(&plain.reading())).as_deref(),
            Some("2026-06-25")
        );
        let relative = fixture("en", "Posted 3 days ago");
        assert!(
            posted(&relative.reading())
                .iter()
                .all(|c| c.value.is_none())
        );
        let relative = relative.today("2026-11-22");
        assert_eq!(
            best(posted(&relative.reading())).as_deref(),
            Some("2026-11-19")
        );
    }

    #[test]
    fn data_gives_way_to_the_text() {
        let data = Structured {
            date_posted: Some("1970-01-01".to_owned()),
            valid_through: Some("2027-04-30T23:59".to_owned()),
            ..Structured::default()
        };
        let alone = fixture("en", "A kind team").data(data.clone());
        assert_eq!(
            best(deadline(&alone.reading())).as_deref(),
            Some("2027-04-30")
        );
        assert_eq!(best(posted(&alone.reading())), None);
        let both = fixture("en", "Apply by 15 April 2027").data(data);
        assert_eq!(
            best(deadline(&both.reading())).as_deref(),
            Some("2027-04-15")
        );
    }

    #[test]
    fn american_pages_put_the_month_first() {
        let page = fixture("en", "Closing date: 04/05/2027\nPay: $20 per hour");
        assert_eq!(
            best(deadline(&page.reading())).as_deref(),
            Some("2027-04-05")
        );
        let page = fixture("en", "Closing date: 04/05/2027\nPay: £20 per hour");
        assert_eq!(
            best(deadline(&page.reading())).as_deref(),
            Some("2027-05-04")
        );
    }
}
