//! Completions, manual pages and the record's schema.

use std::io::{self, Write as _};
use std::path::Path;

use crate::Exit;
use crate::args::program;
use crate::output::name;
use anyhow::Context as _;

/// Prints the completions of a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    // Into memory first: clap_complete panics when it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut program(), "jobgist", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}

/// Prints the manual page, or writes those of all commands into a folder.
pub(crate) fn manual(folder: Option<&Path>) -> anyhow::Result<Exit> {
    match folder {
        None => clap_mangen::Man::new(program()).render(&mut io::stdout().lock())?,
        Some(folder) => {
            std::fs::create_dir_all(folder).with_context(|| name(folder))?;
            clap_mangen::generate_to(program(), folder).with_context(|| name(folder))?;
        }
    }
    Ok(Exit::Done)
}

/// Prints the JSON Schema of the record.
pub(crate) fn schema() -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &jobgist::schema()).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(Exit::Done)
}
