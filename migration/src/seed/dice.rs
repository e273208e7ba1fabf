//! Draws that are the same on every machine and with every version of the random crates.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

/// Another number gives another set of samples; with this one the first rows of the small
/// database have something of every relation.
const EDITION: u8 = 36;

/// A source of draws; each table has its own, so that a change in one leaves the others alone.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn for_table(name: &str) -> Self {
        let mut seed = [EDITION; 32];
        for (place, byte) in seed.iter_mut().zip(name.bytes()) {
            *place = byte;
        }
        Self(ChaCha8Rng::from_seed(seed))
    }

    /// A number from 0 to `limit - 1`; 0 when there is none.
    pub(super) fn below<T>(&mut self, limit: T) -> T
    where
        T: TryInto<u64> + TryFrom<u64> + Default,
    {
        let limit = limit.try_into().unwrap_or_default();
        let drawn = (u128::from(self.0.next_u64()) * u128::from(limit)) >> 64;
        u64::try_from(drawn)
            .ok()
            .and_then(|drawn| T::try_from(drawn).ok())
            .unwrap_or_default()
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100_i64) < i64::from(percent)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
    }

    /// `count` of `items`, none twice, in random order; all of them when there are fewer.
    pub(super) fn pick_distinct<T: Copy>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let mut items = items.to_vec();
        self.shuffle(&mut items);
        items.truncate(count);
        items
    }
}

/// Cards that come in random order, each once before any comes again: the draws vary and
/// their sum does not.
pub(super) struct Deck<T> {
    cards: Vec<T>,
    hand: Vec<T>,
}

impl<T: Copy> Deck<T> {
    /// A deck of `cards`, of which there must be one at least.
    pub(super) fn new(cards: impl IntoIterator<Item = T>) -> Self {
        Self {
            cards: cards.into_iter().collect(),
            hand: Vec::new(),
        }
    }

    pub(super) fn draw(&mut self, dice: &mut Dice) -> T {
        if self.hand.is_empty() {
            self.hand.clone_from(&self.cards);
            dice.shuffle(&mut self.hand);
        }
        self.hand.pop().unwrap_or(self.cards[0])
    }
}
