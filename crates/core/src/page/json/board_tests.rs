//! The published shapes of boards and applicant tracking systems, from the file to the facts. The
//! postings are invented.

use serde_json::{Value, json};

use crate::options::Options;
use crate::posting::{EmploymentType, Posting, SectionKind, Workplace};

const TEXT: &str = "<p>You keep forty bee hives in good health and harvest honey in summer.</p>";
const NEEDS: &str = "<ul><li>Two seasons of keeping bees</li><li>A driving licence</li></ul>";

fn read(value: &Value) -> Posting {
    Posting::parse(value.to_string().as_bytes(), &Options::default()).unwrap()
}

/// Title, employer, and the texts of the places.
fn head(posting: &Posting) -> (Option<&str>, Option<&str>, Vec<&str>) {
    let places = &posting.locations;
    (
        posting.title.as_deref(),
        posting.company.as_deref(),
        places
            .iter()
            .filter_map(|place| place.city.as_deref())
            .collect(),
    )
}

fn pay(posting: &Posting) -> Option<(Option<f64>, Option<f64>, Option<&str>)> {
    let pay = posting.salary.as_ref()?;
    Some((pay.min, pay.max, pay.currency.as_deref()))
}

fn asked(posting: &Posting) -> usize {
    let required = posting
        .sections
        .iter()
        .filter(|s| s.kind == SectionKind::Required);
    required.map(|section| section.items.len()).sum()
}

#[test]
fn fields_named_beside_their_values_and_hundredths() {
    let content = format!("<div>{TEXT}<h3>What you bring</h3>{NEEDS}</div>")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let posting = read(
        &json!({"id": 4711, "title": "Beekeeper", "first_published": "2026-05-01T10:00:00-04:00",
        "application_deadline": "2026-06-30", "requisition_id": "BEE-12", "company_name": "Hive Ltd",
        "location": {"name": "Cork, Ireland"}, "content": content,
        "metadata": [{"id": 1, "name": "Employment Type", "value": "Full-time", "value_type": "single_select"},
            {"id": 2, "name": "Workplace Type", "value": "Hybrid", "value_type": "single_select"}],
        "pay_input_ranges": [{"min_cents": 3_000_000, "max_cents": 4_000_000, "currency_type": "EUR"}]}),
    );
    assert_eq!(
        head(&posting),
        (Some("Beekeeper"), Some("Hive Ltd"), vec!["Cork"])
    );
    assert_eq!(posting.employment_types, [EmploymentType::FullTime]);
    assert_eq!(posting.workplace, Some(Workplace::Hybrid));
    assert_eq!(
        pay(&posting),
        Some((Some(30_000.0), Some(40_000.0), Some("EUR")))
    );
    assert_eq!(posting.valid_through.as_deref(), Some("2026-06-30"));
    assert_eq!(asked(&posting), 2);
}

#[test]
fn pay_in_tiers() {
    let tier = json!({"compensationType": "Salary", "interval": "1 YEAR", "currencyCode": "EUR",
        "minValue": 30000, "maxValue": 40000});
    let posting = read(
        &json!({"apiVersion": "1", "jobs": [{"id": "145ff46b-1441-4773-bcd3-c8c90baa598a",
        "title": "Beekeeper", "employmentType": "FullTime", "location": "Cork",
        "secondaryLocations": [{"location": "Galway", "address": {"addressLocality": "Galway", "addressCountry": "Ireland"}}],
        "publishedAt": "2026-05-01T16:21:55.393+00:00", "isRemote": false, "workplaceType": "Hybrid",
        "descriptionHtml": format!("{TEXT}<h3>What you bring</h3>{NEEDS}"), "descriptionPlain": "You keep forty",
        "compensation": {"compensationTierSummary": null, "summaryComponents": [tier]}}]}),
    );
    assert_eq!(
        head(&posting),
        (Some("Beekeeper"), None, vec!["Cork", "Galway"])
    );
    assert_eq!(
        pay(&posting),
        Some((Some(30_000.0), Some(40_000.0), Some("EUR")))
    );
    assert_eq!(posting.date_posted.as_deref(), Some("2026-05-01"));
    assert_eq!(posting.job_id, None);
}

#[test]
fn codes_with_labels() {
    let posting = read(
        &json!({"id": "743999", "name": "Beekeeper", "refNumber": "REF12B",
        "company": {"name": "Hive Ltd", "identifier": "Hive"},
        "location": {"city": "Cork", "region": "Munster", "country": "ie", "remote": false, "hybrid": true},
        "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
        "customField": [{"fieldId": "c", "fieldLabel": "Contract duration", "valueId": "v", "valueLabel": "6 months"}],
        "jobAd": {"sections": {"jobDescription": {"title": "Job Description", "text": TEXT},
            "qualifications": {"title": "Qualifications", "text": NEEDS}}}}),
    );
    assert_eq!(
        head(&posting),
        (Some("Beekeeper"), Some("Hive Ltd"), vec!["Cork"])
    );
    assert_eq!(posting.workplace, Some(Workplace::Hybrid));
    assert_eq!(
        posting.duration.and_then(|length| length.max_months),
        Some(6.0)
    );
    let posting = read(
        &json!({"jobTitle": "Beekeeper", "companyName": "Hive Ltd", "locationCity": "Cork",
        "contractDurationInMonths": 9, "workingTime": {"code": "F", "label": "Full time"},
        "educationLevels": [{"code": "5", "label": "Bachelor's degree"}], "remoteWork": {"code": "H", "label": "Hybrid"},
        "languages": [{"code": "en", "label": "English"}], "description": TEXT}),
    );
    assert_eq!(
        posting.duration.and_then(|length| length.max_months),
        Some(9.0)
    );
    assert_eq!(posting.employment_types, [EmploymentType::FullTime]);
    assert_eq!(posting.workplace, Some(Workplace::Hybrid));
    assert!(posting.education.is_some());
    assert_eq!(posting.languages[0].code, "en");
}

#[test]
fn deadlines_hours_and_pay_in_fields_of_their_own() {
    let posting = read(
        &json!({"offer": {"id": 1, "slug": "beekeeper", "title": "Beekeeper", "location": "Cork, Ireland",
        "city": "Cork", "country": "Ireland", "company_name": "Hive Ltd", "published_at": "2026-05-01 08:00:00 UTC",
        "close_at": "2026-06-30 08:00:00 UTC", "employment_type_code": "fulltime_fixed_term", "hybrid": true,
        "min_hours": 32, "max_hours": 40, "salary": {"min": "30000", "max": "40000", "currency": "EUR", "period": "year"},
        "description": TEXT, "requirements": NEEDS}}),
    );
    assert_eq!(
        head(&posting),
        (Some("Beekeeper"), Some("Hive Ltd"), vec!["Cork"])
    );
    assert_eq!(posting.valid_through.as_deref(), Some("2026-06-30"));
    assert_eq!(
        pay(&posting),
        Some((Some(30_000.0), Some(40_000.0), Some("EUR")))
    );
    let hours = posting.hours.unwrap();
    assert_eq!(
        (hours.per_week_min, hours.per_week_max),
        (Some(32.0), Some(40.0))
    );
}

#[test]
fn the_objects_that_stand_beside_a_posting() {
    let posting = read(
        &json!({"data": {"id": "4711", "type": "jobs", "attributes": {"title": "Beekeeper",
            "body": format!("{TEXT}<h3>What you bring</h3>{NEEDS}"), "employment-type": "fulltime",
            "remote-status": "hybrid", "salary-time-unit": "yearly", "min-salary": 30000, "max-salary": 40000,
            "currency": "EUR", "start-date": "2026-08-01", "created-at": "2026-05-01T08:00:00+02:00"},
        "relationships": {"locations": {"data": [{"type": "locations", "id": "77"}]}}},
        "included": [{"id": "77", "type": "locations", "attributes": {"name": "Head office", "city": "Cork",
            "country": "Ireland"}}]}),
    );
    assert_eq!(head(&posting), (Some("Beekeeper"), None, vec!["Cork"]));
    assert_eq!(
        pay(&posting),
        Some((Some(30_000.0), Some(40_000.0), Some("EUR")))
    );
    assert_eq!(posting.start_date.as_deref(), Some("2026-08-01"));
}

#[test]
fn a_branch_office_is_no_employer() {
    let posting = read(
        &json!({"id": 12, "subcompany": "Waben GmbH", "office": "München", "name": "Imker (m/w/d)",
        "jobDescriptions": {"jobDescription": [
            {"name": "Deine Aufgaben", "value": "<ul><li>Du betreust vierzig Völker und erntest im Sommer den Honig.</li></ul>"},
            {"name": "Dein Profil", "value": "<ul><li>Zwei Jahre Erfahrung mit Bienen und ein Führerschein</li></ul>"}]},
        "employmentType": "permanent", "schedule": "full-time", "createdAt": "2026-05-01T08:00:00+00:00"}),
    );
    assert_eq!(
        head(&posting),
        (Some("Imker"), Some("Waben GmbH"), vec!["München"])
    );
    assert_eq!(posting.employment_types, [EmploymentType::FullTime]);
    assert_eq!(asked(&posting), 1);
}

#[test]
fn public_employment_services() {
    let posting = read(
        &json!({"id": "24000001", "headline": "Biodlare", "application_deadline": "2026-06-30T23:59:59",
        "description": {"text": "Du sköter fyrtio bikupor.", "text_formatted":
            "<p>Du sköter fyrtio bikupor och skördar honung på sommaren. På vintern lagar du ramar, gjuter ljus och visar skolklasser hur ett bisamhälle lever.</p><p><b>Kvalifikationer</b></p><ul><li>Du har arbetat med bin i minst två år</li></ul>"},
        "employment_type": {"concept_id": "kpPX", "label": "Tidsbegränsad anställning"},
        "duration": {"concept_id": "Xj7x", "label": "3 månader – upp till 6 månader"},
        "working_hours_type": {"concept_id": "6YE1", "label": "Heltid"}, "employer": {"name": "Kupan AB"},
        "workplace_address": {"municipality": "Uppsala", "region": "Uppsala län", "country": "Sverige", "city": "Uppsala"},
        "publication_date": "2026-05-01T08:00:00"}),
    );
    assert_eq!(
        head(&posting),
        (Some("Biodlare"), Some("Kupan AB"), vec!["Uppsala"])
    );
    let length = posting.duration.unwrap();
    assert_eq!(
        (length.min_months, length.max_months),
        (Some(3.0), Some(6.0))
    );

    let posting = read(
        &json!({"uuid": "a-1", "title": "Birøkter", "ad_content": {"published": "2026-05-01T00:00:00+02:00",
        "workLocations": [{"country": "NORGE", "city": "BERGEN", "county": "VESTLAND", "municipal": "BERGEN"}],
        "title": "Birøkter", "applicationDue": "2026-06-15", "employer": {"name": "Kube AS"}, "engagementtype": "Fast",
        "extent": "Heltid", "starttime": "01.08.2026",
        "description": "<p>Du steller førti bikuber og høster honning.</p><h3>Kvalifikasjoner</h3><ul><li>To års erfaring med bier</li></ul>"}}),
    );
    assert_eq!(posting.company.as_deref(), Some("Kube AS"));
    assert_eq!(posting.valid_through.as_deref(), Some("2026-06-15"));
    assert_eq!(posting.start_date.as_deref(), Some("2026-08-01"));

    let posting = read(
        &json!({"id": "048KLTP", "intitule": "Apiculteur H/F", "description":
            "Vous soignez quarante ruches et récoltez le miel en été.\nProfil : deux saisons d'apiculture.",
        "dateCreation": "2026-05-01T12:42:32.000Z", "lieuTravail": {"libelle": "74 - ANNECY", "codePostal": "74000"},
        "entreprise": {"nom": "RUCHE SARL"}, "typeContrat": "CDD", "typeContratLibelle": "Contrat à durée déterminée - 6 Mois",
        "experienceLibelle": "2 ans", "salaire": {"libelle": "Mensuel de 2000.0 Euros à 2300.0 Euros sur 12.0 mois"},
        "dureeTravailLibelle": "35H/semaine"}),
    );
    assert_eq!(posting.company.as_deref(), Some("RUCHE SARL"));
    assert_eq!(
        posting.duration.and_then(|length| length.max_months),
        Some(6.0)
    );
    let experience = posting.experience_years.unwrap();
    assert_eq!((experience.min, experience.subject), (Some(2.0), None));
    assert_eq!(posting.salary.and_then(|pay| pay.max), Some(2300.0));
}

#[test]
fn escapes_in_every_number() {
    let once = format!("{TEXT}<h3>What you bring</h3>{NEEDS}")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    for description in [once.replace('&', "&amp;"), once] {
        let posting = read(
            &json!({"@context": "https://schema.org", "@type": "JobPosting", "title": "Beekeeper",
            "hiringOrganization": {"name": "Hive Ltd"}, "validThrough": "2026-06-30", "description": description}),
        );
        assert_eq!(asked(&posting), 2, "{:?}", posting.sections);
    }
}

#[test]
fn an_account_lists_its_postings() {
    let text = format!("{TEXT}<h3>What you bring</h3>{NEEDS}");
    let posting = read(&json!({"name": "Hive Ltd", "description": null, "jobs": [{
        "title": "Beekeeper", "shortcode": "B12", "employment_type": "Full-time", "city": "Cork",
        "country": "Ireland", "published_on": "2026-10-02", "description": text}]}));
    assert_eq!(
        head(&posting),
        (Some("Beekeeper"), Some("Hive Ltd"), vec!["Cork"])
    );
}

#[test]
fn the_first_day_of_a_publication_is_not_that_of_the_work() {
    let posting = read(&json!({"jobPostingInfo": {"title": "Beekeeper",
        "jobDescription": format!("{TEXT}<h3>What you bring</h3>{NEEDS}"), "location": "Cork, Ireland",
        "timeType": "Full time", "jobReqId": "R-12", "startDate": "2026-11-03", "postedOn": "Posted 3 Days Ago"},
        "hiringOrganization": {"name": "Hive Ltd"}}));
    assert_eq!(posting.start_date, None);
    assert_eq!(posting.date_posted.as_deref(), Some("2026-11-03"));
}
