//! `jobgist correct`: a fact as the user says it is.

use anyhow::{Context as _, bail};
use jobgist::{FACTS, Format, Options, Posting};
use jobgist_store::{Change, Day, Error, when, words};
use serde_json::Value;

use super::context::Context;
use super::follow::called;
use crate::Exit;
use crate::args::CorrectArgs;
use crate::view::collection::stated;

/// Facts that a posting would say in words, the line that would say it, and the value as JSON.
const IN_WORDS: [(&str, &str, &str); 9] = [
    (
        "locations",
        "Location: {}",
        r#"[{"city": "Lyon", "region": null, "country": "FR", "text": "Lyon"}]"#,
    ),
    (
        "employment_types",
        "Employment type: {}",
        r#"["FULL_TIME"]"#,
    ),
    (
        "duration",
        "Contract duration: {}",
        r#"{"min_months": 6, "max_months": 12}"#,
    ),
    (
        "salary",
        "Salary: {}",
        r#"{"min": 62000, "max": 70000, "currency": "EUR", "period": "YEAR", "gross": null}"#,
    ),
    (
        "experience_years",
        "## Requirements\n\n- {}",
        r#"{"min": 2, "max": null, "subject": null}"#,
    ),
    (
        "education",
        "## Requirements\n\n- {}",
        r#"{"level": "bachelor", "enrolled": false, "fields": [], "or_equivalent": true}"#,
    ),
    (
        "languages",
        "## Requirements\n\n- {}",
        r#"[{"code": "de", "level": "B2", "required": true}]"#,
    ),
    (
        "hours",
        "Working hours: {}",
        r#"{"per_week_min": 38, "per_week_max": 38, "pattern": null}"#,
    ),
    (
        "travel",
        "Travel: {}",
        r#"{"percent_min": null, "percent_max": 20}"#,
    ),
];

/// Runs the command.
pub(super) fn run(args: &CorrectArgs) -> anyhow::Result<Exit> {
    let context = Context::of(&args.collection)?;
    let fact = fact(&args.fact)?;
    let value = match args.clear {
        true => None,
        false => Some(read(&fact, args.value.join(" ").trim(), context.today)?),
    };
    let mut store = context.open()?;
    let id = store.resolve(&args.job)?;
    let change = match &value {
        Some(value) => Change::Correct {
            fact: fact.clone(),
            value: value.clone(),
        },
        None => Change::Uncorrect { fact: fact.clone() },
    };
    let event = store.apply(&id, change, context.now)?;
    let called = called(&store, &id)?;
    let answer = serde_json::json!({ "id": id, "event": event, "fact": fact, "value": value });
    let record = serde_json::to_value(store.posting(&id)?)?;
    context.answer(&answer, || {
        let now = stated(&fact, record.get(&fact).unwrap_or(&Value::Null));
        let said = if args.clear {
            "as the program reads it"
        } else {
            "corrected"
        };
        format!("{called}: {} {said}: {now}\n", words::fact(&fact))
    })?;
    Ok(Exit::Done)
}

/// A fact by its name in the record, or by the one that the screens show: "deadline".
fn fact(name: &str) -> Result<String, Error> {
    let name = name.trim().to_lowercase();
    let known = FACTS
        .into_iter()
        .find(|&fact| fact == name || words::fact(fact) == name);
    known.map(str::to_owned).ok_or(Error::NoFact { fact: name })
}

/// The value that the user's text means.
fn read(fact: &str, text: &str, today: Day) -> anyhow::Result<Value> {
    if text.is_empty() {
        bail!("{fact}: say what it is, or null where the posting does not state it");
    }
    if text == "null" {
        return Ok(Value::Null);
    }
    if text.starts_with(['{', '[']) {
        return serde_json::from_str(text).with_context(|| format!("{fact}: this is no JSON"));
    }
    match fact {
        "title" | "company" | "job_id" => Ok(text.into()),
        "workplace" | "seniority" | "locations_mode" => Ok(word(text).into()),
        "start_date" if ["immediate", "rolling"].contains(&text) => Ok(text.into()),
        "date_posted" => Ok(when::nearest_day(text, today)?.to_string().into()),
        "start_date" | "valid_through" => Ok(when::day(text, today)?.to_string().into()),
        _ => in_words(fact, text, today),
    }
}

/// One of the record's words: "on site" is "onsite".
fn word(text: &str) -> String {
    match text.to_lowercase().as_str() {
        "on site" | "on-site" => "onsite".to_owned(),
        other => other.replace([' ', '-'], "_"),
    }
}

/// Reads a text as if a posting said it.
fn in_words(fact: &str, text: &str, today: Day) -> anyhow::Result<Value> {
    let Some((_, line, example)) = IN_WORDS.iter().find(|(name, ..)| *name == fact) else {
        bail!("{fact}: give it as JSON, as `jobgist show --json` prints it");
    };
    let one_line = text.replace(['\n', '\r'], " ");
    let page = format!("# Job\n\n{}\n", line.replace("{}", &one_line));
    let options = Options {
        format: Some(Format::Markdown),
        language: Some("en".to_owned()),
        today: Some(today.to_string()),
        ..Options::default()
    };
    let record = serde_json::to_value(Posting::parse(page.as_bytes(), &options)?)?;
    let value = record.get(fact).cloned().unwrap_or_default();
    if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
        bail!("{fact}: {text:?} is not understood; as JSON it looks like {example}");
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(fact: &str, text: &str) -> Value {
        read(fact, text, "2026-11-23".parse().unwrap()).unwrap()
    }

    #[test]
    fn facts_in_words() {
        assert_eq!(
            of("salary", "EUR 62,000 to 70,000 a year"),
            json!({"min": 62000.0, "max": 70000.0, "currency": "EUR", "period": "YEAR", "gross": null})
        );
        assert_eq!(of("locations", "Lyon, France")[0]["country"], "FR");
        assert_eq!(of("employment_types", "part-time"), json!(["PART_TIME"]));
        assert_eq!(of("duration", "6 months")["min_months"], 6.0);
        assert_eq!(
            of("experience_years", "at least 2 years of experience")["min"],
            2.0
        );
        assert_eq!(
            of("education", "Bachelor's degree in physics")["level"],
            "bachelor"
        );
        assert_eq!(of("languages", "German B2")[0]["code"], "de");
        assert_eq!(of("hours", "38 hours per week")["per_week_min"], 38.0);
        assert_eq!(of("travel", "up to 20%")["percent_max"], 20.0);
    }

    #[test]
    fn facts_go_by_the_names_that_are_shown() {
        assert_eq!(fact("Deadline").unwrap(), "valid_through");
        assert_eq!(fact("pay").unwrap(), "salary");
        assert_eq!(fact("salary").unwrap(), "salary");
        assert!(fact("wages").is_err());
    }

    #[test]
    fn plain_facts_and_days() {
        assert_eq!(of("job_id", "4711"), json!("4711"));
        assert_eq!(of("workplace", "On site"), json!("onsite"));
        assert_eq!(of("locations_mode", "any of"), json!("any_of"));
        assert_eq!(of("valid_through", "1 Dec"), json!("2026-12-01"));
        assert_eq!(of("date_posted", "22 nov"), json!("2026-11-22"));
        assert_eq!(of("start_date", "immediate"), json!("immediate"));
        assert_eq!(of("salary", "null"), Value::Null);
    }

    #[test]
    fn what_is_not_understood_is_refused_with_an_example() {
        let today: Day = "2026-11-23".parse().unwrap();
        let refused = read("salary", "a lot", today).unwrap_err().to_string();
        assert!(refused.contains("\"currency\""), "{refused}");
        assert!(read("salary", "{\"min\": ", today).is_err());
        assert!(read("valid_through", "someday", today).is_err());
        for (fact, _, example) in IN_WORDS {
            assert!(read(fact, example, today).is_ok(), "{fact}");
        }
    }
}
