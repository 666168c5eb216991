//! The Arrow schema is the JSON Schema of the record, in Arrow's types.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Fields};
use serde_json::Value;

#[test]
fn the_columns_are_the_properties_of_the_json_schema() {
    let json = jobgist::schema();
    let schema = jobgist_arrow::schema();
    let (envelope, record) = schema.fields().split_at(3);
    let envelope: Vec<_> = envelope
        .iter()
        .map(|field| {
            (
                field.name().as_str(),
                field.data_type(),
                field.is_nullable(),
            )
        })
        .collect();
    let text = &DataType::Utf8;
    assert_eq!(
        envelope,
        [
            ("id", text, false),
            ("error", text, true),
            ("duplicate_of", text, true)
        ]
    );
    // The row of an error has no record.
    let wanted: Fields = fields(&json, &json)
        .iter()
        .map(|field| Field::clone(field).with_nullable(true))
        .collect();
    for (found, wanted) in record.iter().zip(&wanted) {
        assert_eq!(found, wanted);
    }
    assert_eq!(record.len(), wanted.len());
}

#[test]
fn the_schema_names_its_version() {
    let version = jobgist_arrow::schema().metadata()[jobgist_arrow::SCHEMA_VERSION_KEY].clone();
    assert_eq!(version, jobgist::SCHEMA_VERSION);
}

/// The fields of a JSON object.
fn fields(json: &Value, object: &Value) -> Fields {
    let properties = object["properties"].as_object().unwrap();
    properties
        .iter()
        .map(|(name, property)| field(json, name, property))
        .collect()
}

fn field(json: &Value, name: &str, property: &Value) -> Field {
    let nullable = match (&property["type"], &property["anyOf"]) {
        (Value::Array(types), _) => types.contains(&"null".into()),
        (_, Value::Array(kinds)) => kinds.iter().any(|kind| kind["type"] == "null"),
        _ => false,
    };
    Field::new(name, data_type(json, property), nullable)
}

fn data_type(json: &Value, property: &Value) -> DataType {
    if let Some(reference) = reference(property) {
        return match reference {
            // The one tree: its JSON.
            "Expr" => DataType::Utf8,
            name => data_type(json, &json["$defs"][name]),
        };
    }
    if let Some(kinds) = property["oneOf"].as_array().or(property["enum"].as_array()) {
        assert!(!kinds.is_empty());
        return DataType::Utf8;
    }
    match simple_type(property) {
        Some("string") => DataType::Utf8,
        Some("integer") => DataType::Int64,
        Some("number") => DataType::Float64,
        Some("boolean") => DataType::Boolean,
        Some("array") => list(data_type(json, &property["items"])),
        Some("object") if property["properties"].is_object() => {
            DataType::Struct(fields(json, property))
        }
        // A map of lists: one list, whose entries name their key.
        Some("object") => {
            let DataType::Struct(quote) =
                data_type(json, &property["additionalProperties"]["items"])
            else {
                panic!("{property} is no map of lists of objects");
            };
            let fact = Arc::new(Field::new("fact", DataType::Utf8, false));
            list(DataType::Struct(
                [fact].into_iter().chain(quote.iter().cloned()).collect(),
            ))
        }
        // Any value: its JSON.
        None => {
            assert!(property["description"].is_string(), "{property}");
            DataType::Utf8
        }
        Some(other) => panic!("{other} has no column yet"),
    }
}

/// What a property refers to; it may also be null.
fn reference(property: &Value) -> Option<&str> {
    let alternatives = property["anyOf"].as_array().into_iter().flatten();
    [property]
        .into_iter()
        .chain(alternatives)
        .find_map(|kind| kind["$ref"].as_str()?.strip_prefix("#/$defs/"))
}

/// The type of a property, null aside.
fn simple_type(property: &Value) -> Option<&str> {
    match &property["type"] {
        Value::String(name) => Some(name),
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .find(|name| *name != "null"),
        _ => None,
    }
}

fn list(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(item, false)))
}
