//! The columns of records: their shape is that of the JSON Schema, what goes in comes out, and
//! tables and files hold what the records say.

#[path = "columns/any.rs"]
mod any;
#[path = "columns/files.rs"]
mod files;
#[path = "columns/known.rs"]
mod known;
#[path = "columns/records.rs"]
mod records;
#[path = "columns/shape.rs"]
mod shape;
#[path = "columns/tables.rs"]
mod tables;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use arrow::array::RecordBatch;
use jobgist::{Options, Posting};
use jobgist_arrow::{RecordBuilder, Row};

/// The records of `fixtures/`, with their blocks, by file name.
static FIXTURES: LazyLock<Vec<(String, Posting)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let mut records = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let options = Options {
            // Blocks are on request: some records have them.
            blocks: at % 2 == 0,
            ..Options::default()
        };
        let bytes = fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let postings = Posting::parse_all(&bytes, &options).unwrap();
        for (number, posting) in postings.enumerate() {
            records.push((format!("{name}#{number}"), posting));
        }
    }
    assert!(records.len() > 50);
    records
});

/// Rows of every sort: records, one that repeats another, and an error.
fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = FIXTURES
        .iter()
        .map(|(id, posting)| row(id, posting))
        .collect();
    rows[3].duplicate_of = Some(rows[1].id.clone());
    rows.insert(
        2,
        Row {
            id: "broken.pdf".to_owned(),
            duplicate_of: None,
            posting: Err("the document ends too early".to_owned()),
        },
    );
    rows
}

fn row(id: &str, posting: &Posting) -> Row {
    Row {
        id: id.to_owned(),
        duplicate_of: None,
        posting: Ok(posting.clone()),
    }
}

/// The batch of rows.
fn batch(rows: &[Row]) -> RecordBatch {
    let mut builder = RecordBuilder::new();
    for row in rows {
        match &row.posting {
            Ok(posting) => builder.append(&row.id, posting, row.duplicate_of.as_deref()),
            Err(error) => builder.append_error(&row.id, error),
        }
    }
    builder.finish().unwrap()
}
