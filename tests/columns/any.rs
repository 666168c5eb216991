//! Any record that the JSON Schema allows.

use jobgist::Posting;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Records made from the schema: every nullable value is there or not, every list has some entries
/// or none, every enumeration any of its names.
pub(crate) fn record() -> impl Strategy<Value = Posting> {
    let schema = jobgist::schema();
    value(&schema, &schema).prop_map(|value| serde_json::from_value(value).unwrap())
}

fn value(schema: &Value, kind: &Value) -> BoxedStrategy<Value> {
    if let Some(name) = kind["$ref"].as_str() {
        return match name.strip_prefix("#/$defs/").unwrap() {
            "Expr" => expr(schema),
            name => value(schema, &schema["$defs"][name]),
        };
    }
    if let Some(kinds) = kind["anyOf"].as_array() {
        let kinds: Vec<_> = kinds.iter().map(|kind| value(schema, kind)).collect();
        return select(kinds).prop_flat_map(|kind| kind).boxed();
    }
    if let Some(kinds) = kind["oneOf"].as_array() {
        let kinds: Vec<_> = kinds.iter().map(|kind| value(schema, kind)).collect();
        return select(kinds).prop_flat_map(|kind| kind).boxed();
    }
    if let Some(names) = kind["enum"].as_array() {
        return select(names.clone()).boxed();
    }
    if !kind["const"].is_null() {
        return Just(kind["const"].clone()).boxed();
    }
    match &kind["type"] {
        Value::Array(types) => {
            let types: Vec<_> = types
                .iter()
                .map(|name| of_type(schema, kind, name.as_str().unwrap()))
                .collect();
            select(types).prop_flat_map(|kind| kind).boxed()
        }
        Value::String(name) => of_type(schema, kind, name),
        _ => any_json(),
    }
}

fn of_type(schema: &Value, kind: &Value, name: &str) -> BoxedStrategy<Value> {
    match name {
        "null" => Just(Value::Null).boxed(),
        "string" => text().prop_map(Value::from).boxed(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        // Arrow's integers are signed.
        "integer" => (0..=i64::MAX).prop_map(Value::from).boxed(),
        "number" => number(),
        "array" => vec(value(schema, &kind["items"]), 0..4)
            .prop_map(Value::from)
            .boxed(),
        "object" if kind["properties"].is_object() => object(schema, &kind["properties"]),
        "object" => map(schema, &kind["additionalProperties"]["items"]),
        other => panic!("{other}"),
    }
}

fn object(schema: &Value, properties: &Value) -> BoxedStrategy<Value> {
    let (names, values): (Vec<String>, Vec<_>) = properties
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, kind)| (name.clone(), value(schema, kind)))
        .unzip();
    values
        .prop_map(move |values| {
            names
                .iter()
                .cloned()
                .zip(values)
                .collect::<Map<_, _>>()
                .into()
        })
        .boxed()
}

/// A map of lists, none of which is empty.
fn map(schema: &Value, item: &Value) -> BoxedStrategy<Value> {
    let entry = (text(), vec(value(schema, item), 1..3).prop_map(Value::from));
    vec(entry, 0..4)
        .prop_map(|entries| entries.into_iter().collect::<Map<_, _>>().into())
        .boxed()
}

/// A tree of alternatives.
fn expr(schema: &Value) -> BoxedStrategy<Value> {
    let degree = value(schema, &schema["$defs"]["EducationLevel"]);
    let years = proptest::option::of(number());
    let leaf = prop_oneof![
        text().prop_map(|skill| json!({ "skill": skill })),
        (degree, years).prop_map(|(degree, years)| match years {
            Some(years) => json!({ "degree": degree, "or_years": years }),
            None => json!({ "degree": degree }),
        }),
    ];
    leaf.prop_recursive(3, 12, 3, |branch| {
        let branches = vec(branch, 0..3);
        prop_oneof![
            branches.clone().prop_map(|all| json!({ "all_of": all })),
            branches
                .clone()
                .prop_map(|any| json!({ "any_of": any, "open": true })),
            (0..5usize, branches).prop_map(|(least, of)| json!({ "at_least": least, "of": of })),
        ]
    })
    .boxed()
}

fn any_json() -> BoxedStrategy<Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number(),
        text().prop_map(Value::from),
        vec(text(), 0..3).prop_map(|texts| json!({ "of": texts })),
    ]
    .boxed()
}

fn number() -> BoxedStrategy<Value> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    (POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO)
        .prop_map(Value::from)
        .boxed()
}

/// Text of any characters, spreadsheets' formulas among them.
fn text() -> BoxedStrategy<String> {
    prop_oneof![
        3 => ".{0,12}",
        1 => vec(any::<char>(), 0..6).prop_map(String::from_iter),
        1 => select(vec!["", "=1+1", "null", "\0", "a\r\nb", "\u{202e}", "日本"])
            .prop_map(str::to_owned),
    ]
    .boxed()
}
