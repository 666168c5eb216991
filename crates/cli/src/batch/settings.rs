//! What of the command line decides the output, by the names that a user knows.

use std::fmt::Debug;
use std::path::Path;

use anyhow::Context as _;
use jobgist_batch::sink::Settings;
use sha2::{Digest as _, Sha256};

use crate::args::BatchArgs;
use crate::output::name;

/// The settings of a run: it is resumed with the same ones only.
///
/// # Errors
/// When a file that they name cannot be read.
pub(super) fn of(args: &BatchArgs) -> anyhow::Result<Settings> {
    let mut settings = Settings::new();
    let mut set = |name: &str, value: &dyn Debug| {
        settings.insert(name.to_owned(), format!("{value:?}"));
    };
    let reading = &args.reading;
    set("the inputs", &args.inputs);
    set("--input", &args.input);
    set("--glob", &args.glob);
    set("--column", &args.column);
    set("--errors", &args.errors);
    set("--lines", &reading.lines);
    set("--words", &reading.words);
    set("--chars", &reading.chars);
    set("--order", &reading.order);
    set("--section", &reading.section);
    set("--blocks", &reading.blocks);
    set("--language", &reading.language);
    set("--today", &reading.today);
    set("--max-bytes", &reading.max_bytes);
    for path in &args.ignore_file {
        set("--ignore-file", &fingerprint(path)?);
    }
    if let Some(path) = &reading.vocabulary {
        set("--vocabulary", &fingerprint(path)?);
    }
    if let Some(path) = &reading.taxonomy {
        set("--taxonomy", &fingerprint(path)?);
    }
    Ok(settings)
}

/// A file's name and what is in it.
fn fingerprint(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| name(path))?;
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(format!("{} ({hash})", name(path)))
}
