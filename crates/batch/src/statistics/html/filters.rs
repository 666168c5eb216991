//! Numbers as the page shows them.

use askama::{Result, Values};

use crate::statistics::figures;

#[askama::filter_fn]
pub(super) fn thousands(value: &u64, _: &dyn Values) -> Result<String> {
    Ok(figures::thousands(*value))
}

#[askama::filter_fn]
pub(super) fn money(value: &f64, _: &dyn Values) -> Result<String> {
    Ok(figures::money(*value))
}

/// A place in a plot.
#[askama::filter_fn]
pub(super) fn short(value: &f64, _: &dyn Values) -> Result<String> {
    Ok(format!("{value:.1}"))
}

/// A share as a place in a plot that is 100 wide.
#[askama::filter_fn]
pub(super) fn hundred(value: &f64, _: &dyn Values) -> Result<String> {
    Ok(format!("{:.1}", 100.0 * value))
}

#[askama::filter_fn]
pub(super) fn percent(value: &f64, _: &dyn Values) -> Result<String> {
    Ok(format!("{:.0} %", 100.0 * value))
}

#[askama::filter_fn]
pub(super) fn decimals(value: &f64, _: &dyn Values, places: usize) -> Result<String> {
    Ok(format!("{value:.places$}"))
}
