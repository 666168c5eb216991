//! Whether a text looks like a job's title.

use crate::facts::labels::matches;
use crate::facts::locations;
use crate::reading::Reading;
use crate::table::Languages;
use crate::text::tokens::tokenize;

/// Longer texts than this, in bytes, are no titles.
const MAX_TITLE: usize = 160;

/// How much a text looks like a title: above 0 like one, `None` where it cannot be one.
pub(super) fn score(reading: &Reading<'_>, text: &str) -> Option<i32> {
    let text = text.trim();
    let words = text.split_whitespace().count();
    if text.len() > MAX_TITLE
        || words > 22
        || !text.chars().any(char::is_alphabetic)
        || text.contains("://")
        || text.contains('@') && !text.contains(" @ ")
        || text.ends_with(':')
        || text.contains("{{")
    {
        return None;
    }
    if !matches(reading.languages, "title_not", text).is_empty() {
        return None;
    }
    let marked = !matches(reading.languages, "title_marker", text).is_empty();
    let known = is_occupation(reading.languages, text);
    let said = is_said_elsewhere(reading, text);
    if !marked && !known && !said && locations::is_wholly_places(reading.languages, text) {
        return None;
    }
    let mut score = 0;
    score += if marked { 8 } else { 0 };
    score += if known { 8 } else { 0 };
    score += if said { 8 } else { 0 };
    if text.ends_with(['.', '!', '?']) {
        score -= if words <= 8 && known && !text.ends_with('?') {
            6
        } else {
            24
        };
    }
    if words > 12 {
        score -= 14;
    }
    if words == 1 && !known && !said {
        score -= 8;
    }
    Some(score)
}

/// Whether the page's data or head give the same title.
fn is_said_elsewhere(reading: &Reading<'_>, text: &str) -> bool {
    if text.len() < 5 {
        return false;
    }
    let head = &reading.page.head;
    let data = reading
        .page
        .structured
        .iter()
        .filter_map(|data| data.title.as_deref());
    let named = |title: &str| {
        title
            .get(..text.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(text))
    };
    let site = head
        .site_name
        .as_deref()
        .is_some_and(|name| name.eq_ignore_ascii_case(text));
    !site
        && (data.chain(head.og_title.as_deref()).any(named)
            || head.title.as_deref().is_some_and(named))
}

/// Whether a word of the text names an occupation in one of the languages.
pub(in crate::facts) fn is_occupation(languages: &Languages, text: &str) -> bool {
    languages
        .tables
        .iter()
        .any(|tables| tables.occupations.is_named_in(text))
}

/// Whether two titles share most of their words.
pub(super) fn is_alike(left: &str, right: &str) -> bool {
    let words = |text: &str| -> Vec<u64> {
        let mut keys: Vec<u64> = tokenize(text, 0).iter().map(|token| token.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let (left, right) = (words(left), words(right));
    let both = left
        .iter()
        .filter(|key| right.binary_search(key).is_ok())
        .count();
    let all = left.len() + right.len() - both;
    all > 0 && both * 10 >= all * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occupations_by_word_and_by_ending() {
        let languages = Languages::of(Some("de"));
        for text in [
            "Head Nurse",
            "Projektleiter Tiefbau",
            "Welders",
            "Steuerfachangestellte",
        ] {
            assert!(is_occupation(&languages, text), "{text}");
        }
        for text in ["About the place", "Jetzt bewerben", "Sign in"] {
            assert!(!is_occupation(&languages, text), "{text}");
        }
    }

    #[test]
    fn alike_titles() {
        assert!(is_alike("Senior Boat Welder (m)", "Senior Boat Welder"));
        assert!(!is_alike("Senior Welder", "Night Baker"));
    }
}
