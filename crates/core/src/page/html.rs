//! HTML to blocks: the tree is walked once.

mod depth;
mod parts;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::builder::Builder;
use super::{Block, BlockKind, Region};
use parts::{Parts, Style};

/// What a page's scripts hold that is worth reading.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    /// Texts of `<script type="application/ld+json">`.
    pub(super) json_ld: Vec<String>,
}

/// Reads a page or a fragment of one into `builder`.
pub(super) fn read(html: &str, builder: &mut Builder) -> Scripts {
    let html = match depth::too_deep(html, builder.limits.depth) {
        Some(at) => {
            builder.page().truncated = Some(format!(
                "what follows markup nested over {} deep",
                builder.limits.depth
            ));
            &html[..at]
        }
        None => html,
    };
    let tree = Html::parse_document(html);
    let mut walker = Walker::new(builder);
    let mut skipped: Option<NodeId> = None;
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) if skipped.is_none() => match node.value() {
                Node::Text(text) => walker.text(text),
                Node::Comment(comment) => walker.comment(comment),
                Node::Element(element) => {
                    if is_skipped(element) {
                        walker.peek_into(element, node);
                        skipped = Some(node.id());
                    } else {
                        walker.open(element);
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if skipped == Some(node.id()) {
                    skipped = None;
                } else if skipped.is_none()
                    && let Node::Element(element) = node.value()
                {
                    walker.close(element);
                }
            }
            Edge::Open(_) => {}
        }
    }
    walker.finish()
}

/// Elements whose content is no text of the page.
fn is_skipped(element: &Element) -> bool {
    matches!(
        element.name(),
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "canvas"
            | "iframe"
            | "object"
            | "select"
            | "datalist"
            | "title"
            | "textarea"
            | "math"
            | "video"
            | "audio"
            | "map"
            | "button"
    ) || element.name() == "option"
}

/// An open element that matters to the blocks inside it.
#[derive(Debug, Clone, Default)]
struct Frame {
    kind: BlockKind,
    region: Region,
    list: u32,
    depth: u8,
    group: u32,
}

struct Walker<'b> {
    builder: &'b mut Builder,
    parts: &'static Parts,
    frames: Vec<Frame>,
    scripts: Scripts,
    bold: u32,
    links: u32,
    /// Bytes of the open block: all, bold, linked.
    counts: [usize; 3],
    /// All text of the open block so far is bold, up to this length.
    lead: Option<usize>,
    lists: u32,
    gap: bool,
    /// Cells seen in the open table row.
    cells: u32,
    preformatted: u32,
}

impl<'b> Walker<'b> {
    fn new(builder: &'b mut Builder) -> Self {
        Self {
            builder,
            parts: Parts::get(),
            frames: vec![Frame::default()],
            scripts: Scripts::default(),
            bold: 0,
            links: 0,
            counts: [0; 3],
            lead: None,
            lists: 0,
            gap: true,
            cells: 0,
            preformatted: 0,
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 && text.contains('\n') {
            for line in text.split('\n') {
                self.piece(line);
                self.end_block(false);
            }
        } else {
            self.piece(text);
        }
    }

    fn piece(&mut self, text: &str) {
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
    fn comment(&mut self, comment: &str) {
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

    /// Reads what matters of an element whose content is no text: the title, JSON-LD.
    fn peek_into(&mut self, element: &Element, node: ego_tree::NodeRef<'_, Node>) {
        let content = || -> String {
            node.children()
                .filter_map(|child| child.value().as_text().map(|text| &**text))
                .collect()
        };
        match element.name() {
            "title" if self.builder.page().head.title.is_none() => {
                let title = content().split_whitespace().collect::<Vec<_>>().join(" ");
                self.builder.page().head.title = (!title.is_empty()).then_some(title);
            }
            "script"
                if element
                    .attr("type")
                    .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) =>
            {
                self.scripts.json_ld.push(content());
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &Element) {
        match element.name() {
            "br" => self.end_block(false),
            "hr" => self.end_block(true),
            "img" | "input" | "source" | "wbr" => {}
            "meta" => self.meta(element),
            "link" => {
                if element.attr("rel") == Some("canonical")
                    && let Some(url) = element.attr("href").filter(|u| u.starts_with("http"))
                {
                    self.builder.page().head.url = Some(url.to_owned());
                }
            }
            "b" | "strong" => self.bold += 1,
            "a" => self.links += u32::from(element.attr("href").is_some()),
            "html" => {
                self.builder.page().head.language = element.attr("lang").map(str::to_owned);
            }
            name if is_inline(name) => self.bold += u32::from(Style::of(element).bold),
            name => self.open_block(name, element),
        }
    }

    fn close(&mut self, element: &Element) {
        match element.name() {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "a" => {
                let linked = u32::from(element.attr("href").is_some());
                self.links = self.links.saturating_sub(linked);
            }
            "br" | "hr" | "img" | "input" | "source" | "wbr" | "meta" | "link" | "html" => {}
            name if is_inline(name) => {
                self.bold = self.bold.saturating_sub(u32::from(Style::of(element).bold));
            }
            name => {
                self.end_block(true);
                self.bold = self.bold.saturating_sub(u32::from(Style::of(element).bold));
                self.preformatted = self
                    .preformatted
                    .saturating_sub(u32::from(Style::of(element).preformatted || name == "pre"));
                if self.frames.len() > 1 {
                    self.frames.pop();
                }
            }
        }
    }

    fn open_block(&mut self, name: &str, element: &Element) {
        self.end_block(true);
        let style = Style::of(element);
        let mut frame = self.frames.last().cloned().unwrap_or_default();
        frame.region = self.parts.region(name, element, frame.region);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                frame.kind = BlockKind::Heading(name.as_bytes()[1] - b'0');
            }
            "ul" | "ol" => {
                self.lists += 1;
                frame.list = self.lists;
                frame.depth = frame.depth.saturating_add(1).min(9);
            }
            "li" => frame.kind = BlockKind::Item(frame.depth.max(1)),
            "tr" => self.cells = 0,
            "td" => {
                self.cells += 1;
                frame.kind = BlockKind::Cell { label: false };
            }
            "th" | "dt" => {
                self.cells += 1;
                frame.kind = BlockKind::Cell { label: true };
            }
            "dd" => frame.kind = BlockKind::Cell { label: false },
            _ => {}
        }
        if matches!(
            name,
            "div"
                | "section"
                | "article"
                | "ul"
                | "ol"
                | "table"
                | "form"
                | "aside"
                | "nav"
                | "main"
                | "dl"
        ) {
            let groups = &mut self.builder.page().groups;
            if groups.is_empty() {
                groups.push(0);
            }
            groups.push(frame.group);
            frame.group = u32::try_from(groups.len() - 1).unwrap_or(u32::MAX);
        }
        self.bold += u32::from(style.bold);
        self.preformatted += u32::from(style.preformatted || name == "pre");
        self.frames.push(frame);
    }

    fn end_block(&mut self, gap: bool) {
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

    fn meta(&mut self, element: &Element) {
        let key = element
            .attr("property")
            .or_else(|| element.attr("name"))
            .unwrap_or("")
            .to_ascii_lowercase();
        let Some(content) = element
            .attr("content")
            .map(str::trim)
            .filter(|c| !c.is_empty())
        else {
            return;
        };
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

    fn finish(mut self) -> Scripts {
        self.end_block(true);
        self.scripts
    }
}

/// Elements that do not break a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "em"
            | "i"
            | "u"
            | "font"
            | "small"
            | "big"
            | "sub"
            | "sup"
            | "abbr"
            | "cite"
            | "code"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "strike"
            | "del"
            | "ins"
            | "time"
            | "label"
            | "tt"
            | "var"
            | "bdi"
            | "bdo"
            | "data"
            | "dfn"
            | "samp"
            | "output"
            | "acronym"
            | "nobr"
            | "picture"
            | "o:p"
    )
}
