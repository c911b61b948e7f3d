//! Randomness: the only place that draws it. Ids, nonces and keys come from here.

/// Where a desk has its random values from.
#[derive(Debug, Clone, Default)]
pub enum Chance {
    /// The operating system's.
    #[default]
    System,
    /// A series that is the same every time: tests, screenshots. Never for keys that protect anything.
    Seeded(u64),
}

/// The operating system gave no random bytes; without them no id is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoChance;

impl Chance {
    /// 64 random bits.
    pub fn word(&mut self) -> Result<u64, NoChance> {
        match self {
            Self::System => getrandom::u64().map_err(|_| NoChance),
            Self::Seeded(state) => Ok(split_mix(state)),
        }
    }

    /// 32 random bytes, for a key.
    pub fn key(&mut self) -> Result<[u8; 32], NoChance> {
        let mut key = [0; 32];
        for bytes in key.chunks_exact_mut(8) {
            bytes.copy_from_slice(&self.word()?.to_le_bytes());
        }
        Ok(key)
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): every seed gives a full period and well mixed words.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut word = *state;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
