//! Spans from one date to another.

use jiff::civil::Date;

use super::calendar::{Order, Side, first_date};
use crate::table::Languages;

/// At most so many bytes stand between the two dates of a span.
const LONGEST_JOINT: usize = 8;

/// The span of two dates, each with its day and year, that stand right behind each other ("from 1 May
/// 2027 to 30 June 2027"): read day first and month first, where both can be.
pub(crate) fn spans(folded: &str, languages: &Languages) -> Vec<(Date, Date)> {
    let read = |order| {
        let whole = |text: &str| {
            let written = first_date(text, languages, order)?;
            let date = written
                .date(None, Side::After)
                .filter(|_| written.has_day())?;
            Some((written.range, date))
        };
        let (place, start) = whole(folded)?;
        let (gap, end) = whole(folded.get(place.end..)?)?;
        (gap.start <= LONGEST_JOINT).then_some((start, end))
    };
    let orders = [Order::DayFirst, Order::MonthFirst];
    orders.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_dates_that_follow_each_other() {
        let read = |text: &str| {
            let spans = spans(text, &Languages::of(Some("en")));
            let text = |(start, end): &(Date, Date)| format!("{start} {end}");
            spans.iter().map(text).collect::<Vec<_>>()
        };
        let may = "2027-05-01 2027-06-30";
        assert_eq!(read("from 1 may 2027 to 30 june 2027"), [may, may]);
        let order = ["2027-05-04 2027-06-05", "2027-04-05 2027-05-06"];
        assert_eq!(read("04/05/2027 - 05/06/2027"), order);
        assert!(read("from may to june 2027").is_empty());
        assert!(read("posted 1 may 2027, and you start on 30 june 2027").is_empty());
    }
}
