//! What bounds the reading of a page.

use crate::options::Options;

/// Bounds beyond which a page is cut off; the record then says so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes of clean text.
    pub(super) text: usize,
    /// Number of blocks.
    pub(super) blocks: usize,
    /// Nesting of elements.
    pub(super) depth: usize,
    /// Bytes of a file, and of what is unpacked from it.
    pub(super) bytes: usize,
}

/// Text files may hold so many times more bytes than the clean text that is read from them.
const TEXT_FACTOR: usize = 4;
/// Web pages carry styles, scripts and pictures beside their text.
const MARKUP_FACTOR: usize = 16;
/// Markup with more tags than this is cut off: in a tree of it, which microdata needs, each costs the
/// memory of a node.
const MAX_TAGS: usize = 300_000;

impl Limits {
    /// The beginning of a text file that is worth reading, and what is cut off behind it.
    pub(super) fn of_text<'t>(&self, text: &'t str) -> (&'t str, Option<String>) {
        cut(text, self.text.saturating_mul(TEXT_FACTOR), "the text")
    }

    /// The beginning of a page of markup that is worth reading, and what is cut off behind it.
    pub(super) fn of_markup<'t>(&self, html: &'t str) -> (&'t str, Option<String>) {
        if let Some(at) = memchr::memchr_iter(b'<', html.as_bytes()).nth(MAX_TAGS) {
            return (
                &html[..at],
                Some(format!("the page, after {MAX_TAGS} tags")),
            );
        }
        cut(html, self.text.saturating_mul(MARKUP_FACTOR), "the page")
    }

    /// The bounds that a caller asks for.
    pub(super) fn of(options: &Options) -> Self {
        Self {
            text: options.max_text,
            blocks: options.max_blocks,
            depth: options.max_depth,
            bytes: options.max_bytes,
        }
    }
}

fn cut<'t>(text: &'t str, most: usize, what: &str) -> (&'t str, Option<String>) {
    if text.len() <= most {
        return (text, None);
    }
    let kept = &text[..text.floor_char_boundary(most)];
    (kept, Some(format!("{what}, after {} bytes", kept.len())))
}

impl Default for Limits {
    fn default() -> Self {
        Self::of(&Options::default())
    }
}
