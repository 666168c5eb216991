//! Text of pages that cannot steer a terminal.

use std::borrow::Cow;

/// Whether a character could steer a terminal or turn the reading direction around.
#[must_use]
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

/// Text without such characters; white space among them becomes one space each.
#[must_use]
pub fn safe_text(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let kept: String = text
        .chars()
        .filter_map(|character| match character {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
            other => (!is_unsafe(other)).then_some(other),
        })
        .collect();
    Cow::Owned(kept)
}

/// JSON in which such characters are escaped. `serde_json` escapes only those below U+0020; the
/// others can stand in JSON only inside strings, so that an escape never changes the value.
#[must_use]
pub fn safe_json(json: String) -> String {
    // Line feeds and spaces between values are serde_json's own and stay.
    let harmful = |character: char| !character.is_ascii_whitespace() && is_unsafe(character);
    if json.is_ascii() && !json.contains('\u{7f}') || !json.chars().any(harmful) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for character in json.chars() {
        if harmful(character) {
            // All of them are below U+10000, so one escape of four digits is enough.
            out.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_dropped_from_text() {
        assert_eq!(
            safe_text("red \u{1b}[31malert\u{9b}2J\ttab"),
            "red [31malert2J tab"
        );
        assert_eq!(safe_text("left\u{202e}thgir\u{2066}"), "leftthgir");
        assert_eq!(safe_text("Zürich – 80 %"), "Zürich – 80 %");
    }

    #[test]
    fn escaped_json_is_the_same_value() {
        let value = serde_json::json!({"a": "x\u{9b}y\u{202e}z\u{7f}\u{1b}\n", "b": [1, 2]});
        let json = safe_json(serde_json::to_string_pretty(&value).unwrap());
        assert!(!json.contains(['\u{9b}', '\u{202e}', '\u{7f}', '\u{1b}']));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).unwrap(),
            value
        );
    }
}
