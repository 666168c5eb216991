//! Saved pages as files that other programs show.

use std::borrow::Cow;
use std::io::Read as _;
use std::path::PathBuf;

use anyhow::Context as _;
use flate2::read::MultiGzDecoder;
use jobgist::{Format, Posting};
use jobgist_store::JobId;
use tempfile::TempDir;

/// A compressed page that grows beyond this is not shown.
const MOST_BYTES: u64 = 1 << 28;

/// What a browser is told of the copy that it shows: it runs no script, loads nothing and sends
/// nothing. The page's own styles and pictures inside it are left.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; \
                      font-src data:; form-action 'none'; base-uri 'none'";

/// Writes a page into a private folder of its own, under a name of ours.
///
/// # Errors
/// When the page cannot be decompressed or the file not be written.
pub(super) fn write(id: &JobId, page: &[u8], posting: &Posting) -> anyhow::Result<PathBuf> {
    let page = inert(&plain(page)?, posting).into_owned();
    let folder = private_folder()?;
    let path = folder
        .path()
        .join(format!("{id}.{}", ending(posting.source.format)));
    std::fs::write(&path, page).context("the page's copy")?;
    // The program that shows it reads it when this one has ended.
    let _ = folder.keep();
    Ok(path)
}

/// A new folder that nobody else can look into.
fn private_folder() -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("jobgist-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

/// The ending that tells other programs the format.
fn ending(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Mhtml => "mhtml",
        Format::Eml => "eml",
        Format::Markdown => "md",
        Format::Json => "json",
        Format::Pdf => "pdf",
        Format::Docx => "docx",
        _ => "txt",
    }
}

/// The page without its compression.
fn plain(page: &[u8]) -> anyhow::Result<Cow<'_, [u8]>> {
    if !page.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(page));
    }
    let mut out = Vec::new();
    MultiGzDecoder::new(page)
        .take(MOST_BYTES)
        .read_to_end(&mut out)
        .context("the page cannot be decompressed")?;
    Ok(Cow::Owned(out))
}

/// A web page that does nothing but show itself; anything else as it is.
fn inert<'a>(page: &'a [u8], posting: &Posting) -> Cow<'a, [u8]> {
    if posting.source.format != Format::Html {
        return Cow::Borrowed(page);
    }
    let page = page.strip_prefix(b"\xef\xbb\xbf").unwrap_or(page);
    let encoding = &posting.source.encoding;
    let (encoding, page) = match encoding.strip_prefix("UTF-16") {
        Some(order) => (
            "UTF-8",
            Cow::Owned(narrow(page, order == "BE").into_bytes()),
        ),
        None => (encoding.as_str(), Cow::Borrowed(page)),
    };
    let head = format!(
        "<!DOCTYPE html>\n<meta charset=\"{encoding}\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"
    );
    Cow::Owned([head.as_bytes(), &page].concat())
}

/// Text in UTF-16 as a string.
fn narrow(page: &[u8], is_big_endian: bool) -> String {
    let units = page.chunks_exact(2).map(|pair| match is_big_endian {
        true => u16::from_be_bytes([pair[0], pair[1]]),
        false => u16::from_le_bytes([pair[0], pair[1]]),
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .filter(|&character| character != '\u{feff}')
        .collect()
}

#[cfg(test)]
mod tests {
    use jobgist::Options;

    use super::*;

    fn shown(page: &[u8]) -> String {
        let posting = Posting::parse(page, &Options::default()).unwrap();
        let page = plain(page).unwrap().into_owned();
        String::from_utf8_lossy(&inert(&page, &posting)).into_owned()
    }

    #[test]
    fn a_web_page_is_told_to_do_nothing() {
        let page =
            b"<html><head><script>alert(1)</script></head><body><h1>Night Baker</h1></body></html>";
        let shown = shown(page);
        let (head, rest) = shown.split_once("<html>").unwrap();
        assert!(head.contains("default-src 'none'"), "{head}");
        assert!(rest.contains("Night Baker"), "{rest}");
    }

    #[test]
    fn wide_letters_stay_readable() {
        let text = "\u{feff}<html><body><h1>Nachtbäcker</h1><p>Wir backen.</p></body></html>";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let shown = shown(&wide);
        assert!(shown.contains("<meta charset=\"UTF-8\">"), "{shown}");
        assert!(shown.contains("<h1>Nachtbäcker</h1>"), "{shown}");
    }

    #[test]
    fn other_formats_are_left_alone() {
        assert_eq!(
            shown(b"Night Baker\n\nBake by night."),
            "Night Baker\n\nBake by night."
        );
    }
}
