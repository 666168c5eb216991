//! Dates as postings write them, read in one place.

use std::ops::Range;

use jiff::civil::Date;

use crate::table::Languages;

/// A date of a text, as far as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    /// Its place in the text searched.
    pub(super) range: Range<usize>,
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
}

/// Which of two small numbers of a numeric date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// 31/12.
    DayFirst,
    /// 12/31.
    MonthFirst,
}

/// On which side of the date it is measured against a date without a year lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// It is past: the day of publication.
    Before,
    /// It is still to come: start and deadline.
    After,
}

impl Written {
    /// Whether the day is written.
    pub(super) fn has_day(&self) -> bool {
        self.day.is_some()
    }

    /// The date, with day 1 where only the month is given. A missing year is the one that brings
    /// the date nearest to `anchor` on its `side`; without an anchor there is no date.
    pub(super) fn date(&self, anchor: Option<Date>, side: Side) -> Option<Date> {
        let day = self.day.unwrap_or(1);
        if let Some(year) = self.year {
            return Date::new(year, self.month, day).ok();
        }
        let anchor = anchor?;
        let this_year = Date::new(anchor.year(), self.month, day).ok()?;
        let shifted = match side {
            Side::Before if this_year > anchor => anchor.year() - 1,
            // A start named a few weeks after it is still this year's.
            Side::After if month_of(this_year) < month_of(anchor) => anchor.year() + 1,
            _ => anchor.year(),
        };
        Date::new(shifted, self.month, day).ok()
    }
}

fn month_of(date: Date) -> (i16, i8) {
    (date.year(), date.month())
}

/// A number or a word of a text.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    number: Option<i16>,
    /// What stands between it and the next piece.
    gap: &'t str,
}

/// How many numbers and words of a text are looked at.
const MOST_PIECES: usize = 40;

/// The first date of `folded` text.
pub(super) fn first_date(folded: &str, languages: &Languages, order: Order) -> Option<Written> {
    let pieces = pieces(folded);
    (0..pieces.len()).find_map(|at| date_at(&pieces[at..], languages, order))
}

/// Whether `text` holds a numeric date that only one order can read: the order.
pub(super) fn order_shown(folded: &str) -> Option<Order> {
    let bytes = folded.as_bytes();
    let mut at = 0;
    while let Some(slash) = folded.get(at..)?.find('/').map(|found| at + found) {
        at = slash + 1;
        let before = digits_before(bytes, slash);
        let after = digits_after(bytes, slash + 1);
        let (Some(first), Some(second)) = (before, after) else {
            continue;
        };
        let third = bytes.get(slash + 1 + second.1) == Some(&b'/')
            && digits_after(bytes, slash + 2 + second.1).is_some_and(|d| d.1 == 4 || d.1 == 2);
        if third && first.0 > 12 && first.0 <= 31 && second.0 <= 12 {
            return Some(Order::DayFirst);
        }
        if third && second.0 > 12 && second.0 <= 31 && first.0 <= 12 {
            return Some(Order::MonthFirst);
        }
    }
    None
}

/// The number of one or two digits that ends at `end`, with its length.
fn digits_before(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    let len = bytes[..end]
        .iter()
        .rev()
        .take(3)
        .take_while(|b| b.is_ascii_digit())
        .count();
    ((1..=2).contains(&len)).then(|| (value(&bytes[end - len..end]), len))
}

/// The number of one to four digits that starts at `start`, with its length.
fn digits_after(bytes: &[u8], start: usize) -> Option<(u32, usize)> {
    let tail = bytes.get(start..)?;
    let len = tail
        .iter()
        .take(5)
        .take_while(|b| b.is_ascii_digit())
        .count();
    ((1..=4).contains(&len)).then(|| (value(&tail[..len]), len))
}

fn value(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

/// Cuts a text into numbers and words.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if !next.is_alphanumeric() || next.is_ascii_digit() != c.is_ascii_digit() {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        if let Some(last) = out.last_mut() {
            last.gap = &text[last.end..start];
        }
        if out.len() == MOST_PIECES {
            break;
        }
        out.push(Piece {
            start,
            end,
            text: &text[start..end],
            number: text[start..end].parse().ok(),
            gap: "",
        });
    }
    out
}

/// The date that starts with the first of `pieces`.
fn date_at(pieces: &[Piece<'_>], languages: &Languages, order: Order) -> Option<Written> {
    let first = pieces.first()?;
    if first.number.is_some() {
        numeric(pieces, order).or_else(|| day_and_month(pieces, languages))
    } else {
        month_first(pieces, languages)
    }
}

/// 2027-01-31, 31.01.2027, 01/31/27, 01/2027.
fn numeric(pieces: &[Piece<'_>], order: Order) -> Option<Written> {
    let [a, b, rest @ ..] = pieces else {
        return None;
    };
    let (x, y) = (a.number?, b.number?);
    let separator = a.gap;
    if !matches!(separator, "-" | "." | "/" | ". ") {
        return None;
    }
    let third = rest
        .first()
        .filter(|_| b.gap == separator)
        .and_then(|c| Some((c, c.number?)));
    if a.text.len() == 4 {
        let (c, z) = third?;
        return written(a.start..c.end, Some(x), y, Some(z));
    }
    if a.text.len() > 2 {
        return None;
    }
    let Some((c, z)) = third else {
        let is_month = b.text.len() == 4 && separator != ". ";
        return is_month.then(|| written(a.start..b.end, year(b), x, None))?;
    };
    let year = year(c)?;
    let month_first = separator == "/" && (y > 12 || order == Order::MonthFirst && x <= 12);
    let (day, month) = if month_first { (y, x) } else { (x, y) };
    let _ = z;
    written(a.start..c.end, Some(year), month, Some(day))
}

/// 31 January 2027, 31st of January, 31. Januar 2027.
fn day_and_month(pieces: &[Piece<'_>], languages: &Languages) -> Option<Written> {
    let day = pieces.first()?.number?;
    if pieces.first()?.text.len() > 2 {
        return None;
    }
    // An ordinal's ending and a word like "of" may stand between day and month.
    let at = (1..=3.min(pieces.len().checked_sub(1)?))
        .find(|&at| month(&pieces[at], languages).is_some())?;
    let between = &pieces[1..at];
    let is_tight = pieces[..at]
        .iter()
        .all(|piece| matches!(piece.gap.trim(), "" | "." | "-" | "/" | "," | "de"))
        && between
            .iter()
            .all(|piece| piece.number.is_none() && piece.text.len() <= 3);
    let number = month(&pieces[at], languages)?;
    if !is_tight {
        return None;
    }
    let (end, year) = year_after(pieces, at);
    written(pieces[0].start..end, year, number, Some(day))
}

/// January 31, 2027; Jan 31st; January 2027.
fn month_first(pieces: &[Piece<'_>], languages: &Languages) -> Option<Written> {
    let first = pieces.first()?;
    let number = month(first, languages)?;
    let is_joined = matches!(first.gap.trim(), "" | "." | "," | "-" | "/" | "'");
    let next = pieces
        .get(1)
        .filter(|next| is_joined && next.number.is_some());
    let Some(next) = next else {
        // A short word alone ("may", "mar") is no date.
        return (first.text.len() > 3)
            .then(|| written(first.start..first.end, None, number, None))?;
    };
    if let Some(year) = year(next).filter(|_| next.text.len() == 4) {
        return written(first.start..next.end, Some(year), number, None);
    }
    let ordinal = pieces.get(2).is_some_and(|piece| {
        next.gap.is_empty() && piece.number.is_none() && piece.text.len() <= 2
    });
    let at = if ordinal { 2 } else { 1 };
    let (end, year) = year_after(pieces, at);
    written(first.start..end, year, number, next.number)
}

/// The year that follows `pieces[at]`, and where the date ends.
fn year_after(pieces: &[Piece<'_>], at: usize) -> (usize, Option<i16>) {
    let here = &pieces[at];
    let is_joined = matches!(here.gap.trim(), "" | "." | "," | "-" | "/" | "'" | ".,");
    let mut next = pieces.get(at + 1);
    // "5 de mayo de 2027", "le 5 mai, 2027": a short word may stand before the year.
    if next.is_some_and(|piece| piece.number.is_none() && piece.text.len() <= 2) {
        next = pieces.get(at + 2);
    }
    match next
        .filter(|piece| is_joined && piece.text.len() == 4)
        .and_then(|piece| Some((piece.end, year(piece)?)))
    {
        Some((end, year)) => (end, Some(year)),
        None => (here.end, None),
    }
}

/// The month that a word names in one of the languages.
fn month(piece: &Piece<'_>, languages: &Languages) -> Option<i16> {
    if piece.number.is_some() {
        return None;
    }
    languages
        .tables
        .iter()
        .find_map(|tables| tables.words.months.get(piece.text))
        .map(|month| i16::from(*month))
}

/// A year of four digits, or of two ("27").
fn year(piece: &Piece<'_>) -> Option<i16> {
    let number = piece.number?;
    match piece.text.len() {
        4 if (1990..=2100).contains(&number) => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

fn written(
    range: Range<usize>,
    year: Option<i16>,
    month: i16,
    day: Option<i16>,
) -> Option<Written> {
    let month = i8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let day = match day {
        Some(day) => Some(i8::try_from(day).ok().filter(|d| (1..=31).contains(d))?),
        None => None,
    };
    Some(Written {
        range,
        year,
        month,
        day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Order) -> Option<String> {
        let languages = Languages::of(Some("fr"));
        let found = first_date(&text.to_lowercase(), &languages, order)?;
        Some(found.date(None, Side::After)?.to_string())
    }

    #[test]
    fn dates_as_postings_write_them() {
        for (text, date) in [
            ("2027-01-31T08:00:00Z", "2027-01-31"),
            ("2027/1/5", "2027-01-05"),
            ("31.01.2027", "2027-01-31"),
            ("31. 1. 2027", "2027-01-31"),
            ("31/01/2027", "2027-01-31"),
            ("01/31/2027", "2027-01-31"),
            ("January 31, 2027", "2027-01-31"),
            ("Jan. 31st, 2027", "2027-01-31"),
            ("the 31st of January 2027", "2027-01-31"),
            ("Friday, 29-Jan-2027", "2027-01-29"),
            ("le 1er janvier 2027", "2027-01-01"),
            ("septembre 2026", "2026-09-01"),
            ("09/2026", "2026-09-01"),
        ] {
            assert_eq!(read(text, Order::DayFirst).as_deref(), Some(date), "{text}");
        }
        assert_eq!(
            read("03/04/2027", Order::MonthFirst).as_deref(),
            Some("2027-03-04")
        );
        assert_eq!(read("you may apply", Order::DayFirst), None);
        assert_eq!(read("31.31.2027 and 45 days", Order::DayFirst), None);
        assert_eq!(read("29.02.2027", Order::DayFirst), None);
    }

    #[test]
    fn a_missing_year_is_the_nearest() {
        let languages = Languages::of(Some("en"));
        let anchor = Date::new(2026, 11, 20).ok();
        let read = |text: &str, side| {
            let found = first_date(text, &languages, Order::DayFirst)?;
            Some(found.date(anchor, side)?.to_string())
        };
        assert_eq!(
            read("2 february", Side::After).as_deref(),
            Some("2027-02-02")
        );
        assert_eq!(read("oct 20", Side::Before).as_deref(), Some("2026-10-20"));
        assert_eq!(read("dec 20", Side::Before).as_deref(), Some("2025-12-20"));
    }

    #[test]
    fn the_order_shows() {
        assert_eq!(order_shown("on 13/02/2027"), Some(Order::DayFirst));
        assert_eq!(order_shown("on 02/13/2027"), Some(Order::MonthFirst));
        assert_eq!(order_shown("24/7 and 1/2"), None);
        assert_eq!(order_shown("/"), None);
    }
}
