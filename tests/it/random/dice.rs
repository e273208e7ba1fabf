//! Draws that follow from a seed alone.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The draws of one case; cases of one seed have nothing to do with each other.
    pub(crate) fn new(seed: u64, case: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        bytes[8..16].copy_from_slice(&case.to_le_bytes());
        Self(ChaCha8Rng::from_seed(bytes))
    }

    /// A number from 0 to `limit - 1`; 0 when there is none.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let drawn = (u128::from(self.0.next_u64()) * limit as u128) >> 64;
        usize::try_from(drawn).expect("less than the limit")
    }

    /// One of `items`, which must not be empty.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number of `least` to `most`.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = usize::try_from(most - least + 1).expect("not an empty range");
        least + i64::try_from(self.below(width)).expect("less than the width")
    }
}
