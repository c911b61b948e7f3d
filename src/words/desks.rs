//! The desks of a square on the screen: who is there, whether they agree, inviting and joining.

use super::Said;
use crate::domain::ids::DeskNumber;
use crate::domain::time::{Day, Wall};

phrases! {
    TAB: "各机", "Desks";
    NUMBER: "机号", "No.";
    PLACE: "位置", "Place";
    HEARD: "上次听到", "Heard";
    LACKS: "还缺", "Lacks";
    CLOCK: "时钟差", "Clock";
    FACTS: "记录", "Facts";
    CODE: "核对码", "Code";
    VERSION: "版本", "Version";
    NOT_KNOWN: "-", "-";

    HERE: "本机", "here";
    NOW: "在线", "now";
    SECONDS_AGO: "{count} 秒前", "{count} s ago";
    HOURS_AGO: "{count} 小时前", "{count} h ago";
    MINUTES_AGO: "{count} 分钟前", "{count} min ago";
    NEVER: "没听到", "never";
    SECONDS: "{count} 秒", "{count} s";
    MINUTES: "{count} 分", "{count} min";
    HOURS: "{count} 小时", "{count} h";
    DAYS: "{count} 天", "{count} days";
    SAME_TIME: "准", "none";
    UNNUMBERED: "新机", "new";

    ALONE: "只有本机。邀请别的电脑按 {invite}；加入已有的广场按 {join}；没有网络用 U 盘，按 {pack} 导出、{unpack} 导入。",
        "This desk is alone. {invite} invites others, {join} joins a square that is there; without a network carry data by stick: {pack} packs, {unpack} takes in.";
    ALL_AGREE: "各机一致，核对码 {code}。", "All desks agree: {code}.";
    MISSING: "没听到：{desks}。它们的数字可能不全。", "Not heard: {desks}. Their figures may be incomplete.";
    REST_AGREE: "听得到的各机一致，核对码 {code}。", "Those that are heard agree; the code is {code}.";
    DIFFERING: "还没对上：{desks}。正在补齐。", "Not yet the same: {desks}. It is being caught up with.";
    NOBODY_YET: "等别的电脑加入：按 {invite} 看加入码。", "Waiting for others to join: {invite} shows the code.";
    NOTICES: "提醒 {count} 条，Enter 收起", "{count} notices, Enter puts one away";
    STATE: "联机 {seen}/{expected}", "Online {seen}/{expected}";
    UNSYNCED: "未同步 {count}", "Unsynced {count}";

    INVITE: "邀请别的电脑", "Invite another laptop";
    INVITE_HOW: "在那台电脑上打开签到程序，选「加入广场」，输入或扫描加入码。两台要在同一个网络，手机热点也行。",
        "On the other laptop start qiandao, choose \"Join a square\", and type or scan the code. Both must be on one network; a phone's hotspot will do.";
    JOIN_CODE: "加入码", "Join code";
    ADDRESSES: "找不到时填地址：{at}", "If it is not found, give this address: {at}";
    NO_ADDRESS: "还没有网络地址，请连上无线网或热点。", "No network address yet: connect to a Wi-Fi or a hotspot.";
    SECRET: "有加入码的人就能记数，不要发到群里。", "Whoever has the code can count: do not post it.";

    JOIN: "加入广场", "Join a square";
    JOIN_HOW: "加入码在那台电脑的活动页（F5）各机一栏，按邀请可见。", "The code is on the other laptop: F5, page of desks, Invite.";
    JOIN_CODE_HINT: "16 位数字，可以扫码", "16 digits, may be scanned";
    JOIN_PLACE_HINT: "例如：西门", "e.g. west gate";
    SQUARE: "广场", "Square";
    SQUARE_HINT: "一城多个广场时填，如 人民广场", "where a city has several, such as East Lake";
    SQUARE_TITLE: "本机在哪个广场", "Which square this desk is of";
    SQUARE_DOC: "一个城市有几个广场时，各机填自己的广场，统计页就能分广场看。只有一个广场时留空。", "Where a city has several squares each desk says its own; the tally then shows them side by side. Leave it empty where there is one.";
    ADDRESS: "地址", "Address";
    ADDRESS_HINT: "通常不填；找不到时填，如 192.168.1.5", "usually empty; else such as 192.168.1.5";
    ADDRESS_UNREAD: "地址请写成 192.168.1.5 或 192.168.1.5:7447。", "Please write the address as 192.168.1.5 or 192.168.1.5:7447.";
    CODE_UNREAD: "加入码是 16 位数字，请对照再输入。", "A join code has 16 digits; please compare and type it again.";
    LOOKING: "正在找这个广场的电脑，已 {count} 秒", "Looking for a desk of this square, {count} s";
    NOBODY: "没有找到用这个加入码的电脑。那台电脑开着吗？在同一个网络吗？按 Esc 返回，可以填它的地址。",
        "Nobody with this code is here. Is the other laptop on, and on the same network? Esc goes back, where its address can be given.";
    TAKING: "找到了，正在取数据：已有 {facts} 条，还缺 {missing} 条", "Found. Taking everything in: {facts} facts are here, {missing} are missing";
    JOINED: "已加入，本机是 {number} 号机。", "Joined: this is desk {number}.";

    LEAVE_SURE: "本机退出这个广场？数据都留着，以后用加入码再加入。Enter 退出，Esc 不退出。", "Take this desk off the square? Its data stay; it can join again by the code. Enter leaves, Esc stays.";
    REMOVE_SURE: "移除 {desk}？加入码会换新，其余各机要用新码再加入一次。Enter 移除，Esc 不移除。", "Remove {desk}? The join code changes: the other desks must join again with the new one. Enter removes, Esc does not.";
    PACK: "导出数据包：写到 U 盘，拿到另一台机上导入。", "Export a parcel: to a stick, for the other desk to take in.";
    UNPACK: "导入数据包：另一台机导出的文件。", "Take in a parcel that another desk exported.";
    FILE: "文件", "File";
    PACK_HINT: "例如 E:\\各机.qiandao", "e.g. E:\\desk.qiandao";
    UNPACKING: "正在读取数据包", "The parcel is being taken in";

    FRESH: "各机都在：{desks}", "all desks are here: {desks}";
    FRESH_BUT: "数字可能不全：{desks}", "may be incomplete: {desks}";
    FRESH_DESK: "{desk} {heard}", "{desk} {heard}";
    FRESH_LACKS: "还在收 {count} 条：{desks}", "{count} entries still come: {desks}";
    WROTE: "记录到 {when}", "entries to {when}";
}

const MS_PER_SECOND: u64 = 1_000;
const MS_PER_MINUTE: u64 = 60_000;
const MS_PER_HOUR: u64 = 60 * MS_PER_MINUTE;
const MS_PER_DAY: u64 = 24 * MS_PER_HOUR;
/// Desks say what they hold every two seconds; one that is there and was heard within this needs no figure.
const NOW_MS: u64 = 10_000;

/// How long ago a desk was heard, that is there or not.
pub fn heard(ms: Option<u64>, is_seen: bool) -> Said {
    let ago = |phrase: super::Phrase, count: u64| phrase.fill([("count", count.to_string())]);
    match ms {
        None => NEVER.said(),
        Some(ms) if is_seen && ms < NOW_MS => NOW.said(),
        Some(ms) if ms < 2 * MS_PER_MINUTE => ago(SECONDS_AGO, ms / MS_PER_SECOND),
        Some(ms) if ms < 2 * MS_PER_HOUR => ago(MINUTES_AGO, ms / MS_PER_MINUTE),
        Some(ms) => ago(HOURS_AGO, ms / MS_PER_HOUR),
    }
}

/// How far what is held of a desk goes that was not heard since the start.
pub fn wrote(last: Wall, now: Wall) -> Said {
    WROTE.fill([("when", at(last, now))])
}

/// When something was: the time, and the day where it is not today.
pub fn at(wall: Wall, now: Wall) -> String {
    let day = Day::of(wall);
    if day == Day::of(now) { wall.hhmm() } else { format!("{} {}", day.month_day(), wall.hhmm()) }
}

/// How far a clock is from this desk's, with its sign.
pub fn clock(ahead_ms: Option<i64>) -> Said {
    let Some(ahead_ms) = ahead_ms else { return NOT_KNOWN.said() };
    if ahead_ms.unsigned_abs() < MS_PER_SECOND {
        return SAME_TIME.said();
    }
    span(ahead_ms.unsigned_abs(), if ahead_ms < 0 { "-" } else { "+" })
}

/// A span in the greatest unit that it fills.
pub fn apart(ms: u64) -> Said {
    span(ms, "")
}

fn span(ms: u64, sign: &str) -> Said {
    let (phrase, count) = match ms {
        0..MS_PER_MINUTE => (SECONDS, ms / MS_PER_SECOND),
        MS_PER_MINUTE..MS_PER_HOUR => (MINUTES, ms / MS_PER_MINUTE),
        MS_PER_HOUR..MS_PER_DAY => (HOURS, ms / MS_PER_HOUR),
        _ => (DAYS, ms / MS_PER_DAY),
    };
    phrase.fill([("count", format!("{sign}{count}"))])
}

/// How people call a desk.
pub fn called(number: Option<DeskNumber>) -> Said {
    number.map_or_else(
        || super::sync::UNKNOWN_DESK.said(),
        |number| super::sync::DESK.fill([("number", number.to_string())]),
    )
}

#[cfg(test)]
mod tests {
    use super::super::Lang;
    use super::*;

    #[test]
    fn who_just_went_is_not_called_there_and_a_wrong_date_is_told_in_days() {
        let text = |said: Said| said.text(Lang::En);
        assert_eq!(text(heard(Some(800), true)), "now");
        assert_eq!(text(heard(Some(800), false)), "0 s ago");
        assert_eq!(text(heard(Some(119_000), false)), "119 s ago");
        assert_eq!(text(heard(Some(120_000), false)), "2 min ago");
        assert_eq!(text(heard(Some(119 * 60_000), false)), "119 min ago");
        assert_eq!(text(heard(Some(120 * 60_000), false)), "2 h ago");
        assert_eq!(text(heard(None, false)), "never");
        for (ahead_ms, said) in [(999, "none"), (-3_000, "-3 s"), (185_000, "+3 min"), (-7_300_000, "-2 h")] {
            assert_eq!(text(clock(Some(ahead_ms))), said);
        }
        assert_eq!(text(clock(Some(383_292 * 60_000))), "+266 days");
        assert_eq!(text(clock(None)), "-");
    }
}
