//! Text as it is compared: without case, accents and punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in lower case and without accents.
pub(super) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a text, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether two names may be those of one employer: the words of one are among those of the other,
/// and neither is empty.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let within = |one: &[String], other: &[String]| one.iter().all(|word| other.contains(word));
    !one.is_empty() && !other.is_empty() && (within(&one, &other) || within(&other, &one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(
            words("Bäckerei „Krümel“, GmbH"),
            ["backerei", "krumel", "gmbh"]
        );
        assert!(same_name("Krumel", "KRÜMEL GmbH"));
        assert!(!same_name("Krumel North", "Krumel South"));
        assert!(!same_name("", "Krumel"));
        assert!(!same_name("—", "Krumel"));
    }
}
