//! What is asked and what is found, for whole postings.

use crate::posting::Topic;
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
            assert!(text.contains("{quote}"), "{code} {topic:?} repeats no quote");
            assert!(!row.why.is_empty(), "{code} {topic:?}");
        }
        for fact in ["years", "client", "place", "no_experience"] {
            let name = format!("review.{fact}");
            let mut rules = questions.rules.rules.iter();
            assert!(rules.any(|rule| rule.fact == name), "{code} lacks {name}");
        }
    }
}
