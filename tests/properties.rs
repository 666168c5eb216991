//! What holds for every input, however broken.

mod promises;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jobgist::{Format, Options, Posting};
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

/// Bytes of a fixture with pieces cut out, doubled, overwritten, and exchanged for those of another
/// fixture, and with single bits turned over.
fn broken_fixture() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), any::<Index>(), 0..6_u8, any::<[u8; 3]>());
    let changes = prop::collection::vec(change, 0..6);
    (any::<Index>(), any::<Index>(), changes).prop_map(|(which, other, changes)| {
        let mut bytes = which.get(FIXTURES.as_slice()).clone();
        let other = other.get(FIXTURES.as_slice());
        for (from, length, how, new) in changes {
            if bytes.is_empty() {
                break;
            }
            let from = from.index(bytes.len());
            let to = from + length.index((bytes.len() - from).min(400)) + 1;
            match how {
                0 => drop(bytes.drain(from..to)),
                1 => bytes.extend_from_within(from..to),
                2 => drop(bytes.splice(from..from, new)),
                3 => bytes[from] ^= 1 << (new[0] % 8),
                4 => {
                    let start = from.min(other.len());
                    let end = to.min(other.len());
                    drop(bytes.splice(from..to, other[start..end].iter().copied()));
                }
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

/// A format that is forced on an input, or `None`: it is sniffed.
fn any_format() -> impl Strategy<Value = Option<Format>> {
    select(vec![
        None,
        Some(Format::Html),
        Some(Format::Text),
        Some(Format::Markdown),
        Some(Format::Json),
        Some(Format::Mhtml),
        Some(Format::Eml),
        Some(Format::Pdf),
        Some(Format::Docx),
    ])
}

/// Reads an input and checks everything that must hold of its records.
fn check(bytes: &[u8], format: Option<Format>) {
    let options = Options {
        format,
        blocks: true,
        today: Some("2026-11-22".to_owned()),
        ..Options::default()
    };
    let Ok(posting) = Posting::parse(bytes, &options) else {
        assert!(Posting::parse_all(bytes, &options).is_err());
        return;
    };
    promises::check(&posting);
    let all = Posting::parse_all(bytes, &options).unwrap();
    if all.len() == 1 {
        let again: Vec<Posting> = all.collect();
        assert_eq!([posting], *again, "the same bytes give another record");
    } else {
        all.for_each(|posting| promises::check(&posting));
    }
}

proptest! {
    // A failing input is printed in full; turn it into a fixture or a unit test.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..1500), format in any_format()) {
        check(&bytes, format);
    }

    #[test]
    fn any_text(text in "(\\PC|[\n\t ]){0,600}", format in any_format()) {
        check(text.as_bytes(), format);
    }

    #[test]
    fn any_soup(page in soup(), format in any_format()) {
        check(page.as_bytes(), format);
    }

    #[test]
    fn any_broken_fixture(bytes in broken_fixture()) {
        check(&bytes, None);
    }

    #[test]
    fn any_broken_fixture_of_any_format(bytes in broken_fixture(), format in any_format()) {
        check(&bytes, format);
    }
}

/// The fixtures themselves.
#[test]
fn whole_fixtures() {
    FIXTURES.iter().for_each(|bytes| check(bytes, None));
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
        check(page.as_bytes(), None);
        let seconds = start.elapsed().as_secs_f32();
        // Two readings and the checks, in a build with few optimisations, on a busy machine.
        assert!(seconds < 30.0, "{} took {seconds} s", &page[..20]);
    }
}
