//! Figures beyond those of others.

use jobgist::Posting;

use super::{LEAST_OTHERS, OutOfRange, Share};
use crate::{pay, words};

/// A figure of a posting.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    value: f64,
    /// Only figures of one unit compare: the currency of pay.
    unit: Option<String>,
}

/// A fact's name, its figure, and the figure in words.
type Fact = (
    &'static str,
    fn(&Posting) -> Option<Figure>,
    fn(f64) -> String,
);

const FACTS: [Fact; 4] = [
    ("salary", pay_per_year, |value| {
        words::figures(Some(value), None, None).unwrap_or_default()
    }),
    (
        "experience_years",
        |one| plain(one.experience_years.as_ref()?.min?),
        words::number,
    ),
    (
        "hours",
        |one| {
            let hours = one.hours.as_ref()?;
            plain(hours.per_week_max.or(hours.per_week_min)?)
        },
        words::number,
    ),
    (
        "travel",
        |one| {
            let travel = one.travel.as_ref()?;
            plain(travel.percent_max.or(travel.percent_min)?)
        },
        words::number,
    ),
];

/// The figures of a posting, and those of others.
pub(super) struct Ranges {
    facts: Vec<(Fact, Figure, Vec<f64>)>,
}

impl Ranges {
    pub(super) fn of(one: &Posting) -> Self {
        let stated = |fact: Fact| Some((fact, fact.1(one)?, Vec::new()));
        Self {
            facts: FACTS.into_iter().filter_map(stated).collect(),
        }
    }

    pub(super) fn add(&mut self, other: &Posting) {
        for (fact, own, others) in &mut self.facts {
            others.extend(
                fact.1(other)
                    .filter(|figure| figure.unit == own.unit)
                    .map(|figure| figure.value),
            );
        }
    }

    pub(super) fn finish(self) -> Vec<OutOfRange> {
        self.facts
            .into_iter()
            .filter_map(|(fact, own, others)| beyond(fact, &own, others))
            .collect()
    }
}

/// The figure, where at most a tenth of the others lie as far out, and it lies beyond their middle half.
fn beyond((fact, _, shown): Fact, own: &Figure, mut others: Vec<f64>) -> Option<OutOfRange> {
    others.sort_by(f64::total_cmp);
    let of = others.len();
    let (low, high) = (*others.get(of / 4)?, *others.get(of * 3 / 4)?);
    let as_high = others.iter().filter(|other| **other >= own.value).count();
    let as_low = others.iter().filter(|other| **other <= own.value).count();
    let (above, count) = match own.value {
        value if value > high => (true, as_high),
        value if value < low => (false, as_low),
        _ => return None,
    };
    let share = Share { count, of };
    if of < LEAST_OTHERS || !share.is_rare() {
        return None;
    }
    let in_words = |text: String| match &own.unit {
        Some(unit) => format!("{unit} {text} a year"),
        None => format!("{text}{}", unit_of(fact)),
    };
    let usual = words::range(Some(low), Some(high), "", shown)?;
    Some(OutOfRange {
        fact: fact.to_owned(),
        value: in_words(shown(own.value)),
        above,
        usual: in_words(usual),
        share,
    })
}

fn unit_of(fact: &str) -> &'static str {
    match fact {
        "experience_years" => " years",
        "hours" => " hours a week",
        "travel" => " % of the time",
        _ => "",
    }
}

fn plain(value: f64) -> Option<Figure> {
    Some(Figure { value, unit: None })
}

/// The middle of the range of pay, brought to a year; only with a currency.
fn pay_per_year(one: &Posting) -> Option<Figure> {
    let year = pay::per_year(one.salary.as_ref()?, one.hours.as_ref())?;
    Some(Figure {
        value: (year.least()? + year.greatest()?) / 2.0,
        unit: Some(year.currency?),
    })
}
