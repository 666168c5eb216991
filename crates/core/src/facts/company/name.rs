//! What a company's name looks like.

use crate::facts::labels::{matches, without};
use crate::reading::Reading;
use crate::table::gazetteer::has_row;
use crate::text::fold::plain;
use crate::text::tokens::tokenize;

/// Names of job boards and of systems that show postings: no employers of what they show.
static BOARDS: &str = include_str!("../../../data/any/boards.txt");
/// Legal forms, one a line.
static LEGAL_FORMS: &str = include_str!("../../../data/any/legal_forms.txt");

/// Longer names than this, in bytes, are sentences.
const MAX_NAME: usize = 90;

/// A name without marks around it; `None` where the text cannot be one.
pub(super) fn clean(reading: &Reading<'_>, raw: &str) -> Option<String> {
    let raw: String = raw
        .chars()
        .filter(|c| !matches!(c, '®' | '™' | '©' | '*'))
        .collect();
    let raw = without(&raw, &matches(reading.languages, "company_cut", &raw));
    let raw = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = raw
        .trim()
        .trim_start_matches(['"', '“', '„', '«', ':', '-', '–'])
        .trim();
    if let Some(at) = name.rfind(" - ").filter(|at| is_code(&name[at + 3..])) {
        name = &name[..at];
    }
    let name = name.trim_end_matches([',', ';', ':', '-', '–', '!', '?', '"', '”', '“', '»', ' ']);
    let name = name
        .strip_suffix("'s")
        .or_else(|| name.strip_suffix("’s"))
        .unwrap_or(name);
    let name = match name.strip_suffix('.') {
        Some(cut) if !has_legal_form(name) => cut,
        _ => name,
    };
    let words = name.split_whitespace().count();
    let usable = (2..=MAX_NAME).contains(&name.len())
        && (1..=10).contains(&words)
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains('@')
        && !is_board(name)
        && matches(reading.languages, "company_not", name).is_empty();
    usable.then(|| name.to_owned())
}

/// A department code ("A84") rather than a word.
fn is_code(text: &str) -> bool {
    text.len() <= 8
        && text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Whether the name is a job board's.
pub(in crate::facts) fn is_board(name: &str) -> bool {
    let folded = plain(name.trim());
    has_row(BOARDS, &folded)
        || folded
            .rsplit_once('.')
            .is_some_and(|(host, end)| end.len() <= 5 && has_row(BOARDS, host))
}

/// Whether the last words are a legal form ("GmbH", "s.r.o.", "Ltd").
pub(super) fn has_legal_form(name: &str) -> bool {
    let folded = plain(name);
    let words: Vec<&str> = folded
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    words.len() > 1
        && (words.last().is_some_and(|word| is_form(word))
            || words.windows(2).any(|pair| is_form(&pair.join(" "))))
}

fn is_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| *c != '.').collect();
    has_row(LEGAL_FORMS, &bare)
}

/// The name for comparison: folded, without its legal form.
pub(super) fn key(name: &str) -> String {
    let folded = plain(name);
    let words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let forms = words.iter().rev().take_while(|word| is_form(word)).count();
    let kept = if forms < words.len() {
        words.len() - forms
    } else {
        words.len()
    };
    words[..kept].join(" ")
}

/// Whether the posting's text names `name` at least `times` times, as whole words.
pub(in crate::facts) fn is_mentioned(reading: &Reading<'_>, name: &str, times: usize) -> bool {
    let page = reading.page;
    if name.len() < 2 || !name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return false;
    }
    if tokenize(name, 0).is_empty() {
        return false;
    }
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    page.text
        .match_indices(name)
        .filter(|(at, _)| {
            !letter(page.text[..*at].chars().next_back())
                && !letter(page.text[at + name.len()..].chars().next())
                && page
                    .block_at(*at)
                    .is_some_and(|b| page.blocks[b].furniture.is_none())
        })
        .nth(times.saturating_sub(1))
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_boards() {
        for name in [
            "Keel GmbH",
            "Hull Works, Inc.",
            "Kotva s.r.o.",
            "Keel GmbH & Co. KG",
        ] {
            assert!(has_legal_form(name), "{name}");
        }
        assert!(!has_legal_form("Limited"));
        assert_eq!(key("Keel Works GmbH"), "keel works");
        assert_eq!(key("GmbH"), "gmbh");
        assert!(is_board("LinkedIn") && is_board("Indeed.com") && !is_board("Keel Works"));
    }

    #[test]
    fn lists_are_sorted() {
        for list in [BOARDS, LEGAL_FORMS] {
            let rows: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
            for pair in rows.windows(2) {
                assert!(pair[0].as_bytes() < pair[1].as_bytes(), "{pair:?}");
            }
        }
    }
}
