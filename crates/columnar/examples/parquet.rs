//! Turns pages into Parquet files, one of records and one of each flat table:
//! `cargo run -p jobgist-arrow --example parquet -- FOLDER fixtures/*.html`.

use std::error::Error;
use std::fs::{self, File};
use std::path::Path;

use arrow::array::RecordBatch;
use jobgist::{Options, Posting};
use jobgist_arrow::tables::{Table, TableBuilder};
use jobgist_arrow::{ParquetWriter, RecordBuilder};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder, and pages")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let mut records = RecordBuilder::new();
    let mut tables = Table::ALL.map(|table| (table, TableBuilder::new(table)));
    for id in arguments {
        let page = fs::read(&id)?;
        match Posting::parse(&page, &Options::default()) {
            Ok(posting) => {
                records.append(&id, &posting, None);
                for (table, builder) in &mut tables {
                    for row in table.rows(&id, &posting) {
                        builder.append(&row)?;
                    }
                }
            }
            Err(error) => {
                records.append_error(&id, &error.to_string());
                for (table, builder) in &mut tables {
                    if let Some(row) = table.error_row(&id, &error.to_string()) {
                        builder.append(&row)?;
                    }
                }
            }
        }
    }
    write(&folder.join("records.parquet"), &records.finish()?)?;
    for (table, mut builder) in tables {
        let name = format!("{}.parquet", table.name());
        write(&folder.join(name), &builder.finish()?)?;
    }
    Ok(())
}

fn write(path: &Path, batch: &RecordBatch) -> Result<(), Box<dyn Error>> {
    let mut writer = ParquetWriter::new(File::create(path)?, &batch.schema())?;
    writer.write(batch)?;
    writer.finish()?;
    Ok(())
}
