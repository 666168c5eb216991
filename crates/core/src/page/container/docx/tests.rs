//! Word documents as Word and other programs write them.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::page::limits::Limits;
use crate::page::{BlockKind, Page};

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Mein"><w:name w:val="Mein Titel"/><w:basedOn w:val="berschrift1"/></w:style>
    <w:style w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let text = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    );
    archive(&[
        ("word/document.xml", text.as_str()),
        ("word/styles.xml", STYLES),
        (
            "docProps/core.xml",
            "<p:coreProperties xmlns:dc=\"dc\"><dc:title>Night Baker &amp; Cook</dc:title></p:coreProperties>",
        ),
    ])
}

fn blocks(page: &Page) -> Vec<(&str, BlockKind)> {
    (0..page.blocks.len())
        .map(|at| (page.text_of(at), page.blocks[at].kind))
        .collect()
}

fn page(bytes: &[u8]) -> Page {
    super::page(bytes, Limits::default()).unwrap()
}

#[test]
fn styles_lists_and_runs() {
    let page = page(&document(
        r#"<w:p><w:pPr><w:pStyle w:val="Mein"/></w:pPr><w:r><w:t>Night</w:t></w:r><w:r><w:t xml:space="preserve"> Baker</w:t></w:r></w:p>
        <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Pay:</w:t></w:r><w:r><w:t xml:space="preserve"> £30,000 &amp; cake</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Liste"/></w:pPr><w:r><w:t>Two years in a bakery</w:t></w:r></w:p>
        <w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>Sour</w:t><w:noBreakHyphen/><w:t>dough</w:t></w:r></w:p>
        <w:p><w:pPr><w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>Line one</w:t><w:br/><w:t>Line two</w:t></w:r></w:p>
        <w:p><w:del><w:r><w:delText>Old</w:delText><w:t>Older</w:t></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:hyperlink><w:r><w:t>Apply here</w:t></w:r></w:hyperlink></w:p>"#,
    ));
    assert_eq!(
        blocks(&page),
        [
            ("Night Baker", BlockKind::Heading(1)),
            ("Pay: £30,000 & cake", BlockKind::Paragraph),
            ("Two years in a bakery", BlockKind::Item(1)),
            ("Sour-dough", BlockKind::Item(2)),
            ("Line one", BlockKind::Paragraph),
            ("Line two", BlockKind::Paragraph),
            ("Apply here", BlockKind::Paragraph),
        ]
    );
    assert_eq!(page.blocks[1].lead, "Pay:".len());
    assert_eq!(page.blocks[6].link_share, 100);
    assert_eq!(page.head.title.as_deref(), Some("Night Baker & Cook"));
}

#[test]
fn tables_give_cells() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc><w:p><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>Two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        cell("Location"),
        cell("Leeds"),
        cell("Duties"),
    );
    let page = page(&document(&body));
    assert_eq!(
        blocks(&page),
        [
            ("Location", BlockKind::Cell { label: true }),
            ("Leeds", BlockKind::Cell { label: false }),
            ("Duties", BlockKind::Cell { label: true }),
            ("One", BlockKind::Paragraph),
            ("Two", BlockKind::Paragraph),
        ]
    );
}

#[test]
fn damaged_and_hostile_documents_end_with_an_error() {
    let limits = Limits {
        bytes: 100_000,
        ..Limits::default()
    };
    let bomb = document(&format!(
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
        " ".repeat(1_000_000)
    ));
    assert!(bomb.len() < 20_000);
    assert!(super::page(&bomb, limits).unwrap_err().is_too_large());
    let whole = document("<w:p><w:r><w:t>Baker</w:t></w:r></w:p>");
    assert!(
        super::page(&whole[..whole.len() / 2], limits)
            .unwrap_err()
            .is_unreadable()
    );
    assert!(
        super::page(&document(""), limits)
            .unwrap_err()
            .is_unreadable()
    );
    assert!(
        super::page(&archive(&[("x", "y")]), limits)
            .unwrap_err()
            .is_unreadable()
    );
    let cut = document("<w:p><w:r><w:t>Baker</w:t></w:r></w:p><w:p w:x=\"<");
    assert!(super::page(&cut, limits).is_ok());
}
