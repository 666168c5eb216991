//! Titles of the same work under one name.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The words that are left out, and how; the file's head says what its marks mean.
const WORDS: &str = include_str!("../../data/title_words.txt");

struct Words {
    anywhere: HashSet<&'static str>,
    first: HashSet<&'static str>,
    last: HashSet<&'static str>,
    endings: Vec<&'static str>,
}

static LEFT_OUT: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        anywhere: HashSet::new(),
        first: HashSet::new(),
        last: HashSet::new(),
        endings: Vec::new(),
    };
    for row in rows() {
        if let Some(word) = row.strip_prefix('^') {
            words.first.insert(word);
        } else if let Some(word) = row.strip_prefix('$') {
            words.last.insert(word);
        } else if let Some(ending) = row.strip_prefix('*') {
            words.endings.push(ending);
        } else {
            words.anywhere.insert(row);
        }
    }
    // "/-in" goes before "-in".
    words
        .endings
        .sort_by_key(|ending| (std::cmp::Reverse(ending.len()), *ending));
    words
});

fn rows() -> impl Iterator<Item = &'static str> {
    WORDS.lines().filter(|row| !row.starts_with('#'))
}

/// The group of a title: lower case, without what stands behind a dash, a comma or a bar or in
/// brackets, and without words of seniority, level and contract. `None` for a title without letters.
///
/// "Senior Data Engineer II (m/f/d) - Platform" is "data engineer".
pub(super) fn group(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let main = cut(&lower);
    let main = if has_letters(main) { main } else { &lower };
    let words: Vec<&str> = main
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| ",;:!?\"'“”„()[]".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let kept = kept(&words);
    let kept = if has_letters(&kept) {
        kept
    } else {
        words.join(" ")
    };
    has_letters(&kept).then_some(kept)
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// What stands before the first mark that begins an addition.
fn cut(title: &str) -> &str {
    const MARKS: [&str; 9] = [" - ", " – ", " — ", " | ", " / ", ", ", " (", " [", ": "];
    let title = title.trim();
    let end = MARKS.iter().filter_map(|mark| title.find(mark)).min();
    &title[..end.unwrap_or(title.len())]
}

/// The words that say what the work is.
fn kept(words: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut rest = words;
    while let [first, tail @ ..] = rest {
        let pair = tail.first().map(|second| format!("{first} {second}"));
        if pair.is_some_and(|pair| LEFT_OUT.anywhere.contains(pair.as_str())) {
            rest = &tail[1..];
            continue;
        }
        let beginning = kept.is_empty() && LEFT_OUT.first.contains(first);
        let end = tail.is_empty() && LEFT_OUT.last.contains(first);
        if !beginning && !end && !LEFT_OUT.anywhere.contains(first) {
            kept.push(without_ending(first));
        }
        rest = tail;
    }
    kept.join(" ")
}

/// A word without the ending that says "or a woman".
fn without_ending(word: &str) -> &str {
    let mut endings = LEFT_OUT.endings.iter();
    endings
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| has_letters(stem)))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_of_the_same_work_meet() {
        let cases = [
            (
                "Senior Data Engineer II (m/f/d) - Platform",
                "data engineer",
            ),
            ("Data Engineer", "data engineer"),
            ("Lead Data Engineer, Berlin", "data engineer"),
            ("Team Lead", "team lead"),
            ("Senior", "senior"),
            ("(Junior)", "junior"),
            ("Bäcker/in", "bäcker"),
            ("Bäcker:innen | Nacht", "bäcker"),
            ("Nurse - Full time", "nurse"),
            ("Full Time Night Nurse", "night nurse"),
            ("C++ Developer", "c++ developer"),
            ("/in", "/in"),
        ];
        for (title, expected) in cases {
            assert_eq!(group(title).as_deref(), Some(expected), "{title}");
        }
        assert_eq!(group(" – 12 "), None);
    }

    #[test]
    fn the_words_are_sorted_and_lower_case() {
        let rows: Vec<&str> = rows().collect();
        assert!(rows.is_sorted());
        assert!(
            rows.iter()
                .all(|row| row.to_lowercase() == *row && !row.is_empty())
        );
    }

    proptest! {
        #[test]
        fn a_group_is_its_own_group(title in "\\PC{0,40}") {
            if let Some(once) = group(&title) {
                prop_assert!(group(&once).is_some());
            }
        }

        #[test]
        fn seniority_makes_no_group(word in "[a-z]{4,9}er") {
            let plain = group(&word);
            prop_assert_eq!(group(&format!("Senior {word} (m/w/d)")), plain);
        }
    }
}
