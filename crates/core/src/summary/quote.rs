//! The part of a long line that a summary quotes.

use std::ops::Range;

use crate::text::sentences::sentences;

/// Lines of more words than this are quoted in part.
const LONG_WORDS: usize = 40;
/// A part of fewer words than this is not quoted.
const LEAST_WORDS: usize = 5;
/// So many parts of a line are weighed.
const MOST_PARTS: usize = 60;
/// Stands where words of the line are left out.
const ELLIPSIS: char = '…';

/// Whether a line is quoted in part only.
pub(super) fn is_long(text: &str) -> bool {
    words(text) > LONG_WORDS
}

/// The parts of a long line that can stand for it: its sentences, and of sentences that are long
/// themselves the clauses from each of their marks on.
pub(super) fn parts(text: &str, abbreviations: &[String]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for sentence in sentences(text, abbreviations) {
        if is_long(&text[sentence.clone()]) {
            let clauses = clauses(&text[sentence.clone()]).into_iter();
            parts.extend(clauses.map(|c| c.start + sentence.start..c.end + sentence.start));
        } else {
            parts.push(sentence);
        }
    }
    parts.retain(|part| words(&text[part.clone()]) >= LEAST_WORDS);
    parts.truncate(MOST_PARTS);
    parts
}

/// From each mark on, as many clauses as are not long together.
fn clauses(sentence: &str) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = sentence
        .char_indices()
        .filter(|(at, c)| is_mark(*c) && ends_word(&sentence[at + c.len_utf8()..]))
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    ends.push(sentence.len());
    let mut starts = vec![0];
    starts.extend(&ends[..ends.len() - 1]);
    let mut clauses = Vec::new();
    for (number, start) in starts.into_iter().enumerate().take(MOST_PARTS) {
        let last = ends[number..]
            .iter()
            .take_while(|end| !is_long(&sentence[start..**end]))
            .last();
        clauses.extend(last.map(|end| trim(sentence, start..*end)));
    }
    clauses
}

fn is_mark(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '–' | '—' | ')')
}

/// Whether a mark is one: "1,000" and "10:30" hold none.
fn ends_word(after: &str) -> bool {
    after.starts_with(char::is_whitespace)
}

/// A range without the marks and white space at its ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '—' | '-');
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(is_edge).len());
    let end = start + text[start..range.end].trim_end_matches(is_edge).len();
    start..end
}

fn words(text: &str) -> usize {
    text.split_whitespace().take(LONG_WORDS + 1).count()
}

/// The quote of a part of a line, with marks where something is left out.
pub(super) fn quoted(text: &str, line: &Range<usize>, part: &Range<usize>) -> String {
    let mut quote = String::with_capacity(part.len() + 8);
    if line.start < part.start {
        quote.push(ELLIPSIS);
        quote.push(' ');
    }
    quote.push_str(&text[part.clone()]);
    if part.end < line.end {
        quote.push(' ');
        quote.push(ELLIPSIS);
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts_of(text: &str) -> Vec<&str> {
        let parts = parts(text, &[]);
        parts.into_iter().map(|part| &text[part]).collect()
    }

    #[test]
    fn a_paragraph_is_quoted_by_sentences() {
        let text = "You bake bread in our old ovens. Short one. You sell it at six in the morning.";
        assert_eq!(
            parts_of(text),
            [
                "You bake bread in our old ovens.",
                "You sell it at six in the morning."
            ]
        );
    }

    #[test]
    fn a_long_sentence_is_quoted_from_a_mark_on() {
        let clause = "mending the old wooden boats of the harbour, ";
        let text = format!("You spend your days {}and sailing.", clause.repeat(6));
        let parts = parts_of(&text);
        assert!(parts[0].starts_with("You spend your days mending"));
        assert!(parts[0].ends_with("harbour"), "{}", parts[0]);
        assert!(parts[1].starts_with("mending"));
        assert!(parts.iter().all(|part| !is_long(part)));
    }

    #[test]
    fn what_is_left_out_is_marked() {
        let text = "one two three";
        assert_eq!(quoted(text, &(0..13), &(4..7)), "… two …");
        assert_eq!(quoted(text, &(0..13), &(0..13)), text);
    }
}
