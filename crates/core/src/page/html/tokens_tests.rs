//! The tokens of any text are those of `html5ever`'s tokenizer.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{self, BufferQueue, TagKind, TokenSink, TokenSinkResult, Tokenizer};
use proptest::prelude::*;

use super::raw::RawKind;
use super::references::{self, Place};
use super::tokens::{Token, Tokens, with_line_feeds};

/// What both tokenizers say of a page, in one form: text in one piece, the end tags of elements in
/// which tags are text left out.
#[derive(Debug, Default, PartialEq)]
struct Told(Vec<String>);

impl Told {
    fn tag(&mut self, name: &str, self_closing: bool, id: &str) {
        self.0.push(known(&format!("<{name}> {self_closing} {id}")));
    }

    fn text(&mut self, text: &str) {
        let text = known(text);
        match self.0.last_mut().filter(|last| last.starts_with("text ")) {
            Some(last) => last.push_str(&text),
            None if text.is_empty() => {}
            None => self.0.push(format!("text {text}")),
        }
    }
}

/// Without what stands for characters that HTML does not know: each tokenizer has its own way.
fn known(text: &str) -> String {
    text.replace(['\0', '\u{fffd}'], "")
}

fn ours(html: &str) -> Told {
    let mut told = Told::default();
    let html = with_line_feeds(html);
    let mut tokens = Tokens::new(&html);
    while let Some(token) = tokens.next(false) {
        let raw = match token {
            Token::Start(tag) => {
                // A comparison of names: the form of a value is another test's.
                let id = tag
                    .attribute("id")
                    .unwrap_or_default()
                    .replace('\0', "\u{fffd}");
                told.tag(&tag.name, tag.self_closing, &id);
                RawKind::of(&tag.name).map(|kind| (kind, tag.name))
            }
            Token::End(name) => {
                told.0.push(known(&format!("</{name}>")));
                None
            }
            Token::Text(text) => {
                told.text(text);
                None
            }
            Token::Comment(comment) => {
                told.0.push(known(&format!("comment {comment}")));
                None
            }
        };
        if let Some((kind, name)) = raw {
            let content = tokens.content(kind, &name);
            match kind {
                RawKind::Rcdata => told.text(&references::decoded(content, Place::Text)),
                _ => told.text(content),
            }
            told.0.push("content ends".to_owned());
        }
    }
    told
}

#[derive(Default)]
struct Sink(RefCell<(Told, Option<html5ever::LocalName>)>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: tokenizer::Token, _line: u64) -> TokenSinkResult<()> {
        let (told, raw) = &mut *self.0.borrow_mut();
        match token {
            tokenizer::Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let id = tag.attrs.iter().find(|a| &*a.name.local == "id");
                let id = id.map(|a| a.value.to_string()).unwrap_or_default();
                told.tag(&tag.name, tag.self_closing, &id);
                if let Some(kind) = RawKind::of(&tag.name) {
                    use html5ever::tokenizer::states::RawKind as Theirs;
                    *raw = Some(tag.name);
                    return TokenSinkResult::RawData(match kind {
                        RawKind::Rcdata => Theirs::Rcdata,
                        RawKind::Rawtext => Theirs::Rawtext,
                        RawKind::ScriptData => Theirs::ScriptData,
                    });
                }
            }
            tokenizer::Token::TagToken(tag) => match raw.take() {
                Some(_) => told.0.push("content ends".to_owned()),
                None => told.0.push(known(&format!("</{}>", tag.name))),
            },
            tokenizer::Token::CharacterTokens(text) => told.text(&text),
            tokenizer::Token::CommentToken(text) => told.0.push(known(&format!("comment {text}"))),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn theirs(html: &str) -> Told {
    let tokenizer = Tokenizer::new(Sink::default(), tokenizer::TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let (mut told, raw) = tokenizer.sink.0.into_inner();
    if raw.is_some() {
        told.0.push("content ends".to_owned());
    }
    told
}

#[track_caller]
fn same(html: &str) {
    assert_eq!(ours(html), theirs(html), "{html:?}");
}

#[test]
fn pages_of_every_manner() {
    for html in [
        "<p class=a id='b c' ID=d>x &amp; y</p >z",
        "<p id=a/>b<br/>c<br / >d<p id = \"e\"f>g<p =id='h'>",
        "a < b <3 </ > </> </3> <? php ?> <!x> <!DOCTYPE html> <![CDATA[x]]>",
        "<!-- a -- b --!> c <!--> d <!---> e <!-- - f --->g",
        "<p id='&copy=1&amp;&copy'>&copy=1 &#x80;",
        "a\r\nb\rc<pre id='x\r\ny'>",
        "<TITLE>a &lt; <b></Title >b<style>p > a</styles></style>c",
        "<script>'</scripts>' <!-- <script> </script> --> </script>b",
        "<script><!--> <script> </script>b</script>c",
        "<script><!-- </script>b--></script>c",
        "<script><!-- <script></script>b",
        "a<style>b</style",
        "a<p id=b",
        "a</",
        "a<",
        "a<!-- b",
        "&",
        "&#",
    ] {
        same(html);
    }
}

proptest! {
    #[test]
    fn any_mixture_of_pieces(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "<", ">", "</", "/", "/>", "=", "\"", "'", " ", "\n", "\r", "\0", "!", "?", "-", "--",
                "<!--", "-->", "--!>", "a", "id", "id=", "id='", "é", "&", "&amp", "&lt;", "&#6", ";",
                "&#x2", "&not", "it", "script", "<script", "<script>", "</script", "</script>",
                "<style>", "</style>", "<title>", "</title>", "<p ", "</p>", "<![CDATA[", "]]>",
                "<!doctype", "\u{feff}", "STYLE",
            ]),
            0..20,
        )
    ) {
        let mut html = pieces.concat();
        // Where a page ends inside a comment, dashes at its end say nothing.
        if html.ends_with(['-', '!']) {
            html.push('.');
        }
        prop_assert_eq!(ours(&html), theirs(&html));
    }
}
