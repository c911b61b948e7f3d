//! The laws of the facts (rules.md section 1), over days of several desks that are apart and meet ([`apart`],
//! [`deeds`]), and against a count that does not use the fold ([`recount`]).

pub mod apart;
pub mod deeds;
pub mod recount;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use qiandao::domain::board::{Board, Topics};
use qiandao::domain::fact::{Entry, EntryHash, Fact};
use qiandao::domain::ids::{DeskId, EntryKey, Epoch, Nonce, Series};
use qiandao::domain::notices;
use qiandao::domain::time::{Place, Stamp, Wall};

use apart::Square;
use deeds::days;
use recount::{Heads, recount};

/// Deeds of a day; each writes one entry or so.
const DEEDS: usize = 120;

pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Board {
    let mut board = Board::default();
    for entry in entries {
        board.absorb(entry.clone());
    }
    board
}

/// The order in which facts fold.
fn in_order(entries: &[Entry]) -> Vec<Entry> {
    let mut ordered = entries.to_vec();
    ordered.sort_by_key(Entry::place);
    ordered
}

/// The name of a fact, and of its step.
fn kind_of(fact: &impl std::fmt::Debug) -> String {
    let text = format!("{fact:?}");
    let name = |text: &str| text.split([' ', '(', '{']).next().unwrap_or_default().to_owned();
    text.split_once("step: ").map_or_else(|| name(&text), |(_, step)| name(step))
}

/// What must be found in the days, or the laws below would hold of nothing.
const EVERYTHING: &[&str] = &[
    "Absent",
    "Arrived",
    "BadgeIssued",
    "BadgeRevoked",
    "BadgesPrinted",
    "BadgeSeen",
    "Began",
    "Called",
    "CardsIssued",
    "Cancelled",
    "ChainBroken",
    "ClockCorrected",
    "ClockSeen",
    "Counted",
    "DeskJoined",
    "DetailsEdited",
    "DeskLeft",
    "Done",
    "DoubleCall",
    "DoubleCheckIn",
    "Enrolled",
    "GaveWay",
    "HoursAdded",
    "HoursRuled",
    "Left",
    "Merged",
    "Moved",
    "NoticeDismissed",
    "Parked",
    "Raised",
    "Recalled",
    "Released",
    "Resumed",
    "Returned",
    "RosterImported",
    "SameBadgeNumber",
    "SameDeskNumber",
    "SameSlips",
    "ScanRefused",
    "ServedDirectly",
    "ServiceOpened",
    "StationTurned",
    "Stationed",
    "SquareNamed",
    "TargetSet",
    "TeamArrived",
    "TeamLeft",
    "TicketTaken",
    "Transferred",
    "Twin",
    "Undone",
    "Withdrawn",
    "WrongClock",
    "came again",
    "merged",
    "named later",
    "practised",
    "ticket Called",
    "ticket Cancelled",
    "ticket Done",
    "ticket Parked",
    "ticket Serving",
    "ticket Waiting",
    "undone",
];

#[test]
fn the_days_have_everything_that_can_go_wrong() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut note = |what: &str, times: usize| *seen.entry(what.to_owned()).or_default() += times;
    for _ in 0..150 {
        let day = days(DEEDS).new_tree(&mut runner).unwrap().current();
        let entries = Square::day(&day).entries().to_vec();
        let board = fold(&entries);
        for entry in &entries {
            note(&kind_of(&entry.fact), usize::from(board.ledger().is_live(entry.key)));
        }
        note("practised", entries.iter().filter(|entry| entry.practice).count());
        note("undone", entries.iter().filter(|entry| !board.ledger().is_live(entry.key)).count());
        for notice in notices::open(&board) {
            note(&kind_of(&notice), 1);
        }
        let people: Vec<_> = board.attendance.people().map(|(_, person)| person).collect();
        note("merged", people.iter().filter(|person| person.merged_into.is_some()).count());
        note("named later", people.iter().filter(|person| !person.teams.is_empty()).count());
        note("came again", people.iter().filter(|person| person.stays.len() > 1).count());
        for (_, ticket) in board.queue.tickets() {
            note(&format!("ticket {}", kind_of(&ticket.state)), 1);
        }
    }
    for what in EVERYTHING {
        assert!(seen.get(*what).is_some_and(|times| *times >= 5), "{what} is too rare: {seen:#?}");
    }
}

/// What the facts mean, apart from the entries themselves.
fn meaning(board: &Board) -> &Topics {
    board
}

/// An entry that comes last of all: of a desk that saw everything.
fn last_word(entries: &[Entry], seq: u64, fact: Fact) -> Entry {
    let greatest = entries.iter().map(|entry| entry.stamp).max().unwrap_or_default();
    Entry {
        key: EntryKey { series: Series { desk: DeskId(99), epoch: Epoch(99) }, seq },
        stamp: Stamp { ms: greatest.ms + seq, count: 0 },
        wall: Wall(0),
        operator: None,
        practice: false,
        nonce: Nonce(u64::MAX - seq),
        prev: EntryHash::default(),
        fact,
    }
}

fn undone(entry: EntryKey) -> Fact {
    Fact::Undone { entry, reason: "trial".to_owned() }
}

/// One of the orders in which entries may arrive.
#[derive(Debug, Clone, Copy)]
pub struct Shuffle(u64);

pub fn shuffles() -> impl Strategy<Value = Shuffle> {
    any::<u64>().prop_map(Shuffle)
}

impl Shuffle {
    pub fn of(self, entries: &[Entry]) -> Vec<Entry> {
        let mut shuffled = entries.to_vec();
        let mut state = self.0 | 1;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(index, usize::try_from(state >> 33).unwrap() % (index + 1));
        }
        shuffled
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 64, max_shrink_iters: 2_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_arrival_changes_nothing(day in days(DEEDS), shuffle in shuffles(), twice: Index) {
        let entries = Square::day(&day).entries().to_vec();
        let ordered = fold(&in_order(&entries));
        let mut arrived = shuffle.of(&entries);
        arrived.push(entries[twice.index(entries.len())].clone());
        arrived.rotate_right(1);
        let anyhow = fold(&arrived);
        prop_assert_eq!(anyhow.agreement().to_string(), ordered.agreement().to_string());
        prop_assert!(anyhow == ordered, "the indexes differ though the agreement does not");
    }

    #[test]
    fn desks_that_met_have_the_same_board(day in days(DEEDS)) {
        let square = Square::day(&day);
        let ordered = fold(&in_order(square.entries()));
        for board in square.all_meet() {
            prop_assert_eq!(board.agreement().to_string(), ordered.agreement().to_string());
            prop_assert!(board == ordered);
        }
    }

    #[test]
    fn looking_ahead_leaves_no_trace(day in days(DEEDS), shuffle in shuffles(), cut: Index) {
        let entries = shuffle.of(Square::day(&day).entries());
        let (durable, pending) = entries.split_at(cut.index(entries.len()));
        let mut board = fold(durable);
        let before = board.clone();
        let all = fold(&entries);
        // What is durable already may be among what is pending: it must stay.
        let again = durable.iter().take(3).chain(pending).cloned();
        let seen = board.ahead(again, |ahead| ahead == &all);
        prop_assert!(seen, "ahead is not the board with everything");
        prop_assert!(board == before, "ahead left a trace");
    }

    #[test]
    fn what_is_withdrawn_was_never_there(day in days(DEEDS), shuffle in shuffles(), cut: Index) {
        let entries = shuffle.of(Square::day(&day).entries());
        let (stays, goes) = entries.split_at(cut.index(entries.len()));
        let mut board = fold(&entries);
        for entry in goes {
            prop_assert_eq!(board.withdraw(entry.key), Some(entry.clone()));
        }
        prop_assert!(board == fold(stays));
        prop_assert_eq!(board.withdraw(EntryKey::default()), None);
    }

    #[test]
    fn an_undo_cancels_one_fact_and_its_undo_brings_it_back(day in days(DEEDS), which: Index) {
        let entries = Square::day(&day).entries().to_vec();
        let target = entries[which.index(entries.len())].key;
        let before = fold(&entries);
        let once = last_word(&entries, 1, undone(target));
        let twice = last_word(&entries, 2, undone(target));

        // The undo may come before what it cancels.
        let early = fold([&once].into_iter().chain(&entries));
        let mut board = fold(entries.iter().chain([&once]));
        prop_assert!(early == board);
        prop_assert!(!board.ledger().is_live(target));
        let without: Vec<&Entry> = entries.iter().filter(|entry| entry.key != target).collect();
        if before.ledger().is_live(target) {
            prop_assert!(meaning(&board) == meaning(&fold(without)), "the fact left a trace");
        }
        let undone_once = board.clone();
        board.absorb(twice.clone());
        prop_assert!(meaning(&board) == meaning(&undone_once), "twice is once");
        board.absorb(last_word(&entries, 3, undone(twice.key)));
        prop_assert!(meaning(&board) == meaning(&undone_once), "one of two undos still holds it down");
        board.absorb(last_word(&entries, 4, undone(once.key)));
        prop_assert!(meaning(&board) == meaning(&before), "the undo of the undo is a redo");
    }

    #[test]
    fn every_count_equals_a_count_without_the_fold(day in days(DEEDS)) {
        let entries = Square::day(&day).entries().to_vec();
        let (board, by_hand) = (fold(&entries), recount(&entries));
        let live: Vec<EntryKey> = recount::live(&entries).iter().map(|entry| entry.key).collect();
        let is_live = board.ledger().in_order().map(|entry| entry.key).filter(|key| board.ledger().is_live(*key));
        prop_assert_eq!(is_live.collect::<Vec<_>>(), live);

        let heads = |unit: &qiandao::domain::attendance::UnitCount| -> Heads { [unit.expected, unit.arrived, unit.present] };
        let units = board.attendance.units().map(|(unit, count)| (unit.clone(), heads(count))).collect();
        prop_assert_eq!(&by_hand.units, &units);
        let sum = by_hand.units.values().fold([0; 3], |[a, b, c], [d, e, f]| [a + d, b + e, c + f]);
        prop_assert_eq!(heads(&board.attendance.totals()), sum);
        let arrivals = board.attendance.arrivals().map(|(quarter, heads)| ((quarter.day, quarter.index), heads));
        prop_assert_eq!(&by_hand.arrivals, &arrivals.collect());
        let days: BTreeSet<_> = by_hand.quarters.keys().map(|(day, ..)| *day).collect();
        let quarters = days.iter().flat_map(|day| board.tally.quarters(*day));
        let quarters = quarters.map(|(quarter, service, sum)| ((quarter.day, quarter.index, service.clone()), sum));
        prop_assert_eq!(&by_hand.quarters, &quarters.collect());

        prop_assert_eq!(board.hours.rules(), by_hand.hours);

        let cells = board.tally.cells().map(|(cell, sum)| {
            ((cell.service.clone(), cell.station.clone(), cell.desk, cell.day, cell.hour), sum)
        });
        prop_assert_eq!(&by_hand.tally, &cells.collect());
        for service in board.square.services() {
            let waiting = by_hand.waiting.get(&service.service).copied().unwrap_or(0);
            prop_assert_eq!(board.queue.waiting_count(&service.service) as u64, waiting);
            prop_assert_eq!(board.square.target(&service.service), by_hand.targets.get(&service.service).copied());
        }
    }

    #[test]
    fn undos_that_name_each_other_in_a_circle_come_to_rest(
        undos in prop::collection::vec((0..12_u64, 0..4_u64, 0..12_u64), 1..12),
        shuffle in shuffles(),
    ) {
        let key = |number| EntryKey { series: Series { desk: DeskId(number % 3), epoch: Epoch(0) }, seq: number };
        let mut entries: Vec<Entry> = undos
            .iter()
            .map(|(number, ms, target)| {
                let entry = last_word(&[], *number, undone(key(*target)));
                Entry { key: key(*number), stamp: Stamp { ms: *ms, count: 0 }, ..entry }
            })
            .collect();
        entries.sort_by_key(|entry| entry.key);
        entries.dedup_by_key(|entry| entry.key);
        let mut board = fold(&shuffle.of(&entries));
        let live: Vec<Place> = recount::live(&entries).into_iter().map(Entry::place).collect();
        let is_live = board.ledger().in_order().filter(|entry| board.ledger().is_live(entry.key)).map(Entry::place);
        prop_assert_eq!(is_live.collect::<Vec<_>>(), live);
        for entry in shuffle.of(&entries) {
            board.withdraw(entry.key);
        }
        prop_assert!(board == Board::default());
    }
}
