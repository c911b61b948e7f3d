//! What is said when a command was carried out. One sentence an outcome; names of people come last, for they may hold
//! characters whose width terminals disagree on.

use super::names::Names;
use super::state::details;
use super::{Phrase, Said, history, hours, state, wait};
use crate::domain::fact::Class;
use crate::domain::ids::{PersonId, ServiceId, StationId};
use crate::domain::number::TicketNumber;
use crate::domain::outcome::{Finished, Outcome};
use crate::domain::queue::Ticket;
use crate::domain::queue::line::DEFERRED_CALLS;
use crate::domain::queue::ticket::MISSES_MAX;
use crate::domain::targets::Progress;

phrases! {
    ARRIVED: "签到成功：{person}", "Checked in: {person}";
    ARRIVED_WITH_TEAM: "签到成功，算在本单位一起到的人里：{person}", "Checked in as one of the team that came together: {person}";
    LEFT: "签退成功，本次 {hours} 小时：{person}", "Checked out after {hours} hours: {person}";
    STATIONED: "现在 {station} 号台：{person}", "Now at station {station}: {person}";
    STATIONED_NOWHERE: "现在不在任何服务台：{person}", "Now at no station: {person}";
    ATTENTION: "{answer}（请注意：{attention}）", "{answer} (please note: {attention})";
    TEAM_ARRIVED: "{unit}一起到了 {heads} 人。胸牌可以随后再扫。", "{unit}: {heads} came together. Their badges may be scanned later.";
    TEAM_LEFT: "{unit}其余 {heads} 人已签退。", "{unit}: the other {heads} are checked out.";
    NUMBER_TAKEN: "{service}：您的号码 {number}，前方等待 {ahead} 人。", "{service}: your number is {number}, {ahead} ahead of you.";
    PRIORITY_TAKEN: "{service}：您的优先号码 {number}，前方等待 {ahead} 人。", "{service}: your priority number is {number}, {ahead} ahead of you.";
    CALLED: "请 {number} 号到 {station} 号台。", "Number {number}, please come to station {station}.";
    AFTER_NUMBER: "{finished} 号完成。{next}", "{finished} is done. {next}";
    AFTER_SOMEBODY: "上一位完成。{next}", "The one before is done. {next}";
    RECALLED: "再叫一次：请 {number} 号到 {station} 号台。", "Once more: number {number}, please come to station {station}.";
    BEGAN: "{number} 号在 {station} 号台开始服务。", "Station {station} serves {number}.";
    ABSENT: "{number} 号过号，已顺延 {calls} 位。", "{number} did not come: called again after {calls} others.";
    MISSED: "{number} 号叫了 {times} 次未到，已过号。本人回来后可再排队。", "{number} was called {times} times and did not come. It may come back into the line.";
    FINISHED: "{number} 号在 {station} 号台完成。", "{number} is done at station {station}.";
    SERVED: "{station} 号台完成一位。", "One visit done at station {station}.";
    CANCELLED: "{number} 号已作废。", "{number} is void.";
    VOIDED: "已作废。", "Void.";
    PARKED: "{ticket}暂放在 {station} 号台。", "Set aside at station {station}: {ticket}";
    PARKED_IN_POOL: "{ticket}暂放，哪个台都可以继续。", "Set aside, any station may go on: {ticket}";
    RESUMED: "{station} 号台继续为{ticket}服务。", "Station {station} goes on with {ticket}.";
    TRANSFERRED: "{number} 号转到{service}，前方等待 {ahead} 人。", "{number} now waits for {service}, {ahead} ahead.";
    RETURNED: "{ticket}回来了，{calls} 位之后再叫。", "Back in the line, called after {calls} others: {ticket}";
    SERVED_DIRECTLY: "{station} 号台直接服务一位。", "Station {station} serves somebody without a number.";
    RAISED: "{ticket}改为优先。", "Priority from now on: {ticket}";
    TICKET_FOUND: "{number} 号，{service}：{state}。", "{number}, {service}: {state}.";
    TICKET_WAITS: "{number} 号，{service}：前方等待 {ahead} 人。", "{number}, {service}: {ahead} ahead of you.";
    TICKET_IS_NEXT: "{number} 号，{service}：下一位就是您。", "{number}, {service}: you are next.";
    TICKET_AT: "{number} 号，{service}：{state}，{station} 号台。", "{number}, {service}: {state}, station {station}.";
    SLIP_SENT: "{number} 的号票重打一张。", "The slip of {number} is printed again.";
    NO_TICKET: "没有找到这张号票。", "This ticket is not found.";
    COUNTED: "{service}加 {quantity}，共 {total} {measure}。", "{service}: {quantity} more, {total} {measure} in all.";
    UNDONE: "已撤销：{fact}", "Undone: {fact}";
    REDONE: "已恢复：{fact}", "Counts again: {fact}";
    DISMISSED: "提醒已收起。", "The notice is put away.";
    SET_UP: "设置已保存。", "The set-up is saved.";
    SERVICE_OPENED: "{service}恢复取号。", "{service} gives out numbers again.";
    SERVICE_CLOSED: "{service}停止取号，已取的号照常叫。", "{service} gives out no more numbers; those taken are still called.";
    TARGET_SET: "{service}的目标是 {quantity} {measure}（整个活动），已有 {total}，完成 {percent} %。", "{service}: the target of the whole event is {quantity} {measure}; {total} by now, {percent} %.";
    TARGET_REMOVED: "{service}不再有目标。", "{service}: no target any more.";
    STATION_TURNED: "{station} 号台：{status}。", "Station {station}: {status}.";
    ENROLLED: "名单增加 {people} 人。", "{people} people were put on the list.";
    IMPORTED: "名单已导入：新增 {new} 人，改动 {changed} 人，移出 {gone} 人。按 F6 可撤销。", "The roster file is in: {new} new, {changed} changed, {gone} taken off. F6 takes it back.";
    BADGE_ISSUED: "新胸牌 {number} 已生效，旧胸牌作废：{person}", "The new badge {number} is valid, older ones are not: {person}";
    BADGES_PRINTED: "{badges} 张胸牌已排好。", "{badges} badges are laid out.";
    CARDS_ISSUED: "新做了 {cards} 张卡。", "{cards} new cards are valid.";
    HOURS_RULED: "时长规则：{rules}。", "Hours: {rules}.";
    HOURS_CONFIRMED: "确认 {count} 个没签退，共补录 {minutes} 分钟。", "{count} missing check-outs confirmed: {minutes} minutes added.";
    HOURS_ADDED: "{person}补录 {minutes} 分钟。", "{minutes} minutes added: {person}";
    REVOKED: "{number} 已挂失，不再有效。", "{number} is reported lost and no longer valid.";
    AT_STATION: "本机现在是 {station} 号台。", "This desk is station {station} now.";
    EDITED: "已修改{fields}：{person}", "Changed {fields}: {person}";
    MOVED: "现在的单位是{unit}：{person}", "Now of {unit}: {person}";
    WITHDRAWN: "已移出名单，胸牌作废：{person}", "Off the list, the badge is no longer valid: {person}";
    MERGED: "两条记录已合并，两张胸牌都能用：{person}", "Two records are one now, both badges are valid: {person}";
    NOTHING_NEW: "没有变化。", "Nothing has changed.";
}

const MS_PER_TENTH_OF_HOUR: u64 = 360_000;

/// The sentence of an outcome.
pub fn said(outcome: &Outcome, names: &Names<'_>) -> Said {
    let sentence = plain(outcome, names);
    match outcome.person() {
        Some(person) => with_attention(sentence, person, names),
        None => sentence,
    }
}

/// A sentence about a volunteer, with what everybody at the desk should know of them.
pub fn with_attention(sentence: Said, person: PersonId, names: &Names<'_>) -> Said {
    let attention = names.attention(person);
    if attention.is_empty() {
        return sentence;
    }
    ATTENTION.fill([("attention", attention.to_owned())]).and("answer", sentence)
}

fn plain(outcome: &Outcome, names: &Names<'_>) -> Said {
    let of = |phrase: Phrase, person: PersonId| phrase.said().and("person", names.person(person));
    match outcome {
        Outcome::Arrived { person, with_team: false } => of(ARRIVED, *person),
        Outcome::Arrived { person, with_team: true } => of(ARRIVED_WITH_TEAM, *person),
        Outcome::Left { person, stayed_ms } => {
            LEFT.fill([("hours", hours(*stayed_ms))]).and("person", names.person(*person))
        }
        Outcome::Stationed { person, station: Some(station) } => {
            STATIONED.fill([("station", station.to_string())]).and("person", names.person(*person))
        }
        Outcome::Stationed { person, station: None } => of(STATIONED_NOWHERE, *person),
        Outcome::TeamArrived { unit, heads } => {
            TEAM_ARRIVED.fill([("heads", heads.to_string())]).and("unit", names.unit(unit))
        }
        Outcome::TeamLeft { unit, heads } => {
            TEAM_LEFT.fill([("heads", heads.to_string())]).and("unit", names.unit(unit))
        }
        Outcome::NumberTaken { number, service, class, ahead, wait } => {
            let phrase = if *class == Class::Priority { PRIORITY_TAKEN } else { NUMBER_TAKEN };
            let said = phrase.fill([("number", number.to_string()), ("ahead", ahead.to_string())]);
            wait::after(said.and("service", names.service(service)), *wait)
        }
        Outcome::Called { number, station, finished, .. } => after(*finished, at_station(CALLED, *number, station)),
        Outcome::Recalled { number, station } => at_station(RECALLED, *number, station),
        Outcome::Began { number, station } => at_station(BEGAN, *number, station),
        Outcome::Absent { number, missed: false } => {
            ABSENT.fill([("number", number.to_string()), ("calls", DEFERRED_CALLS.to_string())])
        }
        Outcome::Absent { number, missed: true } => {
            MISSED.fill([("number", number.to_string()), ("times", MISSES_MAX.to_string())])
        }
        Outcome::Finished { number: Some(number), station } => at_station(FINISHED, *number, station),
        Outcome::Finished { number: None, station } => SERVED.fill([("station", station.to_string())]),
        Outcome::Cancelled { number: Some(number) } => CANCELLED.fill([("number", number.to_string())]),
        Outcome::Cancelled { number: None } => VOIDED.said(),
        Outcome::Parked { number, station: Some(station) } => {
            PARKED.fill([("station", station.to_string())]).and("ticket", state::bearer(*number))
        }
        Outcome::Parked { number, station: None } => PARKED_IN_POOL.said().and("ticket", state::bearer(*number)),
        Outcome::Resumed { number, station, finished } => {
            let said = RESUMED.fill([("station", station.to_string())]);
            after(*finished, said.and("ticket", state::bearer(*number)))
        }
        Outcome::Transferred { number, service, ahead, wait } => {
            let said = TRANSFERRED.fill([("number", number.to_string()), ("ahead", ahead.to_string())]);
            wait::after(said.and("service", names.service(service)), *wait)
        }
        Outcome::Returned { number } => {
            RETURNED.fill([("calls", DEFERRED_CALLS.to_string())]).and("ticket", state::bearer(*number))
        }
        Outcome::ServedDirectly { station, finished } => {
            after(*finished, SERVED_DIRECTLY.fill([("station", station.to_string())]))
        }
        Outcome::Raised { number } => RAISED.said().and("ticket", state::bearer(*number)),
        Outcome::TicketFound { ticket } => {
            names.ticket(*ticket).map_or(NO_TICKET.said(), |found| ticket_said(found, names.ahead(*ticket), names))
        }
        Outcome::SlipSent { number } => SLIP_SENT.fill([("number", number.to_string())]),
        Outcome::Counted { service, quantity, total } => {
            let said = COUNTED.fill([("quantity", quantity.to_string()), ("total", total.to_string())]);
            said.and("service", names.service(service)).and("measure", names.measure(service))
        }
        Outcome::Undone { entry } => UNDONE.said().and("fact", history::entry(*entry, names)),
        Outcome::Redone { entry } => REDONE.said().and("fact", history::entry(*entry, names)),
        Outcome::Dismissed => DISMISSED.said(),
        Outcome::SetUp => SET_UP.said(),
        Outcome::ServiceOpened { service, open } => {
            let phrase = if *open { SERVICE_OPENED } else { SERVICE_CLOSED };
            phrase.said().and("service", names.service(service))
        }
        Outcome::TargetSet { service, quantity, total } => target(service, *quantity, *total, names),
        Outcome::StationTurned { station, status } => {
            STATION_TURNED.fill([("station", station.to_string())]).and("status", state::station_status(*status).said())
        }
        Outcome::Enrolled { people } => ENROLLED.fill([("people", people.to_string())]),
        Outcome::Imported { new, changed, gone } => {
            IMPORTED.fill([("new", new.to_string()), ("changed", changed.to_string()), ("gone", gone.to_string())])
        }
        Outcome::BadgeIssued { person, number, .. } => {
            BADGE_ISSUED.fill([("number", number.to_string())]).and("person", names.person(*person))
        }
        Outcome::BadgesPrinted { badges } => BADGES_PRINTED.fill([("badges", badges.to_string())]),
        Outcome::CardsIssued { cards } => CARDS_ISSUED.fill([("cards", cards.to_string())]),
        Outcome::Revoked { number } => REVOKED.fill([("number", number.to_string())]),
        Outcome::HoursAdded { person, minutes } => {
            HOURS_ADDED.fill([("minutes", minutes.to_string())]).and("person", names.person(*person))
        }
        Outcome::HoursConfirmed { estimates, minutes } => {
            HOURS_CONFIRMED.fill([("count", estimates.to_string()), ("minutes", minutes.to_string())])
        }
        Outcome::HoursRuled(rules) => HOURS_RULED.said().and("rules", hours::ruled(*rules)),
        Outcome::AtStation { station } => AT_STATION.fill([("station", station.to_string())]),
        Outcome::Edited { person, fields, moved } => {
            EDITED.said().and("fields", details(fields, *moved)).and("person", names.person(*person))
        }
        Outcome::Moved { person, unit } => of(MOVED, *person).and("unit", names.unit(unit)),
        Outcome::Withdrawn { person } => of(WITHDRAWN, *person),
        Outcome::Merged { person } => of(MERGED, *person),
        Outcome::NothingNew => NOTHING_NEW.said(),
    }
}

/// The target there is now, and how far it is.
fn target(service: &ServiceId, quantity: u32, total: u64, names: &Names<'_>) -> Said {
    if quantity == 0 {
        return TARGET_REMOVED.said().and("service", names.service(service));
    }
    let progress = Progress { target: quantity, reached: total };
    let said = TARGET_SET.fill([
        ("quantity", quantity.to_string()),
        ("total", total.to_string()),
        ("percent", progress.percent().to_string()),
    ]);
    said.and("service", names.service(service)).and("measure", names.measure(service))
}

/// What was done, after a word on whom the same key finished.
fn after(finished: Option<Finished>, said: Said) -> Said {
    match finished {
        None => said,
        Some(Finished { number: None }) => AFTER_SOMEBODY.said().and("next", said),
        Some(Finished { number: Some(number) }) => {
            AFTER_NUMBER.fill([("finished", number.to_string())]).and("next", said)
        }
    }
}

fn at_station(phrase: Phrase, number: TicketNumber, station: &StationId) -> Said {
    phrase.fill([("number", number.to_string()), ("station", station.to_string())])
}

/// A ticket that was scanned: what its holder wants to know of it.
fn ticket_said(ticket: &Ticket, ahead: Option<usize>, names: &Names<'_>) -> Said {
    let phrase = match (ahead, ticket.station()) {
        (Some(0), _) => TICKET_IS_NEXT,
        (Some(_), _) => TICKET_WAITS,
        (None, Some(_)) => TICKET_AT,
        (None, None) => TICKET_FOUND,
    };
    let said = phrase.fill([
        ("number", ticket.number.map_or_else(String::new, |number| number.to_string())),
        ("ahead", ahead.unwrap_or_default().to_string()),
        ("station", ticket.station().map_or_else(String::new, ToString::to_string)),
    ]);
    said.and("service", names.service(&ticket.service)).and("state", state::ticket_state(&ticket.state).said())
}

/// Hours with one decimal, rounded to the nearest.
fn hours(ms: u64) -> String {
    let tenths = ms.saturating_add(MS_PER_TENTH_OF_HOUR / 2) / MS_PER_TENTH_OF_HOUR;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::super::names::kit;
    use super::*;
    use crate::domain::fact::{HoursRules, Rounding, StationStatus};
    use crate::domain::ids::{ServiceId, TicketId};
    use crate::domain::roster::RosterField;
    use crate::domain::wait::WaitRange;

    #[test]
    fn every_outcome_is_a_whole_sentence_in_both_languages() {
        let (person, number, entry) = (kit::person(), kit::ticket_number(), kit::key(4));
        let (service, station): (ServiceId, StationId) = ("clinic".parse().unwrap(), "3".parse().unwrap());
        let unit: crate::domain::ids::UnitName = "新城区人民医院".parse().unwrap();
        let at = || station.clone();
        let ticket = TicketId(entry);
        let wait = Some(WaitRange::around(600));
        let taken = |class| Outcome::NumberTaken { number, service: service.clone(), class, ahead: 3, wait };
        let outcomes = [
            Outcome::Arrived { person, with_team: false },
            Outcome::Arrived { person, with_team: true },
            Outcome::Left { person, stayed_ms: 9_000_000 },
            Outcome::Stationed { person, station: Some(at()) },
            Outcome::Stationed { person, station: None },
            Outcome::TeamArrived { unit: unit.clone(), heads: 12 },
            Outcome::TeamLeft { unit, heads: 4 },
            taken(Class::Normal),
            taken(Class::Priority),
            Outcome::Called { ticket, number, station: at(), finished: None },
            Outcome::Called { ticket, number, station: at(), finished: Some(Finished { number: None }) },
            Outcome::Called { ticket, number, station: at(), finished: Some(Finished { number: Some(number) }) },
            Outcome::Recalled { number, station: at() },
            Outcome::Began { number, station: at() },
            Outcome::Absent { number, missed: false },
            Outcome::Absent { number, missed: true },
            Outcome::Finished { number: Some(number), station: at() },
            Outcome::Finished { number: None, station: at() },
            Outcome::Cancelled { number: Some(number) },
            Outcome::Cancelled { number: None },
            Outcome::Parked { number: Some(number), station: Some(at()) },
            Outcome::Parked { number: None, station: None },
            Outcome::Resumed { number: Some(number), station: at(), finished: Some(Finished { number: Some(number) }) },
            Outcome::Resumed { number: None, station: at(), finished: None },
            Outcome::Transferred { number, service: service.clone(), ahead: 2, wait: None },
            Outcome::Returned { number: Some(number) },
            Outcome::ServedDirectly { station: at(), finished: Some(Finished { number: None }) },
            Outcome::Raised { number: Some(number) },
            Outcome::TicketFound { ticket },
            Outcome::SlipSent { number },
            Outcome::Counted { service: service.clone(), quantity: 5, total: 12 },
            Outcome::Undone { entry },
            Outcome::Redone { entry: kit::key(16) },
            Outcome::Dismissed,
            Outcome::SetUp,
            Outcome::ServiceOpened { service: service.clone(), open: true },
            Outcome::ServiceOpened { service: service.clone(), open: false },
            Outcome::TargetSet { service: service.clone(), quantity: 150, total: 102 },
            Outcome::TargetSet { service: service.clone(), quantity: 0, total: 102 },
            Outcome::StationTurned { station: at(), status: StationStatus::Closed },
            Outcome::Enrolled { people: 320 },
            Outcome::Imported { new: 3, changed: 2, gone: 1 },
            Outcome::BadgeIssued { person, number: "13".parse().unwrap(), issue: 1 },
            Outcome::BadgesPrinted { badges: 12 },
            Outcome::CardsIssued { cards: 6 },
            Outcome::Revoked { number: "13".parse().unwrap() },
            Outcome::HoursAdded { person, minutes: 45 },
            Outcome::HoursConfirmed { estimates: 12, minutes: 1080 },
            Outcome::HoursRuled(HoursRules { rounding: Rounding::Half, daily_cap_minutes: Some(450) }),
            Outcome::HoursRuled(HoursRules::default()),
            Outcome::AtStation { station: at() },
            Outcome::Edited { person, fields: RosterField::ALL.to_vec(), moved: true },
            Outcome::Edited { person, fields: vec![RosterField::Name], moved: false },
            Outcome::Moved { person, unit: "新城区司法局".parse().unwrap() },
            Outcome::Withdrawn { person },
            Outcome::Merged { person },
            Outcome::NothingNew,
        ];
        kit::with_names(|names| {
            for outcome in &outcomes {
                kit::whole(&said(outcome, names));
            }
        });
    }

    #[test]
    fn the_sentences_of_the_square_read_as_they_are_spoken() {
        let (number, station): (_, StationId) = (kit::ticket_number(), "3".parse().unwrap());
        let ticket = TicketId(kit::key(4));
        let wait = Some(WaitRange::around(20 * 60));
        let cases = [
            (Outcome::Called { ticket, number, station, finished: None }, "请 A1001 号到 3 号台。"),
            (
                Outcome::NumberTaken {
                    number,
                    service: "clinic".parse().unwrap(),
                    class: Class::Normal,
                    ahead: 3,
                    wait,
                },
                "义诊：您的号码 A1001，前方等待 3 人。预计等候：10 到 30 分钟。",
            ),
            (Outcome::Absent { number, missed: false }, "A1001 号过号，已顺延 3 位。"),
            (Outcome::Left { person: kit::person(), stayed_ms: 9_179_999 }, "签退成功，本次 2.5 小时：阿依古丽·买买提"),
        ];
        kit::with_names(|names| {
            for (outcome, expected) in &cases {
                assert_eq!(kit::whole(&said(outcome, names))[0], *expected);
            }
        });
    }
}
