//! Rows of JSON, one a line.

use std::fmt;
use std::io::{self, BufRead, Read as _};
use std::path::{Path, PathBuf};

use serde::de::{Deserializer as _, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::row;
use super::stream::{self, Bytes, Count};
use super::{Columns, Error, Reader, Sources, job};
use crate::job::{Input, Job};

/// Longest id of a row, in bytes of JSON.
const LONGEST_ID: usize = 64 << 10;

/// Reads a file of rows.
pub(super) struct Rows {
    path: PathBuf,
    bytes: Bytes,
    count: Count,
    columns: Columns,
    /// Rows over this many bytes are unread.
    limit: usize,
    max_bytes: usize,
    line: Vec<u8>,
    /// Number of the line, from 1.
    number: u64,
    /// It could not be read on.
    broken: bool,
}

/// A line that is a row.
enum Line {
    /// It is in the buffer.
    Whole,
    /// It is over the limit and was passed over.
    TooLong,
}

impl Rows {
    /// Opens a file of rows, compressed or not.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn open(path: &Path, sources: &Sources) -> Result<Self, Error> {
        let (bytes, count) = stream::open(path).map_err(|error| Error::read(path, &error))?;
        Ok(Self {
            path: path.to_owned(),
            bytes,
            count,
            columns: sources.columns.clone(),
            limit: row::limit(sources),
            max_bytes: sources.max_bytes,
            line: Vec::new(),
            number: 0,
            broken: false,
        })
    }

    /// Reads on to the next line that is a row; blank ones are none.
    fn next_row(&mut self) -> Result<Option<Line>, Error> {
        if self.broken {
            return Ok(None);
        }
        loop {
            let line = next_line(&mut self.bytes, self.limit, &mut self.line);
            let line = line.map_err(|error| {
                self.broken = true;
                Error::read(&self.path, &error)
            })?;
            self.number += 1;
            match line {
                Some(Line::Whole) if self.row().trim_ascii().is_empty() => {}
                line => return Ok(line),
            }
        }
    }

    /// The bytes of the row, without the mark that UTF-8 may begin with.
    fn row(&self) -> &[u8] {
        match self.line.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) if self.number == 1 => rest,
            _ => &self.line,
        }
    }
}

impl Reader for Rows {
    fn next_job(&mut self) -> Option<Result<Job, Error>> {
        let line = self.next_row().transpose()?;
        Some(line.map(|line| match line {
            Line::Whole => parse(self.row(), self.number, &self.columns, self.max_bytes),
            Line::TooLong => job(
                Value::from(self.number),
                None,
                row::row_too_long(self.limit),
            ),
        }))
    }

    fn bytes_read(&self) -> u64 {
        self.count.get()
    }
}

/// Reads a line into `line`; the rest of one that is too long is passed over. `None` at the end.
fn next_line(
    reader: &mut impl BufRead,
    limit: usize,
    line: &mut Vec<u8>,
) -> io::Result<Option<Line>> {
    line.clear();
    let most = (limit as u64).saturating_add(1);
    if reader.by_ref().take(most).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.len() as u64 == most && line.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong));
    }
    Ok(Some(Line::Whole))
}

/// What a row says.
#[derive(Default)]
struct Row {
    id: Option<Value>,
    html: Option<String>,
    text: Option<String>,
    url: Option<String>,
}

/// Reads the keys of a row that count, and passes over the others.
struct RowVisitor<'a> {
    columns: &'a Columns,
    /// Nothing but the id counts: the row is of wrong shape.
    only_id: bool,
}

impl<'de> Visitor<'de> for RowVisitor<'_> {
    type Value = Row;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut row = Row::default();
        while let Some(key) = map.next_key::<String>()? {
            let text = if key == self.columns.id {
                row.id = Some(id(&map.next_value::<Box<RawValue>>()?)?);
                continue;
            } else if self.only_id {
                None
            } else if key == self.columns.html {
                Some(&mut row.html)
            } else if key == self.columns.text {
                Some(&mut row.text)
            } else if key == self.columns.url {
                Some(&mut row.url)
            } else {
                None
            };
            match text {
                Some(text) => {
                    *text = map
                        .next_value()
                        .map_err(|error| A::Error::custom(format_args!("{key}: {error}")))?;
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(row)
    }
}

/// An id, whatever its type; one that is longer than any id is not built up.
fn id<E: serde::de::Error>(raw: &RawValue) -> Result<Value, E> {
    if raw.get().len() > LONGEST_ID {
        let reason = format_args!("the id is longer than {LONGEST_ID} bytes");
        return Err(E::custom(reason));
    }
    serde_json::from_str(raw.get()).map_err(E::custom)
}

/// Reads a row.
fn read(bytes: &[u8], columns: &Columns, only_id: bool) -> serde_json::Result<Row> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let row = json.deserialize_map(RowVisitor { columns, only_id })?;
    json.end()?;
    Ok(row)
}

/// The job of a row. `number`, the line's, is the id of a row without one.
fn parse(bytes: &[u8], number: u64, columns: &Columns, max_bytes: usize) -> Job {
    let own_id = |id: Option<Value>| {
        id.filter(|id| !id.is_null())
            .unwrap_or_else(|| Value::from(number))
    };
    let row = match read(bytes, columns, false) {
        Ok(row) => row,
        Err(error) => {
            // A row of wrong shape may still say its id.
            let id = read(bytes, columns, true).ok().and_then(|row| row.id);
            let is_json = std::str::from_utf8(bytes)
                .is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
            let what = if !is_json {
                "is not JSON"
            } else if bytes.trim_ascii().starts_with(b"{") {
                "is not one that can be read"
            } else {
                "is not an object"
            };
            let reason = format!("the row {what}: {error}");
            return job(own_id(id), None, Input::Unread(reason));
        }
    };
    let (html, text) = (
        row.html.map(String::into_bytes),
        row.text.map(String::into_bytes),
    );
    let input = row::input(html, text, columns, max_bytes);
    job(own_id(row.id), row.url, input)
}

#[cfg(test)]
mod tests {
    use jobgist::Format;

    use super::*;
    use crate::source::tests::{bytes_of, names, unread};

    fn jobs(text: &[u8], limit: usize) -> Vec<Job> {
        let sources = Sources {
            max_bytes: limit / 4,
            ..Sources::default()
        };
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let mut rows = Rows::open(file.path(), &sources).unwrap();
        std::iter::from_fn(|| rows.next_job())
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn rows_keep_their_ids() {
        let jobs = jobs(
            "\u{feff}{\"id\": 7, \"text\": \"Cook\"}\n\n{\"id\": \"x\", \"html\": \"<p>Cook\", \
             \"more\": 1}\n{\"text\": \"Cook\", \"url\": \"https://jobs.example/3\"}"
                .as_bytes(),
            1000,
        );
        assert_eq!(names(&jobs), ["7", "x", "4"]);
        assert_eq!(bytes_of(&jobs[0]), (&b"Cook"[..], Some(Format::Text)));
        assert_eq!(bytes_of(&jobs[1]), (&b"<p>Cook"[..], Some(Format::Html)));
        assert_eq!(jobs[2].url.as_deref(), Some("https://jobs.example/3"));
    }

    #[test]
    fn bad_rows_are_named() {
        let jobs = jobs(
            b"{\"text\": 5, \"id\": \"x\"}\n[1]\nnonsense\n{\"id\": 9}\n{\"text\": \"\xff\"}\n{\"id\": 1} {}",
            1000,
        );
        assert_eq!(names(&jobs), ["x", "2", "3", "9", "5", "6"]);
        let reasons: Vec<&str> = jobs.iter().map(unread).collect();
        assert!(reasons[0].contains("can be read: text: "), "{}", reasons[0]);
        assert!(reasons[1].contains("not an object"));
        assert!(reasons[2].contains("not JSON"));
        assert_eq!(reasons[3], "the row has neither html nor text");
        assert!(reasons[4].contains("not JSON"));
    }

    #[test]
    fn an_id_is_of_any_type_but_not_of_any_length() {
        let long = "0,".repeat(LONGEST_ID);
        let text = format!(
            "{{\"id\":[1,\"a\"],\"text\":\"Cook\"}}\n{{\"text\":\"Cook\",\"id\":[{long}0]}}"
        );
        let jobs = jobs(text.as_bytes(), 1 << 20);
        assert_eq!(names(&jobs), ["[1,\"a\"]", "2"]);
        assert!(unread(&jobs[1]).contains("the id is longer than 65536 bytes"));
    }

    #[test]
    fn a_row_beyond_the_limit_does_not_hide_the_next() {
        let long = "x".repeat(50);
        let text = format!("{{\"text\": \"{long}\"}}\n{{\"text\": \"Cook\"}}\n");
        let jobs = jobs(text.as_bytes(), 32);
        assert_eq!(unread(&jobs[0]), "the row is longer than 32 bytes");
        assert_eq!(bytes_of(&jobs[1]).0, b"Cook");
    }
}
