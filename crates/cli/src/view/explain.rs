//! `--explain`: the rule and the quote behind each statement.

use jobgist::{
    Evidence, EvidenceSource, Posting, Priority, PriorityBasis, Requirement, Skill, Stated,
    SummaryLine,
};

use super::{owned, quoted};

/// Quotes that are shown for one statement; the record holds all of them.
const QUOTES_SHOWN: usize = 6;

/// The evidence of the named facts.
pub(super) fn fact(posting: &Posting, names: &[&str]) -> Vec<String> {
    let all: Vec<String> = names
        .iter()
        .filter_map(|name| posting.evidence.get(*name))
        .flatten()
        .map(evidence)
        .collect();
    let more = all.len().saturating_sub(QUOTES_SHOWN);
    let mut lines: Vec<String> = all.into_iter().take(QUOTES_SHOWN).collect();
    if more > 0 {
        lines.push(format!("and {more} more quotes"));
    }
    let conflicts = posting
        .conflicts
        .iter()
        .filter(|conflict| names.contains(&conflict.fact.as_str()))
        .filter_map(|conflict| conflict.evidence.get(1));
    lines.extend(conflicts.map(|other| format!("against it: {}", evidence(other))));
    lines
}

/// "“full time” (rule full-time, body)".
fn evidence(evidence: &Evidence) -> String {
    let source = match evidence.source {
        EvidenceSource::Body => "text",
        EvidenceSource::Jsonld => "JSON-LD",
        EvidenceSource::Microdata => "microdata",
        EvidenceSource::Meta => "page head",
        EvidenceSource::State => "page state",
        _ => "page",
    };
    let firm = match evidence.stated {
        Stated::Stated => "",
        Stated::Inferred => ", inferred",
        Stated::Vague => ", vague",
    };
    let quote = quoted(&evidence.text);
    let place = evidence
        .block
        .map_or_else(String::new, |block| format!(", block {block}"));
    owned(&format!(
        "{quote} (rule {}, {source}{place}{firm})",
        evidence.rule
    ))
}

/// Why a line is in the summary.
pub(super) fn line(posting: &Posting, line: &SummaryLine) -> Vec<String> {
    let place = format!(
        "score {:.2}, {}, block {}",
        line.score,
        line.section.name(),
        line.block
    );
    let requirement = posting
        .requirements
        .iter()
        .find(|requirement| requirement.block == line.block && requirement.text == line.text);
    let mut lines = match requirement {
        Some(requirement) => asked(&place, requirement),
        None => vec![place],
    };
    lines.extend(section(posting, line.block));
    lines
}

/// Why a requirement is in the summary.
fn asked(place: &str, requirement: &Requirement) -> Vec<String> {
    let priority = match requirement.priority {
        Priority::Required => "must-have",
        Priority::Preferred => "nice-to-have",
    };
    let basis = match requirement.priority_basis {
        PriorityBasis::Heading => "by its heading",
        PriorityBasis::Clause => "by its own words",
        PriorityBasis::Default => "by default",
    };
    let mut lines = vec![format!(
        "{place}; rank {}, {priority} {basis}",
        requirement.rank
    )];
    if !requirement.why.is_empty() {
        lines.push(owned(&requirement.why.join("; ")));
    }
    lines
}

/// Why a block stands in its section: what rules and model say, and which of them decided.
fn section(posting: &Posting, block: usize) -> Option<String> {
    let blocks = posting.blocks.as_ref()?;
    let block = blocks.iter().find(|other| other.block == block)?;
    (!block.why.is_empty()).then(|| owned(&format!("section {}", block.why)))
}

/// Why a skill stands where it does.
pub(super) fn skill(skill: &Skill) -> Vec<String> {
    let mut reason = format!("score {:.2}, {}×", skill.score, skill.mentions);
    if !skill.aliases_seen.is_empty() {
        reason.push_str(&format!(
            ", as {}",
            quoted(&skill.aliases_seen.join("”, “"))
        ));
    }
    if !skill.why.is_empty() {
        reason.push_str(&format!("; {}", skill.why.join("; ")));
    }
    let entries = skill.taxonomy.iter();
    let entries = entries.map(|entry| {
        owned(&format!(
            "{} {} {}",
            entry.scheme,
            entry.id,
            quoted(&entry.name)
        ))
    });
    std::iter::once(owned(&reason)).chain(entries).collect()
}
