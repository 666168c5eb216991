//! Lists of jobs: which, and in which order.

use std::cmp::Ordering;
use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::failure::Inner;
use super::fold::{fold, words};
use super::happening::{bad, day, json, moment};
use super::read;
use super::types::{Filter, Sort};
use crate::{Day, JobId, Listed, Reminder, Status};

/// A job in a line, with what lists go by and do not show.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) key: i64,
    pub(super) listed: Listed,
    pay_a_year: Option<f64>,
    skills: Option<String>,
}

/// The columns of a [`Line`] but for its skills.
const COLUMNS: &str = "key, id, title, company, places, workplace, salary, valid_through, status, \
     status_on, (SELECT json_group_array(word ORDER BY word) FROM tag WHERE tag.job = key), rating, \
     (SELECT min(due) FROM reminder WHERE reminder.job = key AND done_at IS NULL), saved_at, \
     changed_at, pay_a_year";

impl Line {
    fn read(row: &Row<'_>) -> Inner<Self> {
        let optional_day = |at: usize| -> Inner<Option<Day>> {
            let text = row.get_ref(at)?.as_str_or_null().map_err(bad)?;
            text.map(day).transpose()
        };
        let salary = row.get_ref(6)?.as_str_or_null().map_err(bad)?;
        let list = |at: usize| -> Inner<Vec<String>> {
            match row.get_ref(at)?.as_str().map_err(bad)? {
                "[]" => Ok(Vec::new()),
                text => json(text),
            }
        };
        Ok(Self {
            key: row.get(0)?,
            listed: Listed {
                id: JobId(row.get(1)?),
                title: row.get(2)?,
                company: row.get(3)?,
                places: list(4)?,
                workplace: row.get(5)?,
                salary: salary.map(json).transpose()?,
                valid_through: optional_day(7)?,
                status: Status::from(row.get::<_, String>(8)?),
                status_on: day(row.get_ref(9)?.as_str().map_err(bad)?)?,
                tags: list(10)?,
                rating: row.get(11)?,
                next_reminder: optional_day(12)?,
                saved_at: moment(row.get(13)?)?,
                changed_at: moment(row.get(14)?)?,
            },
            pay_a_year: row.get(15)?,
            skills: row.get(16)?,
        })
    }
}

/// The lines of which `condition` holds, with skills when `skills`.
fn lines(
    connection: &Connection,
    condition: &str,
    values: impl rusqlite::Params,
    skills: bool,
) -> Inner<Vec<Line>> {
    let skills = if skills { "skills" } else { "NULL" };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, {skills} FROM job WHERE {condition} ORDER BY key"
    ))?;
    let mut rows = statement.query(values)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(Line::read(row)?);
    }
    Ok(lines)
}

/// The line of one job, by its key.
pub(super) fn line(connection: &Connection, key: i64) -> Inner<Option<Line>> {
    Ok(lines(connection, "key = ?1", [key], false)?.pop())
}

/// All jobs, in the order in which they were saved.
pub(super) fn all(connection: &Connection, binned: bool) -> Inner<Vec<Line>> {
    lines(connection, "(removed_at IS NOT NULL) = ?1", [binned], false)
}

/// The jobs that a filter lets through, in its order.
pub(super) fn list(connection: &Connection, filter: &Filter, today: Day) -> Inner<Vec<Listed>> {
    let mut lines = lines(
        connection,
        "(removed_at IS NOT NULL) = ?1",
        [filter.binned],
        !filter.skills.is_empty(),
    )?;
    let wanted = Wanted::of(filter, today);
    lines.retain(|line| wanted.holds(line));
    sort(&mut lines, filter.sort, filter.reverse);
    lines.truncate(filter.limit.unwrap_or(usize::MAX));
    Ok(lines.into_iter().map(|line| line.listed).collect())
}

/// A filter, made ready to be asked of many jobs.
struct Wanted<'a> {
    filter: &'a Filter,
    places: Vec<Vec<String>>,
    skills: Vec<String>,
    company: Vec<String>,
    until: Option<(Day, Option<Day>)>,
}

impl<'a> Wanted<'a> {
    fn of(filter: &'a Filter, today: Day) -> Self {
        let days = filter
            .expiring_within
            .map(|days| i32::try_from(days).unwrap_or(i32::MAX));
        // A number of days that leaves the calendar means every later day.
        let until = days.map(|days| (today, today.plus_days(days)));
        Self {
            filter,
            places: filter.places.iter().map(|place| words(place)).collect(),
            skills: filter
                .skills
                .iter()
                .map(|skill| fold(skill.trim()))
                .collect(),
            company: words(filter.company.as_deref().unwrap_or_default()),
            until,
        }
    }

    fn holds(&self, line: &Line) -> bool {
        let listed = &line.listed;
        let statuses = &self.filter.statuses;
        (statuses.is_empty() || statuses.contains(&listed.status))
            && self.filter.tags.iter().all(|tag| listed.tags.contains(tag))
            && self.until.is_none_or(|(first, last)| {
                let within = |day| first <= day && last.is_none_or(|last| day <= last);
                listed.valid_through.is_some_and(within)
            })
            && self.pays(line)
            && (self.company.is_empty() || begins_all(&self.company, listed.company.as_deref()))
            && self.stands_at(listed)
            && self.asks(line.skills.as_deref())
    }

    fn pays(&self, line: &Line) -> bool {
        let currency = line
            .listed
            .salary
            .as_ref()
            .and_then(|pay| pay.currency.as_deref());
        let enough = |least: f64| line.pay_a_year.is_some_and(|pay| pay >= least);
        self.filter.pay_at_least.is_none_or(enough)
            && self.filter.currency.as_deref().is_none_or(|wanted| {
                currency.is_some_and(|currency| currency.eq_ignore_ascii_case(wanted.trim()))
            })
    }

    fn stands_at(&self, listed: &Listed) -> bool {
        let places = || listed.places.iter().chain(&listed.workplace);
        self.places.is_empty()
            || self.places.iter().any(|wanted| {
                !wanted.is_empty() && places().any(|place| begins_all(wanted, Some(place)))
            })
    }

    fn asks(&self, skills: Option<&str>) -> bool {
        if self.skills.is_empty() {
            return true;
        }
        let skills: Vec<String> = skills.and_then(|text| json(text).ok()).unwrap_or_default();
        let skills: Vec<String> = skills.iter().map(|skill| fold(skill)).collect();
        self.skills.iter().all(|wanted| skills.contains(wanted))
    }
}

/// Whether each wanted word begins a word of the text. Codes of countries are words as they are: "de"
/// is not Denver.
pub(super) fn begins_all(wanted: &[String], text: Option<&str>) -> bool {
    const CODE: usize = 2;
    let words = words(text.unwrap_or_default());
    wanted.iter().all(|wanted| {
        words.iter().any(|word| match wanted.len() {
            ..=CODE => word == wanted,
            _ => word.starts_with(wanted.as_str()),
        })
    })
}

/// What lines are sorted by.
#[derive(Debug, PartialEq, PartialOrd)]
enum Key {
    Figure(f64),
    Word(String),
}

fn key(line: &Line, sort: Sort) -> Option<Key> {
    let listed = &line.listed;
    // Times, pay and ratings begin with the greatest.
    let last = |moment: crate::Moment| Key::Figure(-(moment.unix_seconds() as f64));
    let word = |text: &Option<String>| text.as_deref().map(|text| Key::Word(fold(text)));
    match sort {
        Sort::Changed => Some(last(listed.changed_at)),
        Sort::Saved => Some(last(listed.saved_at)),
        Sort::Title => word(&listed.title),
        Sort::Company => word(&listed.company),
        Sort::Status => {
            let place = Status::USUAL
                .iter()
                .position(|usual| *usual == listed.status);
            Some(place.map_or(Key::Word(fold(listed.status.as_str())), |at| {
                Key::Figure(at as f64)
            }))
        }
        Sort::Deadline => listed.valid_through.map(|day| Key::Word(day.to_string())),
        Sort::Reminder => listed.next_reminder.map(|day| Key::Word(day.to_string())),
        Sort::Pay => line.pay_a_year.map(|pay| Key::Figure(-pay)),
        Sort::Rating => listed.rating.map(|rating| Key::Figure(-f64::from(rating))),
    }
}

fn sort(lines: &mut Vec<Line>, sort: Sort, reverse: bool) {
    let mut keyed: Vec<(Option<Key>, Line)> = lines
        .drain(..)
        .map(|line| (key(&line, sort), line))
        .collect();
    keyed.sort_by(|(one, one_line), (other, other_line)| {
        let order = match (one, other) {
            (Some(one), Some(other)) => {
                let order = one.partial_cmp(other).unwrap_or(Ordering::Equal);
                if reverse { order.reverse() } else { order }
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        // Of equals the one saved last.
        order.then(other_line.key.cmp(&one_line.key))
    });
    lines.extend(keyed.into_iter().map(|(_, line)| line));
}

/// All jobs that are not in the bin, with the reminders that are not done.
pub(super) fn with_open_reminders(connection: &Connection) -> Inner<Vec<(Listed, Vec<Reminder>)>> {
    let mut open: HashMap<i64, Vec<Reminder>> = HashMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT event, due, text, done_at, job FROM reminder WHERE done_at IS NULL ORDER BY due, event",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        open.entry(row.get(4)?)
            .or_default()
            .push(read::reminder(row)?);
    }
    let jobs = all(connection, false)?.into_iter();
    Ok(jobs
        .map(|line| (line.listed, open.remove(&line.key).unwrap_or_default()))
        .collect())
}
