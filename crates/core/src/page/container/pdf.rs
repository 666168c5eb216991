//! PDF documents: the pieces of text on each page become lines, and the lines paragraphs.

mod blocks;
mod fonts;
mod lines;
#[cfg(test)]
mod tests;
mod walk;

use lopdf::{Dictionary, Document, LoadOptions, Object};

use super::titles;
use crate::error::Error;
use crate::page::Page;
use crate::page::limits::Limits;

/// What an error calls the input.
const WHAT: &str = "a PDF document";
/// A stream of a document may not decompress to more bytes than this: a page of text takes some
/// kilobytes.
const MAX_STREAM: usize = 4 * 1024 * 1024;
/// More pages than this are not read.
const MAX_PAGES: usize = 100;

/// Reads a document.
///
/// # Errors
/// When it is damaged, needs a password, or holds no text.
pub(super) fn page(bytes: &[u8], limits: Limits) -> Result<Page, Error> {
    let options = LoadOptions {
        max_decompressed_size: Some(MAX_STREAM),
        ..LoadOptions::default()
    };
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Error::locked(WHAT),
            error => Error::damaged(WHAT, error),
        })?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(Error::locked(WHAT));
    }
    let ids: Vec<_> = document.page_iter().take(MAX_PAGES + 1).collect();
    if ids.is_empty() {
        return Err(Error::damaged(WHAT, "it has no pages"));
    }
    let mut walk = walk::Walk::new(&document, limits);
    let sheets: Vec<Vec<lines::Line>> = ids
        .iter()
        .take(MAX_PAGES)
        .map(|id| lines::lines(walk.page(*id)))
        .collect();
    let mut page = blocks::write(&sheets, limits);
    if page.blocks.is_empty() {
        return Err(Error::no_text(WHAT));
    }
    if page.truncated.is_none() {
        page.truncated = walk.truncated();
    }
    if ids.len() > MAX_PAGES && page.truncated.is_none() {
        page.truncated = Some(format!("the document, after {MAX_PAGES} pages"));
    }
    page.head.title = title(&document);
    Ok(page)
}

/// The title in the document's properties, where somebody wrote one.
fn title(document: &Document) -> Option<String> {
    let info = resolved(document, document.trailer.get(b"Info").ok()?)?;
    let title = resolved(document, info.as_dict().ok()?.get(b"Title").ok()?)?;
    let title = lopdf::decode_text_string(title).ok()?;
    titles::is_title(&title).then(|| title.trim().to_owned())
}

/// The object that a value is or refers to.
fn resolved<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A dictionary below a name of a dictionary.
fn below<'d>(
    document: &'d Document,
    dictionary: &'d Dictionary,
    name: &[u8],
) -> Option<&'d Dictionary> {
    let object = resolved(document, dictionary.get(name).ok()?)?;
    match object {
        Object::Stream(stream) => Some(&stream.dict),
        object => object.as_dict().ok(),
    }
}

/// A number below a name of a dictionary.
fn number(document: &Document, dictionary: &Dictionary, name: &[u8]) -> Option<f32> {
    resolved(document, dictionary.get(name).ok()?)?
        .as_float()
        .ok()
}
