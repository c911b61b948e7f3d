//! Several whole desks in one process, and a bad link between them: entries are shuffled, doubled, lost and late, desks
//! restart, and in the end every desk shows the same agreement code.

mod hostile;
mod net;
mod parcels;
mod scenarios;

use proptest::prelude::*;
use qiandao::desk::{Arrived, Reply};
use qiandao::domain::command::Command;
use qiandao::domain::ids::DeskNumber;

use crate::history::deeds::{Deed, What, command, days, set_up};
use crate::kit::square;
use net::{Laptop, agree, all_meet};

const DESKS: u64 = 3;
/// Deeds of a day; each costs a sync of the disk.
const DEEDS: usize = 60;

/// What is on its way.
struct Letter {
    to: usize,
    arrived: Arrived,
}

/// Desks and the letters between them.
struct Square {
    laptops: Vec<Laptop>,
    letters: Vec<Letter>,
    chance: u64,
    secs: i64,
}

impl Square {
    fn new(chance: u64) -> Self {
        let mut first = Laptop::new(1);
        for command in set_up() {
            first.does(command);
        }
        let mut laptops = vec![first];
        for seed in 2..=DESKS {
            let mut laptop = Laptop::new(seed);
            laptop.pull(&mut laptops[0]);
            laptops.push(laptop);
        }
        let mut square = Self { laptops, letters: Vec::new(), chance: chance | 1, secs: 0 };
        // Two of them take the same number while they are apart; one has a clock that is wrong.
        for (index, number) in [1, 2, 2].into_iter().enumerate() {
            let number = DeskNumber::new(number).unwrap();
            square.perform(index, &Command::JoinDesk { number, name: format!("desk {index}") });
        }
        square.laptops[1].skew_ms = -200_000;
        square
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.chance >> 33).unwrap() % sides
    }

    fn one(&mut self, deed: &Deed) {
        self.secs += i64::from(deed.secs);
        let index = usize::from(deed.desk) % self.laptops.len();
        let now = square::day().at_minute(9 * 60).shifted(self.secs * 1000);
        self.laptops[index].set_wall(now);
        match deed.what {
            What::Meet => {
                let other = usize::from(deed.one) % self.laptops.len();
                if let Ok([to, from]) = self.laptops.get_disjoint_mut([index, other]) {
                    to.pull(from);
                }
            }
            What::Restart => self.laptops[index].start(),
            What::Twin | What::Restore | What::Practise | What::Stray | What::UndoThat => self.deliver(),
            _ => {
                let command = command(self.laptops[index].desk().board(), deed);
                self.perform(index, &command);
            }
        }
        self.deliver();
    }

    /// What a desk writes is sent to all others, and the link does with it what it likes.
    fn perform(&mut self, index: usize, command: &Command) {
        let laptop = &mut self.laptops[index];
        let before = laptop.heads();
        if let Reply::NotSaved(error) = laptop.desk_mut().perform(command) {
            panic!("{error:?}");
        }
        let (from, entries) = (Some(laptop.id()), laptop.lines_since(&before, usize::MAX));
        for to in (0..self.laptops.len()).filter(|to| *to != index) {
            let copies = [0, 1, 1, 2][self.roll(4)];
            for _ in 0..copies {
                let mut entries = entries.clone();
                if !entries.is_empty() {
                    let turn = self.roll(entries.len());
                    entries.rotate_left(turn);
                }
                let place = self.roll(self.letters.len() + 1);
                let arrived = Arrived { from, entries, ..Arrived::default() };
                self.letters.insert(place, Letter { to, arrived });
            }
        }
    }

    /// Some of the letters arrive, in whatever order.
    fn deliver(&mut self) {
        for _ in 0..self.roll(4) {
            if let Some(Letter { to, arrived }) = self.letters.pop() {
                self.laptops[to].takes(arrived);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn desks_over_a_bad_link_agree_in_the_end(day in days(DEEDS), chance: u64) {
        let mut square = Square::new(chance);
        for deed in &day {
            square.one(deed);
        }
        all_meet(&mut square.laptops);
        agree(&mut square.laptops);
        // The later of two desks with one number took another.
        let numbers: Vec<_> = square.laptops[0].desk().board().square.desks().iter().map(|(_, card)| card.number).collect();
        prop_assert!(numbers.windows(2).all(|pair| pair[0] != pair[1]), "{numbers:?}");
        for laptop in &square.laptops {
            prop_assert_eq!(laptop.desk().aside().total(), 0);
        }
        let code = square.laptops[0].code();
        square.laptops[0].start();
        prop_assert_eq!(square.laptops[0].code(), code, "what was folded is what is on the disk");
    }
}
