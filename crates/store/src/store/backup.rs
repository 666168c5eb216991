//! Copies of the collection, and the way back from one.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempPath;

use super::check::damage;
use super::failure::{Failure, Inner};
use super::open::{Access, beside, folder_of, make_folder, of_system, open, sync_folder, wait};
use super::types::Restored;
use crate::Error;

/// Files that SQLite keeps beside a collection.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// A file is opened by its name: one that looks like an address is none.
const WRITE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Copies the collection as it is at this moment to `to`, whole or not at all.
pub(super) fn backup(connection: &Connection, path: &Path, to: &Path) -> Result<(), Error> {
    may_replace(path, to)?;
    let copied = copy(connection, to)?;
    copied
        .persist(to)
        .map_err(|error| of_system(to, &error.error))?;
    sync_folder(to).map_err(|error| of_system(to, &error))
}

/// Whether a backup may take a name: nothing has it, or an earlier backup, but not the collection.
fn may_replace(path: &Path, to: &Path) -> Result<(), Error> {
    let in_the_way = || Error::InTheWay {
        path: to.to_owned(),
    };
    match fs::canonicalize(to) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(of_system(to, &error)),
        Ok(same) if fs::canonicalize(path).is_ok_and(|path| path == same) => Err(in_the_way()),
        // What is used as a collection is of another mode, and may have its log beside it.
        Ok(_) if !is_at_rest(to) || BESIDE.iter().any(|ending| beside(to, ending).exists()) => {
            Err(in_the_way())
        }
        Ok(_) => match open(to, Access::Read) {
            Ok(_) | Err(Error::Newer { .. }) => Ok(()),
            Err(_) => Err(in_the_way()),
        },
    }
}

/// Whether a file's header says that it is a backup: one that keeps no log, as `copy` leaves it
/// ("File format", the SQLite documentation: bytes 18 and 19).
fn is_at_rest(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head[18..] == [1, 1]
}

/// A whole, looked-through copy in one file beside `target`, for the user's eyes only.
fn copy(connection: &Connection, target: &Path) -> Result<TempPath, Error> {
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    let file = tempfile::Builder::new()
        .prefix(&prefix)
        .suffix(".partial")
        .tempfile_in(folder_of(target))
        .map_err(|error| of_system(target, &error))?;
    let copied = || -> Inner<()> {
        let mut copy = Connection::open_with_flags(file.path(), WRITE)?;
        let step = Backup::new(connection, &mut copy)?.step(-1)?;
        if step != StepResult::Done {
            return Err(Error::Locked {
                path: target.to_owned(),
            }
            .into());
        }
        // One file, which can be read from a disk that cannot be written.
        let _mode: String = copy.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        sound(&copy, target)
    };
    copied().map_err(|failure| failure.at(target))?;
    file.as_file()
        .sync_all()
        .map_err(|error| of_system(target, &error))?;
    // Closed before it gets its name: closing takes locks away that others have on a file.
    Ok(file.into_temp_path())
}

/// Whether a copy is whole.
fn sound(connection: &Connection, path: &Path) -> Inner<()> {
    match damage(connection)?.into_iter().next() {
        None => Ok(()),
        Some(reason) => Err(Failure::Told(Error::Corrupt {
            path: path.to_owned(),
            reason,
        })),
    }
}

/// Puts a backup in the place of the collection at `path`, which is kept beside it.
pub(super) fn restore(backup: &Path, path: &Path) -> Result<Restored, Error> {
    let same = |path: &Path| fs::canonicalize(path).ok();
    if same(backup).is_some() && same(backup) == same(path) {
        return Err(Error::InTheWay {
            path: path.to_owned(),
        });
    }
    let connection = open(backup, Access::Read)?;
    sound(&connection, backup).map_err(|failure| failure.at(backup))?;
    if !path.exists() {
        make_folder(path)?;
        let file = copy(&connection, path)?;
        file.persist(path)
            .map_err(|error| of_system(path, &error.error))?;
        sync_folder(path).map_err(|error| of_system(path, &error))?;
        return Ok(Restored { kept: None });
    }
    let copied = copy(&connection, path)?;
    let old = rest(path)?;
    let kept = free_name(path)?;
    keep(path, &kept).map_err(|error| of_system(&kept, &error))?;
    copied
        .persist(path)
        .map_err(|error| of_system(path, &error.error))?;
    sync_folder(path).map_err(|error| of_system(path, &error))?;
    drop(old);
    Ok(Restored { kept: Some(kept) })
}

/// Writes what is beside a collection into it, and holds others off; `None` where it is too damaged
/// for that, and is kept as it is.
fn rest(path: &Path) -> Result<Option<Connection>, Error> {
    let rested = || -> Inner<Connection> {
        let mut connection = Connection::open_with_flags(path, WRITE)?;
        connection.busy_handler(Some(wait))?;
        // It fails while another program has the collection open.
        let _mode: String =
            connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(connection)
    };
    match rested().map_err(|failure| failure.at(path)) {
        Ok(connection) => Ok(Some(connection)),
        Err(error @ (Error::Locked { .. } | Error::ReadOnly { .. } | Error::Full { .. })) => {
            Err(error)
        }
        Err(_) => Ok(None),
    }
}

/// A name beside `path` that nothing has yet.
fn free_name(path: &Path) -> Result<PathBuf, Error> {
    let mut count = 1_u32;
    loop {
        let ending = match count {
            1 => ".before-restore".to_owned(),
            count => format!(".before-restore-{count}"),
        };
        let name = beside(path, &ending);
        match fs::symlink_metadata(&name) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(name),
            Err(error) => return Err(of_system(&name, &error)),
            Ok(_) => count += 1,
        }
    }
}

/// Gives the file at `path`, and what is left beside it, the name `kept`. Where the system can, the
/// file has both names until it is replaced, so that there is a collection at every moment.
fn keep(path: &Path, kept: &Path) -> io::Result<()> {
    // A log that stayed would be taken for that of the new file.
    for ending in BESIDE {
        match fs::rename(beside(path, ending), beside(kept, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::hard_link(path, kept).or_else(|_| fs::rename(path, kept))
}
