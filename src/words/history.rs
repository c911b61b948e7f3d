//! What an entry says, for the history and for what an undo names: a heading, not a sentence.

use super::names::Names;
use super::{Phrase, Said, desks, hours, state};
use crate::domain::fact::{CountSource, Fact, TicketStep};
use crate::domain::ids::{EntryKey, PersonId, TicketId};

phrases! {
    OUTING_SET: "设置活动 {name}", "outing set: {name}";
    SQUARE_NAMED: "本机属于广场：{square}", "this desk is of the square {square}";
    SQUARE_UNNAMED: "本机不再属于某个广场", "this desk is of no square in particular";
    DESK_JOINED: "设置 {number} 号机", "desk {number} set up";
    CLOCK_CORRECTED: "校正 {desk} 号机时间", "clock of desk {desk} corrected";
    DESK_LEFT: "{desk} 号机退出", "desk {desk} left";
    CLOCK_SEEN: "比对 {desk} 号机时间，差 {apart}", "clock of desk {desk} compared: {apart} apart";
    CHAIN_BROKEN: "拒收 {desk} 号机的矛盾记录", "contradicting entry of desk {desk} refused";
    SERVICE_SET: "设置服务 {service}", "service set: {service}";
    SERVICE_OPENED: "开放取号 {service}", "numbers again for {service}";
    SERVICE_CLOSED: "停止取号 {service}", "no more numbers for {service}";
    TARGET_SET: "{service}目标 {quantity} {measure}", "{service}: target of {quantity} {measure}";
    TARGET_REMOVED: "取消目标 {service}", "no target any more: {service}";
    STATION_SET: "设置 {station} 号台（{service}）", "station {station} set up ({service})";
    STATION_TURNED: "{station} 号台 {status}", "station {station}: {status}";
    UNITS_LISTED: "设置 {units} 个单位名称", "names of {units} units set";
    ENROLLED: "名单增加 {people} 人", "{people} people put on the list";
    ROSTER_IMPORTED: "导入名单：新增 {new} 人，改动 {changed} 人，移出 {gone} 人", "Roster file: {new} new, {changed} changed, {gone} taken off";
    MOVED: "换单位 {person}", "moved to another unit: {person}";
    EDITED: "修改{fields} {person}", "{fields} changed: {person}";
    BADGE_ISSUED: "补发胸牌 {person}", "new badge: {person}";
    BADGE_SEEN: "见到新补发的胸牌 {number}", "a newer badge was seen: {number}";
    BADGE_REVOKED: "挂失胸牌 {number}", "badge {number} reported lost";
    WITHDRAWN: "移出名单 {person}", "taken off the list: {person}";
    MERGED: "合并重复的人 {person}", "two records made one: {person}";
    ARRIVED: "签到 {person}", "checked in: {person}";
    LEFT: "签退 {person}", "checked out: {person}";
    HOURS_RULED: "时长规则：{rules}", "hours: {rules}";
    HOURS_ADDED: "补录 {minutes} 分钟 {person}（{why}）", "{minutes} minutes added: {person} ({why})";
    STATIONED: "到 {station} 号台 {person}", "to station {station}: {person}";
    STATIONED_NOWHERE: "离开服务台 {person}", "to no station: {person}";
    TEAM_ARRIVED: "{unit} 一起到 {heads} 人", "{heads} came together: {unit}";
    TEAM_LEFT: "一起到的其余人签退", "the rest of a team checked out";
    SCAN_REFUSED: "扫码未通过：{why}", "scan refused: {why}";
    TICKET_TAKEN: "取号 {number}（{service}）", "{number} taken ({service})";
    SERVED_DIRECTLY: "{station} 号台直接服务一位", "one served at once at station {station}";
    CALLED: "叫号 {ticket} 到 {station} 号台", "{ticket} called to station {station}";
    RECALLED: "重呼 {ticket}", "{ticket} called again";
    BEGAN: "{ticket} 开始服务", "{ticket} being served";
    ABSENT: "{ticket} 叫号未到", "{ticket} did not come";
    RETURNED: "{ticket} 回来等候", "{ticket} came back";
    PARKED: "{ticket} 暂放", "{ticket} set aside";
    RESUMED: "{ticket} 继续服务", "{ticket} goes on";
    TRANSFERRED: "{ticket} 转到 {service}", "{ticket} sent to {service}";
    RELEASED: "{ticket} 回到队首", "{ticket} back in the line, first";
    DONE: "{ticket} 完成", "{ticket} done";
    CANCELLED: "{ticket} 作废", "{ticket} void";
    RAISED: "{ticket} 改为优先", "{ticket} made priority";
    COUNTED: "{service} 加 {quantity} {measure}", "{service}: {quantity} {measure}";
    COUNTED_PAPER: "{service} 补录纸号 {first} 到 {last}，{quantity} {measure}", "{service}: paper slips {first} to {last}, {quantity} {measure}";
    BADGES_PRINTED: "打印 {badges} 张胸牌", "{badges} badges printed";
    CARDS_ISSUED: "制作 {cards} 张操作卡", "{cards} cards made";
    UNDONE: "撤销 {fact}", "undone: {fact}";
    REDONE: "恢复 {fact}", "counts again: {fact}";
    NOTICE_DISMISSED: "收起提醒", "notice put away";
    AN_ENTRY: "一条记录", "an entry";
    NO_NUMBER: "无号居民", "a resident without number";
}

/// What an entry says.
pub fn entry(entry: EntryKey, names: &Names<'_>) -> Said {
    names.fact(entry).map_or_else(|| AN_ENTRY.said(), |fact| heading(fact, names))
}

/// What a fact says.
pub fn heading(fact: &Fact, names: &Names<'_>) -> Said {
    let of = |phrase: Phrase, person: &PersonId| phrase.said().and("person", names.person(*person));
    match fact {
        Fact::OutingSet(outing) => OUTING_SET.fill([("name", outing.name.clone())]),
        Fact::DeskJoined { number, .. } => DESK_JOINED.fill([("number", number.to_string())]),
        Fact::SquareNamed { square } if square.is_empty() => SQUARE_UNNAMED.said(),
        Fact::SquareNamed { square } => SQUARE_NAMED.fill([("square", square.clone())]),
        Fact::ClockCorrected { desk, .. } => CLOCK_CORRECTED.fill([("desk", names.desk(*desk))]),
        Fact::DeskLeft { desk } => DESK_LEFT.fill([("desk", names.desk(*desk))]),
        Fact::ClockSeen { desk, ahead_ms } => {
            CLOCK_SEEN.fill([("desk", names.desk(*desk))]).and("apart", desks::apart(ahead_ms.unsigned_abs()))
        }
        Fact::ChainBroken { entry } => CHAIN_BROKEN.fill([("desk", names.desk(entry.series.desk))]),
        Fact::ServiceSet(service) => SERVICE_SET.said().and("service", Said::name(&service.zh, &service.en)),
        Fact::ServiceOpened { service, open } => {
            let phrase = if *open { SERVICE_OPENED } else { SERVICE_CLOSED };
            phrase.said().and("service", names.service(service))
        }
        Fact::TargetSet { service, quantity: 0 } => TARGET_REMOVED.said().and("service", names.service(service)),
        Fact::TargetSet { service, quantity } => {
            let said = TARGET_SET.fill([("quantity", quantity.to_string())]);
            said.and("service", names.service(service)).and("measure", names.measure(service))
        }
        Fact::StationSet(station) => {
            let said = STATION_SET.fill([("station", station.station.to_string())]);
            said.and("service", names.service(&station.service))
        }
        Fact::StationTurned { station, status } => {
            let said = STATION_TURNED.fill([("station", station.to_string())]);
            said.and("status", state::station_status(*status).said())
        }
        Fact::UnitsListed { units } => UNITS_LISTED.fill([("units", units.len().to_string())]),
        Fact::Enrolled { people } => ENROLLED.fill([("people", people.len().to_string())]),
        Fact::RosterImported { new, changed, gone } => ROSTER_IMPORTED.fill([
            ("new", new.to_string()),
            ("changed", changed.to_string()),
            ("gone", gone.to_string()),
        ]),
        Fact::Moved { person, .. } => of(MOVED, person),
        Fact::DetailsEdited { person, fields } => {
            let fields: Vec<_> = fields.iter().map(|edited| edited.field).collect();
            of(EDITED, person).and("fields", state::details(&fields, false))
        }
        Fact::BadgeIssued { person, .. } => of(BADGE_ISSUED, person),
        Fact::BadgeSeen { number, .. } => BADGE_SEEN.fill([("number", number.to_string())]),
        Fact::BadgeRevoked { number } => BADGE_REVOKED.fill([("number", number.to_string())]),
        Fact::Withdrawn { person } => of(WITHDRAWN, person),
        Fact::Merged { into, .. } => of(MERGED, into),
        Fact::Arrived { person, .. } => of(ARRIVED, person),
        Fact::Left { person, .. } => of(LEFT, person),
        Fact::HoursRuled(rules) => HOURS_RULED.said().and("rules", hours::ruled(*rules)),
        Fact::HoursAdded { person, minutes, reason, .. } => HOURS_ADDED
            .fill([("minutes", minutes.to_string()), ("why", reason.clone())])
            .and("person", names.person(*person)),
        Fact::Stationed { person, station: None } => of(STATIONED_NOWHERE, person),
        Fact::Stationed { person, station: Some(station) } => {
            STATIONED.fill([("station", station.to_string())]).and("person", names.person(*person))
        }
        Fact::TeamArrived { unit, heads, .. } => {
            TEAM_ARRIVED.fill([("heads", heads.to_string())]).and("unit", names.unit(unit))
        }
        Fact::TeamLeft { .. } => TEAM_LEFT.said(),
        Fact::ScanRefused { reason, .. } => SCAN_REFUSED.said().and("why", state::scan_refused(*reason).said()),
        Fact::TicketTaken { service, number, .. } => {
            TICKET_TAKEN.fill([("number", number.to_string())]).and("service", names.service(service))
        }
        Fact::ServedDirectly { station, .. } => SERVED_DIRECTLY.fill([("station", station.to_string())]),
        Fact::Ticket { ticket, step } => stepped(*ticket, step, names),
        Fact::Counted { service, quantity, source, .. } => {
            let quantity = ("quantity", quantity.to_string());
            let said = match source {
                CountSource::Key => COUNTED.fill([quantity]),
                CountSource::Paper { first, last, .. } => {
                    COUNTED_PAPER.fill([quantity, ("first", first.to_string()), ("last", last.to_string())])
                }
            };
            said.and("service", names.service(service)).and("measure", names.measure(service))
        }
        Fact::BadgesPrinted { badges } => BADGES_PRINTED.fill([("badges", badges.len().to_string())]),
        Fact::CardsIssued { cards } => CARDS_ISSUED.fill([("cards", cards.len().to_string())]),
        Fact::Undone { entry, .. } => undone(*entry, names),
        Fact::NoticeDismissed { .. } => NOTICE_DISMISSED.said(),
    }
}

fn stepped(ticket: TicketId, step: &TicketStep, names: &Names<'_>) -> Said {
    let said = match step {
        TicketStep::Called { station, .. } => CALLED.fill([("station", station.to_string())]),
        TicketStep::Transferred { service, .. } => TRANSFERRED.said().and("service", names.service(service)),
        TicketStep::Recalled { .. } => RECALLED.said(),
        TicketStep::Began { .. } => BEGAN.said(),
        TicketStep::Absent { .. } => ABSENT.said(),
        TicketStep::Returned => RETURNED.said(),
        TicketStep::Parked { .. } => PARKED.said(),
        TicketStep::Resumed { .. } => RESUMED.said(),
        TicketStep::Released { .. } => RELEASED.said(),
        TicketStep::Done { .. } => DONE.said(),
        TicketStep::Cancelled { .. } => CANCELLED.said(),
        TicketStep::Raised { .. } => RAISED.said(),
    };
    let number = names.ticket(ticket).and_then(|ticket| ticket.number);
    said.and("ticket", number.map_or_else(|| NO_NUMBER.said(), |number| Said::name(&number.to_string(), "")))
}

/// An undo names what it undid, the undo of an undo what counts again; one more step is not worth a sentence, and
/// entries that name each other in a circle must not be followed for ever.
fn undone(target: EntryKey, names: &Names<'_>) -> Said {
    match names.fact(target) {
        Some(Fact::Undone { entry: first, .. }) => {
            let fact = names.fact(*first).filter(|fact| !matches!(fact, Fact::Undone { .. }));
            REDONE.said().and("fact", fact.map_or_else(|| AN_ENTRY.said(), |fact| heading(fact, names)))
        }
        Some(fact) => UNDONE.said().and("fact", heading(fact, names)),
        None => UNDONE.said().and("fact", AN_ENTRY.said()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::kit;
    use super::*;

    #[test]
    fn every_fact_has_a_heading_in_both_languages() {
        kit::with_names(|names| {
            for fact in kit::facts() {
                kit::whole(&heading(&fact, names));
            }
        });
    }

    #[test]
    fn an_undo_names_what_it_undid_and_a_redo_what_counts_again() {
        kit::with_names(|names| {
            let said = |seq| kit::whole(&entry(kit::key(seq), names))[1].clone();
            assert_eq!(said(25), "undone: A1001 taken (Free clinic)");
            assert_eq!(said(26), "counts again: A1001 taken (Free clinic)");
            assert_eq!(said(27), "counts again: an entry");
            assert_eq!(said(28), "undone: an entry");
        });
    }
}
