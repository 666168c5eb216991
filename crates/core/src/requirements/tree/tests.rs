use super::*;
use crate::page::Page;
use crate::posting::EducationLevel;
use crate::requirements::pieces::pieces;
use crate::table::Languages;

/// The tree of a line in which every word with a star behind it is named; with two stars it
/// may be generic, with three it may be an adjective; "degree*" is a bachelor's degree; "4#" are four years.
fn tree(line: &str) -> String {
    let mut text = String::new();
    let mut leaves = Vec::new();
    let mut years = Vec::new();
    for word in line.split_inclusive(' ') {
        let bare = word.replace(['*', '#'], "");
        let mut start = 0;
        for piece in word.split_inclusive(['/', '(', ')', ',']) {
            let name: String = piece
                .chars()
                .filter(|c| !matches!(c, '*' | '#' | '/' | '(' | ')' | ',' | ' ' | '.' | ';'))
                .collect();
            let at = bare[start..].find(&name).unwrap_or(0) + start;
            let range = text.len() + at..text.len() + at + name.len();
            start = at + name.len();
            if piece.contains('#') {
                years.push((range, name.parse().unwrap_or(0.0)));
            } else if piece.contains('*') {
                let generic = piece.contains("**");
                let vague = piece.contains("***");
                let expr = if name == "degree" {
                    Expr::Degree {
                        degree: EducationLevel::Bachelor,
                        or_years: None,
                    }
                } else {
                    Expr::Skill { skill: name }
                };
                leaves.push(Leaf {
                    range,
                    expr,
                    generic,
                    vague,
                });
            }
        }
        text.push_str(&bare);
    }
    let page = Page::of_lines(&text);
    let languages = Languages::of(Some("de"));
    let pieces = pieces(&page, &(0..text.len()), &languages, &leaves, &years);
    let tree = parse(&pieces, &leaves);
    serde_json::to_string(&tree).unwrap_or_default()
}

/// Trees as short as can be written: `&` all of, `|` one of, `~` open.
fn short(line: &str) -> String {
    fn write(value: &serde_json::Value) -> String {
        let list = |value: &serde_json::Value, by: &str| {
            let all = value.as_array().cloned().unwrap_or_default();
            let all: Vec<String> = all.iter().map(write).collect();
            format!("({})", all.join(by))
        };
        if let Some(name) = value["skill"].as_str() {
            return name.to_owned();
        }
        if let Some(all) = value.get("all_of") {
            return list(all, "&");
        }
        if let Some(any) = value.get("any_of") {
            let open = if value["open"] == true { "~" } else { "" };
            return format!("{}{open}", list(any, "|"));
        }
        if let Some(of) = value.get("of") {
            return format!("{}of{}", value["at_least"], list(of, ","));
        }
        value.get("degree").map_or("none".to_owned(), |_| {
            format!("degree{}", value["or_years"])
        })
    }
    write(&serde_json::from_str(&tree(line)).unwrap_or_default())
}

#[test]
fn lists_take_their_connector() {
    assert_eq!(short("nothing here"), "none");
    assert_eq!(short("Works with lathes*"), "lathes");
    assert_eq!(short("lathes* and mills*"), "(lathes&mills)");
    assert_eq!(short("lathes*, mills* and saws*"), "(lathes&mills&saws)");
    assert_eq!(short("lathes*, mills*, or saws*"), "(lathes|mills|saws)");
    assert_eq!(short("lathes*/mills*"), "(lathes|mills)");
    assert_eq!(short("lathes* and/or mills*"), "(lathes|mills)");
    assert_eq!(short("Drehen* oder Sägen*"), "(Drehen|Sägen)");
    assert_eq!(short("lathes*, mills*, saws*"), "(lathes&mills&saws)");
}

#[test]
fn or_binds_tighter_than_and() {
    assert_eq!(
        short("lathes* or mills* and saws*"),
        "((lathes|mills)&saws)"
    );
    assert_eq!(
        short("saws* and lathes* or mills*"),
        "(saws&(lathes|mills))"
    );
    assert_eq!(
        short("lathes*/mills*, saws*, and axes*"),
        "((lathes|mills)&saws&axes)"
    );
    assert_eq!(
        short("lathes* or mills* and experience with saws*"),
        "((lathes|mills)&saws)"
    );
    assert_eq!(
        short("lathes*, mills* or long experience with saws*"),
        "(lathes|mills|saws)"
    );
    assert_eq!(
        short("Knows lathes*. Likes mills* or saws*."),
        "(lathes&(mills|saws))"
    );
}

#[test]
fn open_ends_and_examples() {
    assert_eq!(short("lathes*, mills* or similar"), "(lathes|mills)~");
    assert_eq!(short("lathes* or equivalent and saws*"), "((lathes)~&saws)");
    assert_eq!(short("tools such as lathes* and mills*"), "(lathes|mills)~");
    assert_eq!(short("lathes*, mills*, etc."), "(lathes|mills)~");
    assert_eq!(short("lathes* and mills* or similar"), "((lathes&mills))~");
    assert_eq!(
        short("machines** (e.g. lathes*, mills*)"),
        "(lathes|mills)~"
    );
    assert_eq!(short("machines** such as lathes*"), "(lathes)~");
    assert_eq!(short("Sawmill* (saws*, axes*)"), "(Sawmill&saws&axes)");
    assert_eq!(short("lathes* (or similar)"), "(lathes)~");
    assert_eq!(
        short("electric*** / other saws (e.g. lathes*, mills*)"),
        "(lathes|mills)~"
    );
    assert_eq!(short("electric*** saws such as lathes*"), "(lathes)~");
    assert_eq!(
        short("hand** (e.g. axes*) or power***/steam*** (e.g. lathes*, mills*)"),
        "((axes)~|(lathes|mills)~)"
    );
}

#[test]
fn groups_of_examples_are_alternatives() {
    let line = "Experience with machine tools (e.g., lathes*, mills*, saws*, or equivalent) \
                or hand/power tools (e.g., saws*, axes*, hammers*, or equivalent)";
    assert_eq!(
        tree(line),
        r#"{"any_of":[{"any_of":[{"skill":"lathes"},{"skill":"mills"},{"skill":"saws"}],"open":true},{"any_of":[{"skill":"saws"},{"skill":"axes"},{"skill":"hammers"}],"open":true}]}"#
    );
}

#[test]
fn so_many_are_enough() {
    assert_eq!(
        short("at least one of lathes*, mills* or saws*"),
        "1of(lathes,mills,saws)"
    );
    assert_eq!(
        short("two or more of the usual machines (lathes*, mills*, saws*)"),
        "2of(lathes,mills,saws)"
    );
    assert_eq!(
        short("at least two years with lathes* or mills*"),
        "(lathes|mills)"
    );
}

#[test]
fn years_can_stand_for_a_degree() {
    assert_eq!(
        short("A degree* in carpentry* or 4# of practice"),
        "(degree4.0&carpentry)"
    );
    assert_eq!(short("4# of practice or a degree*"), "degree4.0");
    assert_eq!(short("A degree* and 4# of practice"), "degreenull");
}

#[test]
fn stray_parentheses_do_no_harm() {
    assert_eq!(short("lathes*) and (mills*"), "(lathes&mills)");
    let deep = "(".repeat(100) + "lathes*";
    assert_eq!(short(&deep), "lathes");
}
