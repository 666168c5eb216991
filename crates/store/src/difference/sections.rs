//! Duties, benefits and terms of two captures, line by line.

use std::collections::HashSet;

use jobgist::{Posting, SectionKind};

use super::{Change, ChangeKind, Side};
use crate::lines::{self, Pairs};

/// From this likeness on two lines say the same in other words.
const ALIKE: f64 = 0.5;

/// The sections whose lines are told, the name of one line, and how much it matters.
///
/// What is asked is compared as requirements; what an employer says of itself, of the law and of the
/// way to apply changes without the job changing.
const TOLD: [(SectionKind, &str, u8); 4] = [
    (SectionKind::Compensation, "compensation", 42),
    (SectionKind::Benefits, "benefit", 38),
    (SectionKind::Terms, "terms", 36),
    (SectionKind::Responsibilities, "responsibility", 32),
];

pub(super) fn compare(old: &Posting, new: &Posting, changes: &mut Vec<Change>) {
    // Where the record has a line in another section now, nothing was taken back.
    let (all_old, all_new) = (keys(old), keys(new));
    let old_quotes = quotes(changes, |change| change.old_quote.as_ref());
    let new_quotes = quotes(changes, |change| change.new_quote.as_ref());
    for (kind, what, weight) in TOLD {
        let (before, after) = (texts(old, kind), texts(new, kind));
        let keys =
            |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| lines::key(text)).collect() };
        let bags =
            |texts: &[&str]| -> Vec<_> { texts.iter().map(|text| lines::bag(text)).collect() };
        let (old_keys, new_keys) = (keys(&before), keys(&after));
        let (old_bags, new_bags) = (bags(&before), bags(&after));
        let pairs = Pairs::find(&old_keys, &new_keys, |left, right| {
            let likeness = lines::overlap(&old_bags[left], &new_bags[right]);
            (likeness >= ALIKE).then_some(likeness)
        });
        for (left, right) in pairs.pairs {
            let (before, after) = (before[left], after[right]);
            let is_told = holds(before, &old_quotes) || holds(after, &new_quotes);
            if old_keys[left] != new_keys[right] && !is_told {
                changes.push(reworded(what, before, after, weight));
            }
        }
        let is_gone =
            |at: &usize| !all_new.contains(&old_keys[*at]) && !holds(before[*at], &old_quotes);
        changes.extend(pairs.old.into_iter().filter(is_gone).map(|at| {
            Change::new(
                ChangeKind::Removed,
                what,
                what,
                side(before[at]),
                Side::default(),
                weight,
            )
        }));
        let is_new =
            |at: &usize| !all_old.contains(&new_keys[*at]) && !holds(after[*at], &new_quotes);
        changes.extend(pairs.new.into_iter().filter(is_new).map(|at| {
            Change::new(
                ChangeKind::Added,
                what,
                what,
                Side::default(),
                side(after[at]),
                weight,
            )
        }));
    }
}

/// Two lines that say the same but for some words.
fn reworded(what: &str, before: &str, after: &str, weight: u8) -> Change {
    // Figures in a benefit ("30 days of leave") are what it is about.
    let (kind, weight) = if digits(before) == digits(after) {
        (ChangeKind::Reworded, 8)
    } else {
        (ChangeKind::Changed, weight)
    };
    Change::new(kind, what, what, side(before), side(after), weight)
}

/// The quotes of what is told already: lines that hold them say nothing else.
fn quotes<'a>(changes: &'a [Change], of: impl Fn(&'a Change) -> Option<&'a String>) -> Vec<String> {
    changes.iter().filter_map(of).cloned().collect()
}

fn holds(line: &str, quotes: &[String]) -> bool {
    quotes.iter().any(|quote| line.contains(quote.as_str()))
}

/// The keys of all lines of a posting, headings and what is asked in parts of lines too.
pub(super) fn keys(posting: &Posting) -> HashSet<String> {
    let items = posting.sections.iter().flat_map(|section| &section.items);
    let texts = items.map(|item| item.text.as_str());
    let headings = posting
        .sections
        .iter()
        .filter_map(|section| section.heading.as_deref());
    let asks = posting.requirements.iter().map(|one| one.text.as_str());
    texts.chain(headings).chain(asks).map(lines::key).collect()
}

fn texts(posting: &Posting, kind: SectionKind) -> Vec<&str> {
    let sections = posting
        .sections
        .iter()
        .filter(|section| section.kind == kind);
    let items = sections.flat_map(|section| &section.items);
    let texts = items.map(|item| item.text.as_str());
    // A line of signs says nothing.
    texts.filter(|text| !lines::key(text).is_empty()).collect()
}

fn digits(text: &str) -> Vec<String> {
    let numbers = text.split(|character: char| !character.is_ascii_digit());
    numbers
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
        .collect()
}

fn side(text: &str) -> Side {
    Side {
        value: text.into(),
        text: Some(text.to_owned()),
        quote: Some(text.to_owned()),
    }
}
