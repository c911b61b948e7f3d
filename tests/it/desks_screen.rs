//! The desks of the square on the screen, with neighbours that are given: no network is needed to look at it.

use std::fs;

use qiandao::desk::clock::Clock;
use qiandao::desk::{Around, Arrived, Desk, DeskOptions, DeskSeen, Joining, MeetingState};
use qiandao::domain::command::Command;
use qiandao::domain::fact::{CountSource, Entry, EntryHash, Fact, Means};
use qiandao::domain::ids::{DeskId, DeskNumber, EntryKey, Epoch, Nonce, Series};
use qiandao::domain::time::Stamp;
use qiandao::sync::{Doubt, JoinCode};
use qiandao::tui::input::Key;
use qiandao::wire;
use qiandao::words::Said;
use qiandao::words::desks::called;
use qiandao::words::sync::PARCEL_DAMAGED;
use ratatui::style::Color;

use crate::kit::{Kiosk, snapshots, square};

/// A desk that is there and holds what this one holds.
fn seen(number: u16, name: &str, me: &Kiosk) -> DeskSeen {
    DeskSeen {
        desk: DeskId(u64::from(number)),
        number: DeskNumber::new(number),
        name: name.to_owned(),
        is_me: false,
        is_listed: true,
        is_seen: true,
        heard_ms: Some(800),
        behind: Some(0),
        clock_ahead_ms: Some(-300),
        facts: Some(me.facts() as u64),
        agreement: Some("7F3K2A".to_owned()),
        version: Some("0.1.0".to_owned()),
        square: String::new(),
        at: Vec::new(),
    }
}

/// Three desks that agree.
fn three(me: &Kiosk) -> Around {
    let own = DeskSeen { desk: me.desk().id(), is_me: true, clock_ahead_ms: Some(0), ..seen(1, "签到处", me) };
    Around {
        meeting: Some(MeetingState { seen: 3, expected: 3, unsent: Some(0), ..MeetingState::default() }),
        desks: vec![own, seen(2, "西门", me), seen(3, "地铁口", me)],
        agreement: Some("7F3K2A".to_owned()),
        entries: me.facts(),
        code: Some(JoinCode::drawn(12_345_678_901_234)),
        at: vec!["192.168.43.7:7447".parse().unwrap()],
        joining: None,
    }
}

/// At the page of desks, with those who are around.
fn page(around: fn(&Kiosk) -> Around) -> Kiosk {
    let mut kiosk = Kiosk::open();
    for _ in 0..4 {
        kiosk.press(Key::F(5));
    }
    let around = around(&kiosk);
    kiosk.sees(around);
    kiosk
}

#[test]
fn desks_that_agree_say_so_and_one_that_is_missing_is_named() {
    let mut kiosk = page(three);
    kiosk.shows("各机一致，核对码 7F3K2A").shows("西门").shows("联机 3/3").shows_not("未同步").shows_not("单机");
    snapshots::check("desks_agree", &mut kiosk);
    let mut kiosk = page(|me| {
        let mut around = three(me);
        around.meeting = Some(MeetingState { seen: 2, expected: 3, unsent: Some(4), ..MeetingState::default() });
        around.desks[1] = DeskSeen {
            agreement: Some("0B1C2D".into()),
            behind: Some(12),
            clock_ahead_ms: Some(185_000),
            ..around.desks[1].clone()
        };
        around.desks[2] = DeskSeen { is_seen: false, heard_ms: Some(305_000), ..around.desks[2].clone() };
        around
    });
    kiosk.shows("没听到：3 号机").shows("还没对上：2 号机").shows("5 分钟前").shows("+3 分").shows("12");
    kiosk.shows("联机 2/3").shows("未同步 4").shows_not("各机一致");
    snapshots::check("desks_apart", &mut kiosk);
    kiosk.press(Key::F(4)).shows("数字可能不全：3 号机 5 分钟前");
}

/// What another desk wrote comes in: it joined at 8:30, and counted at a minute after eight.
fn comes(kiosk: &mut Kiosk, number: u16, name: &str, minute: u16, quantity: u32) {
    comes_from(kiosk, "", number, name, minute, quantity);
}

/// The same, from a square of the city.
fn comes_from(kiosk: &mut Kiosk, square: &str, number: u16, name: &str, minute: u16, quantity: u32) {
    let series = Series { desk: DeskId(u64::from(number)), epoch: Epoch(1) };
    let greatest = kiosk.desk().board().ledger().greatest_stamp();
    let number = DeskNumber::new(number).unwrap();
    let joined = Fact::DeskJoined { number, name: name.to_owned() };
    let service = "leaflets".parse().unwrap();
    let counted = Fact::Counted { service, quantity, station: None, source: CountSource::Key };
    let (mut prev, mut entries) = (EntryHash::default(), Vec::new());
    let mut facts = vec![(30, joined), (minute, counted)];
    if !square.is_empty() {
        facts.insert(1, (30, Fact::SquareNamed { square: square.to_owned() }));
    }
    for (seq, (minute, fact)) in (1..).zip(facts) {
        let entry = Entry {
            key: EntryKey { series, seq },
            stamp: Stamp { ms: greatest.ms + seq, count: 0 },
            wall: square::day().at_minute(8 * 60 + minute),
            operator: None,
            practice: false,
            nonce: Nonce(seq),
            prev,
            fact,
        };
        let line = wire::encode(&entry).unwrap();
        prev = line.hash();
        entries.push(line.into_bytes());
    }
    let desk = kiosk.desk_mut();
    assert!(desk.absorb(Arrived { from: Some(series.desk), entries, ..Arrived::default() }));
    while desk.is_absorbing() || desk.pending() > 0 {
        desk.collect();
        std::thread::yield_now();
    }
}

#[test]
fn every_total_says_how_fresh_it_is_desk_by_desk_and_after_a_restart_too() {
    let mut kiosk = Kiosk::open();
    comes(&mut kiosk, 2, "西门", 55, 300);
    comes(&mut kiosk, 3, "地铁口", 40, 120);
    kiosk.at(9, 0);
    let all = three(&kiosk);
    kiosk.sees(all).press(Key::F(4)).shows("资料 420 份   + 各机都在：2 号机 在线；3 号机 在线");
    let mut apart = three(&kiosk);
    apart.desks[2] = DeskSeen { is_seen: false, heard_ms: Some(40_000), ..apart.desks[2].clone() };
    kiosk.sees(apart).shows("! 数字可能不全：3 号机 40 秒前；2 号机 在线");
    for _ in 0..4 {
        kiosk.press(Key::Tab);
    }
    kiosk.shows("300 份  最后记录 08:55     + 在线").shows("120 份  最后记录 08:40  ! 40 秒前");
    snapshots::check("tally_desks_apart", &mut kiosk);

    let folder = kiosk.closes();
    let clock = Clock::Standing(square::day().next().at_minute(8 * 60));
    let desk = Desk::open(folder.path(), DeskOptions { clock, ..DeskOptions::default() }).unwrap().0;
    let mut kiosk = Kiosk::on(folder, desk);
    kiosk.press(Key::Enter);
    let mut around = three(&kiosk);
    for other in &mut around.desks[1..] {
        *other = DeskSeen { is_seen: false, heard_ms: None, ..other.clone() };
    }
    kiosk.sees(around).press(Key::F(4)).resize(120, 36);
    kiosk.shows("2 号机 记录到 03-05 08:55").shows("3 号机 记录到 03-05 08:40");
    kiosk.resize(80, 24).shows("记录到 03-05 08:55；+1");
    kiosk.sees(Around::default()).press(Key::BackTab).shows("120 份  最后记录 03-05 08:40").shows_not("记录到");
}

#[test]
fn a_desk_that_sends_nonsense_or_promises_too_much_is_named() {
    let mut kiosk = page(|me| {
        let mut around = three(me);
        let called = |number| called(DeskNumber::new(number));
        let doubts = vec![Doubt::Nonsense.said(called(3)), Doubt::Empty.said(called(2))];
        around.meeting =
            Some(MeetingState { seen: 3, expected: 3, unsent: Some(0), doubts, ..MeetingState::default() });
        around
    });
    kiosk.shows("3 号机 发来的内容读不懂").shows("2 号机 说有更多记录").shows("西门");
}

#[test]
fn a_desk_that_is_alone_is_told_how_to_begin() {
    let mut kiosk = page(|_| Around::default());
    kiosk.shows("只有本机").shows("Ctrl+N").shows("单机");
    snapshots::check("desks_alone", &mut kiosk);
    kiosk.press(Key::F(4)).shows_not("数字可能不全").shows_not("数字是全的");
}

#[test]
fn the_join_code_is_shown_in_groups_and_as_a_code_to_scan() {
    let mut kiosk = page(three);
    kiosk.shows_not("1234 5678 9012 34");
    // The code is there already, so nothing is drawn and nobody listens anew.
    kiosk.press(Key::Ctrl('n')).shows("1234 5678 9012 3428").shows("192.168.43.7:7447");
    snapshots::check("desks_invite", &mut kiosk);
    assert_eq!(decoded(&mut kiosk).as_deref(), Some("1234567890123428"));
    kiosk.press(Key::Tab);
    assert_eq!(decoded(&mut kiosk).as_deref(), Some("1234567890123428"));
    kiosk.press(Key::Esc).shows("各机一致");
}

/// Pixels of a cell.
const CELL: (usize, usize) = (8, 16);

/// What a phone reads from the cells of the screen.
fn decoded(kiosk: &mut Kiosk) -> Option<String> {
    let (buf, _) = kiosk.draw();
    let dark = |x: usize, y: usize| {
        let cell = &buf[(u16::try_from(x / CELL.0).unwrap(), u16::try_from(y / CELL.1).unwrap())];
        let lower = y % CELL.1 >= CELL.1 / 2;
        let ink = if cell.symbol() == "\u{2584}" && lower { cell.fg } else { cell.bg };
        ink == Color::Indexed(16)
    };
    let (width, height) = (usize::from(buf.area.width) * CELL.0, usize::from(buf.area.height) * CELL.1);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| if dark(x, y) { 0 } else { 255 });
    image.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

#[test]
fn a_notice_is_put_away_on_the_page_of_desks_and_no_desk_goes_without_a_question() {
    let mut kiosk = page(three);
    kiosk.press(Key::Enter).shows("本机退出这个广场").press(Key::Esc);
    kiosk.press(Key::Down).press(Key::Enter).shows("移除 一台电脑");
    kiosk.press(Key::Esc).shows("各机一致");
    assert_eq!(kiosk.desk().board().square.desks_here().len(), 1);
}

#[test]
fn a_parcel_goes_out_and_comes_in_from_the_page_and_a_damaged_one_is_refused_at_its_field() {
    let stick = tempfile::tempdir().unwrap();
    let parcel = stick.path().join("parcel");
    let path = parcel.to_str().unwrap().to_owned();
    let mut kiosk = page(|_| Around::default());
    kiosk.press(Key::Ctrl('p')).pastes(&path).press(Key::Enter).shows("已导出");
    assert!(parcel.is_file());
    kiosk.press(Key::Ctrl('o')).pastes(&path).press(Key::Enter);
    for _ in 0..2 {
        kiosk.moment();
    }
    kiosk.shows("新增 0 条");
    fs::write(&parcel, "holiday photographs").unwrap();
    kiosk.press(Key::Ctrl('o')).pastes(&path).press(Key::Enter).shows("不是签到程序的数据包");
    let said: Said = PARCEL_DAMAGED.said();
    kiosk.shows_not(&said.text(qiandao::words::Lang::Zh));
    kiosk.press(Key::Esc).shows("只有本机");
}

#[test]
fn a_new_laptop_asks_for_code_and_place_and_says_how_far_it_is() {
    let (folder, desk) = square::empty();
    let mut kiosk = Kiosk::on(folder, desk);
    kiosk.shows("加入广场").press(Key::Down).press(Key::Down).press(Key::Enter).shows("加入码");
    snapshots::check("join_form", &mut kiosk);
    kiosk
        .types("1234 5678")
        .press(Key::Enter)
        .types("西门")
        .press(Key::Enter)
        .press(Key::Enter)
        .shows("16 位数字，请对照");
    // A scanner types the digits and Enter.
    kiosk.press(Key::Ctrl('u')).scan("1234567890123428").shows("> 本机位置");
    kiosk.press(Key::Enter).types("192.168.1").press(Key::Enter).shows("地址请写成");
    let looking = |since_ms| Around { joining: Some(Joining::Looking { since_ms }), ..Around::default() };
    kiosk.press(Key::Ctrl('u')).types("127.0.0.1:9").press(Key::Enter);
    kiosk.sees(looking(3_000)).shows("正在找这个广场的电脑，已 3 秒").shows_not("没有找到");
    kiosk.sees(looking(12_000)).shows("没有找到用这个加入码的电脑");
    snapshots::check("join_nobody", &mut kiosk);
    kiosk.sees(Around { joining: Some(Joining::Taking { facts: 812, missing: 9_188 }), ..Around::default() });
    kiosk.shows("已有 812 条，还缺 9188 条");
    kiosk.press(Key::Esc).shows("加入码").press(Key::Esc).shows("新建活动");
    assert_eq!(kiosk.facts(), 0);
}

#[test]
fn a_desk_of_a_city_says_on_the_screen_of_which_square_it_is() {
    let mut kiosk = page(three);
    kiosk.press(Key::Ctrl('r')).shows("本机在哪个广场");
    snapshots::check("desk_square", &mut kiosk);
    kiosk.types("一二三四五六七八九十一").press(Key::Enter).shows("最多 10 个汉字");
    kiosk.press(Key::Ctrl('u')).types("东湖").press(Key::Enter).shows_not("本机在哪个广场");
    let me = kiosk.desk().id();
    assert_eq!(kiosk.desk().board().square.square_of(me), Some("东湖"));
    // The next desk is of another one: now the table says which is where.
    let mut around = three(&kiosk);
    around.desks[0].square = "东湖".to_owned();
    around.desks[1].square = "人民广场".to_owned();
    kiosk.sees(around).shows("东湖 签到处").shows("人民广场 西门");
}

#[test]
fn the_squares_of_a_city_stand_side_by_side_on_the_tally() {
    let mut kiosk = Kiosk::open();
    square::done(kiosk.desk_mut(), Command::NameSquare { square: "东湖".to_owned() });
    comes_from(&mut kiosk, "东湖", 2, "西门", 55, 300);
    let around = three(&kiosk);
    kiosk.at(9, 0).sees(around).press(Key::F(4)).shows_not("各机   广场");
    comes_from(&mut kiosk, "人民广场", 3, "地铁口", 40, 120);
    comes(&mut kiosk, 4, "北门", 41, 7);
    let person = kiosk.person("xiehongjun");
    square::done(kiosk.desk_mut(), Command::CheckIn { person, by: Means::Chosen });
    let mut apart = three(&kiosk);
    apart.desks[2] = DeskSeen { is_seen: false, heard_ms: Some(40_000), ..apart.desks[2].clone() };
    kiosk.sees(apart);
    for _ in 0..5 {
        kiosk.press(Key::Tab);
    }
    kiosk.shows("东湖").shows("300 份  志愿者到过 1，在场 1").shows("+ 2 台都在").shows("! 不在：3 号机，最后 08:40");
    kiosk.shows("未分广场");
    snapshots::check("tally_squares", &mut kiosk);
    kiosk.press(Key::Tab).shows("> 数目");
}
