//! Notices: what two desks did twice while they were apart, for people to look at.

use super::names::Names;
use super::{Said, desks};
use crate::domain::notices::Notice;

phrases! {
    DOUBLE_CHECK_IN: "在 {first} 号机和 {second} 号机都签到了，按先到的算：{person}", "Checked in at desk {first} and at desk {second}, the first counts: {person}";
    DOUBLE_CALL: "{number} 号被 {owner} 号台和 {other} 号台都叫了，归 {owner} 号台。", "Stations {owner} and {other} both called {number}; it is at station {owner}.";
    SAME_BADGE: "{people} 个人的胸牌都是 {number}，请给其中一人换新号。", "{people} people bear the badge number {number}. Give one of them a new badge.";
    SAME_SLIPS: "纸号 {first} 到 {last} 补录了两次，请撤销其中一条。", "The paper slips {first} to {last} were entered twice. Please undo one of the two.";
    SAME_DESK: "有 {desks} 台电脑都是 {number} 号机，后设置的一台会自动换号。", "{desks} laptops are desk {number}. The later one takes another number by itself.";
    GAVE_WAY: "两台电脑都是 {from} 号机，后设置的已改为 {to} 号机；之前的号票不变。", "Two laptops were desk {from}. The later one is desk {to} now; tickets given out before keep their numbers.";
    TWIN: "两台电脑在用 {desk} 号机的同一份数据，请停用一台，重新加入。", "Two laptops work with the data of desk {desk}. Stop one of them and let it join anew.";
    WRONG_CLOCK: "{desk} 号机的时间与 {others} 号机相差约 {apart}，请核对。", "The clocks of desk {desk} and desk {others} are about {apart} apart. Please check them.";
    CHAIN_BROKEN: "{desk} 号机的记录有两种说法，后到的没有采用，请问一下那台电脑。", "There are two stories of what desk {desk} wrote. The later one was not taken; ask at that desk.";
}

/// The sentence of a notice.
pub fn said(notice: &Notice, names: &Names<'_>) -> Said {
    match notice {
        Notice::DoubleCheckIn { person, check_ins } => {
            let desks = [("first", names.desk(check_ins.first)), ("second", names.desk(check_ins.second))];
            let said = DOUBLE_CHECK_IN.fill(desks);
            said.and("person", names.person(*person))
        }
        Notice::DoubleCall { ticket, calls } => {
            let number = names.ticket(*ticket).and_then(|ticket| ticket.number);
            DOUBLE_CALL.fill([
                ("number", number.map(|number| number.to_string()).unwrap_or_default()),
                ("owner", calls.owner.to_string()),
                ("other", calls.other.to_string()),
            ])
        }
        Notice::SameBadgeNumber { number, people } => {
            SAME_BADGE.fill([("people", people.len().to_string()), ("number", number.to_string())])
        }
        Notice::SameSlips { slips, .. } => {
            SAME_SLIPS.fill([("first", slips.first().to_string()), ("last", slips.last().to_string())])
        }
        Notice::SameDeskNumber { number, desks } => {
            SAME_DESK.fill([("desks", desks.len().to_string()), ("number", number.to_string())])
        }
        Notice::GaveWay { from, to, .. } => GAVE_WAY.fill([("from", from.to_string()), ("to", to.to_string())]),
        Notice::Twin { again } => TWIN.fill([("desk", names.desk(again.desk))]),
        Notice::WrongClock(wrong) => {
            let others: Vec<String> = wrong.others.iter().map(|other| names.desk(*other)).collect();
            let said = WRONG_CLOCK.fill([("desk", names.desk(wrong.desk)), ("others", others.join(", "))]);
            said.and("apart", desks::apart(wrong.apart_ms))
        }
        Notice::ChainBroken { entry } => CHAIN_BROKEN.fill([("desk", names.desk(entry.series.desk))]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::kit;
    use super::*;
    use crate::domain::attendance::DoubleCheckIn;
    use crate::domain::doubts::WrongClock;
    use crate::domain::ids::{DeskId, DeskNumber, TicketId};
    use crate::domain::queue::ticket::DoubleCall;

    #[test]
    fn every_notice_is_a_whole_sentence_in_both_languages() {
        let person = kit::person();
        let notices = [
            Notice::DoubleCheckIn {
                person,
                check_ins: DoubleCheckIn { first: kit::DESK, second: DeskId(2), again: kit::key(16) },
            },
            Notice::DoubleCall {
                ticket: TicketId(kit::key(4)),
                calls: DoubleCall { owner: "1".parse().unwrap(), other: "2".parse().unwrap() },
            },
            Notice::SameBadgeNumber { number: "13".parse().unwrap(), people: vec![person; 2] },
            Notice::SameDeskNumber { number: DeskNumber::FIRST, desks: vec![kit::DESK; 2] },
            Notice::SameSlips { one: kit::key(4), other: kit::key(5), slips: kit::slips() },
            Notice::GaveWay { desk: kit::DESK, from: DeskNumber::FIRST, to: DeskNumber::FIRST },
            Notice::Twin { again: kit::key(1).series },
            Notice::WrongClock(WrongClock {
                desk: kit::DESK,
                others: [DeskId(2), DeskId(3)].into(),
                apart_ms: 300_000,
                first: kit::key(1),
            }),
            Notice::ChainBroken { entry: kit::key(2) },
        ];
        kit::with_names(|names| {
            for notice in &notices {
                kit::whole(&said(notice, names));
            }
        });
    }
}
