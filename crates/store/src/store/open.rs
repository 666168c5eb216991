//! Opens the file: what it is, whether this version knows its layout, and how it is written.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::failure::{Failure, Inner};
use crate::Error;

/// The layouts, each from the one before.
const MIGRATIONS: [&str; 1] = [include_str!("../../data/schema/0001.sql")];

/// Says of an SQLite file that it is ours: "jobg".
const APPLICATION: i64 = 0x6a6f_6267;

/// How long to wait for another program, and how long between two tries. SQLite's own waiting tries
/// less and less often, and never has its turn beside a program that writes without a pause.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(2);

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Write,
    Read,
}

/// Makes the folder of a file where there is none, for the user's eyes only.
///
/// # Errors
/// When the system does not let us.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    let folder = folder_of(path);
    if folder.exists() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| match error.kind() {
        // Nothing is missing that a saved posting would bring.
        ErrorKind::NotFound => Error::File {
            path: path.to_owned(),
            reason: "its folder cannot be made".to_owned(),
        },
        _ => of_system(path, &error),
    })
}

/// Makes an empty file, for the user's eyes only, where there is none. SQLite gives the files beside
/// it the same permissions.
///
/// The file gets its name when it is closed: closing a file takes the locks away that other
/// connections of this process have on it.
///
/// # Errors
/// When the system does not let us.
pub(super) fn make(path: &Path) -> Result<(), Error> {
    if path.exists() {
        return Ok(());
    }
    make_folder(path)?;
    let made = tempfile::Builder::new()
        .prefix(".jobgist")
        .tempfile_in(folder_of(path));
    let empty = made
        .map_err(|error| of_system(path, &error))?
        .into_temp_path();
    match empty.persist_noclobber(path) {
        Err(error) if error.error.kind() != ErrorKind::AlreadyExists => {
            Err(of_system(path, &error.error))
        }
        _ => sync_folder(path).map_err(|error| of_system(path, &error)),
    }
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Writes down that the names in the folder of `path` changed, where the system can.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder_of(path))?.sync_all()?;
    }
    Ok(())
}

/// What the system says of a file.
pub(super) fn of_system(path: &Path, error: &io::Error) -> Error {
    let path = path.to_owned();
    match error.kind() {
        ErrorKind::NotFound => Error::Missing { path },
        ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { path },
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::Full { path },
        _ => Error::File {
            path,
            reason: error.to_string(),
        },
    }
}

/// Opens a collection that is there.
///
/// # Errors
/// When it is none, damaged, of a newer version, or the system does not let us.
pub(super) fn open(path: &Path, access: Access) -> Result<Connection, Error> {
    let file = fs::metadata(path).map_err(|error| of_system(path, &error))?;
    let error = |kind: ErrorKind| Err(of_system(path, &io::Error::from(kind)));
    if file.is_dir() {
        return error(ErrorKind::IsADirectory);
    }
    if file.len() == 0 && access == Access::Read && !has_log(path) {
        return error(ErrorKind::NotFound);
    }
    let connected = match connect(path, access) {
        // A file in a folder that cannot be written is read as it is when no other program can have
        // changes beside it.
        Err(Failure::Sql(error))
            if access == Access::Read && cannot_open(&error) && !has_log(path) =>
        {
            connect_unchanging(path)
        }
        // The files beside it cannot be made.
        Err(Failure::Sql(error)) if cannot_open(&error) && File::open(path).is_ok() => {
            Err(Error::ReadOnly {
                path: path.to_owned(),
            }
            .into())
        }
        connected => connected,
    };
    match connected.map_err(|failure| failure.at(path)) {
        // SQLite says the same of a file of its own that is cut off.
        Err(Error::NotAStore { path }) if begins_as_ours(&path) => Err(Error::Corrupt {
            path,
            reason: "its beginning is not whole".to_owned(),
        }),
        connected => connected,
    }
}

/// Whether a file that SQLite does not take begins as one of ours.
fn begins_as_ours(path: &Path) -> bool {
    let mut head = [0; 72];
    let read = File::open(path).and_then(|mut file| file.read(&mut head));
    let ours = APPLICATION.to_be_bytes();
    read.is_ok_and(|count| {
        head.starts_with(b"SQLite format 3\0") && (count < head.len() || head[68..] == ours[4..])
    })
}

fn cannot_open(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

/// The file beside another one whose name has this ending.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

fn connect(path: &Path, access: Access) -> Inner<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | match access {
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
    let mut connection = Connection::open_with_flags(path, flags)?;
    set_up(&mut connection)?;
    let version = version(&connection, path)?;
    if access == Access::Write {
        // SQLite opens a file that may not be written for reading, and says nothing.
        if connection.is_readonly("main")? {
            return Err(Error::ReadOnly {
                path: path.to_owned(),
            }
            .into());
        }
        write_ahead(&connection)?;
        if version < newest() {
            migrate(&mut connection, path)?;
        }
    } else if version < newest() {
        // Without the right to write an older layout cannot be brought up to date.
        return Err(Error::ReadOnly {
            path: path.to_owned(),
        }
        .into());
    }
    Ok(connection)
}

/// Opens a file that nobody can change.
fn connect_unchanging(path: &Path) -> Inner<Connection> {
    let name = path.to_str().ok_or_else(|| Error::ReadOnly {
        path: path.to_owned(),
    })?;
    let escaped = name
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let mut connection = Connection::open_with_flags(
        format!("file:{escaped}?immutable=1"),
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI,
    )?;
    set_up(&mut connection)?;
    version(&connection, path)?;
    Ok(connection)
}

fn set_up(connection: &mut Connection) -> Inner<()> {
    connection.busy_handler(Some(wait))?;
    // FULL: a change that was acknowledged survives a power cut. Triggers guard the log against
    // replacements too when they are recursive.
    connection.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; \
         PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Waits a little, unless it was long enough already.
pub(super) fn wait(tries: i32) -> bool {
    let patient = PAUSE.saturating_mul(tries.unsigned_abs()) < PATIENCE;
    if patient {
        std::thread::sleep(PAUSE);
    }
    patient
}

/// The newest layout.
pub(super) fn newest() -> i64 {
    MIGRATIONS.len() as i64
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
}

/// The layout of the file, 0 when there is nothing in it; an error when it is another program's, or
/// a newer one.
pub(super) fn version(connection: &Connection, path: &Path) -> Inner<i64> {
    let objects: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application = pragma(connection, "application_id")?;
    let found = pragma(connection, "user_version")?;
    let fresh = application == 0 && found == 0 && objects == 0;
    let path = path.to_owned();
    if application != APPLICATION && !fresh {
        return Err(Error::NotAStore { path }.into());
    }
    let known = newest();
    if found > known {
        return Err(Error::Newer { path, found, known }.into());
    }
    if found < 0 {
        return Err(Failure::data("layout", found));
    }
    Ok(found)
}

/// Readers do not wait for the writer, nor the writer for readers.
fn write_ahead(connection: &Connection) -> Inner<()> {
    let began = Instant::now();
    // SQLite does not wait by itself when two programs change the mode of a new file at once.
    loop {
        let set = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0));
        match set {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && began.elapsed() < PATIENCE =>
            {
                std::thread::sleep(PAUSE);
            }
            set => {
                let _mode: String = set?;
                return Ok(());
            }
        }
    }
}

/// Brings the file to the newest layout, at once or not at all.
fn migrate(connection: &mut Connection, path: &Path) -> Inner<()> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let version = version(&change, path)?;
    for migration in MIGRATIONS.iter().skip(version.unsigned_abs() as usize) {
        change.execute_batch(migration)?;
    }
    change.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}",
        newest()
    ))?;
    change.commit()?;
    Ok(())
}

/// The definitions of a collection of the newest layout.
pub(super) fn expected_schema() -> Inner<Vec<String>> {
    let connection = Connection::open_in_memory()?;
    for migration in MIGRATIONS {
        connection.execute_batch(migration)?;
    }
    schema(&connection)
}

/// The definitions in a file.
pub(super) fn schema(connection: &Connection) -> Inner<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
