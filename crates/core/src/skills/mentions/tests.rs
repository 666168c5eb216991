//! Skills that lines of one section name.

use std::sync::Arc;

use super::*;

type Own<'a> = Option<&'a SkillVocabulary>;
/// The names found in lines that are all of one section.
fn names_in(lines: &str, kind: SectionKind, own: Own<'_>) -> Vec<String> {
    names_of("en", lines, kind, own)
}

/// The same of a posting in the language `code`.
fn names_of(code: &str, lines: &str, kind: SectionKind, own: Own<'_>) -> Vec<String> {
    let page = Page::of_lines(lines);
    let outline = Outline::of_one_section(&page, kind);
    let options = Options {
        vocabulary: own.cloned().map(Arc::new),
        ..Options::default()
    };
    mentions(&page, &outline, &Languages::of(Some(code)), &options)
        .into_iter()
        .map(|mention| mention.name)
        .collect()
}

fn required(lines: &str) -> Vec<String> {
    names_in(lines, SectionKind::Required, None)
}

#[test]
fn tags_that_have_lost_their_separators_come_apart() {
    assert_eq!(required("pythondjangoaws"), ["Python", "Django", "AWS"]);
    assert_eq!(
        required("PostgreSQLRedisDocker"),
        ["PostgreSQL", "Redis", "Docker"]
    );
    for word in ["Datenbankentwicklung", "JavaScript", "pythonisten"] {
        assert!(required(word).len() < 2, "{word}");
    }
}

#[test]
fn everyday_words_are_no_skills() {
    for line in [
        "Go the extra mile for our guests",
        "Excel at what you do",
        "Access to a company car",
        "React to changes quickly",
        "Plan C is always ready",
    ] {
        let names = required(line);
        for word in ["Go", "Excel", "Microsoft Excel", "Access", "React", "C"] {
            assert!(!names.iter().any(|n| n == word), "{line}: {names:?}");
        }
    }
}

#[test]
fn short_names_count_in_enumerations_and_after_markers() {
    let names = required("Experience with Go, Rust or C\n- R\nWork in Python/R notebooks");
    for word in ["Go", "Rust", "C", "R", "Python"] {
        assert!(names.iter().any(|n| n == word), "{word}: {names:?}");
    }
}

#[test]
fn employers_and_benefits_name_no_skills() {
    let line = "Python and customer service are dear to our founders";
    assert!(names_in(line, SectionKind::Benefits, None).is_empty());
}

#[test]
fn addresses_name_no_skills() {
    assert!(required("See https://python.example.org/sql or write to java@example.org").is_empty());
}

#[test]
fn the_text_marks_what_the_vocabulary_lacks() {
    let names = required(
        "- Experience with Quillcraft, Parchmentor and Inkwellity\n\
         - Vellum stretching\n\
         - Gold leaf burnishing: 2 years (Required)\n\
         - Proven knowledge of the theory of ligatures for our readers",
    );
    for name in [
        "Quillcraft",
        "Parchmentor",
        "Inkwellity",
        "Vellum stretching",
        "Gold leaf burnishing",
        "Theory of ligatures",
    ] {
        assert!(names.iter().any(|n| n == name), "{name}: {names:?}");
    }
    assert!(!names.iter().any(|n| n.contains("readers")), "{names:?}");
}

#[test]
fn a_word_that_carries_nothing_is_no_skill() {
    let names = required("- Excellent\n- Proven experience with various tools\n- 5 years");
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn a_line_without_end_is_read() {
    let line = "Go, and R, ".repeat(3000) + "SQL";
    assert_eq!(required(&line), ["SQL"]);
}

#[test]
fn own_rows_win() {
    let own = SkillVocabulary::from_tsv("Snake wrangling\tanimals\tpython|pythons\n").unwrap();
    let names = names_in("Python and SQL", SectionKind::Required, Some(&own));
    assert_eq!(names, ["Snake wrangling", "SQL"]);
    let names = names_in("Snake wrangling, python", SectionKind::Required, Some(&own));
    assert_eq!(names, ["Snake wrangling", "Snake wrangling"]);
}

#[test]
fn guarded_rows_pass_their_own_examples() {
    let mut wrong: Vec<String> = Vec::new();
    macro_rules! tables {
        ($($code:literal)*) => {
            [$(($code, include_str!(concat!("../../../data/", $code, "/skills.tsv")))),*]
        };
    }
    for (code, tsv) in tables!("any" "cs" "da" "es" "fi" "it" "nl" "no" "pl" "pt" "sv") {
        for line in tsv.lines().filter(|line| !line.starts_with("# ")) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [name, _, aliases, _, yes, no] = columns[..] else {
                continue;
            };
            let own = SkillVocabulary::from_tsv(&columns[..4].join("\t")).unwrap();
            let found = |text: &str| {
                names_of(code, text, SectionKind::Responsibilities, Some(&own))
                    .iter()
                    .any(|n| n == name || aliases.split('|').any(|a| a.eq_ignore_ascii_case(n)))
            };
            if !yes.is_empty() && !found(yes) {
                wrong.push(format!("{code} {name}: misses {yes:?}"));
            }
            if !no.is_empty() && found(no) {
                wrong.push(format!("{code} {name}: wrongly reads {no:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
