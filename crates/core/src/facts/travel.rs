//! Share of travel.
//!
//! Rules of `travel` give shares in percent in the groups `min` and `max`; `upto` makes the one
//! figure an upper end. Rules with the value `vague` speak of travel without a share.

use super::Candidate;
use crate::outline::Role;
use crate::posting::{SectionKind, Stated, Travel};
use crate::reading::{Hit, Reading};

/// Candidates for share of travel.
pub(super) fn find(reading: &Reading<'_>) -> Vec<Candidate<Travel>> {
    reading
        .hits("travel")
        .filter_map(|hit| candidate(reading, hit))
        .collect()
}

fn candidate(reading: &Reading<'_>, hit: &Hit<'_>) -> Option<Candidate<Travel>> {
    let value = match hit.value()? {
        "vague" => None,
        "none" => Some(Travel {
            percent_min: Some(0.0),
            percent_max: Some(0.0),
        }),
        _ => Some(share(reading, hit)?),
    };
    let place = match reading.outline.roles.get(hit.block)? {
        Role::Furniture => return None,
        Role::Item(SectionKind::Company | SectionKind::Legal) => return None,
        Role::Item(SectionKind::Benefits) => -10,
        _ => 0,
    };
    let stated = if value.is_some() {
        Stated::Stated
    } else {
        Stated::Vague
    };
    Some(Candidate {
        weight: 10 + place + hit.rule.weight,
        evidence: reading.evidence(hit.range.clone(), &hit.rule.name, stated),
        value,
    })
}

/// The share that a hit's groups give.
fn share(reading: &Reading<'_>, hit: &Hit<'_>) -> Option<Travel> {
    let figure = |name: &str| -> Option<f64> {
        let text = &reading.page.folded[hit.group(name)?];
        text.parse()
            .ok()
            .filter(|share| (0.0..=100.0).contains(share))
    };
    let first = figure("min")?;
    let second = figure("max").filter(|max| *max >= first);
    let (min, max) = match second {
        Some(second) => (Some(first), Some(second)),
        None if hit.group("upto").is_some() => (None, Some(first)),
        None => (Some(first), Some(first)),
    };
    Some(Travel {
        percent_min: min,
        percent_max: max,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, best};

    fn read(code: &str, line: &str) -> Option<(Option<f64>, Option<f64>)> {
        let found = best(find(&Fixture::of(code, line).reading()))?;
        Some((found.percent_min, found.percent_max))
    }

    #[test]
    fn shares_of_travel() {
        assert_eq!(read("en", "Up to 20% travel"), Some((None, Some(20.0))));
        assert_eq!(
            read("en", "Willing to travel 25-50%"),
            Some((Some(25.0), Some(50.0)))
        );
        assert_eq!(
            read("en", "Travel required: 30 %"),
            Some((Some(30.0), Some(30.0)))
        );
        assert_eq!(
            read("de", "Reisebereitschaft (ca. 40 %)"),
            Some((Some(40.0), Some(40.0)))
        );
        assert_eq!(
            read("fr", "Déplacements : 30 %"),
            Some((Some(30.0), Some(30.0)))
        );
        assert_eq!(read("en", "Some travel is required"), None);
        assert_eq!(read("en", "We grew our travel business by a lot"), None);
    }
}
