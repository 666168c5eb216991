//! Lists, searches, and what a user calls a job.

use std::slice::from_ref;

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn three() -> (Place, [JobId; 3]) {
    let mut place = Place::new();
    let ids = [BAKER, WELDER, NURSE].map(|text| place.id(text));
    (place, ids)
}

fn listed(place: &Place, filter: &Filter) -> Vec<String> {
    let listed = place.store.list(filter, day("2026-04-20")).unwrap();
    listed.into_iter().map(|one| one.title.unwrap()).collect()
}

#[test]
fn filters_keep_what_they_say() {
    let (mut place, [baker, welder, nurse]) = three();
    place.apply(&baker, tracked(Status::Applied, "2026-03-01"));
    place.apply(&welder, tag("hall"));
    place.apply(&nurse, correct("workplace", json!("hybrid")));
    let texts = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let keeps = |set: &dyn Fn(&mut Filter), expected: &[&str]| {
        let mut filter = Filter {
            sort: Sort::Title,
            ..Filter::default()
        };
        set(&mut filter);
        let found = listed(&place, &filter);
        let found = found.iter().map(|title| title.split(" (").next().unwrap());
        assert!(found.eq(expected.iter().copied()), "{filter:?}");
    };
    keeps(
        &|all| all.statuses = vec![Status::Applied],
        &["Night Baker"],
    );
    keeps(&|all| all.tags = texts("hall"), &["Welder"]);
    keeps(&|all| all.tags = texts("hall x"), &[]);
    keeps(&|all| all.places = texts("ghent"), &["Night Baker"]);
    keeps(
        &|all| all.places = texts("AT be"),
        &["Night Baker", "Welder"],
    );
    keeps(&|all| all.places = texts("hybrid"), &["Ward Nurse"]);
    keeps(&|all| all.skills = texts("excel"), &["Night Baker"]);
    keeps(&|all| all.skills = texts("excel cobol"), &[]);
    keeps(
        &|all| all.company = Some("IRON kettle".to_owned()),
        &["Welder"],
    );
    // 22 EUR for 40 hours in 52 weeks is 45,760; 3,400 a month is 40,800.
    keeps(&|all| all.pay_at_least = Some(45_760.0), &["Night Baker"]);
    keeps(
        &|all| all.pay_at_least = Some(40_000.0),
        &["Night Baker", "Welder"],
    );
    keeps(&|all| all.pay_at_least = Some(f64::NAN), &[]);
    keeps(
        &|all| all.currency = Some("eur".to_owned()),
        &["Night Baker", "Welder"],
    );
    keeps(&|all| all.currency = Some("usd".to_owned()), &[]);
    keeps(&|all| all.expiring_within = Some(10), &["Night Baker"]);
    keeps(&|all| all.expiring_within = Some(9), &[]);
    keeps(
        &|all| all.expiring_within = Some(u32::MAX),
        &["Night Baker"],
    );
    keeps(&|all| all.binned = true, &[]);
    keeps(&|all| all.limit = Some(1), &["Night Baker"]);
    keeps(&|_| {}, &["Night Baker", "Ward Nurse", "Welder"]);
}

#[test]
fn lists_are_sorted_and_what_states_nothing_stands_last() {
    let (mut place, [baker, welder, nurse]) = three();
    place
        .store
        .apply(&nurse, Change::Rate(Some(2)), at(10))
        .unwrap();
    place
        .store
        .apply(&welder, Change::Rate(Some(5)), at(20))
        .unwrap();
    place
        .store
        .apply(&baker, tracked(Status::Offer, "2026-03-01"), at(30))
        .unwrap();
    for (sort, expected) in [
        (Sort::Changed, [&baker, &welder, &nurse]),
        (Sort::Saved, [&nurse, &welder, &baker]),
        (Sort::Title, [&baker, &nurse, &welder]),
        (Sort::Company, [&baker, &nurse, &welder]),
        (Sort::Status, [&nurse, &welder, &baker]),
        (Sort::Deadline, [&baker, &nurse, &welder]),
        (Sort::Pay, [&baker, &welder, &nurse]),
        (Sort::Rating, [&welder, &nurse, &baker]),
    ] {
        let filter = Filter {
            sort,
            ..Filter::default()
        };
        let ids = |filter: &Filter| -> Vec<JobId> {
            let listed = place.store.list(filter, day("2026-04-20")).unwrap();
            listed.into_iter().map(|one| one.id).collect()
        };
        assert!(ids(&filter).iter().eq(expected), "{sort:?}");
        let reversed = ids(&Filter {
            reverse: true,
            ..filter
        });
        match sort {
            Sort::Rating => assert_eq!(reversed, [nurse.clone(), welder.clone(), baker.clone()]),
            Sort::Pay => assert_eq!(reversed, [welder.clone(), baker.clone(), nurse.clone()]),
            Sort::Title => assert_eq!(reversed, [welder.clone(), nurse.clone(), baker.clone()]),
            _ => {}
        }
    }
}

#[test]
fn reminders_come_with_their_jobs() {
    let (mut place, [baker, welder, _]) = three();
    place.apply(&baker, remind("2026-05-02", "later"));
    let sooner = place.apply(&baker, remind("2026-05-01", "sooner")).unwrap();
    let done = place.apply(&welder, remind("2026-04-01", "done")).unwrap();
    place.apply(&welder, Change::Done { reminder: done });
    let jobs = place.store.with_open_reminders().unwrap();
    assert_eq!(jobs.len(), 3);
    let (listed, reminders) = jobs.iter().find(|(listed, _)| listed.id == baker).unwrap();
    assert_eq!(listed.next_reminder, Some(day("2026-05-01")));
    assert_eq!(
        reminders
            .iter()
            .map(|one| one.text.as_str())
            .collect::<Vec<_>>(),
        ["sooner", "later"]
    );
    assert_eq!(reminders[0].number, sooner);
    assert!(
        jobs.iter()
            .filter(|(listed, _)| listed.id != baker)
            .all(|(_, reminders)| reminders.is_empty())
    );
}

#[test]
fn words_find_titles_texts_notes_and_tags() {
    let (mut place, [baker, welder, nurse]) = three();
    place.apply(&nurse, note("The café across from the quay"));
    place.apply(&baker, tag("flour"));
    let found = |words: &str| -> Vec<JobId> {
        let found = place.store.search(words, 10).unwrap();
        found.into_iter().map(|one| one.listed.id).collect()
    };
    assert_eq!(found("sourd"), from_ref(&baker), "a beginning");
    assert_eq!(found("BAKER ghent"), from_ref(&baker));
    assert_eq!(found("cafe quay"), from_ref(&nurse));
    assert_eq!(found("flour"), from_ref(&baker));
    assert_eq!(found("c++"), from_ref(&welder));
    assert_eq!(found("nurse bread"), Vec::<JobId>::new());
    assert_eq!(found("sourd "), Vec::<JobId>::new(), "a whole word");
    assert_eq!(found("iron OR nurse"), Vec::<JobId>::new(), "no operators");
    for nothing in ["", "  ", "\"", "--", "*"] {
        assert!(found(nothing).is_empty(), "{nothing:?}");
    }
    // The title counts most.
    place.apply(&baker, note("A friend is a welder there"));
    let found = place.store.search("welder", 10).unwrap();
    assert_eq!(
        found.iter().map(|one| &one.listed.id).collect::<Vec<_>>(),
        [&welder, &baker]
    );
    assert_eq!(&found[1].snippet[found[1].hits[0].clone()], "welder");
    assert_eq!(place.store.search("welder", 1).unwrap().len(), 1);
    // For reading only, too.
    let reader = Store::read(place.store.path()).unwrap();
    assert_eq!(reader.search("welder", 10).unwrap(), found);
}

#[test]
fn a_job_goes_by_its_id_and_by_words() {
    let (mut place, [baker, welder, _]) = three();
    let resolve = |place: &Place, text: &str| place.store.resolve(text);
    assert_eq!(resolve(&place, baker.as_str()).unwrap(), baker);
    assert_eq!(
        resolve(&place, &format!(" {} ", baker.as_str().to_uppercase())).unwrap(),
        baker
    );
    assert_eq!(resolve(&place, &baker.as_str()[..3]).unwrap(), baker);
    assert_eq!(resolve(&place, "night bak").unwrap(), baker);
    assert_eq!(resolve(&place, "kettle").unwrap(), welder);
    for nobody in ["", "plumber", "../etc", "%", "' OR 1=1 --"] {
        assert!(
            matches!(resolve(&place, nobody), Err(Error::NoJob { .. })),
            "{nobody:?}"
        );
    }
    // Two go by it, until one is in the bin.
    let second = place.id(&BAKER
        .replace("Night Baker", "Night Baker and Seller")
        .replace("Ghent", "Lier"));
    match resolve(&place, "baker") {
        Err(Error::Ambiguous { candidates, .. }) => assert_eq!(candidates.len(), 2),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        resolve(&place, "night baker").unwrap(),
        baker,
        "the whole title"
    );
    place.apply(&second, Change::Remove);
    assert_eq!(resolve(&place, "baker").unwrap(), baker);
    assert_eq!(
        resolve(&place, "baker seller").unwrap(),
        second,
        "from the bin where no other is meant"
    );
    assert_eq!(resolve(&place, second.as_str()).unwrap(), second);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_searched_for(text in "\\PC{0,24}|[\"*()^:{}+\\-a-z \\x00-\\x1f]{0,24}") {
        thread_local! {
            static PLACE: Place = three().0;
        }
        PLACE.with(|place| {
            let found = place.store.search(&text, 5).unwrap();
            for one in &found {
                assert!(one.hits.iter().all(|hit| one.snippet.get(hit.clone()).is_some()));
            }
            let _ = place.store.resolve(&text);
        });
    }
}
