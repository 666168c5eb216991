use super::*;
use crate::clauses::clause_priority;

fn cut(line: &str) -> Vec<(String, Option<Say>)> {
    let page = Page::of_lines(line);
    let languages = Languages::of(Some("de"));
    parts(&page, 0..line.len(), &languages)
        .into_iter()
        .map(|part| {
            let say = part.clause.map(|clause| clause.0);
            (page.text[part.range].to_owned(), say)
        })
        .collect()
}

fn whole(line: &str) -> Option<(Priority, bool)> {
    let page = Page::of_lines(line);
    clause_priority(&page, 0..line.len(), &Languages::of(Some("fr")))
        .map(|clause| (clause.priority, clause.whole_line))
}

const WISH: Option<Say> = Some(Say::Is(Priority::Preferred));
const MUST: Option<Say> = Some(Say::Is(Priority::Required));

#[test]
fn a_tail_has_its_own_priority() {
    assert_eq!(
        cut("Requires a current welding ticket; crane ticket preferred"),
        [
            ("Requires a current welding ticket".into(), MUST),
            ("crane ticket preferred".into(), WISH)
        ]
    );
    assert_eq!(
        cut("Diploma in forestry required, master's degree preferred"),
        [
            ("Diploma in forestry required".into(), MUST),
            ("master's degree preferred".into(), WISH)
        ]
    );
    assert_eq!(
        cut("Two years behind a bar, ideally in a hotel"),
        [
            ("Two years behind a bar".into(), None),
            ("ideally in a hotel".into(), WISH)
        ]
    );
    assert_eq!(
        cut("Strong Erlang knowledge (Elixir is a plus)"),
        [
            ("Strong Erlang knowledge".into(), None),
            ("Elixir is a plus".into(), WISH)
        ]
    );
}

#[test]
fn a_wish_can_be_the_whole_line() {
    let wish = Some((Priority::Preferred, true));
    assert_eq!(whole("Knowledge of bees is a plus"), wish);
    assert_eq!(whole("Lathe, mill and press are a plus."), wish);
    assert_eq!(whole("Ideally you speak to horses"), wish);
    assert_eq!(whole("Sailing licence (nice to have)"), wish);
    assert_eq!(whole("If you can juggle, that's a plus"), wish);
    assert_eq!(whole("La pratique du violon est un plus"), wish);
    assert_eq!(
        whole("Harvest experience is preferred but not required"),
        wish
    );
    assert_eq!(whole("Nice to have: bees; wasps; hornets"), wish);
    assert_eq!(
        whole("Hospitality, catering, retail or similar work preferred"),
        wish
    );
    assert_eq!(whole("Votre goût du risque, sont des atouts"), wish);
    assert_eq!(whole("Vous souhaitez apprendre"), None);
    assert_eq!(
        whole("Some use of a loom (ideally a wide one) for cloth"),
        None
    );
    let tail = Some((Priority::Preferred, false));
    assert_eq!(
        whole("Five years of welding in a yard; crane ticket a plus"),
        tail
    );
    assert_eq!(whole("Knows bees"), None);
}

#[test]
fn what_is_not_needed_is_no_must() {
    assert_eq!(
        cut("No earlier harvest work is required"),
        [(
            "No earlier harvest work is required".into(),
            Some(Say::Unneeded)
        )]
    );
    assert_eq!(cut("Files reports as required")[0].1, None);
}

#[test]
fn semicolons_part_what_asks_by_itself() {
    let line = "Keeps bees in summer; mends hives in winter";
    assert_eq!(cut(line).len(), 2);
    assert_eq!(cut("Tools: lathe; mill; press").len(), 1);
}
