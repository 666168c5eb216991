//! Employment types.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Candidate;
use super::standing::{self, Standing};
use crate::posting::{EmploymentType, EvidenceSource, Stated};
use crate::reading::{Hit, Reading};
use crate::text::fold::lower_in_place;

/// Strength of what a label, a title or a short line of facts names.
const NAMED: i32 = 30;
/// Least strength that counts.
const LEAST: i32 = 15;
/// Hours a week from which a job without other words for it is full-time.
const FULL_WEEK: f64 = 35.0;

/// A place that names a type, with how firmly it does.
struct Mention {
    kind: EmploymentType,
    range: Range<usize>,
    block: usize,
    strength: i32,
    rule: String,
    stated: Stated,
}

/// Candidates for employment types.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<EmploymentType>> {
    let mut out = structured(reading);
    let lists = labelled(reading);
    let mut mentions: Vec<Mention> = reading
        .hits("employment_types")
        .iter()
        .filter_map(|hit| mention(reading, hit, &lists))
        .collect();
    mentions.retain(|mention| mention.strength >= LEAST);
    let has_structure = out.iter().any(|c| c.value.is_some_and(is_extent));
    keep_firm_extents(&mut mentions, has_structure);
    out.extend(mentions.into_iter().map(|mention| Candidate {
        value: Some(mention.kind),
        evidence: reading.evidence(mention.range, &mention.rule, mention.stated),
        weight: mention.strength,
    }));
    if !out.iter().any(|c| c.value.is_some_and(is_extent)) {
        out.extend(by_hours(reading));
    }
    for candidate in &mut out {
        candidate.evidence.value = candidate.value.and_then(|kind| {
            let name = serde_json::to_value(kind).ok()?;
            name.as_str().map(str::to_owned)
        });
    }
    out
}

/// Whether a type says how much of the week is worked.
fn is_extent(kind: EmploymentType) -> bool {
    matches!(kind, EmploymentType::FullTime | EmploymentType::PartTime)
}

/// The type with schema.org's name for it.
fn named(value: &str) -> Option<EmploymentType> {
    Some(match value {
        "FULL_TIME" => EmploymentType::FullTime,
        "PART_TIME" => EmploymentType::PartTime,
        "CONTRACTOR" => EmploymentType::Contractor,
        "TEMPORARY" => EmploymentType::Temporary,
        "INTERN" => EmploymentType::Intern,
        "VOLUNTEER" => EmploymentType::Volunteer,
        "PER_DIEM" => EmploymentType::PerDiem,
        _ => return None,
    })
}

/// Ranges of the page's text that labels ("Job types:") say are lists of types: behind the label,
/// or the next block where the label stands alone.
fn labelled(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let blocks = &reading.page.blocks;
    reading
        .hits("employment_label")
        .iter()
        .filter_map(|hit| {
            hit.group("list").or_else(|| {
                let next = blocks.get(hit.block + 1)?;
                standing::is_short(reading, hit.block + 1).then(|| next.range.clone())
            })
        })
        .collect()
}

/// What a match of a rule says, and how firmly where it stands.
fn mention(reading: &Reading<'_>, hit: &Hit<'_>, lists: &[Range<usize>]) -> Option<Mention> {
    let kind = named(hit.value()?)?;
    if standing::is_label_cell(reading, hit.block) {
        return None;
    }
    let standing = Standing::of(reading, hit.block);
    let inside = lists
        .iter()
        .any(|list| list.start <= hit.range.start && hit.range.end <= list.end);
    let weight = hit.rule.weight;
    let strength = if inside || standing == Standing::Title {
        weight.max(NAMED)
    } else if standing::is_short(reading, hit.block) {
        weight + in_short_line(standing, kind)
    } else {
        weight + in_prose(standing, kind)
    };
    Some(Mention {
        kind,
        range: hit.range.clone(),
        block: hit.block,
        strength,
        rule: hit.rule.name.clone(),
        stated: hit.rule.stated,
    })
}

/// Whether a type names people, so that a posting also speaks of them where it is not one of
/// theirs ("mentor our apprentices").
fn names_people(kind: EmploymentType) -> bool {
    matches!(kind, EmploymentType::Intern | EmploymentType::Volunteer)
}

/// What a short line adds.
fn in_short_line(standing: Standing, kind: EmploymentType) -> i32 {
    match standing {
        Standing::Title | Standing::Fact => 20,
        Standing::Prose => 8,
        Standing::Asked | Standing::Duties if names_people(kind) => -10,
        Standing::Asked | Standing::Duties => 5,
        Standing::Wished | Standing::Offer | Standing::Aside => 0,
    }
}

/// What a sentence adds: one about duties or the employer seldom speaks of this job's contract,
/// least of all when it names interns or volunteers.
fn in_prose(standing: Standing, kind: EmploymentType) -> i32 {
    match standing {
        Standing::Title | Standing::Fact => 5,
        Standing::Prose => 0,
        Standing::Asked | Standing::Duties | Standing::Wished if names_people(kind) => -10,
        Standing::Asked | Standing::Duties => 0,
        Standing::Wished => -10,
        Standing::Offer | Standing::Aside => -5,
    }
}

/// Leaves out full- and part-time of loose sentences where the page's data, a label or the title
/// says which it is, and of two that only sentences name, the one that is named far less often.
fn keep_firm_extents(mentions: &mut Vec<Mention>, structured: bool) {
    let firm = mentions
        .iter()
        .any(|m| is_extent(m.kind) && m.strength >= NAMED);
    if structured || firm {
        mentions.retain(|m| !is_extent(m.kind) || (m.strength >= NAMED && !structured));
        return;
    }
    let mut blocks: BTreeMap<EmploymentType, Vec<usize>> = BTreeMap::new();
    for mention in mentions.iter().filter(|m| is_extent(m.kind)) {
        blocks.entry(mention.kind).or_default().push(mention.block);
    }
    let (Some(full), Some(part)) = (
        blocks.get(&EmploymentType::FullTime),
        blocks.get(&EmploymentType::PartTime),
    ) else {
        return;
    };
    if full.iter().any(|block| part.contains(block)) {
        return;
    }
    let (full, part) = (full.len(), part.len());
    if full > part * 2 {
        mentions.retain(|m| m.kind != EmploymentType::PartTime);
    } else if part > full {
        mentions.retain(|m| m.kind != EmploymentType::FullTime);
    }
}

/// Full-time where the posting names the hours of a full week.
fn by_hours(reading: &Reading<'_>) -> Option<Candidate<EmploymentType>> {
    let hit = reading.hits("employment_hours").into_iter().find(|hit| {
        let range = hit.group("hours").or_else(|| hit.group("more"));
        let text = range.and_then(|range| reading.page.text.get(range));
        let number = text.and_then(|t| t.replace(',', ".").parse::<f64>().ok());
        number.is_some_and(|hours| (FULL_WEEK..=60.0).contains(&hours))
            && !hit.negated
            && Standing::of(reading, hit.block) != Standing::Aside
    })?;
    Some(Candidate {
        value: Some(EmploymentType::FullTime),
        evidence: reading.evidence(hit.range.clone(), &hit.rule.name, Stated::Inferred),
        weight: LEAST,
    })
}

/// What the page's data says: schema.org's names, or words.
fn structured(reading: &Reading<'_>) -> Vec<Candidate<EmploymentType>> {
    let mut out = Vec::new();
    for data in &reading.page.structured {
        let source = data.source.unwrap_or(EvidenceSource::Jsonld);
        for text in &data.employment_types {
            let constant = text.trim().to_ascii_uppercase().replace([' ', '-'], "_");
            let mut kinds: Vec<EmploymentType> = named(&constant).into_iter().collect();
            if kinds.is_empty() {
                let folded = lower_in_place(&text.replace('_', " "));
                let found = standing::read_words(reading, "employment_types", &folded, &folded);
                kinds.extend(found.iter().filter_map(|(_, rule)| named(&rule.value)));
            }
            out.extend(kinds.into_iter().map(|kind| Candidate {
                value: Some(kind),
                evidence: Reading::data_evidence(text, source, "data/employment_types"),
                weight: NAMED + 5,
            }));
        }
    }
    out
}
