//! The order of the skills: which of them the job is about.
//!
//! A skill's score is the chance, by a small linear model over readable features, that a recruiter
//! would name it as a key skill of the posting. The weights are in natural-log odds; they were fitted
//! on annotated postings and then rounded and evened out by hand.

use std::collections::BTreeMap;

use super::{Mark, Mention, kinds};
use crate::outline::{Outline, Role};
use crate::page::Page;
use crate::posting::{SectionKind, Skill};
use crate::text::tokens::{Token, key_of, key_of_tokens, tokenize};

/// The weight that everything begins with.
const BASE: f64 = -0.9;
/// Weight of each doubling-and-a-half (natural logarithm) of the number of mentions.
const MENTIONS: f64 = 1.2;
/// Weight of a capital, an acronym or a digit in a name that is in the vocabulary.
const KNOWN_NAME: f64 = 0.5;
/// The same for a term that only the text marks, where it is better evidence.
const MARKED_NAME: f64 = 1.0;
/// Weight of being named in other words than the canonical ones only.
const OTHER_WORDS: f64 = -0.8;
/// Weights of places, for being named there at all.
const IN_TITLE: f64 = 0.2;
const IN_REQUIRED: f64 = 0.85;
const IN_PREFERRED: f64 = 0.45;
const IN_DUTIES: f64 = 0.15;
const ELSEWHERE: f64 = -0.15;
/// A term that is not in the vocabulary must score this much to be a skill…
const LEAST_MARKED: f64 = 0.2;
/// …or this much where fewer than `FEW_SKILLS` skills would be left: in a language whose words no
/// table knows, the lines of the lists are all there is.
const LEAST_OF_FEW: f64 = 0.08;
const FEW_SKILLS: usize = 6;

/// So many of the best skills are looked at for terms that are a part of them.
const NESTED_IN: usize = 200;
/// At most so many spellings of a skill are kept.
const SPELLINGS: usize = 12;

/// The weight of what marked a term, given its length in words.
fn mark_weight(mark: Mark, words: usize) -> f64 {
    let length = if words == 2 { -0.5 } else { -0.9 };
    match mark {
        Mark::Vocabulary => 0.05 * f64::from(u8::try_from(words.min(5)).unwrap_or(5)),
        Mark::Marker | Mark::Duty => length + 0.15,
        Mark::Beside => length - 0.6,
        Mark::Line | Mark::Shape => length - 1.35,
    }
}

/// What is known of one skill.
#[derive(Default)]
struct Evidence {
    name: String,
    /// Of the name's words.
    key: u64,
    known: bool,
    kind: &'static str,
    mark: Option<Mark>,
    seen: Vec<String>,
    mentions: usize,
    /// Offset of its first mention.
    first: usize,
    in_title: bool,
    /// It is named in the words of its name.
    in_own_words: bool,
    required: usize,
    preferred: usize,
    duties: usize,
    elsewhere: usize,
}

/// Ranks the skills mentioned. `title` is the job's title, where one was found.
pub(crate) fn rank(
    page: &Page,
    outline: &Outline,
    mentions: &[Mention],
    title: Option<&str>,
) -> Vec<Skill> {
    let mut ranked: Vec<(f64, Vec<String>, Evidence)> = gather(page, outline, mentions, title)
        .into_iter()
        .map(|evidence| {
            let (score, why) = score(&evidence);
            (score, why, evidence)
        })
        .collect();
    ranked.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.2.first.cmp(&b.2.first))
            .then_with(|| a.2.name.cmp(&b.2.name))
    });
    let mut sure = ranked
        .iter()
        .filter(|(score, _, evidence)| is_sure(*score, evidence))
        .count();
    ranked.retain(|(score, _, evidence)| {
        let kept = is_sure(*score, evidence) || sure < FEW_SKILLS && *score >= LEAST_OF_FEW;
        sure += usize::from(kept && !is_sure(*score, evidence));
        kept
    });
    drop_nested(&mut ranked);
    ranked
        .into_iter()
        .enumerate()
        .map(|(at, (score, why, evidence))| Skill {
            rank: at + 1,
            required: evidence.required + evidence.duties > 0 || evidence.in_title,
            name: evidence.name,
            score,
            mentions: evidence.mentions,
            aliases_seen: evidence.seen,
            why,
            taxonomy: Vec::new(),
        })
        .collect()
}

/// Whether a skill is shown however many others there are.
fn is_sure(score: f64, evidence: &Evidence) -> bool {
    evidence.known || score >= LEAST_MARKED
}

/// Drops terms that only the text marks and that are part of the name of a better skill.
fn drop_nested(ranked: &mut Vec<(f64, Vec<String>, Evidence)>) {
    let keys: Vec<Vec<u64>> = ranked
        .iter()
        .map(|(_, _, evidence)| keys(&tokenize(&evidence.name, 0)))
        .collect();
    let nested: Vec<bool> = ranked
        .iter()
        .enumerate()
        .map(|(at, (_, _, evidence))| {
            !evidence.known
                && keys[..at.min(NESTED_IN)]
                    .iter()
                    .any(|longer| holds(longer, &keys[at]))
        })
        .collect();
    let mut nested = nested.into_iter();
    ranked.retain(|_| !nested.next().unwrap_or(false));
}

fn keys(tokens: &[Token]) -> Vec<u64> {
    tokens.iter().map(|token| token.key).collect()
}

/// Whether `part` stands in `whole` as it is.
fn holds(whole: &[u64], part: &[u64]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

/// Brings the mentions of each skill together, in order of their first mention.
fn gather(
    page: &Page,
    outline: &Outline,
    mentions: &[Mention],
    title: Option<&str>,
) -> Vec<Evidence> {
    let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
    let mut all: Vec<Evidence> = Vec::new();
    let title = keys(&title.map(|title| tokenize(title, 0)).unwrap_or_default());
    for mention in mentions {
        let key = key_of(&mention.name);
        let number = *numbers.entry(key).or_insert_with(|| {
            all.push(Evidence {
                name: mention.name.clone(),
                key,
                known: mention.known,
                kind: mention.kind,
                first: mention.range.start,
                ..Evidence::default()
            });
            all.len() - 1
        });
        let Some(evidence) = all.get_mut(number) else {
            continue;
        };
        evidence.add(page, outline, mention, &title);
    }
    all
}

impl Evidence {
    fn add(&mut self, page: &Page, outline: &Outline, mention: &Mention, title: &[u64]) {
        let seen = page.text.get(mention.range.clone()).unwrap_or_default();
        let words = page.tokens_in(&mention.range);
        self.in_own_words |= key_of_tokens(words) == self.key;
        if self.seen.len() < SPELLINGS && !self.seen.iter().any(|known| known == seen) {
            self.seen.push(seen.to_owned());
        }
        self.mentions += 1;
        if self.mark.is_none_or(|mark| mention.mark < mark) {
            self.mark = Some(mention.mark);
        }
        let role = outline.roles.get(mention.block);
        self.in_title |= role == Some(&Role::Title) || holds(title, &keys(words));
        match role {
            Some(Role::Item(SectionKind::Required)) => self.required += 1,
            Some(Role::Item(SectionKind::Preferred)) => self.preferred += 1,
            Some(Role::Item(SectionKind::Responsibilities)) => self.duties += 1,
            _ => self.elsewhere += 1,
        }
    }
}

/// The score of a skill, 0 to 1, and what it is made of.
fn score(evidence: &Evidence) -> (f64, Vec<String>) {
    let mark = evidence.mark.unwrap_or(Mark::Shape);
    let known = evidence.known;
    let words = tokenize(&evidence.name, 0).len();
    let mut odds = BASE + mark_weight(mark, words);
    let mut why = vec![mark.name().to_owned()];
    if let Some(weight) = kinds::weight(evidence.kind) {
        odds += weight;
        why.push(format!("kind {}", evidence.kind));
    }
    for (count, weight, place) in [
        (usize::from(evidence.in_title), IN_TITLE, "in the title"),
        (evidence.required, IN_REQUIRED, "required"),
        (evidence.preferred, IN_PREFERRED, "preferred"),
        (evidence.duties, IN_DUTIES, "duties"),
        (evidence.elsewhere, ELSEWHERE, "elsewhere"),
    ] {
        if count > 0 {
            odds += weight;
            why.push(match (place, count) {
                ("in the title", _) => place.to_owned(),
                _ => format!("{place} {count}"),
            });
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let mentions = evidence.mentions.max(1) as f64;
    odds += MENTIONS * mentions.ln();
    if evidence.seen.iter().any(|seen| is_written_as_name(seen)) {
        odds += if known { KNOWN_NAME } else { MARKED_NAME };
        why.push("capitals".to_owned());
    }
    if known && !evidence.in_own_words {
        odds += OTHER_WORDS;
        why.push("in other words".to_owned());
    }
    let chance = 1.0 / (1.0 + (-odds).exp());
    ((chance * 1000.0).round() / 1000.0, why)
}

/// Whether the first letter, or a later one of a single word, is a capital.
fn is_written_as_name(seen: &str) -> bool {
    seen.chars().next().is_some_and(char::is_uppercase)
        || !seen.contains(' ') && seen.chars().any(|c| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        rank(&page, &outline, &mentions, title)
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
            ],
            None,
        );
        assert_eq!(names(&skills), ["soldering", "casting"]);
        assert_eq!(skills[0].mentions, 2);
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
        assert_eq!(
            names(&ranked(&lines, Some("Casting master"))),
            ["Casting", "Gilding"]
        );
    }
}
