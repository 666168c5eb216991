//! The one screen as Markdown.

use std::fmt::Write as _;

use super::{Statement, View};

/// The screen in CommonMark. All text of the page is escaped, so that it says what it said.
pub(crate) fn page(view: &View) -> String {
    let mut out = String::new();
    let title = view.title.as_deref().unwrap_or("(no title)");
    let _ = writeln!(out, "# {}", escape(title));
    if let Some(notice) = &view.notice {
        let _ = writeln!(out, "\n**{}**", escape(notice));
    }
    if !view.facts.is_empty() {
        out.push('\n');
    }
    for fact in &view.facts {
        let _ = write!(out, "- **{}:** {}", fact.label, escape(&fact.value));
        if let Some(conflict) = &fact.conflict {
            let _ = write!(out, " *({})*", escape(conflict));
        }
        out.push('\n');
        reasons(&mut out, &fact.why);
    }
    for group in &view.groups {
        let _ = writeln!(out, "\n## {}\n", group.heading);
        group.lines.iter().for_each(|line| item(&mut out, line));
    }
    skills(&mut out, view);
    foot(&mut out, view);
    out
}

fn item(out: &mut String, line: &Statement) {
    let _ = writeln!(out, "- {}", escape(&line.text));
    reasons(out, &line.why);
}

fn reasons(out: &mut String, why: &[String]) {
    for reason in why {
        let _ = writeln!(out, "  - *{}*", escape(reason));
    }
}

fn skills(out: &mut String, view: &View) {
    if view.skills.is_empty() {
        return;
    }
    out.push_str("\n## Key skills\n\n");
    if view.skills.iter().any(|skill| !skill.why.is_empty()) {
        view.skills.iter().for_each(|skill| item(out, skill));
        return;
    }
    let names: Vec<_> = view
        .skills
        .iter()
        .map(|skill| escape(&skill.text).into())
        .collect();
    let _ = writeln!(out, "{}", super::listed(&names, ", ", view.more_skills));
}

fn foot(out: &mut String, view: &View) {
    if let Some(coverage) = &view.coverage {
        let _ = write!(out, "\n*{}*", escape(coverage));
        if view.left_out.is_empty() {
            out.push('\n');
        } else {
            out.push_str("; left out:\n\n");
        }
    }
    for text in &view.left_out {
        let _ = writeln!(out, "- {}", escape(text));
    }
    if view.more_left_out > 0 {
        let _ = writeln!(out, "- and {} more", view.more_left_out);
    }
    if !view.unsaid.is_empty() {
        let _ = writeln!(
            out,
            "\n**Does not say:** {}",
            escape(&view.unsaid.join(", "))
        );
    }
    if !view.doubts.is_empty() {
        let doubts = escape(&view.doubts.join("; "));
        let _ = writeln!(out, "\n**Does not go together:** {doubts}");
    }
}

/// Text that Markdown and HTML leave as it is.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, character) in text.char_indices() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(character);
            }
            // At the beginning of a line these make lists, rules and underlines.
            '+' | '-' | '=' if at == 0 => {
                out.push('\\');
                out.push(character);
            }
            '.' | ')' if at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit()) => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_stays_text() {
        assert_eq!(
            escape("C# & <b>C++</b>"),
            r"C\# &amp; &lt;b&gt;C++&lt;/b&gt;"
        );
        assert_eq!(escape("1. [a](b)"), r"1\. \[a\](b)");
        assert_eq!(escape("- x_y *z* $150k"), r"\- x\_y \*z\* \$150k");
        assert_eq!(escape("Version 2.5 - stable"), "Version 2.5 - stable");
    }
}
