//! The thread that listens to the terminal and to the system, and puts what it hears into the program's one channel.
//!
//! It decides nothing. It ends with the [`Listener`], or with the terminal, of which it tells as [`Input::Stop`].

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::input::{Decoder, Input};
use super::scanner;
use super::system::{Keyboard, Signal, watch_signals};

/// How long the thread listens before it looks whether it is to stop.
const LISTEN_WAIT: Duration = Duration::from_millis(50);
/// How long it waits when nobody takes what it heard.
const FULL_WAIT: Duration = Duration::from_millis(1);

/// The thread that listens to the terminal; it stops when this is dropped.
#[derive(Debug)]
pub struct Listener {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // If it panicked, that is in the log already.
            let _ = thread.join();
        }
    }
}

/// Listens to the keyboard, to the system's signals, and to a scanner at a path if there is one. What it hears goes into the channel, wrapped with the
/// milliseconds since now; the channel is bounded, and when nobody takes from it the terminal waits.
pub fn listen<T, W>(
    mut keyboard: Keyboard,
    scanner: Option<PathBuf>,
    to: SyncSender<T>,
    wrap: W,
) -> io::Result<Listener>
where
    T: Send + 'static,
    W: Fn(Input, u64) -> T + Send + Sync + 'static,
{
    let outlet = Arc::new(Outlet { to, wrap, start: Instant::now(), stop: Arc::default() });
    let stop = Arc::clone(&outlet.stop);
    let signals = Arc::clone(&outlet);
    watch_signals(move |signal| {
        signals.send(signals.now_ms(), signal_input(signal));
    })?;
    if let Some(path) = scanner {
        let outlet = Arc::clone(&outlet);
        let watch = move || {
            scanner::watch(&path, |heard| {
                outlet.send(outlet.now_ms(), scanner_input(heard));
                !outlet.is_stopped()
            });
        };
        thread::Builder::new().name("scanner".to_owned()).spawn(watch)?;
    }
    let run = move || {
        let mut decoder = Decoder::default();
        while !outlet.is_stopped() {
            let Ok(event) = keyboard.next(LISTEN_WAIT) else {
                outlet.send(outlet.now_ms(), Input::Stop);
                return;
            };
            let at_ms = outlet.now_ms();
            if let Some(input) = event.and_then(|event| decoder.decode(event, at_ms)) {
                outlet.send(at_ms, input);
            }
        }
    };
    let thread = thread::Builder::new().name("input".to_owned()).spawn(run)?;
    Ok(Listener { stop, thread: Some(thread) })
}

fn signal_input(signal: Signal) -> Input {
    match signal {
        Signal::Stop => Input::Stop,
        Signal::Resized => Input::Resized,
        Signal::Resumed => Input::Resumed,
    }
}

fn scanner_input(heard: scanner::Heard) -> Input {
    match heard {
        scanner::Heard::Byte(byte) => Input::Serial(char::from(byte)),
        scanner::Heard::There => Input::Scanner { there: true },
        scanner::Heard::Gone => Input::Scanner { there: false },
    }
}

/// Where inputs go, shared by the threads that have some.
struct Outlet<T, W> {
    to: SyncSender<T>,
    wrap: W,
    start: Instant,
    stop: Arc<AtomicBool>,
}

impl<T, W: Fn(Input, u64) -> T> Outlet<T, W> {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Waits for room in the channel, but not past the end.
    fn send(&self, at_ms: u64, input: Input) {
        let mut item = (self.wrap)(input, at_ms);
        while !self.is_stopped() {
            match self.to.try_send(item) {
                Ok(()) => return,
                Err(TrySendError::Full(back)) => item = back,
                Err(TrySendError::Disconnected(_)) => return self.stop.store(true, Ordering::Relaxed),
            }
            thread::sleep(FULL_WAIT);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[test]
    fn nobody_takes_and_the_end_comes_all_the_same() {
        let (to, from) = sync_channel(1);
        let outlet = Arc::new(Outlet { to, wrap: |input, _| input, start: Instant::now(), stop: Arc::default() });
        outlet.send(0, Input::Resized);
        let (waiting, stop) = (Arc::clone(&outlet), Arc::clone(&outlet.stop));
        let sender = thread::spawn(move || waiting.send(0, Input::Stop));
        stop.store(true, Ordering::Relaxed);
        sender.join().unwrap();
        assert_eq!(from.try_iter().collect::<Vec<_>>(), [Input::Resized]);
    }
}
