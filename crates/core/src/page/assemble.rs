//! Puts a page together from its body and its structured data.

use super::builder::{Builder, evened};
use super::described::Copies;
use super::json::{self, Piece};
use super::limits::Limits;
use super::lines::{self, Dialect};
use super::{
    Block, BlockKind, Page, Region, Structured, front_matter, html, items, jsonld, sniff, state,
};
use crate::posting::EvidenceSource;

/// A web page. Where its body lacks the description that its structured data carries (the empty
/// shell of an application, a teaser), that description is read in its place.
pub(super) fn html_page(text: &str, limits: Limits) -> Page {
    let (text, truncated) = limits.of_markup(text);
    let (page, scripts) = body(text, limits);
    // A page that shows the source of a page: that one was meant.
    let mut page = match shown_source(&page) {
        Some(source) => {
            let (page, scripts) = body(&source, limits);
            with_data(page, &scripts, &source, limits)
        }
        None => with_data(page, &scripts, text, limits),
    };
    page.truncated = page.truncated.or(truncated);
    page
}

fn body(text: &str, limits: Limits) -> (Page, html::Scripts) {
    let mut builder = Builder::within(limits);
    let scripts = html::read(text, &mut builder);
    (builder.finish(), scripts)
}

/// The markup that is most of a page's visible text.
fn shown_source(page: &Page) -> Option<String> {
    let at = (0..page.blocks.len()).find(|at| {
        let text = page.folded_of(*at);
        text.starts_with("<!doctype html") || text.starts_with("<html")
    })?;
    let source = &page.text[page.blocks[at].range.start..];
    (source.len() * 2 > page.text.len()).then(|| source.to_owned())
}

/// A body with fewer words of prose than this shows no posting: its application's data is searched.
const SHELL_WORDS: usize = 120;
/// With fewer, the data need not repeat a title that the page shows.
const EMPTY_WORDS: usize = 40;

fn with_data(mut page: Page, scripts: &html::Scripts, text: &str, limits: Limits) -> Page {
    let head = &mut page.head;
    let texts = [
        &mut head.title,
        &mut head.og_title,
        &mut head.site_name,
        &mut head.description,
    ];
    for text in texts.into_iter().flatten() {
        *text = evened(text);
    }
    page.structured = scripts
        .json_ld
        .iter()
        .flat_map(|script| jsonld::read(script))
        .collect();
    // A second parse is not for what the first one could not read to its end.
    if page.structured.is_empty() && page.truncated.is_none() {
        page.structured = items::read(text);
    }
    // A page of many postings is a board; none of them is its text.
    if let [job] = &page.structured[..] {
        let (described, source) = (description(job, limits), job.source);
        read_once(&mut page, described, source);
    }
    if prose(&page) < SHELL_WORDS && page.structured.len() <= 1 {
        fill_shell(&mut page, text, limits);
    }
    page
}

/// Reads the posting of a page that shows none from the data of its application.
fn fill_shell(page: &mut Page, text: &str, limits: Limits) {
    let Some(job) = state::read(text, page, prose(page) < EMPTY_WORDS) else {
        return;
    };
    let Some(described) = description(&job, limits).filter(|text| prose(text) > prose(page)) else {
        return;
    };
    for block in &mut page.blocks {
        if block.source.is_none() && !matches!(block.kind, BlockKind::Heading(1 | 2)) {
            block.furniture = Some("around the page's data");
        }
    }
    let source = job.source;
    page.structured.push(job);
    read_once(page, Some(described), source);
}

/// Words of a page's prose, menus and links left out.
fn prose(page: &Page) -> usize {
    let is_prose = |block: &&Block| {
        block.link_share < 50
            && block.tokens.len() >= 4
            && !matches!(
                block.region,
                Region::Navigation | Region::Footer | Region::Dialog
            )
    };
    let words = page.blocks.iter().filter(is_prose).map(|b| b.tokens.len());
    words.sum()
}

/// Reads a description unless the body holds it; a part of it that the body holds is no text then.
fn read_once(page: &mut Page, described: Option<Page>, source: Option<EvidenceSource>) {
    let Some(described) = described else { return };
    let copies = Copies::find(page, &described);
    page.described = copies.span();
    if page.described.is_none() {
        copies.mark(&mut page.blocks);
        append(page, described, source.unwrap_or(EvidenceSource::Jsonld));
    }
}

/// A page of plain text or Markdown. What its front matter says of the job stands above the text, a
/// line each, where the text does not say the same.
pub(super) fn text_page(text: &str, dialect: Dialect, limits: Limits) -> Page {
    let (text, truncated) = limits.of_text(text);
    let (front, text) = front_matter::split(text);
    let mut builder = Builder::within(limits);
    builder.page().truncated = truncated;
    let Some(front) = front else {
        lines::read(text, dialect, &mut builder);
        return builder.finish();
    };
    let pieces: Vec<Piece> = json::lines_of(&front.job)
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Meta(line) if text.contains(line.as_str())))
        .collect();
    write(&pieces, &mut builder);
    lines::read(text, dialect, &mut builder);
    let mut page = builder.finish();
    page.head.title = front.title;
    page.head.description = front.description;
    page.head.url.clone_from(&front.job.url);
    page.structured = vec![front.job];
    page
}

/// A posting of a JSON file.
pub(super) fn job_page(job: Structured, limits: Limits) -> Page {
    let mut page = written(&json::lines_of(&job), limits);
    page.head.url.clone_from(&job.url);
    page.head.language.clone_from(&job.language);
    page.structured = vec![job];
    page
}

/// The text of a posting's structured data, as a page of its own.
fn description(job: &Structured, limits: Limits) -> Option<Page> {
    let pieces: Vec<Piece> = json::lines_of(job)
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Title(_) | Piece::Meta(_)))
        .collect();
    let page = written(&pieces, limits);
    (page.text.len() >= 80).then_some(page)
}

fn written(pieces: &[Piece], limits: Limits) -> Page {
    let mut builder = Builder::within(limits);
    write(pieces, &mut builder);
    builder.finish()
}

/// Writes the lines of a posting's structured data.
pub(super) fn write(pieces: &[Piece], builder: &mut Builder) {
    for piece in pieces {
        match piece {
            Piece::Title(text) => line(builder, text, BlockKind::Heading(1)),
            Piece::Meta(text) => line(builder, text, BlockKind::Paragraph),
            Piece::Heading(text) => line(builder, text, BlockKind::Heading(2)),
            Piece::Html(text) => {
                html::read(text, builder);
            }
            Piece::Text(text) => {
                let dialect = if sniff::is_markdown(text) {
                    Dialect::Markdown
                } else {
                    Dialect::Plain
                };
                lines::read(text, dialect, builder);
            }
        }
    }
}

fn line(builder: &mut Builder, text: &str, kind: BlockKind) {
    builder.text(text);
    builder.close(Block {
        kind,
        gap: true,
        bold: matches!(kind, BlockKind::Heading(_)),
        ..Block::default()
    });
}

/// Adds the blocks of another page behind those of `page`.
fn append(page: &mut Page, other: Page, source: EvidenceSource) {
    let (text, tokens) = (page.text.len(), page.tokens.len());
    let moved = |at: u32| at.saturating_add(u32::try_from(text).unwrap_or(u32::MAX));
    page.text.push_str(&other.text);
    page.folded.push_str(&other.folded);
    page.tokens
        .extend(other.tokens.iter().map(|t| crate::text::tokens::Token {
            start: moved(t.start),
            end: moved(t.end),
            ..*t
        }));
    // Group 0 and list 0 are "none" on either page; the others get numbers that are still free.
    let numbered = |number: u32, before: u32| if number == 0 { 0 } else { number + before };
    let lists = page.blocks.iter().map(|b| b.list).max().unwrap_or(0);
    let groups = u32::try_from(page.groups.len().saturating_sub(1)).unwrap_or(0);
    let own = usize::from(!page.groups.is_empty());
    page.groups
        .extend(other.groups.iter().skip(own).map(|g| numbered(*g, groups)));
    page.blocks
        .extend(other.blocks.into_iter().map(|block| Block {
            range: block.range.start + text..block.range.end + text,
            tokens: block.tokens.start + tokens..block.tokens.end + tokens,
            list: numbered(block.list, lists),
            group: numbered(block.group, groups),
            source: Some(source),
            ..block
        }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(html: &str) -> Page {
        html_page(html, Limits::default())
    }

    const JSON_LD: &str = r#"<script type="application/ld+json">{"@type":"JobPosting","title":"Night baker",
        "description":"<p>You bake bread for the whole of our valley.</p><ul><li>Two years of experience in a bakery</li><li>A liking for early hours and warm rooms</li></ul>"}</script>"#;

    #[test]
    fn a_shell_is_filled_from_its_data() {
        let page = page_of(&format!(
            "<html><body><div id=root></div>{JSON_LD}</body></html>"
        ));
        assert_eq!(page.blocks.len(), 3);
        assert_eq!(page.blocks[0].source, Some(EvidenceSource::Jsonld));
        assert_eq!(page.text_of(1), "Two years of experience in a bakery");
        assert_eq!(&page.text[page.tokens_of(1)[0].range()], "Two");
    }

    #[test]
    fn groups_of_a_description_are_not_those_of_the_body() {
        let described = "<section><h2>Requirements</h2><div><ul><li>Two years of experience in a bakery</li></ul></div></section>\
            <section><h2>Benefits</h2><p>Bread for the whole of your family, every day of the week.</p></section>";
        let data = serde_json::json!({"@type": "JobPosting", "title": "Night baker", "description": described});
        let page = page_of(&format!(
            "<div><div><p>Crumbs and Sons</p><ul><li>Home</li></ul></div></div>\
            <script type=\"application/ld+json\">{data}</script>"
        ));
        let places: Vec<(u32, u32)> = page.blocks.iter().map(|b| (b.group, b.list)).collect();
        let around = |group: u32| page.groups[group as usize];
        assert_eq!(page.blocks.len(), 6);
        assert_eq!(around(around(places[3].0)), places[2].0, "{places:?}");
        assert!(places[2].0 > places[1].0 && places[4].0 > places[3].0);
        assert_ne!(places[1].1, places[3].1);
    }

    fn kept(page: &Page) -> Vec<&str> {
        let of_posting = |at: &usize| page.blocks[*at].furniture.is_none();
        (0..page.blocks.len())
            .filter(of_posting)
            .map(|at| page.text_of(at))
            .collect()
    }

    #[test]
    fn a_teaser_is_replaced_by_the_description() {
        let lines = "<p>You bake bread for the whole of our valley, every night.</p><h3>Duties</h3><ul><li>Bake rye bread in the large oven</li>\
            <li>Bake rolls in the small oven</li><li>Sweep the floor before you go home</li></ul><h3>Profile</h3><ul><li>Two years of experience in a bakery</li>\
            <li>A liking for early hours</li></ul>";
        let data = format!(
            "<script type=\"application/ld+json\">{}</script>",
            serde_json::json!({"@type": "JobPosting", "title": "Night baker", "description": lines})
        );
        for body in [
            "<p>You bake bread for the whole of our valley, every night.</p><h3>Duties</h3><ul><li>Bake rye bread in the la…</li></ul>",
            "<p>You bake bread for the whole of our valley, every night. Duties Bake rye bread in the large oven Bake rolls in the small oven Sweep the floor before you go home Profile Two years of experience in a bakery A liking for early hours</p>",
        ] {
            let page = page_of(&format!(
                "<html><body><h1>Night baker</h1>{body}{data}</body></html>"
            ));
            assert_eq!(page.described, None);
            assert_eq!(kept(&page).len(), 9, "{:?}", kept(&page));
        }
        let page = page_of(&format!(
            "<html><body><h1>Night baker</h1>{lines}{data}</body></html>"
        ));
        assert_eq!(page.described, Some(1..9));
        // The data lost its line breaks: the body is the better text.
        let glued = data
            .replace("<li>", " ")
            .replace("</li>", " ")
            .replace("<h3>", " ")
            .replace("</h3>", " ");
        let page = page_of(&format!("<html><body>{lines}{glued}</body></html>"));
        assert_eq!(page.blocks.len(), 8);
    }

    #[test]
    fn a_description_in_the_body_is_read_once() {
        let body = "<p>You bake bread for the whole of our valley.</p><ul><li>Two years of experience in a bakery</li><li>A liking for early hours and warm rooms</li></ul>";
        let page = page_of(&format!("<html><body>{body}{JSON_LD}</body></html>"));
        assert_eq!(page.blocks.len(), 3);
        assert_eq!(page.structured.len(), 1);
    }
}
