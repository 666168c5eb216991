//! Word documents: paragraphs with their styles, lists and tables.

mod body;
mod styles;
#[cfg(test)]
mod tests;
mod xml;

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::titles;
use crate::error::Error;
use crate::page::builder::Builder;
use crate::page::limits::Limits;
use crate::page::{Block, BlockKind, Page};
use body::{Line, Place};
use styles::Styles;

/// What an error calls the input.
const WHAT: &str = "a Word document";

/// Reads a document.
///
/// # Errors
/// When it is damaged, too large when it is decompressed, or without text.
pub(super) fn page(bytes: &[u8], limits: Limits) -> Result<Page, Error> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| Error::damaged(WHAT, error))?;
    let name = archive
        .file_names_raw()
        .filter_map(|name| std::str::from_utf8(name).ok())
        .find(|name| name.starts_with("word/document") && name.ends_with(".xml"))
        .unwrap_or("word/document.xml")
        .to_owned();
    let mut left = limits.bytes;
    let document = part(&mut archive, &name, &mut left)?
        .ok_or_else(|| Error::damaged(WHAT, "its text is missing"))?;
    // What is damaged beside the text is done without.
    let styles = part(&mut archive, "word/styles.xml", &mut left)?;
    let core = part(&mut archive, "docProps/core.xml", &mut left)?;
    let styles = styles.as_deref().map(Styles::read).unwrap_or_default();
    let (lines, damage) = body::lines(&document, &styles, limits);
    if lines.is_empty() {
        return Err(match damage {
            Some(reason) => Error::damaged(WHAT, reason),
            None => Error::no_text(WHAT),
        });
    }
    let mut page = written(&lines, limits);
    page.truncated = page
        .truncated
        .or_else(|| damage.map(|_| "what follows a damaged place of the document".to_owned()));
    page.head.title = core
        .as_deref()
        .and_then(|core| xml::text_of(core, "title"))
        .filter(|title| titles::is_title(title));
    Ok(page)
}

/// The text of a part of the archive: `None` where it has no such part. `left` is how many bytes may
/// still be decompressed.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut usize,
) -> Result<Option<String>, Error> {
    let Ok(file) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let result = file.take(*left as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > *left {
        return Err(Error::too_large_unpacked(*left));
    }
    if let Err(error) = result
        && bytes.is_empty()
    {
        return Err(Error::damaged(WHAT, error));
    }
    *left -= bytes.len();
    let text = crate::page::encoding::decode(&bytes).text.into_owned();
    Ok(Some(text))
}

/// Writes the lines as blocks.
fn written(lines: &[Line], limits: Limits) -> Page {
    let mut builder = Builder::within(limits);
    let mut list = 0;
    let mut in_list = false;
    for (at, line) in lines.iter().enumerate() {
        let item = matches!(line.kind, BlockKind::Item(_));
        if item && !in_list {
            list += 1;
        }
        in_list = item;
        let cell = line.place.filter(|_| line.kind == BlockKind::Paragraph);
        let kind = match cell {
            Some(place) if alone(lines, at, place) => BlockKind::Cell {
                label: is_label(lines, at, place),
            },
            _ => line.kind,
        };
        let (mut all, mut bold, mut linked, mut lead) = (0, 0, 0, 0);
        for run in &line.runs {
            let before = builder.len();
            builder.text(&run.text);
            let written = builder.len() - before;
            if run.bold && all == bold {
                lead = builder.len();
            }
            all += written;
            bold += if run.bold { written } else { 0 };
            linked += if run.linked { written } else { 0 };
        }
        builder.close(Block {
            kind,
            bold: all > 0 && bold == all || matches!(kind, BlockKind::Heading(_)),
            lead,
            link_share: u8::try_from(linked * 100 / all.max(1)).unwrap_or(100),
            list: if item { list } else { 0 },
            gap: line.gap,
            ..Block::default()
        });
    }
    builder.finish()
}

/// Whether a line is all that stands in its cell.
fn alone(lines: &[Line], at: usize, place: Place) -> bool {
    let same = |near: Option<&Line>| near.is_some_and(|line| line.place == Some(place));
    !same(at.checked_sub(1).and_then(|at| lines.get(at))) && !same(lines.get(at + 1))
}

/// Whether a line names what the next cell says: the first of two cells in a row.
fn is_label(lines: &[Line], at: usize, place: Place) -> bool {
    let row = |near: Option<&Line>| {
        near.and_then(|line| line.place)
            .filter(|other| (other.table, other.row) == (place.table, place.row))
            .map(|other| other.column)
    };
    let after = lines[at + 1..].iter().map_while(|line| row(Some(line)));
    let columns: Vec<usize> = after.collect();
    place.column == 0 && !columns.is_empty() && columns.iter().all(|column| *column == 1)
}
