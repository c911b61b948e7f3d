//! What is printed is read again: codes by an independent reader from the dots of a sheet or a slip.

use qiandao::badge::{Code, EventKey, Kind, Squares, Symbol};
use qiandao::domain::fact::Class;
use qiandao::domain::number::BadgeNumber;
use qiandao::domain::time::{Day, Wall};
use qiandao::domain::wait::WaitRange;
use qiandao::office::gb18030;
use qiandao::paper::{Card, CardKind, CardSize, Forms, Printing, Qr, Slip, SlipBlock, UnitList, badge_sheet, forms};
use qiandao::words::Lang;
use unicode_width::UnicodeWidthStr;

use crate::printer::{COLUMNS, Printed, print};

fn key() -> EventKey {
    EventKey::new(2303, [7; 32]).unwrap()
}

fn digits(serial: u32) -> String {
    Code::new(Kind::Volunteer, BadgeNumber::new(0, serial).unwrap(), 0).unwrap().encode(&key())
}

fn card(kind: CardKind, heading: &str, detail: &str, serial: u32) -> Card {
    Card {
        kind,
        heading: heading.to_owned(),
        detail: detail.to_owned(),
        number: BadgeNumber::new(0, serial).unwrap(),
        qr: Squares::of(&digits(serial), Symbol::Paper).unwrap().rows().collect(),
    }
}

/// Dots on paper; true is ink.
pub type Dots = Vec<Vec<bool>>;

/// What an independent reader makes of the one code in a picture.
pub fn read(dots: &Dots) -> String {
    let grey = |x: usize, y: usize| if dots[y][x] { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(dots[0].len(), dots.len(), grey);
    let codes = image.detect_grids();
    assert_eq!(codes.len(), 1, "one code in the picture");
    codes[0].decode().expect("a code that can be read").1
}

/// The text behind the first `before` up to the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

/// Two whole numbers with a blank between them.
fn pair(text: &str) -> (usize, usize) {
    let (x, y) = text.split_once(' ').unwrap();
    (x.parse().unwrap(), y.parse().unwrap())
}

/// The pieces of a sheet as a printer of 150 dots an inch puts their codes on paper.
pub fn printed(sheet: &str, width: usize, height: usize) -> Vec<Dots> {
    // One dot is 25.4 / 150 mm, and a sheet is drawn in hundredths of a millimetre.
    let dot = |length: usize| (length * 150 + 1270) / 2540;
    let print = |piece: &str| {
        let (left, top) = pair(between(piece, "translate(", ")"));
        let mut dots = vec![vec![false; dot(width)]; dot(height)];
        let code = piece.split_once("<path transform=\"").unwrap().1;
        let (x, y) = pair(between(code, "translate(", ")"));
        let square: usize = between(code, "scale(", ")").parse().unwrap();
        for run in between(code, " d=\"M", "z\"").split("zM") {
            let (at, squares) = run.split_once('h').unwrap();
            let (column, row) = pair(at);
            let squares: usize = squares.split_once("v1h-").unwrap().1.parse().unwrap();
            let (x, y) = (left + x + column * square, top + y + row * square);
            for line in &mut dots[dot(y) - dot(top)..dot(y + square) - dot(top)] {
                line[dot(x) - dot(left)..dot(x + squares * square) - dot(left)].fill(true);
            }
        }
        dots
    };
    sheet.split("<g transform=\"").skip(1).map(print).collect()
}

fn sheets(cards: impl IntoIterator<Item = Card>, size: CardSize) -> Vec<String> {
    let mut parts: Vec<String> = badge_sheet(cards, size, "学雷锋志愿服务日", Lang::Zh).collect();
    assert!(parts.remove(0).starts_with("<!DOCTYPE html>"));
    assert!(parts.pop().unwrap().ends_with("</html>\n"));
    parts
}

#[test]
fn every_code_on_a_sheet_is_read_and_its_number_stands_beside_it() {
    for (size, a_sheet, height) in [(CardSize::Badge, 10, 5_400), (CardSize::Table, 6, 9_000)] {
        let cards = (1..=23).map(|serial| card(CardKind::Volunteer, "王芳", "第一中学", serial));
        let sheets = sheets(cards, size);
        assert_eq!(sheets.len(), 23_usize.div_ceil(a_sheet), "{size:?}");
        let pieces = sheets.iter().flat_map(|sheet| sheet.split("<g transform=\"").skip(1));
        let codes = sheets.iter().flat_map(|sheet| printed(sheet, 9_000, height));
        for (serial, (piece, code)) in (1..=23).zip(pieces.zip(codes)) {
            assert_eq!(read(&code), digits(serial), "{size:?}");
            assert!(piece.contains(&BadgeNumber::new(0, serial).unwrap().to_string()), "{piece}");
        }
    }
}

#[test]
fn a_hostile_roster_prints_as_text_and_its_code_is_read() {
    let hostile =
        card(CardKind::Volunteer, "</text></svg><script>alert(1)</script>", "\u{202E}A&B\" onload=\"alert(2)\u{0}", 7);
    let sheet = sheets([hostile], CardSize::Badge).concat();
    assert!(!sheet.contains("<script") && !sheet.contains("onload=\"") && !sheet.contains('\u{202E}'), "{sheet}");
    assert_eq!(sheet.matches("</svg>").count(), 1);
    assert_eq!(read(&printed(&sheet, 9_000, 5_400)[0]), digits(7));
}

#[test]
fn cards_say_what_they_are_in_both_languages() {
    for (kind, zh, en) in [
        (CardKind::Volunteer, "志愿者", "Volunteer"),
        (CardKind::Station, "服务台", "Station"),
        (CardKind::Supervisor, "负责人", "Supervisor"),
        (CardKind::Command, "操作卡", "Command card"),
    ] {
        for (lang, word) in [(Lang::Zh, zh), (Lang::En, en)] {
            let sheet: String = badge_sheet([card(kind, "3", "", 1)], CardSize::Table, "", lang).collect();
            assert!(sheet.contains(&format!(">{word} 000-00001-3<")), "{word} in {sheet}");
        }
    }
}

#[test]
fn ten_thousand_badges_come_sheet_by_sheet() {
    let names = ["王芳", "欧阳娜娜", "阿依古丽·买买提", "Anna-Maria Featherstonehaugh"];
    let unit = "新乡市红旗区某某街道社区新时代文明实践站";
    let qr = card(CardKind::Volunteer, "", "", 1).qr;
    let cards = (0..10_000).map(|serial| Card {
        kind: CardKind::Volunteer,
        heading: names[serial % names.len()].to_owned(),
        detail: unit.to_owned(),
        number: BadgeNumber::new(0, u32::try_from(serial).unwrap()).unwrap(),
        qr: qr.clone(),
    });
    let (mut sheets, mut largest) = (0, 0);
    for part in badge_sheet(cards, CardSize::Badge, "学雷锋志愿服务日", Lang::Zh) {
        sheets += usize::from(part.starts_with("<svg"));
        largest = largest.max(part.len());
    }
    assert_eq!(sheets, 1_000);
    assert!(largest < 64 * 1024, "no part is larger than a sheet: {largest} bytes");
}

/// A slip's digits and squares, and a slip of a priority ticket with them.
fn with_slip<T>(service: &str, number: &str, ask: impl FnOnce(&Slip<'_>) -> T) -> T {
    let code = Code::new(Kind::Ticket, BadgeNumber::new(1, 27).unwrap(), 3).unwrap().encode(&key());
    let qr: Qr = Squares::of(&code, Symbol::Screen).unwrap().rows().collect();
    ask(&Slip {
        title: "学雷锋志愿服务日",
        service,
        number: number.parse().unwrap(),
        class: Class::Priority,
        ahead: Some(3),
        wait: Some(WaitRange { least_minutes: 10, most_minutes: 20 }),
        taken: Wall(9 * 3_600_000 + 5 * 60_000),
        is_again: false,
        digits: &code,
        qr: &qr,
    })
}

#[test]
fn a_slip_in_dots_says_everything_and_its_code_is_read() {
    with_slip("义剪", "A1027", |slip| {
        let printed = print(&slip.bytes(Printing::Raster, Lang::Zh, gb18030));
        let plain = |text: &str| Printed::Line(text.to_owned(), (1, 1));
        let [title, service, Printed::Picture(number), rest @ .., Printed::Picture(code), keep, moved, cut] =
            printed.as_slice()
        else {
            panic!("{printed:?}")
        };
        assert_eq!([title, service], [&plain("学雷锋志愿服务日"), &Printed::Line("义剪".to_owned(), (1, 2))]);
        assert_eq!((number[0].len(), number.len()), (384, 84));
        let lines = ["优先号", "前方等待 3 人", "预计等候：10 到 20 分钟。", "取号时间 09:05"];
        assert_eq!(rest, lines.map(plain));
        assert_eq!(read(code), slip.digits);
        assert_eq!(*keep, plain("请留意叫号，凭票办理。"));
        assert_eq!([moved, cut], [&Printed::Moved(4), &Printed::Cut]);
    });
}

#[test]
fn a_slip_for_slow_printers_is_small_and_asks_for_a_code_that_telephones_read() {
    with_slip("Free haircut", "Z899999", |slip| {
        let bytes = slip.bytes(Printing::Native, Lang::En, gb18030);
        assert!(bytes.len() < 400, "{} bytes", bytes.len());
        let printed = print(&bytes);
        let code = Printed::Code { model: 2, level: b'1', square_dots: 8, text: slip.digits.to_owned() };
        assert!(printed.contains(&code), "{printed:?}");
        assert!(printed.contains(&Printed::Line("Z899999".to_owned(), (4, 4))), "{printed:?}");
        assert!(printed.contains(&Printed::Line("Expected wait: 10 to 20 min.".to_owned(), (1, 1))), "{printed:?}");
    });
}

#[test]
fn nothing_is_said_of_priority_a_place_or_a_wait_that_is_not_known() {
    with_slip("义剪", "A1027", |slip| {
        let slip = Slip { class: Class::Normal, wait: None, ahead: None, ..*slip };
        let printed = print(&slip.bytes(Printing::Raster, Lang::Zh, gb18030));
        let lines = printed.iter().filter(|printed| matches!(printed, Printed::Line(..))).count();
        assert_eq!(lines, 4, "title, service, time, keep: {printed:?}");
    });
}

#[test]
fn no_service_name_is_too_long_for_the_paper_or_gives_the_printer_orders() {
    let long = "新时代文明实践站老年人健康义诊和慢性病用药咨询以及血压血糖检测";
    for (service, shown) in [
        (long, long),
        (
            "Blood pressure, blood sugar and advice on medicines for elderly",
            "Blood pressure, blood sugar andadvice on medicines for elderly",
        ),
        ("\u{1B}@义\u{1D}V\u{0}诊\n\u{202E}", "@义V诊"),
        ("\u{4DAE}𠮷义诊", "\u{4DAE}𠮷义诊"),
    ] {
        with_slip(service, "A1027", |slip| {
            let printed = print(&slip.bytes(Printing::Native, Lang::Zh, gb18030));
            let mut whole = String::new();
            for line in &printed {
                if let Printed::Line(text, (1, 2)) = line {
                    assert!(text.width() <= COLUMNS, "{text}");
                    whole.push_str(text);
                }
            }
            assert_eq!(whole, shown);
        });
    }
}

#[test]
fn blank_forms_hold_every_person_every_service_and_every_slip() {
    let person = |serial, name: &str| (BadgeNumber::new(0, serial).unwrap(), name.to_owned());
    let units = [
        UnitList { unit: "第一中学".to_owned(), people: vec![person(1, "王芳"), person(2, "</text><b>芳")] },
        UnitList { unit: "区民政局".to_owned(), people: vec![] },
    ];
    let blocks = [SlipBlock { service: "义剪".to_owned(), first: "B900001".parse().unwrap(), slips: 41 }];
    let services = ["义诊".to_owned(), "义剪".to_owned(), "磨刀".to_owned()];
    let day = Day::new(2026, 3, 5).unwrap();
    let title = "学雷锋志愿服务日";
    let (units, services, slip_blocks) = (&units, &services, &blocks);
    let parts: Vec<String> =
        forms(&Forms { title, day, hours: 9..12, units, services, slip_blocks }, Lang::Zh).collect();
    assert_eq!(parts.len(), 1 + 1 + 2 + 2 + 1, "head, a list, three tally sheets on two pages, 41 slips on two, end");
    for text in ["第一中学", "000-00001-3", "王芳", "&lt;/text&gt;&lt;b&gt;芳", "区民政局", "签名"] {
        assert!(parts[1].contains(&format!(">{text}<")), "{text} in {}", parts[1]);
    }
    for text in ["义诊 计数表 2026-03-05", "09:00", "11:00", "合计"] {
        assert!(parts[2].contains(&format!(">{text}<")), "{text} in {}", parts[2]);
    }
    assert!(!parts[2].contains("12:00"), "the square closes at twelve");
    assert!(parts[4].contains(">B900040<") && parts[5].contains(">B900041<"));
}
