//! Rules of facts: a pattern, the words that make it worth trying, and its own examples.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::PatternID;
use regex_automata::util::captures::Captures;
use serde::Deserialize;

use super::pattern::{Letters, Pattern};
use super::triggers::Triggers;
use crate::posting::Stated;

/// The rules of one language's `facts/*.toml`.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) rules: Vec<Rule>,
    facts: BTreeMap<String, FactRules>,
    /// Of the facts that are read from the blocks of a page.
    triggers: Triggers<Wakes>,
}

/// The rules of one fact.
#[derive(Debug, Default)]
struct FactRules {
    /// Their numbers, in order.
    rules: Vec<u32>,
    /// Their trigger words, once a piece of text has been asked for them.
    triggers: OnceLock<Triggers<Wakes>>,
}

/// Facts that are read from pieces of text (a title, a name, a clause) and never from the blocks of
/// a page: their words ("the", "our") are frequent, and would wake them everywhere.
const OF_PIECES: [&str; 18] = [
    "company_cut",
    "company_not",
    "head_wrap",
    "language_level",
    "location_filler",
    "seniority",
    "sponsor_denied",
    "sponsor_object",
    "sponsor_offered",
    "title_cut",
    "title_extra",
    "title_marker",
    "title_not",
    "title_place",
    "title_stop",
    "title_wrap",
    "tone",
    "workplace_answer",
];

/// Whether a fact is read from pieces of text only.
pub(crate) fn is_of_pieces(fact: &str) -> bool {
    OF_PIECES.contains(&fact)
}

/// The rules that a trigger word wakes, each with whether it is of their `when` or `also`.
type Wakes = Vec<(u32, u8)>;

/// The shape of one `facts/*.toml` file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    macros: BTreeMap<String, String>,
    #[serde(default)]
    rule: Vec<RuleRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRow {
    name: String,
    fact: String,
    when: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    pattern: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    denied: Option<String>,
    #[serde(default)]
    stated: Stated,
    #[serde(default)]
    weight: i32,
    #[serde(default)]
    case: bool,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// One way to say a fact.
#[derive(Debug)]
pub(crate) struct Rule {
    /// `language/fact/name`, as evidence names it.
    pub(crate) name: String,
    /// The fact it speaks of.
    pub(crate) fact: String,
    /// The value it gives, in the terms of the fact; empty where the pattern's groups give it.
    pub(crate) value: String,
    /// The value it gives under a negation; `None`: a negation silences it.
    pub(crate) denied: Option<String>,
    /// How firmly it speaks.
    pub(crate) stated: Stated,
    /// Strength against the fact's other rules; 0 is usual.
    pub(crate) weight: i32,
    /// Whether capitals matter: the pattern reads the text as written, not folded.
    case: bool,
    /// One of these words must stand in the block,
    when: Vec<String>,
    /// and one of these, if there are any.
    also: Vec<String>,
    pattern: Pattern,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests run the examples"))]
    pub(crate) yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "tests run the examples"))]
    pub(crate) no: Vec<String>,
}

/// A rule that matched.
#[derive(Debug, Clone)]
pub(crate) struct RuleMatch {
    /// Place of the whole match, in the text searched.
    pub(crate) range: Range<usize>,
    captures: Captures,
}

impl RuleMatch {
    /// Place of a named group, if it took part in the match.
    pub(crate) fn group(&self, name: &str) -> Option<Range<usize>> {
        Some(self.captures.get_group_by_name(name)?.range())
    }
}

impl Rule {
    /// All matches in `text`, whose folded form (same offsets) is `folded`.
    ///
    /// A match in which a group takes part whose name begins with `void` is none: such a group
    /// takes in what makes the words mean something else ("remote" in "remote sensing").
    pub(crate) fn find(&self, text: &str, folded: &str) -> Vec<RuleMatch> {
        self.find_among(text, folded, Letters::of(text))
    }

    /// [`find`](Self::find) in a text that is known to hold `letters`.
    pub(crate) fn find_among(&self, text: &str, folded: &str, letters: Letters) -> Vec<RuleMatch> {
        let haystack = if self.case { text } else { folded };
        let mut matches = Vec::new();
        self.pattern.find(haystack, letters, |captures| {
            let Some(whole) = captures.get_match().filter(|whole| !whole.is_empty()) else {
                return;
            };
            let names = captures.group_info().pattern_names(PatternID::ZERO);
            let mut voids = names.enumerate().filter(|(at, name)| {
                name.is_some_and(|name| name.starts_with("void"))
                    && captures.get_group(*at).is_some()
            });
            if voids.next().is_none() {
                matches.push(RuleMatch {
                    range: whole.range(),
                    captures: captures.clone(),
                });
            }
        });
        matches
    }

    /// Whether its trigger words stand in `folded`.
    #[cfg(test)]
    pub(crate) fn is_woken_by(&self, folded: &str) -> bool {
        let holds = |words: &[String]| words.iter().any(|word| folded.contains(word.as_str()));
        holds(&self.when) && (self.also.is_empty() || holds(&self.also))
    }

    /// Whether words of these kinds, `WHEN` and `ALSO`, are all it needs.
    fn is_woken(&self, words: u8) -> bool {
        words & WHEN != 0 && (words & ALSO != 0 || self.also.is_empty())
    }
}

impl Rules {
    /// Reads the rules of a language from the texts of its `facts/*.toml`.
    ///
    /// `{NAME}` in a pattern stands for a macro of the file or one of `shared`; `{years}` among the
    /// words of `also` stands for the names of that unit.
    pub(crate) fn read(
        language: &str,
        files: &[&str],
        shared: &BTreeMap<String, String>,
        units: &BTreeMap<String, Vec<String>>,
    ) -> Result<Self, String> {
        let mut rules = Vec::new();
        for text in files {
            let file: File = toml::from_str(text).map_err(|e| format!("{language}/facts: {e}"))?;
            let mut macros = shared.clone();
            for (name, body) in &file.macros {
                let body = expand(body, &macros)?;
                macros.insert(name.clone(), body);
            }
            for row in file.rule {
                rules.push(Rule {
                    name: format!("{language}/{}/{}", row.fact, row.name),
                    pattern: Pattern::new(expand(&row.pattern, &macros)?),
                    fact: row.fact,
                    value: row.value,
                    denied: row.denied,
                    stated: row.stated,
                    weight: row.weight,
                    case: row.case,
                    when: row.when,
                    also: with_units(row.also, units)?,
                    yes: row.yes,
                    no: row.no,
                });
            }
        }
        let mut facts: BTreeMap<String, FactRules> = BTreeMap::new();
        for (at, rule) in (0u32..).zip(&rules) {
            match facts.get_mut(&rule.fact) {
                Some(known) => known.rules.push(at),
                None => facts.entry(rule.fact.clone()).or_default().rules.push(at),
            }
        }
        let of_blocks = (0u32..).zip(&rules).filter(|(_, r)| !is_of_pieces(&r.fact));
        Ok(Self {
            triggers: triggers(of_blocks),
            rules,
            facts,
        })
    }

    /// The rules of a fact that trigger words in `folded` wake.
    pub(crate) fn woken(&self, fact: &str, folded: &str) -> Vec<&Rule> {
        let Some(fact) = self.facts.get(fact) else {
            return Vec::new();
        };
        let words = fact
            .triggers
            .get_or_init(|| triggers(fact.rules.iter().map(|&at| (at, &self.rules[at as usize]))));
        let mut heard: Wakes = Vec::new();
        words.find(folded, |wakes| heard.extend_from_slice(wakes));
        heard.sort_unstable();
        heard
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|heard| {
                let rule = &self.rules[heard.first()?.0 as usize];
                let words = heard.iter().fold(0, |words, (_, word)| words | word);
                rule.is_woken(words).then_some(rule)
            })
            .collect()
    }

    /// Calls `wake` for the rules that trigger words in a block of a page wake, in order, once each.
    /// `sleep` is work space; it is left as it was found.
    pub(crate) fn wake<'a>(
        &'a self,
        folded: &str,
        sleep: &mut Sleep,
        mut wake: impl FnMut(&'a Rule),
    ) {
        let Sleep { heard, stirred } = sleep;
        self.triggers.find(folded, |wakes| {
            heard.resize(self.rules.len().max(heard.len()), 0);
            for &(rule, word) in wakes {
                let heard = &mut heard[rule as usize];
                if *heard == 0 {
                    stirred.push(rule);
                }
                *heard |= word;
            }
        });
        stirred.sort_unstable();
        for at in stirred.drain(..) {
            let rule = &self.rules[at as usize];
            if rule.is_woken(std::mem::take(&mut heard[at as usize])) {
                wake(rule);
            }
        }
    }
}

/// A word of a rule's `when` was heard.
const WHEN: u8 = 1;
/// A word of a rule's `also` was heard.
const ALSO: u8 = 2;

/// Work space of [`Rules::wake`]: which rules have heard a word of theirs.
#[derive(Debug, Default)]
pub(crate) struct Sleep {
    /// For each rule, `WHEN` and `ALSO`.
    heard: Vec<u8>,
    /// The rules that have heard a word.
    stirred: Vec<u32>,
}

/// The trigger words of some rules, and what each wakes.
fn triggers<'r>(rules: impl Iterator<Item = (u32, &'r Rule)>) -> Triggers<Wakes> {
    let mut wakes: BTreeMap<&str, Wakes> = BTreeMap::new();
    for (at, rule) in rules {
        for (words, heard) in [(&rule.when, WHEN), (&rule.also, ALSO)] {
            for word in words {
                wakes.entry(word).or_default().push((at, heard));
            }
        }
    }
    Triggers::new(wakes)
}

/// Words with `{years}` and its like replaced by the names of the unit.
fn with_units(
    words: Vec<String>,
    units: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<String>, String> {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        match word
            .strip_prefix('{')
            .and_then(|word| word.strip_suffix("s}"))
        {
            Some(unit) => {
                let names = units.get(unit);
                out.extend_from_slice(names.ok_or_else(|| format!("unknown unit {word}"))?);
            }
            None => out.push(word),
        }
    }
    Ok(out)
}

/// Puts macros in: `{NAME}` with a capital or lower-case name that `macros` knows. A straight
/// apostrophe also stands for the typographic one.
fn expand(pattern: &str, macros: &BTreeMap<String, String>) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let tail = &rest[open + 1..];
        let name_len = tail
            .find(|c: char| !(c.is_ascii_alphabetic() || c == '_'))
            .unwrap_or(tail.len());
        let name = &tail[..name_len];
        let is_class = rest[..open].ends_with("\\p") || rest[..open].ends_with("\\P");
        out.push_str(&rest[..open]);
        if name.is_empty() || is_class || !tail[name_len..].starts_with('}') {
            out.push('{');
            rest = tail;
            continue;
        }
        let body = macros
            .get(name)
            .ok_or_else(|| format!("unknown macro {{{name}}} in {pattern}"))?;
        out.push_str("(?:");
        out.push_str(body);
        out.push(')');
        rest = &tail[name_len + 1..];
    }
    out.push_str(rest);
    Ok(out.replace('\'', "['’]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::language::all_tables;
    use crate::text::fold::lower_in_place;

    #[test]
    fn every_pattern_can_be_built() {
        for rule in all_tables().flat_map(|tables| &tables.rules.rules) {
            rule.pattern.build();
        }
    }

    #[test]
    fn patterns_cut_down_to_a_texts_letters_find_the_same() {
        for rule in all_tables().flat_map(|tables| &tables.rules.rules) {
            for line in rule.yes.iter().chain(&rule.no) {
                let found = |letters| {
                    let found = rule.find_among(line, &lower_in_place(line), letters);
                    found
                        .into_iter()
                        .map(|found| found.range)
                        .collect::<Vec<_>>()
                };
                assert_eq!(
                    found(Letters::of(line)),
                    found(Letters::Any),
                    "{}: {line}",
                    rule.name
                );
            }
        }
    }

    #[test]
    fn facts_of_pieces_are_facts() {
        for fact in OF_PIECES {
            let mut rules = all_tables().flat_map(|tables| &tables.rules.rules);
            assert!(rules.any(|rule| rule.fact == fact), "{fact}");
        }
    }
}
