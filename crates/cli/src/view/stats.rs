//! The report of `stats` as text for a terminal.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};
use jobgist_batch::statistics::{
    By, Count, Experience, Group, Groups, Listed, Pairs, PlacedPay, Report, Share, SkillRow,
    Stated, money, thousands,
};

use super::names;
use super::text::{Page, QUIET, TITLE};
use crate::output::clean;

/// Names of a list that one line shows.
const NAMES: usize = 12;

/// Columns that a name needs, wrapped.
const NAME_WIDTH: usize = 14;

/// Skills of a group that its row shows.
const GROUP_SKILLS: usize = 5;

/// The report, with styles.
pub(crate) fn page(report: &Report, width: usize) -> String {
    let mut out = Screen {
        page: Page::new(width),
        width,
    };
    let title = counted(report.postings, "posting", "postings");
    out.page.wrapped(&title, "", TITLE);
    out.overview(report);
    out.skills(&report.skills);
    out.pairs(&report.pairs);
    out.demands(report);
    out.pay("Pay", report);
    out.placed_pay(&report.pay_by_title_and_country);
    if let Some(groups) = &report.groups {
        out.groups(groups);
    }
    out.page.out
}

/// The report as it grows.
struct Screen {
    page: Page,
    width: usize,
}

impl Screen {
    fn overview(&mut self, report: &Report) {
        let mut rows = counted(report.rows, "row", "rows");
        let mut add = |count: u64, one: &str, many: &str| {
            if count > 0 {
                let _ = write!(rows, ", {}", counted(count, one, many));
            }
        };
        add(report.errors, "error", "errors");
        add(report.duplicates, "duplicate", "duplicates");
        self.fact("Read", &rows);
        let kinds = &report.page_kinds;
        if kinds.iter().any(|kind| kind.name != "posting") {
            let kinds = kinds.iter().map(|kind| counted_name(kind, &kind.name));
            self.fact("Pages", &kinds.collect::<Vec<_>>().join(", "));
        }
        self.stated("Languages", &report.languages, |code| {
            names::language(code).unwrap_or(code).to_owned()
        });
        self.stated("Months", &last(&report.months), str::to_owned);
        self.stated("Titles", &report.titles, str::to_owned);
        self.stated("Countries", &report.countries, |code| {
            names::country(code).to_owned()
        });
        self.stated("Towns", &report.cities, str::to_owned);
        self.stated("Workplace", &report.workplaces, workplace);
    }

    fn fact(&mut self, label: &str, value: &str) {
        let first = format!("  {label:<11}");
        self.page.wrapped_after(
            &first,
            &clean(value),
            &" ".repeat(13),
            anstyle::Style::new(),
        );
    }

    /// The values of a fact with their counts, as many as fit, and those that do not say.
    fn stated(&mut self, label: &str, stated: &Stated, name: impl Fn(&str) -> String) {
        if stated.counts.is_empty() {
            return;
        }
        let shown = stated.counts.iter().take(NAMES);
        let mut names: Vec<String> = shown
            .map(|count| counted_name(count, &name(&count.name)))
            .collect();
        let more = stated.total.saturating_sub(names.len());
        if more > 0 {
            names.push(format!("{} more", thousands(more as u64)));
        }
        if stated.not_stated > 0 {
            names.push(format!("not stated {}", thousands(stated.not_stated)));
        }
        self.fact(label, &names.join(", "));
    }

    fn skills(&mut self, skills: &Listed<SkillRow>) {
        let row = |skill: &SkillRow| {
            vec![
                skill.name.clone(),
                thousands(skill.all.count),
                interval(&skill.all),
                thousands(skill.must.count),
                thousands(skill.nice.count),
            ]
        };
        let header = ["", "postings", "share (95 %)", "must", "nice"];
        self.table("Skills", &header, skills.shown.iter().map(row).collect());
        self.more(skills.total, skills.shown.len());
    }

    fn pairs(&mut self, pairs: &Pairs) {
        let row = |pair: &jobgist_batch::statistics::Pair| {
            vec![
                pair.skills.join(" + "),
                thousands(pair.count),
                format!("{:.1}", pair.lift),
                format!("{:.2}", pair.npmi),
            ]
        };
        let header = ["", "postings", "lift", "NPMI"];
        let rows = pairs.shown.iter().map(row).collect();
        self.table("Skills that go together", &header, rows);
        if !pairs.shown.is_empty() {
            let support = counted(pairs.support, "posting", "postings");
            self.note(&format!("each in {support} or more"));
        }
        self.more(pairs.total, pairs.shown.len());
    }

    fn demands(&mut self, report: &Report) {
        if report.postings == 0 {
            return;
        }
        self.page.heading("Asked for");
        let years = experience(&report.experience);
        self.fact("Experience", &years);
        self.stated("Education", &report.education, str::to_owned);
    }

    fn pay(&mut self, heading: &str, report: &Report) {
        let rows = report.pay.iter();
        let rows = rows.map(|row| {
            let pay = &row.pay;
            let figures = [
                pay.min,
                pay.lower_quartile,
                pay.median,
                pay.upper_quartile,
                pay.max,
            ];
            let mut cells = vec![row.unit.to_string(), thousands(pay.count)];
            cells.extend(figures.map(money));
            cells
        });
        let header = ["", "n", "least", "25 %", "median", "75 %", "most"];
        self.table(heading, &header, rows.collect());
        if report.pay_unclear > 0 {
            if report.pay.is_empty() {
                self.page.heading(heading);
            }
            let count = thousands(report.pay_unclear);
            self.note(&format!(
                "{count} not compared: no currency, period or lower figure"
            ));
        }
    }

    fn placed_pay(&mut self, pay: &Listed<PlacedPay>) {
        let row = |pay: &PlacedPay| {
            let figures = &pay.row.pay;
            let country = pay.country.as_deref().unwrap_or("-");
            vec![
                format!("{}, {country}", pay.title),
                pay.row.unit.to_string(),
                thousands(figures.count),
                money(figures.lower_quartile),
                money(figures.median),
                money(figures.upper_quartile),
            ]
        };
        let header = ["", "unit", "n", "25 %", "median", "75 %"];
        let rows = pay.shown.iter().map(row).collect();
        self.table("Pay by title and country", &header, rows);
        self.more(pay.total, pay.shown.len());
    }

    fn groups(&mut self, groups: &Groups) {
        let row = |group: &Group| {
            let skills = group.skills.shown.iter().take(GROUP_SKILLS);
            let skills: Vec<&str> = skills.map(|skill| skill.name.as_str()).collect();
            let years = group.experience.years;
            let pay = group.pay.first();
            vec![
                group_name(groups.by, &group.name),
                thousands(group.postings.count),
                years.map_or("-".to_owned(), |years| years.median.to_string()),
                pay.map_or("-".to_owned(), |pay| {
                    format!("{} {}", money(pay.pay.median), pay.unit)
                }),
                skills.join(", "),
            ]
        };
        let heading = format!("By {}", groups.by.name());
        let header = ["", "postings", "years", "median pay", "skills"];
        self.table(&heading, &header, groups.shown.iter().map(row).collect());
        self.more(groups.total, groups.shown.len());
        if groups.not_stated > 0 {
            let line = format!(
                "{} in none",
                counted(groups.not_stated, "posting", "postings")
            );
            self.note(&line);
        }
    }

    /// A table under a heading; nothing where it is empty. Columns of figures are set right.
    fn table(&mut self, heading: &str, header: &[&str], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        self.page.heading(heading);
        let columns = fitting(header, &rows, self.width);
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.width.saturating_sub(1)).unwrap_or(u16::MAX))
            .set_header(&header[..columns]);
        for row in rows {
            let cells = row.iter().take(columns).map(|cell| clean(cell));
            table.add_row(cells.collect::<Vec<_>>());
        }
        for (at, name) in header.iter().enumerate() {
            if let Some(column) = table.column_mut(at).filter(|_| holds_figures(name)) {
                column.set_cell_alignment(CellAlignment::Right);
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        for (at, line) in table.lines().enumerate() {
            let style = if at == 0 {
                QUIET
            } else {
                anstyle::Style::new()
            };
            let _ = writeln!(self.page.out, " {style}{}{style:#}", line.trim_end());
        }
    }

    /// A line below a table.
    fn note(&mut self, text: &str) {
        self.page.wrapped_after("  ", text, "  ", QUIET);
    }

    fn more(&mut self, total: usize, shown: usize) {
        if total > shown && shown > 0 {
            let line = format!("{} more (--top)", thousands((total - shown) as u64));
            self.note(&line);
        }
    }
}

/// Whether a column holds figures, which stay whole; names may be wrapped.
fn holds_figures(header: &str) -> bool {
    !header.is_empty() && header != "skills"
}

/// How many columns a narrow screen has room for: the last ones are left out first, the first two
/// never.
fn fitting(header: &[&str], rows: &[Vec<String>], width: usize) -> usize {
    let needs = |at: usize| {
        let name = header.get(at).copied().unwrap_or_default();
        if !holds_figures(name) {
            return NAME_WIDTH;
        }
        let cells = rows.iter().filter_map(|row| row.get(at));
        let widths = cells.map(|cell| cell.chars().count());
        widths.max().unwrap_or(0).max(name.len())
    };
    // Two spaces stand between columns.
    let fits = |columns: &usize| (0..*columns).map(|at| needs(at) + 2).sum::<usize>() < width;
    let columns = (3..=header.len()).rev().find(fits);
    columns.unwrap_or(header.len().min(2))
}

/// The last months; what lies before them is counted as more.
fn last(months: &Stated) -> Stated {
    let from = months.counts.len().saturating_sub(NAMES);
    Stated {
        counts: months.counts[from..].to_vec(),
        ..months.clone()
    }
}

fn experience(experience: &Experience) -> String {
    let silent = match experience.not_stated {
        0 => None,
        1 => Some("1 posting does not say".to_owned()),
        many => Some(format!("{} postings do not say", thousands(many))),
    };
    let stated = experience.years.as_ref().map(|years| {
        format!(
            "median {} years (half of them {} to {}, all {} to {}) in {}",
            years.median,
            years.lower_quartile,
            years.upper_quartile,
            years.min,
            years.max,
            counted(years.count, "posting", "postings"),
        )
    });
    let parts: Vec<String> = stated.into_iter().chain(silent).collect();
    parts.join("; ")
}

/// Names of groups that have codes.
fn group_name(by: By, name: &str) -> String {
    match by {
        By::Country => names::country(name).to_owned(),
        By::Workplace => workplace(name),
        By::Title | By::City | By::Month => name.to_owned(),
    }
}

fn workplace(name: &str) -> String {
    match name {
        "onsite" => "on site".to_owned(),
        other => other.to_owned(),
    }
}

fn counted_name(count: &Count, name: &str) -> String {
    format!("{name} {}", thousands(count.count))
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        thousands(count),
        if count == 1 { one } else { many }
    )
}

/// "40 % (35-45)".
fn interval(share: &Share) -> String {
    let percent = |share: f64| (100.0 * share).round();
    format!(
        "{} % ({}-{})",
        percent(share.share),
        percent(share.low),
        percent(share.high)
    )
}
