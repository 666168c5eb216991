//! What mail programs write around a text: marks of quoting, heads of forwarded mails, signatures,
//! the footer of a mailing list.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::page::builder::Builder;
use crate::page::limits::Limits;
use crate::page::lines::{self, Dialect};
use crate::page::{Page, sniff};

/// A line that begins a signature.
const SIGNATURE: &str = "--";
/// A signature or a footer has no more lines than this.
const TAIL_LINES: usize = 20;
/// More lines than this are no head of a forwarded mail.
const HEAD_LINES: usize = 14;

/// The vocabulary of `data/any/mail.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    labels: Vec<String>,
    subjects: Vec<String>,
    prefixes: Vec<String>,
    openings: Vec<String>,
    wrote: Vec<String>,
    footers: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test walks them"))]
    yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test walks them"))]
    no: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    // A test loads the file, so this cannot fail on shipped data.
    toml::from_str(include_str!("../../../data/any/mail.toml"))
        .unwrap_or_else(|error| panic!("data/any/mail.toml: {error}"))
});

/// A subject without "Fwd:", "Re:" and a list's name in brackets before it.
pub(super) fn bare_subject(subject: &str) -> &str {
    let mut rest = subject.trim();
    loop {
        let before = rest;
        if let Some((list, tail)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
            && list.len() <= 40
            && !tail.trim().is_empty()
        {
            rest = tail.trim_start();
        }
        if let Some((prefix, tail)) = rest.split_once(':')
            && WORDS.prefixes.contains(&prefix.trim().to_lowercase())
        {
            rest = tail.trim_start();
        }
        if rest == before {
            return rest;
        }
    }
}

/// The page of a mail's plain text. `flowed`: a line that ends in a space goes on in the next one.
pub(super) fn page(text: &str, flowed: bool, limits: Limits) -> Page {
    let (text, truncated) = limits.of_text(text);
    let text = unquoted(text);
    let text = if flowed {
        Cow::Owned(joined(&text))
    } else {
        text
    };
    let (body, tail) = split_tail(&text);
    let dialect = if sniff::is_markdown(body) {
        Dialect::Markdown
    } else {
        Dialect::Plain
    };
    let mut builder = Builder::within(limits);
    builder.page().truncated = truncated;
    lines::read(body, dialect, &mut builder);
    let begun = builder.page().blocks.len();
    lines::read(tail, Dialect::Plain, &mut builder);
    let mut page = builder.finish();
    for block in &mut page.blocks[begun..] {
        block.furniture = Some("signature");
    }
    page
}

/// Text without the marks that quoting put before its lines, where most lines have them.
fn unquoted(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..3 {
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        let quoted = lines().filter(|line| line.starts_with('>')).count();
        if quoted * 2 <= lines().count() {
            break;
        }
        let bare: Vec<&str> = text
            .lines()
            .map(|line| line.strip_prefix('>').unwrap_or(line))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        text = Cow::Owned(bare.join("\n"));
    }
    text
}

/// Joins the lines that a mail program broke.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            out.push('\n');
        }
    }
    out
}

/// Parts a text from the signature or the list footer below it.
fn split_tail(text: &str) -> (&str, &str) {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        starts.push((at, line.trim()));
        at += line.len();
    }
    let from = starts.len().saturating_sub(TAIL_LINES);
    for &(start, line) in &starts[from..] {
        let tail = &text[start..];
        let ruled = line.len() >= 10 && line.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'='));
        let footer = ruled && {
            let tail = tail.to_lowercase();
            WORDS
                .footers
                .iter()
                .any(|word| tail.contains(word.as_str()))
        };
        // A text that is all signature is none.
        if (line == SIGNATURE || footer) && start * 2 > text.len() {
            return (&text[..start], tail);
        }
    }
    (text, "")
}

/// Marks the heads of forwarded mails and the lines over quoted text as furniture, and takes the
/// subject of the first one where the page has no title.
pub(super) fn mark(page: &mut Page) {
    let mut at = 0;
    while at < page.blocks.len() {
        let text = page.text_of(at);
        if is_opening(text) {
            page.blocks[at].furniture = Some("mail head");
            at += 1;
            continue;
        }
        let labels: Vec<Option<String>> = (at..page.blocks.len().min(at + HEAD_LINES))
            .map(|block| label(page.text_of(block)))
            .take_while(Option::is_some)
            .collect();
        let subject = labels
            .iter()
            .flatten()
            .position(|label| WORDS.subjects.contains(label));
        if labels.len() >= 3
            && let Some(subject) = subject
        {
            let line = page.text_of(at + subject);
            let value = line.split_once(':').map_or("", |(_, value)| value);
            let title = bare_subject(value).to_owned();
            if !title.is_empty() {
                page.head.title.get_or_insert(title);
            }
            for block in &mut page.blocks[at..at + labels.len()] {
                block.furniture = Some("mail head");
            }
        }
        at += labels.len().max(1);
    }
}

/// The name of a header line, in lower case.
fn label(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    if name.len() > 24 {
        return None;
    }
    let name = name.trim().trim_matches('*').to_lowercase();
    WORDS.labels.contains(&name).then_some(name)
}

/// A line over a quoted or forwarded text.
fn is_opening(line: &str) -> bool {
    if line.len() > 240 {
        return false;
    }
    let lower = line.to_lowercase();
    let ruled = lower.starts_with("--") || lower.starts_with("__") || lower.ends_with(':');
    if ruled
        && WORDS
            .openings
            .iter()
            .any(|words| lower.contains(words.as_str()))
    {
        return true;
    }
    let Some(said) = lower.strip_suffix(':') else {
        return false;
    };
    // Who wrote is named by an address, or the line says when; some languages name them last.
    let address = said.contains('@');
    let dated = said.bytes().any(|byte| byte.is_ascii_digit());
    WORDS.wrote.iter().any(|word| {
        (address || dated) && said.trim_end().ends_with(word.as_str())
            || address && dated && said.contains(&format!(" {word} "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_pass_their_own_examples() {
        for line in &WORDS.yes {
            assert!(is_opening(line), "{line}");
        }
        for line in &WORDS.no {
            assert!(!is_opening(line), "{line}");
        }
        assert!(
            WORDS
                .subjects
                .iter()
                .all(|word| WORDS.labels.contains(word))
        );
    }

    #[test]
    fn subjects_are_bared() {
        assert_eq!(bare_subject("Fwd: RE: [bakers] Night Baker"), "Night Baker");
        assert_eq!(bare_subject("WG: Stelle: Koch"), "Stelle: Koch");
        assert_eq!(bare_subject("[urgent]"), "[urgent]");
    }

    #[test]
    fn what_stands_around_the_text_is_furniture() {
        let body = "We look for a baker for our night shift.\n- Two years in a bakery\n".repeat(3);
        let text = format!(
            "> Hello,\n> On Monday 3 May, Ann wrote:\n> From: Ann\n> Sent: Monday\n> Subject: Fwd: Night baker\n>\n{}> -- \n> Ann Lee\n",
            body.lines()
                .map(|line| format!("> {line}\n"))
                .collect::<String>()
        );
        let mut page = page(&text, false, Limits::default());
        mark(&mut page);
        let furniture: Vec<&str> = (0..page.blocks.len())
            .filter(|at| page.blocks[*at].furniture.is_some())
            .map(|at| page.text_of(at))
            .collect();
        assert_eq!(furniture.len(), 5, "{furniture:?}");
        assert_eq!(furniture[4], "Ann Lee");
        assert_eq!(page.head.title.as_deref(), Some("Night baker"));
    }

    #[test]
    fn broken_lines_are_joined_where_the_mail_says_so() {
        assert_eq!(
            joined("We bake \nbread.\n-- \nAnn"),
            "We bake bread.\n-- \nAnn\n"
        );
    }
}
