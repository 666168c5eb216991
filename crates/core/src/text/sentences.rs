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
    for (start, piece) in text.split_sentence_bound_indices() {
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            continue;
        }
        let from = start + (piece.len() - piece.trim_start().len());
        let to = from + trimmed.len();
        match out.last_mut() {
            Some(last) if open => last.end = to,
            _ => out.push(from..to),
        }
        open = ends_in_abbreviation(trimmed, abbreviations);
    }
    out
}

fn ends_in_abbreviation(piece: &str, abbreviations: &[String]) -> bool {
    let Some(body) = piece.strip_suffix('.') else {
        return false;
    };
    let word = body
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let word = crate::text::fold::plain(word);
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
        || abbreviations.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

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
