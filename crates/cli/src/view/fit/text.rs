//! The screen of `match` as text for a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::{FitLine, FitView, Tone};
use crate::view::text::{Page, QUIET, TITLE, WARNING};

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// Columns before the text of a line: two, the word, two.
const INDENT: &str = "           ";

/// The screen of one posting, with styles.
pub(crate) fn fit(view: &FitView, width: usize) -> String {
    let mut page = Page::new(width);
    page.wrapped(&view.title, "", TITLE);
    let style = if view.is_blocked {
        WARNING
    } else {
        Style::new()
    };
    page.wrapped_after("  ", &view.verdict, "  ", style);
    page.wrapped_after("  ", &format!("Score: {}", view.score), "  ", Style::new());
    for group in &view.groups {
        page.heading(group.heading);
        group.lines.iter().for_each(|one| line(&mut page, one));
    }
    if !view.left.is_empty() {
        page.heading("For you to judge");
        for text in &view.left {
            page.wrapped_after("  - ", text, "    ", Style::new());
        }
    }
    if !view.sum.is_empty() {
        page.heading("How the score adds up");
        for line in &view.sum {
            let _ = writeln!(page.out, "  {line}");
        }
    }
    if !view.not_stated.is_empty() {
        page.out.push('\n');
        let line = format!("The posting does not say: {}", view.not_stated.join(", "));
        page.wrapped(&line, "  ", QUIET);
    }
    page.out
}

/// A line behind its word in its colour.
fn line(page: &mut Page, line: &FitLine) {
    let style = match line.tone {
        Tone::Good => GOOD,
        Tone::Open => WARNING,
        Tone::Bad => BAD,
    };
    let from = page.out.len();
    page.wrapped_after(INDENT, &line.text, INDENT, Style::new());
    let word = format!("  {style}{:<7}{style:#}  ", line.status);
    page.out.replace_range(from..from + INDENT.len(), &word);
    for detail in &line.details {
        page.wrapped_after(INDENT, detail, INDENT, QUIET);
    }
}

/// A comparison of several postings, the best first.
pub(crate) fn comparison(views: &[FitView], width: usize) -> String {
    let mut page = Page::new(width);
    let _ = writeln!(
        page.out,
        "{TITLE}{:>5}  {:>5}  {:<10}  {:<12}  Gates{TITLE:#}",
        "Score", "Up to", "Must-haves", "Nice-to-haves"
    );
    for view in views {
        let row = &view.row;
        let style = if view.is_blocked {
            WARNING
        } else {
            Style::new()
        };
        let cells = format!(
            "{:>5}  {:>5}  {:<10}  {:<13}  {}",
            row.score, row.up_to, row.must_haves, row.nice_to_haves, row.gates
        );
        let _ = writeln!(page.out, "{style}{}{style:#}", cells.trim_end());
        page.wrapped_after("       ", &view.title, "       ", Style::new());
        page.wrapped_after("       ", &view.name, "       ", QUIET);
    }
    page.out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::fit::{FitGroup, Row};

    #[test]
    fn words_stand_before_wrapped_lines() {
        let view = FitView {
            name: "baker.html".to_owned(),
            title: "Night baker".to_owned(),
            verdict: "Gaps: 1 of 1 must-haves missing".to_owned(),
            is_blocked: false,
            score: "0 of 100".to_owned(),
            groups: vec![FitGroup {
                heading: "Must have",
                lines: vec![FitLine {
                    status: "missing",
                    tone: Tone::Bad,
                    text: "Two winters at a wood-fired oven".to_owned(),
                    details: vec!["Wood firing: the profile does not name it".to_owned()],
                }],
            }],
            left: vec!["Early to rise".to_owned()],
            sum: Vec::new(),
            not_stated: vec!["pay"],
            row: Row {
                score: "0".to_owned(),
                up_to: "0".to_owned(),
                must_haves: "0 of 1".to_owned(),
                nice_to_haves: "-".to_owned(),
                gates: "-".to_owned(),
            },
        };
        let page = anstream::adapter::strip_str(&fit(&view, 40)).to_string();
        assert_eq!(
            page,
            "Night baker\n\
             \u{20} Gaps: 1 of 1 must-haves missing\n\
             \u{20} Score: 0 of 100\n\
             \n\
             Must have\n\
             \u{20} missing  Two winters at a wood-fired\n\
             \u{20}          oven\n\
             \u{20}          Wood firing: the profile does\n\
             \u{20}          not name it\n\
             \n\
             For you to judge\n\
             \u{20} - Early to rise\n\
             \n\
             The posting does not say: pay\n"
        );
        let table = anstream::adapter::strip_str(&comparison(&[view], 60)).to_string();
        assert!(
            table.contains("    0      0  0 of 1      -              -\n"),
            "{table}"
        );
        assert!(
            table.ends_with("       Night baker\n       baker.html\n"),
            "{table}"
        );
    }
}
