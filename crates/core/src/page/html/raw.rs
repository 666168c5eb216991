//! Elements in which tags are text, and where they end.

use html5ever::{LocalName, local_name};
use memchr::{memchr, memmem};

/// How the text inside an element is read, where tags are text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawKind {
    /// References are read.
    Rcdata,
    Rawtext,
    /// A script inside a comment may open and close.
    ScriptData,
}

impl RawKind {
    /// The kind of the element of that name.
    pub(super) fn of(name: &LocalName) -> Option<Self> {
        match *name {
            local_name!("script") => Some(Self::ScriptData),
            local_name!("title") | local_name!("textarea") => Some(Self::Rcdata),
            local_name!("style")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("xmp") => Some(Self::Rawtext),
            _ => None,
        }
    }
}

/// Where the content at the head of `text` ends: at the end tag of its element, or with the text.
pub(super) fn end_of_content(kind: RawKind, text: &[u8], name: &str) -> usize {
    match kind {
        RawKind::Rcdata | RawKind::Rawtext => end_tag(text, 0, name),
        RawKind::ScriptData => end_of_script(text, name),
    }
}

/// The first end tag of that element at or after `from`, or the end of the text.
fn end_tag(text: &[u8], from: usize, name: &str) -> usize {
    memmem::find_iter(&text[from..], b"</")
        .map(|at| from + at)
        .find(|at| is_tag_name(&text[at + 2..], name))
        .unwrap_or(text.len())
}

/// Whether a tag of that name stands at the head of the text.
fn is_tag_name(text: &[u8], name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
        && text.get(name.len()).is_some_and(|byte| ends_name(*byte))
}

/// Whether a byte ends the name of a tag.
pub(super) fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

/// Whether a byte parts the attributes of a tag.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}

/// The end tag of a script, by the standard's states "script data escaped" and "script data double
/// escaped".
fn end_of_script(text: &[u8], name: &str) -> usize {
    let (mut from, mut end) = (0, end_tag(text, 0, name));
    loop {
        let Some(comment) = memmem::find(&text[from..end], b"<!--").map(|at| from + at) else {
            return end;
        };
        // The dashes that open a comment may close it too.
        let closed =
            memmem::find(&text[comment + 2..], b"-->").map_or(text.len(), |at| comment + 2 + at);
        if let Some(end) = end_in_comment(text, comment + 4..closed, name) {
            return end;
        }
        from = closed;
        if end < from {
            end = end_tag(text, from, name);
        }
    }
}

/// The end tag inside a comment of a script that ends the script: the first one that ends no script
/// that began in the comment.
fn end_in_comment(text: &[u8], comment: std::ops::Range<usize>, name: &str) -> Option<usize> {
    let mut opened = false;
    let mut at = comment.start;
    while let Some(next) = text
        .get(at..comment.end)
        .and_then(|rest| memchr(b'<', rest))
    {
        at += next + 1;
        let is_end = text.get(at) == Some(&b'/');
        if is_tag_name(&text[at + usize::from(is_end)..], name) {
            if is_end && !opened {
                return Some(at - 1);
            }
            opened = !is_end;
        }
    }
    None
}
