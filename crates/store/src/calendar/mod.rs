//! Reminders and deadlines as a calendar (iCalendar, RFC 5545).

use chrono::Duration;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::{Day, Listed, Moment, Reminder, agenda, words};

/// Characters of a text that an entry shows.
const LONGEST: usize = 1000;
/// An address that is longer is left out.
const LONGEST_URL: usize = 2000;
/// A reminder rings at nine in the morning of its day.
const MORNING: Duration = Duration::hours(9);
/// A deadline rings at nine in the morning of the day before.
const MORNING_BEFORE: Duration = Duration::hours(-15);

/// A job with what its calendar entries say.
#[derive(Debug, Clone, Copy)]
pub struct Entries<'a> {
    /// The job.
    pub job: &'a Listed,
    /// Its reminders, done ones too.
    pub reminders: &'a [Reminder],
    /// Where the posting stands on the web.
    pub url: Option<&'a str>,
}

/// One event, before it is written.
struct Entry<'a> {
    uid: String,
    on: Day,
    summary: String,
    alarm: Duration,
    /// What is done, or no longer to be done.
    is_over: bool,
    of: &'a Entries<'a>,
}

/// The calendar: an all-day event a reminder and a deadline, with an alarm.
///
/// `now` is written as the time of making. Identifiers are stable: a calendar replaces what it took
/// over before. What is done, or no longer to be done, but still ahead stands as cancelled, so that a
/// calendar which has it takes it off.
#[must_use]
pub fn ics<'a>(jobs: impl IntoIterator<Item = Entries<'a>>, now: Moment) -> String {
    let jobs: Vec<Entries<'_>> = jobs.into_iter().collect();
    let today = now.day();
    let mut entries: Vec<Entry<'_>> = jobs.iter().flat_map(of_job).collect();
    entries.retain(|entry| !entry.is_over || entry.on >= today);
    // The format has years of four digits.
    entries.retain(|entry| (1..=9999).contains(&entry.on.date().year()));
    entries.sort_by(|one, other| (one.on, &one.uid).cmp(&(other.on, &other.uid)));
    let mut calendar = Calendar::new();
    calendar.properties.clear();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//jobgist//collection//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.append_property(Property::new("X-WR-CALNAME", "Job applications"));
    for entry in entries {
        calendar.push(event(&entry, now));
    }
    calendar.to_string()
}

fn of_job<'a>(of: &'a Entries<'a>) -> Vec<Entry<'a>> {
    let job = of.job;
    // The identifier stands in a line of its own rules.
    let id: String = job
        .id
        .as_str()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let about = about(job);
    let mut entries: Vec<Entry<'_>> = of
        .reminders
        .iter()
        .map(|reminder| Entry {
            uid: format!("{id}-{}@jobgist", reminder.number),
            on: reminder.on,
            summary: format!("{} ({about})", plain(&reminder.text)),
            alarm: MORNING,
            is_over: reminder.done_at.is_some(),
            of,
        })
        .collect();
    entries.extend(job.valid_through.map(|last| Entry {
        uid: format!("{id}-deadline@jobgist"),
        on: last,
        summary: format!("Deadline: {about}"),
        alarm: MORNING_BEFORE,
        is_over: !agenda::awaits_application(&job.status),
        of,
    }));
    entries
}

/// "Night Baker, Kornfeld", or the job's name in the collection.
fn about(job: &Listed) -> String {
    let parts: Vec<String> = [&job.title, &job.company]
        .into_iter()
        .flatten()
        .map(|part| plain(part))
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        plain(job.id.as_str())
    } else {
        parts.join(", ")
    }
}

fn event(entry: &Entry<'_>, now: Moment) -> Event {
    let stamp = stamp(now);
    let mut event = Event::new();
    event
        .uid(&entry.uid)
        .append_property(Property::new("DTSTAMP", &stamp))
        .append_property(all_day("DTSTART", entry.on))
        .append_property(Property::new(
            "LAST-MODIFIED",
            self::stamp(entry.of.job.changed_at),
        ))
        .append_property(Property::new("TRANSP", "TRANSPARENT"))
        .summary(&entry.summary)
        .description(&description(entry.of.job));
    if let Some(next) = entry.on.plus_days(1) {
        event.append_property(all_day("DTEND", next));
    }
    if let Some(url) = entry.of.url.filter(|url| is_address(url)) {
        event.append_property(Property::new("URL", url));
    }
    if entry.is_over {
        event.status(EventStatus::Cancelled);
        return event;
    }
    event.status(EventStatus::Confirmed);
    // The library stamps alarms with its own clock and a random identifier where they have none.
    let mut alarm = Alarm::display(&entry.summary, entry.alarm);
    alarm
        .append_property(Property::new("DTSTAMP", &stamp))
        .append_property(Property::new("UID", format!("alarm-{}", entry.uid)));
    event.alarm(alarm);
    event
}

fn description(job: &Listed) -> String {
    let mut lines = vec![format!(
        "{}: {} since {}",
        job.id, job.status, job.status_on
    )];
    lines.extend((!job.places.is_empty()).then(|| job.places.join("; ")));
    lines.extend(job.salary.as_ref().and_then(words::pay));
    plain(&lines.join("\n"))
}

fn all_day(name: &str, day: Day) -> Property {
    let date = day.date();
    let text = format!("{:04}{:02}{:02}", date.year(), date.month(), date.day());
    Property::new(name, text)
        .add_parameter("VALUE", "DATE")
        .done()
}

/// A time as "20261123T101500Z".
fn stamp(at: Moment) -> String {
    at.to_string()
        .chars()
        .filter(|character| !matches!(character, '-' | ':'))
        .collect()
}

/// Text without what a page may have hidden in it: control characters and marks that turn the
/// direction of text. Line breaks stay.
fn plain(text: &str) -> String {
    let kept = |character: char| match character {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        '\u{2028}' | '\u{2029}' => Some('\n'),
        other => (!words::is_hidden(other)).then_some(other),
    };
    text.trim().chars().filter_map(kept).take(LONGEST).collect()
}

/// Whether a text can stand as an address: such values are written as they are.
fn is_address(url: &str) -> bool {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    is_web && url.len() <= LONGEST_URL && url.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests;
