//! Pay.
//!
//! A sum of money is pay when words around it say so: a period of pay (`salary.period`), a word
//! for pay before it or over it (`salary.cue`), its place. Money of other sorts (bonus, turnover,
//! budgets) is named by `salary.other`. Further rules: `salary.currency` (names of currencies),
//! `salary.upto` (the figure is an upper end), `salary.gross`, `salary.country` (whose dollar),
//! `salary.scale` (a word that multiplies, "lakh"), and `salary` itself for vague talk.

mod around;
mod country;
mod currency;
mod money;
mod period;

use std::cell::OnceCell;
use std::ops::Range;

use self::around::{currency_word, is_joint, is_upper_end, label_says_pay, others_of, scale};
use self::country::settle;
use self::money::Sum;
use self::period::{by_size, is_plausible, period, period_of};
use super::Candidate;
use crate::outline::Role;
use crate::page::structured::Pay;
use crate::posting::{EvidenceSource, Salary, SectionKind, Stated};
use crate::reading::Reading;

/// A sum counts as pay from this weight on.
const ENOUGH: i32 = 10;
/// Pay for several places or grades spreads no wider than this; what does is pay for several jobs.
const WIDEST: f64 = 2.5;
/// Weight of the page's own data: less than any plain statement of the text.
const DATA_WEIGHT: i32 = 14;

/// The country of the job, where something says so; looked up when it matters.
type Country = OnceCell<Option<String>>;

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
    let country = Country::new();
    reading
        .outline
        .posting_blocks()
        .flat_map(|block| in_block(reading, &country, block))
        .collect()
}

/// Candidates of one block.
fn in_block(reading: &Reading<'_>, country: &Country, block: usize) -> Vec<Candidate<Salary>> {
    let line = reading.page.text_of(block);
    if !line.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let base = reading.page.blocks[block].range.start;
    let here = |fact: &str| -> Vec<Range<usize>> {
        reading
            .hits_in(fact, block)
            .iter()
            .map(|hit| hit.range.start - base..hit.range.end - base)
            .collect()
    };
    let folded = reading.page.folded_of(block);
    let sums = money::sums(
        line,
        |gap| is_joint(reading, folded, gap, &here("salary.period")),
        |end| currency_word(reading, block, base + end).map(|(c, e)| (c, e - base)),
    );
    if sums.is_empty() {
        return Vec::new();
    }
    let others = others_of(reading, folded, &sums, &here("salary.other"));
    let context = Context {
        block,
        base,
        folded,
        pay: here("salary.cue"),
        label: label_says_pay(reading, block),
    };
    let found = sums
        .iter()
        .enumerate()
        .filter(|(at, _)| !others.contains(at))
        .filter_map(|(at, sum)| {
            let start = at.checked_sub(1).map_or(0, |p| sums[p].range.end);
            candidate(reading, country, &context, sum, start)
        })
        .collect();
    span(reading, found)
}

/// Ranges of pay that a block states for several places or grades: from the lowest figure to the
/// highest, where each has the same currency and says its period itself.
fn span(reading: &Reading<'_>, found: Vec<Candidate<Salary>>) -> Vec<Candidate<Salary>> {
    let kind = |one: &Candidate<Salary>| {
        let pay = one.value.as_ref()?;
        let plain = one.evidence.stated == Stated::Stated && pay.min.is_some();
        (plain && pay.max.is_some()).then(|| (pay.currency.clone(), pay.period))
    };
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        return found;
    };
    let alike = kind(first).is_some() && found.iter().all(|one| kind(one) == kind(first));
    let figures = || found.iter().filter_map(|one| one.value.as_ref());
    let least = figures().filter_map(|pay| pay.min).reduce(f64::min);
    let most = figures()
        .filter_map(|pay| pay.max.or(pay.min))
        .reduce(f64::max);
    let (Some(least), Some(most)) = (least, most) else {
        return found;
    };
    if found.len() < 2 || !alike || least >= most || most > least * WIDEST {
        return found;
    }
    let place = |one: &Candidate<Salary>| {
        let block = one.evidence.block?;
        let base = reading.page.blocks.get(block)?.range.start;
        Some(base + one.evidence.start?..base + one.evidence.end?)
    };
    let (Some(from), Some(to)) = (place(first), place(last)) else {
        return found;
    };
    let value = first.value.clone().map(|pay| Salary {
        min: Some(least),
        max: Some(most),
        ..pay
    });
    let weights = found.iter().map(|one| one.weight);
    vec![Candidate {
        value,
        weight: weights.max().unwrap_or(0),
        evidence: reading.evidence(from.start..to.end, &first.evidence.rule, Stated::Stated),
    }]
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
    country: &Country,
    context: &Context<'_>,
    sum: &Sum,
    from: usize,
) -> Option<Candidate<Salary>> {
    let cue = cue_before(context, sum);
    let spoken = cue.is_some() || context.label;
    let numbered = || !reading.hits_in("job_id", context.block).is_empty();
    if sum.currency.is_none() && (!spoken || !is_bare_pay(context, sum, cue) || numbered()) {
        return None;
    }
    let mut sum = sum.clone();
    let mut end = sum.range.end;
    scale(reading, context, &mut sum, &mut end);
    let currency = settle(country, reading, sum.currency);
    let period = period_of(reading, context, &sum, end, from)
        .filter(|(period, _)| is_plausible(*period, &sum, currency));
    let weight = weigh(reading, context, &sum, period.is_some());
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
    let up_to = sum.max.is_none() && is_upper_end(reading, context, &sum);
    let value = Salary {
        min: (!up_to).then_some(sum.min),
        max: if up_to { Some(sum.min) } else { sum.max },
        currency: currency.map(str::to_owned),
        period,
        gross: reading
            .hits_in("salary.gross", context.block)
            .first()
            .map(|hit| hit.rule.value == "gross"),
    };
    let range = context.base + sum.range.start..context.base + end;
    Some(Candidate {
        value: Some(value),
        evidence: reading.evidence(range, "sum of money", stated),
        weight,
    })
}

/// The last word for pay before a sum.
fn cue_before<'c>(context: &'c Context<'_>, sum: &Sum) -> Option<&'c Range<usize>> {
    context.pay.iter().rfind(|cue| cue.start < sum.range.start)
}

/// How strongly the words and the place of a sum speak for pay.
fn weigh(reading: &Reading<'_>, context: &Context<'_>, sum: &Sum, has_period: bool) -> i32 {
    let cue = cue_before(context, sum);
    let follows = context
        .pay
        .iter()
        .any(|cue| cue.start >= sum.range.end && cue.start - sum.range.end <= 30);
    let is_range = sum.max.is_some();
    let alone = context.folded.len() < sum.range.len() + 16;
    let spoken = cue.is_some() || context.label || alone;
    let reasons = [
        (cue.is_some(), 10),
        (cue.is_some_and(|cue| cue.start < 12), 6),
        (cue.is_none() && follows, 4),
        (context.label, 8),
        (has_period, 10),
        (is_range, 8),
        (is_range && sum.range.start < 6, 4),
        (alone, 6),
    ];
    reasons
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, weight)| weight)
        .sum::<i32>()
        + place_weight(reading, context.block, spoken)
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
