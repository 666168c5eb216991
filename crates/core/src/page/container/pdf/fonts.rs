//! What the codes of a font mean, and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::{MAX_STREAM, below, number, resolved};

/// A font's bold cuts have these words in its name.
const BOLD: [&str; 5] = ["bold", "black", "heavy", "demi", "semibold"];
/// Fonts of pictures: a sign of theirs in front of a line is a bullet.
const PICTURES: [&str; 4] = ["wingdings", "symbol", "dingbats", "webdings"];
/// More widths than this in one font are not read.
const MAX_WIDTHS: usize = 70_000;

/// A font of a page.
#[derive(Debug)]
pub(super) struct Font {
    /// It is bold by its name or its description.
    pub(super) bold: bool,
    /// Its characters are pictures.
    pictures: bool,
    /// Its codes have two bytes.
    wide: bool,
    /// The text of a code.
    texts: HashMap<u16, String>,
    /// Width of a code, in thousandths of the size.
    widths: HashMap<u16, f32>,
    /// Width of the other codes; `None` to guess it by the character.
    default_width: Option<f32>,
}

/// A character as it is shown.
#[derive(Debug)]
pub(super) struct Shown<'f> {
    pub(super) text: &'f str,
    /// In thousandths of the size.
    pub(super) width: f32,
    /// It is the single byte 32, to which the word spacing applies.
    pub(super) blank: bool,
}

impl Font {
    /// Reads the font that a dictionary describes.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        let name = font.get(b"Subtype").and_then(Object::as_name);
        let wide = matches!(name, Ok(b"Type0"));
        let inner = descendant(document, font).unwrap_or(font);
        let description = below(document, inner, b"FontDescriptor");
        let base = font
            .get(b"BaseFont")
            .and_then(Object::as_name)
            .map(|name| String::from_utf8_lossy(name).to_ascii_lowercase())
            .unwrap_or_default();
        let weight = description.and_then(|of| number(document, of, b"FontWeight"));
        let mut read = Self {
            bold: BOLD.iter().any(|word| base.contains(word)) || weight.is_some_and(|w| w >= 600.0),
            pictures: PICTURES.iter().any(|word| base.contains(word)),
            wide,
            texts: HashMap::new(),
            widths: HashMap::new(),
            default_width: None,
        };
        read.read_texts(document, font);
        if wide {
            read.default_width = number(document, inner, b"DW").or(Some(1000.0));
            read.read_wide_widths(document, inner);
        } else {
            read.read_widths(document, font);
            read.default_width = description.and_then(|of| number(document, of, b"MissingWidth"));
            read.default_width = read.default_width.filter(|width| *width > 0.0);
        }
        read
    }

    /// Reads what the codes mean. A table made for copying text goes before the names of shapes.
    fn read_texts(&mut self, document: &Document, font: &Dictionary) {
        let mut named = font.clone();
        let mut mapped = font.clone();
        named.remove(b"ToUnicode");
        mapped.remove(b"Encoding");
        let has_map = below(document, font, b"ToUnicode").is_some();
        let map = has_map
            .then(|| {
                mapped
                    .get_font_encoding_with_limit(document, MAX_STREAM)
                    .ok()
            })
            .flatten()
            .filter(|map| matches!(map, Encoding::UnicodeMapEncoding(_)));
        let names = named
            .get_font_encoding_with_limit(document, MAX_STREAM)
            .ok();
        let names =
            names.filter(|names| !self.wide || matches!(names, Encoding::SimpleEncoding(_)));
        let codes = if self.wide { 0..=u16::MAX } else { 0..=255 };
        for code in codes {
            let bytes = code.to_be_bytes();
            let bytes = if self.wide { &bytes[..] } else { &bytes[1..] };
            let text = |encoding: &Option<Encoding<'_>>| {
                encoding
                    .as_ref()
                    .and_then(|encoding| encoding.bytes_to_string(bytes).ok())
                    .filter(|text| !text.is_empty() && !text.contains('\u{fffd}'))
            };
            if let Some(text) = text(&map).or_else(|| text(&names)) {
                self.texts.insert(code, self.visible(text));
            }
        }
    }

    /// Signs of fonts of pictures, and of areas for private use, are bullets.
    fn visible(&self, text: String) -> String {
        let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}');
        if self.pictures && !text.trim().is_empty() || text.chars().any(private) {
            "•".to_owned()
        } else {
            text
        }
    }

    fn read_widths(&mut self, document: &Document, font: &Dictionary) {
        let first = number(document, font, b"FirstChar").unwrap_or(0.0);
        let widths = font
            .get(b"Widths")
            .ok()
            .and_then(|widths| resolved(document, widths)?.as_array().ok());
        for (at, width) in widths.into_iter().flatten().take(256).enumerate() {
            let width = resolved(document, width).and_then(|width| width.as_float().ok());
            let code = first as i64 + at as i64;
            if let (Some(width), Ok(code)) = (width, u16::try_from(code)) {
                self.widths.insert(code, width);
            }
        }
    }

    /// Widths of a font with two-byte codes: "first [w w w]" or "first last w".
    fn read_wide_widths(&mut self, document: &Document, font: &Dictionary) {
        let widths = font
            .get(b"W")
            .ok()
            .and_then(|widths| resolved(document, widths)?.as_array().ok());
        let Some(widths) = widths else {
            return;
        };
        let value = |at: usize| widths.get(at).and_then(|value| resolved(document, value));
        let code = |at: usize| {
            let code = value(at)?.as_float().ok()?;
            (0.0..=65535.0).contains(&code).then_some(code as u16)
        };
        let mut at = 0;
        while let Some(first) = code(at) {
            if self.widths.len() > MAX_WIDTHS {
                return;
            }
            if let Some(list) = value(at + 1).and_then(|list| list.as_array().ok()) {
                for (code, width) in (first..=u16::MAX).zip(list) {
                    if let Ok(width) = width.as_float() {
                        self.widths.insert(code, width);
                    }
                }
                at += 2;
            } else {
                let (Some(last), Some(Ok(width))) =
                    (code(at + 1), value(at + 2).map(Object::as_float))
                else {
                    return;
                };
                self.widths.extend((first..=last).map(|code| (code, width)));
                at += 3;
            }
        }
    }

    /// The characters of a string that is shown in this font.
    pub(super) fn shown<'f>(&'f self, bytes: &'f [u8]) -> impl Iterator<Item = Shown<'f>> {
        let step = if self.wide { 2 } else { 1 };
        bytes.chunks(step).map(move |chunk| {
            let code = chunk
                .iter()
                .fold(0, |code: u16, byte| code << 8 | u16::from(*byte));
            let text = self.texts.get(&code).map_or("", String::as_str);
            let width = self
                .widths
                .get(&code)
                .copied()
                .or(self.default_width)
                .unwrap_or_else(|| guessed_width(text));
            Shown {
                text,
                width,
                blank: !self.wide && code == 32,
            }
        })
    }
}

/// The font inside a font with two-byte codes.
fn descendant<'d>(document: &'d Document, font: &'d Dictionary) -> Option<&'d Dictionary> {
    let fonts = resolved(document, font.get(b"DescendantFonts").ok()?)?;
    resolved(document, fonts.as_array().ok()?.first()?)?
        .as_dict()
        .ok()
}

/// About how wide a character is in the fonts that every reader has, and that no document describes.
fn guessed_width(text: &str) -> f32 {
    match text.chars().next() {
        Some(
            ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ';' | ':' | '\'' | '!'
            | '|',
        ) => 280.0,
        Some('m' | 'w' | 'M' | 'W' | '%' | '@') => 850.0,
        Some(c) if c.is_uppercase() => 690.0,
        _ => 540.0,
    }
}
