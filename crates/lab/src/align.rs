//! Finds the labelled line that a line of the program stands for.

use std::collections::{HashMap, HashSet};

use jobgist::internals::TrainingLine;
use unicode_normalization::UnicodeNormalization as _;

use crate::corpus::{Gold, GoldLine};

/// Letters from which on a line may be found inside another.
const ENOUGH: usize = 12;
/// Share of common words from which on two lines are one.
const ALIKE: f64 = 0.75;

/// The label of each line, `None` where nobody gave one.
pub(crate) fn align(lines: &[TrainingLine], gold: &[GoldLine]) -> Vec<Option<usize>> {
    let gold_words: Vec<Vec<String>> = gold.iter().map(|line| words(&line.text)).collect();
    let gold_texts: Vec<String> = gold_words.iter().map(|words| words.join(" ")).collect();
    let mut exact: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, text) in gold_texts.iter().enumerate() {
        exact.entry(text).or_default().push(at);
    }
    let mut last = 0;
    let mut labels = Vec::with_capacity(lines.len());
    for line in lines {
        let words = words(&line.text);
        let text = words.join(" ");
        let found = match exact.get(text.as_str()) {
            Some(found) => found.clone(),
            None => near(&words, &text, &gold_words, &gold_texts),
        };
        // Furniture is left out of the posting: a line of it stands for the other one of two.
        let known = |at: &&usize| !matches!(gold[**at].gold, Gold::Noise);
        let next = found
            .iter()
            .filter(known)
            .find(|at| **at >= last)
            .or_else(|| found.iter().find(known));
        let label = next.and_then(|at| {
            last = *at;
            match gold[*at].gold {
                Gold::Line(label) => Some(label),
                Gold::Heading(label) => label,
                Gold::Noise | Gold::Unknown => None,
            }
        });
        labels.push(label);
    }
    labels
}

/// Lines that hold the text, or are held by it, or share most words with it.
fn near(
    words: &[String],
    text: &str,
    gold_words: &[Vec<String>],
    gold_texts: &[String],
) -> Vec<usize> {
    let all = || 0..gold_texts.len();
    if text.len() >= ENOUGH {
        let holds: Vec<usize> = all().filter(|at| gold_texts[*at].contains(text)).collect();
        if !holds.is_empty() {
            return holds;
        }
        let longest = all()
            .filter(|at| gold_texts[*at].len() >= ENOUGH && text.contains(&gold_texts[*at]))
            .max_by_key(|at| (gold_texts[*at].len(), usize::MAX - at));
        if let Some(longest) = longest {
            return vec![longest];
        }
    }
    let set: HashSet<&String> = words.iter().collect();
    let alike = |at: usize| {
        let other: HashSet<&String> = gold_words[at].iter().collect();
        let common = set.intersection(&other).count() as f64;
        common / (set.union(&other).count().max(1)) as f64
    };
    let best =
        all().map(|at| (alike(at), at)).fold(
            (0.0, 0),
            |best, next| if next.0 > best.0 { next } else { best },
        );
    if best.0 >= ALIKE {
        vec![best.1]
    } else {
        Vec::new()
    }
}

/// The words of a line, without signs and in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use jobgist::Options;
    use jobgist::internals::training_lines;

    use super::*;

    #[test]
    fn lines_find_their_labels() {
        let text =
            "Baker\nYour tasks\n- Bake rolls every night\n- Clean the ovens\nApply now by mail";
        let lines = training_lines(text.as_bytes(), &Options::default()).unwrap();
        let gold = [
            ("Baker", Gold::Line(11)),
            ("· Bake  rolls every NIGHT!", Gold::Line(0)),
            ("Clean the ovens and the floor", Gold::Line(1)),
            ("Apply now by mail", Gold::Noise),
            ("Apply now by mail", Gold::Line(9)),
        ];
        let gold = gold.map(|(text, gold)| GoldLine {
            text: text.to_owned(),
            gold,
        });
        let labels = align(&lines, &gold);
        let of = |text: &str| {
            let at = lines.iter().position(|line| line.text.contains(text));
            at.and_then(|at| labels[at])
        };
        assert_eq!(of("Bake rolls"), Some(0));
        assert_eq!(of("Clean the ovens"), Some(1), "a part of a line");
        assert_eq!(of("Apply now"), Some(9), "the second copy is noise");
    }
}
