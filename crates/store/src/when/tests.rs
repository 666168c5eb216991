use proptest::prelude::*;

use super::*;

/// A Monday.
fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

#[test]
fn days_as_people_write_them() {
    let cases = [
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("day after tomorrow", "2026-11-25"),
        ("the day after tomorrow", "2026-11-25"),
        ("friday", "2026-11-27"),
        ("on Friday", "2026-11-27"),
        ("next friday", "2026-11-27"),
        ("monday", "2026-11-30"),
        ("next monday", "2026-11-30"),
        ("last friday", "2026-11-20"),
        ("in 2 weeks", "2026-12-07"),
        ("in two weeks", "2026-12-07"),
        ("2 weeks", "2026-12-07"),
        ("2 weeks from now", "2026-12-07"),
        ("a week ago", "2026-11-16"),
        ("next week", "2026-11-30"),
        ("in a month", "2026-12-23"),
        ("in 3 days", "2026-11-26"),
        ("+10d", "2026-12-03"),
        ("10d", "2026-12-03"),
        ("-2d", "2026-11-21"),
        ("2026-12-01", "2026-12-01"),
        (" 2024-02-29 ", "2024-02-29"),
        ("1 Dec", "2026-12-01"),
        ("Dec 1", "2026-12-01"),
        ("december 1st", "2026-12-01"),
        ("1st of December", "2026-12-01"),
        ("1 Dec 2027", "2027-12-01"),
        ("Dec 1, 2027", "2027-12-01"),
        ("Dec 1 2027", "2027-12-01"),
        ("1 February", "2027-02-01"),
        ("23 nov", "2026-11-23"),
        ("22 nov", "2027-11-22"),
        ("1.12.2026", "2026-12-01"),
        ("1.12.", "2026-12-01"),
        ("1.2.", "2027-02-01"),
        ("end of month", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("eom", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of february", "2027-02-28"),
        ("end of november", "2026-11-30"),
        ("end of october", "2027-10-31"),
        ("end of the year", "2026-12-31"),
    ];
    for (text, expected) in cases {
        let found = day(text, today()).map(|day| day.to_string());
        assert_eq!(found.as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_happened_is_near() {
    let at = |text, now: &str| nearest_day(text, now.parse().unwrap()).unwrap().to_string();
    assert_eq!(at("22 nov", "2026-11-23"), "2026-11-22");
    assert_eq!(at("28 Dec", "2027-01-04"), "2026-12-28");
    assert_eq!(at("4 Jan", "2026-12-28"), "2027-01-04");
    assert_eq!(at("friday", "2026-11-23"), "2026-11-27");
}

#[test]
fn what_is_no_day_is_refused_with_examples() {
    let not = [
        "",
        " ",
        "soon",
        "10",
        "2026",
        "week",
        "10m",
        "3 hours",
        "friday 8pm",
        "friday 20:15",
        "friday 9 PM",
        "1/2/2026",
        "31 feb",
        "2026-13-01",
        "0001-01-01",
        "9999-12-31",
        "99999 days",
        "9999 months",
        "friday ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "5 dec 9 ABC",
        "freitag",
        "32.1.2026",
        "1.2.3.4",
        "ünter",
        "tomorrow or friday",
        "\u{0}",
    ];
    for text in not {
        let error = day(text, today()).expect_err(text).to_string();
        assert!(error.contains("\"friday\"") && error.len() < 300, "{error}");
    }
    let error = day("friday 8pm", today()).unwrap_err();
    assert!(error.to_string().contains("time of the day"));
}

proptest! {
    #[test]
    fn any_text_is_a_day_or_an_error(text in ".{0,70}", at in 0i32..80_000) {
        let today = "1970-01-01".parse::<Day>().unwrap().plus_days(at).unwrap();
        let _ = day(&text, today);
        let _ = nearest_day(&text, today);
    }

    #[test]
    fn words_in_any_order_never_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "next", "last", "this", "friday", "may", "1", "31", "2026", "9999", "days", "weeks",
                "months", "ago", "-", "+", "T", "AM", "pm", ":", ".", ",", "end", "of", "th", "0",
                "from", "now", "year", "y", "feb", "29", "1st", "a",
            ]),
            0..7,
        ),
        glued: bool,
    ) {
        let text = words.join(if glued { "" } else { " " });
        let _ = day(&text, today());
        let _ = nearest_day(&text, today());
    }

    #[test]
    fn a_written_day_is_that_day(at in 0i32..80_000) {
        let day_of = "1970-01-01".parse::<Day>().unwrap().plus_days(at).unwrap();
        prop_assert_eq!(day(&day_of.to_string(), today()), Ok(day_of));
    }
}

#[test]
fn words_that_only_begin_like_a_day_are_none() {
    for text in [
        "morgen",
        "montag",
        "mittwoch",
        "monkey",
        "weekend",
        "next weekend",
        "in 2 mondays",
        "1 dec foo",
        "hoy",
        "hourly",
        "year",
        "decade",
    ] {
        assert!(day(text, "2026-11-23".parse().unwrap()).is_err(), "{text}");
    }
}
