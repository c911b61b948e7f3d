//! What a scan costs between the key and the clerk, and what a badge costs to draw.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use qiandao::badge::{Code, EventKey, Fed, Framer, Kind, Rendering, Squares, Symbol};
use qiandao::domain::number::BadgeNumber;

/// The code of the test vector, its key and its digits.
fn sample() -> Option<(Code, EventKey, String)> {
    let key = EventKey::new(2303, [7; 32])?;
    let code = Code::new(Kind::Volunteer, BadgeNumber::new(0, 345)?, 0)?;
    let digits = code.encode(&key);
    Some((code, key, digits))
}

/// The framer per key: while a person types, while a scanner types, and at worst (digits without an end).
fn framer(criterion: &mut Criterion) {
    let Some((_, key, digits)) = sample() else { return };
    let mut group = criterion.benchmark_group("framer");
    let streams =
        [("name", "ouyang nana ".to_owned()), ("scan", format!("{digits}\r\n")), ("digits", digits.replace('1', "4"))];
    for (name, stream) in streams {
        group.throughput(Throughput::Elements(stream.chars().count() as u64));
        let mut framer = Framer::new(key.clone());
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                stream.chars().map(|typed| framer.feed(typed, 1_000)).filter(|fed| *fed == Fed::Typed).count()
            });
        });
    }
    group.finish();
}

fn code(criterion: &mut Criterion) {
    let Some((code, key, digits)) = sample() else { return };
    criterion.bench_function("code/encode", |bencher| bencher.iter(|| black_box(&code).encode(&key)));
    criterion.bench_function("code/decode", |bencher| bencher.iter(|| Code::decode(&key, black_box(&digits))));
}

fn squares(criterion: &mut Criterion) {
    let Some((_, _, digits)) = sample() else { return };
    for (name, symbol) in [("squares/screen", Symbol::Screen), ("squares/paper", Symbol::Paper)] {
        criterion.bench_function(name, |bencher| bencher.iter(|| Squares::of(black_box(&digits), symbol)));
    }
    let Some(squares) = Squares::of(&digits, Symbol::Screen) else { return };
    for (name, rendering) in [("cells/half", Rendering::HalfBlocks), ("cells/blanks", Rendering::TwoBlanks)] {
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(&squares).cells(rendering)));
    }
}

criterion_group!(benches, framer, code, squares);
criterion_main!(benches);
