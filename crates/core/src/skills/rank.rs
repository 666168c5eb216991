//! The order of the skills: which of them the job is about.

use std::collections::BTreeMap;

use super::{Mark, Mention};
use crate::outline::{Outline, Role};
use crate::page::Page;
use crate::posting::{SectionKind, Skill};
use crate::text::tokens::{combine, tokenize};

/// Kinds of skill and their weights: what a recruiter would type into a search comes first.
const KINDS: [(&str, f64); 50] = [
    ("accounting", 0.0),
    ("admin", 0.0),
    ("agriculture", 0.0),
    ("ai", 0.0),
    ("automotive", 0.0),
    ("business-software", 0.0),
    ("certificate", 0.0),
    ("cloud", 0.0),
    ("construction", 0.0),
    ("data", 0.0),
    ("database", 0.0),
    ("design", 0.0),
    ("devops", 0.0),
    ("domain", 0.0),
    ("education", 0.0),
    ("energy", 0.0),
    ("engineering", 0.0),
    ("finance", 0.0),
    ("framework", 0.0),
    ("hardware", 0.0),
    ("health", 0.0),
    ("hospitality", 0.0),
    ("hr", 0.0),
    ("insurance", 0.0),
    ("lab", 0.0),
    ("language", 0.0),
    ("language-service", 0.0),
    ("law", 0.0),
    ("library", 0.0),
    ("licence", 0.0),
    ("logistics", 0.0),
    ("management", 0.0),
    ("manufacturing", 0.0),
    ("marketing", 0.0),
    ("media", 0.0),
    ("method", 0.0),
    ("network", 0.0),
    ("office", 0.0),
    ("public", 0.0),
    ("retail", 0.0),
    ("safety", 0.0),
    ("sales", 0.0),
    ("science", 0.0),
    ("security", 0.0),
    ("social", 0.0),
    ("soft", -0.25),
    ("trade", 0.0),
    ("transport", 0.0),
    ("tool", 0.0),
    ("hard", 0.0),
];

/// The kind of that name; empty where there is none.
pub(super) fn kind(name: &str) -> &'static str {
    KINDS
        .iter()
        .find(|(kind, _)| *kind == name)
        .map_or("", |(kind, _)| kind)
}

/// What is known of one skill.
#[derive(Default)]
struct Evidence {
    name: String,
    known: bool,
    kind: &'static str,
    mark: Option<Mark>,
    seen: Vec<String>,
    mentions: usize,
    first: usize,
    title: usize,
    heading: usize,
    required: usize,
    preferred: usize,
    responsibilities: usize,
    other: usize,
}

/// Ranks the skills mentioned. `title` is the job's title, where one was found.
pub(crate) fn rank(
    page: &Page,
    outline: &Outline,
    mentions: &[Mention],
    title: Option<&str>,
) -> Vec<Skill> {
    let gathered = gather(page, outline, mentions, title);
    let length = page.text.len().max(1);
    let mut ranked: Vec<(f64, Vec<String>, Evidence)> = gathered
        .into_iter()
        .map(|evidence| {
            let (score, why) = score(&evidence, length);
            (score, why, evidence)
        })
        .collect();
    ranked.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.2.first.cmp(&b.2.first))
            .then_with(|| a.2.name.cmp(&b.2.name))
    });
    ranked
        .into_iter()
        .enumerate()
        .map(|(at, (score, why, evidence))| Skill {
            rank: at + 1,
            required: is_required(&evidence),
            name: evidence.name,
            score: (score * 1000.0).round() / 1000.0,
            mentions: evidence.mentions,
            aliases_seen: evidence.seen,
            why,
        })
        .collect()
}

fn is_required(evidence: &Evidence) -> bool {
    evidence.required + evidence.responsibilities + evidence.title > 0
}

fn gather(
    page: &Page,
    outline: &Outline,
    mentions: &[Mention],
    title: Option<&str>,
) -> Vec<Evidence> {
    let mut at_of: BTreeMap<u64, usize> = BTreeMap::new();
    let mut all: Vec<Evidence> = Vec::new();
    let title = title.map(|title| tokenize(title, 0)).unwrap_or_default();
    for mention in mentions {
        let key = tokenize(&mention.name, 0)
            .iter()
            .fold(0, |key, token| combine(key, token.key));
        let at = *at_of.entry(key).or_insert_with(|| {
            all.push(Evidence {
                name: mention.name.clone(),
                known: mention.known,
                kind: mention.kind,
                first: mention.range.start,
                ..Evidence::default()
            });
            all.len() - 1
        });
        let evidence = &mut all[at];
        let seen = &page.text[mention.range.clone()];
        if !evidence.seen.iter().any(|s| s == seen) {
            evidence.seen.push(seen.to_owned());
        }
        evidence.mentions += 1;
        evidence.mark = Some(evidence.mark.map_or(mention.mark, |m| m.min(mention.mark)));
        let words = tokenize(seen, 0);
        let titled = !words.is_empty()
            && title
                .windows(words.len())
                .any(|w| w.iter().zip(&words).all(|(a, b)| a.key == b.key));
        evidence.title = evidence.title.max(usize::from(titled));
        match outline.roles.get(mention.block) {
            Some(Role::Title) => evidence.title = evidence.title.max(1),
            Some(Role::Heading) => evidence.heading += 1,
            Some(Role::Item(SectionKind::Required)) => evidence.required += 1,
            Some(Role::Item(SectionKind::Preferred)) => evidence.preferred += 1,
            Some(Role::Item(SectionKind::Responsibilities)) => evidence.responsibilities += 1,
            _ => evidence.other += 1,
        }
    }
    all
}

/// The score of a skill, 0 to 1, and what it is made of.
fn score(evidence: &Evidence, length: usize) -> (f64, Vec<String>) {
    let mut why = Vec::new();
    let mut sum = 0.0;
    let mut add = |weight: f64, reason: String| {
        sum += weight;
        why.push(reason);
    };
    let mark = evidence.mark.unwrap_or(Mark::Duty);
    add(
        if evidence.known { 0.3 } else { 0.0 },
        mark.name().to_owned(),
    );
    if !evidence.kind.is_empty() {
        let weight = KINDS
            .iter()
            .find(|(kind, _)| *kind == evidence.kind)
            .map_or(0.0, |(_, weight)| *weight);
        add(weight, format!("kind {}", evidence.kind));
    }
    for (count, weight, place) in [
        (evidence.title, 0.3, "in the title"),
        (evidence.required, 0.3, "required"),
        (evidence.responsibilities, 0.15, "duties"),
        (evidence.preferred, 0.05, "preferred"),
        (evidence.heading, 0.05, "heading"),
        (evidence.other, 0.05, "elsewhere"),
    ] {
        if count > 0 {
            add(weight, format!("{place} {count}"));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^52")]
    let place = evidence.first as f64 / length as f64;
    add(-0.1 * place, format!("position {place:.2}"));
    (sum.clamp(0.0, 1.0), why)
}
