//! The employer's name is no skill, nor are its parts.

use super::Mention;
use super::evidence::{holds, keys};
use crate::page::Page;
use crate::text::tokens::tokenize;

/// Drops terms that only the text marks and that are a part of the employer's name or hold it, and
/// names of the vocabulary where they stand inside it ("Staffing" in "Harbour Staffing"). A name that
/// is both an employer and a product stays.
pub(crate) fn without_employer(page: &Page, mentions: &mut Vec<Mention>, employer: Option<&str>) {
    let employer = keys(&employer.map(|name| tokenize(name, 0)).unwrap_or_default());
    if employer.is_empty() {
        return;
    }
    mentions.retain(|mention| {
        let name = keys(page.tokens_in(&mention.range));
        if mention.known {
            name.len() >= employer.len() || !stands_inside(page, mention, &name, &employer)
        } else {
            !holds(&employer, &name) && !holds(&name, &employer)
        }
    });
}

/// Whether a mention is a part of the employer's name where it stands.
fn stands_inside(page: &Page, mention: &Mention, name: &[u64], employer: &[u64]) -> bool {
    let tokens = &page.tokens[page.blocks[mention.block].tokens.clone()];
    let Some(at) = tokens
        .iter()
        .position(|token| token.range().start >= mention.range.start)
    else {
        return false;
    };
    (0..=employer.len() - name.len()).any(|before| {
        let start = at.checked_sub(before);
        let window = start.and_then(|start| tokens.get(start..start + employer.len()));
        window.is_some_and(|window| keys(window) == employer)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    fn left(line: &str, names: &[(&str, bool)], employer: &str) -> Vec<String> {
        let page = Page::of_lines(line);
        let mut mentions: Vec<Mention> = names
            .iter()
            .map(|(name, known)| {
                let start = line.find(name).unwrap();
                Mention {
                    name: (*name).to_owned(),
                    range: start..start + name.len(),
                    block: 0,
                    known: *known,
                    kind: "",
                    mark: Mark::Vocabulary,
                }
            })
            .collect();
        without_employer(&page, &mut mentions, Some(employer));
        mentions.into_iter().map(|mention| mention.name).collect()
    }

    #[test]
    fn parts_of_the_name_are_dropped() {
        let line = "Harbour Staffing does docking with LoadRite";
        let names = [("Staffing", true), ("docking", true), ("LoadRite", false)];
        assert_eq!(
            left(line, &names, "Harbour Staffing"),
            ["docking", "LoadRite"]
        );
        let line = "Staffing for Harbour";
        assert_eq!(left(line, &names[..1], "Harbour Staffing"), ["Staffing"]);
    }

    #[test]
    fn a_product_stays_a_marked_term_goes() {
        let line = "LoadRite and the LoadRite network";
        assert_eq!(left(line, &[("LoadRite", true)], "LoadRite"), ["LoadRite"]);
        assert!(left(line, &[("LoadRite network", false)], "LoadRite").is_empty());
    }
}
