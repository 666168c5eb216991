//! The log adds up to the state, and every change can be taken back.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;

use super::*;

static PAGES: LazyLock<Vec<(String, Posting)>> = LazyLock::new(|| {
    let later = BAKER.replace("19 to 22", "17 to 20");
    let pages = [BAKER, WELDER, NURSE, &later];
    pages.map(|text| (text.to_owned(), parsed(text))).to_vec()
});

/// One step of a user: of which job, what, and when (clocks are put back now and then).
#[derive(Debug, Clone)]
enum Step {
    Save(usize),
    Change(usize, Change),
    Both(usize, Change, Change),
    Reparse,
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "night",
        "far away",
        "\"quoted\"",
        "a' OR 1=1 --",
        "ñandú",
        "*",
    ])
    .prop_map(str::to_owned)
}

fn change() -> impl Strategy<Value = Change> {
    let status = prop::sample::select(vec![
        Status::Applied,
        Status::Offer,
        Status::Own("trial day".to_owned()),
    ]);
    let fact = prop::sample::select(vec![
        ("company", json!("Crumb & Daughters")),
        ("company", json!("Crumb & Sons Ltd")),
        ("title", json!(null)),
        ("locations", json!(null)),
        ("valid_through", json!("2026-05-01")),
        (
            "salary",
            json!({"min": 21.5, "max": null, "currency": "EUR", "period": "HOUR", "gross": null}),
        ),
    ]);
    let name = prop::sample::select(vec!["company", "title", "salary"]);
    let on = (0..60_i32).prop_map(|days| day("2026-03-01").plus_days(days).unwrap());
    prop_oneof![
        (status, on.clone(), prop::option::of(word()))
            .prop_map(|(status, on, note)| Change::Track { status, on, note }),
        word().prop_map(Change::Note),
        word().prop_map(Change::Tag),
        word().prop_map(Change::Untag),
        prop::option::of(1..=5_u8).prop_map(Change::Rate),
        (on, word()).prop_map(|(on, text)| Change::Remind { on, text }),
        (0..12_u64).prop_map(|reminder| Change::Done { reminder }),
        (word(), prop::option::of(word()))
            .prop_map(|(name, detail)| Change::Contact { name, detail }),
        fact.prop_map(|(fact, value)| Change::Correct {
            fact: fact.to_owned(),
            value
        }),
        name.prop_map(|fact| Change::Uncorrect {
            fact: fact.to_owned()
        }),
        (0..4_usize, word()).prop_map(|(to, reason)| Change::Link {
            to: JobId(to.to_string()),
            reason
        }),
        (0..4_usize).prop_map(|to| Change::Unlink {
            to: JobId(to.to_string())
        }),
        Just(Change::Remove),
        Just(Change::Restore),
    ]
}

fn step() -> impl Strategy<Value = (Step, i64)> {
    let step = prop_oneof![
        2 => (0..4_usize).prop_map(Step::Save),
        8 => (0..4_usize, change()).prop_map(|(job, change)| Step::Change(job, change)),
        2 => (0..4_usize, change(), change()).prop_map(|(job, one, two)| Step::Both(job, one, two)),
        1 => Just(Step::Reparse),
    ];
    (step, -500..5000_i64)
}

/// The job that a number means among those that are there.
fn nth(place: &Place, number: usize) -> Option<JobId> {
    let mut statement = place
        .store
        .connection
        .prepare("SELECT id FROM job ORDER BY id")
        .unwrap();
    let ids: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    (!ids.is_empty()).then(|| JobId(ids[number % ids.len()].clone()))
}

fn named(place: &Place, change: Change) -> Change {
    let other = |id: JobId| nth(place, id.as_str().parse().unwrap()).unwrap();
    match change {
        Change::Link { to, reason } => Change::Link {
            to: other(to),
            reason,
        },
        Change::Unlink { to } => Change::Unlink { to: other(to) },
        change => change,
    }
}

/// Takes a step; says whether something was written. Refusals are part of a user's day.
fn take(place: &mut Place, step: Step, when: Moment) -> bool {
    let before = place.store.events(0).unwrap().len();
    match step {
        Step::Save(page) => {
            let (text, posting) = &PAGES[page];
            let page = Page {
                bytes: text.as_bytes(),
                name: "page.md",
                url: (page % 3 == 0).then_some("https://crumb.example/baker?utm_source=x"),
                postings: 1,
                reading: Reading::default(),
            };
            place.store.save(&page, 0, posting, when).unwrap();
        }
        Step::Change(job, change) => {
            if let Some(id) = nth(place, job) {
                let change = named(place, change);
                let _ = place.store.apply(&id, change, when);
            }
        }
        Step::Both(job, one, two) => {
            if let Some(id) = nth(place, job) {
                let (one, two) = (named(place, one), named(place, two));
                let _ = place.store.change(when, |writer| {
                    writer.apply(&id, one)?;
                    writer.apply(&id, two)
                });
            }
        }
        Step::Reparse => {
            // Another version reads another summary.
            let mut options = Options::default();
            options.summary.lines = 1 + before % 3;
            place.store.reparse(&options, when, |_, _| {}).unwrap();
        }
    }
    place.store.events(0).unwrap().len() > before
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_undone_step_by_step_ends_where_it_began(
        steps in prop::collection::vec(step(), 1..24)
    ) {
        let mut place = Place::new();
        let mut states = vec![place.dump()];
        for (step, seconds) in steps {
            if take(&mut place, step, at(seconds)) {
                states.push(place.dump());
            }
        }
        place.assert_sound();
        let exported = place.exported();
        let mut copy = Place::new();
        copy.store.import(&mut exported.as_bytes()).unwrap();
        prop_assert_eq!(copy.exported(), exported);
        prop_assert_eq!(copy.dump(), states.last().unwrap().clone());
        while let Some(after) = states.pop() {
            prop_assert_eq!(place.dump(), after);
            let undone = place.store.undo(at(9000)).unwrap();
            prop_assert_eq!(undone.is_empty(), states.is_empty());
        }
        prop_assert_eq!(place.store.count().unwrap(), 0);
        place.assert_sound();
    }
}
