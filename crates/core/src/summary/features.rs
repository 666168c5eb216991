//! How much a line tells a reader with 20 seconds: a weighted sum of a few features.

use std::ops::Range;

use crate::facts::Facts;
use crate::posting::{RequirementKind, SectionKind};
use crate::reading::Reading;
use crate::requirements::{Known, Signals};

use super::lines::is_content;

/// What the score of a line rests on besides its words.
pub(super) struct Context<'a, 'r> {
    pub(super) reading: &'a Reading<'r>,
    pub(super) known: &'a Known<'a>,
    /// Words of the job's title that carry content.
    pub(super) title: &'a [u64],
    /// Places that state a decisive fact, from [`decisive_blocks`].
    pub(super) facts: &'a [Stated],
    /// Kind of the line's section.
    pub(super) section: SectionKind,
    /// How many lines of its kind stand before it.
    pub(super) place: usize,
}

/// A block that states a decisive fact.
#[derive(Debug)]
pub(super) struct Stated {
    block: usize,
    /// It is the pay.
    pay: bool,
}

/// Facts that decide whether a job fits.
const DECISIVE: [&str; 9] = [
    "salary",
    "duration",
    "start_date",
    "hours",
    "travel",
    "work_authorization",
    "workplace",
    "employment_types",
    "languages",
];

/// The blocks that state a decisive fact.
pub(super) fn decisive_blocks(facts: &Facts) -> Vec<Stated> {
    DECISIVE
        .iter()
        .filter_map(|fact| Some((fact, facts.evidence.get(*fact)?)))
        .flat_map(|(fact, quotes)| {
            quotes.iter().filter_map(|quote| {
                Some(Stated {
                    block: quote.block?,
                    pay: *fact == "salary",
                })
            })
        })
        .collect()
}

/// Number of features.
const FEATURES: usize = 15;

/// Weights of the features of a line: of duties, of what is asked, of other sections.
///
/// Set by ridge regression on 166 annotated postings, whose lines are graded 0 to 3 by how much a
/// reader with 20 seconds needs them: the features predict `(2^grade - 1) / 7`, half with the
/// annotated sections and half with those this program finds; checked by ten-fold cross-validation
/// over postings, and rounded.
const WEIGHTS: [[f64; 3]; FEATURES] = [
    [-0.22, -0.16, 0.02],  // place in the section
    [0.06, -0.02, 0.06],   // length
    [0.11, 0.17, 0.10],    // hard skills
    [-0.04, -0.04, -0.04], // general traits
    [0.17, 0.17, 0.17],    // years of experience
    [0.10, 0.10, 0.10],    // education
    [0.24, 0.24, 0.24],    // human language
    [0.04, 0.04, 0.04],    // certificate or licence
    [0.05, 0.05, 0.05],    // work permit, clearance
    [0.08, 0.08, 0.08],    // availability
    [-0.08, 0.13, 0.01],   // experience
    [0.28, 0.28, 0.28],    // pay
    [0.06, 0.06, 0.06],    // another decisive fact
    [0.03, 0.03, 0.03],    // a figure
    [0.07, 0.00, 0.15],    // words of the title
];

/// What a line of a section is worth before its words are read, and the column of its weights. From
/// the same regression; that of what is asked is the best of a search beside it.
fn family(section: SectionKind) -> (f64, usize) {
    match section {
        SectionKind::Responsibilities => (0.52, 0),
        SectionKind::Required => (0.64, 1),
        SectionKind::Preferred => (0.25, 1),
        SectionKind::Overview => (0.06, 2),
        SectionKind::Terms => (-0.03, 2),
        SectionKind::Compensation => (-0.03, 2),
        SectionKind::Location => (-0.06, 2),
        _ => (-0.13, 2),
    }
}

/// Scores a line (or a sentence of one) of a block.
pub(super) fn score(context: &Context<'_, '_>, block: usize, range: &Range<usize>) -> f64 {
    let features = features(context, block, range);
    let (base, column) = family(context.section);
    let terms = WEIGHTS.iter().zip(features);
    base + terms
        .map(|(weights, feature)| weights[column] * feature)
        .sum::<f64>()
}

/// The features of a line, in the order of [`WEIGHTS`].
fn features(context: &Context<'_, '_>, block: usize, range: &Range<usize>) -> [f64; FEATURES] {
    let page = context.reading.page;
    let tokens = page.tokens_in(range);
    let text = &page.text[range.clone()];
    let signals = Signals::read(context.reading, context.known, range);
    let has = |kind| flag(signals.has(kind));
    let traits = signals.count(RequirementKind::Trait);
    let stated = |pay| {
        let found = context.facts.iter();
        flag(found.filter(|s| s.block == block).any(|s| s.pay == pay))
    };
    let words = tokens.len();
    [
        log(context.place),
        log(words.min(40)),
        log(signals.hard.min(6)),
        number(traits.min(3)),
        flag(signals.min_years.is_some()),
        has(RequirementKind::Education),
        has(RequirementKind::Language),
        has(RequirementKind::Certification),
        has(RequirementKind::Authorization),
        has(RequirementKind::Availability),
        has(RequirementKind::Experience),
        stated(true),
        stated(false),
        flag(text.bytes().any(|byte| byte.is_ascii_digit())),
        title_share(context, range),
    ]
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

#[expect(clippy::cast_precision_loss, reason = "counts in a line are small")]
fn number(count: usize) -> f64 {
    count as f64
}

/// `ln(1 + count)`.
fn log(count: usize) -> f64 {
    number(count).ln_1p()
}

/// Share of the title's words that stand in the line.
fn title_share(context: &Context<'_, '_>, range: &Range<usize>) -> f64 {
    if context.title.is_empty() {
        return 0.0;
    }
    let tokens = context.reading.page.tokens_in(range);
    let shared = context.title.iter().filter(|word| {
        let mut same = tokens.iter().filter(|token| token.key == **word);
        same.any(|token| is_content(context.reading, token))
    });
    number(shared.count()) / number(context.title.len())
}
