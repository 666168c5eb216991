//! Sponsorship, citizenship and clearance.
//!
//! Sponsorship is read from the parts of a sentence (a word for sponsoring, what makes it a
//! matter of permits, a denial or an offer), because no list of phrases covers how it is said.

use std::ops::Range;

use super::Candidate;
use super::standing::{self, Standing, Tone};
use crate::posting::{Evidence, Stated, WorkAuthorization, YesNo};
use crate::reading::{Hit, Reading};
use crate::table::gazetteer;

/// Most words in the name of a country.
const NAME_WORDS: usize = 5;
/// Words read of what follows "the right to work in".
const PLACE_WORDS: usize = 12;

/// Candidates for sponsorship, citizenship and clearance: all carry the one value that the whole
/// posting gives, each with a quote for a part of it.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<WorkAuthorization>> {
    let mut value = WorkAuthorization::default();
    let mut quotes: Vec<Evidence> = Vec::new();
    sponsorship(reading, &mut value, &mut quotes);
    permission(reading, &mut value, &mut quotes);
    clearance(reading, &mut value, &mut quotes);
    if value == WorkAuthorization::default() {
        return Vec::new();
    }
    let candidates = quotes.into_iter().map(|evidence| Candidate {
        value: Some(value.clone()),
        evidence,
        weight: 0,
    });
    candidates.collect()
}

/// Reads whether the employer sponsors; a denial beats an offer.
fn sponsorship(reading: &Reading<'_>, value: &mut WorkAuthorization, quotes: &mut Vec<Evidence>) {
    let mut said: Vec<(YesNo, Evidence)> = Vec::new();
    for hit in reading.hits("sponsor") {
        if standing::is_question(reading, hit.block, &hit.range) {
            continue;
        }
        let sentence = standing::sentence(reading, hit.block, &hit.range);
        if let Some(answer) = turn(reading, hit, &sentence) {
            let quote = trimmed(reading, &sentence);
            said.push((
                answer,
                reading.evidence(quote, &hit.rule.name, Stated::Stated),
            ));
        }
    }
    for hit in reading.hits("sponsor_bare") {
        let evidence = reading.evidence(hit.range.clone(), &hit.rule.name, Stated::Stated);
        said.push((YesNo::Yes, evidence));
    }
    let denied = said.iter().any(|(answer, _)| *answer == YesNo::No);
    let answer = if denied { YesNo::No } else { YesNo::Yes };
    for (_, evidence) in said.into_iter().filter(|(a, _)| *a == answer) {
        value.sponsorship = Some(answer);
        if !quotes.contains(&evidence) {
            quotes.push(evidence);
        }
    }
}

/// Which way a sentence with a word for sponsoring turns; `None` where it does not say.
fn turn(reading: &Reading<'_>, hit: &Hit<'_>, sentence: &Range<usize>) -> Option<YesNo> {
    let words = |fact: &str, range: Range<usize>| {
        let piece = reading.page.folded.get(range).unwrap_or("");
        standing::read_words(reading, fact, piece, piece)
    };
    if hit.rule.value != "visa" && words("sponsor_object", sentence.clone()).is_empty() {
        return None;
    }
    let clause = clause(reading, sentence, &hit.range);
    let offers = words("sponsor_offered", clause.clone());
    let firm = offers.iter().any(|(_, rule)| rule.value == "firm");
    if firm && words("sponsor_denied", clause).is_empty() {
        return Some(YesNo::Yes);
    }
    if !words("sponsor_denied", sentence.clone()).is_empty() {
        return Some(YesNo::No);
    }
    (!words("sponsor_offered", sentence.clone()).is_empty()).then_some(YesNo::Yes)
}

/// The part of a sentence around `range` between commas, colons and brackets.
fn clause(reading: &Reading<'_>, sentence: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    const MARKS: [char; 5] = [',', ':', '(', ')', '–'];
    let text = &reading.page.folded;
    let before = text.get(sentence.start..range.start).unwrap_or("");
    let after = text.get(range.end..sentence.end).unwrap_or("");
    let start = before.rfind(MARKS).map_or(sentence.start, |at| {
        let mark = before[at..].chars().next().map_or(1, char::len_utf8);
        sentence.start + at + mark
    });
    let end = after.find(MARKS).map_or(sentence.end, |at| range.end + at);
    start..end
}

/// A range of the page's text without the white space around it.
fn trimmed(reading: &Reading<'_>, range: &Range<usize>) -> Range<usize> {
    let text = reading.page.text.get(range.clone()).unwrap_or("");
    let start = range.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// Reads the countries that permission to work, or citizenship, is asked for.
fn permission(reading: &Reading<'_>, value: &mut WorkAuthorization, quotes: &mut Vec<Evidence>) {
    for hit in reading.hits("work_permission") {
        if hit.negated || standing::is_question(reading, hit.block, &hit.range) {
            continue;
        }
        let place = hit.group("place").or_else(|| hit.group("place_b"));
        let text = place.and_then(|range| reading.page.text.get(range));
        let codes = countries(text.unwrap_or(""));
        if codes.is_empty() {
            continue;
        }
        quotes.push(reading.evidence(hit.range.clone(), &hit.rule.name, Stated::Stated));
        for code in codes {
            if !value.countries.iter().any(|known| known == code) {
                value.countries.push(code.to_owned());
            }
        }
    }
}

/// The countries that a short text names.
fn countries(text: &str) -> Vec<&'static str> {
    let words: Vec<&str> = text.split_whitespace().take(PLACE_WORDS).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (words.len() - at).min(NAME_WORDS);
        let named = (1..=longest).rev().find_map(|len| {
            let name = words[at..at + len].join(" ");
            let name = name.trim_matches(|c: char| matches!(c, ',' | ':' | '/' | '*' | '"'));
            let found = gazetteer::country(name)
                .or_else(|| gazetteer::country(name.trim_end_matches('.')))?;
            Some((len, found.code))
        });
        match named {
            Some((len, code)) => {
                out.push(code);
                at += len;
            }
            None => at += 1,
        }
    }
    out
}

/// Reads the clearance asked for, in the posting's words.
fn clearance(reading: &Reading<'_>, value: &mut WorkAuthorization, quotes: &mut Vec<Evidence>) {
    for hit in reading.hits("work_clearance") {
        let sentence = standing::sentence(reading, hit.block, &hit.range);
        let wished = Standing::of(reading, hit.block) == Standing::Wished
            || standing::tone_behind(reading, hit.range.end..sentence.end) == Tone::Wish;
        if hit.negated || wished || standing::is_question(reading, hit.block, &hit.range) {
            continue;
        }
        let range = trimmed(reading, &hit.range);
        let Some(text) = reading.page.text.get(range.clone()) else {
            continue;
        };
        if value.clearance.is_none() {
            value.clearance = Some(text.to_owned());
            quotes.push(reading.evidence(range, &hit.rule.name, Stated::Stated));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn read(code: &str, line: &str) -> WorkAuthorization {
        let fixture = Fixture::of(code, line);
        let first = find(&fixture.reading()).into_iter().next();
        first.and_then(|c| c.value).unwrap_or_default()
    }

    #[test]
    fn sponsorship_in_many_shapes() {
        use YesNo::{No, Yes};
        for (line, wanted) in [
            ("We do not sponsor work visas.", Some(No)),
            ("Visa sponsorship is not available for this role.", Some(No)),
            (
                "We are unable, at this time, to offer sponsorship to candidates.",
                Some(No),
            ),
            (
                "Applicants who need sponsorship now or in the future will not be considered.",
                Some(No),
            ),
            (
                "You must be authorized to work in Canada without sponsorship.",
                Some(No),
            ),
            (
                "Sadly the dairy can't take over employment visa sponsorship.",
                Some(No),
            ),
            (
                "This position is ineligible for immigration sponsorship.",
                Some(No),
            ),
            ("Visa sponsorship available.", Some(Yes)),
            (
                "If you are not a citizen, we can sponsor a visa.",
                Some(Yes),
            ),
            (
                "We offer help with your visa and a relocation budget.",
                Some(Yes),
            ),
            (
                "Will you now or in the future require visa sponsorship?",
                None,
            ),
            ("You win sponsorship deals with sports brands.", None),
            ("We do not sponsor football clubs.", None),
        ] {
            assert_eq!(read("en", line).sponsorship, wanted, "{line}");
        }
    }

    #[test]
    fn countries_and_clearance() {
        for (line, wanted) in [
            ("You have the right to work in the UK.", &["GB"][..]),
            ("Authorized to work in the United States", &["US"]),
            ("Must be a US citizen", &["US"]),
            ("You hold an EU work permit", &[]),
            ("Able to work in a team", &[]),
        ] {
            assert_eq!(read("en", line).countries, wanted, "{line}");
        }
        let clearance = |line| read("en", line).clearance;
        assert_eq!(
            clearance("Active Secret clearance required").as_deref(),
            Some("Active Secret clearance")
        );
        assert_eq!(clearance("TS/SCI").as_deref(), Some("TS/SCI"));
        assert_eq!(clearance("You arrange customs clearance"), None);
        assert!(
            read("de", "Bereitschaft zur Sicherheitsüberprüfung")
                .clearance
                .is_some()
        );
    }
}
