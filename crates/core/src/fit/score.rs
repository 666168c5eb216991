//! The score, and the verdict.

use super::record::{Arithmetic, Cap, Gate, Judged, Outcome, Part, ScorePart, Status, Verdict};

/// Points for a must-have that is met.
const MUST_HAVE: u32 = 4;
/// Points for a gate that is passed.
const GATE: u32 = 2;
/// Points for a nice-to-have that is met.
const NICE_TO_HAVE: u32 = 1;

/// The score is no more than this where a hard gate fails.
const HARD_CAP: u32 = 30;
/// The score is no more than this where a wish is not met.
const WISH_CAP: u32 = 80;

/// The score, what it could be at most, and how both are made.
pub(super) struct Score {
    pub(super) score: Option<u32>,
    pub(super) up_to: Option<u32>,
    pub(super) arithmetic: Arithmetic,
}

/// Adds the score up.
pub(super) fn score(gates: &[Gate], must_haves: &[Judged], nice_to_haves: &[Judged]) -> Score {
    let statuses = |judged: &[Judged]| -> Vec<Status> {
        let settled = judged.iter().filter(|judged| judged.can_be_settled);
        settled.map(|judged| judged.status).collect()
    };
    let outcomes = gates.iter().map(|gate| match gate.outcome {
        Outcome::Pass => Status::Met,
        Outcome::Unknown => Status::Unclear,
        Outcome::Fail => Status::Missing,
    });
    let parts = vec![
        part(Part::MustHaves, MUST_HAVE, &statuses(must_haves)),
        part(Part::NiceToHaves, NICE_TO_HAVE, &statuses(nice_to_haves)),
        part(Part::Gates, GATE, &outcomes.collect::<Vec<_>>()),
    ];
    let failed = gates.iter().filter(|gate| gate.outcome == Outcome::Fail);
    let caps: Vec<Cap> = failed
        .map(|gate| Cap {
            gate: gate.gate,
            at_most: if gate.hard { HARD_CAP } else { WISH_CAP },
        })
        .collect();
    let possible: u32 = parts.iter().map(|part| part.possible).sum();
    let most = caps.iter().map(|cap| cap.at_most).min().unwrap_or(100);
    let share = |points: u32| {
        // Rounded, the half upwards.
        let percent = (possible > 0).then(|| (200 * points + possible) / (2 * possible))?;
        Some(percent.min(most))
    };
    let certain = parts.iter().map(|part| part.points).sum();
    let hoped = parts
        .iter()
        .map(|part| (part.met + part.unclear) * part.weight)
        .sum();
    Score {
        score: share(certain),
        up_to: share(hoped),
        arithmetic: Arithmetic { parts, caps },
    }
}

fn part(part: Part, weight: u32, statuses: &[Status]) -> ScorePart {
    let count = |status: Status| {
        let of_it = statuses.iter().filter(|one| **one == status).count();
        u32::try_from(of_it).unwrap_or(u32::MAX)
    };
    let (met, unclear) = (count(Status::Met), count(Status::Unclear));
    let of = met + unclear + count(Status::Missing);
    ScorePart {
        part,
        met,
        unclear,
        of,
        weight,
        points: met * weight,
        possible: of * weight,
    }
}

/// The whole in one word.
pub(super) fn verdict(gates: &[Gate], must_haves: &[Judged]) -> Verdict {
    let is = |outcome: Outcome, hard: bool| {
        gates
            .iter()
            .any(|gate| gate.outcome == outcome && gate.hard == hard)
    };
    let settled: Vec<&Judged> = must_haves
        .iter()
        .filter(|judged| judged.can_be_settled)
        .collect();
    let has = |status: Status| settled.iter().any(|judged| judged.status == status);
    if is(Outcome::Fail, true) {
        Verdict::Blocked
    } else if has(Status::Missing) || is(Outcome::Fail, false) {
        Verdict::Gaps
    } else if has(Status::Unclear)
        || is(Outcome::Unknown, true)
        || is(Outcome::Unknown, false)
        || settled.is_empty() && gates.is_empty()
    {
        Verdict::Unclear
    } else {
        Verdict::Fits
    }
}
