//! People on the list: what may be done with one of them, and whether somebody new is new.

use super::names::Names;
use super::refusal::person_line;
use super::{Phrase, Said};
use crate::domain::alike::Likeness;
use crate::domain::ids::PersonId;

phrases! {
    SIMILAR_ASKED: "名单里有相似的人，是其中一位吗？{people}。都不是请选 new", "Similar people are on the list. Is it one of them? {people}. If not, answer new";
    SIMILAR_ROW: "{person}（{likeness}）", "{person} ({likeness})";
    SAME_NAME: "同名", "same name";
    SAME_SOUND: "同音", "sounds alike";
    SAME_LOOK: "形近", "looks alike";
    SAME_PHONE: "尾号相同", "same end of phone";
    SIMILAR_TITLE: "名单里有和 {name} 相似的人。是同一个人就选定，都不是再新登记。", "People like {name} are on the list. Choose the same one, or none of them.";
    NONE_OF_THEM: "都不是，新登记", "none, a new person";
    EDIT: "修改资料", "Edit";
    SHOW_BADGE: "看胸牌", "Show the badge";
    REISSUE: "补发胸牌，旧的作废", "New badge, the old one is no longer valid";
    STATION: "安排服务台", "To a station";
    MERGE: "与另一条记录合并", "Merge with another record";
    WITHDRAW: "移出名单", "Take off the list";
    TEAM_OUT: "一起到的其余人签退", "Check out the rest of the team";
    ACTS: "做什么？", "What is to be done?";
    STAFF: "工号", "Staff no.";
    NOTE: "注意事项", "Please note";
    STAFF_LINE: "工号 {staff}", "Staff number {staff}";
    ATTENTION_HINT: "每次签到都会显示", "shown with every answer";
    STAFF_HINT: "单位自己的编号", "the unit's own number";
    UNIT_FITS: "名单里的单位：{unit}", "Unit on the list: {unit}";
    UNIT_NEW: "名单里没有这个单位，将新建。", "No unit on the list has this name: it will be added.";
    SAVE_HINT: "最后一栏按 Enter 保存", "Enter in the last field saves";
    MERGE_FIND: "另一条记录", "Other record";
    MERGE_FIND_HINT: "姓名、拼音、尾号、短号", "name, pinyin, end of phone, number";
    MERGE_WHICH: "两条记录是同一个人。留下哪一条？两张胸牌都能用，签到合在一起。", "Both are one person. Which record stays? Both badges stay valid, the arrivals become one.";
    MERGE_NOBODY: "没有找到别的人。", "Nobody else fits.";
    ON_THE_LIST: "没有新登记，名单里已有：{person}", "Nobody new was registered, already on the list: {person}";
    BADGE: "胸牌 {number}，码 {digits}：{person}", "Badge {number}, code {digits}: {person}";
}

/// Why somebody on the list may be meant.
pub fn likeness(likeness: Likeness) -> Phrase {
    match likeness {
        Likeness::Name => SAME_NAME,
        Likeness::Sound => SAME_SOUND,
        Likeness::Look => SAME_LOOK,
        Likeness::Phone => SAME_PHONE,
    }
}

/// Somebody on the list who may be meant, and why.
pub fn similar_row(like: Likeness, person: PersonId, names: &Names<'_>) -> Said {
    SIMILAR_ROW.said().and("person", person_line(person, names)).and("likeness", likeness(like).said())
}
