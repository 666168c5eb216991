//! Exports and imports: nothing is lost on the way, and nothing half done.

use serde_json::json;

use super::*;

/// A collection with everything in it.
pub(super) fn full() -> Place {
    let mut place = Place::new();
    let baker = place.save(BAKER, Some("https://crumb.example/7"), at(0)).id;
    place.save(
        &BAKER.replace("19 to 22", "17 to 20"),
        Some("https://crumb.example/7"),
        at(10),
    );
    let welder = place.id(WELDER);
    let nurse = place.id(NURSE);
    // Bytes that are no text.
    let latin = b"<html><head><meta charset=\"iso-8859-1\"></head><body><h1>B\xe4cker</h1><h2>Anforderungen</h2><ul><li>Zwei Jahre in einer B\xe4ckerei</li></ul></body></html>";
    let posting = Posting::parse(latin, &Options::default()).unwrap();
    let page = Page {
        bytes: latin,
        name: "b\u{1b}[31m\".html",
        url: None,
        postings: 1,
        reading: Reading {
            language: Some("de".to_owned()),
            ..Reading::default()
        },
    };
    place.store.save(&page, 0, &posting, at(20)).unwrap();
    place.apply(
        &baker,
        Change::Track {
            status: Status::Own("Probetag".to_owned()),
            on: day("2026-03-04"),
            note: Some("\u{2028}=cmd|' /C calc'!A0\r\n\"two\" lines".to_owned()),
        },
    );
    place.apply(&baker, tag("näh"));
    place.apply(&baker, Change::Rate(Some(5)));
    let reminder = place.apply(&baker, remind("2026-03-20", "Call"));
    place.apply(
        &baker,
        Change::Done {
            reminder: reminder.unwrap(),
        },
    );
    place.apply(&welder, contact("Ida", None));
    place.apply(&welder, correct("salary", json!({"min": 3400.1, "max": 3.3e3, "currency": "EUR", "period": "MONTH", "gross": true})));
    place.apply(&welder, link(&baker, "one hall"));
    let mut options = Options::default();
    options.summary.lines = 2;
    place.store.reparse(&options, at(200), |_, _| {}).unwrap();
    place.store.apply(&nurse, Change::Remove, at(210)).unwrap();
    place.store.purge(at(220)).unwrap();
    place.store.apply(&welder, Change::Remove, at(230)).unwrap();
    place
        .store
        .apply(&baker, note("soon gone"), at(240))
        .unwrap();
    place.store.undo(at(250)).unwrap();
    place
}

pub(super) fn import(place: &mut Place, text: &str) -> Result<Imported, Error> {
    place.store.import(&mut text.as_bytes())
}

#[test]
fn an_import_into_an_empty_collection_is_the_same() {
    let place = full();
    let exported = place.exported();
    let mut copy = Place::new();
    let imported = import(&mut copy, &exported).unwrap();
    assert_eq!(imported.new.len(), 3);
    assert_eq!(copy.exported(), exported);
    assert_eq!(copy.dump(), place.dump());
    copy.assert_sound();
    // Once more: all of it is known.
    let before = copy.exported();
    let again = import(&mut copy, &exported).unwrap();
    assert_eq!(
        (
            again.events,
            again.new.len(),
            again.merged.len(),
            again.known.len()
        ),
        (0, 0, 0, 3)
    );
    assert_eq!(copy.exported(), before);
    // And goes on in the same way; what was taken back here comes again.
    assert_eq!(copy.store.undo(at(300)).unwrap()[0].kind, "removed");
    assert_eq!(import(&mut copy, &exported).unwrap().events, 1);
    assert_eq!(import(&mut copy, &exported).unwrap().events, 0);
    copy.assert_sound();
}

#[test]
fn collections_are_merged_without_loss() {
    // Two machines begin with one collection, and go their ways.
    let mut home = Place::new();
    let baker = home.save(BAKER, None, at(0)).id;
    home.apply(&baker, note("both"));
    let mut work = Place::new();
    import(&mut work, &home.exported()).unwrap();
    home.store.apply(&baker, note("home"), at(200)).unwrap();
    home.store
        .apply(&baker, tracked(Status::Applied, "2026-03-01"), at(300))
        .unwrap();
    work.store.apply(&baker, note("work"), at(150)).unwrap();
    work.store
        .apply(&baker, tracked(Status::Interview, "2026-03-05"), at(400))
        .unwrap();
    let reminder = work
        .store
        .apply(&baker, remind("2026-04-01", "Bring bread"), at(410))
        .unwrap()
        .unwrap();
    work.store
        .apply(&baker, Change::Done { reminder }, at(420))
        .unwrap();
    work.store
        .apply(&baker, note("regretted"), at(430))
        .unwrap();
    work.store.undo(at(440)).unwrap();
    let nurse = work.save(NURSE, None, at(450)).id;

    let before = home.dump();
    let imported = import(&mut home, &work.exported()).unwrap();
    assert_eq!(imported.new, std::slice::from_ref(&nurse));
    assert_eq!(imported.merged, std::slice::from_ref(&baker));
    assert_eq!(imported.events, 7);
    let job = home.store.job(&baker).unwrap();
    let notes: Vec<_> = job.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes, ["both", "work", "home"], "in the order of time");
    assert_eq!(job.status, Status::Interview, "the later one");
    assert_eq!(
        (job.reminders.len(), job.reminders[0].done_at),
        (1, Some(at(420)))
    );
    home.assert_sound();
    // The other way round it is the same.
    import(&mut work, &home.exported()).unwrap();
    let (one, other) = (
        home.store.job(&baker).unwrap(),
        work.store.job(&baker).unwrap(),
    );
    assert_eq!(
        (&one.notes, &one.status, one.status_on),
        (&other.notes, &other.status, other.status_on)
    );
    // And it can be taken back at once.
    home.store.undo(at(500)).unwrap();
    assert_eq!(home.dump(), before);
    home.assert_sound();
}

#[test]
fn a_job_that_is_another_one_gets_another_name() {
    let mut here = Place::new();
    let baker = here.id(BAKER);
    let there = {
        let mut there = Place::new();
        let nurse = there.id(NURSE);
        let welder = there.id(WELDER);
        there.apply(
            &nurse,
            Change::Link {
                to: welder,
                reason: "x".to_owned(),
            },
        );
        there
            .exported()
            .replace(&format!("\"{nurse}\""), &format!("\"{baker}\""))
    };
    let imported = import(&mut here, &there).unwrap();
    let [(theirs, ours)] = imported.renamed.as_slice() else {
        panic!("{imported:?}")
    };
    assert_eq!(theirs, &baker);
    assert_ne!(ours, &baker);
    let posting = here.store.posting(ours).unwrap();
    assert_eq!(posting.title.as_deref(), Some("Ward Nurse"));
    let welder = here.store.resolve("welder").unwrap();
    assert_eq!(here.store.job(&welder).unwrap().links[0].to, *ours);
    assert_eq!(
        here.store.posting(&baker).unwrap().title.as_deref(),
        Some("Night Baker")
    );
    here.assert_sound();
}

#[test]
fn an_export_that_cannot_be_written_says_so() {
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    assert!(matches!(
        full().store.export(&mut Full),
        Err(Error::Stream(_))
    ));
}

#[test]
fn what_was_taken_back_elsewhere_takes_no_note_away_here() {
    let mut home = Place::new();
    let baker = home.id(BAKER);
    let mut work = Place::new();
    import(&mut work, &home.exported()).unwrap();
    home.apply(&baker, note("they called"));
    work.store.undo(at(200)).unwrap();
    import(&mut home, &work.exported()).unwrap();
    assert_eq!(home.store.job(&baker).unwrap().notes.len(), 1);
    home.assert_sound();
}

#[test]
fn an_import_that_was_taken_back_can_be_made_again() {
    let mut home = Place::new();
    home.id(BAKER);
    let exported = home.exported();
    let mut work = Place::new();
    let welder = work.id(WELDER);
    work.apply(&welder, note("here before"));
    assert_eq!(import(&mut work, &exported).unwrap().new.len(), 1);
    work.store.undo(at(300)).unwrap();
    assert_eq!(work.store.count().unwrap(), 1);
    assert_eq!(import(&mut work, &exported).unwrap().events, 1);
    assert_eq!(work.store.count().unwrap(), 2);
    work.assert_sound();
}
