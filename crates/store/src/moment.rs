//! Times as the collection keeps them.
//!
//! The library has no clock: who calls says when something happens.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A point in time, to the second, in UTC; written as RFC 3339 ("2026-03-01T09:30:00Z").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(jiff::Timestamp);

/// A day of the calendar, without a time zone; written as ISO 8601 ("2026-03-01").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

/// A text is no time, or no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {what}")]
pub struct BadMoment {
    text: String,
    what: &'static str,
}

impl Moment {
    /// The moment so many seconds after the beginning of 1970 in UTC; `None` beyond the years ±9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Seconds since the beginning of 1970 in UTC.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0.as_second()
    }

    /// The day it is then in UTC.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.0.to_zoned(jiff::tz::TimeZone::UTC).date())
    }
}

impl Day {
    /// The day of a date of the calendar's library.
    pub(crate) fn of(date: jiff::civil::Date) -> Self {
        Self(date)
    }

    /// The date in the types of the calendar's library.
    pub(crate) fn date(self) -> jiff::civil::Date {
        self.0
    }

    /// Noon of the day in UTC: when a change is said to be on a day and at no hour.
    #[must_use]
    pub fn noon(self) -> Option<Moment> {
        let noon = self
            .0
            .at(12, 0, 0, 0)
            .to_zoned(jiff::tz::TimeZone::UTC)
            .ok()?;
        Some(Moment(noon.timestamp()))
    }

    /// The day so many days later (earlier when negative); `None` beyond the years ±9999.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        self.0.checked_add(span).ok().map(Self)
    }

    /// How many days lie from `earlier` to this day; negative when it is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        (self.0 - earlier.0).get_days()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.0}", self.0)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl FromStr for Moment {
    type Err = BadMoment;

    fn from_str(text: &str) -> Result<Self, BadMoment> {
        text.parse::<jiff::Timestamp>()
            .ok()
            .and_then(|moment| Self::from_unix_seconds(moment.as_second()))
            .ok_or_else(|| BadMoment {
                text: text.to_owned(),
                what: "time",
            })
    }
}

impl FromStr for Day {
    type Err = BadMoment;

    fn from_str(text: &str) -> Result<Self, BadMoment> {
        text.parse().map(Self).map_err(|_| BadMoment {
            text: text.to_owned(),
            what: "day (YYYY-MM-DD)",
        })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
