//! The digest of a folded board: two desks with the same facts have the same one.
//!
//! It is taken over the JSON text of the state, which is the same on every machine and compiler, unlike `Hash`.

use std::fmt;
use std::io;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Takes in state, gives an [`Agreement`].
#[derive(Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds one piece of state under a name, so that equal pieces in different places differ.
    pub fn add(&mut self, name: &str, state: &impl Serialize) {
        self.0.update(name.as_bytes());
        self.0.update([0]);
        // A hasher never refuses a write, and the state has no map key that JSON cannot hold.
        let written = serde_json::to_writer(Feed(&mut self.0), state);
        debug_assert!(written.is_ok(), "{name}: {written:?}");
        self.0.update([0]);
    }

    /// The code of everything added.
    pub fn agreement(self) -> Agreement {
        let hash = self.0.finalize();
        let bits = hash.iter().take(4).fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte));
        Agreement(bits >> 2)
    }
}

struct Feed<'a>(&'a mut Sha256);

impl io::Write for Feed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The agreement code: 6 characters that two operators compare aloud.
///
/// 30 bits in Crockford's base 32, which has no I, L, O, U to mishear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Agreement(u32);

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        (0..6).rev().try_for_each(|place| {
            let digit = (self.0 >> (place * 5)) & 31;
            let letter = ALPHABET.get(digit as usize).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(letter))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_six_plain_characters_and_follows_the_state() {
        let code = |state: &[u32]| {
            let mut digest = Digest::default();
            digest.add("state", &state);
            digest.agreement().to_string()
        };
        assert_eq!(code(&[1, 2]).len(), 6);
        assert_eq!(code(&[1, 2]), code(&[1, 2]));
        assert_ne!(code(&[1, 2]), code(&[2, 1]));
    }
}
