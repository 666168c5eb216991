//! A program that is killed at any moment leaves a collection that opens, is sound, and holds every
//! change that it had acknowledged; two programs that write at once lose nothing.
//!
//! JOBGIST_KILLS is the number of kills (5 when left out):
//! `JOBGIST_KILLS=200 cargo test -p jobgist-store --test store_kill`.

use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{JoinHandle, sleep};
use std::time::Duration;

use jobgist::{Options, Posting};
use jobgist_store::{Change, Error, Event, Filter, JobId, Moment, Page, Reading, Status, Store};

/// What the environment says to a child process: its work, the collection, and a seed.
const WORK: [&str; 3] = [
    "JOBGIST_TEST_WORK",
    "JOBGIST_TEST_STORE",
    "JOBGIST_TEST_SEED",
];

/// How many changes each of two programs makes.
const CHANGES: usize = 1000;

/// Numbers that look random (the generator of Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn at(seconds: u64) -> Moment {
    Moment::from_unix_seconds(1_772_350_000 + i64::try_from(seconds).unwrap()).unwrap()
}

/// An invented posting; one town in three says otherwise in every second version.
fn page(town: u64, version: u64) -> String {
    let loaves = if town.is_multiple_of(3) {
        100 + version % 2
    } else {
        100
    };
    format!(
        "# Baker in shop {town}\n\nCrumb & Sons\n\n## Requirements\n\n- Two years with an oven of kind \
         {town}\n- You shape {loaves} loaves before the shop of town {town} opens\n\n## We offer\n\n- {} EUR an \
         hour\n- Bread for {town} friends\n",
        15 + town
    )
}

fn save(store: &mut Store, town: u64, version: u64, when: u64) -> Result<JobId, Error> {
    let text = page(town, version);
    let posting = Posting::parse(text.as_bytes(), &Options::default()).unwrap();
    let url = format!("https://crumb.example/{town}");
    let page = Page {
        bytes: text.as_bytes(),
        name: "-",
        url: Some(&url),
        postings: 1,
        reading: Reading::default(),
    };
    store
        .save(&page, 0, &posting, at(when))
        .map(|saved| saved.id)
}

/// One step of the child's random walk.
fn step(store: &mut Store, chance: &mut Chance, beside: &Path, count: u64) -> Result<(), Error> {
    let today = at(count).day();
    let id = |store: &Store, chance: &mut Chance| -> Result<Option<JobId>, Error> {
        let listed = store.list(&Filter::default(), today)?;
        let place = usize::try_from(chance.below(8)).unwrap();
        Ok(listed
            .get(place % listed.len().max(1))
            .map(|one| one.id.clone()))
    };
    let change = match chance.below(14) {
        0 | 1 => return save(store, chance.below(6), chance.below(2), count).map(drop),
        2 => return store.undo(at(count)).map(drop).or_else(bin_was_emptied),
        3 => return store.purge(at(count)).map(drop),
        4 => return store.backup(&beside.join("backup.db")),
        5 => {
            let mut options = Options::default();
            options.summary.lines = usize::try_from(chance.below(3)).unwrap() + 1;
            return store.reparse(&options, at(count), |_, _| {}).map(drop);
        }
        6 => Change::Remove,
        7 => Change::Track {
            status: Status::Own(format!("step {count}")),
            on: today,
            note: None,
        },
        8 => Change::Tag(format!("tag {count}")),
        9 => Change::Remind {
            on: today,
            text: format!("remind {count}"),
        },
        _ => Change::Note(format!(
            "note {count} {}",
            "of some length ".repeat(count as usize % 400)
        )),
    };
    match id(store, chance)? {
        Some(id) => store.apply(&id, change, at(count)).map(drop),
        None => Ok(()),
    }
}

/// An emptied bin cannot be taken back, which is no fault.
fn bin_was_emptied(error: Error) -> Result<(), Error> {
    match error {
        Error::NotUndoable => Ok(()),
        error => Err(error),
    }
}

/// Walks until it is killed; says after each step which events are written.
fn walk(path: &Path, seed: u64) {
    let mut chance = Chance(seed);
    let mut store = Store::open(path).unwrap();
    let mut told = store
        .events(0)
        .unwrap()
        .last()
        .map_or(0, |event| event.number);
    let mut out = std::io::stdout();
    for count in told.. {
        step(&mut store, &mut chance, path.parent().unwrap(), count).unwrap();
        for event in store.events(told).unwrap() {
            told = event.number;
            let event = serde_json::to_string(&event).unwrap();
            writeln!(out, "\nwritten {event}").unwrap();
        }
        out.flush().unwrap();
    }
}

/// Writes its notes, one change each.
fn write_notes(path: &Path, seed: u64) {
    let mut store = Store::open(path).unwrap();
    let id = save(&mut store, 1, 0, 0).unwrap();
    for count in 0..CHANGES {
        let note = Change::Note(format!("{seed} {count}"));
        store.apply(&id, note, at(1)).unwrap();
    }
}

/// Files in a folder that this process may not write are read, and not written.
fn are_refused(folder: &Path) {
    let file = folder.join("file.db");
    for name in ["file.db", "folder.db"] {
        let path = folder.join(name);
        let told = Store::open(&path).map(drop);
        assert!(
            matches!(told, Err(Error::ReadOnly { .. })),
            "{name}: {told:?}"
        );
        assert_eq!(Store::read(&path).unwrap().count().unwrap(), 1, "{name}");
        assert_eq!(
            Store::read(&path).unwrap().search("oven", 5).unwrap().len(),
            1,
            "{name}"
        );
    }
    let backup = Store::read(&file).unwrap().backup(&folder.join("new.db"));
    assert!(
        matches!(backup, Err(Error::File { .. } | Error::ReadOnly { .. })),
        "{backup:?}"
    );
    for none in [
        Store::open(&folder.join("new/jobs.db")),
        Store::open(&folder.join("new.db")),
    ] {
        assert!(
            matches!(none, Err(Error::File { .. } | Error::ReadOnly { .. })),
            "{none:?}"
        );
    }
    let secret = Store::read(&folder.join("secret.db"));
    assert!(matches!(secret, Err(Error::File { .. })), "{secret:?}");
}

/// What a child process does; without its environment, nothing.
#[test]
#[ignore = "the other tests start it as a process of its own"]
fn child() {
    let [Ok(work), Ok(path), Ok(seed)] = WORK.map(std::env::var) else {
        return;
    };
    let (path, seed) = (Path::new(&path), seed.parse().unwrap());
    match work.as_str() {
        "walk" => walk(path, seed),
        "refused" => are_refused(path),
        _ => write_notes(path, seed),
    }
}

/// A command for a child process.
fn command(work: &str, path: &Path, seed: u64) -> Command {
    let values = [work, path.to_str().unwrap(), &seed.to_string()].map(str::to_owned);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["child", "--exact", "--ignored", "--nocapture"])
        .envs(WORK.into_iter().zip(values))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn start(work: &str, path: &Path, seed: u64) -> Child {
    command(work, path, seed).spawn().unwrap()
}

/// Collects the events that a child says are written, while it writes: a pipe that is full would hold
/// it up.
fn listen(child: &mut Child) -> JoinHandle<Vec<Event>> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    std::thread::spawn(move || {
        let events = lines.map_while(Result::ok).filter_map(|line| {
            let event = line.strip_prefix("written ")?.to_owned();
            // The last line may be cut off by the kill.
            serde_json::from_str(&event).ok()
        });
        events.collect()
    })
}

/// What is left after a kill holds what was acknowledged.
fn assert_kept(path: &Path, acknowledged: &mut HashMap<u64, Event>) {
    let mut store = Store::open(path).unwrap();
    let health = store.check().unwrap();
    assert!(health.is_sound(), "{health:?}");
    let events: HashMap<u64, Event> = store
        .events(0)
        .unwrap()
        .into_iter()
        .map(|event| (event.number, event))
        .collect();
    let purged: BTreeSet<(&JobId, u64)> = events
        .values()
        .filter(|event| event.kind == "purged")
        .map(|event| (&event.job, event.number))
        .collect();
    acknowledged.retain(|number, event| match events.get(number) {
        Some(kept) => {
            assert_eq!(
                (&kept.kind, &kept.detail, kept.at),
                (&event.kind, &event.detail, event.at)
            );
            true
        }
        // Only a bin that was emptied later takes events away.
        None => {
            let later = purged
                .iter()
                .any(|(job, purge)| **job == event.job && purge > number);
            assert!(later, "{event:?} is lost");
            false
        }
    });
    let backup = path.with_file_name("backup.db");
    if backup.exists() {
        assert!(Store::read(&backup).unwrap().events(0).is_ok());
    }
}

#[test]
fn a_killed_program_loses_nothing_that_it_acknowledged() {
    let kills: u64 = std::env::var("JOBGIST_KILLS").map_or(5, |text| text.parse().unwrap());
    let mut chance = Chance(u64::from(std::process::id()));
    let (mut folder, mut acknowledged) = (tempfile::tempdir().unwrap(), HashMap::new());
    let mut total = 0;
    for kill in 0..kills {
        // Now and then a new one: it may be killed while it is made.
        if kill % 20 == 0 {
            (folder, acknowledged) = (tempfile::tempdir().unwrap(), HashMap::new());
        }
        let path = folder.path().join("jobs.db");
        let mut child = start("walk", &path, chance.below(u64::MAX));
        let told = listen(&mut child);
        let longest = if kill % 5 == 0 { 80 } else { 900 };
        sleep(Duration::from_millis(chance.below(longest)));
        assert!(
            child.try_wait().unwrap().is_none(),
            "the walk ended: {:?}",
            child.wait_with_output()
        );
        child.kill().unwrap();
        child.wait().unwrap();
        let told = told.join().unwrap();
        total += told.len();
        acknowledged.extend(told.into_iter().map(|event| (event.number, event)));
        if path.exists() {
            assert_kept(&path, &mut acknowledged);
        } else {
            assert!(acknowledged.is_empty());
        }
    }
    assert!(total > 0, "nothing was written before any kill");
    let _ = writeln!(
        std::io::stderr(),
        "{kills} kills, {total} events acknowledged, none lost"
    );
}

#[test]
fn two_programs_that_write_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jobs.db");
    let children = [1, 2].map(|seed| start("write", &path, seed));
    for child in children {
        let ended = child.wait_with_output().unwrap();
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
    }
    let mut store = Store::open(&path).unwrap();
    let events = store.events(0).unwrap();
    // Both saved the same page: one job, one event; then each its notes.
    assert_eq!(events.len(), 1 + 2 * CHANGES);
    let texts: BTreeSet<String> = events[1..]
        .iter()
        .map(|event| event.detail["text"].to_string())
        .collect();
    assert_eq!(texts.len(), 2 * CHANGES);
    let id = &events[0].job;
    assert_eq!(store.job(id).unwrap().notes.len(), 2 * CHANGES);
    assert!(store.check().unwrap().is_sound());
}

#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_read_and_left_as_it_is() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.db");
    let mut store = Store::open(&path).unwrap();
    save(&mut store, 1, 0, 0).unwrap();
    drop(store);
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.path().join(name), Permissions::from_mode(mode)).unwrap();
    };
    for name in ["folder.db", "secret.db"] {
        fs::copy(&path, folder.path().join(name)).unwrap();
    }
    mode("file.db", 0o444);
    mode("folder.db", 0o666);
    mode("secret.db", 0o000);
    mode(".", 0o555);
    let mut child = command("refused", folder.path(), 0);
    // Nothing is forbidden to the administrator.
    if fs::metadata(&path).unwrap().uid() == 0 {
        child.uid(65_534);
    }
    let before = fs::read(&path).unwrap();
    let ended = child.spawn().unwrap().wait_with_output().unwrap();
    mode(".", 0o755);
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stdout)
    );
    assert!(String::from_utf8_lossy(&ended.stdout).contains("1 passed"));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}
