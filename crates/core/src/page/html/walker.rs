//! Writes blocks as elements open and close.

use html5ever::{LocalName, local_name};

use super::super::builder::Builder;
use super::super::{Block, BlockKind, Region};
use super::elements::{heading_level, is_group};
use super::parts::{Parts, Style};
use super::tokens::Tag;

/// An open element that matters to the blocks inside it.
#[derive(Debug, Clone, Default)]
struct Frame {
    kind: BlockKind,
    region: Region,
    list: u32,
    depth: u8,
    group: u32,
}

/// What an open element does to the text inside it, to be undone when it closes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Styled {
    bold: bool,
    link: bool,
    preformatted: bool,
}

pub(super) struct Walker<'b> {
    builder: &'b mut Builder,
    parts: &'static Parts,
    frames: Vec<Frame>,
    bold: u32,
    links: u32,
    preformatted: u32,
    /// Bytes of the open block: all, bold, linked.
    counts: [usize; 3],
    /// All text of the open block so far is bold, up to this length.
    lead: Option<usize>,
    lists: u32,
    gap: bool,
    /// A link has ended, and no text has come since.
    after_link: bool,
}

impl<'b> Walker<'b> {
    pub(super) fn new(builder: &'b mut Builder) -> Self {
        Self {
            builder,
            parts: Parts::get(),
            frames: vec![Frame::default()],
            bold: 0,
            links: 0,
            preformatted: 0,
            counts: [0; 3],
            lead: None,
            lists: 0,
            gap: true,
            after_link: false,
        }
    }

    /// Text between tags.
    pub(super) fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.lines(text);
        } else {
            self.piece(text);
        }
    }

    /// Text whose line feeds count.
    pub(super) fn lines(&mut self, text: &str) {
        let mut lines = text.split('\n');
        self.piece(lines.next().unwrap_or_default());
        for line in lines {
            self.end_block(false);
            self.piece(line);
        }
    }

    fn piece(&mut self, text: &str) {
        self.after_link = false;
        let before = self.builder.len();
        self.builder.text(text);
        let written = self.builder.len() - before;
        if written == 0 || text.trim().is_empty() {
            return;
        }
        if self.bold > 0 && self.counts[0] == self.counts[1] {
            self.lead = Some(self.builder.len());
        }
        self.counts[0] += written;
        self.counts[1] += if self.bold > 0 { written } else { 0 };
        self.counts[2] += if self.links > 0 { written } else { 0 };
    }

    /// The browser's note on where a page was saved from.
    pub(super) fn comment(&mut self, comment: &str) {
        if let Some(at) = comment.find("saved from url=") {
            let url: String = comment[at + 15..]
                .trim_start_matches(|c: char| c == '(' || c == ')' || c.is_ascii_digit())
                .chars()
                .take_while(|c| !c.is_whitespace())
                .collect();
            let head = &mut self.builder.page().head;
            if url.starts_with("http") && head.url.is_none() {
                head.url = Some(url);
            }
        }
    }

    /// Whether the page's title has not been read yet.
    pub(super) fn wants_title(&self) -> bool {
        self.builder.head().title.is_none()
    }

    /// The page's title.
    pub(super) fn title(&mut self, text: &str) {
        let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.builder.page().head.title = (!title.is_empty()).then_some(title);
    }

    /// The root element.
    pub(super) fn root(&mut self, tag: &Tag<'_>) {
        if let Some(language) = tag.attribute("lang") {
            let head = &mut self.builder.page().head;
            head.language.get_or_insert_with(|| language.into_owned());
        }
    }

    /// The page is not read to its end.
    pub(super) fn truncate(&mut self, reason: String) {
        self.builder.page().truncated = Some(reason);
    }

    /// An element without content.
    pub(super) fn void(&mut self, tag: &Tag<'_>) {
        match tag.name {
            local_name!("br") => self.end_block(false),
            local_name!("hr") => self.end_block(true),
            local_name!("meta") => self.meta(tag),
            local_name!("link") => {
                if tag.attribute("rel").as_deref() == Some("canonical")
                    && let Some(url) = tag.attribute("href").filter(|u| u.starts_with("http"))
                {
                    self.builder.page().head.url = Some(url.into_owned());
                }
            }
            _ => {}
        }
    }

    /// An element that does not break a line.
    pub(super) fn open_inline(&mut self, tag: &Tag<'_>) -> Styled {
        let named = matches!(tag.name, local_name!("b") | local_name!("strong"));
        let anchor = tag.name == local_name!("a");
        // Two links side by side are two texts, whatever stands between their tags.
        if anchor && self.after_link {
            self.builder.text(" ");
        }
        let linked = anchor && tag.attribute("href").is_some();
        self.styled(Styled {
            bold: named || Style::of(tag).bold,
            link: linked,
            preformatted: false,
        })
    }

    /// The end of an element that does not break a line.
    pub(super) fn close_inline(&mut self, styled: Styled) {
        self.bold = self.bold.saturating_sub(u32::from(styled.bold));
        self.links = self.links.saturating_sub(u32::from(styled.link));
        self.after_link |= styled.link;
        self.preformatted = self
            .preformatted
            .saturating_sub(u32::from(styled.preformatted));
    }

    fn styled(&mut self, styled: Styled) -> Styled {
        self.bold += u32::from(styled.bold);
        self.links += u32::from(styled.link);
        self.preformatted += u32::from(styled.preformatted);
        styled
    }

    /// An element that begins a block.
    pub(super) fn open_block(&mut self, tag: &Tag<'_>) -> Styled {
        self.end_block(true);
        let style = Style::of(tag);
        let mut frame = self.frames.last().cloned().unwrap_or_default();
        frame.region = self.parts.region(tag, frame.region);
        self.set_kind(&tag.name, &mut frame);
        if is_group(&tag.name) {
            let groups = &mut self.builder.page().groups;
            if groups.is_empty() {
                groups.push(0);
            }
            groups.push(frame.group);
            frame.group = u32::try_from(groups.len() - 1).unwrap_or(u32::MAX);
        }
        self.frames.push(frame);
        self.styled(Styled {
            bold: style.bold,
            link: false,
            preformatted: style.preformatted || tag.name == local_name!("pre"),
        })
    }

    fn set_kind(&mut self, name: &LocalName, frame: &mut Frame) {
        match *name {
            local_name!("ul") | local_name!("ol") => {
                self.lists += 1;
                frame.list = self.lists;
                frame.depth = frame.depth.saturating_add(1).min(9);
            }
            local_name!("li") => frame.kind = BlockKind::Item(frame.depth.max(1)),
            local_name!("td") | local_name!("dd") => {
                frame.kind = BlockKind::Cell { label: false };
            }
            local_name!("th") | local_name!("dt") => {
                frame.kind = BlockKind::Cell { label: true };
            }
            _ => {
                if let Some(level) = heading_level(name) {
                    frame.kind = BlockKind::Heading(level);
                }
            }
        }
    }

    /// The end of an element that began a block.
    pub(super) fn close_block(&mut self, styled: Styled) {
        self.end_block(true);
        self.close_inline(styled);
        if self.frames.len() > 1 {
            self.frames.pop();
        }
    }

    /// Ends the open block. `gap`: more than the end of a line.
    pub(super) fn end_block(&mut self, gap: bool) {
        if self.builder.len() > 0 {
            let frame = self.frames.last().cloned().unwrap_or_default();
            let [all, bold, linked] = self.counts;
            self.builder.close(Block {
                kind: frame.kind,
                bold: all > 0 && bold == all || matches!(frame.kind, BlockKind::Heading(_)),
                lead: self.lead.unwrap_or(0),
                link_share: u8::try_from(linked * 100 / all.max(1)).unwrap_or(100),
                region: frame.region,
                list: frame.list,
                group: frame.group,
                gap: self.gap,
                ..Block::default()
            });
            self.gap = false;
        }
        self.gap |= gap;
        self.counts = [0; 3];
        self.lead = None;
    }

    fn meta(&mut self, tag: &Tag<'_>) {
        let key = tag
            .attribute("property")
            .or_else(|| tag.attribute("name"))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let content = tag.attribute("content").unwrap_or_default();
        let content = content.trim();
        if content.is_empty() {
            return;
        }
        let head = &mut self.builder.page().head;
        let slot = match key.as_str() {
            "og:title" => &mut head.og_title,
            "og:site_name" => &mut head.site_name,
            "description" | "og:description" => &mut head.description,
            "og:url" if content.starts_with("http") => &mut head.url,
            _ => return,
        };
        slot.get_or_insert_with(|| content.to_owned());
    }

    /// The page is over.
    pub(super) fn finish(&mut self) {
        self.end_block(true);
    }
}
