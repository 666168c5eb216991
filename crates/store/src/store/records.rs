//! Pages and records by their digest.

use std::io::Read as _;

use jobgist::{Options, Posting, Postings};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::failure::{Failure, Inner};
use super::happening::json;
use crate::{Error, Reading};

/// How hard to compress. Pages are kept for years and read now and then.
const LEVEL: i32 = 12;

/// The most bytes of a page or a record; far more than any page that is read.
const LARGEST: u64 = 512 * 1024 * 1024;

/// SHA-256 in lower-case hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Whether a text could be a digest.
pub(super) fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

pub(super) fn compress(bytes: &[u8]) -> Inner<Vec<u8>> {
    zstd::encode_all(bytes, LEVEL).map_err(|error| Failure::data("compressing", error))
}

pub(super) fn unpack(data: &[u8]) -> Inner<Vec<u8>> {
    let mut bytes = Vec::new();
    zstd::Decoder::new(data)
        .and_then(|reader| reader.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| Failure::data("compressed data", error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::data("compressed data", "it is too large"));
    }
    Ok(bytes)
}

/// Keeps a page.
pub(super) fn keep_page(connection: &Connection, sha256: &str, bytes: &[u8]) -> Inner<()> {
    if !is_there(connection, "page", sha256)? {
        connection
            .prepare_cached("INSERT INTO page VALUES (?1, ?2, ?3)")?
            .execute(params![sha256, bytes.len() as u64, compress(bytes)?])?;
    }
    Ok(())
}

/// Keeps a record; gives its digest.
pub(super) fn keep(connection: &Connection, posting: &Posting) -> Inner<String> {
    let json = serde_json::to_vec(posting).map_err(|error| Failure::data("record", error))?;
    let sha256 = digest(&json);
    keep_json(connection, &sha256, env!("CARGO_PKG_VERSION"), &json)?;
    Ok(sha256)
}

/// Keeps a record that is JSON already.
pub(super) fn keep_json(
    connection: &Connection,
    sha256: &str,
    parser: &str,
    json: &[u8],
) -> Inner<()> {
    if !is_there(connection, "record", sha256)? {
        connection
            .prepare_cached("INSERT INTO record VALUES (?1, ?2, ?3)")?
            .execute(params![sha256, parser, compress(json)?])?;
    }
    Ok(())
}

fn is_there(connection: &Connection, table: &str, sha256: &str) -> Inner<bool> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT 1 FROM {table} WHERE sha256 = ?1"))?;
    Ok(statement.exists([sha256])?)
}

/// The bytes of a page or the JSON of a record.
pub(super) fn bytes(connection: &Connection, table: &str, sha256: &str) -> Inner<Vec<u8>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT data FROM {table} WHERE sha256 = ?1"))?;
    let data: Option<Vec<u8>> = statement.query_row([sha256], |row| row.get(0)).optional()?;
    let data = data.ok_or_else(|| Error::NoPage {
        sha256: sha256.to_owned(),
    })?;
    unpack(&data)
}

/// A capture, as far as its record is read.
pub(super) struct Taken {
    pub(super) sha256: String,
    pub(super) entry: u32,
    pub(super) name: String,
    pub(super) reading: String,
    pub(super) record: String,
}

impl Taken {
    /// The columns that [`read`](Self::read) wants, in its order.
    pub(super) const COLUMNS: &str = "sha256, entry, name, reading, record";

    /// A capture from its row.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            sha256: row.get(0)?,
            entry: row.get(1)?,
            name: row.get(2)?,
            reading: row.get(3)?,
            record: row.get(4)?,
        })
    }

    /// What the page says: its record or, where an earlier version wrote one that this version does
    /// not read any more, the page read anew.
    pub(super) fn posting(&self, connection: &Connection) -> Inner<Posting> {
        let json = bytes(connection, "record", &self.record)?;
        let outdated = match serde_json::from_slice(&json) {
            Ok(posting) => return Ok(posting),
            Err(error) => Failure::data("record", error),
        };
        let page = bytes(connection, "page", &self.sha256)?;
        let postings = self.postings(&page, &Options::default())?;
        let posting = postings
            .ok()
            .and_then(|mut postings| postings.nth(self.entry as usize));
        posting.ok_or(outdated)
    }

    /// The postings of the page, read as they were read first; what the reader says, where it does not
    /// read the page.
    pub(super) fn postings(
        &self,
        page: &[u8],
        options: &Options,
    ) -> Inner<Result<Postings, String>> {
        let reading: Reading = json(&self.reading)?;
        let options = Options {
            name: self.name.clone(),
            format: reading.format,
            language: reading.language,
            today: reading.today.map(|day| day.to_string()),
            ..options.clone()
        };
        Ok(Posting::parse_all(page, &options).map_err(|error| error.to_string()))
    }
}

/// What the newest capture of a job says that holds a posting; a notice that the job is gone does not
/// take away what was known of it. Without any such capture, what the newest one says.
pub(super) fn newest(connection: &Connection, key: i64) -> Inner<Posting> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {} FROM capture WHERE job = ?1 ORDER BY at DESC, event DESC",
        Taken::COLUMNS
    ))?;
    let mut rows = statement.query([key])?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        let posting = Taken::read(row)?.posting(connection)?;
        if posting.holds_posting() {
            return Ok(posting);
        }
        last.get_or_insert(posting);
    }
    last.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
}
