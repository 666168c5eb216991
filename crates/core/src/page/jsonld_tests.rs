//! Tests of the JSON-LD reader, with invented postings.

use super::jsonld::read;
use super::structured::{Place, Structured};

fn one(text: &str) -> Structured {
    let mut found = read(text);
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

fn job(properties: &str) -> Structured {
    one(&format!(r#"{{"@type": "JobPosting", {properties}}}"#))
}

fn place(city: &str, region: &str, country: &str) -> Place {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Place {
        city: some(city),
        region: some(region),
        country: some(country),
        text: None,
    }
}

#[test]
fn a_full_posting_is_read() {
    let read = one(r#"{"@context": "https://schema.org", "@type": "JobPosting",
        "title": "Lift mechanic", "datePosted": "2026-02-03", "validThrough": "2026-04-01T00:00",
        "description": "&lt;p&gt;Keep lifts moving.&lt;/p&gt;",
        "employmentType": ["FULL_TIME", "OTHER"], "jobLocationType": "TELECOMMUTE",
        "applicantLocationRequirements": [{"@type": "Country", "name": "Norway"}],
        "identifier": {"@type": "PropertyValue", "name": "Hoist AS", "value": 4711},
        "hiringOrganization": {"@type": "Organization", "name": "Hoist AS"},
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Bergen",
            "addressRegion": "-", "addressCountry": {"@type": "Country", "name": "NO"}}},
        "baseSalary": {"@type": "MonetaryAmount", "currency": "NOK", "value":
            {"@type": "QuantitativeValue", "minValue": "500,000", "maxValue": 600000, "unitText": "YEAR"}},
        "educationRequirements": {"credentialCategory": "high school"},
        "experienceRequirements": {"monthsOfExperience": "24"},
        "responsibilities": "Grease and test.", "skills": ["welding", "PLC"]}"#);
    assert_eq!(read.title.as_deref(), Some("Lift mechanic"));
    assert_eq!(read.company.as_deref(), Some("Hoist AS"));
    assert_eq!(read.job_id.as_deref(), Some("4711"));
    assert_eq!(read.places, [place("Bergen", "", "NO")]);
    assert_eq!(read.applicant_places, [place("", "", "Norway")]);
    assert_eq!(read.workplace.as_deref(), Some("TELECOMMUTE"));
    assert_eq!(read.employment_types, ["FULL_TIME"]);
    assert_eq!(read.valid_through.as_deref(), Some("2026-04-01T00:00"));
    let pay = read.salary.unwrap_or_default();
    assert_eq!((pay.min, pay.max), (Some(500_000.0), Some(600_000.0)));
    assert_eq!(
        (pay.currency.as_deref(), pay.period.as_deref()),
        (Some("NOK"), Some("YEAR"))
    );
    assert_eq!(read.education, ["high school"]);
    assert_eq!(read.experience_months, Some(24.0));
    assert_eq!(
        read.description.as_deref(),
        Some("<p>Keep lifts moving.</p>")
    );
    assert_eq!(
        read.parts,
        [
            ("Responsibilities".to_owned(), "Grease and test.".to_owned()),
            ("Skills".to_owned(), "• welding\n• PLC".to_owned()),
        ]
    );
}

#[test]
fn postings_are_found_in_every_wrapper() {
    for text in [
        r#"{"@graph": [{"@type": "WebSite"}, {"@type": ["Thing", "JobPosting"], "title": "Cook"}]}"#,
        r#"[{"@type": "https://schema.org/JobPosting", "title": "Cook"}]"#,
        r#"{"@type": "WebPage", "mainEntity": {"@type": "schema:JobPosting", "schema:title": "Cook"}}"#,
        "\u{feff}<!-- {\"@type\": \"JobPosting\", \"title\": \"Cook\",} -->",
        "//<![CDATA[\n{\"@type\":\"JobPosting\",\"title\":\"Cook\"};\n//]]>",
        r#"{"@type": "jobposting", "name": {"@value": "Cook"}}"#,
    ] {
        assert_eq!(one(text).title.as_deref(), Some("Cook"), "{text}");
    }
    let two = r#"[{"@type":"JobPosting","title":"A"},{"@type":"JobPosting","title":"B"}]"#;
    assert_eq!(read(two).len(), 2);
}

#[test]
fn broken_scripts_are_mended() {
    let raw = "{\"@type\": \"JobPosting\", \"title\": \"Cook\",\n\"description\": \"<p>One\n\ttwo \\x</p>\",\n}";
    let read = one(raw);
    assert_eq!(read.title.as_deref(), Some("Cook"));
    assert_eq!(read.description.as_deref(), Some("<p>One\n two x</p>"));
    let cut = one("{\"@type\": \"JobPosting\", \"title\": \"Cook\", \"description\": \"We need");
    assert_eq!(cut.description.as_deref(), Some("We need"));
}

#[test]
fn placeholders_are_left_out() {
    let read = job(
        r#""title": "Cook", "validThrough": "1970-01-01T00:00:00.000Z", "datePosted": "0001-01-01",
        "employmentType": "OTHER", "jobLocation": "Anywhere", "identifier": {"name": "Diner", "value": null},
        "baseSalary": {"currency": "USD", "value": {"minValue": 0, "maxValue": 0}},
        "educationRequirements": null, "experienceRequirements": {"monthsOfExperience": 0},
        "hiringOrganization": "N/A", "description": " ", "qualifications": "null""#,
    );
    assert_eq!(read.valid_through, None);
    assert_eq!(read.date_posted, None);
    assert!(
        read.employment_types.is_empty() && read.places.is_empty() && read.education.is_empty()
    );
    assert_eq!((read.job_id, read.company, read.salary), (None, None, None));
    assert_eq!((read.description, read.experience_months), (None, None));
    assert!(read.parts.is_empty());
}

#[test]
fn texts_stand_for_objects() {
    let read = job(
        r#""hiringOrganization": "Diner Ltd", "jobLocation": ["Leeds, UK", {"address": "York"}, {"name": "Hull"}],
        "identifier": "D-1", "employmentType": "FULL_TIME, PART_TIME", "baseSalary": "£12.50 - £14"
        "experienceRequirements": "Two seasons in a kitchen"  "#,
    );
    assert_eq!(read.company.as_deref(), Some("Diner Ltd"));
    let texts: Vec<_> = read
        .places
        .iter()
        .filter_map(|place| place.text.as_deref())
        .collect();
    assert_eq!(texts, ["Leeds, UK", "York", "Hull"]);
    assert_eq!(read.job_id.as_deref(), Some("D-1"));
    assert_eq!(read.employment_types, ["FULL_TIME", "PART_TIME"]);
    let pay = read.salary.unwrap_or_default();
    assert_eq!(
        (pay.min, pay.max, pay.currency.as_deref()),
        (Some(12.5), Some(14.0), Some("£"))
    );
    assert_eq!(read.parts.len(), 1);
}

#[test]
fn pay_is_read_in_every_shape() {
    for (text, min, max, currency, period) in [
        (
            r#""baseSalary": 42000, "salaryCurrency": "EUR""#,
            42_000.0,
            None,
            Some("EUR"),
            None,
        ),
        (
            r#""baseSalary": {"value": {"value": "55.000", "unitText": "YEAR"}, "currency": "EUR"}"#,
            55_000.0,
            None,
            Some("EUR"),
            Some("YEAR"),
        ),
        (
            r#""baseSalary": {"minValue": 20, "maxValue": 20, "unitText": "HOUR"}"#,
            20.0,
            None,
            None,
            Some("HOUR"),
        ),
        (
            r#""baseSalary": [{"value": {"value": "30 - 35"}, "currency": "CHF"}]"#,
            30.0,
            Some(35.0),
            Some("CHF"),
            None,
        ),
    ] {
        let pay = job(text).salary.unwrap_or_default();
        assert_eq!((pay.min, pay.max), (Some(min), max), "{text}");
        assert_eq!(
            (pay.currency.as_deref(), pay.period.as_deref()),
            (currency, period),
            "{text}"
        );
    }
    assert_eq!(job(r#""baseSalary": {"value": -5}"#).salary, None);
    assert_eq!(job(r#""baseSalary": "Competitive""#).salary, None);
}

#[test]
fn hostile_scripts_give_nothing_or_little() {
    let deep = format!(
        "{}\"JobPosting\"{}",
        "{\"a\":".repeat(3_000),
        "}".repeat(3_000)
    );
    assert!(read(&deep).is_empty());
    let wide = format!("[{}]", vec![r#"{"@type":"JobPosting"}"#; 2_000].join(","));
    assert!(read(&wide).len() <= 500);
    for text in [
        "JobPosting",
        "{\"@type\": \"JobPosting\", \"title\": \"\\ud800\"",
        "{\"@type\": \"JobPosting\", \"title\": [[[[[{}]]]]], \"jobLocation\": [[[[[[[[\"x\"]]]]]]]]}",
        "{\"@type\": \"JobPosting\", \"baseSalary\": {\"value\": 1e999}}",
        "{\"@type\": {\"JobPosting\": 1}}",
        "",
    ] {
        let _ = read(text);
    }
}

#[test]
fn descriptions_of_every_kind_are_read() {
    let plain = "You cook for a hundred guests, in a kitchen with a view of the harbour.";
    for (written, read) in [
        (plain.to_owned(), plain.to_owned()),
        (format!("<p>{plain}</p>"), format!("<p>{plain}</p>")),
        (
            format!("&lt;p&gt;{plain}&lt;/p&gt;"),
            format!("<p>{plain}</p>"),
        ),
        (
            format!("&amp;lt;p&amp;gt;{plain}&amp;lt;/p&amp;gt;"),
            format!("<p>{plain}</p>"),
        ),
        (
            format!("{plain}\\\\n{plain}\\\\nEnd"),
            format!("{plain}\n{plain}\nEnd"),
        ),
    ] {
        let job = job(&format!(
            "\"title\": \"Cook\", \"description\": \"{written}\""
        ));
        assert_eq!(job.description, Some(read), "{written}");
    }
    // A text of a few hundred bytes is as good as a long one.
    let middling = plain.repeat(5);
    let job = job(&format!(
        "\"title\": \"Cook\", \"description\": \"{middling}\""
    ));
    assert_eq!(job.description, Some(middling));
}

#[test]
fn raw_control_characters_and_bad_escapes_are_no_end() {
    let read = one(
        "{\"@type\": \"JobPosting\",\r\n\"title\": \"Co\u{1}ok\tof \\'ours\\'\", \"description\": \"One\r\nTwo \\d \\u00zz three\"}",
    );
    assert_eq!(read.title.as_deref(), Some("Co ok of 'ours'"));
    assert!(read.description.is_some_and(|text| text.contains("Two d")));
}
