//! Pay: only like is put with like.

use std::collections::BTreeMap;
use std::fmt;

use jobgist::{PayPeriod, Salary};
use serde::Serialize;

use super::figures::{Distribution, Figure, Values};
use super::groups::is_code;

/// What figures of pay must have in common to be compared: nothing is converted or annualised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PayUnit {
    /// ISO 4217.
    pub currency: String,
    /// HOUR, DAY, WEEK, MONTH or YEAR.
    pub period: &'static str,
    /// The figures are said to be net; gross, or not said, otherwise.
    pub net: bool,
}

impl fmt::Display for PayUnit {
    /// "EUR/month", "EUR/month net".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let net = if self.net { " net" } else { "" };
        write!(f, "{}/{}{net}", self.currency, self.period.to_lowercase())
    }
}

/// Figures of pay, by unit.
#[derive(Debug, Default)]
pub(super) struct Pay {
    units: BTreeMap<PayUnit, Values>,
    /// Stated, but without currency, period or a figure to compare.
    unclear: u64,
}

impl Pay {
    /// Adds what a posting pays: the middle of a range, or its only figure. An upper end alone ("up
    /// to") is no pay to be expected.
    pub(super) fn add(&mut self, salary: &Salary) {
        let figure = match (salary.min, salary.max) {
            (Some(min), Some(max)) => Some(f64::midpoint(min, max)),
            (Some(only), None) => Some(only),
            (None, _) => None,
        };
        let figure = figure.filter(|figure| Figure::new(*figure).is_some());
        let currency = salary.currency.clone();
        let currency = currency.filter(|code| is_code(code, 3));
        let unit = currency.zip(salary.period);
        match figure.zip(unit) {
            Some((figure, (currency, period))) => {
                let unit = PayUnit {
                    currency,
                    period: name(period),
                    net: salary.gross == Some(false),
                };
                self.units.entry(unit).or_default().add(figure);
            }
            None => self.unclear += 1,
        }
    }

    pub(super) fn unclear(&self) -> u64 {
        self.unclear
    }

    /// The distributions of at least so many postings, the largest first.
    pub(super) fn rows(&self, least: u64) -> Vec<PayRow> {
        let distribution = |(unit, values): (&PayUnit, &Values)| {
            let pay = values.distribution()?;
            (pay.count >= least).then(|| PayRow {
                unit: unit.clone(),
                pay,
            })
        };
        let mut rows: Vec<PayRow> = self.units.iter().filter_map(distribution).collect();
        // The sort is stable: equals stay in the order of their units.
        rows.sort_by_key(|row| std::cmp::Reverse(row.pay.count));
        rows
    }
}

/// Pay in one unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PayRow {
    /// What the figures have in common.
    #[serde(flatten)]
    pub unit: PayUnit,
    /// How they are spread.
    #[serde(flatten)]
    pub pay: Distribution,
}

/// Pay of a title group in a country, in one unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlacedPay {
    /// The title group.
    pub title: String,
    /// ISO 3166-1 alpha-2; `None` where no country is stated.
    pub country: Option<String>,
    /// The unit and the figures.
    #[serde(flatten)]
    pub row: PayRow,
}

/// Name of a period in the record.
fn name(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Hour => "HOUR",
        PayPeriod::Day => "DAY",
        PayPeriod::Week => "WEEK",
        PayPeriod::Month => "MONTH",
        PayPeriod::Year => "YEAR",
    }
}
