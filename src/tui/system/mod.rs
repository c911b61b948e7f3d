//! What differs between Unix terminals and the Windows console: how keys are read, how the system asks to stop.
//!
//! Both rooms offer the same; nothing outside this folder asks which system it runs on.
//! - [`Keyboard`]: the keys as crossterm events, and the answer to "where is the cursor?"
//! - [`watch_signals`]: what the system tells a program that no key says
//! - [`take_modes`], [`give_modes_back`]: modes of the terminal that only one of the two needs

#[cfg(unix)]
mod escapes;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::{Keyboard, give_modes_back, take_modes, watch_signals};
#[cfg(windows)]
pub use windows::{Keyboard, give_modes_back, take_modes, watch_signals};

/// What the system tells the program.
#[cfg_attr(windows, expect(dead_code, reason = "the console tells a new size as an event, and no sleep at all"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End: the terminal is closed, the session ends, somebody asks for it.
    Stop,
    /// The window has another size.
    Resized,
    /// The program was asleep and goes on; the terminal may have been used by others meanwhile.
    Resumed,
}
