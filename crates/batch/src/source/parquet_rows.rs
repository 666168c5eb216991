//! Parquet tables.

use std::fmt::Display;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch};
use arrow::datatypes::{DataType, Field, Int64Type, Schema};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Compression;
use parquet::file::metadata::ParquetMetaData;
use serde_json::Value;

use super::row::{self, Places};
use super::{Columns, Error, Reader, Sources, is_stdin, job};
use crate::job::Job;

/// Decompressed bytes that a batch of rows should have.
const BATCH_BYTES: i64 = 4 << 20;
/// Most rows of a batch.
const BATCH_ROWS: i64 = 1024;

/// Reads a table batch by batch, only the columns that count.
pub(super) struct Table {
    path: PathBuf,
    /// Opened when the first row is asked for.
    reader: Option<ParquetRecordBatchReader>,
    metadata: ArrowReaderMetadata,
    places: Places,
    columns: Columns,
    max_bytes: usize,
    batch: Option<Batch>,
    /// Number of the row, from 1.
    number: u64,
    rows: u64,
    size: u64,
    broken: bool,
}

/// Rows that are decoded.
struct Batch {
    id: Option<ArrayRef>,
    html: Option<ArrayRef>,
    text: Option<ArrayRef>,
    url: Option<ArrayRef>,
    rows: usize,
    /// The next row.
    at: usize,
}

impl Table {
    /// Opens a table.
    ///
    /// # Errors
    /// When it cannot be read, or has no column of pages.
    pub(super) fn open(path: &Path, sources: &Sources) -> Result<Self, Error> {
        if is_stdin(path) {
            let reason = "Parquet cannot be read from standard input; name a file";
            return Err(Error::unusable(path, reason));
        }
        let file = File::open(path).map_err(|error| Error::read(path, &error))?;
        let size = file.metadata().map_or(0, |about| about.len());
        // What the file says of Arrow's types is not needed: dictionaries come as text then.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = guarded(path, || ArrowReaderMetadata::load(&file, options.clone()))?;
        let fields = metadata.schema().fields();
        let names: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let places = Places::find(&names, &sources.columns, path)?;
        for place in [places.html, places.text].into_iter().flatten() {
            if !matches!(
                fields[place].data_type(),
                DataType::Utf8 | DataType::Binary | DataType::Null
            ) {
                let reason = format!("its column {} holds no text", names[place]);
                return Err(Error::unusable(path, reason));
            }
        }
        let codec = guarded(path, || {
            Ok::<_, Error>(unread_codec(metadata.metadata(), &places))
        })?;
        if let Some(codec) = codec {
            let reason = format!("its columns are compressed by {codec}, which is not read");
            return Err(Error::unusable(path, reason));
        }
        // Views share the bytes of a dictionary: small files cannot be made to hold much.
        let views: Vec<Field> = fields.iter().map(|field| as_view(field)).collect();
        let options = options.with_schema(Arc::new(Schema::new(views)));
        let metadata = Arc::clone(metadata.metadata());
        let metadata = guarded(path, || ArrowReaderMetadata::try_new(metadata, options))?;
        let rows = metadata.metadata().file_metadata().num_rows();
        Ok(Self {
            path: path.to_owned(),
            reader: None,
            metadata,
            places,
            columns: sources.columns.clone(),
            max_bytes: sources.max_bytes,
            batch: None,
            number: 0,
            rows: u64::try_from(rows).unwrap_or(0),
            size,
            broken: false,
        })
    }

    /// Begins behind the rows that were passed over.
    fn begin(&self) -> Result<ParquetRecordBatchReader, Error> {
        let file = File::open(&self.path).map_err(|error| Error::read(&self.path, &error))?;
        let wanted = self.places.all().into_iter().flatten();
        guarded(&self.path, || {
            let builder =
                ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
            let mask = ProjectionMask::roots(builder.parquet_schema(), wanted);
            builder
                .with_projection(mask)
                .with_batch_size(batch_rows(self.metadata.metadata()))
                .with_offset(usize::try_from(self.number).unwrap_or(usize::MAX))
                .build()
        })
    }

    /// Goes on to the next batch that has rows; says whether there is one.
    fn next_batch(&mut self) -> Result<bool, Error> {
        loop {
            if self
                .batch
                .as_ref()
                .is_some_and(|batch| batch.at < batch.rows)
            {
                return Ok(true);
            }
            if self.reader.is_none() {
                self.reader = Some(self.begin()?);
            }
            let reader = &mut self.reader;
            let next = guarded(&self.path, || {
                reader.as_mut().and_then(Iterator::next).transpose()
            })?;
            match next {
                None => return Ok(false),
                Some(rows) => self.batch = Some(Batch::new(&rows, &self.names())),
            }
        }
    }

    /// The names of the columns as the file has them.
    fn names(&self) -> [Option<&str>; 4] {
        let fields = self.metadata.schema().fields();
        self.places
            .all()
            .map(|place| place.map(|place| fields[place].name().as_str()))
    }

    fn try_next(&mut self) -> Result<Option<Job>, Error> {
        if self.broken || !self.next_batch()? {
            self.broken = true;
            return Ok(None);
        }
        self.number += 1;
        let Some(batch) = &mut self.batch else {
            return Ok(None);
        };
        let at = batch.at;
        batch.at += 1;
        let id = batch.id.as_ref().and_then(|ids| id(ids, at));
        let id = id.unwrap_or_else(|| Value::from(self.number));
        let url = batch.url.as_ref().and_then(|urls| shown(urls, at));
        let page = |column: &Option<ArrayRef>| {
            let bytes = bytes(column.as_ref()?, at)?;
            // One byte more than is allowed says enough.
            let most = bytes.len().min(self.max_bytes.saturating_add(1));
            Some(bytes[..most].to_vec())
        };
        let (html, text) = (page(&batch.html), page(&batch.text));
        let input = row::input(html, text, &self.columns, self.max_bytes);
        Ok(Some(job(id, url, input)))
    }
}

impl Reader for Table {
    fn next_job(&mut self) -> Option<Result<Job, Error>> {
        let next = self.try_next();
        self.broken |= next.is_err();
        next.transpose()
    }

    fn bytes_read(&self) -> u64 {
        // Of columns that lie one behind the other there is no better measure than the rows.
        let share = u128::from(self.size) * u128::from(self.number);
        let read = share / u128::from(self.rows.max(1));
        u64::try_from(read).unwrap_or(self.size).min(self.size)
    }
}

impl Batch {
    fn new(rows: &RecordBatch, names: &[Option<&str>; 4]) -> Self {
        let [id, html, text, url] =
            names.map(|name| name.and_then(|name| rows.column_by_name(name).cloned()));
        Self {
            id,
            html,
            text,
            url,
            rows: rows.num_rows(),
            at: 0,
        }
    }
}

/// A column whose text is not copied.
fn as_view(field: &Field) -> Field {
    let view = match field.data_type() {
        DataType::Utf8 => DataType::Utf8View,
        DataType::Binary => DataType::BinaryView,
        other => other.clone(),
    };
    field.clone().with_data_type(view)
}

/// The bytes of a row in a column of pages.
fn bytes(column: &ArrayRef, at: usize) -> Option<&[u8]> {
    if column.is_null(at) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8View => Some(column.as_string_view().value(at).as_bytes()),
        DataType::BinaryView => Some(column.as_binary_view().value(at)),
        _ => None,
    }
}

/// The id of a row: a whole number or text.
fn id(column: &ArrayRef, at: usize) -> Option<Value> {
    if column.is_null(at) {
        return None;
    }
    match column.data_type() {
        kind if kind.is_integer() && *kind != DataType::UInt64 => {
            let numbers = arrow::compute::cast(&column.slice(at, 1), &DataType::Int64).ok()?;
            Some(Value::from(numbers.as_primitive::<Int64Type>().value(0)))
        }
        _ => shown(column, at).map(Value::from),
    }
}

/// The value of a row as text; `None` when it is empty.
fn shown(column: &ArrayRef, at: usize) -> Option<String> {
    let text = match bytes(column, at) {
        Some(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        None if column.is_null(at) => return None,
        None => {
            let options = FormatOptions::default();
            let formatter = ArrayFormatter::try_new(column, &options).ok()?;
            formatter.value(at).try_to_string().ok()?
        }
    };
    (!text.is_empty()).then_some(text)
}

/// Rows of a batch of bounded size, as far as the file tells.
fn batch_rows(metadata: &ParquetMetaData) -> usize {
    let longest = metadata.row_groups().iter().map(|group| {
        let bytes = group.total_byte_size().max(0);
        bytes / group.num_rows().max(1)
    });
    let rows = BATCH_BYTES / longest.max().unwrap_or(0).max(1);
    usize::try_from(rows.clamp(1, BATCH_ROWS)).unwrap_or(1)
}

/// How columns that count are compressed, where that is not read.
fn unread_codec(metadata: &ParquetMetaData, places: &Places) -> Option<&'static str> {
    let Places {
        id,
        html,
        text,
        url,
    } = *places;
    let wanted = [id, html, text, url];
    let schema = metadata.file_metadata().schema_descr();
    let mut columns = metadata.row_groups().iter().flat_map(|group| {
        let columns = group.columns().iter().enumerate();
        columns.filter(|(leaf, _)| wanted.contains(&Some(schema.get_column_root_idx(*leaf))))
    });
    columns.find_map(|(_, column)| match column.compression() {
        Compression::BROTLI(_) => Some("Brotli"),
        Compression::LZ4 | Compression::LZ4_RAW => Some("LZ4"),
        Compression::LZO => Some("LZO"),
        _ => None,
    })
}

/// Does what reads the file. On broken ones the `parquet` crate may panic, which must not take the
/// run along; the table is not read on then.
fn guarded<T, E: Display>(path: &Path, read: impl FnOnce() -> Result<T, E>) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| Error::unusable(path, error.to_string())),
        Err(_) => Err(Error::unusable(path, "its data is damaged")),
    }
}

#[cfg(test)]
mod tests;
