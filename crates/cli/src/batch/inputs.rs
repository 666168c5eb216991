//! What a run reads.

use std::fs;
use std::path::{Path, PathBuf};

use jobgist_batch::source::{Columns, Sources};

use crate::args::{BatchArgs, BatchInput, RowColumn};

/// The sources of a run.
pub(super) fn sources(args: &BatchArgs, max_bytes: usize) -> Sources {
    let mut columns = Columns::default();
    for column in &args.column {
        let of = match column.column {
            RowColumn::Id => &mut columns.id,
            RowColumn::Html => &mut columns.html,
            RowColumn::Text => &mut columns.text,
            RowColumn::Url => &mut columns.url,
        };
        of.clone_from(&column.name);
    }
    let own = args.out.iter().chain(&args.errors);
    let own = own.flat_map(|path| own_patterns(path, &args.inputs));
    Sources {
        paths: args.inputs.clone(),
        kind: args.input.map(BatchInput::kind),
        globs: args.glob.iter().cloned().chain(own).collect(),
        ignore_files: args.ignore_file.clone(),
        columns,
        max_bytes,
    }
}

/// Patterns that keep a run from reading what it writes, where that lies in a folder that it reads.
fn own_patterns(path: &Path, inputs: &[PathBuf]) -> Vec<String> {
    let parent = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let (Ok(parent), Some(name)) = (fs::canonicalize(parent), path.file_name()) else {
        return Vec::new();
    };
    let within = inputs
        .iter()
        .filter_map(|input| fs::canonicalize(input).ok())
        .any(|input| input.is_dir() && parent.starts_with(input));
    if !within {
        return Vec::new();
    }
    let name = escaped(&name.to_string_lossy());
    ["", ".partial", ".journal"]
        .iter()
        .map(|ending| format!("!{name}{ending}"))
        .collect()
}

/// A file name as a pattern that matches it alone.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '{' | '}' | '!' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_does_not_read_what_it_writes() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let patterns = |inputs: &[PathBuf]| own_patterns(&source.join("batch/out[1].csv"), inputs);
        assert_eq!(
            patterns(std::slice::from_ref(&source)),
            [
                "!out\\[1\\].csv",
                "!out\\[1\\].csv.partial",
                "!out\\[1\\].csv.journal"
            ]
        );
        assert!(patterns(&[source.join("view"), source.join("main.rs")]).is_empty());
    }
}
