//! What is unusual in a posting against the rest of the collection.

mod boilerplate;
mod ranges;
mod rarity;

use jobgist::Posting;
use serde::{Deserialize, Serialize};

/// With fewer others there is too little to compare with.
pub const LEAST_OTHERS: usize = 3;

/// What sets a posting apart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Special {
    /// How many other postings it is held against.
    pub compared_with: usize,
    /// Whether these are enough; otherwise only the boilerplate is told.
    pub enough: bool,
    /// What it asks and at most a tenth of the others name, rarest first.
    pub rare: Vec<Rare>,
    /// What at least half of the others ask or state and it does not, most usual first.
    pub missing: Vec<Missing>,
    /// Figures beyond those of nine tenths of the others.
    pub out_of_range: Vec<OutOfRange>,
    /// What it says and no other posting of the employer says; empty where there is no other one.
    pub own_lines: Vec<OwnLine>,
    /// What the employer says in its other postings too.
    pub boilerplate: Boilerplate,
}

/// So many of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

/// Something that few others ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rare {
    /// The skill, or the line where no skill is named.
    pub name: String,
    /// The line that asks it.
    pub text: String,
    /// Whether it is a must-have here.
    pub required: bool,
    /// How many of the others name it.
    pub share: Share,
}

/// Something that most others ask or state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The skill, or the fact's name.
    pub name: String,
    /// Whether it is a fact; a skill otherwise.
    pub is_fact: bool,
    /// How many of the others ask or state it.
    pub share: Share,
}

/// A figure that lies beyond those of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutOfRange {
    /// The fact's name, as in the record.
    pub fact: String,
    /// The value here, in words.
    pub value: String,
    /// Whether it is above the others; below them otherwise.
    pub above: bool,
    /// The middle half of the others, in words.
    pub usual: String,
    /// How many of the others that state it lie as far out.
    pub share: Share,
}

/// A line that no other posting of the employer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnLine {
    /// Name of its section.
    pub section: String,
    /// The line.
    pub text: String,
}

/// What recurs in other postings of the same employer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boilerplate {
    /// How many other postings of the employer there are.
    pub postings: usize,
    /// How many of the posting's lines recur in them.
    pub lines: usize,
    /// Of how many lines.
    pub of_lines: usize,
    /// Share of the posting's characters in these lines, in percent.
    pub percent: u32,
}

/// A posting that is held against others, one after the other: none of them is kept.
pub struct Against<'a> {
    rarity: rarity::Rarity<'a>,
    ranges: ranges::Ranges,
    boilerplate: boilerplate::Lines<'a>,
    others: usize,
}

impl<'a> Against<'a> {
    /// Begins with the posting itself.
    #[must_use]
    pub fn new(one: &'a Posting) -> Self {
        Self {
            rarity: rarity::Rarity::of(one),
            ranges: ranges::Ranges::of(one),
            boilerplate: boilerplate::Lines::of(one),
            others: 0,
        }
    }

    /// Holds it against another one; a page that holds no posting does not count.
    pub fn add(&mut self, other: &Posting) {
        if other.holds_posting() {
            self.others += 1;
            self.rarity.add(other);
            self.ranges.add(other);
            self.boilerplate.add(other);
        }
    }

    /// What sets it apart from all that it was held against.
    #[must_use]
    pub fn finish(self) -> Special {
        let enough = self.others >= LEAST_OTHERS;
        let (own_lines, boilerplate) = self.boilerplate.finish();
        let mut special = Special {
            compared_with: self.others,
            enough,
            own_lines,
            boilerplate,
            ..Special::default()
        };
        if enough {
            (special.rare, special.missing) = self.rarity.finish(self.others);
            special.out_of_range = self.ranges.finish();
        }
        special
    }
}

/// Holds a posting against others: [`Against`] for those that are at hand already.
#[must_use]
pub fn special<'a>(one: &Posting, others: impl IntoIterator<Item = &'a Posting>) -> Special {
    let mut against = Against::new(one);
    others.into_iter().for_each(|other| against.add(other));
    against.finish()
}

impl Share {
    /// Whether it is at most a tenth.
    fn is_rare(self) -> bool {
        self.count * 10 <= self.of
    }

    /// Whether it is at least a half.
    fn is_usual(self) -> bool {
        self.of > 0 && self.count * 2 >= self.of
    }
}

#[cfg(test)]
mod tests;
