//! Tables that fit the screen.

use std::fmt::Write as _;

use anstyle::Style;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use crate::output::clean;
use crate::view::text::QUIET;

/// Columns of space between two columns.
const GAP: usize = 2;

/// A column of a table.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) header: String,
    /// One a row; an empty one says nothing.
    pub(super) cells: Vec<String>,
    /// Characters that it needs at least where its cells can be wrapped; `None`: they stay whole.
    pub(super) wraps_at: Option<usize>,
    /// Where there is no room for all, columns of a higher number are left out first.
    pub(super) rank: u8,
}

impl Column {
    /// Characters of its longest cell.
    fn natural(&self) -> usize {
        let lengths = self
            .cells
            .iter()
            .map(|cell| textwrap::core::display_width(cell));
        let header = textwrap::core::display_width(&self.header);
        lengths.chain([header]).max().unwrap_or(0)
    }

    /// Characters that it needs.
    fn needs(&self) -> usize {
        let natural = self.natural();
        self.wraps_at.map_or(natural, |least| natural.min(least))
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// A table no wider than `width`; columns without content, and those there is no room for, are left
/// out.
pub(super) fn table(columns: Vec<Column>, width: usize) -> String {
    let columns = fitting(columns, width);
    let widths = widths(&columns, width);
    let rows = columns.first().map_or(0, |column| column.cells.len());
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(columns.iter().map(|column| clean(&column.header)));
    for row in 0..rows {
        let cells = columns.iter().filter_map(|column| column.cells.get(row));
        table.add_row(cells.map(|cell| clean(cell)).collect::<Vec<_>>());
    }
    for (at, width) in widths.into_iter().enumerate() {
        if let Some(shown) = table.column_mut(at) {
            let width = u16::try_from(width + GAP).unwrap_or(u16::MAX);
            shown.set_padding((0, GAP as u16));
            shown.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
    }
    let mut out = String::new();
    for (at, line) in table.lines().enumerate() {
        let style = if at == 0 { QUIET } else { Style::new() };
        let _ = writeln!(out, "{style}{}{style:#}", line.trim_end());
    }
    out
}

/// The columns that there is room for, in their order.
fn fitting(mut columns: Vec<Column>, width: usize) -> Vec<Column> {
    columns.retain(|column| !column.is_empty());
    while columns
        .iter()
        .map(|column| column.needs() + GAP)
        .sum::<usize>()
        > width + GAP
    {
        let last = columns.iter().map(|column| column.rank).max().unwrap_or(0);
        if last == 0 {
            break;
        }
        columns.retain(|column| column.rank != last);
    }
    columns
}

/// How wide each column is: what it needs, and of what is left what it can use, in the order of
/// ranks.
fn widths(columns: &[Column], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(Column::needs).collect();
    let taken = widths.iter().map(|width| width + GAP).sum::<usize>();
    let mut left = (width + GAP).saturating_sub(taken);
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|&at| columns[at].rank);
    for at in order {
        let more = columns[at].natural().saturating_sub(widths[at]).min(left);
        widths[at] += more;
        left -= more;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &str, cell: &str, wraps_at: Option<usize>, rank: u8) -> Column {
        Column {
            header: header.to_owned(),
            cells: vec![cell.to_owned()],
            wraps_at,
            rank,
        }
    }

    fn shown(width: usize) -> String {
        let columns = vec![
            column("Id", "k7m2", None, 0),
            column("Title", "Keeper of the harbour lights", Some(12), 0),
            column("Tags", "", None, 1),
            column("Pay", "EUR 40k/y", None, 2),
        ];
        anstream::adapter::strip_str(&table(columns, width)).to_string()
    }

    #[test]
    fn a_table_keeps_its_width() {
        assert_eq!(
            shown(60),
            "Id    Title                         Pay\n\
             k7m2  Keeper of the harbour lights  EUR 40k/y\n"
        );
        for width in 20..60 {
            let page = shown(width);
            assert!(
                page.lines().all(|line| line.chars().count() <= width),
                "{width}\n{page}"
            );
        }
    }

    #[test]
    fn what_matters_least_is_left_out_first() {
        assert!(shown(30).contains("Pay"));
        let narrow = shown(22);
        assert!(
            !narrow.contains("Pay") && narrow.contains("k7m2"),
            "{narrow}"
        );
    }
}
