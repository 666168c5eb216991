//! The journal beside an output: how far a run is, so that it can be resumed.
//!
//! One JSON object a line: the settings first, then a mark each time that the output was made
//! durable. A mark that was not written to its end is no mark.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::{Error, name};

/// What decides the output, by name: a run is resumed with the same settings only.
pub type Settings = BTreeMap<String, String>;

/// How far a run is. What happened up to it is durable.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// The first so many inputs are done.
    pub(crate) jobs: u64,
    /// Tells these inputs apart from others.
    pub(crate) chain: u64,
    /// Inputs behind them that are done as well, where rows are written as they come.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) also: BTreeMap<u64, u64>,
    /// Rows written, error rows and left-out duplicates included.
    pub(crate) rows: u64,
    /// Error rows among them.
    pub(crate) errors: u64,
    /// Duplicates among them.
    #[serde(default)]
    pub(crate) duplicates: u64,
    /// How much of the output this is.
    pub(crate) output: Extent,
    /// Bytes of the file of errors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error_bytes: Option<u64>,
    /// Ids and fingerprints of the postings since the mark before, for the search for duplicates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) seen: Vec<(String, String)>,
}

/// How much of an output is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Extent {
    /// Bytes of a file.
    Bytes(u64),
    /// Whole files of a folder of parts.
    Parts(u64),
    /// Names of the files since the mark before.
    Files(Vec<String>),
}

impl Mark {
    /// Adds an input that is done. `chain` tells the inputs up to it apart from others.
    pub(crate) fn finished(&mut self, number: u64, chain: u64) {
        self.also.insert(number, chain);
        while let Some(chain) = self.also.remove(&self.jobs) {
            self.jobs += 1;
            self.chain = chain;
        }
    }

    /// Whether an input is done.
    pub(crate) fn has(&self, number: u64) -> bool {
        number < self.jobs || self.also.contains_key(&number)
    }

    /// How many inputs are done.
    pub(crate) fn jobs_done(&self) -> u64 {
        self.jobs + self.also.len() as u64
    }
}

impl Default for Extent {
    fn default() -> Self {
        Self::Bytes(0)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Settings(Settings),
    Mark(Mark),
    /// The output is complete and only has to be put in its place.
    Complete,
}

/// What a journal says.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) settings: Settings,
    /// All marks, in order.
    pub(super) marks: Vec<Mark>,
    pub(super) complete: bool,
}

/// A journal that is open for writing, by this process alone.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens the journal of an output, or begins one, and reads what it says.
    pub(super) fn open(path: &Path, output: &Path) -> Result<(Self, Story), Error> {
        let failed = |reason| Error::write(output, reason);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Busy { name: name(output) });
            }
            // Not every file system knows locks.
            Err(TryLockError::Error(_)) => {}
        }
        let mut journal = Self {
            path: path.to_owned(),
            file,
        };
        let story = journal.read().map_err(failed)?;
        Ok((journal, story))
    }

    /// Reads the lines, up to the first that is not whole, and gets ready to write behind them.
    fn read(&mut self) -> std::io::Result<Story> {
        let mut story = Story::default();
        let mut reader = BufReader::new(&self.file);
        let mut line = Vec::new();
        let mut length = 0_u64;
        while reader.read_until(b'\n', &mut line)? > 0 {
            if line.last() != Some(&b'\n') {
                break;
            }
            match serde_json::from_slice(&line) {
                Ok(Line::Settings(settings)) => story.settings = settings,
                Ok(Line::Mark(mark)) => story.marks.push(mark),
                Ok(Line::Complete) => story.complete = true,
                Err(_) => break,
            }
            length += line.len() as u64;
            line.clear();
        }
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::End(0))?;
        Ok(story)
    }

    /// Begins anew.
    pub(super) fn begin(&mut self, settings: &Settings) -> Result<(), Error> {
        self.file
            .set_len(0)
            .and_then(|()| self.file.seek(SeekFrom::Start(0)))
            .map_err(|reason| Error::write(&self.path, reason))?;
        self.line(&Line::Settings(settings.clone()))
    }

    /// Writes a mark; what it speaks of must be durable.
    pub(super) fn mark(&mut self, mark: Mark) -> Result<(), Error> {
        self.line(&Line::Mark(mark))
    }

    /// Says that the output is complete.
    pub(super) fn complete(&mut self) -> Result<(), Error> {
        self.line(&Line::Complete)
    }

    fn line(&mut self, line: &Line) -> Result<(), Error> {
        let mut text = serde_json::to_vec(line).map_err(|error| Error::Damaged {
            journal: name(&self.path),
            reason: error.to_string(),
        })?;
        text.push(b'\n');
        self.file
            .write_all(&text)
            .and_then(|()| self.file.sync_data())
            .map_err(|reason| Error::write(&self.path, reason))
    }
}

/// Whether a run that was begun with some settings may go on with others.
pub(super) fn compare(was: &Settings, is: &Settings, journal: &Path) -> Result<(), Error> {
    let differing = was
        .keys()
        .chain(is.keys())
        .find(|key| was.get(*key) != is.get(*key));
    let Some(setting) = differing else {
        return Ok(());
    };
    let shown = |settings: &Settings| {
        settings
            .get(setting)
            .map_or_else(|| "left out".to_owned(), |value| format!("{value:?}"))
    };
    Err(Error::OtherSettings {
        journal: name(journal),
        setting: setting.clone(),
        was: shown(was),
        is: shown(is),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(jobs: u64) -> Mark {
        Mark {
            jobs,
            output: Extent::Bytes(10 * jobs),
            seen: vec![("a\nb".to_owned(), "00ff".to_owned())],
            ..Mark::default()
        }
    }

    #[test]
    fn a_torn_mark_is_no_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.journal");
        let settings = Settings::from([("output".to_owned(), "jsonl".to_owned())]);
        let (mut journal, story) = Journal::open(&path, &path).unwrap();
        assert!(story.settings.is_empty() && story.marks.is_empty());
        journal.begin(&settings).unwrap();
        journal.mark(mark(1)).unwrap();
        journal.mark(mark(2)).unwrap();
        drop(journal);
        let whole = std::fs::read(&path).unwrap();
        let second = whole.len() - 40;
        for cut in second..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let (mut journal, story) = Journal::open(&path, &path).unwrap();
            assert_eq!(story.settings, settings);
            assert_eq!(story.marks, [mark(1)], "cut at {cut}");
            journal.mark(mark(3)).unwrap();
            drop(journal);
            let (_, story) = Journal::open(&path, &path).unwrap();
            assert_eq!(story.marks, [mark(1), mark(3)]);
        }
    }

    #[test]
    fn a_second_run_to_the_same_output_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.journal");
        let _first = Journal::open(&path, &path).unwrap();
        assert!(matches!(
            Journal::open(&path, &path),
            Err(Error::Busy { .. })
        ));
    }

    #[test]
    fn the_setting_that_differs_is_named() {
        let settings = |select: Option<&str>| {
            select
                .map(|select| ("--select".to_owned(), select.to_owned()))
                .into_iter()
                .collect::<Settings>()
        };
        let journal = Path::new("out.journal");
        assert!(
            compare(
                &settings(Some("skills")),
                &settings(Some("skills")),
                journal
            )
            .is_ok()
        );
        let error = compare(&settings(Some("skills")), &settings(None), journal).unwrap_err();
        assert_eq!(
            error.to_string(),
            "out.journal: the run was begun with --select \"skills\", and cannot be resumed with \
             --select left out"
        );
    }
}
