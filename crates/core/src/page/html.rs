//! HTML to blocks, in one pass over the tags: no tree is built and dropped again, which is what
//! most of the time of an HTML parser goes into.
//!
//! [`tokens`] cuts the text into tags; [`nesting`] closes what the standard closes; [`walker`] writes
//! the blocks.

mod elements;
mod nesting;
mod parts;
mod raw;
mod references;
#[cfg(test)]
mod tests;
mod tokens;
#[cfg(test)]
mod tokens_tests;
mod walker;

use html5ever::{LocalName, local_name};

use super::builder::Builder;
use elements::Traits;
use nesting::Nesting;
use raw::RawKind;
use references::Place;
use tokens::{Tag, Token, Tokens};
use walker::Walker;

/// What a page's scripts hold that is worth reading.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    /// Texts of `<script type="application/ld+json">`.
    pub(super) json_ld: Vec<String>,
}

/// Reads a page or a fragment of one into `builder`.
pub(super) fn read(html: &str, builder: &mut Builder) -> Scripts {
    let html = tokens::with_line_feeds(html);
    let mut tokens = Tokens::new(&html);
    let mut reader = Reader {
        depth: builder.limits.depth,
        walker: Walker::new(builder),
        nesting: Nesting::default(),
        skipped: None,
        scripts: Scripts::default(),
        stopped: false,
    };
    while let Some(token) = tokens.next(reader.is_foreign()) {
        if let Some(raw) = reader.token(token) {
            let content = tokens.content(raw.kind, &raw.name);
            if raw.wanted {
                reader.content(&raw, content);
            }
        }
    }
    reader.finish()
}

/// An open element whose content is no text of the page.
struct Skipped {
    name: LocalName,
    /// Elements of its name that are open, itself among them.
    depth: usize,
    /// HTML inside a drawing.
    foreign_object: bool,
}

impl Skipped {
    fn is_foreign(&self) -> bool {
        matches!(self.name, local_name!("svg") | local_name!("math")) && !self.foreign_object
    }

    /// Nothing inside it ends an element around it.
    fn is_closed_in(&self) -> bool {
        matches!(
            self.name,
            local_name!("template") | local_name!("select") | local_name!("object")
        )
    }
}

/// An element in which tags are text.
struct Raw {
    name: LocalName,
    kind: RawKind,
    /// Its text is worth reading.
    wanted: bool,
}

/// Takes tokens, writes blocks.
struct Reader<'b> {
    walker: Walker<'b>,
    nesting: Nesting,
    skipped: Option<Skipped>,
    scripts: Scripts,
    /// Elements nested deeper than this are not read. Saved pages stay far below it.
    depth: usize,
    /// A limit was met: the rest is not read.
    stopped: bool,
}

impl Reader<'_> {
    /// Takes the next token: where it opens an element in which tags are text, that element.
    fn token(&mut self, token: Token<'_>) -> Option<Raw> {
        match token {
            Token::Start(tag) => return self.start(&tag),
            Token::End(name) => self.end(&name),
            Token::Text(text) if self.skipped.is_none() && !self.stopped => self.walker.text(text),
            Token::Comment(comment) if self.skipped.is_none() => self.walker.comment(comment),
            Token::Text(_) | Token::Comment(_) => {}
        }
        None
    }

    /// Whether what comes next stands in a drawing or a formula.
    fn is_foreign(&self) -> bool {
        self.skipped.as_ref().is_some_and(Skipped::is_foreign)
    }

    fn start(&mut self, tag: &Tag<'_>) -> Option<Raw> {
        if self.is_skipped(tag) {
            return None;
        }
        if let Some(kind) = RawKind::of(&tag.name) {
            return Some(Raw {
                name: tag.name.clone(),
                kind,
                wanted: self.skipped.is_none() && self.is_wanted(tag),
            });
        }
        if self.skipped.is_none() && !self.stopped {
            self.open(tag);
        }
        None
    }

    /// The start tag of an element outside all that is skipped.
    fn open(&mut self, tag: &Tag<'_>) {
        let traits = Traits::of(&tag.name);
        match tag.name {
            local_name!("html") => self.walker.root(tag),
            local_name!("head") | local_name!("body") | local_name!("frameset") => {
                self.walker.end_block(true);
            }
            _ if traits.has(Traits::SKIPPED) => {
                let foreign = matches!(tag.name, local_name!("svg") | local_name!("math"));
                if !(foreign && tag.self_closing) {
                    self.skipped = Some(Skipped {
                        name: tag.name.clone(),
                        depth: 1,
                        foreign_object: false,
                    });
                }
            }
            _ if traits.has(Traits::VOID) => {
                if self.nesting.make_room(&tag.name, traits, &mut self.walker) {
                    self.walker.void(tag);
                }
            }
            _ => self.nesting.start(tag, &mut self.walker),
        }
        if self.nesting.depth() > self.depth {
            self.stopped = true;
            let depth = self.depth;
            self.walker
                .truncate(format!("what follows markup nested over {depth} deep"));
        }
    }

    /// Whether the text of an element is read although it is no text of the page: the title,
    /// JSON-LD, and what only looks raw.
    fn is_wanted(&self, tag: &Tag<'_>) -> bool {
        match tag.name {
            local_name!("title") => self.walker.wants_title(),
            local_name!("xmp") => !self.stopped,
            local_name!("script") => tag
                .attribute("type")
                .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")),
            _ => false,
        }
    }

    /// Whether a start tag inside an element that is skipped is skipped with it. It may end that
    /// element, and the text of some is skipped for itself.
    fn is_skipped(&mut self, tag: &Tag<'_>) -> bool {
        let Some(skipped) = &mut self.skipped else {
            return false;
        };
        if skipped.is_foreign() {
            if elements::leaves_foreign(&tag.name) {
                self.skipped = None;
                return false;
            }
            skipped.foreign_object = tag.name.eq_str_ignore_ascii_case("foreignobject");
            skipped.depth += usize::from(tag.name == skipped.name && !tag.self_closing);
            return true;
        }
        // Buttons and options do not nest: the next one takes the place of the one before.
        let nests = !matches!(
            tag.name,
            local_name!("button") | local_name!("option") | local_name!("select")
        );
        skipped.depth += usize::from(nests && tag.name == skipped.name);
        RawKind::of(&tag.name).is_none()
    }

    fn end(&mut self, name: &LocalName) {
        if let Some(skipped) = &mut self.skipped {
            if *name == skipped.name {
                skipped.depth -= 1;
                if skipped.depth == 0 {
                    self.skipped = None;
                }
                return;
            }
            if skipped.foreign_object && name.eq_str_ignore_ascii_case("foreignobject") {
                skipped.foreign_object = false;
                return;
            }
            let ends = !skipped.is_closed_in()
                && Traits::of(name).has(Traits::SPECIAL)
                && self.nesting.is_in_scope(name);
            if !ends {
                return;
            }
            self.skipped = None;
        }
        if self.stopped {
            return;
        }
        match *name {
            local_name!("br") => self.walker.end_block(false),
            local_name!("html") | local_name!("body") => {}
            _ => self.nesting.end(name, &mut self.walker),
        }
    }

    /// The content of an element in which tags are text.
    fn content(&mut self, raw: &Raw, content: &str) {
        let content = content.replace('\0', "\u{fffd}");
        match raw.name {
            local_name!("title") => {
                let title = references::decoded(&content, Place::Text);
                self.walker.title(&title);
            }
            local_name!("script") => self.scripts.json_ld.push(content),
            _ => {
                self.walker.end_block(true);
                self.walker.lines(&content);
                self.walker.end_block(true);
            }
        }
    }

    fn finish(mut self) -> Scripts {
        self.walker.finish();
        self.scripts
    }
}
