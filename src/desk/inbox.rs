//! The one channel of a program that works at a desk: what the program hears itself, and the desk's ring when there is
//! something to collect. Made before the desk is opened, which is to ring in it; what comes of it is the program's.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// What arrives in the channel.
pub enum Heard<T> {
    /// What the program listens for: keys, lines.
    Came(T),
    /// Answers of the disk, or something from another desk.
    Rung,
}

/// The channel, of bounded length.
pub struct Inbox<T> {
    /// Where it goes in.
    pub to: SyncSender<Heard<T>>,
    /// Where it comes out.
    pub from: Receiver<Heard<T>>,
}

impl<T: Send + 'static> Inbox<T> {
    /// An empty one in which so many may wait.
    pub fn holding(most: usize) -> Self {
        let (to, from) = sync_channel(most);
        Self { to, from }
    }

    /// What the desk calls when there is something to collect.
    pub fn bell(&self) -> Arc<dyn Fn() + Send + Sync> {
        let to = self.to.clone();
        // When the channel is full the program is awake anyway.
        Arc::new(move || drop(to.try_send(Heard::Rung)))
    }
}
