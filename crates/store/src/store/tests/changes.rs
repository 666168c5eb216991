//! What changes do, and what is refused.

use serde_json::json;

use super::*;

#[test]
fn a_job_is_what_was_done_to_it() {
    let mut place = Place::new();
    let id = place.save(BAKER, Some("https://crumb.example/7"), at(0)).id;
    let track = Change::Track {
        status: Status::Applied,
        on: day("2026-02-27"),
        note: Some("by mail".to_owned()),
    };
    place.store.apply(&id, track, at(10)).unwrap();
    place.apply(&id, tag(" close "));
    place.apply(&id, tag("bread"));
    place.apply(&id, Change::Rate(Some(4)));
    let reminder = place.apply(&id, remind("2026-03-09", "Ask again"));
    place.apply(&id, contact("Mia Lind", Some("mia@crumb.example")));
    let job = place.store.job(&id).unwrap();
    let status = (job.status, job.status_on);
    assert_eq!(status, (Status::Applied, day("2026-02-27")));
    assert_eq!(job.tags, ["bread", "close"]);
    assert_eq!(job.rating, Some(4));
    let noted = (job.notes[0].text.as_str(), job.notes[0].at);
    assert_eq!(noted, ("by mail", at(10)));
    assert_eq!(job.contacts[0].detail.as_deref(), Some("mia@crumb.example"));
    assert_eq!(
        job.captures[0].url.as_deref(),
        Some("https://crumb.example/7")
    );
    assert_eq!(Some(job.reminders[0].number), reminder);
    assert_eq!(job.reminders[0].done_at, None);

    place.apply(
        &id,
        Change::Done {
            reminder: job.reminders[0].number,
        },
    );
    assert_eq!(
        place.store.job(&id).unwrap().reminders[0].done_at,
        Some(at(100))
    );
    let kinds: Vec<String> = place
        .store
        .history(&id)
        .unwrap()
        .into_iter()
        .map(|event| event.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            "saved",
            "tracked",
            "tagged",
            "tagged",
            "rated",
            "reminded",
            "contacted",
            "done"
        ]
    );
    place.assert_sound();
}

#[test]
fn what_stands_so_already_is_no_event() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let (other, tag) = (place.id(WELDER), || tag("near"));
    let link = || link(&other, "the same hall");
    let correct = || correct("company", json!("Crumb"));
    for change in [
        tag(),
        link(),
        correct(),
        Change::Rate(Some(3)),
        tracked(Status::Offer, "2026-03-02"),
        Change::Remove,
    ] {
        assert!(place.apply(&id, change.clone()).is_some(), "{change:?}");
        assert_eq!(place.apply(&id, change.clone()), None, "{change:?}");
    }
    for change in [
        Change::Untag("far".to_owned()),
        Change::Uncorrect {
            fact: "title".to_owned(),
        },
        Change::Unlink { to: id.clone() },
        Change::Restore,
    ] {
        assert_eq!(
            place.apply(&other, change.clone()).is_some(),
            matches!(change, Change::Unlink { .. })
        );
    }
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let before = place.exported();
    let text = |text: &str| text.to_owned();
    for (change, says) in [
        (Change::Note(text(" \n")), "note: it is empty"),
        (Change::Tag(text("a\u{1b}[31m")), "control character"),
        (Change::Tag("x".repeat(65)), "longer than 64"),
        (
            tracked(Status::Own(text(" ")), "2026-03-01"),
            "status: it is empty",
        ),
        (Change::Rate(Some(6)), "from 1 to 5"),
        (Change::Rate(Some(0)), "from 1 to 5"),
        (Change::Done { reminder: 1 }, "no reminder 1"),
        (Change::Done { reminder: u64::MAX }, "no reminder"),
        (correct("sections", json!([])), "no fact of a posting"),
        (
            correct("salary", json!("much")),
            "salary cannot be \"much\"",
        ),
        (correct("workplace", json!("moon")), "workplace cannot be"),
        (correct("valid_through", json!("soon")), "is not a day"),
        (
            correct("locations", json!([{"city": 7}])),
            "locations cannot be",
        ),
        (
            Change::Link {
                to: id.clone(),
                reason: text("x"),
            },
            "with itself",
        ),
        (
            Change::Link {
                to: JobId(text("zzzz")),
                reason: text("x"),
            },
            "no saved job",
        ),
    ] {
        let error = match place.store.apply(&id, change.clone(), at(100)) {
            Err(error) => error.to_string(),
            Ok(answer) => panic!("{change:?} gave {answer:?}"),
        };
        assert!(error.contains(says), "{change:?}: {error}");
    }
    let nobody = place
        .store
        .apply(&JobId(text("zzzz")), Change::Restore, at(1));
    assert!(matches!(nobody, Err(Error::NoJob { .. })));
    assert_eq!(place.exported(), before);
}

#[test]
fn a_correction_lies_over_the_record() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let read = place.store.posting(&id).unwrap();
    place.apply(&id, correct("company", json!("Crumb & Daughters")));
    place.apply(&id, correct("valid_through", json!(null)));
    place.apply(&id, correct("seniority", json!("lead")));
    place.apply(&id, correct("locations", json!(null)));
    let posting = place.store.posting(&id).unwrap();
    assert_eq!(posting.company.as_deref(), Some("Crumb & Daughters"));
    assert!(posting.locations.is_empty());
    assert!(posting.absent.contains(&"valid_through".to_owned()));
    assert!(!posting.absent.contains(&"seniority".to_owned()));
    let order: Vec<_> = jobgist::FACTS
        .iter()
        .filter(|fact| posting.absent.iter().any(|absent| absent == *fact))
        .collect();
    assert!(
        posting.absent.iter().eq(order.into_iter()),
        "in the record's order"
    );
    assert_eq!(
        place.store.record(&id).unwrap(),
        read,
        "what was read stays"
    );
    let listed = &place
        .store
        .list(&Filter::default(), day("2026-03-01"))
        .unwrap()[0];
    assert_eq!(listed.company.as_deref(), Some("Crumb & Daughters"));
    assert_eq!((listed.valid_through, listed.places.len()), (None, 0));
    assert_eq!(place.store.search("daughters", 5).unwrap().len(), 1);
}

#[test]
fn a_correction_keeps_what_the_fact_knows_and_no_more() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let mut deep = json!(1);
    for _ in 0..500 {
        deep = json!([deep]);
    }
    let pay = json!({"min": 20, "max": null, "currency": "EUR", "period": "HOUR", "gross": null, "x": deep});
    place.apply(&id, correct("salary", pay));
    place.apply(&id, correct("languages", json!(null)));
    let job = place.store.job(&id).unwrap();
    assert_eq!(job.corrections[0].value, json!([]));
    let kept =
        json!({"min": 20.0, "max": null, "currency": "EUR", "period": "HOUR", "gross": null});
    assert_eq!(job.corrections[1].value, kept);
    assert_eq!(place.store.history(&id).unwrap().len(), 3);
    place.assert_sound();
}

/// What another version would have read.
fn other_version(place: &mut Place, id: &JobId, record: &Posting) {
    let sha256 = place.store.job(id).unwrap().captures[0].sha256.clone();
    let path = place.store.path.clone();
    let write = |writer: &mut Writer<'_>| {
        let tell = |failure: failure::Failure| failure.at(&path);
        let (entry, record) = (0, records::keep(writer.connection, record).map_err(tell)?);
        let what = happening::Happening::Reparsed {
            sha256,
            entry,
            record,
        };
        writer.write(id, what).map_err(tell)
    };
    place.store.change(at(300), write).unwrap();
}

#[test]
fn corrections_survive_another_version_and_old_records_stay() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    place.apply(&id, correct("company", json!("Crumb & Daughters")));
    place.apply(&id, correct("seniority", json!("lead")));
    let read = place.store.record(&id).unwrap();
    let mut newer = read.clone();
    newer.company = Some("Crumb & Daughters".to_owned());
    newer.title = Some("Baker by Night".to_owned());
    other_version(&mut place, &id, &newer);
    let job = place.store.job(&id).unwrap();
    let agreed = job
        .corrections
        .iter()
        .map(|one| (one.fact.as_str(), one.agreed));
    assert_eq!(
        agreed.collect::<Vec<_>>(),
        [("company", true), ("seniority", false)]
    );
    let posting = place.store.posting(&id).unwrap();
    assert_eq!(posting.title.as_deref(), Some("Baker by Night"));
    assert_eq!(posting.seniority, Some(jobgist::Seniority::Lead));

    // This version reads what it read before, and the other record comes back.
    let reparse = |seconds: i64, place: &mut Place| {
        let told = |done: usize, all: usize| assert_eq!((done, all), (1, 1));
        place
            .store
            .reparse(&Options::default(), at(seconds), told)
            .unwrap()
            .changed
    };
    assert_eq!(reparse(400, &mut place), std::slice::from_ref(&id));
    assert_eq!(place.store.record(&id).unwrap(), read);
    assert!(reparse(500, &mut place).is_empty());
    place.store.undo(at(600)).unwrap();
    assert_eq!(place.store.record(&id).unwrap(), newer);
    place.assert_sound();
}

#[test]
fn reparse_says_where_the_program_now_agrees() {
    let mut place = Place::new();
    let mut wrong = parsed(BAKER);
    wrong.company = Some("Night".to_owned());
    let page = page(BAKER, None);
    let id = place.store.save(&page, 0, &wrong, at(0)).unwrap().id;
    place.apply(&id, correct("company", json!("Crumb & Sons Ltd")));
    let done = place
        .store
        .reparse(&Options::default(), at(10), |_, _| {})
        .unwrap();
    assert_eq!(done.agreements, [(id.clone(), "company".to_owned())]);
    assert!(place.store.job(&id).unwrap().corrections[0].agreed);
}

#[test]
fn a_page_is_read_anew_as_it_was_told_to_be_read() {
    let mut place = Place::new();
    let text = "<h1>Night Baker</h1><p>Posted 3 days ago</p><h2>Requirements</h2><ul><li>Two years in a bakery</li></ul>";
    let reading = Reading {
        format: Some(jobgist::Format::Html),
        language: Some("en".to_owned()),
        today: Some(day("2026-03-10")),
    };
    let options = Options {
        name: "odd".to_owned(),
        format: reading.format,
        language: reading.language.clone(),
        today: Some("2026-03-10".to_owned()),
        ..Options::default()
    };
    let posting = Posting::parse(text.as_bytes(), &options).unwrap();
    assert_eq!(posting.date_posted.as_deref(), Some("2026-03-07"));
    let page = Page {
        bytes: text.as_bytes(),
        name: "odd",
        url: None,
        postings: 1,
        reading,
    };
    place.store.save(&page, 0, &posting, at(0)).unwrap();
    let done = place
        .store
        .reparse(&Options::default(), at(10), |_, _| {})
        .unwrap();
    assert_eq!((done.pages, done.changed), (1, Vec::new()));
}

#[test]
fn links_are_seen_from_both_sides() {
    let mut place = Place::new();
    let (one, two) = (place.id(BAKER), place.id(NURSE));
    place.apply(&one, link(&two, "the user says so"));
    assert_eq!(place.store.job(&two).unwrap().links[0].to, one);
    place.apply(&two, Change::Unlink { to: one.clone() });
    assert!(place.store.job(&one).unwrap().links.is_empty());
    place.store.undo(at(200)).unwrap();
    assert_eq!(place.store.job(&one).unwrap().links[0].to, two);
    place.assert_sound();
}
