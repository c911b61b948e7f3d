//! What a pile of badges costs from codes to the bytes of the file, and what a slip costs while a resident waits.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use qiandao::badge::{Code, EventKey, Kind, Squares, Symbol};
use qiandao::domain::fact::Class;
use qiandao::domain::number::{BadgeNumber, TicketNumber};
use qiandao::domain::time::Wall;
use qiandao::domain::wait::WaitRange;
use qiandao::office::gb18030;
use qiandao::paper::{Card, CardKind, CardSize, Printing, Qr, Slip, badge_sheet};
use qiandao::words::Lang;

const TITLE: &str = "Volunteer day";

/// Every badge is signed, drawn and laid out, with names and units of many lengths.
fn cards(key: &EventKey, count: u32) -> impl Iterator<Item = Card> {
    const NAMES: [&str; 4] = ["王芳", "欧阳娜娜", "阿依古丽·买买提", "Anna-Maria Featherstonehaugh"];
    const UNITS: [&str; 3] = ["第一中学", "新城区人民医院", "新乡市红旗区某某街道社区新时代文明实践站"];
    (1..=count).zip(NAMES.iter().cycle().zip(UNITS.iter().cycle())).filter_map(|(serial, (name, unit))| {
        let number = BadgeNumber::new(0, serial)?;
        let digits = Code::new(Kind::Volunteer, number, 0)?.encode(key);
        let qr = Squares::of(&digits, Symbol::Paper)?.rows().collect();
        let (heading, detail) = ((*name).to_owned(), (*unit).to_owned());
        Some(Card { kind: CardKind::Volunteer, heading, detail, number, qr })
    })
}

fn sheets(criterion: &mut Criterion) {
    let Some(key) = EventKey::new(2303, [7; 32]) else { return };
    let mut group = criterion.benchmark_group("badge_sheet");
    group.sample_size(10);
    for count in [300, 10_000] {
        group.throughput(Throughput::Elements(u64::from(count)));
        group.bench_function(count.to_string(), |bencher| {
            bencher.iter(|| {
                let parts = badge_sheet(cards(&key, count), CardSize::Badge, TITLE, Lang::Zh);
                parts.map(|part| part.len()).sum::<usize>()
            });
        });
    }
    group.finish();
}

fn slip(criterion: &mut Criterion) {
    let key = EventKey::new(2303, [7; 32]);
    let code = BadgeNumber::new(1, 27).and_then(|number| Code::new(Kind::Ticket, number, 3));
    let (Some(key), Some(code), Some(number)) = (key, code, TicketNumber::new('A', 1, 27)) else { return };
    let digits = code.encode(&key);
    let Some(squares) = Squares::of(&digits, Symbol::Screen) else { return };
    let qr: Qr = squares.rows().collect();
    let (class, ahead, wait, taken) = (Class::Normal, Some(3), Some(WaitRange::around(900)), Wall(0));
    let slip = Slip {
        title: TITLE,
        service: "义剪",
        number,
        class,
        ahead,
        wait,
        taken,
        is_again: false,
        digits: &digits,
        qr: &qr,
    };
    for (name, printing) in [("slip/raster", Printing::Raster), ("slip/native", Printing::Native)] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| black_box(&slip).bytes(printing, Lang::Zh, gb18030));
        });
    }
}

criterion_group!(benches, sheets, slip);
criterion_main!(benches);
