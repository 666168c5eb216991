//! What a posting leaves open. Each function looks at one corner of the record and names the topics
//! that are open there, with the vague words where there are some.

use super::lines::Lines;
use crate::posting::{
    EducationLevel, EmploymentType, EngagementDuration, Evidence, Expr, LocationsMode, PayPeriod,
    Posting, SectionKind, Stated, Topic, WorkPattern, Workplace,
};
use crate::skills::is_of_desk;
use crate::table::Languages;

/// Something open, with the vague words; without them the posting is silent.
type Open = (Topic, Option<Evidence>);

/// Currencies whose figures are understood to be gross.
const GROSS_CURRENCIES: [&str; 14] = [
    "AUD", "CAD", "CHF", "DKK", "GBP", "HKD", "INR", "JPY", "NOK", "NZD", "SEK", "SGD", "USD",
    "ZAR",
];

/// Countries of one place, which need no city.
const ONE_PLACE: [&str; 9] = ["GI", "HK", "LI", "LU", "MC", "MO", "MT", "SG", "VA"];

/// Where jobs end at will, and nobody says that they are permanent.
const AT_WILL: &str = "US";

/// So many of the first skills are looked at for work that is done at a desk…
const SKILLS_SEEN: usize = 12;
/// …and so many of them make it such work, which could be done elsewhere.
const DESK_SKILLS: usize = 2;

/// The level of native speakers.
const NATIVE: &str = "C2";

/// All that is open, in no order.
pub(super) fn open(posting: &Posting, lines: &Lines<'_>, languages: &Languages) -> Vec<Open> {
    let mut open = Vec::new();
    pay(posting, &mut open);
    place(posting, lines, languages, &mut open);
    workplace(posting, languages, &mut open);
    company(posting, lines, languages, &mut open);
    length(posting, &mut open);
    start(posting, &mut open);
    hours(posting, &mut open);
    permit(posting, &mut open);
    asked(posting, lines, languages, &mut open);
    deadline(posting, &mut open);
    open
}

/// The first quote of a fact.
fn quote(posting: &Posting, fact: &str) -> Option<Evidence> {
    posting.evidence.get(fact)?.first().cloned()
}

/// The first words that speak of a fact without stating it.
fn vague(posting: &Posting, fact: &str) -> Option<Evidence> {
    let quotes = posting.evidence.get(fact)?;
    let mut vague = quotes.iter().filter(|quote| quote.stated == Stated::Vague);
    vague.next().cloned()
}

fn is_of(posting: &Posting, types: &[EmploymentType]) -> bool {
    posting
        .employment_types
        .iter()
        .any(|kind| types.contains(kind))
}

fn pay(posting: &Posting, open: &mut Vec<Open>) {
    let Some(salary) = &posting.salary else {
        if !is_of(posting, &[EmploymentType::Volunteer]) {
            open.push((Topic::Pay, vague(posting, "salary")));
        }
        return;
    };
    let Some(quote) = quote(posting, "salary") else {
        return;
    };
    // A period that only the size of the figure tells is not stated; but everybody takes 17.50 for
    // an hour and 120,000 for a year.
    let is_plain = matches!(salary.period, Some(PayPeriod::Hour | PayPeriod::Year));
    if salary.period.is_none() || quote.stated == Stated::Inferred && !is_plain {
        open.push((Topic::PayPeriod, Some(quote.clone())));
    }
    let understood = salary.period == Some(PayPeriod::Year)
        || salary
            .currency
            .as_deref()
            .is_none_or(|currency| GROSS_CURRENCIES.contains(&currency));
    if salary.gross.is_none() && !understood {
        open.push((Topic::PayGross, Some(quote.clone())));
    }
    if salary.min.is_none() {
        open.push((Topic::PayFloor, Some(quote)));
    }
}

fn place(posting: &Posting, lines: &Lines<'_>, languages: &Languages, open: &mut Vec<Open>) {
    let places = &posting.locations;
    if posting.workplace == Some(Workplace::Remote) {
        if places.is_empty() {
            open.push((Topic::RemoteFrom, None));
        }
        return;
    }
    if places.is_empty() {
        let sections = [
            SectionKind::Location,
            SectionKind::Overview,
            SectionKind::Terms,
        ];
        let said = lines.heard(languages, "review.place", &sections);
        open.push((Topic::Place, said));
        return;
    }
    let needs_city = |country: &Option<String>| {
        let country = country.as_deref();
        country.is_none_or(|country| !ONE_PLACE.contains(&country))
    };
    let is_wide = places
        .iter()
        .all(|place| place.city.is_none() && needs_city(&place.country));
    if posting.locations_mode == Some(LocationsMode::MayVary) {
        open.extend(quote(posting, "locations_mode").map(|quote| (Topic::Place, Some(quote))));
    } else if is_wide {
        open.extend(quote(posting, "locations").map(|quote| (Topic::Place, Some(quote))));
    }
}

fn workplace(posting: &Posting, languages: &Languages, open: &mut Vec<Open>) {
    match posting.workplace {
        None if is_of_desk_work(posting, languages) => open.push((Topic::Workplace, None)),
        Some(Workplace::Hybrid) => {
            let quotes = posting.evidence.get("workplace");
            let says_days = |quote: &Evidence| quote.text.chars().any(|c| c.is_ascii_digit());
            let by_rule = |quote: &Evidence| quote.rule.ends_with("days");
            let days = quotes.is_some_and(|all| all.iter().any(|q| says_days(q) || by_rule(q)));
            if !days {
                open.extend(quote(posting, "workplace").map(|q| (Topic::OfficeDays, Some(q))));
            }
        }
        _ => {}
    }
}

/// Whether the job's skills are those of a desk: nobody asks a baker about remote work.
fn is_of_desk_work(posting: &Posting, languages: &Languages) -> bool {
    let skills = posting.skills.iter().take(SKILLS_SEEN);
    let of_desk = skills.filter(|skill| is_of_desk(languages, &skill.name));
    of_desk.count() >= DESK_SKILLS
}

fn company(posting: &Posting, lines: &Lines<'_>, languages: &Languages, open: &mut Vec<Open>) {
    let sections = [SectionKind::Company, SectionKind::Overview];
    let client = lines.heard(languages, "review.client", &sections);
    if client.is_some() || posting.company.is_none() {
        open.push((Topic::Company, client));
    }
}

/// Permanent, for how long, or neither said.
fn length(posting: &Posting, open: &mut Vec<Open>) {
    use EmploymentType::{Contractor, Intern, PerDiem, Temporary, Volunteer};
    let is_stated = |duration: &EngagementDuration| {
        duration.permanent || duration.min_months.or(duration.max_months).is_some()
    };
    if posting.duration.as_ref().is_some_and(is_stated) {
        return;
    }
    let vague = vague(posting, "duration");
    if vague.is_some() || is_of(posting, &[Contractor, Intern, Temporary]) {
        open.push((Topic::Duration, vague));
        return;
    }
    let at_will = posting
        .locations
        .iter()
        .any(|place| place.country.as_deref() == Some(AT_WILL));
    if !at_will && !is_of(posting, &[PerDiem, Volunteer]) {
        open.push((Topic::Contract, None));
    }
}

fn start(posting: &Posting, open: &mut Vec<Open>) {
    use EmploymentType::{Contractor, Intern, Temporary};
    if posting.start_date.is_some() {
        return;
    }
    let vague = vague(posting, "start_date");
    let ends =
        |duration: &EngagementDuration| duration.min_months.or(duration.max_months).is_some();
    // Who is hired for good agrees on a first day; what ends is planned for one.
    let is_planned = is_of(posting, &[Contractor, Intern, Temporary])
        || posting.duration.as_ref().is_some_and(ends);
    if vague.is_some() || is_planned {
        open.push((Topic::Start, vague));
    }
}

fn hours(posting: &Posting, open: &mut Vec<Open>) {
    use EmploymentType::{FullTime, PartTime, PerDiem};
    let hours = posting.hours.as_ref();
    let counted = hours.is_some_and(|h| h.per_week_min.or(h.per_week_max).is_some());
    let is_full = is_of(posting, &[FullTime]) && !is_of(posting, &[PartTime, PerDiem]);
    if !counted && !is_full {
        open.push((Topic::Hours, None));
    }
    if hours.is_some_and(|hours| hours.pattern == Some(WorkPattern::Shift)) {
        let said = quote(posting, "hours").filter(|quote| quote.rule.contains("pattern"));
        open.extend(said.map(|quote| (Topic::Shifts, Some(quote))));
    }
}

fn permit(posting: &Posting, open: &mut Vec<Open>) {
    let is_said = posting.work_authorization.as_ref().is_some_and(|permit| {
        permit.sponsorship.is_some() || !permit.countries.is_empty() || permit.clearance.is_some()
    });
    if !is_said && !is_of(posting, &[EmploymentType::Volunteer]) {
        open.push((Topic::Sponsorship, None));
    }
}

/// What is asked of the candidate without saying how much of it.
fn asked(posting: &Posting, lines: &Lines<'_>, languages: &Languages, open: &mut Vec<Open>) {
    if posting.travel.is_none() {
        open.extend(vague(posting, "travel").map(|quote| (Topic::Travel, Some(quote))));
    }
    let counted = posting.requirements.iter().any(|r| r.min_years.is_some());
    if posting.experience_years.is_none() && !counted {
        let sections = [SectionKind::Required, SectionKind::Overview];
        let said = lines.heard(languages, "review.years", &sections);
        open.extend(said.map(|quote| (Topic::Experience, Some(quote))));
    }
    open.extend(equivalent(posting, lines).map(|quote| (Topic::Education, Some(quote))));
    open.extend(language(posting).map(|quote| (Topic::Language, Some(quote))));
}

/// The line that accepts the equivalent of a degree and does not say what that is. ("High school or
/// equivalent" is a fixed phrase.)
fn equivalent(posting: &Posting, lines: &Lines<'_>) -> Option<Evidence> {
    let education = posting.education.as_ref()?;
    if !education.or_equivalent || education.level < EducationLevel::Bachelor {
        return None;
    }
    let trees = posting.requirements.iter().filter_map(|r| r.expr.as_ref());
    if trees.into_iter().any(says_years) {
        return None;
    }
    let quote = quote(posting, "education")?;
    let line = quote.block.and_then(|block| lines.of_block(block));
    let said = line.and_then(|line| line.sentence_with(&quote));
    Some(said.unwrap_or(quote))
}

/// Whether a tree names the years that count as a degree.
fn says_years(expr: &Expr) -> bool {
    match expr {
        Expr::AllOf { all_of: branches }
        | Expr::AnyOf {
            any_of: branches, ..
        }
        | Expr::AtLeast { of: branches, .. } => branches.iter().any(says_years),
        Expr::Degree { or_years, .. } => or_years.is_some(),
        Expr::Skill { .. } => false,
    }
}

/// The words that ask for a language, other than the posting's, without a level of the Common
/// European Framework. (A native speaker needs none.)
fn language(posting: &Posting) -> Option<Evidence> {
    let own = posting.source.language.as_deref();
    let asked = posting.languages.iter();
    let mut foreign = asked.filter(|demand| {
        demand.required && own != Some(&demand.code) && demand.level.as_deref() != Some(NATIVE)
    });
    foreign.find_map(|demand| {
        let quotes = posting.evidence.get("languages")?;
        let mut quotes = quotes
            .iter()
            .filter(|quote| quote.value.as_deref() == Some(&demand.code));
        let has_level = quotes.clone().any(|quote| names_level(&quote.text));
        quotes.next().filter(|_| !has_level).cloned()
    })
}

/// Whether a text holds a level from A1 to C2.
fn names_level(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .windows(2)
        .any(|pair| matches!(pair[0], b'A'..=b'C' | b'a'..=b'c') && matches!(pair[1], b'1' | b'2'))
}

fn deadline(posting: &Posting, open: &mut Vec<Open>) {
    if posting.valid_through.is_none() && vague(posting, "valid_through").is_none() {
        open.push((Topic::Deadline, None));
    }
}
