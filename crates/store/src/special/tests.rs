use super::*;
use crate::testing::posting;

fn baker(company: &str, pay: u32, years: u32, asks: &[&str]) -> Posting {
    let asks: String = asks.iter().map(|ask| format!("- {ask}\n")).collect();
    posting(&format!(
        "# Baker\n\nCompany: {company}\nLocation: Lyon, France\nSalary: EUR {pay} a year\n\n\
         ## About us\n\nWe bake for the whole of the valley, and have done so since the mill was built.\n\n\
         ## Requirements\n\n- {years} years of experience in a bakery\n{asks}"
    ))
}

fn others() -> Vec<Posting> {
    vec![
        baker("Halm", 30_000, 1, &["SQL", "Excel", "Patience with people"]),
        baker("Kornfeld", 32_000, 2, &["SQL", "Patience with people"]),
        baker("Mühle", 34_000, 2, &["SQL", "Excel"]),
        baker("Steinofen", 31_000, 3, &["Excel"]),
    ]
}

fn short(special: &Special) -> String {
    let share = |share: &Share| format!("{} of {}", share.count, share.of);
    let mut out = vec![format!(
        "{} others, enough: {}",
        special.compared_with, special.enough
    )];
    out.extend(special.rare.iter().map(|one| {
        format!(
            "rare: {} ({}), must: {}",
            one.name,
            share(&one.share),
            one.required
        )
    }));
    out.extend(
        special
            .missing
            .iter()
            .map(|one| format!("missing: {} ({})", one.name, share(&one.share))),
    );
    out.extend(special.out_of_range.iter().map(|one| {
        format!(
            "{}: {}, usual {} (above: {}, {})",
            one.fact,
            one.value,
            one.usual,
            one.above,
            share(&one.share)
        )
    }));
    out.extend(
        special
            .own_lines
            .iter()
            .map(|line| format!("own: {} {}", line.section, line.text)),
    );
    out.push(format!("{:?}", special.boilerplate));
    out.join("\n")
}

#[test]
fn what_sets_a_posting_apart() {
    let one = baker(
        "KORNFELD",
        52_000,
        8,
        &["Kubernetes", "A parachute licence", "Patience with people"],
    );
    insta::assert_snapshot!(short(&special(&one, &others())));
}

#[test]
fn the_usual_is_nothing_special() {
    let one = baker("Brot", 32_000, 2, &["SQL", "Excel"]);
    let found = special(&one, &others());
    assert_eq!(
        (found.rare, found.missing, found.out_of_range),
        (vec![], vec![], vec![])
    );
    assert_eq!((found.boilerplate.postings, found.own_lines), (0, vec![]));
}

#[test]
fn two_others_are_too_few() {
    let one = baker("Kornfeld", 52_000, 8, &["Kubernetes"]);
    let others = others();
    let found = special(&one, &others[..2]);
    assert!(!found.enough && found.rare.is_empty() && found.out_of_range.is_empty());
    assert_eq!((found.compared_with, found.boilerplate.postings), (2, 1));
    assert!(special(&one, &others[..3]).enough);
}

#[test]
fn pay_of_another_currency_is_not_compared() {
    let text =
        "# Baker\n\nSalary: USD 520,000 a year\n\n## Requirements\n\n- Patience with people\n";
    assert_eq!(special(&posting(text), &others()).out_of_range, []);
}

#[test]
fn pages_that_hold_no_posting_do_not_count() {
    let gone = posting(
        "<title>Sign in</title><h1>Sign in</h1><form><input type=password name=password></form>",
    );
    let mut others = others();
    others.extend(std::iter::repeat_n(gone, 5));
    let one = baker("Brot", 32_000, 2, &["SQL", "Excel"]);
    assert_eq!(special(&one, &others).compared_with, 4);
}
