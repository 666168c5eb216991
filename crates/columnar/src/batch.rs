//! Records as batches, and batches as records again.

use std::sync::{Arc, LazyLock};

use arrow::array::{Array as _, ArrayRef, RecordBatch, StructArray};
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use jobgist::{Posting, SCHEMA_VERSION};

use crate::error::Error;
use crate::value::{Text, Value, child};

/// Key of the schema's metadata under which the version of the record's shape stands.
pub const SCHEMA_VERSION_KEY: &str = "jobgist.schema_version";

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let mut fields = vec![
        Arc::new(Field::new("id", DataType::Utf8, false)),
        Arc::new(Field::new("error", DataType::Utf8, true)),
        Arc::new(Field::new("duplicate_of", DataType::Utf8, true)),
    ];
    // A row of an error has no record: all of its columns are null.
    fields.extend(record_fields().iter().map(|field| {
        let field = Field::clone(field).with_nullable(true);
        Arc::new(field)
    }));
    let version = (SCHEMA_VERSION_KEY.to_owned(), SCHEMA_VERSION.to_owned());
    Arc::new(Schema::new_with_metadata(
        Fields::from(fields),
        [version].into(),
    ))
});

fn record_fields() -> Fields {
    match Posting::data_type() {
        DataType::Struct(fields) => fields,
        _ => Fields::empty(),
    }
}

/// The schema of a batch of records: `id`, `error` and `duplicate_of`, then the record's fields.
///
/// It is the record's JSON Schema in Arrow's types. Integers are signed, enumerations are text, and
/// three things have other shapes than in JSON: `evidence` is a list whose entries name their
/// `fact`; a requirement's `expr` (a tree) and both values of a conflict (of any type) are JSON.
/// The columns of the record are null in the row of an error, and only there where the record
/// itself has no null.
#[must_use]
pub fn schema() -> SchemaRef {
    SCHEMA.clone()
}

/// Builds batches of records.
#[derive(Default)]
pub struct RecordBuilder {
    ids: Text,
    errors: Text,
    duplicates: Text,
    postings: <Posting as Value>::Builder,
    length: usize,
}

impl RecordBuilder {
    /// A builder without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the row of a record. `duplicate_of` is the `id` of the row that it repeats.
    pub fn append(&mut self, id: &str, posting: &Posting, duplicate_of: Option<&str>) {
        self.start(id, None, duplicate_of);
        posting.append(&mut self.postings);
    }

    /// Appends the row of an input that could not be read.
    pub fn append_error(&mut self, id: &str, error: &str) {
        self.start(id, Some(error), None);
        Posting::append_null(&mut self.postings);
    }

    fn start(&mut self, id: &str, error: Option<&str>, duplicate_of: Option<&str>) {
        self.ids.push(id);
        self.errors.push_option(error);
        self.duplicates.push_option(duplicate_of);
        self.length += 1;
    }

    /// Rows appended since the last batch.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether no row was appended since the last batch.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Bytes that the rows take, about. Records differ a lot in size: who wants little memory
    /// finishes a batch by this, not by its rows.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let texts = [&self.ids, &self.errors, &self.duplicates];
        texts.map(Text::bytes).iter().sum::<usize>() + Posting::bytes(&self.postings)
    }

    /// The batch of the rows appended so far; the builder is empty again.
    ///
    /// # Errors
    /// [`Error::TooLarge`] where a column holds more than 2 GB; the rows are lost.
    pub fn finish(&mut self) -> Result<RecordBatch, Error> {
        let mut done = std::mem::take(self);
        let mut columns = vec![
            done.ids.finish()?,
            done.errors.finish()?,
            done.duplicates.finish()?,
        ];
        let postings = Posting::finish(&mut done.postings)?;
        if let Some(postings) = postings.as_any().downcast_ref::<StructArray>() {
            columns.extend_from_slice(postings.columns());
        }
        Ok(RecordBatch::try_new(schema(), columns)?)
    }
}

/// A row of a batch, read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The row's id.
    pub id: String,
    /// The id of the row that it repeats.
    pub duplicate_of: Option<String>,
    /// The record; or why the input could not be read.
    pub posting: Result<Posting, String>,
}

/// The rows of a batch that a [`RecordBuilder`] made, or that another program made of one: columns
/// may stand in another order, others beside them, and in wider or narrower types of their kind.
///
/// # Errors
/// [`Error::Column`] where a column of the record is missing or holds something else.
pub fn rows(batch: &RecordBatch) -> Result<Vec<Row>, Error> {
    let columns = StructArray::from(batch.clone());
    let ids = child::<String>(&columns, "id")?;
    let errors = child::<Option<String>>(&columns, "error")?;
    let duplicates = child::<Option<String>>(&columns, "duplicate_of")?;
    let records: ArrayRef = Arc::new(columns);
    let postings = Posting::reader(&records)?;
    let null = || Error::column("is null").within("id");
    (0..batch.num_rows())
        .map(|row| {
            let id = String::get(&ids, row)?.ok_or_else(null)?;
            let posting = match String::get(&errors, row)? {
                Some(error) => Err(error),
                None => Ok(Posting::get(&postings, row)?.ok_or_else(null)?),
            };
            Ok(Row {
                id,
                duplicate_of: String::get(&duplicates, row)?,
                posting,
            })
        })
        .collect()
}
