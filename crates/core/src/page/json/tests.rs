//! Tests of the JSON reader: the shapes of many boards, with invented postings.

use serde_json::{Value, json};

use super::{Piece, lines_of, read};
use crate::page::structured::{Place, Structured};

const DUTIES: &str = "You keep forty bee hives in good health, harvest honey in summer and teach visitors about bees.";
const NEEDS: &str = "You have kept bees for two seasons, lift thirty kilograms and stay calm when something stings.";

fn all(value: &Value) -> Vec<Structured> {
    read(&value.to_string()).unwrap_or_default()
}

fn one(value: &Value) -> Structured {
    let mut found = all(value);
    assert_eq!(found.len(), 1, "{value}");
    found.remove(0)
}

fn text(place: &Place) -> String {
    [&place.city, &place.region, &place.country, &place.text]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join("/")
}

fn places(job: &Structured) -> Vec<String> {
    job.places.iter().map(text).collect()
}

#[test]
fn a_plain_object_is_read() {
    let job = one(&json!({"title": "Beekeeper", "description": DUTIES}));
    assert_eq!(job.title.as_deref(), Some("Beekeeper"));
    assert_eq!(job.description.as_deref(), Some(DUTIES));
    assert!(job.parts.is_empty() && job.meta.is_empty());
}

#[test]
fn greenhouse_content_is_unescaped() {
    let content = format!("&lt;p&gt;{DUTIES}&lt;/p&gt;");
    let job = one(
        &json!({"jobs": [{"id": 5, "title": "Beekeeper", "content": content,
        "location": {"name": "Cork, Ireland"}, "absolute_url": "https://jobs.example.org/5",
        "first_published": "2026-02-01T00:00:00Z", "company_name": "Hive Ltd", "requisition_id": "B-5",
        "departments": [{"id": 1, "name": "Apiary"}]}]}),
    );
    assert_eq!(job.description, Some(format!("<p>{DUTIES}</p>")));
    assert_eq!(
        (job.company.as_deref(), job.job_id.as_deref()),
        (Some("Hive Ltd"), Some("B-5"))
    );
    assert_eq!(places(&job), ["Cork, Ireland"]);
    assert!(
        job.meta
            .contains(&("Departments".to_owned(), "Apiary".to_owned()))
    );
}

#[test]
fn lever_lists_become_headed_parts() {
    let job = one(
        &json!([{"id": "a1", "text": "Beekeeper of the northern valleys", "createdAt": 1_730_301_137_000_u64,
        "categories": {"commitment": "Full-time", "location": "Cork", "allLocations": ["Cork", "Kerry"]},
        "description": format!("<div>{DUTIES}</div>"), "descriptionPlain": DUTIES,
        "lists": [{"text": "What you bring", "content": format!("<li>{NEEDS}</li><li>A van</li>")}],
        "workplaceType": "onsite", "hostedUrl": "https://jobs.example.org/a1",
        "salaryRange": {"min": 30000, "max": 40000, "currency": "EUR", "interval": "per-year-salary"}}]),
    );
    assert_eq!(
        job.title.as_deref(),
        Some("Beekeeper of the northern valleys")
    );
    assert_eq!(job.description, Some(format!("<div>{DUTIES}</div>")));
    assert_eq!(
        job.parts,
        [(
            "What you bring".to_owned(),
            format!("<ul><li>{NEEDS}</li><li>A van</li></ul>")
        )]
    );
    assert_eq!(places(&job), ["Cork", "Kerry"]);
    assert_eq!(job.employment_types, ["Full-time"]);
    assert_eq!(job.date_posted.as_deref(), Some("2024-10-30"));
    let pay = job.salary.unwrap_or_default();
    assert_eq!(
        (pay.min, pay.max, pay.currency.as_deref()),
        (Some(30_000.0), Some(40_000.0), Some("EUR"))
    );
}

#[test]
fn smartrecruiters_sections_keep_their_titles() {
    let job = one(&json!({"id": "77", "name": "Beekeeper", "refNumber": "R7",
        "company": {"name": "Hive Ltd", "identifier": "HIVE"}, "releasedDate": "2026-01-05",
        "location": {"city": "Cork", "region": "Munster", "country": "ie", "remote": false},
        "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
        "jobAd": {"sections": {
            "jobDescription": {"title": "The job", "text": format!("<p>{DUTIES}</p>")},
            "qualifications": {"title": "Who you are", "text": format!("<p>{NEEDS}</p>")}}}}));
    assert_eq!(job.title.as_deref(), Some("Beekeeper"));
    assert_eq!(job.company.as_deref(), Some("Hive Ltd"));
    assert_eq!(places(&job), ["Cork/Munster/ie"]);
    let headings: Vec<_> = job
        .parts
        .iter()
        .map(|(heading, _)| heading.as_str())
        .collect();
    assert_eq!(headings, ["The job", "Who you are"]);
}

#[test]
fn workday_finds_the_employer_beside_the_posting() {
    let job = one(
        &json!({"jobPostingInfo": {"title": "Beekeeper", "jobDescription": format!("<p>{DUTIES}</p>"),
        "location": "Cork", "additionalLocations": ["Kerry"], "timeType": "Full time", "jobReqId": "JR1",
        "startDate": "2026-01-01", "postedOn": "Posted Today", "country": {"descriptor": "Ireland"}},
        "hiringOrganization": {"name": "Hive Ltd", "url": "https://example.org"},
        "similarJobs": [{"title": "Shepherd", "location": "Clare", "timeType": "Full time"}]}),
    );
    assert_eq!(job.company.as_deref(), Some("Hive Ltd"));
    assert_eq!(places(&job), ["Cork", "Kerry"]);
    assert_eq!(job.start_date, None);
    assert_eq!(job.employment_types, ["Full time"]);
}

#[test]
fn named_lists_become_parts_of_their_kind() {
    let job = one(
        &json!({"id": "x-1", "title": "pszczelarz", "city": "Lublin", "office": "Pasieka",
        "published_at": "2026-04-03", "valid_to": "2026-04-16",
        "responsibilities": ["dogląda uli", "zbiera miód"], "necessary_requirements": [NEEDS],
        "our_offer": ["miód", "las"], "job_conditions": ["praca w terenie"]}),
    );
    assert_eq!(places(&job), ["Lublin"]);
    assert_eq!(job.company.as_deref(), Some("Pasieka"));
    assert_eq!(job.valid_through.as_deref(), Some("2026-04-16"));
    let headings: Vec<_> = job
        .parts
        .iter()
        .map(|(heading, _)| heading.as_str())
        .collect();
    assert_eq!(
        headings,
        [
            "Responsibilities",
            "Requirements",
            "Benefits",
            "Working conditions"
        ]
    );
    assert_eq!(job.parts[0].1, "• dogląda uli\n• zbiera miód");
}

#[test]
fn flat_fields_of_search_apis_are_read() {
    let job = one(
        &json!({"data": [{"job_title": "Beekeeper", "employer_name": "Hive Ltd", "job_city": "Cork",
        "job_country": "IE", "job_description": DUTIES, "job_is_remote": false, "job_employment_type": "FULLTIME",
        "job_min_salary": 14, "job_max_salary": 16, "job_salary_currency": "EUR", "job_salary_period": "HOUR",
        "job_offer_expiration_datetime_utc": "1970-01-01"}]}),
    );
    assert_eq!(places(&job), ["Cork/IE"]);
    assert_eq!((job.workplace, job.valid_through), (None, None));
    let pay = job.salary.unwrap_or_default();
    assert_eq!(
        (pay.min, pay.max, pay.period.as_deref()),
        (Some(14.0), Some(16.0), Some("HOUR"))
    );
}

#[test]
fn flags_speak_for_their_fields() {
    let job = one(
        &json!({"title": "Beekeeper", "description": DUTIES, "isRemote": true, "temps_partiel": false}),
    );
    assert_eq!(job.workplace.as_deref(), Some("remote"));
    assert_eq!(job.employment_types, ["FULL_TIME"]);
}

#[test]
fn the_employers_place_and_text_are_not_the_jobs() {
    let job = one(
        &json!({"title": "Beekeeper", "description": {"text": DUTIES, "attributes": [{"start": 0}]},
        "companyDetails": {"com.example.Company": {"companyResolutionResult": {"name": "Hive Ltd",
            "description": NEEDS, "headquarter": {"city": "Paris", "country": "FR"}}}},
        "country": "urn:li:fs_country:ie", "formattedLocation": "Cork, Ireland", "listedAt": 1_730_301_137_000_u64}),
    );
    assert_eq!(job.company.as_deref(), Some("Hive Ltd"));
    assert_eq!(places(&job), ["Cork, Ireland"]);
    assert_eq!(job.description.as_deref(), Some(DUTIES));
    assert_eq!(
        job.parts,
        [("Company description".to_owned(), NEEDS.to_owned())]
    );
}

#[test]
fn lists_of_postings_give_them_all() {
    let item = |title: &str| json!({"title": title, "company": "Hive Ltd", "location": "Cork", "description": DUTIES});
    for wrapper in ["jobs", "results", "content", "data", "hits", "items"] {
        let found =
            all(&json!({"title": "All jobs at Hive", wrapper: [item("A bee"), item("B bee")]}));
        assert_eq!(found.len(), 2, "{wrapper}");
    }
    assert_eq!(
        all(&json!([item("A bee"), item("B bee"), item("C bee")])).len(),
        3
    );
    let lines = format!("{}\n{}\n", item("A bee"), item("B bee"));
    assert_eq!(read(&lines).unwrap_or_default().len(), 2);
}

#[test]
fn schema_org_objects_are_read_in_their_own_terms() {
    let job = one(
        &json!({"@type": "JobPosting", "title": "Beekeeper", "description": DUTIES,
        "jobLocation": {"address": {"addressLocality": "Cork"}}, "employmentType": "PART_TIME"}),
    );
    assert_eq!(places(&job), ["Cork"]);
    assert!(
        job.meta
            .contains(&("Employment type".to_owned(), "PART_TIME".to_owned()))
    );
}

#[test]
fn unknown_long_texts_are_kept() {
    let long = [DUTIES, DUTIES, DUTIES].join(" ");
    let job = one(
        &json!({"title": "Beekeeper", "zzqpt1": long, "workingDay": format!("{NEEDS} {NEEDS} {NEEDS}")}),
    );
    let headings: Vec<_> = job
        .parts
        .iter()
        .map(|(heading, _)| heading.as_str())
        .collect();
    assert_eq!(headings, ["", "Working day"]);
    let job = one(&json!({"a": {"zslm": [{"zsxx": long}]}}));
    assert_eq!((job.title, job.parts.len()), (None, 1));
}

#[test]
fn what_is_no_posting_gives_nothing() {
    for value in [
        json!({"name": "left-pad", "version": "1.0.0", "dependencies": {"a": "1"}}),
        json!([1, 2, 3]),
        json!("text"),
        json!({"title": "About us"}),
        json!({"error": "not found", "status": 404}),
        json!({}),
        json!(null),
    ] {
        assert_eq!(all(&value).len(), 0, "{value}");
    }
}

#[test]
fn broken_files_say_where() {
    for text in ["{\"title\": ", "{\"title\": \"x", "not json", ""] {
        assert!(read(text).map_or(true, |found| found.is_empty()), "{text}");
    }
    let error = read("{\"title\": \"x\", ")
        .map(|_| ())
        .map_err(|error| error.to_string());
    assert!(error.is_err_and(|text| text.contains("line 1")));
    assert!(read("{\"title\": \"Beekeeper\",}").is_ok());
}

#[test]
fn hostile_files_do_not_hurt() {
    assert!(read(&"[".repeat(50_000)).is_err());
    assert!(read(&"{\"title\":".repeat(50_000)).is_err());
    let deep = format!("{}1{}", "{\"content\":[".repeat(60), "]}".repeat(60));
    assert!(read(&deep).is_ok());
    let wide = json!({"title": "Beekeeper", "description": DUTIES, "x": vec![json!({"y": DUTIES}); 5_000]});
    assert_eq!(all(&wide).len(), 1);
    let fields: serde_json::Map<String, Value> = (0..30_000)
        .map(|n| (format!("k{n}"), json!(DUTIES)))
        .collect();
    let _ = all(&Value::Object(fields));
    let _ = read("{\"title\": \"\\ud800\", \"description\": \"\\udc00 x\"}");
    let _ = all(
        &json!({"title": [[]], "location": [[[[[["x"]]]]]], "salary": {"value": {"value": {"value": 1}}}}),
    );
}

#[test]
fn lines_come_in_reading_order() {
    let job = one(
        &json!({"title": "Beekeeper", "location": "Kerry", "company": "Hive Ltd",
        "description": format!("<p>{DUTIES} Join Hive Ltd.</p>"), "requirements": NEEDS}),
    );
    assert_eq!(
        lines_of(&job),
        [
            Piece::Title("Beekeeper".to_owned()),
            Piece::Meta("Location: Kerry".to_owned()),
            Piece::Heading("Description".to_owned()),
            Piece::Html(format!("<p>{DUTIES} Join Hive Ltd.</p>")),
            Piece::Heading("Requirements".to_owned()),
            Piece::Text(NEEDS.to_owned()),
        ]
    );
    assert!(lines_of(&Structured::default()).is_empty());
}
