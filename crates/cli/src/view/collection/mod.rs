//! The screens of the commands on the collection.

pub(crate) mod compare;
pub(crate) mod difference;
pub(crate) mod due;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod overview;
pub(crate) mod saved;
pub(crate) mod show;
pub(crate) mod special;
mod table;

use jobgist_store::{JobId, Listed, words};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::owned;
use super::words::beginning;

/// Characters of a title, an employer or a place that a line shows.
const NAME_CHARACTERS: usize = 80;

/// "Night Baker, Hearth & Sons".
pub(crate) fn called(title: Option<&str>, company: Option<&str>) -> String {
    let parts: Vec<String> = [title, company].into_iter().flatten().map(short).collect();
    if parts.is_empty() {
        return "(no title)".to_owned();
    }
    parts.join(", ")
}

/// The beginning of a name that a page gives, which can be of any length.
fn short(name: &str) -> String {
    beginning(&owned(name), NAME_CHARACTERS).into_owned()
}

/// "k7m2  Night Baker, Hearth & Sons".
pub(crate) fn job(id: &JobId, title: Option<&str>, company: Option<&str>) -> String {
    format!("{id}  {}", called(title, company))
}

/// The same of a job in a list.
pub(crate) fn listed(job: &Listed) -> String {
    self::job(&job.id, job.title.as_deref(), job.company.as_deref())
}

/// "1 job", "3 jobs".
pub(crate) fn counted(count: usize, one: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {one}{plural}")
}

/// A fact's value, as the record has it, in words; `None` where it says nothing.
pub(crate) fn in_words(fact: &str, value: &Value) -> Option<String> {
    fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
        serde_json::from_value(value.clone()).ok()
    }
    let text = match fact {
        "salary" => words::pay(&read(value)?)?,
        "duration" => words::length(&read(value)?)?,
        "experience_years" => words::experience(&read(value)?)?,
        "education" => words::education(&read(value)?),
        "hours" => words::hours(&read(value)?)?,
        "travel" => words::travel(&read(value)?),
        "workplace" => words::workplace(read(value)?).to_owned(),
        "seniority" => words::seniority(read(value)?).to_owned(),
        "work_authorization" => words::authorization(&read(value)?)?,
        "locations" => joined(&read::<Vec<_>>(value)?, words::place)?,
        "languages" => joined(&read::<Vec<_>>(value)?, words::language)?,
        "employment_types" => joined(&read::<Vec<_>>(value)?, |&kind| {
            words::employment(kind).to_owned()
        })?,
        _ => value.as_str()?.to_owned(),
    };
    Some(owned(&text))
}

fn joined<T>(all: &[T], words: impl Fn(&T) -> String) -> Option<String> {
    let parts: Vec<String> = all.iter().map(words).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The same, where it is said what there is.
pub(crate) fn stated(fact: &str, value: &Value) -> String {
    in_words(fact, value).unwrap_or_else(|| "not stated".to_owned())
}
