//! People on the list, through keys and pictures: the list of what may be done, the form, two records of one person,
//! somebody new who is like others.

use qiandao::domain::ids::PersonId;
use qiandao::tui::input::Key;

use crate::kit::{Kiosk, snapshots};

/// On the roster, with one person marked.
fn on_the_roster(name: &str) -> Kiosk {
    let mut kiosk = Kiosk::open();
    kiosk.press(Key::F(5)).types(name).rest();
    kiosk
}

fn card(kiosk: &Kiosk, person: PersonId) -> [String; 4] {
    let card = kiosk.desk().roster().card(person);
    [card.name, card.phone_tail, card.staff_number, card.attention].map(str::to_owned)
}

#[test]
fn a_person_is_edited_in_a_form_and_one_key_takes_it_back() {
    let mut kiosk = on_the_roster("xiehongjun");
    let person = kiosk.person("xiehongjun");
    kiosk.press(Key::Enter).shows("修改资料").press(Key::Enter).shows("新城区司法局");
    kiosk.press(Key::Ctrl('u')).press(Key::Enter).press(Key::Enter).press(Key::Enter).press(Key::Enter);
    kiosk.types("需要轮椅").rest().press(Key::Enter).shows("不能空着").shows("需要轮椅");
    kiosk.types("谢红军").rest().press(Key::Tab).press(Key::Ctrl('u')).types("蓝天救援队").shows("将新建");
    for _ in 0..4 {
        kiosk.rest().press(Key::Enter);
    }
    kiosk.shows("已修改姓名、注意事项、单位：谢红军");
    assert_eq!(card(&kiosk, person), ["谢红军", "7733", "", "需要轮椅"]);
    kiosk.press(Key::F(6)).shows("已撤销：换单位 谢红军").press(Key::F(6)).shows("已撤销：修改姓名、注意事项 解红军");
    assert_eq!(card(&kiosk, person), ["解红军", "7733", "", ""]);
}

#[test]
fn a_new_badge_is_shown_at_once_and_the_old_one_is_replaced() {
    let mut kiosk = on_the_roster("xiehongjun");
    let old = kiosk.badge("xiehongjun");
    kiosk.press(Key::Enter).types("3").rest().shows("▄").shows("解红军").press(Key::Esc).shows("新胸牌");
    kiosk.press(Key::F(2)).scan(&old).shows("已换新");
    let new = kiosk.badge("xiehongjun");
    assert_ne!(old, new);
    kiosk.scan(&new).shows("已签到");
}

#[test]
fn two_records_are_looked_for_compared_and_made_one() {
    let mut kiosk = on_the_roster("wangfang 4411");
    let (first, second) = (kiosk.person("wangfang 4411"), kiosk.person("wangfang 5678"));
    kiosk.press(Key::Enter).types("4").rest().types("wangfang").rest().shows("***5678").press(Key::Enter);
    kiosk.shows("留下哪一条").press(Key::Enter).shows("留下哪一条").types("2").rest().shows("已合并");
    assert_eq!(kiosk.desk().board().attendance.standing(first), second);
    kiosk.press(Key::F(6)).shows("已撤销");
    assert_eq!(kiosk.desk().board().attendance.standing(first), first);
}

#[test]
fn somebody_leaves_the_list_and_comes_back_by_one_key() {
    let mut kiosk = on_the_roster("xiehongjun");
    kiosk
        .press(Key::Enter)
        .types("5")
        .rest()
        .shows("已移出名单")
        .shows("没有符合的人")
        .press(Key::F(6))
        .shows("***7733");
}

#[test]
fn who_is_found_at_check_in_is_sent_to_a_station_or_out_from_the_same_list() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("xiehongjun");
    kiosk.press(Key::Ctrl('e')).shows("请先找到一个人").scan(&badge);
    kiosk
        .press(Key::Ctrl('e'))
        .types("7")
        .rest()
        .shows("到哪个服务台")
        .types("2")
        .press(Key::Enter)
        .shows("现在 2 号台");
    kiosk.press(Key::Ctrl('e')).types("6").rest().shows("已签退");
}

#[test]
fn the_rest_of_a_team_leaves_together() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("dxx");
    kiosk.scan(&badge).press(Key::Ctrl('t')).types("3").rest().press(Key::Enter).shows("在场 3 人");
    kiosk.types("dxx").rest().press(Key::Ctrl('e')).types("8").rest().shows("其余 2 人已签退").shows("在场 1 人");
    kiosk.types("dxx").rest().press(Key::Ctrl('e')).shows_not("其余人");
}

#[test]
fn a_scan_takes_no_form_away() {
    let mut kiosk = on_the_roster("xiehongjun");
    let badge = kiosk.badge("ouyangnana");
    kiosk.press(Key::Enter).press(Key::Enter).types("x").rest().scan(&badge).shows("解红军x");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn somebody_new_who_is_like_others_is_asked_about_and_nobody_is_taken_by_enter_alone() {
    let mut kiosk = Kiosk::open();
    kiosk.types("王方").rest().shows("同名").press(Key::Ctrl('n')).shows("王方").types("sfj").shows("新城区司法局");
    kiosk.press(Key::Enter).press(Key::Enter).shows("和 王方 相似的人").shows("同音").shows("***5678");
    let facts = kiosk.facts();
    kiosk.press(Key::Enter).shows("相似的人");
    assert_eq!(kiosk.facts(), facts);
    kiosk.press(Key::Esc).shows("登记新志愿者").press(Key::Enter).types("3").rest().shows("001-0000").shows("王方");
    assert!(kiosk.is_in("王方"));
    kiosk.press(Key::Esc).types("wangfang").rest().press(Key::Ctrl('n')).types("王方").press(Key::Enter);
    kiosk.types("司法").press(Key::Enter).press(Key::Enter).types("1").rest();
    kiosk.shows("已在 1 号机签到，不用重复签到：王方");
}

#[test]
fn somebody_is_put_on_the_list_without_being_here() {
    let mut kiosk = on_the_roster("赵新来");
    kiosk.shows("没有符合的人").press(Key::Ctrl('n')).shows("赵新来").types("司法").press(Key::Enter);
    kiosk.types("12").press(Key::Enter).shows("至少要四位").types("34").press(Key::Enter).shows("001-0000");
    assert!(!kiosk.is_in("赵新来"));
}

#[test]
fn the_picture_of_what_may_be_done_with_somebody() {
    let mut kiosk = on_the_roster("阿依古丽");
    kiosk.press(Key::Enter);
    snapshots::check("person_acts", &mut kiosk);
    kiosk.press(Key::Enter);
    snapshots::check("person_form", &mut kiosk);
    kiosk.press(Key::Esc).press(Key::Enter).types("4").rest().types("wang").rest();
    snapshots::check("person_merge", &mut kiosk);
}

#[test]
fn the_picture_of_somebody_new_who_is_like_others() {
    let mut kiosk = Kiosk::open();
    kiosk.types("王方方").rest().press(Key::Enter).press(Key::BackTab).press(Key::Backspace).press(Key::Tab);
    kiosk.types("司法").press(Key::Enter).types("9021").press(Key::Enter);
    snapshots::check("walkin_similar", &mut kiosk);
}
