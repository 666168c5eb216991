//! Parquet files: what is written is read, and parts join to one.

use std::fs;
use std::path::{Path, PathBuf};

use jobgist_arrow::{Error, ParquetJoiner, ParquetRows, ParquetWriter, Row, schema};

use crate::{batch, rows};

/// Writes rows into a file, `at_once` in a batch.
fn write(path: &Path, rows: &[Row], at_once: usize) {
    let mut writer = ParquetWriter::new(Vec::new(), &schema()).unwrap();
    for rows in rows.chunks(at_once) {
        writer.write(&batch(rows)).unwrap();
    }
    fs::write(path, writer.finish().unwrap()).unwrap();
}

fn read(path: &Path) -> Result<Vec<Row>, Error> {
    ParquetRows::open(path)?.collect()
}

fn join(parts: &[PathBuf]) -> Result<Vec<u8>, Error> {
    let mut joiner = ParquetJoiner::new(Vec::new(), &schema())?;
    for part in parts {
        joiner.append(part)?;
    }
    joiner.finish()
}

#[test]
fn a_file_gives_back_its_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.parquet");
    write(&path, &rows(), 7);
    assert_eq!(read(&path).unwrap(), rows());
}

#[test]
fn parts_join_to_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let rows = rows();
    let parts: Vec<PathBuf> = rows
        .chunks(20)
        .enumerate()
        .map(|(number, rows)| {
            let part = folder.path().join(format!("{number}.parquet"));
            write(&part, rows, 5);
            part
        })
        .collect();
    assert!(parts.len() > 2);
    let joined = join(&parts).unwrap();
    assert_eq!(
        joined,
        join(&parts).unwrap(),
        "the same parts give the same bytes"
    );
    let path = folder.path().join("all.parquet");
    fs::write(&path, &joined).unwrap();
    assert_eq!(read(&path).unwrap(), rows);
    // A joined file is a part like any other.
    fs::write(&path, join(std::slice::from_ref(&path)).unwrap()).unwrap();
    assert_eq!(fs::read(&path).unwrap(), joined);
}

#[test]
fn no_parts_join_to_an_empty_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.parquet");
    fs::write(&path, join(&[]).unwrap()).unwrap();
    assert_eq!(read(&path).unwrap(), []);
}

#[test]
fn what_cannot_be_joined_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, torn) = (folder.path().join("whole"), folder.path().join("torn"));
    write(&whole, &rows()[..3], 3);
    let bytes = fs::read(&whole).unwrap();
    fs::write(&torn, &bytes[..bytes.len() - 9]).unwrap();
    for part in [&torn, &folder.path().join("gone")] {
        assert!(matches!(
            join(&[whole.clone(), part.clone()]),
            Err(Error::File { path, .. }) if path == *part
        ));
        assert!(read(part).is_err());
    }
    let table = folder.path().join("table");
    let columns = jobgist_arrow::tables::Table::Skills.schema();
    let file = ParquetWriter::new(Vec::new(), &columns).unwrap();
    fs::write(&table, file.finish().unwrap()).unwrap();
    assert!(matches!(
        join(&[whole, table.clone()]),
        Err(Error::OtherColumns(path)) if path == table
    ));
}
