//! Tables of all types, and broken ones.

use arrow::array::{
    BinaryArray, DictionaryArray, Int32Array, Int64Array, LargeStringArray, StringArray,
    StringViewArray, UInt64Array,
};
use arrow::datatypes::Int32Type;
use jobgist::Format;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;

use super::*;
use crate::source::tests::{bytes_of, names, unread};

fn parquet(columns: Vec<(&str, ArrayRef)>, compression: Compression) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns
            .into_iter()
            .map(|(name, column)| (name, column, true)),
    )
    .unwrap();
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(3))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn read(table: &[u8], max_bytes: usize) -> Result<Vec<Job>, Error> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), table).unwrap();
    let sources = Sources {
        max_bytes,
        ..Sources::default()
    };
    let mut table = Table::open(file.path(), &sources)?;
    std::iter::from_fn(|| table.next_job()).collect()
}

fn rows(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|at| format!("<p>Job {at}")).collect()
}

#[test]
fn columns_of_every_type_of_text_are_read() {
    let texts = rows(0, 8);
    let text = || texts.iter().map(String::as_str);
    let dictionary: DictionaryArray<Int32Type> = text().collect();
    let columns: [ArrayRef; 5] = [
        Arc::new(StringArray::from_iter_values(text())),
        Arc::new(LargeStringArray::from_iter_values(text())),
        Arc::new(StringViewArray::from_iter_values(text())),
        Arc::new(BinaryArray::from_iter_values(text())),
        Arc::new(dictionary),
    ];
    for (column, compression) in columns.into_iter().zip([
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(ZstdLevel::default()),
        Compression::GZIP(parquet::basic::GzipLevel::default()),
        Compression::SNAPPY,
    ]) {
        let table = parquet(vec![("HTML", column)], compression);
        let jobs = read(&table, 1000).unwrap();
        assert_eq!(jobs.len(), 8);
        for (at, job) in jobs.iter().enumerate() {
            assert_eq!(bytes_of(job), (texts[at].as_bytes(), Some(Format::Html)));
            assert_eq!(job.name(), (at + 1).to_string());
        }
    }
}

#[test]
fn ids_keep_their_type_and_what_is_missing_is_said() {
    let html: ArrayRef = Arc::new(StringArray::from(vec![
        Some("<p>Cook"),
        None,
        Some(""),
        None,
    ]));
    let text: ArrayRef = Arc::new(StringArray::from(vec![
        None,
        Some("Cook"),
        Some("Baker"),
        None,
    ]));
    let url: ArrayRef = Arc::new(StringArray::from(vec![
        Some("https://jobs.example/1"),
        None,
        None,
        None,
    ]));
    let more: ArrayRef = Arc::new(Int32Array::from(vec![1, 2, 3, 4]));
    let ids: [(ArrayRef, [&str; 4]); 3] = [
        (
            Arc::new(Int64Array::from(vec![
                Some(-7),
                Some(8),
                None,
                Some(i64::MAX),
            ])),
            ["-7", "8", "3", "9223372036854775807"],
        ),
        (
            Arc::new(StringArray::from(vec!["a", "b", "", "d"])),
            ["a", "b", "3", "d"],
        ),
        (
            Arc::new(UInt64Array::from(vec![1, 2, 3, u64::MAX])),
            ["1", "2", "3", "18446744073709551615"],
        ),
    ];
    for (id, expected) in ids {
        let columns = vec![
            ("more", more.clone()),
            ("url", url.clone()),
            ("text", text.clone()),
            ("id", id),
            ("html", html.clone()),
        ];
        let jobs = read(&parquet(columns, Compression::SNAPPY), 1000).unwrap();
        assert_eq!(names(&jobs), expected);
        assert_eq!(bytes_of(&jobs[0]), (&b"<p>Cook"[..], Some(Format::Html)));
        assert_eq!(jobs[0].url.as_deref(), Some("https://jobs.example/1"));
        assert_eq!(bytes_of(&jobs[2]), (&b"Baker"[..], Some(Format::Text)));
        assert_eq!(unread(&jobs[3]), "the row has neither html nor text");
    }
    let jobs = read(&parquet(vec![("html", html)], Compression::SNAPPY), 5).unwrap();
    assert_eq!(unread(&jobs[0]), "it is larger than 5 bytes");
}

#[test]
fn what_is_no_table_of_pages_says_so() {
    let numbers: ArrayRef = Arc::new(Int32Array::from(vec![1]));
    let reason = |table: &[u8]| read(table, 1000).unwrap_err().to_string();
    let named = |name| parquet(vec![(name, numbers.clone())], Compression::SNAPPY);
    assert!(reason(&named("pay")).ends_with("its columns are: pay"));
    assert!(reason(&named("html")).ends_with("its column html holds no text"));
    assert!(reason(b"id,html\n").contains("Parquet"));
    assert!(!reason(b"").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A broken table ends with an error or with rows, not with a panic.
    #[test]
    fn a_broken_table_is_an_error(
        places in proptest::collection::vec((0.0..1.0_f64, any::<u8>()), 1..6),
        cut in 0.0..1.0_f64,
        cutting in any::<bool>(),
    ) {
        let texts = rows(0, 40);
        let column: ArrayRef = Arc::new(StringArray::from_iter_values(&texts));
        let mut table = parquet(vec![("html", column)], Compression::UNCOMPRESSED);
        for (at, byte) in places {
            let at = (at * table.len() as f64) as usize;
            table[at] = byte;
        }
        if cutting {
            table.truncate((cut * table.len() as f64) as usize);
        }
        let _ = read(&table, 1000);
        let _ = read(&table, 1000);
    }
}
