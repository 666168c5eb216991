//! What was learnt from labelled postings.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::outline::Model;
use crate::weights::{Judge, Linear, Shares};
use crate::{skills, summary};

/// All that was learnt.
pub(crate) struct Trained<'t> {
    pub(crate) lines: &'t Model,
    pub(crate) weights: &'t Weights,
    pub(crate) shares: &'t Shares,
}

/// The weights of the linear models.
#[derive(Debug)]
pub(crate) struct Weights {
    /// Log-odds that a recruiter would name a skill.
    pub(crate) skills: Linear,
    /// How much a reader with 20 seconds needs a line, 0 to 1.
    pub(crate) summary: Linear,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    skills: BTreeMap<String, f64>,
    summary: BTreeMap<String, f64>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    // A test loads the file, so this cannot fail on shipped data.
    Weights::read(include_str!("../data/any/weights.toml"))
        .unwrap_or_else(|error| panic!("data/any/weights.toml: {error}"))
});

impl Trained<'static> {
    /// What the program ships with.
    pub(crate) fn shipped() -> Self {
        Self {
            lines: Model::shipped(),
            weights: Weights::shipped(),
            shares: Shares::shipped(),
        }
    }
}

impl Trained<'_> {
    /// What skills are judged by.
    pub(crate) fn of_skills(&self) -> Judge<'_> {
        Judge {
            weights: &self.weights.skills,
            shares: self.shares,
        }
    }

    /// What lines are judged by.
    pub(crate) fn of_lines(&self) -> Judge<'_> {
        Judge {
            weights: &self.weights.summary,
            shares: self.shares,
        }
    }
}

impl Weights {
    /// The weights that the program ships with.
    pub(crate) fn shipped() -> &'static Self {
        &WEIGHTS
    }

    /// Reads the weights of a file.
    pub(crate) fn read(toml: &str) -> Result<Self, String> {
        let file: File = toml::from_str(toml).map_err(|error| error.to_string())?;
        Ok(Self {
            skills: Linear::new(file.skills, skills::feature_names())?,
            summary: Linear::new(file.summary, summary::feature_names())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_a_weight_for_every_feature() {
        let _ = Weights::shipped();
        assert!(Weights::read("[skills]\n[summary]").is_err());
    }
}
