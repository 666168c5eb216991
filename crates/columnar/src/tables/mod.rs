//! Flat tables of records: one definition a column, for CSV, JSON Lines, Arrow and Parquet.
//!
//! ```
//! use jobgist::{Options, Posting};
//! use jobgist_arrow::tables::{Table, TableBuilder};
//!
//! let page = b"# Night Baker\n\n## Requirements\n\n- Two years in a bakery\n";
//! let posting = Posting::parse(page, &Options::default())?;
//! let table = Table::Requirements;
//! let mut builder = TableBuilder::new(table);
//! for cells in table.rows("baker.md", &posting) {
//!     builder.append(&cells)?;
//! }
//! let batch = builder.finish()?;
//! assert_eq!(batch.num_rows(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod build;
mod cell;
mod facts;
mod lists;
mod postings;

use jobgist::Posting;

pub use build::{TABLE_KEY, TableBuilder};
pub use cell::{Cell, Column, Kind};

/// A flat table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// A row a posting, or an input that could not be read: for a spreadsheet.
    Postings,
    /// A row a requirement.
    Requirements,
    /// A row a skill of a posting.
    Skills,
    /// A row a stated value, with the quote that states it.
    Facts,
    /// A row a line of a posting, in document order.
    Sections,
    /// A row a line of a posting's summary.
    Summary,
}

/// Defines a table: a line a column, with its name, kind, meaning and the cell of a row.
macro_rules! columns {
    (|$row:ident: $type:ty| $($name:ident: $kind:ident, $meaning:literal => $cell:expr;)+) => {
        pub(in crate::tables) const COLUMNS: &[$crate::tables::Column] = &[$(
            $crate::tables::Column {
                name: stringify!($name),
                kind: $crate::tables::Kind::$kind,
                meaning: $meaning,
            },
        )+];

        fn cells($row: &$type) -> Vec<$crate::tables::Cell> {
            vec![$($crate::tables::Cell::from($cell),)+]
        }
    };
}

pub(crate) use columns;

impl Table {
    /// All tables.
    pub const ALL: [Self; 6] = [
        Self::Postings,
        Self::Requirements,
        Self::Skills,
        Self::Facts,
        Self::Sections,
        Self::Summary,
    ];

    /// The table's name: "requirements".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Postings => "postings",
            Self::Requirements => "requirements",
            Self::Skills => "skills",
            Self::Facts => "facts",
            Self::Sections => "sections",
            Self::Summary => "summary",
        }
    }

    /// The table's columns.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Postings => postings::COLUMNS,
            Self::Requirements => lists::requirements::COLUMNS,
            Self::Skills => lists::skills::COLUMNS,
            Self::Facts => facts::COLUMNS,
            Self::Sections => lists::sections::COLUMNS,
            Self::Summary => lists::summary::COLUMNS,
        }
    }

    /// The rows of a record, each with a cell a column. `id` is the input's.
    #[must_use]
    pub fn rows(self, id: &str, posting: &Posting) -> Vec<Vec<Cell>> {
        match self {
            Self::Postings => postings::rows(id, posting),
            Self::Requirements => lists::requirements::rows(id, posting),
            Self::Skills => lists::skills::rows(id, posting),
            Self::Facts => facts::rows(id, posting),
            Self::Sections => lists::sections::rows(id, posting),
            Self::Summary => lists::summary::rows(id, posting),
        }
    }

    /// The row of an input that could not be read. Only [`Table::Postings`] has one.
    #[must_use]
    pub fn error_row(self, id: &str, error: &str) -> Option<Vec<Cell>> {
        let error_column = self.position("error")?;
        let mut cells = vec![Cell::Null; self.columns().len()];
        cells[self.position("id")?] = id.into();
        cells[error_column] = error.into();
        Some(cells)
    }

    /// Says in rows of this table that their posting repeats that of the row `original`. Only
    /// [`Table::Postings`] has a column for it.
    pub fn mark_duplicate(self, rows: &mut [Vec<Cell>], original: &str) {
        let Some(column) = self.position("duplicate_of") else {
            return;
        };
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(column)) {
            *cell = original.into();
        }
    }

    fn position(self, name: &str) -> Option<usize> {
        self.columns().iter().position(|column| column.name == name)
    }
}
