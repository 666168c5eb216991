//! What reading a page costs, beside a bare HTML parse of the same page.
//!
//! `cargo bench --bench summarize` (with `--features internals` also the page reader alone). At the
//! end it prints the ratio: summed time of the whole pipeline by summed time of the parse.
#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use jobgist::{Options, Posting};

/// Pages that are measured together.
struct Set {
    name: &'static str,
    pages: Vec<Page>,
}

/// A page: its bytes, and its text for the parse that knows no encodings.
struct Page {
    bytes: Vec<u8>,
    text: String,
}

/// The fixtures, and the shared pages where they are present.
fn sets() -> Vec<Set> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared =
        std::env::var_os("JOBGIST_SHARED").map_or_else(|| top.join("../shared"), PathBuf::from);
    let sets = [
        ("fixtures", vec![top.join("fixtures")]),
        (
            "shared",
            vec![shared.join("eval/dev/pages"), shared.join("corpus/pages")],
        ),
    ];
    sets.into_iter()
        .map(|(name, folders)| Set {
            name,
            pages: folders.iter().flat_map(|folder| pages(folder)).collect(),
        })
        .filter(|set| !set.pages.is_empty())
        .collect()
}

/// The HTML pages of a folder.
fn pages(folder: &Path) -> Vec<Page> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "html" || extension == "htm")
    });
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .map(|bytes| Page {
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        })
        .collect()
}

/// The bare parse.
fn parse(page: &Page) {
    black_box(scraper::Html::parse_document(&page.text));
}

/// Bytes to record.
fn pipeline(page: &Page) {
    let _ = black_box(Posting::parse(&page.bytes, &Options::default()));
}

/// A stage of the work, and its name.
type Stage = (&'static str, fn(&Page));

/// Bytes to clean text blocks.
#[cfg(feature = "internals")]
fn page_only(page: &Page) {
    let _ = black_box(jobgist::internals::read_page(&page.bytes));
}

fn groups(criterion: &mut Criterion) {
    for set in sets() {
        let bytes: usize = set.pages.iter().map(|page| page.bytes.len()).sum();
        let mut group = criterion.benchmark_group(set.name);
        group
            .sample_size(10)
            .throughput(Throughput::Bytes(bytes as u64));
        let stages: &[Stage] = &[
            ("scraper parse", parse),
            #[cfg(feature = "internals")]
            ("page only", page_only),
            ("whole pipeline", pipeline),
        ];
        for (name, stage) in stages {
            group.bench_function(*name, |bencher| {
                bencher.iter(|| set.pages.iter().for_each(stage));
            });
        }
        group.finish();
    }
}

/// Shortest of several runs: other work on the machine only ever adds time.
fn shortest(runs: usize, stage: impl Fn()) -> Duration {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            stage();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Prints the ratio of each set. Parse and pipeline take turns page by page, so that both meet the
/// same machine.
fn print_ratios(runs: usize) {
    for set in sets() {
        let (mut parse_time, mut pipeline_time) = (Duration::ZERO, Duration::ZERO);
        set.pages.iter().for_each(pipeline); // load the vocabulary
        for page in &set.pages {
            parse_time += shortest(runs, || parse(page));
            pipeline_time += shortest(runs, || pipeline(page));
        }
        let ratio = pipeline_time.as_secs_f64() / parse_time.as_secs_f64();
        println!(
            "{}: {} pages, parse {parse_time:.1?}, pipeline {pipeline_time:.1?}, the ratio {ratio:.2}",
            set.name,
            set.pages.len(),
        );
    }
}

criterion_group!(benches, groups);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    // As a test (without cargo bench's own flag) it only has to run.
    let runs = match (asked("--bench") && !asked("--test"), asked("--quick")) {
        (false, _) => 1,
        (true, true) => 3,
        (true, false) => 7,
    };
    print_ratios(runs);
}
