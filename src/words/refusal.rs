//! What is said when a command was not carried out, or a person must choose first: why, and what to do now.

use super::names::Names;
use super::{Said, history, label, state};
use crate::domain::fact::ScanReason;
use crate::domain::ids::PersonId;
use crate::domain::refusal::{Choice, Question, Refusal};

phrases! {
    WHOSE: "{why}（{person}）", "{why} ({person})";

    NO_OUTING: "还没有设置活动，请先完成设置。", "The square is not set up yet. Please set it up first.";
    NO_DESK_NUMBER: "本机还没有编号，请先设置。", "This desk has no number yet. Please set it up first.";
    UNKNOWN_PERSON: "名单里没有这个人，请换个写法再找。", "Nobody on the list fits. Please try another spelling.";
    OFF_THE_LIST: "已不在名单里，请找活动负责人：{person}", "No longer on the list, please ask the event lead: {person}";
    NOT_IN: "现在没有签到：{person}", "Not checked in now: {person}";
    UNKNOWN_UNIT: "名单里没有这个单位，请检查单位名称。", "No unit on the list has this name. Please check it.";
    UNKNOWN_SERVICE: "没有这项服务：{service}", "There is no service {service}.";
    NO_QUEUE: "{service}不用取号，请直接计数。", "{service} takes no numbers. Please count it.";
    SERVICE_CLOSED: "{service}已停止取号。", "{service} gives out no more numbers.";
    UNKNOWN_STATION: "没有 {station} 号台，请检查台号。", "There is no station {station}. Please check its number.";
    STATION_NOT_OPEN: "{station} 号台{status}，请先开放。", "Station {station} is not open ({status}). Please open it first.";
    UNKNOWN_TICKET: "没有这个号码，请核对号票。", "There is no such number. Please check the ticket.";
    TICKET_IS: "{ticket}现在是{state}，不能这样操作。", "Not possible now: {ticket} has the state {state}.";
    TICKET_AT: "{ticket}在 {station} 号台。", "Station {station} has {ticket}.";
    NO_NUMBER: "这一位没有取号，请先取号。", "This resident has no number. Please take one first.";
    NO_PRINTER: "本机没有设打印机，请在设置页按 Ctrl+R 设置。", "This desk has no slip printer. Set one up on the set-up page with Ctrl+R.";
    SERVES_OTHER: "{station} 号台是{service}，请先转过去，或换一个服务台。", "Station {station} is for {service}. Please transfer first, or choose another station.";
    STATION_IDLE: "{station} 号台还没有叫号，请先叫下一位。", "Station {station} has called nobody. Please call the next one.";
    NOBODY_WAITS: "{service}现在没有人等候。", "Nobody waits for {service}.";
    NUMBERS_USED_UP: "{service}在本机的号码已用完，请到另一台电脑取号。", "This desk has no more numbers for {service}. Please take one at another desk.";
    OUT_OF_BOUNDS: "{given} 超出范围，请用 1 到 {most}。", "{given} is out of bounds. Please use 1 to {most}.";
    NOT_A_SQUARE_NAME: "广场名称最多 10 个汉字或 32 个字母，不能有逗号。请改短一些。", "A square's name holds 32 letters or 10 Chinese characters at the most, and no comma. Please shorten it.";
    EMPTY_TEXT: "这里不能空着，请填写。", "This must not be empty. Please fill it in.";
    NO_DAY: "{day} 不是活动的日子，请核对日期。", "{day} is no day of this event. Please check the date.";
    BACKWARDS: "结束早于开始，请检查日期和时间。", "The end is before the beginning. Please check dates and times.";
    DESK_NUMBER_TAKEN: "{number} 号机已有，可用 {free} 号。", "Another desk has number {number}. Number {free} is free.";
    NOT_A_LETTER: "{letter} 不能作号票字母，请用 A 到 Z。", "{letter} cannot begin a ticket. Please use a letter from A to Z.";
    LETTER_TAKEN: "字母 {letter} 已用于{service}，请换一个。", "{service} already uses the letter {letter}. Please take another.";
    NO_LETTER_LEFT: "26 个字母都用完了，请用已有的服务。", "All 26 letters are in use. Please take a service that is there.";
    SLIPS_OF_OTHER: "{letter} 开头的纸号是{service}的，请核对。", "Paper slips with {letter} are of {service}. Please check.";
    SLIPS_COUNTED: "{first} 到 {last} 的纸号已补录过，没有再加。", "The slips {first} to {last} were entered before. Nothing was added.";
    NOTHING_TO_UNDO: "没有可以撤销或恢复的操作。", "There is nothing to undo or redo.";
    UNKNOWN_ENTRY: "没有这条记录，请核对编号。", "There is no such entry. Please check its id.";
    ALREADY_UNDONE: "早已撤销：{fact}", "Undone before: {fact}";
    CANNOT_UNDO: "这样的记录不能撤销，请直接更改：{fact}", "This is changed, not undone: {fact}";
    FORMER_VALUE_UNKNOWN: "本机没有改动前的内容，请直接修改资料：{person}", "This desk does not know what it was before. Please edit it: {person}";
    UNKNOWN_NUMBER: "没有号码是 {number} 的胸牌或卡。", "No badge and no card has the number {number}.";
    NOTHING_ASKED: "屏幕上没有提问，这张卡只用来回答。", "There is no question on the screen. This card only answers one.";
    NO_PHONE_TAIL: "电话至少要四位数字，也可以不填。", "A phone needs at least four digits, or may stay empty.";
    NOT_FOR_THE_ROSTER: "这像是证件号或付款码，不要填在这里。", "This looks like an ID number or a payment code. It does not belong here.";
    ONLY_PRACTISED: "只是练习，本来就不算数：{fact}", "Only practised, it counts nowhere anyway: {fact}";
    PRACTISING: "练习中不能做这一步，请先结束练习。", "This is no exercise. Please end the practice first.";
    UNKNOWN_NOTICE: "没有这条提醒，也许已收起。", "There is no such notice. It may have been put away.";
    UNKNOWN_DESK: "没有这台电脑。", "There is no such desk.";

    ALREADY_IN: "{since} 已在 {desk} 号机签到，不用重复签到：{person}", "In since {since} at desk {desk}, no need to check in again: {person}";
    STILL_CALLED: "{station} 号台正在叫 {ticket}，人到了吗？", "Station {station} is calling {ticket}. Is the resident there?";
    STILL_SERVING: "{station} 号台正在为{ticket}服务，怎样处理？", "Station {station} still serves {ticket}. What then?";
    LARGE_COUNT: "{service}一次加 {quantity} {measure}，数目对吗？", "{service}: {quantity} {measure} at once. Is that right?";
    WHICH_PERSON: "有 {people} 人符合，请选择。", "{people} people fit. Please choose.";
    UNDO_WHY: "请选择撤销的原因：{fact}", "Why is this undone? {fact}";
    UNDO_BUILT: "后来的记录与它有关（{later}），仍要撤销吗？{fact}", "A later entry builds on it ({later}). Undo all the same? {fact}";

    CHOOSE_STATION: "换服务台", "Station";
    CHOOSE_NOTHING: "不处理", "Nothing";
    CHOOSE_POOL: "转给其他台", "To another station";
    CHOOSE_ARRIVED: "到了", "Arrived";
    CHOOSE_YES: "是", "Yes";
    CHOOSE_NO: "否", "No";
    PERSON: "{person}，{unit}，{tail}", "{person}, {unit}, {tail}";
    PERSON_WITHOUT_PHONE: "{person}，{unit}", "{person}, {unit}";
}

/// The sentence of a refusal.
pub fn said(refusal: &Refusal, names: &Names<'_>) -> Said {
    match refusal {
        Refusal::Asks(question) => asked(question, names),
        Refusal::Scan { reason, person } => scan(*reason, *person, names),
        Refusal::NoOuting => NO_OUTING.said(),
        Refusal::NoDeskNumber => NO_DESK_NUMBER.said(),
        Refusal::UnknownPerson => UNKNOWN_PERSON.said(),
        Refusal::OffTheList { person } => OFF_THE_LIST.said().and("person", names.person(*person)),
        Refusal::NotIn { person } => NOT_IN.said().and("person", names.person(*person)),
        Refusal::UnknownUnit => UNKNOWN_UNIT.said(),
        Refusal::UnknownService { service } => UNKNOWN_SERVICE.said().and("service", names.service(service)),
        Refusal::NoQueue { service } => NO_QUEUE.said().and("service", names.service(service)),
        Refusal::ServiceClosed { service } => SERVICE_CLOSED.said().and("service", names.service(service)),
        Refusal::UnknownStation { station } => UNKNOWN_STATION.fill([("station", station.to_string())]),
        Refusal::StationNotOpen { station, status } => STATION_NOT_OPEN
            .fill([("station", station.to_string())])
            .and("status", state::station_status(*status).said()),
        Refusal::UnknownTicket => UNKNOWN_TICKET.said(),
        Refusal::TicketIs { number, state } => {
            TICKET_IS.said().and("ticket", state::bearer(*number)).and("state", state::ticket_state(state).said())
        }
        Refusal::TicketAt { number, station } => {
            TICKET_AT.fill([("station", station.to_string())]).and("ticket", state::bearer(*number))
        }
        Refusal::NoNumber => NO_NUMBER.said(),
        Refusal::NoPrinter => NO_PRINTER.said(),
        Refusal::ServesOther { station, service } => {
            SERVES_OTHER.fill([("station", station.to_string())]).and("service", names.service(service))
        }
        Refusal::StationIdle { station } => STATION_IDLE.fill([("station", station.to_string())]),
        Refusal::NobodyWaits { service } => NOBODY_WAITS.said().and("service", names.service(service)),
        Refusal::NumbersUsedUp { service } => NUMBERS_USED_UP.said().and("service", names.service(service)),
        Refusal::OutOfBounds { given, most } => {
            OUT_OF_BOUNDS.fill([("given", given.to_string()), ("most", most.to_string())])
        }
        Refusal::EmptyText => EMPTY_TEXT.said(),
        Refusal::NotASquareName => NOT_A_SQUARE_NAME.said(),
        Refusal::NoDayOfTheOuting { day } => NO_DAY.fill([("day", day.to_string())]),
        Refusal::Backwards => BACKWARDS.said(),
        Refusal::DeskNumberTaken { number, free } => {
            DESK_NUMBER_TAKEN.fill([("number", number.to_string()), ("free", free.to_string())])
        }
        Refusal::NotALetter { letter } => NOT_A_LETTER.fill([("letter", letter.to_string())]),
        Refusal::LetterTaken { letter, service } => {
            LETTER_TAKEN.fill([("letter", letter.to_string())]).and("service", names.service(service))
        }
        Refusal::NoLetterLeft => NO_LETTER_LEFT.said(),
        Refusal::SlipsOfOther { letter, service } => {
            SLIPS_OF_OTHER.fill([("letter", letter.to_string())]).and("service", names.service(service))
        }
        Refusal::SlipsCounted { slips, .. } => {
            SLIPS_COUNTED.fill([("first", slips.first().to_string()), ("last", slips.last().to_string())])
        }
        Refusal::NothingToUndo => NOTHING_TO_UNDO.said(),
        Refusal::UnknownEntry => UNKNOWN_ENTRY.said(),
        Refusal::AlreadyUndone { entry } => ALREADY_UNDONE.said().and("fact", history::entry(*entry, names)),
        Refusal::CannotUndo { entry } => CANNOT_UNDO.said().and("fact", history::entry(*entry, names)),
        Refusal::FormerValueUnknown { person } => FORMER_VALUE_UNKNOWN.said().and("person", names.person(*person)),
        Refusal::UnknownNumber { number } => UNKNOWN_NUMBER.fill([("number", number.to_string())]),
        Refusal::NothingAsked => NOTHING_ASKED.said(),
        Refusal::NoPhoneTail => NO_PHONE_TAIL.said(),
        Refusal::NotForTheRoster => NOT_FOR_THE_ROSTER.said(),
        Refusal::OnlyPractised { entry } => ONLY_PRACTISED.said().and("fact", history::entry(*entry, names)),
        Refusal::Practising => PRACTISING.said(),
        Refusal::UnknownNotice => UNKNOWN_NOTICE.said(),
        Refusal::UnknownDesk => UNKNOWN_DESK.said(),
    }
}

/// A question as it is asked, without its choices.
pub fn asked(question: &Question, names: &Names<'_>) -> Said {
    match question {
        Question::AlreadyIn { person, since, desk, .. } => {
            let said = ALREADY_IN.fill([("since", since.hhmm()), ("desk", names.desk(*desk))]);
            said.and("person", names.person(*person))
        }
        Question::StillCalled { station, number } => {
            STILL_CALLED.fill([("station", station.to_string())]).and("ticket", state::bearer(*number))
        }
        Question::StillServing { station, number } => {
            STILL_SERVING.fill([("station", station.to_string())]).and("ticket", state::bearer(*number))
        }
        Question::LargeCount { service, quantity, .. } => {
            let said = LARGE_COUNT.fill([("quantity", quantity.to_string())]);
            said.and("service", names.service(service)).and("measure", names.measure(service))
        }
        Question::WhichPerson { candidates, .. } => WHICH_PERSON.fill([("people", candidates.len().to_string())]),
        Question::UndoWhy { entry, .. } => UNDO_WHY.said().and("fact", history::entry(*entry, names)),
        Question::UndoBuilt { entry, later, .. } => {
            UNDO_BUILT.said().and("fact", history::entry(*entry, names)).and("later", history::entry(*later, names))
        }
    }
}

/// One answer as it is offered.
pub fn choice(choice: &Choice, names: &Names<'_>) -> Said {
    match choice {
        Choice::CheckOut => label::CHECK_OUT.said(),
        Choice::ChangeStation => CHOOSE_STATION.said(),
        Choice::Nothing => CHOOSE_NOTHING.said(),
        Choice::Arrived => CHOOSE_ARRIVED.said(),
        Choice::CallAgain => label::RECALL.said(),
        Choice::Missed => label::MISSED.said(),
        Choice::Done => label::DONE.said(),
        Choice::Pool => CHOOSE_POOL.said(),
        Choice::Yes => CHOOSE_YES.said(),
        Choice::No => CHOOSE_NO.said(),
        Choice::Because(reason) => state::undo_reason(*reason).said(),
        Choice::Person(person) => person_line(*person, names),
    }
}

/// A person as told apart from namesakes: name, unit, end of the phone number.
pub fn person_line(person: PersonId, names: &Names<'_>) -> Said {
    let tail = names.phone_tail(person);
    let phrase = if tail.is_empty() { PERSON_WITHOUT_PHONE } else { PERSON };
    let said = phrase.fill([("tail", tail.to_owned())]);
    said.and("person", names.person(person)).and("unit", names.unit_of(person))
}

fn scan(reason: ScanReason, person: Option<PersonId>, names: &Names<'_>) -> Said {
    let why = state::scan_refused(reason).said();
    match person {
        Some(person) => WHOSE.said().and("why", why).and("person", names.person(person)),
        None => why,
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::kit;
    use super::*;
    use crate::domain::fact::{Means, StationStatus};
    use crate::domain::ids::{DeskNumber, ServiceId, StationId};
    use crate::domain::queue::State;
    use crate::domain::refusal::PersonAct;
    use crate::domain::time::Wall;

    fn questions() -> Vec<Question> {
        let (person, entry) = (kit::person(), kit::key(16));
        let (service, station): (_, StationId) = ("clinic".parse().unwrap(), "3".parse().unwrap());
        let already_in = |desk| Question::AlreadyIn { person, since: Wall(0), desk, by: Means::Typed };
        vec![
            already_in(kit::DESK),
            already_in(crate::domain::ids::DeskId(1)),
            Question::StillCalled { station: station.clone(), number: Some(kit::ticket_number()) },
            Question::StillCalled { station: station.clone(), number: None },
            Question::StillServing { station: station.clone(), number: Some(kit::ticket_number()) },
            Question::StillServing { station, number: None },
            Question::LargeCount { service, quantity: 50, station: None },
            Question::WhichPerson { candidates: vec![person; 2], then: PersonAct::CheckIn(Means::Typed) },
            Question::UndoWhy { entry, sure: false },
            Question::UndoBuilt { entry, later: kit::key(17), reason: None },
        ]
    }

    fn refusals() -> Vec<Refusal> {
        let (person, entry, number) = (kit::person(), kit::key(4), Some(kit::ticket_number()));
        let service = || -> ServiceId { "clinic".parse().unwrap() };
        let station = || -> StationId { "3".parse().unwrap() };
        let scan = |reason, person| Refusal::Scan { reason, person };
        let states = [
            State::Waiting,
            State::Called { station: station() },
            State::Serving { station: station() },
            State::Parked { station: None },
            State::Missed,
            State::Done { station: station() },
            State::Cancelled,
        ];
        let statuses = [StationStatus::Open, StationStatus::Paused, StationStatus::Closed];
        let reasons = [
            ScanReason::Unreadable,
            ScanReason::NotOurs,
            ScanReason::OtherEvent,
            ScanReason::Forged,
            ScanReason::UnknownBadge,
            ScanReason::ReplacedBadge,
            ScanReason::RevokedBadge,
            ScanReason::Withdrawn,
            ScanReason::Ambiguous,
            ScanReason::WrongKind,
            ScanReason::UnknownCard,
            ScanReason::UnknownSlip,
            ScanReason::RevokedCard,
        ];
        let mut refusals = vec![
            Refusal::NoOuting,
            Refusal::NoDeskNumber,
            Refusal::UnknownPerson,
            Refusal::OffTheList { person },
            Refusal::NotIn { person },
            Refusal::UnknownUnit,
            Refusal::UnknownService { service: "no-such".parse().unwrap() },
            Refusal::NoQueue { service: service() },
            Refusal::ServiceClosed { service: service() },
            Refusal::UnknownStation { station: station() },
            Refusal::NoLetterLeft,
            Refusal::SlipsOfOther { letter: 'A', service: service() },
            Refusal::SlipsCounted { slips: kit::slips(), entry },
            Refusal::UnknownTicket,
            Refusal::TicketIs { number: None, state: State::Waiting },
            Refusal::TicketAt { number, station: station() },
            Refusal::NoNumber,
            Refusal::NoPrinter,
            Refusal::ServesOther { station: station(), service: service() },
            Refusal::StationIdle { station: station() },
            Refusal::NobodyWaits { service: service() },
            Refusal::NumbersUsedUp { service: service() },
            Refusal::OutOfBounds { given: 0, most: 999 },
            Refusal::EmptyText,
            Refusal::NotASquareName,
            Refusal::NoDayOfTheOuting { day: crate::domain::time::Day::new(2026, 3, 6).unwrap() },
            Refusal::Backwards,
            Refusal::DeskNumberTaken { number: DeskNumber::FIRST, free: DeskNumber::FIRST },
            Refusal::NotALetter { letter: 'a' },
            Refusal::LetterTaken { letter: 'A', service: service() },
            Refusal::NothingToUndo,
            Refusal::UnknownEntry,
            Refusal::AlreadyUndone { entry },
            Refusal::CannotUndo { entry: kit::key(900) },
            Refusal::FormerValueUnknown { person },
            Refusal::UnknownNumber { number: "13".parse().unwrap() },
            Refusal::NothingAsked,
            Refusal::NoPhoneTail,
            Refusal::NotForTheRoster,
            Refusal::UnknownNotice,
            Refusal::OnlyPractised { entry },
            Refusal::Practising,
            Refusal::UnknownDesk,
            scan(ScanReason::ReplacedBadge, Some(person)),
        ];
        refusals.extend(reasons.map(|reason| scan(reason, None)));
        refusals.extend(states.map(|state| Refusal::TicketIs { number, state }));
        refusals.extend(statuses.map(|status| Refusal::StationNotOpen { station: station(), status }));
        refusals.extend(questions().into_iter().map(Refusal::Asks));
        refusals
    }

    #[test]
    fn every_refusal_and_every_choice_is_whole_in_both_languages() {
        kit::with_names(|names| {
            for refusal in refusals() {
                kit::whole(&said(&refusal, names));
            }
            for offered in questions().iter().flat_map(Question::choices) {
                kit::whole(&choice(&offered, names));
            }
        });
    }

    #[test]
    fn a_second_scan_says_since_when_and_where() {
        kit::with_names(|names| {
            let [zh, en] = kit::whole(&asked(&questions()[0], names));
            assert_eq!(zh, "00:00 已在 1 号机签到，不用重复签到：阿依古丽·买买提");
            assert_eq!(en, "In since 00:00 at desk 1, no need to check in again: 阿依古丽·买买提");
        });
    }
}
