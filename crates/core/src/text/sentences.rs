//! Sentences after UAX 29, mended for abbreviations.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Splits `text` into sentences (Unicode Standard Annex 29), joining again where the break
/// follows one of `abbreviations` (folded, without the dot) or a single letter.
///
/// Ranges leave out the white space around a sentence.
pub(crate) fn sentences(text: &str, abbreviations: &[String]) -> Vec<Range<usize>> {
    if let Some(one) = only_sentence(text) {
        return if one.is_empty() {
            Vec::new()
        } else {
            vec![one]
        };
    }
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

/// The place of a text's one sentence, where nothing inside it can end one: most items of a list
/// are spared the tables of the standard.
fn only_sentence(text: &str) -> Option<Range<usize>> {
    let body = text.trim();
    let start = text.len() - text.trim_start().len();
    let inner = body
        .char_indices()
        .next_back()
        .map_or("", |(last, _)| &body[..last]);
    // Beyond Latin, and for paragraph separators, the standard decides.
    let plain = inner.chars().all(|c| {
        !matches!(c, '.' | '!' | '?' | '\n' | '\r' | '\u{85}')
            && c < '\u{2020}'
            && !matches!(c, '\u{589}' | '\u{600}'..='\u{1fff}')
    });
    plain.then(|| start..start + body.len())
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
    fn one_sentence_is_found_without_the_tables() {
        for text in [
            "Bake bread",
            " Bake bread! ",
            "",
            "  ",
            "Für Köche – und Bäcker?",
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
