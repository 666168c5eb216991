//! What a record holds: whether it is a page, and its bytes without what carried them.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use jobgist::Format;
use memchr::memmem;

use super::header::Header;

/// What a record is.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// A page.
    Page(Page<'a>),
    /// A request, a picture, an answer that is not one of success: nothing to read.
    Other,
    /// It should be a page, but it cannot be read.
    Bad(&'static str),
}

/// A page as it was sent.
#[derive(Debug)]
pub(super) struct Page<'a> {
    body: &'a [u8],
    format: Option<Format>,
    /// The header it was sent with, of a response.
    response: Option<Header<'a>>,
    /// The encoding its sender names.
    encoding: Option<&'static Encoding>,
    /// The crawler cut it off.
    truncated: bool,
}

/// Tells what a record is; `block` is what stands behind its header.
pub(super) fn classify<'a>(record: &Header<'a>, block: &'a [u8]) -> Content<'a> {
    let stated = record.get("Content-Type").unwrap_or_default();
    let truncated = record.get("WARC-Truncated").is_some();
    match record.get("WARC-Type").unwrap_or_default().as_ref() {
        "response" if stated.is_empty() || media_type(&stated) == "application/http" => {
            response(record, block, truncated)
        }
        "response" | "resource" | "conversion" => page(&stated, block, None, truncated),
        _ => Content::Other,
    }
}

/// Tells what a response is.
fn response<'a>(record: &Header<'a>, block: &'a [u8], truncated: bool) -> Content<'a> {
    let Some((header, length)) = Header::read(block) else {
        return Content::Bad("its HTTP header does not end");
    };
    match status(header.first()) {
        None => return Content::Bad("it has no HTTP status"),
        Some(200..=299) => {}
        Some(_) => return Content::Other,
    }
    let sent = header
        .get("Content-Type")
        .filter(|sent| media_type(sent) != "application/octet-stream");
    // What the crawler told from the content, where the sender did not say.
    let stated = sent
        .or_else(|| record.get("WARC-Identified-Payload-Type"))
        .unwrap_or_default();
    page(&stated, &block[length..], Some(header), truncated)
}

/// The status in the first line of a response.
fn status(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/")?;
    let code = rest
        .split(u8::is_ascii_whitespace)
        .find(|part| part.len() == 3 && part.iter().all(u8::is_ascii_digit))?;
    std::str::from_utf8(code).ok()?.parse().ok()
}

/// A page, if that is what its type says; what states no type may be one.
fn page<'a>(
    stated: &str,
    body: &'a [u8],
    response: Option<Header<'a>>,
    truncated: bool,
) -> Content<'a> {
    let format = match media_type(stated).as_str() {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/plain" => Some(Format::Text),
        "text/markdown" | "text/x-markdown" => Some(Format::Markdown),
        "" if !body.is_empty() => None,
        "application/json"
        | "application/ld+json"
        | "text/json"
        | "application/pdf"
        | "message/rfc822"
        | "multipart/related"
        | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => None,
        _ => return Content::Other,
    };
    Content::Page(Page {
        body,
        format,
        response,
        encoding: charset(stated),
        truncated,
    })
}

/// A type without its parameters, in lower case.
fn media_type(stated: &str) -> String {
    let media = stated.split(';').next().unwrap_or_default();
    media.trim().to_ascii_lowercase()
}

/// The encoding that a type names.
fn charset(stated: &str) -> Option<&'static Encoding> {
    let name = stated.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    Encoding::for_label(name.trim().trim_matches(['"', '\'']).as_bytes())
}

impl Page<'_> {
    /// How to read it; told from the content when `None`.
    pub(super) fn format(&self) -> Option<Format> {
        self.format
    }

    /// Its bytes, at most `limit` of them.
    ///
    /// # Errors
    /// Why they cannot be had.
    pub(super) fn bytes(&self, limit: usize) -> Result<Vec<u8>, String> {
        let mut body = Cow::Borrowed(self.body);
        if let Some(response) = &self.response {
            if response
                .get("Transfer-Encoding")
                .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
                && let Some(joined) = unchunked(&body, self.truncated)?
            {
                body = Cow::Owned(joined);
            }
            let codings = response.get("Content-Encoding").unwrap_or_default();
            // The last one was applied last.
            for coding in codings.rsplit(',').take(3) {
                body = self.decoded(body, &coding.trim().to_ascii_lowercase(), limit)?;
            }
        }
        if body.len() > limit {
            return Err(too_large(limit));
        }
        Ok(self.unicode(body).into_owned())
    }

    /// The body without a coding of its content.
    fn decoded<'b>(
        &self,
        body: Cow<'b, [u8]>,
        coding: &str,
        limit: usize,
    ) -> Result<Cow<'b, [u8]>, String> {
        let bytes = &*body;
        let decoder: Box<dyn Read + '_> = match coding {
            "" | "identity" | "none" => return Ok(body),
            // Some crawlers undo the coding and keep its name.
            "gzip" | "x-gzip" if !bytes.starts_with(b"\x1f\x8b") => return Ok(body),
            "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(bytes)),
            // Senders disagree about what `deflate` means.
            "deflate" if is_zlib(bytes) => Box::new(ZlibDecoder::new(bytes)),
            "deflate" => Box::new(DeflateDecoder::new(bytes)),
            "zstd" => {
                let decoder = zstd::stream::read::Decoder::with_buffer(bytes);
                Box::new(decoder.map_err(|error| error.to_string())?)
            }
            other => {
                return Err(format!(
                    "its content is compressed by {other:?}, which is not read"
                ));
            }
        };
        let mut decoded = Vec::new();
        let most = (limit as u64).saturating_add(1);
        let read = decoder.take(most).read_to_end(&mut decoded);
        if decoded.len() > limit {
            return Err(too_large(limit));
        }
        match read {
            Err(error) if !self.truncated || decoded.is_empty() => {
                Err(format!("its compressed content is damaged: {error}"))
            }
            _ => Ok(Cow::Owned(decoded)),
        }
    }

    /// The body in the encoding that only its sender names, as Unicode; a page that names its
    /// encoding, or could be read in no other, stays as it is.
    fn unicode<'b>(&self, body: Cow<'b, [u8]>) -> Cow<'b, [u8]> {
        const HEAD: usize = 1024;
        let Some(encoding) = self.encoding else {
            return body;
        };
        let head = body[..body.len().min(HEAD)].to_ascii_lowercase();
        let is_text = self.format.is_some();
        if !is_text
            || encoding == encoding_rs::UTF_8
            || body.is_ascii() && encoding.is_ascii_compatible()
            || Encoding::for_bom(&body).is_some()
            || memmem::find(&head, b"charset").is_some()
        {
            return body;
        }
        let (text, _) = encoding.decode_without_bom_handling(&body);
        Cow::Owned(format!("\u{feff}{text}").into_bytes())
    }
}

fn too_large(limit: usize) -> String {
    format!("it is larger than {limit} bytes")
}

/// Whether data begins as zlib writes it.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0
        }
        _ => false,
    }
}

/// A body that was sent in chunks, joined; `None` where it is not in chunks (some crawlers join
/// them and keep the header).
///
/// # Errors
/// When the chunks break off, unless the crawler says so.
fn unchunked(mut body: &[u8], truncated: bool) -> Result<Option<Vec<u8>>, String> {
    let mut joined = Vec::new();
    let mut first = true;
    while let Some((size, rest)) = chunk_size(body) {
        first = false;
        if size == 0 {
            return Ok(Some(joined));
        }
        let Some((chunk, rest)) = rest.split_at_checked(size) else {
            joined.extend_from_slice(rest);
            break;
        };
        joined.extend_from_slice(chunk);
        body = rest.strip_prefix(b"\r").unwrap_or(rest);
        body = body.strip_prefix(b"\n").unwrap_or(body);
    }
    match (first, truncated) {
        (true, _) => Ok(None),
        (false, true) => Ok(Some(joined)),
        (false, false) => Err("its last chunk is missing".to_owned()),
    }
}

/// The size in front of a chunk, and what follows it.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    const LONGEST: usize = 1024;
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(LONGEST)])?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    // A sign would be let pass.
    let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let size = hexadecimal.then(|| usize::from_str_radix(digits, 16).ok())??;
    Some((size, &bytes[end + 1..]))
}
