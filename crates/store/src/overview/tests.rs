use super::*;
use crate::testing::{day, listed, posting};

const TODAY: &str = "2026-11-23";

/// A job saved on the first of November, with the days on which it reached its statuses.
fn job(id: &str, steps: &[(Status, &str)]) -> (Listed, Vec<Step>) {
    let (status, on) = steps
        .last()
        .cloned()
        .unwrap_or((Status::Saved, "2026-11-01"));
    let mut job = listed(id, status, on);
    job.saved_at = day("2026-11-01").noon().unwrap();
    let steps = steps.iter().map(|(status, on)| Step {
        status: status.clone(),
        on: day(on),
    });
    (job, steps.collect())
}

fn count(jobs: &[(Listed, Vec<Step>)]) -> Overview {
    let counted = jobs.iter().map(|(job, journey)| Counted {
        job,
        posting: None,
        journey,
    });
    overview(counted, day(TODAY), 7)
}

#[test]
fn stages_count_for_the_ones_before() {
    let found = count(&[
        job("a", &[]),
        job("b", &[(Status::Applied, "2026-11-03")]),
        job(
            "c",
            &[
                (Status::Applied, "2026-11-05"),
                (Status::Interview, "2026-11-15"),
            ],
        ),
        job(
            "d",
            &[
                (Status::Applied, "2026-11-05"),
                (Status::Rejected, "2026-11-09"),
            ],
        ),
        job("e", &[(Status::Own("maybe".to_owned()), "2026-11-05")]),
    ]);
    let reached: Vec<(usize, Option<u32>)> = found
        .funnel
        .iter()
        .map(|stage| (stage.reached, stage.percent))
        .collect();
    let expected = [
        (5, None),
        (3, Some(60)),
        (1, Some(33)),
        (1, Some(100)),
        (0, Some(0)),
        (0, None),
    ];
    assert_eq!(reached, expected);
    let statuses: Vec<(&str, usize)> = found
        .statuses
        .iter()
        .map(|one| (one.name.as_str(), one.count))
        .collect();
    assert_eq!(
        statuses,
        [
            ("saved", 1),
            ("applied", 1),
            ("interview", 1),
            ("rejected", 1),
            ("maybe", 1)
        ]
    );
    let waits = Waits {
        saved_to_applied: Some(4.0),
        applied_to_answer: Some(7.0),
        applied_to_offer: None,
        unanswered: 1,
    };
    assert_eq!(found.waits, waits);
}

#[test]
fn a_journey_entered_backwards_tells_no_waits() {
    let found = count(&[job(
        "a",
        &[
            (Status::Applied, "2026-10-01"),
            (Status::Offer, "2026-09-01"),
        ],
    )]);
    assert_eq!(found.waits, Waits::default());
    assert_eq!(found.funnel[4].reached, 1);
}

#[test]
fn skills_count_once_a_posting_and_pay_by_currency() {
    let record = |text: &str| {
        posting(&format!(
            "# Baker\n\n{text}\n\n## Requirements\n\n- SQL\n- SQL or Python\n\n## Nice to have\n\n- Excel\n"
        ))
    };
    let records = [
        record("Salary: EUR 30,000 - 40,000 a year"),
        record("Salary: EUR 20 an hour"),
        record("Salary: CHF 90,000 a year"),
    ];
    let jobs: Vec<Listed> = records
        .iter()
        .map(|record| {
            let mut job = listed("a", Status::Saved, "2026-11-01");
            job.salary = record.salary.clone();
            job.tags = vec!["bread".to_owned()];
            job
        })
        .collect();
    let counted = jobs.iter().zip(&records).map(|(job, record)| Counted {
        job,
        posting: Some(record),
        journey: &[],
    });
    let found = overview(counted, day(TODAY), 7);
    let names = |all: &[Counter]| -> Vec<(String, usize)> {
        all.iter()
            .map(|one| (one.name.clone(), one.count))
            .collect()
    };
    assert_eq!(
        names(&found.must_have_skills),
        [("Python".to_owned(), 3), ("SQL".to_owned(), 3)]
    );
    assert_eq!(names(&found.tags), [("bread".to_owned(), 3)]);
    let euros = PayRange {
        currency: "EUR".to_owned(),
        count: 2,
        lowest: 30_000.0,
        median: 38_300.0,
        highest: 41_600.0,
        assumed: 1,
    };
    assert_eq!(found.pay.len(), 2);
    assert_eq!(found.pay[1], euros);
}

#[test]
fn deadlines_near_and_not_over() {
    let with = |id: &str, status, last: &str| {
        let mut job = listed(id, status, "2026-11-01");
        job.valid_through = Some(day(last));
        (job, Vec::new())
    };
    let found = count(&[
        with("late", Status::Saved, "2026-11-30"),
        with("soon", Status::Saved, TODAY),
        with("over", Status::Saved, "2026-11-22"),
        with("far", Status::Saved, "2026-12-01"),
        with("sent", Status::Applied, "2026-11-25"),
    ]);
    let ids: Vec<&str> = found.expiring.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["soon", "late"]);
}

#[test]
fn an_empty_collection_has_its_overview() {
    let found = count(&[]);
    assert_eq!((found.jobs, found.funnel.len()), (0, 6));
    assert!(
        found
            .funnel
            .iter()
            .all(|stage| stage.reached == 0 && stage.percent.is_none())
    );
}
