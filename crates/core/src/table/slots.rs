//! A map from keys that are hashes already, for tables of thousands of words that a posting asks
//! hundreds of times.
//!
//! A key and its value stand side by side, at the place that the key gives or right behind it: a
//! look-up waits for memory once, where the map of the standard library waits twice (for its control
//! bytes and for the entry).

/// The map.
#[derive(Debug, Clone)]
pub(super) struct Slots<V> {
    /// A power of two of them, or none; a key of 0 is an empty one. At most three of four are filled.
    slots: Vec<(u64, V)>,
    len: usize,
}

impl<V> Default for Slots<V> {
    fn default() -> Self {
        Self {
            slots: Vec::new(),
            len: 0,
        }
    }
}

impl<V: Copy + Default> Slots<V> {
    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// All keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = u64> {
        let filled = self.slots.iter().filter(|(key, _)| *key != 0);
        filled.map(|(key, _)| *key)
    }

    /// The value of a key.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<V> {
        if self.slots.is_empty() {
            return None;
        }
        let (found, value) = self.slots[self.place(key)];
        (found != 0).then_some(value)
    }

    /// The value of a key, which is put in if it is not there, and whether it was.
    pub(super) fn entry(&mut self, key: u64) -> (&mut V, bool) {
        if 3 * self.slots.len() <= 4 * self.len {
            self.reserve(self.len.max(1));
        }
        let place = self.place(key);
        let (found, value) = &mut self.slots[place];
        let known = *found != 0;
        if !known {
            *found = key.max(1);
            self.len += 1;
        }
        (value, known)
    }

    /// Makes room for so many more keys.
    pub(super) fn reserve(&mut self, keys: usize) {
        let slots = (4 * (self.len + keys) / 3 + 1).next_power_of_two().max(16);
        if slots <= self.slots.len() {
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![(0, V::default()); slots]);
        for (key, value) in old.into_iter().filter(|(key, _)| *key != 0) {
            let place = self.place(key);
            self.slots[place] = (key, value);
        }
    }

    /// Where a key stands, or the empty place where it would; there must be one.
    #[inline]
    fn place(&self, key: u64) -> usize {
        // 0 means empty: the one key that is 0 shares the place of 1.
        let key = key.max(1);
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots[at].0 != key && self.slots[at].0 != 0 {
            at = (at + 1) & mask;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_holds_what_was_put_in(pairs: Vec<(u64, u32)>, small: Vec<(u8, u32)>, other: u64) {
            let small = small.into_iter().map(|(key, value)| (u64::from(key) + 1, value));
            let pairs: Vec<(u64, u32)> = pairs.into_iter().chain(small).collect();
            let (mut slots, mut known) = (Slots::default(), BTreeMap::new());
            for (key, value) in pairs {
                let (place, was_there) = slots.entry(key);
                prop_assert_eq!(known.insert(key, value).is_some(), was_there);
                *place = value;
            }
            prop_assert_eq!(slots.len(), known.len());
            for (key, value) in &known {
                prop_assert_eq!(slots.get(*key), Some(*value));
            }
            prop_assert_eq!(slots.get(other), known.get(&other).copied());
        }
    }
}
