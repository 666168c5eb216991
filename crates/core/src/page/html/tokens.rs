//! Cuts HTML into tags, text and comments, as the chapter on tokenization of the HTML standard says,
//! and borrows all of them from the page.
//!
//! `html5ever`'s tokenizer, which a test compares with this one, copies every attribute and looks at
//! one character at a time: it took half of the time of reading a page.

use std::borrow::Cow;
use std::ops::Range;

use html5ever::LocalName;
use memchr::{memchr, memchr_iter, memchr2, memmem};

use super::raw::{RawKind, end_of_content, ends_name, is_space};
use super::references::{self, Place};

/// Attributes of one tag that are kept. Nobody writes as many.
const MOST_ATTRIBUTES: usize = 256;

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Token<'t> {
    Start(Tag<'t>),
    End(LocalName),
    /// Text without references, or the characters of one; a text may come in several pieces.
    Text(&'t str),
    Comment(&'t str),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// In lower case.
    pub(super) name: LocalName,
    pub(super) self_closing: bool,
    attributes: &'t [Attribute<'t>],
}

/// An attribute as it is written.
#[derive(Debug, Clone, Copy)]
struct Attribute<'t> {
    name: &'t str,
    value: &'t str,
}

impl<'t> Tag<'t> {
    /// The value of the attribute of that name (in lower case): the first, as in the standard.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'t, str>> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
            .map(|attribute| references::decoded(attribute.value, Place::Attribute))
    }
}

/// The tokens of a page.
#[derive(Debug)]
pub(super) struct Tokens<'h> {
    html: &'h str,
    at: usize,
    /// The attributes of the tag read last.
    attributes: Vec<Attribute<'h>>,
    /// The characters of the reference read last.
    reference: String,
}

/// What stands at one place of a page.
enum Step {
    Start {
        name: LocalName,
        self_closing: bool,
    },
    End(LocalName),
    Text(Range<usize>),
    Reference,
    Comment(Range<usize>),
    /// Nothing to tell: a doctype, a tag that never ends.
    Nothing,
}

impl<'h> Tokens<'h> {
    /// The tokens of a page whose lines end as in [`with_line_feeds`].
    pub(super) fn new(html: &'h str) -> Self {
        Self {
            html: html.strip_prefix('\u{feff}').unwrap_or(html),
            at: 0,
            attributes: Vec::new(),
            reference: String::new(),
        }
    }

    /// The next token. `foreign`: it stands in a drawing or a formula, where `<![CDATA[` is known.
    pub(super) fn next(&mut self, foreign: bool) -> Option<Token<'_>> {
        let step = loop {
            if self.at >= self.html.len() {
                return None;
            }
            match self.step(foreign) {
                Step::Nothing => {}
                step => break step,
            }
        };
        Some(match step {
            Step::Start { name, self_closing } => Token::Start(Tag {
                name,
                self_closing,
                attributes: &self.attributes,
            }),
            Step::End(name) => Token::End(name),
            Step::Text(range) => Token::Text(&self.html[range]),
            Step::Reference => Token::Text(&self.reference),
            Step::Comment(range) => Token::Comment(&self.html[range]),
            Step::Nothing => return None,
        })
    }

    /// The content of the element of that kind whose start tag has just been read; its end tag is
    /// read too.
    pub(super) fn content(&mut self, kind: RawKind, name: &LocalName) -> &'h str {
        let from = self.at;
        let end = from + end_of_content(kind, &self.html.as_bytes()[from..], name);
        self.at = end;
        if end < self.html.len() {
            let _ = self.tag(end + 2, true);
        }
        &self.html[from..end]
    }

    fn step(&mut self, foreign: bool) -> Step {
        let bytes = self.html.as_bytes();
        match bytes[self.at] {
            b'<' => self.markup(foreign),
            b'&' => self.reference(),
            _ => {
                let end = memchr2(b'<', b'&', &bytes[self.at..])
                    .map_or(bytes.len(), |length| self.at + length);
                self.text(end)
            }
        }
    }

    fn text(&mut self, end: usize) -> Step {
        let start = std::mem::replace(&mut self.at, end);
        Step::Text(start..end)
    }

    fn reference(&mut self) -> Step {
        match references::read(&self.html[self.at..], Place::Text) {
            Some((characters, length)) => {
                self.reference.clear();
                self.reference.extend(characters.into_iter().flatten());
                self.at += length;
                Step::Reference
            }
            None => self.text(self.at + 1),
        }
    }

    /// What an opening angle bracket begins.
    fn markup(&mut self, foreign: bool) -> Step {
        let at = self.at;
        let byte = |offset: usize| self.html.as_bytes().get(at + offset).copied();
        match (byte(1), byte(2)) {
            (Some(first), _) if first.is_ascii_alphabetic() => self.tag(at + 1, false),
            (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => self.tag(at + 2, true),
            (Some(b'/'), Some(b'>')) => self.skip_to(at + 3),
            (Some(b'/'), Some(_)) => self.bogus_comment(at + 2),
            (Some(b'/'), None) => self.text(at + 2),
            (Some(b'?'), _) => self.bogus_comment(at + 1),
            (Some(b'!'), _) => self.declaration(foreign),
            _ => self.text(at + 1),
        }
    }

    fn skip_to(&mut self, at: usize) -> Step {
        self.at = at;
        Step::Nothing
    }

    /// A tag whose name begins at `start`. One that the page ends in is nothing.
    fn tag(&mut self, start: usize, is_end: bool) -> Step {
        let end_of_page = self.html.len();
        let rest = &self.html.as_bytes()[start..];
        let Some(length) = rest.iter().position(|byte| ends_name(*byte)) else {
            return self.skip_to(end_of_page);
        };
        self.attributes.clear();
        let Some((end, self_closing)) = self.attributes(start + length) else {
            return self.skip_to(end_of_page);
        };
        self.at = end;
        let name = &self.html[start..start + length];
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            LocalName::from(name.to_ascii_lowercase())
        } else {
            LocalName::from(name)
        };
        if is_end {
            Step::End(name)
        } else {
            Step::Start { name, self_closing }
        }
    }

    /// Reads the attributes that begin at `at`: where their tag ends, and whether it closes itself.
    fn attributes(&mut self, mut at: usize) -> Option<(usize, bool)> {
        let bytes = self.html.as_bytes();
        loop {
            match *bytes.get(at)? {
                b'>' => return Some((at + 1, false)),
                b'/' if *bytes.get(at + 1)? == b'>' => return Some((at + 2, true)),
                byte if byte == b'/' || is_space(byte) => at += 1,
                _ => {
                    let (attribute, end) = self.attribute(at)?;
                    if self.attributes.len() < MOST_ATTRIBUTES {
                        self.attributes.push(attribute);
                    }
                    at = end;
                }
            }
        }
    }

    /// The attribute that begins at `start`, and its end.
    fn attribute(&self, start: usize) -> Option<(Attribute<'h>, usize)> {
        let bytes = self.html.as_bytes();
        // An equals sign at its head belongs to the name.
        let length = bytes[start + 1..]
            .iter()
            .position(|byte| ends_name(*byte) || *byte == b'=')?;
        let name = &self.html[start..=start + length];
        let equals = skip_spaces(bytes, start + 1 + length)?;
        if bytes[equals] != b'=' {
            return Some((Attribute { name, value: "" }, equals));
        }
        let value = skip_spaces(bytes, equals + 1)?;
        let (value, end) = match bytes[value] {
            quote @ (b'"' | b'\'') => {
                let end = value + 1 + memchr(quote, &bytes[value + 1..])?;
                (&self.html[value + 1..end], end + 1)
            }
            _ => {
                let end = bytes[value..]
                    .iter()
                    .position(|byte| is_space(*byte) || *byte == b'>')
                    .map(|length| value + length)?;
                (&self.html[value..end], end)
            }
        };
        Some((Attribute { name, value }, end))
    }

    /// What "<!" begins.
    fn declaration(&mut self, foreign: bool) -> Step {
        const DOCTYPE: &[u8] = b"doctype";
        const CDATA: &[u8] = b"[CDATA[";
        let start = self.at + 2;
        let rest = &self.html.as_bytes()[start..];
        let end_of = |end: Option<usize>, length| end.map_or(self.html.len(), |at| at + length);
        if rest.starts_with(b"--") {
            return self.comment(start + 2);
        }
        if rest
            .get(..DOCTYPE.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(DOCTYPE))
        {
            return self.skip_to(end_of(memchr(b'>', rest).map(|at| start + at), 1));
        }
        if foreign && rest.starts_with(CDATA) {
            // Nobody reads the text of drawings.
            return self.skip_to(end_of(memmem::find(rest, b"]]>").map(|at| start + at), 3));
        }
        self.bogus_comment(start)
    }

    /// A comment whose text begins at `start`.
    fn comment(&mut self, start: usize) -> Step {
        let rest = &self.html[start..];
        // The dashes that open it may close it too.
        for closed in [">", "->"] {
            if rest.starts_with(closed) {
                self.at = start + closed.len();
                return Step::Comment(start..start);
            }
        }
        let ends = memchr_iter(b'>', rest.as_bytes()).find_map(|end| {
            let closed = ["--", "--!"].iter();
            closed
                .filter_map(|closed| rest[..end].strip_suffix(closed))
                .next()
                .map(|text| (text.len(), end + 1))
        });
        let (text, end) = ends.unwrap_or((rest.len(), rest.len()));
        self.at = start + end;
        Step::Comment(start..start + text)
    }

    /// What reads as a comment up to the next closing angle bracket.
    fn bogus_comment(&mut self, start: usize) -> Step {
        let end = memchr(b'>', &self.html.as_bytes()[start..])
            .map_or(self.html.len(), |length| start + length);
        self.at = (end + 1).min(self.html.len());
        Step::Comment(start..end)
    }
}

/// The first byte at or after `at` that is no space.
fn skip_spaces(bytes: &[u8], at: usize) -> Option<usize> {
    bytes[at..]
        .iter()
        .position(|byte| !is_space(*byte))
        .map(|spaces| at + spaces)
}

/// The page with every end of a line as a line feed.
pub(super) fn with_line_feeds(html: &str) -> Cow<'_, str> {
    if memchr(b'\r', html.as_bytes()).is_none() {
        return Cow::Borrowed(html);
    }
    Cow::Owned(html.replace("\r\n", "\n").replace('\r', "\n"))
}
