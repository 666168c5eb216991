//! What is taken back, what is thrown away, and what never changes.

use serde_json::json;

use super::*;

#[test]
fn changes_made_at_once_are_all_made_or_none_and_taken_back_as_one() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let failed = place.store.change(at(5), |writer| {
        writer.apply(&id, tag("one"))?;
        writer.apply(&id, Change::Note(String::new()))
    });
    assert!(failed.is_err());
    assert!(place.store.job(&id).unwrap().tags.is_empty());

    // Who goes on after a refusal keeps what worked.
    let went_on = place.store.change(at(6), |writer| {
        writer.apply(&id, tag("one"))?;
        assert!(writer.apply(&id, Change::Rate(Some(9))).is_err());
        writer.apply(&id, tag("two"))
    });
    assert_eq!(went_on.unwrap(), Some(3));
    assert_eq!(place.store.job(&id).unwrap().tags, ["one", "two"]);
    let undone = place.store.undo(at(7)).unwrap();
    assert_eq!(
        undone.iter().map(|event| event.number).collect::<Vec<_>>(),
        [3, 2]
    );
    assert!(
        undone
            .iter()
            .all(|event| event.change == 2 && event.undone_by.is_some())
    );
    assert!(place.store.job(&id).unwrap().tags.is_empty());
}

#[test]
fn undo_goes_back_step_by_step_and_history_keeps_all() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    place.apply(&id, tracked(Status::Applied, "2026-03-01"));
    place.apply(&id, tracked(Status::Rejected, "2026-03-08"));
    let undone = place.store.undo(at(200)).unwrap();
    assert_eq!(undone[0].detail["status"], "rejected");
    assert_eq!(place.store.job(&id).unwrap().status, Status::Applied);
    place.store.undo(at(201)).unwrap();
    assert_eq!(place.store.job(&id).unwrap().status, Status::Saved);
    // A change after an undo is the next one to be taken back.
    place.apply(&id, Change::Rate(Some(5)));
    assert_eq!(place.store.undo(at(202)).unwrap()[0].kind, "rated");
    assert_eq!(place.store.undo(at(203)).unwrap()[0].kind, "saved");
    assert!(place.store.undo(at(204)).unwrap().is_empty());
    assert!(matches!(place.store.job(&id), Err(Error::NoJob { .. })));
    let history = place.store.history(&id).unwrap();
    assert_eq!(history.len(), 8);
    assert_eq!(
        history
            .iter()
            .filter(|event| event.undone_by.is_some())
            .count(),
        4
    );
    // Saved once more it is the same job, with the same name.
    assert_eq!(place.id(BAKER), id);
    place.assert_sound();
}

#[test]
fn the_bin_is_emptied_for_good_and_nothing_else_goes() {
    let mut place = Place::new();
    let (baker, nurse) = (place.id(BAKER), place.id(NURSE));
    place.apply(&baker, note("zanzibarine"));
    place.apply(&baker, Change::Rate(Some(2)));
    place.store.undo(at(150)).unwrap();
    place.apply(&nurse, link(&baker, "same"));
    assert!(place.store.purge(at(160)).unwrap().is_empty());
    place.apply(&baker, Change::Remove);
    assert_eq!(place.store.count().unwrap(), 1);
    assert!(place.store.search("zanzibarine", 5).unwrap().is_empty());
    let binned = Filter {
        binned: true,
        ..Filter::default()
    };
    assert_eq!(
        place.store.list(&binned, day("2026-03-01")).unwrap()[0].id,
        baker
    );
    let page = place.store.job(&baker).unwrap().captures[0].sha256.clone();
    assert_eq!(place.store.page(&page).unwrap(), BAKER.as_bytes());

    assert_eq!(
        place.store.purge(at(170)).unwrap(),
        std::slice::from_ref(&baker)
    );
    assert!(matches!(place.store.job(&baker), Err(Error::NoJob { .. })));
    assert!(matches!(place.store.page(&page), Err(Error::NoPage { .. })));
    assert!(place.store.job(&nurse).unwrap().links.is_empty());
    assert!(matches!(place.store.undo(at(180)), Err(Error::NotUndoable)));
    let left = place.store.history(&baker).unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].kind.as_str(), &left[0].detail["events"]),
        ("purged", &json!(6))
    );
    place.assert_sound();
    // Not a word of it is left in the file.
    place
        .store
        .connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let bytes = std::fs::read(place.store.path()).unwrap();
    assert!(!bytes.windows(11).any(|window| window == b"zanzibarine"));
    // It can be saved again.
    assert_eq!(place.save(BAKER, None, at(190)).outcome, Outcome::New);
}

#[test]
fn the_log_cannot_be_rewritten() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    for sql in [
        "DELETE FROM event",
        "UPDATE event SET at = 0",
        "INSERT OR REPLACE INTO event SELECT number, change, 0, job, kind, detail FROM event",
        "INSERT INTO purging SELECT id FROM job",
    ] {
        let error = place.store.connection.execute(sql, []).unwrap_err();
        assert!(
            error.to_string().contains("never") || error.to_string().contains("bin"),
            "{sql}: {error}"
        );
    }
    assert_eq!(place.store.history(&id).unwrap().len(), 1);
}
