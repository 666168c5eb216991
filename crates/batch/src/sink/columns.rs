//! A Parquet file, written in parts that are joined at the end.
//!
//! A part is a complete file of a fixed number of postings, so that the parts, and what they are
//! joined to, are the same whether a run was interrupted or not.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use jobgist_arrow::tables::{Table, TableBuilder};
use jobgist_arrow::{ParquetJoiner, ParquetWriter, RecordBuilder};

use crate::job::text_of;

use super::error::Error;
use super::journal::Extent;
use super::place::WHOLE;
use super::row::{Body, Row};
use super::{Cuts, Sink};

/// Postings of a part, at least: a part ends with an input.
const PART_ROWS: u64 = 4096;

/// Bytes of rows that become a batch: small beside the row group that it is encoded into.
const BATCH_BYTES: usize = 4 << 20;

/// A Parquet file in parts.
pub(super) struct Columns {
    name: String,
    folder: PathBuf,
    builder: Builder,
    part: Option<ParquetWriter<File>>,
    /// Complete parts.
    parts: u64,
}

enum Builder {
    Records(Box<RecordBuilder>),
    Table(Table, TableBuilder),
}

impl Columns {
    /// Goes on behind the first `parts` parts in a folder, and removes others. Errors name the
    /// output `name`.
    pub(super) fn open(
        name: String,
        folder: &Path,
        select: Option<Table>,
        parts: u64,
    ) -> Result<Self, Error> {
        let columns = Self {
            name,
            folder: folder.to_owned(),
            builder: match select {
                None => Builder::Records(Box::default()),
                Some(table) => Builder::Table(table, TableBuilder::new(table)),
            },
            part: None,
            parts,
        };
        columns
            .remove_others()
            .map_err(|reason| columns.failed(reason))?;
        Ok(columns)
    }

    fn remove_others(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let ours: Vec<PathBuf> = (0..self.parts).map(|part| self.part_path(part)).collect();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if !ours.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    fn part_path(&self, part: u64) -> PathBuf {
        self.folder.join(format!("{part:08}.parquet"))
    }

    fn failed(&self, reason: io::Error) -> Error {
        Error::Write {
            name: self.name.clone(),
            reason,
        }
    }

    fn wrong(&self, reason: impl ToString) -> Error {
        Error::Columns {
            name: self.name.clone(),
            reason: reason.to_string(),
        }
    }

    /// Writes the rows gathered so far to the part.
    fn write_batch(&mut self) -> Result<(), Error> {
        let batch = self.builder.finish().map_err(|error| self.wrong(error))?;
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let mut part = match self.part.take() {
            Some(part) => part,
            None => self.begin_part()?,
        };
        part.write(&batch).map_err(|error| self.wrong(error))?;
        self.part = Some(part);
        Ok(())
    }

    fn begin_part(&self) -> Result<ParquetWriter<File>, Error> {
        let file =
            File::create(self.part_path(self.parts)).map_err(|reason| self.failed(reason))?;
        ParquetWriter::new(file, &self.builder.schema()).map_err(|error| self.wrong(error))
    }

    fn join(&self) -> Result<(), Error> {
        let whole = File::create(self.folder.join(WHOLE)).map_err(|reason| self.failed(reason))?;
        let mut joiner =
            ParquetJoiner::new(whole, &self.builder.schema()).map_err(|error| self.wrong(error))?;
        for part in 0..self.parts {
            joiner
                .append(&self.part_path(part))
                .map_err(|error| self.wrong(error))?;
        }
        let whole = joiner.finish().map_err(|error| self.wrong(error))?;
        whole.sync_all().map_err(|reason| self.failed(reason))
    }

    /// Lets go of a part that is not complete.
    fn drop_part(&mut self) {
        if self.part.take().is_some() {
            // What cannot be removed is when the run is gone on with.
            let _ = fs::remove_file(self.part_path(self.parts));
        }
    }
}

impl Builder {
    fn schema(&self) -> SchemaRef {
        match self {
            Self::Records(_) => jobgist_arrow::schema(),
            Self::Table(table, _) => table.schema(),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Records(builder) => builder.bytes(),
            Self::Table(_, builder) => builder.bytes(),
        }
    }

    fn append(&mut self, row: Row, duplicate_of: Option<&str>) -> Result<(), jobgist_arrow::Error> {
        match (self, row.body, row.error) {
            (Self::Records(builder), Body::Record(posting), _) => {
                builder.append(&text_of(&row.id), &posting, duplicate_of);
            }
            (Self::Records(builder), _, Some(error)) => {
                builder.append_error(&text_of(&row.id), &error);
            }
            (Self::Table(table, builder), Body::Cells(mut rows), _) => {
                if let Some(original) = duplicate_of {
                    table.mark_duplicate(&mut rows, original);
                }
                rows.iter().try_for_each(|cells| builder.append(cells))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<RecordBatch, jobgist_arrow::Error> {
        match self {
            Self::Records(builder) => builder.finish(),
            Self::Table(_, builder) => builder.finish(),
        }
    }
}

impl Sink for Columns {
    fn write(&mut self, row: Row, duplicate_of: Option<&str>) -> Result<(), Error> {
        let appended = self.builder.append(row, duplicate_of);
        appended.map_err(|error| self.wrong(error))?;
        if self.builder.bytes() >= BATCH_BYTES {
            self.write_batch()?;
        }
        Ok(())
    }

    fn hand_on(&mut self) -> Result<(), Error> {
        Ok(())
    }

    fn cuts(&self) -> Cuts {
        Cuts::EachRows(PART_ROWS)
    }

    fn cut(&mut self) -> Result<Extent, Error> {
        self.write_batch()?;
        if let Some(part) = self.part.take() {
            let file = part.finish().map_err(|error| self.wrong(error))?;
            file.sync_all().map_err(|reason| self.failed(reason))?;
            self.parts += 1;
        }
        Ok(Extent::Parts(self.parts))
    }

    fn leave(&mut self) -> Result<(), Error> {
        self.drop_part();
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        self.cut()?;
        self.join()
    }

    fn give_up(&mut self, _extent: &Extent) {
        self.drop_part();
    }
}
