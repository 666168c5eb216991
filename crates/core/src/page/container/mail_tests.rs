//! Mails and web archives as programs write them.

use crate::options::Options;
use crate::posting::{Format, Posting};

/// The posting that the mails of these tests hold.
const HTML: &str = "<html><body><div><h1>Night Baker</h1><p>Crumbs Ltd bakes for the whole valley, and \
    needs somebody at night.</p><h2>Requirements</h2><ul><li>Two years in a bakery</li><li>A driving \
    licence</li></ul></div></body></html>";
const PLAIN: &str = "Night Baker\n\nCrumbs Ltd bakes for the whole valley, and needs somebody at \
    night.\n\nRequirements\n- Two years in a bakery\n- A driving licence\n";

fn read(mail: &str) -> Posting {
    read_bytes(mail.as_bytes())
}

fn read_bytes(mail: &[u8]) -> Posting {
    let options = Options {
        blocks: true,
        ..Options::default()
    };
    Posting::parse(&crlf(mail), &options).unwrap()
}

/// Mails have line ends of two bytes.
fn crlf(mail: &[u8]) -> Vec<u8> {
    mail.split(|byte| *byte == b'\n')
        .collect::<Vec<_>>()
        .join(&b"\r\n"[..])
}

fn asked(posting: &Posting) -> Vec<&str> {
    posting
        .requirements
        .iter()
        .map(|asked| asked.text.as_str())
        .collect()
}

#[test]
fn a_web_archive_is_read_from_the_fuller_page() {
    let archive = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://crumbs.example/jobs/7\n\
         Subject: Careers at Crumbs\nMIME-Version: 1.0\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"----cut\"\n\n\
         ------cut\nContent-Type: text/html\nContent-ID: <frame-0@mhtml.blink>\n\
         Content-Transfer-Encoding: quoted-printable\nContent-Location: https://crumbs.example/jobs/7\n\n\
         <html><head><title>Careers at Crumbs</title></head><body><p>Our jobs=\n </p>\
         <iframe src=3D\"cid:frame-1@mhtml.blink\"></iframe></body></html>\n\
         ------cut\nContent-Type: text/css\nContent-Transfer-Encoding: quoted-printable\n\n\
         body {{ color: black }}\n\
         ------cut\nContent-Type: text/html\nContent-ID: <frame-1@mhtml.blink>\n\
         Content-Transfer-Encoding: 8bit\nContent-Location: https://boards.example/crumbs/7\n\n{HTML}\n\
         ------cut--\n"
    );
    let posting = read(&archive);
    assert_eq!(posting.source.format, Format::Mhtml);
    assert_eq!(
        posting.source.url.as_deref(),
        Some("https://boards.example/crumbs/7")
    );
    assert_eq!(posting.title.as_deref(), Some("Night Baker"));
    assert_eq!(
        asked(&posting),
        ["Two years in a bakery", "A driving licence"]
    );
}

#[test]
fn the_root_of_an_archive_is_named_by_its_start() {
    let archive = format!(
        "From: <Saved by Windows Internet Explorer 8>\nSubject: Night Baker\nDate: Mon, 3 May 2027 10:00:00 +0200\n\
         MIME-Version: 1.0\nContent-Type: multipart/related; start=\"<two@x>\"; boundary=cut\n\n\
         --cut\nContent-Type: text/html; charset=utf-8\nContent-ID: <one@x>\n\n<p>One</p>\n\
         --cut\nContent-Type: text/html; charset=utf-8\nContent-ID: <two@x>\nContent-Location: https://crumbs.example/two\n\n{HTML}\n--cut--\n"
    );
    let posting = read(&archive);
    assert_eq!(
        posting.source.url.as_deref(),
        Some("https://crumbs.example/two")
    );
    assert_eq!(posting.date_posted, None);
}

#[test]
fn of_two_versions_markup_is_taken() {
    let mail = format!(
        "From: Ann Lee <ann@crumbs.example>\nTo: list@bakers.example\nSubject: Fwd: [bakers] Night Baker\n\
         Date: Mon, 3 May 2027 10:00:00 +0200\nMIME-Version: 1.0\n\
         Content-Type: multipart/alternative; boundary=cut\n\n\
         --cut\nContent-Type: text/plain\n\n{PLAIN}\n--cut\nContent-Type: text/html; charset=\"us-ascii\"\n\n{HTML}\n--cut--\n"
    );
    let posting = read(&mail);
    assert_eq!(posting.source.format, Format::Eml);
    let kinds: Vec<_> = posting
        .blocks
        .as_ref()
        .unwrap()
        .iter()
        .map(|b| b.kind.as_str())
        .collect();
    assert_eq!(kinds, ["heading", "paragraph", "heading", "item", "item"]);
    assert_eq!(
        posting.date_posted, None,
        "the mail's date is not the posting's"
    );
}

#[test]
fn a_part_without_a_character_set_is_read_by_its_bytes() {
    let mut mail =
        b"From: a@b.example\nTo: c@d.example\nSubject: =?utf-8?Q?K=C3=B6chin_gesucht?=\n\
        MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
            .to_vec();
    mail.extend(b"Wir suchen eine K\xf6chin f\xfcr unsere K\xfcche in M\xfcnchen. Sie bringen Erfahrung mit.\n");
    let posting = read_bytes(&mail);
    assert_eq!(posting.source.encoding, "windows-1252");
    assert!(
        posting.blocks.unwrap()[0]
            .text
            .contains("für unsere Küche in München")
    );
}

#[test]
fn a_mail_inside_a_mail_is_read() {
    let mail = format!(
        "From: a@b.example\nTo: c@d.example\nSubject: look at this\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=cut\n\n--cut\nContent-Type: text/plain\n\nFor you?\n\
         --cut\nContent-Type: message/rfc822\n\nFrom: jobs@crumbs.example\nSubject: Night Baker\n\
         MIME-Version: 1.0\nContent-Type: text/plain\n\n{PLAIN}\n--cut--\n"
    );
    let posting = read(&mail);
    assert_eq!(posting.title.as_deref(), Some("Night Baker"));
    assert_eq!(posting.requirements.len(), 2);
}

#[test]
fn a_digest_holds_several_postings() {
    let letter = |title: &str| {
        format!(
            "--cut\nContent-Type: message/rfc822\n\nFrom: a@b.example\nSubject: {title}\n\n{}\n",
            PLAIN.replace("Night Baker", title)
        )
    };
    let mail = format!(
        "From: list@bakers.example\nTo: c@d.example\nSubject: bakers digest\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: text/plain\n\nToday's topics\n\
         --out\nContent-Type: multipart/digest; boundary=cut\n\n{}{}--cut--\n--out--\n",
        letter("Night Baker"),
        letter("Pastry Cook"),
    );
    let postings = Posting::parse_all(&crlf(mail.as_bytes()), &Options::default()).unwrap();
    let titles: Vec<_> = postings.filter_map(|posting| posting.title).collect();
    assert_eq!(titles, ["Night Baker", "Pastry Cook"]);
}

#[test]
fn the_footer_of_a_list_is_furniture() {
    let mail = format!(
        "Received: from x by y\nFrom: a@b.example\nSubject: Night Baker\nTo: list@bakers.example\n\n{PLAIN}\n\
         Ann Lee\n_______________________________________________\nbakers mailing list\n\
         https://lists.bakers.example/listinfo/bakers\n"
    );
    let posting = read(&mail);
    let last = posting.blocks.unwrap().pop().unwrap();
    assert_eq!(last.furniture.as_deref(), Some("signature"));
}

#[test]
fn a_damaged_mail_is_no_crash() {
    for mail in [
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n--cut\n",
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\n\n--\n--\n--",
        "From: a\nSubject: b\nTo: c\nContent-Type: message/rfc822\n\n",
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--",
    ] {
        let _ = Posting::parse(&crlf(mail.as_bytes()), &Options::default());
        let _ = Posting::parse(mail.as_bytes(), &Options::default());
    }
}

#[test]
fn mails_nested_without_end_are_refused() {
    for header in [
        "MIME-Version: 1.0\nContent-Type: message/rfc822\n\n",
        "MIME-Version: 1.0\nSubject: x\nContent-Type: Multipart/Digest; boundary=a\n\n--a\n\n",
    ] {
        let mail = header.repeat(20_000);
        let error = Posting::parse(mail.as_bytes(), &Options::default()).unwrap_err();
        assert!(error.to_string().contains("500 mails"), "{error}");
    }
}
