//! File names out of ids, which are never trusted.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;

/// Bytes of a name's stem: with a number and an ending behind it, a name that every file system
/// takes.
const STEM_BYTES: usize = 150;

/// Names that Windows keeps for devices, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Gives each id a file name of its own.
///
/// The same ids in the same order get the same names. Two names never differ in case or in the
/// spelling of accents alone, as some file systems do not tell those apart.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    taken: HashSet<String>,
    /// Of names that were asked for again: the number up to which all are taken.
    numbers: HashMap<String, u64>,
}

impl FileNames {
    /// The name for an id, with `ending` (`.json`).
    pub(super) fn name(&mut self, id: &str, ending: &str) -> String {
        let stem = stem(id);
        let name = format!("{stem}{ending}");
        let key = folded(&name);
        if self.taken.insert(key.clone()) {
            return name;
        }
        let number = self.numbers.entry(key).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{stem}-{number}{ending}");
            if self.taken.insert(folded(&name)) {
                return name;
            }
        }
    }

    /// Whether an id was given this name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&folded(name))
    }

    /// Takes a name that an earlier run gave.
    pub(super) fn take(&mut self, name: &str) {
        self.taken.insert(folded(name));
    }
}

/// What two names have in common that a file system may take for one.
fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// What of an id can stand in a file name; nothing of it is a folder, hidden, or a device.
fn stem(id: &str) -> String {
    let mut stem = String::with_capacity(id.len().min(STEM_BYTES));
    for character in id.trim_start_matches(['.', '/', '\\']).chars() {
        let kept = match character {
            '-' | '.' | '_' | '#' | '@' | '+' | '=' | ',' | '(' | ')' => character,
            other if other.is_alphanumeric() => other,
            _ => '_',
        };
        if stem.len() + kept.len_utf8() > STEM_BYTES {
            break;
        }
        stem.push(kept);
    }
    let end = stem.trim_end_matches('.').len();
    stem.truncate(end);
    let before_dot = stem.split('.').next().unwrap_or("").to_lowercase();
    let numbered = before_dot.len() == 4
        && (before_dot.starts_with("com") || before_dot.starts_with("lpt"))
        && before_dot.ends_with(|last: char| last.is_ascii_digit());
    if stem.is_empty() || numbered || DEVICES.contains(&before_dot.as_str()) {
        stem.insert(0, '_');
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::{Component, Path};

    #[test]
    fn ids_are_known_again_in_names() {
        let mut names = FileNames::default();
        assert_eq!(
            names.name("saved/cook.html", ".json"),
            "saved_cook.html.json"
        );
        assert_eq!(
            names.name("saved cook.html", ".json"),
            "saved_cook.html-2.json"
        );
        assert_eq!(names.name("Köchin #7", ".md"), "Köchin_#7.md");
        assert_eq!(names.name("../../etc/passwd", ".md"), "etc_passwd.md");
        assert_eq!(names.name("NUL.html", ".md"), "_NUL.html.md");
        assert_eq!(names.name("", ".md"), "_.md");
    }

    #[test]
    fn names_that_are_taken_get_a_number() {
        let mut names = FileNames::default();
        names.take("a-2.md");
        assert_eq!(names.name("a", ".md"), "a.md");
        assert_eq!(names.name("A", ".md"), "A-3.md");
    }

    proptest! {
        #[test]
        fn a_name_is_one_plain_component(ids in prop::collection::vec(any::<String>(), 1..8)) {
            let mut names = FileNames::default();
            let mut seen = HashSet::new();
            for id in &ids {
                let name = names.name(id, ".json");
                let components: Vec<_> = Path::new(&name).components().collect();
                prop_assert!(matches!(components[..], [Component::Normal(_)]), "{name:?}");
                prop_assert!(name.len() < 200 && !name.starts_with('.'));
                prop_assert!(!name.chars().any(|character| character.is_control() || "/\\:*?\"<>|".contains(character)));
                prop_assert!(seen.insert(folded(&name)), "{name:?} twice");
            }
        }
    }
}
