//! Closing the day: what is still open, step by step, and the sheet that is signed.

use super::Said;
use super::names::Names;
use crate::domain::closing::{Closing, DeskHeard, NotOut};

phrases! {
    TITLE: "{name} 收工单", "{name}: closing sheet";
    TITLE_OF_DAY: "{name} 收工单 {day}", "{name}: closing sheet of {day}";
    HOW_TO: "收工前看一遍：选一项按 Enter 处理，最后一项写收工单，打印签字。", "Before closing: Enter on a row deals with it; the last row writes the closing sheet, to print and sign.";
    TICKETS: "没办完的号", "Numbers still open";
    PEOPLE: "没签退的人", "Not checked out";
    NOTICES: "没处理的提醒", "Notices not put away";
    DESKS: "其他机的记录", "Entries of other desks";
    SHEET: "写收工单", "Write the closing sheet";
    ALL_DONE: "没有了", "none";
    ALONE: "只有本机", "this desk alone";
    ALL_HERE: "都到了", "all here";
    SHEET_HINT: "打印、签字、存档", "to print, sign and keep";
    COUNT_TICKETS: "{count} 个", "{count}";
    COUNT_PEOPLE: "{count} 人", "{count} people";
    COUNT_NOTICES: "{count} 条", "{count}";
    COUNT_DESKS: "{count} 台不全", "{count} not complete";

    TICKETS_OPEN: "没办完的号：{count} 个。", "Numbers still open: {count}.";
    PEOPLE_HERE: "没签退：{count} 人。时长要等签退或负责人确认。", "Not checked out: {count} people. Their hours wait for a check-out or the lead's word.";
    NOTICES_OPEN: "没处理的提醒：{count} 条。", "Notices not put away: {count}.";
    DESK_NEVER: "{desk} 号机还没有任何记录到这里。", "Nothing of desk {desk} is known here.";
    DESK_MISSING: "{desk} 号机还缺 {count} 条记录，最后一条是 {time}。", "{count} entries of desk {desk} are missing; its last is of {time}.";
    DESK_HEARD: "{desk} 号机最后一条记录是 {time}。", "The last entry of desk {desk} is of {time}.";
    NOTHING_OPEN: "没有没办完的，可以收工。", "Nothing is open: the day can be closed.";

    AGREEMENT: "核对码 {code}。各机收工单上的核对码相同，数据才一致。", "Agreement code {code}. Desks hold the same only if the codes on their sheets are the same.";
    STILL_OPEN: "没办完的", "Still open";
    OTHER_DESKS: "其他机", "Other desks";
    WHAT: "号或人", "Number or person";
    OF: "服务或单位", "Service or unit";
    HOW: "状态", "State";
    DAY: "日期", "Day";
    SINCE: "从几点", "Since";
    NOT_OUT: "没签退", "Not checked out";
    NOT_OUT_ESTIMATED: "没签退，估计到 {until}（{minutes} 分）", "not out, est. until {until} ({minutes} min)";
    HEADS: "集体，未登记姓名 {heads} 人", "a team, {heads} not named";
    NEVER: "没有", "none";
    MISSING: "缺几条", "Missing";

    OUT_HINT: "还在的，Enter 现在签退。已经走了的，活动负责人确认估计的时长（到活动结束，最多到最后一次记录后 {minutes} 分钟），确认了才计入。", "Enter checks out now whoever is still here. For those who left the event lead confirms the estimate (to the planned end, or {minutes} minutes after the last entry); only then it counts.";
    ESTIMATE: "估计（确认才计入）", "Estimate, to confirm";
    ESTIMATED: "到 {until}，{minutes} 分", "to {until}, {minutes} min";
    VOUCH: "确认估计的时长", "Confirm what is estimated";
    VOUCH_ONE: "{person}（{unit}）：{day} 签到 {since}，没签退，估计到 {until}，共 {minutes} 分钟。", "{person} ({unit}): {day} in {since}, not out, estimated until {until}, {minutes} minutes.";
    VOUCH_SEVERAL: "{count} 个没签退，估计共 {minutes} 分钟，用一个原因一起确认。", "{count} missing check-outs, {minutes} minutes estimated together, confirmed for one reason.";
    VOUCH_KEPT: "谁确认、什么时候、为什么，都写进记录。", "Who confirms, when and why is kept in the record.";
    LEAD: "活动负责人", "Event lead";
    LEAD_HINT: "姓名、拼音或胸牌号，也可以扫他的胸牌", "name, pinyin or badge number, or scan the badge";
    NO_LEAD: "没有符合的人", "nobody fits";
    REASON: "原因", "Reason";
    REASON_HINT: "如：忘了签退", "such as: forgot to check out";
    REASON_MISSING: "请写明原因。", "Please say why.";
    RULES: "时长规则：{rules}（在设置页修改）。本程序只作记录，志愿服务组织核对、盖章后才是证明。", "Hours: {rules} (changed on the set-up page). This is a record: the organisation checks it and certifies it with its seal.";
    CONFIRM_BY_LINE: "已经走了的，活动负责人这样确认：运行 qiandao line，输入 credit all by 负责人 because 原因", "For those who left, the event lead confirms the estimates: run qiandao line and type credit all by LEAD because REASON";
    TICKETS_HINT: "Enter 打开这个号：办完、转台或作废", "Enter opens it: done, another service, void";
    DISMISS_HINT: "Enter 收起", "Enter puts it away";
    DESKS_HINT: "请那台机先联机，或用 U 盘带来", "Let that desk meet the others first, or bring its entries by stick";
    WRITTEN: "收工单在 {path}。用浏览器打开，打印签字。", "The closing sheet is in {path}. Open it in a browser, print and sign it.";
}

/// What is still open, one sentence a matter; that nothing is, when nothing is.
pub fn said(open: &Closing, names: &Names<'_>) -> Vec<Said> {
    let count = |count: u64| [("count", count.to_string())];
    let matters = [
        (TICKETS_OPEN, open.tickets.len() as u64),
        (PEOPLE_HERE, open.still_here()),
        (NOTICES_OPEN, open.notices.len() as u64),
    ];
    let mut said: Vec<Said> =
        matters.into_iter().filter(|(_, of_it)| *of_it > 0).map(|(phrase, of_it)| phrase.fill(count(of_it))).collect();
    if said.is_empty() && open.incomplete().next().is_none() {
        said.push(NOTHING_OPEN.said());
    }
    said.extend(open.desks.iter().map(|heard| desk(heard, names)));
    said
}

/// That somebody did not check out, and what it could be worth at most.
pub fn not_out(open: &NotOut) -> Said {
    let Some(estimate) = open.estimate else { return NOT_OUT.said() };
    NOT_OUT_ESTIMATED.fill([("until", estimate.until.hhmm()), ("minutes", estimate.minutes.to_string())])
}

/// What a missing check-out could be worth, where its row says already that it is missing.
pub fn estimate(open: &NotOut) -> Said {
    let Some(estimate) = open.estimate.filter(|estimate| estimate.minutes > 0) else { return NOT_OUT.said() };
    ESTIMATED.fill([("until", estimate.until.hhmm()), ("minutes", estimate.minutes.to_string())])
}

/// How far another desk's entries reach.
pub fn desk(heard: &DeskHeard, names: &Names<'_>) -> Said {
    let desk = ("desk", names.desk(heard.desk));
    match heard.last {
        None => DESK_NEVER.fill([desk]),
        Some(last) if heard.missing > 0 => {
            DESK_MISSING.fill([desk, ("count", heard.missing.to_string()), ("time", last.hhmm())])
        }
        Some(last) => DESK_HEARD.fill([desk, ("time", last.hhmm())]),
    }
}
