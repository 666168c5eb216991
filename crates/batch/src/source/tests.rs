//! What holds for all sources.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use jobgist::Format;
use tempfile::TempDir;

use super::*;

/// Data as gzip compresses it.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The ids of jobs.
pub(super) fn names(jobs: &[Job]) -> Vec<String> {
    jobs.iter().map(Job::name).collect()
}

/// What a job that holds its content holds.
pub(super) fn bytes_of(job: &Job) -> (&[u8], Option<Format>) {
    match &job.input {
        Input::Bytes { bytes, format } => (bytes, *format),
        other => panic!("no bytes: {other:?}"),
    }
}

/// Why a job is unread.
pub(super) fn unread(job: &Job) -> &str {
    match &job.input {
        Input::Unread(reason) => reason,
        other => panic!("not unread: {other:?}"),
    }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn sources(paths: &[&Path]) -> Sources {
    Sources {
        paths: paths.iter().map(|path| path.to_path_buf()).collect(),
        ..Sources::default()
    }
}

fn all(sources: &Sources) -> Vec<Job> {
    sources.open().unwrap().map(Result::unwrap).collect()
}

/// The ids without the folder in front.
fn below(folder: &TempDir, jobs: &[Job]) -> Vec<String> {
    let front = format!("{}/", name(folder.path()));
    jobs.iter()
        .map(|job| job.name().replace(&front, ""))
        .collect()
}

/// Jobs are fed by a thread of their own.
const fn can_be_sent<T: Send>() {}
const _: () = can_be_sent::<Jobs>();

const PAGE: &[u8] = b"<p>Night baker";

#[test]
fn a_folder_is_read_in_the_order_of_names() {
    let folder = folder(&[
        ("b.html", PAGE),
        ("a/z.txt", PAGE),
        ("a/.hidden/x.html", PAGE),
        (".also", PAGE),
        ("a.html", PAGE),
        (
            "c.jsonl",
            b"{\"text\":\"Cook\"}\n{\"id\":\"k\",\"text\":\"Cook\"}\n",
        ),
        (".gitignore", b"*.html"),
    ]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path().join("a"), folder.path().join("link")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("no"), folder.path().join("d.html")).unwrap();
    }
    let jobs = all(&sources(&[folder.path()]));
    let mut expected = vec!["a/z.txt", "a.html", "b.html", "1", "k"];
    if cfg!(unix) {
        expected.push("d.html");
        assert_eq!(unread(&jobs[5]), "no such file");
    }
    assert_eq!(below(&folder, &jobs), expected);
}

#[test]
fn patterns_and_ignore_files_leave_out() {
    let folder = folder(&[
        ("a/one.html", PAGE),
        ("a/two.txt", PAGE),
        ("old/three.html", PAGE),
        ("rules", b"old/\n"),
    ]);
    let mut sources = sources(&[folder.path()]);
    sources.globs = vec!["*.html".to_owned()];
    assert_eq!(
        below(&folder, &all(&sources)),
        ["a/one.html", "old/three.html"]
    );
    sources.globs = vec!["!**/t*".to_owned(), "!rules".to_owned()];
    assert_eq!(below(&folder, &all(&sources)), ["a/one.html"]);
    sources.globs = vec!["*.html".to_owned()];
    sources.ignore_files = vec![folder.path().join("rules")];
    assert_eq!(below(&folder, &all(&sources)), ["a/one.html"]);
    sources.globs = vec!["[".to_owned()];
    let error = sources.open().err().unwrap();
    assert!(matches!(error, Error::Pattern { .. }), "{error}");
}

#[test]
fn what_is_not_there_is_said_before_anything_begins() {
    let error = sources(&[Path::new("no/such/folder")]).open().err();
    assert_eq!(
        error.unwrap().to_string(),
        "no/such/folder: no such file or folder"
    );
}

#[test]
fn a_cut_stream_gives_its_rows_and_then_ends_the_run() {
    let mut rows = Vec::new();
    for at in 0..2000_u32 {
        writeln!(
            rows,
            "{{\"id\":{at},\"text\":\"Cook {}\"}}",
            at.wrapping_mul(2_654_435_761)
        )
        .unwrap();
    }
    let whole = gzip(&rows);
    let folder = folder(&[("a.jsonl.gz", &whole[..whole.len() / 2])]);
    let file = folder.path().join("a.jsonl.gz");
    let mut jobs = sources(&[&file]).open().unwrap();
    let good = jobs.by_ref().take_while(Result::is_ok).count();
    assert!((500..1500).contains(&good), "{good}");
    assert!(jobs.next().is_none());
    let mut jobs = sources(&[&file]).open().unwrap();
    let error = jobs.find_map(Result::err).unwrap().to_string();
    assert!(
        error.ends_with("a.jsonl.gz: the compressed data ends early"),
        "{error}"
    );
}

#[test]
fn rows_are_decompressed_whatever_they_are_called() {
    let row = b"{\"id\":\"k\",\"text\":\"Cook\"}\n";
    let twice = [gzip(row), gzip(row)].concat();
    let zstandard = zstd::encode_all(&row[..], 3).unwrap();
    let folder = folder(&[
        ("a.jsonl.gz", &twice),
        ("b.jsonl", &gzip(row)),
        ("c.jsonl.zst", &zstandard),
        ("d.jsonl.gz", row),
        ("e.jsonl", b""),
    ]);
    let jobs = all(&sources(&[folder.path()]));
    assert_eq!(names(&jobs), ["k"; 5]);
}

#[test]
fn a_compressed_page_is_one_posting() {
    let bomb = zstd::encode_all(&vec![b' '; 5000][..], 3).unwrap();
    let folder = folder(&[
        ("a.html.gz", &gzip(PAGE)),
        ("b.html.zst", &zstd::encode_all(PAGE, 3).unwrap()),
        ("c.html.zst", &bomb),
        ("d.html.zst", &bomb[..bomb.len() - 5]),
    ]);
    let jobs = all(&Sources {
        max_bytes: 4999,
        ..sources(&[folder.path()])
    });
    assert!(matches!(jobs[0].input, Input::File(_)));
    assert_eq!(bytes_of(&jobs[1]), (PAGE, None));
    assert_eq!(unread(&jobs[2]), "it is larger than 4999 bytes");
    assert_eq!(unread(&jobs[3]), "the compressed data ends early");
}

#[test]
fn what_is_consumed_comes_to_the_size_of_all() {
    let folder = folder(&[
        ("a.html", PAGE),
        (
            "b.jsonl",
            b"{\"id\":1,\"text\":\"Cook\"}\n\nnonsense\n{\"id\":3,\"text\":\"Cook\"}",
        ),
        ("c.jsonl", b""),
        ("d.html", PAGE),
    ]);
    let sources = sources(&[folder.path()]);
    let jobs = all(&sources);
    assert_eq!(jobs.len(), 5);
    let total: u64 = sources.open().unwrap().total_bytes().unwrap();
    assert_eq!(jobs[4].consumed, total);
    assert!(jobs.is_sorted_by_key(|job| job.consumed));
}

#[test]
fn a_broken_file_among_others_is_a_row() {
    let rows = b"{\"id\":1,\"text\":\"Cook\"}\n";
    let cut = gzip(&rows.repeat(2000));
    let cut = &cut[..cut.len() - 9];
    let folder = folder(&[
        ("a.jsonl.gz", cut),
        ("b.csv", b"no,column\n1,2"),
        ("c.html", PAGE),
    ]);
    let jobs = all(&sources(&[folder.path()]));
    let bad: Vec<&Job> = jobs
        .iter()
        .filter(|job| matches!(job.input, Input::Unread(_)))
        .collect();
    assert_eq!(bad.len(), 2);
    assert!(bad[0].name().ends_with("a.jsonl.gz") && bad[1].name().ends_with("b.csv"));
    assert_eq!(unread(bad[0]), "the compressed data ends early");
    assert!(jobs.last().unwrap().name().ends_with("c.html"));
    // The same when all are named.
    let named = ["a.jsonl.gz", "b.csv", "c.html"].map(|name| folder.path().join(name));
    let named = Sources {
        paths: named.to_vec(),
        ..Sources::default()
    };
    assert_eq!(all(&named), jobs);
}

#[test]
fn rows_are_known_without_their_ending() {
    let rows = b"{\"id\":7,\"text\":\"Cook\"}\n{\"id\":8,\"text\":\"Baker\"}\n";
    let packed = gzip(rows);
    let folder = folder(&[("part-00000", &rows[..]), ("part-00001.gz", &packed)]);
    let ids: Vec<String> = all(&sources(&[folder.path()]))
        .iter()
        .map(Job::name)
        .collect();
    assert_eq!(ids, ["7", "8", "7", "8"]);
}
