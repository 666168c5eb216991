//! What a worker makes of a posting: a row that only has to be written.

use std::ops::Range;

use jobgist::Posting;
use jobgist_arrow::tables::Cell;
use serde_json::Value;

use jobgist_duplicates::Fingerprint;

use super::safe::safe_json;

/// The answer to one posting, or to an input that could not be read.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: Value,
    /// Why there is no record.
    pub(crate) error: Option<String>,
    /// What duplicates have in common, where they are looked for.
    pub(crate) fingerprint: Option<Fingerprint>,
    pub(crate) body: Body,
}

/// What is written for it.
#[derive(Debug)]
pub(crate) enum Body {
    /// Text.
    Text(Text),
    /// A record, to become columns.
    Record(Box<Posting>),
    /// Rows of a table, to become columns.
    Cells(Vec<Vec<Cell>>),
    /// Nothing: an error that this form of output has no place for, or that stands in columns.
    Nothing,
}

/// Text that is ready but for one thing: whether the posting repeats another.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) bytes: Vec<u8>,
    /// What of it gives way to the original's id, where there is one.
    pub(crate) slot: Option<Range<usize>>,
}

impl Text {
    /// The text of a posting that repeats another, with `original` in the slot.
    pub(crate) fn with(mut self, original: Vec<u8>) -> Vec<u8> {
        if let Some(slot) = self.slot
            && slot.start <= slot.end
            && slot.end <= self.bytes.len()
        {
            self.bytes.splice(slot, original);
        }
        self.bytes
    }
}

impl Row {
    /// Bytes that it takes while it waits to be written, about.
    pub(crate) fn bytes(&self) -> usize {
        const ROW: usize = 256;
        ROW + match &self.body {
            Body::Text(text) => text.bytes.len(),
            Body::Record(posting) => record_bytes(posting),
            Body::Cells(rows) => rows.iter().flatten().map(cell_bytes).sum(),
            Body::Nothing => 0,
        }
    }

    /// The row of an error as JSON, a line feed behind it.
    pub(crate) fn error_line(&self) -> Option<String> {
        self.error
            .as_deref()
            .map(|error| error_line(&self.id, error))
    }
}

/// About what a record takes: its text stands in sections, requirements, the summary, evidence.
fn record_bytes(posting: &Posting) -> usize {
    let text: usize = posting
        .sections
        .iter()
        .flat_map(|section| &section.items)
        .map(|item| item.text.len() + 64)
        .sum();
    let blocks: usize = posting
        .blocks
        .iter()
        .flatten()
        .map(|block| block.text.len() + 64)
        .sum();
    4096 + 6 * text + blocks
}

fn cell_bytes(cell: &Cell) -> usize {
    size_of::<Cell>()
        + match cell {
            Cell::Text(text) => text.len(),
            Cell::List(texts) | Cell::Lines(texts) => texts
                .iter()
                .map(|text| size_of::<String>() + text.len())
                .sum(),
            Cell::Json(value) => value.to_string().len(),
            Cell::Null | Cell::Integer(_) | Cell::Number(_) | Cell::Boolean(_) => 0,
        }
}

/// An error row as JSON, a line feed behind it.
pub(super) fn error_line(id: &Value, error: &str) -> String {
    let object = serde_json::json!({"id": id, "error": error});
    safe_json(object.to_string()) + "\n"
}
