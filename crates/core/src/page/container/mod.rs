//! Formats that hold a page inside: compressed files, web archives, mails, office documents.

#[cfg(feature = "docx")]
mod docx;
pub(super) mod gzip;
mod letter;
mod mail;
#[cfg(test)]
mod mail_tests;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(any(feature = "docx", feature = "pdf"))]
mod titles;
mod transfer;

use super::Page;
use super::limits::Limits;
use crate::error::Error;
use crate::posting::Format;

/// Reads the pages of a file that holds its text inside, and names the encoding of the part that
/// was read: empty where the format has none.
///
/// # Errors
/// When the file is not of the format, is damaged, or holds no text.
pub(super) fn read(
    bytes: &[u8],
    format: Format,
    limits: Limits,
) -> Result<(Vec<Page>, String), Error> {
    match format {
        Format::Mhtml => mail::archive(bytes, limits).map(|read| (vec![read.page], read.encoding)),
        Format::Eml => mail::letters(bytes, limits).map(|letters| {
            let encoding = letters.first().map(|read| read.encoding.clone());
            let pages = letters.into_iter().map(|read| read.page).collect();
            (pages, encoding.unwrap_or_default())
        }),
        format => document(bytes, format, limits).map(|page| (vec![page], String::new())),
    }
}

/// Reads an office document.
#[cfg_attr(
    not(any(feature = "docx", feature = "pdf")),
    expect(unused_variables, reason = "this build reads no documents")
)]
fn document(bytes: &[u8], format: Format, limits: Limits) -> Result<Page, Error> {
    match format {
        #[cfg(feature = "docx")]
        Format::Docx => docx::page(bytes, limits),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::page(bytes, limits),
        #[cfg(not(feature = "docx"))]
        Format::Docx => Err(Error::unsupported("a Word document")),
        _ => Err(Error::unsupported("a PDF document")),
    }
}
