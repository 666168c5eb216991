//! What responses hold, taken out of what carried it.

use super::tests::{LIMIT, good, read, response, text};
use crate::source::tests::{bytes_of, gzip, unread};

#[test]
fn codings_of_the_transfer_are_undone() {
    let body = text(7);
    let html = "200 OK\r\nContent-Type: text/html\r\n";
    let chunked = [
        b"5;x=y\r\n<p>Jo\r\n".as_slice(),
        format!("{:X}\r\n", body.len() - 5).as_bytes(),
        &body[5..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let zlib = {
        let mut encoder =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut encoder, &body).unwrap();
        encoder.finish().unwrap()
    };
    let raw = &zlib[2..zlib.len() - 4];
    let one_chunk = [
        format!("{:x}\r\n", zlib.len()).as_bytes(),
        &zlib,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let zipped = gzip(&body);
    for (coding, sent) in [
        ("Transfer-Encoding: chunked", chunked.as_slice()),
        ("Transfer-Encoding: chunked", &body),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: deflate",
            &one_chunk,
        ),
        ("Content-Encoding: gzip", &zipped),
        ("Content-Encoding: GZIP", &body),
        ("Content-Encoding: deflate", &zlib),
        ("Content-Encoding: deflate", raw),
        ("Content-Encoding: gzip, gzip", &gzip(&zipped)),
        ("X-Crawl-Content-Encoding: br", &body),
    ] {
        let jobs = read(
            &response("n7", &format!("{html}{coding}"), sent),
            "a.warc",
            LIMIT,
        );
        assert_eq!(good(&jobs), [7], "{coding}: {jobs:?}");
    }
    for (coding, sent, reason) in [
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
            &gzip(&vec![b' '; LIMIT + 1]),
            "it is larger than 1048576 bytes",
        ),
    ] {
        let jobs = read(
            &response("n7", &format!("{html}{coding}"), sent),
            "a.warc",
            LIMIT,
        );
        assert!(unread(&jobs[0]).starts_with(reason), "{jobs:?}");
    }
}

#[test]
fn what_a_crawler_cut_off_is_read_as_far_as_it_goes() {
    let zipped = gzip(&text(7));
    let html = "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip";
    let whole = response("n7", html, &zipped[..zipped.len() * 2 / 3]);
    let cut = String::from_utf8_lossy(&whole).contains("WARC-Type: response");
    assert!(cut);
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
