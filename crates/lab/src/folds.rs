//! Parts the labelled postings into folds, so that no source is judged by a model that has seen it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context as _, Result};
use jobgist::Options;
use jobgist::internals::{CONTEXTS, LABELS, LineModel, Weights, pack};

use crate::align::words;
use crate::corpus::{Example, Set};

/// Number of folds.
pub(crate) const FOLDS: usize = 5;
/// Share of lines in common from which on two postings are one text.
const SAME_TEXT: f64 = 0.4;
/// Lines of fewer words stand in many postings.
const TELLING_WORDS: usize = 6;

/// The source of each example, by number, and the fold of each source that is judged.
pub(crate) struct Folds {
    /// The source of each example.
    pub(crate) sources: Vec<usize>,
    /// The fold of each example; `None` for those written for training, which are never judged.
    pub(crate) folds: Vec<Option<usize>>,
}

/// Gives each example its source (the site in dev, the employer named in bulk, else itself) and its
/// fold. A bulk text that stands in dev too goes to the fold of that one.
pub(crate) fn part(examples: &[Example]) -> Result<Folds> {
    let names = source_names(examples)?;
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        let next = numbers.len();
        numbers.entry(name).or_insert(next);
    }
    let sources: Vec<usize> = names.iter().map(|name| numbers[name.as_str()]).collect();
    // Sources that share a text share a fold.
    let mut one_of: Vec<usize> = (0..numbers.len()).collect();
    for (bulk, dev) in twins(examples) {
        let (from, to) = (one_of[sources[bulk]], one_of[sources[dev]]);
        for one in &mut one_of {
            if *one == from {
                *one = to;
            }
        }
    }
    let groups: Vec<usize> = sources.iter().map(|source| one_of[*source]).collect();
    let fold_of = balance(examples, &groups);
    let folds = groups.iter().map(|group| fold_of.get(group).copied());
    Ok(Folds {
        folds: folds.collect(),
        sources,
    })
}

/// A fold for each group that is judged: the larger groups first, each to the fold with the smallest
/// part of its set so far.
fn balance(examples: &[Example], groups: &[usize]) -> HashMap<usize, usize> {
    let share = |set: Set| {
        let size = examples.iter().filter(|example| example.set == set).count();
        1.0 / size.max(1) as f64
    };
    let shares = BTreeMap::from([Set::Dev, Set::Bulk].map(|set| (set, share(set))));
    let mut sizes: BTreeMap<usize, BTreeMap<Set, f64>> = BTreeMap::new();
    for (example, group) in examples.iter().zip(groups) {
        if let Some(share) = shares.get(&example.set) {
            *sizes
                .entry(*group)
                .or_default()
                .entry(example.set)
                .or_default() += share;
        }
    }
    let mut groups: Vec<(usize, BTreeMap<Set, f64>)> = sizes.into_iter().collect();
    let whole = |sets: &BTreeMap<Set, f64>| sets.values().sum::<f64>();
    groups.sort_by(|a, b| whole(&b.1).total_cmp(&whole(&a.1)).then(a.0.cmp(&b.0)));
    let mut filled: [BTreeMap<Set, f64>; FOLDS] = Default::default();
    let mut fold_of = HashMap::new();
    for (group, sets) in groups {
        let load = |fold: usize| -> f64 {
            let part = |set: &Set| filled[fold].get(set).copied().unwrap_or(0.0);
            sets.keys().map(part).sum()
        };
        let fold = (0..FOLDS)
            .min_by(|a, b| load(*a).total_cmp(&load(*b)))
            .unwrap_or(0);
        for (set, share) in sets {
            *filled[fold].entry(set).or_default() += share;
        }
        fold_of.insert(group, fold);
    }
    fold_of
}

fn source_names(examples: &[Example]) -> Result<Vec<String>> {
    let model = rules_alone()?;
    let employers = examples.iter().map(|example| employer(example, &model));
    let mut employers: Vec<Option<String>> = employers.collect();
    // An employer that one posting names is named in others by the name alone.
    let known: BTreeSet<String> = employers.iter().flatten().cloned().collect();
    for (example, employer) in examples.iter().zip(&mut employers) {
        if example.set == Set::Bulk && employer.is_none() {
            *employer = most_named(example, &known);
        }
    }
    let names = examples.iter().zip(employers);
    let names = names.map(|(example, employer)| match (&example.site, employer) {
        (Some(site), _) => format!("site {site}"),
        (None, Some(employer)) => format!("employer {employer}"),
        (None, None) => format!("posting {}", example.id),
    });
    Ok(names.collect())
}

/// A model that adds nothing to the rules. The folds must not hang on the model that was trained last.
fn rules_alone() -> Result<LineModel> {
    let mut gains = [[0.0; LABELS]; LABELS];
    for (label, row) in gains.iter_mut().enumerate() {
        row[label] = 1.0;
    }
    let weights = Weights {
        gains,
        changes: [[[0.0; LABELS]; LABELS]; CONTEXTS],
        features: Vec::new(),
    };
    LineModel::read(pack(&weights)).context("a packed model is read")
}

/// The employer that a bulk posting names, as the program reads it.
fn employer(example: &Example, model: &LineModel) -> Option<String> {
    if example.set != Set::Bulk {
        return None;
    }
    let lines: Vec<&str> = example
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    let text = lines.join("\n");
    let company = model.company(text.as_bytes(), &Options::default()).ok()?;
    let name = words(&company?);
    let name: Vec<&str> = name
        .iter()
        .map(String::as_str)
        .filter(|word| !matches!(*word, "inc" | "llc" | "ltd" | "com" | "the"))
        .collect();
    (!name.is_empty()).then(|| name.join(" "))
}

/// The known name of one word that a posting says most often.
fn most_named(example: &Example, known: &BTreeSet<String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in &example.lines {
        for word in line.text.split(|c: char| !c.is_alphanumeric()) {
            let name = word.to_lowercase();
            if word.starts_with(char::is_uppercase) && known.contains(&name) {
                *counts.entry(name).or_default() += 1;
            }
        }
    }
    counts
        .into_iter()
        .max_by_key(|(name, count)| (*count, name.len()))
        .map(|(name, _)| name)
}

/// Pairs of a bulk and a dev posting with the same text.
fn twins(examples: &[Example]) -> Vec<(usize, usize)> {
    let lines = |example: &Example| -> BTreeSet<String> {
        let lines = example.lines.iter().map(|line| words(&line.text));
        lines
            .filter(|words| words.len() >= TELLING_WORDS)
            .map(|words| words.join(" "))
            .collect()
    };
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, example) in examples.iter().enumerate() {
        if example.set == Set::Dev {
            for line in lines(example) {
                holders.entry(line).or_default().push(at);
            }
        }
    }
    let mut twins = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        if example.set != Set::Bulk {
            continue;
        }
        let own = lines(example);
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for holder in own.iter().filter_map(|line| holders.get(line)).flatten() {
            *common.entry(*holder).or_default() += 1;
        }
        let best = common
            .into_iter()
            .max_by_key(|(dev, count)| (*count, usize::MAX - dev));
        if let Some((dev, count)) = best
            && count as f64 >= SAME_TEXT * own.len() as f64
        {
            twins.push((at, dev));
        }
    }
    twins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Gold, GoldLine};

    fn example(set: Set, id: &str, site: Option<&str>, lines: &[&str]) -> Example {
        let lines = lines.iter().map(|text| GoldLine {
            text: (*text).to_owned(),
            gold: Gold::Unknown,
        });
        Example {
            id: id.to_owned(),
            set,
            site: site.map(str::to_owned),
            page: None,
            lines: lines.collect(),
            highlights: crate::corpus::Highlights::default(),
        }
    }

    #[test]
    fn a_source_stays_in_one_fold() {
        let shared = "You bake bread and rolls in our ovens every night of the week";
        let examples = [
            example(Set::Dev, "p1", Some("ovens.example"), &["One line"]),
            example(
                Set::Dev,
                "p2",
                Some("ovens.example"),
                &["Another line", shared],
            ),
            example(Set::Dev, "p3", Some("mills.example"), &["A third line"]),
            example(Set::Bulk, "b1", None, &[shared]),
            example(
                Set::Bulk,
                "b2",
                None,
                &["Company: Crumbs", "You sell what others bake"],
            ),
            example(
                Set::Bulk,
                "b3",
                None,
                &["At Crumbs you carry what others sell"],
            ),
            example(Set::Own, "en/one", None, &["You carry flour"]),
        ];
        let Folds { sources, folds } = part(&examples).unwrap();
        assert_eq!(sources[0], sources[1]);
        assert_ne!(sources[0], sources[2]);
        assert_ne!(folds[0], folds[2]);
        assert_eq!(folds[0], folds[1]);
        assert_eq!(folds[1], folds[3], "a text that stands in both sets");
        assert_eq!(sources[4], sources[5], "an employer that both name");
        assert_eq!(folds[6], None, "written for training");
    }
}
