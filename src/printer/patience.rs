//! How long the printer is given for each thing. Nobody at a key waits for any of it.

use std::time::Duration;

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For one write.
    pub write: Duration,
    /// For the printer to hang up after a job; it may first finish those of other desks.
    pub answer: Duration,
    /// The same, of a printer that never does.
    pub short_answer: Duration,
    /// Before the first new try; doubled every time.
    pub first_retry: Duration,
    /// The longest between two tries.
    pub last_retry: Duration,
    /// How old a slip may be to be printed still.
    pub fresh: Duration,
    /// A job that takes longer is stuck.
    pub stuck: Duration,
    /// For slips under way when the program ends.
    pub goodbye: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            write: Duration::from_secs(10),
            answer: Duration::from_secs(10),
            short_answer: Duration::from_secs(1),
            first_retry: Duration::from_secs(1),
            last_retry: Duration::from_secs(15),
            fresh: Duration::from_mins(2),
            stuck: Duration::from_secs(12),
            goodbye: Duration::from_secs(15),
        }
    }
}
