//! Backups, and the way back.

use super::transfer::full;
use super::*;

#[test]
fn a_backup_is_restored_as_it_was() {
    let mut place = full();
    let (backup, path) = (place.path("backups.db"), place.path("jobs.db"));
    place.store.backup(&backup).unwrap();
    let exported = place.exported();
    place.save(NURSE, None, at(600));
    let later = place.exported();
    assert_ne!(later, exported);
    // An earlier backup is replaced; what is no backup is not.
    place.store.backup(&place.path("later.db")).unwrap();
    place.store.backup(&place.path("later.db")).unwrap();
    let letter = place.path("letter.txt");
    std::fs::write(&letter, "Dear Crumb & Sons").unwrap();
    for taken in [&letter, &path, &place.folder.path().to_owned()] {
        let error = place.store.backup(taken).unwrap_err();
        assert!(matches!(error, Error::InTheWay { .. }), "{error}");
    }
    assert_eq!(std::fs::read(&letter).unwrap(), b"Dear Crumb & Sons");

    // While somebody has it open it is not replaced.
    assert!(matches!(
        Store::restore(&backup, &path),
        Err(Error::Locked { .. })
    ));
    let Place { folder, store } = place;
    drop(store);
    let restored = Store::restore(&backup, &path).unwrap();
    let kept = restored.kept.unwrap();
    assert_eq!(kept, folder.path().join("jobs.db.before-restore"));
    let of = |path: &Path| Place {
        folder: tempfile::tempdir().unwrap(),
        store: Store::open_existing(path).unwrap(),
    };
    assert_eq!(of(&path).exported(), exported);
    assert_eq!(of(&kept).exported(), later);
    of(&path).assert_sound();
    // Again: the first one kept stays.
    let again = Store::restore(&kept, &path).unwrap();
    let second = folder.path().join("jobs.db.before-restore-2");
    assert_eq!(again.kept, Some(second));
    assert_eq!(of(&path).exported(), later);
    assert_eq!(of(&kept).exported(), later);
    // Into nothing, in a folder that is not there.
    let fresh = folder.path().join("new/jobs.db");
    assert_eq!(Store::restore(&backup, &fresh).unwrap().kept, None);
    assert_eq!(of(&fresh).exported(), exported);
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_str().unwrap().ends_with(".partial")),
        "{left:?}"
    );
}

#[test]
fn what_is_no_whole_backup_replaces_nothing() {
    let place = full();
    let (backup, path) = (place.path("backup.db"), place.path("jobs.db"));
    place.store.backup(&backup).unwrap();
    let exported = place.exported();
    let Place { folder, store } = place;
    drop(store);
    let bytes = std::fs::read(&backup).unwrap();
    let broken = folder.path().join("broken.db");
    let half = bytes[..bytes.len() / 2].to_vec();
    let mut scribbled = bytes.clone();
    for byte in &mut scribbled[9000..20000] {
        *byte = 0x55;
    }
    for damage in [half, scribbled, b"Dear Crumb & Sons".to_vec(), Vec::new()] {
        std::fs::write(&broken, damage).unwrap();
        assert!(Store::restore(&broken, &path).is_err());
    }
    assert!(matches!(
        Store::restore(Path::new("/nowhere/x.db"), &path),
        Err(Error::Missing { .. })
    ));
    assert!(matches!(
        Store::restore(&path, &path),
        Err(Error::InTheWay { .. })
    ));
    let store = Store::open_existing(&path).unwrap();
    assert_eq!(Place { folder, store }.exported(), exported);
}

#[test]
fn a_damaged_collection_is_kept_when_a_backup_replaces_it() {
    let place = full();
    let (backup, path) = (place.path("backup.db"), place.path("jobs.db"));
    place.store.backup(&backup).unwrap();
    let exported = place.exported();
    let Place { folder, store } = place;
    drop(store);
    std::fs::write(&path, b"SQLite format 3\0 and then nonsense").unwrap();
    std::fs::write(folder.path().join("jobs.db-wal"), b"a log").unwrap();
    assert!(matches!(
        Store::open_existing(&path),
        Err(Error::Corrupt { .. })
    ));
    let kept = Store::restore(&backup, &path).unwrap().kept.unwrap();
    assert_eq!(
        std::fs::read(&kept).unwrap(),
        b"SQLite format 3\0 and then nonsense"
    );
    let store = Store::open_existing(&path).unwrap();
    assert_eq!(Place { folder, store }.exported(), exported);
}
