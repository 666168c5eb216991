//! Rows in the form in which they are written; the workers do this.

use jobgist::Posting;
use jobgist_arrow::tables::{Cell, Table};
use serde_json::Value;

use crate::job::text_of;
use jobgist_duplicates::Fingerprint;

use super::row::{Body, Row, Text, error_line};
use super::safe::{safe_json, safe_text};
use super::{Dedupe, Form, OutputOptions, Renderer};

/// The column that names the posting that another one repeats.
const DUPLICATE_OF: &str = "duplicate_of";

/// Makes rows; the workers share it.
#[derive(Clone)]
pub(crate) struct Encoder {
    form: Form,
    select: Option<Table>,
    fingerprints: bool,
    render: Option<Renderer>,
}

/// A record that could not be written as JSON; none of today's can fail.
type Encoded = Result<Body, serde_json::Error>;

impl Encoder {
    pub(super) fn new(options: &OutputOptions) -> Self {
        Self {
            form: options.form,
            select: options.select,
            fingerprints: options.dedupe != Dedupe::Keep,
            render: options.render.clone(),
        }
    }

    /// The row of a posting.
    pub(crate) fn posting(&self, id: Value, posting: Posting) -> Row {
        let fingerprint = self
            .fingerprints
            .then(|| Fingerprint::of(&posting))
            .flatten();
        match self.body(&id, posting) {
            Ok(body) => Row {
                id,
                error: None,
                fingerprint,
                body,
            },
            Err(error) => self.failure(id, error.to_string()),
        }
    }

    fn body(&self, id: &Value, posting: Posting) -> Encoded {
        Ok(match (self.form, self.select) {
            (Form::JsonLines, None) => {
                let json = serde_json::to_string(&posting)?;
                Body::Text(with_id("{\"id\":", id, &json))
            }
            (Form::JsonLines, Some(table)) => {
                Body::Text(json_rows(table, id, &table.rows(&text_of(id), &posting))?)
            }
            (Form::Csv, _) => {
                let table = self.select.unwrap_or(Table::Postings);
                Body::Text(csv_rows(table, &table.rows(&text_of(id), &posting)))
            }
            (Form::Parquet, None) => Body::Record(Box::new(posting)),
            (Form::Parquet, Some(table)) => Body::Cells(table.rows(&text_of(id), &posting)),
            (Form::JsonFiles, _) => {
                let json = serde_json::to_string_pretty(&posting)?;
                Body::Text(with_id("{\n  \"id\": ", id, &json))
            }
            (Form::MarkdownFiles, _) => Body::Text(self.page(&posting)),
        })
    }

    /// A posting as a page for people.
    fn page(&self, posting: &Posting) -> Text {
        let page = self.render.as_ref().map(|render| render(posting));
        Text {
            bytes: page.unwrap_or_default().into_bytes(),
            slot: None,
        }
    }

    /// The row of an input that could not be read.
    pub(crate) fn failure(&self, id: Value, error: String) -> Row {
        let cells = |table: Table| table.error_row(&text_of(&id), &error);
        let text = |bytes: Vec<u8>| Body::Text(Text { bytes, slot: None });
        let body = match (self.form, self.select) {
            (Form::JsonLines, None) => text(error_line(&id, &error).into_bytes()),
            (Form::JsonLines, Some(table)) => cells(table)
                .and_then(|row| json_rows(table, &id, &[row]).ok())
                .map_or(Body::Nothing, Body::Text),
            (Form::Csv, _) => cells(self.select.unwrap_or(Table::Postings))
                .map_or(Body::Nothing, |row| text(csv_line(&row))),
            (Form::Parquet, Some(table)) => {
                cells(table).map_or(Body::Nothing, |row| Body::Cells(vec![row]))
            }
            (Form::Parquet, None) | (Form::JsonFiles | Form::MarkdownFiles, _) => Body::Nothing,
        };
        Row {
            id,
            error: Some(error),
            fingerprint: None,
            body,
        }
    }
}

/// A JSON object, which is never empty, with `head` and the id instead of its first brace.
fn with_id(head: &str, id: &Value, object: &str) -> Text {
    let mut text = format!("{head}{}", safe_json(id.to_string()));
    let behind_id = text.len();
    text.push(',');
    text.push_str(&safe_json(object.get(1..).unwrap_or_default().to_owned()));
    text.push('\n');
    Text {
        bytes: text.into_bytes(),
        slot: Some(behind_id..behind_id),
    }
}

/// Rows of a table as JSON objects, one a line.
fn json_rows(table: Table, id: &Value, rows: &[Vec<Cell>]) -> Result<Text, serde_json::Error> {
    let mut text = String::new();
    let mut slot = None;
    for row in rows {
        for (at, (column, cell)) in table.columns().iter().zip(row).enumerate() {
            text.push_str(if at == 0 { "{" } else { "," });
            text.push_str(&format!("\"{}\":", column.name));
            let from = text.len();
            // The table knows ids as text; here a number stays one.
            let value = if column.name == "id" {
                id.to_string()
            } else {
                serde_json::to_string(cell)?
            };
            text.push_str(&safe_json(value));
            if column.name == DUPLICATE_OF {
                slot = Some(from..text.len());
            }
        }
        text.push_str("}\n");
    }
    Ok(Text {
        bytes: text.into_bytes(),
        slot,
    })
}

/// Rows of a table as lines of CSV.
fn csv_rows(table: Table, rows: &[Vec<Cell>]) -> Text {
    let mut bytes = Vec::new();
    let mut slot = None;
    let duplicate_of = table
        .columns()
        .iter()
        .position(|column| column.name == DUPLICATE_OF);
    for row in rows {
        if let Some(at) = duplicate_of {
            // The line of the cells before is as long as they are with the comma behind them.
            let from = bytes.len() + csv_line(row.get(..at).unwrap_or_default()).len();
            slot = Some(from..from);
        }
        bytes.extend(csv_line(row));
    }
    Text { bytes, slot }
}

/// A row of CSV.
fn csv_line(row: &[Cell]) -> Vec<u8> {
    csv_record(row.iter().map(csv_field))
}

/// The names of a table's columns, as a row of CSV.
pub(super) fn csv_header(table: Table) -> Vec<u8> {
    csv_record(table.columns().iter().map(|column| column.name.to_owned()))
}

/// The original's id as it stands in a row of CSV.
pub(super) fn csv_original(id: &str) -> Vec<u8> {
    let mut field = csv_record([csv_field(&Cell::from(id))]);
    field.pop();
    field
}

/// The original's id as it stands in a row of a table in JSON.
pub(super) fn json_original(id: &str) -> Vec<u8> {
    safe_json(Value::from(id).to_string()).into_bytes()
}

/// The original's id as it stands behind a record's own, in a line.
pub(super) fn line_original(id: &str) -> Vec<u8> {
    [b",\"duplicate_of\":".to_vec(), json_original(id)].concat()
}

/// The original's id as it stands behind a record's own, in a file.
pub(super) fn file_original(id: &str) -> Vec<u8> {
    [b",\n  \"duplicate_of\": ".to_vec(), json_original(id)].concat()
}

fn csv_record(fields: impl IntoIterator<Item = String>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let written = writer.write_record(fields);
    written
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .unwrap_or_default()
}

/// A cell as a field of CSV. Text is made safe first: what is taken out of it must not uncover what
/// a spreadsheet takes for a formula.
fn csv_field(cell: &Cell) -> String {
    let safe = |texts: &[String]| -> Vec<String> {
        texts
            .iter()
            .map(|text| safe_text(text).into_owned())
            .collect()
    };
    match cell {
        Cell::Text(text) => Cell::Text(safe_text(text).into_owned()).csv().into_owned(),
        Cell::List(texts) => Cell::List(safe(texts)).csv().into_owned(),
        Cell::Lines(texts) => Cell::Lines(safe(texts)).csv().into_owned(),
        other => safe_json(other.csv().into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jobgist::Options;
    use serde::Serialize;
    use serde_json::json;

    const PAGE: &str = "# Night Baker\n\n## Requirements\n\n- Two years in a bakery\n- A, \"B\" and \
                        \u{202e}C\n";

    fn posting() -> Posting {
        Posting::parse(PAGE.as_bytes(), &Options::default()).unwrap()
    }

    fn encoder(form: Form, select: Option<Table>) -> Encoder {
        let mut options = OutputOptions::new(form);
        options.select = select;
        Encoder::new(&options)
    }

    fn text(row: Row) -> Text {
        match row.body {
            Body::Text(text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_line_is_the_record_with_its_id_in_front() {
        #[derive(Serialize)]
        struct Record<'a> {
            id: &'a Value,
            #[serde(flatten)]
            posting: &'a Posting,
        }
        let (id, posting) = (json!("a\u{9b}1"), posting());
        let record = Record {
            id: &id,
            posting: &posting,
        };
        let expected = safe_json(serde_json::to_string(&record).unwrap()) + "\n";
        let line = text(encoder(Form::JsonLines, None).posting(id.clone(), posting.clone()));
        assert_eq!(String::from_utf8(line.bytes.clone()).unwrap(), expected);
        let marked: Value = serde_json::from_slice(&line.with(line_original("a0"))).unwrap();
        assert_eq!(marked["duplicate_of"], "a0");
        assert_eq!(marked["title"], "Night Baker");
        let file = text(encoder(Form::JsonFiles, None).posting(id, posting));
        let marked: Value = serde_json::from_slice(&file.with(file_original("a0"))).unwrap();
        assert_eq!(marked["duplicate_of"], "a0");
    }

    #[test]
    fn rows_of_a_table_keep_the_id() {
        let encoder = encoder(Form::JsonLines, Some(Table::Requirements));
        let rows = text(encoder.posting(json!(7), posting()));
        let rows: Vec<Value> = rows
            .bytes
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        assert_eq!(rows.len(), posting().requirements.len());
        assert!(rows.iter().all(|row| row["id"] == 7));
        assert!(matches!(
            encoder.failure(json!(8), "no".to_owned()).body,
            Body::Nothing
        ));
    }

    fn fields(line: &[u8]) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(line);
        let record = reader.records().next().unwrap().unwrap();
        record.iter().map(str::to_owned).collect()
    }

    #[test]
    fn a_duplicate_is_named_in_its_column() {
        let header = fields(&csv_header(Table::Postings));
        let column = header.iter().position(|name| name == DUPLICATE_OF).unwrap();
        for id in ["a,\"0\"", "=A1", "\u{1b}=A1", ""] {
            let row = text(encoder(Form::Csv, None).posting(json!(id), posting()));
            let plain = fields(&row.bytes);
            assert_eq!(plain[column], "");
            let marked = fields(&row.with(csv_original("x,=\"y\"")));
            assert_eq!(marked[column], "x,=\"y\"");
            assert_eq!(marked.len(), header.len());
            assert!(!plain[0].starts_with('='), "{:?}", plain[0]);
            let json = encoder(Form::JsonLines, Some(Table::Postings));
            let row = text(json.posting(json!(id), posting())).with(json_original("b\"0"));
            assert_eq!(
                serde_json::from_slice::<Value>(&row).unwrap()[DUPLICATE_OF],
                "b\"0"
            );
        }
    }

    #[test]
    fn errors_have_a_row_where_postings_have_one() {
        let row = encoder(Form::Csv, None).failure(json!(3), "is, empty".to_owned());
        assert_eq!(fields(&text(row).bytes)[..2], ["3", "is, empty"]);
        let row =
            encoder(Form::JsonLines, None).failure(json!("x"), "no \"text\"\u{9b}".to_owned());
        assert_eq!(
            String::from_utf8(text(row).bytes).unwrap(),
            "{\"id\":\"x\",\"error\":\"no \\\"text\\\"\\u009b\"}\n"
        );
    }
}
