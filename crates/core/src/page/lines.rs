//! Plain text and Markdown: lines to blocks.

use super::builder::{Builder, bullet};
use super::{Block, BlockKind};

/// How the lines are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Characters stand for themselves.
    Plain,
    /// Emphasis, headings, links, tables and escapes of Markdown.
    Markdown,
}

/// Reads text into `builder`.
pub(super) fn read(text: &str, dialect: Dialect, builder: &mut Builder) {
    let mut reader = Reader {
        builder,
        dialect,
        list: 0,
        in_list: false,
        gap: true,
    };
    let wrap = wrap_width(text);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let mut joined = line.trim_end().to_owned();
        if let Some(width) = wrap {
            let mut last = line;
            while let Some(next) = lines
                .peek()
                .copied()
                .filter(|next| continues(last, next, width))
            {
                joined.push(' ');
                joined.push_str(next.trim());
                last = next;
                lines.next();
            }
        }
        reader.line(&joined);
    }
}

/// The width at which the text was wrapped by hand, if it was: many lines end near one width, and
/// none is much longer.
fn wrap_width(text: &str) -> Option<usize> {
    let lengths: Vec<usize> = text
        .lines()
        .map(|l| l.trim_end().chars().count())
        .filter(|l| *l > 0)
        .collect();
    let longest = lengths.iter().copied().max()?;
    if !(50..=100).contains(&longest) || lengths.len() < 6 {
        return None;
    }
    let near = lengths.iter().filter(|l| **l + 14 >= longest).count();
    (near * 5 >= lengths.len()).then_some(longest)
}

/// Whether `next` goes on with the sentence that `line` broke off at the margin.
fn continues(line: &str, next: &str, width: usize) -> bool {
    let next = next.trim();
    let Some(first) = next.chars().next() else {
        return false;
    };
    // The line is full: the next line's first word would not have fitted.
    let word = next
        .split_whitespace()
        .next()
        .map_or(0, |w| w.chars().count());
    let full = line.trim_end().chars().count() + 1 + word > width.saturating_sub(2);
    full && !line.trim_end().ends_with([':', '!', '?'])
        && bullet(next).is_none()
        && (first.is_lowercase() || !line.trim_end().ends_with('.') || first.is_ascii_digit())
        && !next.ends_with(':')
}

struct Reader<'b> {
    builder: &'b mut Builder,
    dialect: Dialect,
    /// Number of the current list.
    list: u32,
    in_list: bool,
    gap: bool,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if line.is_empty() {
            self.gap = true;
            self.in_list &= self.dialect == Dialect::Markdown;
            return;
        }
        if is_rule(line) {
            self.gap = true;
            return;
        }
        if self.dialect == Dialect::Markdown && line.starts_with('|') && line.len() > 1 {
            self.table_row(line);
            return;
        }
        let line = line.strip_prefix("> ").unwrap_or(line);
        let heading = line.bytes().take_while(|b| *b == b'#').count();
        if (1..=6).contains(&heading)
            && line[heading..].starts_with([' ', '*'])
            && self.dialect == Dialect::Markdown
        {
            let level = u8::try_from(heading).unwrap_or(6);
            self.write(
                line[heading..].trim().trim_end_matches('#').trim_end(),
                BlockKind::Heading(level),
            );
            self.in_list = false;
            return;
        }
        match bullet(line).filter(|_| !(self.dialect == Dialect::Markdown && is_emphasis(line))) {
            Some(cut) => {
                if !self.in_list {
                    self.list += 1;
                    self.in_list = true;
                }
                let depth = u8::try_from(1 + indent / 2).unwrap_or(9).min(9);
                self.write(&line[cut..], BlockKind::Item(depth));
            }
            None => {
                self.in_list = false;
                self.write(line, BlockKind::Paragraph);
            }
        }
    }

    fn table_row(&mut self, line: &str) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells
            .iter()
            .all(|c| c.chars().all(|c| matches!(c, '-' | ':' | ' ')))
        {
            return;
        }
        let pair = cells.len() == 2;
        for (at, cell) in cells.into_iter().enumerate() {
            self.write(
                cell,
                BlockKind::Cell {
                    label: pair && at == 0,
                },
            );
            self.gap = false;
        }
    }

    /// Writes one block, with the emphasis of Markdown taken out.
    fn write(&mut self, text: &str, kind: BlockKind) {
        let mut block = Block {
            kind,
            gap: std::mem::take(&mut self.gap),
            list: if matches!(kind, BlockKind::Item(_)) {
                self.list
            } else {
                0
            },
            bold: matches!(kind, BlockKind::Heading(_)),
            ..Block::default()
        };
        if self.dialect == Dialect::Plain {
            self.builder.text(text);
        } else {
            let emphasis = Emphasis::read(text, self.builder);
            block.bold |= emphasis.all_bold;
            block.lead = emphasis.lead;
            block.link_share = emphasis.link_share;
        }
        self.builder.close(block);
    }
}

/// A line of dashes, stars, equals signs or underscores.
fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && line.chars().all(|c| {
            matches!(
                c,
                '-' | '*' | '=' | '_' | '—' | '–' | '~' | ' ' | '\\' | '#' | '+'
            )
        })
}

/// A star that opens emphasis and not a list item: "*Note*" or "**Bold** text".
fn is_emphasis(line: &str) -> bool {
    line.starts_with("**")
        || line.starts_with('*')
            && !line[1..].starts_with(char::is_whitespace)
            && line[1..].contains('*')
}

/// What the emphasis of a line says.
struct Emphasis {
    all_bold: bool,
    lead: usize,
    link_share: u8,
}

impl Emphasis {
    /// Writes `text` into `builder` without its marks.
    fn read(text: &str, builder: &mut Builder) -> Self {
        let bytes = text.as_bytes();
        let (mut bold, mut all_bold, mut lead, mut linked, mut at, mut from) =
            (false, true, 0, 0, 0, 0);
        let mut leading = true;
        let mut flush = |builder: &mut Builder, piece: &str, bold: bool| {
            builder.text(&unescape(piece));
            if piece.chars().any(char::is_alphanumeric) {
                all_bold &= bold;
                leading &= bold;
            }
            if leading {
                lead = builder.len();
            }
        };
        while at < bytes.len() {
            let rest = &text[at..];
            if bytes[at] == b'\\' && at + 1 < bytes.len() && bytes[at + 1].is_ascii_punctuation() {
                flush(builder, &text[from..at], bold);
                builder.text(&rest[1..2]);
                at += 2;
                from = at;
            } else if rest.starts_with("**") || rest.starts_with("__") && at_word_edge(text, at, 2)
            {
                flush(builder, &text[from..at], bold);
                bold = !bold;
                at += 2;
                from = at;
            } else if (bytes[at] == b'*' || bytes[at] == b'_' || bytes[at] == b'`')
                && at_word_edge(text, at, 1)
            {
                flush(builder, &text[from..at], bold);
                at += 1;
                from = at;
            } else if let Some((label, len)) = link(rest) {
                flush(builder, &text[from..at], bold);
                flush(builder, label, bold);
                linked += label.len();
                at += len;
                from = at;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        flush(builder, &text[from..], bold);
        let share = linked * 100 / builder.len().max(1);
        Self {
            all_bold: all_bold && builder.len() > 0,
            lead,
            link_share: u8::try_from(share.min(100)).unwrap_or(100),
        }
    }
}

/// Whether a mark of emphasis stands at the edge of a word (and is no part of one, or a product).
fn at_word_edge(text: &str, at: usize, len: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !(word(before) && word(after) || blank(before) && blank(after))
}

/// `[label](target)` or `![alt](target)` at the start of `rest`: its label and its length.
fn link(rest: &str) -> Option<(&str, usize)> {
    let image = rest.starts_with("![");
    let body = rest.strip_prefix('!').unwrap_or(rest).strip_prefix('[')?;
    let close = body.find(']').filter(|at| *at < 400)?;
    let tail = body[close + 1..].strip_prefix('(')?;
    let end = tail.find(')').filter(|at| *at < 2000)?;
    let len = usize::from(image) + 1 + close + 2 + end + 1;
    Some((if image { "" } else { &body[..close] }, len))
}

/// The few entities and tags that Markdown of job boards carries.
fn unescape(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains(['&', '<']) {
        return text.into();
    }
    let mut out = text.to_owned();
    for (from, to) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&ndash;", "–"),
        ("<br>", " "),
        ("<br/>", " "),
        ("<br />", " "),
        ("&amp;", "&"),
    ] {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn page(text: &str, dialect: Dialect) -> Page {
        let mut builder = Builder::default();
        read(text, dialect, &mut builder);
        builder.finish()
    }

    fn blocks(text: &str, dialect: Dialect) -> Vec<(String, BlockKind, bool)> {
        let page = page(text, dialect);
        (0..page.blocks.len())
            .map(|b| {
                (
                    page.text_of(b).to_owned(),
                    page.blocks[b].kind,
                    page.blocks[b].bold,
                )
            })
            .collect()
    }

    #[test]
    fn markdown_emphasis_goes_and_bold_lines_are_bold() {
        let got = blocks(
            "## Duties\n**You will:**\n* grill\\-fry *well*\n[Apply](https://x.example)",
            Dialect::Markdown,
        );
        assert_eq!(
            got,
            [
                ("Duties".into(), BlockKind::Heading(2), true),
                ("You will:".into(), BlockKind::Paragraph, true),
                ("grill-fry well".into(), BlockKind::Item(1), false),
                ("Apply".into(), BlockKind::Paragraph, false),
            ]
        );
    }

    #[test]
    fn bold_lead_is_measured() {
        let page = page("**Pay:** $20 an hour", Dialect::Markdown);
        assert_eq!(page.text_of(0), "Pay: $20 an hour");
        assert_eq!(page.blocks[0].lead, "Pay:".len());
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The driver brings parcels to shops in the whole of the county and\n\
                    keeps the van clean, the papers in order and the customers happy,\n\
                    five days a week.\n- loads the van each morning with the parcels of the whole of\n\
                    the round\n- drives\n\nWe look forward to your letter, which may be short but should be\ntrue.";
        let got: Vec<String> = blocks(text, Dialect::Plain)
            .into_iter()
            .map(|b| b.0)
            .collect();
        assert_eq!(got.len(), 4, "{got:?}");
        assert!(got[1].ends_with("the round"));
    }
}
