//! What `save` says of a posting.

use anstyle::Style;
use jobgist_store::{Day, Outcome, words};

use super::{counted, difference, job};
use crate::collection::Answer;
use crate::output::clean;
use crate::view::text::{Page, WARNING, width};

/// A deadline so many days ahead is near.
const NEAR_DAYS: i32 = 14;

/// What became of a posting; `alone`: it is the only file, and there is room for all that changed.
pub(crate) fn page(answer: &Answer, today: Day, alone: bool) -> String {
    let mut page = Page::new(width());
    let job = job(
        &answer.id,
        answer.title.as_deref(),
        answer.company.as_deref(),
    );
    let said = match answer.outcome {
        Outcome::New => format!("{job}: saved"),
        Outcome::Unchanged => format!("{job}: as it was on {}", answer.since),
        Outcome::Restored => format!("{job}: taken out of the bin"),
        Outcome::Captured => format!("{job}: captured again, {}", changed(answer)),
    };
    page.wrapped(&said, "      ", Style::new());
    if alone {
        for change in answer.changes.iter().flatten() {
            let sentence = difference::sentence(change);
            page.wrapped_after("  - ", &sentence, "    ", Style::new());
        }
    }
    if let Some(note) = deadline(answer, today) {
        page.wrapped_after("  ", &note, "  ", WARNING);
    }
    for likely in &answer.elsewhere {
        let note = format!(
            "maybe the same job as {other}: {reason} (`jobgist duplicates --link {id} {other}`)",
            other = likely.id,
            reason = clean(&likely.reason.to_string()),
            id = answer.id,
        );
        page.wrapped_after("  ", &note, "  ", WARNING);
    }
    page.out
}

fn changed(answer: &Answer) -> String {
    match answer.changes.as_deref() {
        None | Some([]) => "nothing of it changed".to_owned(),
        Some(changes) => format!(
            "{} (`jobgist diff {}`)",
            counted(changes.len(), "change"),
            answer.id
        ),
    }
}

/// What is to be said of a deadline that is near or over.
fn deadline(answer: &Answer, today: Day) -> Option<String> {
    let day: Day = answer.valid_through.as_deref()?.parse().ok()?;
    let days = day.days_since(today);
    let verb = if days < 0 { "was" } else { "is" };
    (days <= NEAR_DAYS).then(|| format!("the deadline {verb} {} ({day})", words::distance(days)))
}
