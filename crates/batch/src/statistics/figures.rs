//! The arithmetic of shares, pairs and distributions.

use std::collections::BTreeMap;

use serde::Serialize;

/// 97.5 % quantile of the normal distribution, for intervals that hold in 95 of 100 cases.
const Z: f64 = 1.959_963_984_540_054;

/// A part of a whole, and the interval in which the share of all such postings lies (Wilson's score
/// interval, 95 %): what a small sample cannot tell shows in its width.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Their share, 0 to 1.
    pub share: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// `count` of `total`; a count beyond the total is cut down to it.
    #[must_use]
    pub fn of(count: u64, total: u64) -> Self {
        let count = count.min(total);
        if total == 0 {
            return Self {
                count,
                share: 0.0,
                low: 0.0,
                high: 1.0,
            };
        }
        let (count_f, n) = (count as f64, total as f64);
        let share = count_f / n;
        let scale = 1.0 + Z * Z / n;
        let middle = (share + Z * Z / (2.0 * n)) / scale;
        let half = Z / scale * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        // At the ends the formula gives 0 and 1 but for rounding.
        let low = if count == 0 {
            0.0
        } else {
            (middle - half).max(0.0)
        };
        let high = if count == total {
            1.0
        } else {
            (middle + half).min(1.0)
        };
        Self {
            count,
            share: rounded(share),
            low: rounded(low),
            high: rounded(high),
        }
    }
}

/// Four decimals: more would be noise, and print differently for the last bit.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// How much more often two things stand together than chance has it: 1 is chance.
pub(super) fn lift(together: u64, one: u64, other: u64, total: u64) -> f64 {
    if one == 0 || other == 0 {
        return 0.0;
    }
    together as f64 * total as f64 / (one as f64 * other as f64)
}

/// The same as normalised pointwise mutual information (Bouma 2009): -1 never together, 0 chance, 1
/// never apart. Two things that are in everything say nothing of each other: 0.
pub(super) fn npmi(together: u64, one: u64, other: u64, total: u64) -> f64 {
    if together == 0 {
        return -1.0;
    }
    if together >= total {
        return 0.0;
    }
    let share = together as f64 / total as f64;
    lift(together, one, other, total).ln() / -share.ln()
}

/// A whole number with its thousands apart, as reports show it: "12,345".
#[must_use]
pub fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A figure of pay as reports show it: with cents where it is small.
#[must_use]
pub fn money(value: f64) -> String {
    if value.abs() < 1000.0 && value.fract() != 0.0 {
        return format!("{value:.2}");
    }
    let sign = if value < 0.0 { "-" } else { "" };
    // Larger figures than fit are not kept.
    format!("{sign}{}", thousands(value.abs().round() as u64))
}

/// A larger number is no year and no pay, and would drown the sums of others.
const MOST: f64 = 1e15;

/// A number that sorts; what is not finite, or absurd, is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure(f64);

impl Figure {
    pub(super) fn new(value: f64) -> Option<Self> {
        // Zero is zero, with whatever sign.
        (value.abs() <= MOST).then_some(Self(value + 0.0))
    }
}

impl Eq for Figure {}

impl Ord for Figure {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Figure {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Numbers as counts: each value is kept once.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    counts: BTreeMap<Figure, u64>,
    total: u64,
}

impl Values {
    pub(super) fn add(&mut self, value: f64) {
        if let Some(value) = Figure::new(value) {
            *self.counts.entry(value).or_default() += 1;
            self.total += 1;
        }
    }

    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The `at`th smallest value, from 0.
    fn nth(&self, at: u64) -> f64 {
        let mut seen = 0;
        for (value, count) in &self.counts {
            seen += count;
            if at < seen {
                return value.0;
            }
        }
        self.counts
            .last_key_value()
            .map_or(0.0, |(value, _)| value.0)
    }

    /// The value below which a share of all values lies, between two of them on a straight line
    /// (Hyndman and Fan 1996, type 7).
    fn quantile(&self, share: f64) -> f64 {
        let place = share * self.total.saturating_sub(1) as f64;
        let (low, high) = (self.nth(place as u64), self.nth(place.ceil() as u64));
        low + (high - low) * place.fract()
    }

    /// Five numbers; `None` without values.
    pub(super) fn distribution(&self) -> Option<Distribution> {
        let cents = |value: f64| (value * 100.0).round() / 100.0;
        (self.total > 0).then(|| Distribution {
            count: self.total,
            min: cents(self.quantile(0.0)),
            lower_quartile: cents(self.quantile(0.25)),
            median: cents(self.quantile(0.5)),
            upper_quartile: cents(self.quantile(0.75)),
            max: cents(self.quantile(1.0)),
        })
    }
}

/// Five numbers of a distribution, to two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Distribution {
    /// Number of values.
    pub count: u64,
    /// The smallest.
    pub min: f64,
    /// A quarter is smaller.
    pub lower_quartile: f64,
    /// Half is smaller.
    pub median: f64,
    /// A quarter is larger.
    pub upper_quartile: f64,
    /// The largest.
    pub max: f64,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wilson_is_the_published_interval() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (count, total, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let share = Share::of(count, total);
            assert_eq!((share.low, share.high), (low, high));
        }
        assert_eq!(Share::of(0, 0).high, 1.0);
    }

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(999), "999");
        assert_eq!(money(17.5), "17.50");
        assert_eq!(money(65_000.4), "65,000");
        assert_eq!(money(-1.0), "-1");
    }

    #[test]
    fn together_more_than_chance() {
        // Both in 25 of 100: chance has them together in 6.25.
        assert_eq!(lift(25, 25, 25, 100), 4.0);
        assert!((npmi(25, 25, 25, 100) - 1.0).abs() < 1e-12);
        assert_eq!(npmi(25, 50, 50, 100), 0.0);
        assert_eq!(npmi(0, 50, 50, 100), -1.0);
        assert_eq!(npmi(9, 9, 9, 9), 0.0);
    }

    #[test]
    fn quartiles_lie_between_values() {
        let mut values = Values::default();
        for value in [40.0, 10.0, 20.0, 30.0, f64::NAN] {
            values.add(value);
        }
        let found = values.distribution().unwrap();
        assert_eq!(
            (found.lower_quartile, found.median, found.upper_quartile),
            (17.5, 25.0, 32.5)
        );
        assert_eq!((found.count, found.min, found.max), (4, 10.0, 40.0));
        assert_eq!(Values::default().distribution(), None);
    }

    proptest! {
        #[test]
        fn a_share_lies_in_its_interval(total in 1_u64..1_000_000, part in 0.0..=1.0_f64) {
            let share = Share::of((total as f64 * part) as u64, total);
            prop_assert!(0.0 <= share.low && share.low <= share.share);
            prop_assert!(share.share <= share.high && share.high <= 1.0);
        }

        #[test]
        fn quantiles_are_those_of_the_sorted_list(mut list in prop::collection::vec(-1e6..1e6_f64, 1..60)) {
            let mut values = Values::default();
            list.iter().for_each(|value| values.add(*value));
            list.sort_by(f64::total_cmp);
            let found = values.distribution().unwrap();
            prop_assert!((found.min - list[0]).abs() < 0.01);
            prop_assert!((found.max - list[list.len() - 1]).abs() < 0.01);
            let middle = list.len() / 2;
            let median = if list.len() % 2 == 1 {
                list[middle]
            } else {
                f64::midpoint(list[middle - 1], list[middle])
            };
            prop_assert!((found.median - median).abs() < 0.01);
            prop_assert!(found.lower_quartile <= found.median);
            prop_assert!(found.median <= found.upper_quartile);
        }

        #[test]
        fn npmi_is_bounded(total in 1_u64..5000, a in 0.0..=1.0_f64, b in 0.0..=1.0_f64, c in 0.0..=1.0_f64) {
            let part = |share: f64, of: u64| (share * of as f64) as u64;
            let (one, other) = (part(a, total), part(b, total));
            let least = (one + other).saturating_sub(total);
            let together = least + part(c, one.min(other) - least);
            prop_assert!((-1.0..=1.0 + 1e-9).contains(&npmi(together, one, other, total)));
        }
    }
}
