//! The period that a sum is paid for.

use std::ops::Range;

use super::money::Sum;
use super::{Context, currency};
use crate::posting::PayPeriod;
use crate::reading::Reading;

/// The period of pay that a sum is for, and where its words end when they stand behind the sum.
pub(super) fn period_of(
    reading: &Reading<'_>,
    context: &Context<'_>,
    sum: &Sum,
    end: usize,
    from: usize,
) -> Option<(PayPeriod, Option<usize>)> {
    let base = context.base;
    // "40 h/week" says how long the work is, not what the pay is for.
    let hours = reading.hits_in("hours", context.block);
    let of_hours = |period: &Range<usize>| {
        let holds = |hours: &Range<usize>| hours.start <= period.start && period.end <= hours.end;
        hours.iter().any(|hit| holds(&hit.range))
    };
    let hits = || {
        let all = reading.hits_in("salary.period", context.block).iter();
        all.filter(|hit| !of_hours(&hit.range))
    };
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
        hits().rfind(|hit| {
            let stop = hit.range.end - base;
            stop <= sum.range.start
                && stop >= from
                && sum.range.start - stop <= 90
                && gap_free(stop..sum.range.start)
        })
    };
    let later = || {
        hits().find(|hit| {
            let start = hit.range.start - base;
            start >= end && start - end <= 45 && gap_free(end..start)
        })
    };
    let above = || {
        let label = context.block.checked_sub(1).filter(|_| context.label)?;
        reading.hits_in("salary.period", label).first()
    };
    if let Some(hit) = near {
        return Some((period(&hit.rule.value)?, Some(hit.range.end - base)));
    }
    let hit = before().or_else(later).or_else(above)?;
    Some((period(&hit.rule.value)?, None))
}

/// The period that a name of schema.org, or a word of structured data, stands for.
pub(super) fn period(name: &str) -> Option<PayPeriod> {
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
pub(super) fn is_plausible(period: PayPeriod, sum: &Sum, currency: Option<&str>) -> bool {
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
pub(super) fn by_size(sum: &Sum, currency: Option<&str>) -> Option<PayPeriod> {
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
