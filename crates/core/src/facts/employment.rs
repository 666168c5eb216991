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
        .filter_map(|hit| mention(reading, hit, &lists))
        .collect();
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
    if standing::is_label_cell(reading, hit.block) || is_label(reading, hit) {
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

/// Whether the word that one language's rules take for a type is a label in another's ("Contract" in
/// Dutch).
fn is_label(reading: &Reading<'_>, hit: &Hit<'_>) -> bool {
    fn language<'h>(hit: &'h Hit<'_>) -> Option<&'h str> {
        hit.rule.name.split('/').next()
    }
    reading
        .hits_in("employment_label", hit.block)
        .iter()
        .any(|label| language(label) != language(hit) && label.group("list").is_none())
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

/// Of full- and part-time, keeps what is said most firmly: what the page's data, a label or the
/// title says leaves out what sentences say, and a plain statement leaves out an aside ("for most
/// full-time positions"). Both stay where one block names both.
fn keep_firm_extents(mentions: &mut Vec<Mention>, structured: bool) {
    let mut blocks: BTreeMap<usize, i32> = BTreeMap::new();
    for mention in mentions.iter().filter(|m| is_extent(m.kind)) {
        let strength = blocks.entry(mention.block).or_default();
        *strength = mention.strength.max(*strength);
    }
    let firmest = blocks.values().copied().max().unwrap_or(0).min(NAMED);
    let least = LEAST.max(firmest - 4);
    mentions.retain(|mention| {
        if !is_extent(mention.kind) {
            return mention.strength >= LEAST;
        }
        // A list under a label speaks for itself; in a sentence the firmer of two lends the other
        // its strength ("full-time and part-time positions").
        let lent = blocks.get(&mention.block).copied().unwrap_or(0);
        let strength = if lent < NAMED {
            lent.max(mention.strength)
        } else {
            mention.strength
        };
        !structured && strength >= least
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Role;
    use crate::posting::SectionKind;
    use crate::testing::Fixture;

    fn read(code: &str, lines: &str, role: Role) -> Vec<EmploymentType> {
        let mut fixture = Fixture::of(code, lines);
        for block in 0..fixture.page.blocks.len() {
            fixture = fixture.role(block, role);
        }
        let mut kinds: Vec<_> = find(&fixture.reading())
            .into_iter()
            .filter_map(|candidate| candidate.value)
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    #[test]
    fn labels_titles_and_sentences() {
        use EmploymentType::{Contractor, FullTime, Intern, PartTime, PerDiem, Temporary};
        let prose = Role::Item(SectionKind::Overview);
        for (line, role, wanted) in [
            (
                "Job Types: Full-time, Part-time",
                Role::Meta,
                &[FullTime, PartTime][..],
            ),
            (
                "Job Type: Full-time, Zero hours contract",
                Role::Meta,
                &[FullTime],
            ),
            (
                "Job Types: Part-time, Per diem",
                Role::Meta,
                &[PartTime, PerDiem],
            ),
            ("Contract type\nFixed-term", Role::Meta, &[Temporary]),
            ("Illustrator (Contract)", Role::Title, &[Contractor]),
            ("Pottery Intern", Role::Title, &[Intern]),
            ("The post is a 40 hours per week one.", prose, &[FullTime]),
            (
                "You will be an independent contractor.",
                prose,
                &[Contractor],
            ),
            ("Interns are paid a monthly wage.", prose, &[Intern]),
            (
                "You negotiate contracts and manage contract changes.",
                prose,
                &[],
            ),
            ("Dental cover for full-time employees.", prose, &[]),
            ("A full-time degree, or part-time study.", prose, &[]),
            (
                "You mentor our interns and apprentices.",
                Role::Item(SectionKind::Responsibilities),
                &[],
            ),
        ] {
            assert_eq!(read("en", line, role), wanted, "{line}");
        }
    }

    #[test]
    fn a_plain_statement_beats_an_aside() {
        let fixture = Fixture::of(
            "en",
            "This is a part-time position in our bakery, six mornings out of seven.\n\
             Discounts, cake and dental cover are there for all of our full-time positions.",
        )
        .role(0, Role::Item(SectionKind::Overview))
        .role(1, Role::Item(SectionKind::Benefits));
        let read = find(&fixture.reading());
        let part = |c: &Candidate<_>| c.value == Some(EmploymentType::PartTime);
        assert!(!read.is_empty() && read.iter().all(part));
    }

    #[test]
    fn german_and_french() {
        use EmploymentType::{FullTime, Intern, PartTime, Temporary};
        let meta = Role::Meta;
        assert_eq!(
            read("de", "Voll- oder Teilzeit", meta),
            [FullTime, PartTime]
        );
        assert_eq!(read("de", "Unbefristete Anstellung", meta), []);
        assert_eq!(read("de", "Werkstudent Imkerei", Role::Title), [Intern]);
        assert_eq!(read("fr", "Type de contrat : CDD", meta), [Temporary]);
        assert_eq!(read("fr", "CDI, temps plein", meta), [FullTime]);
        assert_eq!(read("fr", "Tourneur en alternance", Role::Title), [Intern]);
    }
}
