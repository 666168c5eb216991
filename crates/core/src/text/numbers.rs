//! Small numbers, in digits or in words.

use crate::table::Languages;

/// The value of `text`, folded: digits with or without a decimal part ("3", "37.5", "2,5"), or a
/// number word of one of `languages` ("three").
pub(crate) fn small_number(text: &str, languages: &Languages) -> Option<f64> {
    let text = text.trim();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.replace(',', ".").parse().ok();
    }
    languages
        .tables
        .iter()
        .find_map(|tables| tables.words.numbers.get(text).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_words() {
        let languages = Languages::of(Some("de"));
        assert_eq!(small_number("37,5", &languages), Some(37.5));
        assert_eq!(small_number(" 12 ", &languages), Some(12.0));
        assert_eq!(small_number("zwei", &languages), Some(2.0));
        assert_eq!(small_number("three", &languages), Some(3.0));
        assert_eq!(small_number("some", &languages), None);
    }
}
