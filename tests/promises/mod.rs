//! What every record promises, whatever it was read from. The property tests and the fuzz targets
//! ask for the same.

use jobgist::{BlockRecord, Evidence, EvidenceSource, Posting};

/// Checks everything that must hold of a record that carries its blocks.
///
/// # Panics
/// Where a promise is broken.
pub(crate) fn check(posting: &Posting) {
    check_quotes(posting);
    check_ranks(posting);
    let json = serde_json::to_string(posting).unwrap();
    let again: Posting = serde_json::from_str(&json).unwrap();
    assert_eq!(
        *posting, again,
        "the record changes when it is written and read"
    );
}

/// Every quote stands in the clean text, where it says it does.
fn check_quotes(posting: &Posting) {
    let blocks = posting.blocks.as_deref().unwrap();
    let text: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    let text = text.join("\n");
    let all = posting.evidence.values().flatten();
    let against = posting
        .conflicts
        .iter()
        .flat_map(|conflict| &conflict.evidence);
    all.chain(against)
        .for_each(|evidence| check_evidence(evidence, blocks));
    for section in &posting.sections {
        let heading = section.heading.as_deref().unwrap_or_default();
        assert!(
            text.contains(heading),
            "heading {heading:?} is not on the page"
        );
        for item in &section.items {
            check_quote(&item.text, item.block, blocks);
        }
    }
    for requirement in &posting.requirements {
        check_quote(&requirement.text, requirement.block, blocks);
    }
    for line in &posting.summary {
        // Marks of what is left out of a long line are the program's.
        let quote = line.text.trim_start_matches("… ").trim_end_matches(" …");
        check_quote(quote, line.block, blocks);
    }
    for left_out in &posting.coverage.left_out {
        assert!(
            text.contains(left_out.as_str()),
            "{left_out:?} is not on the page"
        );
    }
}

fn check_quote(quote: &str, block: usize, blocks: &[BlockRecord]) {
    assert!(
        !quote.is_empty() && blocks[block].text.contains(quote),
        "{quote:?} is not in block {block}: {:?}",
        blocks[block].text
    );
}

fn check_evidence(evidence: &Evidence, blocks: &[BlockRecord]) {
    let Some(block) = evidence.block else {
        assert_ne!(
            evidence.source,
            EvidenceSource::Body,
            "{evidence:?} has no place"
        );
        return;
    };
    let (start, end) = (evidence.start.unwrap(), evidence.end.unwrap());
    let found = blocks[block].text.get(start..end);
    assert_eq!(
        found,
        Some(evidence.text.as_str()),
        "{evidence:?} is elsewhere"
    );
}

/// Rankings count from 1 and their scores are shares; counts do not exceed what there is.
fn check_ranks(posting: &Posting) {
    for (at, skill) in posting.skills.iter().enumerate() {
        assert_eq!(skill.rank, at + 1);
        assert!((0.0..=1.0).contains(&skill.score), "{skill:?}");
    }
    for (at, requirement) in posting.requirements.iter().enumerate() {
        assert_eq!(requirement.rank, at + 1);
        assert!((0.0..=1.0).contains(&requirement.score), "{requirement:?}");
    }
    assert!(posting.summary.len() <= 8);
    let coverage = &posting.coverage;
    for count in [
        coverage.required,
        coverage.preferred,
        coverage.responsibilities,
    ] {
        assert!(count.shown <= count.total, "{coverage:?}");
    }
}
