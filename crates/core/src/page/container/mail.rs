//! Mails and web archives: chooses the part that holds the posting.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use super::{letter, transfer};
use crate::error::Error;
use crate::page::encoding;
use crate::page::limits::Limits;
use crate::page::{Page, Region, assemble};

/// Mails inside mails are read down to this depth.
const MAX_DEPTH: usize = 4;
/// More parts of one file than this are not read.
const MAX_PARTS: usize = 60;
/// A file of more mails inside mails than this is refused.
const MAX_MAILS: usize = 500;
/// A posting has at least so much text, in bytes: a mail that says less may come with it as a
/// document.
const SHORT: usize = 600;

/// A part of a mail, read.
#[derive(Debug)]
pub(super) struct Read {
    /// Its page.
    pub(super) page: Page,
    /// Encoding it was read with.
    pub(super) encoding: String,
    /// It was read from markup.
    markup: bool,
    /// Bytes of its text that are neither links nor the frame of a page.
    weight: usize,
}

/// The postings of a mail: one, or those of a digest.
///
/// # Errors
/// When the bytes are no mail, or a mail without text.
pub(super) fn letters(bytes: &[u8], limits: Limits) -> Result<Vec<Read>, Error> {
    let bytes = without_envelope(bytes);
    let message = parse(bytes)?;
    let mut budget = MAX_PARTS;
    let digest = digest(&message, bytes, limits, &mut budget);
    if digest.len() > 1 {
        return Ok(digest);
    }
    let best = best_of(&message, bytes, limits, 0, &mut budget);
    Ok(vec![best.ok_or_else(|| Error::no_text("a mail"))?])
}

/// The page of a web archive: its root, or the frame that holds more text.
///
/// # Errors
/// When the bytes are no web archive, or one without a page.
pub(super) fn archive(bytes: &[u8], limits: Limits) -> Result<Read, Error> {
    let bytes = without_envelope(bytes);
    let message = parse(bytes)?;
    let raw = message.raw_message();
    let root = root(&message);
    let mut best: Option<Read> = None;
    let pages = root.into_iter().chain(
        message
            .parts
            .iter()
            .filter(|part| is_html(part) && root.is_none_or(|root| !std::ptr::eq(root, *part))),
    );
    for part in pages.take(MAX_PARTS) {
        let mut read = html(part, raw, limits);
        if best.as_ref().is_none_or(|best| read.weight > best.weight) {
            let url = part
                .content_location()
                .filter(|url| url.starts_with("http"));
            let head = &mut read.page.head;
            head.url = head.url.take().or_else(|| url.map(str::to_owned));
            best = Some(read);
        }
    }
    let mut best = best.ok_or_else(|| Error::no_text("a web archive"))?;
    let saved_from = message
        .header_raw("Snapshot-Content-Location")
        .map(str::trim)
        .filter(|url| url.starts_with("http"));
    let head = &mut best.page.head;
    head.url = head.url.take().or_else(|| saved_from.map(str::to_owned));
    head.title = head.title.take().or_else(|| subject(&message));
    Ok(best)
}

/// Parses a mail, unless so many are nested that the parser's own tree of them could not be dropped
/// without overflowing the stack.
fn parse(bytes: &[u8]) -> Result<Message<'_>, Error> {
    let mails = memchr::memchr_iter(b'/', bytes).filter(|at| {
        let (before, after) = bytes.split_at(*at);
        let ends = |word: &[u8]| {
            before
                .get(before.len().saturating_sub(word.len())..)
                .is_some_and(|end| end.eq_ignore_ascii_case(word))
        };
        let digest = after.get(1..7).unwrap_or_default();
        ends(b"message") || digest.eq_ignore_ascii_case(b"digest") && ends(b"multipart")
    });
    if mails.take(MAX_MAILS + 1).count() > MAX_MAILS {
        let reason = format!("there are over {MAX_MAILS} mails in it");
        return Err(Error::damaged("a mail message", reason));
    }
    MessageParser::new()
        .parse(bytes)
        .ok_or_else(|| Error::damaged("a mail message", "it has no headers"))
}

/// A mail box puts a line before each mail that is no header; some programs put blank lines there.
fn without_envelope(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) if bytes.starts_with(b"From ") => &bytes[end + 1..],
        _ => bytes,
    }
}

/// The subject, without the marks that answering and forwarding put before it.
fn subject(message: &Message<'_>) -> Option<String> {
    let subject = letter::bare_subject(message.subject()?);
    (!subject.is_empty()).then(|| subject.to_owned())
}

/// The postings of a digest: a mail that is a list of mails.
fn digest(message: &Message<'_>, raw: &[u8], limits: Limits, budget: &mut usize) -> Vec<Read> {
    let is_digest = message
        .parts
        .iter()
        .any(|part| part.is_content_type("multipart", "digest"));
    if !is_digest {
        return Vec::new();
    }
    message
        .parts
        .iter()
        .filter_map(|part| match &part.body {
            PartType::Message(inner) => best_of(inner, raw_of(part, inner, raw), limits, 1, budget),
            _ => None,
        })
        .filter(|read| read.weight > 0)
        .collect()
}

/// The part of a mail with the most text, the mails inside it included.
///
/// `raw` is what the offsets of the mail's parts count in.
fn best_of(
    message: &Message<'_>,
    raw: &[u8],
    limits: Limits,
    depth: usize,
    budget: &mut usize,
) -> Option<Read> {
    let mut best: Option<Read> = None;
    let mut documents = Vec::new();
    for part in &message.parts {
        if *budget == 0 {
            break;
        }
        let read = match &part.body {
            PartType::Html(_) => html(part, raw, limits),
            PartType::Text(_) => plain(part, raw, limits),
            PartType::Message(inner) if depth < MAX_DEPTH => {
                let raw = raw_of(part, inner, raw);
                match best_of(inner, raw, limits, depth + 1, budget) {
                    Some(read) => read,
                    None => continue,
                }
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                documents.push(bytes);
                continue;
            }
            PartType::Message(_) | PartType::Multipart(_) => continue,
        };
        *budget -= 1;
        if best.as_ref().is_none_or(|best| fuller(&read, best)) {
            best = Some(read);
        }
    }
    if best.as_ref().is_none_or(|best| best.weight < SHORT) {
        let read = documents
            .into_iter()
            .filter_map(|bytes| document(bytes, limits));
        best = read.chain(best).max_by_key(|read| read.weight);
    }
    let mut best = best?;
    if best.page.head.title.is_none() {
        best.page.head.title = subject(message);
    }
    Some(best)
}

/// The bytes in which the offsets of a mail inside a mail count: its own where it was encoded as a
/// whole, otherwise those of the mail around it.
fn raw_of<'m>(part: &MessagePart<'_>, inner: &'m Message<'_>, outer: &'m [u8]) -> &'m [u8] {
    match part.encoding {
        mail_parser::Encoding::None => outer,
        _ => inner.raw_message(),
    }
}

/// Whether a part says more than the best one so far. Of two that say the same, markup tells more
/// about the text: a plain version must be a good deal longer.
fn fuller(read: &Read, best: &Read) -> bool {
    match (read.markup, best.markup) {
        (true, false) => read.weight * 4 > best.weight * 3,
        (false, true) => read.weight * 3 > best.weight * 4,
        _ => read.weight > best.weight,
    }
}

/// A document that came with the mail.
fn document(bytes: &[u8], limits: Limits) -> Option<Read> {
    let format = crate::page::sniff::document(bytes)?;
    let page = super::document(bytes, format, limits).ok()?;
    Some(Read {
        weight: weight(&page),
        encoding: String::new(),
        markup: false,
        page,
    })
}

fn is_html(part: &MessagePart<'_>) -> bool {
    part.is_content_type("text", "html") || part.is_content_type("application", "xhtml+xml")
}

/// The page that an archive was saved for: by its `start`, by the address of the whole, or the
/// first one.
fn root<'m, 'x>(message: &'m Message<'x>) -> Option<&'m MessagePart<'x>> {
    let pages = || message.parts.iter().filter(|part| is_html(part));
    let bare = |id: &str| id.trim().trim_matches(['<', '>']).to_owned();
    let start = message
        .content_type()
        .and_then(|kind| kind.attribute("start"))
        .map(bare);
    let saved_from = message
        .header_raw("Snapshot-Content-Location")
        .map(str::trim);
    pages()
        .find(|part| start.is_some() && part.content_id().map(bare) == start)
        .or_else(|| {
            pages().find(|part| saved_from.is_some() && part.content_location() == saved_from)
        })
        .or_else(|| pages().next())
}

/// Bytes of a part, and the encoding that its head names.
fn body<'p>(part: &'p MessagePart<'_>, raw: &[u8]) -> (Vec<u8>, Option<&'p str>) {
    let range = part.offset_body as usize..part.offset_end as usize;
    let bytes = transfer::decode(
        raw.get(range).unwrap_or_default(),
        part.content_transfer_encoding().unwrap_or_default(),
    );
    let label = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"));
    (bytes, label)
}

fn html(part: &MessagePart<'_>, raw: &[u8], limits: Limits) -> Read {
    read(part, raw, true, |text| assemble::html_page(text, limits))
}

fn plain(part: &MessagePart<'_>, raw: &[u8], limits: Limits) -> Read {
    let flowed = part
        .content_type()
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    read(part, raw, false, |text| letter::page(text, flowed, limits))
}

/// Decodes a part and makes a page of its text.
fn read(part: &MessagePart<'_>, raw: &[u8], markup: bool, page: impl FnOnce(&str) -> Page) -> Read {
    let (bytes, label) = body(part, raw);
    let decoded = encoding::decode_as(&bytes, label);
    let mut page = page(&decoded.text);
    letter::mark(&mut page);
    page.notes.extend(decoded.notes);
    Read {
        weight: weight(&page),
        encoding: decoded.encoding.to_owned(),
        markup,
        page,
    }
}

/// Bytes of a page's text that are neither links nor its frame.
fn weight(page: &Page) -> usize {
    page.blocks
        .iter()
        .filter(|block| {
            block.link_share < 50
                && block.furniture.is_none()
                && matches!(block.region, Region::Body | Region::Main | Region::Header)
        })
        .map(|block| block.range.len())
        .sum()
}
