//! Questions to other desks, one at a time, and what becomes of the answers.

use crate::sync::channel::{BACKLOG_BYTES, News};
use crate::sync::page::{PAGE_BYTES, Received, Wanted, Welcome};
use crate::sync::plan::{Ask, Own};

use super::{Asked, Keeper};

/// A question without end: the engine's own limit is shorter.
const ASK_MS_MOST: u64 = 10_000;

impl Keeper {
    /// Asks what is due, unless the desk has not yet taken in what came before.
    pub(super) fn go_on_asking(&mut self, own: &Own, now_ms: u64) {
        if self.asked.as_ref().is_some_and(|asked| now_ms > asked.at_ms + ASK_MS_MOST) {
            self.end_of_asking();
        }
        if self.asked.is_some() || self.ends.shared.backlog() > BACKLOG_BYTES {
            return;
        }
        if let Some(ask) = self.held_back.take() {
            self.ask(ask, now_ms);
        } else if self.ends.shared.backlog() == 0
            && let Some(ask) = self.plan.next(own, now_ms)
        {
            self.ask(ask, now_ms);
        }
    }

    fn ask(&mut self, ask: Ask, now_ms: u64) {
        let payload = match &ask {
            Ask::Welcome(_) => self.store.knock().encode(),
            Ask::Entries(_, heads) => Wanted::Entries(heads.clone()).encode(),
            Ask::Records(_, from) => Wanted::Records { digest: Box::new(self.store.roster()), from: *from }.encode(),
        };
        let (Some(line), Ok(payload)) = (&self.line, payload) else {
            self.plan.over(now_ms);
            return;
        };
        self.last_ask += 1;
        line.ask(self.last_ask, &ask, payload, &self.ends.jobs_in);
        self.asked = Some(Asked { number: self.last_ask, ask, at_ms: now_ms, has_answer: false });
    }

    pub(super) fn answer(&mut self, number: u64, bytes: &[u8]) {
        let Some(asked) = self.asked.as_mut().filter(|asked| asked.number == number && !asked.has_answer) else {
            return;
        };
        asked.has_answer = true;
        let from = asked.ask.desk();
        if let Ask::Welcome(_) = asked.ask {
            if let Ok(welcome) = Welcome::decode(bytes) {
                self.ends.news.send(News::Welcome { from, welcome });
            }
            return;
        }
        let Ok(page) = Received::decode(bytes) else { return };
        let of_names = matches!(asked.ask, Ask::Records(..));
        self.held_back = self.plan.page(&page, &self.own(), self.now_ms());
        if !page.lines.is_empty() {
            let (entries, records) = if of_names { (Vec::new(), page.lines) } else { (page.lines, Vec::new()) };
            self.ends.news.send(News::Lines { from, entries, records });
        }
        if self.held_back.is_some() {
            // The page after this one is asked for while this one goes to the disk.
            self.asked = None;
            let now_ms = self.now_ms();
            if self.ends.shared.backlog() <= BACKLOG_BYTES.saturating_sub(PAGE_BYTES)
                && let Some(ask) = self.held_back.take()
            {
                self.ask(ask, now_ms);
            }
        }
    }

    pub(super) fn end_of_asking(&mut self) {
        self.asked = None;
        let now_ms = self.now_ms();
        self.plan.over(now_ms);
    }
}
