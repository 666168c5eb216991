use proptest::prelude::*;

use super::*;
use crate::testing::posting;

const BEFORE: &str = "\
# Platform Engineer

Company: Kornfeld Logistics
Location: Vienna, Austria
Salary: EUR 90,000 - 110,000 a year
Apply by: 2026-12-15

## Your tasks

- Run the clusters of our warehouses
- Write runbooks for the night shift

## Requirements

- 3 years of experience with Linux
- Docker in production
- Good command of English

## Nice to have

- Kubernetes
- Ansible

## Benefits

- 25 days of leave
- Free lunch
";

/// The changes from one text to another, as sentences.
fn sentences(old: &str, new: &str) -> Vec<String> {
    let found = difference(&posting(old), &posting(new));
    found.changes.iter().map(Change::sentence).collect()
}

fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(BEFORE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

#[test]
fn noise_is_no_difference() {
    let noise = [
        edited(&[(
            "- Docker in production\n- Good command of English",
            "- Good command of English\n- Docker in production",
        )]),
        edited(&[
            ("- Free lunch\n", ""),
            ("- 25 days of leave", "- Free lunch\n- 25 days  of leave."),
        ]),
        edited(&[("- Docker in production", "*   Docker  in PRODUCTION;")]),
        edited(&[("## Requirements", "## Your profile")]),
    ];
    for text in noise {
        assert_eq!(sentences(BEFORE, &text), [""; 0], "{text}");
    }
}

#[test]
fn what_stands_around_a_posting_is_no_difference() {
    let body = "<h1>Night Baker</h1><p>Location: Lyon, France</p><p>We bake for the whole of the valley, and \
                look for a second pair of hands at the oven.</p><h2>Requirements</h2><ul><li>Two years in a \
                bakery</li><li>A driving licence</li></ul><h2>Benefits</h2><ul><li>Bread for the family</li></ul>";
    let page = |before: &str, after: &str| {
        format!("<html><body>{before}<main>{body}</main>{after}</body></html>")
    };
    let old = page(
        "<nav><a href=/>Home</a> <a href=/jobs>Jobs</a></nav>",
        "<footer>© Kornfeld 2025</footer>",
    );
    let new = page(
        "<nav><a href=/>Start</a> <a href=/jobs>Open positions (12)</a></nav><div role=dialog>We use cookies. \
         <button>Accept all</button></div>",
        "<aside><h3>Similar jobs</h3><ul><li><a href=/1>Day Baker, Nantes</a></li><li><a href=/2>Miller, Dijon</a>\
         </li></ul></aside><footer>© Kornfeld 2026 <a href=/privacy>Privacy</a></footer>",
    );
    assert_eq!(sentences(&old, &new), [""; 0]);
}

#[test]
fn facts_that_moved() {
    let after = edited(&[
        ("90,000 - 110,000", "80,000 - 100,000"),
        (
            "Location: Vienna, Austria",
            "Location: Graz, Austria (hybrid)",
        ),
        ("2026-12-15", "2026-12-31"),
    ]);
    insta::assert_snapshot!(sentences(BEFORE, &after).join("\n"));
}

#[test]
fn demands_that_changed() {
    let after = edited(&[
        (
            "- 3 years of experience with Linux",
            "- 5 years of experience with Linux",
        ),
        (
            "- Docker in production",
            "- Docker in production\n- Kubernetes\n- Experience with Terraform",
        ),
        ("- Kubernetes\n- Ansible", "- Ansible and patience"),
        (
            "- 25 days of leave\n- Free lunch",
            "- 30 days of leave\n- A ticket for the tram",
        ),
        (
            "- Write runbooks for the night shift",
            "- Write the runbooks for our night shift",
        ),
    ]);
    insta::assert_snapshot!(sentences(BEFORE, &after).join("\n"));
}

#[test]
fn a_skill_that_moved_into_another_line_is_told_once() {
    let after = edited(&[
        (
            "- Docker in production",
            "- Docker and Kubernetes in production",
        ),
        ("- Kubernetes\n- Ansible", "- Ansible"),
    ]);
    let found = sentences(BEFORE, &after);
    assert!(
        found.contains(&"Kubernetes: preferred became required".to_owned()),
        "{found:?}"
    );
    assert!(
        !found
            .iter()
            .any(|change| change.contains("nice-to-have removed")),
        "{found:?}"
    );
}

#[test]
fn a_page_that_is_gone_takes_nothing_back() {
    let gone = "<html><title>Kornfeld</title><h1>Sign in</h1><form><input type=password name=password></form></html>";
    let found = difference(&posting(BEFORE), &posting(gone));
    assert_eq!(found.changes.len(), 1, "{:?}", found.changes);
    assert_eq!(found.changes[0].fact, "page_kind");
}

#[test]
fn pay_compares_by_the_year_where_nothing_is_assumed() {
    let pay = |text: &str| edited(&[("EUR 90,000 - 110,000 a year", text)]);
    let yearly = pay("EUR 60,000 a year");
    assert_eq!(
        sentences(&yearly, &pay("EUR 5,500 a month")),
        ["pay raised: EUR 60,000 a year → EUR 5,500 a month"]
    );
    assert_eq!(
        sentences(&yearly, &pay("EUR 5,000 a month")),
        ["pay reworded: EUR 60,000 a year → EUR 5,000 a month"]
    );
    let hourly = sentences(&yearly, &pay("EUR 20 an hour"));
    assert_eq!(hourly, ["pay changed: EUR 60,000 a year → EUR 20 an hour"]);
}

/// The fact, kind, and both sides of each change.
fn sides(difference: &Difference, mirrored: bool) -> Vec<(String, ChangeKind, Value, Value)> {
    let mut sides: Vec<_> = difference
        .changes
        .iter()
        .map(|change| {
            let change = change.clone();
            if mirrored {
                // A page that closed and one that opened from another page have no common mirror.
                (change.fact, change.kind.mirrored(), change.new, change.old)
            } else {
                (change.fact, change.kind, change.old, change.new)
            }
        })
        .filter(|side| side.0 != "page_kind")
        .collect();
    sides.sort_by_key(|side| format!("{side:?}"));
    sides
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    let line = prop::sample::select(vec![
        "# Night Baker",
        "Location: Lyon, France",
        "Location: Lyon or Nantes",
        "Remote",
        "Hybrid",
        "Salary: EUR 30,000 - 35,000 a year",
        "Pay: EUR 2,400 a month",
        "$20 - $25 per hour",
        "Apply by 2026-12-01",
        "Apply by 2027-01-15",
        "## Requirements",
        "## Nice to have",
        "## Benefits",
        "## Your tasks",
        "- Python and SQL",
        "- SQL, Python or R",
        "- 3 years of Python",
        "- 5 years of Python",
        "- Kubernetes is a plus",
        "- Kubernetes",
        "- Bachelor's degree in physics",
        "- Master's degree",
        "- German B2",
        "- Fluent German",
        "- No degree needed",
        "- Free lunch",
        "- 25 days of leave",
        "- 30 days of leave",
        "- Bake bread at night",
        "- Bake bread and cakes at night",
        "Full-time",
        "Part-time, 20 hours a week",
        "Up to 20 % travel",
        "No visa sponsorship",
        "This job is closed.",
        "- ,;",
        "- Patience",
        "- Patience",
    ]);
    prop::collection::vec(line.prop_map(str::to_owned), 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_differs_from_itself(lines in lines(), noise in ".{0,200}") {
        for text in [lines.join("\n"), noise] {
            // An input of nothing, or of bytes that are no text, is an error and no record.
            let Ok(one) = Posting::parse(text.as_bytes(), &jobgist::Options::default()) else {
                continue;
            };
            prop_assert_eq!(difference(&one, &one), Difference::default());
        }
    }

    #[test]
    fn back_is_the_mirror_of_forth(old in lines(), new in lines()) {
        let (old, new) = (format!("Job\n{}", old.join("\n")), format!("Job\n{}", new.join("\n")));
        let (old, new) = (posting(&old), posting(&new));
        let (forth, back) = (difference(&old, &new), difference(&new, &old));
        prop_assert_eq!(sides(&forth, false), sides(&back, true));
    }
}
