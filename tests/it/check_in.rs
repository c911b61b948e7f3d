//! Stories at the check-in desk, through keys and pictures.

use qiandao::domain::command::Command;
use qiandao::domain::fact::Means;
use qiandao::tui::input::Key;

use crate::kit::{Kiosk, snapshots, square};

#[test]
fn a_scanned_badge_is_in_and_stands_there_large_until_the_next() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("已签到").shows("欧阳娜娜").shows("税务局");
    assert!(kiosk.is_in("ouyangnana"));
    kiosk.types("jie").shows_not("欧阳娜娜  ").press(Key::Esc).shows("欧阳娜娜");
}

#[test]
fn a_name_typed_in_pinyin_is_checked_in_by_enter() {
    let mut kiosk = Kiosk::open();
    kiosk.types("xiehongjun").shows("解红军").shows("未签到").press(Key::Enter).shows("已签到");
    assert!(kiosk.is_in("xiehongjun"));
    assert_eq!(kiosk.rings(), 0);
}

#[test]
fn of_namesakes_one_must_be_chosen_first() {
    let mut kiosk = Kiosk::open();
    let facts = kiosk.facts();
    kiosk.types("wangfang").shows("同名").shows("***4411").shows("***5678").press(Key::Enter);
    assert_eq!((kiosk.facts(), kiosk.rings()), (facts, 1), "Enter alone checks nobody in");
    kiosk.press(Key::Down).press(Key::Down).press(Key::Enter).shows("已签到");
    assert!(kiosk.is_in("wangfang 5678") != kiosk.is_in("wangfang 4411"));
}

#[test]
fn a_short_number_names_and_enter_confirms() {
    let mut kiosk = Kiosk::open();
    let number = kiosk.number("dxx");
    kiosk.types(&number.replace('-', "")).shows("单雄信").press(Key::Enter).shows("已签到");
    let entry = kiosk.desk().board().ledger().latest_of(kiosk.desk().id()).next().unwrap();
    assert!(format!("{:?}", entry.fact).contains("Typed"), "{entry:?}");
}

#[test]
fn the_same_badge_again_at_once_says_the_same_and_later_asks() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge);
    let facts = kiosk.facts();
    kiosk.scan(&badge).shows("已签到");
    assert_eq!((kiosk.facts(), kiosk.rings()), (facts, 0), "nothing is written and nothing rings");
    kiosk.at(9, 12).scan(&badge).shows("1 签退").shows("2 换服务台").shows("08:00 已在 1 号机签到");
    kiosk.press(Key::Esc).shows_not("1 签退");
    assert!(kiosk.is_in("ouyangnana"), "Esc does nothing");
}

#[test]
fn a_digit_answers_when_it_stays_alone() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).at(11, 30).scan(&badge).types("1");
    assert!(kiosk.is_in("ouyangnana"), "it may be the beginning of a scan");
    kiosk.rest().shows("已签退");
    assert!(!kiosk.is_in("ouyangnana"));
}

#[test]
fn a_scan_over_a_question_answers_nothing_and_is_taken() {
    let mut kiosk = Kiosk::open();
    let (first, second) = (kiosk.badge("ouyangnana"), kiosk.badge("xiehongjun"));
    kiosk.scan(&first).at(9, 12).scan(&first).shows("1 签退").scan(&second).shows_not("1 签退").shows("解红军");
    assert!(kiosk.is_in("ouyangnana") && kiosk.is_in("xiehongjun"));
}

#[test]
fn a_bar_code_of_something_else_answers_no_question() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).at(9, 12).scan(&badge).scan("6901234567892").rest().shows("1 签退");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn a_volunteer_is_sent_to_a_station_by_its_number() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).at(9, 12).scan(&badge).types("2").press(Key::Enter).shows("到哪个服务台");
    kiosk.types("2").press(Key::Enter).shows("已换服务台").shows("现在 2 号台");
    let person = kiosk.person("ouyangnana");
    let station = kiosk.desk().board().attendance.person(person).unwrap().station.clone();
    assert_eq!(station.map(|station| station.to_string()).as_deref(), Some("2"));
}

#[test]
fn a_refused_scan_says_why_rings_and_leaves_the_desk_ready() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge.replace('5', "6")).shows("请重扫").shows("扫码不完整");
    assert_eq!(kiosk.rings(), 1);
    kiosk.scan("41070219900307888X").shows("不是胸牌").shows_not("4107");
    kiosk.scan(&badge).shows("欧阳娜娜");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn a_pasted_code_is_a_scan_and_a_pasted_name_is_looked_for() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.pastes(&badge).shows("已签到").pastes("解红军\n").shows("***7733");
    assert!(kiosk.is_in("ouyangnana") && !kiosk.is_in("xiehongjun"));
}

#[test]
fn digits_that_are_no_badge_are_neither_looked_for_nor_kept() {
    let mut kiosk = Kiosk::open();
    kiosk
        .types("690123456789")
        .shows("正在读码")
        .types("2")
        .rest()
        .press(Key::Enter)
        .shows("不是胸牌")
        .shows_not("6901");
    let long = kiosk.badge("ouyangnana").split_at(30).0.replace('5', "6");
    kiosk.types(&long).rest().rest().press(Key::Enter).shows("请重扫");
}

#[test]
fn a_code_typed_so_slowly_that_no_scanner_can_have_is_read_by_enter() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    let (first, second) = badge.split_at(20);
    kiosk.types(first).rest().types(second).rest().press(Key::Enter).shows("已签到");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn what_was_half_typed_is_gone_after_a_scan() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.types("wang").scan(&badge).shows("已签到").shows_not("wang");
}

#[test]
fn typing_on_marks_the_best_and_not_who_was_best_before() {
    let mut kiosk = Kiosk::open();
    kiosk.types("x").press(Key::Down).types("iehongjun").press(Key::Enter).shows("解红军").shows("已签到");
    assert!(kiosk.is_in("xiehongjun"));
}

#[test]
fn a_scan_on_any_screen_is_taken_there() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.press(Key::F(4)).scan(&badge).shows("+ 签到成功：欧阳娜娜").shows("统计");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn an_attention_is_shown_with_every_answer() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("阿依古丽");
    kiosk.scan(&badge).shows("! 请注意：需要轮椅");
    kiosk.at(9, 12).scan(&badge).shows("需要轮椅").press(Key::Esc);
    kiosk.press(Key::F(3)).at(9, 20).scan(&badge).types("1").rest().shows("需要轮椅");
}

#[test]
fn a_unit_that_came_together_is_one_number_and_its_badges_are_not_counted_twice() {
    let mut kiosk = Kiosk::open();
    kiosk.types("dxx").press(Key::Ctrl('t')).shows("新城区人民医院").types("0").press(Key::Enter).shows("请输入 1 到");
    kiosk.press(Key::Backspace).types("3").press(Key::Enter).shows("3 人");
    kiosk.shows("在场 3 人");
    let badge = kiosk.badge("yuchijing");
    kiosk.scan(&badge).shows("在场 3 人").shows("尉迟敬");
}

#[test]
fn the_person_just_scanned_can_bring_the_unit() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("dxx");
    kiosk.scan(&badge).press(Key::Ctrl('t')).types("12").press(Key::Enter).shows("在场 12 人");
}

#[test]
fn somebody_new_is_registered_in_and_shown_their_badge() {
    let mut kiosk = Kiosk::open();
    kiosk.types("赵新来").shows("名单里没有找到").shows("按 Shift 切换").press(Key::Enter);
    kiosk.shows("登记新志愿者").shows("赵新来").types("司法").press(Key::Enter);
    kiosk.types("13900002222").press(Key::Enter).shows("赵新来").shows("001-0000").shows("新城区司法局");
    assert!(kiosk.is_in("赵新来"));
    assert_eq!(kiosk.desk().roster().card(kiosk.person("zhaoxinlai")).phone_tail, "2222");
    kiosk.press(Key::Esc).shows("+").shows("08:00 签到  001-");
    let badge = kiosk.badge("赵新来");
    kiosk.at(9, 12).scan(&badge).shows("1 签退");
}

#[test]
fn a_unit_begun_is_the_one_on_the_list_unless_a_new_one_is_chosen() {
    for (downs, unit) in [(0, "新城区人民医院"), (1, "医院")] {
        let mut kiosk = Kiosk::open();
        kiosk.types("赵新来").press(Key::Enter).types("医院").shows("> 新城区人民医院").shows("将新建单位：医院");
        if downs == 0 {
            snapshots::check("walkin", &mut kiosk);
        }
        for _ in 0..downs {
            kiosk.press(Key::Down);
        }
        kiosk.press(Key::Enter).press(Key::Enter);
        let person = kiosk.desk().board().attendance.person(kiosk.person("赵新来")).unwrap();
        assert_eq!(person.unit.as_str(), unit);
    }
}

#[test]
fn registering_asks_for_what_is_missing_and_loses_nothing() {
    let mut kiosk = Kiosk::open();
    kiosk.types("赵新来").press(Key::Enter).press(Key::Enter).press(Key::Enter).shows("请填写单位").shows("赵新来");
    let badge = kiosk.badge("ouyangnana");
    kiosk.types("新单").scan(&badge).shows("赵新来").shows("新单").shows("+ 签到成功：欧阳娜娜");
    kiosk.shows("将新建");
}

#[test]
fn the_badge_of_the_chosen_person_is_drawn_both_ways() {
    let mut kiosk = Kiosk::open();
    let number = kiosk.number("dxx");
    kiosk.press(Key::Ctrl('b')).shows("请先找到一个人");
    kiosk.types("dxx").press(Key::Ctrl('b')).shows(&number).shows("单雄信").shows("▄");
    snapshots::check("badge", &mut kiosk);
    kiosk.press(Key::Tab).shows(&number).shows_not("▄").press(Key::Esc).shows("未签到");
}

#[test]
fn one_key_takes_the_last_step_back_and_says_which() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).press(Key::F(6)).shows("已撤销").shows("签到 欧阳娜娜");
    assert!(!kiosk.is_in("ouyangnana"));
    kiosk.scan(&badge).types("wang").press(Key::F(6)).shows("已撤销");
    kiosk.scan(&badge);
    kiosk.at(9, 12).press(Key::F(6)).shows("请选择撤销的原因").types("1").rest().shows("已撤销");
}

#[test]
fn a_badge_scanned_again_after_an_undo_is_in_again() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).press(Key::F(6)).scan(&badge).shows("08:00 签到");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn one_key_too_many_does_not_undo_a_whole_roster() {
    let mut kiosk = Kiosk::open();
    kiosk.press(Key::F(6)).shows("请选择撤销的原因：导入名单：新增 8 人").press(Key::Esc).shows("/ 8 人");
}

#[test]
fn both_languages_say_everything_at_once() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).press(Key::F(9)).shows("In since 08:00").shows("Check in").press(Key::F(9)).shows("已签到");
}

#[test]
fn in_a_window_too_small_scans_still_work() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.resize(60, 10).shows("窗口太小").scan(&badge).shows("签到成功：欧阳娜娜").resize(80, 24).shows("已签到");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn resizing_keeps_what_is_typed_and_chosen() {
    let mut kiosk = Kiosk::open();
    kiosk
        .types("xiehongjun")
        .resize(200, 60)
        .shows("解红军")
        .resize(1, 1)
        .resize(80, 24)
        .shows("xiehongjun")
        .press(Key::Enter);
    assert!(kiosk.is_in("xiehongjun"));
}

#[test]
fn the_cursor_is_in_the_field_in_the_upper_third_with_room_beside_it() {
    let mut kiosk = Kiosk::open();
    kiosk.types("王");
    for (width, height) in [(80, 24), (120, 36)] {
        let cursor = kiosk.resize(width, height).cursor().unwrap();
        assert!(cursor.y < height / 3 && cursor.x + 20 < width, "{cursor}");
    }
}

#[test]
fn at_the_start_the_time_is_asked_and_a_wrong_one_is_corrected() {
    let (folder, desk) = square::set_up();
    let mut kiosk = Kiosk::on(folder, desk);
    kiosk.shows("2026-03-05 08:00").types("abc").press(Key::Enter).shows("看不懂");
    kiosk.press(Key::Ctrl('u')).types("0830").press(Key::Enter).shows("2026-03-05 08:30").shows_not("正确时间");
    assert_eq!(kiosk.desk().now().hhmm(), "08:30");
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("08:30 签到");
}

#[test]
fn a_scan_while_the_time_is_asked_is_taken_and_the_question_stays() {
    let (folder, desk) = square::set_up();
    let mut kiosk = Kiosk::on(folder, desk);
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("正确时间").press(Key::Enter).shows("欧阳娜娜").shows_not("正确时间");
    assert!(kiosk.is_in("ouyangnana"));
}

#[test]
fn the_end_is_asked_for_and_enter_ends() {
    let mut kiosk = Kiosk::open();
    kiosk.press(Key::Ctrl('q')).shows("要结束吗").press(Key::Esc).shows_not("要结束吗");
    assert!(!kiosk.is_over());
    kiosk.press(Key::Ctrl('q')).press(Key::Enter);
    assert!(kiosk.is_over());
}

#[test]
fn help_shows_the_keys_of_the_place() {
    let mut kiosk = Kiosk::open();
    kiosk.press(Key::F(12)).shows("志愿者到了").shows("Ctrl+T");
    snapshots::check("help", &mut kiosk);
    for _page in 0..3 {
        kiosk.press(Key::PageDown);
    }
    kiosk.shows("F12/Ctrl+G").press(Key::Esc).shows_not("F12/Ctrl+G");
}

#[test]
fn before_there_is_an_outing_the_desk_says_where_to_begin() {
    let (folder, desk) = square::empty();
    let mut kiosk = Kiosk::on(folder, desk);
    kiosk.press(Key::Enter).press(Key::F(2)).shows("还没有活动").shows("按 F5");
    kiosk.types("赵新来").press(Key::Enter).types("新单位").press(Key::Enter).press(Key::Enter).shows("还没有");
    kiosk
        .press(Key::Esc)
        .press(Key::Esc)
        .press(Key::F(5))
        .press(Key::Esc)
        .press(Key::Down)
        .press(Key::Enter)
        .shows("演示");
    kiosk.press(Key::F(2)).shows("请扫胸牌").shows_not("还没有活动");
}

#[test]
fn scans_that_fail_one_after_the_other_say_where_to_look() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge.replace('5', "6")).shows_not("Ctrl+K");
    kiosk.at(8, 1).scan(&badge.replace('5', "7")).shows("今天本机 2 次没通过，按 Ctrl+K 看原因");
}

#[test]
fn enter_behind_a_digit_that_was_the_answer_does_nothing_below() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).press(Key::F(3)).at(9, 12).scan(&badge).types("1");
    let facts = kiosk.facts();
    kiosk.moment().press(Key::Enter).shows("签退成功");
    assert_eq!(kiosk.facts(), facts + 1, "no number was given out");
}

#[test]
fn somebody_who_left_the_list_is_refused_in_words() {
    let mut kiosk = Kiosk::open();
    let (badge, person) = (kiosk.badge("ouyangnana"), kiosk.person("ouyangnana"));
    square::done(kiosk.desk_mut(), Command::Withdraw { person });
    kiosk.scan(&badge).shows("不在名单").shows("请找活动负责人");
    assert_eq!(kiosk.rings(), 1);
}

/// A morning so far: a few are in, one has left, a unit came together.
fn busy() -> Kiosk {
    let mut kiosk = Kiosk::open();
    for (minute, name) in (1..).zip(["xiehongjun", "wangfang 4411", "yuchijing", "dxx"]) {
        let person = kiosk.person(name);
        kiosk.at(8, minute);
        square::done(kiosk.desk_mut(), Command::CheckIn { person, by: Means::Chosen });
    }
    let person = kiosk.person("dxx");
    kiosk.at(9, 30);
    square::done(kiosk.desk_mut(), Command::CheckOut { person, by: Means::Chosen });
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge);
    kiosk
}

#[test]
fn the_picture_of_an_empty_desk() {
    snapshots::check("check_in_empty", &mut Kiosk::open());
}

#[test]
fn the_picture_of_a_busy_desk() {
    snapshots::check("check_in_busy", &mut busy());
}

#[test]
fn the_picture_of_candidates_with_the_longest_names() {
    let mut kiosk = busy();
    kiosk.types(square::LONG_UNIT);
    snapshots::check("check_in_longest", &mut kiosk);
}

#[test]
fn the_picture_of_namesakes() {
    let mut kiosk = busy();
    kiosk.types("wang");
    snapshots::check("check_in_namesakes", &mut kiosk);
}

#[test]
fn the_picture_of_a_refusal() {
    let mut kiosk = busy();
    let badge = kiosk.badge("zengguohua").replace('5', "6");
    kiosk.scan(&badge);
    snapshots::check("check_in_refused", &mut kiosk);
}

#[test]
fn the_picture_of_a_question() {
    let mut kiosk = busy();
    let badge = kiosk.badge("xiehongjun");
    kiosk.scan(&badge);
    snapshots::check("check_in_question", &mut kiosk);
}
