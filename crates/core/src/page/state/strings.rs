//! Strings of JavaScript.

/// Length of the string that a text begins with, both quotes included; `None` where it has no end.
pub(super) fn length(text: &str) -> Option<usize> {
    let quote = *text.as_bytes().first()?;
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == quote && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    Some(end + 2)
}

/// The string that a text begins with and its length; `None` where it has no end, or is a template
/// that puts values in.
pub(super) fn read(text: &str) -> Option<(String, usize)> {
    let length = length(text)?;
    let inner = text.get(1..length - 1)?;
    if text.starts_with('`') && inner.contains("${") {
        return None;
    }
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = escape(&rest[at + 1..], &mut out);
    }
    out.push_str(rest);
    Some((out, length))
}

/// Writes the character of an escape whose backslash stands before `text`; gives what follows it.
fn escape<'a>(text: &'a str, out: &mut String) -> &'a str {
    let Some(c) = text.chars().next() else {
        return text;
    };
    let rest = &text[c.len_utf8()..];
    match c {
        'n' => out.push('\n'),
        't' => out.push('\t'),
        'r' | '\n' | 'b' | 'f' | 'v' | '0' => {}
        'x' => return code(rest, 2, out),
        'u' => return unicode(rest, out),
        c => out.push(c),
    }
    rest
}

/// A character by its hexadecimal number of so many digits.
fn code<'a>(text: &'a str, digits: usize, out: &mut String) -> &'a str {
    let Some(number) = text
        .get(..digits)
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
    else {
        return text;
    };
    out.extend(char::from_u32(number));
    &text[digits..]
}

/// `\u00e9`, `\u{1f600}`, or two units that make one character.
fn unicode<'a>(text: &'a str, out: &mut String) -> &'a str {
    if let Some(braced) = text.strip_prefix('{') {
        let digits = braced.find('}').unwrap_or(0);
        return code(braced, digits, out).trim_start_matches('}');
    }
    let unit = |text: &str| u32::from_str_radix(text.get(..4)?, 16).ok();
    let low = text
        .get(4..6)
        .filter(|mark| *mark == "\\u")
        .and_then(|_| unit(text.get(6..)?));
    match (unit(text), low) {
        (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
            out.extend(char::from_u32(
                0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00),
            ));
            &text[10..]
        }
        _ => code(text, 4, out),
    }
}
