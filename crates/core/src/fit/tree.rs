//! Trees of conditions in three-valued logic (Kleene), and the smallest set of things that would
//! make one true.

/// What is known of a condition. The order is that of truth: "and" is the least, "or" the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truth {
    /// It does not hold.
    No,
    /// It cannot be told.
    Unknown,
    /// It holds.
    Yes,
}

/// A tree over leaves that are told apart by their numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    /// One condition.
    Leaf(usize),
    /// Every branch is asked.
    All(Vec<Tree>),
    /// One branch is enough; `open`: something else may be enough too.
    Any {
        /// The branches.
        branches: Vec<Tree>,
        /// Whether others count as well.
        open: bool,
    },
    /// So many of the branches are enough.
    AtLeast {
        /// How many.
        count: usize,
        /// The branches.
        of: Vec<Tree>,
    },
}

/// Up to so many different leaves that do not hold, the smallest set is exact though a leaf stands
/// in the tree twice.
const EXACT_LEAVES: usize = 10;
/// Sets kept of a branch then: the largest family of sets of ten of which none holds another.
const EXACT_KEPT: usize = 252;
/// Sets kept of a branch where there are more leaves.
const MOST_KEPT: usize = 16;

/// Numbers of leaves, sorted.
type Set = Vec<usize>;

impl Tree {
    /// The truth of the tree where that of leaf `n` is `truths[n]`.
    pub(super) fn value(&self, truths: &[Truth]) -> Truth {
        match self {
            Self::Leaf(leaf) => truths.get(*leaf).copied().unwrap_or(Truth::Unknown),
            Self::All(branches) => {
                let values = branches.iter().map(|branch| branch.value(truths));
                values.min().unwrap_or(Truth::Yes)
            }
            Self::Any { branches, open } => {
                let values = branches.iter().map(|branch| branch.value(truths));
                let best = values.max().unwrap_or(Truth::No);
                if *open {
                    best.max(Truth::Unknown)
                } else {
                    best
                }
            }
            Self::AtLeast { count, of } => {
                let reached = |least: Truth| {
                    let values = of.iter().map(|branch| branch.value(truths));
                    values.filter(|value| *value >= least).count() >= *count
                };
                if reached(Truth::Yes) {
                    Truth::Yes
                } else if reached(Truth::Unknown) {
                    Truth::Unknown
                } else {
                    Truth::No
                }
            }
        }
    }

    /// The smallest set of leaves that do not hold which would make the tree true if they did; of
    /// sets of one size the one with fewer leaves that are known not to hold, then the one named
    /// first. `None` where no set does (three of two branches).
    pub(super) fn smallest(&self, truths: &[Truth]) -> Option<Set> {
        let mut leaves = Vec::new();
        self.leaves(&mut leaves);
        leaves.retain(|leaf| truths.get(*leaf) != Some(&Truth::Yes));
        let named = leaves.len();
        leaves.sort_unstable();
        leaves.dedup();
        // Where no leaf is named twice, branches are independent, and the best of each is enough.
        let keep = match leaves.len() {
            different if different == named => 1,
            different if different <= EXACT_LEAVES => EXACT_KEPT,
            _ => MOST_KEPT,
        };
        self.sets(truths, keep).into_iter().next()
    }

    /// The numbers of its leaves, in reading order, repetitions included.
    pub(super) fn leaves(&self, out: &mut Vec<usize>) {
        match self {
            Self::Leaf(leaf) => out.push(*leaf),
            Self::All(branches)
            | Self::Any { branches, .. }
            | Self::AtLeast { of: branches, .. } => {
                branches.iter().for_each(|branch| branch.leaves(out));
            }
        }
    }

    /// The best sets that make the tree true, best first; none where nothing does.
    fn sets(&self, truths: &[Truth], keep: usize) -> Vec<Set> {
        match self {
            Self::Leaf(leaf) if truths.get(*leaf) == Some(&Truth::Yes) => vec![Vec::new()],
            Self::Leaf(leaf) => vec![vec![*leaf]],
            Self::All(branches) => {
                let mut out = vec![Vec::new()];
                for branch in branches {
                    out = best(both(&out, &branch.sets(truths, keep)), truths, keep);
                }
                out
            }
            Self::Any { branches, .. } => {
                let sets = branches.iter().flat_map(|branch| branch.sets(truths, keep));
                best(sets.collect(), truths, keep)
            }
            Self::AtLeast { count, of } => at_least(*count, of, truths, keep),
        }
    }
}

/// The best sets that make so many of the branches true.
fn at_least(count: usize, of: &[Tree], truths: &[Truth], keep: usize) -> Vec<Set> {
    if count > of.len() {
        return Vec::new();
    }
    // The best sets for none, one, two … of the branches so far.
    let mut reached = vec![Vec::new(); count + 1];
    reached[0] = vec![Vec::new()];
    for branch in of {
        let sets = branch.sets(truths, keep);
        for number in (1..=count).rev() {
            let mut more = both(&reached[number - 1], &sets);
            more.append(&mut reached[number]);
            reached[number] = best(more, truths, keep);
        }
    }
    reached.pop().unwrap_or_default()
}

/// Every union of a set of the one with a set of the other.
fn both(left: &[Set], right: &[Set]) -> Vec<Set> {
    let union = |one: &Set, other: &Set| {
        let mut set = [one.as_slice(), other.as_slice()].concat();
        set.sort_unstable();
        set.dedup();
        set
    };
    left.iter()
        .flat_map(|one| right.iter().map(move |other| union(one, other)))
        .collect()
}

/// The best sets, best first, without those that hold another one.
fn best(mut sets: Vec<Set>, truths: &[Truth], keep: usize) -> Vec<Set> {
    let missing = |set: &Set| {
        let truth = |leaf: &&usize| truths.get(**leaf) == Some(&Truth::No);
        set.iter().filter(truth).count()
    };
    sets.sort_by_cached_key(|set| (set.len(), missing(set), set.clone()));
    let mut out: Vec<Set> = Vec::new();
    for set in sets {
        if out.len() >= keep {
            break;
        }
        let holds = |small: &Set| small.iter().all(|leaf| set.binary_search(leaf).is_ok());
        if !out.iter().any(holds) {
            out.push(set);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Truth::{No, Unknown, Yes};
    use super::*;
    use proptest::prelude::*;

    fn one_of(branches: Vec<Tree>) -> Tree {
        Tree::Any {
            branches,
            open: false,
        }
    }

    fn leaves(numbers: std::ops::Range<usize>) -> Vec<Tree> {
        numbers.map(Tree::Leaf).collect()
    }

    #[test]
    fn three_values() {
        let all = Tree::All(leaves(0..2));
        let one = one_of(leaves(0..2));
        for (left, right, and, or) in [
            (Yes, Yes, Yes, Yes),
            (Yes, Unknown, Unknown, Yes),
            (Yes, No, No, Yes),
            (Unknown, Unknown, Unknown, Unknown),
            (Unknown, No, No, Unknown),
            (No, No, No, No),
        ] {
            for truths in [[left, right], [right, left]] {
                assert_eq!(all.value(&truths), and, "{truths:?}");
                assert_eq!(one.value(&truths), or, "{truths:?}");
            }
        }
    }

    #[test]
    fn an_open_list_is_never_missing() {
        let open = Tree::Any {
            branches: leaves(0..2),
            open: true,
        };
        assert_eq!(open.value(&[No, No]), Unknown);
        assert_eq!(open.value(&[No, Yes]), Yes);
        assert_eq!(open.smallest(&[No, No]), Some(vec![0]));
    }

    #[test]
    fn so_many_of_the_branches() {
        let two = Tree::AtLeast {
            count: 2,
            of: leaves(0..4),
        };
        assert_eq!(two.value(&[Yes, No, Yes, No]), Yes);
        assert_eq!(two.value(&[Yes, No, Unknown, No]), Unknown);
        assert_eq!(two.value(&[Yes, No, No, No]), No);
        // One is there: one more is enough, rather one that may be there already.
        assert_eq!(two.smallest(&[Yes, No, Unknown, No]), Some(vec![2]));
        assert_eq!(two.smallest(&[No, No, No, No]), Some(vec![0, 1]));
        let five = Tree::AtLeast {
            count: 5,
            of: leaves(0..4),
        };
        assert_eq!(five.value(&[Yes; 4]), No);
        assert_eq!(five.smallest(&[Yes; 4]), None);
    }

    #[test]
    fn a_thing_asked_twice_is_counted_once() {
        let tree = Tree::All(vec![
            one_of(vec![Tree::Leaf(0), Tree::Leaf(1)]),
            one_of(vec![Tree::Leaf(2), Tree::Leaf(1)]),
        ]);
        assert_eq!(tree.smallest(&[No, No, No]), Some(vec![1]));
    }

    /// Trees of few leaves, some of them named twice.
    fn trees() -> impl Strategy<Value = Tree> {
        let leaf = (0_usize..6).prop_map(Tree::Leaf);
        leaf.prop_recursive(3, 20, 4, |inner| {
            let branches = || prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                branches().prop_map(Tree::All),
                (branches(), any::<bool>())
                    .prop_map(|(branches, open)| Tree::Any { branches, open }),
                (0_usize..4, branches()).prop_map(|(count, of)| Tree::AtLeast { count, of }),
            ]
        })
    }

    fn truths() -> impl Strategy<Value = Vec<Truth>> {
        prop::collection::vec(prop::sample::select(vec![No, Unknown, Yes]), 6)
    }

    /// The truths once the leaves of a set hold.
    fn with(truths: &[Truth], set: &[usize]) -> Vec<Truth> {
        let mut truths = truths.to_vec();
        set.iter().for_each(|leaf| truths[*leaf] = Yes);
        truths
    }

    proptest! {
        #[test]
        fn the_smallest_set_satisfies_and_no_smaller_one_does(tree in trees(), truths in truths()) {
            let smallest = tree.smallest(&truths);
            let subsets = (0_usize..64).map(|bits| -> Vec<usize> {
                (0..6).filter(|leaf| bits & (1 << leaf) != 0).collect()
            });
            let enough = subsets
                .filter(|set| tree.value(&with(&truths, set)) == Yes)
                .map(|set| set.iter().filter(|leaf| truths[**leaf] != Yes).count())
                .min();
            prop_assert_eq!(smallest.as_ref().map(Vec::len), enough);
            if let Some(set) = smallest {
                prop_assert_eq!(tree.value(&with(&truths, &set)), Yes);
                prop_assert!(set.iter().all(|leaf| truths[*leaf] != Yes));
                prop_assert_eq!(set.is_empty(), tree.value(&truths) == Yes);
            }
        }

        #[test]
        fn more_truth_never_makes_a_tree_less_true(tree in trees(), truths in truths(), at in 0_usize..6) {
            prop_assert!(tree.value(&with(&truths, &[at])) >= tree.value(&truths));
        }
    }
}
