//! Lines of a document to blocks: paragraphs, items, headings, running heads.

use std::collections::{HashMap, HashSet};

use super::lines::Line;
use crate::page::builder::{Builder, bullet};
use crate::page::limits::Limits;
use crate::page::{Block, BlockKind, Page};

/// Type this many times as large as the text's is a heading's.
const LARGER: f32 = 1.14;
/// A line this many times as far below the one before as usual begins a new paragraph.
const APART: f32 = 1.3;
/// How many lines at the top and at the foot of a page can be running heads.
const FRAME: usize = 3;
/// With so many broken words in a document, a program broke them.
const BROKEN_WORDS: usize = 3;

/// What holds for a whole document.
struct Layout {
    /// Size of most of the text.
    size: f32,
    /// Usual distance of base lines, in sizes.
    leading: f32,
    /// Words as they stand inside lines, in lower case.
    words: HashSet<String>,
    /// Lines that end in a broken word.
    broken: usize,
}

/// Writes the lines of all pages.
pub(super) fn write(sheets: &[Vec<Line>], limits: Limits) -> Page {
    let layout = Layout::of(sheets);
    let running = running(sheets);
    let mut builder = Builder::within(limits);
    let mut open: Option<Paragraph<'_>> = None;
    let mut list = 0;
    let mut frames = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        for line in sheet {
            if running.contains(&(number, key(line))) {
                frames.push(line);
                continue;
            }
            let goes_on = open
                .as_ref()
                .is_some_and(|open| layout.goes_on(open, line, number, sheet));
            match &mut open {
                Some(open) if goes_on => open.push(line, number),
                _ => {
                    let next = Paragraph::new(line, number);
                    if let Some(done) = open.replace(next) {
                        layout.close(&done, &mut builder, &mut list);
                    }
                }
            }
        }
    }
    if let Some(done) = open {
        layout.close(&done, &mut builder, &mut list);
    }
    // Running heads would part what goes on from page to page.
    for line in frames {
        builder.text(&line.text());
        builder.close(Block {
            furniture: Some("running head"),
            gap: true,
            ..Block::default()
        });
    }
    builder.finish()
}

/// Lines that belong together.
struct Paragraph<'l> {
    lines: Vec<&'l Line>,
    /// Page of its last line.
    sheet: usize,
    /// It begins with a bullet.
    item: bool,
}

impl<'l> Paragraph<'l> {
    fn new(line: &'l Line, sheet: usize) -> Self {
        Self {
            lines: vec![line],
            sheet,
            item: line.bulleted || bullet(line.text().trim()).is_some(),
        }
    }

    fn push(&mut self, line: &'l Line, sheet: usize) {
        self.lines.push(line);
        self.sheet = sheet;
    }
}

impl Layout {
    fn of(sheets: &[Vec<Line>]) -> Self {
        let lines = || sheets.iter().flatten();
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for line in lines() {
            *sizes.entry((line.size() * 4.0).round() as i32).or_default() += line.text().len();
        }
        let common = sizes.into_iter().max_by_key(|(size, text)| (*text, -*size));
        let mut distances: Vec<f32> = sheets
            .iter()
            .flat_map(|sheet| sheet.windows(2))
            .map(|pair| (pair[0].base() - pair[1].base()) / pair[0].size().max(1.0))
            .filter(|distance| (0.9..2.2).contains(distance))
            .collect();
        distances.sort_by(f32::total_cmp);
        // Paragraphs stand further apart than lines do, and short ones are in the majority.
        let leading = distances.get(distances.len() / 3).copied().unwrap_or(1.2);
        let mut words = HashSet::new();
        for line in lines() {
            let text = line.text().to_lowercase();
            let mut inside: Vec<&str> = text.split_whitespace().collect();
            inside.pop();
            words.extend(inside.into_iter().map(|word| bare(word).to_owned()));
        }
        Self {
            size: common.map_or(10.0, |(size, _)| size as f32 / 4.0),
            leading,
            words,
            broken: lines()
                .filter(|line| is_broken(line.text().trim_end()))
                .count(),
        }
    }

    /// Whether a line goes on with a paragraph: it stands right below a full line of the same type.
    fn goes_on(&self, open: &Paragraph<'_>, line: &Line, number: usize, sheet: &[Line]) -> bool {
        let Some(last) = open.lines.last() else {
            return false;
        };
        let text = line.text();
        let text = text.trim();
        if line.bulleted || bullet(text).is_some() {
            return false;
        }
        let alike = (last.size() - line.size()).abs() < 0.6 && last.bold() == line.bold();
        let ended = last.text().trim_end().ends_with([':', '!', '?']);
        if number != open.sheet {
            return alike && !ended && text.starts_with(char::is_lowercase);
        }
        let distance = (last.base() - line.base()) / last.size().max(1.0);
        if !(0.3..self.leading * APART).contains(&distance) {
            return false;
        }
        // Runs of bold type inside a paragraph end anywhere in its lines.
        let mixed = text.starts_with(char::is_lowercase) && (last.size() - line.size()).abs() < 0.6;
        let starts = open.lines.first().map_or(0.0, |line| line.left());
        let indent = (line.left() - starts) / last.size().max(1.0);
        if !open.item {
            return (alike || mixed) && is_full(last, line, sheet);
        }
        // Behind a bullet, the lines of an item stand below its text.
        let bulleted = open.lines.first().is_some_and(|line| line.bulleted);
        let hangs = if bulleted { -0.2..0.4 } else { 0.4..4.0 };
        (alike || mixed)
            && (hangs.contains(&indent)
                || (-0.1..8.0).contains(&indent) && is_full(last, line, sheet))
    }

    fn close(&self, done: &Paragraph<'_>, builder: &mut Builder, list: &mut u32) {
        let (mut all, mut bold, mut lead) = (0, 0, 0);
        let mut due = String::new();
        for (at, line) in done.lines.iter().enumerate() {
            let next = done.lines.get(at + 1).map(|line| line.text());
            for (number, piece) in line.pieces.iter().enumerate() {
                let last = number + 1 == line.pieces.len();
                let mut text = std::mem::take(&mut due) + &piece.text;
                if let Some(next) = next.as_deref().filter(|_| last) {
                    text = self.joined(&text, next);
                }
                let before = builder.len();
                builder.text(&text);
                let written = builder.len().saturating_sub(before);
                if piece.bold && all == bold {
                    lead = builder.len();
                }
                all += written;
                bold += if piece.bold { written } else { 0 };
            }
        }
        let kind = self.kind(done, all);
        if matches!(kind, BlockKind::Item(_)) {
            *list = (*list).max(1);
        } else {
            *list += 1;
        }
        builder.close(Block {
            kind,
            bold: all > 0 && bold == all || matches!(kind, BlockKind::Heading(_)),
            lead,
            list: if matches!(kind, BlockKind::Item(_)) {
                *list
            } else {
                0
            },
            gap: true,
            ..Block::default()
        });
    }

    /// What the type and the bullet make of a paragraph of so many bytes.
    fn kind(&self, done: &Paragraph<'_>, len: usize) -> BlockKind {
        let size = done.lines.first().map_or(0.0, |line| line.size()) / self.size.max(1.0);
        if done.item {
            BlockKind::Item(1)
        } else if size >= LARGER && len <= 160 {
            BlockKind::Heading(if size >= 1.6 {
                1
            } else if size >= 1.3 {
                2
            } else {
                3
            })
        } else {
            BlockKind::Paragraph
        }
    }

    /// A line's end before the next line: a word that was broken is mended.
    fn joined(&self, text: &str, next: &str) -> String {
        let text = text.trim_end();
        let next_word = next.split_whitespace().next().unwrap_or_default();
        let Some(stem) = text
            .strip_suffix(['-', '\u{2010}', '\u{ad}'])
            .filter(|_| is_broken(text))
        else {
            return format!("{text} ");
        };
        if !next_word.starts_with(char::is_lowercase) {
            return text.to_owned();
        }
        let start = stem.split_whitespace().next_back().unwrap_or_default();
        let whole = bare(&format!("{start}{next_word}")).to_lowercase();
        let compound = bare(&format!("{start}-{next_word}")).to_lowercase();
        let mended = text.ends_with(['\u{2010}', '\u{ad}'])
            || self.words.contains(&whole)
            || self.broken >= BROKEN_WORDS && !self.words.contains(&compound);
        if mended {
            stem.to_owned()
        } else {
            text.to_owned()
        }
    }
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a line ends inside a word.
fn is_broken(text: &str) -> bool {
    text.strip_suffix(['-', '\u{2010}', '\u{ad}'])
        .is_some_and(|stem| stem.ends_with(char::is_alphabetic))
}

/// Whether the first word of `next` would not have fitted behind `line`.
fn is_full(line: &Line, next: &Line, sheet: &[Line]) -> bool {
    let margin = sheet
        .iter()
        .filter(|other| other.left() < line.right() && other.right() > line.left())
        .map(Line::right)
        .fold(line.right(), f32::max);
    let text = next.text();
    let word = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    let letters = text.trim().chars().count().max(1);
    let width = (next.right() - next.left()) / letters as f32 * (word + 1) as f32;
    line.right() + width > margin - 0.3 * line.size()
}

/// What a line says where numbers do not count, and where it stands.
fn key(line: &Line) -> (String, i32) {
    let text = line
        .text()
        .trim()
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    (text, (line.base() / 4.0).round() as i32)
}

/// The lines at the top and the foot of pages that other pages repeat, by page.
fn running(sheets: &[Vec<Line>]) -> HashSet<(usize, (String, i32))> {
    let mut seen: HashMap<(String, i32), Vec<usize>> = HashMap::new();
    for (number, sheet) in sheets.iter().enumerate() {
        let mut order: Vec<&Line> = sheet.iter().collect();
        order.sort_by(|a, b| b.base().total_cmp(&a.base()));
        let foot = order.len().saturating_sub(FRAME);
        for (at, line) in order.into_iter().enumerate() {
            if at < FRAME || at >= foot {
                let pages = seen.entry(key(line)).or_default();
                if pages.last() != Some(&number) {
                    pages.push(number);
                }
            }
        }
    }
    seen.into_iter()
        .filter(|(_, pages)| pages.len() >= 2 && pages.len() * 2 >= sheets.len())
        .flat_map(|(key, pages)| pages.into_iter().map(move |page| (page, key.clone())))
        .collect()
}
