//! How much a line tells a reader with 20 seconds: features for a linear model.

use std::ops::Range;

use crate::facts::Facts;
use crate::posting::{RequirementKind, SectionKind};
use crate::reading::Reading;
use crate::requirements::{Known, Signals};
use crate::weights::Shares;

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
    /// How central it is among the lines of the posting, from [`super::centrality`].
    pub(super) centrality: f64,
    pub(super) shares: &'a Shares,
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

/// Features that weigh differently in duties, in what is asked, and in other sections.
const BY_FAMILY: [&str; 6] = [
    "place in the section",
    "length",
    "hard skills",
    "experience",
    "words of the title",
    "centrality",
];
/// Names of the families of sections.
const FAMILIES: [&str; 3] = ["duties", "asked", "other"];
/// Features that weigh the same everywhere.
const SHARED: [&str; 12] = [
    "general traits",
    "years of experience",
    "education",
    "human language",
    "certificate or licence",
    "work permit, clearance",
    "availability",
    "pay",
    "another decisive fact",
    "a figure",
    "rarest skill",
    "announces what follows",
];
/// Sections with a weight of their own, before a line's words are read; the last for all others.
const SECTIONS: [(&str, Option<SectionKind>); 8] = [
    ("responsibilities", Some(SectionKind::Responsibilities)),
    ("required", Some(SectionKind::Required)),
    ("preferred", Some(SectionKind::Preferred)),
    ("overview", Some(SectionKind::Overview)),
    ("terms", Some(SectionKind::Terms)),
    ("compensation", Some(SectionKind::Compensation)),
    ("location", Some(SectionKind::Location)),
    ("another section", None),
];

/// The names of the features, in their order.
pub(crate) fn names() -> Vec<String> {
    let by_family = FAMILIES
        .iter()
        .flat_map(|family| BY_FAMILY.map(|name| format!("{name}, {family}")));
    let shared = SHARED.map(str::to_owned);
    let sections = SECTIONS.map(|(name, _)| format!("in {name}"));
    by_family.chain(shared).chain(sections).collect()
}

/// The family of a section, by number.
fn family(section: SectionKind) -> usize {
    match section {
        SectionKind::Responsibilities => 0,
        SectionKind::Required | SectionKind::Preferred => 1,
        _ => 2,
    }
}

/// The features of a line (or a sentence of one) of a block.
pub(super) fn features(context: &Context<'_, '_>, block: usize, range: &Range<usize>) -> Vec<f64> {
    let text = &context.reading.page.text[range.clone()];
    let signals = Signals::read(context.reading, context.known, range);
    let has = |kind| flag(signals.has(kind));
    let stated = |pay| {
        let found = context.facts.iter();
        flag(found.filter(|s| s.block == block).any(|s| s.pay == pay))
    };
    let own = [
        log(context.place),
        log(context.reading.page.tokens_in(range).len().min(40)),
        log(signals.hard.min(6)),
        has(RequirementKind::Experience),
        title_share(context, range),
        context.centrality,
    ];
    let family = family(context.section);
    let mut features =
        Vec::with_capacity(FAMILIES.len() * own.len() + SHARED.len() + SECTIONS.len());
    for at in 0..FAMILIES.len() {
        features.extend(own.map(|value| if at == family { value } else { 0.0 }));
    }
    features.extend([
        number(signals.count(RequirementKind::Trait).min(3)),
        flag(signals.min_years.is_some()),
        has(RequirementKind::Education),
        has(RequirementKind::Language),
        has(RequirementKind::Certification),
        has(RequirementKind::Authorization),
        has(RequirementKind::Availability),
        stated(true),
        stated(false),
        flag(text.bytes().any(|byte| byte.is_ascii_digit())),
        rarest_skill(context, range),
        flag(text.trim_end().ends_with(':')),
    ]);
    let section = SECTIONS
        .iter()
        .position(|(_, kind)| *kind == Some(context.section))
        .unwrap_or(SECTIONS.len() - 1);
    features.extend((0..SECTIONS.len()).map(|at| flag(at == section)));
    features
}

/// How rare the rarest skill of the vocabulary is that a line names, 0 to 1.
fn rarest_skill(context: &Context<'_, '_>, range: &Range<usize>) -> f64 {
    context
        .known
        .mentions(range)
        .filter(|mention| mention.known)
        .map(|mention| context.shares.rarity(&mention.name))
        .fold(0.0, f64::max)
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
