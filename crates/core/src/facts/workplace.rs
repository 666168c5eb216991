//! On site, hybrid or remote.

use super::Candidate;
use super::standing::{self, Standing};
use crate::posting::{Evidence, EvidenceSource, Stated, Workplace};
use crate::reading::{Hit, Reading};
use crate::text::fold::lower_in_place;

/// Weight below which a statement is too loose to count.
const LEAST: i32 = 10;
/// Weight of a value of structured data: below a plain sentence about days in the office, above
/// loose words.
const STRUCTURED: i32 = 38;
/// Weight from which "remote" among the perks still means all of the time.
const PERK: i32 = 26;
/// Longest line, in bytes, that a rule may take as a whole (its group `line`).
const LONGEST_LINE: usize = 130;
/// Weight of the answer to a question of its own line.
const ANSWER: i32 = 50;
/// Days a week in the office from which there is no remote part left.
const FULL_WEEK: u32 = 5;

/// Candidates for on site, hybrid or remote.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<Workplace>> {
    let mut candidates: Vec<_> = reading
        .hits("workplace")
        .filter_map(|hit| from_hit(reading, hit))
        .collect();
    for (block, answer) in answers(reading) {
        candidates.retain(|candidate| candidate.evidence.block != Some(block));
        candidates.push(answer);
    }
    candidates.extend(structured(reading));
    settle(&mut candidates);
    candidates
}

/// Whether a negation denies a match: before it, or before the words in it that say where.
fn is_denied(reading: &Reading<'_>, hit: &Hit<'_>) -> bool {
    hit.negated
        || hit
            .group("said")
            .is_some_and(|said| reading.is_negated(hit.block, &said))
}

/// The candidate that a match of a rule makes.
fn from_hit(reading: &Reading<'_>, hit: &Hit<'_>) -> Option<Candidate<Workplace>> {
    let mut value = match days(reading, hit) {
        Some(days) if days >= FULL_WEEK => Workplace::Onsite,
        Some(_) => Workplace::Hybrid,
        None if is_denied(reading, hit) => named(hit.rule.denied.as_deref()?)?,
        None => named(&hit.rule.value)?,
    };
    let is_long = hit
        .group("line")
        .is_some_and(|line| line.len() > LONGEST_LINE);
    if is_long || standing::is_question(reading, hit.block, &hit.range) {
        return None;
    }
    let standing = Standing::of(reading, hit.block);
    let mut stated = hit.rule.stated;
    // What is offered as a perk is a part of the time, unless it is said more firmly than that.
    if standing == Standing::Offer && value == Workplace::Remote && hit.rule.weight < PERK {
        value = Workplace::Hybrid;
        stated = Stated::Inferred;
    }
    let weight = hit.rule.weight + bonus(standing);
    (weight >= LEAST).then(|| Candidate {
        value: Some(value),
        evidence: reading.evidence(hit.range.clone(), &hit.rule.name, stated),
        weight,
    })
}

/// Days a week that a rule captured.
fn days(reading: &Reading<'_>, hit: &Hit<'_>) -> Option<u32> {
    let range = hit.group("days").or_else(|| hit.group("more"))?;
    let word = reading.page.folded.get(range)?.trim();
    word.parse().ok().or_else(|| {
        let tables = &reading.languages.tables;
        let number = tables.iter().find_map(|t| t.words.numbers.get(word))?;
        (1..=7).find(|&n| (f64::from(n) - number).abs() < 0.1)
    })
}

/// What the place of a statement adds to its weight.
fn bonus(standing: Standing) -> i32 {
    match standing {
        Standing::Title => 20,
        Standing::Fact => 10,
        Standing::Prose => 2,
        Standing::Duties | Standing::Asked => -5,
        Standing::Offer => 0,
        Standing::Wished | Standing::Aside => -15,
    }
}

/// The value with a rule's name for it.
fn named(value: &str) -> Option<Workplace> {
    Some(match value {
        "onsite" => Workplace::Onsite,
        "hybrid" => Workplace::Hybrid,
        "remote" => Workplace::Remote,
        _ => return None,
    })
}

/// Lines that ask ("Remote work possible?") and are answered by the next line, with the answer.
fn answers(reading: &Reading<'_>) -> Vec<(usize, Candidate<Workplace>)> {
    let mut out = Vec::new();
    for hit in reading.hits("workplace_ask") {
        let answer = hit.block + 1;
        let Some(next) = reading.page.blocks.get(answer) else {
            continue;
        };
        let (text, folded) = (reading.page.text_of(answer), reading.page.folded_of(answer));
        let said = standing::read_words(reading, "workplace_answer", text, folded);
        let Some((_, rule)) = said.first() else {
            continue;
        };
        let value = if rule.value == "yes" {
            named(&hit.rule.value)
        } else {
            Some(Workplace::Onsite)
        };
        let candidate = Candidate {
            value,
            evidence: reading.evidence(next.range.clone(), &hit.rule.name, Stated::Stated),
            weight: ANSWER,
        };
        out.push((hit.block, candidate));
    }
    out
}

/// What the page's data says, in the terms of schema.org or in words.
fn structured(reading: &Reading<'_>) -> Vec<Candidate<Workplace>> {
    let mut out = Vec::new();
    for data in &reading.page.structured {
        let Some(text) = data.workplace.as_deref() else {
            continue;
        };
        let value = if text.to_ascii_uppercase().contains("TELECOMMUTE") {
            Some(Workplace::Remote)
        } else {
            let spaced = text.replace(['_', '-'], " ");
            let folded = lower_in_place(&spaced);
            let words = standing::read_words(reading, "workplace", &spaced, &folded);
            let best = words.into_iter().max_by_key(|(_, rule)| rule.weight);
            best.and_then(|(_, rule)| named(&rule.value))
        };
        let source = data.source.unwrap_or(EvidenceSource::Jsonld);
        out.extend(value.map(|value| Candidate {
            value: Some(value),
            evidence: Reading::data_evidence(text, source, "data/workplace"),
            weight: STRUCTURED,
        }));
    }
    out
}

/// Lets a firm statement of days in the office win over a firm "remote": who says both means a
/// part of the time.
fn settle(candidates: &mut [Candidate<Workplace>]) {
    let firm = |c: &&mut Candidate<Workplace>, value| c.value == Some(value) && c.weight >= 30;
    let best = candidates.iter().map(|c| c.weight).max().unwrap_or(0);
    let hybrid = candidates
        .iter_mut()
        .filter(|c| firm(c, Workplace::Hybrid))
        .max_by_key(|c| c.weight);
    if let Some(hybrid) = hybrid
        && has_days(&hybrid.evidence)
    {
        hybrid.weight = best + 1;
    }
}

/// Whether the quote was read by a rule about days a week.
pub(super) fn has_days(evidence: &Evidence) -> bool {
    evidence.rule.contains("/days") || evidence.rule.ends_with("/office_days")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Role;
    use crate::posting::SectionKind;
    use crate::testing::Fixture;

    fn read(code: &str, lines: &str, section: SectionKind) -> Option<Workplace> {
        let mut fixture = Fixture::of(code, lines);
        for block in 0..fixture.page.blocks.len() {
            fixture = fixture.role(block, Role::Item(section));
        }
        let candidates = find(&fixture.reading());
        let best = candidates.iter().max_by_key(|c| c.weight)?;
        best.value
    }

    fn overview(lines: &str) -> Option<Workplace> {
        read("en", lines, SectionKind::Overview)
    }

    #[test]
    fn says_where_the_work_is_done() {
        use Workplace::{Hybrid, Onsite, Remote};
        for (line, wanted) in [
            ("Work Location: In person", Some(Onsite)),
            ("Work Location: Hybrid remote in Graz", Some(Hybrid)),
            ("Remote (Austria)", Some(Remote)),
            ("This is not a remote role.", Some(Onsite)),
            ("These are not remote internships.", Some(Onsite)),
            ("Remote work is not available.", Some(Onsite)),
            ("You will be on site at our dairy in Oslo.", Some(Onsite)),
            ("Expect 2-3 days in the office.", Some(Hybrid)),
            ("We meet five days a week in the office.", Some(Onsite)),
            (
                "You design remote sensing tools for remote communities.",
                None,
            ),
            ("You can work from anywhere 4 weeks a year.", None),
            ("Hybrid cloud and hybrid vehicles.", None),
            ("Is this a remote role?", None),
            ("Work remotely\n- No", Some(Onsite)),
            (
                "You must be on site in Graz Monday - Thursday, and work remotely Friday.",
                Some(Hybrid),
            ),
            ("Schedule: Monday to Friday, remote", Some(Remote)),
            ("This is not a virtual / remote position", Some(Onsite)),
            (
                "Unless approved to work fully remotely, you spend half of your time in the office.",
                Some(Hybrid),
            ),
        ] {
            assert_eq!(overview(line), wanted, "{line}");
        }
    }

    #[test]
    fn days_in_the_office_beat_a_remote_badge() {
        let lines = "Remote\nWe ask for two days a week in the office.";
        assert_eq!(overview(lines), Some(Workplace::Hybrid));
    }

    #[test]
    fn a_perk_is_a_part_of_the_time() {
        let benefits = SectionKind::Benefits;
        for (code, line) in [
            ("en", "Work from home"),
            ("en", "Home office"),
            ("de", "Homeoffice nach Absprache"),
            ("fr", "Télétravail partiel"),
            ("fr", "2 jours de télétravail par semaine"),
        ] {
            assert_eq!(
                read(code, line, benefits),
                Some(Workplace::Hybrid),
                "{line}"
            );
        }
        assert_eq!(read("en", "Home office stipend", benefits), None);
    }
}
