//! JavaScript values: objects and lists as programmers and bundlers write them, and the call
//! `(function(a,b){return {…}}("x",1))` that puts its arguments into one. No program is run: what
//! is no plain value is refused.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::strings;

/// Deeper nesting than this is refused.
const MAX_DEPTH: usize = 100;
/// More values than this are refused.
const MAX_VALUES: usize = 300_000;
/// More text than this in arguments that are put in is refused, in bytes.
const MAX_COPIED: usize = 16 * 1024 * 1024;

/// The value that a text begins with; `None` where it is none that can be read.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        values: MAX_VALUES,
        copied: MAX_COPIED,
        names: HashMap::new(),
    };
    let value = parser.value()?;
    // A part of a longer expression is not the value.
    parser.space();
    let rest = parser.rest();
    let ends = rest.is_empty() || rest.starts_with([';', ',', ')', '}', '<', '/', '\n']);
    let next_line = text[..parser.at].ends_with(['\n', '\r']);
    (ends || next_line || starts_word(rest)).then_some(value)
}

fn starts_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$')
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Values that may still be read.
    values: usize,
    /// Bytes of text that may still be put in.
    copied: usize,
    /// The arguments of the call around.
    names: HashMap<&'a str, Value>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips white space and comments.
    fn space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let end = if trimmed.starts_with("//") {
                trimmed.find('\n')
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map(|at| at + 2)
            } else {
                return;
            };
            self.at += end.unwrap_or(trimmed.len());
        }
    }

    /// Goes past a word or sign, if it stands here.
    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    fn value(&mut self) -> Option<Value> {
        self.space();
        self.values = self.values.checked_sub(1)?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let value = match self.rest().bytes().next()? {
            b'{' => self.object(),
            b'[' => self.list(),
            b'"' | b'\'' | b'`' => self.string().map(Value::String),
            b'(' => self.group(),
            b'!' => self.flag(),
            b'-' | b'+' | b'.' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        };
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Option<Value> {
        let mut object = Map::new();
        self.takes("{");
        while !self.takes("}") {
            let key = match self.rest().bytes().next()? {
                b'"' | b'\'' => self.string()?,
                _ => self.name()?.to_owned(),
            };
            let value = if self.takes(":") {
                self.value()?
            } else {
                // {a} is {a: a}.
                self.names.get(key.as_str()).cloned().unwrap_or_default()
            };
            object.insert(key, value);
            if !self.takes(",") && !self.rest().starts_with('}') {
                return None;
            }
        }
        Some(Value::Object(object))
    }

    fn list(&mut self) -> Option<Value> {
        let mut items = Vec::new();
        self.takes("[");
        while !self.takes("]") {
            if self.takes(",") {
                items.push(Value::Null);
                continue;
            }
            items.push(self.value()?);
            if !self.takes(",") && !self.rest().starts_with(']') {
                return None;
            }
        }
        Some(Value::Array(items))
    }

    fn string(&mut self) -> Option<String> {
        let (text, length) = strings::read(self.rest())?;
        self.at += length;
        Some(text)
    }

    /// A name, or a number as a key.
    fn name(&mut self) -> Option<&'a str> {
        self.space();
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')
            .unwrap_or(rest.len());
        self.at += end;
        (end > 0).then(|| &rest[..end])
    }

    fn number(&mut self) -> Option<Value> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '+' | '-'))
            .unwrap_or(rest.len());
        self.at += end;
        let number = rest[..end].trim_start_matches('+');
        let written = serde_json::from_str::<Value>(number).ok();
        // ".5" and "1." are numbers too; "0x1f" and "10n" are not worth it.
        Some(written.unwrap_or_else(|| number.parse::<f64>().map_or(Value::Null, Value::from)))
    }

    /// `!0` and `!1`.
    fn flag(&mut self) -> Option<Value> {
        self.takes("!");
        Some(Value::Bool(match self.value()? {
            Value::Number(number) => number.as_i64() == Some(0),
            Value::Bool(flag) => !flag,
            _ => return None,
        }))
    }

    /// A value in brackets, or a function that is called at once.
    fn group(&mut self) -> Option<Value> {
        self.takes("(");
        let value = self.value()?;
        self.takes(")");
        Some(value)
    }

    fn word(&mut self) -> Option<Value> {
        let word = self.name()?;
        match word {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" | "undefined" | "NaN" | "Infinity" => Some(Value::Null),
            "void" => self.value().map(|_| Value::Null),
            "new" => self.value(),
            "function" => self.call(),
            "JSON" => {
                let called = self.takes(".") && self.takes("parse") && self.takes("(");
                let text = if called { self.value()? } else { return None };
                self.takes(")");
                serde_json::from_str(text.as_str()?).ok()
            }
            // new Date(…), new Map(…), Object(…): what they are made of, if it is a value.
            "Date" | "Map" | "Set" | "URL" | "Object" | "Array" => {
                if !self.takes("(") {
                    return None;
                }
                if self.takes(")") {
                    return Some(Value::Null);
                }
                let value = self.value()?;
                self.takes(")").then_some(value)
            }
            _ => {
                let value = self.names.get(word)?;
                let text = value.to_string().len();
                self.copied = self.copied.checked_sub(text)?;
                Some(value.clone())
            }
        }
    }

    /// `function(a,b){…return VALUE}(ARGUMENTS)`: its value.
    fn call(&mut self) -> Option<Value> {
        let parameters = self.parameters()?;
        let body = self.at;
        self.at += block_end(self.rest())?;
        let end = self.at;
        self.takes(")");
        if !self.takes("(") {
            return None;
        }
        let mut names = HashMap::new();
        for parameter in parameters {
            self.space();
            if !self.rest().starts_with(')') {
                let value = self.value()?;
                self.takes(",");
                names.insert(parameter, value);
            }
        }
        self.takes(")");
        let after = self.at;
        let outer = std::mem::replace(&mut self.names, names);
        self.at = body + first_return(&self.text[body..end])?;
        let value = self.value();
        (self.at, self.names) = (after, outer);
        value
    }

    /// The names in brackets after `function`, up to the body's bracket.
    fn parameters(&mut self) -> Option<Vec<&'a str>> {
        self.name();
        if !self.takes("(") {
            return None;
        }
        let mut names = Vec::new();
        while !self.takes(")") {
            names.push(self.name()?);
            self.takes(",");
        }
        self.space();
        self.rest().starts_with('{').then_some(names)
    }
}

/// Length of the block in curly brackets that a text begins with.
fn block_end(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' | b'\'' | b'`' => {
                at += strings::length(&text[at..])?;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the value of the first `return` outside strings begins.
fn first_return(body: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(byte) = body.as_bytes().get(at) {
        match byte {
            b'"' | b'\'' | b'`' => at += strings::length(&body[at..])?,
            b'r' if body[at..].starts_with("return") => return Some(at + "return".len()),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_of_programmers_are_read() {
        for (text, value) in [
            (
                "{a: 1, 'b-c': [true, , null,], \"d\": undefined};",
                json!({"a": 1, "b-c": [true, null, null], "d": null}),
            ),
            (
                "{on:!0,off:!1,n:void 0,x:.5,y:-3e2}",
                json!({"on": true, "off": false, "n": null, "x": 0.5, "y": -300.0}),
            ),
            (
                "JSON.parse('{\"a\":\"\\u00e9\\\\n\"}')",
                json!({"a": "é\n"}),
            ),
            (
                "{d: new Date(\"2026-01-02\"), /* none */ e: `x\\x41`} // end",
                json!({"d": "2026-01-02", "e": "xA"}),
            ),
            (
                "(function(a,b){return {t:a,c:{n:b,m:a}}}(\"Cook\",7));",
                json!({"t": "Cook", "c": {"n": 7, "m": "Cook"}}),
            ),
            (
                "(function(a,b){a.x=1;return {t:a.length?b:b}}({},2))",
                Value::Null,
            ),
        ] {
            assert_eq!(read(text).unwrap_or_default(), value, "{text}");
        }
    }

    #[test]
    fn programs_are_refused() {
        for text in [
            "{a: f(1)}",
            "window.x || {}",
            "{a: b}",
            "function(){return 1}",
            "{a: 1",
            "[1, 2",
            "'open",
            "{a: `x ${y}`}",
            "a => a",
            "{[k]: 1}",
            "{a: 1} + 2",
            "(function(a){return {x:a}}",
            "{'é\\u00",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert_eq!(read(&"(".repeat(100_000)), None);
        assert_eq!(read(&"!".repeat(100_000)), None);
    }

    #[test]
    fn arguments_that_multiply_are_refused() {
        let long = "x".repeat(1_000_000);
        let uses = "a,".repeat(100);
        assert_eq!(
            read(&format!("(function(a){{return [{uses}]}}(\"{long}\"))")),
            None
        );
    }
}
