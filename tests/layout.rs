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

/// A folder of vocabulary that the table of languages does not list would be dead text.
#[test]
fn every_language_folder_is_listed() {
    let core = top().join("crates/core");
    let listing = fs::read_to_string(core.join("src/table/language.rs")).unwrap();
    for code in names(&core.join("data")) {
        if core.join("data").join(&code).is_dir() {
            let entry = format!("\n    \"{code}\": [");
            assert!(
                listing.contains(&entry),
                "table/language.rs does not list data/{code}"
            );
        }
    }
}

/// Every file of rules in a language's folder is read.
#[test]
fn every_fact_file_is_listed() {
    let core = top().join("crates/core");
    let listing = fs::read_to_string(core.join("src/table/language.rs")).unwrap();
    for code in names(&core.join("data")) {
        let facts = core.join("data").join(&code).join("facts");
        if !facts.is_dir() {
            continue;
        }
        let start = format!("\n    \"{code}\": [");
        let entry = listing
            .split(&start)
            .nth(1)
            .and_then(|rest| rest.split(']').next());
        let entry = entry.unwrap_or_default();
        for file in names(&facts) {
            let quoted = format!("\"{}\"", file.trim_end_matches(".toml"));
            assert!(
                entry.contains(&quoted),
                "data/{code}/facts/{file} is not listed"
            );
        }
    }
}
