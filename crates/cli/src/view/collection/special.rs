//! The screen of `special`.

use anstyle::Style;
use jobgist_store::special::{LEAST_OTHERS, Share, Special};
use jobgist_store::words;

use super::counted;
use crate::output::clean;
use crate::view::owned;
use crate::view::text::{Page, QUIET, TITLE};

/// Lines of its own that the screen shows.
const OWN_LINES: usize = 12;

/// What sets a job apart.
pub(crate) fn page(title: &str, special: &Special, width: usize) -> String {
    let mut page = Page::new(width);
    page.wrapped(title, "", TITLE);
    let others = counted(special.compared_with, "other job");
    let against = if special.enough {
        format!("against {others}")
    } else {
        format!("{others} saved: {LEAST_OTHERS} are needed to tell what is unusual")
    };
    page.wrapped_after("  ", &against, "  ", QUIET);
    list(
        &mut page,
        "Few others ask",
        special.rare.iter().map(|rare| {
            let wish = if rare.required {
                ""
            } else {
                ", as a wish here"
            };
            format!(
                "{} ({}{wish})",
                owned(&rare.name),
                share("asked by", rare.share)
            )
        }),
    );
    list(
        &mut page,
        "Most others say, not this one",
        special.missing.iter().map(|missing| {
            let (name, verb) = if missing.is_fact {
                (words::fact(&missing.name), "stated by")
            } else {
                (missing.name.as_str(), "asked by")
            };
            format!("{} ({})", owned(name), share(verb, missing.share))
        }),
    );
    list(
        &mut page,
        "Out of the usual range",
        special.out_of_range.iter().map(|one| {
            let side = if one.above { "above" } else { "below" };
            format!(
                "{}: {}, {side} the usual {}",
                words::fact(&one.fact),
                owned(&one.value),
                owned(&one.usual)
            )
        }),
    );
    own_lines(&mut page, special);
    boilerplate(&mut page, special);
    page.out
}

fn share(verb: &str, share: Share) -> String {
    match share.count {
        0 => format!("{verb} none of {}", share.of),
        count => format!("{verb} {count} of {}", share.of),
    }
}

fn list(page: &mut Page, heading: &str, lines: impl Iterator<Item = String>) {
    for (at, line) in lines.enumerate() {
        if at == 0 {
            page.heading(heading);
        }
        page.wrapped_after("  - ", &line, "    ", Style::new());
    }
}

/// What the employer says here and not elsewhere; of use only where there is an elsewhere.
fn own_lines(page: &mut Page, special: &Special) {
    if special.boilerplate.postings == 0 {
        return;
    }
    let shown = special.own_lines.iter().take(OWN_LINES);
    list(
        page,
        "Said only here",
        shown.map(|line| clean(&line.text).into_owned()),
    );
    let more = special.own_lines.len().saturating_sub(OWN_LINES);
    if more > 0 {
        page.wrapped_after("  ", &format!("and {more} more"), "  ", QUIET);
    }
}

fn boilerplate(page: &mut Page, special: &Special) {
    let folded = &special.boilerplate;
    if folded.postings == 0 {
        return;
    }
    page.out.push('\n');
    let text = format!(
        "Folded away: {} of {} ({} % of the text), which the employer says in {} too",
        folded.lines,
        counted(folded.of_lines, "line"),
        folded.percent,
        counted(folded.postings, "other posting"),
    );
    page.wrapped(&text, "  ", QUIET);
}
