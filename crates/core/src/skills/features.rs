//! What tells whether a job is about a skill: features for a linear model.

use super::evidence::Evidence;
use super::{Mark, kinds};
use crate::weights::Shares;

/// Features besides the kinds of skill.
const NAMES: [&str; 26] = [
    "base",
    "words of a known name",
    "named after a marker",
    "a line of its own",
    "listed beside a skill",
    "written as a name",
    "object of a duty",
    "two words",
    "three words or more",
    "in the title",
    "shares words with the title",
    "required",
    "preferred",
    "duties",
    "elsewhere",
    "mentions",
    "required, of all mentions",
    "capitals, in the vocabulary",
    "capitals, not in the vocabulary",
    "in other words",
    "first of its line",
    "alone in its line",
    "crowd in its line",
    "early",
    "rarity",
    "rarity of a marked term",
];

/// The names of the features, in their order.
pub(crate) fn names() -> Vec<String> {
    let kinds = kinds::names().map(|kind| format!("kind {kind}"));
    NAMES.map(str::to_owned).into_iter().chain(kinds).collect()
}

/// The features of a skill. `place`: its number among the skills, in order of first mention.
pub(super) fn features(evidence: &Evidence, place: usize, shares: &Shares) -> Vec<f64> {
    let known = evidence.known;
    let words = evidence.words;
    let mark = |mark| flag(evidence.mark == mark);
    let mentions = number(evidence.mentions.max(1));
    let rarity = shares.rarity_of(evidence.key);
    let mut features = vec![
        1.0,
        if known { number(words.min(5)) } else { 0.0 },
        mark(Mark::Marker),
        mark(Mark::Line),
        mark(Mark::Beside),
        mark(Mark::Shape),
        mark(Mark::Duty),
        flag(!known && words == 2),
        flag(!known && words > 2),
        flag(evidence.in_title),
        evidence.title_share,
        flag(evidence.required > 0),
        flag(evidence.preferred > 0),
        flag(evidence.duties > 0),
        flag(evidence.elsewhere > 0),
        mentions.ln(),
        number(evidence.required) / mentions,
        flag(known && evidence.is_written_as_name()),
        flag(!known && evidence.is_written_as_name()),
        flag(known && !evidence.in_own_words),
        flag(evidence.opens_line),
        flag(evidence.crowd <= 1),
        number(evidence.crowd).ln_1p(),
        1.0 / (1.0 + number(place)),
        if known { rarity } else { 0.0 },
        if known { 0.0 } else { rarity },
    ];
    features.extend(kinds::names().map(|kind| flag(kind == evidence.kind)));
    features
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

/// What a score is made of, in words.
pub(super) fn why(evidence: &Evidence, shares: &Shares) -> Vec<String> {
    let mut why = vec![evidence.mark.name().to_owned()];
    if !evidence.kind.is_empty() {
        why.push(format!("kind {}", evidence.kind));
    }
    if evidence.in_title {
        why.push("in the title".to_owned());
    } else if evidence.title_share > 0.0 {
        why.push("shares words with the title".to_owned());
    }
    for (count, place) in [
        (evidence.required, "required"),
        (evidence.preferred, "preferred"),
        (evidence.duties, "duties"),
        (evidence.elsewhere, "elsewhere"),
    ] {
        if count > 0 {
            why.push(format!("{place} {count}"));
        }
    }
    if evidence.is_written_as_name() {
        why.push("capitals".to_owned());
    }
    if evidence.known && !evidence.in_own_words {
        why.push("in other words".to_owned());
    }
    if evidence.known {
        let rarity = shares.rarity_of(evidence.key);
        why.push(format!("rarity {rarity:.2}"));
    }
    why
}
