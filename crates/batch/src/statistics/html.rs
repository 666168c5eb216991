//! The report as one page: plots drawn as SVG, their figures in tables, nothing loaded, no script.

mod charts;
#[expect(
    unreachable_pub,
    reason = "askama writes them as methods that are `pub`"
)]
mod filters;

use askama::Template;

use super::figures::{Distribution, thousands};
use super::pay::{PayRow, PayUnit};
use super::report::Report;
use super::tally::{Count, SkillRow, Stated};
use charts::{Chart, charts};

/// The report as a page of HTML: one file that loads nothing, for light and dark screens. All text
/// of postings is escaped, and control characters are left out.
#[must_use]
pub fn html(report: &Report) -> String {
    let page = Page::of(report);
    // Writing into a string fails only where a filter does, and those give text for every number.
    let mut page = page.render().unwrap_or_default();
    page.retain(|character| character == '\n' || !steers(character));
    page.push('\n');
    page
}

/// Whether a character could steer a terminal, or turn the reading direction around.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[derive(Template)]
#[template(path = "statistics.html")]
struct Page<'a> {
    title: String,
    report: &'a Report,
    numbers: Vec<Count>,
    skills: Vec<SkillBar<'a>>,
    skills_more: u64,
    groups_more: u64,
    lists: Vec<List<'a>>,
    charts: Vec<Chart>,
    pays: Vec<PayTable>,
}

/// A skill with its bar: places from 0 to 100.
struct SkillBar<'a> {
    row: &'a SkillRow,
    must: f64,
    nice: f64,
    named_from: f64,
    named: f64,
    low: f64,
    high: f64,
}

/// Counts with bars.
struct List<'a> {
    heading: &'static str,
    column: &'static str,
    bars: Vec<Bar<'a>>,
    more: u64,
    not_stated: u64,
}

struct Bar<'a> {
    name: &'a str,
    count: u64,
    width: f64,
}

/// Distributions of pay; the plots of one unit share a scale.
struct PayTable {
    heading: &'static str,
    column: &'static str,
    note: String,
    boxes: Vec<BoxPlot>,
}

/// Places from 0 to 100.
struct BoxPlot {
    name: String,
    figures: Distribution,
    min: f64,
    lower: f64,
    width: f64,
    median: f64,
    max: f64,
}

impl<'a> Page<'a> {
    fn of(report: &'a Report) -> Self {
        let groups = report.groups.as_ref();
        let number = |name: &str, count| Count::of((name, count));
        Self {
            title: format!("{} job postings", thousands(report.postings)),
            report,
            numbers: vec![
                number("rows", report.rows),
                number("errors", report.errors),
                number("duplicates", report.duplicates),
                number("different titles", report.titles.total as u64),
            ],
            skills: skill_bars(&report.skills.shown),
            skills_more: rest(report.skills.total, report.skills.shown.len()),
            groups_more: groups.map_or(0, |groups| rest(groups.total, groups.shown.len())),
            lists: lists(report),
            charts: charts(report),
            pays: pays(report),
        }
    }
}

/// How many of a list are not shown.
fn rest(total: usize, shown: usize) -> u64 {
    total.saturating_sub(shown) as u64
}

fn skill_bars(skills: &[SkillRow]) -> Vec<SkillBar<'_>> {
    let most = skills
        .iter()
        .map(|skill| skill.all.high)
        .fold(0.0, f64::max);
    let place = |share: f64| {
        if most > 0.0 {
            100.0 * share / most
        } else {
            0.0
        }
    };
    let bar = |row: &'_ SkillRow| {
        let (must, nice) = (place(row.must.share), place(row.nice.share));
        (must, nice, place(row.all.share))
    };
    skills
        .iter()
        .map(|row| {
            let (must, nice, all) = bar(row);
            SkillBar {
                row,
                must,
                nice,
                named_from: must + nice,
                named: (all - must - nice).max(0.0),
                low: place(row.all.low),
                high: place(row.all.high),
            }
        })
        .collect()
}

fn lists(report: &Report) -> Vec<List<'_>> {
    let facts: [(&str, &str, &Stated); 6] = [
        ("Titles", "title", &report.titles),
        ("Towns", "town", &report.cities),
        ("Countries", "country", &report.countries),
        ("Workplace", "workplace", &report.workplaces),
        ("Education", "lowest level", &report.education),
        ("Languages", "language", &report.languages),
    ];
    let filled = facts
        .into_iter()
        .filter(|(_, _, stated)| !stated.counts.is_empty());
    filled
        .map(|(heading, column, stated)| {
            let most = stated.counts.iter().map(|count| count.count).max();
            let most = most.unwrap_or(1).max(1) as f64;
            let bar = |count: &'_ Count| (count.count, 100.0 * count.count as f64 / most);
            List {
                heading,
                column,
                bars: stated
                    .counts
                    .iter()
                    .map(|count| {
                        let (number, width) = bar(count);
                        Bar {
                            name: &count.name,
                            count: number,
                            width,
                        }
                    })
                    .collect(),
                more: rest(stated.total, stated.counts.len()),
                not_stated: stated.not_stated,
            }
        })
        .collect()
}

fn pays(report: &Report) -> Vec<PayTable> {
    let mut note =
        "Only one currency and period is compared at a time, as written; a range counts \
                    as its middle. Each line has its own scale, from 0."
            .to_owned();
    if report.pay_unclear > 0 {
        let count = thousands(report.pay_unclear);
        note += &format!(" {count} are not compared: no currency, period or lower figure.");
    }
    let by_unit = report.pay.iter();
    let by_unit = by_unit.map(|row| (row.unit.to_string(), row, row.pay.max));
    let placed = &report.pay_by_title_and_country.shown;
    let most = |unit: &PayUnit| {
        let same = placed.iter().filter(|pay| pay.row.unit == *unit);
        same.map(|pay| pay.row.pay.max).fold(0.0, f64::max)
    };
    let by_title = placed.iter().map(|pay| {
        let country = pay.country.as_deref().unwrap_or("no country");
        let name = format!("{}, {country}: {}", pay.title, pay.row.unit);
        (name, &pay.row, most(&pay.row.unit))
    });
    let tables = [
        PayTable {
            heading: "Pay",
            column: "unit",
            note,
            boxes: by_unit.map(box_plot).collect(),
        },
        PayTable {
            heading: "Pay by title and country",
            column: "title",
            note: "Lines of one unit share a scale, from 0.".to_owned(),
            boxes: by_title.map(box_plot).collect(),
        },
    ];
    tables
        .into_iter()
        .filter(|table| !table.boxes.is_empty())
        .collect()
}

/// The plot of a distribution on a scale from 0 to `most`.
fn box_plot((name, row, most): (String, &PayRow, f64)) -> BoxPlot {
    let place = |figure: f64| {
        if most > 0.0 {
            (100.0 * figure / most).clamp(0.0, 100.0)
        } else {
            0.0
        }
    };
    let figures = row.pay;
    let (lower, upper) = (place(figures.lower_quartile), place(figures.upper_quartile));
    BoxPlot {
        name,
        figures,
        min: place(figures.min),
        lower,
        // A line where all are the same.
        width: (upper - lower).max(0.5),
        median: place(figures.median),
        max: place(figures.max),
    }
}
