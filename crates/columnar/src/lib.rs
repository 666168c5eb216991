//! The records of `jobgist` in columns: one Arrow struct a posting, and Parquet files of them.
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
