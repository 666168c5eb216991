//! The table of facts: long form, a row a stated value.

use jobgist::{
    Education, EngagementDuration, Evidence, ExperienceYears, FACTS, Hours, LanguageDemand,
    Location, Posting, Salary, Travel, WorkAuthorization,
};

use super::{Cell, columns};
use crate::value::name_of;

/// A value that a posting states.
#[derive(Default)]
struct Stated {
    /// Name of the fact, and of its part behind a dot.
    fact: &'static str,
    value: Option<String>,
    min: Option<f64>,
    max: Option<f64>,
    unit: Option<String>,
    detail: Vec<String>,
    /// Which evidence of the fact proves it, where each proves one of several values.
    proof: Option<String>,
}

struct Row<'a> {
    id: &'a str,
    stated: &'a Stated,
    quote: Option<&'a Evidence>,
}

columns! { |row: Row<'_>|
    id: Text, "The input's id." => row.id;
    fact: Text, "Name of the fact." => row.stated.fact;
    value: Text, "The value; null where the posting only speaks of the fact."
        => row.stated.value.as_ref();
    min: Number, "The value, or its lower end, where it is a number." => row.stated.min;
    max: Number, "Its upper end." => row.stated.max;
    unit: Text, "What the numbers count." => row.stated.unit.as_ref();
    detail: List, "What else is said of it." => &row.stated.detail;
    source: Text, "Which source of the page states it: body, jsonld, microdata, meta or state."
        => row.quote.map(|quote| name_of(&quote.source));
    stated: Text, "How firmly: stated, inferred or vague."
        => row.quote.map(|quote| name_of(&quote.stated));
    quote: Text, "The words that state it." => row.quote.map(|quote| &quote.text);
    rule: Text, "Name of the rule that read them." => row.quote.map(|quote| &quote.rule);
    block: Integer, "Number of the block that holds them."
        => row.quote.and_then(|quote| quote.block);
}

pub(super) fn rows(id: &str, posting: &Posting) -> Vec<Vec<Cell>> {
    let mut all = values(posting);
    // What a posting speaks of without a value ("competitive salary") is a row without one.
    for fact in FACTS {
        let valued = |stated: &Stated| whole(stated.fact) == fact;
        if posting.evidence.contains_key(fact) && !all.iter().any(valued) {
            all.push(Stated {
                fact,
                ..Stated::default()
            });
        }
    }
    let place = |stated: &Stated| FACTS.iter().position(|fact| *fact == whole(stated.fact));
    all.sort_by_key(place);
    all.iter()
        .map(|stated| {
            let quote = quote(posting, stated);
            cells(&Row { id, stated, quote })
        })
        .collect()
}

/// The name of the fact, without that of its part.
fn whole(fact: &str) -> &str {
    fact.split_once('.').map_or(fact, |(whole, _)| whole)
}

/// The quote that states a value: its own, or the first of its fact.
fn quote<'a>(posting: &'a Posting, stated: &Stated) -> Option<&'a Evidence> {
    let quotes = posting.evidence.get(whole(stated.fact))?;
    let own = |quote: &&Evidence| stated.proof.is_some() && quote.value == stated.proof;
    quotes.iter().find(own).or_else(|| quotes.first())
}

fn values(posting: &Posting) -> Vec<Stated> {
    let texts = [
        ("title", posting.title.clone()),
        ("company", posting.company.clone()),
        ("job_id", posting.job_id.clone()),
        (
            "locations_mode",
            posting.locations_mode.as_ref().map(name_of),
        ),
        ("workplace", posting.workplace.as_ref().map(name_of)),
        ("start_date", posting.start_date.clone()),
        ("date_posted", posting.date_posted.clone()),
        ("valid_through", posting.valid_through.clone()),
        ("seniority", posting.seniority.as_ref().map(name_of)),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(fact, value)| Some(text(fact, value?)));
    let types = posting.employment_types.iter();
    let types = types.map(|kind| entry("employment_types", name_of(kind)));
    let numbers = [
        posting.duration.as_ref().map(duration),
        posting.salary.as_ref().map(salary),
        posting.experience_years.as_ref().map(experience),
        posting.education.as_ref().map(education),
        posting.hours.as_ref().map(hours),
        posting.travel.as_ref().map(travel),
    ];
    texts
        .chain(posting.locations.iter().map(location))
        .chain(types)
        .chain(numbers.into_iter().flatten())
        .chain(posting.languages.iter().map(language))
        .chain(posting.work_authorization.iter().flat_map(authorization))
        .collect()
}

fn text(fact: &'static str, value: String) -> Stated {
    Stated {
        fact,
        value: Some(value),
        ..Stated::default()
    }
}

/// An entry of a list, which evidence proves by its name.
fn entry(fact: &'static str, value: String) -> Stated {
    Stated {
        proof: Some(value.clone()),
        ..text(fact, value)
    }
}

/// City, region and country: as evidence names the entry.
pub(super) fn place(location: &Location) -> String {
    let parts = [&location.city, &location.region, &location.country];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() {
        location.text.clone()
    } else {
        parts.join(", ")
    }
}

fn location(location: &Location) -> Stated {
    entry("locations", place(location))
}

fn language(demand: &LanguageDemand) -> Stated {
    let priority = if demand.required {
        "required"
    } else {
        "preferred"
    };
    Stated {
        detail: demand
            .level
            .iter()
            .cloned()
            .chain([priority.to_owned()])
            .collect(),
        ..entry("languages", demand.code.clone())
    }
}

/// A range of numbers as text.
fn range(min: Option<f64>, max: Option<f64>) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) if min != max => Some(format!("{min}-{max}")),
        (Some(min), _) => Some(min.to_string()),
        (None, Some(max)) => Some(format!("up to {max}")),
        (None, None) => None,
    }
}

fn numbers(fact: &'static str, min: Option<f64>, max: Option<f64>, unit: &str) -> Stated {
    Stated {
        fact,
        value: range(min, max),
        min,
        max,
        unit: Some(unit.to_owned())
            .filter(|unit| !unit.is_empty() && (min.is_some() || max.is_some())),
        ..Stated::default()
    }
}

fn duration(duration: &EngagementDuration) -> Stated {
    let length = numbers(
        "duration",
        duration.min_months,
        duration.max_months,
        "month",
    );
    let permanent = duration.permanent.then(|| "permanent".to_owned());
    let extendable = match duration.extendable {
        Some(true) => Some("extendable"),
        Some(false) => Some("not extendable"),
        None => None,
    };
    Stated {
        value: permanent.or(length.value),
        detail: extendable.map(str::to_owned).into_iter().collect(),
        ..length
    }
}

fn salary(salary: &Salary) -> Stated {
    let period = salary.period.as_ref().map(name_of);
    let unit: Vec<String> = salary.currency.iter().cloned().chain(period).collect();
    let gross = salary
        .gross
        .map(|gross| if gross { "gross" } else { "net" });
    Stated {
        detail: gross.map(str::to_owned).into_iter().collect(),
        ..numbers("salary", salary.min, salary.max, &unit.join("/"))
    }
}

fn experience(years: &ExperienceYears) -> Stated {
    Stated {
        detail: years.subject.iter().cloned().collect(),
        ..numbers("experience_years", years.min, years.max, "year")
    }
}

fn education(education: &Education) -> Stated {
    let mut detail = education.fields.clone();
    if education.enrolled {
        detail.push("enrolled".to_owned());
    }
    if education.or_equivalent {
        detail.push("or equivalent".to_owned());
    }
    Stated {
        detail,
        ..text("education", name_of(&education.level))
    }
}

fn hours(hours: &Hours) -> Stated {
    let count = numbers("hours", hours.per_week_min, hours.per_week_max, "hour/week");
    let pattern = hours.pattern.as_ref().map(name_of);
    Stated {
        value: count.value.or_else(|| pattern.clone()),
        detail: pattern.into_iter().collect(),
        ..count
    }
}

fn travel(travel: &Travel) -> Stated {
    numbers("travel", travel.percent_min, travel.percent_max, "percent")
}

fn authorization(work: &WorkAuthorization) -> Vec<Stated> {
    let sponsorship = work.sponsorship.as_ref().map(name_of);
    let sponsorship = sponsorship.map(|answer| text("work_authorization.sponsorship", answer));
    let countries = work.countries.iter().cloned();
    let countries = countries.map(|country| text("work_authorization.countries", country));
    let clearance = work.clearance.iter().cloned();
    let clearance = clearance.map(|words| text("work_authorization.clearance", words));
    sponsorship
        .into_iter()
        .chain(countries)
        .chain(clearance)
        .collect()
}
