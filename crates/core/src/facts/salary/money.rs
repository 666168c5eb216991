//! Sums of money in a line: figures with their thousands and decimals, currencies, ranges.

use std::ops::Range;

use super::currency;

/// A figure that may be money.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    /// Place of the figure with its currency, in the line.
    pub(super) range: Range<usize>,
    /// Its value; "k" is multiplied out.
    pub(super) value: f64,
    /// ISO 4217 code, or an ambiguous sign.
    pub(super) currency: Option<&'static str>,
    /// Written with "k".
    thousands: bool,
    /// In millions or more.
    huge: bool,
}

/// One figure, or a range of two.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sum {
    /// Its place in the line.
    pub(super) range: Range<usize>,
    /// The lower or only figure.
    pub(super) min: f64,
    /// The upper figure.
    pub(super) max: Option<f64>,
    /// ISO 4217 code, or an ambiguous sign.
    pub(super) currency: Option<&'static str>,
}

/// The most figures that are read in one line.
const MOST_FIGURES: usize = 60;
/// Longest text between the two figures of a range, in bytes.
const LONGEST_GAP: usize = 56;

/// All sums of a line. `is_joint(gap)` says whether the text between two figures makes them a
/// range; `word_currency(end)` gives the currency that a word at a place of the line names, with
/// the word's end.
pub(super) fn sums(
    line: &str,
    is_joint: impl Fn(Range<usize>) -> bool,
    word_currency: impl Fn(usize) -> Option<(&'static str, usize)>,
) -> Vec<Sum> {
    let amounts = amounts(line, word_currency);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = amounts.get(at) {
        let second = amounts.get(at + 1).filter(|second| {
            let gap = first.range.end..second.range.start;
            gap.start <= gap.end && gap.len() <= LONGEST_GAP && is_joint(gap)
        });
        let range = second.and_then(|second| joined(first, second));
        at += if range.is_some() { 2 } else { 1 };
        let sum = range.unwrap_or_else(|| Sum {
            range: first.range.clone(),
            min: first.value,
            max: None,
            currency: first.currency,
        });
        if !first.huge && sum.min > 0.0 {
            out.push(sum);
        }
    }
    out
}

/// The range that two figures make: "35-40k" is 35,000 to 40,000.
fn joined(first: &Amount, second: &Amount) -> Option<Sum> {
    let (mut low, mut high) = (first.value, second.value);
    if second.thousands && !first.thousands && low < 1000.0
        || !first.thousands && low < 1000.0 && high >= 10_000.0 && low * 1000.0 <= high
    {
        low *= 1000.0;
    }
    if first.thousands && !second.thousands && high < 1000.0 {
        high *= 1000.0;
    }
    let currencies_agree = match (first.currency, second.currency) {
        (Some(a), Some(b)) => a == b || a == "$" || b == "$",
        _ => true,
    };
    if second.huge || high < low || high > low * 12.0 || !currencies_agree {
        return None;
    }
    let currency = match (first.currency, second.currency) {
        (Some("$"), Some(code)) => Some(code),
        (first, second) => first.or(second),
    };
    Some(Sum {
        range: first.range.start..second.range.end,
        min: low,
        max: (high > low).then_some(high),
        currency,
    })
}

/// All figures of a line.
fn amounts(
    line: &str,
    word_currency: impl Fn(usize) -> Option<(&'static str, usize)>,
) -> Vec<Amount> {
    let bytes = line.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() && out.len() < MOST_FIGURES {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (end, value) = figure(bytes, at);
        if let Some(amount) = value.and_then(|v| amount(line, at..end, v, &word_currency)) {
            at = amount.range.end.max(end);
            out.push(amount);
        } else {
            at = end;
        }
    }
    out
}

/// Reads the figure that starts at `start`: where it ends, and its value unless it is too long.
fn figure(bytes: &[u8], start: usize) -> (usize, Option<f64>) {
    let digits = |at: usize| {
        bytes[at.min(bytes.len())..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = start + digits(start);
    let mut text: Vec<u8> = bytes[start..end].to_vec();
    let short = text.len() <= 3;
    loop {
        let separator = separator_at(bytes, end);
        let Some((mark, len)) = separator else { break };
        let group = digits(end + len);
        let indian = mark == b','
            && group == 2
            && bytes.get(end + len + 2) == Some(&b',')
            && digits(end + len + 3) == 3;
        if short && (group == 3 || indian) {
            text.extend_from_slice(&bytes[end + len..end + len + group]);
            end += len + group;
        } else if matches!(mark, b'.' | b',') && (group == 1 || group == 2) {
            text.push(b'.');
            text.extend_from_slice(&bytes[end + len..end + len + group]);
            end += len + group;
            break;
        } else {
            break;
        }
    }
    let value = (text.len() <= 14)
        .then(|| std::str::from_utf8(&text).ok()?.parse().ok())
        .flatten();
    (end, value)
}

/// A separator of thousands or decimals at `at`, and its length in bytes.
fn separator_at(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    match *bytes.get(at)? {
        mark @ (b'.' | b',' | b' ' | b'\'') => Some((mark, 1)),
        // The typographic apostrophe, as Swiss postings part thousands.
        0xe2 if bytes.get(at + 1..at + 3) == Some(&[0x80, 0x99]) => Some((b'\'', 3)),
        _ => None,
    }
}

/// The amount that a figure is with what stands around it; `None` for a share, a part of a word,
/// a date or a number of another sort.
fn amount(
    line: &str,
    figure: Range<usize>,
    mut value: f64,
    word_currency: &impl Fn(usize) -> Option<(&'static str, usize)>,
) -> Option<Amount> {
    let before = &line[..figure.start];
    let mut range = figure.clone();
    let leading_zero = line.as_bytes().get(figure.start..figure.start + 2);
    if leading_zero.is_some_and(|start| start[0] == b'0' && start[1].is_ascii_digit()) {
        return None;
    }
    let mut found = currency::trailing(before);
    if let Some((_, len)) = found {
        range.start -= len;
    } else if before
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '#' | ':'))
    {
        return None;
    }
    let mut rest = &line[range.end..];
    let (mut thousands, mut huge) = (false, false);
    if let Some((len, scale)) = scale(rest) {
        range.end += len;
        thousands = scale == Scale::Thousand;
        huge = scale == Scale::Huge;
        value *= if thousands { 1000.0 } else { 1.0 };
        rest = &line[range.end..];
    }
    // "5000.-" and "5000,-" are how round sums are written in some countries.
    for dashes in [".-", ",-", ".–", ",–", ".—"] {
        if let Some(tail) = rest.strip_prefix(dashes) {
            range.end = line.len() - tail.len();
            rest = tail;
        }
    }
    if let Some((code, len)) = currency::leading(rest) {
        if found.is_none_or(|(sign, _)| sign == "$" || sign == code) {
            found = Some((code, len));
            range.end += len;
        }
    } else if let Some((code, end)) = word_currency(range.end) {
        if found.is_none_or(|(sign, _)| sign == "$" || sign == code) && line.is_char_boundary(end) {
            found = found.filter(|(sign, _)| *sign != "$").or(Some((code, 0)));
            range.end = end;
        }
    } else if rest.starts_with(char::is_alphabetic) && !thousands && !huge && found.is_none() {
        return None;
    }
    if line[range.end..].trim_start().starts_with('%') {
        return None;
    }
    Some(Amount {
        range,
        value,
        currency: found.map(|(code, _)| code),
        thousands,
        huge,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    Thousand,
    Huge,
}

/// The letter behind a figure that multiplies it, with its length in bytes.
fn scale(rest: &str) -> Option<(usize, Scale)> {
    let body = rest.strip_prefix(' ').unwrap_or(rest);
    let space = rest.len() - body.len();
    let letters = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    if body[letters..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let scale = match &body[..letters] {
        "k" | "K" => Scale::Thousand,
        "m" | "M" if space == 0 => Scale::Huge,
        "mm" | "MM" | "mn" | "bn" | "BN" | "Bn" | "B" | "b" | "Mio" | "Mrd" | "mio" | "mrd"
        | "Md" | "T" => Scale::Huge,
        _ => return None,
    };
    Some((space + letters, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(f64, Option<f64>, Option<&'static str>)> {
        let joint = |gap: Range<usize>| matches!(line[gap].trim(), "-" | "–" | "to" | "bis");
        sums(line, joint, |_| None)
            .into_iter()
            .map(|sum| (sum.min, sum.max, sum.currency))
            .collect()
    }

    #[test]
    fn figures_as_countries_write_them() {
        for (line, value) in [
            ("€ 1.234,56", 1234.56),
            ("€1,234.56", 1234.56),
            ("19,75 €", 19.75),
            ("52 000 €", 52000.0),
            ("€52'000", 52000.0),
            ("€ 52’000", 52000.0),
            ("€12,50,000", 1_250_000.0),
            ("45k €", 45000.0),
            ("EUR 3.500,-", 3500.0),
        ] {
            assert_eq!(read(line), [(value, None, Some("EUR"))], "{line}");
        }
    }

    #[test]
    fn ranges_share_their_thousands_and_currency() {
        assert_eq!(read("35-40 K€"), [(35000.0, Some(40000.0), Some("EUR"))]);
        assert_eq!(
            read("$90k – $115k"),
            [(90000.0, Some(115_000.0), Some("$"))]
        );
        assert_eq!(read("£21 to £24.50"), [(21.0, Some(24.5), Some("GBP"))]);
        assert_eq!(
            read("90 - 120,000 USD"),
            [(90000.0, Some(120_000.0), Some("USD"))]
        );
        assert_eq!(
            read("$20 - $5"),
            [(20.0, None, Some("$")), (5.0, None, Some("$"))]
        );
    }

    #[test]
    fn other_numbers_are_no_money() {
        assert!(
            read("$3 billion, 20% and $5M")
                .iter()
                .all(|m| m.0 != 5.0 && m.0 != 20.0)
        );
        assert!(read("B2B and 3D").is_empty());
        assert!(read("99999999999999999999 €").is_empty());
    }
}
