//! The collection as its users see it.

mod backups;
mod broken_import;
mod changes;
mod finding;
mod log;
mod safety;
mod saving;
mod scale;
mod taken_back;
mod transfer;

use jobgist::{Options, Posting};
use tempfile::TempDir;

use super::*;
use crate::{Reading, Status};

/// A collection in a folder of its own.
pub(super) struct Place {
    pub(super) folder: TempDir,
    pub(super) store: Store,
}

impl Place {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("jobs.db")).unwrap();
        // Tests do not wait for the disk; the kill test does.
        store
            .connection
            .execute_batch("PRAGMA synchronous = OFF")
            .unwrap();
        Self { folder, store }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Saves a page that holds one posting.
    pub(super) fn save(&mut self, text: &str, url: Option<&str>, at: Moment) -> Saved {
        self.store
            .save(&page(text, url), 0, &parsed(text), at)
            .unwrap()
    }

    pub(super) fn id(&mut self, text: &str) -> JobId {
        self.save(text, None, at(0)).id
    }

    pub(super) fn apply(&mut self, id: &JobId, change: Change) -> Option<u64> {
        self.store.apply(id, change, at(100)).unwrap()
    }

    pub(super) fn exported(&self) -> String {
        let mut bytes = Vec::new();
        self.store.export(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// All that is known of all jobs, but for what was taken back.
    pub(super) fn dump(&self) -> Vec<String> {
        let connection = &self.store.connection;
        let mut statement = connection
            .prepare("SELECT id, concat(hex(fingerprint), skills, pay_a_year) FROM job ORDER BY id")
            .unwrap();
        let jobs = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
        });
        let jobs: Vec<_> = jobs.unwrap().map(Result::unwrap).collect();
        let mut dump = Vec::new();
        for (id, derived) in jobs {
            dump.extend(check::state_of(connection, &JobId(id)).unwrap());
            dump.extend(derived);
        }
        dump
    }

    pub(super) fn assert_sound(&mut self) {
        let health = self.store.check().unwrap();
        assert!(health.is_sound(), "{health:?}");
    }
}

/// So many seconds after a morning in March.
pub(super) fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(1_772_350_000 + seconds).unwrap()
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A page that holds one posting.
pub(super) fn page<'a>(text: &'a str, url: Option<&'a str>) -> Page<'a> {
    Page {
        bytes: text.as_bytes(),
        name: "page.md",
        url,
        postings: 1,
        reading: Reading::default(),
    }
}

pub(super) fn parsed(text: &str) -> Posting {
    let options = Options {
        name: "page.md".to_owned(),
        ..Options::default()
    };
    Posting::parse(text.as_bytes(), &options).unwrap()
}

pub(super) const BAKER: &str = "# Night Baker\n\nCrumb & Sons Ltd\n\nGhent, Belgium\n\n\
## What you do\n\n- Shape two hundred loaves by hand before the shop opens\n\
- Keep the sourdough alive and write down how warm it was\n\
- Clean the oven with the team on Saturdays\n\n\
## What you bring\n\n- Two years in a bakery\n- A driving licence\n- You know Excel\n\n\
## What we offer\n\n- 19 to 22 EUR an hour\n- Bread for the family\n\n\
Apply until 2026-04-30.\n";

pub(super) const WELDER: &str = "# Welder (C++ not needed)\n\nIron Kettle GmbH\n\nGraz, Austria\n\n\
## Your tasks\n\n- Weld boilers after drawings in our hall by the river\n\
- Check seams and keep records of every seam in SQL tables\n\
- Show apprentices how a torch is held and put away\n\n\
## Your profile\n\n- A finished apprenticeship as a welder\n- German at level B2\n\n\
## We offer\n\n- EUR 3,400 a month\n";

pub(super) const NURSE: &str = "# Ward Nurse\n\nHarbour Clinic\n\nRemote is not possible. Cork, Ireland\n\n\
## Duties\n\n- Care for twelve patients of the surgical ward in three shifts\n\
- Hand over to the next shift in writing and in person\n\
- Order dressings and drugs with our old computer\n\n\
## Requirements\n\n- Registered nurse\n- One year on a ward\n";

fn tracked(status: Status, on: &str) -> Change {
    Change::Track {
        status,
        on: day(on),
        note: None,
    }
}

fn note(text: &str) -> Change {
    Change::Note(text.to_owned())
}

fn tag(word: &str) -> Change {
    Change::Tag(word.to_owned())
}

fn remind(on: &str, text: &str) -> Change {
    Change::Remind {
        on: day(on),
        text: text.to_owned(),
    }
}

fn contact(name: &str, detail: Option<&str>) -> Change {
    Change::Contact {
        name: name.to_owned(),
        detail: detail.map(str::to_owned),
    }
}

fn correct(fact: &str, value: serde_json::Value) -> Change {
    Change::Correct {
        fact: fact.to_owned(),
        value,
    }
}

fn link(to: &JobId, reason: &str) -> Change {
    Change::Link {
        to: to.clone(),
        reason: reason.to_owned(),
    }
}
