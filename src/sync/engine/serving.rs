//! Answers what other desks ask for, from what is durable here; one thread, one question after the other.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use zenoh::Wait;
use zenoh::query::Query;

use crate::sync::channel::{Heard, Job, JobSender};
use crate::sync::page::{Knock, PAGE_BYTES, Wanted};
use crate::sync::store::Store;
use crate::wire::WireError;

/// Questions that may wait; each of a healthy desk is answered in milliseconds, and none is longer than a message.
const WAITING: usize = 16;

/// Starts the thread; it ends when nobody can ask any more.
pub fn spawn(store: Arc<dyn Store>, jobs: JobSender) -> SyncSender<Query> {
    let (to, questions) = sync_channel(WAITING);
    let serving = move || answer_all(&questions, &*store, &jobs);
    // Without the thread nothing is answered here, and others are asked instead.
    let _started = thread::Builder::new().name("messenger-pages".to_owned()).spawn(serving);
    to
}

fn answer_all(questions: &Receiver<Query>, store: &dyn Store, jobs: &JobSender) {
    while let Ok(query) = questions.recv() {
        let Some(asked) = query.payload().map(|payload| payload.to_bytes().into_owned()) else { continue };
        let is_knock = query.key_expr().as_str().contains("/welcome/");
        let answer = if is_knock { welcome(&asked, store, jobs) } else { page(&asked, store) };
        // What cannot be read is not answered: the asker sees an end without an answer.
        if let Ok(Some(bytes)) = answer {
            let _gone = query.reply(query.key_expr().clone(), bytes).wait();
        }
    }
}

fn page(asked: &[u8], store: &dyn Store) -> Result<Option<Vec<u8>>, WireError> {
    let page = match Wanted::decode(asked)? {
        Wanted::Entries(heads) => store.entries_since(&heads, PAGE_BYTES).encode(),
        Wanted::Records { digest, from } => store.records_unlike(&digest, from, PAGE_BYTES).encode(),
    };
    page.map(Some)
}

fn welcome(asked: &[u8], store: &dyn Store, jobs: &JobSender) -> Result<Option<Vec<u8>>, WireError> {
    let knock = Knock::decode(asked)?;
    let Some(welcome) = store.welcome(&knock) else { return Ok(None) };
    if knock.first.is_some_and(|first| first != welcome.first) && !welcome.knows {
        jobs.tell(Job::Heard(Heard::Stranger(knock.desk)));
    }
    welcome.encode().map(Some)
}
