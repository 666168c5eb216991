//! Facts that one page states twice, and differently. Only lines that say nothing else are
//! compared: beside other words ("for London", "grade 2") both statements can hold.

use super::{Candidate, Ledger};
use crate::posting::{Evidence, Salary, Workplace};
use crate::reading::Reading;
use crate::text::fold::plain;

/// Weight from which a workplace is said firmly.
const FIRM: i32 = 30;

/// Longest line, in bytes, that as a whole says where the work is done.
const LONGEST_LINE: usize = 60;

/// Two days by which applications are to be in, under the same words ("deadline for apprentices" is
/// another than the deadline).
pub(super) fn deadlines(
    reading: &Reading<'_>,
    ledger: &mut Ledger,
    candidates: &[Candidate<String>],
) {
    let is_alone = |one: &Candidate<String>| beside(reading, &one.evidence).as_deref() == Some("");
    ledger.keep_second("valid_through", candidates, |best, second| {
        let differ = second.value.is_some() && best.value != second.value;
        let alike = label(&best.evidence) == label(&second.evidence);
        differ && alike && is_alone(best) && is_alone(second)
    });
}

/// The words of a quote before its date.
fn label(quote: &Evidence) -> String {
    let end = quote.text.find(|c: char| c == ':' || c.is_ascii_digit());
    let label = quote.text.get(..end.unwrap_or_default());
    plain(label.unwrap_or_default().trim())
}

/// Two ranges of pay of the same currency and period, in lines that begin and end alike. One within
/// the other makes it more precise.
pub(super) fn pays(reading: &Reading<'_>, ledger: &mut Ledger, candidates: &[Candidate<Salary>]) {
    ledger.keep_second("salary", candidates, |best, second| {
        let (Some(one), Some(other)) = (&best.value, &second.value) else {
            return false;
        };
        let alike = one.currency == other.currency && one.period == other.period;
        let are_ranges = [one.min, one.max, other.min, other.max]
            .iter()
            .all(Option::is_some);
        let differ = (one.min < other.min) == (one.max < other.max)
            && one.min != other.min
            && one.max != other.max;
        let line = beside(reading, &best.evidence);
        alike && are_ranges && differ && line.is_some() && line == beside(reading, &second.evidence)
    });
}

/// A line that says remote, and days at the office or a workplace elsewhere; or the other way round.
pub(super) fn workplaces(
    reading: &Reading<'_>,
    ledger: &mut Ledger,
    candidates: &[Candidate<Workplace>],
) {
    ledger.keep_second("workplace", candidates, |best, second| {
        let is_place = |one: &Candidate<Workplace>| {
            let is_short = one.evidence.text.len() <= LONGEST_LINE;
            one.value == Some(Workplace::Onsite) && one.weight >= FIRM && is_short
                || super::workplace::has_days(&one.evidence)
        };
        let is_remote = |one: &Candidate<Workplace>| {
            let alone = beside(reading, &one.evidence).as_deref() == Some("");
            one.value == Some(Workplace::Remote) && alone
        };
        is_place(best) && is_remote(second) || is_remote(best) && is_place(second)
    });
}

/// What the line of a quote says beside it, folded and without marks at its ends.
fn beside(reading: &Reading<'_>, quote: &Evidence) -> Option<String> {
    let block = quote.block?;
    let line = reading.page.folded_of(block);
    let (before, behind) = (line.get(..quote.start?)?, line.get(quote.end?..)?);
    let trimmed = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    Some(
        format!("{} {}", trimmed(before), trimmed(behind))
            .trim()
            .to_owned(),
    )
}
