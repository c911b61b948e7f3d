//! The adapter on zenoh: the only place that names it. It lives on threads of its own; the house sees channels.
//!
//! ```text
//! keeper    opens sessions, offers, plans, asks; one thread, which ends them too
//! line      one open session: keys, subscriptions, the queries' answers
//! serving   answers others from the store; one thread, so a slow disk never stops the keeper
//! config    what zenoh is told     addresses   where this laptop is     relay   the router between squares
//! ```
//!
//! A session may close under any call, so nothing that the engine returns is ever taken for granted: what fails is
//! tried again, and what was lost is asked for.

mod addresses;
mod config;
mod keeper;
mod line;
mod relay;
mod serving;

use std::sync::Arc;
use std::thread;

use super::channel::Ends;
use super::error::{SyncError, Trouble};
use super::membership::{Membership, secret_of};
use super::settings::Settings;
use super::store::Store;

use keeper::Keeper;

pub use relay::Relay;

/// Starts the threads; they open the first session by themselves.
pub fn spawn(settings: Settings, store: Arc<dyn Store>, ends: Ends) -> Result<(), SyncError> {
    let failed = |error: std::io::Error| SyncError::Engine { why: error.to_string() };
    thread::Builder::new()
        .name("messenger".to_owned())
        .spawn(move || {
            // The slow hash of the code is worked out here, where nobody waits for it.
            let secret = settings.secret.map_or_else(|| secret_of(settings.code), Ok);
            let member = secret.and_then(|secret| Membership::of(&secret, &settings.desk.to_string()));
            match member {
                Ok(member) => Keeper::new(settings, member, store, ends).run(),
                Err(error) => {
                    ends.shared.set_troubles(vec![Trouble::NotStarted(error)]);
                    ends.news.wake();
                }
            }
        })
        .map(drop)
        .map_err(failed)
}
