//! Numbers that look drawn and are the same every time: the scripted morning is one morning.

/// A series of drawn numbers: SplitMix64, of Steele, Lea and Flood (2014): eight lines, and good enough for a story.
pub struct Chance(u64);

impl Chance {
    /// The series of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number of `least..=most`.
    pub fn between(&mut self, least: u32, most: u32) -> u32 {
        let span = u64::from(most.saturating_sub(least)) + 1;
        // The top half of the product is below `span`, which came from 32 bits.
        let offset = (self.draw() >> 32).wrapping_mul(span) >> 32;
        least.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }
}
