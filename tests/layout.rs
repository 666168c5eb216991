//! The repository keeps its own order: what is not wired up would silently never run.

use std::fs;
use std::path::{Path, PathBuf};

/// The top of the repository.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The manifests of all crates in one string.
fn manifests() -> String {
    let crates = top().join("crates");
    names(&crates)
        .iter()
        .map(|name| fs::read_to_string(crates.join(name).join("Cargo.toml")).unwrap())
        .collect()
}

/// Tests and benches stand at the top, and the crates claim them one by one.
#[test]
fn every_test_and_bench_is_claimed() {
    let manifests = manifests();
    for folder in ["tests", "benches"] {
        for name in names(&top().join(folder)) {
            if name.ends_with(".rs") {
                let claim = format!("path = \"../../{folder}/{name}\"");
                assert!(
                    manifests.contains(&claim),
                    "no crate claims {folder}/{name}"
                );
            }
        }
    }
}

/// The list that a macro of `table/language.rs` begins with `start`, up to its `end`.
fn listed(start: &str, end: char) -> String {
    let source = top().join("crates/core/src/table/language.rs");
    let source = fs::read_to_string(source).unwrap();
    let rest = source.split(start).nth(1).unwrap();
    rest.split(end).next().unwrap().to_owned()
}

/// A folder of vocabulary that the table of languages does not list would be dead text.
#[test]
fn every_language_folder_is_listed() {
    let languages = listed("\nfolders! {", '}');
    let data = top().join("crates/core/data");
    for code in names(&data) {
        if data.join(&code).is_dir() {
            let quoted = format!("\"{code}\"");
            assert!(languages.contains(&quoted), "data/{code} is not listed");
        }
    }
}

/// Every file of rules in a language's folder is read.
#[test]
fn every_fact_file_is_listed() {
    let facts = listed("facts!($code: ", ')');
    let data = top().join("crates/core/data");
    for code in names(&data) {
        let folder = data.join(&code).join("facts");
        if !folder.is_dir() {
            continue;
        }
        for file in names(&folder) {
            let quoted = format!("\"{}\"", file.trim_end_matches(".toml"));
            assert!(
                facts.contains(&quoted),
                "data/{code}/facts/{file} is not listed"
            );
        }
    }
}
