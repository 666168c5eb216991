//! What changed between two captures of a posting.

mod asks;
mod facts;
mod moves;
mod sections;

use jobgist::{PageKind, Posting};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What changed, what matters first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The changes.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The fact's name, as in the record; "page_kind", "requirement", "skill", "responsibility",
    /// "benefit", "compensation", "terms".
    pub fact: String,
    /// The thing in few words: "pay", "place", "must-have", a skill's name.
    pub what: String,
    /// The old value: that of the record, a line for what is asked; `null` where there was none.
    pub old: Value,
    /// The new value; `null` where there is none any more.
    pub new: Value,
    /// The old value in words.
    pub old_text: Option<String>,
    /// The new value in words.
    pub new_text: Option<String>,
    /// The quote that states the old value, where there is one.
    pub old_quote: Option<String>,
    /// The quote that states the new value, where there is one.
    pub new_quote: Option<String>,
    /// How much it matters to an applicant: 0 to 100.
    pub weight: u8,
}

/// What happened to a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The posting takes no applications any more.
    Closed,
    /// It takes them again.
    Reopened,
    /// A wish became a must.
    BecameRequired,
    /// A must became a wish.
    BecamePreferred,
    /// A figure is lower; a day comes earlier.
    Lowered,
    /// A figure is higher; a day comes later.
    Raised,
    /// It is not stated any more.
    Removed,
    /// It was not stated before.
    Added,
    /// A value is another one.
    Changed,
    /// The same is said in other words.
    Reworded,
}

/// One side of a change.
#[derive(Debug, Clone, Default)]
struct Side {
    value: Value,
    text: Option<String>,
    quote: Option<String>,
}

/// What changed from the old record to the new one.
///
/// Facts, requirements, duties and benefits are compared; nothing but noise (the order of lines,
/// whitespace, case, page furniture) is no change. Where one of the two holds no posting (a login, a
/// notice that it is gone) only that is told: what is not there to be read was not taken back.
#[must_use]
pub fn difference(old: &Posting, new: &Posting) -> Difference {
    let mut changes: Vec<Change> = page(old, new).into_iter().collect();
    if old.holds_posting() && new.holds_posting() {
        facts::compare(old, new, &mut changes);
        asks::compare(old, new, &mut changes);
        sections::compare(old, new, &mut changes);
    }
    changes.sort_by(|one, other| {
        let texts = |change: &Change| (change.old_text.clone(), change.new_text.clone());
        other
            .weight
            .cmp(&one.weight)
            .then_with(|| one.fact.cmp(&other.fact))
            .then_with(|| one.kind.cmp(&other.kind))
            .then_with(|| one.what.cmp(&other.what))
            .then_with(|| texts(one).cmp(&texts(other)))
    });
    Difference { changes }
}

/// The kind of page, where it is another one.
fn page(old: &Posting, new: &Posting) -> Option<Change> {
    let (before, after) = (old.page_kind, new.page_kind);
    let (kind, weight) = match (before, after) {
        _ if before == after => return None,
        (_, PageKind::Closed) => (ChangeKind::Closed, 100),
        (PageKind::Closed, PageKind::Posting) => (ChangeKind::Reopened, 100),
        _ => (ChangeKind::Changed, 95),
    };
    let side = |posting: &Posting| Side {
        value: serde_json::to_value(posting.page_kind).unwrap_or_default(),
        text: Some(page_name(posting.page_kind).to_owned()),
        quote: Some(posting.page_kind_reason.clone()),
    };
    Some(Change::new(
        kind,
        "page_kind",
        "page",
        side(old),
        side(new),
        weight,
    ))
}

fn page_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Posting => "a posting",
        PageKind::Board => "a list of postings",
        PageKind::Closed => "a closed posting",
        PageKind::Login => "a login or a check for robots",
        PageKind::EmptyShell => "a page without its posting",
        _ => "something else",
    }
}

impl Difference {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl ChangeKind {
    /// What the kind is when old and new change places.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Closed => Self::Reopened,
            Self::Reopened => Self::Closed,
            Self::BecameRequired => Self::BecamePreferred,
            Self::BecamePreferred => Self::BecameRequired,
            Self::Lowered => Self::Raised,
            Self::Raised => Self::Lowered,
            Self::Removed => Self::Added,
            Self::Added => Self::Removed,
            Self::Changed | Self::Reworded => self,
        }
    }
}

impl Change {
    fn new(kind: ChangeKind, fact: &str, what: &str, old: Side, new: Side, weight: u8) -> Self {
        Self {
            kind,
            fact: fact.to_owned(),
            what: what.to_owned(),
            old: old.value,
            new: new.value,
            old_text: old.text,
            new_text: new.text,
            old_quote: old.quote,
            new_quote: new.quote,
            weight,
        }
    }

    /// The change in a sentence: "pay lowered: EUR 90,000 to 110,000 a year → EUR 80,000 to 100,000 a
    /// year". The words of the posting in it are as they stand there.
    #[must_use]
    pub fn sentence(&self) -> String {
        let what = &self.what;
        let old = self.old_text.as_deref().unwrap_or("not stated");
        let new = self.new_text.as_deref().unwrap_or("not stated");
        let is_day = matches!(
            self.fact.as_str(),
            "valid_through" | "start_date" | "date_posted"
        );
        match self.kind {
            ChangeKind::Closed => format!("closed: it was {old}, and is {new}"),
            ChangeKind::Reopened => "open again".to_owned(),
            ChangeKind::Added => format!("{what} added: {new}"),
            ChangeKind::Removed => format!("{what} removed: {old}"),
            ChangeKind::Raised if is_day => format!("{what} moved later: {old} → {new}"),
            ChangeKind::Lowered if is_day => format!("{what} moved earlier: {old} → {new}"),
            ChangeKind::Raised => format!("{what} raised: {old} → {new}"),
            ChangeKind::Lowered => format!("{what} lowered: {old} → {new}"),
            ChangeKind::BecameRequired => format!("{what}: preferred became required"),
            ChangeKind::BecamePreferred => format!("{what}: required became preferred"),
            ChangeKind::Changed => format!("{what} changed: {old} → {new}"),
            ChangeKind::Reworded => format!("{what} reworded: {old} → {new}"),
        }
    }
}

#[cfg(test)]
mod tests;
