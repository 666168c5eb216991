//! The one screen as text for a terminal.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter};

use super::{Fact, Statement, View};
use crate::output::visible;

pub(super) const TITLE: Style = Style::new().bold();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const LABEL: Style = AnsiColor::Cyan.on_default();
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default();
pub(super) const QUIET: Style = Style::new().dimmed();

/// Columns before a fact's value.
const LABEL_WIDTH: usize = 13;

/// Width where nothing says otherwise.
const DEFAULT_WIDTH: usize = 80;

/// Longer lines are hard to read, shorter ones cannot hold a label and a word.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=110;

/// How wide a line may be: the terminal's width; in a pipe that of COLUMNS.
pub(crate) fn width() -> usize {
    let terminal = || {
        std::io::stdout().is_terminal().then_some(())?;
        let (width, _) = terminal_size::terminal_size()?;
        Some(usize::from(width.0))
    };
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal()
        .or_else(columns)
        .unwrap_or(DEFAULT_WIDTH)
        .clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// The line that parts one file from the next.
pub(crate) fn file_line(name: &str) -> String {
    format!("{QUIET}==> {} <=={QUIET:#}\n", visible(name))
}

/// The screen, with styles.
pub(crate) fn page(view: &View, width: usize) -> String {
    let mut page = Page::new(width);
    let title = view.title.as_deref().unwrap_or("(no title)");
    page.wrapped(title, "", TITLE);
    if let Some(notice) = &view.notice {
        page.wrapped(notice, "", WARNING);
    }
    for fact in &view.facts {
        page.fact(fact);
    }
    for group in &view.groups {
        page.heading(group.heading);
        for line in &group.lines {
            page.item(line);
        }
    }
    page.skills(view);
    page.foot(view);
    page.out
}

/// A page as it grows.
pub(super) struct Page {
    pub(super) out: String,
    width: usize,
}

impl Page {
    /// An empty page whose lines are no wider than `width`.
    pub(super) fn new(width: usize) -> Self {
        Self {
            out: String::new(),
            width,
        }
    }

    /// A heading behind a blank line.
    pub(super) fn heading(&mut self, text: &str) {
        let _ = writeln!(self.out, "\n{HEADING}{text}{HEADING:#}");
    }

    /// Wraps a text; its further lines begin with `indent`.
    pub(super) fn wrapped(&mut self, text: &str, indent: &str, style: Style) {
        self.wrapped_after("", text, indent, style);
    }

    /// Wraps a text that begins behind `first`; its further lines begin with `indent`.
    pub(super) fn wrapped_after(&mut self, first: &str, text: &str, indent: &str, style: Style) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(indent)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            let _ = writeln!(self.out, "{style}{line}{style:#}");
        }
    }

    /// A value behind its name, as the facts of a posting.
    pub(super) fn labelled(&mut self, label: &str, value: &str) {
        let indent = " ".repeat(LABEL_WIDTH);
        let options = Options::new(self.width)
            .initial_indent(&indent)
            .subsequent_indent(&indent)
            .word_splitter(WordSplitter::NoHyphenation);
        for (at, line) in textwrap::wrap(value, options).iter().enumerate() {
            if at == 0 {
                let label = format!("{label:<0$}", LABEL_WIDTH - 2);
                let value = line.trim_start();
                let _ = writeln!(self.out, "  {LABEL}{label}{LABEL:#}{value}");
            } else {
                let _ = writeln!(self.out, "{line}");
            }
        }
    }

    fn fact(&mut self, fact: &Fact) {
        self.labelled(fact.label, &fact.value);
        let indent = " ".repeat(LABEL_WIDTH);
        if let Some(conflict) = &fact.conflict {
            self.wrapped_after(&indent, &format!("({conflict})"), &indent, WARNING);
        }
        self.reasons(&fact.why, &indent);
    }

    fn item(&mut self, line: &Statement) {
        self.wrapped_after("  - ", &line.text, "    ", Style::new());
        self.reasons(&line.why, "    ");
    }

    fn reasons(&mut self, why: &[String], indent: &str) {
        for reason in why {
            self.wrapped_after(
                &format!("{indent}< "),
                reason,
                &format!("{indent}  "),
                QUIET,
            );
        }
    }

    fn skills(&mut self, view: &View) {
        if view.skills.is_empty() {
            return;
        }
        self.heading("Key skills");
        if view.skills.iter().any(|skill| !skill.why.is_empty()) {
            for skill in &view.skills {
                self.item(skill);
            }
            return;
        }
        let names: Vec<_> = view
            .skills
            .iter()
            .map(|skill| skill.text.as_str().into())
            .collect();
        let list = super::listed(&names, ", ", view.more_skills);
        self.wrapped_after("  ", &list, "  ", Style::new());
    }

    /// What the screen leaves out, and what the posting does.
    fn foot(&mut self, view: &View) {
        if view.coverage.is_some() || !view.unsaid.is_empty() || !view.doubts.is_empty() {
            self.out.push('\n');
        }
        if let Some(coverage) = &view.coverage {
            let mut line = coverage.clone();
            if !view.left_out.is_empty() {
                let names: Vec<_> = view
                    .left_out
                    .iter()
                    .map(|text| text.as_str().into())
                    .collect();
                line.push_str("; left out: ");
                line.push_str(&super::listed(&names, " | ", view.more_left_out));
            }
            self.wrapped(&line, "  ", QUIET);
        }
        if !view.unsaid.is_empty() {
            let line = format!("Does not say: {}", view.unsaid.join(", "));
            self.wrapped(&line, "  ", Style::new());
        }
        if !view.doubts.is_empty() {
            let doubts = view.doubts.join("; ");
            let line = format!("Does not go together: {doubts} (see `jobgist questions`)");
            self.wrapped(&line, "  ", WARNING);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Group;

    #[test]
    fn the_screen_keeps_its_width() {
        let view = View {
            title: Some("Night baker".to_owned()),
            facts: vec![Fact {
                label: "Where",
                value: "Ghent, Belgium; Lille, France; Aachen, Germany".to_owned(),
                conflict: None,
                why: Vec::new(),
            }],
            groups: vec![Group {
                heading: "Must have",
                lines: vec![Statement {
                    text: "You have kneaded dough by hand for two years or more".to_owned(),
                    why: vec!["score 0.90, required, block 3".to_owned()],
                }],
            }],
            unsaid: vec!["pay".to_owned()],
            ..View::default()
        };
        let page = anstream::adapter::strip_str(&page(&view, 40)).to_string();
        assert_eq!(
            page,
            "Night baker\n\
             \u{20} Where      Ghent, Belgium; Lille,\n\
             \u{20}            France; Aachen, Germany\n\
             \n\
             Must have\n\
             \u{20} - You have kneaded dough by hand for\n\
             \u{20}   two years or more\n\
             \u{20}   < score 0.90, required, block 3\n\
             \n\
             Does not say: pay\n"
        );
    }
}
