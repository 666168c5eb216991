//! The layouts of eight families of career pages: `fixtures/layouts/*.html`, each a whole page, and
//! beside it what must come of it: headings and lines by section, and words that must not be read.

use std::fs;
use std::path::{Path, PathBuf};

use jobgist::{Options, PageKind, Posting};

/// What a page must give.
#[derive(Default)]
struct Expected {
    title: String,
    company: String,
    /// Kind, heading and lines.
    sections: Vec<(String, String, Vec<String>)>,
    /// Words of the page's frame.
    never: Vec<String>,
}

impl Expected {
    fn read(path: &Path) -> Self {
        let mut expected = Self::default();
        for line in fs::read_to_string(path).unwrap().lines() {
            if let Some(item) = line.strip_prefix("- ") {
                let (_, _, items) = expected.sections.last_mut().unwrap();
                items.push(item.to_owned());
                continue;
            }
            let (key, value) = line.split_once(": ").unwrap();
            let value = value.to_owned();
            match key {
                "title" => expected.title = value,
                "company" => expected.company = value,
                "never" => expected.never.push(value),
                kind => expected.sections.push((kind.to_owned(), value, Vec::new())),
            }
        }
        expected
    }
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/layouts");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "html")
        })
        .collect();
    pages.sort();
    pages
}

/// Every line of the posting stands in its section under its heading, and nothing else does.
#[test]
fn every_line_is_in_its_section() {
    let pages = pages();
    assert_eq!(pages.len(), 8);
    for path in pages {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let expected = Expected::read(&path.with_extension("txt"));
        let posting = Posting::parse(&fs::read(&path).unwrap(), &Options::default()).unwrap();
        assert_eq!(posting.page_kind, PageKind::Posting, "{name}");
        assert_eq!(
            posting.title.as_deref(),
            Some(expected.title.as_str()),
            "{name}"
        );
        assert_eq!(
            posting.company.as_deref(),
            Some(expected.company.as_str()),
            "{name}"
        );
        assert_eq!(expected.sections.len(), 3, "{name}");
        for (kind, heading, items) in &expected.sections {
            let of_kind = posting
                .sections
                .iter()
                .filter(|section| serde_json::to_value(section.kind).unwrap() == kind.as_str());
            let found: Vec<(Option<&str>, Vec<&str>)> = of_kind
                .map(|section| {
                    let items = section.items.iter().map(|item| item.text.as_str());
                    (section.heading.as_deref(), items.collect())
                })
                .collect();
            let items = items.iter().map(String::as_str).collect();
            assert_eq!(found, [(Some(heading.as_str()), items)], "{name}: {kind}");
        }
    }
}

/// Nothing of the frame, the forms and the further jobs reaches the record.
#[test]
fn the_frame_stays_outside() {
    for path in pages() {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let mut posting = Posting::parse(&fs::read(&path).unwrap(), &Options::default()).unwrap();
        posting.blocks = None;
        posting.page_kind_reason.clear();
        let record = serde_json::to_string(&posting).unwrap();
        for word in Expected::read(&path.with_extension("txt")).never {
            assert!(!record.contains(&word), "{name}: {word:?} is in the record");
        }
    }
}
