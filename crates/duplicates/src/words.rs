//! Words as they are compared.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// Calls `take` with each word of a text in reading order: composed, in lower case, accents and
/// digits kept. Writing without spaces between words gives a word a character.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        split(text.chars(), &mut take);
    } else {
        split(text.nfc(), &mut take);
    }
}

/// The words of a name, sorted, each once: lower case, without accents.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let letters = name.nfkd().filter(|c| !is_combining_mark(*c));
    split(letters, &mut |word| words.push(word.to_owned()));
    words.sort_unstable();
    words.dedup();
    words
}

fn split(characters: impl Iterator<Item = char>, take: &mut impl FnMut(&str)) {
    let mut word = String::new();
    for character in characters {
        if !character.is_alphanumeric() {
            flush(&mut word, take);
        } else if stands_alone(character) {
            flush(&mut word, take);
            word.push(character);
            flush(&mut word, take);
        } else {
            word.extend(character.to_lowercase());
        }
    }
    flush(&mut word, take);
}

fn flush(word: &mut String, take: &mut impl FnMut(&str)) {
    if !word.is_empty() {
        take(word);
        word.clear();
    }
}

/// Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_lose_case_and_marks_between_them() {
        assert_eq!(
            words("C++, Köln – 2nd-level"),
            ["c", "köln", "2nd", "level"]
        );
        assert_eq!(words("Ko\u{308}ln"), words("KÖLN"));
        assert_eq!(words("経験3年"), ["経", "験", "3", "年"]);
        assert!(words(" -- \u{200b}").is_empty());
    }

    #[test]
    fn names_lose_accents_and_order() {
        assert_eq!(name_words("Zürich Café"), ["cafe", "zurich"]);
        assert_eq!(name_words("Baker, Night Baker"), ["baker", "night"]);
    }
}
