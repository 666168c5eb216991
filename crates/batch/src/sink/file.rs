//! Files that are written on behind what they hold. Devices and pipes stand for files as well: they
//! are as long as they are, and nothing makes them durable.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom};
use std::path::Path;

/// Opens a file behind its first `bytes` bytes; what stands behind those is cut off.
pub(super) fn open_behind(path: &Path, bytes: u64) -> io::Result<File> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    if is_regular(&file) {
        file.set_len(bytes)?;
        file.seek(SeekFrom::Start(bytes))?;
    }
    Ok(file)
}

/// Makes what was written durable.
pub(super) fn sync(file: &File) -> io::Result<()> {
    if is_regular(file) {
        file.sync_data()?;
    }
    Ok(())
}

/// Whether it can be cut and made durable.
pub(super) fn is_regular(file: &File) -> bool {
    file.metadata().is_ok_and(|about| about.is_file())
}
