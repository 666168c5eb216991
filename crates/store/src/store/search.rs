//! Finds jobs by words, and by what a user calls them.

use std::ops::Range;

use rusqlite::{Connection, OptionalExtension, params};

use super::failure::Inner;
use super::fold::words;
use super::ids;
use super::list::{self, Line, begins_all};
use super::types::Found;
use super::{corrections, records, refresh};
use crate::{Error, JobId};

/// What marks a hit in a snippet: characters that are taken out of texts before.
const BEGIN: char = '\u{2}';
const END: char = '\u{3}';

/// A query of FTS5 in which the user's words are only words, the last one perhaps not finished;
/// `None` when there are none.
fn query(text: &str) -> Option<String> {
    let readable = text.replace(char::is_control, " ");
    let mut quoted: Vec<String> = readable
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    if !text.ends_with(char::is_whitespace) {
        quoted.last_mut()?.push('*');
    }
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

/// Jobs that hold all words in title, employer, text, notes, tags or contacts, the best first; none
/// from the bin.
pub(super) fn search(connection: &Connection, text: &str, limit: usize) -> Inner<Vec<Found>> {
    let Some(query) = query(text) else {
        return Ok(Vec::new());
    };
    let mut statement = connection.prepare_cached(
        "SELECT words.rowid FROM words JOIN job ON job.key = words.rowid \
         WHERE words MATCH ?1 AND removed_at IS NULL \
         ORDER BY bm25(words, 10.0, 5.0, 1.0, 3.0), words.rowid DESC LIMIT ?2",
    )?;
    let keys = statement.query_map(
        params![query, i64::try_from(limit).unwrap_or(i64::MAX)],
        |row| row.get(0),
    )?;
    let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
    let snippets = snippets(connection, &query, &keys)?;
    let mut found = Vec::new();
    for (key, marked) in keys.into_iter().zip(snippets) {
        if let Some(line) = list::line(connection, key)? {
            let (snippet, hits) = unmarked(&marked);
            found.push(Found {
                listed: line.listed,
                snippet,
                hits,
            });
        }
    }
    Ok(found)
}

/// A piece of each job around the words. The index does not keep the text; that of what was found is
/// indexed once more beside it, for the function that knows how to cut.
fn snippets(connection: &Connection, query: &str, keys: &[i64]) -> Inner<Vec<String>> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.shown USING fts5 (title, company, body, notes, \
         tokenize = \"unicode61 remove_diacritics 2 tokenchars '+#'\"); DELETE FROM temp.shown;",
    )?;
    let mut insert = connection.prepare_cached("INSERT INTO temp.shown VALUES (?1, ?2, ?3, ?4)")?;
    let mut cut = connection.prepare_cached(
        "SELECT snippet(shown, -1, char(2), char(3), '…', 16) FROM temp.shown WHERE shown MATCH ?1",
    )?;
    let mut snippets = Vec::new();
    for key in keys {
        let record = corrections::lay_over(connection, *key, records::newest(connection, *key)?)?;
        let texts = refresh::texts(connection, *key, &record)?;
        connection.execute("DELETE FROM temp.shown", [])?;
        insert.execute(texts.map(|text| text.replace([BEGIN, END], " ")))?;
        let marked: Option<String> = cut.query_row([query], |row| row.get(0)).optional()?;
        snippets.push(marked.unwrap_or_default());
    }
    connection.execute("DELETE FROM temp.shown", [])?;
    Ok(snippets)
}

/// A text without its marks on one line, and where they stood.
fn unmarked(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(marked.len());
    let mut hits = Vec::new();
    let mut begin = 0;
    for letter in marked.chars() {
        match letter {
            BEGIN => begin = text.len(),
            END => hits.push(begin..text.len()),
            letter if letter.is_whitespace() => text.push(' '),
            letter => text.push(letter),
        }
    }
    (text, hits)
}

/// The job that a user means: by its id, a beginning of it, or words of title and employer.
pub(super) fn resolve(connection: &Connection, text: &str) -> Inner<JobId> {
    let typed = ids::as_typed(text);
    if let Some(id) = by_id(connection, text, &typed)? {
        return Ok(id);
    }
    let wanted = words(text);
    for binned in [false, true] {
        let mut lines = list::all(connection, binned)?;
        lines.retain(|line| !wanted.is_empty() && begins_all(&wanted, Some(&called(line))));
        let exact = lines
            .iter()
            .filter(|line| words(line.listed.title.as_deref().unwrap_or_default()) == wanted);
        let exact: Vec<&Line> = exact.collect();
        if let [line] = exact.as_slice() {
            return Ok(line.listed.id.clone());
        }
        if !lines.is_empty() {
            return one_of(text, lines);
        }
    }
    Err(Error::NoJob {
        text: text.to_owned(),
    }
    .into())
}

fn called(line: &Line) -> String {
    let listed = &line.listed;
    [&listed.title, &listed.company]
        .map(|name| name.as_deref().unwrap_or_default())
        .join(" ")
}

fn by_id(connection: &Connection, text: &str, typed: &str) -> Inner<Option<JobId>> {
    if typed.is_empty() || !typed.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT key FROM job WHERE id >= ?1 AND id < ?1 || '~' \
         AND (id = ?1 OR ?2 OR removed_at IS NULL) ORDER BY id <> ?1, id",
    )?;
    for binned in [false, true] {
        let keys = statement.query_map(params![typed, binned], |row| row.get(0))?;
        let keys: Vec<i64> = keys.collect::<rusqlite::Result<_>>()?;
        let lines = keys.into_iter().map(|key| list::line(connection, key));
        let mut lines: Vec<Line> = lines.filter_map(Result::transpose).collect::<Inner<_>>()?;
        lines.truncate(match lines.first() {
            Some(first) if first.listed.id.as_str() == typed => 1,
            _ => usize::MAX,
        });
        if !lines.is_empty() {
            return one_of(text, lines).map(Some);
        }
    }
    Ok(None)
}

fn one_of(text: &str, lines: Vec<Line>) -> Inner<JobId> {
    let mut candidates: Vec<_> = lines.into_iter().map(|line| line.listed).collect();
    match (candidates.len(), candidates.pop()) {
        (1, Some(only)) => Ok(only.id),
        (_, last) => {
            candidates.extend(last);
            Err(Error::Ambiguous {
                text: text.to_owned(),
                candidates,
            }
            .into())
        }
    }
}
