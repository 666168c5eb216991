//! Human languages asked for.
//!
//! The names come from the word tables; a name only counts where a rule finds it next to a word
//! that speaks of mastering it, under a heading "Languages", or in the title ("Dutch-speaking").

mod names;

use std::collections::HashMap;
use std::ops::Range;

use self::names::Names;
use super::Candidate;
use super::standing::{self, Standing, Tone};
use crate::posting::{LanguageDemand, Stated};
use crate::reading::Reading;
use crate::table::{Letters, Rule, RuleMatch};

/// Most lines read under a heading "Languages".
const LINES_UNDER_HEADING: usize = 8;

/// Most times that one rule searches one block anew.
const MOST_TRIES: usize = 6;

/// So many words before a match can say how well a language is mastered.
const WORDS_BEFORE: usize = 2;

/// A language named where it is asked for.
struct Mention {
    code: &'static str,
    level: Option<String>,
    required: bool,
    range: Range<usize>,
    rule: String,
}

/// Candidates for human languages asked for: one value a language, however often it is named.
pub(crate) fn find(reading: &Reading<'_>) -> Vec<Candidate<LanguageDemand>> {
    let names = Names::of(reading);
    let blocks = named_blocks(reading);
    if blocks.is_empty() {
        return Vec::new();
    }
    let mut mentions = Vec::new();
    for &block in blocks {
        match Standing::of(reading, block) {
            Standing::Offer | Standing::Aside => {}
            Standing::Title => read_block(reading, &names, block, "language_title", &mut mentions),
            Standing::Asked | Standing::Wished if names.fill(reading, block) => {
                bare_line(reading, &names, block, &mut mentions);
            }
            _ => read_block(reading, &names, block, "languages", &mut mentions),
        }
    }
    under_headings(reading, &names, &mut mentions);
    mentions.sort_by_key(|mention| mention.range.start);
    merged(reading, mentions)
}

/// Blocks of the posting in which a human language is named.
pub(crate) fn named_blocks<'r>(reading: &'r Reading<'_>) -> &'r [usize] {
    let find = || Names::of(reading).blocks(reading);
    reading.language_blocks.get_or_init(find)
}

/// One candidate a mention; all mentions of a language carry the same value.
fn merged(reading: &Reading<'_>, mentions: Vec<Mention>) -> Vec<Candidate<LanguageDemand>> {
    let mut values: HashMap<&str, LanguageDemand> = HashMap::new();
    for mention in &mentions {
        let value = values.entry(mention.code).or_insert(LanguageDemand {
            code: mention.code.to_owned(),
            level: None,
            required: false,
        });
        value.required |= mention.required;
        if value.level.is_none() {
            value.level.clone_from(&mention.level);
        }
    }
    let mut out: Vec<Candidate<LanguageDemand>> = Vec::new();
    for mention in mentions {
        let mut evidence = reading.evidence(mention.range, &mention.rule, Stated::Stated);
        evidence.value = Some(mention.code.to_owned());
        if out.iter().any(|candidate| candidate.evidence == evidence) {
            continue;
        }
        out.push(Candidate {
            value: values.get(mention.code).cloned(),
            evidence,
            weight: 0,
        });
    }
    out
}

/// Reads the languages that a fact's rules find in a block. A match in which no language is named
/// may hide one that begins inside it, so the search goes on behind its first word.
fn read_block(
    reading: &Reading<'_>,
    names: &Names<'_>,
    block: usize,
    fact: &str,
    out: &mut Vec<Mention>,
) {
    let (text, folded) = (reading.page.text_of(block), reading.page.folded_of(block));
    let letters = Letters::of(text);
    for &rule in reading.rules_in(fact, block) {
        let mut from = 0;
        for _ in 0..MOST_TRIES {
            let (Some(text), Some(folded)) = (text.get(from..), folded.get(from..)) else {
                break;
            };
            let found = rule.find_among(text, folded, letters);
            let Some(first) = found.first() else {
                break;
            };
            let named = found
                .iter()
                .filter(|found| read_match(reading, names, (block, from), found, rule, out));
            let last = named.last().map(|found| found.range.end);
            let word = text.get(first.range.clone()).unwrap_or("");
            let skip = word
                .find(' ')
                .map_or(first.range.end, |at| first.range.start + at + 1);
            from += last.unwrap_or(skip).max(1);
        }
    }
}

/// Reads the languages of one match in a block's text from an offset on; whether there are any.
fn read_match(
    reading: &Reading<'_>,
    names: &Names<'_>,
    (block, from): (usize, usize),
    found: &RuleMatch,
    rule: &Rule,
    out: &mut Vec<Mention>,
) -> bool {
    let base = reading.page.blocks[block].range.start + from;
    let text = reading.page.text_of(block).get(from..).unwrap_or("");
    let Some(list) = found.group("names").or_else(|| found.group("more")) else {
        return false;
    };
    let named = names.find(text.get(list.clone()).unwrap_or(""), rule.weight <= 0);
    if named.is_empty() {
        return false;
    }
    let whole = base + found.range.start..base + found.range.end;
    if reading.is_negated(block, &whole) {
        return true;
    }
    let asked = asked_in(reading, names, block, &whole, rule.weight <= 0);
    let wished = Standing::of(reading, block) == Standing::Wished;
    let explicit = found.group("level").and_then(|range| text.get(range));
    for (at, code) in named {
        let place = base + list.start + at.start..base + list.start + at.end;
        let known = asked.iter().find(|asked| asked.place == place);
        let (tone, from) = known.map_or((Tone::Plain, 0), |asked| (asked.tone, asked.from));
        let start = words_before(reading, from.min(whole.start)..whole.start);
        let near = start.max(from).min(place.start)..whole.end;
        let level = explicit
            .map(str::to_ascii_uppercase)
            .or_else(|| level_near(reading, &near, &place))
            .or_else(|| {
                (from <= whole.start && !rule.value.is_empty()).then(|| rule.value.clone())
            });
        out.push(Mention {
            code,
            level,
            required: tone == Tone::Must || !wished && tone != Tone::Wish,
            range: place.start.min(whole.start)..place.end.max(whole.end),
            rule: rule.name.clone(),
        });
    }
    true
}

/// Where the last words of `range` begin that can belong to what stands behind it: "very good" of
/// "very good knowledge of Greek".
fn words_before(reading: &Reading<'_>, range: Range<usize>) -> usize {
    let text = reading.page.text.get(range.clone()).unwrap_or("");
    let parted = text.rfind([',', ';', ':', '(', ')', '.', '/', '•']);
    let clause = parted.map_or(0, |at| at + 1);
    let spaces = text.trim_end().match_indices(' ').map(|(at, _)| at + 1);
    let word = spaces.rev().nth(WORDS_BEFORE - 1).unwrap_or(0);
    range.start + text.ceil_char_boundary(clause.max(word))
}

/// A language in the sentence of a match.
struct Asked {
    place: Range<usize>,
    tone: Tone,
    /// Where the words begin that can speak of it.
    from: usize,
}

/// All languages named in the sentence around `whole`, in order. "Fluent Finnish, Danish is a
/// plus": neither the level of the one nor the wish for the other is said of both.
fn asked_in(
    reading: &Reading<'_>,
    names: &Names<'_>,
    block: usize,
    whole: &Range<usize>,
    needs_capital: bool,
) -> Vec<Asked> {
    let sentence = standing::sentence(reading, block, whole);
    let text = reading.page.text.get(sentence.clone()).unwrap_or("");
    let named = names.find(text, needs_capital).into_iter();
    let places: Vec<Range<usize>> = named
        .map(|(at, _)| sentence.start + at.start..sentence.start + at.end)
        .collect();
    let tones = standing::tones(reading, &sentence, &places);
    let mut out: Vec<Asked> = Vec::new();
    for (place, tone) in places.into_iter().zip(tones) {
        let last = out.last().filter(|last| last.tone != tone);
        let from = last.map_or(sentence.start, |last| {
            let gap = reading.page.text.get(last.place.end..place.start);
            let comma = gap.and_then(|gap| gap.rfind(','));
            last.place.end + comma.unwrap_or(0)
        });
        out.push(Asked { place, tone, from });
    }
    out
}

/// The level that words in `whole` give to the name at `place`: the last ones before it, else the
/// first ones behind it.
fn level_near(reading: &Reading<'_>, whole: &Range<usize>, place: &Range<usize>) -> Option<String> {
    let level = |range: Range<usize>, last: bool| {
        let piece = reading.page.folded.get(range)?;
        let mut words = standing::read_words(reading, "language_level", piece, piece);
        words.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
        // "very good" holds "good": of words that overlap the one that begins first counts.
        let mut end = 0;
        words.retain(|(at, _)| {
            let free = at.start >= end;
            end = end.max(at.end);
            free
        });
        let word = if last { words.last() } else { words.first() };
        word.map(|(_, rule)| rule.value.clone())
    };
    level(whole.start..place.start, true).or_else(|| level(place.end..whole.end, false))
}

/// Reads a qualification that is nothing but names of languages ("Danish or Finnish").
fn bare_line(reading: &Reading<'_>, names: &Names<'_>, block: usize, out: &mut Vec<Mention>) {
    let range = &reading.page.blocks[block].range;
    let named = names.find(reading.page.text_of(block), false);
    out.extend(named.into_iter().map(|(_, code)| Mention {
        code,
        level: None,
        required: Standing::of(reading, block) == Standing::Asked,
        range: range.clone(),
        rule: "line/languages".to_owned(),
    }));
}

/// Reads the short lines under a heading "Languages".
fn under_headings(reading: &Reading<'_>, names: &Names<'_>, out: &mut Vec<Mention>) {
    let page = reading.page;
    for heading in reading.hits("language_heading") {
        let first = heading.block + 1;
        let lines = first..(first + LINES_UNDER_HEADING).min(page.blocks.len());
        for block in lines {
            let short = standing::is_short(reading, block);
            let named = names.find(page.text_of(block), false);
            if !short || named.is_empty() || page.blocks[block].furniture.is_some() {
                break;
            }
            let whole = page.blocks[block].range.clone();
            for (at, code) in named {
                let place = whole.start + at.start..whole.start + at.end;
                let tone = standing::tone_behind(reading, place.end..whole.end);
                out.push(Mention {
                    code,
                    level: level_near(reading, &whole, &place),
                    required: tone != Tone::Wish,
                    range: whole.clone(),
                    rule: heading.rule.name.clone(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    /// Code, level ("-" for none) and a question mark for a wish.
    fn read(code: &str, lines: &str) -> Vec<String> {
        let fixture = Fixture::of(code, lines);
        let mut out: Vec<String> = Vec::new();
        for value in find(&fixture.reading()).into_iter().filter_map(|c| c.value) {
            let level = value.level.as_deref().unwrap_or("-");
            let wish = if value.required { "" } else { "?" };
            let text = format!("{} {level}{wish}", value.code);
            if !out.contains(&text) {
                out.push(text);
            }
        }
        out
    }

    #[test]
    fn asked_for_with_a_level() {
        for (line, wanted) in [
            ("Fluent in English and German", &["en C1", "de C1"][..]),
            ("Native Danish speaker", &["da C2"]),
            ("Good English skills; French is a plus", &["en B2", "fr -?"]),
            ("English (C1)", &["en C1"]),
            ("Excellent communication skills in Dutch", &["nl C1"]),
            ("Ability to read, write and speak Finnish.", &["fi -"]),
            ("Swedish is a must", &["sv -"]),
            (
                "Negotiation and writing skills in Czech and Polish",
                &["cs -", "pl -"],
            ),
            (
                "Language:\nEnglish (Required)\nNorwegian (Preferred)",
                &["en -", "no -?"],
            ),
        ] {
            assert_eq!(read("en", line), wanted, "{line}");
        }
    }

    #[test]
    fn a_wish_behind_a_comma_is_of_the_last_one_only() {
        for (code, line, wanted) in [
            (
                "fr",
                "Anglais courant, allemand apprécié",
                ["en C1", "de -?"],
            ),
            (
                "fi",
                "Sujuva englanti, ruotsi on eduksi",
                ["en C1", "sv -?"],
            ),
            ("en", "Fluent English, Danish is a plus", ["en C1", "da -?"]),
        ] {
            assert_eq!(read(code, line), wanted, "{line}");
        }
        let line = "English, Danish or Czech is a plus";
        assert_eq!(read("en", line), ["en -?", "da -?", "cs -?"]);
    }

    #[test]
    fn words_before_the_match_say_the_level() {
        for (code, line, wanted) in [
            ("it", "Buona conoscenza della lingua inglese", "en B2"),
            ("it", "Ottimo inglese parlato e scritto", "en C1"),
            ("it", "Ottima manualità, conoscenza dell'inglese", "en -"),
            ("fr", "Bonne maîtrise du français", "fr B2"),
        ] {
            assert_eq!(read(code, line), [wanted], "{line}");
        }
    }

    #[test]
    fn a_qualification_of_names_alone() {
        use crate::outline::Role;
        use crate::posting::SectionKind::{Overview, Preferred};
        for (section, wanted) in [(Preferred, 2), (Overview, 0)] {
            let fixture = Fixture::of("es", "Inglés o portugués").role(0, Role::Item(section));
            let found = find(&fixture.reading());
            assert_eq!(found.len(), wanted);
            let required =
                |c: &Candidate<LanguageDemand>| c.value.as_ref().is_some_and(|v| v.required);
            assert!(!found.iter().any(required));
        }
    }

    #[test]
    fn adjectives_are_no_demand() {
        for line in [
            "You know the French market and Swedish labour law",
            "A German company with a Spanish restaurant",
            "You add the last polish and attention to detail",
            "No German required",
        ] {
            assert_eq!(read("en", line), [""; 0], "{line}");
        }
    }

    #[test]
    fn german_and_french() {
        let line = "Sehr gute Deutsch- und gute Englischkenntnisse";
        assert_eq!(read("de", line), ["de C1", "en B2"]);
        assert_eq!(read("de", "Verhandlungssicheres Deutsch"), ["de C1"]);
        assert_eq!(read("de", "Italienisch von Vorteil"), ["it -?"]);
        assert_eq!(read("fr", "Vous maîtrisez l'anglais"), ["en C1"]);
        assert_eq!(read("fr", "Allemand souhaité"), ["de -?"]);
    }
}
