//! Zip archives of pages.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::Value;
use zip::ZipArchive;

use super::archive::Members;
use super::error::plain;
use super::stream::bounded;
use super::{Error, Reader, Sources, is_stdin, job, name};
use crate::job::{Input, Job};

/// Reads an archive member by member, in the order of its directory. The directory is held: some
/// hundred bytes a member.
pub(super) struct Archive {
    archive: ZipArchive<BufReader<File>>,
    members: Members,
    /// Number of the next member, from 0.
    at: usize,
    /// What is left to say when all members are read.
    last: Option<Job>,
    size: u64,
}

impl Archive {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it cannot be opened, or is none.
    pub(super) fn open(path: &Path, sources: &Sources) -> Result<Self, Error> {
        if is_stdin(path) {
            let reason = "a zip archive cannot be read from standard input; name a file";
            return Err(Error::unusable(path, reason));
        }
        let file = File::open(path).map_err(|error| Error::read(path, &error))?;
        let size = file.metadata().map_or(0, |about| about.len());
        let archive = ZipArchive::new(BufReader::new(file))
            .map_err(|error| Error::unusable(path, error.to_string()))?;
        let last = archive.has_duplicate_names().then(|| {
            let reason = "of several members of the same name only one is read";
            let id = Value::from(name(path));
            job(id, None, Input::Unread(reason.to_owned()))
        });
        Ok(Self {
            archive,
            members: Members::new(path, sources)?,
            at: 0,
            last,
            size,
        })
    }

    /// The next job; without its content where that is not `wanted`.
    fn advance(&mut self, wanted: bool) -> Option<Job> {
        while self.at < self.archive.len() {
            let at = self.at;
            self.at += 1;
            if let Some(job) = self.member(at, wanted) {
                return Some(job);
            }
        }
        self.last.take()
    }

    /// The job of a member; `None` when it is passed over.
    fn member(&mut self, at: usize, wanted: bool) -> Option<Job> {
        let (name, size) = match self.archive.by_index_data(at) {
            Ok(entry) if entry.is_dir() || entry.is_symlink() => return None,
            Ok(entry) => {
                let raw = || String::from_utf8_lossy(entry.name_raw()).into_owned();
                let name = entry
                    .name()
                    .map_or_else(|_| raw(), |name| name.into_owned());
                (name, entry.size())
            }
            Err(error) => {
                let number = format!("member {}", at + 1);
                return Some(self.members.job(&number, Input::Unread(error.to_string())));
            }
        };
        if !self.members.is_read(&name) {
            return None;
        }
        let input = match self.members.refused(&name, size) {
            Some(refused) => refused,
            None if wanted => self.input(at),
            None => Input::Unread(String::new()),
        };
        Some(self.members.job(&name, input))
    }

    /// Reads a member, whatever size it says to have.
    fn input(&mut self, at: usize) -> Input {
        match self.archive.by_index(at) {
            Ok(member) => match bounded(member, self.members.limit.saturating_add(1)) {
                Ok(bytes) => self.members.input(bytes),
                Err(error) => Input::Unread(plain(&error)),
            },
            Err(error) => Input::Unread(error.to_string()),
        }
    }
}

impl Reader for Archive {
    fn next_job(&mut self) -> Option<Result<Job, Error>> {
        self.advance(true).map(Ok)
    }

    fn bytes_read(&self) -> u64 {
        let share = u128::from(self.size) * self.at as u128;
        let read = share / self.archive.len().max(1) as u128;
        u64::try_from(read).unwrap_or(self.size)
    }
}
