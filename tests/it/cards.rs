//! Badges and cards on sheets, as the program writes them; and desks that are worked with a scanner alone.

use std::fs;

use qiandao::domain::command::Command;
use qiandao::domain::fact::{CardJob, CardTurn, Class};
use qiandao::domain::queue::State;
use qiandao::tui::input::Key;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use serde_json::json;
use tempfile::tempdir;

use crate::kit::{Kiosk, snapshots, square};
use crate::paper::{Dots, printed, read};
use crate::program::{Talk, badge, complaint, number, printed as said, run};

/// The codes on the sheets of a file, as they are read from the paper, with what stands beside each.
fn codes(file: &str, height: usize) -> Vec<(String, String)> {
    let sheets: Vec<&str> = file.split("<svg").skip(1).collect();
    let pieces = sheets.iter().flat_map(|sheet| sheet.split("<g transform=\"").skip(1));
    let read_codes = sheets.iter().flat_map(|sheet| printed(sheet, 9_000, height)).map(|dots| read(&dots));
    read_codes.zip(pieces.map(str::to_owned)).collect()
}

#[test]
fn the_badges_of_a_unit_are_laid_out_and_then_none_is_missing() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("badges.html");
    let path = out.to_str().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let unit = desk.ok(&format!("find {}", number(1)))["matches"][0]["unit"].as_str().unwrap().to_owned();
    let of_unit = |talk: &mut Talk| {
        let units = talk.ok("roster");
        let rows = units["list"].as_array().unwrap().clone();
        rows.iter().find(|row| row["unit"] == unit.as_str()).unwrap()["expected"].as_u64().unwrap()
    };
    let expected = of_unit(&mut desk);
    assert!(desk.end().success());

    let printed = said(folder.path(), ["badges", "--out", path, "--unit", &unit]);
    assert!(printed.contains(&expected.to_string()) && printed.contains(path), "{printed}");
    let codes = codes(&fs::read_to_string(&out).unwrap(), 5_400);
    assert_eq!(codes.len() as u64, expected);
    assert!(
        codes.iter().any(|(code, piece)| *code == badge(1) && piece.contains(&number(1)) && piece.contains("李若汐"))
    );
    for (_, piece) in &codes {
        assert!(piece.contains(&unit.chars().take(4).collect::<String>()), "{piece}");
    }

    let missing = ["badges", "--out", path, "--unit", &unit, "--missing"];
    let none = complaint(folder.path(), missing);
    assert!(none.contains("没有要打印的"), "{none}");
    let mut desk = Talk::open(folder.path());
    let new = desk.ok(&format!("reissue {}", number(1)))["digits"].as_str().unwrap().to_owned();
    let walkin = desk.ok(&format!("register 赵新来 {unit} 7788"))["digits"].as_str().unwrap().to_owned();
    assert!(desk.end().success());
    said(folder.path(), missing);
    let codes = self::codes(&fs::read_to_string(&out).unwrap(), 5_400);
    let mut codes: Vec<String> = codes.into_iter().map(|(code, _)| code).collect();
    codes.sort_unstable();
    let mut wanted = vec![new, walkin];
    wanted.sort_unstable();
    assert_eq!(codes, wanted, "the badge issued anew and the new person, nobody else");
    assert!(complaint(folder.path(), ["badges", "--out", path, "--unit", "no such unit"]).contains("没有这个单位"));
    let nowhere = folder.path().join("no").join("such.html");
    assert!(complaint(folder.path(), ["badges", "--out", nowhere.to_str().unwrap()]).contains("such.html"));
}

#[test]
fn every_card_is_read_from_its_sheet_and_does_what_stands_on_it() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("cards.html");
    let mut desk = Talk::at_demo(folder.path());
    assert!(desk.ok(&format!("in {}", number(1)))["ok"].as_bool().unwrap());
    assert!(desk.end().success());
    for set in ["desk", "stations", "services"] {
        said(folder.path(), ["cards", "--set", set, "--out", out.to_str().unwrap()]);
    }
    // A second print of the same cards gives the same cards.
    said(folder.path(), ["cards", "--out", out.to_str().unwrap()]);
    let file = fs::read_to_string(&out).unwrap();
    let cards = codes(&file, 9_000);
    assert_eq!(cards.len(), file.matches("<g transform=\"translate(").count());
    let card = |words: &[&str]| {
        let fitting: Vec<&String> = cards
            .iter()
            .filter(|(_, piece)| words.iter().all(|word| piece.contains(&format!(">{word}<"))))
            .map(|(code, _)| code)
            .collect();
        assert_eq!(fitting.len(), 1, "{words:?}");
        format!("scan {}", fitting[0])
    };

    let mut desk = Talk::open(folder.path());
    desk.ok("at 09:10:00");
    let history = desk.ok("history 100");
    let issued = history["entries"].as_array().unwrap().iter().filter(|row| row["what"] == "cards_issued").count();
    assert_eq!(issued, 3, "cards that are there are not made again: {history}");
    let counted = desk.say(&card(&["测血压 加 1"]));
    assert_eq!(counted["outcome"], "counted", "{counted}");
    desk.ok("at 09:10:10");
    assert_eq!(desk.ok(&card(&["撤销", "撤销本机刚才的一步"]))["outcome"], "undone");
    assert_eq!(desk.refused(&card(&["选 1"]), "no_question")["ok"], json!(false));
    desk.refused(&format!("scan {}", badge(1)), "needs_answer");
    assert_eq!(desk.ok(&card(&["选 1"]))["outcome"], "left");
    let at = desk.ok(&card(&["3 号台"]));
    assert_eq!((&at["outcome"], &at["station"]), (&json!("at_station"), &json!("3")));
    assert!(desk.end().success());
}

/// A square whose cards are made out.
fn with_cards(jobs: Vec<CardJob>) -> Kiosk {
    let mut kiosk = Kiosk::open();
    square::done(kiosk.desk_mut(), Command::IssueCards(jobs));
    kiosk
}

#[test]
fn a_station_is_worked_with_a_scanner_alone() {
    let service: qiandao::domain::ids::ServiceId = "haircut".parse().unwrap();
    let kiosk = Kiosk::open();
    let station = kiosk.desk().board().square.stations_of(&service)[0].station.clone();
    let turn = |turn| CardJob::Turn { station: station.clone(), turn };
    let take = CardJob::Take { service: service.clone(), class: Class::Normal };
    let (here, count) =
        (CardJob::Station { station: station.clone() }, CardJob::Count { service: service.clone(), quantity: 1 });
    let mut jobs = vec![take.clone(), here.clone(), count.clone(), CardJob::Undo];
    jobs.extend(CardTurn::ALL.map(turn));
    let mut kiosk = with_cards(jobs);
    let state = |kiosk: &Kiosk| {
        let current = kiosk.desk().board().queue.current(&station);
        current.map(|(_, ticket)| matches!(ticket.state, State::Serving { .. }))
    };
    let mut minute = 0;
    let mut scan = |kiosk: &mut Kiosk, does: &CardJob| {
        minute += 1;
        let code = kiosk.card(does);
        kiosk.at(9, minute).scan(&code);
    };
    scan(&mut kiosk, &take);
    kiosk.shows("您的号码");
    scan(&mut kiosk, &here);
    kiosk.shows(&format!("本机现在是 {station} 号台")).shows("[服务台]");
    scan(&mut kiosk, &turn(CardTurn::Next));
    assert_eq!(state(&kiosk), Some(false));
    scan(&mut kiosk, &turn(CardTurn::Arrive));
    assert_eq!(state(&kiosk), Some(true));
    scan(&mut kiosk, &turn(CardTurn::Finish));
    assert_eq!((state(&kiosk), kiosk.desk().board().tally.of_service(&service)), (None, 1));
    scan(&mut kiosk, &count);
    assert_eq!(kiosk.desk().board().tally.of_service(&service), 2);
    scan(&mut kiosk, &CardJob::Undo);
    assert_eq!(kiosk.desk().board().tally.of_service(&service), 1);
    kiosk.shows("已撤销");
}

#[test]
fn cards_answer_the_question_on_the_screen_and_nothing_else() {
    let answer = |place| CardJob::Answer { place };
    let mut kiosk = with_cards(vec![answer(1), answer(2), CardJob::Supervisor, CardJob::Undo]);
    let (badge, first) = (kiosk.badge("xiehongjun"), kiosk.card(&answer(1)));
    kiosk.scan(&first).shows("没有提问");
    kiosk.at(9, 0).scan(&badge).at(9, 30).scan(&badge).shows("1 签退").scan(&first).shows("已签退");
    assert!(!kiosk.is_in("xiehongjun"));
    let (undo, lead) = (kiosk.card(&CardJob::Undo), kiosk.card(&CardJob::Supervisor));
    kiosk.at(10, 0).scan(&undo).shows("请选择撤销的原因").scan(&lead).shows("已撤销");
    assert!(kiosk.is_in("xiehongjun"));
    let reason = kiosk.desk().board().ledger().latest().next().map(|entry| format!("{:?}", entry.fact)).unwrap();
    assert!(reason.contains("\"lead\""), "{reason}");
    kiosk.press(Key::F(4)).scan(&badge).shows("1 签退").scan(&lead).shows_not("1 签退");
    assert!(kiosk.is_in("xiehongjun"), "the lead's card says yes where yes is an answer, and nothing else");
}

#[test]
fn a_card_that_is_lost_or_not_known_says_so() {
    let mut kiosk = with_cards(vec![CardJob::Undo, CardJob::Supervisor]);
    let code = kiosk.card(&CardJob::Undo);
    let number = qiandao::domain::cards::rules::card_for(kiosk.desk().board(), &CardJob::Undo).unwrap();
    square::done(kiosk.desk_mut(), Command::Revoke { number });
    let facts = kiosk.facts();
    kiosk.scan(&code).shows("这张卡已挂失");
    assert_eq!((kiosk.facts(), kiosk.rings()), (facts + 1, 1));
    let stranger = with_cards(vec![CardJob::Undo; 1]).card(&CardJob::Undo).len();
    assert_eq!(stranger, 34);
    let mut other = Kiosk::open();
    other.scan(&code).shows("还不知道这张卡做什么");
    square::done(kiosk.desk_mut(), Command::IssueCards(vec![CardJob::Undo]));
    assert_ne!(kiosk.card(&CardJob::Undo), code, "a new card has a number of its own");
}

/// What the cells of a screen look like, 8 x 16 dots each.
fn dots(buf: &Buffer) -> Dots {
    let dark = |color: Color| color == Color::Indexed(16);
    let mut dots = Vec::new();
    for y in 0..buf.area.height {
        let halves = |upper: bool| -> Vec<bool> {
            (0..buf.area.width)
                .flat_map(|x| {
                    let cell = &buf[(x, y)];
                    let ink = if !upper && cell.symbol() == "▄" { cell.fg } else { cell.bg };
                    // Whatever is not the code is as bright as the paper of the daylight look.
                    [dark(ink); 8]
                })
                .collect()
        };
        dots.extend(std::iter::repeat_n(halves(true), 8));
        dots.extend(std::iter::repeat_n(halves(false), 8));
    }
    dots
}

#[test]
fn the_code_on_the_screen_is_read_in_both_renderings() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("dxx");
    kiosk.types("dxx").rest().press(Key::Ctrl('b'));
    assert_eq!(read(&dots(&kiosk.draw().0)), badge, "half blocks");
    kiosk.press(Key::Tab);
    assert_eq!(read(&dots(&kiosk.draw().0)), badge, "two blanks");
}

#[test]
fn badges_are_printed_from_the_roster() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("badges.html");
    let mut kiosk = Kiosk::open();
    kiosk.press(Key::F(5)).types("xiehongjun").rest().press(Key::Ctrl('p')).shows("新城区司法局");
    snapshots::check("print", &mut kiosk);
    kiosk.types("3").rest().shows("qiandao-badges.html").press(Key::Ctrl('u')).pastes("/no/such/folder/x.html");
    kiosk.press(Key::Enter).shows("写入").press(Key::Ctrl('u')).pastes(file.to_str().unwrap()).press(Key::Enter);
    kiosk.shows("2 张在");
    let codes = codes(&fs::read_to_string(&file).unwrap(), 5_400);
    let codes: Vec<String> = codes.into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, [kiosk.badge("wangfang 5678"), kiosk.badge("xiehongjun")]);
    kiosk
        .press(Key::Ctrl('p'))
        .types("2")
        .rest()
        .press(Key::Ctrl('u'))
        .pastes(file.to_str().unwrap())
        .press(Key::Enter);
    kiosk.shows("6 张在");
}

#[test]
fn without_a_desk_number_or_people_nothing_is_printed() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("x.html");
    let refused = run(folder.path(), ["badges", "--out", out.to_str().unwrap()]);
    assert!(!refused.status.success() && !out.exists());
}
