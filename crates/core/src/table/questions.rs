//! What a review of a posting asks, and the words it listens for: `questions.toml` and `review.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rules::Rules;
use crate::posting::Topic;

/// The texts of `questions.toml` and the rules of `review.toml` of one language.
#[derive(Debug)]
pub(crate) struct Questions {
    pub(crate) rows: BTreeMap<Topic, QuestionRow>,
    pub(crate) rules: Rules,
}

/// The question of a topic.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionRow {
    topic: Topic,
    /// What to ask where nothing is said.
    #[serde(default)]
    pub(crate) absent: Option<String>,
    /// What to ask where only `{quote}` is said.
    #[serde(default)]
    pub(crate) vague: Option<String>,
    /// Why it matters.
    pub(crate) why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    question: Vec<QuestionRow>,
}

impl Questions {
    /// Reads the two files of a language.
    pub(crate) fn read(
        language: &str,
        questions: &str,
        review: &str,
        macros: &BTreeMap<String, String>,
        units: &BTreeMap<String, Vec<String>>,
    ) -> Result<Self, String> {
        let file: File =
            toml::from_str(questions).map_err(|error| format!("questions.toml: {error}"))?;
        let mut rows = BTreeMap::new();
        for row in file.question {
            if let Some(twice) = rows.insert(row.topic, row) {
                return Err(format!("questions.toml: {:?} stands twice", twice.topic));
            }
        }
        Ok(Self {
            rows,
            rules: Rules::read(language, &[review], macros, units)?,
        })
    }
}
