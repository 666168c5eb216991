//! The extractive summary: what a reader with 20 seconds needs, in the posting's own words.

mod centrality;
mod features;
mod lines;
mod quote;
mod select;

use crate::facts::Facts;
use crate::options::SummaryOrder;
use crate::posting::{Count, Coverage, SectionKind, SummaryLine};
use crate::reading::Reading;
use crate::requirements::Known;
use crate::weights::Judge;

pub(crate) use features::names as feature_names;
use lines::Line;
#[cfg(feature = "internals")]
pub(crate) use lines::samples;

/// Chooses the lines of the summary, best first, and says what was left out.
pub(crate) fn summarize(
    reading: &Reading<'_>,
    facts: &Facts,
    known: &Known<'_>,
    judge: Judge<'_>,
) -> (Vec<SummaryLine>, Coverage) {
    let lines = lines::read(reading, facts, known, judge);
    let mut chosen = select::select(reading, &lines, &reading.options.summary);
    if reading.options.summary.order == SummaryOrder::Page {
        chosen.sort_by_key(|line| line.quote.start);
    }
    let summary = chosen
        .iter()
        .map(|line| SummaryLine {
            text: quote::quoted(&reading.page.text, &line.item, &line.quote),
            section: line.section,
            block: line.block,
            score: (line.score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0,
        })
        .collect();
    let coverage = coverage(reading, &chosen);
    (summary, coverage)
}

/// Counts what the summary shows of what a reader must not miss, and quotes the rest.
fn coverage(reading: &Reading<'_>, chosen: &[&Line]) -> Coverage {
    let page = reading.page;
    let mut coverage = Coverage::default();
    for part in &reading.outline.parts {
        let count: &mut Count = match part.kind {
            SectionKind::Required => &mut coverage.required,
            SectionKind::Preferred => &mut coverage.preferred,
            SectionKind::Responsibilities => &mut coverage.responsibilities,
            _ => continue,
        };
        for item in &part.items {
            count.total += 1;
            // A sentence of a long paragraph does not show the paragraph; a line that stands twice is
            // shown once.
            let text = &page.text[item.range.clone()];
            let shown = chosen.iter().any(|line| {
                line.quote.len() * 2 >= item.range.len()
                    && (line.item == item.range || page.text[line.item.clone()] == *text)
            });
            if shown {
                count.shown += 1;
            } else {
                coverage.left_out.push(text.to_owned());
            }
        }
    }
    coverage
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Item, Part};
    use crate::testing::Fixture;
    use crate::trained::Trained;

    const LINES: &str = "\
Shear the sheep of the valley farms in spring.
Mend fences.
Three years of shearing with electric shears.
A certificate in animal care.
Friendly and patient.
Team spirit.
Experience with border collies.
A van of your own.";

    fn fixture() -> Fixture {
        let mut fixture = Fixture::of("en", LINES);
        let items = std::mem::take(&mut fixture.outline.parts[0].items);
        let part = |kind, items: &[Item]| Part {
            kind,
            heading: None,
            items: items.to_vec(),
        };
        fixture.outline.parts = vec![
            part(SectionKind::Responsibilities, &items[..2]),
            part(SectionKind::Required, &items[2..6]),
            part(SectionKind::Preferred, &items[6..]),
        ];
        fixture
    }

    fn texts(fixture: &Fixture) -> (Vec<String>, Coverage) {
        let reading = fixture.reading();
        let known = Known::of(&reading, &[]);
        let (summary, coverage) = summarize(
            &reading,
            &Facts::default(),
            &known,
            Trained::shipped().of_lines(),
        );
        (
            summary.into_iter().map(|line| line.text).collect(),
            coverage,
        )
    }

    #[test]
    fn what_decides_comes_before_general_traits() {
        let mut fixture = fixture();
        fixture.options.summary.lines = 3;
        let (lines, _) = texts(&fixture);
        assert_eq!(lines.len(), 3);
        assert!(lines.contains(&"Three years of shearing with electric shears.".to_owned()));
        assert!(!lines.contains(&"Team spirit.".to_owned()));
    }

    #[test]
    fn lines_can_stand_as_on_the_page() {
        let mut fixture = fixture();
        fixture.options.summary.order = SummaryOrder::Page;
        let (lines, _) = texts(&fixture);
        let places: Vec<_> = lines.iter().map(|line| LINES.find(line.as_str())).collect();
        assert!(places.is_sorted(), "{lines:?}");
    }

    #[test]
    fn nothing_is_dropped_in_silence() {
        let mut fixture = fixture();
        fixture.options.summary.lines = 3;
        let (lines, coverage) = texts(&fixture);
        let count = |count: Count| (count.shown, count.total);
        assert_eq!(coverage.left_out.len() + lines.len(), 8);
        let shown = [
            coverage.required,
            coverage.preferred,
            coverage.responsibilities,
        ];
        assert_eq!(shown.iter().map(|c| count(*c).0).sum::<usize>(), 3);
        assert_eq!(shown.iter().map(|c| count(*c).1).sum::<usize>(), 8);
    }

    #[test]
    fn a_line_that_stands_twice_is_shown_once_and_left_out_never() {
        let mut fixture = Fixture::of("en", "Three years of shearing.\nThree years of shearing.");
        let (lines, coverage) = texts(&fixture);
        assert_eq!(lines.len(), 1);
        assert!(coverage.left_out.is_empty(), "{coverage:?}");
        assert_eq!((coverage.required.shown, coverage.required.total), (2, 2));
        fixture.options.summary.lines = 0;
        assert_eq!(texts(&fixture).1.left_out.len(), 2);
    }

    #[test]
    fn budgets_hold() {
        let mut fixture = fixture();
        fixture.options.summary.words = Some(9);
        let (lines, _) = texts(&fixture);
        let words: usize = lines.iter().map(|l| l.split_whitespace().count()).sum();
        assert!(words <= 9 && lines.len() >= 2, "{lines:?}");
        fixture.options.summary.words = None;
        fixture.options.summary.chars = Some(40);
        let (lines, _) = texts(&fixture);
        let length: usize = lines.iter().map(|l| l.chars().count()).sum();
        assert!(length <= 40 && !lines.is_empty(), "{lines:?}");
        fixture.options.summary.chars = None;
        fixture.options.summary.sections = vec![SectionKind::Preferred];
        assert_eq!(texts(&fixture).0.len(), 2);
    }
}
