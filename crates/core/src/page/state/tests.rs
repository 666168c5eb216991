//! Tests of the data of a page's application, with invented postings.

use super::read;
use crate::page::structured::Structured;
use crate::page::{Head, Page};
use crate::posting::EvidenceSource;

const TEXT: &str = "<p>You blow glass for forty lighthouses and teach two apprentices how to breathe.</p><ul><li>Five years at the furnace</li><li>Steady hands</li></ul>";

fn of(body: &str) -> Option<Structured> {
    read(
        &format!("<html><body><div id=app></div>{body}</body></html>"),
        &Page::default(),
        true,
    )
}

fn job() -> String {
    let text = serde_json::Value::from(TEXT)
        .to_string()
        .replace("</", "<\\/");
    format!(
        r#"{{"title":"Glass blower","company":{{"name":"Lumen"}},"location":{{"city":"Brest"}},"publishedAt":"2026-03-04","description":{text}}}"#
    )
}

#[track_caller]
fn is_the_job(found: Option<Structured>) {
    let found = found.unwrap_or_default();
    assert_eq!(found.source, Some(EvidenceSource::State));
    assert_eq!(found.title.as_deref(), Some("Glass blower"));
    assert_eq!(found.company.as_deref(), Some("Lumen"));
    assert_eq!(found.description.as_deref(), Some(TEXT));
}

#[test]
fn json_of_every_framework_is_read() {
    let job = job();
    for body in [
        format!(
            "<script id=\"__NEXT_DATA__\" type=\"application/json\">{{\"props\":{{\"pageProps\":{{\"job\":{job}}}}}}}</script>"
        ),
        format!("<script>window.__INITIAL_STATE__ = {{\"job\":{job}}};(function(){{}}())</script>"),
        format!("<script>window.__appData={{\"posting\":{job}}}</script>"),
        format!(
            "<script>window[\"__remixContext\"] = {{\"state\":{{\"loaderData\":{{\"routes/job\":{job}}}}}}};</script>"
        ),
        format!(
            "<script>var config = {{a: 1}}; let page = {{job: {job}, seen: undefined, on: !0,}}; start(page)</script>"
        ),
        format!(
            "<script>window.__STATE__ = JSON.parse({});</script>",
            serde_json::Value::from(job.as_str())
        ),
        format!(
            "<div data-page=\"{}\"></div>",
            format!("{{\"props\":{job}}}")
                .replace('&', "&amp;")
                .replace('"', "&quot;")
        ),
        format!("<SCRIPT TYPE='application/json'>{{\"job\":{job}}}</SCRIPT>"),
    ] {
        assert!(of(&body).is_some(), "{body:.60}");
        is_the_job(of(&body));
    }
}

#[test]
fn a_call_puts_its_arguments_in() {
    let text = serde_json::Value::from(TEXT).to_string();
    is_the_job(of(&format!(
        "<script>window.__NUXT__=(function(a,b,c){{return {{data:[{{offer:{{title:a,company:{{name:b}},location:{{city:\"Brest\"}},published_at:c,description:{text}}}}}]}}}}(\"Glass blower\",\"Lumen\",\"2026-03-04\"));</script>"
    )));
}

#[test]
fn a_flat_list_is_put_together() {
    let text = serde_json::Value::from(TEXT);
    let list = serde_json::json!([["ShallowReactive", 1], {"data": 2}, {"job": 3}, {"title": 4, "company": 5, "description": 7, "location": 8, "publishedAt": 9},
        "Glass blower", {"name": 6}, "Lumen", text, "Brest", ["Date", "2026-03-04T00:00:00Z"]]);
    is_the_job(of(&format!(
        "<script type=\"application/json\" id=\"__NUXT_DATA__\">{list}</script>"
    )));
    let keyed = serde_json::json!([{"_1": 2}, "job", {"_3": 4, "_5": 6, "_9": 10, "_7": 8}, "title", "Glass blower", "company", {"_11": 12},
        "location", "Brest", "description", text, "name", "Lumen"]);
    let handed = serde_json::Value::from(keyed.to_string());
    is_the_job(of(&format!(
        "<script>window.__ctx.stream.enqueue({handed});</script>"
    )));
}

#[test]
fn a_cache_is_put_together() {
    let text = serde_json::Value::from(TEXT);
    let cache = serde_json::json!({"ROOT_QUERY": {"__typename": "Query", "job": {"__ref": "Job:7"}}, "Company:1": {"name": "Lumen", "jobs": [{"__ref": "Job:7"}]},
        "Job:7": {"title": "Glass blower", "company": {"__ref": "Company:1"}, "description": text, "location": "Brest"}});
    is_the_job(of(&format!(
        "<script>window.__APOLLO_STATE__ = {cache};</script>"
    )));
}

#[test]
fn one_of_several_is_named_by_the_head() {
    let other = job().replace("Glass blower", "Lens grinder");
    let both = format!(
        "<script>window.__DATA__ = {{\"jobs\": [{other}, {}]}}</script>",
        job()
    );
    assert!(of(&both).is_none());
    let mut page = Page {
        head: Head {
            title: Some("Glass blower | Lumen".to_owned()),
            ..Head::default()
        },
        ..Page::default()
    };
    is_the_job(read(&both, &page, false));
    page.head.title = Some("Careers at Lumen".to_owned());
    assert!(
        read(
            &format!("<script>window.__DATA__ = {}</script>", job()),
            &page,
            false
        )
        .is_none()
    );
}

#[test]
fn what_is_no_posting_gives_nothing() {
    let long = "We use cookies so that you find your way around this page. ".repeat(20);
    for body in [
        format!(
            "<script>window.__CONFIG__ = {{\"title\": \"Shop\", \"text\": \"{long}\"}}</script>"
        ),
        format!("<script>window.__STATE__ = load(\"{long}\")</script>"),
        format!("<script type=\"application/json\">{{\"a\": \"{long}</script>"),
        "<script>window.__X__ = {".repeat(2_000),
        "<script".to_owned(),
    ] {
        assert!(of(&body).is_none(), "{body:.80}");
    }
}

#[test]
fn lists_that_point_in_circles_stay_small() {
    let all: Vec<i64> = (0..1_000).collect();
    let list: Vec<serde_json::Value> = std::iter::once(serde_json::json!({"data": 1}))
        .chain((0..1_000).map(|_| serde_json::json!(all)))
        .collect();
    let began = super::references::resolve(serde_json::Value::Array(list));
    assert!(began.to_string().len() < 10_000_000);
}
