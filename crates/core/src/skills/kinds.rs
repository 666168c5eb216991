//! The kinds of skill that the vocabulary tells apart, and how much each is searched for.

/// Kinds of skill and their weights: tools, crafts and certificates are searched for; traits and
/// broad subjects seldom are.
const KINDS: [(&str, f64); 51] = [
    ("accounting", 0.25),
    ("admin", 0.0),
    ("agriculture", -0.55),
    ("ai", 0.9),
    ("automotive", 0.0),
    ("business-software", 0.0),
    ("certificate", 0.6),
    ("cloud", 0.9),
    ("construction", 0.0),
    ("data", 0.9),
    ("database", 0.9),
    ("design", 0.0),
    ("devops", 0.9),
    ("domain", -0.55),
    ("education", -0.55),
    ("energy", -0.55),
    ("engineering", 0.0),
    ("finance", 0.0),
    ("framework", 0.9),
    ("hard", 0.0),
    ("hardware", -0.55),
    ("health", 0.6),
    ("hospitality", 0.6),
    ("hr", -0.55),
    ("insurance", -0.55),
    ("lab", -0.55),
    ("language", 0.9),
    ("language-service", -0.55),
    ("law", -0.55),
    ("library", 0.9),
    ("licence", 0.0),
    ("logistics", 0.0),
    ("management", -0.55),
    ("manufacturing", 0.0),
    ("marketing", -0.55),
    ("media", 0.0),
    ("method", -0.55),
    ("network", 0.9),
    ("office", 0.25),
    ("public", 0.0),
    ("retail", 0.0),
    ("safety", 0.0),
    ("sales", 0.25),
    ("science", -0.55),
    ("security", 0.9),
    ("social", -0.55),
    ("soft", -1.2),
    ("spoken-language", 0.1),
    ("tool", 0.0),
    ("trade", 0.6),
    ("transport", -0.55),
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

/// The kind of that name; empty where there is none.
pub(super) fn kind(name: &str) -> &'static str {
    KINDS
        .iter()
        .find(|(kind, _)| *kind == name)
        .map_or("", |(kind, _)| kind)
}

/// The weight of a kind, where it is one.
pub(super) fn weight(name: &str) -> Option<f64> {
    KINDS
        .iter()
        .find(|(kind, _)| *kind == name)
        .map(|(_, weight)| *weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desk_work_is_of_known_kinds() {
        assert!(DESK.iter().all(|kind| weight(kind).is_some()));
    }

    #[test]
    fn every_kind_of_the_vocabulary_has_a_weight() {
        for tsv in [
            include_str!("../../data/any/skills.tsv"),
            include_str!("../../data/en/skills.tsv"),
            include_str!("../../data/de/skills.tsv"),
            include_str!("../../data/fr/skills.tsv"),
        ] {
            for line in tsv.lines().filter(|line| !line.starts_with("# ")) {
                let name = line.split('\t').nth(1).unwrap_or_default();
                assert!(name.is_empty() || weight(name).is_some(), "{line}");
            }
        }
    }
}
