//! Files that are damaged, foreign, newer, locked, full or not to be written.

use std::fs;

use super::*;

fn open_fails(path: &Path) -> Vec<Error> {
    vec![
        Store::open(path).unwrap_err(),
        Store::open_existing(path).unwrap_err(),
        Store::read(path).unwrap_err(),
    ]
}

#[test]
fn there_is_none_yet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/jobs.db");
    for missing in [Store::open_existing(&path), Store::read(&path)] {
        assert!(matches!(missing, Err(Error::Missing { .. })));
    }
    assert!(!path.parent().unwrap().exists());
    assert_eq!(Store::open(&path).unwrap().count().unwrap(), 0);
    assert_eq!(Store::read(&path).unwrap().count().unwrap(), 0);
    // A file that another program has made and not yet filled.
    let empty = folder.path().join("empty.db");
    fs::write(&empty, "").unwrap();
    assert!(matches!(Store::read(&empty), Err(Error::Missing { .. })));
    assert_eq!(Store::open_existing(&empty).unwrap().count().unwrap(), 0);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine/jobs.db");
    let mut store = Store::open(&path).unwrap();
    let page = page(BAKER, None);
    store.save(&page, 0, &parsed(BAKER), at(0)).unwrap();
    store.backup(&folder.path().join("mine/backup.db")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    let files: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(
        files.len(),
        4,
        "the file, its log, its index, the backup: {files:?}"
    );
    for file in files {
        assert_eq!(mode(&file), 0o600, "{file:?}");
    }
}

#[test]
fn other_files_are_refused_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other");
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign)
        .unwrap()
        .execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
        .unwrap();
    for bytes in [
        b"hello".to_vec(),
        vec![0; 5000],
        BAKER.as_bytes().to_vec(),
        fs::read(&foreign).unwrap(),
    ] {
        fs::write(&path, &bytes).unwrap();
        for error in open_fails(&path) {
            assert!(matches!(error, Error::NotAStore { .. }), "{error}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    for error in open_fails(folder.path()) {
        assert!(error.to_string().contains("directory"), "{error}");
    }
}

#[test]
fn a_newer_collection_is_refused_and_left_as_it_is() {
    let place = Place::new();
    place
        .store
        .connection
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    let Place { folder, store } = place;
    drop(store);
    let path = folder.path().join("jobs.db");
    let bytes = fs::read(&path).unwrap();
    for error in open_fails(&path) {
        assert!(
            matches!(
                error,
                Error::Newer {
                    found: 99,
                    known: 1,
                    ..
                }
            ),
            "{error}"
        );
    }
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn damage_is_told_wherever_it_is() {
    let mut place = Place::new();
    for text in [BAKER, WELDER, NURSE] {
        place.id(text);
    }
    let Place { folder, store } = place;
    drop(store);
    let path = folder.path().join("jobs.db");
    let sound = fs::read(&path).unwrap();
    assert!(sound.len() > 100_000);
    for end in [20, 99, 100, 1000, 4096, sound.len() / 4096 / 2 * 4096] {
        fs::write(&path, &sound[..end]).unwrap();
        for error in open_fails(&path) {
            assert!(matches!(error, Error::Corrupt { .. }), "{end}: {error}");
        }
        assert_eq!(fs::read(&path).unwrap(), &sound[..end], "{end}");
    }
    // A page of the file overwritten: it may open, but the check finds it, and nothing panics.
    let pages = sound.len() / 4096;
    let mut found = 0;
    for page in 0..pages {
        let mut bytes = sound.clone();
        bytes[page * 4096..][..4096].fill(0xa5);
        fs::write(&path, &bytes).unwrap();
        let Ok(mut store) = Store::open_existing(&path) else {
            found += 1;
            continue;
        };
        let sick = store.check().map_or(true, |health| !health.is_sound());
        let _ = store.list(&Filter::default(), day("2026-03-01"));
        let _ = store.search("baker", 5);
        let _ = store.resolve("baker");
        let _ = store.export(&mut Vec::new());
        found += usize::from(sick);
    }
    assert_eq!(found, pages);
}

#[test]
fn a_state_that_is_not_that_of_the_log_is_found() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    place.apply(&id, note("x"));
    place.store.undo(at(200)).unwrap();
    place.assert_sound();
    for (sql, back) in [
        (
            "UPDATE job SET status = 'offer'",
            "UPDATE job SET status = 'saved'",
        ),
        (
            "INSERT INTO tag SELECT key, 'x' FROM job",
            "DELETE FROM tag",
        ),
        ("DELETE FROM undone", "INSERT INTO undone VALUES (2, 3)"),
        ("CREATE TABLE extra (x)", "DROP TABLE extra"),
    ] {
        place.store.connection.execute_batch(sql).unwrap();
        assert!(!place.store.check().unwrap().is_sound(), "{sql}");
        place.store.connection.execute_batch(back).unwrap();
        place.assert_sound();
    }
    place
        .store
        .connection
        .execute_batch("UPDATE page SET data = (SELECT data FROM record)")
        .unwrap();
    assert_eq!(place.store.check().unwrap().pages.len(), 1);
}

#[test]
fn who_reads_only_changes_nothing() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let mut reader = Store::read(place.store.path()).unwrap();
    let note = || note("x");
    assert!(matches!(
        reader.apply(&id, note(), at(0)),
        Err(Error::ReadOnly { .. })
    ));
    assert!(matches!(reader.undo(at(0)), Err(Error::ReadOnly { .. })));
    assert!(matches!(reader.check(), Err(Error::ReadOnly { .. })));
    // It sees what others write.
    place.apply(&id, note());
    assert_eq!(reader.job(&id).unwrap().notes.len(), 1);
}

#[test]
fn a_full_disk_changes_nothing_and_is_told() {
    let mut place = Place::new();
    let id = place.id(BAKER);
    let pages: i64 = place
        .store
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    place
        .store
        .connection
        .execute_batch(&format!("PRAGMA max_page_count = {pages}"))
        .unwrap();
    let before = place.exported();
    let large = "A long note. ".repeat(20_000);
    let error = place
        .store
        .apply(&id, Change::Note(large.clone()), at(10))
        .unwrap_err();
    assert!(matches!(error, Error::Full { .. }), "{error}");
    assert_eq!(place.exported(), before);
    // In the middle of several changes, also for a caller who does not look at the answers.
    let ended = place.store.change(at(20), |writer| {
        let _ = writer.apply(&id, tag("first"));
        let _ = writer.apply(&id, Change::Note(large));
        let _ = writer.apply(&id, tag("second"));
        Ok(())
    });
    let tags = place.store.job(&id).unwrap().tags;
    match ended {
        Ok(()) => assert_eq!(tags, ["first", "second"]),
        Err(_) => assert!(tags.is_empty(), "{tags:?}"),
    }
    place.assert_sound();
}

#[test]
fn who_waits_too_long_is_told() {
    let place = Place::new();
    let mut other = Store::open(place.store.path()).unwrap();
    other
        .connection
        .busy_timeout(std::time::Duration::from_millis(20))
        .unwrap();
    place
        .store
        .connection
        .execute_batch("BEGIN IMMEDIATE")
        .unwrap();
    let error = other.undo(at(0)).unwrap_err();
    assert!(matches!(error, Error::Locked { .. }), "{error}");
    // Reading does not wait.
    assert_eq!(other.count().unwrap(), 0);
    place.store.connection.execute_batch("COMMIT").unwrap();
    assert!(other.undo(at(0)).unwrap().is_empty());
}

#[test]
fn many_open_a_new_collection_at_once_and_each_change_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/jobs.db");
    let posting = parsed(BAKER);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (path, posting) = (&path, &posting);
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                let page = page(BAKER, None);
                let id = store.save(&page, 0, posting, at(0)).unwrap().id;
                for note in 0..25 {
                    store
                        .apply(&id, Change::Note(format!("{thread} {note}")), at(note))
                        .unwrap();
                }
            });
        }
    });
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.events(0).unwrap().len(), 101);
    assert!(store.check().unwrap().is_sound());
}
