//! HTML to blocks, in one pass over the tags: no tree is built and dropped again, which is what
//! most of the time of an HTML parser goes into.
//!
//! `html5ever` cuts the text into tags; [`leap`] spares it what is not read; [`nesting`] closes what
//! the standard closes; [`walker`] writes the blocks.

mod elements;
mod leap;
mod nesting;
mod parts;
#[cfg(test)]
mod tests;
mod walker;

use std::cell::RefCell;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{LocalName, local_name};

use super::builder::Builder;
use elements::Traits;
use leap::Unread;
use nesting::Nesting;
use walker::Walker;

/// What a page's scripts hold that is worth reading.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    /// Texts of `<script type="application/ld+json">`.
    pub(super) json_ld: Vec<String>,
}

/// Reads a page or a fragment of one into `builder`.
pub(super) fn read(html: &str, builder: &mut Builder) -> Scripts {
    read_with(html, builder, true)
}

/// `leaps`: what is not read is not cut into tags either.
fn read_with(html: &str, builder: &mut Builder, leaps: bool) -> Scripts {
    let depth = builder.limits.depth;
    let sink = Sink(RefCell::new(Reader {
        depth,
        walker: Walker::new(builder),
        nesting: Nesting::default(),
        raw: None,
        skipped: None,
        scripts: Scripts::default(),
        stopped: false,
        leaps,
        leap: None,
    }));
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    while matches!(tokenizer.feed(&input), TokenizerResult::Script(())) {
        tokenizer.sink.leap(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

/// The tokenizer calls it through a shared reference.
struct Sink<'b>(RefCell<Reader<'b>>);

impl Sink<'_> {
    /// Takes from the input what the element that has just opened holds, where that is not read.
    fn leap(&self, input: &BufferQueue) {
        let Some((unread, name)) = self.0.borrow_mut().leap.take() else {
            return;
        };
        let Some(mut rest) = input.pop_front() else {
            return;
        };
        let length = unread.end(&name, &rest).unwrap_or(0);
        rest.pop_front(u32::try_from(length).unwrap_or(0));
        input.push_front(rest);
    }
}

impl TokenSink for Sink<'_> {
    /// No script is run: a tokenizer that stops for one waits for [`Sink::leap`].
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().token(token)
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0
            .borrow()
            .skipped
            .as_ref()
            .is_some_and(Skipped::is_foreign)
    }
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

/// An open element in which tags are text.
struct Raw {
    name: LocalName,
    /// Its text, where that is worth reading.
    text: Option<String>,
}

/// Takes tokens, writes blocks.
struct Reader<'b> {
    walker: Walker<'b>,
    nesting: Nesting,
    raw: Option<Raw>,
    skipped: Option<Skipped>,
    scripts: Scripts,
    /// Elements nested deeper than this are not read. Saved pages stay far below it.
    depth: usize,
    /// A limit was met: the rest is not read.
    stopped: bool,
    leaps: bool,
    /// What to leap over next, and its element.
    leap: Option<(Unread, LocalName)>,
}

impl Reader<'_> {
    fn token(&mut self, token: Token) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(&tag),
            Token::TagToken(tag) => self.end(&tag.name),
            Token::CharacterTokens(text) => match &mut self.raw {
                Some(raw) => {
                    if let Some(kept) = &mut raw.text {
                        kept.push_str(&text);
                    }
                }
                None if self.skipped.is_none() && !self.stopped => self.walker.text(&text),
                None => {}
            },
            Token::CommentToken(comment) if self.skipped.is_none() => {
                self.walker.comment(&comment);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        if let Some(result) = self.start_inside_skipped(tag) {
            return result;
        }
        let traits = Traits::of(&tag.name);
        if let Some(kind) = elements::raw_kind(&tag.name) {
            return self.start_raw(tag, kind, self.is_wanted(tag));
        }
        if self.stopped {
            return TokenSinkResult::Continue;
        }
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
                    if tag.name == local_name!("svg") && self.leaps {
                        return self.leap_over(Unread::Svg, &tag.name);
                    }
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
        TokenSinkResult::Continue
    }

    /// The start tag of an element in which tags are text.
    fn start_raw(&mut self, tag: &Tag, kind: RawKind, wanted: bool) -> TokenSinkResult<()> {
        self.raw = Some(Raw {
            name: tag.name.clone(),
            text: wanted.then(String::new),
        });
        if wanted || !self.leaps {
            return TokenSinkResult::RawData(kind);
        }
        let unread = match kind {
            RawKind::ScriptData => Unread::Script,
            _ => Unread::Raw,
        };
        self.leap_over(unread, &tag.name)
    }

    /// Has the tokenizer stop, so that the content of the element can be taken away.
    fn leap_over(&mut self, unread: Unread, name: &LocalName) -> TokenSinkResult<()> {
        self.leap = Some((unread, name.clone()));
        TokenSinkResult::Script(())
    }

    /// Whether the text of an element is read although it is no text of the page: the title,
    /// JSON-LD, and what only looks raw.
    fn is_wanted(&self, tag: &Tag) -> bool {
        match tag.name {
            local_name!("title") => self.walker.wants_title(),
            local_name!("xmp") => !self.stopped,
            local_name!("script") => walker::attribute(tag, "type")
                .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")),
            _ => false,
        }
    }

    /// A start tag inside an element that is skipped: `None` where there is none, or where it ends
    /// with this tag.
    fn start_inside_skipped(&mut self, tag: &Tag) -> Option<TokenSinkResult<()>> {
        let skipped = self.skipped.as_mut()?;
        if skipped.is_foreign() {
            if elements::leaves_foreign(&tag.name) {
                self.skipped = None;
                return None;
            }
            skipped.foreign_object = tag.name.eq_str_ignore_ascii_case("foreignobject");
            skipped.depth += usize::from(tag.name == skipped.name && !tag.self_closing);
            return Some(TokenSinkResult::Continue);
        }
        if let Some(kind) = elements::raw_kind(&tag.name) {
            return Some(self.start_raw(tag, kind, false));
        }
        // Buttons and options do not nest: the next one takes the place of the one before.
        let nests = !matches!(
            tag.name,
            local_name!("button") | local_name!("option") | local_name!("select")
        );
        skipped.depth += usize::from(nests && tag.name == skipped.name);
        Some(TokenSinkResult::Continue)
    }

    fn end(&mut self, name: &LocalName) {
        if let Some(raw) = self.raw.take_if(|raw| raw.name == *name) {
            self.end_raw(raw);
            return;
        }
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

    fn end_raw(&mut self, raw: Raw) {
        let Some(text) = raw.text else { return };
        match raw.name {
            local_name!("title") => self.walker.title(&text),
            local_name!("script") => self.scripts.json_ld.push(text),
            _ => {
                self.walker.end_block(true);
                self.walker.lines(&text);
                self.walker.end_block(true);
            }
        }
    }

    fn finish(mut self) -> Scripts {
        if let Some(raw) = self.raw.take() {
            self.end_raw(raw);
        }
        self.walker.finish();
        self.scripts
    }
}
