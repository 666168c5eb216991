//! The screen of `match` as Markdown.

use std::fmt::Write as _;

use super::FitView;
use crate::view::markdown::escape;

/// The screen of one posting in CommonMark.
pub(crate) fn fit(view: &FitView) -> String {
    let mut out = format!("# {}\n", escape(&view.title));
    let _ = writeln!(
        out,
        "\n**{}**\n\nScore: {}",
        escape(&view.verdict),
        escape(&view.score)
    );
    for group in &view.groups {
        let _ = writeln!(out, "\n## {}\n", group.heading);
        for line in &group.lines {
            let _ = writeln!(out, "- **{}:** {}", line.status, escape(&line.text));
            for detail in &line.details {
                let _ = writeln!(out, "  - {}", escape(detail));
            }
        }
    }
    if !view.left.is_empty() {
        out.push_str("\n## For you to judge\n\n");
        for text in &view.left {
            let _ = writeln!(out, "- {}", escape(text));
        }
    }
    if !view.sum.is_empty() {
        out.push_str("\n## How the score adds up\n\n");
        for line in &view.sum {
            let _ = writeln!(out, "    {line}");
        }
    }
    if !view.not_stated.is_empty() {
        let _ = writeln!(
            out,
            "\n**The posting does not say:** {}",
            view.not_stated.join(", ")
        );
    }
    out
}

/// A comparison of several postings as a table, the best first.
pub(crate) fn comparison(views: &[FitView]) -> String {
    let mut out =
        "| Score | Up to | Must-haves | Nice-to-haves | Gates | Posting | File |\n".to_owned();
    out.push_str("|---:|---:|---|---|---|---|---|\n");
    for view in views {
        let row = &view.row;
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            row.score,
            row.up_to,
            row.must_haves,
            row.nice_to_haves,
            row.gates,
            escape(&view.title),
            escape(&view.name)
        );
    }
    out
}
