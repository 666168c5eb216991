//! Where blocks begin and end: what the HTML standard closes, and what it leaves open.

use super::super::builder::Builder;
use super::super::{BlockKind, Page, Region};

fn read(html: &str) -> Page {
    let mut builder = Builder::default();
    super::read(html, &mut builder);
    builder.finish()
}

fn lines(html: &str) -> Vec<String> {
    let page = read(html);
    (0..page.blocks.len())
        .map(|at| page.text_of(at).to_owned())
        .collect()
}

fn bold(html: &str) -> Vec<bool> {
    read(html).blocks.iter().map(|block| block.bold).collect()
}

#[test]
fn end_tags_that_nobody_writes() {
    assert_eq!(lines("<ul><li>a<li>b</ul>c"), ["a", "b", "c"]);
    assert_eq!(lines("<p>a<p>b<div>c</div>d"), ["a", "b", "c", "d"]);
    assert_eq!(
        lines("<table><tr><td>a<td>b<tr><td>c</table>d"),
        ["a", "b", "c", "d"]
    );
    assert_eq!(lines("<dl><dt>a<dd>b<dt>c</dl>"), ["a", "b", "c"]);
    assert_eq!(lines("<h2>a<h3>b</h3>c"), ["a", "b", "c"]);
}

#[test]
fn an_item_ends_at_the_next_of_its_own_list() {
    let page = read("<ul><li>a<div><ul><li>b</ul></div>c<li>d</ul>");
    let kinds: Vec<BlockKind> = page.blocks.iter().map(|block| block.kind).collect();
    let [one, two] = [BlockKind::Item(1), BlockKind::Item(2)];
    assert_eq!(kinds, [one, two, one, one]);
}

#[test]
fn stray_tags_are_passed_over() {
    assert_eq!(lines("<div>a</span></b></li>b</div>c"), ["ab", "c"]);
    assert_eq!(lines("<td>a</td>b"), ["ab"]);
    assert_eq!(lines("<span>a<div>b</span>c</div>"), ["a", "bc"]);
    assert_eq!(
        lines("<div><table><tr><td>a</div>b</table>c</div>"),
        ["ab", "c"]
    );
    assert_eq!(lines("a</p>b</br>c"), ["a", "b", "c"]);
}

#[test]
fn bold_goes_on_until_it_is_closed() {
    assert_eq!(bold("<b>a<p>b</p></b>c"), [true, true, false]);
    assert_eq!(
        bold("<p><strong>a</p><p>b</strong></p><p>c"),
        [true, true, false]
    );
    assert_eq!(
        bold("<table><tr><td><b>a<td>b</table>c"),
        [true, false, false],
        "but not out of its cell"
    );
    assert_eq!(
        bold("<div><span style='font-weight: 700'>a</div><div>b"),
        [true, false]
    );
}

#[test]
fn a_link_ends_at_the_next() {
    let page = read("<p><a href=x>one <a href=y>two</a></p><p>three</p>");
    let shares: Vec<u8> = page.blocks.iter().map(|block| block.link_share).collect();
    assert_eq!(shares, [100, 0]);
}

#[test]
fn what_is_no_text_is_skipped() {
    for html in [
        "a<script>var x = '<p>no</p>';</script>b",
        "a<svg><title/><path d='M0'></path></svg>b",
        "a<template><div>no</div></template>b",
        "a<select><option>no<option>no</select>b",
        "a<button>no</button>b",
        "a<textarea><p>no</textarea>b",
        "a<noscript><p>no</p></noscript>b",
        "a<style>p{}</style>b",
    ] {
        assert_eq!(lines(html), ["ab"], "{html}");
    }
}

#[test]
fn unclosed_parts_do_not_swallow_the_page() {
    assert_eq!(lines("<div>a<button>no</div>b"), ["a", "b"]);
    assert_eq!(lines("<div>a<svg><path></div>b"), ["a", "b"]);
    assert_eq!(lines("a<svg><g><p>b"), ["a", "b"]);
    assert_eq!(
        lines("a<svg><foreignObject><p>no</p></foreignObject></svg>b"),
        ["ab"]
    );
}

#[test]
fn regions_end_with_their_elements() {
    let page = read("<nav>a</nav><main><p>b</main><form><div>c</form>d</div>e<footer>f");
    let regions: Vec<Region> = page.blocks.iter().map(|block| block.region).collect();
    use Region::{Body, Footer, Form, Main, Navigation};
    assert_eq!(regions, [Navigation, Main, Form, Body, Footer]);
}

#[test]
fn the_head_and_the_data() {
    let mut builder = Builder::default();
    let scripts = super::read(
        "<!-- saved from url=(0014)https://a.example/1 --><html lang=de><head><title> A\n&amp; B </title>\
         <meta property=og:site_name content=Acme><script type=application/ld+json>{\"a\": \"</p>\"}</script><body>x",
        &mut builder,
    );
    let page = builder.finish();
    assert_eq!(page.head.title.as_deref(), Some("A & B"));
    assert_eq!(page.head.language.as_deref(), Some("de"));
    assert_eq!(page.head.site_name.as_deref(), Some("Acme"));
    assert_eq!(page.head.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(scripts.json_ld, ["{\"a\": \"</p>\"}"]);
    assert_eq!(page.text_of(0), "x");
}

#[test]
fn deep_markup_is_cut() {
    let page = read(&format!("<p>kept</p>{}<p>lost", "<div>".repeat(5000)));
    assert_eq!((page.blocks.len(), page.text_of(0)), (1, "kept"));
    assert!(page.truncated.is_some());
    assert!(read(&"<b>x</b><br>".repeat(5000)).truncated.is_none());
    assert!(read(&"<p>x".repeat(5000)).truncated.is_none());
}
