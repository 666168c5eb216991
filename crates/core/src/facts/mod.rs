//! One file a fact: each reads candidates with evidence from the posting, and [`reconcile`]
//! chooses among the sources and keeps the disagreements.

mod authorization;
mod company;
mod dates;
mod duration;
pub(crate) mod education;
mod employment;
pub(crate) mod experience;
mod hours;
mod job_id;
mod labels;
pub(crate) mod languages;
mod locations;
mod reconcile;
mod salary;
mod seniority;
mod standing;
mod title;
mod travel;
mod twice;
mod workplace;

use std::collections::BTreeMap;

use crate::posting::{
    Conflict, Education, EmploymentType, EngagementDuration, Evidence, ExperienceYears, Hours,
    LanguageDemand, Location, LocationsMode, Salary, Seniority, Travel, WorkAuthorization,
    Workplace,
};
use crate::reading::Reading;

pub(crate) use dates::spans;
pub(crate) use reconcile::Ledger;

/// A value that one place of the page gives for a fact.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<T> {
    /// The value; `None` where the fact is spoken of without one (vague).
    pub(crate) value: Option<T>,
    /// The quote.
    pub(crate) evidence: Evidence,
    /// Strength: the strongest candidate is chosen, the earlier of equals.
    pub(crate) weight: i32,
}

/// All facts of a posting.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) title: Option<String>,
    pub(crate) title_raw: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) job_id: Option<String>,
    pub(crate) locations: Vec<Location>,
    pub(crate) locations_mode: Option<LocationsMode>,
    pub(crate) workplace: Option<Workplace>,
    pub(crate) employment_types: Vec<EmploymentType>,
    pub(crate) duration: Option<EngagementDuration>,
    pub(crate) start_date: Option<String>,
    pub(crate) date_posted: Option<String>,
    pub(crate) valid_through: Option<String>,
    pub(crate) salary: Option<Salary>,
    pub(crate) experience_years: Option<ExperienceYears>,
    pub(crate) education: Option<Education>,
    pub(crate) languages: Vec<LanguageDemand>,
    pub(crate) seniority: Option<Seniority>,
    pub(crate) hours: Option<Hours>,
    pub(crate) travel: Option<Travel>,
    pub(crate) work_authorization: Option<WorkAuthorization>,
    pub(crate) evidence: BTreeMap<String, Vec<Evidence>>,
    pub(crate) conflicts: Vec<Conflict>,
    pub(crate) absent: Vec<String>,
}

/// Reads all facts.
pub(crate) fn read(reading: &Reading<'_>) -> Facts {
    let mut ledger = Ledger::default();
    // Places and names are looked for beside the title: it comes first.
    let title = title::find(reading);
    let places = locations::find(reading);
    // Pay asks for them to tell one dollar from another.
    let _ = reading.countries.set(places.countries());
    let title_raw = title.raw.clone();
    let (workplaces, deadlines) = (workplace::find(reading), dates::deadline(reading));
    let pays = salary::find(reading);
    twice::workplaces(reading, &mut ledger, &workplaces);
    twice::deadlines(reading, &mut ledger, &deadlines);
    twice::pays(reading, &mut ledger, &pays);
    let mut facts = Facts {
        title: ledger.choose_name("title", title.candidates),
        title_raw,
        company: ledger.choose_name("company", company::find(reading)),
        job_id: ledger.choose("job_id", job_id::find(reading)),
        workplace: ledger.choose("workplace", workplaces),
        duration: ledger.choose("duration", duration::find(reading)),
        start_date: ledger.choose("start_date", dates::start(reading)),
        date_posted: ledger.choose("date_posted", dates::posted(reading)),
        valid_through: ledger.choose("valid_through", deadlines),
        salary: ledger.choose("salary", pays),
        experience_years: ledger.choose("experience_years", experience::find(reading)),
        education: ledger.choose("education", education::find(reading)),
        hours: ledger.choose("hours", hours::find(reading)),
        travel: ledger.choose("travel", travel::find(reading)),
        work_authorization: ledger.choose("work_authorization", authorization::find(reading)),
        employment_types: ledger.collect("employment_types", employment::find(reading)),
        languages: ledger.collect("languages", languages::find(reading)),
        ..Facts::default()
    };
    facts.locations_mode = ledger.choose("locations_mode", places.mode);
    facts.locations = ledger.collect("locations", places.candidates);
    facts.seniority = ledger.choose(
        "seniority",
        seniority::find(reading, facts.title.as_deref()),
    );
    facts.absent = ledger.absent();
    facts.evidence = ledger.evidence;
    facts.conflicts = ledger.conflicts;
    facts
}
