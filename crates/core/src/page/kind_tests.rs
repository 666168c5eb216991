//! Tests of the page kind, with invented pages.

use crate::options::Options;
use crate::outline::outline;
use crate::page::{self, Page, furniture, verdict};
use crate::posting::PageKind;
use crate::table::Languages;

fn kind(page: &str) -> (PageKind, String) {
    let page = page::read(page.as_bytes(), &Options::default()).unwrap_or_default();
    kind_of(page)
}

fn kind_of(mut page: Page) -> (PageKind, String) {
    let languages = Languages::of(page.language.as_deref());
    furniture::mark(&mut page, &languages);
    let outline = outline(&page, &languages);
    let verdict = verdict(&page, &outline, &languages);
    (verdict.kind, verdict.reason)
}

const POSTING: &str = "<h1>Ferry Deckhand</h1><p>We carry cars and bicycles across the fjord, forty times a day, \
    in all weathers and with good coffee on board.</p>\
    <h2>Responsibilities</h2><ul><li>Wave cars on board and lash them down</li><li>Check tickets and answer questions</li>\
    <li>Paint what rusts and oil what squeaks</li></ul>\
    <h2>Requirements</h2><ul><li>A certificate of safety at sea</li><li>One year on deck</li><li>Good English and some Norwegian</li></ul>";

fn html(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Page</title></head><body>{body}</body></html>"
    )
}

#[test]
fn a_posting_is_a_posting() {
    assert_eq!(kind(&html(POSTING)).0, PageKind::Posting);
    let bare = "Deckhand wanted\n\nYou will wave cars on board and lash them down.\nYou check tickets and answer questions.\n\
        You have a certificate of safety at sea and one year of experience on deck.\n";
    assert_eq!(kind(bare).0, PageKind::Posting);
}

#[test]
fn a_notice_closes_a_posting() {
    let notice = "<div role=\"alert\">This job is no longer accepting applications.</div>";
    let (kind_found, reason) = kind(&html(&format!("{notice}{POSTING}")));
    assert_eq!(kind_found, PageKind::Closed);
    assert!(reason.contains("no longer accepting"), "{reason}");
    let gone = html(
        "<h1>Sorry</h1><p>The position has been filled.</p><p>Have a look at our other vacancies.</p>",
    );
    assert_eq!(kind(&gone).0, PageKind::Closed);
}

#[test]
fn conditions_and_further_jobs_do_not_close_a_posting() {
    for more in [
        "<p>The advert stays online until the position has been filled.</p>",
        "<h2>Similar jobs</h2><ul><li>Cook</li><li>This job has expired</li></ul>",
        "<footer>This job has expired</footer>",
    ] {
        assert_eq!(
            kind(&html(&format!("{POSTING}{more}"))).0,
            PageKind::Posting,
            "{more}"
        );
    }
}

#[test]
fn login_forms_and_checks_are_told() {
    let login = html(
        "<h1>Sign in to view this job</h1><form><label>Email <input></label><label>Password <input></label></form>",
    );
    assert_eq!(kind(&login).0, PageKind::Login);
    let check = html(
        "<h1>One more step</h1><p>Please verify you are human by completing the action below.</p>",
    );
    assert_eq!(kind(&check).0, PageKind::Login);
    let posting = html(&format!("{POSTING}<div>Forgot your password?</div>"));
    assert_eq!(kind(&posting).0, PageKind::Posting);
}

#[test]
fn a_list_of_postings_is_a_board() {
    let cards: String = ["Cook", "Deckhand", "Ship Engineer", "Purser", "Ticket Clerk", "Harbour Pilot", "Diver", "Welder", "Nurse"]
        .iter()
        .map(|job| format!("<li><h3><a href=\"/x\">{job}</a></h3><div>Bergen</div><p>A short teaser of the work on board.</p></li>"))
        .collect();
    let (kind_found, reason) = kind(&html(&format!("<h1>34 jobs found</h1><ul>{cards}</ul>")));
    assert_eq!(kind_found, PageKind::Board, "{reason}");
    let posting = html(&format!("{POSTING}<h2>Similar jobs</h2><ul>{cards}</ul>"));
    assert_eq!(kind(&posting).0, PageKind::Posting);
}

#[test]
fn pages_without_text_are_empty_shells() {
    assert_eq!(
        kind(&html("<div id=\"root\">Loading...</div>")).0,
        PageKind::EmptyShell
    );
    assert_eq!(
        kind(&html("<div id=\"app\"></div>")).0,
        PageKind::EmptyShell
    );
    let menu =
        html("<nav><a href=\"/\">Home</a><a href=\"/jobs\">Jobs</a></nav><div id=\"app\"></div>");
    assert_eq!(kind(&menu).0, PageKind::EmptyShell);
}

#[test]
fn other_pages_are_other() {
    let article = html(&format!(
        "<h1>The history of the ferry</h1>{}",
        "<p>In the old days the crossing took two hours, and the captain told stories of storms and of the king's visit.</p>".repeat(6)
    ));
    let found = kind(&article);
    assert_ne!(found.0, PageKind::Closed, "{}", found.1);
    assert_eq!(kind("{\"a\": 1}").0, PageKind::Other);
}
