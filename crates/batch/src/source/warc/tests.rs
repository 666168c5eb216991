//! Crawls made by hand: whole ones, and with every fault.

use std::fmt::Write as _;
use std::time::Instant;

use jobgist::Format;
use proptest::prelude::*;

use super::*;
use crate::source::tests::{bytes_of, gzip, names, unread};

/// A record as it stands in a crawl.
fn record(kind: &str, id: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let mut header = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n\
         WARC-Target-URI: https://jobs.example/{id}\r\n"
    );
    if !content_type.is_empty() {
        write!(header, "Content-Type: {content_type}\r\n").unwrap();
    }
    write!(header, "Content-Length: {}\r\n\r\n", block.len()).unwrap();
    [header.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A record of a response; `header` is that of its status, type and more.
pub(super) fn response(id: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let header = format!("HTTP/1.1 {header}\r\n\r\n");
    let block = [header.as_bytes(), body].concat();
    record("response", id, "application/http; msgtype=response", &block)
}

/// A page of words that do not repeat.
pub(super) fn text(seed: usize) -> Vec<u8> {
    let mut text = format!("<p>Job {seed}</p>");
    for at in 0..40_usize {
        let word = at.wrapping_add(seed * 41).wrapping_mul(2_654_435_761) % 1_000_003;
        write!(text, "<li>{word}</li>").unwrap();
    }
    text.into_bytes()
}

fn page(seed: usize) -> Vec<u8> {
    response(
        &format!("n{seed}"),
        "200 OK\r\nContent-Type: text/html",
        &text(seed),
    )
}

/// All jobs of a crawl.
pub(super) fn read(crawl: &[u8], name: &str, limit: usize) -> Vec<Job> {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, crawl).unwrap();
    let sources = Sources {
        max_bytes: limit,
        ..Sources::default()
    };
    let mut records = Records::open(&path, Some(crawl.len() as u64), &sources).unwrap();
    std::iter::from_fn(|| records.next_job())
        .map(Result::unwrap)
        .collect()
}

fn members(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| gzip(record)).collect()
}

pub(super) const LIMIT: usize = 1 << 20;

/// What is good of a crawl, by number of the page; each must be as it was sent.
pub(super) fn good(jobs: &[Job]) -> Vec<usize> {
    jobs.iter()
        .filter(|job| matches!(job.input, Input::Bytes { .. }))
        .map(|job| {
            let seed = job.name().strip_prefix("urn:uuid:n").unwrap().parse();
            let seed: usize = seed.unwrap();
            assert_eq!(bytes_of(job), (text(seed).as_slice(), Some(Format::Html)));
            seed
        })
        .collect()
}

#[test]
fn pages_are_found_however_the_crawl_is_compressed() {
    let records = [
        record(
            "warcinfo",
            "w",
            "application/warc-fields",
            b"software: test",
        ),
        record(
            "request",
            "q",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        page(1),
        response(
            "gone",
            "404 Not Found\r\nContent-Type: text/html",
            b"<p>Gone",
        ),
        response("picture", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        response("data", "200 OK\r\nContent-Type: application/json", b"{}"),
        response("unsaid", "203\r\nX: y", b"<p>Baker"),
        record("resource", "r", "text/html", b"<p>Baker"),
        record("conversion", "c", "text/plain", b"Baker"),
        record(
            "revisit",
            "v",
            "application/http",
            b"HTTP/1.1 200 OK\r\n\r\n",
        ),
        record("response", "d", "text/dns", b"20270101\r\n"),
    ];
    let plain = records.concat();
    let expected = read(&plain, "a.warc", LIMIT);
    let ids = ["n1", "data", "unsaid", "r", "c"].map(|id| format!("urn:uuid:{id}"));
    assert_eq!(names(&expected), ids);
    assert_eq!(expected[0].url.as_deref(), Some("https://jobs.example/n1"));
    assert_eq!(bytes_of(&expected[2]), (&b"<p>Baker"[..], None));
    assert_eq!(bytes_of(&expected[4]), (&b"Baker"[..], Some(Format::Text)));
    let zstandard = zstd::encode_all(&plain[..], 3).unwrap();
    let twice = [gzip(&records[..4].concat()), gzip(&records[4..].concat())].concat();
    for crawl in [members(&records), gzip(&plain), twice, zstandard] {
        assert_eq!(read(&crawl, "a.warc.gz", LIMIT), expected);
    }
    let bare = plain.strip_suffix(b"\r\n\r\n").unwrap();
    assert_eq!(read(bare, "a.warc.gz", LIMIT), expected);
    assert!(read(b"", "a.warc.gz", LIMIT).is_empty());
}

#[test]
fn a_damaged_member_takes_no_other_along() {
    let records: Vec<Vec<u8>> = (0..6).map(page).collect();
    let start = members(&records[..2]).len();
    let end = members(&records[..3]).len();
    for at in (start..end).step_by(5) {
        let mut crawl = members(&records);
        crawl[at] ^= 0x55;
        let jobs = read(&crawl, "a.warc.gz", LIMIT);
        let found = good(&jobs);
        // Some bytes of gzip's own header may say anything.
        if found.len() < 6 {
            assert_eq!(found, [0, 1, 3, 4, 5], "byte {at}");
            assert_eq!(jobs.len(), 6, "byte {at}");
            assert!(
                unread(&jobs[2]).contains(&format!("byte {start}")),
                "{jobs:?}"
            );
        }
    }
}

#[test]
fn a_cut_crawl_gives_what_is_whole_and_names_the_rest() {
    let records: Vec<Vec<u8>> = (0..3).map(page).collect();
    for (whole, pack) in [(false, true), (true, true), (false, false)] {
        let crawl = match (whole, pack) {
            (true, _) => gzip(&records.concat()),
            (false, true) => members(&records),
            (false, false) => records.concat(),
        };
        for cut in (0..crawl.len()).step_by(7) {
            let jobs = read(&crawl[..cut], "a.warc.gz", LIMIT);
            let found = good(&jobs);
            assert!(jobs.len() - found.len() <= 1, "{cut}: {jobs:?}");
            assert!(found.is_sorted() && found.len() < 3 || cut + 4 >= crawl.len());
            if !whole {
                let ends = |count: usize| match pack {
                    true => members(&records[..count]).len(),
                    false => records[..count].concat().len(),
                };
                let complete = (1..=3).filter(|count| ends(*count) <= cut).count();
                assert!(found.len() >= complete, "{cut}: {jobs:?}");
            }
        }
    }
}

#[test]
fn a_wrong_length_does_not_hide_the_next_record() {
    let right = String::from_utf8(page(1)).unwrap();
    let length = right.split("Content-Length: ").nth(1).unwrap();
    let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
    for wrong in [
        0,
        10,
        length - 9,
        length + 9,
        length + 700,
        50_000,
        9_999_999,
        usize::MAX,
    ] {
        let bad = right.replace(
            &format!("Content-Length: {length}"),
            &format!("Content-Length: {wrong}"),
        );
        let records = [page(0), bad.into_bytes(), page(2), page(3)];
        for crawl in [records.concat(), members(&records), gzip(&records.concat())] {
            let jobs = read(&crawl, "a.warc", LIMIT);
            let packed_whole = crawl.len() < records[0].len() * 4 && wrong > LIMIT;
            if packed_whole && crawl == gzip(&records.concat()) {
                // A length over the limit is believed where the end is not known.
                assert_eq!(good(&jobs), [0], "{wrong}");
            } else {
                assert_eq!(good(&jobs), [0, 2, 3], "{wrong}: {jobs:?}");
            }
            assert_eq!(jobs[1].name(), "urn:uuid:n1");
            let reason = unread(&jobs[1]);
            assert!(
                ["Content-Length is wrong", "early", "larger"]
                    .iter()
                    .any(|part| reason.contains(part)),
                "{reason}"
            );
        }
    }
}

#[test]
fn records_without_what_they_need_are_named() {
    let without = |name: &str| {
        let text = String::from_utf8(page(1)).unwrap();
        let lines = text
            .split_inclusive("\r\n")
            .filter(|line| !line.starts_with(name));
        lines.collect::<String>().into_bytes()
    };
    for (bad, reason) in [
        (
            without("Content-Length"),
            "it has no Content-Length, at byte ",
        ),
        (without("WARC/1.0"), "no record begins here, at byte "),
        (
            b"WARC/1.0\r\nContent-Length: 7,5\r\n\r\n".to_vec(),
            "its Content-Length is no number, at byte ",
        ),
        (
            b"rubbish\r\n\r\n".to_vec(),
            "no record begins here, at byte ",
        ),
    ] {
        let crawl = [page(0), bad, page(2)].concat();
        let jobs = read(&crawl, "a.warc", LIMIT);
        assert_eq!(good(&jobs), [0, 2], "{reason}");
        let said = jobs
            .iter()
            .find(|job| matches!(job.input, Input::Unread(_)));
        assert!(unread(said.unwrap()).starts_with(reason), "{said:?}");
    }
    let crawl = [
        gzip(&page(0)),
        b"between".to_vec(),
        gzip(&page(1)),
        vec![0; 600],
    ]
    .concat();
    let jobs = read(&crawl, "a.warc.gz", LIMIT);
    assert_eq!(good(&jobs), [0, 1]);
    assert!(unread(&jobs[1]).starts_with("what gzip has not compressed, at byte "));
    assert_eq!(jobs.len(), 3);
}

#[test]
fn what_a_wrong_length_takes_along_is_named_by_it() {
    let request = record("request", "asked", "application/http", b"GET / HTTP/1.1");
    let request = String::from_utf8(request).unwrap();
    let bad = request.replace("Content-Length: 14", "Content-Length: 9999999");
    assert_ne!(bad, request);
    let crawl = gzip(&[page(0), bad.into_bytes(), page(2)].concat());
    let jobs = read(&crawl, "a.warc.gz", LIMIT);
    assert_eq!(good(&jobs), [0]);
    assert_eq!(jobs[1].name(), "urn:uuid:asked");
    assert!(unread(&jobs[1]).starts_with("it ends early, at byte "));
}

#[test]
fn a_record_over_the_limit_is_passed_over() {
    let long = response(
        "long",
        "200 OK\r\nContent-Type: text/html",
        &vec![b'x'; 200_000],
    );
    let picture = response(
        "png",
        "200 OK\r\nContent-Type: image/png",
        &vec![b'x'; 200_000],
    );
    let records = [page(0), long, picture, page(1)];
    for crawl in [records.concat(), members(&records)] {
        let jobs = read(&crawl, "a.warc", 50_000);
        assert_eq!(good(&jobs), [0, 1]);
        assert_eq!(jobs.len(), 3);
        assert!(unread(&jobs[1]).starts_with("it is larger than 50000 bytes, at byte "));
    }
}

#[test]
fn lines_that_could_begin_a_record_end() {
    let page = page(0);
    for line in [
        "WARC/1.0\r\n",
        "WARC/1.0\r\nContent-Length: 900000\r\n\r\n",
        "WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000\r\n\r\nHTTP/1.1 200 OK\r\n",
    ] {
        let crawl = [page.clone(), line.repeat(40_000).into_bytes(), page.clone()].concat();
        let crawl = [crawl, b" ".repeat(500_000)].concat();
        let start = Instant::now();
        let jobs = read(&crawl, "a.warc", LIMIT);
        assert!(jobs.len() <= 40_002);
        assert_eq!(good(&jobs)[0], 0);
        assert!(
            start.elapsed().as_secs() < 20,
            "{line}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn data_made_to_be_read_again_and_again_ends() {
    // Each eight bytes could begin a member of stored blocks.
    let hostile = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0][..]; 20_000].concat();
    let crawl = [gzip(&page(0)), hostile, gzip(&page(1))].concat();
    let start = Instant::now();
    let jobs = read(&crawl, "a.warc.gz", LIMIT);
    assert!(good(&jobs).contains(&0));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever happens to one place of a crawl: what lies in other members is read.
    #[test]
    fn damage_stays_where_it_is(
        at in 0.0..1.0_f64,
        bytes in proptest::collection::vec(any::<u8>(), 1..40),
        insert in any::<bool>(),
        pack in any::<bool>(),
    ) {
        let records: Vec<Vec<u8>> = (0..8).map(page).collect();
        let parts: Vec<Vec<u8>> = match pack {
            true => records.iter().map(|record| gzip(record)).collect(),
            false => records.clone(),
        };
        let mut crawl = parts.concat();
        let at = (at * crawl.len() as f64) as usize;
        let until = if insert { at } else { (at + bytes.len()).min(crawl.len()) };
        crawl.splice(at..until, bytes.iter().copied());
        let jobs = read(&crawl, if pack { "a.warc.gz" } else { "a.warc" }, LIMIT);
        let mut end = 0;
        for (seed, part) in parts.iter().enumerate() {
            let (start, after) = (end, end + part.len());
            end = after;
            // Behind the damage, the line feeds in front of a record may be part of it.
            if after <= at || start >= until + 8 {
                let found = jobs.iter().any(|job| {
                    matches!(&job.input, Input::Bytes { bytes, .. } if *bytes == text(seed))
                });
                prop_assert!(found, "page {} of {:?}", seed, jobs);
            }
        }
    }

    /// Nothing that stands in a file stops the reader.
    #[test]
    fn any_bytes_are_read_to_their_end(
        parts in proptest::collection::vec(
            prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..40),
                Just(b"WARC/1.0\r\n".to_vec()),
                Just(b"\r\n\r\n".to_vec()),
                Just(b"WARC-Type: response\r\n".to_vec()),
                Just(b"Content-Length: 30\r\n".to_vec()),
                Just(b"Content-Length: 18446744073709551615\r\n".to_vec()),
                Just(b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec()),
                Just(members::MAGIC.to_vec()),
                Just(gzip(b"WARC/1.1\r\nContent-Length: 4\r\n\r\nbody")),
            ],
            0..20,
        ),
        name in prop_oneof![Just("a.warc"), Just("a.warc.gz")],
    ) {
        let crawl = parts.concat();
        prop_assert!(read(&crawl, name, 1000).len() <= crawl.len());
    }
}
