//! What is found, what is kept apart, and that stored fingerprints stay readable.

use std::collections::HashSet;

use jobgist::{EmploymentType, Location, Options, PageKind, Posting, Salary, SectionItem};
use proptest::prelude::*;

use super::*;

const LINES: [&str; 6] = [
    "Shape loaves by hand and watch four deck ovens through the night",
    "Weigh flour, salt and water for the doughs of the next morning",
    "Keep the proving room at the right warmth and write it down",
    "Two years at the bench of a bakery or a finished apprenticeship",
    "You lift sacks of twenty five kilograms without help from others",
    "A certificate of food hygiene that is no older than two years",
];

/// A posting with a title, a place, and lines that are asked.
fn posting(title: &str, city: Option<&str>, lines: &[String]) -> Posting {
    let page = "<h1>Night Baker</h1><h2>Requirements</h2><ul><li>Two years in a bakery</li></ul>";
    let mut posting = Posting::parse(page.as_bytes(), &Options::default()).unwrap();
    posting.page_kind = PageKind::Posting;
    posting.title = Some(title.to_owned());
    posting.locations = city
        .map(|city| Location {
            city: Some(city.to_owned()),
            ..Location::default()
        })
        .into_iter()
        .collect();
    posting.sections.truncate(1);
    posting.sections[0].items = lines
        .iter()
        .map(|line| SectionItem {
            text: line.clone(),
            block: 0,
        })
        .collect();
    posting
}

fn baker() -> Posting {
    posting("Night Baker", Some("Ghent"), &LINES.map(str::to_owned))
}

fn of(posting: &Posting) -> Fingerprint {
    Fingerprint::of(posting).unwrap()
}

/// Whether the second posting counts as the first again.
fn same(one: &Posting, two: &Posting) -> bool {
    let mut index = Index::new();
    assert_eq!(index.insert(&of(one), 0), None);
    index.insert(&of(two), 1).is_some()
}

/// Stored fingerprints are compared with those of later versions.
#[test]
fn a_fingerprint_never_changes() {
    let mut posting = baker();
    posting.company = Some("Crumb & Söhne".to_owned());
    posting.salary = Some(Salary {
        min: Some(17.5),
        max: None,
        currency: Some("EUR".to_owned()),
        period: Some(jobgist::PayPeriod::Hour),
        gross: None,
    });
    posting.employment_types = vec![EmploymentType::PartTime];
    let stored = "528cfea06a1672d998192d9986ba66fa07d010fcd2a42d49d4de0d7d87d0342198030aba093660a60309\
         0af19047664119f2840d0777cccb4a546196964a4ed698998571507625951fcf473a3e43c6bae1644f04\
         2419ca3eddfbb4a2acfd8a08fe49d58e767d55c40992c402423ee2922bb06345d20fb8994eed4fba478e\
         b670448b4d043bdcf20f0a89bbbf0a6dcd6039a4fe206d62caf1937d34dabcf682ea7edd3e55ab6ce9ca\
         f44a4ca530d37a0ce4ab1a83b3b58ac5166f70a94755a338c0d60c762f24a1e000000000000000000000\
         000000000000000000004b8f9c480000000000000000fa3404780002";
    assert_eq!(of(&posting).to_string(), stored);
}

#[test]
fn a_repost_is_known_by_its_words() {
    let mut repost = baker();
    repost.title = Some("NIGHT  baker".to_owned());
    repost.date_posted = Some("2027-01-01".to_owned());
    repost.sections[0].items.reverse();
    repost.sections[0].items[0].text.make_ascii_uppercase();
    repost.locations.clear();
    assert!(same(&baker(), &repost));
    assert!(same(&repost, &baker()));
}

#[test]
fn what_contradicts_is_another_job() {
    let with = |change: fn(&mut Posting)| {
        let mut other = baker();
        change(&mut other);
        other
    };
    let others = [
        with(|job| job.title = Some("Day Baker".to_owned())),
        with(|job| job.title = None),
        with(|job| job.locations[0].city = Some("Lier".to_owned())),
    ];
    for other in &others {
        assert!(!same(&baker(), other));
        assert!(!same(other, &baker()));
    }
    let paid = |min: f64| {
        let mut job = baker();
        job.salary = Some(Salary {
            min: Some(min),
            max: None,
            currency: None,
            period: None,
            gross: None,
        });
        job
    };
    assert!(!same(&paid(17.0), &paid(19.0)));
    assert!(same(&paid(17.0), &paid(17.0)));
    assert!(same(&paid(17.0), &baker()));
}

#[test]
fn a_name_may_say_more_or_less_but_not_something_else() {
    let at = |company: &str| {
        let mut job = baker();
        job.company = Some(company.to_owned());
        job
    };
    assert!(same(&at("Crumb GmbH"), &at("CRUMB")));
    assert!(same(&at("Crumb GmbH"), &baker()));
    assert!(!same(&at("Crumb GmbH"), &at("Loaf GmbH")));
}

#[test]
fn of_several_places_one_in_common_is_enough() {
    let in_cities = |cities: &[&str]| {
        let mut job = baker();
        let place = job.locations[0].clone();
        job.locations = cities
            .iter()
            .map(|city| Location {
                city: Some((*city).to_owned()),
                ..place.clone()
            })
            .collect();
        job
    };
    assert!(same(
        &in_cities(&["Ghent", "Lier"]),
        &in_cities(&["Mechelen", "Lier"])
    ));
    assert!(!same(
        &in_cities(&["Ghent", "Lier"]),
        &in_cities(&["Mechelen", "Aalst"])
    ));
}

#[test]
fn too_few_words_are_no_fingerprint() {
    let short = posting("Cook", None, &["Apply today".to_owned()]);
    assert_eq!(Fingerprint::of(&short), None);
}

/// Shops of one chain: the same text in a hundred towns, and each again.
#[test]
fn the_same_text_in_many_towns() {
    let mut index = Index::new();
    let shop = |town: u64| {
        let city = format!("Town {town}");
        of(&posting(
            "Shop Assistant",
            Some(&city),
            &LINES.map(str::to_owned),
        ))
    };
    for town in 0..100 {
        assert_eq!(index.insert(&shop(town), town), None);
    }
    for town in 0..100 {
        let row = index.insert(&shop(town), 100 + town).map(|found| found.row);
        assert_eq!(row, Some(town));
    }
    assert_eq!(index.len(), 100);
}

#[test]
fn no_text_that_is_no_fingerprint_is_read() {
    let text = of(&baker()).to_string();
    assert_eq!(text.parse(), Ok(of(&baker())));
    for bad in [
        "",
        &text[1..],
        &format!("{text}0"),
        &text.replacen('0', "g", 1),
    ] {
        assert_eq!(bad.parse::<Fingerprint>(), Err(BadFingerprint));
    }
    assert_eq!("ä".repeat(238).parse::<Fingerprint>(), Err(BadFingerprint));
    let bytes = of(&baker()).to_bytes();
    assert_eq!(Fingerprint::try_from_bytes(&bytes), Ok(of(&baker())));
    for bad in [&[], &bytes[1..], &[bytes.as_slice(), &[0]].concat()] {
        assert_eq!(Fingerprint::try_from_bytes(bad), Err(BadFingerprint));
    }
}

/// A line of words that no other line has.
fn line(seed: u64, words: usize) -> String {
    let words: Vec<String> = (0..words).map(|word| format!("w{}x{word}", seed)).collect();
    words.join(" ")
}

/// The share of triples that two postings have in common, counted.
fn counted(one: &[String], two: &[String]) -> f64 {
    let shingles = |lines: &[String]| -> HashSet<String> {
        let of_line = |line: &String| -> Vec<String> {
            let words: Vec<&str> = line.split(' ').collect();
            words.windows(3).map(|words| words.join(" ")).collect()
        };
        lines.iter().flat_map(of_line).collect()
    };
    let (one, two) = (shingles(one), shingles(two));
    one.intersection(&two).count() as f64 / one.union(&two).count().max(1) as f64
}

proptest! {
    #[test]
    fn any_fingerprint_reads_back(text in "[0-9a-f]{476}") {
        prop_assert_eq!(text.parse::<Fingerprint>().unwrap().to_string(), text);
    }

    /// Of `lines` lines, `changed` have other words: the estimate is near the count, and what is
    /// clearly the same is found, what is clearly another is not.
    #[test]
    fn edited_lines(lines in 10_usize..40, share in 0.0..0.6_f64, words in 5_usize..20) {
        let changed = (lines as f64 * share) as usize;
        let one: Vec<String> = (0..lines).map(|at| line(at as u64, words)).collect();
        let mut two = one.clone();
        for (at, text) in two.iter_mut().take(changed).enumerate() {
            *text = line(1000 + at as u64, words);
        }
        let (first, second) = (posting("Baker", None, &one), posting("Baker", None, &two));
        let truth = counted(&one, &two);
        let estimate = of(&first).similarity(&of(&second));
        // Five standard errors.
        prop_assert!((estimate - truth).abs() < 0.25, "{estimate} for {truth}");
        if truth > 0.95 {
            prop_assert!(same(&first, &second), "{truth}");
        }
        if truth < 0.6 {
            prop_assert!(!same(&first, &second), "{truth}");
        }
    }

    /// Neither the order of lines nor what stands in other sections counts.
    #[test]
    fn order_does_not_count(lines in Just(LINES.map(str::to_owned).to_vec()).prop_shuffle()) {
        prop_assert_eq!(of(&posting("Night Baker", Some("Ghent"), &lines)), of(&baker()));
    }
}
