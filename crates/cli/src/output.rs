//! Standard output and standard error, and what may reach them.

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::path::Path;

use crate::args::Color;

/// Standard output for text: styles are taken out where the reader is not a terminal.
pub(crate) type TextOut = anstream::AutoStream<io::StdoutLock<'static>>;

/// Standard output for text in colours as asked.
pub(crate) fn text_out(color: Color) -> TextOut {
    let stdout = io::stdout();
    let choice = match color {
        Color::Auto => anstream::AutoStream::choice(&stdout),
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    anstream::AutoStream::new(stdout.lock(), choice)
}

/// Says on standard error what went wrong. Nothing can be done when that fails too.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "jobgist: {}", visible(message));
}

/// Whether the error is a reader that closed our output.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// A path as it is printed.
pub(crate) fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Whether a character could steer a terminal or turn the reading direction around.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

/// Text of a page without characters that could steer a terminal; white space becomes one space.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
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

/// A message in which characters that could steer a terminal are spelt out (file names hold
/// anything).
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unsafe(character) {
            out.extend(character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// JSON in which such characters are escaped too. serde_json escapes only those below U+0020; the
/// others can stand in JSON only inside strings, so that an escape never changes the value.
pub(crate) fn safe_json(json: String) -> String {
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

/// What stands before the next of several JSON values that make an array; nothing before a single one.
pub(crate) fn before_json(several: bool, printed: usize) -> &'static str {
    match (several, printed) {
        (false, _) => "",
        (true, 0) => "[\n",
        (true, _) => ",\n",
    }
}

/// What stands behind the last of them.
pub(crate) fn end_of_json(several: bool, printed: usize) -> &'static str {
    match (several, printed) {
        (false, 0) => "",
        (false, _) => "\n",
        (true, 0) => "[]\n",
        (true, _) => "\n]\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_dropped_from_text() {
        assert_eq!(
            clean("red \u{1b}[31malert\u{9b}2J\ttab"),
            "red [31malert2J tab"
        );
        assert_eq!(clean("left\u{202e}thgir\u{2066}"), "leftthgir");
        assert_eq!(clean("Zürich – 80 %"), "Zürich – 80 %");
    }

    #[test]
    fn names_show_what_they_hide() {
        assert_eq!(visible("a\u{1b}]0;b\u{7}"), "a\\u{1b}]0;b\\u{7}");
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
