use std::path::PathBuf;

use jobgist::{FACTS, Options, Posting, SectionKind};
use serde_json::Value;

use super::*;
use crate::overview::Step;
use crate::testing::{day, listed, posting};
use crate::{Contact, Note, Status};

/// Facts that do not come back, with the reason.
const LOST: [(&str, &str, &str); 4] = [
    (
        "contradictory.txt",
        "workplace",
        "the text says both, and the head of the page is gone",
    ),
    (
        "czech-in-english.html",
        "salary",
        "schema.org does not tell gross from net",
    ),
    (
        "document.docx",
        "employment_types",
        "the label of a table reads as a heading: \"Contract\"",
    ),
    (
        "emoji-bullets.md",
        "hours",
        "the nights stand in the title as written, not in the title",
    ),
];

/// The records of all fixtures that hold a posting, with their names.
fn fixtures() -> Vec<(String, Posting)> {
    let top = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut found = Vec::new();
    for folder in [top.clone(), top.join("layouts")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_labels =
                path.parent() != Some(&top) && path.extension().is_some_and(|end| end == "txt");
            if !path.is_file() || path.ends_with("README.md") || is_labels {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let Ok(records) = Posting::parse_all(&bytes, &Options::default()) else {
                continue;
            };
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.extend(
                records
                    .filter(Posting::holds_posting)
                    .map(|one| (name.clone(), one)),
            );
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    assert!(found.len() > 40, "{}", found.len());
    found
}

/// A page that holds the posting as JSON-LD.
fn page(posting: &Posting) -> String {
    // No text can end the script: in JSON a "<" may as well be written by its number.
    let data = json_ld(posting).to_string().replace('<', "\\u003c");
    let title = posting
        .title
        .as_deref()
        .unwrap_or_default()
        .replace('<', "&lt;");
    format!("<!doctype html><script type=\"application/ld+json\">{data}</script><h1>{title}</h1>")
}

/// A fact's value; the words that name a place are others.
fn value(record: &Value, fact: &str) -> Value {
    let mut value = record[fact].clone();
    if let (true, Value::Array(places)) = (fact == "locations", &mut value) {
        for place in places {
            place["text"] = Value::Null;
        }
    }
    value
}

#[test]
fn facts_come_back() {
    let mut lost: Vec<(String, String)> = Vec::new();
    for (name, posting) in fixtures() {
        let again = Posting::parse(page(&posting).as_bytes(), &Options::default()).unwrap();
        let before = serde_json::to_value(&posting).unwrap();
        let after = serde_json::to_value(&again).unwrap();
        for fact in FACTS {
            if value(&before, fact) != value(&after, fact) {
                lost.push((name.clone(), fact.to_owned()));
            }
        }
    }
    let known: Vec<(String, String)> = LOST
        .iter()
        .map(|(name, fact, _)| ((*name).to_owned(), (*fact).to_owned()))
        .collect();
    assert_eq!(lost, known);
}

#[test]
fn lines_and_demands_come_back() {
    // Short facts of a page's head come as data; the lines of the job itself are counted.
    let kinds = [
        SectionKind::Responsibilities,
        SectionKind::Required,
        SectionKind::Preferred,
        SectionKind::Benefits,
    ];
    let counted = |posting: &Posting| {
        let of = posting
            .sections
            .iter()
            .filter(|section| kinds.contains(&section.kind));
        let items = of.map(|section| section.items.len());
        (items.sum::<usize>(), posting.requirements.len())
    };
    for (name, posting) in fixtures() {
        let again = Posting::parse(page(&posting).as_bytes(), &Options::default()).unwrap();
        let ((lines, asks), (lines_again, asks_again)) = (counted(&posting), counted(&again));
        let near = |one: usize, other: usize, most: usize| one.abs_diff(other) <= most;
        assert!(
            near(lines, lines_again, 3),
            "{name}: {lines} lines, {lines_again} again"
        );
        assert!(
            near(asks, asks_again, 3),
            "{name}: {asks} requirements, {asks_again} again"
        );
    }
}

#[test]
fn text_stays_text_in_json_ld() {
    let hostile = "# <script>alert(1)</script>\n\n## Requirements\n\n- Knows <b>bold</b> & </script><img src=x>\n- SQL\n";
    let written = page(&posting(hostile));
    assert_eq!(written.matches("<script").count(), 1, "{written}");
    let data = json_ld(&posting(hostile));
    let description = data["description"].as_str().unwrap();
    assert!(
        !description.contains("<b>") && !description.contains("<img"),
        "{description}"
    );
}

#[test]
fn what_is_not_stated_is_left_out() {
    let data = json_ld(&posting(
        "# Night Baker\n\n## Requirements\n\n- Two years in a bakery\n",
    ));
    let keys: Vec<&String> = data.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "@context",
            "@type",
            "title",
            "inLanguage",
            "experienceRequirements",
            "description"
        ]
    );
}

fn job_with(title: &str) -> Listed {
    let mut job = listed("3fa9c1", Status::Saved, "2026-11-20");
    job.title = Some(title.to_owned());
    job
}

#[test]
fn spreadsheets_take_no_text_for_a_formula() {
    let titles = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "＝1",
        "'x",
        "Baker, \"night\"",
    ];
    let jobs: Vec<Listed> = titles.iter().map(|title| job_with(title)).collect();
    let written = csv(&jobs);
    let mut reader = ::csv::Reader::from_reader(written.as_bytes());
    assert_eq!(reader.headers().unwrap().get(1), Some("title"));
    let cells: Vec<String> = reader
        .records()
        .map(|record| record.unwrap().get(1).unwrap().to_owned())
        .collect();
    for (title, cell) in titles.iter().zip(&cells) {
        let guarded = format!("'{title}");
        let is_formula = title.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']);
        assert_eq!(cell, if is_formula { &guarded } else { *title });
    }
    assert_eq!(cells.len(), titles.len());
}

#[test]
fn a_row_says_what_the_list_says() {
    let mut job = job_with("Night Baker");
    job.company = Some("Kornfeld".to_owned());
    job.places = vec!["Lyon, FR".to_owned(), "Nantes, FR".to_owned()];
    job.tags = vec!["bread".to_owned(), "night".to_owned()];
    job.salary = posting("# Baker\n\nSalary: EUR 2,600 - 2,800 a month\n").salary;
    job.valid_through = Some(day("2026-12-15"));
    job.rating = Some(4);
    insta::assert_snapshot!(csv([&job]));
}

#[test]
fn the_whole_report() {
    let record = posting(
        "# Night Baker\n\nCompany: Kornfeld\nLocation: Lyon, France\nSalary: EUR 2,600 a month\nApply by: 2026-12-15\n",
    );
    let mut job = crate::testing::job("3fa9c1", Status::Applied, "2026-11-20");
    job.notes = vec![Note {
        at: day("2026-11-21").noon().unwrap(),
        text: "Call *Mara*\n# not a heading\n<b>x</b>".to_owned(),
    }];
    job.reminders = vec![crate::testing::reminder(
        7,
        "2026-11-27",
        "Ask for the date",
    )];
    job.tags = vec!["bread".to_owned()];
    job.rating = Some(4);
    job.contacts = vec![Contact {
        name: "Mara".to_owned(),
        detail: Some("+43 1 23".to_owned()),
    }];
    let journey = [
        Step {
            status: Status::Saved,
            on: day("2026-11-18"),
        },
        Step {
            status: Status::Applied,
            on: day("2026-11-20"),
        },
    ];
    let bare = crate::testing::job("77b0aa", Status::Own("maybe".to_owned()), "2026-11-22");
    let silent = posting("Job");
    let reported = [
        Reported {
            job: &bare,
            posting: &silent,
            journey: &[],
        },
        Reported {
            job: &job,
            posting: &record,
            journey: &journey,
        },
    ];
    insta::assert_snapshot!(markdown_report(&reported, day("2026-11-23")));
}
