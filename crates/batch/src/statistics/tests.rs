//! Rows in, report out.

use std::io::{Cursor, Write as _};

use jobgist::{
    ExperienceYears, Location, Options as Reading, PageKind, PayPeriod, Posting, Priority, Salary,
    Skill, Workplace,
};
use jobgist_arrow::Row;
use proptest::prelude::*;

use super::*;

/// A posting of a title, a country, and skills: "!" in front for a must, "?" for a wish.
fn posting(title: &str, country: Option<&str>, skills: &[&str]) -> Posting {
    let page = "<h1>Night Baker</h1><h2>Requirements</h2><ul><li>Two years in a bakery</li></ul>";
    let mut posting = Posting::parse(page.as_bytes(), &Reading::default()).unwrap();
    let line = posting.requirements[0].clone();
    posting.page_kind = PageKind::Posting;
    posting.title = Some(title.to_owned());
    posting.experience_years = None;
    posting.locations = country
        .map(|country| Location {
            country: Some(country.to_owned()),
            ..Location::default()
        })
        .into_iter()
        .collect();
    posting.requirements.clear();
    posting.skills.clear();
    for skill in skills {
        let name = skill.trim_start_matches(['!', '?']);
        posting.skills.push(Skill {
            rank: posting.skills.len() + 1,
            name: name.to_owned(),
            score: 0.5,
            required: true,
            mentions: 1,
            aliases_seen: Vec::new(),
            why: Vec::new(),
            taxonomy: Vec::new(),
        });
        if name.len() < skill.len() {
            let mut line = line.clone();
            line.skills = vec![name.to_owned()];
            line.priority = match skill.starts_with('!') {
                true => Priority::Required,
                false => Priority::Preferred,
            };
            posting.requirements.push(line);
        }
    }
    posting
}

fn pay(min: Option<f64>, max: Option<f64>, period: PayPeriod) -> Option<Salary> {
    Some(Salary {
        min,
        max,
        currency: Some("EUR".to_owned()),
        period: Some(period),
        gross: None,
    })
}

fn row(posting: Posting) -> Row {
    Row {
        id: "1".to_owned(),
        duplicate_of: None,
        posting: Ok(posting),
    }
}

fn report(options: Options, rows: &[Row]) -> Report {
    let mut statistics = Statistics::new(options);
    rows.iter().for_each(|row| statistics.add(row));
    statistics.report()
}

/// Everything is shown.
fn all() -> Options {
    Options {
        top: 100,
        min_count: 1,
        ..Options::default()
    }
}

#[test]
fn a_skill_counts_once_by_the_strongest_way() {
    let rows = [
        row(posting("Baker", None, &["!Dough", "?Dough", "?Ovens"])),
        row(posting("Baker", None, &["?Dough", "Ovens"])),
        row(posting("Cook", None, &["Dough"])),
        row(posting("Cook", None, &[])),
    ];
    let report = report(all(), &rows);
    let counts: Vec<_> = report
        .skills
        .shown
        .iter()
        .map(|skill| {
            let count = |share: &Share| share.count;
            (
                skill.name.as_str(),
                count(&skill.all),
                count(&skill.must),
                count(&skill.nice),
            )
        })
        .collect();
    assert_eq!(counts, [("Dough", 3, 1, 1), ("Ovens", 2, 0, 1)]);
    assert_eq!(report.skills.shown[0].all.share, 0.75);
    let pair = &report.pairs.shown[0];
    assert_eq!(
        (pair.skills.join("+"), pair.count),
        ("Dough+Ovens".to_owned(), 2)
    );
    // Chance has 3/4 of 2/4 of 4 together.
    assert_eq!(pair.lift, 1.3333);
}

#[test]
fn a_line_that_asks_for_nothing_is_no_wish() {
    let mut posting = posting("Baker", None, &["!Dough"]);
    posting.requirements[0].negated = true;
    let report = report(all(), &[row(posting)]);
    assert_eq!(report.skills.shown[0].must.count, 0);
    assert_eq!(report.skills.shown[0].all.count, 1);
}

#[test]
fn errors_duplicates_and_other_pages_are_told_apart() {
    let mut copy = row(posting("Baker", None, &["Dough"]));
    copy.duplicate_of = Some("0".to_owned());
    let mut board = posting("Jobs", None, &["Dough"]);
    board.page_kind = PageKind::Board;
    let failed = Row {
        posting: Err("it is empty".to_owned()),
        ..copy.clone()
    };
    let rows = [
        row(posting("Baker", None, &["Dough"])),
        copy,
        row(board),
        failed,
    ];
    let without = report(all(), &rows);
    assert_eq!(
        (
            without.rows,
            without.errors,
            without.duplicates,
            without.postings
        ),
        (4, 1, 1, 1)
    );
    let kinds = without.page_kinds.iter();
    let kinds: Vec<_> = kinds.map(|kind| (kind.name.as_str(), kind.count)).collect();
    assert_eq!(kinds, [("board", 1), ("posting", 1)]);
    let with = report(
        Options {
            duplicates: true,
            ..all()
        },
        &rows,
    );
    assert_eq!((with.duplicates, with.postings), (1, 2));
}

#[test]
fn pay_is_compared_only_with_its_like() {
    let paid = |salary| {
        let mut posting = posting("Senior Baker", Some("BE"), &[]);
        posting.salary = salary;
        row(posting)
    };
    let mut net = pay(Some(2000.0), None, PayPeriod::Month);
    if let Some(salary) = &mut net {
        salary.gross = Some(false);
    }
    let rows = [
        paid(pay(Some(30_000.0), Some(40_000.0), PayPeriod::Year)),
        paid(pay(Some(45_000.0), None, PayPeriod::Year)),
        paid(pay(Some(17.5), None, PayPeriod::Hour)),
        paid(pay(Some(2400.0), None, PayPeriod::Month)),
        paid(net),
        paid(pay(None, Some(90_000.0), PayPeriod::Year)),
        paid(None),
    ];
    let report = report(all(), &rows);
    let medians: Vec<_> = report
        .pay
        .iter()
        .map(|row| (row.unit.to_string(), row.pay.count, row.pay.median))
        .collect();
    assert_eq!(
        medians,
        [
            ("EUR/year".to_owned(), 2, 40_000.0),
            ("EUR/hour".to_owned(), 1, 17.5),
            ("EUR/month".to_owned(), 1, 2400.0),
            ("EUR/month net".to_owned(), 1, 2000.0),
        ]
    );
    assert_eq!(report.pay_unclear, 1);
    let placed = &report.pay_by_title_and_country.shown[0];
    assert_eq!(
        (placed.title.as_str(), placed.country.as_deref()),
        ("baker", Some("BE"))
    );
}

#[test]
fn groups_are_told_apart() {
    let mut remote = posting("Night Baker", Some("FR"), &["!Dough"]);
    remote.workplace = Some(Workplace::Remote);
    remote.experience_years = Some(ExperienceYears {
        min: Some(3.0),
        max: None,
        subject: None,
    });
    remote.date_posted = Some("2027-02-28".to_owned());
    let mut later = posting("Cook", None, &["Ovens"]);
    later.date_posted = Some("soon".to_owned());
    let rows = [
        row(remote),
        row(posting(
            "Senior Night Baker",
            Some("BE"),
            &["!Dough", "?Ovens"],
        )),
        row(later),
    ];
    let groups = |by| {
        let options = Options {
            by: Some(by),
            ..all()
        };
        let groups = report(options, &rows).groups.unwrap();
        let names = groups.shown.iter();
        let names: Vec<_> = names
            .map(|group| format!("{} {}", group.name, group.postings.count))
            .collect();
        (names, groups.not_stated)
    };
    assert_eq!(groups(By::Title).0, ["night baker 2", "cook 1"]);
    assert_eq!(
        groups(By::Country),
        (vec!["BE 1".to_owned(), "FR 1".to_owned()], 1)
    );
    assert_eq!(groups(By::Month), (vec!["2027-02 1".to_owned()], 2));
    assert_eq!(groups(By::Workplace), (vec!["remote 1".to_owned()], 2));
    assert_eq!(groups(By::City), (Vec::new(), 3));
}

#[test]
fn of_months_the_last_are_shown() {
    let rows: Vec<Row> = (1..=9)
        .map(|month| {
            let mut posting = posting("Cook", None, &[]);
            posting.date_posted = Some(format!("2027-0{month}-01"));
            row(posting)
        })
        .collect();
    let options = Options {
        by: Some(By::Month),
        top: 2,
        ..all()
    };
    let groups = report(options, &rows).groups.unwrap();
    let names: Vec<_> = groups
        .shown
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    assert_eq!((names, groups.total), (vec!["2027-08", "2027-09"], 9));
}

/// The lines of some rows, as batch writes them.
fn lines(rows: &[Row]) -> String {
    let line = |row: &Row| {
        let mut value = match &row.posting {
            Ok(posting) => serde_json::to_value(posting).unwrap(),
            Err(error) => serde_json::json!({ "error": error }),
        };
        value["id"] = row.id.clone().into();
        value["duplicate_of"] = row.duplicate_of.clone().into();
        format!("{value}\n")
    };
    rows.iter().map(line).collect()
}

fn read(bytes: Vec<u8>) -> Result<Vec<Row>, Error> {
    Rows::read("rows", Cursor::new(bytes))?.collect()
}

#[test]
fn lines_are_read_back_plain_and_compressed() {
    let rows = [
        row(posting("Baker", Some("BE"), &["!Dough"])),
        Row {
            id: "2".to_owned(),
            duplicate_of: Some("1".to_owned()),
            posting: Ok(posting("Baker", Some("BE"), &[])),
        },
        Row {
            id: "3".to_owned(),
            duplicate_of: None,
            posting: Err("it is empty".to_owned()),
        },
    ];
    let text = format!("\u{feff}{}\n\n", lines(&rows)).into_bytes();
    assert_eq!(read(text.clone()).unwrap(), rows);
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    // Two members, as of files that were put together.
    let (one, two) = text.split_at(100);
    assert_eq!(read([gzip(one), gzip(two)].concat()).unwrap(), rows);
    assert_eq!(read(zstd::encode_all(&text[..], 1).unwrap()).unwrap(), rows);
    let mut cut = gzip(&text);
    cut.truncate(cut.len() / 2);
    let error = read(cut).unwrap_err().to_string();
    assert!(error.starts_with("rows: behind line "), "{error}");
    assert!(error.ends_with("it is cut off"), "{error}");
    assert_eq!(read(Vec::new()).unwrap(), []);
}

#[test]
fn what_is_no_record_is_named_with_its_line() {
    let good = lines(&[row(posting("Baker", None, &[]))]);
    for (bad, reason) in [
        ("id,title\n", "it is not JSON"),
        ("[1]\n", "it is no record"),
        (
            "{\"id\":1}\n",
            "it is no record (missing field `schema_version`)",
        ),
        ("{\"id\":1,", "it is not JSON"),
        ("\u{0}\u{1}", "it is not JSON"),
    ] {
        let error = read(format!("{good}\n{bad}").into_bytes())
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(&format!("rows, line 3: {reason}")),
            "{error}"
        );
    }
    let long = format!("{{\"schema_version\":\"{}\"", "x".repeat(5000));
    assert!(read(long.into_bytes()).unwrap_err().to_string().len() < 600);
    assert!(read(b"PAR1....".to_vec()).is_err());
}

#[test]
fn the_page_holds_the_figures_and_no_markup_of_postings() {
    let evil = "<script>alert('x')</script>\u{202e}\u{1b}[31m & \"more\"";
    let mut bad = posting(evil, Some("<b>"), &[&format!("!{evil}"), "!Dough"]);
    bad.salary = pay(Some(30_000.0), None, PayPeriod::Year);
    bad.date_posted = Some("2027-02-28".to_owned());
    if let Some(salary) = &mut bad.salary {
        salary.currency = Some("<i>".to_owned());
    }
    let options = Options {
        by: Some(By::Title),
        ..all()
    };
    let page = html(&report(options, &[row(bad.clone()), row(bad)]));
    assert!(page.contains("<h1>2 job postings</h1>"));
    assert!(page.contains("&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;"));
    for harmful in [
        "<script", "<b>", "<i>", "\u{202e}", "\u{1b}", "http:", "https:", "NaN",
    ] {
        assert!(!page.contains(harmful), "{harmful:?}");
    }
    assert!(html(&report(all(), &[])).contains("0 job postings"));
}

proptest! {
    /// The order of rows does not matter, but for the number of them.
    #[test]
    fn the_order_of_rows_does_not_matter(
        rows in prop::collection::vec((0..4_usize, prop::collection::vec(0..6_usize, 0..5), 0..4_u32), 0..20),
        seed in any::<prop::sample::Index>(),
    ) {
        const TITLES: [&str; 4] = ["Baker", "Senior Cook", "Cook", "Night Nurse"];
        const SKILLS: [&str; 6] = ["!A", "?B", "C", "!D", "?A", "E"];
        let rows: Vec<Row> = rows
            .iter()
            .map(|(title, skills, figure)| {
                let skills: Vec<&str> = skills.iter().map(|skill| SKILLS[*skill]).collect();
                let mut posting = posting(TITLES[*title], Some("BE"), &skills);
                posting.salary = pay(Some(f64::from(*figure)), None, PayPeriod::Hour);
                row(posting)
            })
            .collect();
        let options = Options { by: Some(By::Title), top: 3, ..all() };
        let mut turned = rows.clone();
        if !turned.is_empty() {
            turned.rotate_left(seed.index(rows.len()));
            turned.reverse();
        }
        let one = serde_json::to_string(&report(options.clone(), &rows)).unwrap();
        let other = serde_json::to_string(&report(options.clone(), &turned)).unwrap();
        prop_assert_eq!(one, other);
    }

    /// Nothing makes a reader of rows panic.
    #[test]
    fn any_bytes_are_rows_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(bytes);
    }
}
