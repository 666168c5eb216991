//! The screen of `stats` over the collection.

use anstyle::Style;
use jobgist_batch::statistics::money;
use jobgist_store::overview::{Counter, Overview, Waits};

use super::counted;
use crate::view::owned;
use crate::view::text::{Page, QUIET, TITLE};

/// The collection in figures; of a list no more than `top`.
pub(crate) fn page(overview: &Overview, top: usize, width: usize) -> String {
    let mut page = Page::new(width);
    page.wrapped(&counted(overview.jobs, "job"), "", TITLE);
    labelled(
        &mut page,
        "Status",
        counters(&overview.statuses, usize::MAX),
    );
    labelled(&mut page, "Reached", funnel(overview));
    labelled(&mut page, "Waits", waits(&overview.waits));
    labelled(&mut page, "Tags", counters(&overview.tags, top));
    labelled(
        &mut page,
        "Must-haves",
        counters(&overview.must_have_skills, top),
    );
    pay(&mut page, overview);
    if !overview.expiring.is_empty() {
        page.heading("Deadlines ahead");
    }
    for one in overview.expiring.iter().take(top) {
        let line = format!(
            "{}  {}",
            one.on,
            super::job(&one.id, one.title.as_deref(), None)
        );
        page.wrapped_after("  ", &line, "              ", Style::new());
    }
    page.out
}

fn labelled(page: &mut Page, label: &str, parts: Vec<String>) {
    if !parts.is_empty() {
        page.labelled(label, &parts.join(", "));
    }
}

fn counters(counters: &[Counter], top: usize) -> Vec<String> {
    let shown = counters.iter().take(top);
    let mut parts: Vec<String> = shown
        .map(|one| format!("{} {}", owned(&one.name), one.count))
        .collect();
    let more = counters.len().saturating_sub(top);
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    parts
}

/// "applied 4 (80 %)": so many of those of the stage before.
fn funnel(overview: &Overview) -> Vec<String> {
    let reached = overview.funnel.iter().filter(|stage| stage.reached > 0);
    reached
        .map(|stage| {
            let share = stage.percent.map(|percent| format!(" ({percent} %)"));
            format!(
                "{} {}{}",
                stage.status,
                stage.reached,
                share.unwrap_or_default()
            )
        })
        .collect()
}

fn waits(waits: &Waits) -> Vec<String> {
    let days = |what: &str, days: Option<f64>| days.map(|days| format!("{what} {days} days"));
    let mut parts: Vec<String> = [
        days("saved to applied", waits.saved_to_applied),
        days("applied to an answer", waits.applied_to_answer),
        days("applied to an offer", waits.applied_to_offer),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        parts[0].insert_str(0, "in the median ");
    }
    if waits.unanswered > 0 {
        parts.push(format!("{} without an answer", waits.unanswered));
    }
    parts
}

fn pay(page: &mut Page, overview: &Overview) {
    for range in &overview.pay {
        let mut line = format!(
            "{} {} to {} a year, median {}, in {}",
            owned(&range.currency),
            money(range.lowest),
            money(range.highest),
            money(range.median),
            counted(range.count, "posting"),
        );
        if range.assumed > 0 {
            line.push_str(&format!("; hours or days are assumed in {}", range.assumed));
        }
        page.labelled("Pay", &line);
    }
    if overview.jobs == 0 {
        page.wrapped_after("  ", "Nothing is saved yet", "  ", QUIET);
    }
}
