//! Parquet files: what is written is read, and parts join to one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jobgist_arrow::tables::{Table, TableBuilder};
use jobgist_arrow::{Error, ParquetJoiner, ParquetRows, ParquetWriter, Row, schema};

use proptest::prelude::*;

use crate::{FIXTURES, batch, rows};

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
    fs::write(&table, table_file(Table::Skills)).unwrap();
    assert!(matches!(
        join(&[whole, table.clone()]),
        Err(Error::OtherColumns(path)) if path == table
    ));
    let error = read(&table).unwrap_err().to_string();
    assert!(
        error.ends_with("table: holds the table `skills`, not whole records"),
        "{error}"
    );
}

/// A file of a table of all fixtures.
fn table_file(table: Table) -> Vec<u8> {
    let mut builder = TableBuilder::new(table);
    for (id, posting) in FIXTURES.iter() {
        for row in table.rows(id, posting) {
            builder.append(&row).unwrap();
        }
    }
    let mut writer = ParquetWriter::new(Vec::new(), &table.schema()).unwrap();
    writer.write(&builder.finish().unwrap()).unwrap();
    writer.finish().unwrap()
}

#[test]
fn the_same_rows_are_the_same_bytes() {
    for table in Table::ALL {
        assert_eq!(table_file(table), table_file(table), "{table:?}");
    }
}

static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut writer = ParquetWriter::new(Vec::new(), &schema()).unwrap();
    writer.write(&batch(&rows()[..3])).unwrap();
    writer.finish().unwrap()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever became of a file's bytes, it is read or refused.
    #[test]
    fn damaged_files_do_no_harm(
        damages in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..5),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("damaged.parquet");
        let mut bytes = WHOLE.clone();
        for (at, byte) in damages {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        fs::write(&path, &bytes).unwrap();
        let _ = join(std::slice::from_ref(&path));
        let _ = read(&path);
    }
}
