//! Rows in, report out.

use jobgist::{
    ExperienceYears, Location, Options as Reading, PageKind, PayPeriod, Posting, Priority, Salary,
    Skill, Workplace,
};
use jobgist_arrow::Row;
use proptest::prelude::*;

use super::*;

mod reading;

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
fn what_is_no_name_is_cut_or_left_out() {
    let mut odd = posting(&"long ".repeat(100), Some("Belgium, \u{1b}[31m"), &["x"]);
    odd.locations[0].city = Some("  ".to_owned());
    odd.date_posted = Some("2027-13-01".to_owned());
    odd.skills[0].name = "y".repeat(1000);
    odd.salary = pay(Some(1e300), None, PayPeriod::Year);
    let mut foreign = odd.clone();
    if let Some(salary) = &mut foreign.salary {
        (salary.min, salary.currency) = (Some(1.0), Some("euro".to_owned()));
    }
    let report = report(all(), &[row(odd), row(foreign)]);
    assert_eq!(report.titles.counts[0].name.chars().count(), 81);
    assert_eq!(report.skills.shown[0].name.chars().count(), 81);
    for none in [&report.countries, &report.cities, &report.months] {
        assert_eq!((none.counts.len(), none.not_stated), (0, 2));
    }
    assert_eq!((report.pay.len(), report.pay_unclear), (0, 2));
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
}
