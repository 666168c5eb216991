//! Every row of the word tables passes its own examples.

use super::Languages;
use super::language::all_tables;
use super::rows::{CuePlace, Reach};
use crate::text::tokens::tokenize;

#[test]
fn every_heading_passes_its_own_examples() {
    for tables in all_tables() {
        let languages = Languages {
            tables: vec![tables],
        };
        for row in &tables.headings.heading {
            let name = format!(
                "{}/headings.toml {:?} {:?}",
                tables.code, row.section, row.words[0]
            );
            for line in &row.yes {
                let found = languages.meaning(line, &tokenize(line, 0));
                assert_eq!(
                    found.map(|m| m.opens),
                    Some(row.section),
                    "{name}: {line:?}"
                );
            }
            for line in &row.no {
                let found = languages.meaning(line, &tokenize(line, 0));
                let read = found.is_some_and(|m| m.opens == row.section && m.coverage > 0.75);
                assert!(!read, "{name} wrongly reads {line:?}");
            }
        }
    }
}

#[test]
fn every_cue_passes_its_own_examples() {
    let mut faults = Vec::new();
    for tables in all_tables() {
        for row in &tables.cues.cue {
            let phrases = &tables.phrases;
            let same = |id: u32| tables.cues.cue[id as usize].section == row.section;
            let hears = |line: &str| {
                let tokens = tokenize(line, 0);
                match row.at {
                    CuePlace::Any => phrases.cues_any.find(line, &tokens).any(|m| same(m.id)),
                    CuePlace::Start => (0..2).any(|at| {
                        phrases
                            .cues_start
                            .longest_at(line, &tokens, at)
                            .is_some_and(|m| same(m.id))
                    }),
                    CuePlace::End => (0..tokens.len()).any(|at| {
                        phrases
                            .cues_end
                            .longest_at(line, &tokens, at)
                            .is_some_and(|m| same(m.id) && at + m.len == tokens.len())
                    }),
                }
            };
            let name = format!(
                "{}/cues.toml {:?} {:?}",
                tables.code, row.section, row.words[0]
            );
            assert!(!row.yes.is_empty(), "{name} has no example");
            for line in &row.yes {
                if !hears(line) {
                    faults.push(format!("{name} misses {line:?}"));
                }
            }
            for line in &row.no {
                if hears(line) {
                    faults.push(format!("{name} wrongly hears {line:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_piece_of_furniture_passes_its_own_examples() {
    for tables in all_tables() {
        for row in &tables.furniture.furniture {
            let phrases = &tables.phrases;
            let marks = |line: &str| {
                let tokens = tokenize(line, 0);
                let whole =
                    |lexicon: &super::Lexicon| lexicon.get_tokens(&tokens, |_| false).is_some();
                match row.reach {
                    Reach::Line => whole(&phrases.lines),
                    Reach::Inside => phrases.inside.find(line, &tokens).next().is_some(),
                    Reach::Section | Reach::Box => whole(&phrases.sections),
                    Reach::End => whole(&phrases.ends),
                }
            };
            let name = format!("{}/furniture.toml {:?}", tables.code, row.name);
            assert!(!row.yes.is_empty(), "{name} has no example");
            for line in &row.yes {
                assert!(marks(line), "{name} misses {line:?}");
            }
            for line in &row.no {
                assert!(!marks(line), "{name} wrongly marks {line:?}");
            }
        }
    }
}

#[test]
fn no_word_stands_twice_in_a_table() {
    for tables in all_tables() {
        let twice = |words: Vec<&String>, file: &str| {
            let mut seen = std::collections::HashSet::new();
            for word in words {
                assert!(
                    seen.insert(word),
                    "{}/{file}: {word:?} stands twice",
                    tables.code
                );
            }
        };
        for start in [false, true] {
            let rows = tables
                .headings
                .heading
                .iter()
                .filter(|row| row.start == start);
            twice(rows.flat_map(|row| &row.words).collect(), "headings.toml");
        }
        for place in [CuePlace::Any, CuePlace::Start, CuePlace::End] {
            let rows = tables.cues.cue.iter().filter(|row| row.at == place);
            twice(rows.flat_map(|row| &row.words).collect(), "cues.toml");
        }
        for row in &tables.furniture.furniture {
            twice(row.words.iter().collect(), "furniture.toml");
        }
    }
}
