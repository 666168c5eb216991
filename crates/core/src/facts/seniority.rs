//! Seniority.

use super::Candidate;
use super::standing::{self, Standing};
use crate::outline::Role;
use crate::posting::{EvidenceSource, Seniority, Stated};
use crate::reading::Reading;
use crate::text::fold::lower_in_place;

/// Candidates for the seniority; `title` is the job's title where one was found.
pub(super) fn find(reading: &Reading<'_>, title: Option<&str>) -> Vec<Candidate<Seniority>> {
    let mut out: Vec<_> = title
        .and_then(|t| in_title(reading, t))
        .into_iter()
        .collect();
    for hit in reading.hits("seniority_stated") {
        let standing = Standing::of(reading, hit.block);
        if hit.negated
            || matches!(
                standing,
                Standing::Aside | Standing::Offer | Standing::Wished
            )
        {
            continue;
        }
        out.extend(level(&hit.rule.value).map(|level| Candidate {
            value: Some(level),
            evidence: reading.evidence(hit.range.clone(), &hit.rule.name, Stated::Stated),
            weight: hit.rule.weight,
        }));
    }
    out
}

/// What the words of the title say: the heaviest of them.
fn in_title(reading: &Reading<'_>, title: &str) -> Option<Candidate<Seniority>> {
    let folded = lower_in_place(title);
    let words = standing::read_words(reading, "seniority", title, &folded);
    let (range, rule) = words.into_iter().max_by_key(|(_, rule)| rule.weight)?;
    let word = title.get(range)?;
    let visible = reading
        .outline
        .roles
        .iter()
        .enumerate()
        .find_map(|(block, role)| {
            let at = (*role == Role::Title).then(|| reading.page.text_of(block).find(word))??;
            let start = reading.page.blocks[block].range.start + at;
            Some(start..start + word.len())
        });
    let evidence = match visible {
        Some(range) => reading.evidence(range, &rule.name, Stated::Stated),
        None => Reading::data_evidence(title, EvidenceSource::Meta, &rule.name),
    };
    Some(Candidate {
        value: Some(level(&rule.value)?),
        evidence,
        weight: rule.weight,
    })
}

/// The level with a rule's name for it.
fn level(value: &str) -> Option<Seniority> {
    Some(match value {
        "intern" => Seniority::Intern,
        "entry" => Seniority::Entry,
        "mid" => Seniority::Mid,
        "senior" => Seniority::Senior,
        "lead" => Seniority::Lead,
        "manager" => Seniority::Manager,
        "director" => Seniority::Director,
        "executive" => Seniority::Executive,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    #[test]
    fn the_title_speaks_first() {
        use Seniority::{Director, Entry, Executive, Intern, Lead, Manager, Senior};
        let fixture = Fixture::of("en", "Seniority level: Mid-Senior level");
        let reading = fixture.reading();
        for (title, wanted) in [
            ("Senior Beekeeper", Senior),
            ("Junior Project Manager", Entry),
            ("Pottery Intern", Intern),
            ("Senior Director, Honey", Director),
            ("Store Manager", Manager),
            ("Lead Potter", Lead),
            ("Chief Honey Officer", Executive),
            ("Potter", Senior),
        ] {
            let best = find(&reading, Some(title))
                .into_iter()
                .max_by_key(|c| c.weight);
            assert_eq!(best.and_then(|c| c.value), Some(wanted), "{title}");
        }
    }
}
