//! Tests of the reading of pay, on invented lines.

use super::*;
use crate::page::Structured;
use crate::posting::PayPeriod;
use crate::testing::{Fixture, best};

type Short = (Option<f64>, Option<f64>, Option<String>, Option<PayPeriod>);

fn short(salary: Option<Salary>) -> Option<Short> {
    salary.map(|s| (s.min, s.max, s.currency, s.period))
}

fn read(code: &str, lines: &str) -> Option<Short> {
    short(best(find(&Fixture::of(code, lines).reading())))
}

fn pay(min: f64, max: f64, currency: &str, period: PayPeriod) -> Option<Short> {
    let figure = |value: f64| (value > 0.0).then_some(value);
    Some((
        figure(min),
        figure(max),
        Some(currency.to_owned()),
        Some(period),
    ))
}

#[test]
fn pay_with_its_period() {
    use PayPeriod::{Day, Hour, Month, Year};
    for (code, line, expected) in [
        (
            "en",
            "Pay: $19.50 - $23.00 per hour",
            pay(19.5, 23.0, "USD", Hour),
        ),
        (
            "en",
            "Salary range: £31,000 to £36,500 per annum",
            pay(31000.0, 36500.0, "GBP", Year),
        ),
        (
            "en",
            "We pay €2,100 a month before tax",
            pay(2100.0, 0.0, "EUR", Month),
        ),
        (
            "en",
            "Up to $29/hr for night work",
            pay(0.0, 29.0, "USD", Hour),
        ),
        (
            "en",
            "Day rate: CHF 640 per day",
            pay(640.0, 0.0, "CHF", Day),
        ),
        (
            "en",
            "Base salary $140k – $165k",
            pay(140_000.0, 165_000.0, "USD", Year),
        ),
        (
            "de",
            "Stundenlohn: 17,25 Euro brutto",
            pay(17.25, 0.0, "EUR", Hour),
        ),
        (
            "de",
            "Jahresgehalt von 48.000 bis 55.000 €",
            pay(48000.0, 55000.0, "EUR", Year),
        ),
        (
            "fr",
            "Salaire : 31 à 36 K€ brut annuel",
            pay(31000.0, 36000.0, "EUR", Year),
        ),
        (
            "fr",
            "Rémunération : 1 950 € par mois",
            pay(1950.0, 0.0, "EUR", Month),
        ),
    ] {
        assert_eq!(read(code, line), expected, "{line}");
    }
}

#[test]
fn ranges_for_several_places_are_one() {
    use PayPeriod::{Hour, Year};
    let places = "In Graz the salary range is $90,000 per year - $100,000 per year. \
                  In Linz the salary range is $80,000 per year - $95,000 per year.";
    assert_eq!(read("en", places), pay(80_000.0, 100_000.0, "USD", Year));
    let found = find(&Fixture::of("en", places).reading());
    assert!(
        found[0].evidence.text.starts_with("$90")
            && found[0].evidence.text.ends_with("95,000 per year")
    );
    // Two jobs, two periods, and a single figure beside a range stay apart.
    for (line, first) in [
        (
            "Bakers earn $20 - $22 per hour, the head of the mill $60 - $70 per hour",
            pay(20.0, 22.0, "USD", Hour),
        ),
        (
            "Pay: $20 - $22 per hour; $30 per hour on Sundays",
            pay(20.0, 22.0, "USD", Hour),
        ),
    ] {
        assert_eq!(read("en", line), first, "{line}");
    }
}

#[test]
fn money_of_other_sorts_is_no_pay() {
    for line in [
        "A sign-on bonus of $2,500",
        "You run a budget of $400,000 per year",
        "We raised $40 million last year",
        "Annual revenue of $90,000,000",
        "Learning stipend: $1,200 per year",
        "401(k) and 20 days off",
        "Tuition assistance of up to $5,250 per year",
    ] {
        assert_eq!(read("en", line), None, "{line}");
    }
}

#[test]
fn the_line_of_short_facts_wins() {
    let fixture = Fixture::of(
        "en",
        "Our drivers earn up to $90,000 per year\nPay: $31.00 - $34.00 per hour",
    )
    .role(1, Role::Meta);
    let expected = pay(31.0, 34.0, "USD", PayPeriod::Hour);
    assert_eq!(short(best(find(&fixture.reading()))), expected);
}

#[test]
fn the_size_tells_a_missing_period() {
    assert_eq!(
        read("en", "Wage: $18 - $20"),
        pay(18.0, 20.0, "USD", PayPeriod::Hour)
    );
    assert_eq!(
        read("en", "Salary: €52,000"),
        pay(52000.0, 0.0, "EUR", PayPeriod::Year)
    );
}

#[test]
fn the_hours_of_a_week_are_no_period_of_pay() {
    use PayPeriod::Month;
    assert_eq!(
        read(
            "pl",
            "Pełny etat, 40 h/tydzień. Wynagrodzenie 6200-7000 zł netto."
        ),
        pay(6200.0, 7000.0, "PLN", Month)
    );
    assert_eq!(
        read(
            "es",
            "Lugar: Bogotá, Colombia\nSueldo: $3.200.000 a $3.800.000 mensuales"
        ),
        pay(3_200_000.0, 3_800_000.0, "COP", Month)
    );
    let lines = "Konkurransedyktig lønn\nReferansenr.: 4412889";
    assert_eq!(read("no", lines), None);
}

#[test]
fn vague_words_are_vague_evidence() {
    let fixture = Fixture::of("en", "We offer a competitive salary.");
    let found = find(&fixture.reading());
    assert!(found.iter().all(|c| c.value.is_none()));
    assert_eq!(found[0].evidence.stated, Stated::Vague);
}

#[test]
fn the_text_wins_over_the_data() {
    let data = Structured {
        source: Some(EvidenceSource::Jsonld),
        salary: Some(Pay {
            min: Some(50000.0),
            max: Some(50000.0),
            currency: Some("EUR".to_owned()),
            period: Some("YEAR".to_owned()),
        }),
        ..Structured::default()
    };
    let alone = Fixture::of("en", "A kind team").data(data.clone());
    let expected = pay(50000.0, 0.0, "EUR", PayPeriod::Year);
    assert_eq!(short(best(find(&alone.reading()))), expected);
    let both = Fixture::of("en", "Salary: €54,000 per year").data(data);
    let expected = pay(54000.0, 0.0, "EUR", PayPeriod::Year);
    assert_eq!(short(best(find(&both.reading()))), expected);
}
