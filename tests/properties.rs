//! What holds for every input, however broken.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jobgist::{BlockRecord, Evidence, EvidenceSource, Options, Posting};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The files of `fixtures/`: inputs that get far into the program before they are broken.
static FIXTURES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut paths: Vec<_> = [folder.join("layouts"), folder]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
});

/// Pieces of pages: markup, words that wake rules, and characters that are more than one byte.
const PIECES: [&str; 62] = [
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<p>",
    "</p>",
    "<br>",
    "<b>",
    "</b>",
    "<table><tr><td>",
    "</td><td>",
    "<div hidden>",
    "</div>",
    "<!--",
    "-->",
    "<script type=\"application/ld+json\">",
    "{\"@type\":\"JobPosting\",\"title\":\"Cook\"",
    "}",
    "</script>",
    "&amp;nbsp;",
    "&lt;li&gt;",
    "&#x1F600;",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "• ",
    "- ",
    "* ",
    "1. ",
    "## ",
    "**",
    ":",
    "Requirements",
    "Anforderungen",
    "Profil recherché",
    "Nice to have:",
    "Salary",
    "€ 45.000,50",
    "$80k - $95,000 per year",
    "3-6 months",
    "at least five years",
    "not remote",
    "full-time",
    "m/w/d",
    "Lyon, France",
    "2027-02-31",
    "31.12.2026",
    "SQL, Python or R",
    "Master's degree",
    "İstanbul ẞ ǅ",
    "Страна 日本語",
    "🚀 ",
    "e\u{301}",
    "999999999999999999999999",
    "C1",
];

/// Bytes of a fixture with pieces cut out, doubled and overwritten.
fn broken_fixture() -> impl Strategy<Value = Vec<u8>> {
    let cut = (any::<Index>(), any::<Index>(), 0..4_u8, any::<[u8; 3]>());
    (any::<Index>(), prop::collection::vec(cut, 0..6)).prop_map(|(which, cuts)| {
        let mut bytes = which.get(FIXTURES.as_slice()).clone();
        for (from, length, how, new) in cuts {
            if bytes.is_empty() {
                break;
            }
            let from = from.index(bytes.len());
            let to = from + length.index((bytes.len() - from).min(400)) + 1;
            match how {
                0 => drop(bytes.drain(from..to)),
                1 => bytes.extend_from_within(from..to),
                2 => drop(bytes.splice(from..from, new)),
                _ => bytes.truncate(to),
            }
        }
        bytes
    })
}

/// A page of pieces in any order.
fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(select(PIECES.to_vec()), 0..120).prop_map(|pieces| pieces.join(" "))
}

/// Reads an input and checks everything that must hold of its record.
fn check(bytes: &[u8]) {
    let options = Options {
        blocks: true,
        today: Some("2026-11-22".to_owned()),
        ..Options::default()
    };
    let Ok(posting) = Posting::parse(bytes, &options) else {
        return;
    };
    check_quotes(&posting);
    check_ranks(&posting);
    let json = serde_json::to_string(&posting).unwrap();
    let again: Posting = serde_json::from_str(&json).unwrap();
    assert_eq!(
        posting, again,
        "the record changes when it is written and read"
    );
    let twice = Posting::parse(bytes, &options).unwrap();
    assert_eq!(posting, twice, "the same bytes give another record");
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
        check_quote(&line.text, line.block, blocks);
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

proptest! {
    // A failing input is printed in full; turn it into a fixture or a unit test.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        check(&bytes);
    }

    #[test]
    fn any_text(text in "(\\PC|[\n\t ]){0,600}") {
        check(text.as_bytes());
    }

    #[test]
    fn any_soup(page in soup()) {
        check(page.as_bytes());
    }

    #[test]
    fn any_broken_fixture(bytes in broken_fixture()) {
        check(&bytes);
    }
}

/// The fixtures themselves.
#[test]
fn whole_fixtures() {
    FIXTURES.iter().for_each(|bytes| check(bytes));
}

/// Inputs that cost much when one part of the program is quadratic, or recursive.
#[test]
fn hostile_pages() {
    let pages = [
        "<div>".repeat(20_000),
        "<ul><li>".repeat(10_000),
        "<b>bold ".repeat(5_000),
        "a".repeat(300_000),
        "- skill, ".repeat(10_000),
        "[".repeat(50_000),
        format!(
            "<script type=\"application/ld+json\">{}",
            "[{\"a\":".repeat(20_000)
        ),
        "Requirements:\n".repeat(5_000),
        "not ".repeat(30_000),
        "1-2 years, ".repeat(10_000),
    ];
    for page in pages {
        let start = std::time::Instant::now();
        check(page.as_bytes());
        let seconds = start.elapsed().as_secs_f32();
        // Two readings and the checks, in a build with few optimisations, on a busy machine.
        assert!(seconds < 30.0, "{} took {seconds} s", &page[..20]);
    }
}
