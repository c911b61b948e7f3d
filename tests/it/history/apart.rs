//! Desks that decide by the real rules, each on its own board, are apart and meet; with clocks that differ, restarts,
//! restored copies, clones, and facts that no honest desk would write.
//!
//! A day is data ([`super::deeds`]), so proptest can shrink one that breaks a law.

use qiandao::domain::board::Board;
use qiandao::domain::command::{Asker, Command};
use qiandao::domain::decide::decide;
use qiandao::domain::fact::{Entry, EntryHash, Fact};
use qiandao::domain::ids::{DeskId, DeskNumber, EntryKey, Epoch, Nonce, Series};
use qiandao::domain::refusal::Refusal;
use qiandao::domain::time::{Day, Stamp, Wall};

use super::deeds::{Deed, What, command, one_in, set_up, stray};

const DESKS: u32 = 3;

/// A laptop: what it knows, and the pen it writes with.
#[derive(Clone)]
struct Laptop {
    board: Board,
    /// What it sees while it practises.
    practice: Option<Board>,
    series: Series,
    written: u64,
    /// How wrong its clock is.
    skew_ms: i64,
    /// Entries in the order in which they came here.
    received: Vec<EntryKey>,
}

/// The square, its desks, and everything ever written there.
pub struct Square {
    laptops: Vec<Laptop>,
    written: Vec<Entry>,
    /// How many entries set it up.
    set_up: usize,
    now_ms: i64,
    epochs: u32,
    nonces: u64,
    /// Why commands were refused.
    refused: Vec<Refusal>,
}

impl Square {
    /// A square that is set up, known to all desks.
    pub fn new() -> Self {
        let laptop = |index: u32| Laptop {
            board: Board::default(),
            practice: None,
            series: Series { desk: DeskId(u64::from(index) + 1), epoch: Epoch(index + 1) },
            written: 0,
            skew_ms: [0, -200_000, 35_000][index as usize],
            received: Vec::new(),
        };
        let laptops = (0..DESKS).map(laptop).collect();
        let morning = Day::new(2026, 3, 5).unwrap().at_minute(9 * 60);
        let mut square = Self {
            laptops,
            written: Vec::new(),
            set_up: 0,
            now_ms: morning.0,
            epochs: 100,
            nonces: 0,
            refused: vec![],
        };
        for command in set_up() {
            square.perform(0, &command);
        }
        square.set_up = square.written.len();
        for index in 1..square.laptops.len() {
            square.meet(0, index);
        }
        // The third laptop was taken for the second: two desks with one number, until they meet.
        for (index, number) in [1, 2, 2].into_iter().enumerate() {
            let number = DeskNumber::new(number).unwrap();
            square.perform(index, &Command::JoinDesk { number, name: format!("desk {index}") });
        }
        square
    }

    /// Lives through a day.
    pub fn day(deeds: &[Deed]) -> Self {
        let mut square = Self::new();
        for deed in deeds {
            square.now_ms += i64::from(deed.secs) * 1000;
            square.one(deed);
        }
        square
    }

    /// Every entry that was ever written, in the order of writing.
    pub fn entries(&self) -> &[Entry] {
        &self.written
    }

    /// Why the commands were refused that were.
    pub fn refused(&self) -> &[Refusal] {
        &self.refused
    }

    /// What each desk knows by itself.
    pub fn boards(&self) -> impl Iterator<Item = &Board> {
        self.laptops.iter().map(|laptop| &laptop.board)
    }

    /// Lets every desk tell every other all it knows; answers with the boards.
    pub fn all_meet(mut self) -> Vec<Board> {
        // What a restored copy lost comes back from the hand of whoever still had it, or from paper: from the log.
        for laptop in &mut self.laptops {
            for entry in &self.written {
                laptop.board.absorb(entry.clone());
            }
        }
        self.laptops.into_iter().map(|laptop| laptop.board).collect()
    }

    fn one(&mut self, deed: &Deed) {
        let index = usize::from(deed.desk) % self.laptops.len();
        let pick = usize::from(deed.one);
        match deed.what {
            What::Meet => self.meet(index, pick % self.laptops.len()),
            What::Restart => self.laptops[index].start_again(&mut self.epochs),
            What::Restore => self.restore(index, pick % 20),
            What::Twin if self.laptops.len() < 5 => {
                let mut twin = self.laptops[index].clone();
                twin.start_again(&mut self.epochs);
                self.laptops.push(twin);
            }
            What::Twin => {}
            What::Practise => self.laptops[index].practise(),
            What::Stray => {
                let laptop = &self.laptops[index];
                let next = EntryKey { series: laptop.series, seq: laptop.written + 1 + u64::from(deed.other % 2) };
                let fact = stray(&self.written, next, deed);
                self.write(index, fact, one_in(3, pick));
            }
            What::UndoThat => {
                // Of anything that was written anywhere, also what this desk does not know yet.
                let day = self.written.get(self.set_up..).filter(|day| !day.is_empty()).unwrap_or(&self.written);
                let entry = day[day.len().saturating_sub(1 + pick % 40)].key;
                let fact = Fact::Undone { entry, reason: "mistake".to_owned() };
                self.write(index, fact, one_in(4, usize::from(deed.other)));
            }
            _ => {
                let command = command(self.laptops[index].seen(), deed);
                self.perform(index, &command);
            }
        }
    }

    fn perform(&mut self, index: usize, command: &Command) {
        let laptop = &self.laptops[index];
        let asker = Asker { desk: laptop.series.desk, now: Wall(self.now_ms + laptop.skew_ms) };
        let decision = decide(laptop.seen(), command, &asker);
        if let Err(refusal) = decision.answer {
            // A scan that was refused is a fact itself.
            let is_scan = matches!(command, Command::Scan(_));
            assert!(is_scan || decision.facts.is_empty(), "{command:?} was refused and wrote {:?}", decision.facts);
            self.refused.push(refusal);
        }
        for fact in decision.facts {
            self.write(index, fact, false);
        }
    }

    /// Writes a fact at a desk; `late` gives it the stamp of a clock that is far behind.
    fn write(&mut self, index: usize, fact: Fact, late: bool) {
        self.nonces += 1;
        let laptop = &mut self.laptops[index];
        laptop.written += 1;
        let wall = Wall(self.now_ms + laptop.skew_ms);
        let ms = u64::try_from(wall.0).unwrap();
        let stamp = if late {
            Stamp { ms: ms - 400_000, count: u32::from(self.nonces.is_multiple_of(2)) }
        } else {
            laptop.board.ledger().greatest_stamp().after(ms)
        };
        let key = EntryKey { series: laptop.series, seq: laptop.written };
        let practice = laptop.practice.is_some();
        let (nonce, prev) = (Nonce(self.nonces), EntryHash::default());
        let entry = Entry { key, stamp, wall, operator: None, practice, nonce, prev, fact };
        laptop.receive(&entry);
        self.written.push(entry);
    }

    /// Two desks tell each other what the other does not know.
    fn meet(&mut self, one: usize, other: usize) {
        for (from, to) in [(one, other), (other, one)] {
            let known: Vec<Entry> = self.laptops[from].board.ledger().in_order().cloned().collect();
            for entry in known {
                self.laptops[to].receive(&entry);
            }
        }
    }

    /// The data folder was replaced by a copy that lacks the last entries which came here.
    fn restore(&mut self, index: usize, lost: usize) {
        let laptop = &mut self.laptops[index];
        for _ in 0..lost.min(laptop.received.len()) {
            if let Some(key) = laptop.received.pop() {
                laptop.board.withdraw(key);
            }
        }
        laptop.start_again(&mut self.epochs);
    }
}

impl Laptop {
    /// What its operator sees.
    fn seen(&self) -> &Board {
        self.practice.as_ref().unwrap_or(&self.board)
    }

    /// Begins to practise, or ends it.
    fn practise(&mut self) {
        self.practice = if self.practice.is_some() { None } else { Some(self.board.for_practice(self.series)) };
    }

    fn receive(&mut self, entry: &Entry) {
        if let Some(practice) = &mut self.practice {
            practice.absorb(entry.clone());
        }
        if self.board.absorb(entry.clone()) {
            self.received.push(entry.key);
        }
    }

    /// A new run of the program: a new series.
    fn start_again(&mut self, epochs: &mut u32) {
        *epochs += 1;
        self.practice = None;
        self.series.epoch = Epoch(*epochs);
        self.written = 0;
    }
}
