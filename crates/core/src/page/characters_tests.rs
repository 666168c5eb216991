//! Tests of typography: invisible characters, spaces, ligatures and bullets, wherever they stand.

use super::{BlockKind, Page, read};
use crate::options::Options;

fn page(text: &str) -> Page {
    read(text.as_bytes(), &Options::default()).unwrap_or_default()
}

#[test]
fn characters_are_evened_out_in_every_format() {
    let line = "Soft\u{ad}ware\u{a0}en\u{200b}gi\u{feff}neer, of\u{fb01}ce\u{202f}of\u{2009}\u{fb00}airs\u{200e}";
    let even = "Software engineer, office of ffairs";
    let json = serde_json::json!({"title": "Cook", "company": "Pan", "description": format!("{line}. {}", "We cook. ".repeat(20))});
    for text in [
        format!("<html><body><p>{line}</p></body></html>"),
        format!("{line}\n\nMore of it.\n"),
        format!("# {line}\n\n**Bold**\n"),
        json.to_string(),
    ] {
        assert!(page(&text).text.contains(even), "{text}");
    }
}

#[test]
fn heads_and_data_are_evened_out() {
    let html = "<html><head><title>Night\u{a0}ba\u{ad}ker</title><meta property=\"og:title\" content=\"Night\u{200b} baker\"></head><body>\
        <script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"title\":\"Night\u{a0}ba\u{ad}ker\"}</script></body></html>";
    let page = page(html);
    assert_eq!(page.head.title.as_deref(), Some("Night baker"));
    assert_eq!(page.head.og_title.as_deref(), Some("Night baker"));
    assert_eq!(page.structured[0].title.as_deref(), Some("Night baker"));
}

#[test]
fn bullets_of_every_shape_make_items() {
    for bullet in [
        "•",
        "·",
        "●",
        "▪",
        "■",
        "◦",
        "‣",
        "➢",
        "✓",
        "✔",
        "►",
        "–",
        "-",
        "*",
        "\u{f0b7}•",
    ] {
        let page = page(&format!(
            "<html><body><div>Duties:</div><div>{bullet} Bake bread</div><div>{bullet}\u{a0}Sweep up</div></body></html>"
        ));
        assert_eq!(page.blocks.len(), 3, "{bullet}");
        for (block, text) in [(1, "Bake bread"), (2, "Sweep up")] {
            assert_eq!(page.text_of(block), text, "{bullet}");
            assert!(
                matches!(page.blocks[block].kind, BlockKind::Item(_)),
                "{bullet}"
            );
        }
    }
}
