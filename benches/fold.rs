//! What counting costs: a whole morning folded at start-up, one entry or undo that comes late among 100,000 facts, the
//! agreement code, and the line of a service where 300 wait.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use qiandao::domain::board::Board;
use qiandao::domain::command::{Asker, Command};
use qiandao::domain::decide::decide;
use qiandao::domain::fact::{
    Class, CountSource, Enrolment, Entry, EntryHash, Fact, Means, Measure, Outing, Service, ServiceKind, Station,
    TicketStep,
};
use qiandao::domain::ids::{
    DeskId, DeskNumber, EntryKey, Epoch, Nonce, PersonId, Series, ServiceId, StationId, TicketId, UnitName,
};
use qiandao::domain::notices;
use qiandao::domain::number::{BadgeNumber, TicketNumber};
use qiandao::domain::queue::line;
use qiandao::domain::time::{Day, Stamp, Wall};

const SERVICES: u16 = 10;
const PEOPLE: u32 = 320;
const UNITS: u32 = 65;
const DESKS: u64 = 4;
/// How many wait for the first service when the line is measured.
const WAITING: u16 = 300;

/// Writes the facts of a morning, each a few seconds after the one before, at one of four desks.
#[derive(Default)]
struct Morning {
    entries: Vec<Entry>,
    tickets: u16,
}

impl Morning {
    /// So many facts: the set-up, then tickets from taken to done with arrivals, counts and undos between them.
    fn of(facts: usize) -> Option<Self> {
        let mut morning = Self::default();
        morning.set_up()?;
        while morning.entries.len() < facts {
            morning.ticket()?;
            let pick = u32::from(morning.tickets) % PEOPLE;
            let person = morning.person(pick)?;
            let fact = match morning.tickets % 4 {
                0 => Fact::Arrived { person, by: Means::Scanned, team: None },
                1 => Fact::Left { person, by: Means::Scanned },
                2 => Fact::Counted { service: service(9)?, quantity: 10, station: None, source: CountSource::Key },
                _ => Fact::Undone { entry: morning.entries.last()?.key, reason: String::new() },
            };
            morning.write(fact);
        }
        morning.entries.truncate(facts);
        Some(morning)
    }

    fn set_up(&mut self) -> Option<()> {
        let day = Day::new(2026, 3, 5)?;
        let (first_day, last_day, name) = (day, day, "Square".to_owned());
        let (opens_minute, closes_minute) = (540, 720);
        self.write(Fact::OutingSet(Outing {
            name,
            event: 305,
            first_day,
            last_day,
            opens_minute,
            closes_minute,
            demo: false,
        }));
        for desk in 1..=u16::try_from(DESKS).ok()? {
            self.write(Fact::DeskJoined { number: DeskNumber::new(desk)?, name: "desk".to_owned() });
        }
        for index in 0..SERVICES {
            let (service, letter) = (service(index)?, char::from(b'A' + u8::try_from(index).ok()?));
            self.write(Fact::ServiceSet(Service {
                service: service.clone(),
                zh: "service".to_owned(),
                en: "service".to_owned(),
                queued: true,
                letter: Some(letter),
                measure: Measure::Visits,
                kind: ServiceKind::Other,
                minutes: 8,
            }));
            self.write(Fact::StationSet(Station { station: station(index)?, service, name: String::new() }));
        }
        let enrolment = |serial: u32| {
            let unit: UnitName = format!("unit {}", serial % UNITS).parse().ok()?;
            Some(Enrolment { unit, number: BadgeNumber::new(0, serial)? })
        };
        let people = (1..=PEOPLE).map(enrolment).collect::<Option<Vec<_>>>()?;
        self.write(Fact::Enrolled { people });
        Some(())
    }

    fn person(&self, index: u32) -> Option<PersonId> {
        let enrolled = self.entries.iter().find(|entry| matches!(entry.fact, Fact::Enrolled { .. }))?;
        Some(PersonId { entry: enrolled.key, index })
    }

    /// Takes a number; every twentieth stays in the line, the others are served.
    fn ticket(&mut self) -> Option<()> {
        let ticket = self.take(self.tickets % SERVICES)?;
        let station = station(self.tickets % SERVICES)?;
        if !self.tickets.is_multiple_of(20) {
            let at = || station.clone();
            let steps = [
                TicketStep::Called { station: at(), reason: None },
                TicketStep::Began { station: at() },
                TicketStep::Done { station: at() },
            ];
            for step in steps {
                self.write(Fact::Ticket { ticket, step });
            }
        }
        Some(())
    }

    fn take(&mut self, of: u16) -> Option<TicketId> {
        self.tickets += 1;
        let class = if self.tickets.is_multiple_of(5) { Class::Priority } else { Class::Normal };
        let letter = char::from(b'A' + u8::try_from(of).ok()?);
        let number = TicketNumber::new(letter, 1 + self.tickets / 999, 1 + self.tickets % 999)?;
        let slip = BadgeNumber::new(1, u32::from(self.tickets))?;
        Some(TicketId(self.write(Fact::TicketTaken {
            service: service(of)?,
            class,
            number,
            slip,
            estimate_secs: None,
        })))
    }

    fn write(&mut self, fact: Fact) -> EntryKey {
        let at = self.entries.len() as u64;
        let key = EntryKey { series: series(at % DESKS), seq: at / DESKS + 1 };
        let entry = entry(key, at * 1000, fact);
        self.entries.push(entry);
        key
    }

    fn board(&self) -> Board {
        fold(self.entries.clone())
    }
}

fn series(desk: u64) -> Series {
    Series { desk: DeskId(desk), epoch: Epoch(1) }
}

fn entry(key: EntryKey, ms: u64, fact: Fact) -> Entry {
    let morning = Day::new(2026, 3, 5).map_or(Wall(0), |day| day.at_minute(540));
    Entry {
        key,
        stamp: Stamp { ms, count: 0 },
        wall: morning.shifted(ms.cast_signed()),
        operator: None,
        practice: false,
        nonce: Nonce(ms),
        prev: EntryHash::default(),
        fact,
    }
}

fn service(index: u16) -> Option<ServiceId> {
    format!("service{index}").parse().ok()
}

fn station(index: u16) -> Option<StationId> {
    index.to_string().parse().ok()
}

fn fold(entries: Vec<Entry>) -> Board {
    let mut board = Board::default();
    for entry in entries {
        board.absorb(entry);
    }
    board
}

/// Starting the program: everything from the beginning.
fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    group.sample_size(10).measurement_time(Duration::from_secs(4));
    for facts in [10_000, 100_000] {
        let Some(morning) = Morning::of(facts) else { return };
        group.throughput(Throughput::Elements(facts as u64));
        group.bench_function(facts.to_string(), |bencher| {
            bencher.iter_batched(|| morning.entries.clone(), fold, BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// One entry comes, or is taken out again, in the middle of 100,000.
fn late(criterion: &mut Criterion) {
    let Some(morning) = Morning::of(100_000) else { return };
    let mut board = morning.board();
    let Some(middle) = morning.entries.get(50_000..).and_then(|later| {
        later.iter().find(|entry| matches!(entry.fact, Fact::Ticket { step: TicketStep::Called { .. }, .. }))
    }) else {
        return;
    };
    let Some(person) = morning.person(7) else { return };
    let arrived = Fact::Arrived { person, by: Means::Scanned, team: None };
    let undone = Fact::Undone { entry: middle.key, reason: String::new() };
    for (name, fact) in [("late/arrival", arrived), ("late/undo", undone)] {
        let late = entry(EntryKey { series: series(DESKS), seq: 1 }, middle.stamp.ms + 1, fact);
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| {
                board.absorb(late.clone());
                board.withdraw(late.key)
            });
        });
    }
}

/// What a desk asks its board.
fn ask(criterion: &mut Criterion) {
    for facts in [10_000, 100_000] {
        let Some(board) = Morning::of(facts).map(|morning| morning.board()) else { return };
        criterion.bench_function(&format!("agreement/{facts}"), |bencher| bencher.iter(|| board.agreement()));
        criterion.bench_function(&format!("notices/{facts}"), |bencher| bencher.iter(|| notices::open(&board)));
    }
    let Some(mut morning) = Morning::of(10_000) else { return };
    for _ in 0..WAITING {
        morning.take(0);
    }
    let (board, Some(first)) = (morning.board(), service(0)) else { return };
    criterion.bench_function("line/300", |bencher| bencher.iter(|| line::line(&board.queue, black_box(&first))));
    criterion.bench_function("line/300/next", |bencher| bencher.iter(|| line::next(&board.queue, black_box(&first))));
    let take = Command::TakeNumber { service: first, class: Class::Normal };
    let asker = Asker { desk: DeskId(1), now: Wall(0) };
    criterion.bench_function("decide/take/300", |bencher| bencher.iter(|| decide(&board, &take, &asker)));
}

criterion_group!(benches, whole, late, ask);
criterion_main!(benches);
