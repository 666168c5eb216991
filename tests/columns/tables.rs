//! Flat tables say what the records say.

use std::collections::BTreeSet;

use arrow::array::{Array, AsArray, RecordBatch};
use jobgist::Posting;
use jobgist_arrow::Error;
use jobgist_arrow::tables::{Cell, Kind, Table, TableBuilder};
use proptest::prelude::*;
use serde_json::json;

use crate::known::posting;
use crate::{FIXTURES, any};

/// The cells of some columns, a row a line, as CSV has them.
fn csv(table: Table, posting: &Posting, columns: &[&str]) -> Vec<String> {
    let at: Vec<usize> = columns.iter().map(|name| column(table, name)).collect();
    table
        .rows("kites.md", posting)
        .iter()
        .map(|row| {
            let cells: Vec<_> = at.iter().map(|&column| row[column].csv()).collect();
            cells.join(" ; ")
        })
        .collect()
}

fn column(table: Table, name: &str) -> usize {
    let names = table.columns().iter();
    names
        .map(|column| column.name)
        .position(|found| found == name)
        .unwrap()
}

fn batch(table: Table, rows: &[Vec<Cell>]) -> RecordBatch {
    let mut builder = TableBuilder::new(table);
    for row in rows {
        builder.append(row).unwrap();
    }
    assert_eq!(builder.len(), rows.len());
    builder.finish().unwrap()
}

/// How many rows a posting has in a table.
fn expected_rows(table: Table, posting: &Posting) -> usize {
    match table {
        Table::Postings => 1,
        Table::Requirements => posting.requirements.len(),
        Table::Skills => posting.skills.len(),
        Table::Summary => posting.summary.len(),
        Table::Sections => {
            let sections = posting.sections.iter();
            sections.map(|section| section.items.len().max(1)).sum()
        }
        Table::Facts => table.rows("", posting).len(),
    }
}

#[test]
fn columns_have_a_name_and_a_meaning_each() {
    for table in Table::ALL {
        let names: BTreeSet<_> = table.columns().iter().map(|column| column.name).collect();
        assert_eq!(
            names.len(),
            table.columns().len(),
            "{table:?} has a name twice"
        );
        assert_eq!(table.columns()[0].name, "id");
        for column in table.columns() {
            assert!(column.meaning.ends_with('.'), "{table:?} {}", column.name);
        }
    }
}

#[test]
fn every_fixture_has_its_rows_in_every_table() {
    for table in Table::ALL {
        for (id, posting) in FIXTURES.iter() {
            let rows = table.rows(id, posting);
            assert_eq!(rows.len(), expected_rows(table, posting), "{id} {table:?}");
            let batch = batch(table, &rows);
            assert_eq!(batch.schema(), table.schema());
            assert!(
                batch
                    .column(0)
                    .as_string::<i32>()
                    .iter()
                    .all(|found| found == Some(id))
            );
        }
    }
}

#[test]
fn a_posting_is_a_row() {
    let posting = posting();
    for (name, field) in [
        ("error", ""),
        ("title", "Kite Maker"),
        ("city", "Aarhus"),
        ("country", "DK"),
        ("locations", "Aarhus, DK | Ribe, DK"),
        ("permanent", "true"),
        ("salary_min", "31000"),
        ("salary_max", ""),
        ("salary_currency", "DKK"),
        ("salary_period", "MONTH"),
        ("travel_max", "12.5"),
        ("languages", "da B2; de (preferred)"),
        ("responsibilities", "Sew tails | Mend what the wind returns"),
        ("format", "markdown"),
        ("sha256", &posting.source.sha256),
    ] {
        assert_eq!(csv(Table::Postings, &posting, &[name]), [field], "{name}");
    }
}

#[test]
fn requirements_are_ready_for_sql() {
    let posting = posting();
    let names = [
        "title",
        "text",
        "priority",
        "priority_basis",
        "kind",
        "min_years",
        "skills",
        "expr",
    ];
    assert_eq!(
        csv(Table::Requirements, &posting, &names),
        [concat!(
            "Kite Maker ; 2 years with looms or needles ; preferred ; clause ; skill ; 2 ; ",
            "Looms; Needles ; {\"any_of\":[{\"skill\":\"Looms\"},{\"skill\":\"Needles\"}],\"open\":true}",
        )]
    );
    let rows = Table::Requirements.rows("kites.md", &posting);
    let expr = &rows[0][column(Table::Requirements, "expr")];
    // JSON in JSON, and its text in a column.
    assert!(serde_json::to_value(expr).unwrap().is_object());
    let batch = batch(Table::Requirements, &rows);
    let text = batch
        .column_by_name("expr")
        .unwrap()
        .as_string::<i32>()
        .value(0)
        .to_owned();
    assert_eq!(text, expr.csv());
}

#[test]
fn facts_stand_beside_their_quotes() {
    let names = [
        "fact", "value", "min", "max", "unit", "detail", "quote", "stated",
    ];
    assert_eq!(
        csv(Table::Facts, &posting(), &names),
        [
            "title ; Kite Maker ;  ;  ;  ;  ;  ; ",
            "locations ; Aarhus, DK ;  ;  ;  ;  ;  ; ",
            "locations ; Ribe, DK ;  ;  ;  ;  ;  ; ",
            "duration ; permanent ;  ;  ;  ;  ;  ; ",
            "salary ; 31000 ; 31000 ;  ; DKK/MONTH ; gross ; 31.000 kr. ; vague",
            "languages ; da ;  ;  ;  ; B2; required ; Danish (B2) ; vague",
            "languages ; de ;  ;  ;  ; preferred ; German is a plus ; vague",
            "hours ;  ;  ;  ;  ;  ; by arrangement ; vague",
            "travel ; up to 12.5 ;  ; 12.5 ; percent ;  ;  ; ",
        ]
    );
}

/// What a posting gives evidence for has a row, without a value where it is only spoken of; what it
/// does not state has none.
#[test]
fn facts_are_those_with_evidence() {
    let (fact, value) = (column(Table::Facts, "fact"), column(Table::Facts, "value"));
    let mut vague = 0;
    for (id, posting) in FIXTURES.iter() {
        let rows = Table::Facts.rows(id, posting);
        let facts: BTreeSet<String> = rows
            .iter()
            .map(|row| row[fact].csv().split('.').next().unwrap().to_owned())
            .collect();
        let stated: BTreeSet<String> = posting.evidence.keys().cloned().collect();
        assert_eq!(facts, stated, "{id}");
        for row in rows.iter().filter(|row| row[value] == Cell::Null) {
            assert!(
                posting.absent.contains(&row[fact].csv().into_owned()),
                "{id} {row:?}"
            );
            vague += 1;
        }
    }
    assert!(vague > 0, "no fixture is vague");
}

#[test]
fn only_postings_have_errors_and_duplicates() {
    for table in Table::ALL {
        let Some(row) = table.error_row("torn.eml", "ends within a header") else {
            assert_ne!(table, Table::Postings);
            continue;
        };
        assert_eq!(table, Table::Postings);
        let named = |name: &str| row[column(table, name)].csv().into_owned();
        assert_eq!(named("id"), "torn.eml");
        assert_eq!(named("error"), "ends within a header");
        assert_eq!(row.iter().filter(|cell| **cell != Cell::Null).count(), 2);
        assert!(
            batch(table, std::slice::from_ref(&row))
                .column(3)
                .is_null(0)
        );
    }
    for table in Table::ALL {
        let mut rows = table.rows("kites.md", &posting());
        let before = rows.clone();
        table.mark_duplicate(&mut rows, "first.md");
        if table == Table::Postings {
            assert_eq!(rows[0][column(table, "duplicate_of")], "first.md".into());
        } else {
            assert_eq!(rows, before);
        }
    }
}

#[test]
fn rows_of_another_table_are_refused() {
    let skilled = |posting: &&Posting| !posting.skills.is_empty() && !posting.summary.is_empty();
    let posting = FIXTURES
        .iter()
        .map(|(_, posting)| posting)
        .find(skilled)
        .unwrap();
    let mut builder = TableBuilder::new(Table::Skills);
    let row = &Table::Summary.rows("a", posting)[0];
    assert!(matches!(
        builder.append(row),
        Err(Error::Cells {
            expected: 9,
            found: 6
        })
    ));
    let mut row = Table::Skills.rows("a", posting)[0].clone();
    row[3] = Cell::Integer(7);
    assert!(matches!(
        builder.append(&row),
        Err(Error::Kind { column: "name" })
    ));
    row = Table::Skills.rows("a", posting)[0].clone();
    row[0] = Cell::Null;
    assert!(matches!(
        builder.append(&row),
        Err(Error::Kind { column: "id" })
    ));
    assert!(builder.is_empty());
    assert_eq!(builder.finish().unwrap().num_rows(), 0);
}

#[test]
fn no_text_in_a_spreadsheet_is_a_formula() {
    for (text, field) in [
        (
            "=HYPERLINK(\"http://a.example\")",
            "'=HYPERLINK(\"http://a.example\")",
        ),
        ("+45 12 34 56", "'+45 12 34 56"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("C++ - yes", "C++ - yes"),
        ("", ""),
    ] {
        assert_eq!(Cell::from(text).csv(), field);
        let first = vec![text.to_owned()];
        assert_eq!(Cell::List(first.clone()).csv(), field);
        assert_eq!(Cell::Lines(first).csv(), field);
    }
    assert_eq!(Cell::Number(-2.5).csv(), "-2.5");
    assert_eq!(Cell::Integer(-2).csv(), "-2");
    assert_eq!(Cell::Json(json!(-2)).csv(), "'-2");
}

#[test]
fn cells_are_json_values() {
    let cells = [
        (Cell::Null, json!(null)),
        (Cell::Text("=1".to_owned()), json!("=1")),
        (Cell::Integer(3), json!(3)),
        (Cell::Number(0.5), json!(0.5)),
        (Cell::Boolean(true), json!(true)),
        (
            Cell::List(vec!["a; b".to_owned(), "c".to_owned()]),
            json!(["a; b", "c"]),
        ),
        (Cell::Json(json!({"skill": "SQL"})), json!({"skill": "SQL"})),
    ];
    for (cell, value) in cells {
        assert_eq!(serde_json::to_value(cell).unwrap(), value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_record_has_rows_of_its_tables(record in any::record()) {
        for table in Table::ALL {
            let rows = table.rows("x", &record);
            prop_assert_eq!(rows.len(), expected_rows(table, &record));
            let batch = batch(table, &rows);
            prop_assert_eq!(batch.num_rows(), rows.len());
            for (column, cell) in rows.iter().flat_map(|row| table.columns().iter().zip(row)) {
                let safe = matches!(column.kind, Kind::Integer | Kind::Number)
                    || !cell.csv().starts_with(['=', '+', '-', '@', '\t', '\r']);
                prop_assert!(safe, "{} {:?}", column.name, cell);
            }
        }
    }
}
