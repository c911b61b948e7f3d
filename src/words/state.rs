//! Words for what things are: residents by number, states of tickets and stations, reasons.

use super::{Phrase, Said, label};
use crate::domain::fact::{ScanReason, StationStatus};
use crate::domain::number::TicketNumber;
use crate::domain::queue::stations::STATION_CLOSED;
use crate::domain::queue::{Reason, State};
use crate::domain::refusal::UndoReason;
use crate::domain::roster::RosterField;

phrases! {
    BEARER: "{number} 号", "{number}";
    SOMEBODY: "这一位", "this resident";

    PARKED: "暂放", "Set aside";
    OPEN: "开放", "Open";
    CLOSED: "已关闭", "Closed";
    LEFT_BY_STATION: "原服务台已关闭", "Its station closed";

    SCAN_UNREADABLE: "扫码不完整，请重扫。", "The code was not read whole. Please scan again.";
    SCAN_NOT_OURS: "这不是本活动的码，请扫志愿者胸牌。", "This is no code of ours. Please scan a volunteer's badge.";
    SCAN_OTHER_EVENT: "这是另一场活动的胸牌，请输入姓名签到。", "This badge is of another event. Please check in by name.";
    SCAN_FORGED: "这个码不是本活动签发的，请核对本人，输入姓名签到。", "This code was not issued for this event. Please check who it is, then check in by name.";
    SCAN_UNKNOWN_BADGE: "名单里没有这个号码，请输入姓名查找。", "This number is on no list. Please look for the name.";
    SCAN_REPLACED_BADGE: "这张胸牌已换新，请扫新胸牌，或输入姓名签到。", "This badge was replaced. Please scan the new one, or check in by name.";
    SCAN_REVOKED_BADGE: "这张胸牌已挂失，请核对本人，输入姓名签到。", "This badge was reported lost. Please check who it is, then check in by name.";
    SCAN_WITHDRAWN: "已不在名单里，请找活动负责人。", "No longer on the list. Please ask the event lead.";
    SCAN_AMBIGUOUS: "有几个人的胸牌是这个号码，请选择本人。", "Several people have this badge number. Please choose.";
    SCAN_UNKNOWN_SLIP: "这里还没有这张号票，可能是别的电脑刚发的。请看号码，或稍后再扫。", "This ticket is not known here, perhaps another desk has just given it out. Please go by its number, or scan it again later.";
    SCAN_WRONG_KIND: "这张卡在这里没有作用，请扫志愿者胸牌。", "This card does nothing here. Please scan a volunteer's badge.";

    NAME: "姓名", "name";
    PHONE_TAIL: "电话尾号", "end of phone";
    STAFF_NUMBER: "工号", "staff number";
    ATTENTION: "注意事项", "what to note";
    UNIT: "单位", "unit";
    AND: "{one}、{more}", "{one}, {more}";

    NO_TICKET: "没有的号票", "A ticket not known";
    NOT_WHOLE: "没读全", "Not read whole";
    NOT_OURS: "不是我们的码", "No code of ours";
    OTHER_EVENT: "另一场活动的", "Of another event";
    NOT_ISSUED: "不是本活动签发", "Not issued here";
    ON_NO_LIST: "名单里没有", "On no list";
    REPLACED: "已换新", "Replaced";
    REVOKED: "已挂失", "Reported lost";
    OFF_THE_LIST: "已移出名单", "Off the list";
    SHARED: "几个人同号", "Shared by several";
    NO_USE: "在这里没有作用", "Does nothing here";

    SCAN_UNKNOWN_CARD: "本机还不知道这张卡做什么，请先联机，或重新打印。", "This desk does not know what this card does yet. Please connect the desks, or print a new one.";
    SCAN_REVOKED_CARD: "这张卡已挂失，请用新卡。", "This card was reported lost. Please use a new one.";

    NO_JOB: "卡的用途未知", "Card of no known use";
    LEAD: "负责人决定", "The event lead decides";
    MISTAKE: "按错了", "Pressed by mistake";
    WRONG_ONE: "人或号码不对", "Wrong person or number";
    TWICE: "重复了", "Entered twice";
    TRIAL: "只是试一试", "Only a trial";

    AWAITS_RESULT: "等结果", "Waits for a result";
    FETCHES_PAPERS: "去取材料", "Fetches papers";
    BACK_SOON: "稍后回来", "Back in a moment";
    GOES_ON: "接着上次办", "The rest of a visit";
    WAITED_TOO_LONG: "等得太久", "Waited too long";
    LEAD_AGREES: "负责人同意", "The event lead agrees";
    ASKED: "本人提出", "The resident asked";
    OVERLOOKED: "取号时漏了", "Forgotten when taken";
    WENT_AWAY: "本人走了", "Went away";
    WRONG_SERVICE: "取错了服务", "Taken for the wrong service";
    TAKEN_TWICE: "取重了", "Taken twice";
}

/// A resident in a sentence: by number, when they took one.
pub fn bearer(number: Option<TicketNumber>) -> Said {
    number.map_or_else(|| SOMEBODY.said(), |number| BEARER.fill([("number", number.to_string())]))
}

/// What a detail of a person is called.
pub fn detail(field: RosterField) -> Phrase {
    match field {
        RosterField::Name => NAME,
        RosterField::PhoneTail => PHONE_TAIL,
        RosterField::StaffNumber => STAFF_NUMBER,
        RosterField::Attention => ATTENTION,
    }
}

/// Details of a person one after the other, and their unit if it is one of them.
pub fn details(fields: &[RosterField], unit_too: bool) -> Said {
    let words = fields.iter().map(|field| detail(*field)).chain(unit_too.then_some(UNIT)).map(Phrase::said);
    words.reduce(|one, more| AND.said().and("one", one).and("more", more)).unwrap_or_else(|| UNIT.said())
}

/// What a ticket's state is called.
pub fn ticket_state(state: &State) -> Phrase {
    match state {
        State::Waiting => label::WAITING,
        State::Called { .. } => label::CALLED,
        State::Serving { .. } => label::SERVING,
        State::Parked { .. } => PARKED,
        State::Missed => label::MISSED,
        State::Done { .. } => label::DONE,
        State::Cancelled => label::VOID,
    }
}

/// What a station's status is called.
pub fn station_status(status: StationStatus) -> Phrase {
    match status {
        StationStatus::Open => OPEN,
        StationStatus::Paused => label::PAUSED,
        StationStatus::Closed => CLOSED,
    }
}

/// Why a scan was refused.
pub fn scan_refused(reason: ScanReason) -> Phrase {
    match reason {
        ScanReason::Unreadable => SCAN_UNREADABLE,
        ScanReason::NotOurs => SCAN_NOT_OURS,
        ScanReason::OtherEvent => SCAN_OTHER_EVENT,
        ScanReason::Forged => SCAN_FORGED,
        ScanReason::UnknownBadge => SCAN_UNKNOWN_BADGE,
        ScanReason::ReplacedBadge => SCAN_REPLACED_BADGE,
        ScanReason::RevokedBadge => SCAN_REVOKED_BADGE,
        ScanReason::Withdrawn => SCAN_WITHDRAWN,
        ScanReason::Ambiguous => SCAN_AMBIGUOUS,
        ScanReason::WrongKind => SCAN_WRONG_KIND,
        ScanReason::UnknownCard => SCAN_UNKNOWN_CARD,
        ScanReason::UnknownSlip => SCAN_UNKNOWN_SLIP,
        ScanReason::RevokedCard => SCAN_REVOKED_CARD,
    }
}

/// The same in a few words, for a table.
pub fn scan_trouble(reason: ScanReason) -> Phrase {
    match reason {
        ScanReason::Unreadable => NOT_WHOLE,
        ScanReason::NotOurs => NOT_OURS,
        ScanReason::OtherEvent => OTHER_EVENT,
        ScanReason::Forged => NOT_ISSUED,
        ScanReason::UnknownBadge => ON_NO_LIST,
        ScanReason::ReplacedBadge => REPLACED,
        ScanReason::RevokedBadge | ScanReason::RevokedCard => REVOKED,
        ScanReason::Withdrawn => OFF_THE_LIST,
        ScanReason::Ambiguous => SHARED,
        ScanReason::WrongKind => NO_USE,
        ScanReason::UnknownCard => NO_JOB,
        ScanReason::UnknownSlip => NO_TICKET,
    }
}

/// What a reason to undo is called.
pub fn undo_reason(reason: UndoReason) -> Phrase {
    match reason {
        UndoReason::Mistake => MISTAKE,
        UndoReason::WrongOne => WRONG_ONE,
        UndoReason::Twice => TWICE,
        UndoReason::Trial => TRIAL,
        UndoReason::Lead => LEAD,
    }
}

/// A stored reason as people read it: the words the program stores in their language, what somebody typed as it is.
pub fn reason(stored: &str) -> Said {
    if stored == STATION_CLOSED {
        return LEFT_BY_STATION.said();
    }
    let undone =
        UndoReason::ALL.into_iter().chain([UndoReason::Lead]).find(|reason| reason.word() == stored).map(undo_reason);
    let known = undone.or_else(|| Reason::of_word(stored).map(queue_reason));
    known.map_or_else(|| Said::name(stored, ""), Phrase::said)
}

/// What a reason to leave the straight way is called.
pub fn queue_reason(reason: Reason) -> Phrase {
    match reason {
        Reason::AwaitsResult => AWAITS_RESULT,
        Reason::FetchesPapers => FETCHES_PAPERS,
        Reason::BackSoon => BACK_SOON,
        Reason::GoesOn => GOES_ON,
        Reason::WaitedTooLong => WAITED_TOO_LONG,
        Reason::LeadAgrees => LEAD_AGREES,
        Reason::Asked => ASKED,
        Reason::Overlooked => OVERLOOKED,
        Reason::WentAway => WENT_AWAY,
        Reason::WrongService => WRONG_SERVICE,
        Reason::TakenTwice => TAKEN_TWICE,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lang;
    use super::*;

    #[test]
    fn a_stored_reason_is_read_in_both_languages_and_a_typed_one_as_it_is() {
        for (stored, zh, en) in [
            ("mistake", "按错了", "Pressed by mistake"),
            ("station_closed", "原服务台已关闭", "Its station closed"),
            ("went_away", "本人走了", "Went away"),
            ("去拿报告", "去拿报告", "去拿报告"),
        ] {
            assert_eq!((reason(stored).text(Lang::Zh), reason(stored).text(Lang::En)), (zh.to_owned(), en.to_owned()));
        }
    }
}
