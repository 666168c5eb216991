//! Tables as Arrow batches.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};

use super::{Cell, Column, Kind, Table};
use crate::batch::SCHEMA_VERSION_KEY;
use crate::error::Error;
use crate::value::Value;

/// Key of the schema's metadata under which the name of the table stands.
pub const TABLE_KEY: &str = "jobgist.table";

/// Key of a field's metadata under which its meaning stands.
const MEANING_KEY: &str = "description";

impl Table {
    /// The table's schema. `id` is never null, any other column may be.
    #[must_use]
    pub fn schema(self) -> SchemaRef {
        let fields: Fields = self.columns().iter().map(field).collect();
        let metadata = HashMap::from([
            (
                SCHEMA_VERSION_KEY.to_owned(),
                jobgist::SCHEMA_VERSION.to_owned(),
            ),
            (TABLE_KEY.to_owned(), self.name().to_owned()),
        ]);
        Arc::new(Schema::new_with_metadata(fields, metadata))
    }
}

fn field(column: &Column) -> Field {
    let data_type = match column.kind {
        Kind::Text | Kind::Json => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::List | Kind::Lines => Vec::<String>::data_type(),
    };
    let metadata = HashMap::from([(MEANING_KEY.to_owned(), column.meaning.to_owned())]);
    Field::new(column.name, data_type, column.name != "id").with_metadata(metadata)
}

/// Builds batches of a table's rows.
pub struct TableBuilder {
    table: Table,
    columns: Vec<ColumnBuilder>,
    length: usize,
}

enum ColumnBuilder {
    Text(<String as Value>::Builder),
    Integer(arrow::array::Int64Builder),
    Number(<f64 as Value>::Builder),
    Boolean(<bool as Value>::Builder),
    List(<Vec<String> as Value>::Builder),
}

impl TableBuilder {
    /// A builder without rows.
    #[must_use]
    pub fn new(table: Table) -> Self {
        let columns = table.columns().iter();
        Self {
            table,
            columns: columns
                .map(|column| ColumnBuilder::of(column.kind))
                .collect(),
            length: 0,
        }
    }

    /// Appends a row of the table.
    ///
    /// # Errors
    /// [`Error::Cells`] and [`Error::Kind`] where the row is not one of this table; nothing is
    /// appended then.
    pub fn append(&mut self, row: &[Cell]) -> Result<(), Error> {
        let columns = self.table.columns();
        if row.len() != columns.len() {
            return Err(Error::Cells {
                expected: columns.len(),
                found: row.len(),
            });
        }
        if let Some((column, _)) = columns
            .iter()
            .zip(row)
            .find(|(column, cell)| !fits(column, cell))
        {
            return Err(Error::Kind {
                column: column.name,
            });
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.append(cell);
        }
        self.length += 1;
        Ok(())
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

    /// Bytes that the rows take, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(ColumnBuilder::bytes).sum()
    }

    /// The batch of the rows appended so far; the builder is empty again.
    ///
    /// # Errors
    /// [`Error::TooLarge`] where a column holds more than 2 GB; the rows are lost.
    pub fn finish(&mut self) -> Result<RecordBatch, Error> {
        let mut done = std::mem::replace(self, Self::new(self.table));
        let columns = done.columns.iter_mut().map(ColumnBuilder::finish);
        let columns = columns.collect::<Result<Vec<ArrayRef>, _>>()?;
        Ok(RecordBatch::try_new(self.table.schema(), columns)?)
    }
}

/// Whether a cell may stand in a column.
fn fits(column: &Column, cell: &Cell) -> bool {
    match (column.kind, cell) {
        (_, Cell::Null) => column.name != "id",
        (Kind::Text, Cell::Text(_))
        | (Kind::Integer, Cell::Integer(_))
        | (Kind::Number, Cell::Number(_))
        | (Kind::Boolean, Cell::Boolean(_))
        | (Kind::List, Cell::List(_))
        | (Kind::Lines, Cell::Lines(_))
        | (Kind::Json, Cell::Json(_)) => true,
        _ => false,
    }
}

impl ColumnBuilder {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Json => Self::Text(Default::default()),
            Kind::Integer => Self::Integer(Default::default()),
            Kind::Number => Self::Number(Default::default()),
            Kind::Boolean => Self::Boolean(Default::default()),
            Kind::List | Kind::Lines => Self::List(Default::default()),
        }
    }

    /// Appends a cell of the column's kind; any other counts as null.
    fn append(&mut self, cell: &Cell) {
        match (self, cell) {
            (Self::Text(builder), Cell::Text(text)) => builder.push(text),
            (Self::Text(builder), Cell::Json(value)) => builder.push(&value.to_string()),
            (Self::Text(builder), _) => builder.push_option(None),
            (Self::Integer(builder), Cell::Integer(number)) => builder.append_value(*number),
            (Self::Integer(builder), _) => builder.append_null(),
            (Self::Number(builder), Cell::Number(number)) => builder.append_value(*number),
            (Self::Number(builder), _) => builder.append_null(),
            (Self::Boolean(builder), Cell::Boolean(value)) => builder.append_value(*value),
            (Self::Boolean(builder), _) => builder.append_null(),
            (Self::List(builder), Cell::List(texts) | Cell::Lines(texts)) => texts.append(builder),
            (Self::List(builder), _) => Vec::<String>::append_null(builder),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Text(builder) => builder.bytes(),
            Self::Integer(builder) => usize::bytes(builder),
            Self::Number(builder) => f64::bytes(builder),
            Self::Boolean(builder) => bool::bytes(builder),
            Self::List(builder) => Vec::<String>::bytes(builder),
        }
    }

    fn finish(&mut self) -> Result<ArrayRef, Error> {
        match self {
            Self::Text(builder) => builder.finish(),
            Self::Integer(builder) => usize::finish(builder),
            Self::Number(builder) => f64::finish(builder),
            Self::Boolean(builder) => bool::finish(builder),
            Self::List(builder) => Vec::<String>::finish(builder),
        }
    }
}
