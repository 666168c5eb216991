//! Columns and cells.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, in snake case.
    pub name: &'static str,
    /// What its cells hold; any of them may be null.
    pub kind: Kind,
    /// What it says.
    pub meaning: &'static str,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Several short texts.
    List,
    /// Several lines of text.
    Lines,
    /// A JSON value: itself in JSON, its text elsewhere.
    Json,
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The record does not say.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// Several short texts; "; " between them in CSV.
    List(Vec<String>),
    /// Several lines of text; " | " between them in CSV.
    Lines(Vec<String>),
    /// A JSON value.
    Json(serde_json::Value),
}

impl Cell {
    /// The cell as a field of a CSV file, not yet quoted.
    ///
    /// Spreadsheets take text that begins with one of `= + - @`, or with a tab or a line break, for a
    /// formula, which could call programs or send data away, and postings are anybody's text. An
    /// apostrophe in front keeps it text; so it does in lists and JSON, and never in numbers.
    #[must_use]
    pub fn csv(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Text(text) => guarded(Cow::Borrowed(text)),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Boolean(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
            Self::List(texts) => guarded(Cow::Owned(texts.join("; "))),
            Self::Lines(texts) => guarded(Cow::Owned(texts.join(" | "))),
            Self::Json(value) => guarded(Cow::Owned(value.to_string())),
        }
    }
}

fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    // The wide forms count as well: East Asian versions of spreadsheets read them alike.
    let first = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(first) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// The cell as a JSON value.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::List(texts) | Self::Lines(texts) => texts.serialize(serializer),
            Self::Json(value) => value.serialize(serializer),
        }
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Integer(crate::value::signed(number))
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Integer(crate::value::signed(number))
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&Vec<String>> for Cell {
    fn from(texts: &Vec<String>) -> Self {
        Self::List(texts.clone())
    }
}

impl From<Vec<String>> for Cell {
    fn from(texts: Vec<String>) -> Self {
        Self::List(texts)
    }
}
