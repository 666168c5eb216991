//! Lines of postings held against each other: what counts as the same, and how alike two are.

use std::collections::{BTreeMap, HashMap, HashSet};

/// The words of a line, in lower case, with spaces between: what is left without punctuation,
/// whitespace and case. Signs that make names of skills stay ("c++", "c#").
pub(crate) fn key(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// Words of a line that are compared: a page without line breaks is not held against another one word
/// for word.
const MOST_WORDS: usize = 200;

/// The distinct words of a line.
pub(crate) fn bag(text: &str) -> HashSet<String> {
    words(text).take(MOST_WORDS).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '+' | '#');
    text.split(move |character| !is_part(character))
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(str::to_lowercase)
}

/// How alike two bags of words are: the share of their words that both have, 0 to 1.
pub(crate) fn overlap(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    if all == 0 {
        return 0.0;
    }
    common as f64 / all as f64
}

/// The beginning of a line, cut between words.
pub(crate) fn beginning(text: &str, characters: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(characters) else {
        return text.to_owned();
    };
    let at = text[..cut].rfind(' ').filter(|&at| at > cut / 2);
    let kept = text[..at.unwrap_or(cut)].trim_end_matches([' ', ',', ';', ':']);
    format!("{kept}…")
}

/// Entries of two lists that belong together, and what is left of each; indices.
pub(crate) struct Pairs {
    /// One of the old list and one of the new.
    pub(crate) pairs: Vec<(usize, usize)>,
    /// Of the old list alone.
    pub(crate) old: Vec<usize>,
    /// Of the new list alone.
    pub(crate) new: Vec<usize>,
}

/// More pairs than this are not weighed: two long lists that have nothing in common stay apart.
const MOST_WEIGHED: usize = 100_000;

impl Pairs {
    /// Pairs the entries of equal keys, in the order of the lists; then those that are most alike, as
    /// long as `alike` gives a likeness. Which list is the old one makes no difference.
    pub(crate) fn find(
        old: &[String],
        new: &[String],
        alike: impl Fn(usize, usize) -> Option<f64>,
    ) -> Self {
        let mut found = Self::equal(old, new);
        if found.old.len() * found.new.len() > MOST_WEIGHED {
            return found;
        }
        let mut weighed: Vec<(f64, usize, usize)> = Vec::new();
        for &left in &found.old {
            weighed.extend(
                found
                    .new
                    .iter()
                    .filter_map(|&right| Some((alike(left, right)?, left, right))),
            );
        }
        // Of equally alike pairs the one whose keys come first, whichever of them is the old one.
        let keys = |&(_, left, right): &(f64, usize, usize)| {
            let (left, right) = (&old[left], &new[right]);
            (left.min(right), left.max(right))
        };
        weighed.sort_by(|one, other| {
            other
                .0
                .total_cmp(&one.0)
                .then_with(|| keys(one).cmp(&keys(other)))
        });
        let mut paired: (HashSet<usize>, HashSet<usize>) = Default::default();
        for (_, left, right) in weighed {
            if !paired.0.contains(&left) && !paired.1.contains(&right) {
                paired.0.insert(left);
                paired.1.insert(right);
                found.pairs.push((left, right));
            }
        }
        found.old.retain(|left| !paired.0.contains(left));
        found.new.retain(|right| !paired.1.contains(right));
        found
    }

    fn equal(old: &[String], new: &[String]) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, key) in new.iter().enumerate().rev() {
            places.entry(key).or_default().push(at);
        }
        let mut found = Self {
            pairs: Vec::new(),
            old: Vec::new(),
            new: Vec::new(),
        };
        for (at, key) in old.iter().enumerate() {
            match places.get_mut(key.as_str()).and_then(Vec::pop) {
                Some(other) => found.pairs.push((at, other)),
                None => found.old.push(at),
            }
        }
        found.new = places.into_values().flatten().collect();
        found.new.sort_unstable();
        found
    }
}

/// How often each thing occurs, most frequent first and then by name.
pub(crate) fn by_frequency(counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut sorted: Vec<(String, usize)> = counts.into_iter().collect();
    sorted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_no_noise() {
        assert_eq!(key("  C++,  SQL —  and\u{a0}Bread! "), "c++ sql and bread");
        assert_eq!(key("•  "), "");
        assert_ne!(key("C"), key("C#"));
    }

    #[test]
    fn the_most_alike_belong_together() {
        let old = ["a b c d", "x y", "same"].map(str::to_owned);
        let new = ["same", "a b c e", "a b c d e", "z"].map(str::to_owned);
        let alike = |left: usize, right: usize| {
            let likeness = overlap(&bag(&old[left]), &bag(&new[right]));
            (likeness >= 0.5).then_some(likeness)
        };
        let found = Pairs::find(&old, &new, alike);
        assert_eq!(found.pairs, [(2, 0), (0, 2)]);
        assert_eq!((found.old, found.new), (vec![1], vec![1, 3]));
    }

    #[test]
    fn a_line_is_cut_between_words() {
        assert_eq!(beginning("Two years, or three", 12), "Two years…");
        assert_eq!(beginning("Two", 12), "Two");
        assert_eq!(beginning("ÄÖÜÄÖÜ", 3), "ÄÖÜ…");
    }
}
