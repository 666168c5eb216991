//! What is asked and what is found, for whole postings.

use crate::options::Options;
use crate::posting::{ContradictionKind as Kind, Posting, Silence, Topic};
use crate::table::Languages;

/// Whoever reads a posting of any language can ask in it.
#[test]
fn every_language_asks_about_every_topic() {
    let vague = [
        Topic::PayPeriod,
        Topic::PayGross,
        Topic::PayFloor,
        Topic::OfficeDays,
        Topic::Shifts,
        Topic::Travel,
        Topic::Experience,
        Topic::Education,
        Topic::Language,
    ];
    let both = [
        Topic::Pay,
        Topic::Place,
        Topic::Company,
        Topic::Duration,
        Topic::Start,
    ];
    for code in Languages::codes() {
        let languages = Languages::of(Some(code));
        let questions = languages.questions().next().unwrap();
        for topic in Topic::ALL {
            let row = questions.rows.get(&topic);
            let row = row.unwrap_or_else(|| panic!("{code} does not ask about {topic:?}"));
            let asks_absent = both.contains(&topic) || !vague.contains(&topic);
            let asks_vague = both.contains(&topic) || vague.contains(&topic);
            assert_eq!(row.absent.is_some(), asks_absent, "{code} {topic:?}");
            assert_eq!(row.vague.is_some(), asks_vague, "{code} {topic:?}");
            let text = row.vague.as_deref().unwrap_or("{quote}");
            assert!(
                text.contains("{quote}"),
                "{code} {topic:?} repeats no quote"
            );
            assert!(!row.why.is_empty(), "{code} {topic:?}");
        }
        for fact in ["years", "client", "place", "no_experience"] {
            let name = format!("review.{fact}");
            let mut rules = questions.rules.rules.iter();
            assert!(rules.any(|rule| rule.fact == name), "{code} lacks {name}");
        }
    }
}

/// The posting of some lines of text.
fn posting(text: &str) -> Posting {
    Posting::parse_str(text, &Options::default()).unwrap()
}

/// What is asked about a posting of some lines.
fn topics(text: &str) -> Vec<Topic> {
    let questions = posting(text).questions(None);
    questions.iter().map(|question| question.topic).collect()
}

/// What does not go together in a posting of some lines.
fn kinds(text: &str) -> Vec<Kind> {
    let found = posting(text).contradictions(Some("2027-06-15"));
    found.iter().map(|found| found.kind).collect()
}

/// A posting with a title, a line of facts and a requirement.
fn lines(title: &str, facts: &str, asked: &str) -> String {
    format!(
        "{title}\n\nCompany: Harbour Canvas Ltd\nFalmouth, United Kingdom\n{facts}\n\nAbout the role\n\
         You cut, sew and mend sails for our fleet.\n\nRequirements\n- {asked}\n- Own palm and needle\n"
    )
}

#[test]
fn silence_is_asked_about_and_speech_is_not() {
    let silent = topics(&lines("Sailmaker", "", "Patience"));
    for topic in [
        Topic::Pay,
        Topic::Contract,
        Topic::Hours,
        Topic::Sponsorship,
        Topic::Deadline,
    ] {
        assert!(silent.contains(&topic), "{topic:?}: {silent:?}");
    }
    assert!(!silent.contains(&Topic::Workplace), "sails are cut on site");
    assert!(silent.is_sorted());
    let full = topics(&lines(
        "Sailmaker",
        "Full-time, permanent, 38 hours per week\nSalary: £28,000 - £32,000 a year, gross\n\
         We cannot sponsor visas.\nApplication deadline: 3 May 2027",
        "Patience",
    ));
    assert_eq!(full, []);
}

#[test]
fn only_what_ends_is_asked_for_its_length() {
    let intern = topics(&lines("Sailmaking Intern", "", "Patience"));
    assert!(intern.contains(&Topic::Duration) && intern.contains(&Topic::Start));
    assert!(!intern.contains(&Topic::Contract));
    let permanent = topics(&lines("Sailmaker", "Permanent position", "Patience"));
    assert!(!permanent.contains(&Topic::Duration) && !permanent.contains(&Topic::Contract));
}

#[test]
fn vague_words_are_quoted() {
    let text = lines(
        "Sailmaker",
        "Hybrid\nCompetitive salary",
        "Several years of experience in sailmaking",
    );
    let questions = posting(&text).questions(None);
    let of = |topic| questions.iter().find(|question| question.topic == topic);
    for (topic, words) in [
        (Topic::Pay, "Competitive salary"),
        (Topic::OfficeDays, "Hybrid"),
        (Topic::Experience, "Several years"),
    ] {
        let question = of(topic).unwrap_or_else(|| panic!("{topic:?}: {questions:#?}"));
        assert_eq!(question.kind, Silence::Vague, "{topic:?}");
        assert!(question.question.contains(words), "{}", question.question);
    }
    let days = topics(&lines(
        "Sailmaker",
        "Hybrid: two days a week in the office",
        "",
    ));
    assert!(!days.contains(&Topic::OfficeDays));
}

#[test]
fn desks_are_asked_about_remote_work() {
    let text = lines("Analyst", "", "You know SQL, Python and Tableau");
    assert!(topics(&text).contains(&Topic::Workplace));
}

#[test]
fn the_client_of_a_recruiter_is_asked_for() {
    let text = lines("Sailmaker", "", "Patience").replace(
        "You cut,",
        "Our client is a sail loft with thirty people. You cut,",
    );
    assert!(topics(&text).contains(&Topic::Company));
    let text = lines("Sailmaker", "", "You look after our clients");
    assert!(!topics(&text).contains(&Topic::Company));
}

#[test]
fn questions_come_in_the_language_asked_for() {
    let posting = posting(&lines("Sailmaker", "", "Patience"));
    let first = |language| posting.questions(language).remove(0).question;
    assert!(first(None).starts_with("What is the pay range"));
    assert!(first(Some("de")).starts_with("In welcher Spanne"));
    assert_eq!(first(Some("xx")), first(Some("en")));
}

#[test]
fn a_page_without_a_posting_is_asked_nothing() {
    let login = posting("Sign in\n\nPlease log in to continue\nPassword\nForgot your password?\n");
    assert_eq!(login.questions(None), []);
    assert_eq!(login.contradictions(None), []);
}

/// What does not go together in a posting of some lines, and nothing else.
fn finds(text: &str, kinds_there: &[Kind]) {
    assert_eq!(kinds(text), kinds_there, "{text}");
}

#[test]
fn a_level_and_its_years() {
    let eight = "At least 8 years of experience in sailmaking";
    let two = "At least 2 years of experience in sailmaking";
    let one = "1 year of experience";
    let of = |title: &str, asked: &str| lines(title, "", asked);
    finds(&of("Junior Sailmaker", eight), &[Kind::BeginnerWithYears]);
    finds(&of("Junior Sailmaker", two), &[]);
    finds(&of("Sailmaking Intern", eight), &[Kind::InternWithYears]);
    finds(&of("Sailmaking Intern", one), &[]);
    finds(&of("Senior Sailmaker", one), &[Kind::SeniorWithoutYears]);
    finds(&of("Senior Sailmaker", eight), &[]);
    let easy = |asked: &str| of("Sailmaker", asked) + "- No experience needed: we teach you\n";
    finds(&easy(two), &[Kind::NoExperienceButYears]);
    finds(&easy("Patience"), &[]);
}

#[test]
fn remote_work_at_a_workplace() {
    let of = |title: &str, facts: &str| lines(title, facts, "Patience");
    finds(
        &of("Sailmaker (Remote)", "On-site"),
        &[Kind::RemoteButOnsite],
    );
    finds(&of("Remote Sensing Analyst", "On-site"), &[]);
    let days = "Remote\nWe ask for two days a week in the office.";
    finds(&of("Sailmaker", days), &[Kind::RemoteButOnsite]);
    finds(
        &of("Sailmaker", "Hybrid: two days a week in the office."),
        &[],
    );
}

#[test]
fn ranges_and_hours() {
    let of = |facts: &str, asked: &str| lines("Sailmaker", facts, asked);
    let asked = "5-3 years of experience in sailmaking";
    finds(&of("", asked), &[Kind::RangeUpsideDown]);
    finds(&of("", "3-5 years of experience in sailmaking"), &[]);
    let few = "Full-time\n20 hours per week";
    finds(&of(few, ""), &[Kind::FullTimeButFewHours]);
    finds(&of("Full-time or part-time\n20 hours per week", ""), &[]);
    let many = "Part-time\n40 hours per week";
    finds(&of(many, ""), &[Kind::PartTimeButManyHours]);
    finds(&of("Part-time\n20 hours per week", ""), &[]);
}

#[test]
fn deadlines_and_spans() {
    let of = |facts: &str, asked: &str| lines("Sailmaker", facts, asked);
    let deadline = |day: &str| format!("Application deadline: {day} 2027");
    finds(&of(&deadline("14 June"), ""), &[Kind::DeadlinePast]);
    finds(&of(&deadline("15 June"), ""), &[]);
    let posted = |day: &str| format!("Posted on {day} 2027\n{}", deadline("1 July"));
    finds(&of(&posted("3 July"), ""), &[Kind::DeadlineBeforePosted]);
    finds(&of(&posted("3 May"), ""), &[]);
    let (july, august) = (deadline("3 July"), deadline("8 August"));
    finds(&of(&july, &august), &[Kind::SeveralDeadlines]);
    finds(&of(&july, &august.replace(":", " for apprentices:")), &[]);
    let until = |year: &str| format!("Start date: 1 September 2027 to 30 June {year}");
    finds(&of("", &until("2027")), &[Kind::EndBeforeStart]);
    finds(&of("", &until("2028")), &[]);
}

#[test]
fn two_ranges_of_pay() {
    let of = |one: &str, other: &str| {
        let (one, other) = (
            format!("{one} - £32,000 a year"),
            format!("{other} - £39,000 a year"),
        );
        lines("Sailmaker", &one, &other)
    };
    finds(
        &of("Salary: £28,000", "Salary: £35,000"),
        &[Kind::SeveralPays],
    );
    finds(&of("Salary: £28,000", "Salary: £25,000"), &[]);
    finds(&of("Falmouth: £28,000", "Leeds: £35,000"), &[]);
}

#[test]
fn sources_that_disagree_are_shown() {
    let page = r#"<script type="application/ld+json">{"@type": "JobPosting", "title": "Sailmaker",
        "validThrough": "2027-08-01", "description": "<p>You cut and sew sails.</p>"}</script>
        <h1>Sailmaker</h1><p>Application deadline: 3 July 2027</p>
        <h2>Requirements</h2><ul><li>Patience</li><li>A steady hand</li></ul>"#;
    let found = posting(page).contradictions(None);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].kind, Kind::SeveralDeadlines);
    assert_eq!(found[0].evidence.len(), 2);
}
