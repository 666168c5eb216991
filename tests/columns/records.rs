//! What goes into a batch comes out of it.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema};
use jobgist_arrow::{Error, RecordBuilder};
use proptest::prelude::*;

use crate::{FIXTURES, any, batch, row, rows};

#[test]
fn the_rows_of_every_fixture_come_back() {
    let rows = rows();
    assert_eq!(jobgist_arrow::rows(&batch(&rows)).unwrap(), rows);
}

#[test]
fn an_error_has_an_id_and_nothing_else() {
    let mut builder = RecordBuilder::new();
    builder.append_error("torn.eml", "ends within a header");
    let batch = builder.finish().unwrap();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let given = ["id", "error"].contains(&field.name().as_str());
        assert_eq!(column.is_null(0), !given, "{}", field.name());
    }
}

#[test]
fn a_builder_is_empty_after_its_batch() {
    let (id, posting) = &FIXTURES[0];
    let mut builder = RecordBuilder::new();
    assert!(builder.is_empty() && builder.bytes() == 0);
    builder.append(id, posting, None);
    let text: usize = posting.sections[0]
        .items
        .iter()
        .map(|item| item.text.len())
        .sum();
    assert!(builder.len() == 1 && builder.bytes() > text);
    let first = builder.finish().unwrap();
    assert!(builder.is_empty() && builder.bytes() == 0);
    builder.append(id, posting, None);
    assert_eq!(builder.finish().unwrap(), first);
    assert_eq!(builder.finish().unwrap().num_rows(), 0);
}

/// Other programs write text and lists in types of their own, in another order, with more columns.
#[test]
fn batches_of_other_programs_are_read() {
    let rows = rows();
    let original = batch(&rows);
    let mut columns: Vec<(Field, ArrayRef)> = original
        .schema()
        .fields()
        .iter()
        .zip(original.columns())
        .map(|(field, column)| foreign(field, column))
        .collect();
    columns.reverse();
    let note: ArrayRef = Arc::new(StringArray::from(vec!["theirs"; rows.len()]));
    columns.push((Field::new("note", DataType::Utf8, true), note));
    let (fields, columns): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    let theirs = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
    assert_eq!(jobgist_arrow::rows(&theirs).unwrap(), rows);
}

fn foreign(field: &Field, column: &ArrayRef) -> (Field, ArrayRef) {
    let data_type = match field.data_type() {
        DataType::Utf8 => DataType::Utf8View,
        DataType::List(item) if item.data_type() == &DataType::Utf8 => {
            DataType::LargeList(Arc::new(Field::new("element", DataType::LargeUtf8, true)))
        }
        DataType::List(item) => DataType::LargeList(item.clone()),
        other => other.clone(),
    };
    let column = cast(column, &data_type).unwrap();
    (Field::new(field.name(), data_type, true), column)
}

#[test]
fn what_is_no_record_is_named() {
    let batch = batch(&rows());
    let without = |name: &str| {
        let columns = batch.schema();
        let kept: Vec<_> = (0..batch.num_columns())
            .filter(|column| columns.field(*column).name() != name)
            .collect();
        batch.project(&kept).unwrap()
    };
    let error = |batch: &RecordBatch| jobgist_arrow::rows(batch).unwrap_err().to_string();
    assert_eq!(error(&without("skills")), "the column `skills` is missing");
    // What may be null may be missing.
    assert!(jobgist_arrow::rows(&without("blocks")).is_ok());

    let texts = |name: &str, text: &str| {
        let at = batch.schema().index_of(name).unwrap();
        let mut columns = batch.columns().to_vec();
        columns[at] = Arc::new(StringArray::from(vec![text; batch.num_rows()]));
        let mut fields = batch.schema().fields().to_vec();
        fields[at] = Arc::new(Field::new(name, DataType::Utf8, true));
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
    };
    let kind = error(&texts("page_kind", "magazine"));
    assert!(
        kind.starts_with("the column `page_kind` holds \"magazine\": unknown"),
        "{kind}"
    );
    assert!(matches!(
        jobgist_arrow::rows(&texts("salary", "much")),
        Err(Error::Column { column, .. }) if column == "salary"
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_record_comes_back(
        records in proptest::collection::vec(any::record(), 0..3),
        error in proptest::option::of(".{0,9}"),
    ) {
        let mut rows: Vec<_> = records.iter().map(|record| row("a", record)).collect();
        if let Some(error) = error {
            let mut failed = rows.first().cloned().unwrap_or_else(|| row("b", &FIXTURES[0].1));
            failed.posting = Err(error);
            rows.insert(rows.len() / 2, failed);
        }
        prop_assert_eq!(jobgist_arrow::rows(&batch(&rows)).unwrap(), rows);
    }
}
