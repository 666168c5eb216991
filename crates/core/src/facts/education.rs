//! Formal education asked for.

use std::ops::Range;

use super::Candidate;
use super::standing::{self, Standing, Tone};
use crate::posting::{Education, EducationLevel, EvidenceSource, Stated};
use crate::reading::{Hit, Reading};
use crate::table::Languages;
use crate::text::fold::lower_in_place;

/// Most words of a field of study's name.
const MOST_FIELD_WORDS: usize = 5;
/// Most fields of study kept of one requirement.
const MOST_FIELDS: usize = 12;
/// Longest field of study, in bytes: what is longer is a clause.
const LONGEST_FIELD: usize = 60;

/// A sentence that asks for formal education.
#[derive(Debug, Clone)]
pub(crate) struct Demand {
    /// The block.
    pub(crate) block: usize,
    /// The words that name the level, as a range of the page's text.
    pub(crate) range: Range<usize>,
    /// The lowest level accepted, and what is said with it.
    pub(crate) education: Education,
    /// It is a wish, not a must.
    pub(crate) wish: bool,
    /// Name of the rule that read the level.
    rule: String,
    /// Strength of the rule.
    weight: i32,
}

/// All sentences of the posting that ask for formal education, in reading order.
pub(crate) fn demands(reading: &Reading<'_>) -> Vec<Demand> {
    let hits: Vec<&Hit<'_>> = reading.hits("education").collect();
    let mut out = Vec::new();
    let mut rest = hits.as_slice();
    while let Some(first) = rest.first() {
        let sentence = standing::sentence(reading, first.block, &first.range);
        let len = rest
            .iter()
            .take_while(|hit| hit.block == first.block && hit.range.start < sentence.end)
            .count()
            .max(1);
        let (here, later) = rest.split_at(len);
        out.extend(demand(reading, &sentence, here));
        rest = later;
    }
    out
}

/// Reads one sentence whose levels are `hits`.
fn demand(reading: &Reading<'_>, sentence: &Range<usize>, hits: &[&Hit<'_>]) -> Option<Demand> {
    let levels: Vec<Range<usize>> = hits.iter().map(|hit| hit.range.clone()).collect();
    let tones = standing::tones(reading, sentence, &levels);
    let wished_section = Standing::of(reading, hits.first()?.block) == Standing::Wished;
    let mut best: Option<(bool, EducationLevel, &Hit<'_>)> = None;
    for (hit, tone) in hits.iter().zip(tones) {
        let Some(level) = hit.value().and_then(level) else {
            continue;
        };
        let wish = tone == Tone::Wish || wished_section && tone != Tone::Must;
        // A must before a wish, then the lowest level; a denial only where nothing is asked.
        let key = (level == EducationLevel::None, wish, level);
        let better = best.is_none_or(|(w, l, _)| key < (l == EducationLevel::None, w, l));
        if better {
            best = Some((wish, level, hit));
        }
    }
    let (wish, level, hit) = best?;
    let said = |fact: &str| {
        let mut hits = reading.hits_in(fact, hit.block).iter();
        hits.find(|hit| sentence.contains(&hit.range.start))
    };
    Some(Demand {
        block: hit.block,
        range: hit.range.clone(),
        education: Education {
            level,
            enrolled: said("education_enrolled").is_some(),
            fields: said("education_fields")
                .and_then(|hit| hit.group("fields"))
                .and_then(|range| reading.page.text.get(range))
                .map(|text| fields(reading.languages, text))
                .unwrap_or_default(),
            or_equivalent: said("education_equivalent").is_some_and(|hit| !hit.negated),
        },
        wish,
        rule: hit.rule.name.clone(),
        weight: hit.rule.weight,
    })
}

/// Parts an enumeration of fields of study at commas, slashes and the words for "and" and "or".
fn fields(languages: &Languages, text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut field = String::new();
    let mut ended = false;
    let mut keep = |field: &mut String| {
        let name = field.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#'));
        // A demand of another sort ends the list: "18 months of practice", a whole clause.
        let other = name.contains(|c: char| c.is_ascii_digit())
            || name.split_whitespace().count() > MOST_FIELD_WORDS;
        ended |= other;
        if !ended && !name.is_empty() && name.len() <= LONGEST_FIELD && out.len() < MOST_FIELDS {
            out.push(name.to_owned());
        }
        field.clear();
    };
    for word in text.split_whitespace() {
        let folded = lower_in_place(word);
        if languages.is_conjunction(&folded) {
            keep(&mut field);
            continue;
        }
        if !field.is_empty() {
            field.push(' ');
        }
        field.push_str(word);
        if word.ends_with([',', '/']) {
            keep(&mut field);
        }
    }
    keep(&mut field);
    out
}

/// The level with a rule's name for it.
fn level(value: &str) -> Option<EducationLevel> {
    Some(match value {
        "none" => EducationLevel::None,
        "secondary" => EducationLevel::Secondary,
        "vocational" => EducationLevel::Vocational,
        "associate" => EducationLevel::Associate,
        "bachelor" => EducationLevel::Bachelor,
        "master" => EducationLevel::Master,
        "doctorate" => EducationLevel::Doctorate,
        _ => return None,
    })
}

/// Candidates for formal education asked for: the lowest level of the firmest section.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<Education>> {
    let mut out: Vec<Candidate<Education>> = demands(reading)
        .into_iter()
        .filter(|demand| !demand.wish)
        .filter_map(|demand| {
            let strength = match Standing::of(reading, demand.block) {
                Standing::Asked => 30,
                Standing::Fact => 28,
                Standing::Prose => 20,
                Standing::Duties => 10,
                // Only what says of itself that it is a must gets here.
                Standing::Wished => 15,
                Standing::Title | Standing::Offer | Standing::Aside => return None,
            };
            let weight = weight(strength + demand.weight, demand.education.level);
            Some(Candidate {
                evidence: reading.evidence(demand.range, &demand.rule, Stated::Stated),
                value: Some(demand.education),
                weight,
            })
        })
        .collect();
    out.extend(structured(reading));
    out
}

/// Weight of a level: the lower ones win in one section, and a denial loses to every level.
fn weight(strength: i32, level: EducationLevel) -> i32 {
    let height = match level {
        EducationLevel::None => 500,
        EducationLevel::Secondary => 1,
        EducationLevel::Vocational => 2,
        EducationLevel::Associate => 3,
        EducationLevel::Bachelor => 4,
        EducationLevel::Master => 5,
        EducationLevel::Doctorate => 6,
    };
    strength * 10 - height
}

/// What the page's data says: schema.org's credential categories, or words.
fn structured(reading: &Reading<'_>) -> Vec<Candidate<Education>> {
    let mut out = Vec::new();
    for data in &reading.page.structured {
        let source = data.source.unwrap_or(EvidenceSource::Jsonld);
        for text in &data.education {
            let spaced = text.replace(['_', '-'], " ");
            let folded = lower_in_place(&spaced);
            let lowest = standing::read_words(reading, "education", &spaced, &folded)
                .iter()
                .filter_map(|(_, rule)| level(&rule.value))
                .min();
            out.extend(lowest.map(|level| Candidate {
                value: Some(Education {
                    level,
                    enrolled: false,
                    fields: Vec::new(),
                    or_equivalent: false,
                }),
                evidence: Reading::data_evidence(text, source, "data/education"),
                weight: weight(25, level),
            }));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn read(code: &str, line: &str) -> Option<Education> {
        let fixture = Fixture::of(code, line);
        let candidates = find(&fixture.reading());
        candidates.into_iter().max_by_key(|c| c.weight)?.value
    }

    #[test]
    fn demands_of_another_sort_are_no_fields() {
        let line = "Licenciatura en botánica, mínimo 18 meses de experiencia, ganas de viajar";
        let education = read("es", line);
        assert_eq!(
            education.map(|e| e.fields),
            Some(vec!["botánica".to_owned()])
        );
    }

    #[test]
    fn the_lowest_level_that_is_asked_for() {
        use EducationLevel::{
            Associate, Bachelor, Doctorate, Master, None as NoDegree, Secondary, Vocational,
        };
        for (line, wanted) in [
            ("Bachelor's or Master's degree in botany", Some(Bachelor)),
            (
                "Bachelor's degree preferred; high school diploma required",
                Some(Secondary),
            ),
            (
                "Bachelor's degree in zoology, preferably with a focus on bees",
                Some(Bachelor),
            ),
            ("A PhD in ecology", Some(Doctorate)),
            ("MS or PhD in ecology", Some(Master)),
            ("Associate's degree or two years at sea", Some(Associate)),
            ("NVQ Level 2 in joinery", Some(Vocational)),
            ("Educated to degree level", Some(Bachelor)),
            ("Master's degree preferred", None),
            ("No degree required", Some(NoDegree)),
            (
                "Certified scrum master with MS Office and master data skills",
                None,
            ),
            ("A high degree of care; ovens of 200 degrees Celsius", None),
        ] {
            assert_eq!(read("en", line).map(|e| e.level), wanted, "{line}");
        }
    }

    #[test]
    fn german_and_french_levels() {
        use EducationLevel::{Associate, Bachelor, Master, Secondary, Vocational};
        for (code, line, wanted) in [
            ("de", "Abgeschlossenes Studium der Botanik", Bachelor),
            (
                "de",
                "Studium oder abgeschlossene Ausbildung als Imker",
                Vocational,
            ),
            ("de", "Abitur", Secondary),
            ("fr", "Formation Bac+5 en botanique", Master),
            ("fr", "BTS ou DUT exigé", Associate),
            ("fr", "CAP pâtisserie", Vocational),
        ] {
            assert_eq!(read(code, line).map(|e| e.level), Some(wanted), "{line}");
        }
    }

    #[test]
    fn what_is_said_with_the_level() {
        let line =
            "Currently enrolled in a Master's degree in botany, soil science, or a related field";
        let education = read("en", line).expect("a level");
        assert!(education.enrolled);
        assert_eq!(education.level, EducationLevel::Master);
        assert_eq!(education.fields, ["botany", "soil science"]);
        let education = read("en", "BSc or equivalent experience").expect("a level");
        assert!(education.or_equivalent && !education.enrolled);
    }

    #[test]
    fn a_wish_is_kept_apart() {
        let fixture = Fixture::of("en", "A doctorate is a plus.");
        let demands = demands(&fixture.reading());
        assert_eq!(demands.len(), 1);
        assert!(demands[0].wish);
    }
}
