//! Pay brought to a year, so that an hourly and a yearly figure can stand side by side.
//!
//! A record keeps figures as written. What is said here is arithmetic on them, with the factor named;
//! where the posting does not say what the factor needs, the assumption is named too. Nothing is
//! converted between currencies, nor between gross and net.

use jobgist::{Hours, PayPeriod, Salary};
use serde::{Deserialize, Serialize};

use crate::words;

const WEEKS: f64 = 52.0;
const MONTHS: f64 = 12.0;
const DAYS_A_WEEK: f64 = 5.0;
const HOURS_A_WEEK: f64 = 40.0;

/// Pay for a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Normalised {
    /// Lower figure; `None` for "up to X".
    pub min: Option<f64>,
    /// Upper figure; `None` where there is only one.
    pub max: Option<f64>,
    /// ISO 4217; `None` where the posting does not say. Only figures of one currency compare.
    pub currency: Option<String>,
    /// Gross or net, where said.
    pub gross: Option<bool>,
    /// By what the written figures were multiplied.
    pub factor: Factor,
}

/// By what written figures are multiplied to stand for a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Factor {
    /// For the lower figure.
    pub least: f64,
    /// For the upper figure: another one where the posting gives a range of hours.
    pub greatest: f64,
    /// The factor in words: "× 38.5 hours × 52 weeks"; "as written" for yearly pay.
    pub words: String,
    /// Whether a part of it is assumed, which the words then say.
    pub assumed: bool,
}

impl Normalised {
    /// "EUR 41,600 to 52,000 a year".
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let currency = self.currency.as_deref();
        let figures = words::figures(self.min, self.max, currency)?;
        Some(format!("{figures} a year"))
    }

    /// The lowest figure that it promises: the lower one, or the only one.
    #[must_use]
    pub fn least(&self) -> Option<f64> {
        self.min.or(self.max)
    }

    /// The highest figure that it speaks of.
    #[must_use]
    pub fn greatest(&self) -> Option<f64> {
        self.max.or(self.min)
    }
}

/// Brings pay to a year; `None` where no figure or no period is stated.
///
/// Hours a week are those of the posting; without them 40 are assumed for hourly pay, and five days a
/// week for daily pay, and the factor says so.
#[must_use]
pub fn per_year(salary: &Salary, hours: Option<&Hours>) -> Option<Normalised> {
    if salary.min.is_none() && salary.max.is_none() {
        return None;
    }
    let factor = factor(salary.period?, hours);
    let several = factor.least != factor.greatest;
    let min = salary.min.map(|figure| round(figure * factor.least));
    // One figure and a range of hours make a range.
    let upper = salary.max.or(salary.min.filter(|_| several));
    let max = upper.map(|figure| round(figure * factor.greatest));
    Some(Normalised {
        min,
        max,
        currency: salary.currency.clone(),
        gross: salary.gross,
        factor,
    })
}

fn factor(period: PayPeriod, hours: Option<&Hours>) -> Factor {
    let plain = |factor: f64, words: &str, assumed| Factor {
        least: factor,
        greatest: factor,
        words: words.to_owned(),
        assumed,
    };
    match period {
        PayPeriod::Year => plain(1.0, "as written", false),
        PayPeriod::Month => plain(MONTHS, "× 12 months", false),
        PayPeriod::Week => plain(WEEKS, "× 52 weeks", false),
        PayPeriod::Day => plain(
            DAYS_A_WEEK * WEEKS,
            "× 5 days × 52 weeks (five days a week assumed)",
            true,
        ),
        PayPeriod::Hour => hourly(hours),
    }
}

fn hourly(hours: Option<&Hours>) -> Factor {
    let stated = |hours: &Hours| {
        let (least, greatest) = (hours.per_week_min, hours.per_week_max);
        Some((least.or(greatest)?, greatest.or(least)?))
    };
    // Hours that no week has are a misprint, not a factor.
    let possible =
        |&(least, greatest): &(f64, f64)| least > 0.0 && least <= greatest && greatest <= 168.0;
    match hours.and_then(stated).filter(possible) {
        Some((least, greatest)) => {
            let span = words::range(Some(least), Some(greatest), "", words::number);
            Factor {
                least: least * WEEKS,
                greatest: greatest * WEEKS,
                words: format!("× {} hours × 52 weeks", span.unwrap_or_default()),
                assumed: false,
            }
        }
        None => Factor {
            least: HOURS_A_WEEK * WEEKS,
            greatest: HOURS_A_WEEK * WEEKS,
            words: "× 40 hours × 52 weeks (full time assumed)".to_owned(),
            assumed: true,
        },
    }
}

/// To the cent: a product of a figure and a factor is no more exact.
fn round(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salary(min: Option<f64>, max: Option<f64>, period: Option<PayPeriod>) -> Salary {
        Salary {
            min,
            max,
            currency: Some("EUR".to_owned()),
            period,
            gross: None,
        }
    }

    fn week(least: f64, greatest: f64) -> Hours {
        Hours {
            per_week_min: Some(least),
            per_week_max: Some(greatest),
            pattern: None,
        }
    }

    #[test]
    fn hours_of_the_posting_count() {
        let hourly = salary(Some(20.0), Some(25.0), Some(PayPeriod::Hour));
        let year = per_year(&hourly, Some(&week(38.5, 38.5))).unwrap();
        assert_eq!((year.min, year.max), (Some(40_040.0), Some(50_050.0)));
        assert_eq!(year.factor.words, "× 38.5 hours × 52 weeks");
        assert!(!year.factor.assumed);
        assert_eq!(year.words().as_deref(), Some("EUR 40,040 to 50,050 a year"));
    }

    #[test]
    fn a_range_of_hours_makes_a_range() {
        let hourly = salary(Some(20.0), None, Some(PayPeriod::Hour));
        let year = per_year(&hourly, Some(&week(20.0, 30.0))).unwrap();
        assert_eq!((year.min, year.max), (Some(20_800.0), Some(31_200.0)));
        assert_eq!(year.factor.words, "× 20 to 30 hours × 52 weeks");
    }

    #[test]
    fn what_is_assumed_is_said() {
        let hourly = salary(Some(20.0), None, Some(PayPeriod::Hour));
        for hours in [
            None,
            Some(week(0.0, 0.0)),
            Some(week(400.0, 400.0)),
            Some(Hours::default()),
        ] {
            let year = per_year(&hourly, hours.as_ref()).unwrap();
            assert_eq!((year.min, year.max), (Some(41_600.0), None));
            assert!(year.factor.assumed && year.factor.words.contains("assumed"));
        }
        let daily = per_year(&salary(None, Some(400.0), Some(PayPeriod::Day)), None).unwrap();
        assert_eq!((daily.min, daily.max), (None, Some(104_000.0)));
        assert!(daily.factor.assumed);
    }

    #[test]
    fn nothing_is_guessed() {
        assert_eq!(per_year(&salary(Some(3000.0), None, None), None), None);
        assert_eq!(
            per_year(&salary(None, None, Some(PayPeriod::Year)), None),
            None
        );
        let monthly = per_year(&salary(Some(3000.0), None, Some(PayPeriod::Month)), None).unwrap();
        assert_eq!(
            (monthly.min, monthly.factor.assumed),
            (Some(36_000.0), false)
        );
    }
}
