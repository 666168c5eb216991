//! Parquet files of batches: writing, joining, reading.
//!
//! The same batches give the same bytes: no clock, no host, a `created_by` of our own.

use std::fs::File;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{
    ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{KeyValue, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;

use crate::batch::{Row, rows};
use crate::error::Error;
use crate::tables::TABLE_KEY;

/// Bytes of a row group, encoded: large enough for long runs of a column, small enough to stand in
/// memory until it is complete.
const ROW_GROUP_BYTES: usize = 32 << 20;

/// Records read at once.
const READ_ROWS: usize = 256;

/// How files are written: Zstandard, row groups of 32 MB at most, smallest and greatest value of each
/// column of a row group, and names inside lists as the format's specification wants them.
///
/// # Errors
/// None of these values is refused today; another version of the library might.
pub fn writer_properties(schema: &Schema) -> Result<WriterProperties, Error> {
    let mut metadata: Vec<_> = schema.metadata().iter().collect();
    metadata.sort();
    let metadata = metadata
        .into_iter()
        .map(|(key, value)| KeyValue::new(key.clone(), value.clone()))
        .collect();
    let properties = WriterProperties::builder()
        .set_created_by(concat!("jobgist version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
        // Values of pages would be most of the file's end, in a hundred columns of mostly text.
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_coerce_types(true)
        .set_key_value_metadata(Some(metadata))
        .build();
    Ok(properties)
}

/// Writes a Parquet file from batches of one schema.
pub struct ParquetWriter<W: Write + Send> {
    writer: ArrowWriter<W>,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn new(writer: W, schema: &SchemaRef) -> Result<Self, Error> {
        let properties = writer_properties(schema)?;
        let writer = ArrowWriter::try_new(writer, schema.clone(), Some(properties))?;
        Ok(Self { writer })
    }

    /// Takes a batch. It is written when its row group is complete.
    ///
    /// # Errors
    /// Where the batch has another schema, or cannot be written.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        Ok(self.writer.write(batch)?)
    }

    /// Bytes of memory that batches take until their row group is written.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.writer.memory_size()
    }

    /// Completes the file, and gives back what it was written to.
    ///
    /// # Errors
    /// Where the rest cannot be written.
    pub fn finish(self) -> Result<W, Error> {
        Ok(self.writer.into_inner()?)
    }
}

/// Joins complete Parquet files of one schema into one, row group by row group and without decoding
/// them. The same files give the same bytes.
pub struct ParquetJoiner<W: Write + Send> {
    writer: SerializedFileWriter<W>,
}

impl<W: Write + Send> ParquetJoiner<W> {
    /// Begins a file; without any part it is a valid one without rows.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn new(writer: W, schema: &SchemaRef) -> Result<Self, Error> {
        let empty = ParquetWriter::new(writer, schema)?;
        let (writer, _) = empty.writer.into_serialized_writer()?;
        Ok(Self { writer })
    }

    /// Appends the row groups of a file that a [`ParquetWriter`] wrote; gives its number of rows.
    ///
    /// # Errors
    /// Where the part cannot be read, is not complete or has other columns, and where nothing can be
    /// written. The file is lost then.
    pub fn append(&mut self, part: &Path) -> Result<u64, Error> {
        let file = File::open(part).map_err(|error| unread(part, error))?;
        guarded(part, || {
            let metadata = ParquetMetaDataReader::new()
                .parse_and_finish(&file)
                .map_err(|error| unread(part, error))?;
            let columns = metadata.file_metadata().schema_descr().root_schema();
            if columns != self.writer.schema_descr().root_schema() {
                return Err(Error::OtherColumns(part.to_owned()));
            }
            self.append_groups(&file, &metadata)?;
            let rows = metadata.file_metadata().num_rows();
            Ok(u64::try_from(rows).unwrap_or(0))
        })
    }

    fn append_groups(&mut self, file: &File, metadata: &ParquetMetaData) -> Result<(), Error> {
        for group in metadata.row_groups() {
            let mut copy = self.writer.next_row_group()?;
            for column in group.columns() {
                let encoded = ColumnCloseResult {
                    bytes_written: u64::try_from(column.compressed_size()).unwrap_or(0),
                    rows_written: u64::try_from(group.num_rows()).unwrap_or(0),
                    metadata: column.clone(),
                    // Our writer makes none of these.
                    bloom_filter: None,
                    column_index: None,
                    offset_index: None,
                };
                copy.append_column(file, encoded)?;
            }
            copy.close()?;
        }
        Ok(())
    }

    /// Completes the file, and gives back what it was written to.
    ///
    /// # Errors
    /// Where the rest cannot be written.
    pub fn finish(self) -> Result<W, Error> {
        Ok(self.writer.into_inner()?)
    }
}

fn unread(path: &Path, reason: impl ToString) -> Error {
    Error::File {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

/// The name of the flat table that a file says it holds.
fn table_of(metadata: &ParquetMetaData) -> Option<&str> {
    let notes = metadata.file_metadata().key_value_metadata()?;
    let table = notes.iter().find(|note| note.key == TABLE_KEY)?;
    table.value.as_deref()
}

/// Does what a damaged file can make the library panic at. Nothing of it is used afterwards.
fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(unread(path, "is damaged")))
}

/// The rows of a Parquet file of records, one after the other: of `jobgist batch`, or of another
/// program that kept the record's columns.
///
/// An error ends it.
pub struct ParquetRows {
    path: PathBuf,
    batches: ParquetRecordBatchReader,
    rows: std::vec::IntoIter<Row>,
    ended: bool,
}

impl ParquetRows {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be opened or is no Parquet file.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = File::open(path).map_err(|error| unread(path, error))?;
        // The columns say what they are; the copy of the Arrow schema in the file's end adds nothing.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let batches = guarded(path, || {
            let file = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
                .map_err(|error| unread(path, error))?;
            if let Some(table) = table_of(file.metadata()) {
                let reason = format!("holds the table `{table}`, not whole records");
                return Err(unread(path, reason));
            }
            let batches = file.with_batch_size(READ_ROWS).build();
            batches.map_err(|error| unread(path, error))
        })?;
        Ok(Self {
            path: path.to_owned(),
            batches,
            rows: Vec::new().into_iter(),
            ended: false,
        })
    }

    fn next_batch(&mut self) -> Option<Result<Vec<Row>, Error>> {
        let (path, batches) = (&self.path, &mut self.batches);
        guarded(path, || {
            let batch = batches.next().transpose();
            let batch = batch.map_err(|error| unread(path, error))?;
            let rows = batch.map(|batch| rows(&batch)).transpose();
            rows.map_err(|error| unread(path, error))
        })
        .transpose()
    }
}

impl Iterator for ParquetRows {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.rows.next() {
                return Some(Ok(row));
            }
            if self.ended {
                return None;
            }
            match self.next_batch() {
                Some(Ok(rows)) => self.rows = rows.into_iter(),
                Some(Err(error)) => {
                    self.ended = true;
                    return Some(Err(error));
                }
                None => self.ended = true,
            }
        }
    }
}
