//! The records of `jobgist` in columns: one Arrow struct a posting, and Parquet files of them.
