//! A pattern followed from one place of a text.
//!
//! Most places where a match may begin are left again after some bytes. An automaton takes longer to
//! build than it saves there, and a backtracker that never comes to a place twice has to forget all
//! places before each try: states times bytes of memory. This one keeps nothing in mind but the
//! alternatives that are left, and counts its steps, since a hostile text could make it go round and
//! round; when they are used up, a linear search has to do the rest.

use regex_automata::nfa::thompson::{BuildError, Compiler, NFA, State, Transition};
use regex_automata::util::captures::Captures;
use regex_automata::util::primitives::{NonMaxUsize, PatternID, StateID};
use regex_syntax::hir::Hir;

/// So much is left to be tried at most: what is left takes memory.
const MOST_LEFT: usize = 1 << 16;

/// A pattern as states that can be followed.
#[derive(Debug)]
pub(super) struct Walker {
    states: NFA,
    /// For each state the bytes that a way from it can begin with.
    first: Vec<Bytes>,
}

/// A set of bytes, a bit for each of ASCII; a byte beyond it shares its bit with one of those, so the
/// set may hold more than was put into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bytes(u128);

/// Tries in one text.
#[derive(Debug)]
pub(super) struct Walk<'t> {
    text: &'t [u8],
    steps_left: usize,
    /// What is left to be tried, the nearest last.
    left: Vec<Left>,
    /// Where the groups of a pattern began and ended; empty between two tries.
    slots: Vec<Option<NonMaxUsize>>,
    captures: Option<Captures>,
}

/// Something to come back to.
#[derive(Debug, Clone, Copy)]
enum Left {
    /// A state that the text may be in at a place.
    State(StateID, usize),
    /// The alternatives of a state from one on.
    Alternatives(StateID, usize, usize),
    /// What a slot of the captures held before.
    Slot(usize, Option<NonMaxUsize>),
}

/// So many steps led to no end.
#[derive(Debug)]
pub(super) struct TooManySteps;

impl Walker {
    pub(super) fn new(pattern: &Hir) -> Result<Self, Box<BuildError>> {
        let states = Compiler::new().build_from_hir(pattern)?;
        let first = first_bytes(&states);
        Ok(Self { states, first })
    }

    /// Whether a state can go on at a place.
    #[inline]
    fn can_go_on(&self, state: StateID, text: &[u8], at: usize) -> bool {
        let first = self.first[state.as_usize()];
        match text.get(at) {
            Some(&byte) => first.holds(byte),
            None => first == Bytes::ALL,
        }
    }
}

impl Bytes {
    const NONE: Self = Self(0);
    /// Also what needs no byte at all.
    const ALL: Self = Self(u128::MAX);

    fn of(transitions: &[Transition]) -> Self {
        transitions.iter().fold(Self::NONE, |all, transition| {
            (transition.start..=transition.end).fold(all, Self::with)
        })
    }

    fn with(self, byte: u8) -> Self {
        Self(self.0 | 1 << (byte % 128))
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    fn holds(self, byte: u8) -> bool {
        self.0 >> (byte % 128) & 1 != 0
    }
}

/// For each state the bytes that a way from it can begin with. States that need no byte have those of
/// the states behind them, in circles too, so it goes round until nothing is added.
fn first_bytes(states: &NFA) -> Vec<Bytes> {
    let mut first = vec![Bytes::NONE; states.states().len()];
    loop {
        let mut is_settled = true;
        // Ways lead mostly to states that were added before.
        for (at, state) in states.states().iter().enumerate() {
            let of = |state: &StateID| first[state.as_usize()];
            let bytes = match state {
                State::ByteRange { trans } => Bytes::of(std::slice::from_ref(trans)),
                State::Sparse(sparse) => Bytes::of(&sparse.transitions),
                State::Dense(_) | State::Match { .. } => Bytes::ALL,
                State::Look { next, .. } | State::Capture { next, .. } => of(next),
                State::Union { alternates } => {
                    alternates.iter().map(of).fold(Bytes::NONE, Bytes::and)
                }
                State::BinaryUnion { alt1, alt2 } => of(alt1).and(of(alt2)),
                State::Fail => Bytes::NONE,
            };
            is_settled &= first[at] == bytes;
            first[at] = bytes;
        }
        if is_settled {
            return first;
        }
    }
}

impl<'t> Walk<'t> {
    /// Tries in a text, with so many steps a byte for all of them together.
    pub(super) fn new(text: &'t [u8], steps_a_byte: usize) -> Self {
        Self {
            text,
            steps_left: (text.len() + 1).saturating_mul(steps_a_byte),
            left: Vec::new(),
            slots: Vec::new(),
            captures: None,
        }
    }

    /// The match that begins at a place, the first of alternatives; `walker` is the same each time.
    pub(super) fn captures(
        &mut self,
        walker: &Walker,
        at: usize,
    ) -> Result<Option<&Captures>, TooManySteps> {
        let groups = walker.states.group_info();
        self.slots.resize(groups.slot_len(), None);
        if !self.is_match(walker, at)? {
            return Ok(None);
        }
        let captures = self
            .captures
            .get_or_insert_with(|| Captures::all(groups.clone()));
        captures.set_pattern(Some(PatternID::ZERO));
        captures.slots_mut().copy_from_slice(&self.slots);
        self.slots.fill(None);
        Ok(Some(captures))
    }

    /// Whether a match begins at a place; its groups are left in the slots. A way that leads nowhere
    /// leaves nothing behind.
    fn is_match(&mut self, walker: &Walker, at: usize) -> Result<bool, TooManySteps> {
        self.left.clear();
        self.left
            .push(Left::State(walker.states.start_anchored(), at));
        while let Some(next) = self.left.pop() {
            let is_match = match next {
                Left::State(state, at) => self.follow(walker, state, at)?,
                Left::Alternatives(state, from, at) => {
                    match self.alternative(walker, state, from, at) {
                        Some(alternative) => self.follow(walker, alternative, at)?,
                        None => false,
                    }
                }
                Left::Slot(slot, before) => {
                    self.slots[slot] = before;
                    false
                }
            };
            if is_match {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first alternative of a state, from one on, that can go on at a place; those behind it are left.
    fn alternative(
        &mut self,
        walker: &Walker,
        state: StateID,
        from: usize,
        at: usize,
    ) -> Option<StateID> {
        let State::Union { alternates } = walker.states.state(state) else {
            return None;
        };
        let mut rest = alternates.get(from..)?.iter();
        let alternative = rest.find(|state| walker.can_go_on(**state, self.text, at))?;
        let left = rest.len();
        if left > 0 {
            self.left
                .push(Left::Alternatives(state, alternates.len() - left, at));
        }
        Some(*alternative)
    }

    /// Follows the first of alternatives as long as the text goes with it; the others are left.
    fn follow(
        &mut self,
        walker: &Walker,
        mut state: StateID,
        mut at: usize,
    ) -> Result<bool, TooManySteps> {
        loop {
            self.steps_left = self.steps_left.checked_sub(1).ok_or(TooManySteps)?;
            if self.left.len() > MOST_LEFT {
                return Err(TooManySteps);
            }
            let byte = match walker.states.state(state) {
                State::ByteRange { trans } => trans.matches(self.text, at).then_some(trans.next),
                State::Sparse(transitions) => transitions.matches(self.text, at),
                State::Dense(transitions) => transitions.matches(self.text, at),
                State::Look { look, next } => {
                    if !walker.states.look_matcher().matches(*look, self.text, at) {
                        return Ok(false);
                    }
                    state = *next;
                    continue;
                }
                State::Union { .. } => {
                    let Some(first) = self.alternative(walker, state, 0, at) else {
                        return Ok(false);
                    };
                    state = first;
                    continue;
                }
                State::BinaryUnion { alt1, alt2 } => {
                    let is_second = walker.can_go_on(*alt2, self.text, at);
                    if !walker.can_go_on(*alt1, self.text, at) {
                        if !is_second {
                            return Ok(false);
                        }
                        state = *alt2;
                        continue;
                    }
                    if is_second {
                        self.left.push(Left::State(*alt2, at));
                    }
                    state = *alt1;
                    continue;
                }
                State::Capture { next, slot, .. } => {
                    if let Some(value) = self.slots.get_mut(slot.as_usize()) {
                        self.left.push(Left::Slot(slot.as_usize(), *value));
                        *value = NonMaxUsize::new(at);
                    }
                    state = *next;
                    continue;
                }
                State::Fail => return Ok(false),
                State::Match { .. } => return Ok(true),
            };
            let Some(next) = byte else {
                return Ok(false);
            };
            state = next;
            at += 1;
        }
    }
}
