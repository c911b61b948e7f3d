//! The check-in screen: its field, its lists, and the word in the big result.

use super::{Phrase, label};
use crate::domain::fact::ScanReason;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::{Question, Refusal};

phrases! {
    FIELD: "扫码或输入", "Scan or type";
    FIELD_HINT: "胸牌、姓名、拼音、手机尾号、短号", "badge, name, pinyin, phone, number";
    READING: "正在读码", "Reading a code";
    FOUND: "{people} 人符合。上下选择，Enter 签到。", "{people} fit. Choose with the arrows, Enter checks in.";
    FOUND_ONE: "Enter 签到。", "Enter checks in.";
    NAMESAKES: "有同名的人：请核对单位和尾号，用上下键选定。", "Namesakes: compare unit and phone, then choose with the arrows.";
    NOBODY: "名单里没有找到。", "Nobody on the list fits.";
    NO_NUMBER: "名单里没有这个号码，请核对或输入姓名。", "This number is on no list. Check it, or type the name.";
    NO_CODE: "这串数字不是胸牌，请重扫或输入姓名。", "These digits are no badge. Scan again or type the name.";
    NOBODY_CHOSEN: "请先找到一个人。", "Please find somebody first.";
    OFFER_REGISTER: "Enter 登记为新志愿者。", "Enter registers a new volunteer.";
    IME_HINT: "如果字母变成了汉字：输入法是中文状态，按 Shift 切换。", "If letters turn into Chinese: the input method is on, Shift switches it.";

    STATE: "状态", "State";
    NUMBER: "短号", "Number";
    PHONE: "电话", "Phone";
    NAME: "姓名", "Name";
    TIME: "时间", "Time";
    LATEST: "最近签到", "Latest";
    NOBODY_YET: "还没有人签到", "Nobody is in yet";
    ARRIVED_COUNT: "已到 {arrived} / {expected} 人", "Arrived {arrived} / {expected}";
    PRESENT_COUNT: "在场 {present} 人", "Present {present}";
    UNITS_COUNT: "在场单位 {present} / {expected}", "Units here {present} / {expected}";

    REFUSED_TODAY: "今天本机 {times} 次没通过，按 {key} 看原因。", "{times} scans refused here today, {key} says why.";
    NOT_SET_UP: "还没有活动", "Not set up yet";
    NOT_SET_UP_LINE: "按 F5 新建活动，或先试演示广场。", "F5 sets up a square, or the demo square to try.";
    WELCOME: "请扫胸牌", "Please scan";
    WELCOME_LINE: "扫胸牌，或输入姓名、拼音、手机尾号、短号。", "Scan a badge, or type a name, pinyin, the end of the phone, a number.";
    SAVING: "正在保存", "Saving";
    NOT_SAVED: "没有保存", "Not saved";
    TEAM_IN: "一起签到", "Team is in";
    STATIONED: "已换服务台", "Station changed";
    UNDONE: "已撤销", "Undone";
    REDONE: "已恢复", "Counts again";
    FOUND_TICKET: "号票", "Ticket";
    REGISTERED: "已登记", "Registered";
    NOTHING_NEW: "没有变化", "No change";
    ALREADY_IN: "已签到过", "Already in";
    PLEASE_CHOOSE: "请选择", "Please choose";
    REFUSED: "没有办理", "Refused";
    SCAN_AGAIN: "请重扫", "Scan again";
    NOT_A_BADGE: "不是胸牌", "Not a badge";
    NOT_VALID: "胸牌无效", "Badge not valid";
    NOT_LISTED: "不在名单", "Not listed";
    ATTENTION: "请注意：{attention}", "Please note: {attention}";
    SINCE: "{since} 签到", "In since {since}";

    TEAM_TITLE: "一起到的单位", "A unit arrives together";
    TEAM_LEADER: "带队：{person}", "Leader: {person}";
    HEADS: "共到几人", "How many";
    HEADS_HINT: "连带队的人，1 到 {most}", "with the leader, 1 to {most}";
    HEADS_WRONG: "请输入 1 到 {most} 的数字。", "Please type a number from 1 to {most}.";
    TEAM_NOTE: "现在只记人数，胸牌可以随后再扫，不会多算。", "Only heads are counted now. Badges may be scanned later and are not counted twice.";

    WALKIN_TITLE: "登记新志愿者", "A new volunteer";
    UNIT_HINT: "输入几个字，用上下键选", "type a little, choose with the arrows";
    PHONE_HINT: "后四位，可以不填", "last four digits, or nothing";
    NAME_MISSING: "请填写姓名，不要填证件号。", "Please fill in the name, no ID number.";
    UNIT_MISSING: "请填写单位名称。", "Please fill in the name of the unit.";
    PHONE_WRONG: "电话至少要四位数字，也可以不填。", "A phone needs at least four digits, or may stay empty.";
    KNOWN_UNITS: "名单里的单位", "Units on the list";
    NEW_UNIT: "将新建单位：{unit}", "A new unit, will be added: {unit}";
}

/// The word for an outcome, to be read from two steps away.
pub fn outcome_word(outcome: &Outcome) -> Phrase {
    match outcome {
        Outcome::Arrived { .. } => label::STATE_IN,
        Outcome::Left { .. } | Outcome::TeamLeft { .. } => label::STATE_OUT,
        Outcome::TeamArrived { .. } => TEAM_IN,
        Outcome::Stationed { .. } => STATIONED,
        Outcome::Undone { .. } => UNDONE,
        Outcome::Redone { .. } => REDONE,
        Outcome::TicketFound { .. } => FOUND_TICKET,
        Outcome::Enrolled { .. } => REGISTERED,
        Outcome::NothingNew => NOTHING_NEW,
        _ => label::DONE,
    }
}

/// The word for a refusal.
pub fn refusal_word(refusal: &Refusal) -> Phrase {
    match refusal {
        Refusal::Asks(Question::AlreadyIn { .. }) => ALREADY_IN,
        Refusal::Asks(_) => PLEASE_CHOOSE,
        Refusal::Scan { reason, .. } => match reason {
            ScanReason::Unreadable => SCAN_AGAIN,
            ScanReason::NotOurs | ScanReason::WrongKind | ScanReason::UnknownCard => NOT_A_BADGE,
            ScanReason::OtherEvent
            | ScanReason::Forged
            | ScanReason::ReplacedBadge
            | ScanReason::RevokedBadge
            | ScanReason::RevokedCard => NOT_VALID,
            ScanReason::UnknownBadge | ScanReason::Withdrawn | ScanReason::UnknownSlip => NOT_LISTED,
            ScanReason::Ambiguous => PLEASE_CHOOSE,
        },
        _ => REFUSED,
    }
}
