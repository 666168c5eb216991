//! Which files there are, in order.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::{Error, Kind, Sources, is_stdin, kind, name};

/// All files of the sources, folders walked, in order.
pub(super) struct Walk {
    paths: IntoIter<PathBuf>,
    /// The folder that is being walked.
    folder: Option<ignore::Walk>,
    kind: Option<Kind>,
    globs: Vec<String>,
    ignore_files: Vec<PathBuf>,
}

/// What a walk comes across.
#[derive(Debug)]
pub(super) enum Found {
    /// A file, or standard input.
    File(File),
    /// A folder or a file that could not be looked at, and why.
    Unread {
        /// Its path.
        id: String,
        /// What the system says.
        reason: String,
    },
}

/// A file.
#[derive(Debug)]
pub(super) struct File {
    /// Where it is; `-` is standard input.
    pub(super) path: PathBuf,
    /// What it holds.
    pub(super) kind: Kind,
    /// Its size, where it is a regular file.
    pub(super) size: Option<u64>,
    /// It was named by the caller, not found in a folder.
    pub(super) named: bool,
}

impl Walk {
    /// Begins with the first path.
    ///
    /// # Errors
    /// When a path is not there, or a pattern cannot be understood.
    pub(super) fn new(sources: &Sources) -> Result<Self, Error> {
        for path in sources.paths.iter().chain(&sources.ignore_files) {
            if !is_stdin(path) && std::fs::metadata(path).is_err() {
                return Err(Error::Missing { name: name(path) });
            }
        }
        for path in sources.paths.iter().filter(|path| !path.is_dir()) {
            if sources.kind.is_none()
                && let Some(reason) = kind::unsupported(path)
            {
                return Err(Error::unusable(path, reason));
            }
        }
        globs(Path::new(""), &sources.globs)?;
        let mut ignoring = WalkBuilder::new(".");
        for file in &sources.ignore_files {
            if let Some(error) = ignoring.add_ignore(file) {
                return Err(Error::unusable(file, error.to_string()));
            }
        }
        Ok(Self {
            paths: sources.paths.clone().into_iter(),
            folder: None,
            kind: sources.kind,
            globs: sources.globs.clone(),
            ignore_files: sources.ignore_files.clone(),
        })
    }

    /// All files below a folder in the order of their names.
    fn enter(&self, folder: &Path) -> ignore::Walk {
        let mut builder = WalkBuilder::new(folder);
        builder
            .standard_filters(false)
            .hidden(true)
            .sort_by_file_name(Ord::cmp);
        for file in &self.ignore_files {
            // It was read before; what is gone by now leaves nothing out.
            let _ = builder.add_ignore(file);
        }
        if let Ok(globs) = globs(folder, &self.globs) {
            builder.overrides(globs);
        }
        builder.build()
    }

    fn file(&self, path: PathBuf, about: Option<&Metadata>, named: bool) -> Found {
        Found::File(File {
            kind: self.kind.unwrap_or_else(|| Kind::of(&path)),
            size: about.filter(|about| about.is_file()).map(Metadata::len),
            path,
            named,
        })
    }

    /// An entry of a folder; `None` for one that is passed over.
    fn entry(&self, entry: Result<ignore::DirEntry, ignore::Error>) -> Option<Found> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(unread(&error)),
        };
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            return None;
        }
        // Of a link: what it leads to.
        match std::fs::metadata(entry.path()) {
            Ok(about) if about.is_file() => Some(self.file(entry.into_path(), Some(&about), false)),
            // Links to folders; and pipes, which could be waited for without end.
            Ok(_) => None,
            Err(error) => Some(Found::Unread {
                id: name(entry.path()),
                reason: super::error::plain(&error),
            }),
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            while let Some(entry) = self.folder.as_mut().and_then(Iterator::next) {
                if let Some(found) = self.entry(entry) {
                    return Some(found);
                }
            }
            self.folder = None;
            let path = self.paths.next()?;
            if is_stdin(&path) {
                return Some(self.file(path, None, true));
            }
            match std::fs::metadata(&path) {
                Ok(about) if about.is_dir() => self.folder = Some(self.enter(&path)),
                about => return Some(self.file(path, about.ok().as_ref(), true)),
            }
        }
    }
}

/// The patterns, for what lies below `root`.
///
/// # Errors
/// When one cannot be understood.
pub(super) fn globs(root: &Path, patterns: &[String]) -> Result<Override, Error> {
    let refused = |pattern: &str, error: ignore::Error| Error::Pattern {
        pattern: pattern.to_owned(),
        reason: error.to_string(),
    };
    let mut builder = OverrideBuilder::new(root);
    for pattern in patterns {
        builder
            .add(pattern)
            .map_err(|error| refused(pattern, error))?;
    }
    builder
        .build()
        .map_err(|error| refused(&patterns.join(" "), error))
}

/// A part of a folder that cannot be listed.
fn unread(error: &ignore::Error) -> Found {
    let mut innermost = error;
    let mut id = String::new();
    loop {
        innermost = match innermost {
            ignore::Error::WithPath { path, err } => {
                id = name(path);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    Found::Unread {
        id,
        reason: innermost.to_string(),
    }
}
