//! `jobgist profile`: an example to begin a profile with.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use jobgist::Profile;

use crate::Exit;
use crate::args::ProfileCommand;
use crate::output::name;

/// Runs the command.
pub(crate) fn run(command: &ProfileCommand) -> anyhow::Result<Exit> {
    let ProfileCommand::Init { file, force } = command;
    match file.as_deref() {
        Some(path) => init(path, *force).with_context(|| name(path))?,
        None => io::stdout().lock().write_all(Profile::EXAMPLE.as_bytes())?,
    }
    Ok(Exit::Done)
}

/// Writes the example to a file, whole or not at all.
fn init(path: &Path, force: bool) -> anyhow::Result<()> {
    let Some(file_name) = path.file_name() else {
        bail!("it is no name for a file");
    };
    // The name is taken first, so that nobody's file is written over.
    if !force {
        let taken = OpenOptions::new().write(true).create_new(true).open(path);
        if let Err(error) = taken {
            match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    bail!("it is there already; --force writes over it")
                }
                io::ErrorKind::NotFound => bail!("no such folder"),
                _ => return Err(error.into()),
            }
        }
    }
    let mut partial = std::ffi::OsString::from(".");
    partial.push(file_name);
    partial.push(format!(".{}.partial", std::process::id()));
    let partial = path.with_file_name(partial);
    let written = fs::write(&partial, Profile::EXAMPLE).and_then(|()| fs::rename(&partial, path));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
        if !force {
            let _ = fs::remove_file(path);
        }
    }
    Ok(written?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once() {
        let folder = std::env::temp_dir().join(format!("jobgist-profile-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("profile.toml");
        init(&path, false).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), Profile::EXAMPLE);
        fs::write(&path, "skills = []").unwrap();
        let refused = init(&path, false).unwrap_err().to_string();
        assert!(refused.contains("--force"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "skills = []");
        init(&path, true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), Profile::EXAMPLE);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert!(init(&folder.join("no/such/profile.toml"), false).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
