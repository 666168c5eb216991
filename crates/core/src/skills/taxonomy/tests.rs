//! Each format, what is wrong with a file, and what is found with a taxonomy.

use std::sync::Arc;

use super::SkillTaxonomy;
use crate::options::Options;
use crate::posting::{Posting, Skill};

const ESCO: &str = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status\r\n\
    KnowledgeSkillCompetence,http://esco.example/1,knowledge,,Java (computer programming),\"Java SE\nJ2EE\",released\r\n\
    KnowledgeSkillCompetence,http://esco.example/2,skill/competence,,tune carillons,\"carillon tuning\ntuning of carillons\",released\r\n\
    KnowledgeSkillCompetence,http://esco.example/3,skill/competence,,be patient,\"patient\nteam\",released\r\n\
    KnowledgeSkillCompetence,http://esco.example/4,skill/competence,,glaze ponies,,deprecated\r\n";

fn read(text: &str) -> SkillTaxonomy {
    SkillTaxonomy::read(text.as_bytes()).unwrap()
}

fn error(text: &str) -> String {
    SkillTaxonomy::read(text.as_bytes())
        .unwrap_err()
        .to_string()
}

/// The skills of a posting that asks for the lines.
fn skills(taxonomy: &str, lines: &str) -> Vec<Skill> {
    let options = Options {
        taxonomy: Some(Arc::new(read(taxonomy))),
        ..Options::default()
    };
    let text = format!("Potter\n\nRequirements\n{lines}\n\nWhat you will do\n- Throw pots\n");
    Posting::parse_str(&text, &options).unwrap().skills
}

/// The identifiers of a skill.
fn ids<'s>(skills: &'s [Skill], name: &str) -> Vec<&'s str> {
    let of_name = skills.iter().filter(|skill| skill.name == name);
    of_name
        .flat_map(|skill| skill.taxonomy.iter().map(|entry| entry.id.as_str()))
        .collect()
}

#[test]
fn esco() {
    assert_eq!(read(ESCO).len(), 3, "what is deprecated is left out");
    let marked = read(&format!("\u{feff}{ESCO}"));
    assert_eq!(marked.len(), 3);
    let found = skills(
        ESCO,
        "- Two years of Java\n- Experience with the tuning of carillons",
    );
    assert_eq!(ids(&found, "Java"), ["http://esco.example/1"]);
    let firing = found.iter().find(|skill| {
        skill
            .aliases_seen
            .contains(&"tuning of carillons".to_owned())
    });
    let entry = &firing.unwrap().taxonomy[0];
    assert_eq!(
        (entry.scheme.as_str(), entry.name.as_str()),
        ("ESCO", "tune carillons")
    );
}

#[test]
fn onet_tables() {
    let tools = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\r\n\
        11-1011.00\tKilnworks Pro\t43230000\tKiln software\tN\r\n\
        11-1012.00\tKilnworks Pro\t43230000\tKiln software\tN\r\n\
        11-1012.00\tMicrosoft Excel\t43232110\tSpreadsheet software\tY\r\n";
    assert_eq!(read(tools).len(), 2);
    let found = skills(tools, "- You know Kilnworks Pro and Microsoft Excel");
    assert_eq!(ids(&found, "Kilnworks Pro"), ["43230000"]);
    let excel = |skill: &&Skill| skill.taxonomy.iter().any(|entry| entry.id == "43232110");
    assert!(found.iter().any(|skill| excel(&skill)), "{found:#?}");
    let skill_table = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\n\
        11-1011.00\t2.A.1.b\tActive Listening\tIM\n";
    let found = skills(skill_table, "- Active listening");
    assert_eq!(found[0].taxonomy[0].scheme, "O*NET");
}

#[test]
fn a_table_of_ones_own() {
    let own = "id\tname\taliases\tscheme\n\
        K-1\tKiln firing\tbisque firing|tuning of carillons\thouse\n\t\
        Glaze mixing\t\t\n";
    let found = skills(own, "- Bisque firing\n- Glaze mixing");
    let all: Vec<_> = found.iter().flat_map(|skill| &skill.taxonomy).collect();
    assert_eq!(all.len(), 2, "{found:#?}");
    assert!(all.iter().any(|e| e.scheme == "house" && e.id == "K-1"));
    assert!(
        all.iter()
            .any(|e| e.scheme == "own" && e.id == "Glaze mixing")
    );
}

#[test]
fn a_fault_is_named_with_its_place() {
    assert!(error("one\ttwo\nx\ty\n").starts_with("line 1 is the header of no known taxonomy"));
    assert_eq!(
        error("name\tid\nKiln\tK-1\n\tK-2\n"),
        "line 3, column \"name\" is empty"
    );
    assert_eq!(
        error("name\tid\n--\tK-2\n"),
        "line 2, column \"name\" has no letter or digit"
    );
    assert_eq!(
        error("name\tid\nKiln\n"),
        "line 2 has 1 columns, the header has 2"
    );
    assert_eq!(error("name\tid\n"), "line 1 is followed by no skill");
    assert_eq!(
        error("conceptUri,preferredLabel,altLabels\nu:1,\"two\nlines\",x\n,kiln,\n"),
        "line 4, column \"conceptUri\" is empty"
    );
    let bytes = b"name\tid\nKiln\tK-1\nGr\xfcn\tK-2\n";
    let error = SkillTaxonomy::read(bytes).unwrap_err();
    assert_eq!(error.to_string(), "line 3 is not UTF-8");
}

#[test]
fn ordinary_words_do_not_flood_the_record() {
    let found = skills(
        ESCO,
        "- You are patient and part of our team\n- Be patient with the clay",
    );
    let marked = found.iter().filter(|skill| !skill.taxonomy.is_empty());
    assert_eq!(marked.count(), 0, "{found:#?}");
}

#[test]
fn what_is_known_keeps_its_name() {
    let own = "name\tid\nperform reactive maintenance\tA-1\nreactive maintenance\tA-2\n";
    let found = skills(own, "- You perform reactive maintenance of kilns");
    assert_eq!(ids(&found, "Reactive maintenance"), ["A-2"], "{found:#?}");
}

#[test]
fn without_a_taxonomy_nothing_is_marked() {
    let text = "Potter\n\nRequirements\n- Java\n- Patience\n";
    let posting = Posting::parse_str(text, &Options::default()).unwrap();
    assert!(posting.skills.iter().all(|skill| skill.taxonomy.is_empty()));
    let json = serde_json::to_string(&posting.skills).unwrap();
    assert!(!json.contains("taxonomy"));
}
