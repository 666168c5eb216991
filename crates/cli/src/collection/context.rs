//! Where the collection is, what day it is, and how its commands answer.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use etcetera::BaseStrategy as _;
use jobgist_store::{Day, Moment, Store};
use serde::Serialize;

use crate::args::{CollectionArgs, Color, PlaceArgs};
use crate::input::is_same_file;
use crate::output::{name, safe_json, text_out};

/// What a command on the collection needs to know.
#[derive(Debug)]
pub(super) struct Context {
    /// The collection's file.
    pub(super) path: PathBuf,
    /// The day where the user is.
    pub(super) today: Day,
    /// When changes happen that are made now.
    pub(super) now: Moment,
    /// Whether the answer is JSON.
    pub(super) json: bool,
    color: Color,
}

impl Context {
    /// What the flags and the environment say.
    ///
    /// # Errors
    /// When JOBGIST_TODAY is no date, or nothing says where the user's data is.
    pub(super) fn of(args: &CollectionArgs) -> anyhow::Result<Self> {
        let place = Self::at(&args.place)?;
        Ok(Self {
            json: args.json,
            color: args.color,
            ..place
        })
    }

    /// The same for a command that prints in a form of its own.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub(super) fn at(args: &PlaceArgs) -> anyhow::Result<Self> {
        let variable = variable("JOBGIST_TODAY").map(|day| day.to_string_lossy().into_owned());
        let (today, now) = time(args.today.as_deref(), variable.as_deref())?;
        Ok(Self {
            path: path(args)?,
            today,
            now,
            json: false,
            color: Color::Auto,
        })
    }

    /// Opens the collection to change it; it must be there.
    pub(super) fn open(&self) -> anyhow::Result<Store> {
        Ok(Store::open_existing(&self.path)?)
    }

    /// Opens the collection to read it; it must be there.
    pub(super) fn read(&self) -> anyhow::Result<Store> {
        Ok(Store::read(&self.path)?)
    }

    /// Opens the collection to read it; `None` where there is none yet.
    pub(super) fn read_if_there(&self) -> anyhow::Result<Option<Store>> {
        match Store::read(&self.path) {
            Ok(store) => Ok(Some(store)),
            Err(jobgist_store::Error::Missing { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Refuses to write over the collection what is taken out of it.
    pub(super) fn keep(&self, out: Option<&Path>) -> anyhow::Result<()> {
        if out.is_some_and(|out| is_same_file(out, &self.path)) {
            bail!(
                "{}: --out would write over the collection",
                name(&self.path)
            );
        }
        Ok(())
    }

    /// Prints the answer: the value as JSON where that is asked for, the text otherwise.
    pub(super) fn answer(
        &self,
        value: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> anyhow::Result<()> {
        if self.json {
            return self.print(&(safe_json(serde_json::to_string_pretty(value)?) + "\n"));
        }
        self.print(&text())
    }

    /// Prints text, with colours where they are wanted.
    pub(super) fn print(&self, text: &str) -> anyhow::Result<()> {
        let color = if self.json { Color::Never } else { self.color };
        let mut out = text_out(color);
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }
}

/// A variable of the environment; an empty one says nothing.
fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The collection's file.
fn path(args: &PlaceArgs) -> anyhow::Result<PathBuf> {
    if let Some(path) = &args.store {
        return Ok(path.clone());
    }
    if let Some(path) = variable("JOBGIST_STORE") {
        return Ok(path.into());
    }
    let folders = etcetera::base_strategy::choose_native_strategy()
        .context("where your data is: name the collection with --store or JOBGIST_STORE")?;
    Ok(folders.data_dir().join("jobgist").join("collection.sqlite"))
}

/// The day and the time; of a day that was named, its noon.
fn time(flag: Option<&str>, variable: Option<&str>) -> anyhow::Result<(Day, Moment)> {
    let named = flag.map(|day| ("--today", day));
    let Some((name, text)) = named.or(variable.map(|day| ("JOBGIST_TODAY", day))) else {
        return clock().context("the clock is not within the calendar");
    };
    let day = text.parse::<Day>();
    let noon = day.ok().and_then(|day| Some((day, day.noon()?)));
    noon.ok_or_else(|| anyhow!("{name} is {text:?}: a date looks like 2027-03-31"))
}

/// What the clock says: the day where the user is, and the time everywhere.
fn clock() -> Option<(Day, Moment)> {
    let now = jiff::Zoned::now();
    let day = now.date().to_string().parse().ok()?;
    Some((day, Moment::from_unix_seconds(now.timestamp().as_second())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_goes_before_the_environment() {
        let day = |flag, variable| {
            time(flag, variable).map(|(day, now)| (day.to_string(), now.to_string()))
        };
        let (on, at) = day(Some("2026-11-23"), Some("2027-01-01")).unwrap();
        assert_eq!(
            (on.as_str(), at.as_str()),
            ("2026-11-23", "2026-11-23T12:00:00Z")
        );
        assert_eq!(day(None, Some("2027-01-01")).unwrap().0, "2027-01-01");
        let wrong = day(None, Some("tomorrow")).unwrap_err().to_string();
        assert!(
            wrong.starts_with("JOBGIST_TODAY is \"tomorrow\""),
            "{wrong}"
        );
        assert!(day(None, None).is_ok());
    }
}
