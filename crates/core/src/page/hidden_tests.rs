//! Tests of what a browser hides, and of what a page shows twice.

use super::{Page, furniture, read};
use crate::options::Options;
use crate::table::Languages;

/// The lines of a page that are of the posting.
fn kept(body: &str) -> Vec<String> {
    let html = format!("<!DOCTYPE html><html lang=\"en\"><body>{body}</body></html>");
    let mut page: Page = read(html.as_bytes(), &Options::default()).unwrap_or_default();
    furniture::mark(&mut page, &Languages::of(Some("en")));
    (0..page.blocks.len())
        .filter(|at| page.blocks[*at].furniture.is_none())
        .map(|at| page.text_of(at).to_owned())
        .collect()
}

const DUTIES: &str = "<h2>Duties</h2><ul><li>Ring the bells at noon and at dusk</li><li>Oil the clock on Mondays</li></ul>";
const NEEDS: &str =
    "<h2>Requirements</h2><ul><li>A head for heights and for figures</li><li>Good ears</li></ul>";

#[test]
fn hidden_tabs_are_read() {
    for hidden in [
        "hidden",
        "style=\"display:none\"",
        "style=\"visibility: hidden\"",
        "aria-hidden=\"true\"",
        "class=\"collapse\"",
    ] {
        let body = format!("<h1>Bell ringer</h1><div>{DUTIES}</div><div {hidden}>{NEEDS}</div>");
        assert_eq!(kept(&body).len(), 7, "{hidden}");
    }
    let folded = format!("<h1>Bell ringer</h1>{DUTIES}<details>{NEEDS}</details>");
    assert_eq!(kept(&folded).len(), 7);
}

#[test]
fn what_is_no_text_is_not_read() {
    for element in ["template", "noscript", "script", "style"] {
        let body = format!(
            "<h1>Bell ringer</h1>{DUTIES}{NEEDS}<{element}>{DUTIES}<p>Kubernetes</p></{element}>"
        );
        assert_eq!(kept(&body).len(), 7, "{element}");
    }
}

#[test]
fn a_second_copy_of_the_posting_counts_once() {
    let posting = format!("<h1>Bell ringer</h1><p>Minster, York</p>{DUTIES}{NEEDS}");
    let body =
        format!("<div class=\"desktop\">{posting}</div><div class=\"mobile\">{posting}</div>");
    assert_eq!(kept(&body).len(), 8);
}

#[test]
fn a_sticky_head_counts_once() {
    let head = "<div>Bell ringer at the Minster</div><div>York</div>";
    let body = format!("<div class=\"bar\">{head}</div><div>{head}{DUTIES}{NEEDS}</div>");
    assert_eq!(kept(&body).len(), 8);
}

#[test]
fn lines_that_two_parts_share_stay() {
    let body = format!(
        "<h1>Bell ringer</h1>{DUTIES}<h2>Requirements</h2><ul><li>Good ears</li></ul><h2>Nice to have</h2><ul><li>Good ears</li><li>A second pair</li></ul>"
    );
    assert_eq!(kept(&body).len(), 9);
}
