//! Tests of microdata and RDFa, with invented postings.

use super::read;
use crate::page::structured::{Place, Structured};
use crate::posting::EvidenceSource;

const MICRODATA: &str = r#"<html><body><div itemscope itemtype="http://schema.org/JobPosting">
    <meta itemprop="datePosted" content="2026-10-05"><h1 itemprop="title">Bell founder</h1>
    <div itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization"><a href="/b"><span itemprop="name">Klang &amp; Co</span></a></div>
    <span itemprop="jobLocation" itemscope itemtype="http://schema.org/Place"><span itemprop="address" itemscope itemtype="http://schema.org/PostalAddress">
        <span itemprop="addressLocality">Erfurt</span>, <meta itemprop="addressCountry" content="DE"></span></span>
    <span itemprop="baseSalary" itemscope itemtype="http://schema.org/MonetaryAmount"><meta itemprop="currency" content="EUR">
        <span itemprop="value" itemscope itemtype="http://schema.org/QuantitativeValue"><span itemprop="minValue">3.100</span> to <span itemprop="maxValue">3.600</span>
        a month<meta itemprop="unitText" content="MONTH"></span></span>
    <span itemprop="employmentType">FULL_TIME</span><span itemprop="employmentType">TEMPORARY</span>
    <time itemprop="validThrough" datetime="2026-12-24">Christmas Eve</time><a itemprop="url" href="https://klang.example/7">Link</a>
    <div itemprop="description"><p>You cast bells.</p><div itemprop="skills">Casting bronze</div></div></div></body></html>"#;

fn one(html: &str) -> Structured {
    let mut found = read(html);
    assert_eq!(found.len(), 1, "{html}");
    found.remove(0)
}

#[test]
fn microdata_is_read_with_its_items() {
    let job = one(MICRODATA);
    assert_eq!(job.source, Some(EvidenceSource::Microdata));
    assert_eq!(job.title.as_deref(), Some("Bell founder"));
    assert_eq!(job.company.as_deref(), Some("Klang & Co"));
    let place = Place {
        city: Some("Erfurt".to_owned()),
        country: Some("DE".to_owned()),
        ..Place::default()
    };
    assert_eq!(job.places, [place]);
    let pay = job.salary.clone().unwrap_or_default();
    assert_eq!((pay.min, pay.max), (Some(3_100.0), Some(3_600.0)));
    assert_eq!(
        (pay.currency.as_deref(), pay.period.as_deref()),
        (Some("EUR"), Some("MONTH"))
    );
    assert_eq!(job.employment_types, ["FULL_TIME", "TEMPORARY"]);
    assert_eq!(job.date_posted.as_deref(), Some("2026-10-05"));
    assert_eq!(job.valid_through.as_deref(), Some("2026-12-24"));
    assert_eq!(job.url.as_deref(), Some("https://klang.example/7"));
    assert!(
        job.description
            .is_some_and(|text| text.starts_with("<p>You cast bells.</p>"))
    );
    assert_eq!(
        job.parts,
        [("Skills".to_owned(), "Casting bronze".to_owned())]
    );
}

#[test]
fn rdfa_is_read_with_and_without_prefix() {
    for (prefix, head) in [("", "vocab=\"https://schema.org/\""), ("schema:", "")] {
        let html = format!(
            "<main {head} typeof=\"{prefix}JobPosting\"><h1 property=\"{prefix}title\">Bell founder</h1>\
             <p property=\"{prefix}hiringOrganization\" typeof=\"{prefix}Organization\"><b property=\"{prefix}name\">Klang</b></p>\
             <time property=\"{prefix}datePosted\" datetime=\"2026-10-05\">last month</time>\
             <div property=\"{prefix}description\"><p>You cast <b>bells</b>.</p></div></main>"
        );
        let job = one(&html);
        assert_eq!(job.source, Some(EvidenceSource::Microdata));
        assert_eq!(job.title.as_deref(), Some("Bell founder"));
        assert_eq!(job.company.as_deref(), Some("Klang"));
        assert_eq!(job.date_posted.as_deref(), Some("2026-10-05"));
        assert_eq!(
            job.description.as_deref(),
            Some("<p>You cast <b>bells</b>.</p>")
        );
    }
}

#[test]
fn cards_of_further_jobs_are_left_out() {
    let card = "<li itemscope itemtype=\"https://schema.org/JobPosting\"><a itemprop=\"title\" href=\"/2\">Bell ringer</a></li>";
    let text = "You cast bells of bronze and tune them on the lathe. ".repeat(6);
    let html = format!(
        "<ul>{card}{card}</ul><div itemscope itemtype=\"https://schema.org/JobPosting\"><h1 itemprop=\"title\">Bell founder</h1><p itemprop=\"description\">{text}</p></div>"
    );
    assert_eq!(one(&html).title.as_deref(), Some("Bell founder"));
    assert_eq!(read(&format!("<ul>{card}{card}</ul>")).len(), 2);
}

#[test]
fn pages_without_postings_give_nothing() {
    for html in [
        "<p itemtype>JobPosting</p>",
        "<div itemscope itemtype=\"https://schema.org/WebPage\"><p itemprop=\"name\">JobPosting</p></div>",
        "itemtype=\"JobPosting",
        "<a typeof=",
        "",
    ] {
        assert!(read(html).is_empty(), "{html}");
    }
    let deep = format!(
        "<div itemtype=JobPosting>{}",
        "<div itemprop=a itemtype=b>".repeat(1_200)
    );
    assert_eq!(read(&deep).len(), 1);
}
