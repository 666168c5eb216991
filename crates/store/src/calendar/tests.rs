use proptest::prelude::*;

use super::*;
use crate::Status;
use crate::testing::{day, listed, reminder};

fn now() -> Moment {
    "2026-11-23T10:15:00Z".parse().unwrap()
}

fn calendar(job: &Listed, reminders: &[Reminder], url: Option<&str>) -> String {
    ics(
        [Entries {
            job,
            reminders,
            url,
        }],
        now(),
    )
}

/// Long lines as one.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "")
        .split("\r\n")
        .map(str::to_owned)
        .collect()
}

fn values(text: &str, name: &str) -> Vec<String> {
    unfolded(text)
        .iter()
        .filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_whole_calendar() {
    let mut job = listed("3fa9c1", Status::Saved, "2026-11-20");
    job.title = Some("Night Baker".to_owned());
    job.company = Some("Kornfeld; Söhne, \\Backwerk".to_owned());
    job.places = vec!["Lyon, FR".to_owned()];
    job.valid_through = Some(day("2026-12-01"));
    let reminders = [reminder(17, "2026-11-27", "Call Mara,\r\nask for: shifts")];
    let text = calendar(&job, &reminders, Some("https://jobs.example.com/7?a=1,2;b"));
    insta::assert_snapshot!(text.replace('\r', "␍"));
}

#[test]
fn what_is_over_is_taken_off_or_left_out() {
    let mut done = reminder(2, "2026-11-25", "Send the form");
    done.done_at = Some(now());
    let mut done_before = reminder(1, "2026-11-02", "Read the page");
    done_before.done_at = Some(now());
    let missed = reminder(3, "2026-11-20", "Call again");
    let mut job = listed("a", Status::Applied, "2026-11-20");
    job.valid_through = Some(day("2026-12-01"));
    let text = calendar(&job, &[done, done_before, missed], None);
    assert_eq!(
        values(&text, "UID"),
        [
            "a-3@jobgist",
            "alarm-a-3@jobgist",
            "a-2@jobgist",
            "a-deadline@jobgist"
        ]
    );
    assert_eq!(
        values(&text, "STATUS"),
        ["CONFIRMED", "CANCELLED", "CANCELLED"]
    );
    job.status = Status::Rejected;
    let open = [
        reminder(4, "2026-12-24", "Call"),
        reminder(5, "2026-11-22", "Call"),
    ];
    let text = calendar(&job, &open, None);
    // The deadline is over; what the user wants to be reminded of is not.
    assert_eq!(
        values(&text, "STATUS"),
        ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    );
}

#[test]
fn addresses_cannot_bring_lines_of_their_own() {
    let mut job = listed("a", Status::Saved, "2026-11-20");
    job.valid_through = Some(day("2026-12-01"));
    let refused = [
        "javascript:alert(1)",
        "https://a.example/\r\nATTACH:https://b.example",
        "https://a.example/ b",
        "file:///etc/passwd",
        "https://a.example/ü",
    ];
    for url in refused {
        assert_eq!(
            values(&calendar(&job, &[], Some(url)), "URL"),
            Vec::<String>::new(),
            "{url}"
        );
    }
    assert_eq!(
        values(&calendar(&job, &[], Some("https://a.example/b")), "URL").len(),
        1
    );
}

proptest! {
    /// Whatever a page or a person wrote, the lines are those of the calendar.
    #[test]
    fn any_text_stays_in_its_property(
        title in "(?s).{0,120}",
        text in "(?s)[\\r\\n,;:\\\\A-Zäß\u{2028}\u{85} ]{0,200}",
        id in ".{0,8}",
    ) {
        let mut job = listed(&id, Status::Saved, "2026-11-20");
        job.title = Some(title);
        job.company = Some(text.clone());
        job.valid_through = Some(day("2026-12-01"));
        let written = calendar(&job, &[reminder(1, "2026-11-27", &text)], None);
        prop_assert_eq!(written.replace("\r\n", "").find(['\r', '\n']), None);
        let names: Vec<String> = unfolded(&written)
            .iter()
            .map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned())
            .collect();
        prop_assert_eq!(names.iter().filter(|name| *name == "SUMMARY").count(), 2);
        // The calendar's own lines and the empty end, and those of two events with an alarm each.
        prop_assert_eq!(names.len(), 8 + 2 * (11 + 7));
        for line in written.split("\r\n") {
            // The library counts the space of a line's continuation in all but the last one.
            prop_assert!(line.len() <= 76, "{}", line);
        }
        prop_assert_eq!(written, calendar(&job, &[reminder(1, "2026-11-27", &text)], None));
    }
}
