//! What a worker makes of a posting: a row that only has to be written.

use jobgist::Posting;
use serde_json::Value;

use crate::duplicates::Fingerprint;

use super::safe::safe_json;
use super::{Dedupe, Error, Form, OutputOptions, Renderer};

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
    /// Lines of text.
    Lines(Lines),
    /// A record, to become columns.
    Record(Box<Posting>),
    /// Nothing: this form of output has no place for it.
    Nothing,
}

/// Lines of text, and where in them a column may be put in.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    pub(crate) bytes: Vec<u8>,
    /// Offsets just behind the id of each line.
    pub(crate) behind_ids: Vec<usize>,
}

impl Lines {
    /// The lines with `insert` behind each id.
    pub(crate) fn with(&self, insert: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.bytes.len() + insert.len() * self.behind_ids.len());
        let mut from = 0;
        for &at in &self.behind_ids {
            out.extend_from_slice(self.bytes.get(from..at).unwrap_or_default());
            out.extend_from_slice(insert);
            from = at;
        }
        out.extend_from_slice(self.bytes.get(from..).unwrap_or_default());
        out
    }
}

impl Row {
    /// Bytes that it takes while it waits to be written.
    pub(crate) fn bytes(&self) -> usize {
        const ROW: usize = 256;
        ROW + match &self.body {
            Body::Lines(lines) => lines.bytes.len(),
            Body::Record(posting) => record_bytes(posting),
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

/// An error row as JSON, a line feed behind it.
fn error_line(id: &Value, error: &str) -> String {
    let object = serde_json::json!({"id": id, "error": error});
    safe_json(object.to_string()) + "\n"
}

/// Makes rows; the workers share it.
#[derive(Clone)]
pub(crate) struct Encoder {
    form: Form,
    fingerprints: bool,
    render: Option<Renderer>,
}

impl Encoder {
    pub(super) fn new(options: &OutputOptions) -> Self {
        Self {
            form: options.form,
            fingerprints: options.dedupe != Dedupe::Keep,
            render: options.render.clone(),
        }
    }

    /// The row of a posting.
    pub(crate) fn posting(&self, id: Value, posting: Posting) -> Result<Row, Error> {
        let fingerprint = self
            .fingerprints
            .then(|| Fingerprint::of(&posting))
            .flatten();
        let body = match self.form {
            Form::JsonLines => Body::Lines(record_line(&id, &posting)?),
            Form::JsonFiles => Body::Lines(record_file(&id, &posting)?),
            Form::MarkdownFiles => Body::Lines(self.page(&posting)),
        };
        Ok(Row {
            id,
            error: None,
            fingerprint,
            body,
        })
    }

    /// A posting as a page for people.
    fn page(&self, posting: &Posting) -> Lines {
        Lines {
            bytes: self
                .render
                .as_ref()
                .map(|render| render(posting).into_bytes())
                .unwrap_or_default(),
            behind_ids: Vec::new(),
        }
    }

    /// The row of an input that could not be read.
    pub(crate) fn failure(&self, id: Value, error: String) -> Row {
        let body = match self.form {
            Form::JsonLines => Body::Lines(Lines {
                bytes: error_line(&id, &error).into_bytes(),
                behind_ids: Vec::new(),
            }),
            Form::JsonFiles | Form::MarkdownFiles => Body::Nothing,
        };
        Row {
            id,
            error: Some(error),
            fingerprint: None,
            body,
        }
    }
}

/// A record as a line, with the id in front.
fn record_line(id: &Value, posting: &Posting) -> Result<Lines, Error> {
    let json = serde_json::to_string(posting).map_err(not_json)?;
    Ok(with_id(format!("{{\"id\":{}", safe_json(id.to_string())), &json))
}

/// A record as a file of its own, laid out for people.
fn record_file(id: &Value, posting: &Posting) -> Result<Lines, Error> {
    let json = serde_json::to_string_pretty(posting).map_err(not_json)?;
    Ok(with_id(
        format!("{{\n  \"id\": {}", safe_json(id.to_string())),
        &json,
    ))
}

/// A JSON object, which is never empty, with `head` instead of its first brace.
fn with_id(head: String, object: &str) -> Lines {
    let behind_id = head.len();
    let rest = object.strip_prefix('{').unwrap_or_default().to_owned();
    let mut line = head;
    line.push(',');
    line.push_str(&safe_json(rest));
    line.push('\n');
    Lines {
        bytes: line.into_bytes(),
        behind_ids: vec![behind_id],
    }
}

/// A string as JSON.
pub(super) fn json_string(text: &str) -> String {
    safe_json(Value::from(text).to_string())
}

fn not_json(error: serde_json::Error) -> Error {
    Error::Columns {
        name: "the record".to_owned(),
        reason: error.to_string(),
    }
}
