//! Walks through the operations of a page and notes the text they show, and where.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::fonts::Font;
use super::{MAX_STREAM, below, resolved};
use crate::page::limits::Limits;

/// More operations than this in one document are not followed.
const MAX_OPERATIONS: usize = 2_000_000;
/// Drawings inside drawings are followed down to this depth.
const MAX_FORMS: usize = 8;
/// Steps up the tree of pages in search of what a page inherits.
const MAX_PARENTS: usize = 40;
/// More saved states than this are not kept.
const MAX_STATES: usize = 256;
/// A gap of this share of the size is a space.
const SPACE: f32 = 0.17;

/// Text in one font at one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Left and right end, and base line, in points.
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    /// Size of the type, in points.
    pub(super) size: f32,
    pub(super) bold: bool,
}

/// A transformation: a b c d e f.
type Matrix = [f32; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `inner`, then `outer`.
fn product(inner: &Matrix, outer: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *inner;
    let [oa, ob, oc, od, oe, of] = *outer;
    [
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    ]
}

/// What `q` saves and `Q` brings back.
#[derive(Debug, Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    leading: f32,
    character_gap: f32,
    word_gap: f32,
    /// Share of the normal width.
    stretch: f32,
}

/// Walks through documents.
#[derive(Debug)]
pub(super) struct Walk<'d> {
    document: &'d Document,
    fonts: HashMap<ObjectId, Rc<Font>>,
    operations: usize,
    /// Bytes of text that may still be read.
    text: usize,
}

/// One page or drawing on its way.
struct Sheet<'d, 'w> {
    walk: &'w mut Walk<'d>,
    pieces: &'w mut Vec<Piece>,
    resources: Option<&'d Dictionary>,
    state: State,
    saved: Vec<State>,
    line: Matrix,
    text: Matrix,
    /// Open marks; and how many of them stand in an artifact (running heads, page numbers).
    marks: Vec<bool>,
    depth: usize,
}

impl<'d> Walk<'d> {
    /// A walk through a document.
    pub(super) fn new(document: &'d Document, limits: Limits) -> Self {
        Self {
            document,
            fonts: HashMap::new(),
            operations: 0,
            text: limits.text,
        }
    }

    /// What was cut off.
    pub(super) fn truncated(&self) -> Option<String> {
        if self.text == 0 {
            Some("the document's text".to_owned())
        } else {
            (self.operations >= MAX_OPERATIONS)
                .then(|| format!("the document, after {MAX_OPERATIONS} drawing operations"))
        }
    }

    /// The text of a page in the order in which it is drawn.
    pub(super) fn page(&mut self, id: ObjectId) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let document = self.document;
        let Ok(content) = document.get_page_content_with_limit(id, MAX_STREAM) else {
            return pieces;
        };
        let resources = inherited(document, id);
        self.content(&content, resources, UNIT, 0, &mut pieces);
        pieces
    }

    fn content(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        place: Matrix,
        depth: usize,
        pieces: &mut Vec<Piece>,
    ) {
        let mut sheet = Sheet {
            walk: self,
            pieces,
            resources,
            state: State {
                place,
                font: None,
                size: 0.0,
                leading: 0.0,
                character_gap: 0.0,
                word_gap: 0.0,
                stretch: 1.0,
            },
            saved: Vec::new(),
            line: UNIT,
            text: UNIT,
            marks: Vec::new(),
            depth,
        };
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else {
                break;
            };
            sheet.walk.operations += 1;
            if sheet.walk.operations >= MAX_OPERATIONS || sheet.walk.text == 0 {
                break;
            }
            sheet.operation(&operation.operator, &operation.operands);
        }
    }

    fn font(&mut self, object: &'d Object) -> Option<Rc<Font>> {
        let dictionary = resolved(self.document, object)?.as_dict().ok()?;
        let id = object.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::read(self.document, dictionary));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }
}

/// The resources of a page: its own, or those of the nodes above it.
fn inherited(document: &Document, id: ObjectId) -> Option<&Dictionary> {
    let mut node = document.get_dictionary(id).ok()?;
    for _ in 0..MAX_PARENTS {
        if let Some(resources) = below(document, node, b"Resources") {
            return Some(resources);
        }
        node = below(document, node, b"Parent")?;
    }
    None
}

fn figure(operands: &[Object], at: usize) -> f32 {
    let figure = operands.get(at).and_then(|operand| operand.as_float().ok());
    figure.filter(|figure| figure.is_finite()).unwrap_or(0.0)
}

fn matrix(operands: &[Object]) -> Matrix {
    std::array::from_fn(|at| figure(operands, at))
}

impl Sheet<'_, '_> {
    fn operation(&mut self, operator: &str, operands: &[Object]) {
        let first = figure(operands, 0);
        match operator {
            "q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.place = product(&matrix(operands), &self.state.place),
            "BT" => self.set(UNIT),
            "Tm" => self.set(matrix(operands)),
            "Td" => self.move_line(first, figure(operands, 1)),
            "TD" => {
                self.state.leading = -figure(operands, 1);
                self.move_line(first, figure(operands, 1));
            }
            "T*" => self.move_line(0.0, -self.state.leading),
            "TL" => self.state.leading = first,
            "Tc" => self.state.character_gap = first,
            "Tw" => self.state.word_gap = first,
            "Tz" => self.state.stretch = first / 100.0,
            "Tf" => self.choose_font(operands),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.move_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                self.state.word_gap = first;
                self.state.character_gap = figure(operands, 1);
                self.move_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                let list = operands.first().and_then(|list| list.as_array().ok());
                for item in list.into_iter().flatten() {
                    match item.as_float() {
                        Ok(back) => self.advance(-back / 1000.0 * self.state.size),
                        Err(_) => self.show(Some(item)),
                    }
                }
            }
            "Do" => self.form(operands),
            "BMC" | "BDC" if self.marks.len() < MAX_STATES => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                self.marks.push(name == Some(b"Artifact"));
            }
            "EMC" => {
                self.marks.pop();
            }
            _ => {}
        }
    }

    fn set(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.text = matrix;
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.set(product(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line.clone()));
    }

    /// Moves on along the line, by a distance before any scaling.
    fn advance(&mut self, distance: f32) {
        let along = [1.0, 0.0, 0.0, 1.0, distance * self.state.stretch, 0.0];
        self.text = product(&along, &self.text);
    }

    fn choose_font(&mut self, operands: &[Object]) {
        self.state.size = figure(operands, 1);
        let name = operands.first().and_then(|name| name.as_name().ok());
        let document = self.walk.document;
        let fonts = self.resources.and_then(|of| below(document, of, b"Font"));
        let font = name.and_then(|name| fonts?.get(name).ok());
        self.state.font = font.and_then(|font| self.walk.font(font));
    }

    /// Shows a string: notes its text as one piece.
    fn show(&mut self, operand: Option<&Object>) {
        let Some(bytes) = operand.and_then(|operand| operand.as_str().ok()) else {
            return;
        };
        let Some(font) = self.state.font.clone() else {
            return;
        };
        let start = product(&self.text, &self.state.place);
        let mut text = String::new();
        for shown in font.shown(bytes) {
            text.push_str(shown.text);
            let word = if shown.blank {
                self.state.word_gap
            } else {
                0.0
            };
            // Letters that are set wide apart are still one word; blanks made by a gap are not.
            let gap = self.state.character_gap + word;
            self.advance(shown.width / 1000.0 * self.state.size + gap);
            if shown.blank && shown.text.is_empty() {
                text.push(' ');
            }
        }
        let end = product(&self.text, &self.state.place);
        // Text that runs up or down the page is a stamp.
        let level = start[1].abs() <= start[0].abs() * 0.2;
        let size = self.state.size.abs() * start[3].abs().max(start[2].abs());
        if text.is_empty() || !level || self.marks.contains(&true) || !(0.5..2000.0).contains(&size)
        {
            return;
        }
        self.walk.text = self.walk.text.saturating_sub(text.len());
        self.pieces.push(Piece {
            text,
            left: start[4].min(end[4]),
            right: start[4].max(end[4]),
            base: start[5],
            size,
            bold: font.bold,
        });
    }

    /// Follows a drawing that is shown as a whole.
    fn form(&mut self, operands: &[Object]) {
        let document = self.walk.document;
        let name = operands.first().and_then(|name| name.as_name().ok());
        let forms = self
            .resources
            .and_then(|of| below(document, of, b"XObject"));
        let form = name
            .and_then(|name| resolved(document, forms?.get(name).ok()?)?.as_stream().ok())
            .filter(|form| {
                matches!(
                    form.dict.get(b"Subtype").and_then(Object::as_name),
                    Ok(b"Form")
                )
            });
        let Some(form) = form else {
            return;
        };
        if self.depth >= MAX_FORMS || self.marks.contains(&true) {
            return;
        }
        let Ok(content) = form.decompressed_content_with_limit(MAX_STREAM) else {
            return;
        };
        let own = form
            .dict
            .get(b"Matrix")
            .ok()
            .and_then(|of| resolved(document, of)?.as_array().ok())
            .map_or(UNIT, |values| matrix(values));
        let place = product(&own, &self.state.place);
        let resources = below(document, &form.dict, b"Resources").or(self.resources);
        self.walk
            .content(&content, resources, place, self.depth + 1, self.pieces);
    }
}

/// Whether a space stands between two pieces of a line.
pub(super) fn spaced(left: &Piece, right: &Piece) -> bool {
    right.left - left.right > SPACE * left.size.max(right.size)
}
