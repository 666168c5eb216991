//! Learns the weights of skills and of the summary's lines, and how rare skills are.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use jobgist::Options;
use jobgist::internals::{LineModel, Samples, feature_names};

use crate::align::words;
use crate::corpus::{Example, Gold};
use crate::solve::{Row, logistic, ridge};

/// How strongly weights of skills are drawn to nothing.
const SKILL_RIDGE: f64 = 12.0;
/// How strongly weights of lines are drawn to nothing.
const LINE_RIDGE: f64 = 3.0;
/// How much more than others the skills count that an annotator names first.
const FIRST_SKILLS: f64 = 1.0;
/// So many of an annotator's skills are the first.
const FIRST: usize = 5;
/// A skill that fewer postings of a thousand name is not in the table.
const LEAST_SHARE: usize = 3;

/// What the models learn from one posting.
pub(crate) struct Lesson {
    /// The features of each skill, its target, and its weight.
    skills: Vec<(Vec<f64>, f64, f64)>,
    /// The features of each line, and its target.
    lines: Vec<(Vec<f64>, f64)>,
}

/// Reads a posting by the model that has not seen it.
pub(crate) fn samples(example: &Example, model: &LineModel, shares: &str) -> Result<Samples> {
    let text;
    let (name, bytes) = match &example.page {
        Some((name, bytes)) => (name.clone(), bytes.as_slice()),
        None => {
            let lines: Vec<&str> = example.lines.iter().map(|line| &*line.text).collect();
            text = lines.join("\n");
            (example.id.clone(), text.as_bytes())
        }
    };
    let options = Options {
        name,
        ..Options::default()
    };
    model
        .samples(shares, bytes, &options)
        .with_context(|| example.id.clone())
}

/// What a posting with labelled skills and key lines teaches.
pub(crate) fn lesson(example: &Example, samples: Samples) -> Lesson {
    let wanted: Vec<Vec<String>> = example
        .highlights
        .skills
        .iter()
        .map(|skill| words(skill))
        .collect();
    let skills = samples.skills.into_iter().map(|(name, features)| {
        let place = same_skill(&words(&name), &wanted);
        let target = f64::from(u8::from(place.is_some()));
        let first = place.is_some_and(|place| place < FIRST);
        (
            features,
            target,
            1.0 + if first { FIRST_SKILLS } else { 0.0 },
        )
    });
    let grades = grades(example);
    let lines = samples.lines.into_iter().map(|(text, features)| {
        let grade = grade_of(&words(&text), &grades);
        // As in discounted cumulative gain: a grade counts twice as much as the one below.
        (features, (f64::from(1 << grade) - 1.0) / 7.0)
    });
    Lesson {
        skills: if wanted.is_empty() {
            Vec::new()
        } else {
            skills.collect()
        },
        lines: if grades.values().all(|grade| *grade == 0) {
            Vec::new()
        } else {
            lines.collect()
        },
    }
}

/// The first of the wanted skills that a name means: the same words, or one the greater half of the
/// other.
fn same_skill(name: &[String], wanted: &[Vec<String>]) -> Option<usize> {
    let name: BTreeSet<&String> = name.iter().collect();
    wanted.iter().position(|wanted| {
        let wanted: BTreeSet<&String> = wanted.iter().collect();
        let (less, more) = if name.len() < wanted.len() {
            (&name, &wanted)
        } else {
            (&wanted, &name)
        };
        !less.is_empty() && less.is_subset(more) && less.len() * 2 >= more.len()
    })
}

/// The grades of a posting's lines, by their words.
fn grades(example: &Example) -> BTreeMap<String, u8> {
    let mut grades = BTreeMap::new();
    for (number, line) in (1..).zip(&example.lines) {
        if let Gold::Line(_) = line.gold {
            let grade = example.highlights.grades.get(&number).copied().unwrap_or(0);
            let best: &mut u8 = grades.entry(words(&line.text).join(" ")).or_default();
            *best = grade.max(*best);
        }
    }
    grades
}

/// The grade of a line: the highest of the annotated lines that it is, is part of, or holds.
fn grade_of(line: &[String], grades: &BTreeMap<String, u8>) -> u8 {
    let line = line.join(" ");
    if let Some(grade) = grades.get(&line) {
        return *grade;
    }
    let near = grades.iter().filter(|(other, _)| {
        !other.is_empty() && (other.contains(&line) || line.contains(other.as_str()))
    });
    near.map(|(_, grade)| *grade).max().unwrap_or(0)
}

/// The file of weights that lessons give.
pub(crate) fn weights(lessons: &[&Lesson]) -> String {
    let [skill_names, line_names] = feature_names();
    let skills: Vec<Row<'_>> = lessons
        .iter()
        .flat_map(|lesson| &lesson.skills)
        .map(|(features, target, weight)| Row {
            features,
            target: *target,
            weight: *weight,
        })
        .collect();
    let lines: Vec<Row<'_>> = lessons
        .iter()
        .flat_map(|lesson| &lesson.lines)
        .map(|(features, target)| Row {
            features,
            target: *target,
            weight: 1.0,
        })
        .collect();
    let mut toml = String::from(
        "# Weights of the linear models; written by `jobgist-lab train`.\n\
         # skills: log-odds that a recruiter would name a skill. summary: how much a reader needs a line.\n",
    );
    let no_prior = |names: &[String]| vec![0.0; names.len()];
    let skill_weights = logistic(&skills, &no_prior(&skill_names), SKILL_RIDGE);
    table(&mut toml, "skills", &skill_names, &skill_weights);
    let line_weights = ridge(&lines, &no_prior(&line_names), LINE_RIDGE);
    table(&mut toml, "summary", &line_names, &line_weights);
    toml
}

fn table(toml: &mut String, title: &str, names: &[String], weights: &[f64]) {
    let _ = write!(toml, "\n[{title}]\n");
    for (name, weight) in names.iter().zip(weights) {
        // Three digits: what training gives on another machine differs in later ones at most.
        let _ = writeln!(toml, "{name:?} = {:.3}", weight + 0.0);
    }
}

/// The table of the shares of postings that name a skill, from the names in each posting.
pub(crate) fn shares(postings: &[BTreeSet<String>]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in postings.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let mut tsv = String::from(
        "# Skills, and in how many postings of a thousand they are named; written by `jobgist-lab train`.\n",
    );
    for (name, count) in counts {
        let share = count * 1000 / postings.len().max(1);
        if share >= LEAST_SHARE {
            let _ = writeln!(tsv, "{name}\t{share}");
        }
    }
    tsv
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        words(text)
    }

    #[test]
    fn names_of_one_skill_share_half_of_their_words() {
        let wanted = [split("night baking"), split("sourdough")];
        assert_eq!(same_skill(&split("Baking"), &wanted), Some(0));
        assert_eq!(same_skill(&split("Rye sourdough"), &wanted), Some(1));
        assert_eq!(same_skill(&split("Rye and wheat sourdough"), &wanted), None);
        assert_eq!(same_skill(&split("Ovens"), &wanted), None);
    }

    #[test]
    fn a_sentence_has_the_grade_of_its_line() {
        let grades = BTreeMap::from([("you bake bread we sell it".to_owned(), 3)]);
        assert_eq!(grade_of(&split("You bake bread"), &grades), 3);
        assert_eq!(grade_of(&split("We clean"), &grades), 0);
    }

    #[test]
    fn rare_skills_are_left_out() {
        let posting = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut postings = vec![posting(&["Baking"]); 9];
        postings.push(posting(&["Baking", "Milling"]));
        postings.extend(vec![posting(&[]); 990]);
        let table = shares(&postings);
        assert!(table.ends_with("\nBaking\t10\n"), "{table}");
    }
}
