//! What may happen at a desk in one moment, as data, and what it comes to: a command the rules decide, or a fact that no
//! honest desk would write.
//!
//! What a deed means depends on what its desk knows at that moment: the numbers in it are counted round among what
//! there is.

use proptest::prelude::*;
use proptest::strategy::Union;

use qiandao::domain::board::Board;
use qiandao::domain::closing::{Closing, NotOut};
use qiandao::domain::command::{self, AtClosing, Command, Scanned};
use qiandao::domain::fact::*;
use qiandao::domain::ids::{DeskId, EntryKey, PersonId, ServiceId, StationId, TeamId, TicketId, UnitName};
use qiandao::domain::notices;
use qiandao::domain::number::{BadgeNumber, SlipRun, TicketNumber};
use qiandao::domain::queue::State;
use qiandao::domain::roster::RosterField;
use qiandao::domain::time::{Day, Wall};

/// The services of the square; the last one has no queue.
pub const SERVICES: [&str; 3] = ["clinic", "haircut", "leaflets"];
/// The stations, two of the first service and one of the second.
pub const STATIONS: [&str; 3] = ["1", "2", "3"];
const UNITS: [&str; 3] = ["Hospital", "Law school", "Barbers"];
const PEOPLE: usize = 8;

/// One moment of a day.
#[derive(Debug, Clone)]
pub struct Deed {
    /// At which desk.
    pub desk: u8,
    /// What is done.
    pub what: What,
    /// Picks a person, ticket, entry or service.
    pub one: u8,
    /// Picks a station, unit, number or kind.
    pub other: u8,
    /// Seconds since the deed before.
    pub secs: u8,
}

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    // at the check-in
    Scan,
    ScanOdd,
    CheckIn,
    CheckOut,
    Assign,
    TeamIn,
    TeamOut,
    Enrol,
    Import,
    MoveUnit,
    Edit,
    Reissue,
    Withdraw,
    Merge,
    Print,
    Cards,
    ScanCard,
    Revoke,
    // at the queue
    Take,
    Next,
    Recall,
    Arrive,
    Absent,
    Finish,
    Cancel,
    Park,
    Resume,
    Transfer,
    Return,
    ServeDirectly,
    CallOne,
    Raise,
    TurnStation,
    OpenService,
    Target,
    // of the hours
    AddHours,
    ConfirmHours,
    RuleHours,
    Square,
    // at any desk
    Count,
    Paper,
    Undo,
    UndoThat,
    Redo,
    Dismiss,
    // between the desks
    Meet,
    Restart,
    Restore,
    Twin,
    Practise,
    Stray,
}

use What::{
    Absent, AddHours, Arrive, Assign, CallOne, Cancel, Cards, CheckIn, CheckOut, ConfirmHours, Count, Dismiss, Edit,
    Enrol, Finish, Import, Meet, Merge, MoveUnit, Next, OpenService, Paper, Park, Practise, Print, Raise, Recall, Redo,
    Reissue, Restart, Restore, Resume, Return, Revoke, RuleHours, Scan, ScanCard, ScanOdd, ServeDirectly, Square,
    Stray, Take, Target, TeamIn, TeamOut, Transfer, TurnStation, Twin, Undo, UndoThat, Withdraw,
};

/// How often each is done; the plain work of a morning most.
const WEIGHTS: &[(u32, What)] = &[
    (8, Scan),
    (2, ScanOdd),
    (6, CheckIn),
    (5, CheckOut),
    (2, Assign),
    (4, TeamIn),
    (2, TeamOut),
    (2, Enrol),
    (2, MoveUnit),
    (2, Edit),
    (2, Reissue),
    (1, Withdraw),
    (2, Merge),
    (2, Print),
    (2, Cards),
    (4, ScanCard),
    (1, Revoke),
    (12, Take),
    (18, Next),
    (2, Recall),
    (16, Arrive),
    (8, Absent),
    (10, Finish),
    (2, Cancel),
    (3, Park),
    (3, Resume),
    (3, Transfer),
    (2, Return),
    (2, ServeDirectly),
    (2, CallOne),
    (2, Raise),
    (3, TurnStation),
    (1, OpenService),
    (2, Target),
    (3, AddHours),
    (2, ConfirmHours),
    (1, RuleHours),
    (1, Square),
    (6, Count),
    (4, Paper),
    (6, Undo),
    (4, UndoThat),
    (4, Redo),
    (2, Dismiss),
    (12, Meet),
    (1, Restart),
    (1, Restore),
    (1, Twin),
    (1, Practise),
    (8, Stray),
    (1, Import),
];

/// The same for the queue alone.
const QUEUE_WEIGHTS: &[(u32, What)] = &[
    (12, Take),
    (18, Next),
    (3, Recall),
    (6, Arrive),
    (24, Absent),
    (4, Finish),
    (5, Cancel),
    (5, Park),
    (5, Resume),
    (5, Transfer),
    (10, Return),
    (2, ServeDirectly),
    (4, CallOne),
    (3, Raise),
    (5, TurnStation),
    (1, OpenService),
    (5, Undo),
    (3, UndoThat),
    (3, Redo),
    (14, Meet),
    (1, Restart),
];

/// Days of so many deeds at the most.
pub fn days(deeds: usize) -> impl Strategy<Value = Vec<Deed>> {
    days_of(deeds, WEIGHTS)
}

/// Days of honest desks at the queue and nowhere else: whatever may be pressed there, in any order, at any of them.
pub fn queue_days(deeds: usize) -> impl Strategy<Value = Vec<Deed>> {
    days_of(deeds, QUEUE_WEIGHTS)
}

fn days_of(deeds: usize, weights: &[(u32, What)]) -> impl Strategy<Value = Vec<Deed>> + use<> {
    let what = Union::new_weighted(weights.iter().map(|(weight, what)| (*weight, Just(*what).boxed())).collect());
    let deed = (any::<u8>(), what, any::<u8>(), any::<u8>(), 0..100_u8).prop_map(|(desk, what, one, other, secs)| {
        // Most deeds follow one another fast, or nothing would ever be undone by one key.
        Deed { desk, what, one, other, secs: if secs < 90 { secs % 5 } else { secs } }
    });
    prop::collection::vec(deed, deeds / 2..deeds)
}

/// What is asked of a desk that knows so much.
pub fn command(board: &Board, deed: &Deed) -> Command {
    let (what, one, other) = (deed.what, usize::from(deed.one), usize::from(deed.other));
    // Unknown ones when there is nobody.
    let someone = |pick| nth(board.attendance.people().map(|(id, _)| id), pick).unwrap_or_default();
    let person = || someone(one);
    let (mut station, of_service) = (station(other), service(one));
    if matches!(what, Recall | Arrive | Absent | Finish | Park) && !one_in(4, other) {
        let busy = STATIONS.map(|word| word.parse().unwrap());
        station = nth(busy.into_iter().filter(|at| board.queue.current(at).is_some()), one).unwrap_or(station);
    }
    let by = [Means::Scanned, Means::Typed, Means::Chosen][other % 3];
    let reason = "mistake".to_owned();
    match what {
        Scan => {
            let number = badge(0, one % 9 + 1);
            Command::Scan(Scanned::Badge { number, issue: u8::try_from(other % 6 / 4).unwrap() })
        }
        ScanOdd => Command::Scan(match one % 4 {
            0 => Scanned::Unreadable,
            1 => Scanned::NotOurs,
            2 => Scanned::Forged,
            _ => Scanned::Slip { number: badge(1, other) },
        }),
        CheckIn => Command::CheckIn { person: person(), by },
        CheckOut => Command::CheckOut { person: person(), by },
        Assign => Command::AssignStation { person: person(), station: (!one_in(4, other)).then_some(station) },
        TeamIn => {
            let leader = (!one_in(3, one)).then(person);
            Command::TeamIn { unit: unit(other), heads: u16::try_from(other % 5).unwrap(), leader }
        }
        TeamOut => Command::TeamOut { team: team(board, one) },
        Enrol => {
            let number = badge(0, other % 12 + 1);
            Command::Enrol(vec![Enrolment { unit: unit(one), number }; 1 + one % 2])
        }
        Import => Command::Import(command::Import {
            people: vec![Enrolment { unit: unit(one), number: badge(0, other % 12 + 1) }; one % 3],
            moves: vec![(person(), unit(other))],
            changed: 1,
            gone: if one_in(3, one) { vec![person()] } else { Vec::new() },
            ..command::Import::default()
        }),
        MoveUnit => Command::Move { person: person(), unit: unit(other) },
        Edit => {
            let field = RosterField::ALL[other % 4];
            Command::EditDetails { person: person(), fields: vec![EditedField { field, had_value: one_in(2, one) }] }
        }
        Print | Cards | ScanCard | Revoke => card_command(board, what, one, other),
        Reissue => Command::ReissueBadge { person: person() },
        Withdraw => Command::Withdraw { person: person() },
        Merge => Command::Merge { from: person(), into: someone(other) },
        Take => Command::TakeNumber {
            service: of_service,
            class: if one_in(3, other) { Class::Priority } else { Class::Normal },
        },
        Next => Command::CallNext { station },
        Recall => Command::Recall { station },
        Arrive => Command::Arrive { station },
        Absent => Command::MarkAbsent { station },
        Finish => Command::Finish { station },
        Cancel | Resume | Transfer | Return | CallOne | Raise => ticket_command(board, deed, station, reason),
        Park => Command::Park { station, reason, pool: one_in(2, one) },
        ServeDirectly => Command::ServeDirectly { station },
        TurnStation => {
            let status = [StationStatus::Open, StationStatus::Paused, StationStatus::Closed][one % 3];
            let serving = [None, Some(AtClosing::Done), Some(AtClosing::Pool)][other / 3 % 3];
            Command::TurnStation { station, status, serving }
        }
        OpenService => Command::OpenService { service: of_service, open: !one_in(3, other) },
        Target => Command::SetTarget { service: of_service, quantity: [0, 10, 150, 1_000_001][other % 4] },
        AddHours | ConfirmHours | RuleHours => hours_command(board, what, one, other),
        Square => Command::NameSquare { square: ["东湖", "人民广场", "", "a,b"][other % 4].to_owned() },
        Count => {
            let station = one_in(2, other).then_some(station);
            Command::Count {
                service: of_service,
                quantity: [0, 1, 2, 20, 21, 50][other % 6],
                station,
                sure: one_in(2, one),
            }
        }
        Paper => {
            let slip = |count: usize| TicketNumber::new('A', 900, u16::try_from(count).unwrap()).unwrap();
            let (first, length) = (1 + one % 30, other % 9);
            let slips = SlipRun::new(slip(first), slip(first + length)).unwrap();
            let from = Day::new(2026, 3, 5).unwrap().at_minute(600);
            let to = from.shifted(if one_in(8, other) { -60_000 } else { 3_600_000 });
            Command::CountPaper { service: if one_in(5, other) { of_service } else { service(0) }, slips, from, to }
        }
        Undo => Command::Undo { entry: None, reason: one_in(2, other).then_some(reason), sure: one_in(2, one) },
        Redo => Command::Redo,
        Dismiss => {
            let notice = nth(notices::open(board).into_iter().map(|open| open.id()), one);
            Command::DismissNotice { notice: notice.unwrap_or("same-desk:1:1".parse().unwrap()) }
        }
        Meet | Restart | Restore | Twin | Practise | Stray | UndoThat => unreachable!("no command: {what:?}"),
    }
}

/// A fact that the rules of its desk would not have let through, about anything that is known anywhere, or to come:
/// `next` is an entry its desk has not written yet.
pub fn stray(written: &[Entry], next: EntryKey, deed: &Deed) -> Fact {
    let (one, other) = (usize::from(deed.one), usize::from(deed.other));
    let anywhere = |pick: &dyn Fn(&Fact) -> bool| {
        let keys = written.iter().filter(|entry| pick(&entry.fact)).map(|entry| entry.key);
        let mut keys: Vec<EntryKey> = keys.collect();
        keys.push(next);
        keys[one % keys.len()]
    };
    let person = |pick: usize| {
        let entry = anywhere(&|fact| matches!(fact, Fact::Enrolled { .. }));
        PersonId { entry, index: [0, 1, 2, 3, 4, 5, 6, 7, 8][pick % 9] }
    };
    let ticket = TicketId(anywhere(&|fact| matches!(fact, Fact::TicketTaken { .. } | Fact::ServedDirectly { .. })));
    let team = TeamId(anywhere(&|fact| matches!(fact, Fact::TeamArrived { .. })));
    let step = |step| Fact::Ticket { ticket, step };
    let (at, by, reason) = (station(other / 3), Means::Scanned, String::new());
    match other % 28 {
        0 => Fact::Arrived { person: person(other / 28), by, team: Some(team) },
        1 => Fact::Arrived { person: person(other / 28), by, team: None },
        2 => Fact::Left { person: person(other / 28), by },
        3 => Fact::Stationed { person: person(other / 28), station: Some(at) },
        4 => Fact::TeamLeft { team },
        5 => Fact::TeamArrived { unit: unit(other), heads: 3, leader: Some(person(other / 28)) },
        6 => Fact::Merged { from: person(other / 28), into: person(one) },
        7 => {
            Fact::BadgeIssued { person: person(other / 28), number: badge(0, one % 10 + 1), issue: [0, 1, 2][one % 3] }
        }
        8 => Fact::BadgeRevoked { number: badge(0, one % 10 + 1) },
        9 => Fact::TicketTaken {
            service: service(one),
            class: Class::Normal,
            number: TicketNumber::new('A', 2, [1, 2, 3][one % 3]).unwrap(),
            slip: badge(2, 1 + one % 3),
            estimate_secs: one_in(2, one).then_some(600),
        },
        10 if one_in(2, one) => {
            Fact::Counted { service: service(one), quantity: 0, station: None, source: CountSource::Key }
        }
        10 => {
            let slip = |count| TicketNumber::new('A', 900, count).unwrap();
            let (first, last) = (slip(1 + u16::from(deed.one) % 30), slip(12));
            let source = CountSource::Paper { first, last, from: Wall(0), to: Wall(0) };
            Fact::Counted { service: service(0), quantity: 3, station: None, source }
        }
        11 => step(TicketStep::Called { station: at, reason: None }),
        12 => step(TicketStep::Began { station: at }),
        13 => step(TicketStep::Absent { station: at }),
        14 => step(TicketStep::Done { station: at }),
        15 => step(TicketStep::Released { station: at }),
        16 => step(TicketStep::Parked { station: at, reason, pool: one_in(2, one) }),
        17 => step(TicketStep::Resumed { station: at }),
        18 => step(TicketStep::Transferred { station: one_in(2, one).then_some(at), service: service(one / 2) }),
        19 => step([TicketStep::Returned, TicketStep::Cancelled { reason }][one % 2].clone()),
        20 => Fact::Withdrawn { person: person(other / 28) },
        21 => Fact::ClockCorrected { desk: DeskId([0, 1, 2, 3][one % 4]), offset_ms: 1000 },
        22 => Fact::DeskLeft { desk: DeskId([1, 2, 3][one % 3]) },
        23 => {
            let ahead_ms = [-300_000, 150_000, 400_000, 0][one / 3 % 4];
            Fact::ClockSeen { desk: DeskId([1, 2, 3][one % 3]), ahead_ms }
        }
        24 => Fact::ChainBroken { entry: next },
        25 => Fact::HoursAdded {
            person: person(other / 28),
            day: [5, 6, 7].map(|day| Day::new(2026, 3, day).unwrap())[one % 3],
            minutes: [0, 45, 600][one / 3 % 3],
            estimated: one_in(2, one / 9),
            by: person(one),
            reason,
        },
        26 => Fact::HoursRuled(HoursRules { rounding: Rounding::Half, daily_cap_minutes: Some([0, 90][one % 2]) }),
        _ => Fact::Undone { entry: next, reason },
    }
}

/// What is asked about a ticket by its number.
fn ticket_command(board: &Board, deed: &Deed, station: StationId, reason: String) -> Command {
    let (one, other) = (usize::from(deed.one), usize::from(deed.other));
    let ticket = || nth(board.queue.tickets().map(|(id, _)| id), one).unwrap_or_default();
    // Mostly one that it fits, or hardly any would be set aside or missed and come back.
    let fitting = |fits: fn(&State) -> bool| {
        let all = board.queue.tickets().filter(|(_, ticket)| fits(&ticket.state)).map(|(id, _)| id);
        nth(all, one).filter(|_| !one_in(5, other)).unwrap_or_else(ticket)
    };
    match deed.what {
        // A missed number is not void, and must not become so.
        Cancel if one_in(3, other) => {
            Command::CancelTicket { ticket: fitting(|state| *state == State::Missed), reason }
        }
        Cancel => Command::CancelTicket { ticket: ticket(), reason },
        Resume => Command::Resume { ticket: fitting(|state| matches!(state, State::Parked { .. })), station },
        Transfer => Command::Transfer { ticket: ticket(), service: service(other) },
        Return => Command::Return { ticket: fitting(|state| *state == State::Missed) },
        CallOne => Command::CallOne { station, ticket: ticket(), reason },
        _ => Command::Raise { ticket: ticket(), reason },
    }
}

/// What is asked about the hours.
fn hours_command(board: &Board, what: What, one: usize, other: usize) -> Command {
    let someone = |pick| nth(board.attendance.people().map(|(id, _)| id), pick).unwrap_or_default();
    let (lead, reason) = (someone(other), if one_in(9, other) { String::new() } else { "forgot".to_owned() });
    match what {
        AddHours => {
            let minutes = [None, Some(0), Some(10), Some(100), Some(181)][other % 5];
            Command::AddHours { person: someone(one), minutes, lead, reason }
        }
        ConfirmHours => {
            let open = Closing::of(board, DeskId(1)).people;
            let whom = open.iter().filter_map(NotOut::to_confirm).take(1 + one % 3).collect();
            Command::ConfirmHours { whom, lead, reason }
        }
        _ => Command::RuleHours(HoursRules {
            rounding: [Rounding::None, Rounding::Tenth, Rounding::Half][one % 3],
            daily_cap_minutes: [None, Some(120), Some(480), Some(1441)][other % 4],
        }),
    }
}

/// What is asked about printed badges and cards.
fn card_command(board: &Board, what: What, one: usize, other: usize) -> Command {
    match what {
        Print => {
            let badge = PrintedBadge { number: badge(0, one % 9 + 1), issue: u8::from(one_in(3, other)) };
            Command::NotePrinted(vec![badge])
        }
        Cards => Command::IssueCards(vec![job(one, other), job(other, one)]),
        ScanCard => {
            let issued = board.ledger().latest().find_map(|entry| match &entry.fact {
                Fact::CardsIssued { cards } => nth(cards.iter().map(|card| card.number), other),
                _ => None,
            });
            Command::Scan(Scanned::Card { number: issued.unwrap_or(badge(1, one)) })
        }
        _ => Command::Revoke { number: badge([0, 1][other % 2], one % 9 + 1) },
    }
}

/// What a card does.
fn job(one: usize, other: usize) -> CardJob {
    match one % 6 {
        0 => CardJob::Undo,
        1 => CardJob::Station { station: station(other) },
        2 | 3 => CardJob::Turn { station: station(other), turn: CardTurn::ALL[other % 5] },
        4 => CardJob::Take { service: service(other), class: Class::Normal },
        _ => CardJob::Count { service: service(other), quantity: 1 },
    }
}

fn team(board: &Board, pick: usize) -> TeamId {
    let teams = board.ledger().latest();
    let teams = teams.filter(|entry| matches!(entry.fact, Fact::TeamArrived { .. })).map(|entry| entry.key);
    TeamId(nth(teams, pick).unwrap_or_default())
}

/// The commands that set the square up.
pub fn set_up() -> Vec<Command> {
    let day = Day::new(2026, 3, 5).unwrap();
    let outing = Outing {
        name: "Square".to_owned(),
        event: 305,
        first_day: day,
        last_day: day,
        opens_minute: 9 * 60,
        closes_minute: 12 * 60,
        demo: false,
    };
    let people = (1..=PEOPLE).map(|serial| Enrolment { unit: unit(serial % 2), number: badge(0, serial) });
    let services = [("clinic", Some('A')), ("haircut", Some('B')), ("leaflets", None)];
    let services = services.map(|(word, letter)| Service {
        service: word.parse().unwrap(),
        zh: word.to_owned(),
        en: word.to_owned(),
        queued: letter.is_some(),
        letter,
        measure: if letter.is_some() { Measure::Visits } else { Measure::Copies },
        kind: ServiceKind::Other,
        minutes: 8,
    });
    let stations = [("1", "clinic"), ("2", "clinic"), ("3", "haircut")].map(|(station, service)| Station {
        station: station.parse().unwrap(),
        service: service.parse().unwrap(),
        name: String::new(),
    });
    let mut commands = vec![Command::SetOuting(outing)];
    commands.extend(services.map(Command::SetService));
    commands.extend(stations.map(Command::SetStation));
    commands.push(Command::Enrol(people.collect()));
    commands
}

/// Once in so many picks.
pub fn one_in(many: usize, pick: usize) -> bool {
    pick.is_multiple_of(many)
}

fn badge(desk: u16, serial: usize) -> BadgeNumber {
    BadgeNumber::new(desk, u32::try_from(serial).unwrap()).unwrap()
}

fn service(pick: usize) -> ServiceId {
    SERVICES[pick % SERVICES.len()].parse().unwrap()
}

fn station(pick: usize) -> StationId {
    STATIONS[pick % STATIONS.len()].parse().unwrap()
}

fn unit(pick: usize) -> UnitName {
    UNITS[pick % UNITS.len()].parse().unwrap()
}

/// The n-th of what there is, counted round.
fn nth<T>(all: impl Iterator<Item = T>, pick: usize) -> Option<T> {
    let mut all: Vec<T> = all.collect();
    if all.is_empty() { None } else { Some(all.swap_remove(pick % all.len())) }
}
