//! PDF documents as printers and word processors write them.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

use crate::page::limits::Limits;
use crate::page::{BlockKind, Page};

/// A line to draw: left end, base line, size, font, text.
type Drawn<'t> = (f32, f32, f32, &'t str, &'t str);

/// A document with a page for each list of lines. `F1` is plain, `F2` bold.
fn document(sheets: &[Vec<Drawn<'_>>]) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let mut font = |name: &str| {
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
        })
    };
    let (plain, bold) = (font("Helvetica"), font("Helvetica-Bold"));
    let resources = document.add_object(dictionary! {
        "Font" => dictionary! { "F1" => plain, "F2" => bold },
    });
    let mut kids = Vec::new();
    for lines in sheets {
        let mut operations = vec![Operation::new("BT", vec![])];
        for (left, base, size, font, text) in lines {
            let text = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
            let place = [1.0, 0.0, 0.0, 1.0, *left, *base]
                .map(Object::Real)
                .to_vec();
            operations.push(Operation::new("Tf", vec![(*font).into(), (*size).into()]));
            operations.push(Operation::new("Tm", place));
            operations.push(Operation::new("Tj", vec![Object::string_literal(text)]));
        }
        operations.push(Operation::new("ET", vec![]));
        let content = Content { operations }.encode().unwrap();
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
        kids.push(Object::from(document.add_object(page)));
    }
    let count = i64::try_from(kids.len()).unwrap();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let info =
        document.add_object(dictionary! { "Title" => Object::string_literal("baker_final.docx") });
    document.trailer.set("Info", info);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn page(bytes: &[u8]) -> Page {
    super::page(bytes, Limits::default()).unwrap()
}

fn blocks(page: &Page) -> Vec<(&str, BlockKind, Option<&str>)> {
    (0..page.blocks.len())
        .map(|at| {
            let block = &page.blocks[at];
            (page.text_of(at), block.kind, block.furniture)
        })
        .collect()
}

#[test]
fn lines_become_headings_items_and_paragraphs() {
    let long = "We bake bread and cakes for the whole valley, every night of the year, with";
    let page = page(&document(&[vec![
        (72.0, 740.0, 20.0, "F1", "Night Baker"),
        (72.0, 700.0, 10.0, "F1", long),
        (
            72.0,
            687.0,
            10.0,
            "F1",
            "flour from our own mill and experi-",
        ),
        (72.0, 674.0, 10.0, "F1", "ence from three generations."),
        (72.0, 650.0, 10.0, "F2", "Requirements"),
        (72.0, 636.0, 10.0, "F1", "\u{2022} Two years in a bakery"),
        (72.0, 623.0, 10.0, "F1", "\u{2022}"),
        (90.0, 623.0, 10.0, "F1", "A driving licence"),
        (72.0, 600.0, 10.0, "F2", "Pay:"),
        (98.0, 600.0, 10.0, "F1", "\u{a3}30,000"),
    ]]));
    let text = "We bake bread and cakes for the whole valley, every night of the year, with";
    let got = blocks(&page);
    assert_eq!(got[0], ("Night Baker", BlockKind::Heading(1), None));
    assert!(got[1].0.starts_with(text), "{got:?}");
    let tail = &got[got.len() - 4..];
    assert_eq!(tail[0], ("Requirements", BlockKind::Paragraph, None));
    assert_eq!(tail[1], ("Two years in a bakery", BlockKind::Item(1), None));
    assert_eq!(tail[2], ("A driving licence", BlockKind::Item(1), None));
    assert_eq!(tail[3], ("Pay: £30,000", BlockKind::Paragraph, None));
    let last = page.blocks.len() - 1;
    assert!(page.blocks[last - 3].bold && page.blocks[last].lead == "Pay:".len());
    assert_eq!(page.head.title, None, "the name of a file is no title");
}

#[test]
fn running_heads_are_furniture_and_paragraphs_cross_pages() {
    let sheet = |number: &'static str, text: &'static str| {
        vec![
            (72.0, 800.0, 8.0, "F1", "Crumbs Ltd"),
            (72.0, 700.0, 10.0, "F1", text),
            (300.0, 30.0, 8.0, "F1", number),
        ]
    };
    let page = page(&document(&[
        sheet(
            "1 / 2",
            "The baker of the night begins at eleven and goes home",
        ),
        sheet("2 / 2", "when the first customers come."),
    ]));
    let body: Vec<&str> = blocks(&page)
        .into_iter()
        .filter(|(_, _, furniture)| furniture.is_none())
        .map(|(text, ..)| text)
        .collect();
    assert_eq!(
        body,
        ["The baker of the night begins at eleven and goes home when the first customers come."]
    );
    assert_eq!(page.blocks.len(), 5);
}

#[test]
fn a_document_of_pictures_is_named() {
    let error = super::page(&document(&[vec![]]), Limits::default()).unwrap_err();
    assert!(
        error.is_unreadable() && error.to_string().contains("pictures"),
        "{error}"
    );
}

/// Every byte is changed, and the document cut everywhere: there is an answer, whatever it is.
#[test]
fn damaged_documents_are_no_crash() {
    let whole = document(&[vec![(72.0, 700.0, 10.0, "F1", "Night Baker wanted")]]);
    for at in 0..whole.len() {
        let mut broken = whole.clone();
        broken[at] = broken[at].wrapping_mul(7).wrapping_add(at as u8);
        let _ = super::page(&broken, Limits::default());
        if at % 7 == 0 {
            let _ = super::page(&whole[..at], Limits::default());
        }
    }
}
