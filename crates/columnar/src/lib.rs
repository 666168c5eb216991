//! The records of `jobgist` in columns: Arrow batches and Parquet files.
//!
//! ```
//! use jobgist::{Options, Posting};
//! use jobgist_arrow::{ParquetWriter, RecordBuilder};
//!
//! let page = b"# Night Baker\n\n## Requirements\n\n- Two years in a bakery\n";
//! let mut builder = RecordBuilder::new();
//! match Posting::parse(page, &Options::default()) {
//!     Ok(posting) => builder.append("baker.md", &posting, None),
//!     Err(error) => builder.append_error("baker.md", &error.to_string()),
//! }
//! let batch = builder.finish()?;
//! let mut file = ParquetWriter::new(Vec::new(), &batch.schema())?;
//! file.write(&batch)?;
//! let bytes = file.finish()?;
//!
//! let row = jobgist_arrow::rows(&batch)?.remove(0);
//! assert_eq!(row.posting?.requirements[0].text, "Two years in a bakery");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Overview
//!
//! * Nested: [`RecordBuilder`] makes a row of each record, with all that it holds ([`schema`] says in
//!   which types); [`rows`] gives the records back, from batches of other programs too.
//! * Flat: [`tables`] are for spreadsheets and plain SQL: a row a posting, a requirement, a skill, a
//!   fact, a line.
//! * Files: [`ParquetWriter`] writes either, [`ParquetJoiner`] makes one file of several,
//!   [`ParquetRows`] reads records.
//!
//! In DuckDB, what the night bakers of a file of records are asked:
//!
//! ```sql
//! SELECT id, requirement.text
//! FROM (SELECT id, title, unnest(requirements) AS requirement FROM 'records.parquet')
//! WHERE title ILIKE '%baker%' AND requirement.priority = 'required';
//! ```
#![forbid(unsafe_code)]

mod batch;
mod error;
mod files;
mod record;
pub mod tables;
mod value;

pub use batch::{RecordBuilder, Row, SCHEMA_VERSION_KEY, rows, schema};
pub use error::Error;
pub use files::{ParquetJoiner, ParquetRows, ParquetWriter, writer_properties};
