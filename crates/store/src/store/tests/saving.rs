//! What is the same job, and what is only offered.

use super::*;

const URL: &str = "https://jobs.crumb.example/openings/7";

fn offered(saved: &Saved) -> Vec<(&str, &Reason)> {
    saved
        .elsewhere
        .iter()
        .map(|likely| (likely.id.as_str(), &likely.reason))
        .collect()
}

#[test]
fn the_same_page_is_not_written_twice() {
    let mut place = Place::new();
    let first = place.save(BAKER, Some(URL), at(0));
    assert_eq!((first.outcome, first.since), (Outcome::New, at(0)));
    let again = place.save(BAKER, None, at(50));
    assert_eq!(
        (&again.id, again.outcome, again.since),
        (&first.id, Outcome::Unchanged, at(0))
    );
    assert_eq!(place.store.events(0).unwrap().len(), 1);
}

#[test]
fn another_page_at_the_address_is_a_capture() {
    let mut place = Place::new();
    let first = place.save(BAKER, Some(URL), at(0));
    let lower = BAKER.replace("19 to 22", "17 to 20");
    let url = format!("{URL}/?utm_source=mail&gclid=1#apply");
    let second = place.save(&lower, Some(&url), at(60));
    assert_eq!(
        (&second.id, second.outcome, second.since),
        (&first.id, Outcome::Captured, at(60))
    );
    // Back to what it said first: a third capture, not the first one.
    let third = place.save(BAKER, Some(URL), at(120));
    assert_eq!((&third.id, third.outcome), (&first.id, Outcome::Captured));
    let pay = |index| {
        place
            .store
            .posting_at(&first.id, index)
            .unwrap()
            .salary
            .unwrap()
            .min
    };
    assert_eq!(
        [pay(0), pay(1), pay(2)],
        [Some(19.0), Some(17.0), Some(19.0)]
    );
    assert!(matches!(
        place.store.posting_at(&first.id, 3),
        Err(Error::NoCapture { count: 3, .. })
    ));
    place.assert_sound();
}

#[test]
fn another_job_at_the_address_is_another_job() {
    let mut place = Place::new();
    let baker = place.save(BAKER, Some(URL), at(0));
    let welder = place.save(WELDER, Some(URL), at(10));
    assert_eq!(welder.outcome, Outcome::New);
    assert_eq!(
        offered(&welder),
        [(baker.id.as_str(), &Reason::SameAddress)]
    );
    // And one with another requisition number, be its text the same.
    let numbered = |number: &str| format!("{BAKER}\nRequisition ID: {number}\n");
    let one = place.save(&numbered("R-1001"), Some("https://crumb.example/a"), at(20));
    let two = place.save(&numbered("R-1002"), Some("https://crumb.example/a"), at(30));
    assert_ne!(one.id, two.id);
    assert!(
        offered(&two).contains(&(one.id.as_str(), &Reason::Repost)),
        "{two:?}"
    );
}

#[test]
fn host_employer_and_number_make_the_same_job() {
    let mut place = Place::new();
    let text = format!("{BAKER}\nRequisition ID: R-1001\n");
    let first = place.save(
        &text,
        Some("https://crumb.example/jobs?page=3&id=R-1001"),
        at(0),
    );
    let moved = text.replace("two hundred", "three hundred");
    let again = place.save(
        &moved,
        Some("https://crumb.example/openings/R-1001"),
        at(10),
    );
    assert_eq!((&again.id, again.outcome), (&first.id, Outcome::Captured));
    // On another host it is offered, with the number as the reason.
    let board = moved.replace("Clean the oven", "Clean our oven");
    let board = place.save(&board, Some("https://board.example/crumb/1"), at(20));
    assert_eq!(board.outcome, Outcome::New);
    assert_eq!(
        offered(&board),
        [(first.id.as_str(), &Reason::SameRequisition)]
    );
}

#[test]
fn the_same_words_elsewhere_are_offered_until_they_are_linked() {
    let mut place = Place::new();
    let first = place.save(BAKER, Some(URL), at(0));
    let copy = format!(
        "Sign in | Jobs near you\n\n{}",
        BAKER.replace("Apply until 2026-04-30.\n", "")
    );
    let second = place.save(&copy, Some("https://board.example/1"), at(10));
    assert_eq!(second.outcome, Outcome::New);
    let [likely] = second.elsewhere.as_slice() else {
        panic!("{second:?}")
    };
    assert_eq!(likely.id, first.id);
    assert!(matches!(likely.reason, Reason::SameText { similarity } if similarity > 0.8));
    place.apply(
        &second.id,
        Change::Link {
            to: first.id.clone(),
            reason: likely.reason.to_string(),
        },
    );
    assert!(place.save(&copy, None, at(20)).elsewhere.is_empty());
    assert!(place.save(NURSE, None, at(30)).elsewhere.is_empty());
}

#[test]
fn a_job_that_is_saved_comes_out_of_the_bin() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    place.apply(&id, note("keep me"));
    place.apply(&id, Change::Remove);
    let saved = place.save(BAKER, None, at(200));
    assert_eq!((&saved.id, saved.outcome), (&id, Outcome::Restored));
    let job = place.store.job(&id).unwrap();
    assert_eq!(
        (job.removed_at, job.notes.len(), job.captures.len()),
        (None, 1, 1)
    );
}

#[test]
fn postings_of_one_file_are_jobs_of_their_own() {
    let mut place = Place::new();
    let feed = |second: &str| {
        format!(
            r#"[{{"title": "Night Baker", "company": "Crumbs", "city": "Leeds", "description": "Bake bread through the night."}},
                {{"title": "{second}", "company": "Crumbs", "city": "York", "description": "Sell bread through the day."}}]"#
        )
    };
    let mut save = |feed: &str, seconds: i64| -> Vec<Saved> {
        let postings = Posting::parse_all(feed.as_bytes(), &Options::default()).unwrap();
        let page = Page {
            bytes: feed.as_bytes(),
            name: "feed.json",
            url: Some("https://crumbs.example/feed.json"),
            postings: postings.len(),
            reading: Reading::default(),
        };
        let save = |writer: &mut Writer<'_>| {
            let numbered = (0..).zip(postings);
            numbered
                .map(|(entry, posting)| writer.save(&page, entry, &posting))
                .collect()
        };
        place.store.change(at(seconds), save).unwrap()
    };
    let first = save(&feed("Day Seller"), 0);
    assert_ne!(first[0].id, first[1].id);
    assert!(
        first
            .iter()
            .all(|saved| saved.outcome == Outcome::New && saved.elsewhere.is_empty())
    );
    let same = save(&feed("Day Seller"), 10);
    assert!(same.iter().all(|saved| saved.outcome == Outcome::Unchanged));
    // In a later feed the known title is a capture, the new one is a job.
    let later = save(&feed("Cook"), 20);
    assert_eq!(
        (&later[0].id, later[0].outcome),
        (&first[0].id, Outcome::Captured)
    );
    assert_eq!(later[1].outcome, Outcome::New);
    let undone = place.store.undo(at(30)).unwrap();
    assert_eq!(undone.len(), 2, "a file is saved, and taken back, as one");
    place.assert_sound();
}

#[test]
fn names_grow_where_they_collide() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    // The name is taken by a job with another page.
    let taken = id.as_str().to_owned();
    let sha256 = records::digest(b"another page");
    let connection = &place.store.connection;
    let free = ids::free(connection, &records::digest(BAKER.as_bytes()), 0).unwrap();
    assert_eq!(free.as_str(), taken, "the same page keeps its name");
    let other = ids::free(connection, &sha256, 0).unwrap();
    assert_eq!(other.as_str().len(), 4);
    let event = format!(
        r#"INSERT INTO event SELECT 2, 2, 0, '{other}', 'saved', json_set(detail, '$.entry', 9) FROM event"#
    );
    connection.execute(&event, []).unwrap();
    let longer = ids::free(connection, &sha256, 0).unwrap();
    assert_eq!(longer.as_str().len(), 5);
    assert!(longer.as_str().starts_with(other.as_str()));
}

#[test]
fn a_notice_that_a_job_is_gone_takes_nothing_away() {
    let mut place = Place::new();
    let id = place.save(BAKER, Some(URL), at(0)).id;
    let gone = "<html><body><h1>This job is no longer available</h1><p>Sorry!</p></body></html>";
    assert!(!parsed(gone).holds_posting());
    let saved = place.save(gone, Some(URL), at(10));
    assert_eq!((&saved.id, saved.outcome), (&id, Outcome::Captured));
    let posting = place.store.posting(&id).unwrap();
    assert_eq!(posting.title.as_deref(), Some("Night Baker"));
    assert_eq!(place.store.search("sourdough", 5).unwrap().len(), 1);
    assert!(!place.store.posting_at(&id, 1).unwrap().holds_posting());
    // What never held a posting is what it is.
    let other = place.save(gone, Some("https://crumb.example/other"), at(20));
    assert_eq!(other.id, id, "the same bytes are the same page");
    let other = place.id(&gone.replace("Sorry", "Oh"));
    assert!(!place.store.posting(&other).unwrap().holds_posting());
}

#[test]
fn what_the_user_adds_to_a_page_is_kept() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    // The address comes later.
    assert_eq!(
        place.save(BAKER, Some(URL), at(10)).outcome,
        Outcome::Captured
    );
    assert_eq!(
        place.save(BAKER, Some(URL), at(20)).outcome,
        Outcome::Unchanged
    );
    assert_eq!(place.save(BAKER, None, at(20)).outcome, Outcome::Unchanged);
    // Read in another way, it says something else.
    let mut page = page(BAKER, Some(URL));
    page.reading.language = Some("nl".to_owned());
    page.reading.today = Some(day("2026-03-01"));
    let saved = place.store.save(&page, 0, &parsed(BAKER), at(30)).unwrap();
    assert_eq!(saved.outcome, Outcome::Captured);
    page.reading.today = Some(day("2026-03-02"));
    let saved = place.store.save(&page, 0, &parsed(BAKER), at(40)).unwrap();
    assert_eq!((saved.outcome, saved.since), (Outcome::Unchanged, at(30)));
    assert_eq!(place.store.job(&id).unwrap().captures.len(), 3);
}

#[test]
fn a_record_of_another_version_is_read_anew_from_its_page() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let read = place.store.posting(&id).unwrap();
    // A field that this version wants is not there.
    let old = serde_json::to_string(&read)
        .unwrap()
        .replace("\"coverage\"", "\"covered\"");
    let (sha256, path) = (records::digest(old.as_bytes()), place.store.path.clone());
    let write = |writer: &mut Writer<'_>| {
        let tell = |failure: failure::Failure| failure.at(&path);
        let page = records::digest(BAKER.as_bytes());
        records::keep_json(writer.connection, &sha256, "0.0.1", old.as_bytes()).map_err(tell)?;
        let (entry, record) = (0, sha256.clone());
        let what = happening::Happening::Reparsed {
            sha256: page,
            entry,
            record,
        };
        writer.write(&id, what).map_err(tell)
    };
    place.store.change(at(10), write).unwrap();
    assert_eq!(place.store.posting(&id).unwrap(), read);
    assert_eq!(place.store.posting_at(&id, 0).unwrap(), read);
    // It travels as it is.
    let exported = place.exported();
    let mut copy = Place::new();
    copy.store.import(&mut exported.as_bytes()).unwrap();
    assert_eq!(copy.exported(), exported);
    assert_eq!(copy.store.posting(&id).unwrap(), read);
    place.assert_sound();
}

#[test]
fn small_pages_under_one_address_are_jobs_of_their_own() {
    let mut place = Place::new();
    let page = |title: &str, asks: &str| {
        format!(
            "<h1>{title}</h1><h2>Requirements</h2><ul><li>{asks}</li><li>A steady hand</li></ul>\
             <h2>Your tasks</h2><ul><li>Mend boats</li><li>Read drawings</li></ul>"
        )
    };
    let welder = place.save(&page("Welder", "3 years of welding"), Some(URL), at(0));
    let plumber = place.save(&page("Plumber", "2 years of pipes"), Some(URL), at(10));
    assert!(parsed(&page("Plumber", "Boots")).holds_posting());
    assert_ne!(welder.id, plumber.id);
    let again = place.save(&page("Plumber", "Boots"), Some(URL), at(20));
    assert_eq!(again.id, plumber.id);
}

#[test]
fn a_corrected_number_does_not_part_the_next_capture() {
    let mut place = Place::new();
    let text = format!("{BAKER}\n\nReference number: 4711\n");
    let id = place.save(&text, Some(URL), at(0)).id;
    assert_eq!(parsed(&text).job_id.as_deref(), Some("4711"));
    let change = Change::Correct {
        fact: "job_id".to_owned(),
        value: "A-1".into(),
    };
    place.apply(&id, change);
    let changed = text.replace("19 to 22", "17 to 20");
    assert_eq!(place.save(&changed, Some(URL), at(200)).id, id);
}
