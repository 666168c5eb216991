//! The name a skill is shown by.

use std::collections::BTreeMap;

use super::Mention;
use super::vocabulary::Row;
use crate::page::Page;
use crate::text::fold::plain;
use crate::text::tokens::{Token, tokenize};

/// Gives every mention the name its skill is shown by.
///
/// That is the canonical name, and always so for the caller's own rows (`is_own`), unless the posting only ever says it in other words: then it is
/// shown in those.
pub(super) fn shown<'a, K: Ord>(
    page: &Page,
    known: Vec<(K, Mention)>,
    row: impl Fn(&K) -> &'a Row,
    is_own: impl Fn(&K) -> bool,
) -> Vec<Mention> {
    let mut own: BTreeMap<&K, Option<usize>> = BTreeMap::new();
    for (at, (key, mention)) in known.iter().enumerate() {
        let first = own.entry(key).or_insert(Some(at));
        let seen = &page.text[mention.range.clone()];
        if first.is_some() && (is_own(key) || !is_other_wording(&row(key).name, seen)) {
            *first = None;
        }
    }
    let names: BTreeMap<usize, String> = known
        .iter()
        .enumerate()
        .filter_map(|(at, (key, _))| {
            let first = (*own.get(key)?)?;
            let seen = &page.text[known[first].1.range.clone()];
            Some((at, as_title(seen)))
        })
        .collect();
    known
        .into_iter()
        .enumerate()
        .map(|(at, (_, mut mention))| {
            if let Some(name) = names.get(&at) {
                mention.name.clone_from(name);
            }
            mention
        })
        .collect()
}

/// Whether the words met are other words than the name, or fewer: neither the same ones in another
/// spelling or form, nor a short form of them.
fn is_other_wording(name: &str, seen: &str) -> bool {
    let squash = |text: &str| -> String {
        let plain = plain(text);
        plain.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    if name.eq_ignore_ascii_case(seen) || squash(name) == squash(seen) {
        return false;
    }
    let (name_words, seen_words) = (tokenize(name, 0), tokenize(seen, 0));
    let says_less =
        seen_words.len() < name_words.len() && are_akin_words(seen, &seen_words, name, &name_words);
    if says_less {
        return true;
    }
    !is_short_form(name)
        && !is_short_form(seen)
        && !are_akin_words(name, &name_words, seen, &seen_words)
}

/// Whether every word of the name has one like it among the words met.
fn are_akin_words(name: &str, name_words: &[Token], seen: &str, seen_words: &[Token]) -> bool {
    name_words.iter().all(|word| {
        seen_words
            .iter()
            .any(|other| are_akin(&name[word.range()], &seen[other.range()]))
    })
}

/// Whether a name is one word with capitals or digits inside: "AWS", "PowerBI".
fn is_short_form(name: &str) -> bool {
    !name.contains(' ')
        && name
            .chars()
            .skip(1)
            .any(|c| c.is_uppercase() || c.is_numeric())
}

/// Whether two words have a common beginning of four letters, or of three where one of them is that
/// short ("sítě", "sítí"), or are the same.
fn are_akin(left: &str, right: &str) -> bool {
    let (left, right) = (plain(left), plain(right));
    let single = |word: &str| word.strip_suffix('s').map_or(word.len(), str::len);
    let shorter = left.chars().count().min(right.chars().count());
    let stem = shorter.saturating_sub(1).clamp(3, 4);
    left[..single(&left)] == right[..single(&right)]
        || shorter >= stem && left.chars().take(stem).eq(right.chars().take(stem))
}

/// The words as a name: one space between them, a capital first.
pub(super) fn as_title(seen: &str) -> String {
    let words: Vec<&str> = seen.split_whitespace().collect();
    let joined = words.join(" ");
    let mut chars = joined.chars();
    match chars.next() {
        Some(first) if joined.chars().nth(1).is_none_or(|c| !c.is_uppercase()) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_in_another_form_are_the_name() {
        for (name, seen) in [
            ("Glaze mixing", "mixing of glazes"),
            ("Kilnworks Pro", "KilnworksPro"),
            ("Object-relational mapping", "ORM"),
            ("ORM", "object relational mapper"),
            ("Pottery", "pottery skills"),
            ("Hlíny a pece", "hlínami a pecí"),
        ] {
            assert!(!is_other_wording(name, seen), "{name}: {seen}");
        }
    }

    #[test]
    fn other_words_and_fewer_are_not() {
        for (name, seen) in [("Kiln operation", "firing"), ("Glaze mixing", "glazes")] {
            assert!(is_other_wording(name, seen), "{name}: {seen}");
        }
    }

    #[test]
    fn a_name_begins_with_a_capital() {
        assert_eq!(as_title("stock  rotation"), "Stock rotation");
        assert_eq!(as_title("iGlaze"), "iGlaze");
        assert_eq!(as_title(""), "");
    }
}
