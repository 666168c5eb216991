use super::*;
use crate::testing::{day, listed, reminder};

const TODAY: &str = "2026-11-23";

fn kinds(jobs: &[(Listed, Vec<Reminder>)], rules: &Rules) -> Vec<(DueKind, String, i32)> {
    let jobs = jobs
        .iter()
        .map(|(job, reminders)| (job, reminders.as_slice()));
    due(jobs, day(TODAY), rules)
        .into_iter()
        .map(|due| (due.kind, due.job.to_string(), due.days))
        .collect()
}

fn with_deadline(id: &str, status: Status, last: &str) -> (Listed, Vec<Reminder>) {
    let mut job = listed(id, status, "2026-11-22");
    job.valid_through = Some(day(last));
    (job, Vec::new())
}

#[test]
fn reminders_count_from_their_day_until_they_are_done() {
    let mut done = reminder(3, "2026-11-01", "Send the form");
    done.done_at = day(TODAY).noon();
    let reminders = vec![
        reminder(1, TODAY, "Call Mara"),
        reminder(2, "2026-11-20", "Ask for the date"),
        done,
        reminder(4, "2026-11-24", "Prepare questions"),
    ];
    let jobs = [(listed("a", Status::Interview, "2026-11-22"), reminders)];
    let expected = [
        (DueKind::Reminder, "a".to_owned(), -3),
        (DueKind::Reminder, "a".to_owned(), 0),
    ];
    assert_eq!(kinds(&jobs, &Rules::default()), expected);
    let week = Rules {
        reminder_days: 7,
        ..Rules::default()
    };
    assert_eq!(kinds(&jobs, &week).len(), 3);
}

#[test]
fn deadlines_count_until_an_application_is_sent() {
    let jobs = [
        with_deadline("near", Status::Saved, "2026-11-30"),
        with_deadline("far", Status::Saved, "2026-12-01"),
        with_deadline("today", Status::Own("shortlisted".to_owned()), TODAY),
        with_deadline("over", Status::Saved, "2026-11-22"),
        with_deadline("sent", Status::Applied, "2026-11-24"),
        with_deadline("gone", Status::Expired, "2026-11-22"),
    ];
    let expected = [
        (DueKind::Expired, "over".to_owned(), -1),
        (DueKind::Deadline, "today".to_owned(), 0),
        (DueKind::Deadline, "near".to_owned(), 7),
    ];
    assert_eq!(kinds(&jobs, &Rules::default()), expected);
}

#[test]
fn silence_counts_after_the_last_change() {
    let at = |id: &str, status, since: &str, changed: &str| {
        let mut job = listed(id, status, since);
        job.changed_at = day(changed).noon().unwrap();
        (job, Vec::new())
    };
    let jobs = [
        at("quiet", Status::Applied, "2026-11-01", "2026-11-09"),
        at("heard", Status::Screening, "2026-11-01", "2026-11-10"),
        at("ahead", Status::Interview, "2026-11-29", "2026-11-01"),
        at("offer", Status::Offer, "2026-10-01", "2026-10-01"),
        at("saved", Status::Saved, "2026-10-01", "2026-10-01"),
        at("over", Status::Rejected, "2026-10-01", "2026-10-01"),
    ];
    let expected = [(DueKind::Quiet, "quiet".to_owned(), -14)];
    assert_eq!(kinds(&jobs, &Rules::default()), expected);
}

#[test]
fn days_first_then_titles() {
    let named = |id: &str, title: Option<&str>| {
        let (mut job, none) = with_deadline(id, Status::Saved, "2026-11-25");
        job.title = title.map(str::to_owned);
        (job, none)
    };
    let jobs = [
        named("a", None),
        named("b", Some("Welder")),
        named("c", Some("Baker")),
        named("d", Some("Baker")),
    ];
    let order: Vec<String> = kinds(&jobs, &Rules::default())
        .into_iter()
        .map(|due| due.1)
        .collect();
    assert_eq!(order, ["c", "d", "b", "a"]);
}
