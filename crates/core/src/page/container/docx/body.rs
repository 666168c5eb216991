//! The text of a document, line by line.

use quick_xml::events::{BytesStart, Event};

use super::styles::{Styles, outline_level};
use super::xml::{attribute, character, is_on, reader};
use crate::page::BlockKind;
use crate::page::limits::Limits;

/// Text of one appearance.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) linked: bool,
}

/// The cell of a table, by numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) column: usize,
}

/// A paragraph, or a line of one.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) kind: BlockKind,
    pub(super) runs: Vec<Run>,
    /// The cell it stands in.
    pub(super) place: Option<Place>,
    /// It begins a paragraph.
    pub(super) gap: bool,
}

/// The lines of `word/document.xml` that hold text, and what is wrong where it breaks off.
pub(super) fn lines(xml: &str, styles: &Styles, limits: Limits) -> (Vec<Line>, Option<String>) {
    let mut reader = reader(xml);
    let mut walker = Walker {
        styles,
        lines: Vec::new(),
        line: Line::default(),
        style_bold: false,
        list_depth: None,
        bold: false,
        hidden: false,
        links: 0,
        passed: 0,
        tables: Vec::new(),
        count: 0,
        in_text: false,
        properties: false,
    };
    let damage = loop {
        match reader.read_event() {
            Ok(Event::Eof) => break None,
            Ok(event) => walker.event(event),
            Err(error) => break Some(error.to_string()),
        }
        if walker.lines.len() > limits.blocks {
            break None;
        }
    };
    walker.end_line();
    (walker.lines, damage)
}

struct Walker<'s> {
    styles: &'s Styles,
    lines: Vec<Line>,
    line: Line,
    /// The paragraph's style is bold.
    style_bold: bool,
    /// The paragraph is an item of a list, this deep from 1.
    list_depth: Option<u8>,
    bold: bool,
    hidden: bool,
    links: usize,
    /// Open elements that are passed over, counted with those inside.
    passed: usize,
    /// The open tables' cells.
    tables: Vec<Place>,
    /// Tables so far.
    count: usize,
    in_text: bool,
    /// Inside the properties of a paragraph or a run.
    properties: bool,
}

impl Walker<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(element) if self.passed > 0 || is_passed(&element) => {
                self.passed += 1;
            }
            Event::End(_) if self.passed > 0 => self.passed -= 1,
            _ if self.passed > 0 => {}
            Event::Start(element) => self.open(&element),
            Event::Empty(element) => {
                self.open(&element);
                self.close(element.local_name().as_ref());
            }
            Event::End(element) => self.close(element.local_name().as_ref()),
            Event::Text(text) if self.in_text => self.text(&text.xml10_content()),
            Event::CData(text) if self.in_text => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) if self.in_text => {
                if let Some(c) = character(&reference) {
                    self.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "p" => {
                self.end_line();
                self.begin_paragraph();
            }
            "pPr" | "rPr" => self.properties = true,
            "pStyle" => self.style(attribute(element, "val").as_deref().unwrap_or_default()),
            "outlineLvl" => {
                if let Some(level) = outline_level(attribute(element, "val").as_deref()) {
                    self.line.kind = BlockKind::Heading(level);
                }
            }
            "numPr" => self.list_depth = Some(1),
            "ilvl" => {
                let level: u8 = attribute(element, "val")
                    .and_then(|level| level.parse().ok())
                    .unwrap_or(0);
                self.list_depth = self.list_depth.map(|_| level.min(8) + 1);
            }
            // List number 0 takes a paragraph out of the list of its style.
            "numId" if attribute(element, "val").as_deref() == Some("0") => self.list_depth = None,
            "r" => {
                self.bold = self.style_bold;
                self.hidden = false;
            }
            "b" if self.properties => self.bold = is_on(element),
            "vanish" if self.properties => self.hidden = is_on(element),
            "t" => self.in_text = true,
            "tab" if !self.properties => self.text(" "),
            "noBreakHyphen" => self.text("-"),
            "br" | "cr" => self.end_line(),
            "hyperlink" => self.links += 1,
            "tbl" => {
                self.end_line();
                self.count += 1;
                self.tables.push(Place {
                    table: self.count,
                    row: 0,
                    column: 0,
                });
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_line(),
            "pPr" => {
                self.properties = false;
                self.bold = self.style_bold;
                self.hidden = false;
            }
            "rPr" => self.properties = false,
            "t" => self.in_text = false,
            "hyperlink" => self.links = self.links.saturating_sub(1),
            "tbl" => {
                self.tables.pop();
            }
            "tc" => {
                if let Some(place) = self.tables.last_mut() {
                    place.column += 1;
                }
            }
            "tr" => {
                if let Some(place) = self.tables.last_mut() {
                    place.row += 1;
                    place.column = 0;
                }
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self) {
        self.line = Line {
            gap: true,
            ..Line::default()
        };
        self.list_depth = None;
        self.style_bold = false;
        self.bold = false;
        self.hidden = false;
    }

    fn style(&mut self, id: &str) {
        let style = self.styles.get(id);
        if let Some(level) = style.heading {
            self.line.kind = BlockKind::Heading(level);
        }
        if style.listed == Some(true) {
            self.list_depth = Some(1);
        }
        self.style_bold = style.bold == Some(true);
    }

    fn text(&mut self, text: &str) {
        if self.hidden {
            return;
        }
        let linked = self.links > 0;
        match self.line.runs.last_mut() {
            Some(run) if (run.bold, run.linked) == (self.bold, linked) => run.text.push_str(text),
            _ => self.line.runs.push(Run {
                text: text.to_owned(),
                bold: self.bold,
                linked,
            }),
        }
    }

    /// Keeps the open line where it holds text; the next one goes on with the paragraph.
    fn end_line(&mut self) {
        let mut next = Line {
            kind: self.line.kind,
            ..Line::default()
        };
        std::mem::swap(&mut self.line, &mut next);
        if next.runs.iter().all(|run| run.text.trim().is_empty()) {
            self.line.gap = next.gap;
            return;
        }
        if let (Some(depth), BlockKind::Paragraph) = (self.list_depth, next.kind) {
            next.kind = BlockKind::Item(depth);
        }
        next.place = self.tables.last().copied();
        self.lines.push(next);
    }
}

/// Elements that repeat what another one says, or that were deleted or moved away.
fn is_passed(element: &BytesStart<'_>) -> bool {
    matches!(
        element.local_name().as_ref(),
        "Fallback" | "del" | "moveFrom" | "instrText" | "delText" | "sectPr"
    )
}
