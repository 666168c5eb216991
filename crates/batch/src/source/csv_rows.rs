//! Tables whose columns are separated by commas or the like.

use std::io::{self, BufRead, Cursor, Read as _};
use std::path::{Path, PathBuf};

use csv_core::{ReadRecordResult, ReaderBuilder};
use serde_json::Value;

use super::row::{self, Places};
use super::stream::{self, Bytes, Count};
use super::{Columns, Error, Reader, Sources, job};
use crate::job::Job;

/// Most bytes of the first line.
const HEAD: usize = 64 << 10;
/// Separators, the likelier first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Most columns of a table.
const MOST_COLUMNS: usize = 1 << 16;

/// Reads a table row by row. `csv_core` under the `csv` crate leaves the buffers to its caller: one
/// quote that is not closed would make the whole file one row, and would have it held.
pub(super) struct Table {
    path: PathBuf,
    bytes: Bytes,
    count: Count,
    parser: csv_core::Reader,
    fields: Fields,
    places: Places,
    columns: Columns,
    max_bytes: usize,
    /// Number of the row, from 1, the first line left out.
    number: u64,
    broken: bool,
}

/// The fields of a row.
struct Fields {
    /// All of them, one after the other.
    data: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    /// How many there are.
    count: usize,
    /// Rows over this many bytes are not held.
    limit: usize,
}

/// A row, or what it would have been.
#[derive(Debug, PartialEq)]
enum Row {
    Whole,
    TooLong,
}

impl Table {
    /// Opens a table, compressed or not. `separator` is told from the first line when `None`.
    ///
    /// # Errors
    /// When it cannot be read, or has no column of pages.
    pub(super) fn open(
        path: &Path,
        separator: Option<u8>,
        sources: &Sources,
    ) -> Result<Self, Error> {
        let failed = |error: io::Error| Error::read(path, &error);
        let (mut bytes, count) = stream::open(path).map_err(failed)?;
        let mut head = Vec::new();
        let mut first = bytes.by_ref().take(HEAD as u64);
        first.read_until(b'\n', &mut head).map_err(failed)?;
        if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
            return Err(Error::unusable(path, "it is in UTF-16; save it as UTF-8"));
        }
        let separator = separator.unwrap_or_else(|| told_from(&head));
        let mut table = Self {
            path: path.to_owned(),
            bytes: Box::new(Cursor::new(head).chain(bytes)),
            count,
            parser: ReaderBuilder::new().delimiter(separator).build(),
            fields: Fields::new(HEAD),
            places: Places {
                id: None,
                html: None,
                text: None,
                url: None,
            },
            columns: sources.columns.clone(),
            max_bytes: sources.max_bytes,
            number: 0,
            broken: false,
        };
        match table.next_row()? {
            None => table.broken = true, // an empty file is an empty table
            Some(Row::TooLong) => return Err(Error::unusable(path, "its first line is too long")),
            Some(Row::Whole) => {
                let names: Vec<String> = table.fields.iter().map(text).collect();
                table.places = Places::find(&names, &sources.columns, path)?;
            }
        }
        table.number = 0;
        table.fields.limit = row::limit(sources);
        Ok(table)
    }

    /// Reads on to the next row.
    fn next_row(&mut self) -> Result<Option<Row>, Error> {
        if self.broken {
            return Ok(None);
        }
        self.number += 1;
        let row = self.fields.read(&mut self.parser, &mut self.bytes);
        row.map_err(|error| {
            self.broken = true;
            Error::read(&self.path, &error)
        })
    }

    /// A column of the row; `None` when it is empty.
    fn field(&self, place: Option<usize>) -> Option<&[u8]> {
        self.fields.get(place?).filter(|field| !field.is_empty())
    }

    fn job(&self) -> Job {
        let own = |place| self.field(place).map(<[u8]>::to_vec);
        let id = self.field(self.places.id).map(|id| Value::from(text(id)));
        let input = row::input(
            own(self.places.html),
            own(self.places.text),
            &self.columns,
            self.max_bytes,
        );
        job(
            id.unwrap_or_else(|| Value::from(self.number)),
            self.field(self.places.url).map(text),
            input,
        )
    }
}

impl Reader for Table {
    fn next_job(&mut self) -> Option<Result<Job, Error>> {
        let row = self.next_row().transpose()?;
        Some(row.map(|row| match row {
            Row::Whole => self.job(),
            Row::TooLong => job(
                Value::from(self.number),
                None,
                row::row_too_long(self.fields.limit),
            ),
        }))
    }

    fn bytes_read(&self) -> u64 {
        self.count.get()
    }
}

impl Fields {
    fn new(limit: usize) -> Self {
        Self {
            data: vec![0; HEAD],
            ends: vec![0; 64],
            count: 0,
            limit,
        }
    }

    fn get(&self, place: usize) -> Option<&[u8]> {
        let ends = &self.ends[..self.count];
        let start = match place.checked_sub(1) {
            Some(before) => *ends.get(before)?,
            None => 0,
        };
        self.data.get(start..*ends.get(place)?)
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.count).filter_map(|place| self.get(place))
    }

    /// Reads a row; what is over the limit is passed over without being held. `None` at the end.
    fn read(
        &mut self,
        parser: &mut csv_core::Reader,
        bytes: &mut impl BufRead,
    ) -> io::Result<Option<Row>> {
        let mut row = Row::Whole;
        let mut written = 0;
        self.count = 0;
        loop {
            let input = match bytes.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                input => input?,
            };
            let (result, read, out, ends) = parser.read_record(
                input,
                &mut self.data[written..],
                &mut self.ends[self.count..],
            );
            bytes.consume(read);
            written += out;
            self.count += ends;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.data.len() < self.limit => {
                    let longer = self.data.len().saturating_mul(2).min(self.limit);
                    self.data.resize(longer, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_COLUMNS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    row = Row::TooLong;
                    written = 0;
                    self.count = 0;
                }
                ReadRecordResult::Record if written > self.limit => return Ok(Some(Row::TooLong)),
                ReadRecordResult::Record => return Ok(Some(row)),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }
}

/// A field that is no page.
fn text(field: &[u8]) -> String {
    String::from_utf8_lossy(field).into_owned()
}

/// The separator that stands most often in the first line, outside of quotes.
fn told_from(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; SEPARATORS.len()];
    for byte in head.iter().take_while(|byte| !b"\r\n".contains(byte)) {
        quoted ^= *byte == b'"';
        if let Some(at) = SEPARATORS.iter().position(|separator| separator == byte) {
            counts[at] += usize::from(!quoted);
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let at = counts.iter().position(|count| *count == most).unwrap_or(0);
    SEPARATORS[at]
}

#[cfg(test)]
mod tests {
    use jobgist::Format;

    use super::*;
    use crate::source::tests::{bytes_of, names, unread};

    fn open(table: &[u8], max_bytes: usize) -> Result<Vec<Job>, Error> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), table).unwrap();
        let sources = Sources {
            max_bytes,
            ..Sources::default()
        };
        let mut table = Table::open(file.path(), None, &sources)?;
        std::iter::from_fn(|| table.next_job()).collect()
    }

    #[test]
    fn columns_are_found_by_name_and_separators_by_the_first_line() {
        let table = "\u{feff}ID,Html,more,text,url\r\nk,\"<p>Cook, \"\"night\"\"\nshift\",x,no,https://jobs.example/k\r\n\
                     ,,x,Cook,\r\n\r\nm,,x,,\r\nshort\r\n";
        let jobs = open(table.as_bytes(), 1000).unwrap();
        assert_eq!(names(&jobs), ["k", "2", "m", "short"]);
        assert_eq!(
            bytes_of(&jobs[0]),
            (&b"<p>Cook, \"night\"\nshift"[..], Some(Format::Html))
        );
        assert_eq!(jobs[0].url.as_deref(), Some("https://jobs.example/k"));
        assert_eq!(bytes_of(&jobs[1]), (&b"Cook"[..], Some(Format::Text)));
        assert_eq!(unread(&jobs[2]), "the row has neither html nor text");
        for separator in [";", "\t", "|"] {
            let table = format!("\"a,b\"{separator}text\n1{separator}K\u{e9}ok, Pan\n");
            let jobs = open(table.as_bytes(), 1000).unwrap();
            assert_eq!(bytes_of(&jobs[0]).0, "K\u{e9}ok, Pan".as_bytes());
        }
    }

    #[test]
    fn bytes_of_any_encoding_go_through() {
        let jobs = open(b"text\nCaf\xe9\n\xff\n", 1000).unwrap();
        assert_eq!(bytes_of(&jobs[0]).0, b"Caf\xe9");
        assert_eq!(bytes_of(&jobs[1]).0, b"\xff");
        let error = open(b"\xff\xfet\0e\0x\0t\0", 1000).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("it is in UTF-16; save it as UTF-8")
        );
    }

    #[test]
    fn a_table_without_pages_says_what_it_has() {
        let error = open(b"id;title\n1;Cook\n", 1000).unwrap_err().to_string();
        assert!(
            error.ends_with("it has no column html or text; its columns are: id, title"),
            "{error}"
        );
        assert!(open(b"", 1000).unwrap().is_empty());
        assert!(open(b"text\n", 1000).unwrap().is_empty());
    }

    #[test]
    fn a_row_over_the_limit_is_passed_over() {
        let long = "x".repeat(300_000);
        let jobs = open(format!("text\n{long}\nCook\n").as_bytes(), 10_000).unwrap();
        assert_eq!(unread(&jobs[0]), "the row is longer than 40000 bytes");
        assert_eq!(bytes_of(&jobs[1]).0, b"Cook");
        let many = ",".repeat(100_000);
        let jobs = open(format!("text\n{many}\nCook\n").as_bytes(), 10_000).unwrap();
        assert_eq!(unread(&jobs[0]), "the row is longer than 40000 bytes");
        assert_eq!(bytes_of(&jobs[1]).0, b"Cook");
        let jobs = open(format!("text\n{}\n", "x".repeat(20_000)).as_bytes(), 10_000).unwrap();
        assert_eq!(unread(&jobs[0]), "it is larger than 10000 bytes");
        let jobs = open(b"text\nCook\nX\n", 1).unwrap();
        assert_eq!(unread(&jobs[0]), "it is larger than 1 bytes");
        assert_eq!(bytes_of(&jobs[1]).0, b"X");
        assert_eq!(
            unread(&open(b"text\nX\n", 0).unwrap()[0]),
            "the row is longer than 0 bytes"
        );
        let open_quote = format!("text\n\"{long}\nCook\n{long}");
        let jobs = open(open_quote.as_bytes(), 10_000).unwrap();
        assert_eq!(jobs.len(), 1);
    }
}
