//! The bell of the terminal, told apart by count: one stroke for in, two for out, three for refused, four for "look here".
//!
//! Strokes need a pause between them or terminals make one of them. [`Ringer`] says when the next is due; nobody sleeps.

use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;

use super::action::Answer;
use super::practising;
use super::scene::Scene;

/// What is to be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bell {
    /// Somebody is in.
    Entered,
    /// Somebody is out.
    Left,
    /// It was not done.
    Refused,
    /// It was done or is asked, and somebody should look at the screen.
    Attention,
    /// A number is announced on the public display, where nobody checks in or out.
    Called,
}

impl Bell {
    /// What an answer sounds like; most are quiet.
    pub fn of(answer: &Answer, scene: &Scene<'_>) -> Option<Self> {
        match answer {
            Answer::Refused(Refusal::Asks(_)) => Some(Self::Attention),
            Answer::NotSaved(_) | Answer::Refused(_) => Some(Self::Refused),
            // Somebody may believe that it counts.
            Answer::Done(_) if practising::seems_forgotten(scene) => Some(Self::Attention),
            Answer::Done(Outcome::Arrived { person, .. }) => {
                let has_note = !scene.names().attention(*person).is_empty();
                Some(if has_note { Self::Attention } else { Self::Entered })
            }
            Answer::Done(Outcome::TeamArrived { .. }) => Some(Self::Entered),
            Answer::Done(Outcome::Left { .. } | Outcome::TeamLeft { .. }) => Some(Self::Left),
            Answer::Done(_) => None,
        }
    }

    /// How many strokes it has.
    pub fn strokes(self) -> u8 {
        match self {
            Self::Entered => 1,
            Self::Left | Self::Called => 2,
            Self::Refused => 3,
            Self::Attention => 4,
        }
    }
}

/// Between two strokes: terminals that play a sound need about as long for it.
const STROKE_MS: u64 = 180;

/// Gives out the strokes of the last bell, one at a time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ringer {
    left: u8,
    /// No stroke before this.
    next_ms: u64,
}

impl Ringer {
    /// Begins a bell. What was left of the one before is not rung: the newest answer is the one that matters.
    pub fn begin(&mut self, bell: Bell) {
        self.left = bell.strokes();
    }

    /// Whether a stroke is due now; it is taken to be rung.
    pub fn is_due(&mut self, now_ms: u64) -> bool {
        let is_due = self.left > 0 && now_ms >= self.next_ms;
        if is_due {
            self.left -= 1;
            self.next_ms = now_ms.saturating_add(STROKE_MS);
        }
        is_due
    }

    /// How long until the next stroke, when there is one.
    pub fn wait_ms(&self, now_ms: u64) -> Option<u64> {
        (self.left > 0).then(|| self.next_ms.saturating_sub(now_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When strokes are rung, looked at every 10 ms.
    fn rung(ringer: &mut Ringer, from_ms: u64, to_ms: u64) -> Vec<u64> {
        (from_ms..to_ms).step_by(10).filter(|now_ms| ringer.is_due(*now_ms)).collect()
    }

    #[test]
    fn strokes_are_told_apart_by_their_count_and_never_run_together() {
        for (bell, times) in [
            (Bell::Entered, vec![1_000]),
            (Bell::Left, vec![1_000, 1_180]),
            (Bell::Refused, vec![1_000, 1_180, 1_360]),
            (Bell::Attention, vec![1_000, 1_180, 1_360, 1_540]),
        ] {
            let mut ringer = Ringer::default();
            ringer.begin(bell);
            assert_eq!(ringer.wait_ms(900), Some(0));
            assert_eq!(rung(&mut ringer, 1_000, 9_000), times, "{bell:?}");
            assert_eq!(ringer.wait_ms(9_000), None);
        }
    }

    #[test]
    fn a_new_bell_takes_the_place_of_the_one_that_rings() {
        let mut ringer = Ringer::default();
        ringer.begin(Bell::Attention);
        assert_eq!(rung(&mut ringer, 1_000, 1_100), [1_000]);
        ringer.begin(Bell::Left);
        assert_eq!(ringer.wait_ms(1_100), Some(80));
        assert_eq!(rung(&mut ringer, 1_100, 9_000), [1_180, 1_360]);
    }
}
