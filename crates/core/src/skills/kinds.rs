//! The kinds of skill that the vocabulary tells apart.

/// Kinds of skill.
const KINDS: [&str; 51] = [
    "accounting",
    "admin",
    "agriculture",
    "ai",
    "automotive",
    "business-software",
    "certificate",
    "cloud",
    "construction",
    "data",
    "database",
    "design",
    "devops",
    "domain",
    "education",
    "energy",
    "engineering",
    "finance",
    "framework",
    "hard",
    "hardware",
    "health",
    "hospitality",
    "hr",
    "insurance",
    "lab",
    "language",
    "language-service",
    "law",
    "library",
    "licence",
    "logistics",
    "management",
    "manufacturing",
    "marketing",
    "media",
    "method",
    "network",
    "office",
    "public",
    "retail",
    "safety",
    "sales",
    "science",
    "security",
    "social",
    "soft",
    "spoken-language",
    "tool",
    "trade",
    "transport",
];

/// Kinds of what is done at a desk.
const DESK: [&str; 19] = [
    "accounting",
    "ai",
    "business-software",
    "cloud",
    "data",
    "database",
    "devops",
    "finance",
    "framework",
    "hr",
    "insurance",
    "language",
    "language-service",
    "law",
    "library",
    "marketing",
    "network",
    "office",
    "security",
];

/// Whether a kind is of what is done at a desk.
pub(super) fn is_of_desk(kind: &str) -> bool {
    DESK.contains(&kind)
}

/// The kinds, in order.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KINDS.into_iter()
}

/// The kind of that name; empty where there is none.
pub(super) fn kind(name: &str) -> &'static str {
    names().find(|kind| *kind == name).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Languages;

    #[test]
    fn desk_work_is_of_known_kinds() {
        assert!(DESK.iter().all(|desk| kind(desk) == *desk));
    }

    #[test]
    fn every_kind_of_the_vocabulary_is_known() {
        for code in Languages::codes() {
            for folder in ["any", code] {
                let path = format!("{}/data/{folder}/skills.tsv", env!("CARGO_MANIFEST_DIR"));
                let tsv = std::fs::read_to_string(path).unwrap();
                for line in tsv.lines().filter(|line| !line.starts_with('#')) {
                    let name = line.split('\t').nth(1).unwrap_or_default();
                    assert_eq!(kind(name), name, "{line}");
                }
            }
        }
    }
}
