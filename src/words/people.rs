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
