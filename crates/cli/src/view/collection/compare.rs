//! The screens of `compare`: text and Markdown.

use std::fmt::Write as _;

use anstyle::Style;
use jobgist::Priority;
use jobgist_store::compare::{Asked, Asks, Compared, Comparison, Demand, FactRow};

use super::called;
use super::table::{Column, table};
use crate::output::clean;
use crate::view::markdown::escape;
use crate::view::owned;
use crate::view::text::{Page, QUIET, TITLE};

/// A column of a job narrower than this cannot be read: its values then stand below each other.
const LEAST_COLUMN: usize = 18;

/// Columns of the facts' names.
const LABELS: usize = 14;

/// Benefits of a job that are shown.
const BENEFITS: usize = 8;

/// What is shown: jobs side by side, and what to call each (two captures of one job are two).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sides<'a> {
    pub(crate) comparison: &'a Comparison,
    /// One a job.
    pub(crate) labels: &'a [String],
}

impl<'a> Sides<'a> {
    /// The jobs with their labels.
    fn jobs(self) -> impl Iterator<Item = (&'a str, &'a Compared)> {
        let labels = self.labels.iter().map(String::as_str);
        labels.zip(&self.comparison.jobs)
    }
}

/// The jobs side by side.
pub(crate) fn text(sides: Sides<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    for (label, compared) in sides.jobs() {
        page.wrapped(&name(label, compared), "      ", TITLE);
        if let Some(fit) = fit(compared) {
            page.wrapped_after("      ", &fit, "      ", Style::new());
        }
    }
    page.out.push('\n');
    facts(&mut page, sides, width);
    for (heading, asks) in asked(sides.comparison) {
        for (who, things) in groups(sides, asks) {
            page.heading(&format!("{heading}: {who}"));
            for thing in things {
                page.wrapped_after("  - ", &thing, "    ", Style::new());
            }
        }
    }
    for (label, compared) in sides.jobs() {
        benefits(&mut page, label, compared);
    }
    page.out
}

fn name(label: &str, compared: &Compared) -> String {
    let called = called(compared.title.as_deref(), compared.company.as_deref());
    format!("{label}  {called}")
}

/// "your profile: gaps, 64 of 100, up to 72; missing: Terraform".
fn fit(compared: &Compared) -> Option<String> {
    let fit = compared.fit.as_ref()?;
    let verdict = serde_json::to_value(fit.verdict).ok()?;
    let mut out = format!("your profile: {}", verdict.as_str().unwrap_or_default());
    if let (Some(score), Some(up_to)) = (fit.score, fit.up_to) {
        let _ = write!(out, ", {score} of 100, up to {up_to}");
    }
    if !fit.missing.is_empty() {
        let missing: Vec<String> = fit.missing.iter().map(|text| owned(text)).collect();
        let _ = write!(out, "; missing: {}", missing.join(" | "));
    }
    Some(out)
}

/// A value as it is shown where it is not stated.
fn value(value: Option<&String>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| owned(value))
}

fn facts(page: &mut Page, sides: Sides<'_>, width: usize) {
    let rows = &sides.comparison.facts;
    if width.saturating_sub(LABELS) / sides.labels.len().max(1) < LEAST_COLUMN {
        return stacked(page, sides);
    }
    let mut columns = vec![Column {
        header: String::new(),
        cells: rows.iter().map(|row| row.label.clone()).collect(),
        wraps_at: None,
        rank: 0,
    }];
    for (at, label) in sides.labels.iter().enumerate() {
        columns.push(Column {
            header: label.clone(),
            cells: rows.iter().map(|row| cell(row, at)).collect(),
            wraps_at: Some((width - LABELS) / sides.labels.len() - 2),
            rank: 0,
        });
    }
    page.out.push_str(&table(columns, width));
}

fn cell(row: &FactRow, at: usize) -> String {
    value(row.values.get(at).and_then(Option::as_ref))
}

/// Values below each other, where there are too many jobs for columns.
fn stacked(page: &mut Page, sides: Sides<'_>) {
    let longest = sides.labels.iter().map(String::len).max().unwrap_or(0);
    let indent = " ".repeat(longest + 4);
    for row in &sides.comparison.facts {
        page.wrapped(&row.label, "", QUIET);
        for (at, label) in sides.labels.iter().enumerate() {
            let first = format!("  {label:<longest$}  ");
            page.wrapped_after(&first, &cell(row, at), &indent, Style::new());
        }
    }
}

fn asked(comparison: &Comparison) -> [(&'static str, &Asks); 2] {
    [
        ("Must have", &comparison.must_haves),
        ("Nice to have", &comparison.nice_to_haves),
    ]
}

/// Who asks what: all, several, each alone; groups without content are left out.
fn groups(sides: Sides<'_>, asks: &Asks) -> Vec<(String, Vec<String>)> {
    let all = if sides.labels.len() == 2 {
        "both"
    } else {
        "all"
    };
    let mut groups = vec![
        (all.to_owned(), things(sides, &asks.in_common, false)),
        ("several".to_owned(), things(sides, &asks.in_some, true)),
    ];
    for ((label, compared), only) in sides.jobs().zip(&asks.only) {
        let who = format!("only {label} ({})", called(compared.title.as_deref(), None));
        groups.push((who, things(sides, only, false)));
    }
    groups.retain(|(_, things)| !things.is_empty());
    groups
}

fn things(sides: Sides<'_>, asked: &[Asked], name_jobs: bool) -> Vec<String> {
    let thing = |asked: &Asked| {
        let both = sides.labels.iter().zip(&asked.by);
        let demands: Vec<(&str, &Demand)> = both
            .filter_map(|(label, demand)| Some((label.as_str(), demand.as_ref()?)))
            .collect();
        match particulars(&demands, name_jobs) {
            Some(said) => format!("{} ({said})", owned(&asked.name)),
            None => owned(&asked.name),
        }
    };
    asked.iter().map(thing).collect()
}

/// Years, that it is one of several ways or but a wish, by those that say so; `name_jobs`: those that
/// say nothing of the kind are named, too.
fn particulars(demands: &[(&str, &Demand)], name_jobs: bool) -> Option<String> {
    let is_must = |demand: &Demand| demand.priority == Priority::Required;
    let some_must = demands.iter().any(|(_, demand)| is_must(demand));
    let words = |demand: &Demand| {
        let wish = (some_must && !is_must(demand)).then(|| "nice to have".to_owned());
        let years = demand.min_years.map(|years| format!("{years}+ years"));
        let one_of = demand.alternative.then(|| "one of several".to_owned());
        let parts: Vec<String> = wish.into_iter().chain(years).chain(one_of).collect();
        parts.join(", ")
    };
    let said: Vec<String> = demands.iter().map(|(_, demand)| words(demand)).collect();
    let first = said.first()?;
    if !name_jobs && said.iter().all(|one| one == first) {
        return (!first.is_empty()).then(|| first.clone());
    }
    let both = demands.iter().zip(&said);
    let named = both.filter_map(|((label, _), said)| match said.as_str() {
        "" => name_jobs.then(|| (*label).to_owned()),
        said => Some(format!("{label}: {said}")),
    });
    Some(named.collect::<Vec<_>>().join("; "))
}

fn benefits(page: &mut Page, label: &str, compared: &Compared) {
    if compared.benefits.is_empty() {
        return;
    }
    page.heading(&format!("{label} offers"));
    for line in compared.benefits.iter().take(BENEFITS) {
        page.wrapped_after("  - ", &clean(line), "    ", Style::new());
    }
    let more = compared.benefits.len().saturating_sub(BENEFITS);
    if more > 0 {
        page.wrapped_after("  ", &format!("and {more} more"), "  ", QUIET);
    }
}

/// The jobs side by side, in Markdown.
pub(crate) fn markdown(sides: Sides<'_>) -> String {
    let comparison = sides.comparison;
    let mut out = String::new();
    let cells = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let jobs = &comparison.jobs;
    let heads = sides
        .jobs()
        .map(|(label, compared)| escape(&name(label, compared)));
    out += &cells([String::new()].into_iter().chain(heads).collect());
    out += &cells(vec!["---".to_owned(); jobs.len() + 1]);
    for row in &comparison.facts {
        let values = (0..jobs.len()).map(|at| match row.values.get(at) {
            Some(Some(value)) => escape(&owned(value)),
            _ => "not stated".to_owned(),
        });
        out += &cells([escape(&row.label)].into_iter().chain(values).collect());
    }
    if jobs.iter().any(|compared| compared.fit.is_some()) {
        let fits = jobs
            .iter()
            .map(|compared| escape(&fit(compared).unwrap_or_default()));
        out += &cells(["Fit".to_owned()].into_iter().chain(fits).collect());
    }
    for (heading, asks) in asked(comparison) {
        for (who, things) in groups(sides, asks) {
            let _ = writeln!(out, "\n## {heading}: {}\n", escape(&who));
            for thing in things {
                let _ = writeln!(out, "- {}", escape(&thing));
            }
        }
    }
    for (label, compared) in sides.jobs() {
        if compared.benefits.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {label} offers\n");
        for line in &compared.benefits {
            let _ = writeln!(out, "- {}", escape(&clean(line)));
        }
    }
    out
}
