//! Data whose values point at each other: flat lists, and caches of objects by name.

use serde_json::{Map, Value};

/// More values than this are not copied to their places.
const MAX_VALUES: usize = 100_000;
/// More text than this is not copied to its places, in bytes.
const MAX_TEXT: usize = 16 * 1024 * 1024;
/// Deeper nesting than this is cut off.
const MAX_DEPTH: usize = 60;

/// Puts what is pointed at in the place of what points at it, as far as limits allow.
pub(super) fn resolve(value: Value) -> Value {
    let flat = match &value {
        // A text that was handed on as it came.
        Value::String(text) => match serde_json::from_str::<Value>(text.trim()) {
            Ok(inner @ (Value::Array(_) | Value::Object(_))) => return resolve(inner),
            _ => None,
        },
        Value::Array(items) if is_flat(items) => Some(items),
        _ => None,
    };
    let mut copier = Copier {
        list: flat.map_or(&[], Vec::as_slice),
        cache: match &value {
            Value::Object(object) => object.values().chain([&value]).find_map(cache_of),
            _ => None,
        },
        values: MAX_VALUES,
        text: MAX_TEXT,
    };
    match flat {
        Some(_) => copier.at(0, 0),
        None if copier.cache.is_some() => copier.named(&value, 0),
        None => value,
    }
}

/// Whether a list's first value is made of places in the list.
fn is_flat(items: &[Value]) -> bool {
    let points = |value: &Value| value.as_i64().is_some_and(|at| at < items.len() as i64);
    items.len() > 3
        && match items.first() {
            Some(Value::Object(object)) => !object.is_empty() && object.values().all(points),
            Some(Value::Array(parts)) => match parts.as_slice() {
                [Value::String(_), at] => points(at),
                _ => false,
            },
            _ => false,
        }
}

/// The cache, where an object is one: its keys are names that `__ref` points at.
fn cache_of(value: &Value) -> Option<&Map<String, Value>> {
    let object = value.as_object()?;
    let named = object.keys().any(|key| key.contains(':'));
    (named && object.contains_key("ROOT_QUERY")).then_some(object)
}

struct Copier<'a> {
    list: &'a [Value],
    cache: Option<&'a Map<String, Value>>,
    /// Values and bytes of text that may still be copied.
    values: usize,
    text: usize,
}

impl Copier<'_> {
    /// Counts a value; `false` where a limit is reached.
    fn allows(&mut self, text: usize, depth: usize) -> bool {
        self.values = self.values.saturating_sub(1);
        let fits = depth <= MAX_DEPTH && self.values > 0 && text <= self.text;
        self.text -= if fits { text } else { 0 };
        fits
    }

    /// The value at a place of the flat list.
    fn at(&mut self, at: i64, depth: usize) -> Value {
        let list = self.list;
        let Some(value) = usize::try_from(at).ok().and_then(|at| list.get(at)) else {
            return Value::Null;
        };
        let text = value.as_str().map_or(0, str::len);
        if !self.allows(text, depth) {
            return Value::Null;
        }
        match value {
            // A wrapper: ["Reactive", 5], ["Date", "2026-…"].
            Value::Array(parts) => match parts.as_slice() {
                [Value::String(_), Value::Number(inner)] => {
                    self.at(inner.as_i64().unwrap_or(-1), depth + 1)
                }
                [Value::String(_), inner @ Value::String(_)] => inner.clone(),
                parts => parts
                    .iter()
                    .map(|part| self.at(part.as_i64().unwrap_or(-1), depth + 1))
                    .collect(),
            },
            Value::Object(object) => {
                let member = |(key, value): (&String, &Value)| {
                    let value = self.at(value.as_i64().unwrap_or(-1), depth + 1);
                    // A key can stand in the list too: {"_7": 8}.
                    let place = key.strip_prefix('_').and_then(|at| at.parse().ok());
                    let name = place.and_then(|at: usize| list.get(at)?.as_str());
                    (name.unwrap_or(key).to_owned(), value)
                };
                object.iter().map(member).collect()
            }
            value => value.clone(),
        }
    }

    /// A copy of a value with the objects of the cache in their places.
    fn named(&mut self, value: &Value, depth: usize) -> Value {
        let text = value.as_str().map_or(0, str::len);
        if !self.allows(text, depth) {
            return Value::Null;
        }
        match value {
            Value::Array(items) => items
                .iter()
                .map(|item| self.named(item, depth + 1))
                .collect(),
            Value::Object(object) => {
                let name = object.get("__ref").and_then(Value::as_str);
                let meant = name.and_then(|name| self.cache?.get(name));
                if let Some(meant) = meant {
                    // Objects of a cache point at each other in circles.
                    return self.named(meant, depth + MAX_DEPTH / 3);
                }
                object
                    .iter()
                    .map(|(key, value)| (key.clone(), self.named(value, depth + 1)))
                    .collect()
            }
            value => value.clone(),
        }
    }
}
