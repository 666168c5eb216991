//! Rows are read back from what batch writes; anything else is named.

use std::io::{Cursor, Write as _};

use jobgist_arrow::{ParquetWriter, RecordBuilder, Row};
use proptest::prelude::*;

use super::{all, posting, report, row};
use crate::statistics::{Error, Rows};

/// The lines of some rows, as batch writes them.
fn lines(rows: &[Row]) -> String {
    let line = |row: &Row| {
        let mut value = match &row.posting {
            Ok(posting) => serde_json::to_value(posting).unwrap(),
            Err(error) => serde_json::json!({ "error": error }),
        };
        value["id"] = row.id.clone().into();
        value["duplicate_of"] = row.duplicate_of.clone().into();
        format!("{value}\n")
    };
    rows.iter().map(line).collect()
}

fn read(bytes: Vec<u8>) -> Result<Vec<Row>, Error> {
    Rows::read("rows", Cursor::new(bytes))?.collect()
}

#[test]
fn lines_are_read_back_plain_and_compressed() {
    let rows = [
        row(posting("Baker", Some("BE"), &["!Dough"])),
        Row {
            id: "2".to_owned(),
            duplicate_of: Some("1".to_owned()),
            posting: Ok(posting("Baker", Some("BE"), &[])),
        },
        Row {
            id: "3".to_owned(),
            duplicate_of: None,
            posting: Err("it is empty".to_owned()),
        },
    ];
    let text = format!("\u{feff}{}\n\n", lines(&rows)).into_bytes();
    assert_eq!(read(text.clone()).unwrap(), rows);
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    // Two members, as of files that were put together.
    let (one, two) = text.split_at(100);
    assert_eq!(read([gzip(one), gzip(two)].concat()).unwrap(), rows);
    assert_eq!(read(zstd::encode_all(&text[..], 1).unwrap()).unwrap(), rows);
    let mut cut = gzip(&text);
    cut.truncate(cut.len() / 2);
    let error = read(cut).unwrap_err().to_string();
    assert!(error.starts_with("rows: behind line "), "{error}");
    assert!(error.ends_with("it is cut off"), "{error}");
    assert_eq!(read(Vec::new()).unwrap(), []);
}

#[test]
fn parquet_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    let baker = posting("Baker", Some("BE"), &["!Dough"]);
    let mut records = RecordBuilder::new();
    records.append("a", &baker, None);
    records.append("b", &baker, Some("a"));
    records.append_error("c", "it is empty");
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = ParquetWriter::new(file, &jobgist_arrow::schema()).unwrap();
    writer.write(&records.finish().unwrap()).unwrap();
    writer.finish().unwrap();
    let rows: Vec<Row> = Rows::open(&path).unwrap().map(Result::unwrap).collect();
    let report = report(all(), &rows);
    assert_eq!((report.rows, report.errors, report.duplicates), (3, 1, 1));
    assert_eq!(report.skills.shown[0].must.count, 1);

    std::fs::write(&path, b"PAR1 and no more").unwrap();
    let error = Rows::open(&path).err().unwrap().to_string();
    assert!(
        error.contains("records.parquet") && error.contains("jobgist batch"),
        "{error}"
    );
    assert!(
        Rows::open(folder.path())
            .err()
            .unwrap()
            .to_string()
            .contains("a folder")
    );
    let error = Rows::open(&folder.path().join("none"))
        .err()
        .unwrap()
        .to_string();
    assert!(error.ends_with("none: no such file"), "{error}");
}

#[test]
fn json_on_several_lines_is_read_back() {
    let posting = posting("Baker", None, &["!Dough"]);
    let one = serde_json::to_string_pretty(&posting).unwrap();
    assert_eq!(read(one.clone().into_bytes()).unwrap().len(), 1);
    let two = format!("[\n{one},\n{}\n]\n", "{\"id\": 7, \"error\": \"empty\"}");
    let rows = read(two.into_bytes()).unwrap();
    assert_eq!(rows[0].posting.as_ref(), Ok(&posting));
    assert_eq!((rows[1].id.as_str(), rows.len()), ("7", 2));
    let error = read(b"{\n\"id\": 1\n".to_vec()).unwrap_err().to_string();
    assert!(error.starts_with("rows, line 1: it is not JSON"), "{error}");
}

#[test]
fn what_is_no_record_is_named_with_its_line() {
    let good = lines(&[row(posting("Baker", None, &[]))]);
    for (bad, reason) in [
        ("id,title\n", "it is not JSON"),
        ("[1]\n", "it is no record"),
        (
            "{\"id\":1}\n",
            "it is no record (missing field `schema_version`)",
        ),
        ("{\"id\":1,", "it is not JSON"),
        ("\u{0}\u{1}", "it is not JSON"),
    ] {
        let error = read(format!("{good}\n{bad}").into_bytes())
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(&format!("rows, line 3: {reason}")),
            "{error}"
        );
    }
    let long = format!("{{\"schema_version\":\"{}\"", "x".repeat(5000));
    assert!(read(long.into_bytes()).unwrap_err().to_string().len() < 600);
    assert!(read(b"PAR1....".to_vec()).is_err());
}

proptest! {
    /// Nothing makes a reader of rows panic.
    #[test]
    fn any_bytes_are_rows_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(bytes);
    }
}
