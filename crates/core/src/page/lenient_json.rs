//! JSON as web pages hold it: repaired where it is broken, then parsed as usual.

use serde_json::Value;

/// Deeper nesting than this is not repaired (`serde_json` stops at 128 as well).
const MAX_DEPTH: usize = 120;
/// How far ahead a quote is checked for being the beginning of the next key.
const KEY_WINDOW: usize = 80;

/// What to do about a text that ends before its brackets do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Close what is open: a part is better than nothing.
    Close,
    /// Refuse it.
    Refuse,
}

/// All values of a text: one, or several after one another (JSON Lines). A broken text is repaired
/// and tried again.
///
/// # Errors
/// The parser's, for the text as it is, when the repair does not help either.
pub(super) fn values(text: &str, cut: Cut) -> Result<Vec<Value>, serde_json::Error> {
    let text = unwrap(text);
    let error = match strict(text) {
        Ok(values) => return Ok(values),
        Err(error) => error,
    };
    match repair(text, cut).map(|text| strict(&text)) {
        Some(Ok(values)) if !values.is_empty() => Ok(values),
        _ => Err(error),
    }
}

fn strict(text: &str) -> Result<Vec<Value>, serde_json::Error> {
    serde_json::Deserializer::from_str(text)
        .into_iter::<Value>()
        .collect()
}

/// Takes off what a page wraps around a script's text: comments, CDATA, a byte order mark.
fn unwrap(text: &str) -> &str {
    const BEFORE: [&str; 6] = ["\u{feff}", "<!--", "<![CDATA[", "//", "/*", "*/"];
    const AFTER: [&str; 6] = ["-->", "]]>", "//", "*/", "/*", ";"];
    let mut text = text.trim();
    while let Some(rest) = BEFORE.iter().find_map(|mark| text.strip_prefix(mark)) {
        text = rest.trim_start();
    }
    while let Some(rest) = AFTER.iter().find_map(|mark| text.strip_suffix(mark)) {
        text = rest.trim_end();
    }
    text
}

/// Writes `text` anew as JSON; `None` when it is nested too deeply, or cut off and `cut` refuses.
fn repair(text: &str, cut: Cut) -> Option<String> {
    let unescaped;
    let text = if !text.contains('"') && text.contains("&quot;") {
        unescaped = super::markup::decode(text);
        unescaped.as_str()
    } else {
        text
    };
    Repair {
        text,
        bytes: text.as_bytes(),
        at: 0,
        out: String::with_capacity(text.len() + 64),
        open: Vec::new(),
        after_value: false,
    }
    .run(cut)
}

struct Repair<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    out: String,
    /// Closing brackets that are due.
    open: Vec<u8>,
    /// A value has ended, so that a comma is due before the next one.
    after_value: bool,
}

impl Repair<'_> {
    /// Commas of the text are ignored: they are set where one value follows another, which mends
    /// missing, doubled and trailing ones at once.
    fn run(mut self, cut: Cut) -> Option<String> {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' | b'\'' if !self.open.is_empty() => {
                    if !self.string(byte) && cut == Cut::Refuse {
                        return None;
                    }
                }
                b'{' | b'[' => {
                    self.separate();
                    self.out.push(char::from(byte));
                    self.open.push(if byte == b'{' { b'}' } else { b']' });
                    self.at += 1;
                    if self.open.len() > MAX_DEPTH {
                        return None;
                    }
                }
                b'}' | b']' => self.close(byte),
                b':' => {
                    if !self.open.is_empty() && !self.out.ends_with(':') {
                        self.out.push(':');
                        self.after_value = false;
                    }
                    self.at += 1;
                }
                b',' => {
                    self.fill();
                    self.at += 1;
                }
                b'/' if !self.open.is_empty() => self.comment(),
                _ if byte.is_ascii_whitespace() => self.at += 1,
                _ => self.word(),
            }
        }
        if !self.open.is_empty() && cut == Cut::Refuse {
            return None;
        }
        while let Some(bracket) = self.open.pop() {
            self.fill();
            self.out.push(char::from(bracket));
        }
        Some(self.out)
    }

    /// Puts the comma that is due before a value or key.
    fn separate(&mut self) {
        if self.after_value {
            self.out.push(if self.open.is_empty() { '\n' } else { ',' });
        }
        self.after_value = false;
    }

    /// A key without a value gets `null`.
    fn fill(&mut self) {
        if self.out.ends_with(':') {
            self.out.push_str("null");
            self.after_value = true;
        }
    }

    fn close(&mut self, bracket: u8) {
        self.at += 1;
        if !self.open.contains(&bracket) {
            return;
        }
        while let Some(due) = self.open.pop() {
            self.fill();
            self.out.push(char::from(due));
            self.after_value = true;
            if due == bracket {
                break;
            }
        }
    }

    /// Whether a key stands at this place.
    fn key_is_due(&self) -> bool {
        self.open.last() == Some(&b'}') && !self.out.ends_with(':')
    }

    fn comment(&mut self) {
        let rest = &self.text[self.at..];
        let end = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else {
            Some(1)
        };
        self.at += end.unwrap_or(rest.len());
    }

    /// Something without quotes: a number, a literal, an unquoted key, or junk.
    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"')
            })
            .unwrap_or(rest.len())
            .max(rest.chars().next().map_or(1, char::len_utf8));
        let mut word = rest[..end].to_owned();
        self.at += end;
        if self.open.is_empty() {
            return;
        }
        if self.key_is_due() {
            if self.after_space(self.at) == Some(b':') {
                self.separate();
                self.out.push_str(&Value::from(word).to_string());
            }
            return;
        }
        self.join_thousands(&mut word);
        self.separate();
        let known = matches!(word.as_str(), "true" | "false" | "null")
            || serde_json::from_str::<serde_json::Number>(&word).is_ok();
        self.out.push_str(if known { &word } else { "null" });
        self.after_value = true;
    }

    /// `55,000` without quotes in an object is one number.
    fn join_thousands(&mut self, word: &mut String) {
        if self.open.last() != Some(&b'}') || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        while let Some([b',', group @ ..]) = self.bytes.get(self.at..self.at + 4)
            && group.iter().all(u8::is_ascii_digit)
            && !self.bytes.get(self.at + 4).is_some_and(u8::is_ascii_digit)
        {
            word.push_str(&self.text[self.at + 1..self.at + 4]);
            self.at += 4;
        }
    }

    fn after_space(&self, from: usize) -> Option<u8> {
        self.bytes
            .get(from..)?
            .iter()
            .copied()
            .find(|byte| !byte.is_ascii_whitespace())
    }

    /// Copies a string, making its content valid; `false` when it has no end.
    fn string(&mut self, quote: u8) -> bool {
        let key = self.key_is_due();
        self.separate();
        self.out.push('"');
        self.at += 1;
        let mut copied = self.at;
        let ended = loop {
            let Some(&byte) = self.bytes.get(self.at) else {
                self.out.push_str(&self.text[copied..]);
                break false;
            };
            if byte != b'"' && byte != b'\\' && byte != quote && byte >= b' ' {
                self.at += 1;
                continue;
            }
            self.out.push_str(&self.text[copied..self.at]);
            self.at += 1;
            if byte == quote && (key || self.ends_here()) {
                break true;
            }
            match byte {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.escape(),
                b'\n' => self.out.push_str("\\n"),
                b'\r' => {}
                b'\'' => self.out.push('\''),
                _ => self.out.push(' '),
            }
            copied = self.at;
        };
        self.out.push('"');
        self.after_value = !key;
        if key && !ended {
            self.out.push(':');
        }
        ended
    }

    /// Copies the escape whose backslash stands before `at`; drops the backslash of an invalid one.
    fn escape(&mut self) {
        match self.bytes.get(self.at) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.out.push('\\');
                self.out.push(char::from(self.bytes[self.at]));
                self.at += 1;
            }
            Some(b'u') => self.unicode(),
            _ => {}
        }
    }

    fn unicode(&mut self) {
        let Some(unit) = self.unit(self.at) else {
            return;
        };
        self.at += 5;
        let low = (self.bytes.get(self.at) == Some(&b'\\'))
            .then(|| self.unit(self.at + 1))
            .flatten();
        let c = match (unit, low) {
            (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                self.at += 6;
                char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
            }
            _ => char::from_u32(unit),
        };
        let text = Value::from(c.unwrap_or('\u{fffd}').to_string()).to_string();
        self.out.push_str(&text[1..text.len() - 1]);
    }

    /// The four hexadecimal digits after the `u` at `at`.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 5)?.strip_prefix('u')?;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?
    }

    /// Whether the quote before `at` ends a value, judged by what follows it.
    fn ends_here(&self) -> bool {
        let in_object = self.open.last() == Some(&b'}');
        let Some(skipped) = self.bytes[self.at..]
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())
        else {
            return true;
        };
        let next = self.at + skipped;
        match self.bytes[next] {
            b'}' | b']' | b';' => true,
            b',' => {
                let after = self.bytes[next + 1..]
                    .iter()
                    .position(|byte| !byte.is_ascii_whitespace());
                match after.map(|skipped| next + 1 + skipped) {
                    None => true,
                    Some(at) if matches!(self.bytes[at], b'}' | b']') => true,
                    Some(at) if in_object => self.key_begins(at),
                    Some(at) => matches!(self.bytes[at], b'"' | b'\'' | b'{' | b'[' | b'0'..=b'9'),
                }
            }
            b'"' => in_object && self.key_begins(next),
            _ => false,
        }
    }

    /// Whether a key with its colon stands at `at`.
    fn key_begins(&self, at: usize) -> bool {
        let window = &self.bytes[at..self.bytes.len().min(at + KEY_WINDOW)];
        let Some(&quote @ (b'"' | b'\'')) = window.first() else {
            let word = window
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_');
            let len = word.count();
            return len > 0 && self.after_space(at + len) == Some(b':');
        };
        let end = window[1..].iter().position(|byte| *byte == quote);
        end.is_some_and(|end| self.after_space(at + end + 2) == Some(b':'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Value {
        let mut values = values(text, Cut::Close).unwrap_or_default();
        assert_eq!(values.len(), 1, "{text:?}");
        values.remove(0)
    }

    #[test]
    fn valid_text_is_read_as_it_is() {
        assert_eq!(
            one(r#"{"a": [1, "b,]"]}"#),
            serde_json::json!({"a": [1, "b,]"]})
        );
        assert_eq!(
            values("{\"a\":1}\n{\"a\":2}", Cut::Refuse)
                .map(|v| v.len())
                .ok(),
            Some(2)
        );
    }

    #[test]
    fn control_characters_and_bad_escapes_are_mended() {
        let text = "{\"a\": \"one\ntwo\tthree\", \"b\": \"don\\'t \\x \\u12 \\ud83d!\"}";
        let value = one(text);
        assert_eq!(value["a"], "one\ntwo three");
        assert_eq!(value["b"], "don't x u12 \u{fffd}!");
        assert_eq!(one("{\"a\": \"\\ud83d\\ude00\t\"}")["a"], "\u{1f600} ");
    }

    #[test]
    fn wrappers_and_commas_are_dropped() {
        let expected = serde_json::json!({"a": [1, 2], "b": {"c": null}});
        for text in [
            "<!-- {\"a\": [1, 2,], \"b\": {\"c\": null,},} -->",
            "//<![CDATA[\n{\"a\": [1, 2], \"b\": {\"c\": null}};\n//]]>",
            "\u{feff}/*<![CDATA[*/{\"a\":[1,,2] \"b\":{\"c\": , }}/*]]>*/",
            "var data = {a: [1, 2], 'b': {c: undefined /* none */}};",
        ] {
            assert_eq!(one(text), expected, "{text:?}");
        }
    }

    #[test]
    fn inner_quotes_do_not_end_a_string() {
        let value = one("{\"a\": \"the \"best\", \"and\" only\", \"b\": \"x\"\n\"c\": \"y\"}");
        assert_eq!(value["a"], "the \"best\", \"and\" only");
        assert_eq!((&value["b"], &value["c"]), (&"x".into(), &"y".into()));
    }

    #[test]
    fn thousands_without_quotes_are_one_number() {
        assert_eq!(one("{\"value\": 55,000, \"x\": 1,}")["value"], 55_000);
    }

    #[test]
    fn entities_around_the_whole_text_are_read() {
        assert_eq!(one("{&quot;a&quot;: &quot;b&quot;}")["a"], "b");
    }

    #[test]
    fn a_cut_text_is_closed_or_refused() {
        let text = "{\"a\": [{\"b\": \"begun and";
        assert_eq!(one(text)["a"][0]["b"], "begun and");
        assert!(values(text, Cut::Refuse).is_err());
        assert_eq!(one("{\"a\": 1, \"b\":")["b"], Value::Null);
        assert_eq!(one("{\"a\": 1, \"b")["b"], Value::Null);
    }

    #[test]
    fn hostile_text_is_refused_without_panic() {
        for text in [
            "[".repeat(100_000),
            "{\"a\":".repeat(5_000),
            "\"\\u".to_owned(),
            "{\"\\".to_owned(),
            "}}}]]]".to_owned(),
            "\u{0}\u{1}".to_owned(),
            "{é: 'ü\\é'".to_owned(),
            "{\"a\": \"\\uéééé\"".to_owned(),
        ] {
            let _ = values(&text, Cut::Close);
            let _ = values(&text, Cut::Refuse);
        }
        let long = format!("{{\"a\": \"{}\n\"}}", "x\" ".repeat(100_000));
        assert!(values(&long, Cut::Close).is_ok());
    }
}
