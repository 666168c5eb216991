//! Members of archives.

use std::path::Path;

use ignore::overrides::Override;
use serde_json::Value;

use super::stream::{Packing, bounded, packing, too_long};
use super::{Error, Kind, Sources, job, kind, name, walk};
use crate::job::{Input, Job};

/// Which members of an archive are read, and how.
pub(super) struct Members {
    /// The archive, as its members' ids name it.
    archive: String,
    globs: Override,
    /// Pages over this many bytes are unread.
    pub(super) limit: usize,
}

impl Members {
    /// Those of an archive.
    ///
    /// # Errors
    /// When a pattern cannot be understood.
    pub(super) fn new(archive: &Path, sources: &Sources) -> Result<Self, Error> {
        Ok(Self {
            archive: name(archive),
            globs: walk::globs(Path::new(""), &sources.globs)?,
            limit: sources.max_bytes,
        })
    }

    /// Whether a member is read: as in a folder, hidden files are not, nor those that patterns leave
    /// out.
    pub(super) fn is_read(&self, member: &str) -> bool {
        let hidden = |part: &str| part.starts_with('.') && part != "." && part != "..";
        if member.split(['/', '\\']).any(hidden) {
            return false;
        }
        let path = Path::new(member);
        let mut folders = path.ancestors().skip(1);
        !self.globs.matched(path, false).is_ignore()
            && !folders.any(|folder| self.globs.matched(folder, true).is_ignore())
    }

    /// The job of a member.
    pub(super) fn job(&self, member: &str, input: Input) -> Job {
        // A name from an archive is a name and nothing else: no file is ever opened by it.
        job(
            Value::from(format!("{}!{member}", self.archive)),
            None,
            input,
        )
    }

    /// What a member is read as, before its content is known; `None` when that is needed.
    pub(super) fn refused(&self, member: &str, size: u64) -> Option<Input> {
        let path = Path::new(member);
        if let Some(reason) = kind::unsupported(path) {
            return Some(Input::Unread(reason.to_owned()));
        }
        if Kind::of(path) != Kind::Page {
            let reason = "files of many postings are not read within archives; unpack it first";
            return Some(Input::Unread(reason.to_owned()));
        }
        (size > self.limit as u64).then(|| too_long(self.limit))
    }

    /// The input of a member's content.
    pub(super) fn input(&self, bytes: Vec<u8>) -> Input {
        if bytes.len() > self.limit {
            return too_long(self.limit);
        }
        if packing(&bytes) != Packing::Zstandard {
            // Compression by gzip is the library's to undo.
            return Input::Bytes {
                bytes,
                format: None,
            };
        }
        let decoded = zstd::stream::read::Decoder::with_buffer(bytes.as_slice())
            .and_then(|decoder| bounded(decoder, self.limit.saturating_add(1)));
        match decoded {
            Ok(bytes) if bytes.len() > self.limit => too_long(self.limit),
            Ok(bytes) => Input::Bytes {
                bytes,
                format: None,
            },
            Err(error) => Input::Unread(super::error::plain(&error)),
        }
    }
}
