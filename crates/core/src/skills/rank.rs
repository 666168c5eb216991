//! The order of the skills: which of them the job is about.
//!
//! A skill's score is the chance, by logistic regression over readable features ([`features`]), that
//! a recruiter would name it as a key skill of the posting.

use super::Mention;
use super::evidence::{Evidence, gather, holds, keys};
use super::features::{features, why};
use crate::outline::Outline;
use crate::page::Page;
use crate::posting::Skill;
use crate::text::tokens::tokenize;
use crate::weights::Judge;

/// A term that is not in the vocabulary must score this much to be a skill…
const LEAST_MARKED: f64 = 0.2;
/// …or this much where fewer than `FEW_SKILLS` skills would be left: in a language whose words no
/// table knows, the lines of the lists are all there is.
const LEAST_OF_FEW: f64 = 0.08;
const FEW_SKILLS: usize = 6;

/// So many of the best skills are looked at for terms that are a part of them.
const NESTED_IN: usize = 200;
/// Ranks the skills mentioned. `title` is the job's title, where one was found.
pub(crate) fn rank(
    page: &Page,
    outline: &Outline,
    mentions: &[Mention],
    title: Option<&str>,
    judge: Judge<'_>,
) -> Vec<Skill> {
    let mut ranked: Vec<(f64, Evidence)> = gather(page, outline, mentions, title)
        .into_iter()
        .enumerate()
        .map(|(place, evidence)| (score(&evidence, place, judge), evidence))
        .collect();
    ranked.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.1.first.cmp(&b.1.first))
            .then_with(|| a.1.name.cmp(&b.1.name))
    });
    let mut sure = ranked
        .iter()
        .filter(|(score, evidence)| is_sure(*score, evidence))
        .count();
    ranked.retain(|(score, evidence)| {
        let kept = is_sure(*score, evidence) || sure < FEW_SKILLS && *score >= LEAST_OF_FEW;
        sure += usize::from(kept && !is_sure(*score, evidence));
        kept
    });
    drop_nested(&mut ranked);
    ranked
        .into_iter()
        .enumerate()
        .map(|(at, (score, evidence))| Skill {
            rank: at + 1,
            why: why(&evidence, judge.shares),
            required: evidence.required + evidence.duties > 0 || evidence.in_title,
            name: evidence.name,
            score,
            mentions: evidence.mentions,
            aliases_seen: evidence.seen,
            taxonomy: Vec::new(),
        })
        .collect()
}

/// Whether a skill is shown however many others there are.
fn is_sure(score: f64, evidence: &Evidence) -> bool {
    evidence.known || score >= LEAST_MARKED
}

/// Drops terms that only the text marks and that are part of the name of a better skill.
fn drop_nested(ranked: &mut Vec<(f64, Evidence)>) {
    let keys: Vec<Vec<u64>> = ranked
        .iter()
        .map(|(_, evidence)| keys(&tokenize(&evidence.name, 0)))
        .collect();
    let nested: Vec<bool> = ranked
        .iter()
        .enumerate()
        .map(|(at, (_, evidence))| {
            !evidence.known
                && keys[..at.min(NESTED_IN)]
                    .iter()
                    .any(|longer| holds(longer, &keys[at]))
        })
        .collect();
    let mut nested = nested.into_iter();
    ranked.retain(|_| !nested.next().unwrap_or(false));
}

/// The score of a skill, 0 to 1.
fn score(evidence: &Evidence, place: usize, judge: Judge<'_>) -> f64 {
    let odds = judge
        .weights
        .score(&features(evidence, place, judge.shares));
    let chance = 1.0 / (1.0 + (-odds).exp());
    (chance * 1000.0).round() / 1000.0
}

/// The skills of a posting as the model sees them: their names and features.
#[cfg(feature = "internals")]
pub(crate) fn samples(
    page: &Page,
    outline: &Outline,
    mentions: &[Mention],
    title: Option<&str>,
    shares: &crate::weights::Shares,
) -> Vec<(String, Vec<f64>)> {
    let all = gather(page, outline, mentions, title)
        .into_iter()
        .enumerate();
    all.map(|(place, evidence)| {
        let features = features(&evidence, place, shares);
        (evidence.name, features)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;
    use crate::outline::Role;
    use crate::posting::SectionKind;
    use crate::trained::Trained;

    /// Ranks skills of lines, each "role: text" with the skills in square brackets.
    fn ranked(lines: &[(Role, &str)], title: Option<&str>) -> Vec<Skill> {
        let text: Vec<String> = lines
            .iter()
            .map(|(_, line)| line.replace(['[', ']'], ""))
            .collect();
        let page = Page::of_lines(&text.join("\n"));
        let outline = Outline {
            roles: lines.iter().map(|(role, _)| *role).collect(),
            why: vec![String::new(); lines.len()],
            parts: Vec::new(),
        };
        let mut mentions = Vec::new();
        for (block, (_, line)) in lines.iter().enumerate() {
            for part in line.split('[').skip(1) {
                let name = part.split(']').next().unwrap();
                let start =
                    page.blocks[block].range.start + page.text_of(block).find(name).unwrap();
                mentions.push(Mention {
                    name: name.to_owned(),
                    range: start..start + name.len(),
                    block,
                    known: true,
                    kind: "",
                    mark: Mark::Vocabulary,
                });
            }
        }
        rank(
            &page,
            &outline,
            &mentions,
            title,
            Trained::shipped().of_skills(),
        )
    }

    const REQUIRED: Role = Role::Item(SectionKind::Required);
    const PREFERRED: Role = Role::Item(SectionKind::Preferred);
    const DUTIES: Role = Role::Item(SectionKind::Responsibilities);

    fn names(skills: &[Skill]) -> Vec<&str> {
        skills.iter().map(|skill| skill.name.as_str()).collect()
    }

    #[test]
    fn what_is_asked_comes_before_what_is_wished() {
        let skills = ranked(
            &[
                (PREFERRED, "[engraving] would be nice"),
                (DUTIES, "Do the [soldering] of rings"),
                (REQUIRED, "You know [casting]"),
            ],
            None,
        );
        assert_eq!(names(&skills), ["casting", "engraving", "soldering"]);
        assert_eq!(
            skills
                .iter()
                .map(|skill| skill.required)
                .collect::<Vec<_>>(),
            [true, false, true]
        );
        assert!(
            skills
                .iter()
                .all(|skill| (0.0..=1.0).contains(&skill.score))
        );
    }

    #[test]
    fn what_is_said_often_comes_first() {
        let skills = ranked(
            &[
                (REQUIRED, "You know [casting]"),
                (REQUIRED, "You know [soldering]"),
                (DUTIES, "Do the [soldering] of rings"),
                (DUTIES, "Do the [soldering] of chains"),
            ],
            None,
        );
        assert_eq!(names(&skills), ["soldering", "casting"]);
        assert_eq!(skills[0].mentions, 3);
        assert!(skills[0].why.contains(&"required 1".to_owned()));
    }

    #[test]
    fn equal_skills_keep_the_order_of_the_posting() {
        let skills = ranked(&[(REQUIRED, "Both [gilding] and [casting]")], None);
        assert_eq!(names(&skills), ["gilding", "casting"]);
    }

    #[test]
    fn the_title_counts() {
        let lines = [(REQUIRED, "[Gilding] and [Casting]")];
        let score = |title| {
            let skills = ranked(&lines, Some(title));
            let casting = skills.iter().find(|skill| skill.name == "Casting");
            casting.map(|skill| skill.score)
        };
        assert!(score("Casting master") > score("Goldsmith"));
    }
}
