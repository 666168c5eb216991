//! Archives of pages, whole and broken.

use std::io::Write as _;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use super::tests::{bytes_of, gzip, unread};
use super::{Error, Input, Job, Sources};

const PAGE: &[u8] = b"<p>Night baker";

/// Members that archives are made of here, by name and content.
type Files<'a> = [(&'a str, &'a [u8])];

fn tar(files: &Files<'_>) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        // The crate's own way refuses hostile names; long ones go through it.
        if name.len() > 100 {
            archive.append_data(&mut header, name, *content).unwrap();
            continue;
        }
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *content).unwrap();
    }
    archive.into_inner().unwrap()
}

fn zip(files: &Files<'_>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive
        .add_directory("folder/", SimpleFileOptions::default())
        .unwrap();
    archive.finish().unwrap().into_inner()
}

fn try_read(archive: &[u8], name: &str, options: &Sources) -> Vec<Result<Job, Error>> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, archive).unwrap();
    let sources = Sources {
        paths: vec![path],
        ..options.clone()
    };
    match sources.open() {
        Ok(jobs) => jobs.collect(),
        Err(error) => vec![Err(error)],
    }
}

fn read(archive: &[u8], name: &str, options: &Sources) -> Vec<Job> {
    let jobs = try_read(archive, name, options);
    jobs.into_iter().map(Result::unwrap).collect()
}

/// The names of members.
fn members(jobs: &[Job]) -> Vec<String> {
    let member = |job: &Job| job.name().split_once('!').unwrap().1.to_owned();
    jobs.iter().map(member).collect()
}

/// An archive of every kind.
fn archives(files: &Files<'_>) -> Vec<(&'static str, Vec<u8>)> {
    let plain = tar(files);
    vec![
        ("a.tgz", gzip(&plain)),
        ("a.tar.zst", zstd::encode_all(&plain[..], 3).unwrap()),
        ("a.tar", plain),
        ("a.zip", zip(files)),
    ]
}

#[test]
fn members_come_in_order_and_names_are_only_names() {
    let long = format!("{}/page.html", "deep".repeat(50));
    let packed = zstd::encode_all(PAGE, 3).unwrap();
    let zipped = gzip(PAGE);
    let files: &Files<'_> = &[
        ("./b.html", PAGE),
        ("../../etc/a.html", b""),
        ("/absolute.html", PAGE),
        (".hidden/x.html", PAGE),
        ("saved/.x.html", PAGE),
        ("c.html.zst", &packed),
        ("d.html.gz", &zipped),
        ("rows.jsonl", b"{}"),
        ("e.html.xz", b"x"),
        (&long, PAGE),
    ];
    for (name, archive) in archives(files) {
        let jobs = read(&archive, name, &Sources::default());
        let expected = [
            "./b.html",
            "../../etc/a.html",
            "/absolute.html",
            "c.html.zst",
            "d.html.gz",
            "rows.jsonl",
            "e.html.xz",
            &long,
        ];
        assert_eq!(members(&jobs), expected, "{name}");
        assert_eq!(bytes_of(&jobs[0]), (PAGE, None));
        assert_eq!(bytes_of(&jobs[3]), (PAGE, None));
        assert_eq!(bytes_of(&jobs[4]).0, zipped);
        assert!(unread(&jobs[5]).contains("unpack it first"));
        assert!(unread(&jobs[6]).contains("xz is not read"));
        assert!(jobs.is_sorted_by_key(|job| job.consumed));
        assert!(jobs[7].consumed <= archive.len() as u64);
    }
}

#[test]
fn patterns_count_in_archives() {
    let files: &Files<'_> = &[("a.html", PAGE), ("css/b.html", PAGE), ("c.txt", PAGE)];
    let options = Sources {
        globs: vec!["*.html".to_owned(), "!css/".to_owned()],
        ..Sources::default()
    };
    for (name, archive) in archives(files) {
        assert_eq!(
            members(&read(&archive, name, &options)),
            ["a.html"],
            "{name}"
        );
    }
}

#[test]
fn a_member_over_the_limit_is_passed_over() {
    let spaces = vec![b' '; 3_000_000];
    let packed = zstd::encode_all(&spaces[..], 3).unwrap();
    let files: &Files<'_> = &[
        ("a.html", PAGE),
        ("bomb.html", &spaces),
        ("bomb.html.zst", &packed),
        ("b.html", PAGE),
    ];
    let options = Sources {
        max_bytes: 10_000,
        ..Sources::default()
    };
    for (name, archive) in archives(files) {
        let jobs = read(&archive, name, &options);
        assert_eq!(unread(&jobs[1]), "it is larger than 10000 bytes");
        assert_eq!(unread(&jobs[2]), "it is larger than 10000 bytes");
        assert_eq!(bytes_of(&jobs[3]), (PAGE, None), "{name}");
    }
    // A zip archive may lie about the size, in both of its places.
    let mut lying = zip(files);
    let size = 3_000_000_u32.to_le_bytes();
    let places: Vec<usize> = (0..lying.len() - 4)
        .filter(|at| lying[*at..at + 4] == size)
        .collect();
    for at in places {
        lying[at..at + 4].copy_from_slice(&9_u32.to_le_bytes());
    }
    let jobs = read(&lying, "a.zip", &options);
    assert!(matches!(jobs[1].input, Input::Unread(_)), "{:?}", jobs[1]);
    assert_eq!(bytes_of(&jobs[3]), (PAGE, None));
}

#[test]
fn a_name_of_any_length_is_not_held() {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(5_000_000);
    header.set_cksum();
    let mut archive = header.as_bytes().to_vec();
    archive.extend(vec![b'a'; 5_000_000_usize.next_multiple_of(512)]);
    archive.extend(tar(&[("a.html", PAGE)]));
    assert_eq!(
        members(&read(&archive, "a.tar", &Sources::default())),
        ["a.html"]
    );
}

#[test]
fn attributes_name_and_measure_a_member() {
    let mut archive = tar::Builder::new(Vec::new());
    let attributes = [("path", &b"pax/k\xc3\xb6ch.html"[..]), ("size", b"14")];
    archive.append_pax_extensions(attributes).unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_size(0);
    header.set_cksum();
    archive.append(&header, &b""[..]).unwrap();
    let mut archive = archive.into_inner().unwrap();
    archive.truncate(archive.len() - 1024);
    archive.extend(PAGE);
    archive.extend([0; 512 - 14]);
    archive.extend(tar(&[("b.html", PAGE)]));
    let jobs = read(&archive, "a.tar", &Sources::default());
    assert_eq!(members(&jobs), ["pax/köch.html", "b.html"]);
    assert_eq!(bytes_of(&jobs[0]), (PAGE, None));
}

#[test]
fn a_broken_archive_gives_what_is_whole() {
    let files: &Files<'_> = &[("a.html", PAGE), ("b.html", PAGE)];
    let whole = tar(files);
    let jobs = try_read(&whole[..1200], "a.tar", &Sources::default());
    assert_eq!(bytes_of(jobs[0].as_ref().unwrap()).0, PAGE);
    let error = jobs[1].as_ref().unwrap_err().to_string();
    assert!(error.ends_with("a.tar: the archive ends early"), "{error}");
    let error = |archive: &[u8], name: &str| {
        let jobs = try_read(archive, name, &Sources::default());
        jobs[0].as_ref().unwrap_err().to_string()
    };
    assert!(error(&[b'x'; 600], "a.tar").contains("it is no tar archive, or damaged, at byte 0"));
    assert!(error(b"PK\x03\x04", "a.zip").contains("a.zip: "));
    // Damaged content is found by its checksum.
    let mut damaged = zip(files);
    let at = (0..damaged.len())
        .find(|at| damaged[*at..].starts_with(b"a.html"))
        .unwrap();
    damaged[at + 8] ^= 0x55;
    let jobs = read(&damaged, "a.zip", &Sources::default());
    assert!(matches!(jobs[0].input, Input::Unread(_)));
    assert_eq!(bytes_of(&jobs[1]).0, PAGE);
    let empty = zip(&[]);
    assert!(read(&empty, "a.zip", &Sources::default()).is_empty());
    assert!(read(&tar(&[]), "a.tar", &Sources::default()).is_empty());
    assert!(read(b"", "a.tar", &Sources::default()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A broken archive ends with an error or with members, not with a panic.
    #[test]
    fn a_broken_archive_ends(
        kind in 0..4_usize,
        places in proptest::collection::vec((0.0..1.0_f64, any::<u8>()), 1..6),
    ) {
        let files: &Files<'_> = &[("a.html", PAGE), ("b.html.zst", PAGE), ("c.html", PAGE)];
        let (name, mut archive) = archives(files).swap_remove(kind);
        for (at, byte) in places {
            let at = (at * archive.len() as f64) as usize;
            archive[at] = byte;
        }
        let options = Sources { max_bytes: 100_000, ..Sources::default() };
        let jobs = try_read(&archive, Path::new(name).to_str().unwrap(), &options);
        prop_assert!(jobs.len() < 10);
    }
}
