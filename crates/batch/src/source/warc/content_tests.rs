//! What responses hold, taken out of what carried it.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::tests::{LIMIT, good, read, response, text};
use crate::job::Job;
use crate::source::tests::{bytes_of, gzip, unread};

/// The jobs of a crawl of one page that was sent with these fields.
fn sent(fields: &str, body: &[u8]) -> Vec<Job> {
    let header = format!("200 OK\r\nContent-Type: text/html\r\n{fields}");
    read(&response("n7", &header, body), "a.warc", LIMIT)
}

/// A body as it is sent in chunks, cut at `at`.
fn chunks(body: &[u8], at: usize) -> Vec<u8> {
    let (first, second) = body.split_at(at);
    [
        format!("{:x};name=value\r\n", first.len()).as_bytes(),
        first,
        format!("\r\n{:X}\r\n", second.len()).as_bytes(),
        second,
        b"\r\n0\r\n\r\n",
    ]
    .concat()
}

#[test]
fn codings_of_the_transfer_are_undone() {
    let body = text(7);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&body).unwrap();
    let zlib = encoder.finish().unwrap();
    let raw = &zlib[2..zlib.len() - 4];
    let zipped = gzip(&body);
    let both = "Transfer-Encoding: chunked\r\nContent-Encoding: deflate";
    for (coding, bytes) in [
        ("Transfer-Encoding: chunked", chunks(&body, 5).as_slice()),
        ("Transfer-Encoding: chunked", &body),
        (both, &chunks(&zlib, 30)),
        ("Content-Encoding: gzip", &zipped),
        ("Content-Encoding: GZIP", &body),
        ("Content-Encoding: deflate", &zlib),
        ("Content-Encoding: deflate", raw),
        ("Content-Encoding: gzip, gzip", &gzip(&zipped)),
        ("X-Crawl-Content-Encoding: br", &body),
    ] {
        let jobs = sent(coding, bytes);
        assert_eq!(good(&jobs), [7], "{coding}: {jobs:?}");
    }
}

#[test]
fn codings_that_cannot_be_undone_are_named() {
    let body = text(7);
    let (zipped, chunked) = (gzip(&body), chunks(&body, 5));
    let bomb = gzip(&vec![b' '; LIMIT + 1]);
    for (coding, bytes, reason) in [
        (
            "Content-Encoding: br",
            body.as_slice(),
            "its content is compressed by \"br\", which is not read",
        ),
        (
            "Content-Encoding: gzip",
            &zipped[..zipped.len() / 2],
            "its compressed content is damaged",
        ),
        (
            "Transfer-Encoding: chunked",
            &chunked[..chunked.len() - 9],
            "its last chunk is missing",
        ),
        (
            "Content-Encoding: gzip",
            &bomb,
            "it is larger than 1048576 bytes",
        ),
    ] {
        let jobs = sent(coding, bytes);
        assert!(unread(&jobs[0]).starts_with(reason), "{jobs:?}");
    }
}

#[test]
fn what_a_crawler_cut_off_is_read_as_far_as_it_goes() {
    let zipped = gzip(&text(7));
    let html = "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip";
    let whole = response("n7", html, &zipped[..zipped.len() * 2 / 3]);
    let marked = [
        b"WARC/1.0\r\nWARC-Truncated: length\r\n".as_slice(),
        &whole[10..],
    ]
    .concat();
    let jobs = read(&marked, "a.warc", LIMIT);
    let (bytes, _) = bytes_of(&jobs[0]);
    assert!(bytes.len() > 50 && text(7).starts_with(bytes), "{jobs:?}");
}

#[test]
fn an_encoding_that_only_the_sender_names_is_used() {
    let read_page = |body: &[u8]| {
        let header = "200 OK\r\nContent-Type: text/html; charset=\"windows-1251\"";
        let jobs = read(&response("n", header, body), "a.warc", LIMIT);
        bytes_of(&jobs[0]).0.to_vec()
    };
    assert_eq!(
        read_page(b"<p>\xcf\xe5\xea\xe0\xf0\xfc"),
        "\u{feff}<p>Пекарь".as_bytes()
    );
    let own = b"<meta charset=koi8-r><p>\xf0";
    assert_eq!(read_page(own), own);
}
