//! Reading inputs, and the library's options for them.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use jobgist::{Options, Posting, Postings, SkillTaxonomy, SkillVocabulary, SummaryOptions};

use jobgist_batch::run::read_file;
pub(crate) use jobgist_batch::source::is_stdin;

use crate::Exit;
use crate::args::ReadingArgs;
use crate::output::{complain, name};

/// The library's options for the flags; the input's name and format are still to be filled in.
///
/// # Errors
/// When the vocabulary or the taxonomy cannot be read.
pub(crate) fn options(args: &ReadingArgs) -> anyhow::Result<Options> {
    let defaults = Options::default();
    let max_bytes = args.max_bytes.map_or(defaults.max_bytes, |most| {
        usize::try_from(most).unwrap_or(usize::MAX)
    });
    Ok(Options {
        max_bytes,
        language: args.language.clone(),
        today: args.today.clone(),
        blocks: args.blocks,
        summary: SummaryOptions {
            lines: args.lines,
            words: args.words,
            chars: args.chars,
            order: args.order.into(),
            sections: args.sections(),
        },
        vocabulary: args.vocabulary.as_deref().map(vocabulary).transpose()?,
        taxonomy: args.taxonomy.as_deref().map(taxonomy).transpose()?,
        ..defaults
    })
}

/// Reads the user's own skills.
pub(crate) fn vocabulary(path: &Path) -> anyhow::Result<Arc<SkillVocabulary>> {
    let text = std::fs::read_to_string(path).with_context(|| name(path))?;
    let vocabulary = SkillVocabulary::from_tsv(&text).with_context(|| name(path))?;
    Ok(Arc::new(vocabulary))
}

/// Reads the user's taxonomy.
fn taxonomy(path: &Path) -> anyhow::Result<Arc<SkillTaxonomy>> {
    if path.is_dir() {
        bail!("{}: it is a folder; name one file of it", name(path));
    }
    let bytes = read(path, usize::MAX).with_context(|| name(path))?;
    let taxonomy = SkillTaxonomy::read(&bytes).with_context(|| name(path))?;
    Ok(Arc::new(taxonomy))
}

/// Reads the postings of a file or of standard input.
///
/// # Errors
/// When the input cannot be read; the error does not name it.
pub(crate) fn postings(path: &Path, options: &Options) -> anyhow::Result<Postings> {
    let bytes = read(path, options.max_bytes)?;
    let options = Options {
        name: name(path),
        ..options.clone()
    };
    Ok(Posting::parse_all(&bytes, &options)?)
}

/// The same for a command that goes on to the next file: an input that cannot be read is named on
/// standard error, and remembered in how the program ends.
pub(crate) fn postings_or_complain(
    path: &Path,
    options: &Options,
    exit: &mut Exit,
) -> Option<Postings> {
    postings(path, options)
        .inspect_err(|error| {
            complain(&format!("{}: {error:#}", name(path)));
            *exit = exit.worse(Exit::Unread);
        })
        .ok()
}

/// Reads a file or standard input, but not (much) more of it than the library takes: it then says
/// itself that there is too much.
///
/// # Errors
/// When the input cannot be read; the error does not name it.
pub(crate) fn read(path: &Path, limit: usize) -> anyhow::Result<Vec<u8>> {
    let most = (limit as u64).saturating_add(1);
    let mut bytes = Vec::new();
    if is_stdin(path) {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    // The message of the system on reading a folder differs between systems.
    if path.is_dir() {
        bail!("it is a folder; `jobgist batch` reads folders");
    }
    read_file(path, limit).map_err(anyhow::Error::msg)
}

/// Whether two paths are of one file that is there.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_plain() {
        let reason = |path: &str| read(Path::new(path), 10).unwrap_err().to_string();
        assert_eq!(reason("no/such/file"), "no such file");
        assert!(reason(env!("CARGO_MANIFEST_DIR")).contains("folder"));
    }

    #[test]
    fn no_more_is_read_than_the_limit_asks_for() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert_eq!(read(Path::new(manifest), 10).unwrap().len(), 11);
    }
}
