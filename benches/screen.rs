//! What one picture of the window costs: all its cells, at the promised size and at a large one.

#![allow(missing_docs, clippy::expect_used, reason = "a bench")]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use qiandao::demo::stage;
use qiandao::desk::{Desk, DeskOptions};
use qiandao::domain::command::Command;
use qiandao::domain::fact::Class;
use qiandao::tui::app::App;
use qiandao::tui::cells::GlyphWidth;
use qiandao::tui::input::{Input, Key};
use qiandao::tui::theme::Palette;
use qiandao::words::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn frames(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-screen");
    let _ = fs::remove_dir_all(&folder);
    let (mut desk, _) = Desk::open(&folder, DeskOptions::default()).expect("a folder");
    stage::set_up(&mut desk).expect("the demo square");
    let stations = ["1", "2", "5", "7", "11"].map(|station| station.parse().expect("a station"));
    for station in stations {
        let service = desk.board().square.station(&station).map(|spec| spec.service.clone()).expect("a station");
        for _ in 0..20 {
            desk.perform(&Command::TakeNumber { service: service.clone(), class: Class::Normal });
        }
        desk.perform(&Command::CallNext { station });
    }
    let mut app = App::new(desk, Lang::Zh, Palette::Daylight, GlyphWidth::Narrow);
    for (screen, key) in [("check-in", 2), ("queue", 3), ("tally", 4), ("roster", 5), ("display", 7)] {
        app.input(Input::Key(Key::F(key)), 0);
        for (width, height) in [(80, 24), (200, 60)] {
            let area = Rect::new(0, 0, width, height);
            criterion.bench_function(&format!("frame/{screen}/{width}x{height}"), |bencher| {
                bencher.iter(|| {
                    let mut buffer = Buffer::empty(area);
                    black_box(app.draw(area, &mut buffer));
                    buffer
                });
            });
        }
    }
    drop(app);
    let _ = fs::remove_dir_all(&folder);
}

criterion_group!(benches, frames);
criterion_main!(benches);
