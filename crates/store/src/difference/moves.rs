//! Where values moved: up, down, or elsewhere.

use jobgist::{Education, Hours, Salary};

use super::ChangeKind;
use crate::{lines, pay};

pub(super) fn differs<T: PartialEq>(old: &T, new: &T) -> Option<ChangeKind> {
    (old != new).then_some(ChangeKind::Changed)
}

/// Where to something moved, by how the old value compares with the new one.
pub(super) fn moved(old_to_new: std::cmp::Ordering) -> Option<ChangeKind> {
    match old_to_new {
        std::cmp::Ordering::Less => Some(ChangeKind::Raised),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(ChangeKind::Lowered),
    }
}

/// Whether the figures of a range went up or down, all in one direction; otherwise they changed, as
/// they did when something beside them `differs`.
pub(super) fn figures_moved(
    old: [Option<f64>; 2],
    new: [Option<f64>; 2],
    differs: bool,
) -> Option<ChangeKind> {
    // One figure alone is both ends.
    let ends = |[min, max]: [Option<f64>; 2]| Some((min.or(max)?, max.or(min)?));
    let Some(((old_least, old_most), (new_least, new_most))) = ends(old).zip(ends(new)) else {
        return (old != new || differs).then_some(ChangeKind::Changed);
    };
    let (least, most) = (new_least - old_least, new_most - old_most);
    if least == 0.0 && most == 0.0 {
        (old != new || differs).then_some(ChangeKind::Changed)
    } else if least >= 0.0 && most >= 0.0 {
        Some(ChangeKind::Raised)
    } else if least <= 0.0 && most <= 0.0 {
        Some(ChangeKind::Lowered)
    } else {
        Some(ChangeKind::Changed)
    }
}

/// Pay of one currency compares by the year, where nothing need be assumed for that.
pub(super) fn pay_moved(
    (old, old_hours): (&Salary, Option<&Hours>),
    (new, new_hours): (&Salary, Option<&Hours>),
) -> Option<ChangeKind> {
    if old.currency != new.currency || old.gross != new.gross {
        return Some(ChangeKind::Changed);
    }
    if old.period == new.period {
        return figures_moved([old.min, old.max], [new.min, new.max], false);
    }
    let firm = |salary, hours| pay::per_year(salary, hours).filter(|year| !year.factor.assumed);
    match (firm(old, old_hours), firm(new, new_hours)) {
        (Some(old), Some(new)) => figures_moved([old.min, old.max], [new.min, new.max], false)
            .or(Some(ChangeKind::Reworded)),
        _ => Some(ChangeKind::Changed),
    }
}

pub(super) fn education_moved(old: &Education, new: &Education) -> Option<ChangeKind> {
    if old.level != new.level {
        return moved(old.level.cmp(&new.level));
    }
    let fields = |of: &Education| {
        let mut keys: Vec<String> = of.fields.iter().map(|field| lines::key(field)).collect();
        keys.sort();
        keys
    };
    let rest = |of: &Education| (of.enrolled, of.or_equivalent, fields(of));
    (rest(old) != rest(new)).then_some(ChangeKind::Changed)
}
