//! The record of service hours.

use super::Said;
use crate::domain::fact::{HoursRules, Rounding};

phrases! {
    WRITTEN: "服务时长记录已写入 {path}", "The record of hours is in {path}";
    NOT_CONFIRMED: "{count} 人没签退，估计的时长没有计入，请活动负责人确认。", "{count} people did not check out: what is estimated for them is in no total until the event lead confirms it.";
    TITLE: "{name} 志愿服务时长记录（台账）", "{name}: record of service hours";
    TITLE_OF_DAY: "{name} 志愿服务时长记录（台账） {day}", "{name}: record of service hours of {day}";
    CERTIFIES: "本表只是记录，由志愿服务组织核对、盖章后才是证明。", "This is a record. The organisation checks it, and certifies it with its seal.";
    ROUNDED_NOT: "时长按签到、签退计，只计活动开放时间，计到分钟，不取整；小时数显示一位小数。", "From check-in to check-out, within opening hours, in minutes, not rounded; hours are shown with one decimal.";
    ROUNDED_TENTH: "时长按签到、签退计，只计活动开放时间，每人每天向下取整到 0.1 小时。", "From check-in to check-out, within opening hours, rounded down to 0.1 hours for each person and day.";
    ROUNDED_HALF: "时长按签到、签退计，只计活动开放时间，每人每天向下取整到 0.5 小时。", "From check-in to check-out, within opening hours, rounded down to 0.5 hours for each person and day.";
    NO_CAP: "每天时长不设上限。", "No daily cap.";
    CAP: "每人每天最多计 {hours} 小时。", "At most {hours} hours for each person and day.";
    ESTIMATES: "没签退的不计入时长；估计值最多到活动结束或最后一次记录后 {minutes} 分钟，由活动负责人确认。", "A missing check-out counts nothing; the estimate is at most until the planned end or {minutes} minutes after the last entry, for the event lead to confirm.";
    UNNAMED: "集体签到中还有 {heads} 人没有登记姓名，不在表内。", "{heads} who came with their unit were never named and are not in this record.";
    PLACE: "服务地点：______________    服务对象：______________    服务质量：______________", "Place: ______________    Served: ______________    Quality: ______________";
    SEAL: "活动负责人：______________    记录人：______________    志愿服务组织（盖章）：______________    日期：______________", "Event lead: ______________    Recorded by: ______________    Organisation (seal): ______________    Date: ______________";

    SHEETS_WRITTEN: "时长单子（{count} 份）在 {path}。用浏览器打开，打印、盖章。", "{count} sheets of hours are in {path}. Open it in a browser, print them and have them sealed.";
    SEVERAL: "有 {people} 人符合，请写胸牌编号。", "{people} people fit. Please give the number of the badge.";
    NO_SHEETS: "还没有可以打印的时长记录。", "There is no record of hours to print yet.";
    PEOPLE_SHEETS: "{name} 志愿服务个人记录", "{name}: service records of volunteers";
    PERSON_SHEET: "{name} 志愿服务个人记录：{person}", "{name}: service record of {person}";
    PERSON_LINE: "姓名：{person}    单位：{unit}    胸牌编号：{badge}", "Name: {person}    Unit: {unit}    Badge: {badge}";
    PERSON_SUM: "计入 {minutes} 分钟，合 {hours} 小时。", "{minutes} minutes count: {hours} hours.";
    PERSON_SEAL: "志愿服务组织（盖章）：______________    负责人签字：______________    志愿者签字：______________    日期：______________", "Organisation (seal): ______________    Event lead: ______________    Volunteer: ______________    Date: ______________";
    UNIT_SHEETS: "{name} 各单位志愿服务时长", "{name}: service hours by unit";
    UNIT_SHEET: "{name} 志愿服务时长记录：{unit}", "{name}: service hours of {unit}";
    UNIT_SUM: "{people} 人，计入 {minutes} 分钟，合 {hours} 小时。", "{people} people, {minutes} minutes count: {hours} hours.";
    STATIONS: "服务台", "Stations";

    RECORD: "时长记录", "Record";
    NOT_OUT: "没签退", "Not checked out";
    NUMBER: "序号", "No.";
    NAME: "姓名", "Name";
    BADGE: "编号", "Badge";
    CAME: "签到", "In";
    LEFT: "签退", "Out";
    MISSING: "没签退", "missing";
    WORK: "服务内容", "Work";
    AND: "、", ", ";
    MINUTES: "在场（分）", "Here (min)";
    LATE: "补录（分）", "Added (min)";
    ADDITIONS: "补录", "Added later";
    ADDED_AT: "补录时间", "Added at";
    CONFIRMED: "确认估计", "Estimate confirmed";
    STANDS: "有效（分）", "Of these valid (min)";
    OTHER_RULES: "本表单独指定了规则；活动设定的是：{rules}。", "This file has rules of its own; the event is set to: {rules}.";
    LATE_RULE: "补录另列，每人合计不超过活动全长，写明负责人和原因。", "Late additions stand apart with lead and reason; those of a person are together never longer than the event.";
    COUNTED: "计入（分）", "Counted (min)";
    HOURS: "时长（小时）", "Hours";
    ESTIMATED: "估计待确认（分）", "To confirm (min)";
    UNTIL: "估计签退", "Estimated out";
    PEOPLE: "人数", "People";
    LEAD: "负责人确认", "Lead confirms";

    RULED: "{rounding}，{cap}", "{rounding}, {cap}";
    NOT_ROUNDED: "计到分钟，不取整", "to the minute, not rounded";
    DOWN_TO_TENTH: "向下取整到 0.1 小时", "rounded down to 0.1 hours";
    DOWN_TO_HALF: "向下取整到 0.5 小时", "rounded down to 0.5 hours";
    DAY_WITHOUT_CAP: "每天不设上限", "no daily cap";
    DAY_CAPPED: "每天最多 {hours} 小时", "at most {hours} hours a day";
}

/// By what hours are counted, in a line.
pub fn ruled(rules: HoursRules) -> Said {
    let rounding = match rules.rounding {
        Rounding::None => NOT_ROUNDED,
        Rounding::Tenth => DOWN_TO_TENTH,
        Rounding::Half => DOWN_TO_HALF,
    };
    let cap = match rules.daily_cap_minutes {
        None => DAY_WITHOUT_CAP.said(),
        Some(minutes) => DAY_CAPPED.fill([("hours", tenths(minutes))]),
    };
    RULED.said().and("rounding", rounding.said()).and("cap", cap)
}

/// Minutes of a cap as hours, with a decimal only where there is one.
pub fn tenths(minutes: u16) -> String {
    let tenths = (u32::from(minutes) + 3) / 6;
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
