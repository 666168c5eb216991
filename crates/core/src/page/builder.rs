//! Writes clean text and blocks into a [`Page`]'s one arena.

use super::limits::Limits;
use super::{Block, BlockKind, Head, Page};
use crate::text::fold::lower_in_place;
use crate::text::tokens::tokenize;

/// Collects the text of one block after the other.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// What cuts the page off.
    pub(super) limits: Limits,
    page: Page,
    /// Text of the block being written.
    line: String,
    /// A space is due before the next word.
    space: bool,
}

impl Builder {
    /// A builder that cuts off what is beyond `limits`.
    pub(super) fn within(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Adds text to the open block: white space becomes one space, invisible characters go.
    pub(super) fn text(&mut self, text: &str) {
        if text.is_ascii() {
            self.ascii(text);
            return;
        }
        for c in text.chars() {
            match clean(c) {
                Clean::Keep(c) => self.push(c),
                Clean::Space => self.space = !self.line.is_empty(),
                Clean::Drop => {}
                Clean::Spell(word) => word.chars().for_each(|c| self.push(c)),
            }
        }
    }

    fn ascii(&mut self, text: &str) {
        let starts_spaced = text.starts_with(|c: char| c.is_ascii_whitespace());
        let ends_spaced = text.ends_with(|c: char| c.is_ascii_whitespace());
        self.space |= starts_spaced && !self.line.is_empty();
        for word in text.split_ascii_whitespace() {
            if self.space {
                self.line.push(' ');
            }
            if word.bytes().any(|b| b.is_ascii_control()) {
                self.line
                    .extend(word.chars().filter(|c| !c.is_ascii_control()));
            } else {
                self.line.push_str(word);
            }
            self.space = true;
        }
        if !text.is_empty() {
            self.space = (ends_spaced || text.trim_ascii().is_empty() && self.space)
                && !self.line.is_empty();
        }
    }

    fn push(&mut self, c: char) {
        if self.space {
            self.line.push(' ');
            self.space = false;
        }
        self.line.push(c);
    }

    /// Length of the open block's text so far.
    pub(super) fn len(&self) -> usize {
        self.line.len()
    }

    /// Closes the open block, if it has text, with the markup given (its ranges are filled in).
    ///
    /// A bullet at its start makes it an item; bullets inside it part it into several.
    pub(super) fn close(&mut self, block: Block) {
        self.space = false;
        let line = std::mem::take(&mut self.line);
        let text = line.trim_end();
        let mut from = 0;
        for at in inner_bullets(text) {
            self.write(&text[from..at], &block, from);
            from = at;
        }
        self.write(&text[from..], &block, from);
        self.line = line;
        self.line.clear();
    }

    /// Writes one block that began `offset` bytes into the line that was closed.
    fn write(&mut self, text: &str, block: &Block, offset: usize) {
        let text = text.trim();
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        let plain = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Cell { label: false }
        );
        let cut = if plain { bullet(text).unwrap_or(0) } else { 0 };
        let text = &text[cut..];
        let Limits {
            text: most, blocks, ..
        } = self.limits;
        if self.page.text.len() + text.len() > most {
            self.page.truncated = Some(format!("the page's text, after {most} bytes"));
            return;
        }
        if self.page.blocks.len() >= blocks {
            self.page.truncated = Some(format!("the page's text, after {blocks} blocks"));
            return;
        }
        let start = self.page.text.len();
        self.page.text.push_str(text);
        let range = start..self.page.text.len();
        self.page.text.push('\n');
        let bulleted = cut > 0 || offset > 0;
        self.page.blocks.push(Block {
            lead: block.lead.saturating_sub(offset + cut).min(range.len()),
            kind: if bulleted && !matches!(block.kind, BlockKind::Item(_)) {
                BlockKind::Item(1)
            } else {
                block.kind
            },
            gap: block.gap && offset == 0,
            range,
            ..block.clone()
        });
    }

    /// The page under construction, for what is not text.
    pub(super) fn page(&mut self) -> &mut Page {
        &mut self.page
    }

    /// What the page's head has said so far.
    pub(super) fn head(&self) -> &Head {
        &self.page.head
    }

    /// Folds and cuts the text into tokens, and gives the page.
    pub(super) fn finish(mut self) -> Page {
        self.close(Block::default());
        let page = &mut self.page;
        pictograph_lists(page);
        page.folded = lower_in_place(&page.text);
        for block in &mut page.blocks {
            let first = page.tokens.len();
            page.tokens
                .extend(tokenize(&page.text[block.range.clone()], block.range.start));
            block.tokens = first..page.tokens.len();
        }
        self.page
    }
}

/// A short text that is no block, with its characters evened out as those of blocks are.
pub(super) fn evened(text: &str) -> String {
    let mut builder = Builder::default();
    builder.text(text);
    builder.line
}

/// Two or more lines in a row that begin with a pictograph are a list: the pictographs are bullets.
fn pictograph_lists(page: &mut Page) {
    let cuts: Vec<Option<usize>> = page
        .blocks
        .iter()
        .map(|b| pictograph(&page.text[b.range.clone()]).filter(|_| b.kind == BlockKind::Paragraph))
        .collect();
    for (at, block) in page.blocks.iter_mut().enumerate() {
        let beside =
            |near: Option<usize>| near.and_then(|n| cuts.get(n)).copied().flatten().is_some();
        if let Some(cut) = cuts[at]
            && (beside(at.checked_sub(1)) && !block.gap || beside(Some(at + 1)))
        {
            block.range.start += cut;
            block.lead = block.lead.saturating_sub(cut);
            block.kind = BlockKind::Item(1);
        }
    }
}

enum Clean {
    Keep(char),
    Space,
    Drop,
    Spell(&'static str),
}

/// Normalises a character: the one place where typography is evened out.
fn clean(c: char) -> Clean {
    match c {
        '\u{00a0}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}'
        | '\u{0085}' => Clean::Space,
        '\u{00ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe0e}'
        | '\u{fe0f}'
        | '\u{e000}'..='\u{f8ff}' => Clean::Drop,
        'ﬀ' => Clean::Spell("ff"),
        'ﬁ' => Clean::Spell("fi"),
        'ﬂ' => Clean::Spell("fl"),
        'ﬃ' => Clean::Spell("ffi"),
        'ﬄ' => Clean::Spell("ffl"),
        c if c.is_whitespace() => Clean::Space,
        c if c.is_control() => Clean::Drop,
        c => Clean::Keep(c),
    }
}

/// Places inside a line where a bullet begins a further item: at least two real bullets, or one
/// behind a colon.
fn inner_bullets(text: &str) -> Vec<usize> {
    let is_bullet =
        |c: char| matches!(c, '•' | '●' | '▪' | '■' | '◦' | '‣' | '➢' | '✓' | '✔' | '►');
    if !text.contains(is_bullet) {
        return Vec::new();
    }
    let mut places: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| {
            is_bullet(*c)
                && text[at + c.len_utf8()..]
                    .starts_with(|n: char| n.is_whitespace() || n.is_alphabetic())
        })
        .map(|(at, _)| at)
        .filter(|at| *at > 0)
        .collect();
    let listed = text.starts_with(is_bullet) || places.len() >= 2;
    places.retain(|at| listed || text[..*at].trim_end().ends_with(':'));
    let mut out = Vec::with_capacity(places.len() * 2);
    for at in places {
        // A heading can be glued between the item before and this bullet: "... vans. Duties: • ..."
        if let Some(heading) = glued_heading(&text[out.last().copied().unwrap_or(0)..at]) {
            out.push(out.last().copied().unwrap_or(0) + heading);
        }
        out.push(at);
    }
    out
}

/// Start of a heading ("Key Duties:") that ends a piece of text after other text.
fn glued_heading(piece: &str) -> Option<usize> {
    let body = piece.trim_end().strip_suffix(':')?;
    let mut start = None;
    let mut words = 0;
    for (at, word) in body
        .rmatch_indices(' ')
        .map(|(at, _)| (at + 1, &body[at + 1..]))
    {
        words += 1;
        let capital = word.starts_with(char::is_uppercase);
        if words > 6 {
            break;
        }
        if capital {
            start = Some(at);
        }
        if body[..at].trim_end().ends_with(['.', '!', '?', ';']) {
            start = Some(at);
            break;
        }
    }
    start.filter(|at| body[..*at].chars().any(char::is_alphanumeric))
}

/// Reads the bullet that begins a line: its length in bytes with the space after it.
pub(super) fn bullet(line: &str) -> Option<usize> {
    let c = line.chars().next()?;
    let rest = &line[c.len_utf8()..];
    let spaced = rest.starts_with(char::is_whitespace);
    let always = matches!(
        c,
        '•' | '▪'
            | '●'
            | '◦'
            | '‣'
            | '·'
            | '▸'
            | '►'
            | '▶'
            | '➢'
            | '➤'
            | '➔'
            | '→'
            | '✓'
            | '✔'
            | '✅'
            | '☑'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '○'
            | '⁃'
            | '∙'
            | '❖'
            | '✦'
            | '★'
            | '☆'
            | '♦'
            | '➡'
            | '⮚'
            | '»'
            | '‐'
    );
    let dash = matches!(c, '-' | '–' | '—' | '*' | '+' | 'o' | '>' | '~') && spaced;
    let glued_dash = matches!(c, '-' | '*' | '–') && rest.starts_with(|c: char| c.is_alphabetic());
    if always || dash || glued_dash {
        let tail = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{fe0f}');
        return (!tail.is_empty()).then(|| line.len() - tail.len());
    }
    numbered(line)
}

/// "1." or "2)" or "(a)".
fn numbered(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &line[digits..];
    let mark = tail.strip_prefix(['.', ')'])?;
    (digits > 0
        && digits <= 2
        && mark.starts_with(' ')
        && mark.trim_start().starts_with(char::is_alphabetic))
    .then(|| line.len() - mark.trim_start().len())
}

/// Length of the pictograph that begins a line, with the space after it.
fn pictograph(line: &str) -> Option<usize> {
    let c = line.chars().next()?;
    let pictograph = matches!(u32::from(c), 0x1f300..=0x1faff | 0x2600..=0x27bf | 0x2b00..=0x2bff);
    let tail = line[c.len_utf8()..].trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(u32::from(c), 0xfe0f | 0x200d | 0x1f3fb..=0x1f3ff)
    });
    (pictograph && !tail.is_empty()).then(|| line.len() - tail.len())
}

impl Page {
    /// A page of one paragraph a line, items where a line begins with a bullet: for tests.
    #[cfg(test)]
    pub(crate) fn of_lines(lines: &str) -> Self {
        let mut builder = Builder::default();
        for line in lines.lines() {
            let cut = bullet(line);
            builder.text(&line[cut.unwrap_or(0)..]);
            let kind = if cut.is_some() {
                BlockKind::Item(1)
            } else {
                BlockKind::Paragraph
            };
            builder.close(Block {
                kind,
                gap: true,
                ..Block::default()
            });
        }
        builder.finish()
    }
}
