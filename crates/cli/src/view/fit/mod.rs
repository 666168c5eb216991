//! What the screen of `match` shows, before it is laid out as text or Markdown.

pub(crate) mod markdown;
pub(crate) mod text;

use jobgist::{Fit, Gate, Judged, Outcome, Part, ScorePart, Status, Thing, Verdict};

use super::{owned, quoted, words};
use crate::output::{clean, visible};

/// Characters of a requirement that nobody but the reader can judge.
const LEFT_CHARACTERS: usize = 70;

/// The screen's parts in the order shown. All text in it is safe for a terminal.
#[derive(Debug)]
pub(crate) struct FitView {
    /// Name of the posting's file.
    pub(crate) name: String,
    /// Title and employer.
    pub(crate) title: String,
    /// The whole in one line, and whether it is bad news.
    pub(crate) verdict: String,
    pub(crate) is_blocked: bool,
    /// "62 of 100, up to 90".
    pub(crate) score: String,
    /// Gates, must-haves, nice-to-haves.
    pub(crate) groups: Vec<FitGroup>,
    /// What no profile can settle.
    pub(crate) left: Vec<String>,
    /// How the score adds up, a line each.
    pub(crate) sum: Vec<String>,
    /// Gates of which the posting says nothing, though the profile does.
    pub(crate) not_stated: Vec<&'static str>,
    /// One row of a comparison.
    pub(crate) row: Row,
}

/// What a comparison shows of a posting.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) score: String,
    pub(crate) up_to: String,
    pub(crate) must_haves: String,
    pub(crate) nice_to_haves: String,
    pub(crate) gates: String,
}

/// Lines under one heading.
#[derive(Debug)]
pub(crate) struct FitGroup {
    pub(crate) heading: &'static str,
    pub(crate) lines: Vec<FitLine>,
}

/// A gate or a requirement.
#[derive(Debug)]
pub(crate) struct FitLine {
    /// "pass", "missing" and the like.
    pub(crate) status: &'static str,
    pub(crate) tone: Tone,
    pub(crate) text: String,
    /// Why, or the quote behind it.
    pub(crate) details: Vec<String>,
}

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Open,
    Bad,
}

impl FitView {
    /// What to show of a fit.
    pub(crate) fn of(fit: &Fit) -> Self {
        let groups = [
            ("Gates", fit.gates.iter().map(gate).collect()),
            ("Must have", settled(&fit.must_haves).map(judged).collect()),
            (
                "Nice to have",
                settled(&fit.nice_to_haves).map(judged).collect(),
            ),
        ];
        let both = fit.must_haves.iter().chain(&fit.nice_to_haves);
        let left = both.filter(|judged| !judged.can_be_settled);
        Self {
            name: visible(&fit.name).into_owned(),
            title: title(fit),
            verdict: verdict(fit),
            is_blocked: fit.verdict == Verdict::Blocked,
            score: score(fit),
            groups: groups
                .into_iter()
                .map(|(heading, lines): (_, Vec<FitLine>)| FitGroup { heading, lines })
                .filter(|group| !group.lines.is_empty())
                .collect(),
            left: left
                .map(|one| words::beginning(&clean(&one.text), LEFT_CHARACTERS).into_owned())
                .collect(),
            sum: sum(fit),
            not_stated: fit.not_stated.iter().map(|gate| gate.name()).collect(),
            row: row(fit),
        }
    }
}

fn settled(judged: &[Judged]) -> impl Iterator<Item = &Judged> {
    judged.iter().filter(|judged| judged.can_be_settled)
}

fn title(fit: &Fit) -> String {
    let parts: Vec<String> = [&fit.title, &fit.company]
        .into_iter()
        .flatten()
        .map(|text| owned(text))
        .collect();
    if parts.is_empty() {
        return "(no title)".to_owned();
    }
    parts.join(", ")
}

/// The whole in one line, the worst first.
fn verdict(fit: &Fit) -> String {
    let failed = |hard: bool| {
        gates_named(fit, |gate| {
            gate.outcome == Outcome::Fail && gate.hard == hard
        })
    };
    let count = |status: Status| {
        let of_it = settled(&fit.must_haves)
            .filter(|judged| judged.status == status)
            .count();
        let all = settled(&fit.must_haves).count();
        format!("{of_it} of {all} must-haves")
    };
    let mut parts = Vec::new();
    let (hard, wishes) = (failed(true), failed(false));
    if !hard.is_empty() {
        parts.push(format!("fails {}", hard.join(", ")));
    }
    let has = |status: Status| settled(&fit.must_haves).any(|judged| judged.status == status);
    if has(Status::Missing) {
        parts.push(format!("{} missing", count(Status::Missing)));
    }
    if !wishes.is_empty() {
        parts.push(format!("not as wished: {}", wishes.join(", ")));
    }
    if has(Status::Unclear) {
        parts.push(format!("{} unclear", count(Status::Unclear)));
    }
    let unknown = gates_named(fit, |gate| gate.outcome == Outcome::Unknown);
    if !unknown.is_empty() && fit.verdict != Verdict::Blocked {
        parts.push(format!("open: {}", unknown.join(", ")));
    }
    let word = match fit.verdict {
        Verdict::Fits => "Fits",
        Verdict::Unclear => "Unclear",
        Verdict::Gaps => "Gaps",
        Verdict::Blocked => "No",
    };
    if parts.is_empty() {
        parts.push(match fit.verdict {
            Verdict::Fits => {
                "every gate is passed, and every must-have that a profile can settle is met"
                    .to_owned()
            }
            _ => "the posting states nothing that a profile can settle".to_owned(),
        });
    }
    format!("{word}: {}", parts.join("; "))
}

/// Names of the gates of a sort, each once.
fn gates_named(fit: &Fit, is_of_it: impl Fn(&Gate) -> bool) -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for gate in fit.gates.iter().filter(|gate| is_of_it(gate)) {
        if !names.contains(&gate.gate.name()) {
            names.push(gate.gate.name());
        }
    }
    names
}

fn score(fit: &Fit) -> String {
    match (fit.score, fit.up_to) {
        (Some(score), Some(up_to)) if up_to > score => {
            format!("{score} of 100, up to {up_to} once what is unclear is settled")
        }
        (Some(score), _) => format!("{score} of 100"),
        _ => "none".to_owned(),
    }
}

fn gate(gate: &Gate) -> FitLine {
    let (status, tone) = match gate.outcome {
        Outcome::Pass => ("pass", Tone::Good),
        Outcome::Unknown => ("unknown", Tone::Open),
        Outcome::Fail => ("fail", Tone::Bad),
    };
    let wish = if gate.hard { "" } else { " (wish)" };
    // What passes needs no proof at first sight.
    let quote = gate
        .posting
        .as_ref()
        .filter(|_| gate.outcome != Outcome::Pass);
    FitLine {
        status,
        tone,
        text: format!("{}{wish}: {}", gate.gate.name(), owned(&gate.reason)),
        details: quote.map(|quote| quoted(&quote.text)).into_iter().collect(),
    }
}

fn judged(judged: &Judged) -> FitLine {
    let (status, tone) = match judged.status {
        Status::Met => ("met", Tone::Good),
        Status::Unclear => ("unclear", Tone::Open),
        Status::Missing => ("missing", Tone::Bad),
    };
    let mut details = Vec::new();
    if judged.status != Status::Met {
        details.extend(open_things(&judged.things));
        let open = judged
            .things
            .iter()
            .filter(|thing| thing.status != Status::Met)
            .count();
        if !judged.enough.is_empty() && judged.enough.len() < open {
            let names: Vec<String> = judged.enough.iter().map(|name| owned(name)).collect();
            details.push(format!("enough: {}", names.join(" and ")));
        }
    }
    FitLine {
        status,
        tone,
        text: owned(&judged.text),
        details,
    }
}

/// The things that are not met, those of one reason in one line.
fn open_things(things: &[Thing]) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for thing in things.iter().filter(|thing| thing.status != Status::Met) {
        match reasons
            .iter_mut()
            .find(|(reason, _)| *reason == thing.reason)
        {
            Some((_, names)) => names.push(owned(&thing.name)),
            None => reasons.push((&thing.reason, vec![owned(&thing.name)])),
        }
    }
    let line =
        |(reason, names): (&str, Vec<String>)| format!("{}: {}", names.join(", "), owned(reason));
    reasons.into_iter().map(line).collect()
}

/// How the score adds up.
fn sum(fit: &Fit) -> Vec<String> {
    let Some(score) = fit.score else {
        return Vec::new();
    };
    let parts: Vec<&ScorePart> = fit
        .arithmetic
        .parts
        .iter()
        .filter(|part| part.of > 0)
        .collect();
    let mut out: Vec<String> = parts
        .iter()
        .map(|part| {
            let ScorePart {
                met,
                of,
                weight,
                points,
                possible,
                ..
            } = **part;
            let (name, verb) = part_name(part.part);
            format!(
                "{name:<14}{met:>3} of {of:<3}{verb:<7} x {weight} = {points:>3} of {possible:>3}"
            )
        })
        .collect();
    let points: u32 = parts.iter().map(|part| part.points).sum();
    let possible: u32 = parts.iter().map(|part| part.possible).sum();
    let percent = (200 * points + possible) / (2 * possible.max(1));
    out.push(format!(
        "{:<33}{points:>3} of {possible:>3} = {percent}",
        "together"
    ));
    for cap in &fit.arithmetic.caps {
        out.push(format!(
            "{} fails: no more than {}",
            cap.gate.name(),
            cap.at_most
        ));
    }
    if score != percent {
        out.push(format!("so the score is {score}"));
    }
    out
}

fn part_name(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::MustHaves => ("must-haves", "met"),
        Part::NiceToHaves => ("nice-to-haves", "met"),
        Part::Gates => ("gates", "passed"),
    }
}

fn row(fit: &Fit) -> Row {
    let count = |part: Part| {
        let of_it = fit
            .arithmetic
            .parts
            .iter()
            .find(|one| one.part == part && one.of > 0);
        of_it.map_or("-".to_owned(), |part| {
            format!("{} of {}", part.met, part.of)
        })
    };
    let of = |outcome: Outcome| gates_named(fit, |gate| gate.outcome == outcome);
    let (failed, unknown) = (of(Outcome::Fail), of(Outcome::Unknown));
    let gates = match (failed.is_empty(), unknown.is_empty()) {
        (false, _) => format!("fails: {}", failed.join(", ")),
        (true, false) => format!("open: {}", unknown.join(", ")),
        _ if fit.gates.is_empty() => "-".to_owned(),
        _ => "pass".to_owned(),
    };
    let number = |score: Option<u32>| score.map_or("-".to_owned(), |score| score.to_string());
    Row {
        score: number(fit.score),
        up_to: number(fit.up_to),
        must_haves: count(Part::MustHaves),
        nice_to_haves: count(Part::NiceToHaves),
        gates,
    }
}
