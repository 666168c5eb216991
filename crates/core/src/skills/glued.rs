//! Lists of tags whose separators a page has lost: "pythondjangoaws".

use std::ops::Range;

use super::mentions::{RowId, Tables};

/// Shorter words are no list.
const SHORTEST: usize = 9;
/// Longer words are data.
const LONGEST: usize = 200;
/// Shorter names are found in too many words.
const SHORTEST_NAME: usize = 3;
/// Longer names are not looked for.
const LONGEST_NAME: usize = 24;

/// The names that a word is made of from end to end, with their places in it, where it is made of two
/// at least; the longest ones first.
pub(super) fn names(word: &str, tables: &Tables<'_>) -> Vec<(Range<usize>, RowId)> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) || tables.knows(word) {
        return Vec::new();
    }
    // For each place from which the rest is names only: the first of them.
    let mut next: Vec<Option<(usize, RowId)>> = vec![None; word.len() + 1];
    for start in (0..word.len())
        .rev()
        .filter(|at| word.is_char_boundary(*at))
    {
        let ends = (start + SHORTEST_NAME..=word.len().min(start + LONGEST_NAME)).rev();
        next[start] = ends
            .filter(|end| *end == word.len() || word.is_char_boundary(*end) && next[*end].is_some())
            .find_map(|end| Some((end, tables.product(&word[start..end])?)));
    }
    let mut names = Vec::new();
    let mut at = 0;
    while let Some((end, id)) = next[at] {
        names.push((at..end, id));
        at = end;
    }
    if names.len() < 2 {
        names.clear();
    }
    names
}
