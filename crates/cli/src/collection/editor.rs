//! Text that the user writes in an editor, or pipes in.

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};
use tempfile::NamedTempFile;

/// More than this is no note.
const MOST_BYTES: u64 = 1 << 20;

/// A text, and the file it was written in, which is deleted when this is dropped.
pub(super) struct Written {
    pub(super) text: String,
    file: Option<NamedTempFile>,
}

impl Written {
    /// A text that was given on the command line.
    pub(super) fn given(text: String) -> Self {
        Self { text, file: None }
    }

    /// Keeps the file, since the text could not be put elsewhere: what was typed is never lost.
    pub(super) fn rescue(self) -> Option<String> {
        let (_, path) = self.file?.keep().ok()?;
        Some(path.to_string_lossy().into_owned())
    }
}

/// Asks for a text: on a terminal in the user's editor, otherwise on standard input.
///
/// # Errors
/// When there is no editor, when it fails, and when the text is no UTF-8 or too long.
pub(super) fn ask() -> anyhow::Result<Written> {
    if !io::stdin().is_terminal() {
        let mut text = String::new();
        let mut input = io::stdin().lock().take(MOST_BYTES + 1);
        input.read_to_string(&mut text).context("standard input")?;
        if text.len() as u64 > MOST_BYTES {
            bail!("standard input: more than {MOST_BYTES} bytes are no note");
        }
        return Ok(Written::given(text));
    }
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
        bail!("write the note behind the job, or name an editor in $VISUAL or $EDITOR");
    };
    let file = tempfile::Builder::new()
        .prefix("jobgist-note-")
        .suffix(".txt")
        .tempfile()?;
    let written = run(&editor, file.path())
        .and_then(|()| fs::read_to_string(file.path()).context("what the editor wrote"));
    match written {
        Ok(text) => {
            let file = Some(file);
            Ok(Written { text, file })
        }
        // What was typed is there, whatever became of the editor.
        Err(error) if file.path().metadata().is_ok_and(|about| about.len() > 0) => {
            let (_, path) = file.keep()?;
            Err(error.context(format!("your note is kept in {}", path.display())))
        }
        Err(error) => Err(error),
    }
}

/// Runs the editor on a file and waits for it.
fn run(editor: &OsString, path: &Path) -> anyhow::Result<()> {
    let status = command(editor)
        .arg(path)
        .status()
        .with_context(|| editor.to_string_lossy().into_owned())?;
    if !status.success() {
        bail!("{}: it ended with {status}", editor.to_string_lossy());
    }
    Ok(())
}

/// The editor as a shell understands it: "code --wait".
#[cfg(unix)]
fn command(editor: &OsString) -> Command {
    let mut line = editor.clone();
    line.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg("jobgist");
    command
}

/// The editor and its arguments, parted by spaces.
#[cfg(not(unix))]
fn command(editor: &OsString) -> Command {
    let line = editor.to_string_lossy().into_owned();
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}
