//! Pay.
//!
//! A sum of money is pay when words around it say so: a period of pay (`salary.period`), a word
//! for pay before it or over it (`salary.cue`), its place. Money of other sorts (bonus, turnover,
//! budgets) is named by `salary.other`. Further rules: `salary.currency` (names of currencies),
//! `salary.upto` (the figure is an upper end), `salary.gross`, `salary.country` (whose dollar),
//! `salary.scale` (a word that multiplies, "lakh"), and `salary` itself for vague talk.

mod currency;
mod money;

use std::cell::OnceCell;
use std::ops::Range;

use self::money::Sum;
use super::Candidate;
use crate::outline::Role;
use crate::page::BlockKind;
use crate::page::structured::Pay;
use crate::posting::{EvidenceSource, PayPeriod, Salary, SectionKind, Stated};
use crate::reading::{Hit, Reading};

/// A sum counts as pay from this weight on.
const ENOUGH: i32 = 10;
/// Weight of the page's own data: less than any plain statement of the text.
const DATA_WEIGHT: i32 = 14;

/// The words around money, found once for the page.
struct Cues<'a> {
    period: Vec<Hit<'a>>,
    pay: Vec<Hit<'a>>,
    other: Vec<Hit<'a>>,
    currency: Vec<Hit<'a>>,
    upto: Vec<Hit<'a>>,
    gross: Vec<Hit<'a>>,
    scale: Vec<Hit<'a>>,
    /// Country of the job, where something says so; looked up when it matters.
    country: OnceCell<Option<String>>,
}

/// Candidates for pay.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<Salary>> {
    let mut out = from_text(reading);
    out.extend(reading.page.structured.iter().filter_map(|data| {
        let source = data.source.unwrap_or(EvidenceSource::Jsonld);
        from_data(data.salary.as_ref()?, source)
    }));
    if out.is_empty() {
        out = reading
            .hits("salary")
            .into_iter()
            .filter(|hit| !hit.negated)
            .map(|hit| Candidate {
                value: None,
                evidence: reading.evidence(hit.range.clone(), &hit.rule.name, Stated::Vague),
                weight: 0,
            })
            .collect();
    }
    out
}

fn from_text(reading: &Reading<'_>) -> Vec<Candidate<Salary>> {
    let cues = Cues {
        period: reading.hits("salary.period"),
        pay: reading.hits("salary.cue"),
        currency: reading.hits("salary.currency"),
        other: reading.hits("salary.other"),
        upto: reading.hits("salary.upto"),
        gross: reading.hits("salary.gross"),
        scale: reading.hits("salary.scale"),
        country: OnceCell::new(),
    };
    reading
        .outline
        .posting_blocks()
        .flat_map(|block| in_block(reading, &cues, block))
        .collect()
}

/// Candidates of one block.
fn in_block(reading: &Reading<'_>, cues: &Cues<'_>, block: usize) -> Vec<Candidate<Salary>> {
    let line = reading.page.text_of(block);
    if !line.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let base = reading.page.blocks[block].range.start;
    let here = |hits: &[Hit<'_>]| -> Vec<Range<usize>> {
        of_block(hits, block)
            .map(|hit| hit.range.start - base..hit.range.end - base)
            .collect()
    };
    let periods = here(&cues.period);
    let folded = reading.page.folded_of(block);
    let sums = money::sums(
        line,
        |gap| is_joint(reading, folded, gap, &periods),
        |end| currency_word(reading, &cues.currency, base + end).map(|(c, e)| (c, e - base)),
    );
    let others = others_of(reading, folded, &sums, &here(&cues.other));
    let context = Context {
        block,
        base,
        folded,
        pay: here(&cues.pay),
        label: label_says_pay(reading, cues, block),
    };
    sums.iter()
        .enumerate()
        .filter(|(at, _)| !others.contains(at))
        .filter_map(|(at, sum)| {
            let start = at.checked_sub(1).map_or(0, |p| sums[p].range.end);
            candidate(reading, cues, &context, sum, start)
        })
        .collect()
}

/// What is known of a block while its sums are weighed; ranges are relative to the block.
struct Context<'t> {
    block: usize,
    base: usize,
    folded: &'t str,
    pay: Vec<Range<usize>>,
    label: bool,
}

/// `from` is where the sum before this one ends.
fn candidate(
    reading: &Reading<'_>,
    cues: &Cues<'_>,
    context: &Context<'_>,
    sum: &Sum,
    from: usize,
) -> Option<Candidate<Salary>> {
    let cue = context
        .pay
        .iter()
        .rfind(|cue| cue.end <= sum.range.start || cue.start < sum.range.start);
    let cue_after = context
        .pay
        .iter()
        .any(|cue| cue.start >= sum.range.end && cue.start - sum.range.end <= 30);
    let spoken = cue.is_some() || context.label;
    if sum.currency.is_none() && !(spoken && is_bare_pay(context, sum, cue)) {
        return None;
    }
    let mut sum = sum.clone();
    let mut end = sum.range.end;
    scale(cues, context, &mut sum, &mut end);
    let currency = settle(cues, reading, sum.currency);
    let period = period_of(cues, context, &sum, end, from)
        .filter(|(period, _)| is_plausible(*period, &sum, currency));
    let alone = context.folded.len() < sum.range.len() + 16;
    let mut weight = place_weight(reading, context.block, spoken || alone);
    weight += if cue.is_some() { 10 } else { 0 };
    weight += if cue.is_some_and(|cue| cue.start < 12) {
        6
    } else {
        0
    };
    weight += if context.label { 8 } else { 0 };
    weight += if cue.is_none() && cue_after { 4 } else { 0 };
    weight += if period.is_some() { 10 } else { 0 };
    weight += if sum.max.is_some() { 8 } else { 0 };
    weight += if sum.max.is_some() && sum.range.start < 6 {
        4
    } else {
        0
    };
    weight += if alone { 6 } else { 0 };
    if weight < ENOUGH || sum.currency.is_none() && period.is_none() && sum.min < 1000.0 {
        return None;
    }
    if let Some((_, Some(at))) = &period {
        end = end.max(*at);
    }
    let (period, stated) = match period {
        Some((period, _)) => (Some(period), Stated::Stated),
        None => (by_size(&sum, currency), Stated::Inferred),
    };
    let up_to = sum.max.is_none() && is_upper_end(cues, context, &sum);
    let value = Salary {
        min: (!up_to).then_some(sum.min),
        max: if up_to { Some(sum.min) } else { sum.max },
        currency: currency.map(str::to_owned),
        period,
        gross: of_block(&cues.gross, context.block)
            .next()
            .map(|hit| hit.rule.value == "gross"),
    };
    let range = context.base + sum.range.start..context.base + end;
    Some(Candidate {
        value: Some(value),
        evidence: reading.evidence(range, "sum of money", stated),
        weight,
    })
}

/// Whether a figure without a currency may be pay: right behind a word for pay, and no year.
fn is_bare_pay(context: &Context<'_>, sum: &Sum, cue: Option<&Range<usize>>) -> bool {
    let is_near = cue.is_none_or(|cue| {
        let gap = context
            .folded
            .get(cue.end.min(sum.range.start)..sum.range.start);
        gap.is_some_and(|gap| gap.len() <= 40 && !gap.bytes().any(|b| b.is_ascii_digit()))
    });
    let is_year = sum.max.is_none_or(|max| (1900.0..2100.0).contains(&max))
        && (1900.0..2100.0).contains(&sum.min)
        && sum.range.len() == 4;
    is_near && !is_year
}

/// What the place of a sum in the posting adds to its weight.
fn place_weight(reading: &Reading<'_>, block: usize, spoken: bool) -> i32 {
    match reading.outline.roles.get(block) {
        Some(Role::Meta | Role::Title) => 8,
        Some(Role::Item(SectionKind::Compensation)) => 8,
        Some(Role::Item(SectionKind::Company | SectionKind::Legal)) => {
            if spoken {
                -6
            } else {
                -14
            }
        }
        Some(Role::Item(SectionKind::Benefits)) => -4,
        _ => 0,
    }
}

/// Those of `hits` that stand in `block`; `hits` are sorted by place.
fn of_block<'h, 'a>(hits: &'h [Hit<'a>], block: usize) -> impl Iterator<Item = &'h Hit<'a>> {
    let first = hits.partition_point(|hit| hit.block < block);
    hits[first..]
        .iter()
        .take_while(move |hit| hit.block == block)
}

/// Whether the text between two figures makes them a range: a dash or a word like "to", behind
/// which nothing but a period of pay or a star may stand.
fn is_joint(
    reading: &Reading<'_>,
    folded: &str,
    gap: Range<usize>,
    periods: &[Range<usize>],
) -> bool {
    let Some(text) = folded.get(gap.clone()) else {
        return false;
    };
    let period = periods
        .iter()
        .find(|p| p.start <= gap.start + 2 && p.start >= gap.start && p.end <= gap.end);
    let from = period.map_or(0, |p| p.end - gap.start);
    let joint = text
        .get(from..)
        .unwrap_or("")
        .trim_matches([' ', '*', '+', '.', ':', '(']);
    if matches!(joint, "-" | "–" | "—" | "−" | "‑" | "~" | "→" | "--" | "/") {
        return true;
    }
    let joins = |tail: &str, with_and: bool| {
        reading.languages.tables.iter().any(|tables| {
            let words = &tables.words;
            words.ranges.iter().any(|word| word == tail)
                && (with_and || !words.and.iter().chain(&words.or).any(|word| word == tail))
        })
    };
    // "$61 an hour in one market up to $80": words may stand between the period and the joint.
    let last = joint.rsplit(' ').next().unwrap_or("");
    joins(joint, true)
        || period.is_some() && !joint.contains([',', ';', ':', '(']) && joins(last, false)
}

/// The currency that a word right behind `end` names, and where the word ends.
fn currency_word(
    reading: &Reading<'_>,
    hits: &[Hit<'_>],
    end: usize,
) -> Option<(&'static str, usize)> {
    let first = hits.partition_point(|hit| hit.range.start < end);
    let hit = hits.get(first)?;
    let gap = reading.page.text.get(end..hit.range.start)?;
    (gap.len() <= 2 && gap.trim_matches([' ', '-']).is_empty())
        .then(|| Some((currency::of_data(&hit.rule.value)?, hit.range.end)))?
}

/// Numbers of the sums that are money of another sort: the nearest sum to each word that says so,
/// in the same clause.
fn others_of(
    reading: &Reading<'_>,
    folded: &str,
    sums: &[Sum],
    others: &[Range<usize>],
) -> Vec<usize> {
    let mut out = Vec::new();
    for other in others {
        let next = sums
            .iter()
            .position(|sum| sum.range.start >= other.start)
            .filter(|&at| {
                let gap = folded.get(other.end.min(sums[at].range.start)..sums[at].range.start);
                gap.is_some_and(|gap| gap.len() <= 45 && !parts_clauses(reading, gap))
            });
        let previous = sums
            .iter()
            .rposition(|sum| sum.range.end <= other.start)
            .filter(|&at| {
                let gap = folded.get(sums[at].range.end..other.start);
                gap.is_some_and(|gap| gap.len() <= 24 && !parts_clauses(reading, gap))
            });
        out.extend(previous.or(next));
    }
    out
}

/// Whether a text holds what parts two things that are counted up: a stop, a comma, "and".
fn parts_clauses(reading: &Reading<'_>, gap: &str) -> bool {
    gap.contains([',', ';', '+', '|', '•'])
        || gap.contains(". ")
        || reading.languages.tables.iter().any(|tables| {
            let words = &tables.words;
            gap.split_whitespace()
                .any(|word| words.and.iter().chain(&words.or).any(|w| w == word))
        })
}

/// Whether the line before a block is a label that speaks of pay ("Salary", "Hourly rate:").
fn label_says_pay(reading: &Reading<'_>, cues: &Cues<'_>, block: usize) -> bool {
    let Some(before) = block.checked_sub(1) else {
        return false;
    };
    let Some(label) = reading.page.blocks.get(before) else {
        return false;
    };
    let text = reading.page.text_of(before);
    let is_label = matches!(
        label.kind,
        BlockKind::Heading(_) | BlockKind::Cell { label: true }
    ) || reading.outline.roles.get(before) == Some(&Role::Heading)
        || text.ends_with(':')
        || text.len() <= 30;
    is_label
        && text.len() <= 60
        && !text.bytes().any(|b| b.is_ascii_digit())
        && of_block(&cues.pay, before).next().is_some()
        && of_block(&cues.other, before).next().is_none()
}

/// Multiplies a sum by the word behind it ("4-6 lakh").
fn scale(cues: &Cues<'_>, context: &Context<'_>, sum: &mut Sum, end: &mut usize) {
    let at = context.base + *end;
    let hit = of_block(&cues.scale, context.block)
        .find(|hit| hit.range.start >= at && hit.range.start - at <= 2);
    if let Some((hit, factor)) =
        hit.and_then(|hit| Some((hit, hit.rule.value.parse::<f64>().ok()?)))
    {
        sum.min *= factor;
        sum.max = sum.max.map(|max| max * factor);
        *end = hit.range.end - context.base;
    }
}

/// The period of pay that a sum is for, and where its words end when they stand behind the sum.
fn period_of(
    cues: &Cues<'_>,
    context: &Context<'_>,
    sum: &Sum,
    end: usize,
    from: usize,
) -> Option<(PayPeriod, Option<usize>)> {
    let base = context.base;
    let hits = || of_block(&cues.period, context.block);
    let gap_free = |range: Range<usize>| {
        context
            .folded
            .get(range)
            .is_some_and(|gap| !gap.bytes().any(|b| b.is_ascii_digit()))
    };
    let near = hits().find(|hit| {
        let start = hit.range.start - base;
        hit.range.end - base > sum.range.end
            && start + 2 >= end.min(sum.range.end)
            && start.saturating_sub(end) <= 14
            && gap_free(end.min(start)..start)
    });
    let before = || {
        hits()
            .filter(|hit| {
                let stop = hit.range.end - base;
                stop <= sum.range.start
                    && stop >= from
                    && sum.range.start - stop <= 90
                    && gap_free(stop..sum.range.start)
            })
            .last()
    };
    let later = || {
        hits().find(|hit| {
            let start = hit.range.start - base;
            start >= end && start - end <= 45 && gap_free(end..start)
        })
    };
    let above = || {
        let label = context.block.checked_sub(1).filter(|_| context.label)?;
        of_block(&cues.period, label).next()
    };
    if let Some(hit) = near {
        return Some((period(&hit.rule.value)?, Some(hit.range.end - base)));
    }
    let hit = before().or_else(later).or_else(above)?;
    Some((period(&hit.rule.value)?, None))
}

/// The period that a name of schema.org, or a word of structured data, stands for.
fn period(name: &str) -> Option<PayPeriod> {
    let name = name.trim().to_ascii_lowercase();
    [
        ("hour", PayPeriod::Hour),
        ("hr", PayPeriod::Hour),
        ("day", PayPeriod::Day),
        ("dai", PayPeriod::Day),
        ("week", PayPeriod::Week),
        ("month", PayPeriod::Month),
        ("mon", PayPeriod::Month),
        ("year", PayPeriod::Year),
        ("annu", PayPeriod::Year),
        ("yr", PayPeriod::Year),
    ]
    .into_iter()
    .find(|(word, _)| name.contains(word))
    .map(|(_, period)| period)
}

/// Whether a sum can be the pay of a period: nobody earns 17 dollars a week.
fn is_plausible(period: PayPeriod, sum: &Sum, currency: Option<&str>) -> bool {
    let value = sum.min / currency::size(currency);
    let (least, most) = match period {
        PayPeriod::Hour => (0.5, 600.0),
        PayPeriod::Day => (5.0, 4000.0),
        PayPeriod::Week => (25.0, 20_000.0),
        PayPeriod::Month => (50.0, 60_000.0),
        PayPeriod::Year => (900.0, 3_000_000.0),
    };
    (least..=most).contains(&value)
}

/// The period that the size of a sum speaks for.
fn by_size(sum: &Sum, currency: Option<&str>) -> Option<PayPeriod> {
    let value = sum.min / currency::size(currency);
    if value < 130.0 {
        Some(PayPeriod::Hour)
    } else if value < 700.0 {
        None
    } else if value < 11_000.0 {
        Some(PayPeriod::Month)
    } else {
        Some(PayPeriod::Year)
    }
}

/// Whether "up to" stands before the sum.
fn is_upper_end(cues: &Cues<'_>, context: &Context<'_>, sum: &Sum) -> bool {
    of_block(&cues.upto, context.block).any(|hit| {
        let end = hit.range.end - context.base;
        end <= sum.range.start + 4 && sum.range.start.saturating_sub(end) <= 3
    })
}

/// ISO 4217 code of a currency; an ambiguous sign, or a missing one, is settled by the country of
/// the job. The dollar without a country is the American.
fn settle(
    cues: &Cues<'_>,
    reading: &Reading<'_>,
    sign: Option<&'static str>,
) -> Option<&'static str> {
    if sign.is_some_and(|sign| !matches!(sign, "$" | "kr" | "¥")) {
        return sign;
    }
    let country = cues.country.get_or_init(|| country_of(reading)).as_deref();
    let Some(sign) = sign else {
        return country.and_then(currency::of_country);
    };
    if let Some(code) = country.and_then(|country| currency::in_country(sign, country)) {
        return Some(code);
    }
    match (sign, reading.page.language.as_deref()) {
        ("$", _) => Some("USD"),
        ("kr", Some("no" | "nb" | "nn")) => Some("NOK"),
        ("kr", Some("sv")) => Some("SEK"),
        ("kr", Some("da")) => Some("DKK"),
        ("¥", Some("zh")) => Some("CNY"),
        ("¥", _) => Some("JPY"),
        _ => None,
    }
}

/// Country (ISO 3166-1 alpha-2) of the job: the page's own data, the places of the job, or a word
/// of the rules of `salary.country`.
fn country_of(reading: &Reading<'_>) -> Option<String> {
    let data = reading
        .page
        .structured
        .iter()
        .flat_map(|data| &data.places)
        .find_map(|place| place.country.as_deref())
        .filter(|country| country.len() == 2);
    data.map(str::to_owned)
        .or_else(|| country_of_places(reading))
        .or_else(|| country_by_words(&reading.hits("salary.country")))
}

/// The one country of all the job's places; the United States where it is among several.
fn country_of_places(reading: &Reading<'_>) -> Option<String> {
    let countries: Vec<String> = super::locations::find(reading)
        .candidates
        .into_iter()
        .filter_map(|candidate| candidate.value?.country)
        .collect();
    let first = countries.first()?;
    if countries.iter().any(|country| country == "US") {
        return Some("US".to_owned());
    }
    countries
        .iter()
        .all(|country| country == first)
        .then(|| first.clone())
}

/// The country that words of the text speak for: the United States where they are named at all,
/// since their postings name other countries in passing.
fn country_by_words(hits: &[Hit<'_>]) -> Option<String> {
    let american = hits.iter().find(|hit| hit.rule.value == "US");
    Some(american.or(hits.first())?.rule.value.clone())
}

/// Pay of the page's own data.
fn from_data(pay: &Pay, source: EvidenceSource) -> Option<Candidate<Salary>> {
    let positive = |value: Option<f64>| value.filter(|v| v.is_finite() && *v > 1.0);
    let (min, max) = (positive(pay.min), positive(pay.max));
    let max = max.filter(|max| Some(*max) != min);
    if min.is_none() && max.is_none() {
        return None;
    }
    let currency = pay.currency.as_deref().and_then(currency::of_data);
    let quote = [pay.min, pay.max]
        .iter()
        .flatten()
        .map(f64::to_string)
        .chain(pay.currency.clone())
        .chain(pay.period.clone())
        .collect::<Vec<_>>()
        .join(" ");
    let sum = Sum {
        range: 0..0,
        min: min.or(max)?,
        max: None,
        currency,
    };
    Some(Candidate {
        value: Some(Salary {
            min,
            max,
            currency: currency.map(str::to_owned),
            period: pay
                .period
                .as_deref()
                .and_then(period)
                .or_else(|| by_size(&sum, currency)),
            gross: None,
        }),
        evidence: Reading::data_evidence(&quote, source, "data"),
        weight: DATA_WEIGHT,
    })
}

#[cfg(test)]
mod tests;
