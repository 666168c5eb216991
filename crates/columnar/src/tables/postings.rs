//! The table of postings.

use jobgist::{LanguageDemand, Posting, SectionKind};

use super::{Cell, columns};
use crate::value::name_of;

/// Skills that the row of a posting names; the table of skills has them all.
const SKILLS: usize = 10;

struct Row<'a> {
    id: &'a str,
    posting: &'a Posting,
}

columns! { |row: Row<'_>|
    id: Text, "The input's id." => row.id;
    error: Text, "Why the input could not be read; all other columns are null then." => Cell::Null;
    duplicate_of: Text, "The id of the row whose posting this one repeats." => Cell::Null;
    page_kind: Text, "What kind of page was read." => name_of(&row.posting.page_kind);
    title: Text, "The job's title." => row.posting.title.as_ref();
    company: Text, "The employer's name." => row.posting.company.as_ref();
    job_id: Text, "Requisition or reference number." => row.posting.job_id.as_ref();
    city: Text, "City of the first place."
        => row.posting.locations.first().and_then(|place| place.city.as_ref());
    region: Text, "Region of the first place."
        => row.posting.locations.first().and_then(|place| place.region.as_ref());
    country: Text, "Country of the first place, ISO 3166-1 alpha-2."
        => row.posting.locations.first().and_then(|place| place.country.as_ref());
    locations: Lines, "All places: city, region, country." => places(row.posting);
    locations_mode: Text, "How several places relate: all, any_of or may_vary."
        => row.posting.locations_mode.as_ref().map(name_of);
    workplace: Text, "onsite, hybrid or remote." => row.posting.workplace.as_ref().map(name_of);
    employment_types: List, "Employment types of schema.org."
        => row.posting.employment_types.iter().map(name_of).collect::<Vec<_>>();
    permanent: Boolean, "The posting says that the job is permanent."
        => row.posting.duration.as_ref().map(|duration| duration.permanent);
    duration_min_months: Number, "Shortest length of the engagement."
        => row.posting.duration.as_ref().and_then(|duration| duration.min_months);
    duration_max_months: Number, "Longest length of the engagement."
        => row.posting.duration.as_ref().and_then(|duration| duration.max_months);
    start_date: Text, "ISO 8601 date, immediate or rolling." => row.posting.start_date.as_ref();
    date_posted: Text, "ISO 8601 date of publication." => row.posting.date_posted.as_ref();
    valid_through: Text, "ISO 8601 date of the deadline." => row.posting.valid_through.as_ref();
    salary_min: Number, "Lower figure of pay, as written."
        => row.posting.salary.as_ref().and_then(|salary| salary.min);
    salary_max: Number, "Upper figure of pay, as written."
        => row.posting.salary.as_ref().and_then(|salary| salary.max);
    salary_currency: Text, "ISO 4217."
        => row.posting.salary.as_ref().and_then(|salary| salary.currency.as_ref());
    salary_period: Text, "HOUR, DAY, WEEK, MONTH or YEAR."
        => row.posting.salary.as_ref().and_then(|salary| salary.period.as_ref().map(name_of));
    salary_gross: Boolean, "Gross (true) or net (false)."
        => row.posting.salary.as_ref().and_then(|salary| salary.gross);
    years_min: Number, "Least years of experience."
        => row.posting.experience_years.as_ref().and_then(|years| years.min);
    years_max: Number, "Upper end of a range of years."
        => row.posting.experience_years.as_ref().and_then(|years| years.max);
    years_subject: Text, "What the years count."
        => row.posting.experience_years.as_ref().and_then(|years| years.subject.as_ref());
    education_level: Text, "The lowest level of education accepted."
        => row.posting.education.as_ref().map(|education| name_of(&education.level));
    education_fields: List, "Fields of study."
        => row.posting.education.as_ref().map(|education| &education.fields);
    education_or_equivalent: Boolean, "Whether equivalent experience is accepted."
        => row.posting.education.as_ref().map(|education| education.or_equivalent);
    languages: List, "Human languages asked for: ISO 639-1, level, whether only preferred."
        => row.posting.languages.iter().map(language).collect::<Vec<_>>();
    seniority: Text, "Seniority as stated." => row.posting.seniority.as_ref().map(name_of);
    hours_min: Number, "Least hours a week."
        => row.posting.hours.as_ref().and_then(|hours| hours.per_week_min);
    hours_max: Number, "Most hours a week."
        => row.posting.hours.as_ref().and_then(|hours| hours.per_week_max);
    work_pattern: Text, "When the work falls."
        => row.posting.hours.as_ref().and_then(|hours| hours.pattern.as_ref().map(name_of));
    travel_min: Number, "Least share of travel in percent."
        => row.posting.travel.as_ref().and_then(|travel| travel.percent_min);
    travel_max: Number, "Greatest share of travel in percent."
        => row.posting.travel.as_ref().and_then(|travel| travel.percent_max);
    sponsorship: Text, "Whether the employer sponsors a visa: yes or no."
        => row.posting.work_authorization.as_ref()
            .and_then(|work| work.sponsorship.as_ref().map(name_of));
    work_countries: List, "Countries whose permission to work is asked for."
        => row.posting.work_authorization.as_ref().map(|work| &work.countries);
    clearance: Text, "Security clearance asked for."
        => row.posting.work_authorization.as_ref().and_then(|work| work.clearance.as_ref());
    skills: List, "The ten most relevant skills."
        => row.posting.skills.iter().take(SKILLS).map(|skill| skill.name.clone())
            .collect::<Vec<_>>();
    required: Lines, "Must-haves." => lines(row.posting, SectionKind::Required);
    preferred: Lines, "Nice-to-haves." => lines(row.posting, SectionKind::Preferred);
    responsibilities: Lines, "Duties." => lines(row.posting, SectionKind::Responsibilities);
    benefits: Lines, "What the employer offers." => lines(row.posting, SectionKind::Benefits);
    summary: Lines, "What a reader with 20 seconds needs."
        => Cell::Lines(row.posting.summary.iter().map(|line| line.text.clone()).collect());
    absent: List, "Facts that are not stated." => &row.posting.absent;
    url: Text, "Address of the posting." => row.posting.source.url.as_ref();
    language: Text, "Language of the posting, ISO 639-1." => row.posting.source.language.as_ref();
    format: Text, "Format of the input." => name_of(&row.posting.source.format);
    bytes: Integer, "Size of the input." => row.posting.source.bytes;
    sha256: Text, "SHA-256 of the input." => &row.posting.source.sha256;
    truncated: Text, "What a limit cut off." => row.posting.source.truncated.as_ref();
}

pub(super) fn rows(id: &str, posting: &Posting) -> Vec<Vec<Cell>> {
    vec![cells(&Row { id, posting })]
}

fn places(posting: &Posting) -> Cell {
    Cell::Lines(posting.locations.iter().map(super::facts::place).collect())
}

fn language(demand: &LanguageDemand) -> String {
    let mut text = demand.code.clone();
    if let Some(level) = &demand.level {
        text.push(' ');
        text.push_str(level);
    }
    if !demand.required {
        text.push_str(" (preferred)");
    }
    text
}

/// The lines of all sections of a kind.
fn lines(posting: &Posting, kind: SectionKind) -> Cell {
    let sections = posting.sections.iter();
    let items = sections
        .filter(|section| section.kind == kind)
        .flat_map(|section| &section.items);
    Cell::Lines(items.map(|item| item.text.clone()).collect())
}
