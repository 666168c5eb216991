//! Sentences after UAX 29, mended for abbreviations.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Splits `text` into sentences (Unicode Standard Annex 29), joining again where the break
/// follows one of `abbreviations` (folded, without the dot) or a single letter.
///
/// Ranges leave out the white space around a sentence.
pub(crate) fn sentences(text: &str, abbreviations: &[String]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut take = |start: usize, piece: &str| {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            return;
        }
        let from = start + (piece.len() - piece.trim_start().len());
        let to = from + trimmed.len();
        match out.last_mut() {
            Some(last) if open => last.end = to,
            _ => out.push(from..to),
        }
        open = ends_in_abbreviation(trimmed, abbreviations);
    };
    match plain_breaks(text) {
        Some(breaks) => {
            let mut start = 0;
            for end in breaks.into_iter().chain([text.len()]) {
                take(start, &text[start..end]);
                start = end;
            }
        }
        None => text
            .split_sentence_bound_indices()
            .for_each(|(start, piece)| take(start, piece)),
    }
    out
}

/// Where the standard breaks a text in which each mark that can end a sentence stands before plain
/// letters: nearly all lines, which are spared its tables. `None` where the tables must decide.
fn plain_breaks(text: &str) -> Option<Vec<usize>> {
    let end = text.trim_end().len();
    let mut breaks = Vec::new();
    if text.is_ascii() && !text.contains(['\n', '\r']) {
        for at in memchr::memchr3_iter(b'.', b'!', b'?', &text.as_bytes()[..end]) {
            if at + 1 < end {
                breaks.extend(plain_break(text, at)?);
            }
        }
        return Some(breaks);
    }
    for (at, c) in text.char_indices() {
        match c {
            _ if at + c.len_utf8() >= end => break,
            '.' | '!' | '?' => breaks.extend(plain_break(text, at)?),
            '\n' | '\r' | '\u{85}' if !text[..at].trim().is_empty() => return None,
            // Beyond Latin there are other marks.
            '\u{589}' | '\u{600}'..='\u{1fff}' | '\u{2020}'.. => return None,
            _ => {}
        }
    }
    Some(breaks)
}

/// The break behind the mark at `at`, if there is one; the outer `None` where tables must decide.
#[expect(
    clippy::option_option,
    reason = "unknown, none, and some are three answers"
)]
fn plain_break(text: &str, at: usize) -> Option<Option<usize>> {
    let dot = text.as_bytes()[at] == b'.';
    let rest = &text[at + 1..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let next = *rest.as_bytes().get(spaces)?;
    let before = at.checked_sub(1).map_or(b' ', |at| text.as_bytes()[at]);
    match (spaces, next) {
        (1.., b'A'..=b'Z') => Some(Some(at + 1 + spaces)),
        // "approx. five", "Node.js", "3.5"
        (_, b'a'..=b'z') | (0, b'0'..=b'9') if dot => Some(None),
        (1.., b'a'..=b'z') => Some(Some(at + 1 + spaces)),
        // "B.Sc"
        (0, b'A'..=b'Z') if dot && before.is_ascii_alphabetic() => Some(None),
        (_, b',' | b'-' | b':') => Some(None),
        _ => None,
    }
}

fn ends_in_abbreviation(piece: &str, abbreviations: &[String]) -> bool {
    let Some(body) = piece.strip_suffix('.') else {
        return false;
    };
    let word = body
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let is_letter = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    if word.is_ascii() {
        return is_letter(word)
            || abbreviations
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word));
    }
    let word = crate::text::fold::plain(word);
    is_letter(&word) || abbreviations.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_broken_as_the_tables_break_it() {
        let parts = [
            "Bake", "bread", "B", "3", "Ö", "é", ".", "!", "?", ",", "-", ":", ";", " ", "  ", ")",
            "\"", "’", "–", "•", "\n", "…", "(",
        ];
        // Every run of four parts between words.
        let mut compared = 0;
        for number in 0..parts.len().pow(4) {
            let part = |place: u32| parts[number / parts.len().pow(place) % parts.len()];
            let text = ["Go", part(0), part(1), part(2), part(3), "on"].concat();
            let Some(breaks) = plain_breaks(&text) else {
                continue;
            };
            let tables: Vec<usize> = text
                .split_sentence_bound_indices()
                .map(|(at, _)| at)
                .skip(1)
                .collect();
            assert_eq!(breaks, tables, "{text:?}");
            compared += 1;
        }
        assert!(compared > 100_000, "{compared}");
    }

    #[test]
    fn marks_at_the_ends_break_nothing() {
        for text in [
            "",
            "  ",
            " Bake bread! ",
            "Für Köche – und Bäcker?",
            "• Bake.",
        ] {
            let by_tables: Vec<_> = text
                .split_sentence_bound_indices()
                .filter(|(_, s)| !s.trim().is_empty())
                .collect();
            assert_eq!(sentences(text, &[]).len(), by_tables.len(), "{text:?}");
        }
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        let text = "Tools (e.g. Excel) help. You report to Dr. Smith. Apply now!";
        let got: Vec<_> = sentences(text, &["e.g".into(), "dr".into()])
            .into_iter()
            .map(|r| &text[r])
            .collect();
        assert_eq!(
            got,
            [
                "Tools (e.g. Excel) help.",
                "You report to Dr. Smith.",
                "Apply now!"
            ]
        );
    }
}
