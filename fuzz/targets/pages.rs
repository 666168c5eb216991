//! The readers of pages. The first byte of an input picks one, the rest is the file.
#![no_main]

use std::io::{Cursor, Write as _};

use jobgist::{Format, Options};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A file may not grow beyond this many bytes when it is decompressed.
const MAX_BYTES: usize = 1 << 20;

/// What the digits `0` to `9` pick, and with them all other bytes.
const READERS: [Reader; 10] = [
    Reader::Sniffed,
    Reader::Forced(Format::Html),
    Reader::Forced(Format::Text),
    Reader::Forced(Format::Markdown),
    Reader::Forced(Format::Json),
    Reader::Forced(Format::Mhtml),
    Reader::Forced(Format::Eml),
    Reader::Forced(Format::Pdf),
    Reader::Forced(Format::Docx),
    Reader::PackedDocument,
];

/// How an input is read.
#[derive(Clone, Copy)]
enum Reader {
    /// The program finds out.
    Sniffed,
    /// As this format.
    Forced(Format),
    /// As the parts of a Word document, which are packed first: a change of an archive seldom gets
    /// past its checksums.
    PackedDocument,
}

fuzz_target!(|input: &[u8]| {
    let Some((&first, file)) = input.split_first() else {
        return;
    };
    let reader = READERS[usize::from(first.wrapping_sub(b'0')) % READERS.len()];
    let (format, packed) = match reader {
        Reader::Sniffed => (None, None),
        Reader::Forced(format) => (Some(format), None),
        Reader::PackedDocument => (Some(Format::Docx), Some(packed(file))),
    };
    let options = Options {
        format,
        max_bytes: MAX_BYTES,
        ..Options::default()
    };
    let _ = jobgist::internals::read_pages(packed.as_deref().unwrap_or(file), &options);
});

/// An archive with the text of a Word document and, where they follow, its styles.
fn packed(parts: &[u8]) -> Vec<u8> {
    let mark = b"<w:styles";
    let styles = parts.windows(mark.len()).position(|part| part == mark);
    let (document, styles) = parts.split_at(styles.unwrap_or(parts.len()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("word/document.xml", document), ("word/styles.xml", styles)] {
        archive.start_file(name, stored).unwrap();
        archive.write_all(part).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
