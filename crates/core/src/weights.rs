//! Linear models over named features, and how rare a skill is.
//!
//! Both are learnt (`crates/lab`) and kept as readable data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::table::lexicon::KeyMap;
use crate::text::tokens::key_of;

/// A linear model.
#[derive(Debug)]
pub(crate) struct Linear(Vec<f64>);

impl Linear {
    /// The model of weights by name, given the names of all features in their order; the error names
    /// the feature that is missing or unknown.
    pub(crate) fn new(
        mut weights: BTreeMap<String, f64>,
        names: Vec<String>,
    ) -> Result<Self, String> {
        let in_order = names
            .into_iter()
            .map(|name| weights.remove(&name).ok_or(format!("{name:?} is missing")))
            .collect::<Result<_, _>>()?;
        match weights.into_keys().next() {
            Some(name) => Err(format!("{name:?} is no feature")),
            None => Ok(Self(in_order)),
        }
    }

    /// The weighted sum of features, in the order of their names.
    pub(crate) fn score(&self, features: &[f64]) -> f64 {
        let terms = self.0.iter().zip(features);
        terms.map(|(weight, feature)| weight * feature).sum()
    }
}

/// What a skill or a line is judged by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judge<'w> {
    pub(crate) weights: &'w Linear,
    pub(crate) shares: &'w Shares,
}

/// In how many postings of a thousand a skill is named.
#[derive(Debug)]
pub(crate) struct Shares(KeyMap<u16>);

static SHARES: LazyLock<Shares> =
    LazyLock::new(|| Shares::read(include_str!("../data/any/skill_shares.tsv")));

impl Shares {
    /// The table that the program ships with.
    pub(crate) fn shipped() -> &'static Self {
        &SHARES
    }

    /// Reads a table: a name, a tab, the share.
    pub(crate) fn read(tsv: &str) -> Self {
        let rows = tsv.lines().filter(|line| !line.starts_with('#'));
        let rows = rows.filter_map(|row| row.split_once('\t'));
        Self(
            rows.filter_map(|(name, share)| Some((key_of(name), share.trim().parse().ok()?)))
                .collect(),
        )
    }

    /// How rare a skill is: 0 for one that every posting names, 1 for one that hardly any does
    /// (logarithmic, as inverse document frequency).
    pub(crate) fn rarity(&self, name: &str) -> f64 {
        self.rarity_of(key_of(name))
    }

    /// The same, by the key of the skill's name.
    pub(crate) fn rarity_of(&self, key: u64) -> f64 {
        let share = self.0.get(&key).copied().unwrap_or(0);
        1.0 - f64::from(share).ln_1p() / 1000.0_f64.ln_1p()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_is_missing_or_unknown_is_named() {
        let weights = || BTreeMap::from([("pay".to_owned(), 1.0)]);
        let error = Linear::new(weights(), Vec::new()).unwrap_err();
        assert_eq!(error, "\"pay\" is no feature");
        let names = vec!["pay".to_owned(), "place".to_owned()];
        let error = Linear::new(weights(), names).unwrap_err();
        assert_eq!(error, "\"place\" is missing");
    }

    #[test]
    fn what_many_postings_name_is_not_rare() {
        let shares = Shares::read("# name, share\nTeamwork\t400\nCarillon tuning\t1\n");
        assert!(shares.rarity("teamwork") < shares.rarity("Carillon tuning"));
        assert!(shares.rarity("Carillon tuning") < shares.rarity("Thatching"));
        assert!((shares.rarity("Thatching") - 1.0).abs() < f64::EPSILON);
        assert!(!Shares::shipped().0.is_empty());
    }
}
